use std::collections::{BTreeMap, BTreeSet};

use super::*;
use crate::basis::{
    Attestation, BasisPolicy, EvidenceStore, LawfulBasis, Marketing, Missing, Reason, Regime,
};
use crate::list::ListOptions;
use crate::markup::grouped;
use crate::matching::{MatchPolicy, MatchStatus, Tier};

const HOSTILE: &str = "\"><script>alert(1)</script>&amp;'\u{202e}";

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn policy() -> Policy {
    let text = format!(
        "name = '''{HOSTILE}'''\n[[rule]]\nname = '''{HOSTILE}'''\ntier = 'T0'\nwhen = 'id'\nstatus = 'match'\n\
         says = '''{HOSTILE}'''\n"
    );
    let basis = BasisPolicy {
        purpose: HOSTILE.to_owned(),
        balancing_test: Some(HOSTILE.to_owned()),
        no_applicable_law: [Regime::Rest].into(),
        attestation: Some(Attestation {
            by: HOSTILE.to_owned(),
            on: date("2026-01-02"),
            scope: HOSTILE.to_owned(),
        }),
        ..BasisPolicy::default()
    };
    Policy::new(MatchPolicy::from_toml(&text).unwrap(), basis)
}

fn report(counts: Counts) -> EvidenceReport {
    let list = OptOutList::read(&b"Unique 6sense Record ID\nP1\nP2\n"[..], &ListOptions::default());
    let (list, evidence) = (list.unwrap(), EvidenceStore::new());
    EvidenceReport::new(&Sweep::new(&list, policy(), &evidence, date("2026-11-24")), &counts)
}

/// A number of its own for everything that is counted.
fn counted() -> (Counts, Vec<u64>) {
    let mut taken = Vec::new();
    let mut next = || {
        let number = 1_000_003 + 1_013 * taken.len() as u64;
        taken.push(number);
        number
    };
    fn each<K: Copy + Ord>(keys: &[K], next: &mut impl FnMut() -> u64) -> BTreeMap<K, u64> {
        keys.iter().map(|key| (*key, next())).collect()
    }
    let days = [date("2026-11-01"), date("2026-11-24"), date("2026-12-24")];
    let counts = Counts {
        records: next(),
        status: each(MatchStatus::ALL, &mut next),
        tiers: each(Tier::ALL, &mut next),
        retention: each(Retention::ALL, &mut next),
        reasons: each(Reason::ALL, &mut next),
        bases: each(LawfulBasis::ALL, &mut next),
        marketing: each(Marketing::ALL, &mut next),
        marketing_waste: next(),
        opt_out_flags_set: next(),
        opt_out_flags: next(),
        unreadable_identifiers: next(),
        oversized_blocks: next(),
        evidence_about_nobody: next(),
        holds_about_nobody: next(),
        entries_not_found: next(),
        entries_gone: next(),
        not_flagged: next(),
        marketing_contacts_missing: each(Missing::ALL, &mut next),
        overdue: next(),
        deadlines: each(&days, &mut next),
    };
    (counts, taken)
}

/// All that a page can hold.
fn full() -> EvidenceReport {
    let mut full = report(counted().0);
    let hash = "0123456789abcdef".repeat(4);
    full.previous_entries = Some(2);
    full.previous_records = Some(1_000_000);
    full.files = Some(Files {
        list: hash.clone(),
        contacts: hash.clone(),
        evidence: Some(hash.clone()),
        options: [("id_links", hash.clone())].into(),
        past_exports: BTreeMap::new(),
        verifications: BTreeMap::new(),
        outputs: [(HOSTILE.to_owned(), hash)].into(),
    });
    full
}

/// The values of an attribute.
fn values<'a>(page: &'a str, attribute: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap())
}

#[test]
fn every_count_is_on_the_page() {
    let (counts, taken) = counted();
    let mut report = report(counts);
    report.previous_entries = Some(2_000_000);
    let page = report.html();
    for number in taken {
        assert!(page.contains(&grouped(number)), "{number}");
    }
    let hashes = [report.policy.hash(), report.policy.matching().hash(), &report.snapshot];
    for hash in hashes.into_iter().chain([report.policy.basis().hash().as_str()]) {
        assert!(page.contains(hash));
    }
    for sentence in Reason::ALL.iter().map(|reason| reason.sentence()) {
        assert!(page.contains(&crate::markup::escaped(sentence)), "{sentence}");
    }
    assert!(page.contains(Trace::NOTICE) && page.contains("overdue by 23 days"));
    assert!(page.contains("of files nothing is known here"));
}

#[test]
fn a_page_runs_and_loads_nothing_whatever_names_hold() {
    for page in [full().html(), report(Counts::default()).html()] {
        for what in ["<script", "<img", "<link", "<iframe", " src=", "url(", "@import", "://"] {
            assert!(!page.contains(what), "{what}");
        }
        assert!(page.contains("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;&#39;"));
        assert!(page.contains("content=\"default-src 'none';"));
        assert!(values(&page, " href=\"").all(|target| target.starts_with('#')));
        let tags = page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap());
        let mut attributes = tags.flat_map(|tag| tag.split_whitespace().skip(1));
        assert!(!attributes.any(|one| one.starts_with("on") && one.contains('=')));
        // What turns the direction of text stays within its name.
        for (at, _) in page.match_indices('\u{202e}') {
            let (opened, closed) = (page[..at].rfind("<bdi>"), page[..at].rfind("</bdi>"));
            assert!(opened > closed, "{}", &page[at - 90..at]);
        }
    }
}

#[test]
fn elements_are_closed_and_names_are_there() {
    let page = full().html();
    let mut open: Vec<&str> = Vec::new();
    for tag in page.split('<').skip(1).map(|rest| rest.split('>').next().unwrap()) {
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop(), Some(name)),
            None if tag.ends_with('/') || ["!doctype", "meta"].contains(&name) => {}
            None => open.push(name),
        }
    }
    assert!(open.is_empty(), "{open:?}");
    let ids: Vec<&str> = values(&page, " id=\"").collect();
    let known: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), known.len(), "{ids:?}");
    assert!(values(&page, " href=\"#").all(|id| known.contains(id)));
    for label in values(&page, " aria-labelledby=\"") {
        assert!(label.split(' ').all(|id| known.contains(id)), "{label}");
    }
    assert_eq!(page.matches("<svg role=\"img\" aria-labelledby=").count(), 3);
    assert_eq!(page.matches("<svg").count(), 3);
    assert_eq!(page.matches("<table").count(), page.matches("<caption>").count());
    let body = page.split("<tbody>").skip(1).map(|rest| rest.split("</tbody>").next().unwrap());
    for row in body.flat_map(|body| body.split("<tr>").skip(1)) {
        assert!(row.starts_with("<th scope=\"row\""), "{row}");
    }
}

#[test]
fn the_same_sweep_is_the_same_bytes() {
    assert_eq!(full().html(), full().html());
    assert_ne!(full().html(), report(Counts::default()).html());
}

/// Counts that a caller hands in may be anything.
#[test]
fn no_number_is_too_large() {
    let mut counts = counted().0;
    let all: [&mut dyn Iterator<Item = &mut u64>; 3] = [
        &mut counts.retention.values_mut(),
        &mut counts.tiers.values_mut(),
        &mut counts.deadlines.values_mut(),
    ];
    for number in all.into_iter().flatten() {
        *number = u64::MAX;
    }
    let mut report = report(counts);
    for guard in [Guard::OFF, Guard { shrinkage_per_mille: u64::MAX, ..Guard::default() }] {
        report.guard = guard;
        report.previous_records = Some(u64::MAX);
        assert!(report.html().contains("18,446,744,073,709,551,615"));
    }
}

#[test]
fn the_guard_says_what_it_did_not_look_at() {
    let said = |report: &EvidenceReport| {
        let page = report.html();
        let missing = "not compared: how many there were was not given";
        (page.matches(missing).count(), page.matches(">passed<").count())
    };
    let mut report = report(Counts::default());
    assert_eq!(said(&report), (2, 2));
    report.previous_entries = Some(2);
    assert_eq!(said(&report), (1, 3));
    report.guard = Guard::OFF;
    assert_eq!(said(&report), (1, 0));
}

/// WCAG 2.2, 1.4.3: text is told from what it stands on, in every scheme.
#[test]
fn colours_of_text_have_contrast() {
    let style = include_str!("style.css");
    let schemes: Vec<&str> = style.split(":root {").skip(1).collect();
    assert_eq!(schemes.len(), 3);
    for scheme in schemes {
        let colour = |name: &str| -> f64 {
            let (_, rest) = scheme.split_once(&format!("--{name}: #")).unwrap();
            luminance(&rest[..6])
        };
        let contrast = |one: f64, other: f64| (one.max(other) + 0.05) / (one.min(other) + 0.05);
        for name in ["ink", "faint", "mark", "link"] {
            let found = contrast(colour(name), colour("page"));
            assert!(found >= 4.5, "{name}: {found}");
        }
        for ground in ["page", "track"] {
            assert!(contrast(colour("bar"), colour(ground)) >= 3.0);
        }
    }
}

fn luminance(hex: &str) -> f64 {
    let part = |at: usize| {
        let value = f64::from(u8::from_str_radix(&hex[at..at + 2], 16).unwrap()) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * part(0) + 0.7152 * part(2) + 0.0722 * part(4)
}
