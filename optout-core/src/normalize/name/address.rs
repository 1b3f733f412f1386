//! What titles tell of a person.

/// Whom a form of address is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    Man,
    Woman,
}

impl Address {
    /// What folded titles say; nothing if they are of both kinds, as in `Mr/Mrs`.
    pub(super) fn of<'a>(titles: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut told = titles.filter_map(Self::in_title);
        let first = told.next()?;
        told.all(|other| other == first).then_some(first)
    }

    /// `Sr` is left out: it is `Señor` or `Senior`.
    fn in_title(title: &str) -> Option<Self> {
        Some(match title {
            "mr" | "mister" | "sir" | "lord" | "herr" | "monsieur" | "senor" => Self::Man,
            "mrs" | "ms" | "miss" | "madam" | "lady" | "dame" | "frau" | "madame" | "mme"
            | "mlle" | "senora" | "senorita" | "sra" | "srta" | "dottssa" => Self::Woman,
            _ => return None,
        })
    }
}
