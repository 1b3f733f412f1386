//! The policy in words.

use super::html::{Cell, Html, left};
use super::{EvidenceReport, Section, several, spoken};
use crate::basis::{BasisRule, Ground, Regime, RegimePack, Term};

pub(super) const SECTION: Section =
    Section { id: "policy", title: "The policy in words", write: EvidenceReport::write_policy };

impl EvidenceReport {
    fn write_policy(&self, html: &mut Html) {
        let (matching, basis) = (self.policy.matching(), self.policy.basis());
        html.facts(&[
            ("Matching rules", Cell::Name(matching.name().to_owned())),
            ("Policy", Cell::Sha256(self.policy.hash().to_owned())),
            ("Its matching rules", Cell::Sha256(matching.hash().to_owned())),
            ("Its basis policy", Cell::Sha256(basis.hash())),
        ]);
        html.heading("Who is found");
        html.paragraph("The first rule that holds for a record and a person on the list decides.");
        html.open_list();
        for rule in matching.rules() {
            html.item(
                &rule.name,
                &format!("{}, {}", rule.tier, spoken(rule.status.as_str())),
                &[
                    &rule.says,
                    &format!("Asks for: {}.", rule.condition()),
                    &format!("Then {}.", rule.status.phrase()),
                ],
            );
        }
        html.close_list();
        self.write_basis(html);
    }

    fn write_basis(&self, html: &mut Html) {
        let basis = self.policy.basis();
        html.heading("What is kept");
        html.paragraph("The rules in their order; the first that applies decides.");
        html.table(
            "Rules of lawful basis",
            &[left("Rule"), left("What it asks")],
            BasisRule::ALL.iter().map(|rule| {
                vec![Cell::Text(rule.to_string()), Cell::Text(rule.question().to_owned())]
            }),
        );
        let titles = |regimes: &std::collections::BTreeSet<Regime>| -> String {
            let titles: Vec<&str> = regimes
                .iter()
                .map(|regime| basis.packs.get(*regime).map_or(regime.as_str(), |pack| &pack.title))
                .collect();
            if titles.is_empty() { "nowhere".to_owned() } else { titles.join("; ") }
        };
        let purposes: Vec<&str> = basis.marketing_purposes.iter().map(String::as_str).collect();
        let mut facts = vec![
            ("Purpose that consent has to cover", Cell::Name(basis.purpose.clone())),
            ("Purposes that are marketing", Cell::Name(purposes.join(", "))),
            ("An interaction counts for", months(basis.interaction_window_months)),
            ("A former customer counts for", months(basis.former_customer_months)),
            (
                "First delivery of the vendor",
                match basis.first_vendor_delivery {
                    Some(day) => Cell::Day(day),
                    None => Cell::Text("not known: no interaction counts".to_owned()),
                },
            ),
            (
                "Balancing test",
                match &basis.balancing_test {
                    Some(test) => Cell::Name(test.clone()),
                    None => Cell::Text("none: nothing is kept on legitimate interests".to_owned()),
                },
            ),
            ("No law applies", Cell::Text(titles(&basis.no_applicable_law))),
        ];
        if let Some(human) = &basis.attestation {
            facts.extend([
                ("Who attests that", Cell::Name(human.by.clone())),
                ("Attested on", Cell::Day(human.on)),
                ("Attested for", Cell::Name(human.scope.clone())),
            ]);
        }
        if let Some(days) = basis.after_subscription_days {
            facts.push((
                "After the end of a subscription",
                Cell::Text(several(u64::from(days), "day")),
            ));
        }
        facts.push(("Holidays named", Cell::Number(basis.holidays.0.len() as u64)));
        html.facts(&facts);
        html.heading("By when, and marketing without consent");
        html.paragraph(
            "What each body of law asks for. Where several may apply, the earliest day counts.",
        );
        html.open_list();
        basis.packs.iter().for_each(|pack| write_pack(pack, html));
        html.close_list();
    }
}

fn write_pack(pack: &RegimePack, html: &mut Html) {
    let (refusal, erasure) = (term(pack.opt_out), term(pack.erasure));
    let grounds: Vec<String> = pack.marketing.iter().map(ground).collect();
    let grounds = if grounds.is_empty() { "nothing".to_owned() } else { grounds.join("; or ") };
    let sources = if pack.sources.is_empty() { "none".to_owned() } else { pack.sources.join("; ") };
    html.item(
        &pack.title,
        "",
        &[
            &format!("A refusal: {refusal}. A request to erase: {erasure}."),
            &format!("Permits marketing: {grounds}."),
            &format!("Sources: {sources}."),
        ],
    );
}

fn ground(ground: &Ground) -> String {
    let mut text = spoken(ground.kind.as_str());
    if let Some(months) = ground.months {
        text = format!("{text} of the last {}", several(u64::from(months), "month"));
    }
    for beside in &ground.beside {
        text = format!("{text} with {}", spoken(beside.as_str()));
    }
    text
}

fn term(term: Term) -> String {
    let unit = spoken(term.unit.as_str());
    match term.count {
        1 => format!("1 {}", unit.trim_end_matches('s')),
        count => format!("{count} {unit}"),
    }
}

fn months(months: u32) -> Cell {
    Cell::Text(several(u64::from(months), "month"))
}
