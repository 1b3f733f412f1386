"""The vector files that all languages of the library share, and what each case asks of Python.

A case is a table of keys; a key that its file does not know is an error, so that no expectation is
passed over in silence.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import optout
from optout import normalize

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

Case = dict[str, Any]

DIRECTORY = Path(__file__).parents[2] / "optout-core" / "testdata"


class File(NamedTuple):
    """How the cases of one file are run."""

    keys: frozenset[str]
    run: Callable[[Case], None]


def cases(name: str) -> list[Case]:
    """The cases of a file."""
    table = tomllib.loads((DIRECTORY / name).read_text(encoding="utf-8"))
    assert set(table) == {"case"}, f"{name}: unknown tables"
    found: list[Case] = table["case"]
    return found


def check(name: str, case: Case) -> None:
    """Runs a case of a file."""
    file = FILES[name]
    unknown = set(case) - file.keys - {"name"}
    assert not unknown, f"unknown keys: {sorted(unknown)}"
    file.run(case)


def content(case: Case, key: str) -> bytes:
    """The bytes of ``key``, or of ``key_hex``."""
    if f"{key}_hex" in case:
        return bytes.fromhex(case[f"{key}_hex"])
    text: str = case[key]
    return text.encode()


def policy(case: Case) -> optout.Policy | None:
    """The policy of a case, if it has one of its own: its text, or the name of a shipped one."""
    text = case.get("policy")
    if text is None:
        return None
    if text in ("strict", "standard", "broad"):
        return optout.Policy.shipped(text)
    return optout.Policy.from_toml(text)


# What a case knows beside list and policy: its key, the argument and its class.
KNOWN: dict[str, tuple[str, Any]] = {
    "aliases": ("domain_aliases", optout.DomainAliases),
    "links": ("id_links", optout.IdLinks),
    "nicknames": ("nicknames", optout.Nicknames),
    "verdicts": ("verdicts", optout.Verdicts),
}


def known(case: Case) -> dict[str, Any]:
    """The tables of a case, by the argument that takes them."""
    return {
        argument: table.read(content(case, key))
        for key, (argument, table) in KNOWN.items()
        if key in case
    }


def check_error(case: Case, key: str, error: optout.OptoutError) -> None:
    """Compares an exception with the kind and the place that a case expects."""
    assert error.code == case[key]
    for attribute in ("record", "line", "byte"):
        if attribute in case:
            assert getattr(error, attribute) == case[attribute], attribute


def run_call(case: Case) -> None:
    if case["call"] == "name_class":
        compared = normalize.compare_names(*case["inputs"])
        assert (compared or {"class": ""})["class"] == case["expect"]
        return
    call: Callable[..., Any] = getattr(normalize, case["call"])
    options = {
        key: value.replace("-", "_") if isinstance(value, str) else value
        for key, value in case.get("options", {}).items()
    }
    given = case["inputs"] if "inputs" in case else case["input"]
    if "expect_fault" in case:
        with pytest.raises(optout.UnreadableError) as caught:
            call(given, **options)
        assert caught.value.code == case["expect_fault"]
    else:
        assert call(given, **options) == case["expect"]


def run_list(case: Case) -> None:
    def read() -> optout.OptOutList:
        return optout.read_list(
            content(case, "list"),
            form=case.get("form"),
            records_at=case.get("records_at"),
            columns=case.get("columns"),
            date_order=case.get("date_order"),
            serial_dates=case.get("serial_dates", False),
            now=case.get("now"),
        )

    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            read()
        assert caught.value.input == "list"
        check_error(case, "error", caught.value)
        return
    people = read()
    assert people.records == case["records"]
    assert len(people) == len(people.entries) == case["entries"]
    assert [f"{fault.kind}@{fault.record}" for fault in people.faults] == case["faults"]
    if "entry_ids" in case:
        assert [entry.entry_id for entry in people.entries] == case["entry_ids"]
    if "unread" in case:
        assert people.unread_columns == case["unread"]
    if "requested" in case:
        days = [entry.requested for entry in people.entries]
        assert [day.isoformat() if day else "" for day in days] == case["requested"]


def erasure_of(case: Case) -> tuple[optout.ErasurePlan, optout.Erasure]:
    """The plan of a case, and its beginning."""
    method: Any = case["method"]
    system: Any = case["method"].split("_", 1)[0]
    plan = optout.ErasurePlan(system)
    if "batch_size" in case:
        plan.set_batch_size(method, case["batch_size"])
    if "salesforce_version" in case:
        plan.set_salesforce_version(case["salesforce_version"])
    rows = ['"' + value.replace('"', '""') + '"\n' for value in case["ids"]]
    plan.read_deletions(method, ("record_id\n" + "".join(rows)).encode())
    erasure = optout.Erasure(plan, plan.hash)
    erasure.suppressed()
    erasure.set_in_flight(len(case["ids"]))
    budget = {key: case[key] for key in ("calls_per_day", "leave", "day_begins") if key in case}
    erasure.set_budget(system, **budget)
    return plan, erasure


def requests_of(case: Case, erasure: optout.Erasure, now: int) -> list[tuple[int, str]]:
    """The requests of an erasure with their numbers, as a case writes them."""
    found = []
    while (request := erasure.next(now).request) is not None:
        body = request.body
        if "email" in case:
            body = request.address_body(case["email"], case["requester"])
        parts = (request.verb, request.path, body)
        found.append((request.number, " ".join(part for part in parts if part)))
    return found


def run_erasure(case: Case) -> None:
    now = case.get("now", 1_795_000_000)
    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            requests_of(case, erasure_of(case)[1], now)
        assert caught.value.code == case["error"]
        return
    plan, erasure = erasure_of(case)
    if "object" in case:
        assert case["object"] in plan.objects(plan.system_of_record)
        for table in ("delete_table", "flag_table"):
            written = getattr(plan, table)(plan.system_of_record, case["object"])
            assert written.decode() == case[table]
        return
    requests = requests_of(case, erasure, now)
    if "requests" in case:
        assert [request for _, request in requests] == case["requests"]
        return
    taken = erasure.take_answer(
        requests[0][0],
        case["status"],
        now=now,
        headers=case.get("headers"),
        body=case.get("body", "").encode(),
    )
    outcomes = [
        " ".join(filter(None, (record["outcome"], record["code"]))) for record in taken["records"]
    ]
    assert outcomes == case["outcomes"]
    verdict = taken["verdict"]
    words: list[str] = [verdict["verdict"]]
    if "until" in verdict:
        words += [str(verdict["until"] - now), verdict["hold"]]
    assert " ".join(words) == case["verdict"]


def run_matching(case: Case) -> None:
    contact = contact_of(case["contact"])
    people = optout.read_list(content(case, "list"))
    matcher = optout.Matcher(people, policy(case), **known(case))
    match = matcher.match(contact)
    assert match.status == case["status"]
    assert (match.entry_id is None) == ("entry" not in case)
    found = {
        "tier": match.tier,
        "rule": match.rule,
        "entry": match.entry_id,
        "competing": match.competing,
        "sentence": match.sentence,
        "settled": match.is_settled,
        "oversized": match.oversized_blocks,
    }
    for key, value in found.items():
        if key in case:
            assert value == case[key], key
    assert optout.Matcher.from_bytes(matcher.to_bytes()).match(contact) == match
    if "why_not" in case:
        check_why_not(case["why_not"], matcher, contact)


def check_why_not(expected: Case, matcher: optout.Matcher, contact: optout.Contact) -> None:
    """Compares a record with one entry."""
    assert set(expected) <= {"entry", "unmet", "classes"}
    pair = matcher.why_not(expected["entry"], contact)
    if "unmet" in expected:
        assert [list(unmet) for unmet in pair.unmet] == expected["unmet"]
    if "classes" in expected:
        assert [field["class"] for field in pair.fields] == expected["classes"]


def run_policies(case: Case) -> None:
    def read() -> optout.MatchPolicy:
        (kind,) = {"shipped", "matching", "policy"} & set(case)
        if kind == "shipped":
            return optout.MatchPolicy.shipped(case[kind])
        how = "from_" + case["format"] if "format" in case else "read"
        if kind == "matching":
            rules: optout.MatchPolicy = getattr(optout.MatchPolicy, how)(case[kind])
            return rules
        whole: optout.Policy = getattr(optout.Policy, how)(case[kind])
        return whole.matching

    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            read()
        check_error(case, "error", caught.value)
        assert caught.value.expected == case.get("expected")
        assert isinstance(caught.value, optout.PolicyError) == (case["error"] == "policy")
        return
    rules = read()
    toml = rules.to_toml()
    assert rules.hash == case.get("hash", rules.hash)
    assert toml == case.get("toml", toml)
    assert optout.MatchPolicy.read(toml) == rules


PLACE = {
    "residency",
    "country",
    "region",
    "vendor_country",
    "phone",
    "company_country",
    "domain",
}


def run_basis(case: Case) -> None:
    evidence = [optout.Evidence(**evidence) for evidence in case["evidence"]]
    place: dict[str, Any] = {key: case[key] for key in PLACE & set(case)}
    asked = {key: case[key] for key in {"now", "since", "trigger", "certainty"} & set(case)}
    rules: dict[str, Any] = {"policy": policy(case)}
    answer = optout.classify(evidence, **asked, **place, **rules)
    expected = {
        "retention",
        "marketing",
        "rule",
        "reason",
        "used",
        "permits_marketing",
        "defeated",
        "ignored",
        "missing",
        "regimes",
    }
    for key in expected & set(case):
        assert getattr(answer, key) == case[key], key
    found = {
        "basis": answer.basis or "",
        "valid_until": answer.valid_until.isoformat() if answer.valid_until else "",
        "marketing_until": answer.marketing_until.isoformat() if answer.marketing_until else "",
        "deadline": answer.deadline.isoformat() if answer.deadline else "",
        "clock": answer.clock or "",
        "overdue": answer.is_overdue,
        "waste": answer.marketing_waste,
        "signal": optout.place(**place, **rules).signal,
    }
    for key, value in found.items():
        assert value == case.get(key, value), key
    trace = optout.explain_basis(evidence, **asked, **place, **rules)
    assert trace.classification == answer
    assert optout.replays(trace.to_json(), evidence, **asked, **place, **rules)
    named: Any = [(case["name"], {"evidence": evidence, **asked, **place})]
    whole = rules["policy"] or optout.Policy.standard()
    assert optout.what_if(named, before=whole, after=whole, most_flips=0).flips == 0


def run_evidence(case: Case) -> None:
    preset: str | None = None

    def read() -> list[optout.Evidence]:
        nonlocal preset
        if "contacts" in case:
            preset, records = optout.evidence_in_contacts(
                content(case, "contacts"), preset=case.get("preset"), columns=case.get("columns")
            )
            return [piece for record in records for piece in record]
        store = optout.read_evidence(content(case, "file"))
        if "about" not in case:
            assert len(store) == len(store.pieces)
            return store.pieces
        about = case["about"]
        assert set(about) <= {"namespace", "id", "email", "system"}
        ids = {about["namespace"]: about["id"]} if "id" in about else None
        return store.about(ids=ids, emails=about.get("email"), system=about.get("system"))

    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            read()
        # A preset that is none is no fault of an input.
        if case["error"] != "invalid_option":
            assert caught.value.input == ("contacts" if "contacts" in case else "evidence")
        check_error(case, "error", caught.value)
        return
    pieces = read()
    assert preset == case.get("read_as", preset)
    if "pieces" in case:
        expected = [optout.Evidence(**piece) for piece in case["pieces"]]
        assert [piece.to_dict() for piece in pieces] == [piece.to_dict() for piece in expected]
        assert pieces == expected


def contact_of(given: Case) -> optout.Contact:
    """A contact as cases have it."""
    assert set(given) <= {"ids", "emails", "names", "split_names", "websites"}
    return optout.Contact(
        ids=[(namespace, value) for namespace, value in given.get("ids", [])],
        emails=given.get("emails"),
        names=[*given.get("names", []), *map(tuple, given.get("split_names", []))],
        websites=given.get("websites"),
    )


def run_suppression(case: Case) -> None:
    key = b"a key of sixteen bytes or more"
    guard = optout.SuppressionSet(key)
    for step in case["steps"]:
        if step["do"] == "list":
            guard.add_list(key, optout.read_list(step["list"].encode()), on=step["on"])
        else:
            call = {"add": guard.add, "release": guard.release}[step["do"]]
            call(key, contact_of(step["contact"]), on=step["on"])
    again = optout.SuppressionSet.from_bytes(guard.to_bytes())
    for one in (guard, again):
        assert one.check(key, contact_of(case["contact"])) == case["expect"]
        assert len(one) == case.get("members", len(one))


def run_hashed(case: Case) -> None:
    def call() -> object:
        if case["call"] == "matches":
            asked = optout.read_hashed_list(case["list"].encode(), profile=case["profile"])
            return asked.matches(optout.Contact(emails=case["input"]))
        if case["call"] == "hash_email":
            return optout.hash_email(case["profile"], case["input"])
        if case["call"] == "drop_name":
            return optout.hash_drop_name(case["input"])
        given, family, born, zip_code = case["inputs"]
        return optout.hash_drop_person(given, family, born=born, zip=zip_code)

    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            call()
        assert caught.value.code == case["error"]
    else:
        assert call() == case.get("expect", case.get("expect_match"))


def run_redaction(case: Case) -> None:
    redactor = optout.Redactor(
        people_ids=case.get("people_ids"),
        record_ids=case.get("record_ids"),
        emails=case.get("emails"),
        profile=case.get("profile"),
    )
    if "expect_error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            redactor.redact_bytes(content(case, "input"))
        check_error(case, "expect_error", caught.value)
        return
    output, summary = redactor.redact_bytes(content(case, "input"))
    assert output == content(case, "output")
    assert summary.redacted == case["redacted"]
    findings = [f"{kind}@{record}" for kind, record in summary.findings]
    assert findings == case.get("findings", [])


def run_sweep(case: Case) -> None:
    with tempfile.TemporaryDirectory() as name:
        sweep_in(Path(name), case)


def sweep_in(directory: Path, case: Case) -> None:
    inputs = {}
    for key in ("list", "contacts", "evidence", "previous_list", *KNOWN):
        if key in case or f"{key}_hex" in case:
            inputs[key] = directory / key
            inputs[key].write_bytes(content(case, key))
    out = directory / "out"
    known_paths: dict[str, Any] = {name: inputs.get(key) for key, (name, _) in KNOWN.items()}

    def sweep(out: Path = out, matcher: optout.Matcher | None = None) -> optout.JobReport:
        return optout.sweep_file(
            inputs["list"],
            inputs["contacts"],
            out,
            now=case["now"],
            preset=case.get("preset"),
            columns=case.get("columns"),
            evidence=inputs.get("evidence"),
            policy=policy(case),
            previous_list=inputs.get("previous_list"),
            previous_records=case.get("previous_records"),
            matcher=matcher,
            **(known_paths if matcher is None else {}),
        )

    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            sweep()
        # A guard stops the pass as a whole: its case names no input.
        assert caught.value.input == case.get("input", caught.value.input)
        check_error(case, "error", caught.value)
        assert not out.exists() or not list(out.iterdir())
        return
    report = sweep()
    if "decisions" in case or "flags" not in case:
        assert (out / "decisions.csv").read_bytes() == content(case, "decisions")
    if "flags" in case:
        assert (out / "flags.csv").read_bytes() == content(case, "flags")
    names = {
        "waste": "marketing_waste",
        "not_flagged": "not_flagged",
        "entries_gone": "entries_gone",
    }
    for key, count in names.items():
        assert report.counts[count] == case.get(key, report.counts[count])
    people = optout.read_list(inputs["list"], now=case["now"])
    optout.Matcher(people, policy(case), **known(case)).save(directory / "matcher")
    again = directory / "again"
    given = sweep(again, matcher=optout.Matcher.open(directory / "matcher"))
    assert given.counts == report.counts
    # These two name what was read, and with a matcher that is another file.
    for path in out.iterdir():
        if path.name not in {"manifest.json", "report.html"}:
            assert (again / path.name).read_bytes() == path.read_bytes(), path.name


POSITION = {"record", "line", "byte"}


def run_notices(case: Case) -> None:
    """What is told of lists, systems and reviews."""
    run: dict[str, Callable[[Case], None]] = {
        "digest": run_digest,
        "watch": run_watch,
        "reviews": run_reviews,
    }
    if "error" not in case:
        run[case["call"]](case)
        return
    with pytest.raises(optout.OptoutError) as caught:
        run[case["call"]](case)
    assert caught.value.code == case["error"]


def run_digest(case: Case) -> None:
    state, said, last = optout.DigestState(), [], None
    for now, ids in zip(case["now"], case["lists"], strict=True):
        rows = "".join(f"{of.rstrip('!')},{of}\n" for of in ids.split(" "))
        people = optout.read_list(f"Unique 6sense Record ID,Name\n{rows}".encode())
        last = state.weekly(people.snapshot(), now=now, zone=case.get("zone"))
        said.append("" if last is None else told(last.changes))
    assert said == case["said"]
    if "deadlines" in case:
        assert last is not None
        parts = [
            (one["deadline"]["date"], one["regime"], one["deadline"]["clock"])
            for one in last.deadlines
        ]
        assert [" ".join(filter(None, of)) for of in parts] == case["deadlines"]


def told(changes: optout.SnapshotChanges) -> str:
    signs = (("+", changes.new), ("~", changes.changed), ("-", changes.vanished))
    return " ".join(f"{sign}{entry}" for sign, entries in signs for entry in entries)


def run_watch(case: Case) -> None:
    watch, said = optout.Watch(), []
    for now, health in zip(case["now"], case["health"], strict=True):
        notices = watch.evaluate(health, now=now, rules=case.get("rules"))
        said.append(
            [
                f"{one['dedupe_key']} {one['severity']}{' over' if one['resolves'] else ''}"
                for one in notices
            ]
        )
    assert said == case["said"]


def run_reviews(case: Case) -> None:
    ledger = optout.ReviewLedger(case["since"])
    for word in case["attested"]:
        month, on, by = word.split(" ")
        ledger.attest(month, on=on, by=by)
    found = ledger.reviews(case["now"][-1])
    assert [f"{one['month']} {one['state']}" for one in found] == case["reviews"]


CALL = File(
    frozenset({"call", "input", "inputs", "options", "expect", "expect_fault"}),
    run_call,
)


def run_audit(case: Case) -> None:
    log, head = content(case, "log"), case.get("head")
    if "error" in case:
        with pytest.raises(optout.OptoutError) as caught:
            optout.verify_audit(log, head)
        is_of_log = case["error"] != "invalid_option"
        assert caught.value.input == ("audit" if is_of_log else None)
        assert caught.value.code == case["error"]
        if "line" in case:
            found = [getattr(caught.value, name) or 0 for name in ("record", "line", "byte")]
            assert found == [case["record"], case["line"], case["byte"]]
        return
    found_log = optout.verify_audit(log, head)
    assert found_log.decisions == case["decisions"]
    assert found_log.head == case.get("found_head", found_log.head)
    for name in ("list_snapshot", "policy_hash", "engine"):
        assert getattr(found_log, name) == case.get(name, getattr(found_log, name))
    for name in ("now", "received"):
        assert str(getattr(found_log, name)) == case.get(name, str(getattr(found_log, name)))
    assert plain_check(log) == found_log.head


def plain_check(log: bytes) -> str:
    """What anybody can write who has the description of the bytes."""
    head = b"optout-audit-1"
    for line in log.splitlines(keepends=True):
        body, end = line[:-77], line[-77:]
        head = hashlib.sha256(head + body).hexdigest().encode()
        assert end == b',"chain":"' + head + b'"}\n'
    return head.decode()


FILES = {
    "audit.toml": File(
        frozenset(
            {"log", "log_hex", "head", "decisions", "found_head", "list_snapshot", "now"}
            | {"received", "policy_hash", "engine", "error"}
            | POSITION
        ),
        run_audit,
    ),
    "basis.toml": File(
        frozenset(
            {"now", "since", "trigger", "certainty", "policy", "evidence", "retention", "basis"}
            | {"marketing", "rule", "reason", "used", "permits_marketing", "defeated", "ignored"}
            | {"missing", "valid_until", "marketing_until", "regimes", "signal", "deadline"}
            | {"clock", "overdue", "waste"}
            | PLACE
        ),
        run_basis,
    ),
    "dates.toml": CALL,
    "emails.toml": CALL,
    "erasure.toml": File(
        frozenset(
            {"method", "ids", "batch_size", "salesforce_version", "email", "requester", "requests"}
            | {"object", "delete_table", "flag_table", "now", "calls_per_day", "leave"}
            | {"day_begins", "status", "headers", "body", "outcomes", "verdict", "error"}
        ),
        run_erasure,
    ),
    "evidence.toml": File(
        frozenset(
            {"contacts", "columns", "preset", "read_as", "file", "file_hex", "about", "pieces"}
            | {"error"}
            | POSITION
        ),
        run_evidence,
    ),
    "hashed.toml": File(
        frozenset({"call", "profile", "input", "inputs", "list"})
        | {"expect", "expect_match", "error"},
        run_hashed,
    ),
    "ids.toml": CALL,
    "list.toml": File(
        frozenset(
            {"list", "list_hex", "form", "records_at", "date_order", "serial_dates", "now"}
            | {"columns", "records", "entries", "faults", "requested", "entry_ids", "unread"}
            | {"error"}
            | POSITION
        ),
        run_list,
    ),
    "matching.toml": File(
        frozenset(
            {"list", "contact", "policy", "status", "tier", "rule", "entry", "competing"}
            | {"sentence", "settled", "oversized", "why_not"}
            | set(KNOWN)
        ),
        run_matching,
    ),
    "names.toml": CALL,
    "notices.toml": File(
        frozenset(
            {"call", "zone", "rules", "since", "now", "lists", "health", "attested", "said"}
            | {"deadlines", "reviews", "error"}
        ),
        run_notices,
    ),
    "policies.toml": File(
        frozenset(
            {"shipped", "matching", "policy", "format", "hash", "toml", "error", "expected"}
            | POSITION
        ),
        run_policies,
    ),
    "redaction.toml": File(
        frozenset(
            {"people_ids", "record_ids", "emails", "profile", "input", "input_hex", "output"}
            | {"output_hex", "expect_error", "redacted", "findings"}
            | POSITION
        ),
        run_redaction,
    ),
    "suppression.toml": File(frozenset({"steps", "contact", "expect", "members"}), run_suppression),
    "sweep.toml": File(
        frozenset(
            {"list", "contacts", "contacts_hex", "evidence", "preset", "columns", "now"}
            | {"decisions", "flags", "not_flagged", "error", "input", "waste", "policy"}
            | {"previous_list", "previous_records", "entries_gone"}
            | set(KNOWN)
            | POSITION
        ),
        run_sweep,
    ),
    "websites.toml": CALL,
}
