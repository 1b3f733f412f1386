"""Marked values go through what has a state, through batches, pickles and the command line."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import KEY
from test_canary import (
    EMAIL,
    EXPORT,
    LIST,
    MARK,
    NAME,
    SURROGATE,
    TODAY,
    Value,
    faulty_lists,
    raised_by,
    shown,
    texts,
)

import optout
from optout import normalize, terms

NOW = 1_795_000_000
SYSTEMS: list[Any] = [
    "salesforce",
    "hubspot",
    "marketo",
    "eloqua",
    "pardot",
    "outreach",
    "salesloft",
]


def silent(said: Iterator[str] | list[str], what: object) -> None:
    for text in said:
        assert MARK not in text.lower(), what


def all_silent(calls: list[Callable[[], Any]], least: int) -> None:
    """Each of the calls fails, and says nothing."""
    assert len(calls) >= least
    for call in calls:
        error = raised_by(call)
        silent(texts(error), type(error))


def planned(system: Any, ids: str) -> optout.ErasurePlan:
    plan = optout.ErasurePlan(system)
    plan.read_deletions(system, f"record_id\n{ids}".encode())
    return plan


def answers() -> Iterator[bytes]:
    """What a system may say, the mark in every place."""
    yield MARK.encode()
    yield f'{{"success": false, "errors": [{{"code": "{MARK}", "message": "{EMAIL}"}}]}}'.encode()
    yield f'{{"success": true, "result": [{{"id": "{MARK}", "status": "{MARK}"}}]}}'.encode()
    yield f'[{{"id": "{MARK}", "success": false, "errors": [{{"statusCode": "{MARK}"}}]}}]'.encode()
    yield f'{{"status": "{MARK}", "message": "{EMAIL}", "{MARK}": ["{MARK}"]}}'.encode()
    yield MARK.encode() + b"\xff\0"


def test_erasures_are_silent() -> None:
    calls: list[Callable[[], Any]] = []
    seen = set()
    for system in SYSTEMS:
        ids = "0035g00000CzUH8AAN\n" if system == "salesforce" else "11\n12\n"
        plan = planned(system, ids)
        calls += [partial(planned, system, f'{MARK},{MARK}\n"{MARK}')]
        calls += [partial(optout.Erasure, plan, MARK), partial(plan.approve, MARK)]
        for status in (200, 400, 401, 403, 404, 429, 500):
            for body in answers():
                erasure = optout.Erasure(plan, plan.hash)
                erasure.suppressed()
                step = erasure.next(NOW)
                seen.add(step.kind)
                if step.request is None:
                    continue
                silent([shown(step), shown(step.request), shown(erasure)], system)
                headers = {MARK: EMAIL, "Retry-After": MARK, "Sforce-Limit-Info": MARK}
                try:
                    taken = erasure.take_answer(
                        step.request.number, status, now=NOW, headers=headers, body=body
                    )
                except optout.OptoutError as error:
                    silent(texts(error), system)
                else:
                    silent([str(taken)], system)
                silent([str(erasure.failed()), str(erasure.standing())], system)
                silent([erasure.progress_json(), shown(erasure.next(NOW))], system)
                allowance = optout.Allowance(system)
                said = allowance.take(status, now=NOW, headers=headers, body=body)
                silent([str(said), shown(allowance), allowance.to_json()], system)
    assert "send" in seen
    marked = planned("hubspot", "11\n")
    text = marked.to_json()
    for wrong in (text[:-2], text.replace("hubspot", MARK), text.replace(":", f":{MARK}", 1)):
        calls += [partial(optout.ErasurePlan.from_json, wrong)]
        calls += [partial(optout.Erasure.resume, marked, wrong)]
        calls += [partial(optout.Allowance.from_json, wrong)]
    erasure = optout.Erasure(marked, marked.hash)
    method: Any = MARK
    calls += [
        partial(marked.record_ids, method),
        partial(marked.objects, method),
        partial(marked.delete_table, "hubspot", method),
        partial(marked.delete_table, method, method),
        partial(marked.set_batch_size, method, 1),
        partial(erasure.authorized, method),
        partial(erasure.reverified, method, 30),
        partial(erasure.reverification, MARK),
        partial(erasure.take_answer, 99, 200, now=NOW, headers=method),
        partial(erasure.take_answer, method, 200, now=NOW),
        partial(erasure.next, method),
    ]
    all_silent(calls, 30)


def test_notices_are_silent() -> None:
    state, watch, ledger = optout.DigestState(), optout.Watch(), optout.ReviewLedger("2026-11")
    people = optout.read_list(LIST.replace(f"{MARK}-1", "P-1").encode()).snapshot()
    told = state.weekly(people, now=TODAY)
    assert told is not None
    said = [told.text, told.html, told.subject, told.to_json(), str(told.deadlines)]
    silent([*said, told._repr_html_(), shown(told.changes), state.to_json()], "digest")
    recipients = optout.Recipients(f"{MARK}@company.example")
    silent([shown(recipients)], "recipients")
    calls: list[Callable[[], Any]] = [
        partial(state.weekly, people, now=MARK),
        partial(state.weekly, people, now=TODAY, zone=MARK),
        partial(told.message, sender=MARK, recipients=recipients, at=TODAY),
        partial(told.message, sender=f"{EMAIL}\n{MARK}", recipients=recipients, at=TODAY),
        partial(told.message, sender=EMAIL, recipients=recipients, at=MARK),
        partial(optout.Recipients, MARK),
        partial(recipients.add, f"{EMAIL}\r\nBcc: {EMAIL}"),
        partial(recipients.add, MARK),
        partial(ledger.attest, MARK, on=TODAY, by=MARK),
        partial(ledger.attest, "2026-11", on=MARK, by=MARK),
        partial(ledger.attest, "2020-01", on=TODAY, by=MARK),
        partial(ledger.reviews, MARK),
        partial(optout.ReviewLedger, MARK),
        partial(watch.evaluate, {MARK: MARK}, now=TODAY),
        partial(watch.evaluate, {"syncs": [{"name": MARK, "finished_on": MARK}]}, now=TODAY),
        partial(watch.evaluate, MARK, now=TODAY),
        partial(watch.evaluate, {}, now=MARK),
        partial(watch.evaluate, {}, now=TODAY, rules={MARK: MARK}),
        partial(watch.evaluate, {}, now=TODAY, rules=MARK),
    ]
    read: Any
    for read in (optout.DigestState, optout.Recipients, optout.Watch, optout.ReviewLedger):
        for text in (MARK, f'{{"{MARK}": "{MARK}"}}', f'["{MARK}"]', f'"{MARK}"', SURROGATE):
            calls += [partial(read.from_json, text)]
    all_silent(calls, 35)


def test_sets_and_hashed_lists_are_silent(tmp_path: Path) -> None:
    contact = optout.Contact(ids={MARK: MARK}, emails=EMAIL, name=NAME, websites=f"{MARK}.example")
    never_again = optout.SuppressionSet(KEY)
    never_again.add(KEY, contact, on=TODAY)
    other = optout.SuppressionSet(KEY * 2)
    other.add(KEY * 2, contact, on=TODAY)
    kept = never_again.to_bytes()
    contacts = tmp_path / f"{MARK}.csv"
    contacts.write_text(f"Record ID,Email\n7,{EMAIL}\n8,\n", encoding="utf-8")
    out, away = tmp_path / "out.csv", tmp_path / "away.csv"
    found = never_again.import_file(KEY, contacts, out, turned_away=away)
    said = [str(found), never_again.check(KEY, contact), repr(kept), repr(pickle.dumps(other, 0))]
    said += [repr(never_again.delta_since(0)), never_again.release(KEY, contact, on=TODAY)]
    silent([*said, shown(never_again)], "set")
    bad_key = MARK.encode() * 2
    path = tmp_path / MARK / "out.csv"
    calls: list[Callable[[], Any]] = [
        partial(never_again.merge, other),
        partial(never_again.apply, bad_key),
        partial(never_again.apply, kept[:-1] + b"k"),
        partial(never_again.check, bad_key, contact),
        partial(never_again.release, bad_key, contact, on=TODAY),
        partial(never_again.release, KEY, contact, on=MARK),
        partial(never_again.add_list, bad_key, optout.read_list(LIST.encode()), on=TODAY),
        partial(never_again.import_file, KEY, contacts, path, turned_away=away),
        partial(never_again.import_file, KEY, contacts, out, turned_away=out),
        partial(never_again.import_file, bad_key, contacts, out, turned_away=away),
        partial(never_again.import_file, KEY, tmp_path / f"{MARK}2", out, turned_away=away),
    ]
    for content in faulty_lists():
        calls += [partial(never_again.import_file, KEY, content, out, turned_away=away)]
    named: Any
    odd: Any = [Value()]
    for named in ("uid2", "google", "meta", "plain_sha256"):
        hashed = optout.hash_email(named, EMAIL)
        silent([hashed, str(optout.hash_emails(named, [EMAIL, MARK, None]))], named)
        calls += [partial(optout.hash_email, named, MARK)]
        calls += [partial(optout.hash_emails, named, odd)]
        calls += [partial(optout.read_hashed_list, f"{MARK}\n{EMAIL}\n".encode(), profile=named)]
        calls += [partial(optout.read_hashed_list, tmp_path / f"{MARK}2", profile=named)]
    drop = optout.read_hashed_list(
        f"ID,Hash\n1,{optout.hash_email('drop', EMAIL)}\n".encode(), profile="drop"
    )
    tally = optout.HashedTally(drop)
    assert tally.add(MARK, optout.Contact(emails=EMAIL)) == 1
    silent([shown(drop), shown(tally), str(tally.answers())], "hashed")
    calls += [
        partial(drop.has_hash, MARK),
        partial(tally.add_hash, MARK, EMAIL),
        partial(optout.hash_drop_person, MARK, MARK, born=MARK, zip="94105"),
        partial(optout.hash_drop_person, f"{MARK} И", MARK, born="1980-01-01", zip="94105"),
    ]
    all_silent(calls, 38)


def test_batches_are_silent() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    people = optout.read_list(LIST.encode())
    matcher = optout.Matcher(people)
    table = pyarrow.table({"Record ID": [MARK], "Email": [EMAIL], "Last Name": [NAME]})
    swept = optout.sweep_frame(table, people, now=TODAY, guard="off")
    silent([shown(swept), swept.to_json(), str(swept.counts), swept._repr_html_()], "frame")
    batches = optout.BatchSweep(matcher, now=TODAY)
    part = batches.sweep(table)
    pyarrow.table(part)
    facts, tally = batches.facts(), batches.tally()
    silent([shown(batches), shown(part), str(batches.finish(tally))], "batches")
    odd = pyarrow.table({"Record ID": [[MARK]], "Email": [{MARK: EMAIL}], MARK: [MARK]})
    calls: list[Callable[[], Any]] = [
        partial(optout.sweep_frame, odd, people, now=TODAY),
        partial(optout.sweep_frame, pyarrow.table({MARK: [MARK]}), people, now=TODAY),
        partial(optout.sweep_frame, table, people, now=TODAY, columns={MARK: MARK}),
        lambda: pyarrow.table(batches.sweep(odd)),
        partial(batches.merge_facts, [MARK.encode(), facts]),
        partial(batches.merge_facts, [facts[:-1]]),
        partial(batches.merge_tallies, [MARK.encode()]),
        partial(batches.finish, MARK.encode() * 9),
        lambda: pyarrow.table(batches.settle(table, MARK.encode())),
    ]
    all_silent(calls, 9)


def test_words_of_others_are_silent() -> None:
    calls: list[Callable[[], Any]] = []
    for of in (normalize.crm_id, normalize.opaque_id, normalize.salesforce_id):
        calls += [partial(of, raw) for raw in (f"1.2E+15{SURROGATE}", Value())]  # type: ignore[arg-type]
    calls += [partial(normalize.email_canonical, MARK), partial(normalize.website_class, MARK)]
    calls += [partial(normalize.split_emails, SURROGATE)]
    for name in dir(terms):
        word: Any = getattr(terms, name)
        if name.startswith("_") or not callable(word) or isinstance(word, type):
            continue
        for text in (MARK, SURROGATE, Value()):
            try:
                answer = word(text)
            except (optout.OptoutError, TypeError, UnicodeError, ValueError) as error:
                silent(texts(error), name)
            else:
                silent([str(answer)], name)
    all_silent(calls, 9)


def test_pickled_exceptions_are_silent() -> None:
    for content in faulty_lists():
        error = raised_by(partial(optout.read_list, content))
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            assert MARK.encode() not in pickle.dumps(error, protocol).lower()
        error.add_note("a note of the caller's") if sys.version_info >= (3, 11) else None
        silent(texts(error), type(error))


def said_by_the_command(*arguments: object, stdin: bytes = b"") -> str:
    result = subprocess.run(
        [sys.executable, "-m", "optout", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
    )
    assert result.returncode in (1, 2, 3, 4), result.stderr.decode()
    return (result.stdout + result.stderr).decode()


def test_the_command_line_is_silent(tmp_path: Path) -> None:
    lists, contacts = tmp_path / "list.csv", tmp_path / f"{MARK}.csv"
    lists.write_text(LIST, encoding="utf-8")
    contacts.write_text(EXPORT + f'{MARK},"{MARK}', encoding="utf-8")
    out, missing = tmp_path / MARK / "out", tmp_path / f"{MARK}2.csv"
    day = ("--now", TODAY)
    both = ("--list", lists, "--contacts")
    for arguments in [
        ("sweep", *both, contacts, "--out", out, *day),
        ("sweep", *both, missing, "--out", out, *day),
        ("sweep", *both, contacts, "--out", out, "--now", MARK),
        ("sweep", *both, contacts, "--out", out, *day, "--preset", MARK),
        ("redact", contacts, out, "--list", lists),
        ("redact", missing, out, "--list", lists),
        ("verify", contacts, contacts, "--list", lists),
        ("check-list", contacts),
        ("check-list", contacts, "--json"),
        ("check-list", missing),
        ("check-list", lists, MARK, EMAIL),
        ("classify", contacts, *day),
        ("classify", missing, *day, "--json"),
        ("explain", *both, contacts, "--record", MARK, *day),
        (MARK,),
        ("sweep", MARK, EMAIL),
    ]:
        said = said_by_the_command(*arguments)
        assert said
        assert MARK not in said.lower(), arguments[0]
