"""Policies and the rules of matching in them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import LIST

import optout

RULES = """
name = "own"
[[rule]]
name = "ids"
tier = "T0"
when = "id.6sense"
status = "possible"
says = "Same id."
"""


def test_shipped_rules_go_by_their_names() -> None:
    names: list[Any] = ["strict", "standard", "broad"]
    for name in names:
        rules = optout.MatchPolicy.shipped(name)
        assert rules == getattr(optout.MatchPolicy, name)()
        policy = optout.Policy.shipped(name)
        assert policy == getattr(optout.Policy, name)()
        assert (rules.name, policy.name, policy.matching) == (name, name, rules)
        assert optout.MatchPolicy.from_toml(rules.to_toml()).hash == rules.hash
        assert len(rules) == len(rules.rules) > 3
    hashes = {optout.MatchPolicy.shipped(name).hash for name in names}
    assert len(hashes) == 3


def test_another_name_is_not_shipped() -> None:
    name: Any = "lax"
    for kind in (optout.Policy, optout.MatchPolicy):
        with pytest.raises(optout.OptoutError) as caught:
            kind.shipped(name)
        error = caught.value
        assert (error.code, error.expected) == ("invalid_option", "strict, standard or broad")


def test_toml_and_json_say_the_same() -> None:
    rules = optout.MatchPolicy.from_toml(RULES)
    assert rules.rules == [
        {
            "name": "ids",
            "tier": "T0",
            "when": "id.6sense",
            "status": "possible",
            "says": "Same id.",
        }
    ]
    text = json.dumps({"name": rules.name, "rule": rules.rules})
    assert optout.MatchPolicy.from_json(text) == optout.MatchPolicy.read(text) == rules
    assert optout.MatchPolicy.read(RULES) == rules
    assert repr(rules) == "MatchPolicy(rules=1)"
    whole = json.dumps({"matching": {"name": rules.name, "rule": rules.rules}})
    assert optout.Policy.from_json(whole) == optout.Policy.read(whole)
    assert optout.Policy.read(whole).matching == rules
    assert optout.Policy.from_toml("matching = 'broad'") == optout.Policy.broad()


@pytest.mark.parametrize(
    ("text", "line", "byte"),
    [("name = 'x'\ncolour = 1\n", 2, 11), (RULES.replace("id.6sense", "id |"), 6, 60)],
)
def test_a_fault_has_its_place(text: str, line: int, byte: int) -> None:
    with pytest.raises(optout.PolicyError) as caught:
        optout.MatchPolicy.from_toml(text)
    error = caught.value
    assert (error.code, error.input, error.line, error.byte) == ("policy", "policy", line, byte)
    assert error.expected
    assert error.expected in str(error)


def test_a_matcher_takes_rules_or_a_policy() -> None:
    people = optout.read_list(LIST)
    rules = optout.MatchPolicy.from_toml(RULES)
    matcher = optout.Matcher(people, rules)
    assert matcher.policy == rules
    assert matcher.match(ids={"6sense": "P-1"}).rule == "ids"
    broad = optout.Policy.broad()
    assert optout.Matcher(people, policy=broad).policy == broad.matching
    assert optout.Matcher(people).policy == optout.MatchPolicy.standard()
    text: Any = RULES
    with pytest.raises(TypeError, match="expected a Policy or a MatchPolicy, got str"):
        optout.Matcher(people, text)
