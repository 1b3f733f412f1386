//! The sweep in short, and what it was a sweep of.

use super::html::{Cell, Html};
use super::{EvidenceReport, Section, several};
use crate::basis::Retention;
use crate::markup::grouped;
use crate::matching::MatchStatus;

pub(super) const SECTION: Section =
    Section { id: "in-short", title: "In short", write: EvidenceReport::write_opening };

impl EvidenceReport {
    /// The sweep in a sentence or two.
    pub(super) fn headline(&self) -> String {
        let found = self.found();
        format!(
            "{} {} compared with the {} on the Opt-Out List. {} {} found: {} to be removed, {} to be kept, {} for \
             a human to look at.",
            several(self.counts.records, "contact record"),
            if self.counts.records == 1 { "was" } else { "were" },
            if self.entries == 1 { "1 person".to_owned() } else { several_people(self.entries) },
            several(found, "record"),
            if found == 1 { "was" } else { "were" },
            grouped(self.counts.with_retention(Retention::Remove)),
            grouped(self.kept()),
            grouped(self.review_queue()),
        )
    }

    /// How many records are in the table for review.
    pub(super) fn review_queue(&self) -> u64 {
        self.becoming(&[Retention::Review, Retention::SuppressOnly])
    }

    fn kept(&self) -> u64 {
        self.becoming(&[Retention::Keep, Retention::KeepRestricted])
    }

    fn write_opening(&self, html: &mut Html) {
        let counts = &self.counts;
        html.figures(&[
            ("Records read", counts.records, false),
            ("Found", self.found(), false),
            ("To be removed", counts.with_retention(Retention::Remove), false),
            ("For a human", self.review_queue(), false),
            ("Overdue", counts.overdue, counts.overdue > 0),
        ]);
        html.facts(&[
            ("As of", Cell::Day(self.now)),
            ("List received", Cell::Day(self.received)),
            ("People on the list", Cell::Number(self.entries)),
            ("Found for certain", Cell::Number(counts.with_status(MatchStatus::Match))),
            ("Pieces of evidence", Cell::Number(self.evidence_pieces)),
            ("Matching rules", Cell::Name(self.policy.matching().name().to_owned())),
            ("Policy", Cell::Sha256(self.policy.hash().to_owned())),
            ("Snapshot of the list", Cell::Sha256(self.snapshot.clone())),
        ]);
        if counts.opt_out_column_is_suspect() {
            html.warning(&format!(
                "{} of {} flags about e-mail say that somebody has opted out. The column may be one of opt-ins.",
                grouped(counts.opt_out_flags_set),
                grouped(counts.opt_out_flags),
            ));
        }
        if counts.holds_about_nobody > 0 {
            html.warning(&format!(
                "{} in the evidence {} about no record of these contacts. Check the ids.",
                several(counts.holds_about_nobody, "legal hold"),
                if counts.holds_about_nobody == 1 { "is" } else { "are" },
            ));
        }
    }
}

fn several_people(number: u64) -> String {
    format!("{} people", grouped(number))
}
