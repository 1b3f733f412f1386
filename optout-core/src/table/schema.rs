//! Which column of a table holds what.

use super::header::{Header, fold_header};
use super::preset::Preset;
use super::role::Role;
use super::systems::{CONTACTS, PRESET_NAMES};
use crate::contact::{Contact, PersonName};
use crate::error::{Error, ErrorKind, Input, Result};

/// How to read the header of a table: a preset's words, the caller's own, or both.
///
/// ```
/// use optout_core::table::{Layout, Role};
///
/// let layout = Layout::preset("salesforce")?.column("Private mail", Role::Email);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Layout {
    preset: Option<&'static str>,
    columns: Vec<(String, Role)>,
}

/// What messages call the record's own id.
pub(crate) const RECORD_ID: &str = "the record id (role record_id:NAMESPACE)";

impl Layout {
    /// The preset that recognises most of the header, if it is one alone.
    ///
    /// Where several recognise as much, only the spelling of Salesforce's API (`Id,FirstName,Email`) tells:
    /// the id of one system taken for another's would be about nobody.
    pub fn detect() -> Self {
        Self::default()
    }

    /// A preset by its name: `salesforce`, `hubspot`, `marketo`, `eloqua`, `pardot`, `outreach` or
    /// `salesloft`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidOption`] for a name that is none.
    pub fn preset(name: &str) -> Result<Self> {
        match CONTACTS.iter().find(|preset| preset.name == name) {
            Some(preset) => Ok(Self { preset: Some(preset.name), columns: Vec::new() }),
            None => Err(Error::new(ErrorKind::InvalidOption {
                option: "preset",
                expected: PRESET_NAMES,
            })),
        }
    }

    /// Names a column of the header, however it is spelt; this outranks the preset.
    #[must_use]
    pub fn column(mut self, header: &str, role: Role) -> Self {
        self.columns.push((fold_header(header), role));
        self
    }

    /// Whether the caller has named columns.
    pub(crate) fn names_columns(&self) -> bool {
        !self.columns.is_empty()
    }

    /// Whether a header name means something under this layout, for telling the delimiter.
    pub(crate) fn knows(&self, presets: &[&Preset], name: &str) -> bool {
        let folded = fold_header(name);
        self.columns.iter().any(|(own, _)| *own == folded)
            || presets.iter().any(|preset| preset.knows(&folded))
    }

    /// What a folded header name stands for: the caller's word, or else the preset's.
    pub(crate) fn role(&self, preset: Option<&Preset>, folded: &str) -> Option<Role> {
        match self.columns.iter().find(|(own, _)| own == folded) {
            Some((_, role)) => Some(role.clone()),
            None => preset.and_then(|preset| preset.role(folded)),
        }
    }

    /// Reads the names of the columns of contacts that are in no file.
    ///
    /// # Errors
    /// A name is missing or doubled, a column is not there or is there twice, or no preset knows the names.
    pub fn read_names<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Result<Schema> {
        self.contacts(&Header::new(names)).map_err(|error| error.within(Input::Contacts))
    }

    /// Reads a contact export's header.
    pub(crate) fn contacts(&self, header: &Header) -> Result<Schema> {
        let preset = match self.preset {
            Some(name) => CONTACTS.iter().find(|preset| preset.name == name).copied(),
            None => self.most_recognised(header)?,
        };
        let schema = self.read(header, preset)?;
        if preset.is_some() && !schema.has_record_id() {
            // Of another system's export, the wrong preset would find everybody and nobody's evidence.
            return Err(Error::new(ErrorKind::MissingColumn { expected: RECORD_ID }));
        }
        let identifies =
            |role: &Role| matches!(role, Role::Id(_) | Role::Email | Role::RecordId(_));
        if schema.roles.iter().flatten().any(identifies) {
            Ok(schema)
        } else {
            Err(Error::new(ErrorKind::MissingColumn { expected: "an id or an e-mail address" }))
        }
    }

    fn most_recognised(&self, header: &Header) -> Result<Option<&'static Preset>> {
        let recognised =
            |preset: &Preset| header.names().iter().filter(|name| preset.knows(name)).count();
        let most = CONTACTS.iter().map(|preset| recognised(preset)).max().unwrap_or(0);
        let best: Vec<&'static Preset> =
            CONTACTS.into_iter().filter(|preset| recognised(preset) == most).collect();
        let spelt = best.iter().filter(|preset| preset.is_pascal && header.is_pascal(preset));
        match (best.as_slice(), spelt.copied().next()) {
            ([preset], _) if most > 0 => Ok(Some(preset)),
            (_, Some(preset)) if most > 0 => Ok(Some(preset)),
            _ if !self.columns.is_empty() => Ok(None),
            _ => Err(Error::new(ErrorKind::UnknownLayout {
                expected: "the contact export of one known system, a preset or named columns",
            })),
        }
    }

    /// Reads a header by one preset and the caller's own names.
    pub(crate) fn read(&self, header: &Header, preset: Option<&Preset>) -> Result<Schema> {
        header.require_distinct()?;
        for (own, role) in &self.columns {
            if !header.names().contains(own) {
                return Err(Error::new(ErrorKind::MissingColumn { expected: role.title() }));
            }
        }
        let roles: Vec<Option<Role>> =
            header.names().iter().map(|name| self.role(preset, name)).collect();
        for (at, role) in roles.iter().enumerate() {
            // Of what may share a name there may be any number; of all else, no more than there are words for it.
            let Some(role) = role.as_ref().filter(|role| !role.can_share_name()) else { continue };
            let name = header.names().get(at);
            let same = |(before, other): (usize, &Option<Role>)| {
                let kind = other.as_ref().is_some_and(|other| {
                    other == role || matches!((other, role), (Role::RecordId(_), Role::RecordId(_)))
                });
                kind && (role.is_single() || header.names().get(before) == name)
            };
            if let Some(first) = roles.iter().take(at).enumerate().position(same) {
                let (first, second) = (first + 1, at + 1);
                return Err(Error::new(ErrorKind::DuplicateColumn { first, second }));
            }
        }
        Ok(Schema { roles, preset: preset.map(|preset| preset.name) })
    }
}

/// The ids in a cell of ids of merged records.
pub(crate) fn merged_ids(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(|merged| merged.split(':').next().unwrap_or(merged))
}

/// The role of each column of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schema {
    roles: Vec<Option<Role>>,
    preset: Option<&'static str>,
}

impl Schema {
    /// The roles, one for each column; `None` for a column that is not read.
    pub fn roles(&self) -> &[Option<Role>] {
        &self.roles
    }

    /// The name of the preset by which the header was read, if by one.
    pub fn preset(&self) -> Option<&'static str> {
        self.preset
    }

    /// The columns that have a role, by their places counted from 0.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (usize, &Role)> {
        self.roles.iter().enumerate().filter_map(|(at, role)| Some((at, role.as_ref()?)))
    }

    /// The number of the first column of a role, counted from 1.
    pub(crate) fn column(&self, role: &Role) -> Option<usize> {
        self.roles.iter().position(|other| other.as_ref() == Some(role)).map(|at| at + 1)
    }

    /// Refuses a table without a column of this role.
    pub(crate) fn require(&self, role: &Role) -> Result<()> {
        match self.column(role) {
            Some(_) => Ok(()),
            None => Err(Error::new(ErrorKind::MissingColumn { expected: role.title() })),
        }
    }

    /// The values of a record with their roles, blank ones too.
    pub fn values<'a, 'r: 'a>(
        &'a self,
        record: &'r super::Record<'r>,
    ) -> impl Iterator<Item = (&'a Role, &'r str)> {
        self.cells(record).map(|(_, role, value)| (role, value))
    }

    /// The numbers of the columns that have a role, counted from 1, with the role and a record's value.
    pub(crate) fn cells<'a, 'r: 'a>(
        &'a self,
        record: &'r super::Record<'r>,
    ) -> impl Iterator<Item = (usize, &'a Role, &'r str)> {
        self.columns().filter_map(|(at, role)| Some((at + 1, role, record.value(at)?)))
    }

    /// The first value of a role that is not blank.
    pub fn value<'r>(&self, record: &'r super::Record<'r>, role: &Role) -> Option<&'r str> {
        let columns = self.columns().filter(|(_, of)| *of == role);
        columns.filter_map(|(at, _)| record.value(at)).find(|value| !value.trim().is_empty())
    }

    /// Whether the table has a column for the record's own id.
    pub fn has_record_id(&self) -> bool {
        self.roles.iter().flatten().any(|role| matches!(role, Role::RecordId(_)))
    }

    /// The record's own id as it stands, and its namespace.
    pub fn record_id<'a>(&'a self, record: &'a super::Record<'a>) -> Option<(&'a str, &'a str)> {
        self.columns().find_map(|(at, role)| match role {
            Role::RecordId(namespace) => {
                let id = record.value(at).filter(|id| !id.trim().is_empty())?;
                Some((namespace.as_str(), id))
            }
            _ => None,
        })
    }

    /// The identifiers of a record.
    pub fn contact<'a>(&'a self, record: &'a super::Record<'a>) -> Contact<'a> {
        let mut contact = Contact::new();
        let (mut given, mut family) = ("", "");
        for (role, value) in self.values(record) {
            match role {
                Role::RecordId(namespace) | Role::Id(namespace) => contact.add_id(namespace, value),
                Role::MergedIds(namespace) => {
                    merged_ids(value).for_each(|id| contact.add_id(namespace, id));
                }
                Role::Email => contact.add_email(value),
                Role::FullName => contact.add_name(PersonName::Full(value)),
                Role::Website => contact.add_website(value),
                Role::GivenName => given = value,
                Role::FamilyName => family = value,
                _ => {}
            }
        }
        contact.name(PersonName::Parts { given, family })
    }
}
