//! A pass again, beside what it has written.

use std::io::Read;

use super::{Guard, OnProgress, Outputs, Sweep};
use crate::error::Result;
use crate::report::{AuditReplay, Comparing};
use crate::table::Table;

impl Sweep<'_> {
    /// Passes over the contacts again and compares what is decided with an audit log, instead of writing it: all
    /// decisions, or the one about a record, by its number.
    ///
    /// List, policy, evidence, contacts and days have to be those of the time, and so has the version of the
    /// library. What the log's header says of them is compared, and the decisions are, whatever it says; where a
    /// decision differs, the answer says in which members. The guard and what was there last time are not asked:
    /// nothing is removed. Nor does it matter what the review shows, or how many threads there are.
    ///
    /// The chain of the log is checked on the way; its head is for the caller to compare with the one that was kept
    /// ([`verify_audit`](crate::report::verify_audit) does). Memory grows as with [`run`](Self::run), and with what
    /// differs.
    ///
    /// # Errors
    /// Those of [`run`](Self::run), but for the guard's; and [`ErrorKind::Verification`](crate::ErrorKind) for
    /// something that does not begin as a log does. A log with a fault behind that is compared as far as it can be
    /// read, and [`AuditReplay::fault`] tells.
    pub fn replay<R: Read + Send>(
        &self,
        contacts: &mut Table<R>,
        log: impl Read + Send,
        record: Option<u64>,
        on_progress: &mut OnProgress<'_>,
    ) -> Result<AuditReplay> {
        let mut comparing = Comparing::new(log, record, &self.audit_header())?;
        let again = Sweep {
            previous_list: None,
            previous_records: None,
            guard: Guard::OFF,
            policy: self.policy.clone(),
            options: self.options.clone(),
            ..*self
        };
        let outputs = Outputs { audit: Some(&mut comparing), ..Outputs::default() };
        again.run(contacts, outputs, on_progress)?;
        comparing.finish()
    }
}
