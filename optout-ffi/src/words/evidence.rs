//! The words of evidence.

use optout_core::basis::{EvidenceKind, Polarity, Provenance, Strength};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// What a piece of evidence shows.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_evidence_kind {
    /// No value: the answer to NULL.
    None = 0,
    /// The person opted in.
    OptInSingle = 1,
    /// The person opted in and confirmed it from their mailbox.
    OptInDouble = 2,
    /// The person is party to a contract with the controller.
    Contract = 3,
    /// The person asked for steps before entering a contract.
    PreContract = 4,
    /// The person's employer is a customer.
    EmployerCustomer = 5,
    /// The person has a part in the employer's custom: a contact role, an invoice, a user.
    PersonLink = 6,
    /// The person came to the controller: a reply, a form, a meeting, a ticket.
    Interaction = 7,
    /// A record of a business relationship with the person.
    RelationshipRecord = 8,
    /// A law requires the record to be kept.
    StatutoryRetention = 9,
    /// The record is held for legal claims.
    LegalClaimsHold = 10,
    /// The record is older than the vendor's first delivery.
    CreatedBeforeVendor = 11,
    /// A CRM's legal-basis field claims a basis.
    LegalBasisField = 12,
    /// The record's owner says so.
    OwnerStatement = 13,
    /// The contact is paid for as a marketing contact.
    MarketingContact = 14,
    /// The contact is on a list.
    ListMembership = 15,
    /// A lead score.
    LeadScore = 16,
    /// The controller's own sends.
    OwnSend = 17,
    /// Opens of and clicks on the controller's own sends.
    OwnEngagement = 18,
    /// Credits were spent on the contact.
    CreditSpent = 19,
    /// A legal-basis field says "Not applicable".
    NotApplicable = 20,
    /// A subscription status without an act of the person behind it.
    Subscribed = 21,
    /// The person unsubscribed.
    Unsubscribe = 22,
    /// The person opted out of e-mail.
    EmailOptOut = 23,
    /// The person must not be called.
    DoNotCall = 24,
    /// The person withdrew consent.
    ConsentWithdrawn = 25,
    /// The person objected, GDPR Article 21.
    Objection = 26,
    /// The person asked the controller to erase, GDPR Article 17.
    ErasureRequest = 27,
    /// The address was obtained from the person in a sale of something similar, and refusing was easy
    /// then and with each message since: ePrivacy Directive Art. 13(2), PECR reg. 22(3).
    SoftOptIn = 28,
    /// The mailbox is a corporate subscriber's: PECR reg. 2 and 22.
    CorporateSubscriber = 29,
}

mirrors!(optout_evidence_kind of EvidenceKind {
    OptInSingle, OptInDouble, Contract, PreContract, EmployerCustomer, PersonLink, Interaction,
    RelationshipRecord, StatutoryRetention, LegalClaimsHold, CreatedBeforeVendor, LegalBasisField,
    OwnerStatement, MarketingContact, ListMembership, LeadScore, OwnSend, OwnEngagement,
    CreditSpent, NotApplicable, Subscribed, Unsubscribe, EmailOptOut, DoNotCall, ConsentWithdrawn,
    Objection, ErasureRequest, SoftOptIn, CorporateSubscriber,
});

/// The word for a value of optout_evidence_kind, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_evidence_kind_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_evidence_kind::word(value).into())
}

/// Whether a piece of evidence says that a thing is so, or that it is not or no longer so.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_polarity {
    /// No value: the answer to NULL.
    None = 0,
    /// It is so.
    Affirms = 1,
    /// It is not, or no longer, so.
    Denies = 2,
}

mirrors!(optout_polarity of Polarity { Affirms, Denies });

/// The word for a value of optout_polarity, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_polarity_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_polarity::word(value).into())
}

/// Where a piece of evidence comes from.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_provenance {
    /// No value: the answer to NULL.
    None = 0,
    /// The controller's own dealings with the person.
    Own = 1,
    /// The vendor; its provenance ends with the opt-out, so it never supports anything.
    Vendor = 2,
    /// Not known; it can raise a question only.
    Unknown = 3,
}

mirrors!(optout_provenance of Provenance { Own, Vendor, Unknown });

/// The word for a value of optout_provenance, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_provenance_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_provenance::word(value).into())
}

/// How well a piece of evidence is recorded.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_strength {
    /// No value: the answer to NULL.
    None = 0,
    /// A bare field.
    Asserted = 1,
    /// With the time at which it happened.
    Recorded = 2,
    /// With the time and a reference to where it is found.
    Documented = 3,
}

mirrors!(optout_strength of Strength { Asserted, Recorded, Documented });

/// The word for a value of optout_strength, the same in every language. Empty for 0 and for
/// numbers that are none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_strength_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_strength::word(value).into())
}
