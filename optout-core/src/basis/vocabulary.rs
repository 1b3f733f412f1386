//! The words of lawful basis, each with its one spelling in every language.

use crate::words::words;

words! {
    /// The six lawful bases of GDPR Article 6(1), points (a) to (f).
    LawfulBasis ("a lawful basis of GDPR Article 6(1)") {
        /// Point (a).
        Consent = "consent",
        /// Point (b).
        Contract = "contract",
        /// Point (c).
        LegalObligation = "legal_obligation",
        /// Point (d).
        VitalInterests = "vital_interests",
        /// Point (e).
        PublicTask = "public_task",
        /// Point (f).
        LegitimateInterests = "legitimate_interests",
    }
}

impl LawfulBasis {
    /// The W3C Data Privacy Vocabulary IRI. Source: DPV 2, EU-GDPR extension.
    pub const fn iri(self) -> &'static str {
        match self {
            Self::Consent => "https://w3id.org/dpv/legal/eu/gdpr#A6-1-a",
            Self::Contract => "https://w3id.org/dpv/legal/eu/gdpr#A6-1-b",
            Self::LegalObligation => "https://w3id.org/dpv/legal/eu/gdpr#A6-1-c",
            Self::VitalInterests => "https://w3id.org/dpv/legal/eu/gdpr#A6-1-d",
            Self::PublicTask => "https://w3id.org/dpv/legal/eu/gdpr#A6-1-e",
            Self::LegitimateInterests => "https://w3id.org/dpv/legal/eu/gdpr#A6-1-f",
        }
    }

    /// The same in plain words, with its place in the GDPR.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Consent => "consent, Art. 6(1)(a)",
            Self::Contract => "contract, Art. 6(1)(b)",
            Self::LegalObligation => "legal obligation, Art. 6(1)(c)",
            Self::VitalInterests => "vital interests, Art. 6(1)(d)",
            Self::PublicTask => "public task, Art. 6(1)(e)",
            Self::LegitimateInterests => "legitimate interests, Art. 6(1)(f)",
        }
    }
}

words! {
    /// What a piece of evidence shows.
    EvidenceKind ("a kind of evidence such as opt_in_double or contract") {
        /// The person opted in.
        OptInSingle = "opt_in_single",
        /// The person opted in and confirmed it from their mailbox.
        OptInDouble = "opt_in_double",
        /// The person is party to a contract with the controller.
        Contract = "contract",
        /// The person asked for steps before entering a contract.
        PreContract = "pre_contract",
        /// The person's employer is a customer.
        EmployerCustomer = "employer_customer",
        /// The person has a part in the employer's custom: a contact role, an invoice, a user.
        PersonLink = "person_link",
        /// The person came to the controller: a reply, a form, a meeting, a ticket.
        Interaction = "interaction",
        /// A record of a business relationship with the person.
        RelationshipRecord = "relationship_record",
        /// A law requires the record to be kept.
        StatutoryRetention = "statutory_retention",
        /// The record is held for legal claims.
        LegalClaimsHold = "legal_claims_hold",
        /// The record is older than the vendor's first delivery.
        CreatedBeforeVendor = "created_before_vendor",
        /// A CRM's legal-basis field claims a basis.
        LegalBasisField = "legal_basis_field",
        /// The record's owner says so.
        OwnerStatement = "owner_statement",
        /// The contact is paid for as a marketing contact.
        MarketingContact = "marketing_contact",
        /// The contact is on a list.
        ListMembership = "list_membership",
        /// A lead score.
        LeadScore = "lead_score",
        /// The controller's own sends.
        OwnSend = "own_send",
        /// Opens of and clicks on the controller's own sends.
        OwnEngagement = "own_engagement",
        /// Credits were spent on the contact.
        CreditSpent = "credit_spent",
        /// A legal-basis field says "Not applicable".
        NotApplicable = "not_applicable",
        /// A subscription status without an act of the person behind it.
        Subscribed = "subscribed",
        /// The person unsubscribed.
        Unsubscribe = "unsubscribe",
        /// The person opted out of e-mail.
        EmailOptOut = "email_opt_out",
        /// The person must not be called. As any opt-out it takes legitimate interests for marketing away (R3),
        /// but it leaves consent to e-mail alone. Where a record goes for it, the suppression set keeps it: the
        /// person does not come back without it.
        DoNotCall = "do_not_call",
        /// The person withdrew consent. All consent ends with it, whatever purpose it names, but what is documented
        /// of a later time.
        ConsentWithdrawn = "consent_withdrawn",
        /// The person objected, GDPR Article 21.
        Objection = "objection",
        /// The person asked the controller to erase, GDPR Article 17.
        ErasureRequest = "erasure_request",
        /// The address was obtained from the person in a sale of something similar, and refusing was easy then
        /// and with each message since: ePrivacy Directive Art. 13(2), PECR reg. 22(3).
        SoftOptIn = "soft_opt_in",
        /// The mailbox is a corporate subscriber's: PECR reg. 2 and 22.
        CorporateSubscriber = "corporate_subscriber",
    }
}

/// What a kind of evidence can do to a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EvidenceClass {
    /// It can support a basis.
    Supports,
    /// It raises the question, and never answers it.
    Context,
    /// It counts for nothing; it is named in the trace so that nobody counts on it.
    Neutral,
    /// It takes a basis away.
    Defeats,
    /// It says by which rules marketing goes, and keeps nothing.
    Circumstance,
}

impl EvidenceKind {
    /// Whether it keeps a record for storage.
    pub const fn is_hold(self) -> bool {
        matches!(self, Self::StatutoryRetention | Self::LegalClaimsHold)
    }

    /// Whether it is consent.
    pub const fn is_consent(self) -> bool {
        matches!(self, Self::OptInSingle | Self::OptInDouble)
    }

    /// What it can do.
    pub const fn class(self) -> EvidenceClass {
        match self {
            Self::OptInSingle
            | Self::OptInDouble
            | Self::Contract
            | Self::PreContract
            | Self::EmployerCustomer
            | Self::PersonLink
            | Self::Interaction
            | Self::RelationshipRecord
            | Self::StatutoryRetention
            | Self::LegalClaimsHold
            | Self::SoftOptIn => EvidenceClass::Supports,
            Self::CreatedBeforeVendor | Self::LegalBasisField | Self::OwnerStatement => {
                EvidenceClass::Context
            }
            Self::MarketingContact
            | Self::ListMembership
            | Self::LeadScore
            | Self::OwnSend
            | Self::OwnEngagement
            | Self::CreditSpent
            | Self::NotApplicable
            | Self::Subscribed => EvidenceClass::Neutral,
            Self::Unsubscribe
            | Self::EmailOptOut
            | Self::DoNotCall
            | Self::ConsentWithdrawn
            | Self::Objection
            | Self::ErasureRequest => EvidenceClass::Defeats,
            Self::CorporateSubscriber => EvidenceClass::Circumstance,
        }
    }
}

words! {
    /// Whether a piece of evidence says that a thing is so, or that it is not or no longer so.
    Polarity ("affirms or denies") {
        /// It is so.
        Affirms = "affirms",
        /// It is not, or no longer, so.
        Denies = "denies",
    }
}

words! {
    /// Where a piece of evidence comes from.
    Provenance ("own, vendor or unknown") {
        /// The controller's own dealings with the person.
        Own = "own",
        /// The vendor; its provenance ends with the opt-out, so it supports nothing and defeats nothing.
        Vendor = "vendor",
        /// Not known; it can raise a question only.
        Unknown = "unknown",
    }
}

words! {
    /// How well a piece of evidence is recorded.
    Strength ("asserted, recorded or documented") {
        /// A bare field.
        Asserted = "asserted",
        /// With the time at which it happened.
        Recorded = "recorded",
        /// With the time and a reference to where it is found.
        Documented = "documented",
    }
}

words! {
    /// May the record be kept?
    Retention ("a retention such as remove or keep") {
        /// Delete it.
        Remove = "remove",
        /// Keep it.
        Keep = "keep",
        /// Keep it for storage only.
        KeepRestricted = "keep_restricted",
        /// Send nothing to it, and do not delete it.
        SuppressOnly = "suppress_only",
        /// A human decides.
        Review = "review",
    }
}

impl Retention {
    /// The same in plain words.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Remove => "remove",
            Self::Keep => "keep",
            Self::KeepRestricted => "keep for storage only",
            Self::SuppressOnly => "suppress, delete nothing",
            Self::Review => "review",
        }
    }
}

words! {
    /// May marketing be sent?
    Marketing ("allowed, suppressed or review") {
        /// Yes.
        Allowed = "allowed",
        /// No.
        Suppressed = "suppressed",
        /// A human decides; send nothing until then.
        Review = "review",
    }
}

words! {
    /// How sure it is that the record belongs to the listed person.
    Certainty ("certain, uncertain or shared_mailbox") {
        /// It does.
        Certain = "certain",
        /// It may.
        Uncertain = "uncertain",
        /// The mailbox is listed, and more people than one may stand behind it.
        SharedMailbox = "shared_mailbox",
    }
}

words! {
    /// What sets the decision off.
    Trigger ("vendor_opt_out or after_subscription") {
        /// The person is on the vendor's list.
        VendorOptOut = "vendor_opt_out",
        /// The subscription ended, and the record came from the vendor.
        AfterSubscription = "after_subscription",
    }
}

words! {
    /// The rule that decided.
    BasisRule ("a rule R0 to R10") {
        /// The match is not certain.
        R0 = "R0",
        /// An active legal hold.
        R1 = "R1",
        /// An erasure request made to the controller.
        R2 = "R2",
        /// Documented consent.
        R4 = "R4",
        /// A contract with the person.
        R5 = "R5",
        /// The employer is a customer and the person has a part in it.
        R6 = "R6",
        /// The person came to the controller, and there is a relationship.
        R7 = "R7",
        /// Nothing but assertion or context.
        R8 = "R8",
        /// No law applies, attested by a human.
        R9 = "R9",
        /// Nothing supports keeping.
        R10 = "R10",
    }
}

words! {
    /// Why, in a word.
    Reason ("a reason such as match_uncertain") {
        /// The match is not certain.
        MatchUncertain = "match_uncertain",
        /// The mailbox may be shared.
        SharedMailbox = "shared_mailbox",
        /// An active legal hold.
        LegalHold = "legal_hold",
        /// The person asked the controller directly.
        DirectRightsRequest = "direct_rights_request",
        /// Documented consent covers the purpose.
        DocumentedConsent = "documented_consent",
        /// The person is party to a contract.
        ContractParty = "contract_party",
        /// An existing customer's person.
        ExistingCustomer = "existing_customer",
        /// A prospect who came to the controller.
        Prospect = "prospect",
        /// The policy names no balancing test.
        NoBalancingTest = "no_balancing_test",
        /// An interaction or a relationship record, one without the other.
        WeakRelationship = "weak_relationship",
        /// Nothing but assertion, context, or support that does not reach far enough.
        Uncorroborated = "uncorroborated",
        /// No applicable law, attested.
        NoApplicableLaw = "no_applicable_law",
        /// No applicable law, not attested.
        NotAttested = "not_attested",
        /// Nothing supports keeping.
        NoIndependentBasis = "no_independent_basis",
        /// Nothing supports keeping, but the record's own id is missing or cannot be read.
        UnreadableRecordId = "unreadable_record_id",
    }
}

impl Reason {
    /// The plain sentence for it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::MatchUncertain => "It is not certain that the record is the listed person's.",
            Self::SharedMailbox => {
                "More people than one may read this mailbox: send nothing to it, and delete nothing unseen."
            }
            Self::LegalHold => "A legal hold is active: keep for storage only.",
            Self::DirectRightsRequest => {
                "The person asked for erasure directly: that request has its own procedure."
            }
            Self::DocumentedConsent => "Documented consent of the person covers the purpose.",
            Self::ContractParty => "The person is party to an active contract.",
            Self::ExistingCustomer => {
                "The employer is an active customer and the person has a documented part in it."
            }
            Self::Prospect => {
                "The person came to us after the vendor's delivery, and a relationship is on record."
            }
            Self::NoBalancingTest => {
                "Legitimate interests are in sight, but the policy names no balancing test."
            }
            Self::WeakRelationship => {
                "An interaction and a relationship record support keeping together only; one is missing."
            }
            Self::Uncorroborated => "What speaks for keeping is not documented well enough.",
            Self::NoApplicableLaw => "A human attested that no law on the policy's list applies.",
            Self::NotAttested => "Nobody has attested yet that no law applies.",
            Self::NoIndependentBasis => "Nothing of our own supports keeping the record.",
            Self::UnreadableRecordId => {
                "The record's own id is missing or damaged: neither evidence about it nor the record itself can be found by it."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back() {
        for kind in EvidenceKind::ALL {
            assert_eq!(&kind.as_str().parse::<EvidenceKind>().unwrap(), kind);
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        }
        assert!("consentful".parse::<EvidenceKind>().is_err());
    }
}
