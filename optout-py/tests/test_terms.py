"""The words of others, to ours and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import optout
from optout import terms

if TYPE_CHECKING:
    from optout import _optout

BASES: tuple[_optout._LawfulBasis, ...] = (
    "consent",
    "contract",
    "legal_obligation",
    "vital_interests",
    "public_task",
    "legitimate_interests",
)
STATES: tuple[_optout._ConsentState, ...] = (
    "consent_given",
    "consent_withdrawn",
    "consent_expired",
)
RELATIONSHIPS: tuple[_optout._Relationship, ...] = ("prospect", "customer", "other")
# Every option, with what it claims, what it says the person is, and the same for subscriptions.
OPTIONS: tuple[
    tuple[
        _optout._HubspotLegalBasis,
        _optout._LawfulBasis | None,
        _optout._Relationship,
        _optout._HubspotSubscriptionBasis | None,
    ],
    ...,
] = (
    (
        "Legitimate interest \u2013 prospect/lead",
        "legitimate_interests",
        "prospect",
        "LEGITIMATE_INTEREST_PQL",
    ),
    (
        "Legitimate interest \u2013 existing customer",
        "legitimate_interests",
        "customer",
        "LEGITIMATE_INTEREST_CLIENT",
    ),
    (
        "Legitimate interest - other",
        "legitimate_interests",
        "other",
        "LEGITIMATE_INTEREST_OTHER",
    ),
    ("Performance of a contract", "contract", "other", "PERFORMANCE_OF_CONTRACT"),
    ("Freely given consent from contact", "consent", "other", "CONSENT_WITH_NOTICE"),
    ("Not applicable", None, "other", None),
)


@pytest.mark.parametrize("basis", BASES)
def test_a_lawful_basis_comes_back(basis: _optout._LawfulBasis) -> None:
    assert terms.lawful_basis_of_iri(terms.lawful_basis_iri(basis)) == basis
    fideslang = terms.lawful_basis_fideslang(basis)
    assert terms.lawful_basis_of_fideslang(fideslang) == basis
    assert terms.lawful_basis_of_salesforce(fideslang.upper()) == basis
    assert terms.lawful_basis_of_salesforce(basis) == basis


@pytest.mark.parametrize("state", STATES)
def test_a_state_of_consent_comes_back(state: _optout._ConsentState) -> None:
    assert terms.consent_state_of_iri(terms.consent_state_iri(state)) == state


@pytest.mark.parametrize(("option", "basis", "relationship", "subscription"), OPTIONS)
def test_an_option_of_hubspot_comes_back(
    option: _optout._HubspotLegalBasis,
    basis: _optout._LawfulBasis | None,
    relationship: _optout._Relationship,
    subscription: _optout._HubspotSubscriptionBasis | None,
) -> None:
    hyphens = option.replace("\u2013", "-")
    assert terms.hubspot_legal_basis_of_label(f" {hyphens.upper()} ") == option
    assert terms.hubspot_legal_basis_basis(option) == basis
    assert terms.hubspot_legal_basis_relationship(option) == relationship
    if basis is not None and subscription is not None:
        assert terms.hubspot_legal_basis_of(basis, relationship) == option
        assert terms.hubspot_subscription_basis_of(basis, relationship) == subscription
        assert terms.hubspot_subscription_basis_basis(subscription) == basis
        assert terms.hubspot_subscription_basis_legal_basis(subscription) == option


def test_what_claims_no_basis_for_sending() -> None:
    values: tuple[_optout._HubspotSubscriptionBasis, ...] = ("NON_GDPR", "PROCESS_AND_STORE")
    for value in values:
        assert terms.hubspot_subscription_basis_basis(value) is None
        assert terms.hubspot_subscription_basis_legal_basis(value) is None


def test_hubspot_has_no_option_for_three_of_them() -> None:
    for basis in BASES[2:5]:
        for relationship in RELATIONSHIPS:
            assert terms.hubspot_legal_basis_of(basis, relationship) is None
            assert terms.hubspot_subscription_basis_of(basis, relationship) is None


def test_the_basis_of_a_classification_is_one_of_these_words() -> None:
    contract = optout.Evidence(
        "contract", occurred_at="2026-03-01", source_ref="c-7", provenance="own"
    )
    answer = optout.classify([contract], now="2026-11-24")
    assert answer.basis is not None
    assert terms.lawful_basis_iri(answer.basis) == answer.basis_iri


def test_texts_that_name_nothing_are_none() -> None:
    for read in (
        terms.lawful_basis_of_iri,
        terms.lawful_basis_of_fideslang,
        terms.lawful_basis_of_salesforce,
        terms.consent_state_of_iri,
        terms.hubspot_legal_basis_of_label,
    ):
        assert read("") is None
        assert read("billing") is None


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (terms.lawful_basis_iri, ("Consent",)),
        (terms.lawful_basis_fideslang, ("",)),
        (terms.consent_state_iri, ("given",)),
        (terms.hubspot_legal_basis_of, ("consent", "friend")),
        (terms.hubspot_legal_basis_of, ("whim", "other")),
        (terms.hubspot_legal_basis_basis, ("performance of a contract",)),
        (terms.hubspot_legal_basis_relationship, ("",)),
        (terms.hubspot_subscription_basis_of, ("consent", "friend")),
        (terms.hubspot_subscription_basis_basis, ("consent_with_notice",)),
        (terms.hubspot_subscription_basis_legal_basis, ("",)),
    ],
)
def test_words_that_are_none_are_refused(call: Any, words: tuple[str, ...]) -> None:
    with pytest.raises(optout.OptoutError) as caught:
        call(*words)
    assert caught.value.code == "value"
    with pytest.raises(TypeError):
        call(*([7] * len(words)))
