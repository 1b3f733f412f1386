//! What was read and written, by fingerprint, and what became of past exports.

use super::html::{Cell, Html, left, right};
use super::{EvidenceReport, Files, Section, several, spoken};
use crate::markup::grouped;
use crate::redact::{FindingKind, Findings, Summary, Verification};

pub(super) const EXPORTS: Section =
    Section { id: "past-exports", title: "Past exports", write: EvidenceReport::write_exports };

pub(super) const SECTION: Section =
    Section { id: "files", title: "Files and fingerprints", write: EvidenceReport::write_files };

impl EvidenceReport {
    fn write_exports(&self, html: &mut Html) {
        let Some(files) = self.files.as_ref().filter(|files| !files.past_exports.is_empty()) else {
            return html.paragraph("No past export was given, so none was redacted.");
        };
        html.paragraph(
            "Every redacted export was read again beside its original: redacted rows are blank but for what is kept, \
             every other byte is as it was, and there are as many records.",
        );
        for (name, summary) in &files.past_exports {
            write_export(html, name, summary, files.verifications.get(name));
        }
    }

    fn write_files(&self, html: &mut Html) {
        let Some(files) = &self.files else {
            return html.paragraph(
                "This sweep was of records in memory: of files nothing is known here. The list is known by its \
                 snapshot and the policy by its hash, both above.",
            );
        };
        html.table(
            "What was read",
            &[left("File"), left("SHA-256")],
            read(files).into_iter().map(|(of, hash)| vec![Cell::Text(of), Cell::Sha256(hash)]),
        );
        html.table(
            "What was written",
            &[left("File"), left("SHA-256")],
            files
                .outputs
                .iter()
                .map(|(name, hash)| vec![Cell::Name(name.clone()), Cell::Sha256(hash.clone())]),
        );
        html.note(
            "The fingerprint of this page is in the manifest, which was written last. A fingerprint is of the content: \
             of a compressed file, as it is when unpacked.",
        );
    }
}

fn read(files: &Files) -> Vec<(String, String)> {
    let mut read = vec![
        ("opt-out list".to_owned(), files.list.clone()),
        ("contacts".to_owned(), files.contacts.clone()),
    ];
    read.extend(files.evidence.iter().map(|hash| ("evidence".to_owned(), hash.clone())));
    read.extend(files.options.iter().map(|(of, hash)| (spoken(of), hash.clone())));
    let originals = files.past_exports.values().filter_map(|summary| summary.sha256_input.clone());
    read.extend(originals.map(|hash| ("past export".to_owned(), hash)));
    read
}

fn write_export(html: &mut Html, name: &str, summary: &Summary, verified: Option<&Verification>) {
    let hash = |hash: &Option<String>| Cell::Sha256(hash.clone().unwrap_or_default());
    let targets = &summary.targets;
    html.facts(&[
        ("Written as", Cell::Name(name.to_owned())),
        ("Profile", Cell::Text(spoken(&summary.profile))),
        ("Records", Cell::Number(summary.records)),
        ("Redacted now", Cell::Number(summary.redacted)),
        ("Redacted before", Cell::Number(summary.already_redacted)),
        (
            "Looked for",
            Cell::Text(format!(
                "{} of people, {} of records, {}",
                several(targets.people_ids as u64, "id"),
                several(targets.record_ids as u64, "id"),
                match targets.emails {
                    1 => "1 address".to_owned(),
                    emails => format!("{} addresses", grouped(emails)),
                }
            )),
        ),
        (
            "Is Redacted column",
            Cell::Text(if summary.appended_column { "added" } else { "was there" }.to_owned()),
        ),
        (
            "Verification",
            Cell::Text(match verified {
                Some(verified) => format!(
                    "read again: every promise holds for {}, of which {} redacted",
                    several(verified.records, "record"),
                    grouped(verified.redacted)
                ),
                None => "none".to_owned(),
            }),
        ),
        ("SHA-256 before", hash(&summary.sha256_input)),
        ("SHA-256 after", hash(&summary.sha256_output)),
    ]);
    let findings = counted(&summary.findings)
        .chain(verified.into_iter().flat_map(|verified| counted(&verified.findings)));
    let rows: Vec<Vec<Cell>> = findings
        .map(|(kind, count)| vec![Cell::Text(spoken(kind.as_str())), Cell::Number(count)])
        .collect();
    if !rows.is_empty() {
        html.table(
            "What somebody should look at in it",
            &[left("Finding"), right("Records")],
            rows,
        );
    }
}

fn counted(findings: &Findings) -> impl Iterator<Item = (FindingKind, u64)> {
    let counts = FindingKind::ALL.iter().map(|kind| (*kind, findings.count(*kind)));
    counts.filter(|(_, count)| *count > 0)
}
