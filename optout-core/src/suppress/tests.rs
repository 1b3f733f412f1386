//! Sets as a whole: who is stopped, how copies come together, what bytes are taken.

use proptest::prelude::*;

use super::*;
use crate::contact::PersonName;
use crate::digest::hex;
use crate::list::ListOptions;

const KEY: &[u8] = b"a key of sixteen bytes or more";

fn on(text: &str) -> Date {
    text.parse().unwrap()
}

fn day_of(number: u8) -> Date {
    on("2026-01-01").add_days(i32::from(number)).unwrap()
}

fn ada() -> Contact<'static> {
    Contact::new()
        .id("salesforce", "0035g00000ABCDE")
        .email("ada@engine.example")
        .name(PersonName::Full("Lovelace, Ada"))
        .website("https://www.engine.example/about")
}

fn with(contact: &Contact<'_>) -> SuppressionSet {
    let mut set = SuppressionSet::new(KEY).unwrap();
    assert!(set.add(KEY, contact, on("2026-11-24")).unwrap());
    set
}

fn standing(set: &SuppressionSet, contact: Contact<'_>) -> Standing {
    let standing = set.check(KEY, &contact).unwrap();
    let is_free = standing.admission() == Admission::Free;
    assert_eq!(set.may_import(KEY, &contact).unwrap(), is_free);
    standing
}

fn email(email: &str) -> Contact<'_> {
    Contact::new().email(email)
}

#[test]
fn a_person_is_stopped_by_whatever_is_known() {
    let set = with(&ada());
    let id = |id| Contact::new().id("Salesforce", id);
    for form in ["0035g00000ABCDE", "0035g00000ABCDEAA5", " 0035g00000ABCDE "] {
        assert_eq!(standing(&set, id(form)), Standing::StoppedById, "{form}");
    }
    assert_eq!(standing(&set, id("0035g00000ABCDF")), Standing::Free);
    assert_eq!(standing(&set, Contact::new().id("crm", "0035g00000ABCDE")), Standing::Free);
    for form in
        ["ADA@Engine.example", "x@y.example; mailto:ada@engine.example", "<ada@engine.example>"]
    {
        assert_eq!(standing(&set, email(form)), Standing::StoppedByEmail, "{form}");
    }
    let both = ada().id("crm", "1");
    assert_eq!(standing(&set, both), Standing::StoppedById);
}

#[test]
fn a_doubt_is_a_humans() {
    let set = with(&ada());
    assert_eq!(standing(&set, email("ada+crm@engine.example")), Standing::HeldByTaggedEmail);
    let named = |name, website| Contact::new().name(PersonName::Full(name)).website(website);
    for (name, website) in [
        ("Ada Lovelace", "engine.example"),
        ("LOVELACE ada", "http://shop.engine.example/x"),
        ("Dr. Ada M. Lovelace", "engine.example"),
    ] {
        assert_eq!(standing(&set, named(name, website)), Standing::HeldByNameAtCompany, "{name}");
    }
    let split = Contact::new()
        .name(PersonName::Parts { given: "Lovelace", family: "Ada" })
        .email("other@engine.example");
    assert_eq!(standing(&set, split), Standing::HeldByNameAtCompany);
    assert_eq!(standing(&set, named("Ada Lovelace", "other.example")), Standing::Free);
    assert_eq!(standing(&set, named("Eve Lovelace", "engine.example")), Standing::Free);

    let tagged = with(&email("eve+list@engine.example"));
    for form in ["eve@engine.example", "eve+crm@engine.example"] {
        assert_eq!(standing(&tagged, email(form)), Standing::HeldByTaggedEmail, "{form}");
    }
    let role = with(&email("info@engine.example"));
    assert_eq!(standing(&role, email("Info@engine.example")), Standing::HeldByRoleMailbox);
}

#[test]
fn what_could_not_be_looked_up_is_not_let_in() {
    let set = with(&ada());
    assert_eq!(standing(&set, Contact::new()), Standing::NothingToLookUp);
    let name = Contact::new().name(PersonName::Full("Ada Lovelace"));
    assert_eq!(standing(&set, name), Standing::NothingToLookUp);
    let damaged = Contact::new().id("crm", "1.2E+15").email("eve@x.example");
    assert_eq!(standing(&set, damaged), Standing::Unreadable);
    assert_eq!(standing(&set, email("eve@")), Standing::Unreadable);
    // What is suppressed is said first.
    assert_eq!(standing(&set, email("eve@; ada@engine.example")), Standing::StoppedByEmail);
}

#[test]
fn nothing_kept_is_told() {
    let mut set = SuppressionSet::new(KEY).unwrap();
    assert!(!set.add(KEY, &email("ada@"), on("2026-11-24")).unwrap());
    let all = [email("ada@"), email("eve@x.example")];
    assert_eq!(set.add_all(KEY, all, on("2026-11-24")).unwrap(), 1);
    assert_eq!(set.len(), 1);
}

#[test]
fn a_release_is_of_earlier_opt_outs_only() {
    let mut set = SuppressionSet::new(KEY).unwrap();
    let ask = |set: &SuppressionSet| standing(set, email("ada@engine.example"));
    set.add(KEY, &ada(), on("2026-03-01")).unwrap();
    let same_day = set.release(KEY, &ada(), on("2026-03-01")).unwrap();
    assert_eq!(same_day, Standing::StoppedById);
    assert_eq!(set.release(KEY, &ada(), on("2026-05-01")).unwrap(), Standing::Free);
    assert_eq!(set.released(), 3);
    // The same opt-out once more, as weekly lists have it.
    set.add(KEY, &ada(), on("2026-03-01")).unwrap();
    assert_eq!(ask(&set), Standing::Free);
    set.add(KEY, &email("ada@engine.example"), on("2026-06-01")).unwrap();
    assert_eq!(ask(&set), Standing::StoppedByEmail);
}

#[test]
fn a_list_is_of_the_days_that_it_says() {
    let list = "Work email,Opt-out request date\na@x.example,2026-03-01\nb@x.example,2031-01-01\n\
                c@x.example,\n";
    let list = OptOutList::read(list.as_bytes(), &ListOptions::default()).unwrap();
    let mut set = SuppressionSet::new(KEY).unwrap();
    assert_eq!(set.add_list(KEY, &list, on("2026-11-24")).unwrap(), 0);
    for address in ["a@x.example", "b@x.example", "c@x.example"] {
        let released = set.release(KEY, &email(address), on("2026-11-25")).unwrap();
        assert_eq!(released, Standing::Free, "{address}");
    }
    let revision = set.revision();
    set.add_list(KEY, &list, on("2026-12-01")).unwrap();
    assert_eq!(standing(&set, email("a@x.example")), Standing::Free);
    // Nothing says that these two are old.
    assert_eq!(standing(&set, email("b@x.example")), Standing::StoppedByEmail);
    assert_eq!(standing(&set, email("c@x.example")), Standing::StoppedByEmail);
    assert_eq!(set.revision(), revision + 2);
    set.add_list(KEY, &list, on("2026-12-01")).unwrap();
    assert_eq!(set.revision(), revision + 2);
}

#[test]
fn another_key_is_noticed() {
    let mut set = with(&ada());
    let other = b"another key of sixteen bytes";
    for key in [&other[..], b"short", b""] {
        let day = on("2026-11-24");
        assert_eq!(set.add(key, &ada(), day).unwrap_err().kind().code(), "invalid_option");
        assert!(set.add_all(key, [ada()], day).is_err());
        assert!(set.release(key, &ada(), day).is_err());
        assert!(set.may_import(key, &ada()).is_err() && set.guard(key).is_err());
    }
    let foreign = SuppressionSet::new(other).unwrap();
    assert_eq!(set.merge(&foreign).unwrap_err().kind().code(), "invalid_option");
    assert!(set.apply(&foreign.to_bytes()).is_err());
}

#[test]
fn changes_go_to_another_copy() {
    let mut one = with(&ada());
    let mut other = SuppressionSet::from_bytes(&one.to_bytes()).unwrap();
    assert!(other == one);
    let seen = one.revision();
    assert_eq!(other.revision(), seen);
    one.add(KEY, &email("eve@x.example"), on("2026-11-25")).unwrap();
    one.release(KEY, &email("ada@engine.example"), on("2026-11-26")).unwrap();
    let delta = one.delta_since(seen).unwrap();
    assert_eq!(delta.len(), 64 + 3 * 18);
    other.apply(&delta).unwrap();
    assert!(other == one);
    let after = other.revision();
    other.apply(&delta).unwrap();
    assert_eq!(other.revision(), after);
    assert_eq!(one.delta_since(one.revision()).unwrap().len(), 64);
    for revision in [one.revision() + 1, u64::MAX] {
        assert_eq!(one.delta_since(revision).unwrap_err().kind().code(), "invalid_option");
    }
    let read = SuppressionSet::from_bytes(&one.to_bytes()).unwrap();
    assert!(read.delta_since(seen).is_err());
}

/// The forms are part of the format; see `forms`.
#[test]
fn what_is_hashed_stays_the_same() {
    let contact = ada().email("eve+x@engine.example").id("6sense", "P-1");
    let mut set = SuppressionSet::new(KEY).unwrap();
    set.add(KEY, &contact, on("2026-11-24")).unwrap();
    let text = hex(&set.to_bytes());
    let hashes = [
        "40db8f440386ae07a45030fc969c61f6",
        "2a8a0b6719fe5075edd3ab55549d183d",
        "b854fe10c9d5eae3826aeaa63c5b4113",
        "f0e09b8acc84892bdfabf71135fd4d01",
        "3b2b3c8a0d2c50b08e5ab363578829a3",
        "9afd700b445b46ad3f39f4e38bcffdf2",
        "6147f626004a54fdfbf0ae0150359549",
        "d29f0db1d8271f8a3de0c70db731f4dc",
    ];
    for hash in hashes {
        assert!(text.contains(hash), "a set of before would find nobody by {hash}");
    }
    assert_eq!(set.len(), hashes.len() - 1);
}

#[test]
fn damaged_bytes_are_refused() {
    let mut set = with(&ada());
    set.release(KEY, &email("ada@engine.example"), on("2026-11-26")).unwrap();
    let bytes = set.to_bytes();
    let refused = |bytes: &[u8]| {
        let error = SuppressionSet::from_bytes(bytes).unwrap_err();
        assert_eq!(error.kind().code(), "bytes");
        error.to_string()
    };
    for at in 0..bytes.len() {
        refused(&bytes[..at]);
        for bit in 0..8 {
            let mut other = bytes.clone();
            other[at] ^= 1 << bit;
            refused(&other);
        }
    }
    assert!(refused(&[&bytes[..], b"x"].concat()).contains("cut off or damaged"));
    assert!(refused(b"optoutIX").contains("bytes of a suppression set"));
    let mut later = bytes;
    later[8] = 9;
    assert!(refused(&later).contains("this version"));
}

#[test]
fn debug_shows_counts() {
    let set = with(&ada());
    let text = format!("{set:?} {:?}", set.guard(KEY).unwrap());
    assert_eq!(text.matches("members: 4").count(), 2);
    assert!(!text.contains("engine"));
}

/// What befalls a copy.
#[derive(Clone, Debug)]
enum Step {
    Add(u8, u8),
    Release(u8, u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let add = (0u8..6, 0u8..9).prop_map(|(who, day)| Step::Add(who, day));
    let release = (0u8..6, 0u8..9).prop_map(|(who, day)| Step::Release(who, day));
    prop::collection::vec(prop_oneof![2 => add, 1 => release], 0..12)
}

fn address(who: u8) -> String {
    format!("p{who}@x.example")
}

fn take(set: &mut SuppressionSet, steps: &[Step]) {
    for step in steps {
        match *step {
            Step::Add(who, day) => {
                set.add(KEY, &email(&address(who)), day_of(day)).unwrap();
            }
            Step::Release(who, day) => {
                set.release(KEY, &email(&address(who)), day_of(day)).unwrap();
            }
        }
    }
}

fn made(steps: &[Step]) -> SuppressionSet {
    let mut set = SuppressionSet::new(KEY).unwrap();
    take(&mut set, steps);
    set
}

fn merged(one: &SuppressionSet, other: &SuppressionSet) -> SuppressionSet {
    let mut set = one.clone();
    set.merge(other).unwrap();
    set
}

proptest! {
    #[test]
    fn copies_come_together(a in steps(), b in steps(), c in steps()) {
        let all: Vec<Step> = [&a[..], &b, &c].concat();
        let (a, b, c) = (made(&a), made(&b), made(&c));
        prop_assert!(merged(&a, &b) == merged(&b, &a));
        prop_assert!(merged(&a, &a) == a);
        prop_assert!(merged(&merged(&a, &b), &c) == merged(&a, &merged(&b, &c)));
        // No opt-out and no release is lost, whichever copy had it.
        let whole = merged(&merged(&a, &b), &c);
        prop_assert!(whole == made(&all));
        for who in 0..6 {
            let out = all.iter().filter_map(|step| match step {
                Step::Add(of, day) if *of == who => Some(*day),
                _ => None,
            });
            let release = all.iter().filter_map(|step| match step {
                Step::Release(of, day) if *of == who => Some(*day),
                _ => None,
            });
            let is_stopped = out.max().is_some_and(|out| release.max().is_none_or(|day| out >= day));
            let expected = if is_stopped { Standing::StoppedByEmail } else { Standing::Free };
            prop_assert_eq!(standing(&whole, email(&address(who))), expected);
        }
    }

    #[test]
    fn deltas_and_bytes_say_the_same(a in steps(), b in steps(), cut in 0usize..12) {
        let mut one = made(&a);
        let mut copy = SuppressionSet::from_bytes(&one.to_bytes()).unwrap();
        prop_assert!(copy == one);
        prop_assert_eq!(copy.to_bytes(), one.to_bytes());
        let revision = one.revision();
        let (early, late) = b.split_at(cut.min(b.len()));
        take(&mut one, early);
        let first = one.delta_since(revision).unwrap();
        let between = one.revision();
        take(&mut one, late);
        let second = one.delta_since(between).unwrap();
        // Whichever comes first, and one of them twice.
        copy.apply(&second).unwrap();
        copy.apply(&first).unwrap();
        copy.apply(&second).unwrap();
        prop_assert!(copy == one);
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        prop_assert!(SuppressionSet::from_bytes(&bytes).is_err());
    }
}
