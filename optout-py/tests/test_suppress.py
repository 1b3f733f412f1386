"""Who must not come back, and how copies of a set come together."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import KEY

import optout

ADA = optout.Contact(emails="ada@engine.example")
EVE = optout.Contact(emails="eve@other.example")
TODAY = "2026-11-24"


@pytest.fixture
def guard(people: optout.OptOutList) -> optout.SuppressionSet:
    guard = optout.SuppressionSet(KEY)
    assert guard.add_list(KEY, people, on=TODAY) == 0
    return guard


def test_who_is_in_the_set_may_not_be_imported(guard: optout.SuppressionSet) -> None:
    assert guard.add(bytearray(KEY), EVE, on=TODAY)
    assert not guard.add(KEY, optout.Contact(emails="eve@"), on=TODAY)
    for contact, standing in [
        (optout.Contact(ids={"6sense": "P-2"}), "stopped_by_id"),
        (optout.Contact(emails="ADA@notes.example"), "stopped_by_email"),
        (optout.Contact(emails="ada+x@engine.example"), "held_by_tagged_email"),
        (optout.Contact(name="Lovelace Ada", websites="engine.example"), "held_by_name_at_company"),
        (optout.Contact(emails="bob@"), "unreadable"),
        (optout.Contact(name="Bob"), "nothing_to_look_up"),
        (optout.Contact(emails="bob@other.example"), "free"),
    ]:
        assert guard.check(KEY, contact) == standing
        assert guard.may_import(KEY, contact) == (standing == "free")
    assert b"ada" not in guard.to_bytes()
    assert repr(guard) == f"SuppressionSet(hashes={len(guard)}, released=0)"


def test_a_release_goes_along_and_a_later_opt_out_takes_it_back(
    guard: optout.SuppressionSet,
) -> None:
    copy = optout.SuppressionSet.from_bytes(guard.to_bytes())
    assert guard.release(KEY, ADA, on="2026-11-02") == "stopped_by_email"
    assert guard.release(KEY, ADA, on="2026-11-30") == "free"
    copy.merge(guard)
    assert copy == guard
    assert copy.released == 1
    assert copy.may_import(KEY, ADA)
    copy.add(KEY, ADA, on="2026-12-01")
    guard.merge(copy)
    assert not guard.may_import(KEY, ADA)


def test_changes_go_to_another_copy(guard: optout.SuppressionSet) -> None:
    copy = optout.SuppressionSet.from_bytes(memoryview(guard.to_bytes()))
    revision = guard.revision
    guard.add(KEY, EVE, on=TODAY)
    delta = guard.delta_since(revision)
    for _ in range(2):
        copy.apply(delta)
        assert copy == guard
    assert guard.revision == copy.revision == revision + 1
    for unknown in (revision + 2, 0):
        with pytest.raises(optout.OptoutError, match="revision") as caught:
            copy.delta_since(unknown)
        assert caught.value.code == "invalid_option"
    assert guard != EVE


def test_damaged_bytes_are_refused(guard: optout.SuppressionSet) -> None:
    whole = guard.to_bytes()
    flipped = bytearray(whole)
    flipped[-1] ^= 1
    for bad in (b"", b"other", whole[:-1], whole + b"x", flipped):
        with pytest.raises(optout.OptoutError) as caught:
            optout.SuppressionSet.from_bytes(bad)
        assert caught.value.code == "bytes"
        assert "suppression set" in (caught.value.expected or "")
        with pytest.raises(optout.OptoutError):
            guard.apply(bad)


def test_another_key_is_noticed(guard: optout.SuppressionSet) -> None:
    for key in (b"short", b"another key of sixteen bytes"):
        with pytest.raises(optout.OptoutError, match="key"):
            guard.may_import(key, optout.Contact())
        with pytest.raises(optout.OptoutError, match="key"):
            guard.release(key, ADA, on=TODAY)
    with pytest.raises(optout.OptoutError, match="key"):
        guard.merge(optout.SuppressionSet(b"another key of sixteen bytes"))
    with pytest.raises(optout.OptoutError, match="key"):
        optout.SuppressionSet(b"short")
    with pytest.raises(TypeError):
        optout.SuppressionSet("a key that is text, not bytes")  # type: ignore[arg-type]


def test_an_import_passes_the_guard(guard: optout.SuppressionSet, tmp_path: Path) -> None:
    content = b"Id,LastName,Email\n1,Lovelace,ada@engine.example\n2,Roe,eve@other.example\n"
    admitted, others = tmp_path / "admitted.csv", tmp_path / "others.csv"
    found = guard.import_file(KEY, content, admitted, turned_away=others)
    assert found == {
        "records": 2,
        "admitted": 1,
        "standings": {"free": 1, "stopped_by_email": 1},
    }
    assert admitted.read_text() == "Id,LastName,Email\n2,Roe,eve@other.example\n"
    assert others.read_text() == "record,standing\n1,stopped_by_email\n"
    source = tmp_path / "import.csv"
    source.write_bytes(content)
    for output, turned_away in [(source, others), (admitted, source), (admitted, admitted)]:
        with pytest.raises(optout.OptoutError, match="another path"):
            guard.import_file(KEY, source, output, turned_away=turned_away)
    with pytest.raises(optout.OptoutError) as caught:
        guard.import_file(KEY, b"Id,LastName,Email\n1\n", tmp_path / "x", turned_away=others)
    assert (caught.value.code, caught.value.record) == ("field_count", 1)
    assert not (tmp_path / "x").exists()
