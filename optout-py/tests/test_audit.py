"""The audit log: whatever is done to it is noticed, and its decisions come out again."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from conftest import LIST
from vectors import plain_check

import optout

TODAY = "2026-11-24"


class Swept:
    """A sweep of some records, of which two are found."""

    def __init__(self, directory: Path) -> None:
        self.list = directory / "list.csv"
        self.list.write_bytes(LIST)
        self.contacts = directory / "contacts.csv"
        rows = [f"{number},n{number}@other.example" for number in range(2, 2000)]
        rows += ["2000,ada@engine.example"]
        lines = ["Record ID,Email", "1,ada@engine.example", *rows]
        self.contacts.write_text("\n".join(lines) + "\n", encoding="ascii")
        out = directory / "out"
        self.report = optout.sweep_file(self.list, self.contacts, out, now=TODAY)
        self.log = out / "audit.jsonl"

    def replay(self, log: bytes | None = None, **options: Any) -> optout.AuditReplay:
        path = self.log
        if log is not None:
            path = path.with_name("other.jsonl")
            path.write_bytes(log)
        options.setdefault("now", TODAY)
        return optout.replay_file(path, self.list, self.contacts, **options)


@pytest.fixture
def swept(tmp_path: Path) -> Swept:
    return Swept(tmp_path)


def test_the_head_of_the_report_is_that_of_the_log(swept: Swept) -> None:
    log = swept.log.read_bytes()
    seen = optout.verify_audit(swept.log, head=swept.report.audit_head)
    assert seen.head == swept.report.audit_head == plain_check(log)
    assert seen.to_dict() == json.loads(seen.to_json())
    assert repr(seen) == "Audited(decisions=2)"
    assert (seen.decisions, seen.now) == (2, datetime.date(2026, 11, 24))
    assert seen.policy_hash == optout.Policy.standard().hash
    assert seen.list_snapshot == optout.read_list(swept.list, now=TODAY).snapshot().id
    assert swept.report.to_dict()["audit_head"] == seen.head


def test_every_changed_byte_and_every_cut_is_noticed(swept: Swept) -> None:
    log = swept.log.read_bytes()
    for at in range(len(log)):
        changed = bytearray(log)
        changed[at] ^= 1
        with pytest.raises(optout.VerificationError) as caught:
            optout.verify_audit(changed)
        assert caught.value.line == log[:at].count(b"\n") + 1
        with pytest.raises(optout.OptoutError):
            optout.verify_audit(log[:at])


def test_decisions_come_out_again(swept: Swept) -> None:
    told: list[int] = []
    replay = swept.replay(threads=2, progress=told.append)
    assert replay.agrees
    assert sum(told) == 2000
    assert (replay.decisions, replay.decisions_in_log, replay.head) == (
        *(2, 2),
        swept.report.audit_head,
    )
    assert replay.to_dict() == json.loads(replay.to_json())
    assert (replay.differences, replay.header, replay.fault) == ([], [], None)
    assert repr(replay) == "AuditReplay(decisions=2, changed=0)"
    assert swept.replay(record=1).decisions == 1
    assert swept.replay(record=2).decisions == 0
    with pytest.raises(ZeroDivisionError):
        swept.replay(progress=lambda _: 1 // 0)


def test_a_changed_decision_is_named_and_no_value(swept: Swept) -> None:
    log = swept.log.read_bytes()
    first = log.splitlines(keepends=True)[1]
    changed = first.replace(b'"retention":"', b'"retention":"CANARY')
    replay = swept.replay(log.replace(first, changed))
    assert not replay.agrees
    assert replay.changed == 1
    (difference,) = replay.differences
    assert difference["members"] == ["retention"]
    assert replay.fault is not None
    assert replay.fault["line"] == 2
    assert "CANARY" not in replay.to_json()
    less = swept.replay(log.replace(first, b""))
    assert (less.not_in_log, less.only_in_log) == (1, 0)
    assert swept.replay(now="2026-11-25").header == ["now", "received"]


def test_what_is_no_log_is_an_error(swept: Swept) -> None:
    with pytest.raises(optout.VerificationError):
        swept.replay(b"Record ID\n7\n")
    with pytest.raises(optout.OptoutError) as caught:
        optout.replay_file(swept.log.with_name("none"), swept.list, swept.contacts, now=TODAY)
    assert (caught.value.input, caught.value.code) == ("audit", "io")
    with pytest.raises(optout.OptoutError) as caught:
        optout.verify_audit(swept.log, head="CANARY")
    assert (caught.value.input, caught.value.code) == (None, "invalid_option")
