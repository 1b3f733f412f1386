"""The digest as a message, and what is told of systems."""

from __future__ import annotations

import datetime
import email
import email.policy
import pickle
from typing import Any

import pytest

import optout

MARK = "kana" + "rienvogel"


def digest(ids: str) -> optout.Digest:
    rows = "".join(f"{entry}\n" for entry in ids.split(" "))
    people = optout.read_list(f"Unique 6sense Record ID\n{rows}".encode())
    found = optout.DigestState().weekly(people.snapshot(), now=datetime.date(2026, 11, 24))
    assert found is not None
    return found


def test_a_message_is_read_by_the_standard_library() -> None:
    recipients = optout.Recipients("admin@company.example")
    recipients.add("privacy@company.example")
    at = datetime.datetime(2026, 11, 24, 9, 30, tzinfo=datetime.timezone.utc)
    found = digest("P1 P2 <b>")
    sent = found.message(sender="optout@company.example", recipients=recipients, at=at)
    read = email.message_from_bytes(sent, policy=email.policy.default)
    assert read["Subject"] == found.subject == "3 new opt-outs, 2026-11-24"
    assert read["To"].addresses[1].addr_spec == "privacy@company.example"
    assert read["Date"].datetime == at
    assert read["Message-ID"] == f"<{found.message_id}@company.example>"
    assert read["Auto-Submitted"] == "auto-generated"
    text, html = read.iter_parts()
    assert text.get_content().replace("\r\n", "\n") == found.text
    assert html.get_content().replace("\r\n", "\n") == found.html
    assert "<b>" not in found.html
    assert [*read.defects, *text.defects, *html.defects] == []


@pytest.mark.parametrize("address", ["", "a@x.example\nBcc: b@y.example", f"{MARK}@x.example,b@y"])
def test_nothing_slips_into_the_head(address: str) -> None:
    recipients = optout.Recipients("admin@company.example")
    for call in (
        lambda: optout.Recipients(address),
        lambda: recipients.add(address),
        lambda: digest("P1").message(sender=address, recipients=recipients, at="2026-11-24"),
    ):
        with pytest.raises(optout.OptoutError) as caught:
            call()
        assert caught.value.code == "value"
        assert MARK not in str(caught.value)


def test_what_a_digest_says() -> None:
    found = digest("P1 P2")
    assert (found.entries, found.shrank, found.date) == (2, False, datetime.date(2026, 11, 24))
    assert found.to_dict()["message_id"] == found.message_id
    assert found.deadlines[0]["title"] in found.text
    assert "Weekly digest" in found._repr_html_()


def test_states_are_kept() -> None:
    state = optout.DigestState()
    people = optout.read_list(b"Unique 6sense Record ID\nP1\n").snapshot()
    assert state.weekly(people, now="2026-11-24") is not None
    watch = optout.Watch()
    health = {"syncs": [{"name": "crm", "finished_on": datetime.date(2026, 11, 20)}]}
    assert len(watch.evaluate(health, now="2026-11-24")) == 1
    ledger = optout.ReviewLedger("2026-11")
    ledger.attest("2026-11", on="2026-11-24", by="DPO")
    kept: Any
    for kept in (state, watch, ledger):
        again = pickle.loads(pickle.dumps(kept))
        assert again == kept
        assert again.to_dict() == kept.to_dict()
        assert again != type(kept)("2026-12") if kept is ledger else again != type(kept)()
        with pytest.raises(optout.OptoutError):
            type(kept).from_json('{"surprise": 1}')
    recipients = optout.Recipients("admin@company.example")
    assert list(pickle.loads(pickle.dumps(recipients))) == list(recipients)


@pytest.mark.parametrize(
    "health",
    [
        {"syncs": 1},
        {"surprise": []},
        {"syncs": [{"name": MARK}]},
        {"syncs": float("nan")},
        "",
    ],
)
def test_health_of_another_form(health: Any) -> None:
    watch = optout.Watch()
    with pytest.raises(optout.OptoutError) as caught:
        watch.evaluate(health, now="2026-11-24")
    assert MARK not in str(caught.value)
    with pytest.raises(TypeError, match="expected a dict or str, got list"):
        watch.evaluate([], now="2026-11-24")  # type: ignore[arg-type]


def test_a_cycle_is_no_health() -> None:
    health: dict[str, Any] = {}
    health["syncs"] = health
    with pytest.raises(optout.OptoutError):
        optout.Watch().evaluate(health, now="2026-11-24")
