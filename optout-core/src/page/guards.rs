//! What the guard was told to stop at, and what it saw.

use super::html::{Cell, Html, left, right};
use super::{EvidenceReport, Section, several, share};
use crate::basis::Retention;
use crate::markup::grouped;

pub(super) const SECTION: Section =
    Section { id: "guard", title: "The guard", write: EvidenceReport::write_guard };

const PASSED: &str = "passed";
const NO_LIMIT: &str = "not checked: no limit was set";

impl EvidenceReport {
    fn write_guard(&self, html: &mut Html) {
        let (counts, guard) = (&self.counts, self.guard);
        let removed = counts.with_retention(Retention::Remove);
        let is_limited = guard.records < u64::MAX;
        let limit = match is_limited {
            true => format!("at most {}", grouped(guard.limit(counts.records))),
            false => "none".to_owned(),
        };
        let result = if is_limited { PASSED } else { NO_LIMIT };
        html.paragraph(
            "A sweep that would remove too much, or whose inputs have shrunk too much, stops and writes nothing. This \
             one was let through.",
        );
        let columns = [left("Checked"), right("Limit"), right("Seen"), left("Result")];
        html.table(
            "What the guard checked",
            &columns,
            [
                vec![
                    Cell::Text("Records to be removed, all together".to_owned()),
                    Cell::Right(limit.clone()),
                    Cell::Right(format!(
                        "{}, {}",
                        grouped(removed),
                        share(removed, counts.records)
                    )),
                    Cell::Text(result.to_owned()),
                ],
                vec![
                    Cell::Text("Records of any one person on the list".to_owned()),
                    Cell::Right(limit),
                    Cell::Right("–".to_owned()),
                    Cell::Text(result.to_owned()),
                ],
                self.shrinkage("People on the list", self.entries, self.previous_entries),
                self.shrinkage("Contact records", counts.records, self.previous_records),
            ],
        );
        html.note(&match is_limited {
            true => format!(
                "Limits: the larger of {} and {} of the file to be removed; {} of the people or records of last time \
                 gone.",
                several(guard.records, "record"),
                share(guard.per_mille, 1000),
                share(guard.shrinkage_per_mille.min(1000), 1000),
            ),
            false => format!(
                "No limit was set to how much may be removed; {} of the people or records of last time may be gone.",
                share(guard.shrinkage_per_mille.min(1000), 1000),
            ),
        });
    }

    fn shrinkage(&self, of: &str, now: u64, previous: Option<u64>) -> Vec<Cell> {
        let least = |previous| format!("at least {}", grouped(self.guard.least(previous)));
        let seen = |previous| format!("{} of {}", grouped(now), grouped(previous));
        let result = match previous {
            None => "not compared: how many there were was not given",
            Some(_) if self.guard.shrinkage_per_mille >= 1000 => NO_LIMIT,
            Some(_) => PASSED,
        };
        let unknown = || "–".to_owned();
        vec![
            Cell::Text(format!("{of}, against last time")),
            Cell::Right(previous.map_or_else(unknown, least)),
            Cell::Right(previous.map_or_else(unknown, seen)),
            Cell::Text(result.to_owned()),
        ]
    }
}
