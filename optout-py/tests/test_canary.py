"""Marked personal values go through every error path and every ``repr``, and come out of none."""

from __future__ import annotations

import io
import itertools
import pickle
import traceback
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from conftest import KEY
from showing import every_result

import optout
from optout import normalize

# Put together at run time: a traceback shows source lines, and they are not the library's.
MARK = "kana" + "rienvogel"
EMAIL = f"{MARK}@{MARK}.example"
NAME = f"{MARK.title()} {MARK.upper()}"
SURROGATE = f"{MARK}\ud800{MARK}"
LIST = (
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"
    f"{NAME},{MARK}.example,{MARK}-1,{EMAIL},{MARK}\n"
    f"{NAME},{MARK},1.2E+17,{MARK},03/04/2026\n"
)
EXPORT = f"6sense People Id,Name,Email,Is Redacted\n{MARK}-1,{NAME},{EMAIL},FALSE\n"
TODAY = "2026-11-24"


class Value:
    """An object that says too much when it is shown."""

    def __repr__(self) -> str:
        return MARK

    __str__ = __repr__


TABLES: list[Any] = [
    optout.Nicknames,
    optout.DomainAliases,
    optout.IdLinks,
    optout.Verdicts,
]


def knowing_matcher() -> optout.Matcher:
    """A matcher that knows the mark by every table."""
    verdicts = optout.Verdicts()
    verdicts.pin(MARK, MARK, f"{MARK}-1", "same", decided_by=NAME, note=EMAIL)
    return optout.Matcher(
        optout.read_list(LIST.encode()),
        optout.MatchPolicy.broad(),
        domain_aliases=optout.DomainAliases([(f"{MARK}.example", f"{MARK}2.example")]),
        id_links=optout.IdLinks([(MARK, MARK, f"{MARK}2")]),
        nicknames=optout.Nicknames([(MARK, f"{MARK}2")]),
        verdicts=verdicts,
    )


def texts(error: BaseException) -> Iterator[str]:
    """Everything that can be printed of an exception, and of those behind it."""
    yield str(error)
    yield repr(error)
    yield repr(vars(error))
    yield repr(error.args)
    if isinstance(error, optout.OptoutError):
        yield repr(pickle.dumps(error, 0))
    yield from traceback.format_exception(error)
    for other in (error.__cause__, error.__context__):
        if other is not None:
            yield from texts(other)


def raised_by(call: Callable[[], Any]) -> BaseException:
    with pytest.raises(Exception) as caught:  # noqa: PT011
        call()
    return caught.value


def shown(value: object) -> str:
    return f"{value!r}\n{value}"


def faulty_lists() -> Iterator[bytes]:
    header = LIST.splitlines(keepends=True)[0]
    yield (LIST + f'"{MARK}').encode()
    yield (LIST + f"{MARK},{MARK}\n").encode()
    yield (LIST + MARK).encode()
    yield (LIST + f"{MARK}\0,,,,\n").encode()
    yield LIST.encode() + MARK.encode() + b"\xff,,,,\n"
    yield f"{MARK},{EMAIL}\n{MARK},{EMAIL}\n".encode()
    yield f"{MARK},{MARK}\n1,2\n".encode()
    yield f"{MARK};{MARK},{MARK}\n".encode()
    yield (header.strip() + f",Work email,{MARK},{MARK}\n").encode()
    yield (header.strip() + ",\n" + f"{MARK},{MARK},,,\n").encode()
    yield b""
    yield MARK.encode("utf-16")


def calls_with_a_wrong_argument(text: Any) -> Iterator[Callable[[], Any]]:
    """Calls that take the argument for a word, a day, a mapping or an object."""
    people = optout.read_list(LIST.encode())
    matcher = optout.Matcher(people)
    match = matcher.match(emails=EMAIL)
    plan = optout.ErasurePlan("hubspot")
    yield lambda: optout.read_list(b"", encoding=text)
    yield lambda: optout.read_list(b"", delimiter=text)
    yield lambda: optout.read_list(b"", form=text)
    yield lambda: optout.read_list(b"", records_at=text)
    yield lambda: optout.read_list(b"", date_order=text)
    yield lambda: optout.read_list(b"", now=text)
    yield lambda: optout.read_list(b"", columns={MARK: text})
    yield lambda: optout.read_list(b"", columns=text)
    yield lambda: optout.Evidence(text)
    yield lambda: optout.Evidence("contract", polarity=text)
    yield lambda: optout.Evidence("contract", provenance=text)
    yield lambda: optout.Evidence("contract", occurred_at=text)
    yield lambda: optout.classify([], now=text)
    yield lambda: optout.classify([text], now=TODAY)
    yield lambda: optout.classify([], now=TODAY, certainty=text)
    yield lambda: optout.classify([], now=TODAY, trigger=text)
    yield lambda: optout.classify([], now=TODAY, since=text)
    yield lambda: optout.replays(text, text, now=TODAY)
    yield lambda: optout.deadline(text, "opt_out", TODAY)
    yield lambda: optout.deadline("eea", text, TODAY)
    standard = optout.Policy.standard()
    either: dict[str, Any] = {"before": standard, "after": standard}
    yield lambda: optout.what_if(text, **either, most_flips=0)
    yield lambda: optout.what_if([(MARK, text)], **either, most_flips=0)
    yield lambda: optout.what_if([], **either, most_flips=text)
    case = {"evidence": [], "now": TODAY}
    for key in ("evidence", "now", "since", "trigger", "certainty", MARK):
        cases: Any = [(MARK, {**case, key: text})]
        yield partial(optout.what_if, cases, **either, most_flips=0)
    yield lambda: optout.classify_columns(text, now=TODAY)
    yield lambda: optout.classify_columns({text: [MARK]}, now=TODAY)
    yield lambda: optout.classify_columns({"email": [EMAIL], "email_opt_out": [text]}, now=TODAY)
    yield lambda: optout.classify_columns({}, now=TODAY, evidence=text)
    yield lambda: optout.classify_frame(text, now=TODAY)
    yield lambda: optout.classify_table(b"", now=TODAY, columns=text)
    yield lambda: optout.classify_table(b"", now=TODAY, progress=text)
    yield lambda: optout.classify_table(b"", now=TODAY, output=text)
    yield lambda: optout.decide(match, text, now=TODAY)
    yield lambda: optout.decide(text, [], now=TODAY)
    yield lambda: optout.Redactor(profile=text)
    yield lambda: optout.Redactor(aliases={MARK: text})
    yield lambda: optout.Redactor(aliases=text)
    yield lambda: optout.Redactor(threads=text)
    yield lambda: optout.Redactor(hashes=text)
    yield lambda: optout.redact(text, emails=EMAIL)
    yield lambda: optout.Redactor(emails=EMAIL).redact_batches(text)
    yield lambda: optout.Redactor(emails=EMAIL).redact_stream(text, text)
    yield lambda: optout.Redactor(emails=EMAIL).dry_run(b"", progress=text)
    yield lambda: optout.ErasurePlan(text)
    yield lambda: plan.approve(text)
    yield lambda: plan.read_deletions(text, b"")
    yield lambda: plan.set_salesforce_version(text)
    yield lambda: plan.flag_table("hubspot", text)
    yield lambda: optout.Erasure(plan, text)
    yield lambda: optout.Erasure.resume(plan, text)
    yield lambda: optout.Allowance(text)
    yield lambda: optout.Allowance.from_json(text)
    yield lambda: optout.ErasurePlan.from_json(text)
    yield lambda: optout.Snapshot.from_json(text)
    yield lambda: optout.SuppressionSet(text)
    yield lambda: optout.hash_email(text, EMAIL)
    yield lambda: optout.read_hashed_list(text, profile="drop")
    yield lambda: optout.Policy.from_toml(text)
    yield lambda: optout.Policy.from_json(text)
    yield lambda: optout.Policy.shipped(text)
    yield lambda: optout.MatchPolicy.from_toml(text)
    yield lambda: optout.MatchPolicy.from_json(text)
    yield lambda: optout.MatchPolicy.read(text)
    yield lambda: optout.MatchPolicy.shipped(text)
    yield lambda: optout.Matcher(text)
    yield lambda: optout.Matcher.from_bytes(text)
    yield lambda: optout.Matcher(people, text)
    yield lambda: optout.Matcher(people, verdicts=text)
    yield lambda: matcher.updated(text)
    yield lambda: matcher.explain(text)
    yield lambda: matcher.explain(emails=EMAIL, values=text)
    yield lambda: matcher.why_not(text, emails=EMAIL)
    yield lambda: optout.Verdicts().pin("x", EMAIL, MARK, text)
    yield lambda: optout.Verdicts().pin("x", EMAIL, MARK, "same", decided_on=text)
    yield lambda: optout.DomainAliases([("a.example", text)])
    yield lambda: optout.DomainAliases().add(text, "a.example")
    yield lambda: optout.IdLinks([("x", text, text)])
    for table in TABLES:
        yield partial(table, text)
        yield partial(table, [text])
        yield partial(table.read, text)
    yield lambda: normalize.compare_names(NAME, NAME, nicknames=text)
    yield lambda: matcher.match(text)
    yield lambda: matcher.match(ids=text)
    yield lambda: matcher.match_columns(text)
    yield lambda: matcher.match_columns({text: []})
    yield lambda: matcher.match_columns({"email": text})
    yield lambda: normalize.date_column(text)
    yield lambda: normalize.date_column([], order=text)


def calls_with_what_is_no_text(text: Any) -> Iterator[Callable[[], Any]]:
    """Calls that take the argument for a value of a record."""
    matcher = optout.Matcher(optout.read_list(LIST.encode()))
    plan = optout.ErasurePlan("hubspot")
    decision: Any = optout.decide(matcher.match(emails=EMAIL), [], now=TODAY)
    yield lambda: optout.Contact(emails=text)
    yield lambda: optout.Contact(emails=[text])
    yield lambda: optout.Contact(ids={"x": text})
    yield lambda: optout.Contact(ids={text: "x"})
    yield lambda: optout.Contact(ids=[("x", [text])])
    yield lambda: optout.Contact(name=text)
    yield lambda: optout.Contact(given=text)
    yield lambda: optout.Contact(names=[text])
    yield lambda: optout.Contact(names=[(text, "x")])
    yield lambda: optout.Contact(websites=text)
    yield lambda: matcher.match(emails=[text])
    yield lambda: matcher.explain(emails=[text])
    yield lambda: matcher.replay(text)
    yield lambda: optout.Nicknames([(text, "x")])
    yield lambda: optout.Nicknames().add("x", text)
    yield lambda: optout.DomainAliases().canonical(text)
    yield lambda: optout.IdLinks().current("x", text)
    yield lambda: optout.Verdicts().get("x", text, "y")
    yield lambda: optout.Verdicts().pin("x", MARK, MARK, "same", note=text)
    yield lambda: normalize.compare_names(text, "x")
    yield lambda: matcher.match_columns({"email": [text]})
    yield lambda: optout.Redactor(people_ids=text)
    yield lambda: optout.Redactor(emails=[text])
    yield lambda: optout.Redactor(emails=EMAIL).redact_row(["Email"], [text])
    yield lambda: optout.Evidence("contract", id=text)
    yield lambda: optout.Evidence("contract", purposes=[text])
    yield lambda: normalize.name_key(text)
    yield lambda: normalize.flag(text)
    yield lambda: normalize.date_column([text])
    yield lambda: plan.plan("hubspot", text, decision)


def option_calls() -> Iterator[Callable[[], Any]]:
    """Calls whose arguments hold the mark."""
    for text in (MARK, SURROGATE, Value()):
        yield from calls_with_a_wrong_argument(text)
    for text in (SURROGATE, Value()):
        yield from calls_with_what_is_no_text(text)
    guard = optout.SuppressionSet(KEY)
    yield lambda: guard.may_import(MARK.encode() * 2, optout.Contact(emails=EMAIL))
    yield lambda: optout.SuppressionSet(MARK.encode()[:8])
    yield lambda: optout.SuppressionSet.from_bytes(b"optoutSU" + MARK.encode() * 9)
    yield lambda: guard.add(KEY, optout.Contact(emails=EMAIL), on=MARK)
    yield lambda: optout.hash_email("drop", MARK)
    yield lambda: optout.hash_drop_name(f"{MARK} И")
    yield lambda: optout.read_hashed_list(f"ID,Hash\n{MARK},{EMAIL}\n".encode(), profile="drop")
    yield lambda: optout.Matcher.from_bytes(MARK.encode() * 9)
    yield lambda: optout.Matcher.from_bytes(knowing_matcher().to_bytes()[:-1])
    yield lambda: knowing_matcher().explain(emails=EMAIL, values=MARK.encode()[:8])
    yield lambda: optout.IdLinks([("x", MARK, EMAIL), ("x", EMAIL, MARK)])
    yield lambda: optout.Verdicts([("x", MARK, MARK, at) for at in ("same", "different")])
    yield lambda: optout.MatchPolicy.read(f'{{"{MARK}": "{MARK}"}}')
    yield lambda: optout.MatchPolicy.read(f"name = '{MARK}'\nrule = ['{MARK}']\n")
    yield lambda: optout.Policy.from_toml(f"{MARK} = '{EMAIL}'\n")
    yield lambda: optout.Policy.from_toml(f"[basis]\nfirst_vendor_delivery = '{MARK}'\n")
    yield lambda: optout.Policy.from_toml(f"[matching]\nname = '{MARK}'\nrule = ['{MARK}']\n")


def file_calls(directory: Path) -> Iterator[Callable[[], Any]]:
    """Calls on files and contents that hold the mark, and on paths that do."""
    for content in faulty_lists():
        yield partial(optout.read_list, content)
        yield partial(optout.read_evidence, content)
        yield partial(optout.Redactor(emails=EMAIL).redact_bytes, content)
        yield partial(optout.Redactor(emails=EMAIL).dry_run, content)
        yield partial(
            optout.Redactor(emails=EMAIL).redact_stream, io.BytesIO(content), io.BytesIO()
        )
        for kind in TABLES[1:]:
            yield partial(kind.read, content)
            yield partial(kind.read, io.BytesIO(content))
    yield lambda: optout.Nicknames.read(f"{MARK}\n".encode())
    yield lambda: optout.Nicknames.read(MARK.encode() + b",\xff\n")
    yield lambda: optout.DomainAliases.read(f"domain,alias\n{MARK},{EMAIL}\n".encode())
    yield lambda: optout.IdLinks.read(f"system,old_id,new_id\n{MARK},{MARK},{MARK}\n".encode())
    yield lambda: optout.Verdicts.read(f"entry_id,record_id,verdict\nx,y,{MARK}\n".encode())
    yield lambda: optout.read_evidence(f"email,kind\n{EMAIL},{MARK}\n".encode())
    yield lambda: optout.read_evidence(f"email,kind\n{MARK},contract\n".encode())
    yield lambda: optout.read_evidence(
        f"email,kind,occurred_at\n{EMAIL},contract,{MARK}\n".encode()
    )
    missing = directory / f"{MARK}.csv"
    lists, export = directory / "list.csv", directory / f"{MARK}-export.csv"
    lists.write_text(LIST, encoding="utf-8")
    export.write_text(EXPORT, encoding="utf-8")
    redactor = optout.Redactor(emails=EMAIL)
    yield lambda: optout.read_list(missing)
    yield lambda: optout.read_list(f"{MARK}\0")
    yield lambda: optout.read_list(Value())  # type: ignore[arg-type]
    yield lambda: optout.read_evidence(missing)
    yield lambda: redactor.redact_csv(missing, directory / "out.csv")
    yield lambda: redactor.redact_csv(export, directory / MARK / "out.csv")
    yield lambda: redactor.verify(export, export)
    yield lambda: redactor.dry_run(missing)
    yield lambda: optout.redact_csv(missing, export, emails=EMAIL)
    yield lambda: optout.verify(export, export, emails=EMAIL)
    yield lambda: redactor.redact_row([MARK], [MARK])
    out = directory / "out"
    for number, content in enumerate(faulty_lists()):
        path = directory / f"faulty-{number}.csv"
        path.write_bytes(content)
        yield partial(optout.sweep_file, path, path, out, now=TODAY)
        yield partial(optout.sweep_file, lists, path, out, now=TODAY)
    contacts = directory / "contacts.csv"
    contacts.write_text(f"Id,Name,Email\n{MARK},{NAME},{EMAIL}\n", encoding="utf-8")
    yield lambda: optout.sweep_file(lists, contacts, out, now=TODAY, guard=(0, 0))
    for content in faulty_lists():
        yield partial(optout.classify_table, content, now=TODAY)
    for argument in ("domain_aliases", "id_links", "nicknames", "verdicts"):
        for path in (directory / "faulty-0.csv", missing):
            table: Any = {argument: path}
            yield partial(optout.sweep_file, lists, contacts, out, now=TODAY, **table)
    yield lambda: optout.sweep_file(lists, missing, out, now=TODAY)
    yield lambda: optout.sweep_file(lists, export, out, now=TODAY, past_exports=[export, export])
    flag = directory / "flag.csv"
    flag.write_text(f"Id,Email,HasOptedOutOfEmail\n{MARK},{EMAIL},{MARK}\n", encoding="utf-8")
    yield lambda: optout.sweep_file(lists, flag, out, now=TODAY)
    yield lambda: optout.classify_table(flag, now=TODAY)
    yield lambda: optout.classify_table(flag, now=TODAY, output=flag)
    yield lambda: optout.classify_table(flag, now=TODAY, output=directory / MARK / "out.csv")
    yield lambda: optout.classify_table(missing, now=TODAY)
    for preset in (MARK, SURROGATE):
        options: Any = preset
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, preset=options)
    odd: Any
    for odd in (SURROGATE, Value()):
        yield partial(optout.read_list, odd)
        yield partial(optout.sweep_file, odd, flag, out, now=TODAY)
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, evidence=odd)
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, verdicts=odd)
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, guard=odd)
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, guard=(odd, odd))
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, review_values=odd)
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, past_exports=odd)
        yield partial(optout.sweep_file, lists, flag, out, now=TODAY, past_exports=[odd])
        yield partial(redactor.redact_csv, odd, out)
        yield partial(redactor.dry_run, odd)
        yield partial(redactor.verify, odd, odd)
    for raw in (MARK, f"{MARK}@", f"@{MARK}", f"{EMAIL} {EMAIL}", f"{MARK}.", SURROGATE):
        yield partial(normalize.email_exact, raw)
        yield partial(normalize.email_class, raw)
    yield lambda: normalize.website_domain(MARK)
    yield lambda: normalize.salesforce_id("00qa0" + MARK[:10])


def test_no_exception_shows_a_value(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    raised = [raised_by(call) for call in [*option_calls(), *file_calls(tmp_path)]]
    assert len(raised) > 200
    for error in raised:
        for text in texts(error):
            assert MARK not in text.lower(), type(error)
    captured = capfd.readouterr()
    assert (captured.out, captured.err) == ("", "")


def test_no_repr_shows_a_value() -> None:
    people = optout.read_list(LIST.encode())
    contact = optout.Contact(ids={MARK: MARK}, emails=EMAIL, name=NAME, websites=f"{MARK}.example")
    match = optout.Matcher(people).match(emails=EMAIL)
    redactor = optout.Redactor(people_ids=f"{MARK}-1", list=people)
    _, summary = redactor.redact_bytes(EXPORT.encode())
    row = redactor.redact_row(["6sense People Id", "Email"], [f"{MARK}-1", EMAIL])
    evidence = optout.Evidence(
        "contract", id=MARK, source_system=MARK, source_ref=EMAIL, purposes=MARK
    )
    decision = optout.decide(match, [evidence], now=TODAY)
    assert decision is not None
    before = optout.read_list(b"Unique 6sense Record ID\nP-0\n").snapshot()
    guard = optout.SuppressionSet(KEY)
    guard.add(KEY, contact, on=TODAY)
    plan = optout.ErasurePlan("hubspot")
    plan.plan("hubspot", "7", decision)
    policy = optout.Policy.from_toml(f"[basis]\nbalancing_test = '{MARK}'\n")
    store = optout.read_evidence(f"email,kind\n{EMAIL},contract\n".encode())
    values: list[object] = [
        people,
        *people.entries,
        *people.faults,
        people.snapshot(),
        contact,
        match,
        redactor,
    ]
    values += [summary, summary.verification, row, evidence, decision, decision.classification]
    values += [people.snapshot().since(before), guard, plan, policy, store]
    told = optout.DigestState()
    values += [optout.Matcher(people), told.weekly(people.snapshot(), now=TODAY), told]
    watch = optout.Watch()
    watch.evaluate({"syncs": [{"name": MARK, "finished_on": "2026-01-01"}]}, now=TODAY)
    ledger = optout.ReviewLedger("2026-11")
    ledger.attest("2026-11", on=TODAY, by=MARK)
    values += [watch, ledger, optout.Recipients(f"{MARK}@company.example")]
    asked: dict[str, Any] = {"now": TODAY, "country": MARK, "phone": MARK, "domain": MARK}
    values += [optout.place(residency=MARK), optout.explain_basis([], **asked)]
    case: Any = {"evidence": [evidence], **asked}
    values += [optout.what_if({MARK: case}, before=policy, after=policy, most_flips=0)]
    contacts = f"Record ID,Email,Country\n{MARK},{EMAIL},{MARK}\n".encode()
    values += [optout.classify_table(contacts, now=TODAY, preset="hubspot")]
    rows: list[Any] = [(MARK, f"{MARK}2"), (MARK, MARK, f"{MARK}2"), (MARK, MARK, MARK, "same")]
    values += [optout.Nicknames(rows[:1]), optout.IdLinks(rows[1:2]), optout.Verdicts(rows[2:])]
    values += [optout.DomainAliases([(f"{MARK}.example", f"{MARK}2.example")])]
    matcher = knowing_matcher()
    values += [matcher, matcher.policy, matcher.updated(people)[1]]
    assert None not in values
    for value in values:
        text = shown(value)
        assert type(value).__name__ in text
        assert MARK not in text.lower(), type(value)


def said_of_a_frame(redact: Callable[[Any], Any], table: object) -> Iterator[str]:
    """What can be printed of a redaction: of what it made, but for the frame, or of its error."""
    try:
        made = redact(table)
    except optout.OptoutError as error:
        yield from texts(error)
    else:
        yield shown(made[1] if isinstance(made, tuple) else [made, made.summary])


def test_no_frame_shows_a_value() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    redactor = optout.Redactor(emails=EMAIL)
    values: list[Any] = [[EMAIL], [EMAIL.encode()], [[EMAIL]], [{MARK: EMAIL}], [None]]
    flags: list[Any] = [[MARK], [[MARK]], [{MARK: MARK}]]
    said: list[str] = []
    for value, flag, header in itertools.product(values, flags, ["Email", MARK]):
        table = pyarrow.table({header: value, "6sense People Id": value, "Redacted": flag})
        for redact in (redactor.redact, redactor.redact_batches):
            said.extend(said_of_a_frame(redact, table))
    assert len(said) > 60
    assert not any(MARK in text.lower() for text in said)


def test_no_answer_shows_a_value() -> None:
    contacts = f"Record ID,Email,Country,Last Name\n{MARK},{EMAIL},{MARK},{NAME}\n".encode()
    found = optout.classify_table(contacts, now=TODAY, preset="hubspot")
    assert MARK not in str(found.counts)
    # The id of a record is how an answer is told from the next; an address is none.
    by_address = f"Record ID,Email\n{EMAIL},{EMAIL}\n".encode()
    for table in (found.table, optout.classify_table(by_address, now=TODAY).table):
        assert table is not None
        assert MARK not in table.decode().lower().replace(f",{MARK},", ",")
    evidence = optout.Evidence("contract", source_system=MARK, source_ref=EMAIL, purposes=[])
    trace = optout.explain_basis([evidence], now=TODAY, residency=MARK, phone=MARK, domain=MARK)
    for text in (str(trace), trace.to_json(), trace._repr_html_(), str(trace.to_dict())):
        assert MARK not in text.lower()
    pyarrow = pytest.importorskip("pyarrow")
    frame = pyarrow.table({"Record ID": [MARK], "Email": [EMAIL], "Country/Region": [MARK]})
    answers, _ = optout.classify_frame(frame, now=TODAY)
    assert MARK not in str(answers.to_pydict()).lower()
    said: list[str] = []
    for header, value in itertools.product(ROLES, [MARK, MARK.encode(), [MARK], {MARK: MARK}]):
        odd = pyarrow.table({"Record ID": ["7"], "Email": [EMAIL], header: [value]})
        said.extend(said_of_a_frame(lambda odd: optout.classify_frame(odd, now=TODAY), odd))
    assert len(said) > 20
    assert not any(MARK in text.lower() for text in said)


# What a contact export calls the columns of which something follows.
ROLES = [
    "Record ID",
    "Email",
    "Country/Region",
    "Unsubscribed from all email",
    "Marketing contact status",
    "hs_legal_basis",
]


def test_no_result_shows_a_value(tmp_path: Path) -> None:
    results = every_result(
        tmp_path, entry_id="P-1", name=NAME, email=EMAIL, website=f"{MARK}.example"
    )
    said = [shown(result) for result in results.values()]
    said += [one._repr_html_() for one in results.values() if hasattr(one, "_repr_html_")]
    # What says more by its nature says so: where evidence is found, the caller's names of cases.
    saying_more = {"Evidence", "WhatIf"}
    no_json = {"EvidenceStore", "SuppressionSet"}
    plain = [name for name in results if name not in saying_more | no_json]
    said += [results[name].to_json() for name in plain]
    assert len(said) > 60
    assert not any(MARK in text.lower() for text in said)


def test_explanations_that_hide_values_show_none() -> None:
    matcher = knowing_matcher()
    found: Any = {"emails": EMAIL, "name": NAME, "websites": f"{MARK}.example"}
    shown_too = matcher.explain(**found, values="shown")
    assert MARK in str(shown_too).lower()
    for explanation in (shown_too, *shown_too.pairs):
        assert MARK not in repr(explanation).lower()
    # The name of an entry is its id, which is no address and no name.
    values: Any
    for values in ("hidden", KEY):
        explanation = matcher.explain(**found, values=values)
        pairs = [*explanation.pairs, matcher.why_not("#2", **found, values=values)]
        said: list[optout.Explanation | optout.Pair] = [explanation, *pairs]
        for one in said:
            for text in (str(one), repr(one), one._repr_html_(), str(one.to_dict())):
                assert MARK not in text.lower().replace(f"{MARK}-1", "")


def test_explanations_show_no_value(tmp_path: Path) -> None:
    people = optout.read_list(LIST.encode())
    match = optout.Matcher(people).match(emails=EMAIL, name=NAME)
    decision = optout.decide(match, [], now=TODAY)
    assert match.sentence is not None
    assert decision is not None
    assert MARK not in (match.sentence + decision.sentence + str(match.comparison)).lower()
    lists, contacts = tmp_path / "list.csv", tmp_path / "contacts.csv"
    lists.write_text(LIST, encoding="utf-8")
    contacts.write_text(f"Id,Name,Email\n1,{NAME},{EMAIL}\n", encoding="utf-8")
    report = optout.sweep_file(lists, contacts, tmp_path / "out", now=TODAY)
    assert MARK not in shown(report) + str(report.to_dict())
