//! The list beside a plain reading of the same rows.

use proptest::prelude::*;
use proptest::sample::select;

use super::entry::Kind;
use super::{FaultKind, ListOptions, OptOut, OptOutList};
use crate::normalize::email::{Email, split_emails};
use crate::normalize::id::opaque_id;
use crate::normalize::name::Name;
use crate::normalize::website::Website;
use crate::table::{Layout, Role};

/// The cells of a row: website, id, e-mail, given name, full name, second id, second e-mail, family name.
type Cells = [&'static str; 8];

/// What an entry says; `K` is what makes two rows one person's.
#[derive(Clone, Debug, Default, PartialEq)]
struct Plain<K> {
    key: K,
    ids: Vec<(String, String)>,
    emails: Vec<String>,
    names: Vec<String>,
    split_names: Vec<(String, String)>,
    websites: Vec<String>,
}

type Key = Option<(Option<(String, String)>, Vec<String>, Vec<String>)>;

fn cells() -> impl Strategy<Value = Cells> {
    let ids = || select(vec!["", " ", "P1", "'P1", "P2", "1.2E+15", "P\u{E4}"]);
    let emails = || {
        select(vec!["", "a@x.example", "A@X.example ", "b@x.example; a@x.example", "a", "a@b.c;d"])
    };
    let (given, family) = (select(vec!["", "Ada", "Bo"]), select(vec!["", "Roe", " "]));
    let name = select(vec!["", "Ada Roe", "Roe, Ada", "n/a"]);
    let website = select(vec!["", "x.example", "http://www.X.example/a", "http://", "1.2.3.4"]);
    (website, ids(), emails(), given, name, ids(), emails(), family)
        .prop_map(|(a, b, c, d, e, f, g, h)| [a, b, c, d, e, f, g, h])
}

fn plain(cells: &Cells) -> (Plain<Key>, Vec<FaultKind>) {
    let [website, id, email, given, name, other_id, other_email, family] = *cells;
    let filled = |values: &[&str]| -> Vec<String> {
        values.iter().filter(|value| !value.trim().is_empty()).map(|v| (*v).to_owned()).collect()
    };
    let pair = |(first, second): (&str, &str)| (first.to_owned(), second.to_owned());
    let mut row = Plain::<Key> {
        emails: filled(&[email, other_email]),
        names: filled(&[name]),
        websites: filled(&[website]),
        ..Plain::default()
    };
    let ids = [("one", id), ("other", other_id)].into_iter();
    row.ids = ids.filter(|(_, id)| !id.trim().is_empty()).map(pair).collect();
    let [given, family] = [given, family].map(|part| filled(&[part]).concat());
    if !(given.is_empty() && family.is_empty()) {
        row.split_names.push((given, family));
    }
    let readable =
        row.ids.iter().filter_map(|(namespace, id)| Some((namespace, opaque_id(id).ok()?)));
    let readable: Vec<_> = readable.map(|(namespace, id)| pair((namespace, &id))).collect();
    let addresses: Vec<&str> = row.emails.iter().flat_map(|cell| split_emails(cell)).collect();
    let keys = addresses.iter().filter_map(|address| Email::parse(address).ok());
    let mut keys: Vec<String> = keys.map(|email| email.exact().to_owned()).collect();
    keys.sort();
    let faults = [
        (readable.is_empty() && keys.is_empty(), FaultKind::NoIdentifier),
        (readable.len() < row.ids.len(), FaultKind::UnreadableId),
        (keys.len() < addresses.len(), FaultKind::UnreadableEmail),
        (row.websites.iter().any(|w| Website::parse(w).is_err()), FaultKind::UnreadableWebsite),
    ];
    let faults =
        faults.into_iter().filter(|(is_found, _)| *is_found).map(|(_, kind)| kind).collect();
    let full = row.names.iter().filter_map(|name| Name::parse(name));
    let split =
        row.split_names.iter().filter_map(|(given, family)| Name::from_parts(given, family));
    let names = full.chain(split).map(|name| name.key()).collect();
    row.key = match readable.into_iter().next() {
        Some(id) => Some((Some(id), Vec::new(), Vec::new())),
        None => (!keys.is_empty()).then_some((None, keys, names)),
    };
    (row, faults)
}

fn absorb<T: PartialEq>(to: &mut Vec<T>, from: Vec<T>) {
    for value in from {
        if !to.contains(&value) {
            to.push(value);
        }
    }
}

fn said(entry: &OptOut) -> Plain<()> {
    let of = |kind: Kind| -> Vec<(String, String)> {
        let values = entry.values().filter(|(of, _)| *of == kind);
        let text = |part: &[u8]| String::from_utf8(part.to_vec()).unwrap();
        values.map(|(_, [first, second])| (text(first), text(second))).collect()
    };
    let texts = |kind| of(kind).into_iter().map(|(text, _)| text).collect();
    Plain {
        key: (),
        ids: of(Kind::Id),
        emails: texts(Kind::Email),
        names: texts(Kind::Name),
        split_names: of(Kind::Parts),
        websites: texts(Kind::Website),
    }
}

proptest! {
    #[test]
    fn rows_are_read_and_merged_as_plainly(rows in prop::collection::vec(cells(), 0..12)) {
        let (mut entries, mut faults) = (Vec::<(u64, Plain<Key>)>::new(), Vec::new());
        let mut text = "a,b,c,d,e,f,g,h\n".to_owned();
        for (cells, record) in rows.iter().zip(1..) {
            text += &cells.map(|cell| format!("\"{cell}\"")).join(",");
            text.push('\n');
            let (row, found) = plain(cells);
            faults.extend(found.into_iter().map(|kind| (record, kind)));
            match entries.iter_mut().find(|(_, entry)| entry.key.is_some() && entry.key == row.key) {
                Some((_, entry)) => {
                    faults.push((record, FaultKind::Merged));
                    absorb(&mut entry.ids, row.ids);
                    absorb(&mut entry.emails, row.emails);
                    absorb(&mut entry.names, row.names);
                    absorb(&mut entry.split_names, row.split_names);
                    absorb(&mut entry.websites, row.websites);
                }
                None => entries.push((record, row)),
            }
        }
        let roles = [
            Role::Website, Role::Id("one".to_owned()), Role::Email, Role::GivenName,
            Role::FullName, Role::Id("other".to_owned()), Role::Email, Role::FamilyName,
        ];
        let columns = ["a", "b", "c", "d", "e", "f", "g", "h"].into_iter().zip(roles);
        let layout = columns.fold(Layout::detect(), |layout, (name, role)| layout.column(name, role));
        let options = ListOptions { layout, ..ListOptions::default() };
        let list = OptOutList::read(text.as_bytes(), &options).unwrap();

        faults.sort();
        let found = list.faults().iter().map(|fault| (fault.position.record, fault.kind));
        prop_assert_eq!(found.collect::<Vec<_>>(), faults);
        prop_assert_eq!(list.entries().len(), entries.len());
        for (entry, (record, plain)) in list.entries().iter().zip(entries) {
            let Plain { ids, emails, names, split_names, websites, .. } = plain;
            let plain = Plain { key: (), ids, emails, names, split_names, websites };
            prop_assert_eq!((entry.record(), said(entry)), (record, plain));
        }
    }
}
