//! Opt-outs as JSON: objects whose fields are looked at like columns.

mod place;
mod value;
mod walk;

use std::io::Read;

use serde::de::DeserializeSeed;
use serde_json::error::Category;

use self::place::{Place, Placed};
use self::value::{Fields, Value};
use self::walk::{Take, Walk};
use super::OptOutList;
use super::batch::Batch;
use super::entry::Kind;
use super::options::ListOptions;
use super::row::Row;
use super::rows::{EXPECTED_IDENTIFIER, Rows};
use crate::error::{Error, ErrorKind, Position, Result};
use crate::table::{Layout, Opening, Preset, Role, fold_header};
use crate::texts::TextSet;

/// Where in JSON opt-outs stand.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// The fields that lead to them, with dots between.
    pub(super) records_at: &'static str,
    /// A field that says what the object is that it is in, and what it says of those that are not looked at.
    pub(super) passed_over: Option<(&'static str, &'static str)>,
}

/// How many fields that are not read are told apart, lest fields that have people's names fill the memory.
const UNREAD_LIMIT: usize = 1_000;

pub(super) fn read(input: impl Read, shape: Shape, options: &ListOptions) -> Result<OptOutList> {
    if options.format.delimiter.is_some() {
        let expected = "none: JSON has no delimiter";
        return Err(Error::new(ErrorKind::InvalidOption { option: "delimiter", expected }));
    }
    let opening = Opening::read(input)?;
    if opening.first_sign().is_none() {
        return Err(Error::new(ErrorKind::Empty));
    }
    let (text, mark) = opening.text(options.format)?;
    let place = Place::new(mark as u64);
    let mut input = Placed::new(text, &place);
    let mut reading = Reading::new(shape, options);
    let led = options.records_at.as_deref().unwrap_or(shape.records_at);
    let path: Vec<String> =
        led.split('.').map(fold_header).filter(|name| !name.is_empty()).collect();
    while input.has_more().map_err(|error| Error::from(error).at(reading.position(&place)))? {
        let walk = Walk {
            take: &mut reading,
            place: &place,
            path: &path,
            is_led: false,
            is_element: false,
        };
        let mut value = serde_json::Deserializer::from_reader(&mut input);
        if let Err(fault) = walk.deserialize(&mut value) {
            return Err(told(fault).at(reading.position(&place)));
        }
    }
    reading.finish(options)
}

/// What passes of a foreign error, whose text can hold what was read.
fn told(error: serde_json::Error) -> Error {
    let expected = match error.classify() {
        Category::Io => return Error::from(std::io::Error::from(error)),
        Category::Eof => "more JSON; the input is cut off",
        Category::Data => "objects in the place where the opt-outs are; name it if it is another",
        Category::Syntax => "JSON",
    };
    Error::new(ErrorKind::Value { column: 0, expected })
}

struct Reading<'o> {
    layout: &'o Layout,
    preset: &'static Preset,
    passed_over: Option<(&'static str, &'static str)>,
    /// The names of fields as they stand there, and what each holds.
    names: TextSet,
    roles: Vec<Option<Role>>,
    /// Of the opt-out that is looked at: values, and the fields in which they are.
    values: Vec<(usize, String)>,
    path: String,
    row: Row,
    batch: Batch,
    rows: Rows,
    records: u64,
    has_fields: bool,
}

impl<'o> Reading<'o> {
    fn new(shape: Shape, options: &'o ListOptions) -> Self {
        Self {
            layout: &options.layout,
            preset: options.form.preset(),
            passed_over: shape.passed_over,
            names: TextSet::default(),
            roles: Vec::new(),
            values: Vec::new(),
            path: String::new(),
            row: Row::default(),
            batch: Batch::default(),
            rows: Rows::default(),
            records: 0,
            has_fields: false,
        }
    }

    /// Where a fault is noticed: in the opt-out that is next, or in the last one's rest.
    fn position(&self, place: &Place) -> Position {
        place.position(self.records.max(1))
    }

    /// The number of the field in which a value is, if it is one to be told of.
    fn column(&mut self, has_value: bool) -> Option<usize> {
        if !self.names.contains(&self.path) {
            let role = self.layout.role(Some(self.preset), &fold_header(&self.path));
            if role.is_none() && !(has_value && self.names.len() < UNREAD_LIMIT) {
                return None;
            }
            self.roles.push(role);
        }
        Some(self.names.insert(&self.path).0)
    }

    /// Looks at a value and at all that is in it.
    fn look(&mut self, value: Value) {
        match value {
            Value::Null => {
                self.column(false);
            }
            Value::Text(text) => {
                let Some(column) = self.column(true) else { return };
                if self.role(column).is_some() {
                    self.values.push((column, text));
                }
            }
            Value::Array(values) => {
                if values.is_empty() {
                    self.column(false);
                }
                for value in values {
                    self.look(value);
                }
            }
            Value::Object(fields) => self.look_into(fields),
        }
    }

    fn look_into(&mut self, fields: Fields) {
        let says_what = |name: &str| self.passed_over.is_some_and(|(field, _)| name == field);
        let is_passed_over = fields.iter().any(|(name, value)| {
            let Value::Text(text) = value else { return false };
            says_what(name) && self.passed_over.is_some_and(|(_, word)| text == word)
        });
        if is_passed_over {
            return;
        }
        for (name, value) in fields {
            if self.passed_over.is_some_and(|(field, _)| name == field) {
                continue;
            }
            let end = self.path.len();
            if end > 0 {
                self.path.push('.');
            }
            self.path.push_str(&name);
            self.look(value);
            self.path.truncate(end);
        }
    }

    fn role(&self, column: usize) -> Option<&Role> {
        self.roles.get(column).and_then(Option::as_ref)
    }

    /// The values of one kind of field that are not blank.
    fn filled<'s>(
        &'s self,
        is_wanted: impl Fn(&Role) -> bool + 's,
    ) -> impl Iterator<Item = (&'s Role, &'s str)> + 's {
        let with_role = |(column, text): &'s (usize, String)| Some((self.role(*column)?, text));
        let values = self.values.iter().filter_map(with_role);
        values
            .filter(move |(role, text)| is_wanted(role) && !text.trim().is_empty())
            .map(|(role, text)| (role, text.as_str()))
    }

    fn first<'s>(&'s self, of: &'s Role) -> Option<&'s str> {
        self.filled(move |role| role == of).map(|(_, text)| text).next()
    }

    /// Puts the row together, in the order in which an entry has its values.
    fn read_row(&mut self) {
        let mut row = std::mem::take(&mut self.row);
        row.clear();
        for (role, id) in self.filled(|role| matches!(role, Role::Id(_) | Role::RecordId(_))) {
            if let Role::Id(namespace) | Role::RecordId(namespace) = role {
                row.push_id(namespace, id);
            }
        }
        for (_, cell) in self.filled(|role| *role == Role::Email) {
            row.push_email(cell);
        }
        for (_, name) in self.filled(|role| *role == Role::FullName) {
            row.push(Kind::Name, name);
        }
        row.push_parts(self.first(&Role::GivenName), self.first(&Role::FamilyName));
        for (_, website) in self.filled(|role| *role == Role::Website) {
            row.push_website(website);
        }
        row.finish();
        self.row = row;
    }

    fn finish(self, options: &ListOptions) -> Result<OptOutList> {
        let has = |is_wanted: &dyn Fn(&Role) -> bool| self.roles.iter().flatten().any(is_wanted);
        let identifies =
            |role: &Role| matches!(role, Role::Id(_) | Role::RecordId(_) | Role::Email);
        if self.has_fields && !has(&identifies) {
            return Err(Error::new(ErrorKind::MissingColumn { expected: EXPECTED_IDENTIFIER }));
        }
        let has_dates = has(&|role| *role == Role::RequestDate);
        Ok(self.rows.finish(options, has_dates, self.roles))
    }
}

impl Take for Reading<'_> {
    fn start(&mut self, place: &Place) -> Position {
        place.set_out();
        self.records += 1;
        place.position(self.records)
    }

    fn take(&mut self, fields: Option<Fields>, position: Position) {
        self.values.clear();
        self.path.clear();
        self.has_fields |= fields.is_some();
        self.look_into(fields.unwrap_or_default());
        self.read_row();
        let date = self.first(&Role::RequestDate).unwrap_or_default().to_owned();
        self.batch.push(&self.row, &date, position);
        self.rows.append(&mut self.batch);
    }
}
