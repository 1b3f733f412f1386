"""What can be pickled, at every protocol, and what says that it cannot."""

from __future__ import annotations

import copy
import pickle
from importlib import import_module
from typing import Any

import pytest
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
        optout.Policy.from_toml(POLICY),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_come_back_equal(value: object, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(value, protocol)) == value
    assert copy.deepcopy(value) == value


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_states_come_back_whole(protocol: int) -> None:
    guard = optout.SuppressionSet(KEY)
    guard.add_list(KEY, optout.read_list(LIST))
    back = pickle.loads(pickle.dumps(guard, protocol))
    assert back.to_json() == guard.to_json()
    plan = optout.ErasurePlan("salesforce")
    assert pickle.loads(pickle.dumps(plan, protocol)).hash == plan.hash


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


def without_a_form() -> list[object]:
    """One of each class that has no form for a pickle."""
    people = optout.read_list(LIST)
    redactor = optout.Redactor(people_ids="P-1")
    match = optout.Matcher(people).match(ids={"6sense": "P-1"})
    before = optout.read_list(b"Unique 6sense Record ID\nP-0\n").snapshot()
    _, summary = redactor.redact_bytes(EXPORT)
    return [
        people,
        people.entries[0],
        people.faults[0],
        people.snapshot().since(before),
        optout.Digest.due(before, people.snapshot(), today="2026-11-24"),
        optout.Matcher(people),
        match,
        optout.decide(match, [], now="2026-11-24"),
        optout.classify([], now="2026-11-24"),
        optout.read_evidence(b"email,kind\na@x.example,contract\n"),
        redactor,
        redactor.redact_row(["6sense People Id"], ["P-1"]),
        summary,
        summary.verification,
        *batches(redactor),
    ]


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("value", without_a_form(), ids=lambda value: type(value).__name__)
def test_the_rest_says_that_it_cannot(value: object, protocol: int) -> None:
    with pytest.raises(TypeError, match=f"{type(value).__name__} cannot be pickled; "):
        pickle.dumps(value, protocol)
