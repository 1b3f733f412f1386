//! The words of lawful basis and of decisions.

use optout_core::basis::{
    BasisRule, Certainty, Clock, LawfulBasis, Marketing, Missing, Reason, Regime, RegimeSet,
    Request, Retention, Signal, Trigger,
};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// The six lawful bases of GDPR Article 6(1), points (a) to (f).
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_lawful_basis {
    /// No basis.
    None = 0,
    /// Point (a).
    Consent = 1,
    /// Point (b).
    Contract = 2,
    /// Point (c).
    LegalObligation = 3,
    /// Point (d).
    VitalInterests = 4,
    /// Point (e).
    PublicTask = 5,
    /// Point (f).
    LegitimateInterests = 6,
}

mirrors!(optout_lawful_basis of LawfulBasis {
    Consent, Contract, LegalObligation, VitalInterests, PublicTask, LegitimateInterests,
});

/// The word for a value of optout_lawful_basis, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_lawful_basis_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_lawful_basis::word(value).into())
}

/// May the record be kept?
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_retention {
    /// No value: the answer to NULL.
    None = 0,
    /// Delete it.
    Remove = 1,
    /// Keep it.
    Keep = 2,
    /// Keep it for storage only.
    KeepRestricted = 3,
    /// Send nothing to it, and do not delete it.
    SuppressOnly = 4,
    /// A human decides.
    Review = 5,
}

mirrors!(optout_retention of Retention { Remove, Keep, KeepRestricted, SuppressOnly, Review });

/// The word for a value of optout_retention, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_retention_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_retention::word(value).into())
}

/// May marketing be sent?
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_marketing {
    /// No value: the answer to NULL.
    None = 0,
    /// Yes.
    Allowed = 1,
    /// No.
    Suppressed = 2,
    /// A human decides; send nothing until then.
    Review = 3,
}

mirrors!(optout_marketing of Marketing { Allowed, Suppressed, Review });

/// The word for a value of optout_marketing, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_marketing_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_marketing::word(value).into())
}

/// How sure it is that the record belongs to the listed person.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_certainty {
    /// No value: the answer to NULL.
    None = 0,
    /// It does.
    Certain = 1,
    /// It may.
    Uncertain = 2,
    /// The mailbox is listed, and more people than one may stand behind it.
    SharedMailbox = 3,
}

mirrors!(optout_certainty of Certainty { Certain, Uncertain, SharedMailbox });

/// The word for a value of optout_certainty, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_certainty_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_certainty::word(value).into())
}

/// The rule that decided.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_basis_rule {
    /// No value: the answer to NULL.
    None = 0,
    /// The match is not certain.
    R0 = 1,
    /// An active legal hold.
    R1 = 2,
    /// An erasure request made to the controller.
    R2 = 3,
    /// Documented consent.
    R4 = 4,
    /// A contract with the person.
    R5 = 5,
    /// The employer is a customer and the person has a part in it.
    R6 = 6,
    /// The person came to the controller, and there is a relationship.
    R7 = 7,
    /// Nothing but assertion or context.
    R8 = 8,
    /// No law applies, attested by a human.
    R9 = 9,
    /// Nothing supports keeping.
    R10 = 10,
}

mirrors!(optout_basis_rule of BasisRule { R0, R1, R2, R4, R5, R6, R7, R8, R9, R10 });

/// The word for a value of optout_basis_rule, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_basis_rule_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_basis_rule::word(value).into())
}

/// Why, in a word.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_reason {
    /// No value: the answer to NULL.
    None = 0,
    /// The match is not certain.
    MatchUncertain = 1,
    /// The mailbox may be shared.
    SharedMailbox = 2,
    /// An active legal hold.
    LegalHold = 3,
    /// The person asked the controller directly.
    DirectRightsRequest = 4,
    /// Documented consent covers the purpose.
    DocumentedConsent = 5,
    /// The person is party to a contract.
    ContractParty = 6,
    /// An existing customer's person.
    ExistingCustomer = 7,
    /// A prospect who came to the controller.
    Prospect = 8,
    /// The policy names no balancing test.
    NoBalancingTest = 9,
    /// An interaction or a relationship record, one without the other.
    WeakRelationship = 10,
    /// Nothing but assertion, context, or support that does not reach far enough.
    Uncorroborated = 11,
    /// No applicable law, attested.
    NoApplicableLaw = 12,
    /// No applicable law, not attested.
    NotAttested = 13,
    /// Nothing supports keeping.
    NoIndependentBasis = 14,
    /// Nothing supports keeping, but the record's own id is missing or cannot be read.
    UnreadableRecordId = 15,
}

mirrors!(optout_reason of Reason {
    MatchUncertain, SharedMailbox, LegalHold, DirectRightsRequest, DocumentedConsent, ContractParty,
    ExistingCustomer, Prospect, NoBalancingTest, WeakRelationship, Uncorroborated, NoApplicableLaw,
    NotAttested, NoIndependentBasis, UnreadableRecordId,
});

/// The word for a value of optout_reason, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_reason_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_reason::word(value).into())
}

/// A body of law that may apply to a person.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_regime {
    /// No value: the answer to NULL.
    None = 0,
    /// The GDPR in the European Economic Area.
    Eea = 1,
    /// The UK GDPR and PECR.
    Uk = 2,
    /// California: CCPA.
    UsCalifornia = 3,
    /// The other states: CAN-SPAM.
    UsOther = 4,
    /// Canada: CASL.
    Canada = 5,
    /// Anywhere else.
    Rest = 6,
}

mirrors!(optout_regime of Regime { Eea, Uk, UsCalifornia, UsOther, Canada, Rest });

impl optout_regime {
    /// The regime at a place of a set, counted from 0.
    pub(crate) fn nth(regimes: RegimeSet, at: usize) -> Self {
        regimes.iter().nth(at).map_or(Self::None, Self::from)
    }
}

/// The word for a value of optout_regime, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_regime_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_regime::word(value).into())
}

/// What sets a deadline.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_clock {
    /// No deadline.
    None = 0,
    /// GDPR Art. 12(3).
    GdprArt12 = 1,
    /// CCPA, opt-out of sale and sharing.
    CcpaOptOut = 2,
    /// CAN-SPAM.
    CanSpam = 3,
    /// CASL.
    Casl = 4,
    /// The vendor asks for a monthly review.
    VendorReview = 5,
    /// CCPA, request to delete.
    CcpaDeletion = 6,
    /// The Delete Act's list for data brokers.
    Drop = 7,
    /// The agreement with the vendor, as the policy has it.
    Agreement = 8,
}

mirrors!(optout_clock of Clock {
    GdprArt12, CcpaOptOut, CanSpam, Casl, VendorReview, CcpaDeletion, Drop, Agreement,
});

/// The word for a value of optout_clock, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_clock_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_clock::word(value).into())
}

/// What somebody asks for.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_request {
    /// No value.
    None = 0,
    /// To be left in peace: the vendor's list.
    OptOut = 1,
    /// To be erased, asked of the controller.
    Erasure = 2,
    /// To be erased, asked of a public list for data brokers.
    DeletionList = 3,
}

mirrors!(optout_request of Request { OptOut, Erasure, DeletionList });

/// The word for a value of optout_request, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_request_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_request::word(value).into())
}

/// What tells where a person is.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_signal {
    /// No value: the answer to NULL.
    None = 0,
    /// Where the person says they live.
    Residency = 1,
    /// Where the person gets mail.
    MailingAddress = 2,
    /// Where the vendor has the person.
    Vendor = 3,
    /// The calling code of a telephone number.
    Phone = 4,
    /// Where the company is.
    Company = 5,
    /// The country of a domain.
    Domain = 6,
    /// Nothing does.
    Unknown = 7,
}

mirrors!(optout_signal of Signal { Residency, MailingAddress, Vendor, Phone, Company, Domain, Unknown });

/// The word for a value of optout_signal, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_signal_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_signal::word(value).into())
}

/// What sets a decision off.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_trigger {
    /// No value.
    None = 0,
    /// The person is on the vendor's list.
    VendorOptOut = 1,
    /// The subscription ended, and the record came from the vendor.
    AfterSubscription = 2,
}

mirrors!(optout_trigger of Trigger { VendorOptOut, AfterSubscription });

/// The word for a value of optout_trigger, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_trigger_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_trigger::word(value).into())
}

/// What is missing for a record to be kept on a basis.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_missing {
    /// No value: the answer to NULL, or beyond the end.
    None = 0,
    /// A human who says whether the record is the person's.
    CertainMatch = 1,
    /// Anything of the controller's own.
    OwnEvidence = 2,
    /// The time and the reference of what is asserted.
    Documentation = 3,
    /// Consent that covers the purpose.
    ConsentToPurpose = 4,
    /// Consent that has not expired.
    CurrentConsent = 5,
    /// The person's own part in the employer's custom.
    PersonLink = 6,
    /// That the employer is a customer.
    EmployerCustomer = 7,
    /// That the person came to the controller, not long ago and behind the vendor's first delivery.
    Interaction = 8,
    /// A record of a relationship.
    RelationshipRecord = 9,
    /// The balancing test, in the policy.
    BalancingTest = 10,
    /// A human who stands for no law being applicable.
    Attestation = 11,
}

mirrors!(optout_missing of Missing { CertainMatch, OwnEvidence, Documentation, ConsentToPurpose, CurrentConsent, PersonLink, EmployerCustomer, Interaction, RelationshipRecord, BalancingTest, Attestation });

/// The word for a value of optout_missing, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_missing_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_missing::word(value).into())
}
