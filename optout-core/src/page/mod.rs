//! The evidence report: a sweep as one page of HTML, for a privacy officer to keep.
//!
//! The page loads nothing and runs nothing: no script, no picture, no font from elsewhere, and it tells the browser
//! so. It has counts, days, fingerprints and the policy in words, and no personal data: no record id, and nothing
//! that an input says of anybody. It knows no clock: its date is the day that the sweep took for today. The same
//! sweep is the same bytes.

mod chart;
mod due;
mod files;
mod found;
mod guards;
mod html;
mod opening;
mod policy;
mod undone;

use std::collections::BTreeMap;

use html::Html;

use crate::basis::{Retention, Trace};
use crate::decision::Policy;
use crate::list::{FaultKind, OptOutList};
use crate::normalize;
use crate::normalize::date::Date;
use crate::redact::{Summary, Verification};
use crate::report::Counts;
use crate::sweep::{Guard, Sweep};

/// What there is to say about a sweep, as a page of HTML that is kept as the record of it.
///
/// A [job](crate::SweepJob) writes it as `report.html`. Whoever sweeps otherwise, over tables in memory or over the
/// parts of a large one, makes it of the sweep and the counts: of files it then knows nothing, and says so.
///
/// ```
/// use std::ops::ControlFlow;
///
/// use optout_core::sweep::Outputs;
/// use optout_core::table::Format;
/// use optout_core::{
///     EvidenceReport, EvidenceStore, Layout, ListOptions, OptOutList, Policy, Sweep, Table,
/// };
///
/// let list = "Name,Work email\nAda Lovelace,ada@engine.example\n";
/// let list = OptOutList::read(list.as_bytes(), &ListOptions::default())?;
/// let (evidence, today) = (EvidenceStore::new(), "2026-11-24".parse()?);
/// let sweep = Sweep::new(&list, Policy::standard()?, &evidence, today);
/// let contacts = "Id,LastName,Email\n7,Lovelace,ada@engine.example\n".as_bytes();
/// let mut contacts = Table::open_contacts(contacts, Format::default(), &Layout::detect())?;
/// let outputs = Outputs::<Vec<u8>>::default();
/// let swept = sweep.run(&mut contacts, outputs, &mut |_| ControlFlow::Continue(()))?;
///
/// let page = EvidenceReport::new(&sweep, &swept.counts).html();
/// assert!(page.starts_with("<!doctype html>") && page.contains("1 record was found"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct EvidenceReport {
    pub(crate) policy: Policy,
    pub(crate) now: Date,
    pub(crate) received: Date,
    pub(crate) counts: Counts,
    pub(crate) guard: Guard,
    pub(crate) previous_entries: Option<u64>,
    pub(crate) previous_records: Option<u64>,
    /// The name of the list's snapshot.
    pub(crate) snapshot: String,
    /// How many people are on the list.
    pub(crate) entries: u64,
    /// What the list was like, if it was there.
    pub(crate) list: Option<ListFacts>,
    pub(crate) evidence_pieces: u64,
    /// What was read and written, if these were files.
    pub(crate) files: Option<Files>,
}

/// What a list was like.
#[derive(Clone, Debug)]
pub(crate) struct ListFacts {
    pub(crate) records: u64,
    pub(crate) unread_columns: Vec<usize>,
    pub(crate) faults: BTreeMap<FaultKind, u64>,
}

/// What was read and written, by SHA-256.
#[derive(Clone, Debug)]
pub(crate) struct Files {
    pub(crate) list: String,
    pub(crate) contacts: String,
    pub(crate) evidence: Option<String>,
    /// The tables of what is known besides, by what they are.
    pub(crate) options: BTreeMap<&'static str, String>,
    pub(crate) past_exports: BTreeMap<String, Summary>,
    pub(crate) verifications: BTreeMap<String, Verification>,
    /// What was written before the page was.
    pub(crate) outputs: BTreeMap<String, String>,
}

impl EvidenceReport {
    /// The report on a sweep that has succeeded, by what it has counted.
    pub fn new(sweep: &Sweep<'_>, counts: &Counts) -> Self {
        let facts = sweep.facts();
        Self {
            policy: facts.policy.clone(),
            now: facts.now,
            received: facts.received,
            counts: counts.clone(),
            guard: facts.guard,
            previous_entries: facts.previous_entries,
            previous_records: facts.previous_records,
            snapshot: facts.snapshot.to_owned(),
            entries: facts.entries,
            list: facts.list.map(ListFacts::of),
            evidence_pieces: facts.evidence_pieces,
            files: None,
        }
    }

    /// The page.
    pub fn html(&self) -> String {
        let mut html = Html::default();
        let sections = [
            opening::SECTION,
            found::SECTION,
            due::SECTION,
            undone::SECTION,
            guards::SECTION,
            files::EXPORTS,
            files::SECTION,
            policy::SECTION,
        ];
        html.open(&format!("Evidence report, {}", self.now));
        self.write_head(&mut html);
        html.contents(&sections);
        html.open_main();
        for section in &sections {
            html.section(section);
            (section.write)(self, &mut html);
            html.close_section();
        }
        self.write_foot(&mut html);
        html.close()
    }

    fn write_head(&self, html: &mut Html) {
        html.head(
            &format!("Sweep of {}", self.now),
            &self.headline(),
            &format!("{} No personal data is on this page.", Trace::NOTICE),
        );
    }

    fn write_foot(&self, html: &mut Html) {
        let tables: Vec<String> =
            normalize::TABLES.iter().map(|(name, version)| format!("{name} {version}")).collect();
        html.foot(&[
            Trace::NOTICE.to_owned(),
            format!(
                "Made by optout {}, normalisation {}, with the tables {}.",
                env!("CARGO_PKG_VERSION"),
                normalize::VERSION,
                tables.join(", ")
            ),
        ]);
    }

    /// How many records were found: all that something was decided about.
    fn found(&self) -> u64 {
        self.becoming(Retention::ALL)
    }

    /// How many records become one of these. Counts that come from elsewhere may be anything.
    fn becoming(&self, these: &[Retention]) -> u64 {
        these.iter().fold(0, |sum, one| sum.saturating_add(self.counts.with_retention(*one)))
    }
}

impl ListFacts {
    pub(crate) fn of(list: &OptOutList) -> Self {
        let mut faults = BTreeMap::new();
        for fault in list.faults() {
            *faults.entry(fault.kind).or_default() += 1;
        }
        let unread_columns = list.unread_columns().to_vec();
        Self { records: list.records(), unread_columns, faults }
    }
}

/// A part of the page.
struct Section {
    /// Its name in links.
    id: &'static str,
    title: &'static str,
    write: fn(&EvidenceReport, &mut Html),
}

/// A number of things; the word for one takes an `s` for others.
fn several(number: u64, one: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{} {one}{s}", crate::markup::grouped(number))
}

/// A word of the library as words that people write.
fn spoken(word: &str) -> String {
    word.replace('_', " ")
}

/// A share of a whole, on one line.
fn share(count: u64, whole: u64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let whole = u128::from(whole);
    let per_mille = (u128::from(count) * 1000 + whole / 2) / whole;
    match per_mille {
        0 if count > 0 => "<\u{a0}0.1\u{a0}%".to_owned(),
        _ => format!("{}.{}\u{a0}%", per_mille / 10, per_mille % 10),
    }
}

#[cfg(test)]
mod tests;
