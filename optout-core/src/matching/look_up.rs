//! From a record to the entries that it may belong to.

use super::best_name::RecordNames;
use super::names::NameClass;
use super::near::is_near;
use super::verdict::Verdict;
use crate::contact::Contact;
use crate::index::{Fingerprint, Index, Keys, Postings, Prints};
use crate::normalize::email::Email;

/// What a record is looked up by, and where that leads.
pub(crate) struct LookUp {
    pub(crate) keys: Keys,
    pub(super) prints: Prints,
    /// The entries that share something with it, each once, in the order of the list.
    pub(super) candidates: Vec<u32>,
    /// The entries that it may be the file's only record of: those with an id or address of it, and those of
    /// its company whose name can be its own; if no rule asks for that, those alone whose name agrees as well as the
    /// rules ask for.
    pub(super) claims: Vec<u32>,
    /// How many blocks had too many entries to be compared.
    pub(super) oversized: usize,
    /// What humans have decided about it and entries.
    pins: Vec<(u32, Verdict)>,
}

/// A block with more entries than this is not compared, and reported.
const LARGEST_BLOCK: usize = 1024;

impl LookUp {
    /// Looks a record up. Names are read only where ids, addresses and company lead to an entry: most
    /// records are nobody's on the list. Those of colleagues are looked at as far as they have to agree.
    pub(super) fn of(contact: &Contact<'_>, index: &Index, colleague: NameClass) -> Self {
        let keys =
            Keys::identifiers(contact, index.known(), |namespace| index.has_namespace(namespace));
        let prints = index.prints(&keys);
        let mut found = Found::default();
        for print in &prints.ids {
            found.add(index.postings(*print));
        }
        for email in &prints.emails {
            found.add(index.postings(email.exact));
            if let Some(mailbox) = email.mailbox {
                found.add(index.postings(mailbox));
            }
        }
        let by_key = found.entries.clone();
        let mut look_up = Self {
            keys,
            prints,
            candidates: Vec::new(),
            claims: Vec::new(),
            oversized: 0,
            pins: Vec::new(),
        };
        look_up.search_places(contact, index, colleague, &mut found);
        look_up.claims.extend(by_key);
        look_up.claims.sort_unstable();
        look_up.claims.dedup();
        found.entries.sort_unstable();
        found.entries.dedup();
        look_up.candidates = found.entries;
        look_up.oversized = found.oversized;
        look_up
    }

    /// Looks a record up and keeps all that it has, for explaining.
    pub(super) fn whole(contact: &Contact<'_>, index: &Index, colleague: NameClass) -> Self {
        let mut look_up = Self::of(contact, index, colleague);
        look_up.keys.domains.clear();
        look_up.keys.add_companies(contact, index.known());
        look_up.keys.add_names(contact);
        look_up.prints.companies =
            look_up.keys.domains.iter().map(|domain| index.company(domain)).collect();
        look_up
    }

    /// Adds what humans have decided. Whom one took for the same person is a candidate.
    pub(super) fn pin(&mut self, pins: Vec<(u32, Verdict)>) {
        let same = pins.iter().filter(|(_, verdict)| *verdict == Verdict::Same);
        self.candidates.extend(same.map(|(at, _)| at));
        self.candidates.sort_unstable();
        self.candidates.dedup();
        self.pins = pins;
    }

    /// What a human decided about it and an entry; between entries of one id, not to delete is safer.
    pub(super) fn verdict(&self, at: u32) -> Option<Verdict> {
        self.pins.iter().filter(|(entry, _)| *entry == at).map(|(_, verdict)| *verdict).max()
    }

    fn search_places(
        &mut self,
        contact: &Contact<'_>,
        index: &Index,
        colleague: NameClass,
        found: &mut Found,
    ) {
        let blocks = index.blocks();
        let leads_on = !found.entries.is_empty();
        if blocks.domain || leads_on {
            self.keys.add_domains(contact, index.known());
            let domains = self.keys.domains.iter();
            self.prints.companies = domains.map(|domain| index.company(domain)).collect();
        }
        let is_listed = |place: &Fingerprint| !index.postings(*place).is_empty();
        let companies: Vec<Fingerprint> = if blocks.domain {
            self.prints.companies.iter().copied().filter(is_listed).collect()
        } else {
            Vec::new()
        };
        let neighbourhoods: Vec<Fingerprint> = if blocks.near {
            let places = self
                .keys
                .emails
                .iter()
                .map(Email::canonical_parts)
                .flat_map(|at| index.address_places(at));
            places.filter(is_listed).collect()
        } else {
            Vec::new()
        };
        // A small neighbourhood is looked at as a whole.
        let (small, large): (Vec<_>, Vec<_>) =
            neighbourhoods.into_iter().partition(|place| index.is_small(*place));
        let emails = &self.keys.emails;
        let is_neighbour =
            |at: u32| index.entry(at).is_some_and(|entry| is_near(emails, entry.addresses()));
        for place in small {
            found.add_some(index.at_place(place, &[]), is_neighbour);
        }
        let is_at_no_place = companies.is_empty() && large.is_empty() && found.entries.is_empty();
        if is_at_no_place && !blocks.same_name && !blocks.any_name {
            return;
        }
        self.keys.add_names(contact);
        let names = &self.keys.names;
        if blocks.same_name {
            for name in names {
                found.add(index.postings(index.name(name)));
            }
        }
        let emails = &self.keys.emails;
        let is_neighbour =
            |at: u32| index.entry(at).is_some_and(|entry| is_near(emails, entry.addresses()));
        for place in large {
            found.add_some(index.at_place(place, names), is_neighbour);
        }
        if names.is_empty() {
            return;
        }
        let own = RecordNames::new(names, &index.known().nicknames);
        let may_be_colleague = |at: u32| own.reach(colleague, index.entry(at));
        let mut colleagues = Found::default();
        for company in companies {
            colleagues.add_some(index.at_place(company, names), may_be_colleague);
        }
        found.entries.extend(&colleagues.entries);
        found.oversized += colleagues.oversized;
        self.claims = colleagues.entries;
        if blocks.any_name {
            let has_compatible_name = |at: u32| own.reach(NameClass::LEAST, index.entry(at));
            found.add_some(index.at_place(index.everywhere(), names), has_compatible_name);
        }
    }

    /// Whether it leads to any entry.
    pub(crate) fn leads_on(&self) -> bool {
        !self.candidates.is_empty()
    }
}

/// Entries found, and blocks that were not searched.
#[derive(Default)]
struct Found {
    entries: Vec<u32>,
    oversized: usize,
}

impl Found {
    /// Of a key that is the listing of too many, some are enough to say so.
    fn add(&mut self, postings: Postings<'_>) {
        self.oversized += usize::from(postings.len() > LARGEST_BLOCK);
        self.entries.extend(postings.iter().take(LARGEST_BLOCK));
    }

    fn add_some(&mut self, blocks: Vec<Postings<'_>>, is_wanted: impl Fn(u32) -> bool) {
        let mut at_place = Vec::new();
        for block in blocks {
            if block.len() > LARGEST_BLOCK {
                self.oversized += 1;
            } else {
                at_place.extend(block.iter());
            }
        }
        at_place.sort_unstable();
        at_place.dedup();
        at_place.retain(|at| is_wanted(*at));
        self.entries.append(&mut at_place);
    }
}
