use proptest::prelude::*;

use super::*;

fn key(full: &str) -> String {
    Name::parse(full).map_or_else(String::new, |name| name.key())
}

fn shape(full: &str) -> Vec<(String, Tag)> {
    let name = Name::parse(full).unwrap();
    name.tokens().iter().map(|token| (token.text().to_owned(), token.tag())).collect()
}

fn tokens(expected: &[(&str, Tag)]) -> Vec<(String, Tag)> {
    expected.iter().map(|&(text, tag)| (text.to_owned(), tag)).collect()
}

#[test]
fn last_first_is_turned_round() {
    use Tag::{Family, Generation, Given, Honorific};
    assert_eq!(shape("Roe, Jane"), tokens(&[("jane", Given), ("roe", Family)]));
    let expected = tokens(&[("john", Given), ("smith", Family), ("jr", Generation)]);
    assert_eq!(shape("Smith, Jr., John"), expected);
    assert_eq!(shape("Smith Jr., John"), expected);
    let expected = tokens(&[("john", Given), ("smith", Family), ("phd", Honorific)]);
    assert_eq!(shape("Smith, John, Ph.D."), expected);
}

#[test]
fn commas_before_suffixes_turn_nothing() {
    use Tag::{Generation, Honorific, Untagged};
    let smith = [("john", Untagged), ("smith", Untagged)];
    assert_eq!(
        shape("John Smith, MBA, CPA"),
        tokens(&[smith.as_slice(), &[("mba", Honorific), ("cpa", Honorific)]].concat())
    );
    assert_eq!(
        shape("John Smith, III"),
        tokens(&[smith.as_slice(), &[("iii", Generation)]].concat())
    );
    assert_eq!(shape("John Smith, MD"), tokens(&[smith.as_slice(), &[("md", Honorific)]].concat()));
}

#[test]
fn short_names_are_no_degrees() {
    assert_eq!(key("Li, Ma"), "li|ma");
    assert_eq!(key("Yun Ma"), "ma|yun");
    assert_eq!(key("Theo Mba"), "mba|theo");
    assert_eq!(key("Theo Roe MBA"), "roe|theo");
    assert_eq!(key("J.D. Roe"), "d|j|roe");
    assert_eq!(key("Roe, J.D."), "d|j|roe");
    assert_eq!(key("Jane Roe M.D."), "jane|roe");
}

#[test]
fn titles() {
    for full in [
        "Dr. Jane Roe",
        "Prof. Dr. Jane Roe",
        "Ms Jane Roe",
        "Roe, Dr. Jane",
        "Rev. Jane Roe",
        "Jane Roe, PhD, MBA",
    ] {
        assert_eq!(key(full), "jane|roe", "{full}");
    }
    assert_eq!(key("Major Roe"), "major|roe");
    assert_eq!(key("Gen Sato"), "gen|sato");
    assert!(Name::parse("Dr.").is_none());
}

#[test]
fn generations() {
    assert_eq!(key("John Smith Jr"), "john|jr|smith");
    assert_eq!(key("John Smith Junior"), "john|jr|smith");
    assert_eq!(key("John Smith III"), "iii|john|smith");
    assert_eq!(key("Peter Senior"), "peter|senior");
    assert_eq!(Name::parse("John Smith 2nd").unwrap().generation(), Some("ii"));
    assert_eq!(Name::from_parts("John", "Smith Sr.").unwrap().generation(), Some("sr"));
}

#[test]
fn apostrophes_join() {
    for full in [
        "Sean O'Brien",
        "Sean O’Brien",
        "Sean OBrien",
        "Sean O' Brien",
        "SEAN O`BRIEN",
        "Sean Oʼbrien",
    ] {
        assert_eq!(key(full), "obrien|sean", "{full}");
    }
    assert_eq!(Name::from_parts("Sean", "O Brien").unwrap().key(), "obrien|sean");
    assert_eq!(key("Mary O Smith"), "mary|o|smith");
    assert_eq!(key("Jan 't Hooft"), "jan|thooft");
}

#[test]
fn particles_join_and_are_remembered() {
    for full in ["Jan van der Berg", "van der Berg, Jan", "Berg, Jan van der", "Jan van-der-Berg"] {
        let name = Name::parse(full).unwrap();
        assert_eq!(name.key(), "jan|vanderberg", "{full}");
        let family = name.name_tokens().last().unwrap();
        assert_eq!((family.particles(), family.core()), ("vander", "berg"), "{full}");
    }
    assert_eq!(key("Bashar al-Assad"), "alassad|bashar");
    assert_eq!(key("Bashar Al Assad"), "alassad|bashar");
    assert_eq!(key("de la Cruz Maria"), "delacruz|maria");
}

#[test]
fn a_given_name_is_no_particle() {
    assert_eq!(key("Van Morrow"), "morrow|van");
    assert_eq!(key("Al Roe"), "al|roe");
    assert_eq!(key("Ben Roe"), "ben|roe");
}

#[test]
fn hyphens_are_remembered() {
    let name = Name::parse("Jean-Claude Roe-Doe").unwrap();
    let hyphens: Vec<_> = name.tokens().iter().map(Token::is_hyphened).collect();
    assert_eq!(name.key(), "claude|doe|jean|roe");
    assert_eq!(hyphens, [false, true, false, true]);
}

#[test]
fn nicknames_stand_beside_the_name() {
    for full in ["Robert \"Bob\" Roe", "Robert (Bob) Roe", "Robert 'Bob' Roe", "Robert “Bob” Roe"]
    {
        let name = Name::parse(full).unwrap();
        assert_eq!(name.key(), "robert|roe", "{full}");
        assert_eq!(name.alternatives().map(Token::text).collect::<Vec<_>>(), ["bob"], "{full}");
    }
    let name = Name::parse("Jane Roe (née Doe)").unwrap();
    assert_eq!(
        name.alternatives().map(|token| (token.text(), token.tag())).next(),
        Some(("doe", Tag::Family))
    );
    assert_eq!(key("Jane Roe (she/her)"), "jane|roe");
    assert_eq!(key("(Jane Roe)"), "jane|roe");
}

#[test]
fn scripts() {
    assert_eq!(key("山田 太郎"), "太郎|山田");
    let name = Name::parse("Иван Щукин").unwrap();
    assert_eq!(name.key(), "иван|щукин");
    assert_eq!(
        name.tokens().iter().filter_map(Token::latin).collect::<Vec<_>>(),
        ["ivan", "shchukin"]
    );
    assert_eq!(key("김・민수"), "김|민수");
}

#[test]
fn initials() {
    let name = Name::parse("J. R. Roe").unwrap();
    assert_eq!(
        name.tokens().iter().map(Token::is_initial).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert!(!Name::parse("李 Roe").unwrap().tokens()[0].is_initial());
}

#[test]
fn parts() {
    assert_eq!(Name::from_parts("Jane", "Roe").unwrap().key(), "jane|roe");
    assert_eq!(Name::from_parts("Jane Roe", " ").unwrap().tokens()[0].tag(), Tag::Untagged);
    assert_eq!(Name::from_parts("", "Roe, Jane").unwrap().tokens()[0].tag(), Tag::Given);
    assert_eq!(Name::from_parts("Jennifer", "Null").unwrap().key(), "jennifer|null");
    assert_eq!(Name::from_parts("Jane", "[not provided]").unwrap().key(), "jane");
    assert_eq!(Name::from_parts("Jan van der", "Berg").unwrap().key(), "jan|vanderberg");
    assert!(Name::from_parts("", "").is_none());
    assert!(Name::from_parts("N/A", "unknown").is_none());
}

#[test]
fn debug_shows_no_name() {
    let name = Name::parse("Jane Roe").unwrap();
    assert_eq!(format!("{name:?}"), "Name { tokens: 2 }");
    assert_eq!(format!("{:?}", name.tokens()[0]), "Token { tag: Untagged, .. }");
}

proptest! {
    #[test]
    fn a_key_is_its_own_key(full in "(Dr\\.? |Sir |Mba )?[A-Za-zäßøİŉΣй'’ .,|\"()-]{0,30}( Jr\\.?|, MD| Senior| II)?") {
        if let Some(name) = Name::parse(&full) {
            let again = Name::parse(&name.key()).unwrap();
            prop_assert_eq!(again.key(), name.key());
        }
    }

    #[test]
    fn any_text_is_survived(full in "\\PC{0,40}", other in "\\PC{0,20}") {
        if let Some(name) = Name::parse(&full) {
            let again = Name::parse(&name.key()).unwrap();
            prop_assert_eq!(again.key(), name.key());
        }
        if let Some(name) = Name::from_parts(&full, &other) {
            let again = Name::parse(&name.key()).unwrap();
            prop_assert_eq!(again.key(), name.key());
        }
    }

    #[test]
    fn order_and_case_make_no_other_key(given in "[B-Z][b-z]{4,8}x", family in "[B-Z][b-z]{4,8}x") {
        let plain = key(&format!("{given} {family}"));
        prop_assert_eq!(&key(&format!("{family}, {given}")), &plain);
        prop_assert_eq!(&key(&format!("{family} {given}").to_uppercase()), &plain);
        prop_assert_eq!(&Name::from_parts(&given, &family).unwrap().key(), &plain);
    }
}
