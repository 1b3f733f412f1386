//! Which listed person a record belongs to, how sure that is, and why.

use std::sync::OnceLock;

use optout_core::Match;
use optout_core::matching::{Comparison, Finding};

use crate::guard::{answer, free};
use crate::strings::optout_str;
use crate::words::matching::{
    optout_email_agreement, optout_match_status, optout_name_class, optout_only_record,
    optout_tier, optout_verdict,
};

/// What a record is to the list.
///
/// It is not changed by any function, so threads may use it at the same time.
pub struct optout_match {
    pub(crate) found: Match,
    /// Written when it is first asked for.
    sentence: OnceLock<String>,
}

impl From<Match> for optout_match {
    fn from(found: Match) -> Self {
        Self { found, sentence: OnceLock::new() }
    }
}

/// The entry found, and what found it.
fn finding(found: Option<&optout_match>) -> Option<&Finding> {
    found.and_then(|found| found.found.finding())
}

/// What the record and the entry found have in common.
fn comparison(found: Option<&optout_match>) -> Option<&Comparison> {
    finding(found).map(|finding| &finding.comparison)
}

/// Whether the record belongs to a listed person.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_status_of(found: Option<&optout_match>) -> optout_match_status {
    answer(optout_match_status::None, || {
        found.map_or(optout_match_status::None, |found| found.found.status().into())
    })
}

/// How strong the evidence is; OPTOUT_TIER_NONE if nobody was found. What else is asked about the entry is
/// then 0, false or empty too.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_tier(found: Option<&optout_match>) -> optout_tier {
    answer(optout_tier::None, || {
        finding(found).map_or(optout_tier::None, |finding| finding.tier.into())
    })
}

/// The name of the rule that found the entry.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_rule(found: Option<&optout_match>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || finding(found).map_or("", |finding| &finding.rule).into())
}

/// The name of the entry that the record belongs to.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_entry_id(found: Option<&optout_match>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || finding(found).map_or("", |finding| &finding.entry_id).into())
}

/// Why, in plain sentences without any value.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_sentence(found: Option<&optout_match>) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        let Some(found) = found else { return optout_str::EMPTY };
        let written = || found.found.finding().map(Finding::sentence).unwrap_or_default();
        found.sentence.get_or_init(written).as_str().into()
    })
}

/// Whether they share a record id that is one person's.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_shares_id(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.id))
}

/// In how many namespaces they share such an id.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_id_namespace_count(found: Option<&optout_match>) -> usize {
    answer(0, || comparison(found).map_or(0, |comparison| comparison.id_namespaces.len()))
}

/// Such a namespace, counted from 0.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_id_namespace(
    found: Option<&optout_match>,
    at: usize,
) -> optout_str<'_> {
    answer(optout_str::EMPTY, || {
        comparison(found)
            .and_then(|comparison| comparison.id_namespaces.get(at).map(String::as_str))
            .unwrap_or_default()
            .into()
    })
}

/// Whether all record ids that they share are listed for more people than one person's can be.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_is_shared_id(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.shared_id))
}

/// How the e-mail addresses agree.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_email(found: Option<&optout_match>) -> optout_email_agreement {
    answer(optout_email_agreement::None, || {
        comparison(found).map_or(optout_email_agreement::None, |comparison| comparison.email.into())
    })
}

/// Whether all addresses they share are role mailboxes.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_is_role_mailbox(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.role_mailbox))
}

/// Whether the list, or the file, has every address they share for people of different names.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_is_shared_mailbox(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.shared_mailbox))
}

/// How the names agree, if both sides have one.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_name(found: Option<&optout_match>) -> optout_name_class {
    answer(optout_name_class::None, || {
        comparison(found)
            .and_then(|comparison| comparison.name)
            .map_or(optout_name_class::None, optout_name_class::from)
    })
}

/// Whether the names have the same parts, in whatever order.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_has_same_name(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.same_name))
}

/// Whether the names have two parts or more, can be one person's, and no part is left over.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_has_complete_name(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.name_complete))
}

/// Whether names of both can be one person's, two parts or more agree, and one thing at most sets them apart:
/// a slip, an initial, a part left out, or their order.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_has_close_name(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.name_close))
}

/// Whether they share a company's domain.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_shares_domain(found: Option<&optout_match>) -> bool {
    answer(false, || comparison(found).is_some_and(|comparison| comparison.domain))
}

/// Whether no other record of the file has a compatible name and the company.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_only_record(found: Option<&optout_match>) -> optout_only_record {
    answer(optout_only_record::None, || {
        comparison(found)
            .map_or(optout_only_record::None, |comparison| comparison.only_record.into())
    })
}

/// A number that ranks pairs of one tier, and says nothing between tiers.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_score(found: Option<&optout_match>) -> u32 {
    answer(0, || comparison(found).map_or(0, Comparison::score))
}

/// What a human decided, which outranks the rules.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_verdict(found: Option<&optout_match>) -> optout_verdict {
    answer(optout_verdict::None, || {
        finding(found)
            .and_then(|finding| finding.verdict)
            .map_or(optout_verdict::None, optout_verdict::from)
    })
}

/// Whether the match stands by itself. It does not where a record was found by an address alone, and
/// the list has no name for it, or one that several people could answer to, such as "J. Smith": another
/// record with that address may be somebody else. Nor does it where a rule asks for the only record that
/// fits. A sweep looks at the whole file first; who matches one by one has to.
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

/// How many blocks the record led to that had too many entries to be compared: the list has more people
/// of one name at one place, or of one id or address, than can be told apart.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_oversized_block_count(found: Option<&optout_match>) -> usize {
    answer(0, || found.map_or(0, |found| found.found.oversized_blocks()))
}

/// Frees a match.
#[unsafe(no_mangle)]
pub extern "C" fn optout_match_free(found: Option<Box<optout_match>>) {
    free(found);
}
