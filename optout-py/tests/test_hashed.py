"""Lists that arrive hashed, and the answers to them."""

from __future__ import annotations

import pytest

import optout

EMAILS = ["ada@x.example", "home@x.example", "nobody@x.example"]


def rows(profile: str = "drop") -> bytes:
    hashes = [optout.hash_email(profile, email) for email in EMAILS]  # type: ignore[arg-type]
    lines = ["ID,Hash", *(f"q{at},{hash}" for at, hash in enumerate(hashes, 1))]
    return "\n".join(lines).encode()


def test_several_consumers_are_opted_out_and_not_deleted() -> None:
    asked = optout.read_hashed_list(rows(), profile="drop")
    assert (len(asked), asked.profile) == (3, "drop")
    assert repr(asked) == "HashedList(profile='drop', rows=3)"
    tally = optout.HashedTally(asked)
    assert tally.add("1", optout.Contact(emails=EMAILS[:2])) == 2
    assert tally.add("1", optout.Contact(emails="ADA@x.example")) == 1
    assert tally.add("2", optout.Contact(emails=EMAILS[1])) == 1
    assert tally.add_hash("2", optout.hash_email("drop", "eve@x.example")) == 0
    assert len(tally) == 3
    assert tally.answers() == [
        {"record": at, "id": f"q{at}", "outcome": outcome, "reason": reason, "drop_status": status}
        for at, (outcome, reason, status) in enumerate(
            [
                ("delete", "one_consumer", 3),
                ("opt_out_only", "several_consumers", 4),
                ("not_found", "no_consumer", 5),
            ],
            1,
        )
    ]
    with pytest.raises(optout.OptoutError, match="Base64"):
        tally.add_hash("1", "zzz")


def test_a_wrong_profile_is_noticed_by_its_looks() -> None:
    with pytest.raises(optout.OptoutError) as caught:
        optout.read_hashed_list(rows("google"), profile="drop")
    error = caught.value
    assert (error.code, error.input, error.record, error.line) == ("value", "hashed_list", 1, 2)
    assert error.expected == "a SHA-256 in Base64, 44 characters"
    with pytest.raises(optout.OptoutError, match="profile"):
        optout.read_hashed_list(rows(), profile="md5")  # type: ignore[arg-type]


def test_a_column_of_hashes() -> None:
    hashes = optout.hash_emails("meta", ["Ada@x.example ", None, "ada", float("nan")])  # type: ignore[list-item]
    assert hashes == [optout.hash_email("meta", "ada@x.example"), None, None, None]
    asked = optout.read_hashed_list((hashes[0] or "").encode(), profile="meta")
    assert asked.has_hash((hashes[0] or "").upper())
    with pytest.raises(TypeError):
        optout.hash_emails("meta", "ada@x.example")
