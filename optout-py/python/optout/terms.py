"""The words of others for lawful basis and consent, to ours and back.

What a system's field says in these words stays a claim: reading it supports nothing. A word of
ours, or a value of theirs, that is none raises :class:`optout.OptoutError`; a text of theirs that
names nothing is None.
"""

from ._optout import (
    consent_state_iri,
    consent_state_of_iri,
    hubspot_legal_basis_basis,
    hubspot_legal_basis_of,
    hubspot_legal_basis_of_label,
    hubspot_legal_basis_relationship,
    hubspot_subscription_basis_basis,
    hubspot_subscription_basis_legal_basis,
    hubspot_subscription_basis_of,
    lawful_basis_fideslang,
    lawful_basis_iri,
    lawful_basis_of_fideslang,
    lawful_basis_of_iri,
    lawful_basis_of_salesforce,
)

__all__ = [
    "consent_state_iri",
    "consent_state_of_iri",
    "hubspot_legal_basis_basis",
    "hubspot_legal_basis_of",
    "hubspot_legal_basis_of_label",
    "hubspot_legal_basis_relationship",
    "hubspot_subscription_basis_basis",
    "hubspot_subscription_basis_legal_basis",
    "hubspot_subscription_basis_of",
    "lawful_basis_fideslang",
    "lawful_basis_iri",
    "lawful_basis_of_fideslang",
    "lawful_basis_of_iri",
    "lawful_basis_of_salesforce",
]
