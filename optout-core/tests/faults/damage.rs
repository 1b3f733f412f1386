//! What is kept and damaged meanwhile is refused: every bit that flips, every length that it is cut to.

use optout_core::list::Snapshot;
use optout_core::{
    Contact, HashProfile, HashedList, ListOptions, MatchPolicy, Matcher, OptOutList, PersonName,
    SuppressionSet,
};

/// Tries every bit and every length; of how many `read` says that it took them.
fn taken(whole: &[u8], read: impl Fn(&[u8]) -> bool) -> usize {
    assert!(read(whole), "it is refused as it is");
    let mut bytes = whole.to_vec();
    let mut taken = 0;
    for at in 0..whole.len() * 8 {
        bytes[at / 8] ^= 1 << (at % 8);
        taken += usize::from(read(&bytes));
        bytes[at / 8] ^= 1 << (at % 8);
    }
    taken += (0..whole.len()).filter(|length| read(&whole[..*length])).count();
    println!("{} of {} were taken", taken, whole.len() * 9);
    taken + usize::from(read(&[whole, b"\0"].concat()))
}

fn list() -> OptOutList {
    let text = "Name,Unique 6sense Record ID,Work email\nAda Lovelace,P1,ada@engine.example\n";
    OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap()
}

#[test]
fn a_damaged_matcher_is_refused() {
    let matcher = Matcher::new(&list(), MatchPolicy::strict().unwrap());
    let bytes = matcher.to_bytes();
    assert_eq!(taken(&bytes, |bytes| Matcher::from_bytes(bytes).is_ok()), 0);
    #[cfg(feature = "fs")]
    for (at, length) in [(0, 100), (9, 100), (200, usize::MAX), (30, 60), (0, 0)] {
        let mut bytes = bytes[..length.min(bytes.len())].to_vec();
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 4;
        }
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("matcher");
        std::fs::write(&path, bytes).unwrap();
        assert!(Matcher::open(&path).is_err());
    }
}

#[test]
fn a_damaged_suppression_set_or_delta_is_refused() {
    let key = [7; 32];
    let mut set = SuppressionSet::new(&key).unwrap();
    set.add_list(&key, &list(), "2026-11-21".parse().unwrap()).unwrap();
    let gone = Contact::new().email("bob@engine.example").name(PersonName::Full("Bob"));
    set.add(&key, &gone, "2026-11-20".parse().unwrap()).unwrap();
    assert_eq!(taken(&set.to_bytes(), |bytes| SuppressionSet::from_bytes(bytes).is_ok()), 0);
    let delta = set.delta_since(0).unwrap();
    let apply = |bytes: &[u8]| SuppressionSet::new(&key).unwrap().apply(bytes).is_ok();
    assert_eq!(taken(&delta, apply), 0);
}

/// A snapshot has no checksum beside its id, which is made of all the rest.
#[test]
fn a_damaged_snapshot_is_refused_or_the_same() {
    let snapshot = list().snapshot();
    let whole = serde_json::to_vec(&snapshot).unwrap();
    let read = |bytes: &[u8]| {
        serde_json::from_slice::<Snapshot>(bytes).is_ok_and(|read| {
            assert!(read == snapshot, "another snapshot was read");
            true
        })
    };
    assert_eq!(taken(&whole, read), 0);
}

/// A hash is a text like any other: what flips into another hash is another list. Nothing panics.
#[test]
fn a_damaged_hashed_list_is_read_without_a_panic() {
    let hash = HashProfile::Drop.hash_email("ada@engine.example").unwrap();
    let whole = format!("ID,Hash\n1,{hash}\n");
    let read = |bytes: &[u8]| HashedList::read(bytes, HashProfile::Drop).is_ok();
    assert!(taken(whole.as_bytes(), read) > 0);
}

#[test]
fn damaged_facts_and_tallies_are_refused() {
    use optout_core::sweep::Tally;
    let tally = Tally::default();
    let bytes = tally.to_bytes();
    assert_eq!(taken(&bytes, |bytes| Tally::from_bytes(bytes).is_ok()), 0);
}
