//! Who was found, and what becomes of the records.

use std::collections::BTreeMap;
use std::fmt::Display;

use super::chart::{self, Bar};
use super::html::{Cell, Html, left, right};
use super::{EvidenceReport, Section, several, share, spoken};
use crate::basis::{Marketing, Retention};
use crate::matching::{MatchStatus, Tier};

pub(super) const SECTION: Section = Section {
    id: "found",
    title: "What was found, and what becomes of it",
    write: EvidenceReport::write_found,
};

impl EvidenceReport {
    fn write_found(&self, html: &mut Html) {
        let (counts, found) = (&self.counts, self.found());
        html.table(
            "All records read, by what they are to the list",
            &[left("Status"), right("Records"), right("Share"), left("In words")],
            MatchStatus::ALL.iter().map(|status| {
                let count = counts.with_status(*status);
                vec![
                    Cell::Text(spoken(status.as_str())),
                    Cell::Number(count),
                    Cell::Right(share(count, counts.records)),
                    Cell::Text(status.phrase().to_owned()),
                ]
            }),
        );
        html.heading("By tier");
        html.chart(&chart::bars("tiers", "Records found, by tier", found, &self.tier_bars()));
        html.table(
            "Records found, by tier, and how the policy handles each",
            &[left("Tier"), left("Evidence"), right("Records"), left("What its rules say")],
            Tier::ALL.iter().map(|tier| {
                vec![
                    Cell::Text(tier.to_string()),
                    Cell::Text(tier.phrase().to_owned()),
                    Cell::Number(counted(&counts.tiers, *tier)),
                    Cell::Text(self.handling(*tier)),
                ]
            }),
        );
        html.heading("By decision");
        html.chart(&chart::bars(
            "decisions",
            "Records found, by decision",
            found,
            &self.decision_bars(),
        ));
        html.table(
            "Records found, by reason",
            &[left("Reason"), right("Records"), left("In words")],
            counts.reasons.iter().map(|(reason, count)| {
                vec![
                    Cell::Text(spoken(reason.as_str())),
                    Cell::Number(*count),
                    Cell::Text(reason.sentence().to_owned()),
                ]
            }),
        );
        html.paragraph(&format!(
            "{} in the table for review, where a human decides: those for review, and those that are suppressed and \
             not deleted.",
            match self.review_queue() {
                1 => "1 record is".to_owned(),
                queue => format!("{} are", several(queue, "record")),
            }
        ));
        self.write_bases(html);
        html.table(
            "Records found, by whether marketing may be sent",
            &[left("Marketing"), right("Records"), right("Share")],
            Marketing::ALL.iter().map(|marketing| {
                let count = counted(&counts.marketing, *marketing);
                vec![
                    Cell::Text(spoken(marketing.as_str())),
                    Cell::Number(count),
                    Cell::Right(share(count, found)),
                ]
            }),
        );
        self.write_marketing_contacts(html);
    }

    fn write_bases(&self, html: &mut Html) {
        if self.counts.bases.is_empty() {
            return html.paragraph("No record that was found is kept on a lawful basis.");
        }
        html.table(
            "Records kept, by lawful basis of the GDPR",
            &[left("Basis"), right("Records")],
            self.counts.bases.iter().map(|(basis, count)| {
                vec![Cell::Text(basis.phrase().to_owned()), Cell::Number(*count)]
            }),
        );
    }

    fn write_marketing_contacts(&self, html: &mut Html) {
        html.note(&format!(
            "{} opted out of e-mail and still paid for as a marketing contact, found or not.",
            match self.counts.marketing_waste {
                1 => "1 record is".to_owned(),
                waste => format!("{} are", several(waste, "record")),
            }
        ));
        if !self.counts.marketing_contacts_missing.is_empty() {
            html.table(
                "Records found that are paid for as marketing contacts and kept on no basis, by what is missing",
                &[left("Missing"), right("Records")],
                self.counts.marketing_contacts_missing.iter().map(|(missing, count)| {
                    vec![Cell::Text(missing.phrase().to_owned()), Cell::Number(*count)]
                }),
            );
        }
    }

    fn tier_bars(&self) -> Vec<Bar> {
        let tiers = Tier::ALL.iter().filter(|tier| self.is_in_play(**tier));
        tiers
            .map(|tier| Bar {
                label: format!("{tier}, {}", tier.phrase()),
                count: counted(&self.counts.tiers, *tier),
            })
            .collect()
    }

    fn decision_bars(&self) -> Vec<Bar> {
        let label = |retention: Retention| retention.phrase().to_owned();
        Retention::ALL
            .iter()
            .map(|retention| Bar {
                label: label(*retention),
                count: self.counts.with_retention(*retention),
            })
            .collect()
    }

    fn is_in_play(&self, tier: Tier) -> bool {
        let rules = self.policy.matching().rules();
        self.counts.tiers.contains_key(&tier) || rules.iter().any(|rule| rule.tier == tier)
    }

    /// What the rules of a tier make of a record.
    fn handling(&self, tier: Tier) -> String {
        let rules = self.policy.matching().rules();
        let mut by_status: BTreeMap<MatchStatus, u64> = BTreeMap::new();
        for rule in rules.iter().filter(|rule| rule.tier == tier) {
            *by_status.entry(rule.status).or_default() += 1;
        }
        match by_status.is_empty() {
            true => "the policy has no rule of this tier".to_owned(),
            false => joined(by_status.iter().map(|(status, rules)| {
                format!("{} ({})", spoken(status.as_str()), several(*rules, "rule"))
            })),
        }
    }
}

fn counted<K: Ord>(counts: &BTreeMap<K, u64>, key: K) -> u64 {
    counts.get(&key).copied().unwrap_or(0)
}

fn joined(parts: impl Iterator<Item = impl Display>) -> String {
    let parts: Vec<String> = parts.map(|part| part.to_string()).collect();
    parts.join(", ")
}
