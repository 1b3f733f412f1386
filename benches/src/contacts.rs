//! A contact file whose people are called a little differently than on the Opt-Out List, that list and the
//! truth about the two, all from a seed.
//!
//! The list names everybody by name and company: its ids are the vendor's, which the file does not have.
//! Each company has ten people in the file, some of whom share a family name, and hardly any two a whole one.

use std::io::{self, Write};

use crate::accuracy::draws::Draws;
use crate::accuracy::own::pools::{ENDS, GIVEN, SHORT, STEMS};
use crate::accuracy::own::spelling::slip;
use crate::made::company::Company;
use crate::made::ids::{date, person_id, phone, push_digits, record_id};
use crate::made::line::{Line, Style, write_rows};
use crate::made::listed::Listed;
use crate::made::pools::{NOTES, PLACES, TITLES};
use crate::made::{draw, pick, place};

/// What to make.
#[derive(Clone, Copy, Debug)]
pub struct Contacts {
    /// The seed; equal seeds give equal bytes.
    pub seed: u64,
    /// How many records the file has.
    pub rows: u64,
    /// How many people the list has. Half of them are spread over the file, the rest are nowhere.
    pub opt_outs: u64,
    /// How the file is written.
    pub style: Style,
}

/// The columns of the file.
pub const COLUMNS: [&str; 12] = [
    "Record Id",
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
];

const LIST_COLUMNS: &str =
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n";

/// What stands between family names' beginnings and ends.
const MIDDLES: [&str; 20] = [
    "", "a", "e", "i", "o", "u", "al", "an", "ar", "el", "en", "er", "ick", "il", "in", "ol", "on",
    "or", "ul", "ur",
];

/// In what a record differs from its list entry.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Exact,
    Slip,
    Reversed,
    Nickname,
    Middle,
    SubDomain,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Slip => "slip",
            Self::Reversed => "reversed",
            Self::Nickname => "nickname",
            Self::Middle => "middle name",
            Self::SubDomain => "sub-domain",
        }
    }
}

/// How often each is: in a list from life, slips are the most frequent.
const KINDS: [Kind; 10] = [
    Kind::Exact,
    Kind::Exact,
    Kind::Slip,
    Kind::Slip,
    Kind::Slip,
    Kind::Slip,
    Kind::Reversed,
    Kind::Nickname,
    Kind::Middle,
    Kind::SubDomain,
];

/// What is drawn, so that two draws for one number are independent.
#[derive(Clone, Copy)]
enum Use {
    Row,
    Person,
    Company,
    Listed,
    Kind,
    Slip,
}

impl Contacts {
    /// Writes the file.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write(&self, to: impl Write) -> io::Result<()> {
        write_rows(self.style, &COLUMNS, self.rows, |row, line| self.row(row, line), to)
    }

    /// Writes the list, with so many more people who are in no row.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_list(&self, strangers: u64, mut to: impl Write) -> io::Result<()> {
        let mut line = Line::new(Style::Plain);
        line.bytes.extend_from_slice(LIST_COLUMNS.as_bytes());
        for (person, _) in self.listed().people(strangers) {
            let name = self.name(person);
            let given = match self.is_short_in_list(person) {
                true => name.short.unwrap_or(name.given),
                false => name.given,
            };
            line.field(&format!("{given} {}", name.family));
            line.field(&self.company(person).domain());
            line.field(&person_id(person));
            line.field("");
            line.field(&date(person));
            line.end();
        }
        to.write_all(&line.bytes)?;
        to.flush()
    }

    /// Writes the records of listed people, one on a line: its number, counted from 1, in what it differs from
    /// the list, and its id.
    ///
    /// # Errors
    /// Those of the writer.
    pub fn write_matches(&self, mut to: impl Write) -> io::Result<()> {
        writeln!(to, "record,kind,Record Id")?;
        for row in (0..self.rows).filter(|row| self.listed().has(*row)) {
            writeln!(to, "{},{},{}", row + 1, self.kind(row).word(), record_id("003", row))?;
        }
        to.flush()
    }

    fn listed(&self) -> Listed {
        Listed::new(self.seed, Use::Listed as u64, self.rows, self.opt_outs)
    }

    fn draw(&self, purpose: Use, number: u64) -> u64 {
        draw(self.seed, purpose as u64, number)
    }

    fn kind(&self, person: u64) -> Kind {
        pick(&KINDS, self.draw(Use::Kind, person))
    }

    /// Of somebody with a nickname: whether the list has it, and not the record.
    fn is_short_in_list(&self, person: u64) -> bool {
        self.kind(person) == Kind::Nickname && self.draw(Use::Kind, person) >> 32 & 1 == 1
    }

    fn companies(&self) -> u64 {
        self.rows / 10 + 1
    }

    fn company(&self, person: u64) -> Company {
        let number = person % self.companies();
        Company::new(number, self.draw(Use::Company, number))
    }

    fn name(&self, person: u64) -> Name {
        let draw = self.draw(Use::Person, person);
        let (given, short) = match self.kind(person) {
            Kind::Nickname => {
                let (given, short) = pick(&SHORT, draw);
                (given, Some(short))
            }
            _ => {
                let at = place(draw % (GIVEN.len() + SHORT.len()) as u64);
                let long = || SHORT[at - GIVEN.len()].0;
                (GIVEN.get(at).copied().unwrap_or_else(long), None)
            }
        };
        Name { given, short, family: self.family(person) }
    }

    /// One in ten has the family name of a colleague, who has no other such colleague.
    fn family(&self, person: u64) -> String {
        let draw = self.draw(Use::Person, person);
        let place = person / self.companies();
        let shares = place % 2 == 1 && (draw >> 56).is_multiple_of(5);
        match person.checked_sub(self.companies()).filter(|_| shares) {
            Some(colleague) => self.family(colleague),
            None => {
                let middle = pick(&MIDDLES, draw >> 24);
                format!("{}{middle}{}", pick(&STEMS, draw >> 16), pick(&ENDS, draw >> 32))
            }
        }
    }

    fn row(&self, row: u64, line: &mut Line) {
        let draw = self.draw(Use::Row, row);
        let (company, Name { given, short, family }) = (self.company(row), self.name(row));
        let domain = company.domain();
        let (mut first, mut last) = (given.to_owned(), family);
        let mut website = match draw >> 8 & 3 {
            0 => domain.clone(),
            1 => format!("https://www.{domain}/"),
            _ => format!("www.{domain}"),
        };
        if self.listed().has(row) {
            match self.kind(row) {
                Kind::Exact => {}
                Kind::Slip => {
                    let mut draws = Draws::new(self.seed ^ row, Use::Slip as u64);
                    let is_in_given = given.len() >= 6 && draw >> 12 & 1 == 1;
                    let slipped = if is_in_given { &mut first } else { &mut last };
                    *slipped = slip(slipped, &mut draws);
                }
                Kind::Reversed => (first, last) = (last, first),
                Kind::Nickname if self.is_short_in_list(row) => {}
                Kind::Nickname => first = short.unwrap_or(given).to_owned(),
                Kind::Middle => first.push_str(&middle_name(draw >> 12)),
                Kind::SubDomain => {
                    let under = pick(&["eu", "careers", "shop", "de"], draw >> 12);
                    website = format!("https://{under}.{domain}/contact");
                }
            }
        }
        line.field(&record_id("003", row));
        line.field(&first);
        line.field(&last);
        line.field(&if draw & 1 == 1 { email(row, &domain) } else { String::new() });
        line.field(pick(&TITLES, draw >> 24));
        line.field(&phone(draw));
        line.field(&company.name());
        line.field(&website);
        let (city, country) = pick(&PLACES, draw >> 28);
        line.field(city);
        line.field(country);
        line.field(&date(draw >> 32));
        line.field(pick(&NOTES, draw >> 40));
    }
}

struct Name {
    given: &'static str,
    short: Option<&'static str>,
    family: String,
}

fn middle_name(draw: u64) -> String {
    let middle = pick(&GIVEN, draw >> 1);
    let initial = middle.chars().take(1);
    if draw & 1 == 1 {
        format!(" {middle}")
    } else {
        [' '].into_iter().chain(initial).chain(['.']).collect()
    }
}

/// An address that says nothing of the name.
fn email(number: u64, domain: &str) -> String {
    let mut address = "u".to_owned();
    push_digits(number, 36, &mut address);
    address.push('@');
    address.push_str(domain);
    address
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, HashSet};

    use super::*;

    type Names = HashSet<(String, String)>;

    fn records(bytes: &[u8]) -> Vec<csv::StringRecord> {
        csv::Reader::from_reader(bytes).records().map(Result::unwrap).collect()
    }

    fn domain(website: &str) -> String {
        let host = website.trim_start_matches("https://").trim_start_matches("www.");
        host.trim_end_matches('/').to_owned()
    }

    #[test]
    fn what_the_truth_calls_exact_is_and_the_rest_is_not() {
        let made = Contacts { seed: 5, rows: 20_000, opt_outs: 4_000, style: Style::Quoted };
        let (mut file, mut list, mut truth) = (Vec::new(), Vec::new(), Vec::new());
        made.write(&mut file).unwrap();
        made.write_list(300, &mut list).unwrap();
        made.write_matches(&mut truth).unwrap();
        let entry = |row: csv::StringRecord| (row[0].to_owned(), row[1].to_owned());
        let listed: Names = records(&list).into_iter().map(entry).collect();
        let truth: BTreeMap<u64, csv::StringRecord> =
            records(&truth).into_iter().map(|hit| (hit[0].parse().unwrap(), hit)).collect();
        let (mut kinds, mut namesakes) = (BTreeMap::new(), 0);
        for (record, number) in records(&file).into_iter().zip(1..) {
            let name = format!("{} {}", &record[1], &record[2]);
            let is_same = listed.contains(&(name, domain(&record[7])));
            match truth.get(&number) {
                Some(hit) => {
                    assert_eq!(&hit[2], &record[0]);
                    assert_eq!(is_same, &hit[1] == "exact", "{number}: {}", &hit[1]);
                    *kinds.entry(hit[1].to_owned()).or_insert(0) += 1;
                }
                None => namesakes += u32::from(is_same),
            }
        }
        assert_eq!(kinds.values().sum::<i32>(), 2_000);
        assert!(kinds.len() == 6 && kinds.values().all(|count| *count > 150), "{kinds:?}");
        assert!(namesakes < 2, "{namesakes}");
    }
}
