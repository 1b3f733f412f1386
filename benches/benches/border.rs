//! What a call through the C ABI costs beside the same one in Rust, for each record that is looked up.

use std::hint::black_box;
use std::mem::MaybeUninit;
use std::time::Instant;

use optout::contact::{
    optout_contact, optout_contact_add_email, optout_contact_add_id, optout_contact_add_name_parts,
    optout_contact_add_website, optout_contact_clear, optout_contact_new,
};
use optout::list::optout_list_read;
use optout::matcher::{optout_matcher, optout_matcher_match, optout_matcher_new};
use optout::matches::{optout_match, optout_match_free, optout_match_status_of};
use optout::policy::optout_policy_standard;
use optout::words::matching::optout_match_status;
use optout_benches::contacts::Contacts;
use optout_benches::export::Style;
use optout_core::{Contact, ListOptions, MatchPolicy, Matcher, OptOutList, PersonName};

/// A record's values: id, e-mail, given and family name, website.
type Values = [&'static str; 5];

const RECORDS: [(&str, Values); 3] = [
    ("a stranger", ["K2", "a@firm-2.example", "Ada", "Lovelace", "www.firm-2.example"]),
    ("by e-mail", ["K2", "RK@firm.example", "Robert", "Kesinden", "www.firm-2.example"]),
    ("by name", ["K2", "a@firm.example", "Bob", "Kesniden", "www.firm.example"]),
];

/// The object of a call that succeeds; it lives as long as the program.
fn made<T>(make: impl FnOnce(Option<&mut MaybeUninit<*mut T>>) -> i32) -> &'static mut T {
    let mut object = MaybeUninit::uninit();
    assert_eq!(make(Some(&mut object)), 0);
    // SAFETY: the call has succeeded, so it has written an object of its own.
    unsafe { &mut *object.assume_init() }
}

fn fill(contact: &mut optout_contact, values: &Values) {
    let [id, email, given, family, website] = *values;
    black_box(optout_contact_clear(Some(contact), None));
    black_box(optout_contact_add_id(Some(contact), "6sense".into(), id.into(), None));
    black_box(optout_contact_add_email(Some(contact), email.into(), None));
    black_box(optout_contact_add_name_parts(Some(contact), given.into(), family.into(), None));
    black_box(optout_contact_add_website(Some(contact), website.into(), None));
}

fn look_up(matcher: &optout_matcher, contact: &optout_contact) -> optout_match_status {
    let found: *mut optout_match =
        made(|found| optout_matcher_match(Some(matcher), Some(contact), found, None));
    // SAFETY: the object is this call's, and freed once.
    let found = unsafe { Box::from_raw(found) };
    let status = optout_match_status_of(Some(&found));
    optout_match_free(Some(found));
    status
}

fn borrowed(values: &Values) -> Contact<'_> {
    let [id, email, given, family, website] = *values;
    let name = PersonName::Parts { given, family };
    Contact::new().id("6sense", id).email(email).name(name).website(website)
}

/// Nanoseconds of each of `work`, over `calls` calls.
fn time(calls: u32, mut work: impl FnMut()) -> f64 {
    let begun = Instant::now();
    for _ in 0..calls {
        work();
    }
    begun.elapsed().as_secs_f64() * 1e9 / f64::from(calls)
}

/// The quartiles of `values`, the median between them.
fn quartiles(values: impl Iterator<Item = f64>) -> [f64; 3] {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    [1, 2, 3].map(|quarter| values[(values.len() - 1) * quarter / 4])
}

/// Times the three ways in turn, round by round: what is compared was measured within the same few milliseconds, so a
/// machine that slows down or has other work moves both sides.
fn main() {
    // cargo bench -- --test: everything once, for the sake of its asserts.
    let (rounds, calls) =
        if std::env::args().any(|word| word == "--test") { (1, 1) } else { (601, 500) };
    let contacts = Contacts { seed: 1, rows: 100_000, opt_outs: 10_000, style: Style::Plain };
    let mut text = Vec::new();
    contacts.write_list(0, &mut text).unwrap();
    text.extend_from_slice(b"Robert Kesinden,firm.example,K1,rk@firm.example,2026-11-21\n");
    let list = OptOutList::read(text.as_slice(), &ListOptions::default()).unwrap();
    let in_rust = Matcher::new(&list, MatchPolicy::standard().unwrap());
    // SAFETY: the bytes are those of a slice.
    let list =
        made(|list| unsafe { optout_list_read(text.as_ptr(), text.len(), None, list, None) });
    let policy = made(|policy| optout_policy_standard(policy, None));
    let in_c = made(|matcher| optout_matcher_new(Some(list), Some(policy), matcher, None));
    let contact = made(|contact| optout_contact_new(contact, None));
    println!("{rounds} rounds of {calls} calls; quartiles, in nanoseconds a record\n");
    println!("{:<12} {:>24} {:>24} {:>24}", "record", "in Rust", "C over it", "with filling");
    for (case, values) in &RECORDS {
        fill(contact, values);
        let status = in_rust.match_contact(&borrowed(values)).status().into();
        assert!(look_up(in_c, contact) == status, "{case}");
        let times: Vec<[f64; 3]> = (0..rounds)
            .map(|_| {
                let rust = time(calls, || {
                    black_box(in_rust.match_contact(&borrowed(black_box(values))).status());
                });
                let c = time(calls, || {
                    black_box(look_up(black_box(in_c), contact));
                });
                let filling = time(calls, || {
                    fill(contact, black_box(values));
                    black_box(look_up(black_box(in_c), contact));
                });
                [rust, c - rust, filling - rust]
            })
            .collect();
        let row = [0, 1, 2].map(|way| {
            let [low, median, high] = quartiles(times.iter().map(|round| round[way]));
            format!("{low:.0} / {median:.0} / {high:.0}")
        });
        println!("{case:<12} {:>24} {:>24} {:>24}", row[0], row[1], row[2]);
    }
}
