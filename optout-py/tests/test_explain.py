"""Why, why not, and the same again."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest
from conftest import KEY, LIST
from showing import Fragment

import optout

ADA: dict[str, Any] = {"emails": "ADA@engine.example", "name": "Ada Lovelace"}
MARKUP = "<script>alert('&\"')</script>"


def test_an_explanation_has_every_pair_and_field(matcher: optout.Matcher) -> None:
    explanation = matcher.explain(**ADA, websites="engine.example")
    match = matcher.match(**ADA, websites="engine.example")
    assert (explanation.status, explanation.is_settled) == (match.status, match.is_settled)
    assert (explanation.unreadable, explanation.oversized_blocks) == (0, 0)
    assert explanation.policy == matcher.policy.name
    assert explanation.policy_hash == matcher.policy.hash
    pair = explanation.pairs[0]
    assert (pair.entry_id, pair.status, pair.tier, pair.rule, pair.sentence) == (
        match.entry_id,
        match.status,
        match.tier,
        match.rule,
        match.sentence,
    )
    assert pair.comparison == match.comparison
    assert [(field["field"], field["class"]) for field in pair.fields] == [
        ("id", "none"),
        ("email", "exact"),
        ("name", "exact"),
        ("domain", "same"),
    ]
    assert pair.names is not None
    assert pair.names["class"] == "exact"
    assert pair.score > 0
    assert pair.verdict is None
    assert ("record-id", "id") in pair.unmet
    assert explanation == matcher.explain(optout.Contact(**ADA, websites="engine.example"))


def test_text_and_data_say_the_same(matcher: optout.Matcher) -> None:
    explanation = matcher.explain(**ADA)
    text = str(explanation)
    assert text.startswith("match under policy standard: it is a listed person's\n")
    assert all(str(pair) in text for pair in explanation.pairs)
    assert json.loads(explanation.to_json()) == explanation.to_dict()
    pair = explanation.pairs[0]
    assert json.loads(pair.to_json()) == pair.to_dict() == explanation.to_dict()["pairs"][0]
    assert repr(explanation) == "Explanation(status='match', pairs=1)"
    assert repr(pair) == "Pair(status='match', tier='T1')"


def test_values_are_in_it_only_if_they_were_asked_for(matcher: optout.Matcher) -> None:
    def said(values: Any) -> list[str]:
        explanation = matcher.explain(**ADA, values=values)
        pair = explanation.pairs[0]
        texts = [str(explanation), explanation.to_json(), explanation._repr_html_()]
        return [*texts, str(pair), pair.to_json(), pair._repr_html_(), str(pair.fields)]

    for text in said("hidden"):
        assert "lovelace" not in text.lower()
        assert "engine.example" not in text.lower()
    for text in said("shown"):
        assert "ada@engine.example" in text
        assert "Ada Lovelace" in text
    for text in said(KEY):
        assert "lovelace" not in text.lower()
    email = matcher.explain(**ADA, values=KEY).pairs[0].fields[1]
    assert email["record"] == email["entry"]
    other = matcher.explain(**ADA, values=bytearray(KEY + b".")).pairs[0].fields[1]
    assert len(email["record"][0]) == 64
    assert email["record"] != other["record"]


@pytest.mark.parametrize("values", ["Shown", "", b"too short"])
def test_another_word_or_a_short_key_is_refused(matcher: optout.Matcher, values: Any) -> None:
    for call in (
        lambda: matcher.explain(**ADA, values=values),
        lambda: matcher.why_not("P-1", **ADA, values=values),
        lambda: matcher.replay("{}", **ADA, values=values),
    ):
        with pytest.raises(optout.OptoutError) as caught:
            call()
        assert caught.value.code == "invalid_option"
    with pytest.raises(TypeError, match="a key as bytes, got int"):
        matcher.explain(**ADA, values=1)  # type: ignore[arg-type]


def test_html_has_no_markup_of_values_ids_and_rules() -> None:
    quoted = MARKUP.replace('"', '""')
    people = optout.read_list(f'Name,Unique 6sense Record ID\nx,"{quoted}"\n'.encode())
    policy = optout.MatchPolicy.read(
        json.dumps(
            {
                "name": MARKUP,
                "rule": [
                    {"name": at + MARKUP, "tier": "T0", "when": when, "status": "match", "says": at}
                    for at, when in [("b" + MARKUP, "email"), ("a" + MARKUP, "id")]
                ],
            }
        )
    )
    entry_id = people.entries[0].entry_id
    explanation = optout.Matcher(people, policy).explain(
        ids={"6sense": entry_id}, name=MARKUP, values="shown"
    )
    assert explanation.status == "match"
    html = Fragment(explanation._repr_html_())
    assert "script" not in html.tags
    assert {"table", "td"} <= html.tags
    assert html.text.count("<script>") > 4
    assert entry_id in html.text
    assert "<script" not in explanation.pairs[0]._repr_html_()


def test_why_not_names_what_is_not_met(matcher: optout.Matcher) -> None:
    pair = matcher.why_not("P-2", **ADA)
    assert (pair.status, pair.tier, pair.rule) == ("non_match", None, None)
    assert ("record-id", "id") in pair.unmet
    name = pair.fields[2]
    assert (name["class"], name["contradicts"]) == ("contradiction", True)
    assert pair == matcher.why_not("P-2", optout.Contact(**ADA))
    assert "speaks against it" in str(pair)
    assert "speaks against it" in pair._repr_html_()
    with pytest.raises(optout.OptoutError, match="entry_id"):
        matcher.why_not("P-3", **ADA)


def test_a_replay_says_what_became_of_it(matcher: optout.Matcher) -> None:
    recorded = matcher.explain(**ADA).to_json()
    assert matcher.replay(recorded, **ADA) == "same"
    assert matcher.replay(recorded, optout.Contact(**ADA)) == "same"
    assert matcher.replay(recorded, **ADA, values="shown") == "other_outcome"
    assert matcher.replay(recorded, emails="eve@other.example") == "other_outcome"
    strict = optout.Matcher(optout.read_list(LIST), optout.MatchPolicy.strict())
    assert strict.replay(recorded, **ADA) == "other_policy"
    assert matcher.replay("[]", **ADA) == "unreadable"
    assert optout.Matcher.from_bytes(matcher.to_bytes()).replay(recorded, **ADA) == "same"


def test_one_matcher_explains_to_many_threads(matcher: optout.Matcher) -> None:
    expected = matcher.explain(**ADA).to_json()
    found: list[str] = []

    def explain() -> None:
        for _ in range(50):
            found.append(matcher.explain(**ADA).to_json())
            assert matcher.replay(expected, **ADA) == "same"

    threads = [threading.Thread(target=explain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 200
