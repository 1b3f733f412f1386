"""Plans carried out over stops, and allowances."""

from __future__ import annotations

import json
import pickle

import pytest

import optout

NOW = 1_795_000_000


def planned(ids: str = "11\n12\n13\n") -> optout.ErasurePlan:
    plan = optout.ErasurePlan("marketo")
    plan.set_batch_size("marketo", 2)
    plan.read_deletions("marketo", b"record_id\n" + ids.encode())
    return plan


def sent(erasure: optout.Erasure, now: int = NOW) -> optout.ErasureRequest:
    step = erasure.next(now)
    assert step.kind == "send", step
    assert step.request is not None
    assert step.system == "marketo"
    return step.request


def test_what_was_in_flight_comes_first_again() -> None:
    plan = planned()
    erasure = optout.Erasure(plan, plan.hash)
    assert erasure.next(NOW).kind == "suppress"
    erasure.suppressed()
    first = sent(erasure)
    assert (first.number, first.record_ids, first.is_repeated) == (1, ["11", "12"], False)
    assert erasure.next(NOW).kind == "answer"
    stored = erasure.progress_json()

    again = optout.Erasure.resume(plan, stored)
    request = sent(again)
    assert (request.number, request.record_ids, request.is_repeated) == (1, ["11", "12"], True)
    result = [{"status": "skipped", "reasons": [{"code": "1004"}]}, {"id": 12, "status": "deleted"}]
    body = json.dumps({"success": True, "result": result}).encode()
    taken = again.take_answer(1, 200, now=NOW, body=body)
    assert [record["outcome"] for record in taken["records"]] == ["gone", "deleted"]
    with pytest.raises(optout.OptoutError) as caught:
        again.take_answer(1, 200, now=NOW, body=body)
    assert caught.value.code == "invalid_option"

    sent(again)
    quota = b'{"success": false, "errors": [{"code": "607"}]}'
    verdict = again.take_answer(2, 200, now=NOW, body=quota)["verdict"]
    step = again.next(NOW)
    assert (step.kind, step.hold, step.until) == ("stop", "daily_allowance", verdict["until"])
    assert step.request is None
    request = sent(again, verdict["until"])
    body = b'{"success": true, "result": [{"id": 13, "status": "deleted"}]}'
    again.take_answer(request.number, 200, now=verdict["until"], body=body)
    assert again.next(NOW).kind == "done"
    (standing,) = again.standing()
    assert (standing["deleted"], standing["gone"], standing["open"]) == (2, 1, 0)
    assert again.failed() == []
    assert again.reverification("2026-12-18") == []
    (due,) = again.reverification("2026-12-19")
    assert (due["days"], due["record_ids"]) == (30, ["11", "12", "13"])
    again.reverified("marketo", 30)
    assert again.reverification("2026-12-19") == []


def test_progress_of_another_plan_is_refused() -> None:
    plan = planned()
    stored = optout.Erasure(plan, plan.hash).progress_json()
    for progress in (stored, "{}", "[]", ""):
        with pytest.raises(optout.OptoutError):
            optout.Erasure.resume(planned("14\n"), progress)


def test_a_budget_holds_over_a_stop() -> None:
    plan = planned()
    erasure = optout.Erasure(plan, plan.hash)
    erasure.suppressed()
    erasure.set_budget("marketo", calls_per_day=1)
    sent(erasure)
    again = optout.Erasure.resume(plan, erasure.progress_json())
    step = again.next(NOW)
    assert (step.kind, step.hold) == ("stop", "budget")


def test_a_fault_in_a_table_has_its_place() -> None:
    plan = optout.ErasurePlan("salesforce")
    with pytest.raises(optout.OptoutError) as caught:
        plan.read_deletions("salesforce", b"record_id\n003000000000001\n../x\n")
    assert (caught.value.input, caught.value.record, len(plan)) == ("deletions", 2, 0)


def test_an_allowance_counts_over_a_pickle() -> None:
    allowance = optout.Allowance("hubspot")
    allowance.set_budget(calls_per_day=2)
    assert allowance.charge(NOW) == {"verdict": "go_on"}
    again = pickle.loads(pickle.dumps(allowance))
    assert (again.system, again.calls) == ("hubspot", 1)
    waits = again.take(429, now=NOW, headers={"Retry-After": "7"})
    assert waits == {"verdict": "wait", "until": NOW + 7, "hold": "rate"}
    assert again.take(401, now=NOW, headers=[("x", "y")]) == {"verdict": "authorize"}
    again.authorized()
    assert again.charge(NOW + 7)["verdict"] == "go_on"
    assert again.charge(NOW + 7)["hold"] == "budget"


def test_nothing_that_is_at_work_is_pickled() -> None:
    plan = planned()
    erasure = optout.Erasure(plan, plan.hash)
    erasure.suppressed()
    step = erasure.next(NOW)
    for value in (erasure, step, step.request):
        assert "11" not in repr(value)
        with pytest.raises(TypeError):
            pickle.dumps(value)
