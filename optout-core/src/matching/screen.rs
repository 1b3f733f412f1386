//! Telling most records at sight, and most colleagues of listed people by their names.

use std::borrow::Cow;
use std::ops::Range;

use super::best_name::{RecordNames, may_reach};
use super::names::{Glance, NameClass};
use super::{Matcher, colleague};
use crate::contact::{PersonName, fold_namespace};
use crate::index::{Fingerprint, IdSpace, Index, IndexedEntry};
use crate::normalize::email::{canonical_key, for_each_exact, is_known_provider};
use crate::normalize::id::{IdFault, IdForm};
use crate::normalize::name::{Name, Sketch};
use crate::normalize::website::{Website, plain_host};
use crate::table::{Record, Role, Schema, merged_ids};

/// Tells of most strangers in a table that they are none of the list's people, at the cost of a hash for
/// each identifier and without keeping anything.
///
/// What it says, a whole look-up would say, too; where it is in doubt, there has to be one.
pub(crate) struct Screen<'m> {
    matcher: &'m Matcher,
    /// The columns that records are looked up by.
    columns: Vec<(usize, Column)>,
    names: NameColumns,
    /// How well the names of colleagues have to agree.
    colleague: NameClass,
    /// Whether the policy looks for people by their names alone, so that nobody is a stranger at sight.
    is_off: bool,
    /// Whether humans have decided about what records have become.
    is_linked: bool,
}

enum Column {
    Id(Namespace),
    MergedIds(Namespace),
    Email,
    Website,
}

/// The columns that hold a name or a part of one.
struct NameColumns {
    full: Option<usize>,
    given: Option<usize>,
    family: Option<usize>,
}

struct Namespace {
    folded: String,
    form: IdForm,
    /// Where its ids are in the index, if the list has any.
    listed: Option<IdSpace>,
}

/// An identifier of a record that something beside the list can be about.
pub(crate) enum Identifier<'a> {
    /// An id as it stands, and its namespace.
    Id(&'a str, &'a str),
    /// The canonical key of an address.
    Mailbox(&'a str),
}

/// Memory to work with, from record to record.
#[derive(Default)]
pub(crate) struct Room {
    key: String,
    prints: Prints,
    seen: Vec<Seen>,
    strangers: Vec<bool>,
}

/// What is to be looked up of records, one behind the other.
#[derive(Default)]
struct Prints {
    /// What leads to an entry by itself.
    leading: Vec<Fingerprint>,
    /// Companies, which lead to colleagues.
    companies: Vec<Fingerprint>,
    /// The last host of the record whose companies are among them.
    host: String,
}

/// A record that has been looked at.
struct Seen {
    sight: Sight,
    /// Where its prints are.
    leading: Range<usize>,
    companies: Range<usize>,
    /// Whether the index may have any of them.
    may_lead_on: bool,
    may_have_company: bool,
}

/// What an identifier says of its record, as long as the list has none of its prints.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sight {
    /// Nothing: there is none.
    Blank,
    /// It is nobody's on the list.
    Stranger,
    /// It may lead to the list, or cannot be read.
    Doubt,
}

impl<'m> Screen<'m> {
    /// A screen for the records of one table.
    pub(crate) fn new(matcher: &'m Matcher, schema: &Schema) -> Self {
        let blocks = matcher.index.blocks();
        let namespace = |name: &str| {
            let folded = fold_namespace(name).into_owned();
            let is_listed = matcher.index.has_namespace(&folded);
            let listed = is_listed.then(|| matcher.index.id_space(&folded));
            Namespace { form: IdForm::of(&folded), listed, folded }
        };
        let column = |role: &Role| match role {
            Role::RecordId(name) | Role::Id(name) => Some(Column::Id(namespace(name))),
            Role::MergedIds(name) => Some(Column::MergedIds(namespace(name))),
            Role::Email => Some(Column::Email),
            Role::Website if blocks.domain => Some(Column::Website),
            _ => None,
        };
        Self {
            matcher,
            columns: schema.columns().filter_map(|(at, role)| Some((at, column(role)?))).collect(),
            names: NameColumns::of(schema),
            colleague: colleague(&matcher.policy),
            is_off: blocks.same_name || blocks.any_name,
            is_linked: !matcher.linked.is_empty(),
        }
    }

    /// Of each record whether it has an identifier, and each can be read and is neither the list's nor known
    /// elsewhere.
    ///
    /// A look-up waits for memory, and those of several records wait together.
    pub(crate) fn strangers<'a, 'r>(
        &self,
        records: impl Iterator<Item = &'a Record<'a>> + Clone,
        room: &'r mut Room,
        is_known: impl Fn(Identifier<'_>) -> bool,
    ) -> &'r [bool] {
        room.clear();
        if self.is_off {
            room.strangers.extend(records.map(|_| false));
            return &room.strangers;
        }
        for record in records.clone() {
            self.see(record, room, &is_known);
        }
        let Room { prints, seen, strangers, .. } = room;
        let index = &self.matcher.index;
        let leading = |seen: &Seen| prints.leading.get(seen.leading.clone()).unwrap_or_default();
        let companies =
            |seen: &Seen| prints.companies.get(seen.companies.clone()).unwrap_or_default();
        // No branch hangs on what is found: it would have to be waited for.
        for seen in seen.iter_mut() {
            seen.may_lead_on = index.may_have_any(leading(seen));
            seen.may_have_company = index.may_have_any(companies(seen));
        }
        let leads_on = |print: &Fingerprint| !index.postings(*print).is_empty();
        strangers.extend(records.zip(seen).map(|(record, seen)| {
            let is_listed = seen.sight != Sight::Stranger
                || seen.may_lead_on && leading(seen).iter().any(leads_on)
                || seen.may_have_company && self.may_be_listed_there(record, companies(seen));
            !is_listed
        }));
        strangers
    }

    /// Notes what is to be looked up of a record; the rest of one that is in doubt already does not matter.
    fn see(
        &self,
        record: &Record<'_>,
        room: &mut Room,
        is_known: &impl Fn(Identifier<'_>) -> bool,
    ) {
        let mut of_record = Sight::Blank;
        let (leading, companies) = (room.prints.leading.len(), room.prints.companies.len());
        room.prints.host.clear();
        for (at, column) in &self.columns {
            let value = record.value(*at).unwrap_or_default();
            if value.is_empty() {
                continue;
            }
            let sight = match column {
                Column::Id(namespace) => {
                    self.id(namespace, value, &mut room.prints.leading, is_known)
                }
                Column::MergedIds(namespace) => merged_ids(value)
                    .map(|id| self.id(namespace, id, &mut room.prints.leading, is_known))
                    .fold(Sight::Blank, Sight::and),
                Column::Email => self.emails(value, room, is_known),
                Column::Website => self.website(value, room),
            };
            of_record = of_record.and(sight);
            if of_record == Sight::Doubt {
                break;
            }
        }
        room.seen.push(Seen {
            sight: of_record,
            leading: leading..room.prints.leading.len(),
            companies: companies..room.prints.companies.len(),
            may_lead_on: false,
            may_have_company: false,
        });
    }

    /// Whether somebody is listed for one of these companies whose name can be the record's, or so many are
    /// that they have to be searched.
    fn may_be_listed_there(&self, record: &Record<'_>, companies: &[Fingerprint]) -> bool {
        let index = &self.matcher.index;
        let nicknames = &index.known().nicknames;
        let any_colleague = |may_be: &dyn Fn(Option<IndexedEntry<'_>>) -> bool| {
            companies.iter().any(|company| match index.whole_place(*company) {
                Some(colleagues) => colleagues.iter().any(|at| may_be(index.entry(at))),
                None => true,
            })
        };
        let is_nobody_at_a_glance = |name| {
            Sketch::of(name).is_some_and(|sketch| {
                if index.blocks().spelling && !self.may_be_spelled_there(&sketch, companies) {
                    return true;
                }
                let glance = Glance::at(sketch.outlines());
                !any_colleague(&|entry| may_reach(&glance, self.colleague, entry, nicknames))
            })
        };
        if self.names.cells(record).all(is_nobody_at_a_glance) {
            return false;
        }
        let names: Vec<Name> = self.names.cells(record).filter_map(Name::read).collect();
        let own = RecordNames::new(&names, nicknames);
        !names.is_empty() && any_colleague(&|entry| own.reach(self.colleague, entry))
    }

    /// Whether all parts of a name may be spelled so by people of one of these companies.
    fn may_be_spelled_there(&self, name: &Sketch, companies: &[Fingerprint]) -> bool {
        let index = &self.matcher.index;
        companies.iter().any(|company| {
            name.spellings().filter(|(_, _, tag)| tag.is_name()).all(|(text, other, _)| {
                let mut spellings = std::iter::once(text).chain(other);
                spellings.any(|spelling| index.may_be_spelled(*company, spelling))
            })
        })
    }

    fn id(
        &self,
        namespace: &Namespace,
        value: &str,
        prints: &mut Vec<Fingerprint>,
        is_known: impl Fn(Identifier<'_>) -> bool,
    ) -> Sight {
        let Matcher { index, linked, .. } = self.matcher;
        if is_known(Identifier::Id(&namespace.folded, value)) {
            return Sight::Doubt;
        }
        if namespace.listed.is_none() && !self.is_linked {
            return Sight::Blank;
        }
        let key = match namespace.form.key(value) {
            Ok(key) => key,
            Err(IdFault::Blank | IdFault::Placeholder) => return Sight::Blank,
            Err(_) => return Sight::Doubt,
        };
        let key = index.known().id_links.current(&namespace.folded, &key);
        if self.is_linked && !linked.about_record(&namespace.folded, key).is_empty() {
            return Sight::Doubt;
        }
        let Some(space) = namespace.listed else { return Sight::Blank };
        prints.push(index.id_in(space, key));
        Sight::Stranger
    }

    fn emails(
        &self,
        cell: &str,
        Room { key, prints, .. }: &mut Room,
        is_known: impl Fn(Identifier<'_>) -> bool,
    ) -> Sight {
        let mut sight = Sight::Blank;
        for_each_exact(cell, key, |address| {
            sight = sight.and(match address {
                Some(address) => self.email(address, prints, &is_known),
                None => Sight::Doubt,
            });
        });
        sight
    }

    fn email(
        &self,
        address: &str,
        prints: &mut Prints,
        is_known: impl Fn(Identifier<'_>) -> bool,
    ) -> Sight {
        let index = &self.matcher.index;
        let blocks = index.blocks();
        let (_, domain) = parts(address);
        // Only providers that are known have a mailbox beside the address.
        let is_provider = is_known_provider(domain);
        let canonical = match is_provider {
            true => canonical_key(address),
            false => Cow::Borrowed(address),
        };
        if is_known(Identifier::Mailbox(&canonical)) {
            return Sight::Doubt;
        }
        prints.leading.push(index.exact(address));
        if is_provider {
            prints.leading.push(index.mailbox(&canonical));
        }
        if blocks.near {
            prints.leading.extend(index.address_places(parts(&canonical)));
        }
        if blocks.domain {
            prints.push_companies(index, domain);
        }
        Sight::Stranger
    }

    fn website(&self, cell: &str, Room { key, prints, .. }: &mut Room) -> Sight {
        let index = &self.matcher.index;
        match plain_host(cell) {
            // An A-label has to be verified.
            Some(host) if !host.contains("--") => {
                key.clear();
                key.push_str(host);
                key.make_ascii_lowercase();
                prints.push_companies(index, key.trim_end_matches('.'));
            }
            _ => {
                if let Ok(site) = Website::parse(cell) {
                    prints.push_companies(index, site.domain());
                }
            }
        }
        Sight::Blank
    }
}

impl Room {
    fn clear(&mut self) {
        self.prints.leading.clear();
        self.prints.companies.clear();
        self.seen.clear();
        self.strangers.clear();
    }
}

impl Prints {
    /// Adds those of a host and of the domains above it as companies. The registrable domain is one of them:
    /// where none is listed, nobody has to know which.
    ///
    /// Nearly always the address and the website of a record end in the same domain, which is added once.
    fn push_companies(&mut self, index: &Index, host: &str) {
        let aliases = &index.known().domain_aliases;
        let mut domain = host;
        while let Some(dot) = domain.bytes().position(|b| b == b'.').filter(|_| domain != self.host)
        {
            self.companies.push(index.company(aliases.canonical(domain)));
            domain = domain.get(dot + 1..).unwrap_or_default();
        }
        self.host.clear();
        self.host.push_str(host);
    }
}

impl NameColumns {
    fn of(schema: &Schema) -> Self {
        let column = |role: Role| schema.roles().iter().position(|of| of.as_ref() == Some(&role));
        let [full, given, family] = [Role::FullName, Role::GivenName, Role::FamilyName].map(column);
        Self { full, given, family }
    }

    /// The names of a record as its cells give them.
    fn cells<'r>(&self, record: &Record<'r>) -> impl Iterator<Item = PersonName<'r>> {
        let value = |at: Option<usize>| at.and_then(|at| record.value(at)).unwrap_or_default();
        let [full, given, family] = [self.full, self.given, self.family].map(value);
        let full = (!full.is_empty()).then_some(PersonName::Full(full));
        let has_parts = !(given.is_empty() && family.is_empty());
        let parts = has_parts.then_some(PersonName::Parts { given, family });
        full.into_iter().chain(parts)
    }
}

/// What stands before and after the `@` of an address in exact form.
fn parts(address: &str) -> (&str, &str) {
    let at = memchr::memrchr(b'@', address.as_bytes()).unwrap_or_default();
    let (local, domain) = address.split_at_checked(at).unwrap_or_default();
    (local, domain.get(1..).unwrap_or_default())
}

impl Sight {
    /// What two identifiers say together.
    fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Doubt, _) | (_, Self::Doubt) => Self::Doubt,
            (Self::Stranger, _) | (_, Self::Stranger) => Self::Stranger,
            (Self::Blank, Self::Blank) => Self::Blank,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::list::{ListOptions, OptOutList};
    use crate::matching::{MatchPolicy, MatchStatus, shipped_once};
    use crate::table::{Format, Layout, Table};

    const LIST: &str = "Name,Unique 6sense Record ID,Work email,Company website\n\
        Ada Lovelace,P1,ada@engine.example,engine.example\n\
        Bob Babbage,P2,b.ob@gmail.com,\n\
        Grace Hopper,P3,,bücher.example\n\
        Jürgen Müller-Lüdenscheidt,P4,,engine.example\n\
        Jürgen (Jo) Müller,P5,,engine.example\n";

    const IDS: [&str; 6] = ["", "P1", "'P1", "P9", "1.2E+16", "n/a"];
    const EMAILS: [&str; 9] = [
        "",
        "ada@engine.example",
        "<ADA@Engine.example>",
        "bo.b+x@googlemail.com",
        "ad@mail.engine.example",
        "ada@else.example",
        "zoe@else.example",
        "zoe@else.example; zoe@gmail.com",
        "zoe",
    ];
    const WEBSITES: [&str; 8] = [
        "",
        "https://www.ENGINE.example/x",
        "shop.engine.example.",
        "else.example",
        "www.xn--bcher-kva.example",
        "bücher.example",
        "n/a",
        "10.0.0.1",
    ];

    const NAMES: [&str; 11] = [
        "Ada,Lovelace",
        "A.,Lovelace",
        "Lovelace,Ada",
        "Zoe,Murray",
        "Grace,Hoper",
        "n/a,n/a",
        ",",
        "JUERGEN,Muller",
        "Jurgen (Jo),Mueller",
        "Jürgen,Müller",
        "Ada,Müller",
    ];

    const EXACT: &str = r#"
        name = "exact"
        [[rule]]
        name = "name-and-company"
        tier = "T3"
        when = "name >= exact & domain"
        status = "possible"
        says = "Same name at the same company."
    "#;

    /// The matcher of the list, or of the list after another without its last entries.
    fn matcher(policy: &str, is_updated: bool) -> Matcher {
        let list = |text: &str| OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
        let policy = match policy {
            "exact" => MatchPolicy::from_toml(EXACT).unwrap(),
            shipped => shipped_once(shipped),
        };
        let before: String = LIST.split_inclusive('\n').take(3).collect();
        match is_updated {
            true => Matcher::new(&list(&before), policy).updated(&list(LIST)).0,
            false => Matcher::new(&list(LIST), policy),
        }
    }

    /// How many records of a table were told at sight.
    fn strangers(matcher: &Matcher, rows: &[(usize, usize, usize, usize)]) -> usize {
        let mut text = "Id,FirstName,LastName,X6senseID__c,Email,Website\n".to_owned();
        for (id, email, website, name) in rows {
            let (id, email, website) = (IDS[*id], EMAILS[*email], WEBSITES[*website]);
            text += &format!("r,{},{id},{email},{website}\n", NAMES[*name]);
        }
        let (format, layout) = (Format::default(), Layout::detect());
        let mut table = Table::open_contacts(text.as_bytes(), format, &layout).unwrap();
        let (mut count, mut room) = (0, Room::default());
        while let Some((record, schema)) = table.read().unwrap() {
            let looked_up = matcher.look_up(&schema.contact(&record));
            let found = matcher.judge(&looked_up, None);
            let screen = Screen::new(matcher, schema);
            if screen.strangers([record].iter(), &mut room, |_| false) == [true] {
                count += 1;
                assert!(!looked_up.leads_on() && found.is_settled());
                assert_eq!(found.status(), MatchStatus::NonMatch);
                assert_eq!((found.unreadable(), found.oversized_blocks()), (0, 0));
            }
        }
        count
    }

    proptest! {
        #[test]
        fn a_whole_look_up_agrees(
            rows in prop::collection::vec((0..6usize, 0..9usize, 0..8usize, 0..11usize), 1..20),
            policy in prop::sample::select(vec!["strict", "standard", "broad", "exact"]),
            is_updated: bool,
        ) {
            strangers(&matcher(policy, is_updated), &rows);
        }
    }

    #[test]
    fn strangers_are_told_at_sight() {
        let [strict, standard, exact] =
            ["strict", "standard", "exact"].map(|policy| matcher(policy, false));
        let rows = [(3, 6, 3, 0), (0, 6, 0, 0), (3, 0, 7, 0)];
        assert_eq!(strangers(&strict, &rows), 3);
        assert_eq!(strangers(&standard, &rows), 3);
        // Who has no identifier is unknown, and who has one that cannot be read may be anybody.
        assert_eq!(strangers(&strict, &[(0, 0, 3, 0), (4, 6, 0, 0), (3, 8, 0, 0)]), 0);
        // Colleagues of a listed person are told by their names.
        assert_eq!(strangers(&standard, &[(3, 6, 1, 3), (3, 6, 1, 4), (3, 6, 1, 6)]), 3);
        assert_eq!(strangers(&standard, &[(3, 6, 1, 0), (3, 6, 1, 1), (3, 6, 1, 2)]), 0);
        for exact in [exact, matcher("exact", true)] {
            assert_eq!(strangers(&exact, &[(3, 6, 1, 1), (3, 6, 1, 3), (3, 6, 1, 10)]), 3);
            assert_eq!(strangers(&exact, &[(3, 6, 1, 0), (3, 6, 1, 7), (3, 6, 1, 9)]), 0);
        }
    }
}
