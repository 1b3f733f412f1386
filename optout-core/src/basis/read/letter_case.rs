//! Salesforce ids that have lost their case.

use crate::error::Position;
use crate::normalize::id::is_in_small_letters;

/// Whether a tool has turned all Salesforce ids of a file into small letters: its evidence, a legal
/// hold perhaps, would then be about nobody.
#[derive(Default)]
pub(super) struct LetterCase {
    first_small: Option<Position>,
    has_capitals: bool,
}

impl LetterCase {
    pub(super) fn see(&mut self, id: &str, position: Position) {
        match is_in_small_letters(id) {
            Some(true) => {
                self.first_small.get_or_insert(position);
            }
            Some(false) => self.has_capitals = true,
            None => {}
        }
    }

    /// One real id in a hundred has no capital. Where no other id shows that capitals have survived, it
    /// is not worth the risk: its long form leaves no doubt.
    pub(super) fn lost(&self) -> Option<Position> {
        if self.has_capitals { None } else { self.first_small }
    }
}
