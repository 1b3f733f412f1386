//! What the sweep did not do, which a reader may take it to have done.

use super::html::{Cell, Html, left, right};
use super::{EvidenceReport, Section, several, spoken};
use crate::basis::Retention;
use crate::matching::MatchStatus;

pub(super) const SECTION: Section =
    Section { id: "not-done", title: "What was not done", write: EvidenceReport::write_undone };

/// The tables of what may be known besides, as the manifest names them.
const TABLES: [&str; 4] = ["domain_aliases", "id_links", "nicknames", "verdicts"];

impl EvidenceReport {
    fn write_undone(&self, html: &mut Html) {
        html.paragraph(
            "The library deleted nobody and sent nothing. What is to be removed is listed for the systems that hold the \
             records, and stays there until they delete it.",
        );
        let counts = &self.counts;
        let gone = self.previous_entries.map(|_| counts.entries_gone);
        let rows: [(&str, Option<u64>, &str); 10] = [
            (
                "Records to be removed",
                Some(counts.with_retention(Retention::Remove)),
                "listed, and not deleted by this sweep",
            ),
            (
                "Records for a human",
                Some(self.review_queue()),
                "neither deleted nor cleared until somebody decides",
            ),
            (
                "Records of unknown status",
                Some(counts.with_status(MatchStatus::Unknown)),
                MatchStatus::Unknown.phrase(),
            ),
            (
                "Ids and addresses that cannot be read",
                Some(counts.unreadable_identifiers),
                "not looked up",
            ),
            (
                "Oversized blocks",
                Some(counts.oversized_blocks),
                "too many list entries alike to be compared one by one; so these were not",
            ),
            (
                "People on the list found in no record",
                Some(counts.entries_not_found),
                "nothing to do here, as far as can be told",
            ),
            (
                "Pieces of evidence about nobody",
                Some(counts.evidence_about_nobody),
                "they speak for no record of these contacts",
            ),
            ("Legal holds among them", Some(counts.holds_about_nobody), "check their ids"),
            (
                "Records found without an id to flag them by",
                Some(counts.not_flagged),
                "not in the table of flags that goes back into the system",
            ),
            (
                "People gone from the list since last time",
                gone,
                match gone {
                    Some(_) => "they stay opted out, and this sweep did not look for them",
                    None => "not compared",
                },
            ),
        ];
        html.table(
            "Left undone, by number",
            &[left("What"), right("Number"), left("What that means")],
            rows.into_iter().map(|(what, number, means)| {
                vec![
                    Cell::Text(what.to_owned()),
                    number.map_or_else(|| Cell::Right("–".to_owned()), Cell::Number),
                    Cell::Text(means.to_owned()),
                ]
            }),
        );
        self.write_list_faults(html);
        self.write_not_given(html);
    }

    fn write_list_faults(&self, html: &mut Html) {
        let Some(list) = &self.list else {
            return html.paragraph(
                "The list itself was not there, only a matcher that had been made from it: its faults are not known \
                 here.",
            );
        };
        let columns: Vec<String> = list.unread_columns.iter().map(ToString::to_string).collect();
        if !columns.is_empty() {
            html.paragraph(&format!(
                "Columns of the list whose names say nothing to the library were not read: {}.",
                columns.join(", ")
            ));
        }
        match list.faults.is_empty() {
            true => html.paragraph(&format!(
                "The list has {} and no faults.",
                several(list.records, "row")
            )),
            false => html.table(
                "Faults in the list; no opt-out is dropped for one",
                &[left("Fault"), right("Times")],
                list.faults.iter().map(|(kind, count)| {
                    vec![Cell::Text(spoken(kind.as_str())), Cell::Number(*count)]
                }),
            ),
        }
    }

    fn write_not_given(&self, html: &mut Html) {
        let given = |of: &str| {
            let options = self.files.as_ref().map(|files| &files.options);
            options
                .is_none_or(|options| options.contains_key(of) || options.contains_key("matcher"))
        };
        let tables: Vec<String> = TABLES.into_iter().filter(|of| !given(of)).map(spoken).collect();
        let said = [
            (
                self.previous_entries.is_none(),
                "No list of last time was given: a list that was cut off would have been swept as if everybody else had withdrawn.",
            ),
            (
                self.previous_records.is_none(),
                "How many contact records there were last time was not given: of an export that was cut off, only those people were swept who are in it.",
            ),
            (
                self.evidence_pieces == 0,
                "No evidence was given: nothing but what the records hold themselves could speak for keeping.",
            ),
            (
                self.files.as_ref().is_none_or(|files| files.past_exports.is_empty()),
                "No past export was given: none was searched, and none redacted.",
            ),
        ];
        html.heading("Not given, so not looked at");
        for (_, sentence) in said.iter().filter(|(is_so, _)| *is_so) {
            html.paragraph(sentence);
        }
        if !tables.is_empty() {
            html.paragraph(&format!("No table was given of: {}.", tables.join(", ")));
        }
        if !said.iter().any(|(is_so, _)| *is_so) && tables.is_empty() {
            html.paragraph("Nothing: all that can be given was.");
        }
    }
}
