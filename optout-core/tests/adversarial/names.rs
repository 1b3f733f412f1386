//! Names that no person has: compared in bounded work, without a panic, and alike only if they are.

use optout_core::{
    Contact, ListOptions, MatchPolicy, MatchStatus, Matcher, OptOutList, PersonName,
};

use crate::steps::grows_with_input;

const UNITS: [&str; 15] = [
    "ada ",
    "a",
    "A. ",
    "a-",
    "e\u{301}",
    "\u{301}",
    "a\u{200d}",
    "\u{200f}",
    "\u{202e}ada ",
    "\u{738b}",
    "aa ab ",
    "van ",
    "\u{feff}",
    "(a) ",
    "o'a ",
];

fn matcher(name: &str) -> Option<Matcher> {
    let row = format!("P1,ada@engine.example,\"{}\"\n", name.replace('"', "\"\""));
    let list = format!("Unique 6sense Record ID,Work email,Name\n{row}");
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).ok()?;
    Some(Matcher::new(&list, MatchPolicy::broad().ok()?))
}

#[test]
fn names_of_any_length_are_compared_in_work_of_their_length() {
    for one in UNITS {
        let make = |size: usize| (matcher(&one.repeat(size)).unwrap(), one.repeat(size));
        grows_with_input(&format!("{one:?} and itself"), 60, make, |(matcher, name)| {
            let contact = Contact::new()
                .email("lovelace@engine.example")
                .website("engine.example")
                .name(PersonName::Full(name));
            matcher.match_contact(&contact).status()
        });
    }
}

/// Each with each, once at a size at which anything above the square would not end.
#[test]
fn every_long_name_is_compared_with_every_other() {
    for one in UNITS {
        let matcher = matcher(&one.repeat(2_000)).unwrap();
        for other in UNITS {
            let name = other.repeat(2_000);
            for name in [PersonName::Full(&name), PersonName::Parts { given: &name, family: &name }]
            {
                let contact =
                    Contact::new().email("b@engine.example").website("engine.example").name(name);
                let found = matcher.match_contact(&contact);
                assert!(
                    found.status() != MatchStatus::Match
                        || one == other
                        || found.finding().is_some(),
                );
                let _ = found.finding().map(|finding| finding.sentence());
            }
        }
    }
}

#[test]
fn a_name_of_a_megabyte_is_a_name() {
    for unit in ["a", "ada ", "e\u{301}", "\u{200d}"] {
        let name = unit.repeat((1 << 20) / unit.len());
        let matcher = matcher(&name).unwrap();
        let same = Contact::new().id("6sense", "P1").name(PersonName::Full(&name));
        assert_eq!(matcher.match_contact(&same).status(), MatchStatus::Match);
        let other = Contact::new().email("zoe@else.example").name(PersonName::Full(&name));
        assert_ne!(matcher.match_contact(&other).status(), MatchStatus::Match);
    }
}
