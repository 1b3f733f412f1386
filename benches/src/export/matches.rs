//! The truth about the other job on an export: whose records they are.

use std::collections::HashSet;
use std::io::{self, Write};

use super::{Export, Named, Person, Use, has_email, has_record, is_redacted_before};
use crate::made::ids::{person_id, record_id};

/// A person's company, given name and family name.
type Name = (u64, &'static str, &'static str);

impl Export {
    /// Writes the records of people on a list with so many strangers, one on a line: the number of the record, counted from 1, by what it
    /// is found, and its ids.
    ///
    /// It is found by the first that holds: `id`, `record_id`, `email`, `name`, which is a name with its company,
    /// and `namesake`, which is the name of a listed colleague. Unlike the other files it needs memory for
    /// the names of the list.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_matches(&self, strangers: u64, mut to: impl Write) -> io::Result<()> {
        let name = |person: u64| Person::new(self, person).name_at_company();
        let listed: HashSet<Name> =
            self.listed().people(strangers).map(|(person, _)| name(person)).collect();
        writeln!(to, "record,kind,6sense People Id,CRM People Record Id")?;
        for row in 0..self.rows {
            if let Some(kind) = self.found_by(row, &listed) {
                let draw = self.draw(Use::Row, row);
                let person = person_id(self.person(row, draw));
                let record = if has_record(draw) { record_id("003", row) } else { String::new() };
                writeln!(to, "{},{kind},{person},{record}", row + 1)?;
            }
        }
        to.flush()
    }

    fn found_by(&self, row: u64, listed: &HashSet<Name>) -> Option<&'static str> {
        let draw = self.draw(Use::Row, row);
        let number = self.person(row, draw);
        let named = self.entry_of(number);
        if matches!(named, Some(Named::All | Named::Id)) {
            return Some("id");
        }
        if has_record(draw) && matches!(self.entry_of(row), Some(Named::All | Named::Record)) {
            return Some("record_id");
        }
        if is_redacted_before(draw) {
            return None;
        }
        if has_email(draw) && matches!(named, Some(Named::Email)) {
            return Some("email");
        }
        let is_listed = listed.contains(&Person::new(self, number).name_at_company());
        is_listed.then_some(if named.is_some() { "name" } else { "namesake" })
    }
}

impl Person {
    fn name_at_company(&self) -> Name {
        (self.company_number, self.first, self.last)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::super::Style;
    use super::*;

    fn name_key(name: &str, website: &str) -> String {
        let domain = website.trim_start_matches("www.");
        format!("{}@{domain}", name.to_lowercase())
    }

    #[test]
    fn the_truth_is_what_plain_look_ups_find() {
        let export = Export { seed: 3, rows: 20_000, opt_outs: 2_000, style: Style::Plain };
        let strangers = 500;
        let (mut file, mut list, mut truth) = (Vec::new(), Vec::new(), Vec::new());
        export.write(&mut file).unwrap();
        export.write_list_with(strangers, &mut list).unwrap();
        export.write_matches(strangers, &mut truth).unwrap();
        let mut listed: [HashSet<String>; 4] = Default::default();
        for entry in csv::Reader::from_reader(list.as_slice()).records().map(Result::unwrap) {
            listed[0].insert(entry[2].to_owned());
            listed[1].insert(entry[5].to_owned());
            listed[2].insert(entry[3].trim().to_lowercase());
            listed[3].insert(name_key(&entry[0], &entry[1]));
        }
        for keys in &mut listed[..3] {
            assert!(keys.remove(""));
        }
        let mut reader = csv::Reader::from_reader(truth.as_slice());
        let mut truth: BTreeMap<u64, csv::StringRecord> = reader
            .records()
            .map(Result::unwrap)
            .map(|hit| (hit[0].parse().unwrap(), hit))
            .collect();
        let mut kinds: BTreeMap<String, u64> = BTreeMap::new();
        let mut reader = csv::Reader::from_reader(file.as_slice());
        for (record, number) in reader.records().map(Result::unwrap).zip(1..) {
            let name = format!("{} {}", &record[4], &record[5]);
            let keys = [
                record[1].to_owned(),
                record[2].to_owned(),
                record[6].trim().to_lowercase(),
                name_key(&name, &record[10]),
            ];
            let found = listed.iter().zip(&keys).position(|(listed, key)| listed.contains(key));
            let hit = truth.remove(&number);
            let kind = hit.as_ref().map(|hit| match &hit[1] {
                "namesake" => "name",
                kind => kind,
            });
            let expected = found.map(|at| ["id", "record_id", "email", "name"][at]);
            assert_eq!(kind, expected, "{number}");
            if let Some(hit) = hit {
                assert_eq!((&hit[2], &hit[3]), (&record[1], &record[2]));
                *kinds.entry(hit[1].to_owned()).or_default() += 1;
            }
        }
        assert!(truth.is_empty());
        assert_eq!(kinds.len(), 5, "{kinds:?}");
    }
}
