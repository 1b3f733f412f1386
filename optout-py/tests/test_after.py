"""What follows a decision: erasure plans and the import guard."""

from __future__ import annotations

import pytest

import optout


@pytest.fixture
def decision(matcher: optout.Matcher) -> optout.Decision:
    found = optout.decide(matcher.match(ids={"6sense": "P-1"}), [], now="2026-11-24")
    assert found is not None
    return found


def test_a_plan_takes_what_is_to_be_removed(
    matcher: optout.Matcher, decision: optout.Decision
) -> None:
    plan = optout.ErasurePlan("hubspot")
    assert all(plan.plan("hubspot_archive", str(number), decision) for number in range(1, 102))
    assert plan.plan("hubspot", " 101 ", decision)
    (told, deleted) = plan.preview()["steps"]
    assert (told["kind"], told["records"], told["method"]) == ("suppress", 101, None)
    assert (deleted["method"], deleted["calls"]) == ("hubspot_archive", 2)
    assert len(plan) == len(plan.record_ids("hubspot_archive")) == 101
    for damaged in ("", "nan", "0", "1.2E+17", "../1"):
        with pytest.raises(optout.OptoutError):
            plan.plan("hubspot", damaged, decision)
    uncertain = optout.decide(
        matcher.match(emails="ada@engine.example", name="Eve Other"), [], now="2026-11-24"
    )
    assert uncertain is not None
    assert not plan.plan("hubspot", "102", uncertain)
    plan.approve(plan.hash)
    with pytest.raises(optout.OptoutError) as caught:
        plan.approve(optout.ErasurePlan("hubspot").hash)
    assert caught.value.code == "invalid_option"
    assert optout.ErasurePlan.from_json(plan.to_json()).hash == plan.hash
    with pytest.raises(optout.OptoutError):
        optout.ErasurePlan("sap")  # type: ignore[arg-type]
    with pytest.raises(optout.OptoutError):
        optout.ErasurePlan.from_json("[]")
