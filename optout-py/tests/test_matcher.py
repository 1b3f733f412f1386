"""Contacts and matching."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import LIST

import optout


class NAType:
    """Stands for ``pandas.NA``: missing, and neither equal nor true."""

    def __bool__(self) -> bool:
        raise TypeError("boolean value of NA is ambiguous")


class Word(str):
    """Stands for ``numpy.str_``."""

    __slots__ = ()


class Series:
    """Stands for a data frame's column: it iterates, and is no sequence."""

    def __init__(self, *values: object) -> None:
        self.values = values

    def __iter__(self) -> Any:
        return iter(self.values)


def test_a_contact_takes_one_value_or_several() -> None:
    one = optout.Contact(ids={"6sense": "P-1"}, emails="a@x.example", websites="x.example")
    same = optout.Contact(
        ids=[("6sense", "P-1")], emails=["a@x.example", None], websites=iter(["x.example"])
    )
    assert one == same
    several = optout.Contact(ids={"6sense": ["P-1", "P-2"], "hubspot": None})
    assert several.ids == [("6sense", "P-1"), ("6sense", "P-2")]


def test_names_are_whole_or_in_two_columns() -> None:
    contact = optout.Contact(
        name="Ada Lovelace", given="Ada", family=None, names=["Ada King", ("Ada", "Byron"), None]
    )
    assert contact.names == ["Ada Lovelace", ("Ada", ""), "Ada King", ("Ada", "Byron")]


def test_missing_and_blank_values_are_left_out() -> None:
    cells: list[Any] = [None, math.nan, NAType(), " "]
    contact = optout.Contact(ids={"6sense": math.nan}, emails=cells, name=math.nan)
    assert repr(contact) == "Contact(ids=0, emails=0, names=0, websites=0)"


@pytest.mark.parametrize(
    "identifiers",
    [
        {"ids": {"hubspot": 3001}},
        {"ids": "P-1"},
        {"ids": [("6sense",)]},
        {"emails": b"a@x.example"},
        {"emails": 1},
        {"name": 1},
        {"names": "Ada"},
        {"names": [("a", "b", "c")]},
        {"phone": "1"},
    ],
)
def test_what_is_no_text_is_a_type_error(identifiers: dict[str, Any]) -> None:
    with pytest.raises(TypeError):
        optout.Contact(**identifiers)


def test_a_match_says_who_and_why(matcher: optout.Matcher) -> None:
    match = matcher.match(emails="ADA@engine.example", name="Ada Lovelace")
    assert (match.status, match.tier, match.rule, match.entry_id) == (
        "match",
        "T1",
        "same-email",
        "P-1",
    )
    assert match.sentence == "Same work e-mail after normalisation. The names agree."
    assert match.comparison == {
        "id": False,
        "id_namespaces": [],
        "shared_id": False,
        "email": "exact",
        "role_mailbox": False,
        "shared_mailbox": False,
        "name": "exact",
        "name_complete": True,
        "name_close": True,
        "same_name": True,
        "domain": True,
        "only_record": None,
    }
    assert (match.competing, match.unreadable, match.oversized_blocks) == ([], 0, 0)
    assert (match.is_settled, match.verdict) == (True, None)
    assert match.to_dict()["comparison"] == match.comparison
    assert matcher.match(optout.Contact(emails="ada@engine.example", name="Ada Lovelace")) == match


def test_nobody_and_nothing_to_look_up_are_two_answers(matcher: optout.Matcher) -> None:
    nobody = matcher.match(emails="eve@other.example")
    assert (nobody.status, nobody.tier, nobody.sentence) == ("non_match", None, None)
    assert nobody.comparison is None
    assert matcher.match().status == "unknown"
    assert matcher.match(ids={"6sense": "1.2E+17"}).unreadable == 1


def test_a_record_of_an_address_alone_is_open(matcher: optout.Matcher) -> None:
    match = matcher.match(emails="ada@engine.example")
    assert (match.status, match.is_settled) == ("match", False)
    assert match.to_dict()["is_settled"] is False


def test_too_many_of_one_name_at_one_place_are_counted() -> None:
    rows = "".join(f"Ada Lovelace,engine.example,P-{at}\n" for at in range(2000))
    people = optout.read_list(f"Name,Company website,Unique 6sense Record ID\n{rows}".encode())
    match = optout.Matcher(people).match(name="Ada Lovelace", websites="engine.example")
    assert match.oversized_blocks > 0
    assert match.to_dict()["oversized_blocks"] == match.oversized_blocks


def test_next_weeks_list_comes_on_top(matcher: optout.Matcher) -> None:
    header = b"Unique 6sense Record ID,Work email\n"
    this = optout.read_list(header + b"P-2,babbage@engine.example\nP-3,\n")
    updated, update = matcher.updated(this)
    assert update.to_dict() == {"new": 1, "changed": 1, "unchanged": 0, "vanished": 1}
    assert (update.new, update.changed, update.unchanged, update.vanished) == (1, 1, 0, 1)
    assert repr(update) == "ListUpdate(new=1, changed=1, unchanged=0, vanished=1)"
    assert (len(matcher), len(updated)) == (2, 3)
    for ids, entry in [("P-1", "P-1"), ("P-3", "P-3")]:
        assert updated.match(ids={"6sense": ids}).entry_id == entry
    assert updated.match(emails="babbage@engine.example").entry_id == "P-2"
    assert matcher.match(ids={"6sense": "P-3"}).status == "non_match"
    _, again = updated.updated(this)
    assert again.unchanged == 2
    assert update != again


def test_a_match_has_no_truth_value(matcher: optout.Matcher) -> None:
    with pytest.raises(TypeError, match="status"):
        bool(matcher.match())


def test_a_contact_and_keywords_together_are_refused(matcher: optout.Matcher) -> None:
    with pytest.raises(TypeError, match="both"):
        matcher.match(optout.Contact(), emails="a@x.example")


def test_columns_give_what_single_calls_give(matcher: optout.Matcher) -> None:
    columns: dict[str, Any] = {
        "email": ["ada@engine.example", None, "eve@other.example", Word("charles@engine.example")],
        "full_name": Series("Ada Lovelace", math.nan, "Eve", NAType()),
        "given_name": ("", "", "Eve", "Charles"),
        "family_name": ("", "", "Other", "Babbage"),
        "website": ["engine.example", None, None, None],
        "id:6sense": [None, "P-2", None, None],
        "record_id:hubspot": ["1", "2", "3", "4"],
    }
    found = matcher.match_columns(columns)
    for row, match in enumerate(found):
        cell = {role: list(column)[row] for role, column in columns.items()}
        single = matcher.match(
            ids={"6sense": cell["id:6sense"], "hubspot": cell["record_id:hubspot"]},
            emails=[cell["email"]],
            name=cell["full_name"],
            given=cell["given_name"],
            family=cell["family_name"],
            websites=[cell["website"]],
        )
        assert match == single
    assert [match.entry_id for match in found] == ["P-1", "P-2", None, "P-2"]


def test_a_role_can_come_more_than_once_as_pairs(matcher: optout.Matcher) -> None:
    pairs = [("email", ["eve@other.example"]), ("email", ["charles@engine.example"])]
    assert matcher.match_columns(pairs)[0].entry_id == "P-2"


def test_no_columns_and_no_rows_are_no_matches(matcher: optout.Matcher) -> None:
    assert matcher.match_columns({}) == []
    assert matcher.match_columns({"email": []}) == []


@pytest.mark.parametrize(
    "columns",
    [
        {"email": ["a@x.example"], "full_name": []},
        {"mail": ["a@x.example"]},
        {"id:": ["1"]},
        {"country": ["France"]},
        [("given_name", ["A"]), ("given_name", ["B"])],
    ],
)
def test_columns_that_do_not_fit_are_refused(matcher: optout.Matcher, columns: Any) -> None:
    with pytest.raises(optout.OptoutError) as caught:
        matcher.match_columns(columns)
    assert caught.value.code == "invalid_option"


@pytest.mark.parametrize("column", ["a@x.example", None, [1], [b"a@x.example"], [1.5]])
def test_a_column_of_something_else_is_a_type_error(matcher: optout.Matcher, column: Any) -> None:
    with pytest.raises(TypeError):
        matcher.match_columns({"email": column})


def test_an_exception_of_a_column_passes_through(matcher: optout.Matcher) -> None:
    class BrokenError(Exception):
        pass

    def column() -> Any:
        yield "a@x.example"
        raise BrokenError

    with pytest.raises(BrokenError):
        matcher.match_columns({"email": column()})


def test_a_policy_of_ones_own_decides() -> None:
    policy = optout.Policy.from_toml(
        "[matching]\nname = 'own'\n[[matching.rule]]\nname = 'by-id'\ntier = 'T0'\n"
        "when = 'id'\nstatus = 'possible'\nsays = 'Same id.'\n"
    )
    assert policy.name == "own"
    assert policy.hash != optout.Policy.standard().hash
    matcher = optout.Matcher(optout.read_list(LIST), policy=policy)
    assert matcher.match(ids={"6sense": "P-1"}).status == "possible"
    assert matcher.match(emails="ada@engine.example").status == "non_match"


def test_a_policy_fault_has_its_line() -> None:
    with pytest.raises(optout.PolicyError) as caught:
        optout.Policy.from_toml("[basis]\ncolour = 1\n")
    error = caught.value
    assert (error.code, error.input, error.line) == ("policy", "policy", 2)


def test_a_matcher_serves_many_threads(matcher: optout.Matcher) -> None:
    columns = {"email": ["ada@engine.example", "eve@other.example"] * 500}
    expected = matcher.match_columns(columns)
    results: list[list[optout.Match]] = []
    threads = [
        threading.Thread(target=lambda: results.append(matcher.match_columns(columns)))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4


def test_objects_cannot_be_changed(matcher: optout.Matcher) -> None:
    match = matcher.match()
    with pytest.raises(AttributeError):
        match.status = "match"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        match.note = "x"  # type: ignore[attr-defined]


class Frame:
    """Iterates over its header, as frames do."""

    columns = ("Email",)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)


@pytest.mark.parametrize("column", [{"a@x.example": 1}, {"a@x.example"}, Frame(), "a@x.example"])
def test_what_is_no_column_is_refused_by_its_role(matcher: optout.Matcher, column: object) -> None:
    with pytest.raises(TypeError, match=r"^column email: "):
        matcher.match_columns({"email": column})  # type: ignore[arg-type]


def test_a_cell_that_is_no_text_is_refused_with_its_place(matcher: optout.Matcher) -> None:
    with pytest.raises(TypeError, match=r"^column record_id:hubspot, row 1: expected str or None"):
        matcher.match_columns({"record_id:hubspot": ["7", 8]})
