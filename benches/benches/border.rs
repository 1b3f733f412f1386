//! What a call through the C ABI costs beside the same one in Rust, for each record that is looked up.

use std::hint::black_box;
use std::mem::MaybeUninit;

use criterion::{Criterion, criterion_group, criterion_main};
use optout::contact::{
    optout_contact, optout_contact_add_email, optout_contact_add_id, optout_contact_add_name_parts,
    optout_contact_add_website, optout_contact_clear, optout_contact_new,
};
use optout::list::optout_list_read;
use optout::matcher::{optout_matcher, optout_matcher_match, optout_matcher_new};
use optout::matches::{optout_match, optout_match_free, optout_match_status_of};
use optout::policy::optout_policy_standard;
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

fn look_up(matcher: &optout_matcher, contact: &optout_contact) -> i32 {
    let found: *mut optout_match =
        made(|found| optout_matcher_match(Some(matcher), Some(contact), found, None));
    // SAFETY: the object is this call's, and freed once.
    let found = unsafe { Box::from_raw(found) };
    let status = optout_match_status_of(Some(&found)) as i32;
    optout_match_free(Some(found));
    status
}

fn borrowed(values: &Values) -> Contact<'_> {
    let [id, email, given, family, website] = *values;
    let name = PersonName::Parts { given, family };
    Contact::new().id("6sense", id).email(email).name(name).website(website)
}

fn border(criterion: &mut Criterion) {
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
    for (case, values) in &RECORDS {
        let mut group = criterion.benchmark_group(format!("border, {case}"));
        group.bench_function("in Rust", |bencher| {
            bencher.iter(|| in_rust.match_contact(&borrowed(black_box(values))).status());
        });
        group.bench_function("through C", |bencher| {
            bencher.iter(|| {
                fill(contact, black_box(values));
                look_up(black_box(in_c), contact)
            });
        });
        group.bench_function("through C, filled already", |bencher| {
            bencher.iter(|| look_up(black_box(in_c), contact));
        });
        group.finish();
    }
}

criterion_group!(benches, border);
criterion_main!(benches);
