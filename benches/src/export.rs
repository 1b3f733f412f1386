//! A past export of any size, an Opt-Out List and the truth about the two, all from a seed.
//!
//! What stands in a row depends on its number and the seed alone, so nothing is held in memory and
//! nobody has to agree with anybody.

mod matches;

use std::io::{self, Write};

use crate::made::company::Company;
use crate::made::ids::{company_id, date, person_id, phone, push_digits, record_id};
pub use crate::made::line::Style;
use crate::made::line::{Line, write_rows};
use crate::made::listed::Listed;
use crate::made::pools::{FIRST, LAST, NOTES, PLACES, TITLES};
use crate::made::{draw, pick};

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Export {
    /// The seed; equal seeds give equal bytes.
    pub seed: u64,
    /// How many records the export has.
    pub rows: u64,
    /// How many people the list has. Half of them are spread over the export, the rest are nowhere.
    pub opt_outs: u64,
    /// How the export is written.
    pub style: Style,
}

/// The columns of the export.
pub const COLUMNS: [&str; 17] = [
    "6sense Company Id",
    "6sense People Id",
    "CRM People Record Id",
    "CRM Company Id",
    "First Name",
    "Last Name",
    "Email",
    "Job Title",
    "Phone",
    "Company",
    "Website",
    "City",
    "Country",
    "Created Date",
    "Notes",
    "Credit Deducted",
    "Is Redacted",
];

/// Whether the row of somebody who has opted out keeps a column.
pub fn is_kept(column: usize) -> bool {
    matches!(column, 0..=3 | 15 | 16)
}

/// The columns of the list. The last one is not the vendor's: it says that the list knows some people by
/// their records in the CRM only.
const LIST_COLUMNS: &str = "Name,Company website,Unique 6sense Record ID,Work email,\
Opt-out request date,CRM Record Id\n";

/// By what the list names a person: by all that it can, or by one thing only.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    All,
    Id,
    Record,
    Email,
}

/// What is drawn, so that two draws for one number are independent.
#[derive(Clone, Copy)]
enum Use {
    Row,
    Person,
    Company,
    Listed,
    Named,
}

impl Export {
    /// Writes the export.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, to: impl Write) -> io::Result<()> {
        write_rows(self.style, &COLUMNS, self.rows, |row, line| self.row(row, line), to)
    }

    /// Writes the list.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_list(&self, to: impl Write) -> io::Result<()> {
        self.write_list_with(0, to)
    }

    /// Writes the list with so many more people who are in no row: what is found by ids and addresses stays
    /// the same.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_list_with(&self, strangers: u64, mut to: impl Write) -> io::Result<()> {
        let mut line = Line::new(Style::Plain);
        line.bytes.extend_from_slice(LIST_COLUMNS.as_bytes());
        for (person, is_present) in self.listed().people(strangers) {
            let named = if is_present { self.named(person) } else { Named::All };
            self.entry(person, named, &mut line);
            line.end();
        }
        to.write_all(&line.bytes)?;
        to.flush()
    }

    /// Writes the numbers of the records that redaction has to change, counted from 1, each on a line.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_truth(&self, mut to: impl Write) -> io::Result<()> {
        for row in (0..self.rows).filter(|row| self.is_target(*row)) {
            writeln!(to, "{}", row + 1)?;
        }
        to.flush()
    }

    fn is_target(&self, row: u64) -> bool {
        let draw = self.draw(Use::Row, row);
        if is_redacted_before(draw) {
            return false;
        }
        let of_person = self.entry_of(self.person(row, draw)).is_some_and(|named| match named {
            Named::All | Named::Id => true,
            Named::Email => has_email(draw),
            Named::Record => false,
        });
        let of_record =
            || matches!(self.entry_of(row), Some(Named::All | Named::Record)) && has_record(draw);
        of_person || of_record()
    }

    /// The person in a row: one in forty has another row already.
    fn person(&self, row: u64, draw: u64) -> u64 {
        if draw.is_multiple_of(40) { row.saturating_sub(1 + (draw >> 8) % 999) } else { row }
    }

    fn listed(&self) -> Listed {
        Listed::new(self.seed, Use::Listed as u64, self.rows, self.opt_outs)
    }

    /// How the list names a person, if it does.
    fn entry_of(&self, person: u64) -> Option<Named> {
        self.listed().has(person).then(|| self.named(person))
    }

    fn named(&self, person: u64) -> Named {
        // Most entries name a person by all that the vendor knows.
        let ways = [
            Named::All,
            Named::All,
            Named::All,
            Named::All,
            Named::All,
            Named::Id,
            Named::Record,
            Named::Email,
        ];
        pick(&ways, self.draw(Use::Named, person))
    }

    fn draw(&self, purpose: Use, number: u64) -> u64 {
        draw(self.seed, purpose as u64, number)
    }

    fn row(&self, row: u64, line: &mut Line) {
        let draw = self.draw(Use::Row, row);
        let person = Person::new(self, self.person(row, draw));
        line.field(&company_id(person.company_number));
        line.field(&person_id(person.number));
        let record = if has_record(draw) { record_id("003", row) } else { String::new() };
        line.field(&record);
        line.field(&record_id("001", person.company_number));
        let credit = pick(&["0", "1", "0.5"], draw >> 16);
        if is_redacted_before(draw) {
            (4..15).for_each(|_| line.field(""));
            line.field(credit);
            line.field("TRUE");
            return;
        }
        line.field(person.first);
        line.field(person.last);
        line.field(&if has_email(draw) { person.email_in(draw >> 20) } else { String::new() });
        line.field(pick(&TITLES, draw >> 24));
        line.field(&phone(draw));
        line.field(&person.company.name());
        line.field(&format!("www.{}", person.company.domain()));
        let (city, country) = pick(&PLACES, draw >> 28);
        line.field(city);
        line.field(country);
        line.field(&date(draw >> 32));
        line.field(pick(&NOTES, draw >> 40));
        line.field(credit);
        line.field("FALSE");
    }

    fn entry(&self, number: u64, named: Named, line: &mut Line) {
        let person = Person::new(self, number);
        let only = |is_named: bool, value: String| if is_named { value } else { String::new() };
        line.field(&format!("{} {}", person.first, person.last));
        line.field(&person.company.domain());
        line.field(&only(matches!(named, Named::All | Named::Id), person_id(number)));
        let email = person.email_in(self.draw(Use::Named, number) >> 8);
        line.field(&only(matches!(named, Named::All | Named::Email), email));
        line.field(&date(number));
        let record = record_id("003", number);
        line.field(&only(matches!(named, Named::All | Named::Record), record));
    }
}

fn has_record(draw: u64) -> bool {
    !(draw >> 48).is_multiple_of(50)
}

fn has_email(draw: u64) -> bool {
    !(draw >> 44).is_multiple_of(50)
}

fn is_redacted_before(draw: u64) -> bool {
    (draw >> 36).is_multiple_of(200)
}

struct Person {
    number: u64,
    company_number: u64,
    company: Company,
    first: &'static str,
    last: &'static str,
}

impl Person {
    fn new(export: &Export, number: u64) -> Self {
        let draw = export.draw(Use::Person, number);
        let company_number = draw % (export.rows / 10 + 1);
        let of_company = export.draw(Use::Company, company_number);
        Self {
            number,
            company_number,
            company: Company::new(company_number, of_company),
            first: pick(&FIRST, draw >> 24),
            last: pick(&LAST, draw >> 40),
        }
    }

    /// The address; now and then in other letter case or between blanks.
    fn email_in(&self, draw: u64) -> String {
        let mut address: String = self.last.chars().filter(char::is_ascii).collect();
        address.push('.');
        push_digits(self.number, 36, &mut address);
        address.push('@');
        address.push_str(&self.company.domain());
        match draw % 16 {
            0 | 1 => address,
            2 => format!(" {}", address.to_ascii_lowercase()),
            3 => format!("{} ", address.to_ascii_uppercase()),
            _ => address.to_ascii_lowercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    fn written(export: &Export) -> (Vec<u8>, Vec<u8>, HashSet<u64>) {
        let (mut file, mut list, mut truth) = (Vec::new(), Vec::new(), Vec::new());
        export.write(&mut file).unwrap();
        export.write_list(&mut list).unwrap();
        export.write_truth(&mut truth).unwrap();
        let truth = std::str::from_utf8(&truth).unwrap();
        (file, list, truth.lines().map(|line| line.parse().unwrap()).collect())
    }

    #[test]
    fn the_truth_is_what_plain_look_ups_find() {
        for style in [Style::Plain, Style::Quoted] {
            let export = Export { seed: 7, rows: 20_000, opt_outs: 1_000, style };
            let (file, list, truth) = written(&export);
            let mut listed: [HashSet<String>; 3] = Default::default();
            for entry in csv::Reader::from_reader(list.as_slice()).records().map(Result::unwrap) {
                for (keys, at) in listed.iter_mut().zip([2, 5, 3]) {
                    keys.insert(entry[at].trim().to_lowercase());
                }
            }
            listed.iter_mut().for_each(|keys| assert!(keys.remove("")));
            let mut reader = csv::Reader::from_reader(file.as_slice());
            assert_eq!(reader.headers().unwrap(), &COLUMNS[..]);
            let mut rows = 0;
            for (record, number) in reader.records().map(Result::unwrap).zip(1..) {
                rows += 1;
                let is_listed = listed
                    .iter()
                    .zip([1, 2, 6])
                    .any(|(keys, at)| keys.contains(record[at].trim().to_lowercase().as_str()));
                let is_target = is_listed && &record[16] == "FALSE";
                assert_eq!(is_target, truth.contains(&number), "{number}");
            }
            assert_eq!(rows, export.rows);
            assert!((400..600).contains(&truth.len()), "{}", truth.len());
        }
    }

    #[test]
    fn the_style_changes_no_value() {
        let export = |style| Export { seed: 1, rows: 500, opt_outs: 10, style };
        let (plain, ..) = written(&export(Style::Plain));
        let (quoted, ..) = written(&export(Style::Quoted));
        let records = |file: &[u8]| -> Vec<csv::StringRecord> {
            csv::Reader::from_reader(file).records().map(Result::unwrap).collect()
        };
        assert_eq!(records(&plain), records(&quoted));
        assert!(quoted.ends_with(b"\"\r\n"));
    }
}
