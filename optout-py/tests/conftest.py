"""Data that several tests read."""

from __future__ import annotations

from pathlib import Path

import pytest

import optout

LIST = (
    b"Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"
    b'"Lovelace, Ada",engine.example,P-1,ada@engine.example,2026-11-02\n'
    b"Charles Babbage,engine.example,P-2,charles@engine.example,03/04/2026\n"
    b"Ada Lovelace,engine.example,P-1,ada@notes.example,\n"
)
EXPORT = b"6sense People Id,Name,Is Redacted\nP-1,Ada,FALSE\nP-9,Bob,FALSE\n"
REDACTED = b"6sense People Id,Name,Is Redacted\nP-1,,TRUE\nP-9,Bob,FALSE\n"
KEY = b"a key of sixteen bytes or more"


@pytest.fixture
def people() -> optout.OptOutList:
    return optout.read_list(LIST)


@pytest.fixture
def matcher(people: optout.OptOutList) -> optout.Matcher:
    return optout.Matcher(people)


@pytest.fixture
def sample() -> Path:
    return Path(__file__).parents[2] / "examples" / "sample"
