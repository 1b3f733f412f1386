//! What becomes of each row of a hashed list.

use std::fmt;

use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use super::HashedList;
use crate::contact::Contact;
use crate::error::Result;

/// What is to become of the people behind a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HashedOutcome {
    /// One consumer has the identifier: their data are deleted.
    Delete,
    /// Several consumers have the identifier: nobody can tell whose request it was, so all of them are opted
    /// out of sale, sharing and marketing, and nobody is deleted.
    OptOutOnly,
    /// Nobody has it.
    NotFound,
}

impl HashedOutcome {
    /// The outcome as one word, the same in every language.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::OptOutOnly => "opt_out_only",
            Self::NotFound => "not_found",
        }
    }

    /// Why, as one word, the same in every language.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Delete => "one_consumer",
            Self::OptOutOnly => "several_consumers",
            Self::NotFound => "no_consumer",
        }
    }

    /// The status that California's platform is told once it is done: 3 deleted, 4 opted out, 5 not found.
    /// Whether data are exempt, status 2, is the controller's to say. Source: CalPrivacy, "DROP technical
    /// specifications", "Reference".
    pub fn drop_status(self) -> u8 {
        match self {
            Self::Delete => 3,
            Self::OptOutOnly => 4,
            Self::NotFound => 5,
        }
    }
}

impl fmt::Display for HashedOutcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Delete => "One consumer has this identifier.",
            Self::OptOutOnly => {
                "Several consumers share this identifier: they are opted out, not deleted."
            }
            Self::NotFound => "No consumer has this identifier.",
        })
    }
}

/// The answer to a row of a hashed list. `Debug` keeps the id to itself.
#[derive(Clone, Copy, PartialEq, Eq, Serialize)]
pub struct HashedAnswer<'l> {
    /// The row, counted from 1.
    pub record: u64,
    /// The sender's id of the row, if it has one.
    pub id: Option<&'l str>,
    /// What is to become of the people.
    pub outcome: HashedOutcome,
}

impl fmt::Debug for HashedAnswer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { record, outcome, id: _ } = self;
        f.debug_struct("HashedAnswer")
            .field("record", record)
            .field("outcome", outcome)
            .finish_non_exhaustive()
    }
}

/// Goes over all consumers of a system, and then knows what becomes of each row of a hashed list.
///
/// ```
/// use optout_core::Contact;
/// use optout_core::list::{HashProfile, HashedList, HashedOutcome, HashedTally};
///
/// let hash = |email| HashProfile::Drop.hash_email(email);
/// let rows = format!("{}\n{}\n", hash("ada@engine.example")?, hash("home@engine.example")?);
/// let mut tally = HashedTally::new(&HashedList::read(rows.as_bytes(), HashProfile::Drop)?);
/// tally.add("1", &Contact::new().email("ada@engine.example; home@engine.example"));
/// tally.add("2", &Contact::new().email("home@engine.example"));
/// let outcomes: Vec<_> = tally.answers().map(|answer| answer.outcome).collect();
/// assert_eq!(outcomes, [HashedOutcome::Delete, HashedOutcome::OptOutOnly]);
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct HashedTally {
    list: HashedList,
    /// Who has each row's identifier.
    seen: Vec<Seen>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Nobody,
    /// One, by the hash of the caller's name for them.
    One(u64),
    Several,
}

impl HashedTally {
    /// Nobody has been seen yet.
    pub fn new(list: &HashedList) -> Self {
        Self { seen: vec![Seen::Nobody; list.len()], list: list.clone() }
    }

    /// Takes note of a record of a consumer, by its addresses. `consumer` is what tells the system's people
    /// apart: two records of one person have one. Returns how many rows it has.
    pub fn add(&mut self, consumer: &str, contact: &Contact<'_>) -> usize {
        let rows = self.list.met(contact);
        self.see(consumer, &rows)
    }

    /// Takes note of a hash of a consumer, such as one of [`drop_person`](super::drop_person). Returns how many
    /// rows have it.
    ///
    /// # Errors
    /// [`ErrorKind::Value`](crate::ErrorKind::Value) for what is no hash of the list's profile.
    pub fn add_hash(&mut self, consumer: &str, hash: &str) -> Result<usize> {
        let rows: Vec<usize> = self.list.of_hash(&self.list.read_hash(hash)?).collect();
        Ok(self.see(consumer, &rows))
    }

    fn see(&mut self, consumer: &str, rows: &[usize]) -> usize {
        let consumer = xxh3_64(consumer.as_bytes());
        for row in rows {
            let Some(seen) = self.seen.get_mut(*row) else { continue };
            *seen = match *seen {
                Seen::Nobody => Seen::One(consumer),
                Seen::One(other) if other == consumer => Seen::One(consumer),
                _ => Seen::Several,
            };
        }
        rows.len()
    }

    /// The answer to each row, in their order, by all that was seen.
    pub fn answers(&self) -> impl Iterator<Item = HashedAnswer<'_>> {
        (0..self.len()).filter_map(|at| self.answer(at))
    }

    /// The answer to the row at a place, counted from 0.
    pub fn answer(&self, at: usize) -> Option<HashedAnswer<'_>> {
        let (row, seen) = (self.list.rows.get(at)?, self.seen.get(at)?);
        Some(HashedAnswer {
            record: row.record,
            id: row.id.as_deref(),
            outcome: match seen {
                Seen::Nobody => HashedOutcome::NotFound,
                Seen::One(_) => HashedOutcome::Delete,
                Seen::Several => HashedOutcome::OptOutOnly,
            },
        })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}
