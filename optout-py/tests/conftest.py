"""Data that several tests read."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
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


def said_when_interrupted(call: str, pipe: Path, header: bytes, row: bytes) -> str:
    """What is said of a call that reads rows from ``sys.argv[1]``, without end, until Ctrl-C."""
    os.mkfifo(pipe)
    program = (
        "import optout, sys\n"
        f"try:\n    {call}\n"
        "except KeyboardInterrupt:\n    print('interrupted')\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(pipe)], stdout=subprocess.PIPE, text=True
    ) as process:
        with pipe.open("wb", buffering=0) as feed, contextlib.suppress(BrokenPipeError):
            feed.write(header)
            for turn in range(1_000_000):
                feed.write(row * 10_000)
                if turn == 5:
                    process.send_signal(signal.SIGINT)
        assert process.stdout is not None
        said = process.stdout.read()
    assert process.returncode == 0
    return said


@pytest.fixture
def people() -> optout.OptOutList:
    return optout.read_list(LIST)


@pytest.fixture
def matcher(people: optout.OptOutList) -> optout.Matcher:
    return optout.Matcher(people)


@pytest.fixture
def sample() -> Path:
    return Path(__file__).parents[2] / "examples" / "sample"
