//! The forms that a list entry and a contact record can take, of which scenarios are made.

use super::fact::Fact;

/// What has to become of a contact record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Expected {
    /// The record belongs to nobody on the list.
    None,
    /// A listed person without a basis to keep them.
    Remove,
    /// A listed person whom documented consent or a contract keeps.
    Keep,
    /// A listed person under a legal hold: storage only.
    KeepRestricted,
    /// A shared address: suppressed, never deleted.
    SuppressOnly,
    /// A human has to decide.
    Review,
}

impl Expected {
    /// The word in `truth.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Remove => "remove",
            Self::Keep => "keep",
            Self::KeepRestricted => "keep_restricted",
            Self::SuppressOnly => "suppress_only",
            Self::Review => "review",
        }
    }
}

/// The system that a record is exported from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum System {
    Salesforce,
    HubSpot,
}

/// A kind of mess: what the list says, which records there are, and what has to become of them.
pub(super) struct Scenario {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) who: Who,
    pub(super) row: Row,
    pub(super) records: Vec<Record>,
}

/// What the listed person is called.
#[derive(Clone, Copy)]
pub(super) enum Who {
    Anyone,
    /// Has a usual short form.
    Nicknamed,
    /// Has an accent.
    Accented,
    /// Has a letter that some write as two.
    TwoLetters,
    /// Has a particle: `van der`.
    Particle,
    /// Begins with O and an apostrophe.
    Apostrophe,
    /// Is written in another script.
    OtherScript,
}

/// How the list names the person.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Row {
    Full,
    NoId,
    NoEmail,
    IdOnly,
    /// Two rows of one entry, the second with a new e-mail.
    Twice,
    /// Two entries, two names, one e-mail.
    SharedEmail,
    RoleMailbox,
    Gmail,
    /// `j.smith@`.
    InitialEmail,
    /// A domain that is not ASCII.
    UnicodeDomain,
    LastFirst,
    Titled,
    Senior,
    Capitals,
    SlashDate,
    BlankDate,
    FutureDate,
    /// `6.21E+15`.
    ExponentId,
    /// An id of 16 and more digits that ends in zeros.
    ZerosId,
}

/// How a record shows the vendor's id.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum IdAs {
    Listed,
    Padded,
    /// `="..."`.
    Formula,
    OtherCase,
    /// As the list has it, damaged by a spreadsheet.
    Damaged,
    Own,
    Blank,
}

/// How a record shows the e-mail.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum EmailAs {
    Listed,
    Capitals,
    Mailto,
    ZeroWidth,
    /// Two in one cell.
    Several,
    /// Among HubSpot's additional e-mails only.
    Additional,
    /// The one of the second list row.
    Second,
    Dotted,
    Tagged,
    Googlemail,
    /// The domain as its A-label.
    AsciiDomain,
    /// Another one of the same person.
    Private,
    Blank,
    /// That of the record's own person, who is not listed.
    Own,
    /// The listed local part at the domain of another company.
    OtherDomain,
    /// Of a colleague.
    Colleague,
    /// `b.smith@` where `j.smith@` is listed.
    OtherInitial,
    /// `jsmith@` where `j.smith@` is listed.
    WithoutDot,
    /// A role mailbox that nobody listed.
    OtherRole,
    /// One character longer, at gmail.com.
    Longer,
}

/// How a record shows the name.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum NameAs {
    Listed,
    Lower,
    Nickname,
    Initial,
    WithMiddle,
    Plain,
    Decomposed,
    /// A particle or an apostrophe in its other form.
    Variant,
    Junior,
    Blank,
    /// The name of the record's own person, who is somebody else.
    Own,
    /// Another given name and the same family name.
    Sibling,
    /// The same, with the same initial.
    SiblingSameInitial,
    /// A colleague with another given and family name.
    Colleague,
}

/// A record in a CRM.
#[derive(Clone)]
pub(super) struct Record {
    pub(super) expected: Expected,
    /// Either system, if it makes no difference.
    pub(super) system: Option<System>,
    /// Which entry of the scenario it belongs to.
    pub(super) entry: u64,
    pub(super) id: IdAs,
    pub(super) email: EmailAs,
    pub(super) name: NameAs,
    pub(super) opted_out: bool,
    pub(super) do_not_call: bool,
    pub(super) early: bool,
    /// HubSpot's legal-basis column.
    pub(super) legal_basis: &'static str,
    /// The notes quote the listed e-mail.
    pub(super) quotes: bool,
    /// Evidence names the record by its 15-character id.
    pub(super) short_key: bool,
    pub(super) facts: Vec<Fact>,
}

/// A record of the listed person.
pub(super) fn by(id: IdAs, email: EmailAs) -> Record {
    Record {
        expected: Expected::Remove,
        system: None,
        entry: 0,
        id,
        email,
        name: NameAs::Listed,
        opted_out: false,
        do_not_call: false,
        early: false,
        legal_basis: "",
        quotes: false,
        short_key: false,
        facts: vec![],
    }
}

/// A record of the listed person with both id and e-mail.
pub(super) fn plain() -> Record {
    by(IdAs::Listed, EmailAs::Listed)
}

/// A record of the listed person that lost the vendor's id.
pub(super) fn emailed(email: EmailAs) -> Record {
    by(IdAs::Blank, email)
}

/// A record of the listed person with another form of the name, found by e-mail alone.
pub(super) fn named(name: NameAs) -> Record {
    emailed(EmailAs::Listed).named(name)
}

/// A record of somebody else that looks like the listed person's.
pub(super) fn near(id: IdAs, email: EmailAs, name: NameAs) -> Record {
    by(id, email).named(name).expect(Expected::None)
}

impl Record {
    pub(super) fn expect(self, expected: Expected) -> Self {
        Self { expected, ..self }
    }

    pub(super) fn named(self, name: NameAs) -> Self {
        Self { name, ..self }
    }

    pub(super) fn within(self, system: System) -> Self {
        Self { system: Some(system), ..self }
    }

    pub(super) fn with(self, facts: Vec<Fact>) -> Self {
        Self { facts, ..self }
    }

    pub(super) fn opted_out(self) -> Self {
        Self { opted_out: true, ..self }
    }
}

/// A scenario of one or more records of a fully listed person.
pub(super) fn scenario(
    name: &'static str,
    about: &'static str,
    records: impl Into<Vec<Record>>,
) -> Scenario {
    Scenario { name, about, who: Who::Anyone, row: Row::Full, records: records.into() }
}

impl Scenario {
    pub(super) fn row(self, row: Row) -> Self {
        Self { row, ..self }
    }

    pub(super) fn who(self, who: Who) -> Self {
        Self { who, ..self }
    }

    /// How many entries of the list it makes.
    pub(super) fn entries(&self) -> u64 {
        if self.row == Row::SharedEmail { 2 } else { 1 }
    }

    /// How many rows of the list it makes.
    pub(super) fn rows(&self) -> u64 {
        if matches!(self.row, Row::SharedEmail | Row::Twice) { 2 } else { 1 }
    }
}
