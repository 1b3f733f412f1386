//! The ids of the records that are listed people's.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::texts::{TextSet, Texts};

/// Record ids, each with the system it is from; `Debug` shows how many.
#[derive(Clone, Default)]
pub struct RecordIds {
    systems: TextSet,
    /// The number of the system of each.
    of: Vec<usize>,
    ids: Texts,
}

impl RecordIds {
    /// Namespace and id of each as it stands, in the order in which they were settled.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let systems = self.of.iter().map(|system| self.systems.get(*system).unwrap_or_default());
        systems.zip(self.ids.iter())
    }

    pub(super) fn push(&mut self, system: &str, id: &str) {
        let (system, _) = self.systems.insert(system);
        self.of.push(system);
        self.ids.push(id);
    }

    /// Adds those behind these.
    pub(super) fn append(&mut self, other: &Self) {
        for (system, id) in other.iter() {
            self.push(system, id);
        }
    }
}

impl std::fmt::Debug for RecordIds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecordIds({})", self.of.len())
    }
}

impl PartialEq for RecordIds {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for RecordIds {}

impl Serialize for RecordIds {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.iter())
    }
}

impl<'d> Deserialize<'d> for RecordIds {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        let mut ids = Self::default();
        for (system, id) in Vec::<(String, String)>::deserialize(from)? {
            ids.push(&system, &id);
        }
        Ok(ids)
    }
}
