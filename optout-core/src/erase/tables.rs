//! A plan as tables to upload, for hosts that make no calls.

use super::plan::ErasurePlan;
use super::system::{Object, System};
use crate::basis::{Marketing, Retention};
use crate::decision::FLAGS;
use crate::error::Result;
use crate::table::TableWriter;

impl ErasurePlan {
    /// The kinds of things that a system's planned records are.
    pub fn objects(&self, system: System) -> Vec<Object> {
        let mut objects: Vec<Object> = self.named(system).map(|(object, _)| object).collect();
        objects.sort_unstable();
        objects.dedup();
        objects
    }

    /// A table with nothing but the ids of a kind, as bulk deletions take it: Salesforce's Bulk API 2.0 (a job
    /// of operation `delete` for one object) and data loaders. Its lines end in LF. Source: Bulk API 2.0
    /// Developer Guide, Prepare Data to Ingest
    /// (developer.salesforce.com/docs/platform/api-asynch/guide/bulk-api-2-0-ingest.html).
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn delete_table(&self, system: System, object: Object) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let mut table = TableWriter::start(&mut bytes, &[system.id_column()])?;
        for (_, id) in self.named(system).filter(|(of, _)| *of == object) {
            table.write(&[id])?;
        }
        table.finish()?;
        Ok(bytes)
    }

    /// A table that flags the records of a kind and deletes nothing, to filter by: it has the columns of the
    /// table of flags that a sweep writes.
    ///
    /// # Errors
    /// None in practice: it is written to memory.
    pub fn flag_table(&self, system: System, object: Object) -> Result<Vec<u8>> {
        let [status, marketing] = FLAGS;
        let mut bytes = Vec::new();
        let mut table = TableWriter::start(&mut bytes, &[system.id_column(), status, marketing])?;
        let flags = [Retention::Remove.as_str(), Marketing::Suppressed.as_str()];
        for (_, id) in self.named(system).filter(|(of, _)| *of == object) {
            table.write(&[id, flags[0], flags[1]])?;
        }
        table.finish()?;
        Ok(bytes)
    }

    fn named(&self, system: System) -> impl Iterator<Item = (Object, &str)> {
        self.methods().filter(move |method| method.system() == system).flat_map(|method| {
            self.record_ids(method).iter().map(move |id| (method.object(id), id.as_str()))
        })
    }
}
