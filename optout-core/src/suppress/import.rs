//! A whole import past the guard.

use std::collections::BTreeMap;
use std::io::{Read, Write};

use serde::Serialize;

use super::guard::ImportGuard;
use super::standing::{Admission, Standing};
use crate::error::{Input, Result, of_output};
use crate::table::{Table, TableWriter, unwritten};

/// What an import holds, by where its records stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// Records read.
    pub records: u64,
    /// Records that may come in.
    pub admitted: u64,
    /// Records by where they stand.
    pub standings: BTreeMap<Standing, u64>,
}

impl ImportGuard<'_> {
    /// Passes once over records that are to come in, and writes those that may to `admitted`: all columns and
    /// values as they were, in UTF-8, with the same delimiter, LF line ends and quotes where they are needed.
    /// Of each other record only its number and its [`Standing`] go to `turned_away`, as a table. Memory does
    /// not grow with the file.
    ///
    /// ```
    /// use optout_core::table::Format;
    /// use optout_core::{Contact, Layout, SuppressionSet, Table};
    ///
    /// let key = b"a key of sixteen bytes or more";
    /// let mut set = SuppressionSet::new(key)?;
    /// set.add(key, &Contact::new().email("ada@engine.example"), "2026-11-24".parse()?)?;
    ///
    /// let import = "Id,LastName,Email\n7,Lovelace,Ada@Engine.example\n8,Roe,eve@other.example\n".as_bytes();
    /// let mut table = Table::open_contacts(import, Format::default(), &Layout::detect())?;
    /// let (mut admitted, mut turned_away) = (Vec::new(), Vec::new());
    /// let found = set.guard(key)?.import(&mut table, &mut admitted, &mut turned_away)?;
    /// assert_eq!((found.records, found.admitted), (2, 1));
    /// assert_eq!(admitted, b"Id,LastName,Email\n8,Roe,eve@other.example\n");
    /// assert_eq!(turned_away, b"record,standing\n1,stopped_by_email\n");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// A structure fault of the records with its position; what stands before it has been written then.
    /// A failed write.
    pub fn import<R: Read>(
        &self,
        contacts: &mut Table<R>,
        admitted: impl Write,
        turned_away: impl Write,
    ) -> Result<Imported> {
        let mut rows =
            csv::WriterBuilder::new().delimiter(contacts.delimiter()).from_writer(admitted);
        rows.write_record(contacts.header()).map_err(unwritten)?;
        let mut report = TableWriter::start(turned_away, &["record", "standing"])?;
        let mut found = Imported::default();
        while let Some((record, schema)) =
            contacts.read().map_err(|error| error.within(Input::Contacts))?
        {
            let standing = self.check(&schema.contact(&record));
            found.records += 1;
            *found.standings.entry(standing).or_default() += 1;
            if standing.admission() == Admission::Free {
                found.admitted += 1;
                rows.write_record(record.values()).map_err(unwritten)?;
            } else {
                report.write(&[&record.number().to_string(), standing.as_str()])?;
            }
        }
        rows.flush().map_err(of_output)?;
        report.finish()?;
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contact::Contact;
    use crate::suppress::SuppressionSet;
    use crate::table::{Format, Layout};

    const KEY: &[u8] = b"a key of sixteen bytes or more";

    fn passed(import: &[u8]) -> Result<(String, String)> {
        let mut set = SuppressionSet::new(KEY).unwrap();
        let ada = Contact::new().email("ada@engine.example");
        set.add(KEY, &ada, "2026-11-24".parse().unwrap()).unwrap();
        let mut table = Table::open_contacts(import, Format::default(), &Layout::detect())?;
        let (mut admitted, mut turned_away) = (Vec::new(), Vec::new());
        set.guard(KEY).unwrap().import(&mut table, &mut admitted, &mut turned_away)?;
        Ok((String::from_utf8(admitted).unwrap(), String::from_utf8(turned_away).unwrap()))
    }

    #[test]
    fn values_pass_as_they_are() {
        let import =
            b"\xEF\xBB\xBFId;LastName;Email\r\n1;\"=1; \"\"a\"\"\";eve@x.example\r\n;nobody;\r\n\
            3;x;ada@engine.example\r\n";
        let (admitted, turned_away) = passed(import).unwrap();
        assert_eq!(admitted, "Id;LastName;Email\n1;\"=1; \"\"a\"\"\";eve@x.example\n");
        assert_eq!(turned_away, "record,standing\n2,nothing_to_look_up\n3,stopped_by_email\n");
    }

    #[test]
    fn a_fault_has_its_place() {
        let error = passed(b"Id,LastName,Email\n1,Roe\n2,Roe,eve@x.example\n").unwrap_err();
        assert_eq!((error.kind().code(), error.input()), ("field_count", Some(Input::Contacts)));
        assert_eq!(error.position().unwrap().record, 1);
    }
}
