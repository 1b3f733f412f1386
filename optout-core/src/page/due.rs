//! By when it is to be done.

use super::html::{Cell, Html, left, right};
use super::{EvidenceReport, Section, chart, several};
use crate::normalize::date::Date;

pub(super) const SECTION: Section =
    Section { id: "deadlines", title: "Deadlines", write: EvidenceReport::write_deadlines };

impl EvidenceReport {
    fn write_deadlines(&self, html: &mut Html) {
        let days: Vec<(Date, u64)> =
            self.counts.deadlines.iter().map(|(day, count)| (*day, *count)).collect();
        if days.is_empty() {
            return html.paragraph("Nothing has a last day: what was found, if anything, is kept.");
        }
        if self.counts.overdue == 0 {
            html.paragraph("Nothing is overdue.");
        } else {
            let overdue = several(self.counts.overdue, "record");
            html.warning(&format!("The last day of {overdue} has passed."));
        }
        html.chart(&chart::days("days", "Records to be done, by their last day", self.now, &days));
        html.table(
            "Records to be done, by their last day",
            &[left("Last day"), right("Records"), left("Seen from the day of the sweep")],
            days.iter().map(|(day, count)| {
                vec![Cell::Day(*day), Cell::Number(*count), Cell::Text(self.distance(*day))]
            }),
        );
    }

    fn distance(&self, day: Date) -> String {
        let days = i64::from(day.days_since(self.now));
        let several = several(days.unsigned_abs(), "day");
        match days {
            0 => "today".to_owned(),
            1.. => format!("in {several}"),
            _ => format!("overdue by {several}"),
        }
    }
}
