//! A whole pass, from bytes to decisions.csv.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::report::Counts;
use optout_core::sweep::{Outputs, ReviewOptions};
use optout_core::{Error, EvidenceStore, Layout, ListOptions, Matcher, OptOutList, Sweep, Table};
use serde::Deserialize;

use crate::list::layout;
use crate::matching::{Known, policy};
use crate::{bytes, run, same, same_error};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    now: String,
    list: String,
    contacts: Option<String>,
    contacts_hex: Option<String>,
    evidence: Option<String>,
    policy: Option<String>,
    aliases: Option<String>,
    links: Option<String>,
    nicknames: Option<String>,
    verdicts: Option<String>,
    preset: Option<String>,
    #[serde(default)]
    columns: BTreeMap<String, String>,
    decisions: Option<String>,
    flags: Option<String>,
    not_flagged: Option<u64>,
    previous_list: Option<String>,
    previous_records: Option<u64>,
    entries_gone: Option<u64>,
    waste: Option<u64>,
    error: Option<String>,
    input: Option<String>,
    record: Option<u64>,
    line: Option<u64>,
    byte: Option<u64>,
}

/// Whether a sweep builds its matcher or is given one.
#[derive(Clone, Copy)]
enum With {
    List,
    SavedMatcher,
}

/// Decisions, flags, deletions, review and audit, and the counts.
type Written = ([String; 5], Counts);

fn sweep(case: &Case, contacts: &[u8], with: With) -> Result<Written, Error> {
    let list = OptOutList::read(case.list.as_bytes(), &ListOptions::default())?;
    let evidence = match &case.evidence {
        Some(text) => read_evidence(text.as_bytes(), Default::default())?,
        None => EvidenceStore::new(),
    };
    let layout = match &case.preset {
        Some(name) => Layout::preset(name)?,
        None => layout(&case.columns),
    };
    let known = Known {
        aliases: case.aliases.as_deref(),
        links: case.links.as_deref(),
        nicknames: case.nicknames.as_deref(),
        verdicts: case.verdicts.as_deref(),
    };
    let policy = policy(case.policy.as_deref());
    let options = ListOptions::default();
    let previous = case
        .previous_list
        .as_ref()
        .map(|text| OptOutList::read(text.as_bytes(), &options).map(|list| list.snapshot()));
    let previous = previous.transpose()?;
    let now = case.now.parse().unwrap();
    let matcher = Matcher::with_options(&list, policy.matching().clone(), known.options()?);
    let matcher = Matcher::from_bytes(matcher.to_bytes())?;
    let mut sweep = match with {
        With::List => Sweep::new(&list, policy, &evidence, now).matching(known.options()?),
        With::SavedMatcher => {
            Sweep::with_matcher(&matcher, policy.basis().clone(), &evidence, now).showing(&list)
        }
    };
    sweep = sweep.review(ReviewOptions { values: true, scores: true });
    if let Some(snapshot) = &previous {
        sweep = sweep.previous_list(snapshot);
    }
    if let Some(records) = case.previous_records {
        sweep = sweep.previous_records(records);
    }
    let mut contacts = Table::open_contacts(contacts, Default::default(), &layout)?;
    let mut written = Outputs::all(Vec::new);
    let swept = sweep.run(&mut contacts, written.by_ref(), &mut |_| ControlFlow::Continue(()))?;
    let text = |written: Option<Vec<u8>>| String::from_utf8(written.unwrap()).unwrap();
    let Outputs { decisions, deletions, review, flags, audit } = written;
    let written = [decisions, flags, deletions, review, audit].map(text);
    Ok((written, swept.counts))
}

fn check(case: Case) -> Result<(), String> {
    let contacts = bytes(case.contacts.clone(), case.contacts_hex.as_deref());
    let built = sweep(&case, &contacts, With::List);
    if sweep(&case, &contacts, With::SavedMatcher) != built {
        return Err("with a saved matcher, something else was written".to_owned());
    }
    match (built, case.error) {
        (Err(error), Some(code)) => {
            same("input", error.input().map(|input| input.as_str().to_owned()), case.input)?;
            same_error(&error, &code, (case.record, case.line, case.byte))
        }
        (Err(error), None) => Err(error.to_string()),
        (Ok(_), Some(code)) => Err(format!("expected the error {code}")),
        (Ok(([decisions, flags, ..], counts)), None) => {
            if case.decisions.is_some() || case.flags.is_none() {
                same("decisions", Some(decisions), case.decisions)?;
            }
            case.flags.map_or(Ok(()), |expected| same("flags", flags, expected))?;
            for (what, found, expected) in [
                ("waste", counts.marketing_waste, case.waste),
                ("not_flagged", counts.not_flagged, case.not_flagged),
                ("entries_gone", counts.entries_gone, case.entries_gone),
            ] {
                same(what, found, expected.unwrap_or(found))?;
            }
            Ok(())
        }
    }
}

#[test]
fn sweeps() {
    run("sweep", check);
}
