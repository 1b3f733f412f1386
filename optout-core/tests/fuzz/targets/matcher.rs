//! The bytes of a matcher that somebody has been at: refused, or a matcher that answers.

use std::sync::LazyLock;

use optout_core::matching::Values;
use optout_core::{
    Contact, ErrorKind, ListOptions, MatchOptions, MatchPolicy, Matcher, OptOutList, PersonName,
    Verdict,
};
use xxhash_rust::xxh3::xxh3_64;

use super::draw::Draw;

const LISTS: [&str; 3] = [
    "Name,Work email\nAda Lovelace,ada@engine.example\n",
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n\
     \"Lovelace, Ada\",engine.example,P1,ada@engine.example; a.da@gmail.com,2026-11-21\n\
     Robert Smith,https://www.loom.example/about,P2,robert.smith@loom.example,\n\
     Robert Smyth,loom.example,P3,info@loom.example,\n\
     ,,,ada+crm@googlemail.com,\n",
    "Unique 6sense Record ID\n1.2E+16\n",
];

const CONTACTS: [(&str, &str, &str, &str); 7] = [
    ("P1", "Ada Lovelace", "ada@engine.example", ""),
    ("", "Lovelace, A.", "Ada@Engine.example", "engine.example"),
    ("p2", "Bob Smith", "robert.smiht@loom.example", "loom.example"),
    ("", "R. Smith", "info@loom.example", "www.loom.example"),
    ("", "", "ada@gmail.com; bob at loom", "linkedin.com"),
    ("P3", "Zebedee", "", ""),
    ("", "Robert Smith", "", "loom.example"),
];

/// Where the checksum ends, and the sections begin.
const CHECKED_FROM: usize = 24;
const HEADER: usize = 40 + 8 * 16;

static LISTED: LazyLock<Vec<OptOutList>> = LazyLock::new(|| {
    let read = |text: &&str| OptOutList::read(text.as_bytes(), &ListOptions::default());
    LISTS.iter().map(read).collect::<Result<_, _>>().expect("lists")
});

static BYTES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let policies =
        ["strict", "standard", "broad"].map(|name| MatchPolicy::shipped(name).expect("shipped"));
    let mut options = MatchOptions::default();
    options.domain_aliases.add("engine.example", "analytical.example").expect("an alias");
    options.id_links.add("6sense", "P1", "P2").expect("a link");
    options.nicknames.add("Zebedee", "Beedee");
    options.verdicts.pin("hubspot", "7", "P3", Verdict::Different).expect("a verdict");
    let mut all = Vec::new();
    for list in LISTED.iter() {
        for policy in &policies {
            all.push(Matcher::new(list, policy.clone()).to_bytes());
            let matcher = Matcher::with_options(list, policy.clone(), options.clone());
            all.push(matcher.to_bytes());
        }
    }
    all
});

pub fn check(data: &[u8]) {
    let mut draw = Draw(data);
    let at = draw.below(BYTES.len());
    let original = &BYTES[at];
    let is_resealed = draw.flag();
    let mut bytes = original.clone();
    for _ in 0..draw.below(8) {
        edit(&mut bytes, &mut draw);
    }
    if is_resealed && bytes.len() >= CHECKED_FROM {
        let sum = xxh3_64(&bytes[CHECKED_FROM..]).to_le_bytes();
        bytes[CHECKED_FROM - 8..CHECKED_FROM].copy_from_slice(&sum);
    }
    let matcher = match Matcher::from_bytes(bytes.clone()) {
        Ok(matcher) => matcher,
        Err(error) => {
            let ErrorKind::Index { .. } = error.kind() else { panic!("{error:?}") };
            assert!(bytes != *original, "its own bytes");
            let found = Matcher::from_bytes(draw.rest());
            assert!(found.is_err(), "bytes of nothing");
            return;
        }
    };
    assert!(is_resealed || bytes == *original, "a checksum finds damage");
    let answers = answers(&matcher);
    let again = Matcher::from_bytes(matcher.to_bytes()).expect("its own bytes");
    assert!(self::answers(&again) == answers, "a matcher from its bytes");
    if bytes == *original {
        let untouched = Matcher::from_bytes(original.clone()).expect("its own bytes");
        assert!(self::answers(&untouched) == answers);
    }
    // What it becomes with another list is a matcher again.
    let (updated, update) = matcher.updated(&LISTED[draw.below(LISTED.len())]);
    assert!(update.new + update.changed + update.unchanged <= updated.entries().max(4));
    let updated_answers = self::answers(&updated);
    let again = Matcher::from_bytes(updated.to_bytes()).expect("its own bytes");
    assert!(self::answers(&again) == updated_answers, "an updated matcher from its bytes");
}

fn edit(bytes: &mut Vec<u8>, draw: &mut Draw<'_>) {
    if bytes.is_empty() {
        return;
    }
    // The table of sections is a small part of the bytes and says most.
    let end = if draw.flag() { bytes.len().min(HEADER) } else { bytes.len() };
    let at = draw.number() % end;
    match draw.below(6) {
        0 => bytes[at] ^= 1 << draw.below(8),
        1 => bytes[at] = draw.byte(),
        2 => bytes[at] = bytes[at].wrapping_add(1),
        3 => bytes[at..].iter_mut().take(8).for_each(|byte| *byte = 0xFF),
        4 => bytes.truncate(at),
        _ => {
            let (from, length) = (draw.number() % bytes.len(), draw.below(16));
            let copied: Vec<u8> = bytes[from..].iter().take(length).copied().collect();
            bytes[at..].iter_mut().zip(copied).for_each(|(to, byte)| *to = byte);
        }
    }
}

fn answers(matcher: &Matcher) -> Vec<String> {
    let mut answers = vec![format!("{} {}", matcher.entries(), matcher.list_snapshot())];
    for (id, name, email, website) in CONTACTS {
        let contact = Contact::new()
            .id("6sense", id)
            .id("hubspot", "7")
            .name(PersonName::Full(name))
            .email(email)
            .website(website);
        let found = matcher.match_contact(&contact);
        let explained = matcher.explain(&contact, Values::Shown).expect("values are shown");
        answers.push(format!("{found:?} {}", explained.to_json()));
    }
    answers
}
