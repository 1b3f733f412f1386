"""Evidence, classification and decisions."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

import pytest

import optout

TODAY = datetime.date(2026, 11, 24)


def consent(**more: object) -> optout.Evidence:
    given = {
        "id": "form",
        "occurred_at": "2026-03-01",
        "source_ref": "form-17",
        "provenance": "own",
        "purposes": ["marketing"],
    }
    return optout.Evidence("opt_in_double", **{**given, **more})  # type: ignore[arg-type]


def test_evidence_says_what_it_is() -> None:
    evidence = consent(source_system="crm", expires_at=datetime.date(2027, 3, 1))
    assert (evidence.kind, evidence.polarity, evidence.provenance, evidence.strength) == (
        "opt_in_double",
        "affirms",
        "own",
        "documented",
    )
    assert (evidence.occurred_at, evidence.expires_at) == ("2026-03-01", "2027-03-01")
    assert optout.Evidence(**evidence.to_dict()) == evidence


def test_times_are_brought_to_utc() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=2))
    time = datetime.datetime(2026, 3, 1, 0, 30, tzinfo=zone)
    assert consent(occurred_at=time).occurred_at == "2026-02-28T22:30:00Z"
    naive = datetime.datetime(2026, 3, 1, 0, 30)
    assert consent(occurred_at=naive).occurred_at == "2026-03-01T00:30:00"


@pytest.mark.parametrize(
    "options",
    [{"polarity": "maybe"}, {"provenance": "theirs"}, {"occurred_at": "03/04/2026"}],
)
def test_words_and_times_that_cannot_be_read_are_refused(options: dict[str, str]) -> None:
    with pytest.raises(optout.OptoutError):
        consent(**options)
    with pytest.raises(optout.OptoutError):
        optout.Evidence("consentful")


def test_both_answers_and_what_they_rest_on() -> None:
    answer = optout.classify([consent(expires_at="2027-03-01")], now=TODAY, country="France")
    assert (answer.retention, answer.basis, answer.marketing) == ("keep", "consent", "allowed")
    assert answer.basis_iri == "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a"
    assert (answer.rule, answer.reason, answer.used) == ("R4", "documented_consent", ["form"])
    assert answer.purposes == ["marketing"]
    assert answer.valid_until == datetime.date(2027, 3, 1)
    assert answer.sentence.endswith(".")
    assert not answer.marketing_waste
    assert answer.to_dict()["valid_until"] == "2027-03-01"


def test_a_day_is_required_and_the_certainty_is_a_word() -> None:
    with pytest.raises(TypeError):
        optout.classify([])  # type: ignore[call-arg]
    assert optout.classify([], now=TODAY, certainty="uncertain").retention == "review"
    with pytest.raises(optout.OptoutError):
        optout.classify([], now=TODAY, certainty="quite")  # type: ignore[arg-type]


@pytest.mark.parametrize("evidence", [["contract"], "contract", None, consent()])
def test_evidence_is_an_iterable_of_evidence(evidence: object) -> None:
    with pytest.raises(TypeError):
        optout.classify(evidence, now=TODAY)  # type: ignore[arg-type]


def test_a_decision_brings_both_together(matcher: optout.Matcher) -> None:
    match = matcher.match(ids={"6sense": "P-1"})
    decision = optout.decide(match, [], now=TODAY, received="2026-11-20", country="France")
    assert decision is not None
    assert (decision.entry_id, decision.status, decision.tier) == ("P-1", "match", "T0")
    assert (decision.match_rule, decision.competing) == ("record-id", [])
    assert (decision.retention, decision.basis, decision.marketing) == (
        "remove",
        None,
        "suppressed",
    )
    assert decision.classification.rule == "R10"
    assert decision.deadline == datetime.date(2026, 12, 20)
    assert len(decision.regimes) == 1
    assert decision.policy_hash == optout.Policy.standard().hash
    assert decision.sentence.startswith("Same record id.")
    plain = decision.to_dict()
    assert plain["entry_id"] == "P-1"
    assert plain["deadline"]["date"] == "2026-12-20"


def test_nobody_found_is_no_decision(matcher: optout.Matcher) -> None:
    assert optout.decide(matcher.match(emails="eve@other.example"), [], now=TODAY) is None


def test_a_policy_names_the_balancing_test(matcher: optout.Matcher) -> None:
    match = matcher.match(ids={"6sense": "P-1"})
    evidence = [
        optout.Evidence(kind, occurred_at="2026-03-01", source_ref="x", provenance="own")
        for kind in ("employer_customer", "person_link")
    ]
    policy = optout.Policy.from_toml("[basis]\nbalancing_test = 'DPO-7'\n")
    without = optout.decide(match, evidence, now=TODAY)
    with_test = optout.decide(match, evidence, now=TODAY, policy=policy)
    assert without is not None
    assert with_test is not None
    assert (without.retention, with_test.retention) == ("review", "keep")
    assert with_test.deadline is None


def test_an_evidence_file_is_read_by_record_and_address() -> None:
    store = optout.read_evidence(
        b"record_id;email;kind;occurred_at\n7;;contract;2026-03-01\n;a@x.example;unsubscribe;\n",
        delimiter=";",
    )
    assert len(store) == 2
    hubspot = {"hubspot": "7"}
    about = store.about(ids=hubspot, system="hubspot")
    assert [piece.kind for piece in about] == ["contract"]
    assert store.about(ids=hubspot, system="salesforce") == []
    assert [piece.kind for piece in store.about(emails=["A@x.example"])] == ["unsubscribe"]
    assert store.about(optout.Contact()) == []
    assert [piece.kind for piece in store.pieces] == ["contract", "unsubscribe"]
    assert store.pieces[0] == about[0]


def test_an_evidence_file_that_is_half_understood_is_refused() -> None:
    with pytest.raises(optout.OptoutError) as caught:
        optout.read_evidence(b"email,kind\na@x.example,consentful\n")
    error = caught.value
    assert (error.code, error.input, error.record) == ("value", "evidence", 1)


def test_the_columns_of_contacts_are_evidence_record_by_record(tmp_path: Path) -> None:
    export = b"Record ID,Email,Unsubscribed from all email\n7,a@x.example,yes\n8,,\n"
    path = tmp_path / "export.csv"
    path.write_bytes(export)
    source: Any
    for source in (export, path, io.BytesIO(export)):
        preset, records = optout.evidence_in_contacts(source)
        assert preset == "hubspot"
        assert [[piece.kind for piece in pieces] for pieces in records] == [["email_opt_out"], []]
    assert records[0] == [optout.Evidence("email_opt_out", id="column:3", provenance="own")]
    post = "Post;Out\nb@x.example;1\n".encode("utf-16")
    preset, records = optout.evidence_in_contacts(
        post, columns={"Post": "email", "Out": "email_opt_out"}, encoding="utf-16", delimiter=";"
    )
    assert (preset, len(records[0])) == (None, 1)


def test_a_flag_that_cannot_be_read_is_not_guessed() -> None:
    with pytest.raises(optout.OptoutError) as caught:
        optout.evidence_in_contacts(b"id,email,unsubscribed\n7,a@x.example,perhaps\n")
    error = caught.value
    assert (error.code, error.input, error.record) == ("value", "contacts", 1)
    assert "perhaps" not in str(error)
    with pytest.raises(optout.LayoutError):
        optout.evidence_in_contacts(b"Name\nAda\n")


def test_the_state_of_consent_depends_on_the_day() -> None:
    given = consent(expires_at="2027-03-01")
    assert given.consent_state("2026-02-28") is None
    assert given.consent_state(TODAY) == "consent_given"
    assert given.consent_state(datetime.date(2027, 3, 1)) == "consent_expired"
    assert consent(polarity="denies").consent_state(TODAY) == "consent_withdrawn"
    assert optout.Evidence("contract").consent_state(TODAY) is None
