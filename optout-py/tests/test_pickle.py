"""What can be pickled, at every protocol, and what says that it cannot."""

from __future__ import annotations

import copy
import multiprocessing
import pickle
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import vectors
from conftest import EXPORT, KEY, LIST

import optout

PROTOCOLS = range(pickle.HIGHEST_PROTOCOL + 1)
POLICY = "[basis]\nbalancing_test = 'DPO-7'\n"


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize(
    "value",
    [
        optout.Contact(
            ids={"6sense": "P-1"}, emails=["a@x.example"], given="Ada", name="Ada L", websites="x"
        ),
        optout.Evidence(
            "contract", id="x", occurred_at="2026-03-01T10:00:00Z", purposes=["marketing"]
        ),
        optout.read_list(LIST).snapshot(),
        optout.Policy.standard(),
        optout.Policy.broad(),
        optout.Policy.from_toml(POLICY),
        optout.Policy.from_json('{"matching": "strict"}'),
        optout.MatchPolicy.strict(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_come_back_equal(value: object, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(value, protocol)) == value
    assert copy.deepcopy(value) == value


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_states_come_back_whole(protocol: int) -> None:
    guard = optout.SuppressionSet(KEY)
    guard.add_list(KEY, optout.read_list(LIST), on="2026-11-24")
    back = pickle.loads(pickle.dumps(guard, protocol))
    assert (back.to_bytes(), back) == (guard.to_bytes(), guard)
    plan = optout.ErasurePlan("salesforce")
    assert pickle.loads(pickle.dumps(plan, protocol)).hash == plan.hash


def knowing_matcher() -> optout.Matcher:
    """A matcher with something of everything that it can know."""
    return optout.Matcher(
        optout.read_list(LIST),
        optout.MatchPolicy.broad(),
        domain_aliases=optout.DomainAliases([("engine.example", "analytical.example")]),
        id_links=optout.IdLinks([("6sense", "P-1", "P-7")]),
        nicknames=optout.Nicknames([("Ada", "Adi")]),
        verdicts=optout.Verdicts([("hubspot", "7", "P-2", "same")]),
    )


COLUMNS: dict[str, list[str | None]] = {
    "id:6sense": ["P-7", None, None, None, None],
    "record_id:hubspot": ["1", "7", "3", "4", "5"],
    "full_name": [None, "Eve", "Adi Lovelace", "Ada Lovelace", "Eve"],
    "website": [None, None, "analytical.example", None, None],
    "email": [None, None, None, "ada@engine.example", "eve@other.example"],
}


def found_by(matcher: optout.Matcher) -> list[dict[str, Any]]:
    """Matches as data, which a worker can send back."""
    return [match.to_dict() for match in matcher.match_columns(COLUMNS)]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_matcher_comes_back_with_all_it_knows(protocol: int) -> None:
    matcher = knowing_matcher()
    back = pickle.loads(pickle.dumps(matcher, protocol))
    assert back.to_bytes() == matcher.to_bytes()
    assert (len(back), back.policy) == (len(matcher), matcher.policy)
    found = found_by(matcher)
    assert [one["entry_id"] for one in found] == ["P-1", "P-2", "P-1", "P-1", None]
    assert found_by(back) == found


def test_a_matcher_is_sent_to_a_spawned_process() -> None:
    matcher = knowing_matcher()
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(found_by, (matcher,))
        pool.close()
        pool.join()
    assert found == found_by(matcher)


def test_a_copy_of_a_matcher_is_the_matcher() -> None:
    matcher = knowing_matcher()
    assert copy.copy(matcher) is matcher
    assert copy.deepcopy([matcher])[0] is matcher


def test_bytes_come_in_every_form_and_are_checked() -> None:
    matcher = knowing_matcher()
    whole = matcher.to_bytes()
    for form in (whole, bytearray(whole), memoryview(whole)):
        assert len(optout.Matcher.from_bytes(form)) == 2
    damaged = bytearray(whole)
    damaged[len(whole) // 2] ^= 1
    for bad in (b"", b"other bytes", whole[:-1], whole + b"x", bytes(damaged)):
        with pytest.raises(optout.MatcherBytesError) as caught:
            optout.Matcher.from_bytes(bad)
        assert caught.value.code == "index"
        assert caught.value.expected
    with pytest.raises(TypeError, match="expected bytes, got str"):
        optout.Matcher.from_bytes("text")  # type: ignore[arg-type]


def opened_and_found(path: Path) -> list[dict[str, Any]]:
    """What a worker finds that opens the file of a matcher."""
    return found_by(optout.Matcher.open(path))


def test_a_saved_matcher_is_opened_by_other_processes(tmp_path: Path) -> None:
    matcher = knowing_matcher()
    path = tmp_path / "matcher"
    matcher.save(path)
    assert path.read_bytes() == matcher.to_bytes()
    opened = optout.Matcher.open(str(path))
    assert (opened.to_bytes(), opened.policy) == (matcher.to_bytes(), matcher.policy)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(opened_and_found, (path,))
        pool.close()
        pool.join()
    assert found == found_by(matcher) == found_by(pickle.loads(pickle.dumps(opened)))
    opened.save(path)
    path.unlink()
    assert found_by(opened) == found


def test_only_a_matcher_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "matcher"
    with pytest.raises(optout.OptoutError, match="not found") as missing:
        optout.Matcher.open(path)
    assert missing.value.code == "io"
    assert str(path) not in str(missing.value)
    for bad in (b"", b"other bytes", knowing_matcher().to_bytes()[:-1]):
        path.write_bytes(bad)
        with pytest.raises(optout.MatcherBytesError):
            optout.Matcher.open(path)
    with pytest.raises(TypeError, match="expected a path, got int"):
        optout.Matcher.open(1)  # type: ignore[arg-type]
    with pytest.raises(optout.OptoutError, match="reading or writing failed") as no_file:
        knowing_matcher().save(tmp_path)
    assert (no_file.value.code, no_file.value.input) == ("io", "output")


EVIDENCE = (
    b"record_id,namespace,email,kind,occurred_at,source_ref,provenance,purposes\n"
    b"003A000001XyZab,,ada@engine.example,contract,2026-03-01,c-7,own,marketing\n"
    b"7,hubspot,,legal_claims_hold,,,,\n"
    b",,Ada+news@gmail.com; info@engine.example,opt_in_double,2026-03-01,,own,\n"
)
ABOUT: list[dict[str, Any]] = [
    {"ids": {"salesforce": "003A000001XyZabIAF"}},
    {"ids": {"hubspot": "7"}},
    {"emails": "a.da@googlemail.com"},
    {"emails": "info@engine.example"},
    {"emails": "ada@engine.example"},
]


def pieces_of(store: optout.EvidenceStore) -> list[list[dict[str, Any]]]:
    """What is on record about everybody, as data, which a worker can send back."""
    return [[piece.to_dict() for piece in store.about(**contact)] for contact in ABOUT]


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_evidence_comes_back_with_whom_it_is_about(protocol: int) -> None:
    store = optout.read_evidence(EVIDENCE)
    back = pickle.loads(pickle.dumps(store, protocol))
    assert back.to_json() == store.to_json()
    assert (len(back), back.pieces) == (len(store), store.pieces)
    assert pieces_of(back) == pieces_of(store)
    assert [len(pieces) for pieces in pieces_of(store)] == [1, 1, 1, 1, 1]


def test_evidence_is_sent_to_a_spawned_process() -> None:
    store = optout.read_evidence(EVIDENCE)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        found = pool.apply(pieces_of, (store,))
        pool.close()
        pool.join()
    assert found == pieces_of(store)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"version": 0, "pieces": [], "records": [], "mailboxes": []}',
        '{"version": 1, "pieces": [], "records": [["", "7", [0]]], "mailboxes": []}',
        '{"version": 1, "pieces": [], "records": [], "mailboxes": [], "secret": 1}',
    ],
)
def test_only_evidence_of_this_version_comes_back(text: str) -> None:
    with pytest.raises(optout.OptoutError, match="a store of evidence as to_json") as caught:
        optout.EvidenceStore.from_json(text)
    assert caught.value.code == "value"
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_exceptions_keep_their_place(protocol: int) -> None:
    with pytest.raises(optout.StructureError) as caught:
        optout.read_list(LIST + b'"open')
    back = pickle.loads(pickle.dumps(caught.value, protocol))
    assert type(back) is optout.StructureError
    assert (str(back), back.code, back.record) == (str(caught.value), "unclosed_quote", 4)


def batches(redactor: optout.Redactor) -> list[object]:
    """Redacted batches, if there is something to make them of."""
    try:
        pyarrow: Any = import_module("pyarrow")
    except ImportError:
        return []
    return [redactor.redact_batches(pyarrow.table({"6sense People Id": ["P-1"]}))]


def classified_batches() -> list[object]:
    """Classified batches, if there is something to make them of."""
    try:
        pyarrow: Any = import_module("pyarrow")
    except ImportError:
        return []
    table = pyarrow.table({"Record ID": ["7"], "Email": [None]})
    reader = Stream(table)
    return [optout.classify_frame(reader, now="2026-11-24")[0]]


class Stream:
    """A table that is only known as a stream."""

    def __init__(self, table: Any) -> None:
        self.table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        stream: object = self.table.__arrow_c_stream__(requested_schema)
        return stream


def without_a_form() -> list[object]:
    """One of each class that has no form for a pickle."""
    people = optout.read_list(LIST)
    redactor = optout.Redactor(people_ids="P-1")
    matcher = optout.Matcher(people)
    match = matcher.match(ids={"6sense": "P-1"})
    explanation = matcher.explain(ids={"6sense": "P-1"})
    before = optout.read_list(b"Unique 6sense Record ID\nP-0\n").snapshot()
    _, summary = redactor.redact_bytes(EXPORT)
    standard = optout.Policy.standard()
    return [
        people,
        people.entries[0],
        people.faults[0],
        people.snapshot().since(before),
        optout.DigestState().weekly(people.snapshot(), now="2026-11-24"),
        matcher.updated(people)[1],
        explanation,
        explanation.pairs[0],
        match,
        optout.decide(match, [], now="2026-11-24"),
        optout.classify([], now="2026-11-24"),
        optout.explain_basis([], now="2026-11-24"),
        optout.place(),
        optout.deadline("eea", "opt_out", "2026-11-24"),
        optout.what_if([], before=standard, after=standard, most_flips=0),
        optout.classify_table(b"Record ID,Email\n7,\n", now="2026-11-24"),
        optout.verify_audit(vectors.content(vectors.cases("audit.toml")[0], "log")),
        optout.read_hashed_list(optout.hash_email("drop", "a@x.example").encode(), profile="drop"),
        optout.HashedTally(optout.read_hashed_list(b"Hash\n", profile="drop")),
        redactor,
        redactor.redact_row(["6sense People Id"], ["P-1"]),
        summary,
        summary.verification,
        *batches(redactor),
        *classified_batches(),
    ]


@pytest.mark.parametrize("name", optout.__all__)
def test_every_class_says_how_it_is_pickled(name: str) -> None:
    value = getattr(optout, name)
    if isinstance(value, type) and not issubclass(value, Exception):
        assert value.__reduce__ is not object.__reduce__


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("value", without_a_form(), ids=lambda value: type(value).__name__)
def test_the_rest_says_that_it_cannot(value: object, protocol: int) -> None:
    with pytest.raises(TypeError, match=f"{type(value).__name__} cannot be pickled; "):
        pickle.dumps(value, protocol)
