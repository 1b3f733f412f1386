//! Suppression sets: copies that grow apart and are merged, and bytes that somebody has been at.

use optout_core::suppress::{Admission, SuppressionSet};
use optout_core::{Contact, Date, ErrorKind, PersonName};
use xxhash_rust::xxh3::xxh3_64;

use super::draw::Draw;

const KEY: &[u8] = b"a key of sixteen bytes or more";
const DAYS: [&str; 4] = ["2026-11-24", "2026-11-25", "1969-07-20", "2200-01-01"];
/// Where the checksum ends.
const CHECKED_FROM: usize = 24;

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let mut sets = [(); 2].map(|()| SuppressionSet::new(KEY).expect("a key"));
    for _ in 0..draw.below(24) {
        step(&mut sets, &mut draw);
    }
    let [one, other] = &sets;
    let [mut left, mut right] = [one.clone(), other.clone()];
    left.merge(other).expect("one key");
    right.merge(one).expect("one key");
    assert!(left == right, "in any order");
    assert!(left.to_bytes()[64..] == right.to_bytes()[64..], "the same set, the same bytes");
    left.merge(other).expect("one key");
    assert!(left == right, "any number of times");
    check_bytes(&left.to_bytes(), &mut draw);
}

fn contact(draw: &mut Draw<'_>) -> Contact<'static> {
    let id = draw.pick(&["", "P1", "P2", "1.2E+16"]);
    let email = draw.pick(&["", "ada@engine.example", "a.da@gmail.com", "ada@gmail.com", "ada@"]);
    let name = draw.pick(&["", "Ada Lovelace", "Lovelace, Ada", "?"]);
    let website = draw.pick(&["", "engine.example", "https://www.loom.example/about"]);
    Contact::new().id("6sense", id).email(email).name(PersonName::Full(name)).website(website)
}

fn step(sets: &mut [SuppressionSet; 2], draw: &mut Draw<'_>) {
    let what = draw.below(6);
    let (set, other) = match draw.flag() {
        false => (0, 1),
        true => (1, 0),
    };
    let on: Date = draw.pick(&DAYS).parse().expect("a day");
    match what {
        0 | 1 => {
            let contact = contact(draw);
            let is_kept = sets[set].add(KEY, &contact, on).expect("the key");
            let admission = sets[set].check(KEY, &contact).expect("the key").admission();
            let was_released = sets[set].released() > 0;
            assert!(!is_kept || was_released || admission != Admission::Free, "who was added");
        }
        2 => {
            let contact = contact(draw);
            let standing = sets[set].release(KEY, &contact, on).expect("the key");
            assert_eq!(standing, sets[set].check(KEY, &contact).expect("the key"));
        }
        3 => {
            let copy = sets[other].clone();
            sets[set].merge(&copy).expect("one key");
        }
        4 => {
            let bytes = sets[set].to_bytes();
            let again = SuppressionSet::from_bytes(&bytes).expect("its own bytes");
            assert!(again == sets[set], "a set from its bytes");
            assert_eq!(again.revision(), sets[set].revision());
            assert!(again.to_bytes() == bytes, "a set from its bytes");
            sets[set] = again;
        }
        _ => {
            let revision = sets[set].revision();
            let before = sets[set].clone();
            let contact = contact(draw);
            sets[set].add(KEY, &contact, on).expect("the key");
            let delta = sets[set].delta_since(revision).expect("a late revision");
            let mut copy = before;
            copy.apply(&delta).expect("its own delta");
            assert!(copy == sets[set], "a copy that has kept up");
            sets[other].apply(&delta).expect("its own delta");
        }
    }
}

/// Bytes that somebody has been at are refused, or are a set that gives the same bytes.
fn check_bytes(bytes: &[u8], draw: &mut Draw<'_>) {
    let mut mutated = bytes.to_vec();
    let is_resealed = draw.flag();
    for _ in 0..draw.below(6) {
        let at = draw.number() % mutated.len();
        match draw.below(4) {
            0 => mutated[at] ^= 1 << draw.below(8),
            1 => mutated[at] = draw.byte(),
            2 => mutated.truncate(at.max(1)),
            _ => mutated.push(draw.byte()),
        }
    }
    if is_resealed && mutated.len() >= CHECKED_FROM {
        let sum = xxh3_64(&mutated[CHECKED_FROM..]).to_le_bytes();
        mutated[CHECKED_FROM - 8..CHECKED_FROM].copy_from_slice(&sum);
    }
    for bytes in [mutated.as_slice(), draw.rest()] {
        match SuppressionSet::from_bytes(bytes) {
            Ok(set) => {
                assert!(set.to_bytes() == bytes, "nothing is passed over");
                let contact = Contact::new().email("ada@engine.example");
                // The check of the key is among the bytes.
                let _ = set.check(KEY, &contact).is_ok_and(|standing| standing.as_str().is_empty());
                let mut twice = set.clone();
                twice.apply(bytes).expect("the same set");
                assert!(twice == set, "the same set");
            }
            Err(error) => assert!(matches!(error.kind(), ErrorKind::Bytes { .. }), "{error:?}"),
        }
    }
}
