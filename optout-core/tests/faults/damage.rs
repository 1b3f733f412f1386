//! What is kept and damaged meanwhile is refused: every bit that flips, every length that it is cut to.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use optout_core::list::Snapshot;
use optout_core::sweep::Tally;
use optout_core::{
    Contact, HashProfile, HashedList, ListOptions, MatchPolicy, Matcher, OptOutList, PersonName,
    SuppressionSet,
};
#[cfg(feature = "arrow")]
use {
    arrow_array::{ArrayRef, RecordBatch, StringArray},
    optout_core::arrow::BatchSweep,
    optout_core::matching::FileFacts,
    optout_core::{BasisPolicy, EvidenceStore, Layout, Sweep},
    std::sync::Arc,
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
fn a_damaged_tally_is_refused() {
    let bytes = Tally::default().to_bytes();
    assert_eq!(taken(&bytes, |bytes| Tally::from_bytes(bytes).is_ok()), 0);
}

/// What a pass over batches has seen: a mailbox with names, one of several people, and claims.
#[cfg(feature = "arrow")]
#[test]
fn damaged_facts_and_tallies_of_a_pass_are_refused() {
    let (policy, evidence) = (MatchPolicy::broad().unwrap(), EvidenceStore::new());
    let text = "Name,Work email\nAda Lovelace,ada@engine.example\nBob Babbage,bob@engine.example\n";
    let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
    let matcher = Matcher::new(&list, policy);
    let sweep = Sweep::with_matcher(
        &matcher,
        BasisPolicy::default(),
        &evidence,
        "2026-11-24".parse().unwrap(),
    );
    let column = |values: [&str; 4]| -> ArrayRef { Arc::new(StringArray::from(values.to_vec())) };
    let batch = RecordBatch::try_from_iter([
        ("Record ID", column(["7", "8", "9", "10"])),
        ("First Name", column(["Ada", "A.", "Zoe", "Max"])),
        ("Last Name", column(["Lovelace", "Lovelace", "Zuse", "Planck"])),
        (
            "Email",
            column([
                "ada@engine.example",
                "ada@engine.example",
                "bob@engine.example",
                "bob@engine.example",
            ]),
        ),
    ]);
    let batch = batch.unwrap();
    let mut batches = BatchSweep::new(&sweep, &Layout::detect(), &batch.schema()).unwrap();
    batches.sweep(&sweep, &batch).unwrap();
    let facts = batches.facts().to_bytes();
    let seen = String::from_utf8_lossy(&facts);
    let name: Vec<String> = b"lovelace".iter().map(u8::to_string).collect();
    assert!(seen.contains(&name.join(",")) && seen.contains("null"), "nothing was seen");
    assert_eq!(taken(&facts, |bytes| FileFacts::from_bytes(bytes).is_ok()), 0);
    let tally = batches.tally().to_bytes();
    assert!(tally.len() > Tally::default().to_bytes().len(), "nothing was counted");
    assert_eq!(taken(&tally, |bytes| Tally::from_bytes(bytes).is_ok()), 0);
}

/// One to three bits anywhere in a matcher of thousands of entries, in some with a number of bytes cut off too.
#[test]
fn a_large_matcher_with_bits_that_flip_is_refused() {
    let mut text = "Name,Unique 6sense Record ID,Work email,Company website\n".to_owned();
    for nth in 0..3_000 {
        writeln!(text, "Ada {nth} Lovelace,P{nth},a{nth}@e{0}.example,e{0}.example", nth % 700)
            .unwrap();
    }
    let list = OptOutList::read(text.as_bytes(), &ListOptions::default()).unwrap();
    let whole = Matcher::new(&list, MatchPolicy::broad().unwrap()).to_bytes();
    assert!(Matcher::from_bytes(whole.as_slice()).is_ok());
    let times = std::env::var("OPTOUT_TEST_DAMAGES").map_or(200, |times| times.parse().unwrap());
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        // Xorshift, after Marsaglia (2003).
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).unwrap()
    };
    for nth in 0..times {
        let mut bytes = whole.clone();
        // The head, which says where all else is, is a small part of the bytes and a large one of the tries.
        let within = if nth % 4 == 0 { 256 } else { whole.len() };
        let flipped: BTreeSet<usize> = (0..=nth % 3).map(|_| next(within * 8)).collect();
        for at in &flipped {
            bytes[at / 8] ^= 1 << (at % 8);
        }
        if nth % 5 == 0 {
            bytes.truncate(whole.len() - next(whole.len()));
        }
        assert!(Matcher::from_bytes(bytes).is_err(), "try {nth}, bits {flipped:?}");
    }
    println!("{times} tries on {} bytes", whole.len());
}
