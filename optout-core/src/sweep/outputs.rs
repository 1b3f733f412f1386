//! Where a pass writes to.

use std::array;
use std::io::Write;
use std::iter::Flatten;

use crate::error::{Result, of_output};
use crate::report::Chain;

/// Where a pass writes to. What is `None` is not made, and takes no time.
///
/// ```
/// use optout_core::sweep::Outputs;
///
/// let mut decisions = Vec::new();
/// let only_decisions = Outputs { decisions: Some(&mut decisions), ..Outputs::default() };
/// let in_memory = Outputs::all(Vec::new);
/// # let _: (Outputs<&mut Vec<u8>>, Outputs<Vec<u8>>) = (only_decisions, in_memory);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outputs<W> {
    /// A table of all decisions.
    pub decisions: Option<W>,
    /// A table of the records to delete.
    pub deletions: Option<W>,
    /// A table of the records that a human decides about.
    pub review: Option<W>,
    /// A table to load into the system that the contacts are from: each record's own id, under the name that
    /// its column has there, what becomes of the record and whether marketing may be sent. People can be left
    /// out of mailings by it before anybody is deleted.
    pub flags: Option<W>,
    /// The audit records, chained ([`report::audit`](crate::report::audit)).
    pub audit: Option<W>,
}

impl<W> Default for Outputs<W> {
    /// None of them.
    fn default() -> Self {
        Self { decisions: None, deletions: None, review: None, flags: None, audit: None }
    }
}

impl<W> Outputs<W> {
    /// All of them.
    pub fn all(mut make: impl FnMut() -> W) -> Self {
        Outputs::ALL.map(|()| make())
    }

    /// The same, lent.
    pub fn by_ref(&mut self) -> Outputs<&mut W> {
        let Self { decisions, deletions, review, flags, audit } = self;
        Outputs {
            decisions: decisions.as_mut(),
            deletions: deletions.as_mut(),
            review: review.as_mut(),
            flags: flags.as_mut(),
            audit: audit.as_mut(),
        }
    }

    /// What is made of each.
    pub fn map<T>(self, mut make: impl FnMut(W) -> T) -> Outputs<T> {
        Outputs {
            decisions: self.decisions.map(&mut make),
            deletions: self.deletions.map(&mut make),
            review: self.review.map(&mut make),
            flags: self.flags.map(&mut make),
            audit: self.audit.map(&mut make),
        }
    }
}

impl<W> IntoIterator for Outputs<W> {
    type Item = W;
    type IntoIter = Flatten<array::IntoIter<Option<W>, 5>>;

    /// Those that are there, in the order of their fields.
    fn into_iter(self) -> Self::IntoIter {
        let Self { decisions, deletions, review, flags, audit } = self;
        [decisions, deletions, review, flags, audit].into_iter().flatten()
    }
}

impl Outputs<()> {
    const ALL: Self = Self {
        decisions: Some(()),
        deletions: Some(()),
        review: Some(()),
        flags: Some(()),
        audit: Some(()),
    };
}

impl Outputs<&'static str> {
    /// The names of their files.
    #[cfg(feature = "fs")]
    pub(crate) const FILES: Self = Self {
        decisions: Some("decisions.csv"),
        deletions: Some("deletions.csv"),
        review: Some("review.csv"),
        flags: Some("flags.csv"),
        audit: Some("audit.jsonl"),
    };
}

impl<T> Outputs<Result<T>> {
    /// All of them, unless one failed.
    #[cfg(feature = "fs")]
    pub(crate) fn transpose(self) -> Result<Outputs<T>> {
        Ok(Outputs {
            decisions: self.decisions.transpose()?,
            deletions: self.deletions.transpose()?,
            review: self.review.transpose()?,
            flags: self.flags.transpose()?,
            audit: self.audit.transpose()?,
        })
    }
}

impl<W: Write> Outputs<W> {
    /// Writes what was written elsewhere, its audit records as the next of the chain.
    pub(super) fn append(&mut self, written: &Outputs<Vec<u8>>, chain: &mut Chain) -> Result<()> {
        let tables = [
            (&mut self.decisions, &written.decisions),
            (&mut self.deletions, &written.deletions),
            (&mut self.review, &written.review),
            (&mut self.flags, &written.flags),
        ];
        for (output, written) in tables {
            if let (Some(output), Some(written)) = (output, written) {
                output.write_all(written).map_err(of_output)?;
            }
        }
        match (&mut self.audit, &written.audit) {
            (Some(output), Some(written)) => chain.append(written, output),
            _ => Ok(()),
        }
    }

    pub(super) fn flush(&mut self) -> Result<()> {
        self.by_ref().into_iter().try_for_each(|output| output.flush().map_err(of_output))
    }
}

impl Outputs<Vec<u8>> {
    /// Forgets what was written, and keeps the memory.
    pub(super) fn clear(&mut self) {
        self.by_ref().into_iter().for_each(Vec::clear);
    }
}
