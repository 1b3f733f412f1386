//! Lists that arrive hashed: the same in pieces, and found by whatever gives the same hash.

use optout_core::list::{HashProfile, HashedList, HashedTally};
use optout_core::{Contact, Input};

use super::draw::{Draw, Trickle, check_place};

const ADDRESSES: [&str; 10] = [
    "ada@engine.example",
    " Ada@Engine.example",
    "a.d.a+crm@gmail.com",
    "ada@gmail.com",
    "Ada Lovelace <ada@engine.example>",
    "mailto:ada@engine.example",
    "a d a@engine.example",
    "ada@büro.example",
    "ADA@xn--bro-hoa.example",
    "ada",
];

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let profile = draw.pick(&HashProfile::ALL);
    check_made(profile, &mut draw);
    let most = draw.below(9);
    let bytes = draw.rest();
    let read = HashedList::read(bytes, profile);
    let in_pieces = HashedList::read(Trickle::new(bytes, most), profile);
    match (read, in_pieces) {
        (Ok(list), Ok(other)) => check_same(&list, &other),
        (Err(one), Err(other)) => {
            assert_eq!(one, other, "in pieces");
            assert_eq!(one.input(), Some(Input::HashedList));
            check_place(&one, bytes);
        }
        _ => panic!("in pieces"),
    }
}

fn check_same(list: &HashedList, other: &HashedList) {
    assert_eq!((list.len(), list.profile()), (other.len(), other.profile()));
    let (mut tally, mut other_tally) = (HashedTally::new(list), HashedTally::new(other));
    for address in ADDRESSES {
        let contact = Contact::new().email(address);
        let is_met = list.matches(&contact);
        assert_eq!(is_met, other.matches(&contact));
        assert_eq!(is_met, tally.add(address, &contact) > 0);
        other_tally.add(address, &contact);
    }
    let answers = |tally: &HashedTally| -> Vec<_> {
        let answers = tally.answers();
        answers.map(|one| (one.record, one.id.map(str::to_owned), one.outcome)).collect()
    };
    let answered = answers(&tally);
    assert!(answered == answers(&other_tally), "the answers in pieces");
    assert_eq!(answered.len(), list.len(), "an answer to each row");
}

/// A list made of some addresses.
fn check_made(profile: HashProfile, draw: &mut Draw<'_>) {
    let chosen: Vec<&str> = (0..draw.below(4)).map(|_| draw.pick(&ADDRESSES)).collect();
    let hashes: Vec<String> =
        chosen.iter().filter_map(|address| profile.hash_email(address).ok()).collect();
    let text =
        format!("ID,Hash\n{}", hashes.iter().map(|hash| format!("7,{hash}\n")).collect::<String>());
    let list = HashedList::read(text.as_bytes(), profile).expect("hashes of the profile");
    assert_eq!(list.len(), hashes.len());
    for address in ADDRESSES {
        let Ok(hash) = profile.hash_email(address) else { continue };
        let is_there = hashes.contains(&hash);
        assert_eq!(list.has_hash(&hash).expect("a hash of the profile"), is_there);
        assert!(!is_there || list.matches(&Contact::new().email(address)), "the same hash");
    }
}
