//! One record: what it is to the list, and what its decision needs.

use super::Sweep;
use super::found::Found;
use super::hit::Hit;
use super::place::regimes;
use super::review::{Shown, Side};
use crate::basis::{self, Evidence};
use crate::contact::fold_namespace;
use crate::error::{Input, Result};
use crate::matching::{Identifier, LookUp, MatchStatus, Matcher, Room, Screen};
use crate::normalize::id::id_key;
use crate::table::{Record, Role, Schema};

/// How many records are looked at together, so that their look-ups wait for memory at the same time.
pub(crate) const TOGETHER: usize = 16;

/// What is the same for all records of a pass.
pub(super) struct Pass<'a> {
    pub(super) sweep: &'a Sweep<'a>,
    pub(super) matcher: &'a Matcher,
    /// The list as review may see it.
    pub(super) shown: Option<Shown<'a>>,
    schema: &'a Schema,
    screen: Screen<'a>,
    /// The columns that can hold evidence.
    evidence: Vec<(usize, &'a Role)>,
}

impl<'p> Pass<'p> {
    pub(super) fn new(sweep: &'p Sweep<'p>, matcher: &'p Matcher, schema: &'p Schema) -> Self {
        Self {
            sweep,
            matcher,
            shown: sweep.list.filter(|_| sweep.review.values).map(Shown::of),
            schema,
            screen: Screen::new(matcher, schema),
            evidence: schema.columns().filter(|(_, role)| basis::holds_evidence(role)).collect(),
        }
    }

    /// Of each record whether it can be told at sight that it is nobody's. `room` is memory to work with.
    pub(super) fn strangers<'a, 'r>(
        &self,
        records: impl Iterator<Item = &'a Record<'a>> + Clone,
        room: &'r mut Room,
    ) -> &'r [bool] {
        let store = self.sweep.evidence;
        self.screen.strangers(records, room, |identifier| match identifier {
            _ if store.is_empty() => false,
            Identifier::Id(namespace, id) => store.may_be_about(namespace, id),
            Identifier::Mailbox(canonical) => store.is_about_mailbox(canonical),
        })
    }

    /// Looks a record up that may be a stranger; where it leads if it leads to the list, with the hit if a rule
    /// found it.
    pub(super) fn look_up(
        &self,
        record: &Record<'_>,
        is_stranger: bool,
        found: &mut Found,
    ) -> Result<Option<(LookUp, Option<Hit>)>> {
        let evidence = self.evidence_in(record, found)?;
        if is_stranger {
            found.count(MatchStatus::NonMatch);
            return Ok(None);
        }
        Ok(self.look_up_closely(record, evidence, found))
    }

    fn look_up_closely(
        &self,
        record: &Record<'_>,
        mut evidence: Vec<Evidence>,
        found: &mut Found,
    ) -> Option<(LookUp, Option<Hit>)> {
        let schema = self.schema;
        let contact = schema.contact(record);
        let looked_up = self.matcher.look_up(&contact);
        let matched = self.matcher.judge(&looked_up, None);
        found.counts.unreadable_identifiers += matched.unreadable() as u64;
        found.counts.oversized_blocks += matched.oversized_blocks() as u64;
        let system = schema.record_id(record).map(|(namespace, _)| namespace);
        let about = self.sweep.evidence.find(contact.ids(), &looked_up.keys.emails, system);
        found.evidence_used.extend(about.iter().map(|(at, _)| *at));
        if matched.finding().is_none() && matched.is_settled() {
            found.count(matched.status());
            return looked_up.leads_on().then_some((looked_up, None));
        }
        evidence.extend(self.sweep.evidence.take(&about));
        let hit = Hit {
            record: record.number(),
            record_id: schema.record_id(record).map_or("", |(_, id)| id).to_owned(),
            system: system.map(|system| fold_namespace(system).into_owned()),
            key: own_key(record, schema),
            found: matched,
            evidence,
            regimes: regimes(&contact, record, schema, &self.sweep.policy.basis().packs),
            side: if self.shown.is_some() { Side::of(&contact) } else { Side::default() },
        };
        Some((looked_up, Some(hit)))
    }

    /// The evidence in a record's own cells.
    fn evidence_in(&self, record: &Record<'_>, found: &mut Found) -> Result<Vec<Evidence>> {
        if self.evidence.is_empty() {
            return Ok(Vec::new());
        }
        let value = |at| record.value(at).unwrap_or_default();
        let cells = self.evidence.iter().map(|(at, role)| (at + 1, *role, value(*at)));
        let evidence = basis::evidence_in_cells(cells.clone())
            .map_err(|error| error.at(record.position()).within(Input::Contacts))?;
        for opts_out in cells.filter_map(|(_, role, value)| basis::opts_out(role, value)) {
            found.counts.opt_out_flags += 1;
            found.counts.opt_out_flags_set += u64::from(opts_out);
        }
        found.counts.marketing_waste += u64::from(basis::is_waste(&evidence));
        Ok(evidence)
    }
}

/// The record's own id as its system takes it. Blank where the table has no column for it, so that its
/// absence is no fault of the record.
fn own_key(record: &Record<'_>, schema: &Schema) -> Option<String> {
    if !schema.has_record_id() {
        return Some(String::new());
    }
    let (namespace, value) = schema.record_id(record)?;
    id_key(namespace, value).ok().map(|key| key.into_owned())
}
