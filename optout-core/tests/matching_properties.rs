//! What holds for every list and every record, through the public interface alone.
#![allow(clippy::disallowed_types, reason = "a policy is read once")]

use std::collections::BTreeSet;
use std::sync::LazyLock;

use optout_core::matching::{Pinned, Replay, Values};
use optout_core::{
    Contact, DomainAliases, ErrorKind, IdLinks, ListOptions, Match, MatchOptions, MatchPolicy,
    Matcher, Nicknames, OptOutList, PersonName, Verdict, Verdicts,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Reading a policy looks at everything that there can be.
static POLICIES: LazyLock<[MatchPolicy; 3]> = LazyLock::new(|| {
    ["strict", "standard", "broad"].map(|name| MatchPolicy::shipped(name).unwrap())
});

/// A row of a list, or a record: texts as they stand in cells.
#[derive(Clone, Debug)]
struct Person {
    id: &'static str,
    own_id: &'static str,
    names: Vec<&'static str>,
    emails: Vec<&'static str>,
    site: &'static str,
}

const IDS: [&str; 7] = ["", "", "P1", "P2", "P3", "P4", "1.2E+16"];
const OWN_IDS: [&str; 3] = ["", "7", "8"];
const NAMES: [&str; 12] = [
    "",
    "Robert Smith",
    "Bob Smith",
    "Smith, Robert",
    "R. Smith",
    "Robert Smith Jr",
    "Robert Smyth",
    "Zebedee Smith",
    "Beedee Smith",
    "Ada Lovelace",
    "Сергей Лавров",
    "Sergey Lavrov",
];
const EMAILS: [&str; 12] = [
    "",
    "robert.smith@engine.example",
    "robert.smiht@engine.example",
    "Robert.Smith@Engine.example ",
    "r.smith@gmail.com",
    "rsmith@googlemail.com",
    "rsmiht@gmail.com",
    "info@engine.example",
    "box7@loom.example",
    "bob@loom.example; robert.smith@engine.example",
    "bob at loom",
    "ada@analytical.example",
];
const SITES: [&str; 5] =
    ["", "engine.example", "https://www.loom.example/about", "analytical.example", "linkedin.com"];

fn person() -> impl Strategy<Value = Person> {
    let several = |values: &'static [&'static str]| prop::collection::vec(select(values), 1..3);
    (select(&IDS[..]), select(&OWN_IDS[..]), several(&NAMES), several(&EMAILS), select(&SITES[..]))
        .prop_map(|(id, own_id, names, emails, site)| Person { id, own_id, names, emails, site })
}

fn people() -> impl Strategy<Value = Vec<Person>> {
    prop::collection::vec(person(), 0..10)
}

impl Person {
    fn contact(&self) -> Contact<'_> {
        let contact = Contact::new().id("6sense", self.id).id("hubspot", self.own_id);
        let contact = self.emails.iter().fold(contact, |contact, cell| contact.email(cell));
        let names = self.names.iter().map(|name| PersonName::Full(name));
        names.fold(contact, Contact::name).website(self.site)
    }
}

fn list_of(people: &[Person]) -> OptOutList {
    let mut text = String::from("Name,Company website,Unique 6sense Record ID,Work email\n");
    for Person { id, names, emails, site, .. } in people {
        text.push_str(&format!("\"{}\",{site},{id},\"{}\"\n", names[0], emails.join("; ")));
    }
    OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap()
}

/// A policy and what else is known.
fn settings() -> impl Strategy<Value = (MatchPolicy, MatchOptions)> {
    let system = select(&["", "hubspot"][..]);
    let day = select(&[None, Some("2026-01-01"), Some("2026-01-02")][..]);
    let ids = (select(&["7", "8"][..]), select(&["P1", "P2", "P3"][..]));
    let verdicts = prop::collection::vec((system, ids, any::<bool>(), day), 0..4);
    let policy = select(&["strict", "standard", "broad"][..]);
    (policy, any::<[bool; 3]>(), verdicts).prop_map(
        |(policy, [aliases, links, nicknames], pins)| {
            let mut options = MatchOptions::default();
            if aliases {
                options.domain_aliases.add("engine.example", "analytical.example").unwrap();
            }
            if links {
                options.id_links.add("6sense", "P1", "P2").unwrap();
            }
            if nicknames {
                options.nicknames.add("Zebedee", "Beedee");
            }
            for (system, (record, entry), same, day) in pins {
                let verdict = if same { Verdict::Same } else { Verdict::Different };
                let decided_on = day.map(|day| day.parse().unwrap());
                let pinned = Pinned { decided_on, ..verdict.into() };
                // One that contradicts another is turned away.
                let _ = options.verdicts.pin(system, record, entry, pinned);
            }
            (POLICIES.iter().find(|shipped| shipped.name() == policy).unwrap().clone(), options)
        },
    )
}

fn matcher() -> impl Strategy<Value = (Vec<Person>, Matcher)> {
    (people(), settings()).prop_map(|(people, (policy, options))| {
        let matcher = Matcher::with_options(&list_of(&people), policy, options);
        (people, matcher)
    })
}

fn all_found(found: &Match) -> BTreeSet<String> {
    let finding = found.finding().map(|finding| finding.entry_id.clone());
    finding.into_iter().chain(found.competing().iter().cloned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_matcher_of_its_bytes_is_the_same((_, matcher) in matcher(), records in people()) {
        let bytes = matcher.to_bytes();
        let again = Matcher::from_bytes(bytes.clone()).unwrap();
        prop_assert_eq!(again.entries(), matcher.entries());
        for record in &records {
            let contact = record.contact();
            prop_assert_eq!(again.match_contact(&contact), matcher.match_contact(&contact));
            let explained = |one: &Matcher| one.explain(&contact, Values::Shown).unwrap().to_json();
            prop_assert_eq!(explained(&again), explained(&matcher));
        }
        prop_assert_eq!(again.to_bytes(), bytes);
    }

    #[test]
    fn an_update_finds_whom_either_list_finds(
        before in people(), after in people(), (policy, options) in settings(), records in people(),
    ) {
        // The strict policy has no rule for another form of a mailbox, which outranks an address that is
        // several people's: there, one address more can show less.
        prop_assume!(policy.name() != "strict");
        let [before, after] = [before, after].map(|people| list_of(&people));
        let matcher_of = |list| Matcher::with_options(list, policy.clone(), options.clone());
        let (updated, update) = matcher_of(&before).updated(&after);
        prop_assert_eq!(update.new + update.changed + update.unchanged, after.entries().len());
        prop_assert_eq!(update.vanished + update.changed + update.unchanged, before.entries().len());
        prop_assert_eq!(updated.entries(), before.entries().len() + update.new);
        for record in &records {
            let contact = record.contact();
            let now = all_found(&updated.match_contact(&contact));
            for list in [&before, &after] {
                let found = matcher_of(list).match_contact(&contact);
                prop_assert!(found.finding().is_none() || !now.is_empty());
                // Who has no id of their own is named by a row, and rows are another list's now.
                let named = all_found(&found).into_iter().filter(|id| !id.starts_with('#'));
                for id in named {
                    prop_assert!(now.contains(&id), "{id}");
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_list_chooses_among_equals_only(
        (list, turned) in people().prop_flat_map(|people| {
            let people: Vec<Person> = people
                .into_iter()
                .zip(["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])
                .map(|(person, id)| Person { id, ..person })
                .collect();
            (Just(people.clone()), Just(people).prop_shuffle())
        }),
        (policy, _) in settings(),
        records in people(),
    ) {
        let [one, other] =
            [list, turned].map(|people| Matcher::new(&list_of(&people), policy.clone()));
        for record in &records {
            let contact = record.contact();
            let [one, other] = [&one, &other].map(|matcher| matcher.match_contact(&contact));
            let seen = |found: &Match| {
                let rank =
                    found.finding().map(|best| (best.status, best.tier, best.comparison.score()));
                (found.status(), rank, found.oversized_blocks(), all_found(found))
            };
            prop_assert_eq!(seen(&one), seen(&other));
        }
    }

    #[test]
    fn threads_share_a_matcher((_, matcher) in matcher(), records in people()) {
        let all = || -> Vec<Match> {
            records.iter().map(|record| matcher.match_contact(&record.contact())).collect()
        };
        let alone = all();
        let together: Vec<Vec<Match>> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..4).map(|_| scope.spawn(all)).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        prop_assert!(together.iter().all(|found| *found == alone));
    }

    #[test]
    fn an_explanation_says_what_was_found_and_replays((_, matcher) in matcher(), record in person()) {
        let contact = record.contact();
        let found = matcher.match_contact(&contact);
        for values in [Values::Hidden, Values::Hashed(b"0123456789abcdef"), Values::Shown] {
            let explained = matcher.explain(&contact, values).unwrap();
            prop_assert_eq!(explained.status, found.status());
            prop_assert_eq!(explained.is_settled, found.is_settled());
            prop_assert_eq!(explained.unreadable, found.unreadable());
            if let Some(finding) = found.finding() {
                let first = &explained.pairs[0];
                prop_assert_eq!(&first.entry_id, &finding.entry_id);
                prop_assert_eq!(first.rule.as_ref(), Some(&finding.rule));
                prop_assert_eq!(&first.sentence, &finding.sentence());
                prop_assert_eq!(&first.comparison, &finding.comparison);
                let json = matcher.why_not(&finding.entry_id, &contact, values).unwrap().to_json();
                prop_assert_eq!(json, first.to_json());
            }
            let replay = matcher.replay(&explained.to_json(), &contact, values).unwrap();
            prop_assert_eq!(replay, Replay::Same);
        }
    }

    #[test]
    fn a_value_said_twice_says_no_more((_, matcher) in matcher(), record in person()) {
        let mut twice = record.contact();
        for id in record.contact().ids() {
            twice = twice.id(id.namespace, id.value);
        }
        for cell in record.contact().emails() {
            twice = twice.email(cell);
        }
        for name in record.contact().names() {
            twice = twice.name(*name);
        }
        for website in record.contact().websites() {
            twice = twice.website(website);
        }
        let (once, twice) = (matcher.match_contact(&record.contact()), matcher.match_contact(&twice));
        prop_assert_eq!(once.finding(), twice.finding());
        prop_assert_eq!(once.status(), twice.status());
        prop_assert_eq!(once.competing(), twice.competing());
        prop_assert_eq!(once.is_settled(), twice.is_settled());
        prop_assert_eq!(once.oversized_blocks(), twice.oversized_blocks());
    }

    #[test]
    fn a_stranger_on_the_list_changes_nothing(
        mut people in people(), (policy, options) in settings(), records in people(),
    ) {
        let matcher_of = |people: &[Person]| {
            Matcher::with_options(&list_of(people), policy.clone(), options.clone())
        };
        let without = matcher_of(&people);
        people.push(Person {
            id: "X1",
            own_id: "",
            names: vec!["Wilhelmina Quackenbush"],
            emails: vec!["wilhelmina@elsewhere.example"],
            site: "elsewhere.example",
        });
        let with = matcher_of(&people);
        for record in &records {
            let contact = record.contact();
            let [without, with] = [&without, &with].map(|one| one.match_contact(&contact));
            prop_assert_eq!(without.finding(), with.finding());
            prop_assert_eq!(without.competing(), with.competing());
            prop_assert_eq!(without.is_settled(), with.is_settled());
        }
    }

    /// Whoever can write a checksum can write what they like; it is still no way to a crash.
    #[test]
    fn forged_bytes_do_no_harm(
        (people, matcher) in matcher(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = matcher.to_bytes();
        for (at, value) in changes {
            let at = 24 + at.index(bytes.len() - 24);
            bytes[at] = value;
        }
        let checksum = xxhash_rust::xxh3::xxh3_64(&bytes[24..]);
        bytes[16..24].copy_from_slice(&checksum.to_le_bytes());
        if let Ok(forged) = Matcher::from_bytes(bytes) {
            for record in &people {
                let contact = record.contact();
                forged.match_contact(&contact);
                forged.explain(&contact, Values::Shown).unwrap();
            }
            let _ = forged.updated(&list_of(&people));
        }
    }
}

fn small_matcher() -> Matcher {
    let list = "Name,Company website,Unique 6sense Record ID,Work email\n\
                Robert Smith,engine.example,P1,robert.smith@engine.example\n\
                Ada Lovelace,,,ada@gmail.com\n";
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let aliases = "domain,alias\nengine.example,analytical.example\n";
    let links = "system,old_id,new_id\n6sense,P1,P9\n";
    let verdicts = "entry_id,record_id,verdict,system\nP1,7,different,hubspot\n";
    let options = MatchOptions {
        domain_aliases: DomainAliases::read(aliases.as_bytes()).unwrap(),
        id_links: IdLinks::read(links.as_bytes()).unwrap(),
        nicknames: Nicknames::read("Zebedee,Beedee\n".as_bytes()).unwrap(),
        verdicts: Verdicts::read(verdicts.as_bytes()).unwrap(),
        threads: 3,
    };
    Matcher::with_options(&list, MatchPolicy::strict().unwrap(), options)
}

fn is_refused(bytes: Vec<u8>) -> bool {
    Matcher::from_bytes(bytes).is_err_and(|error| matches!(error.kind(), ErrorKind::Index { .. }))
}

#[test]
fn every_bit_counts() {
    let bytes = small_matcher().to_bytes();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << bit;
            assert!(is_refused(damaged), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn bytes_cut_off_or_run_on_are_refused() {
    let bytes = small_matcher().to_bytes();
    for length in 0..bytes.len() {
        assert!(is_refused(bytes[..length].to_vec()), "the first {length} bytes");
    }
    assert!(is_refused([bytes.as_slice(), b"\0"].concat()));
}
