use proptest::prelude::*;

use super::*;

fn class(left: &str, right: &str) -> NameClass {
    compare_names(&Name::parse(left).unwrap(), &Name::parse(right).unwrap()).class
}

#[test]
fn each_class_has_its_example() {
    for (left, right, expected) in [
        ("José García", "Jose Garcia", NameClass::Exact),
        ("Lovelace, Ada", "Dr. Ada Lovelace", NameClass::Exact),
        ("Jan van der Berg", "Jan Vanderberg", NameClass::Joined),
        ("Abdul Rahman Karimi", "Abdulrahman Karimi", NameClass::Joined),
        ("Jean-Claude Roe", "Jeanclaude Roe", NameClass::Joined),
        ("Сергей Лавров", "Sergey Lavrov", NameClass::Transliteration),
        ("Նարեկ Սարյան", "Narek Saryan", NameClass::Transliteration),
        ("Philip Karlsson", "Filip Carlsson", NameClass::Transliteration),
        ("Robert Smith", "Bob Smith", NameClass::Nickname),
        ("Friedrich Hans", "Hans Friedrich", NameClass::Swapped),
        ("R. Smith", "Robert Smith", NameClass::Initial),
        ("JR Smith", "John Richard Smith", NameClass::Initial),
        ("Robert Quentin Smith", "Robert Smith", NameClass::Omission),
        ("Robert Smithers", "Robert Smithers-Jones", NameClass::Omission),
        ("Jan van der Berg", "Jan Berg", NameClass::Omission),
        ("Roberta Schmidt", "Roberta Schmitt", NameClass::Typo1),
        ("Katarzyna Wojciechowska", "Katarzyna Wojcechowksa", NameClass::Typo2),
        ("J. S.", "John Smith", NameClass::Typo2),
        ("Robert Smith", "Robert Jones", NameClass::Contradiction),
        ("John Smith Jr", "John Smith Sr", NameClass::Contradiction),
        ("Li Wu", "Li Wa", NameClass::Contradiction),
        ("Karim bin Salim", "Salim bin Karim", NameClass::Contradiction),
    ] {
        assert_eq!(class(left, right), expected, "{left} and {right}");
        assert_eq!(class(right, left), expected, "{right} and {left}");
    }
}

fn is_close(left: &Name, right: &Name) -> bool {
    let [one, turned] = [compare_names(left, right), compare_names(right, left)];
    assert_eq!(one.is_close, turned.is_close);
    one.is_close
}

#[test]
fn names_are_close_if_one_thing_at_most_sets_them_apart() {
    for (left, right, expected) in [
        // Nothing.
        ("Ada Lovelace", "Lovelace, Ada", true),
        ("Jan van der Berg", "Jan Vanderberg", true),
        ("Сергей Лавров", "Sergey Lavrov", true),
        ("Robert Smith", "Bob Smith", true),
        ("Robert (Bob) Smith", "Bob Smith", true),
        ("J. Smith", "J Smith", true),
        ("Dr. Mr John Smith", "John Smith", true),
        // One thing.
        ("Friedrich Hans", "Hans Friedrich", true),
        ("R. Smith", "Robert Smith", true),
        ("Robert Quentin Smith", "Robert Smith", true),
        ("Robert Smithers", "Robert Smithers-Jones", true),
        ("Robert Jones", "Robert Smithers-Jones", true),
        ("Jan van der Berg", "Jan Berg", true),
        ("Roberta Schmidt", "Roberta Schmitt", true),
        ("John Smith", "John Smith Jr", true),
        ("Bob Schmidt", "Robert Schmitt", true),
        ("J. Robert Smith", "J. Smith", true),
        ("JR Smith", "John Richard Smith", true),
        // Two.
        ("Katarzyna Wojciechowska", "Katarzyna Wojcechowksa", false),
        ("Friedrich Hans", "Hans F.", false),
        ("Friedrich Hans Roe", "Roe Friedrich", false),
        ("R. Quentin Smith", "Robert Smith", false),
        ("Roberta Ann Schmidt", "Roberta Schmitt", false),
        ("Robert Ann Louise Smith", "Robert Smith", false),
        ("R. Schmidt", "Robert Schmitt", false),
        ("Robert Schmidt", "Robert Schmitt Jr", false),
        // Not two parts.
        ("Smith", "Smith", false),
        ("Smith", "Robert Smith", false),
        ("R. Smith", "Smith", false),
        ("Schmidt", "Schmitt", false),
        ("Smithers-Jones", "Smithers-Jones", false),
        ("Smithers-Jones", "Robert Smithers-Jones", false),
        ("Abdul Rahman", "Abdulrahman", false),
        // None spelt out and without a slip.
        ("J. S.", "J. S.", false),
        ("J. S.", "John S.", false),
        ("J. S.", "John Smith", false),
        ("J. Schmidt", "J. Schmitt", false),
        // Two people, or nobody knows which.
        ("Robert Smith", "Robert Jones", false),
        ("John Smith Jr", "John Smith Sr", false),
        ("Karim bin Salim", "Salim bin Karim", false),
        ("John & Jane Smith", "John & Jane Smith", false),
    ] {
        let [one, other] = [left, right].map(|name| Name::parse(name).unwrap());
        assert_eq!(is_close(&one, &other), expected, "{left} and {right}");
    }
}

#[test]
fn a_family_name_of_two_parts_is_one_where_columns_tell() {
    let ada = Name::from_parts("Ada", "Garcia Marquez").unwrap();
    let [family, whole] =
        ["Garcia Marquez", "Ada Garcia Marquez"].map(|name| Name::parse(name).unwrap());
    assert!(is_close(&ada, &ada) && is_close(&ada, &whole));
    assert!(!is_close(&ada, &family));
}

#[test]
fn a_slip_counts_where_a_name_is_nothing_else() {
    let whole = "Ada Schmidt";
    assert_eq!(class("Schmitt", whole), NameClass::Typo1);
    assert_eq!(class("Schmitt", "Ada Maria Schmidt"), NameClass::Typo1);
    assert_eq!(class("A Schmitt", "Ada Maria Schmidt"), NameClass::Contradiction);
    assert_eq!(class("Katzenelenbogne", "Ada Katzenellenbogen"), NameClass::Typo2);
    assert_eq!(class("Schmitz Roe", whole), NameClass::Contradiction);
    assert_eq!(class("Adele", whole), NameClass::Contradiction);
    let [slip, name] = ["Schmitt", whole].map(|name| Name::parse(name).unwrap());
    assert!(!is_close(&slip, &name));
}

#[test]
fn people_of_one_family_are_kept_apart() {
    for (one, other) in [
        ("Rob", "Bob"),
        ("Bill", "Will"),
        ("John", "Joan"),
        ("John", "Jon"),
        ("Jan", "Jon"),
        ("Maria", "Mario"),
        ("Maria", "Marie"),
        ("Erik", "Erika"),
        ("Daniel", "Daniela"),
        ("Daniel", "Danielle"),
        ("Michel", "Michael"),
        ("Michel", "Michele"),
        ("René", "Renée"),
        ("Tony", "Toni"),
        ("Louis", "Luis"),
        ("Andrew", "Andrea"),
        ("Frederick", "Frederica"),
        ("Robert", "Roberta"),
        ("Hassan", "Hussein"),
        ("Jamal", "Jamil"),
        ("Wei", "Wai"),
        ("Ian", "Ina"),
        ("Alexander", "Alexandra"),
        ("Olivier", "Olivia"),
        ("Gabriel", "Gabriela"),
    ] {
        let (left, right) = (format!("{one} Smith"), format!("{other} Smith"));
        assert!(class(&left, &right) < NameClass::Omission, "{left} and {right}");
    }
    for (one, other) in [("Wu", "Vu"), ("Moller", "Muller"), ("Hoffman", "Huffman"), ("Lee", "Le")]
    {
        let (left, right) = (format!("Ada {one}"), format!("Ada {other}"));
        assert!(class(&left, &right) < NameClass::Omission, "{left} and {right}");
    }
}

#[test]
fn a_reason_stands_beside_a_contradiction_without_parts_left_over() {
    let compare = |left: &str, right: &str| {
        compare_names(&Name::parse(left).unwrap(), &Name::parse(right).unwrap())
    };
    assert!(compare("Mr Smith", "Mrs Smith").address_differs);
    assert!(compare("John & Jane Smith", "John Smith").number_differs);
    let same = compare("Mr John Smith", "Ms John Smith");
    assert!(!same.address_differs && !same.number_differs);
    let columns = ["Mr", "Mrs"].map(|title| Name::from_parts(title, "Ortega Gasset").unwrap());
    let [left, right] = &columns;
    assert_eq!(compare_names(left, right).class, NameClass::Contradiction);
    let couple = Name::from_parts("John & Jane", "Smith").unwrap();
    let one = Name::from_parts("John", "Smith").unwrap();
    assert_eq!(compare_names(&couple, &one).class, NameClass::Contradiction);
}

#[test]
fn columns_keep_given_and_family_apart() {
    let one = Name::from_parts("James", "Martin").unwrap();
    let other = Name::from_parts("Martin", "James").unwrap();
    assert_eq!(compare_names(&one, &other).class, NameClass::Contradiction);
}

#[test]
fn one_slip_is_one_wherever_it_is() {
    for (one, other) in [("Sophia", "Sopbia"), ("Goldman", "Golfman"), ("Stephen", "Stepben")] {
        let (left, right) = (format!("{one} Lang"), format!("{other} Lang"));
        assert_eq!(class(&left, &right), NameClass::Typo1, "{left} and {right}");
    }
}

#[test]
fn a_part_agrees_alike_whatever_stands_beside_it() {
    for other in ["Jona Jonnah Roe", "Jonnah Jona Roe"] {
        assert_eq!(class("Jonah Roe", other), NameClass::Omission, "{other}");
    }
}

#[test]
fn own_short_forms_count() {
    let [long, short] = ["Zebedee Roe", "Beedee Roe"].map(|name| Name::parse(name).unwrap());
    assert_eq!(compare_names(&long, &short).class, NameClass::Contradiction);
    let nicknames = Nicknames::default().with("Zebedee", "Beedee");
    assert_eq!(compare_names_with(&long, &short, &nicknames).class, NameClass::Nickname);
    assert_eq!(name_class(&long, &short, &nicknames), NameClass::Nickname);
}

#[test]
fn an_explanation_has_places_and_reasons() {
    let [left, right] =
        ["Bob Paul van der Berg", "Berg, Robert"].map(|name| Name::parse(name).unwrap());
    let found = compare_names(&left, &right);
    assert_eq!(found.class, NameClass::Omission);
    let edges: Vec<_> =
        found.edges.iter().map(|edge| (edge.left, edge.right, edge.reason)).collect();
    assert_eq!(edges, [(0, 0, EdgeReason::ShortForm), (2, 1, EdgeReason::Particles)]);
    assert_eq!((found.left_places, found.right_places), (vec![1], vec![]));
}

#[test]
fn many_parts_that_all_could_pair_are_paired() {
    let name = |endings: &str| {
        let words: Vec<String> = endings.chars().map(|end| format!("Katarzyn{end}")).collect();
        words.join(" ")
    };
    assert_eq!(class(&name("abcdefghij"), &name("klmnopqrst")), NameClass::Typo1);
}

fn words() -> impl Strategy<Value = String> {
    const POOL: [&str; 52] = [
        "Robert",
        "Bob",
        "R.",
        "JR",
        "Smith",
        "Smyth",
        "Mohammed",
        "Muhammad",
        "Abdul",
        "Rahman",
        "Abdurrahman",
        "al-Harbi",
        "El",
        "bin",
        "van",
        "der",
        "Berg",
        "Vanderberg",
        "Müller",
        "Mueller",
        "Schultz",
        "Schulz",
        "Sm1th",
        "Katherine",
        "Catharine",
        "Philipp",
        "Filip",
        "Сергей",
        "Sergej",
        "Phan",
        "Kh",
        "Hakim",
        "Saif",
        "Aldin",
        "Saifuddin",
        "Tz",
        "Zhukova",
        "(Bob)",
        "Paul",
        "Paula",
        "Jos.",
        "Ma.",
        "v.d.",
        "v.",
        "Saint",
        "Nguyen",
        "Thi",
        "Mr",
        "Mrs",
        "Mohd",
        "Jr",
        "Sr",
    ];
    let word = prop_oneof![
        8 => proptest::sample::select(&POOL[..]).prop_map(str::to_owned),
        2 => "[A-Z][abdhkptz]{1,8}",
        1 => "[A-Za-zäéß-]{1,10}",
    ];
    proptest::collection::vec(word, 1..5).prop_map(|words| words.join(" "))
}

/// A name with some letters changed, so that slips are met.
fn slipped() -> impl Strategy<Value = (String, String)> {
    (words(), proptest::collection::vec((any::<proptest::sample::Index>(), "[a-z ]?"), 0..4))
        .prop_map(|(name, slips)| {
            let mut letters: Vec<String> = name.chars().map(String::from).collect();
            for (place, letter) in slips {
                let place = place.index(letters.len());
                letters[place] = letter;
            }
            (name, letters.concat())
        })
}

proptest! {
    #[test]
    fn the_sides_do_not_matter((left, right) in prop_oneof![slipped(), (words(), words())]) {
        if let (Some(left), Some(right)) = (Name::parse(&left), Name::parse(&right)) {
            let found = compare_names(&left, &right);
            let turned = compare_names(&right, &left);
            prop_assert_eq!(found.class, turned.class);
            prop_assert_eq!((found.left_over, found.right_over), (turned.right_over, turned.left_over));
            prop_assert_eq!(name_class(&left, &right, &Nicknames::default()), found.class);
            prop_assert_eq!(found.is_close, turned.is_close);
            prop_assert!(!found.is_close || found.class >= NameClass::Typo1);
        }
    }

    #[test]
    fn a_name_is_itself(name in words()) {
        if let Some(name) = Name::parse(&name) {
            prop_assert_eq!(compare_names(&name, &name).class, NameClass::Exact);
        }
    }

    #[test]
    fn order_alone_contradicts_nothing(words in proptest::collection::vec("[B-Z][b-z]{4,8}x", 2..4)) {
        let turned: Vec<&str> = words.iter().rev().map(String::as_str).collect();
        let class = class(&words.join(" "), &turned.join(" "));
        prop_assert!(matches!(class, NameClass::Swapped | NameClass::Exact));
    }
}
