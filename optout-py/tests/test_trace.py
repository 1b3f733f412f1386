"""How a classification came about, whether it comes out the same again, and what if."""

from __future__ import annotations

import json
from typing import Any

import pytest
from showing import Fragment

import optout

TODAY = "2026-11-24"
MARKUP = "<script>alert('&\"')</script>"
OWN: dict[str, Any] = {"occurred_at": "2026-03-01", "source_ref": "crm", "provenance": "own"}


def customer() -> list[optout.Evidence]:
    return [optout.Evidence(kind, id=kind, **OWN) for kind in ("employer_customer", "person_link")]


def with_test() -> optout.Policy:
    return optout.Policy.from_toml("[basis]\nbalancing_test = 'DPO-7'\n")


def test_a_trace_has_every_piece_and_every_rule_up_to_the_last() -> None:
    score = optout.Evidence("lead_score", id="score")
    trace = optout.explain_basis([*customer(), score], now=TODAY, country="FR", policy=with_test())
    assert trace.classification.retention == "keep"
    effects = {one["id"]: one["effect"] for one in trace.evidence}
    assert effects == {
        "employer_customer": "carried",
        "person_link": "carried",
        "score": "neutral",
    }
    assert [step["rule"] for step in trace.steps] == ["R0", "R1", "R2", "R4", "R5", "R6"]
    assert [step["decides"] for step in trace.steps] == [False] * 5 + [True]
    assert len(trace.policy_hash) == 64
    assert repr(trace) == "BasisTrace(retention='keep', rule='R6', evidence=3)"


def test_text_and_data_say_the_same() -> None:
    expired = optout.Evidence("opt_in_double", id="form", expires_at="2026-05-01", **OWN)
    trace = optout.explain_basis(
        [expired], now=TODAY, since="2026-09-01", trigger="vendor_opt_out", residency="Germany"
    )
    assert json.loads(trace.to_json()) == trace.to_dict()
    assert trace.to_dict()["classification"] == trace.classification.to_dict()
    text = str(trace)
    for words in (
        "review on no basis (R8), marketing suppressed",
        "2026-11-24, vendor_opt_out on 2026-09-01",
        "2026-10-01 (gdpr_art_12_3), which has passed",
        "missing          consent that covers the purpose, consent that has not expired",
        "R8   Does anything else speak for keeping?  <- decides",
        "Decision support, not legal advice",
    ):
        assert words in text, text


def test_every_argument_is_in_the_bytes() -> None:
    given: dict[str, Any] = {"now": TODAY, "country": "US", "region": "CA"}
    text = optout.explain_basis(customer(), **given).to_json()
    assert optout.replays(text, customer(), **given)
    others: list[dict[str, Any]] = [
        {"now": "2026-11-25"},
        {"since": "2026-11-01"},
        {"trigger": "after_subscription"},
        {"certainty": "uncertain"},
        {"residency": "France"},
        {"country": "Canada"},
        {"region": "TX"},
        {"policy": with_test()},
    ]
    for other in others:
        assert not optout.replays(text, customer(), **{**given, **other}), other
    assert not optout.replays(text, [], **given)
    assert not optout.replays(text + " ", customer(), **given)
    assert not optout.replays("no trace", customer(), **given)


def test_notebooks_show_a_table_in_which_nothing_is_markup() -> None:
    evidence = optout.Evidence("contract", id=MARKUP, **OWN)
    shown = Fragment(optout.explain_basis([evidence], now=TODAY)._repr_html_())
    assert shown.tags >= {"div", "b", "table", "thead", "tbody", "tr", "th", "td"}
    assert MARKUP in shown.text
    for words in ("keep on contract (R5)", "carried the answer", "R5", "not legal advice"):
        assert words in shown.text
    assert "No evidence." in optout.explain_basis([], now=TODAY)._repr_html_()


def test_flips_alike_are_one_group() -> None:
    cases: dict[str, Any] = {
        "one": {"evidence": customer(), "now": TODAY},
        "two": {"evidence": customer(), "now": TODAY, "country": "France", "region": None},
        "three": {"evidence": [], "now": TODAY, "certainty": "certain"},
    }
    for given in (
        cases,
        cases.items(),
        iter(cases.items()),
        [list(case) for case in cases.items()],
    ):
        found = optout.what_if(
            given,  # type: ignore[arg-type]
            before=optout.Policy.standard(),
            after=with_test(),
            most_flips=2,
        )
        assert (found.cases, found.flips, found.exceeds_cap) == (3, 2, False)
    assert found.groups == [
        {
            "from": {
                "retention": "review",
                "marketing": "suppressed",
                "reason": "no_balancing_test",
            },
            "to": {"retention": "keep", "marketing": "suppressed", "reason": "existing_customer"},
            "cases": ["one", "two"],
        }
    ]
    assert found.to_dict() == {"cases": 3, "flips": 2, "exceeds_cap": False, "groups": found.groups}
    standard = optout.Policy.standard()
    least = optout.what_if(cases, before=standard, after=with_test(), most_flips=1)
    assert least.exceeds_cap
    assert optout.what_if([], before=standard, after=standard, most_flips=0).cases == 0


@pytest.mark.parametrize(
    "cases",
    [
        [("one", {"evidence": []})],
        [("one", {"now": TODAY})],
        [("one", {"evidence": [], "now": TODAY, "policy": None})],
        [("one", {"evidence": [], "now": None})],
        [("one", {"evidence": ["contract"], "now": TODAY})],
        [("one", [])],
        [(1, {"evidence": [], "now": TODAY})],
        ["one"],
        "one",
        None,
    ],
)
def test_what_is_no_case_is_refused(cases: Any) -> None:
    standard = optout.Policy.standard()
    with pytest.raises(TypeError):
        optout.what_if(cases, before=standard, after=standard, most_flips=0)


@pytest.mark.parametrize("most_flips", [-1, 1.5, "1", None])
def test_the_cap_is_a_whole_number(most_flips: Any) -> None:
    standard = optout.Policy.standard()
    with pytest.raises(optout.OptoutError, match="most_flips"):
        optout.what_if([], before=standard, after=standard, most_flips=most_flips)
