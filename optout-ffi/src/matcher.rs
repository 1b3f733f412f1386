//! Which listed person a record belongs to, how sure that is, and why.

use std::mem::MaybeUninit;

use optout_core::matching::Finding;
use optout_core::{Match, Matcher};

use crate::contact::optout_contact;
use crate::error::optout_error;
use crate::guard::{answer, attempt, free, need, write};
use crate::list::optout_list;
use crate::policy::optout_policy;
use crate::status::optout_status;
use crate::strings::optout_str;
use crate::words::matching::{
    optout_email_agreement, optout_match_status, optout_name_class, optout_tier,
};

/// A list arranged for matching under a policy. It keeps what it needs of both.
///
/// It is not changed by any function, so threads may match with it at the same time.
pub struct optout_matcher(Matcher);

/// Arranges a list for matching.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_new(
    list: Option<&optout_list>,
    policy: Option<&optout_policy>,
    matcher: Option<&mut MaybeUninit<*mut optout_matcher>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let matcher = need(matcher)?;
        let list = need(list)?;
        let policy = need(policy)?;
        write(matcher, optout_matcher(Matcher::new(&list.list, policy.policy.matching.clone())));
        Ok(())
    })
}

/// How many entries it matches against.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_entry_count(matcher: Option<&optout_matcher>) -> usize {
    answer(0, || matcher.map_or(0, |matcher| matcher.0.entries()))
}

/// Finds the listed person that a record belongs to. There is always a match object; its status
/// says whether anybody was found.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_match(
    matcher: Option<&optout_matcher>,
    contact: Option<&optout_contact>,
    found: Option<&mut MaybeUninit<*mut optout_match>>,
    error: Option<&mut MaybeUninit<*mut optout_error>>,
) -> optout_status {
    attempt(error, || {
        let found = need(found)?;
        let matcher = need(matcher)?;
        let contact = need(contact)?;
        write(found, matcher.0.match_contact(&contact.borrow()).into());
        Ok(())
    })
}

/// Frees a matcher.
#[unsafe(no_mangle)]
pub extern "C" fn optout_matcher_free(matcher: Option<Box<optout_matcher>>) {
    free(matcher);
}

/// What a record is to the list.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_match {
    pub(crate) found: Match,
    sentence: String,
}

impl From<Match> for optout_match {
    fn from(found: Match) -> Self {
        Self { sentence: found.finding().map(Finding::sentence).unwrap_or_default(), found }
    }
}

/// Whether the record belongs to a listed person.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_status_of(found: Option<&optout_match>) -> optout_match_status {
    answer(optout_match_status::None, || {
        found.map_or(optout_match_status::None, |found| found.found.status().into())
    })
}

/// How strong the evidence is; OPTOUT_TIER_NONE if nobody was found, as all that follows is then 0,
/// false or empty.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_tier(found: Option<&optout_match>) -> optout_tier {
    answer(optout_tier::None, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.tier))
            .map_or(optout_tier::None, optout_tier::from)
    })
}

/// The name of the rule that found the entry.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_rule(found: Option<&optout_match>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.rule.as_str()))
            .unwrap_or_default()
            .into()
    })
}

/// The name of the entry that the record belongs to.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_entry_id(found: Option<&optout_match>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.entry_id.as_str()))
            .unwrap_or_default()
            .into()
    })
}

/// Why, in plain sentences without any value.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_sentence(found: Option<&optout_match>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || found.map_or("", |found| &found.sentence).into())
}

/// Whether they share a record id.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_shares_id(found: Option<&optout_match>) -> bool {
    answer(false, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.comparison.id))
            .unwrap_or_default()
    })
}

/// How the e-mail addresses agree.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_email(found: Option<&optout_match>) -> optout_email_agreement {
    answer(optout_email_agreement::None, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.comparison.email))
            .map_or(optout_email_agreement::None, optout_email_agreement::from)
    })
}

/// Whether all addresses they share are role mailboxes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_is_role_mailbox(found: Option<&optout_match>) -> bool {
    answer(false, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.comparison.role_mailbox))
            .unwrap_or_default()
    })
}

/// Whether the address they share is listed for people of different names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_is_shared_mailbox(found: Option<&optout_match>) -> bool {
    answer(false, || {
        found
            .and_then(|found| {
                found.found.finding().map(|finding| finding.comparison.shared_mailbox)
            })
            .unwrap_or_default()
    })
}

/// How the names agree, if both sides have one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_name(found: Option<&optout_match>) -> optout_name_class {
    answer(optout_name_class::None, || {
        found
            .and_then(|found| found.found.finding().and_then(|finding| finding.comparison.name))
            .map_or(optout_name_class::None, optout_name_class::from)
    })
}

/// Whether they share a company's domain.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_shares_domain(found: Option<&optout_match>) -> bool {
    answer(false, || {
        found
            .and_then(|found| found.found.finding().map(|finding| finding.comparison.domain))
            .unwrap_or_default()
    })
}

/// Whether the match stands by itself. It does not where a record was found by an address alone and
/// the list's name, if it has one, does not choose between people: another record with that address
/// may be somebody else. A sweep looks at the whole file first; who matches one by one has to.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_is_settled(found: Option<&optout_match>) -> bool {
    answer(false, || found.is_some_and(|found| found.found.is_settled()))
}

/// How many other entries a rule held for too.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_competing_count(found: Option<&optout_match>) -> usize {
    answer(0, || found.map_or(0, |found| found.found.competing().len()))
}

/// The name of another entry that a rule held for, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_competing(
    found: Option<&optout_match>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        found
            .and_then(|found| found.found.competing().get(at).map(String::as_str))
            .unwrap_or_default()
            .into()
    })
}

/// How many ids and addresses of the record could not be read, and so were not looked up.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_unreadable_count(found: Option<&optout_match>) -> usize {
    answer(0, || found.map_or(0, |found| found.found.unreadable()))
}

/// Frees a match.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_free(found: Option<Box<optout_match>>) {
    free(found);
}
