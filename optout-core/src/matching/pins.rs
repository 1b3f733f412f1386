//! Verdicts in place of rules.

use std::sync::Arc;

use super::expression::Expression;
use super::policy::{MatchStatus, Rule, Tier};
use super::verdict::{Verdict, Verdicts};
use crate::contact::Contact;
use crate::index::Index;
use crate::normalize::id::id_key;
use crate::table::VENDOR_NAMESPACE;

/// The entries that a human has decided about beside a record, each with the verdict. The verdicts are those
/// about what records and entries have become.
pub(super) fn pins(
    contact: &Contact<'_>,
    verdicts: &Verdicts,
    index: &Index,
) -> Vec<(u32, Verdict)> {
    let mut pins = Vec::new();
    for id in contact.ids().iter().filter(|_| !verdicts.is_empty()) {
        let Ok(key) = id_key(id.namespace, id.value) else { continue };
        let current = index.known().id_links.current(id.namespace, &key);
        for (entry_id, verdict) in verdicts.about_record(id.namespace, current) {
            let entries = index.with_id(VENDOR_NAMESPACE, entry_id);
            pins.extend(entries.iter().map(|at| (at, verdict)));
        }
    }
    pins
}

/// What a verdict says, in place of a rule; nothing where two were found to be different.
pub(super) fn pinned_rule(verdict: Verdict) -> Option<Arc<Rule>> {
    match verdict {
        Verdict::Different => None,
        Verdict::Same => Some(Arc::new(Rule {
            name: "pinned-same".to_owned(),
            tier: Tier::T0,
            when: Expression::All(Vec::new()),
            status: MatchStatus::Match,
            says: "A human decided that they are one person.".to_owned(),
        })),
    }
}
