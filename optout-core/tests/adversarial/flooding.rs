//! Many keys that one fast hash cannot tell apart.

use std::hash::{BuildHasher, Hasher};

use foldhash::fast::FixedState;
use optout_core::redact::Targets;
use optout_core::{ListOptions, OptOutList};

use crate::steps::grows_with_input;

/// What foldhash starts with (crate `foldhash` 0.2): digits of pi.
const SEEDS: [u64; 2] = [0xc0ac_29b7_c97c_50dd, 0x3f84_d5b5_b547_0917];
const START: u64 = 0x082e_fa98_ec4e_6c89;

const LENGTH: u32 = 56;

fn folded(one: u64, other: u64) -> u64 {
    let product = u128::from(one) * u128::from(other);
    let [low, high] = [product, product >> 64].map(|half| half & u128::from(u64::MAX));
    u64::try_from(low ^ high).unwrap()
}

/// Texts of 56 letters and digits that foldhash with its fixed seed gives one hash.
///
/// It mixes them in two rounds, word by word. In the second, the word in the middle is set against what the first one
/// left, and the product is taken with the word behind it: where both are the same, one factor is nothing, and the
/// other may be anything. The first round is tried until it leaves letters and digits.
fn colliding(count: usize) -> Vec<String> {
    let start = START.rotate_right(LENGTH).wrapping_add(SEEDS[1]);
    let last = u64::from_le_bytes(*b"lovelace");
    let (front, middle) = (0u64..)
        .map(|nth| format!("{nth:08}"))
        .find_map(|front| {
            let word = u64::from_le_bytes(front.as_bytes().try_into().ok()?);
            let left = folded(word ^ start, last ^ SEEDS[0]).to_le_bytes();
            let text = left.iter().all(u8::is_ascii_alphanumeric).then_some(left)?;
            Some((front, String::from_utf8(text.to_vec()).ok()?))
        })
        .unwrap();
    let text = |nth| format!("collides{front}countess{middle}{nth:08}computeslovelace");
    (0..count).map(text).collect()
}

fn hash(text: &str) -> u64 {
    let mut hasher = FixedState::default().build_hasher();
    hasher.write(text.as_bytes());
    hasher.finish()
}

#[test]
fn the_keys_are_made_well() {
    let keys = colliding(100);
    assert_eq!(keys[0].len(), LENGTH as usize);
    assert!(keys.iter().all(|key| hash(key) == hash(&keys[0])));
}

#[test]
fn keys_made_for_one_hash_take_no_longer() {
    grows_with_input("targets of one hash", 500, colliding, |ids| {
        let mut targets = Targets::new();
        ids.iter().filter(|id| targets.person_id(id)).count()
    });
    let header = |size: usize| {
        format!("Unique 6sense Record ID,{}\nP1{}\n", colliding(size).join(","), ",".repeat(size))
    };
    grows_with_input("columns of one hash", 200, header, |text| {
        OptOutList::read(text.as_bytes(), &ListOptions::default()).is_ok()
    });
}
