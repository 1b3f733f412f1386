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
}

impl From<Input> for optout_input {
    fn from(input: Input) -> Self {
        match input {
            Input::List => Self::List,
            Input::Contacts => Self::Contacts,
            Input::Evidence => Self::Evidence,
            Input::PastExport => Self::PastExport,
            Input::Policy => Self::Policy,
            Input::Output => Self::Output,
            Input::DomainAliases => Self::DomainAliases,
            Input::IdLinks => Self::IdLinks,
            Input::Verdicts => Self::Verdicts,
            Input::Nicknames => Self::Nicknames,
            _ => Self::None,
        }
    }
}

/// The word for a value of optout_input; empty for 0 and for numbers that are none. The view lives
/// as long as the program.
#[unsafe(no_mangle)]
pub extern "C" fn optout_input_word(value: i32) -> optout_str<'static> {
    answer(optout_str::EMPTY, || {
        let inputs = [
            Input::List,
            Input::Contacts,
            Input::Evidence,
            Input::PastExport,
            Input::Policy,
            Input::Output,
            Input::DomainAliases,
            Input::IdLinks,
            Input::Verdicts,
            Input::Nicknames,
        ];
        let of_value = inputs.into_iter().find(|input| optout_input::from(*input) as i32 == value);
        of_value.map_or("", Input::as_str).into()
    })
}
