//! Hashed lists as they arrive, whole and broken.

use super::*;

const ADA: &str = "ada@engine.example";

fn hash(profile: HashProfile, email: &str) -> String {
    profile.hash_email(email).unwrap()
}

fn read(text: &str, profile: HashProfile) -> Result<HashedList> {
    HashedList::read(text.as_bytes(), profile)
}

fn fault(text: &str, profile: HashProfile) -> (String, u64, u64) {
    let error = read(text, profile).unwrap_err();
    assert_eq!(error.input(), Some(Input::HashedList));
    let place = error.position().unwrap_or_default();
    (error.kind().code().to_owned(), place.record, place.line)
}

#[test]
fn one_hash_a_line_or_a_column_of_them() {
    for profile in HashProfile::ALL {
        let hash = hash(profile, ADA);
        for text in [
            format!("{hash}\n"),
            format!("\u{feff}{hash}\r\n\r\n"),
            format!("anything\n{hash}\n"),
            format!("ID,Hash\nx,{hash}\n"),
            format!("\u{feff}hash,list_type\n\"{hash}\",Email\n"),
        ] {
            let list = read(&text, profile).unwrap();
            assert_eq!((list.len(), list.profile()), (1, profile));
            assert!(list.matches(&Contact::new().email("x@y.example; Ada@Engine.EXAMPLE")));
            assert!(list.has_hash(&hash).unwrap());
            assert!(!list.matches(&Contact::new().email("ad.a@engine.example")));
            assert!(!list.matches(&Contact::new()));
        }
        // Hexadecimal digits have no case; Base64 has.
        let upper = read(&hash.to_uppercase(), profile).unwrap();
        let is_base64 = profile.expected().contains("Base64");
        assert_eq!(upper.matches(&Contact::new().email(ADA)), !is_base64);
    }
    assert!(read("ID,Hash\n", HashProfile::Drop).unwrap().is_empty());
}

#[test]
fn another_profile_is_noticed_by_its_looks() {
    for made in HashProfile::ALL {
        for read_as in HashProfile::ALL {
            let text = format!("Hash\n{}\n", hash(made, ADA));
            let looks_alike = made.expected() == read_as.expected();
            assert_eq!(read(&text, read_as).is_ok(), looks_alike, "{made} as {read_as}");
        }
    }
    assert!("md5".parse::<HashProfile>().is_err());
    assert!(HashProfile::ALL.iter().all(|profile| profile.as_str().parse() == Ok(*profile)));
}

#[test]
fn a_fault_has_its_place_and_no_value() {
    let drop = HashProfile::Drop;
    let good = hash(drop, ADA);
    let at = |code: &str, record, line| (code.to_owned(), record, line);
    assert_eq!(fault(&format!("ID,Hash\na,{good}\nb,zzz\n"), drop), at("value", 2, 3));
    assert_eq!(fault(&format!("{good}\nzzz\n"), drop), at("value", 2, 2));
    assert_eq!(fault(&format!("ID,Hash\na,{good}\nb\n"), drop), at("field_count", 2, 3));
    assert_eq!(fault("a,b\n", drop), at("missing_column", 0, 1));
    assert_eq!(fault("", drop), at("empty", 0, 0));
    let error = read("ID,Hash\na,ada@engine.example\n", drop).unwrap_err();
    assert_eq!(
        error.to_string(),
        "hashed list: record 1 (line 2, byte 8): column 2: expected a SHA-256 in Base64, 44 characters"
    );
    let bytes = HashedList::read(&b"hash\n\xff\n"[..], drop).unwrap_err();
    assert_eq!(bytes.kind().code(), "encoding");
}

#[test]
fn several_consumers_are_opted_out_and_not_deleted() {
    let drop = HashProfile::Drop;
    let person = drop_person("Ada", "Lovelace", "1985-07-04".parse().unwrap(), "91790").unwrap();
    let rows =
        ["ada@x.example", "home@x.example", "nobody@x.example"].map(|email| hash(drop, email));
    let text = format!("ID,Hash\na,{}\nb,{}\nc,{}\nd,{person}\n", rows[0], rows[1], rows[2]);
    let mut tally = HashedTally::new(&read(&text, drop).unwrap());
    let ada = Contact::new().email("ada@x.example").email("home@x.example");
    assert_eq!(tally.add("1", &ada), 2);
    // Another record of the same person, and the address twice in it.
    assert_eq!(tally.add("1", &Contact::new().email("ada@x.example; ADA@x.example")), 1);
    assert_eq!(tally.add("2", &Contact::new().email("home@x.example")), 1);
    assert_eq!(tally.add("3", &Contact::new().email("eve@x.example")), 0);
    assert_eq!(tally.add_hash("1", &person).unwrap(), 1);
    assert!(tally.add_hash("1", "zzz").is_err());
    let answers: Vec<_> = tally
        .answers()
        .map(|answer| {
            (
                answer.record,
                answer.id.unwrap(),
                answer.outcome.as_str(),
                answer.outcome.drop_status(),
            )
        })
        .collect();
    assert_eq!(
        answers,
        [
            (1, "a", "delete", 3),
            (2, "b", "opt_out_only", 4),
            (3, "c", "not_found", 5),
            (4, "d", "delete", 3)
        ]
    );
}

#[test]
fn what_is_written_in_other_letters_is_found_by_either_form() {
    let list = read(&hash(HashProfile::Meta, "eve@bücher.example"), HashProfile::Meta).unwrap();
    assert!(list.matches(&Contact::new().email("Eve@Bücher.example")));
    let a_label = read(&hash(HashProfile::Meta, "eve@xn--bcher-kva.example"), HashProfile::Meta);
    assert!(a_label.unwrap().matches(&Contact::new().email("Eve@Bücher.example")));
}

#[test]
fn names_that_another_table_would_transliterate_are_refused() {
    for name in ["Иванов", "Θεοδώρου", "", " - "] {
        assert_eq!(drop_name(name).unwrap_err().kind().code(), "value", "{name}");
    }
    assert_eq!(drop_name("van der Berg"), drop_name("VANDERBERG"));
    let day = "1985-07-04".parse().unwrap();
    assert!(drop_person("Ada", "Roe", day, "0000").is_err());
}

#[test]
fn debug_shows_counts() {
    let list = read(&hash(HashProfile::Drop, ADA), HashProfile::Drop).unwrap();
    assert_eq!(format!("{list:?}"), "HashedList { profile: Drop, rows: 1 }");
}

#[test]
fn a_mark_that_comes_alone_is_in_front_of_a_list_all_the_same() {
    let row = hash(HashProfile::PlainMd5, "ada@engine.example");
    let input = b"\xef\xbb\xbf".chain(row.as_bytes());
    assert_eq!(HashedList::read(input, HashProfile::PlainMd5).unwrap().len(), 1);
}
