//! The words of erasure.

use optout_core::erase::{Hold, Method, NextKind, Object, Outcome, StepKind, System, VerdictKind};

use super::mirrors;
use crate::guard::answer;
use crate::strings::optout_str;

/// A system from which records are deleted.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_system {
    /// No value: the answer to NULL.
    None = 0,
    /// Salesforce.
    Salesforce = 1,
    /// HubSpot.
    Hubspot = 2,
    /// Marketo Engage.
    Marketo = 3,
    /// Oracle Eloqua.
    Eloqua = 4,
    /// Account Engagement, once Pardot.
    Pardot = 5,
    /// Outreach.
    Outreach = 6,
    /// Salesloft.
    Salesloft = 7,
}

mirrors!(optout_system of System { Salesforce, Hubspot, Marketo, Eloqua, Pardot, Outreach, Salesloft });

/// The word for a value of optout_system, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_system_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_system::word(value).into())
}

/// How records of a system are deleted: one documented call.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_erasure_method {
    /// No value: the answer to NULL.
    None = 0,
    /// Salesforce, 200 records a call, each deleted or not by itself. They are in the recycle bin for 15
    /// days.
    SalesforceCollections = 1,
    /// HubSpot, one contact a call, which is gone for good.
    HubspotGdprDelete = 2,
    /// HubSpot, 100 contacts a call; they can be restored for 90 days.
    HubspotArchive = 3,
    /// Marketo, 300 leads a call.
    MarketoDeleteLeads = 4,
    /// Eloqua, one contact a call.
    EloquaDeleteContact = 5,
    /// Account Engagement, one prospect a call, which goes to its recycle bin.
    PardotDeleteProspect = 6,
    /// Outreach, one prospect a call: a compliance request, which Outreach works off later. It goes by the
    /// prospect's address, which the host puts in.
    OutreachComplianceProspect = 7,
    /// The same for a recipient: an address that is on no prospect.
    OutreachComplianceRecipient = 8,
    /// Salesloft, one person a call.
    SalesloftDeletePerson = 9,
}

mirrors!(optout_erasure_method of Method { SalesforceCollections, HubspotGdprDelete, HubspotArchive, MarketoDeleteLeads, EloquaDeleteContact, PardotDeleteProspect, OutreachComplianceProspect, OutreachComplianceRecipient, SalesloftDeletePerson });

/// The word for a value of optout_erasure_method, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_method_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_erasure_method::word(value).into())
}

/// What kind of thing a record is in its system. Tables that are uploaded are of one kind each.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_erasure_object {
    /// No value: the answer to NULL.
    None = 0,
    /// A contact.
    Contact = 1,
    /// A lead.
    Lead = 2,
    /// A prospect.
    Prospect = 3,
    /// An address without a prospect.
    Recipient = 4,
    /// A person.
    Person = 5,
}

mirrors!(optout_erasure_object of Object { Contact, Lead, Prospect, Recipient, Person });

/// The word for a value of optout_erasure_object, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_object_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_erasure_object::word(value).into())
}

/// Why a step has its place.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_erasure_step_kind {
    /// No value: the answer to NULL.
    None = 0,
    /// Before anything is deleted: the people go into the suppression set, and the records get their flags.
    /// Whoever is only deleted comes back with the next import, or is written to in between.
    Suppress = 1,
    /// Where records of the others come from: whatever is deleted elsewhere first, it makes anew.
    SystemOfRecord = 2,
    /// The others.
    Downstream = 3,
}

mirrors!(optout_erasure_step_kind of StepKind { Suppress, SystemOfRecord, Downstream });

/// The word for a value of optout_erasure_step_kind, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_step_kind_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_erasure_step_kind::word(value).into())
}

/// What the host is to do, as one word.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_next_kind {
    /// No value: the answer to NULL.
    None = 0,
    /// See to suppression.
    Suppress = 1,
    /// Make a call.
    Send = 2,
    /// Wait for an answer.
    Answer = 3,
    /// Wait until a time.
    Wait = 4,
    /// Stop work until a time.
    Stop = 5,
    /// See to the credentials.
    Authorize = 6,
    /// Nothing.
    Done = 7,
}

mirrors!(optout_next_kind of NextKind { Suppress, Send, Answer, Wait, Stop, Authorize, Done });

/// The word for a value of optout_next_kind, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_next_kind_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_next_kind::word(value).into())
}

/// What has become of a record.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_erasure_outcome {
    /// No value: the answer to NULL.
    None = 0,
    /// The system has deleted it.
    Deleted = 1,
    /// The system says that it had been deleted before, or never was there.
    Gone = 2,
    /// The system has taken the request and deletes later.
    Accepted = 3,
    /// The system refuses to delete it; the code says why. A human has to look.
    Failed = 4,
    /// It is not known to be deleted, and is sent again.
    Again = 5,
}

mirrors!(optout_erasure_outcome of Outcome { Deleted, Gone, Accepted, Failed, Again });

/// The word for a value of optout_erasure_outcome, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_erasure_outcome_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_erasure_outcome::word(value).into())
}

/// Whether a call may be made, as one word.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_call_verdict {
    /// No value: the answer to NULL.
    None = 0,
    /// It may.
    GoOn = 1,
    /// Not before a time.
    Wait = 2,
    /// Not before a time: work stops at once, and somebody is to be told.
    Stop = 3,
    /// Not before somebody has seen to the credentials.
    Authorize = 4,
}

mirrors!(optout_call_verdict of VerdictKind { GoOn, Wait, Stop, Authorize });

/// The word for a value of optout_call_verdict, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_call_verdict_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_call_verdict::word(value).into())
}

/// Why calls have to wait.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_hold {
    /// No value: the answer to NULL.
    None = 0,
    /// There were too many calls in too short a time.
    Rate = 1,
    /// There were too many calls at one time.
    Concurrency = 2,
    /// The system takes no more calls today: all that its owner may make have been made, by whomever.
    DailyAllowance = 3,
    /// The calls that the caller allows for a day have been made.
    Budget = 4,
    /// The system is out of order.
    Unavailable = 5,
    /// The system does not take the caller's credentials, or they do not allow for deletions.
    Credentials = 6,
}

mirrors!(optout_hold of Hold { Rate, Concurrency, DailyAllowance, Budget, Unavailable, Credentials });

/// The word for a value of optout_hold, the same in every language. Empty for 0 and for numbers that are
/// none; the view lives as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_hold_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || optout_hold::word(value).into())
}
