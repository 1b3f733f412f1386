//! From the start of a value to the opt-outs in it, one at a time.

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};

use super::place::Place;
use super::value::{Fields, fields};
use crate::error::Position;
use crate::table::fold_header;

/// Takes opt-outs as they are found.
pub(super) trait Take {
    /// Counts one that starts here; its place.
    fn start(&mut self, place: &Place) -> Position;

    /// Takes what is said of it, which may be nothing.
    fn take(&mut self, fields: Option<Fields>, position: Position);
}

/// A value with opt-outs in it.
pub(super) struct Walk<'w, T> {
    pub(super) take: &'w mut T,
    pub(super) place: &'w Place,
    /// The folded names of the fields that lead to the opt-outs from here.
    pub(super) path: &'w [String],
    /// Whether a field has led here.
    pub(super) is_led: bool,
    /// Whether this is an element of an array: it is, or has, somebody's opt-out.
    pub(super) is_element: bool,
}

impl<T: Take> Walk<'_, T> {
    /// An opt-out of which nothing is said.
    fn nobody(&mut self) {
        let position = self.take.start(self.place);
        self.take.take(None, position);
    }
}

impl<'de, T: Take> DeserializeSeed<'de> for Walk<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: Take> Visitor<'de> for Walk<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array")
    }

    fn visit_unit<E: serde::de::Error>(mut self) -> Result<(), E> {
        match (self.is_element, self.is_led) {
            (true, _) => self.nobody(),
            (false, true) => {}
            (false, false) => return Err(E::custom("nothing")),
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut array: A) -> Result<(), A::Error> {
        let mut is_empty = true;
        // Pages in an array have nobody in them perhaps; whoever is asked for in an array has opted out.
        let is_element = self.is_led || self.path.is_empty();
        loop {
            let Self { path, is_led, place, .. } = self;
            let element = Walk { take: &mut *self.take, place, path, is_led, is_element };
            if array.next_element_seed(element)?.is_none() {
                break;
            }
            is_empty = false;
        }
        if is_empty && self.is_element {
            self.nobody();
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut object: A) -> Result<(), A::Error> {
        let Some((next, path)) = self.path.split_first() else {
            let position = self.take.start(self.place);
            let fields = fields(object)?;
            self.take.take(Some(fields), position);
            self.place.set_out();
            return Ok(());
        };
        let mut is_found = false;
        while let Some(name) = object.next_key::<String>()? {
            if fold_header(&name) == *next {
                is_found = true;
                let Self { place, is_element, .. } = self;
                let take = &mut *self.take;
                object.next_value_seed(Walk { take, place, path, is_led: true, is_element })?;
            } else {
                object.next_value::<IgnoredAny>()?;
            }
        }
        match (is_found, self.is_element) {
            (true, _) => {}
            (false, true) => self.nobody(),
            (false, false) => return Err(A::Error::custom("no opt-outs")),
        }
        Ok(())
    }
}
