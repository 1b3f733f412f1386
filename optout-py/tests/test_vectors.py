"""The vector files, case by case."""

from __future__ import annotations

import re

import pytest
import vectors

ALL = [(name, case) for name in vectors.FILES for case in vectors.cases(name)]


@pytest.mark.parametrize(
    ("name", "case"), ALL, ids=[f"{name}:{case['name']}" for name, case in ALL]
)
def test_case(name: str, case: vectors.Case) -> None:
    vectors.check(name, case)


def test_every_file_is_run_and_every_case_of_it() -> None:
    files = {path.name for path in vectors.DIRECTORY.glob("*.toml")}
    assert files == set(vectors.FILES)
    for name in files:
        text = (vectors.DIRECTORY / name).read_text(encoding="utf-8")
        written = len(re.findall(r"^\[\[case\]\]$", text, flags=re.MULTILINE))
        assert sum(of == name for of, _ in ALL) == written
    assert len(ALL) >= 200


def test_names_are_statements_and_unique_in_their_file() -> None:
    names = [(name, case["name"]) for name, case in ALL]
    assert len(names) == len(set(names))


def test_an_unknown_key_is_an_error() -> None:
    name, case = ALL[0]
    with pytest.raises(AssertionError, match="unknown keys"):
        vectors.check(name, {**case, "surprise": 1})
