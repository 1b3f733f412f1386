//! The words of lawful basis and of decisions.

use optout_core::basis::{
    BasisRule, Certainty, Clock, LawfulBasis, Marketing, Reason, Regime, Retention,
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
    /// GDPR Art. 12(3): one month.
    GdprArt12 = 1,
    /// CCPA opt-out: 15 business days.
    CcpaOptOut = 2,
    /// CAN-SPAM: 10 business days.
    CanSpam = 3,
    /// CASL: 10 business days.
    Casl = 4,
    /// The vendor asks for a monthly review.
    VendorReview = 5,
}

mirrors!(optout_clock of Clock { GdprArt12, CcpaOptOut, CanSpam, Casl, VendorReview });

/// The word for a value of optout_clock, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_clock_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_clock::word(value).into())
}
