//! Record ids that have become others.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use super::groups::Groups;
use crate::contact::fold_namespace;
use crate::digest;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::normalize::id::id_key;
use crate::table::NamedTable;

/// The caller's table of record ids that have become others: merged records, converted leads.
///
/// A list names records as they were on the day when the vendor took them; the system may know them
/// under another id since. `Debug` shows counts only.
///
/// ```
/// use optout_core::IdLinks;
///
/// let mut links = IdLinks::new();
/// links.add("hubspot", "101", "202")?;
/// links.add("hubspot", "202", "303")?;
/// assert_eq!(links.current("hubspot", "101"), "303");
/// assert_eq!(links.current("crm", "101"), "101");
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct IdLinks {
    systems: BTreeMap<String, Links>,
}

#[derive(Clone, Default)]
struct Links {
    groups: Groups,
    /// Where each old id leads at once, by their places.
    next: BTreeMap<u32, u32>,
}

const EXPECTED_SYSTEM: &str = "the system that the ids are of";
const EXPECTED_ID: &str = "a readable record id";
const EXPECTED_ONE: &str = "an old id that leads to one other only";
const EXPECTED_END: &str = "ids that lead to a current one, not back to where they started";
const EXPECTED_FEWER: &str = "fewer ids";

impl IdLinks {
    /// No id has become another.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a delimited text with the columns `system`, `old_id` and `new_id`. Other columns are passed
    /// over.
    ///
    /// # Errors
    /// A structure fault, a blank cell, an id that cannot be read, one that leads to two others, or ids
    /// that lead in a circle, each with its position.
    pub fn read(input: impl Read) -> Result<Self> {
        Self::rows(input).map_err(|error| error.within(Input::IdLinks))
    }

    fn rows(input: impl Read) -> Result<Self> {
        let mut table = NamedTable::open(input, &["system", "old_id", "new_id"], 3, None)?;
        let mut links = Self::new();
        while let Some(row) = table.read()? {
            let value = |name| row.get(name).unwrap_or_default();
            links
                .link(value("system"), value("old_id"), value("new_id"))
                .map_err(|(name, expected)| row.fault(name, expected))?;
        }
        Ok(links)
    }

    /// Says that an id of a system has become another.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for a blank system, an id that cannot be read, one that leads to another id
    /// already, and one to which the new id leads.
    pub fn add(&mut self, system: &str, old: &str, new: &str) -> Result<()> {
        self.link(system, old, new)
            .map_err(|(_, expected)| Error::new(ErrorKind::Value { column: 0, expected }))
    }

    /// Or the column that is at fault, and what was expected there.
    fn link(
        &mut self,
        system: &str,
        old: &str,
        new: &str,
    ) -> Result<(), (&'static str, &'static str)> {
        let system = fold_namespace(system);
        if system.is_empty() {
            return Err(("system", EXPECTED_SYSTEM));
        }
        let old = id_key(&system, old).map_err(|_| ("old_id", EXPECTED_ID))?;
        let new = id_key(&system, new).map_err(|_| ("new_id", EXPECTED_ID))?;
        let links = self.systems.entry(system.into_owned()).or_default();
        let groups = &mut links.groups;
        let (Some(old), Some(new)) = (groups.place(&old), groups.place(&new)) else {
            return Err(("old_id", EXPECTED_FEWER));
        };
        match links.next.get(&old) {
            Some(next) if *next == new => return Ok(()),
            Some(_) => return Err(("old_id", EXPECTED_ONE)),
            None => {}
        }
        // An id that leads nowhere yet is the last of its group: what is in the group leads to it.
        let label = groups.label(new);
        if groups.label(old) == label {
            return Err(("new_id", EXPECTED_END));
        }
        groups.join(old, new, label);
        links.next.insert(old, new);
        Ok(())
    }

    /// The id that an id has become in the end; itself where it has not. It is compared as the key that
    /// ids of its system have: a Salesforce id in its 18-character form.
    pub fn current<'a>(&'a self, system: &str, key: &'a str) -> &'a str {
        if self.systems.is_empty() {
            return key;
        }
        let Some(links) = self.systems.get(fold_namespace(system).as_ref()) else { return key };
        match links.groups.find(key) {
            Some(at) => links.groups.key(links.groups.label(at)),
            None => key,
        }
    }

    /// Rows of system, old id and new id as they were read, in the order of their bytes.
    pub fn to_rows(&self) -> Vec<[&str; 3]> {
        let mut rows: Vec<[&str; 3]> = Vec::new();
        for (system, Links { groups, next }) in &self.systems {
            rows.extend(
                next.iter().map(|(old, new)| [system.as_str(), groups.key(*old), groups.key(*new)]),
            );
        }
        rows.sort_unstable();
        rows
    }

    /// SHA-256 of what it says, in hexadecimal; the order of rows is not in it.
    pub fn hash(&self) -> String {
        digest::rows("optout id links 1", self.to_rows())
    }

    /// How many ids have become others.
    pub fn len(&self) -> usize {
        self.systems.values().map(|links| links.next.len()).sum()
    }

    /// Whether none has.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for IdLinks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IdLinks")
            .field("systems", &self.systems.len())
            .field("links", &self.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fault(text: &str) -> (ErrorKind, u64) {
        let error = IdLinks::read(text.as_bytes()).unwrap_err();
        assert_eq!(error.input(), Some(Input::IdLinks));
        (error.kind().clone(), error.position().unwrap().record)
    }

    #[test]
    fn a_chain_is_followed_to_its_end_in_its_own_system() {
        let text = "new_id,old_id,system,when\nc,b,crm,\nb,a,CRM,2026\nb,a,crm,\nx,a,other,\n\
            0035g00000ABCDE,003A0000000000B,salesforce,\n";
        let links = IdLinks::read(text.as_bytes()).unwrap();
        assert_eq!(["a", "b", "c", "d"].map(|id| links.current("crm", id)), ["c", "c", "c", "d"]);
        assert_eq!(links.current(" Other", "a"), "x");
        let [old, new] = ["003A0000000000B", "0035g00000ABCDE"]
            .map(|id| id_key("salesforce", id).unwrap().into_owned());
        assert_eq!(links.current("salesforce", &old), new);
        assert_eq!(format!("{links:?}"), "IdLinks { systems: 3, links: 4 }");
    }

    #[test]
    fn faults_have_their_row() {
        let value = |column, expected| ErrorKind::Value { column, expected };
        for (rows, kind, record) in [
            ("crm,a,b\ncrm,b,c\ncrm,c,a\n", value(3, EXPECTED_END), 3),
            ("crm,a,a\n", value(3, EXPECTED_END), 1),
            ("crm,a,b\ncrm,a,c\n", value(2, EXPECTED_ONE), 2),
            (",a,b\n", value(1, EXPECTED_SYSTEM), 1),
            ("crm,,b\n", value(2, EXPECTED_ID), 1),
            ("crm,a,1.2E+15\n", value(3, EXPECTED_ID), 1),
        ] {
            assert_eq!(fault(&format!("system,old_id,new_id\n{rows}")), (kind, record), "{rows}");
        }
        let missing = ErrorKind::MissingColumn { expected: "old_id" };
        assert_eq!(fault("system,new_id\n"), (missing, 0));
    }

    proptest! {
        #[test]
        fn current_is_the_end_of_the_walk(
            pairs in prop::collection::vec((0u8..10, 0u8..10), 0..16),
        ) {
            let id = |at: u8| format!("r{at}");
            let mut links = IdLinks::new();
            let mut next = BTreeMap::new();
            for (old, new) in pairs {
                let mut walk = new;
                while let Some(further) = next.get(&walk).filter(|_| walk != old) {
                    walk = *further;
                }
                let fits = match next.get(&old) {
                    Some(other) => *other == new,
                    None => walk != old,
                };
                prop_assert_eq!(links.add("crm", &id(old), &id(new)).is_ok(), fits);
                if fits {
                    next.insert(old, new);
                }
            }
            for start in 0u8..10 {
                let mut walk = start;
                while let Some(further) = next.get(&walk) {
                    walk = *further;
                }
                let start = id(start);
                prop_assert_eq!(links.current("crm", &start), id(walk));
            }
            let mut again = IdLinks::new();
            for [system, old, new] in links.to_rows().into_iter().rev() {
                again.add(system, old, new).unwrap();
            }
            prop_assert_eq!(again.hash(), links.hash());
            prop_assert_eq!(links.len(), next.len());
        }
    }
}
