//! The words for inputs.

use optout_core::Input;

use crate::guard::answer;
use crate::strings::optout_str;

/// Which of the inputs an error is in.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum optout_input {
    /// None in particular.
    None = 0,
    /// The vendor's Opt-Out List.
    List = 1,
    /// The contact records that are swept.
    Contacts = 2,
    /// An evidence file.
    Evidence = 3,
    /// A past-export file.
    PastExport = 4,
    /// A policy.
    Policy = 5,
    /// What is written.
    Output = 6,
    /// The table of company domains that are one company's.
    DomainAliases = 7,
    /// The table of record ids that were merged or converted.
    IdLinks = 8,
    /// The table of decisions about pairs.
    Verdicts = 9,
    /// The table of given names and their short forms.
    Nicknames = 10,
    /// The Opt-Out List of last time, or its snapshot.
    PreviousList = 11,
    /// A list of hashed identifiers.
    HashedList = 12,
    /// A table of records to delete.
    Deletions = 13,
    /// The audit log of a pass.
    Audit = 14,
}

/// Each input of the core, and what it is here.
const OF_INPUT: [(Input, optout_input); 14] = [
    (Input::List, optout_input::List),
    (Input::PreviousList, optout_input::PreviousList),
    (Input::Contacts, optout_input::Contacts),
    (Input::Evidence, optout_input::Evidence),
    (Input::PastExport, optout_input::PastExport),
    (Input::Policy, optout_input::Policy),
    (Input::DomainAliases, optout_input::DomainAliases),
    (Input::IdLinks, optout_input::IdLinks),
    (Input::Nicknames, optout_input::Nicknames),
    (Input::Verdicts, optout_input::Verdicts),
    (Input::HashedList, optout_input::HashedList),
    (Input::Deletions, optout_input::Deletions),
    (Input::Audit, optout_input::Audit),
    (Input::Output, optout_input::Output),
];

impl From<Input> for optout_input {
    fn from(input: Input) -> Self {
        let of_input = OF_INPUT.iter().find(|(core, _)| *core == input);
        of_input.map_or(Self::None, |(_, mirror)| *mirror)
    }
}

/// The word for a value of optout_input; empty for 0 and for numbers that are none. The view lives
/// as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_input_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        let of_value = OF_INPUT.iter().find(|(_, mirror)| *mirror as i32 == value);
        of_value.map_or("", |(input, _)| input.as_str()).into()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_input_of_the_core_is_here() {
        let source = include_str!("../../../optout-core/src/error.rs");
        let words = source
            .split_once("pub const fn as_str(self)")
            .and_then(|(_, rest)| rest.split_once("impl "))
            .map(|(body, _)| body)
            .unwrap();
        let words: Vec<&str> = words.split('"').skip(1).step_by(2).collect();
        assert_eq!(words, OF_INPUT.map(|(input, _)| input.as_str()));
    }
}
