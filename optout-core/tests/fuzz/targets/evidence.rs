//! Evidence files: the same in pieces, and the same store from its own JSON.

use optout_core::basis::read_evidence;
use optout_core::table::{Encoding, Format};
use optout_core::{Contact, EvidenceStore, Input};

use super::draw::{Draw, Trickle, check_place};

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let encoding = draw.pick(&[None, None, Some("utf-16be"), Some("windows-1252")]);
    let delimiter = draw.pick(&[None, None, Some(b','), Some(b';'), Some(b'\t')]);
    let encoding = encoding.map(|name| name.parse::<Encoding>().expect("an encoding"));
    let (format, most) = (Format { encoding, delimiter }, draw.below(9));
    let bytes = draw.rest();
    let read = read_evidence(bytes, format);
    let in_pieces = read_evidence(Trickle::new(bytes, most), format);
    match (&read, &in_pieces) {
        (Ok(store), Ok(other)) => {
            check_same(store, other);
            check_store(store);
        }
        (one, other) => assert_eq!(one.as_ref().err(), other.as_ref().err(), "in pieces"),
    }
    if let Err(error) = &read {
        assert_eq!(error.input(), Some(Input::Evidence));
        check_place(error, bytes);
    }
}

/// A store holds no more than its JSON says.
pub fn check_store(store: &EvidenceStore) {
    let json = serde_json::to_string(store).expect("a store is plain data");
    let again: EvidenceStore = serde_json::from_str(&json).expect("its own text");
    check_same(store, &again);
    assert_eq!(serde_json::to_string(&again).expect("a store is plain data"), json);
}

fn check_same(one: &EvidenceStore, other: &EvidenceStore) {
    assert!(one.pieces() == other.pieces(), "the pieces");
    for (system, id, email) in [
        ("hubspot", "7", "ada@engine.example"),
        ("salesforce", "003000000000001AAA", "info@engine.example"),
        ("", "7", "Ada@Engine.example; bob@gmail.com"),
    ] {
        let contact = Contact::new().id(system, id).email(email);
        for system in [None, Some(system)] {
            let about = one.about(&contact, system);
            assert!(about == other.about(&contact, system), "what is about a contact");
            assert!(about.len() <= one.pieces().len(), "each piece once");
        }
    }
}
