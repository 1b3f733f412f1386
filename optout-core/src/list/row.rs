//! One row of the list: its values, each looked at once, and what makes it one person's.

use super::FaultKind;
use super::entry::{Kind, Values};
use crate::normalize::email::for_each_exact;
use crate::normalize::id::opaque_id;
use crate::normalize::name::Name;
use crate::normalize::website::is_website;
use crate::table::{Record, Role, Schema};

/// Where the values of an entry stand in a row, in the order in which an entry has them.
pub(super) struct Columns {
    ids: Vec<(String, usize)>,
    emails: Vec<usize>,
    names: Vec<usize>,
    given: Option<usize>,
    family: Option<usize>,
    websites: Vec<usize>,
    pub(super) date: Option<usize>,
}

impl Columns {
    /// Of a table with ids in its only column.
    pub(super) fn of_ids(namespace: &str) -> Self {
        Self {
            ids: vec![(namespace.to_owned(), 0)],
            emails: Vec::new(),
            names: Vec::new(),
            given: None,
            family: None,
            websites: Vec::new(),
            date: None,
        }
    }

    pub(super) fn of(schema: &Schema) -> Self {
        let all = |of: &Role| {
            let columns = schema.columns().filter(|(_, role)| *role == of);
            columns.map(|(at, _)| at).collect()
        };
        let one = |of: &Role| schema.columns().find(|(_, role)| *role == of).map(|(at, _)| at);
        let id = |(at, role): (usize, &Role)| match role {
            Role::Id(namespace) | Role::RecordId(namespace) => Some((namespace.clone(), at)),
            _ => None,
        };
        Self {
            ids: schema.columns().filter_map(id).collect(),
            emails: all(&Role::Email),
            names: all(&Role::FullName),
            given: one(&Role::GivenName),
            family: one(&Role::FamilyName),
            websites: all(&Role::Website),
            date: one(&Role::RequestDate),
        }
    }
}

/// A row that has been read. It keeps its memory from row to row.
#[derive(Default)]
pub(super) struct Row {
    pub(super) values: Values,
    key: String,
    /// The exact keys of the addresses of a row without an id.
    emails: Vec<String>,
    email: String,
    has_id: bool,
    has_email: bool,
    /// What is wrong with the row, each fault once.
    pub(super) faults: Vec<FaultKind>,
}

impl Row {
    pub(super) fn read(&mut self, columns: &Columns, record: &Record<'_>) {
        let filled = |at: &usize| record.value(*at).filter(|value| !value.trim().is_empty());
        self.clear();
        for (namespace, at) in &columns.ids {
            if let Some(id) = filled(at) {
                self.push_id(namespace, id);
            }
        }
        for cell in columns.emails.iter().filter_map(filled) {
            self.push_email(cell);
        }
        for name in columns.names.iter().filter_map(filled) {
            self.push(Kind::Name, name);
        }
        let [given, family] =
            [&columns.given, &columns.family].map(|at| at.as_ref().and_then(filled));
        self.push_parts(given, family);
        for website in columns.websites.iter().filter_map(filled) {
            self.push_website(website);
        }
        self.finish();
    }

    /// Ends a row to which all has been added.
    pub(super) fn finish(&mut self) {
        self.report(!self.has_id && !self.has_email, FaultKind::NoIdentifier);
        if !self.has_id && self.has_email {
            self.write_key_without_id();
        }
    }

    /// Begins a row. What is added has to come in the order of its kinds.
    pub(super) fn clear(&mut self) {
        self.values.clear();
        self.key.clear();
        self.emails.clear();
        self.faults.clear();
        (self.has_id, self.has_email) = (false, false);
    }

    fn report(&mut self, is_found: bool, fault: FaultKind) {
        if is_found && !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
    }

    pub(super) fn push(&mut self, kind: Kind, text: &str) {
        self.values.push(kind, text);
    }

    pub(super) fn push_parts(&mut self, given: Option<&str>, family: Option<&str>) {
        if given.is_some() || family.is_some() {
            let [given, family] = [given, family].map(Option::unwrap_or_default);
            self.values.push_pair(Kind::Parts, given, family);
        }
    }

    pub(super) fn push_website(&mut self, website: &str) {
        self.values.push(Kind::Website, website);
        self.report(!is_website(website), FaultKind::UnreadableWebsite);
    }

    pub(super) fn push_id(&mut self, namespace: &str, raw: &str) {
        self.values.push_pair(Kind::Id, namespace, raw);
        match opaque_id(raw) {
            Ok(id) if !self.has_id => {
                self.has_id = true;
                for part in ["id\0", namespace, "\0", &id] {
                    self.key.push_str(part);
                }
            }
            Ok(_) => {}
            Err(_) => self.report(true, FaultKind::UnreadableId),
        }
    }

    pub(super) fn push_email(&mut self, cell: &str) {
        self.values.push(Kind::Email, cell);
        let mut is_faulty = false;
        for_each_exact(cell, &mut self.email, |address| match address {
            Some(address) => {
                self.has_email = true;
                if !self.has_id {
                    self.emails.push(address.to_owned());
                }
            }
            None => is_faulty = true,
        });
        self.report(is_faulty, FaultKind::UnreadableEmail);
    }

    fn write_key_without_id(&mut self) {
        self.emails.sort_unstable();
        let full = self.values.names().filter_map(Name::parse);
        let split =
            self.values.split_names().filter_map(|(given, family)| Name::from_parts(given, family));
        let names: Vec<String> = full.chain(split).map(|name| name.key()).collect();
        self.key = format!("email\0{}\0{}", self.emails.join("\0"), names.join("\0"));
    }

    /// What makes two rows one person's: the record id; without one, addresses and names together.
    pub(super) fn key(&self) -> Option<&str> {
        (self.has_id || self.has_email).then_some(&self.key)
    }
}
