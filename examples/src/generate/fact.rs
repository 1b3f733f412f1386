//! Evidence about a person, as the scenarios state it.

use super::day::Day;

/// One line of evidence.
#[derive(Clone)]
pub(super) struct Fact {
    pub(super) kind: &'static str,
    pub(super) affirms: bool,
    pub(super) occurred: Option<Day>,
    pub(super) expires: Option<Day>,
    pub(super) referenced: bool,
    pub(super) provenance: &'static str,
    pub(super) purposes: &'static str,
}

/// A fact of our own that has a time and a reference.
pub(super) fn documented(kind: &'static str, (year, month, day): (i64, i64, i64)) -> Fact {
    Fact { occurred: Some(Day::new(year, month, day)), referenced: true, ..asserted(kind) }
}

/// A fact of our own that has a time but no reference.
pub(super) fn recorded(kind: &'static str, date: (i64, i64, i64)) -> Fact {
    Fact { referenced: false, ..documented(kind, date) }
}

/// A fact of our own that is a bare field.
pub(super) fn asserted(kind: &'static str) -> Fact {
    Fact {
        kind,
        affirms: true,
        occurred: None,
        expires: None,
        referenced: false,
        provenance: "own",
        purposes: if kind.starts_with("opt_in") { "marketing;service" } else { "" },
    }
}

impl Fact {
    pub(super) fn denied(self) -> Self {
        Self { affirms: false, ..self }
    }

    pub(super) fn from(self, provenance: &'static str) -> Self {
        Self { provenance, ..self }
    }

    pub(super) fn for_purposes(self, purposes: &'static str) -> Self {
        Self { purposes, ..self }
    }

    pub(super) fn until(self, (year, month, day): (i64, i64, i64)) -> Self {
        Self { expires: Some(Day::new(year, month, day)), ..self }
    }
}

/// What never supports anything, however much of it there is.
pub(super) const NEUTRAL: &[&str] = &[
    "marketing_contact",
    "list_membership",
    "lead_score",
    "own_send",
    "own_engagement",
    "credit_spent",
    "not_applicable",
    "subscribed",
];
