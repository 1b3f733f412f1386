//! The sample against its own promises.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io;
use std::rc::Rc;

use super::scenario::Scenario;
use super::scenarios::scenarios;
use super::{Expected, File, Request, Summary, generate};

type Rows = Vec<HashMap<String, String>>;

struct Sample {
    summary: Summary,
    files: Vec<Vec<u8>>,
}

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl io::Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn sample(seed: u64, contacts: u64, opt_outs: u64) -> Sample {
    let sinks: Vec<Sink> = File::ALL.iter().map(|_| Sink::default()).collect();
    let request = Request { seed, contacts, opt_outs };
    let summary = generate(&request, |file| Ok(sinks[file as usize].clone())).unwrap();
    Sample { summary, files: sinks.iter().map(|sink| sink.0.borrow().clone()).collect() }
}

impl Sample {
    fn rows(&self, file: File) -> Rows {
        let bytes = &self.files[file as usize];
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
        let delimiter = if file == File::PastExportCsv { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
        reader.deserialize().collect::<Result<_, _>>().unwrap()
    }
}

/// The keys of tiers T1 and T2, written as plainly as can be.
fn email_key(email: &str) -> String {
    let shown: String =
        email.chars().filter(|c| !matches!(c, '\u{200b}' | '\u{feff}' | ' ')).collect();
    let lower = shown.to_lowercase();
    let (local, domain) = lower.trim_start_matches("mailto:").split_once('@').unwrap();
    let domain = domain.replace("bäckerei-nord", "xn--bckerei-nord-gcb");
    if domain == "gmail.com" || domain == "googlemail.com" {
        let local = local.split('+').next().unwrap_or_default().replace('.', "");
        return format!("{local}@gmail.com");
    }
    format!("{local}@{domain}")
}

fn emails(cells: &[&str]) -> Vec<String> {
    let parts = cells.iter().flat_map(|cell| cell.split(';'));
    parts.filter(|part| !part.trim().is_empty()).map(email_key).collect()
}

fn usable(id: &str) -> Option<String> {
    let id = id.trim().trim_start_matches("=\"").trim_end_matches('"');
    let damaged = id.contains("E+") || id.ends_with("00000000");
    (!id.is_empty() && !damaged).then(|| id.to_owned())
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    assert_eq!(sample(7, 300, 100).files, sample(7, 300, 100).files);
    assert_ne!(sample(7, 300, 100).files, sample(8, 300, 100).files);
}

#[test]
fn the_sample_in_the_repository_is_what_the_defaults_give() {
    let made = sample(1, 400, 100);
    let directory = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample");
    for file in File::ALL {
        let kept = std::fs::read(directory.join(file.name())).unwrap();
        assert!(kept == made.files[file as usize], "{}: make the sample anew", file.name());
    }
}

#[test]
fn sizes_are_honoured() {
    for (contacts, opt_outs) in [(0, 0), (50, 0), (0, 50), (3, 1), (400, 100), (20, 500), (999, 8)]
    {
        let made = sample(1, contacts, opt_outs);
        let count = |file| made.rows(file).len() as u64;
        assert_eq!(count(File::Salesforce) + count(File::HubSpot), contacts);
        assert_eq!(count(File::Truth), contacts);
        let list = made.rows(File::OptOutList);
        let mut ids = HashSet::new();
        let entries = list.iter().filter(|row| {
            let id = &row["Unique 6sense Record ID"];
            id.is_empty() || ids.insert(id.clone())
        });
        assert_eq!(entries.count() as u64, opt_outs);
        for file in File::ALL {
            assert_eq!(count(file), made.summary.records[file as usize]);
        }
    }
}

#[test]
fn a_small_sample_has_every_outcome_and_every_kind() {
    let made = sample(1, 400, 100);
    assert!(
        made.summary
            .kinds
            .iter()
            .all(|kind| { kind.records > 0 || kind.scenario.starts_with("absent") })
    );
    let few = sample(1, 60, 12);
    for expected in [
        Expected::None,
        Expected::Remove,
        Expected::Keep,
        Expected::KeepRestricted,
        Expected::SuppressOnly,
        Expected::Review,
    ] {
        assert!(few.summary.expecting(expected) > 0, "{expected:?}");
    }
    let share = made.summary.records[File::Salesforce as usize];
    assert!((150..=250).contains(&share), "{share}");
}

#[test]
fn the_list_mixes_its_dates_and_has_gaps() {
    let made = sample(1, 400, 100);
    let list = made.rows(File::OptOutList);
    let dates: Vec<&str> = list.iter().map(|row| row["Opt-out request date"].as_str()).collect();
    let late_day = |date: &str| {
        date.split('/').nth(1).and_then(|day| day.parse::<u8>().ok()).is_some_and(|day| day > 12)
    };
    assert!(dates.contains(&""));
    assert!(dates.iter().any(|date| late_day(date)));
    assert!(dates.iter().any(|date| date.starts_with("2026-") && *date < "2026-11-24"));
    assert!(dates.iter().any(|date| *date > "2026-11-24" && !date.contains('/')));
    for column in ["Name", "Company website", "Unique 6sense Record ID", "Work email"] {
        assert!(list.iter().any(|row| row[column].is_empty()), "{column}");
    }
}

/// Whoever is not listed shares no id and no e-mail with the list; whoever is, shares one with the
/// entry that the truth names.
#[test]
fn the_truth_holds_by_id_and_by_email() {
    for (contacts, opt_outs) in [(400, 100), (30_000, 4_000), (6_000, 6_000)] {
        let made = sample(3, contacts, opt_outs);
        let mut keys: HashMap<String, HashSet<String>> = HashMap::new();
        for (at, row) in made.rows(File::OptOutList).iter().enumerate() {
            let id = &row["Unique 6sense Record ID"];
            let entry = if id.is_empty() { format!("#{}", at + 1) } else { id.clone() };
            for key in usable(id).into_iter().chain(emails(&[&row["Work email"]])) {
                keys.entry(key).or_default().insert(entry.clone());
            }
        }
        let shared = keys.values().filter(|entries| entries.len() > 1).count() as u64;
        let deck: u64 = scenarios().iter().map(Scenario::entries).sum();
        assert!(shared <= opt_outs.div_ceil(deck), "{shared} keys on more than one entry");

        let mut records = HashMap::new();
        for row in made.rows(File::Salesforce) {
            let found =
                [usable(&row["X6senseID__c"]).into_iter().collect(), emails(&[&row["Email"]])];
            records.insert(row["Id"].clone(), found.concat());
        }
        for row in made.rows(File::HubSpot) {
            let cells = [row["Email"].as_str(), &row["Additional email addresses"]];
            let found = [usable(&row["6sense ID"]).into_iter().collect(), emails(&cells)];
            records.insert(row["Record ID"].clone(), found.concat());
        }
        assert_eq!(records.len() as u64, contacts, "record ids are unique");

        for row in made.rows(File::Truth) {
            let found: HashSet<&String> = records[&row["record_id"]]
                .iter()
                .filter_map(|key| keys.get(key))
                .flatten()
                .collect();
            match row["expected"].as_str() {
                "none" => assert!(found.is_empty() && row["entry_id"].is_empty(), "{row:?}"),
                _ => assert!(found.contains(&row["entry_id"]), "{row:?}"),
            }
        }
    }
}

/// A policy that matches by name and company finds nobody who is not listed.
#[test]
fn nobody_else_has_a_listed_name_at_the_same_company() {
    let made = sample(5, 40_000, 5_000);
    let key = |given: &str, family: &str, email: &str| {
        let email = emails(&[email]).into_iter().next()?;
        let domain = email.split_once('@')?.1.to_owned();
        (domain != "gmail.com").then(|| (format!("{given} {family}").to_lowercase(), domain))
    };
    let listed: HashSet<_> = made
        .rows(File::OptOutList)
        .iter()
        .filter_map(|row| key("", &row["Name"], &row["Work email"]))
        .map(|(name, domain)| (name.trim().to_owned(), domain))
        .collect();
    let truth: HashMap<_, _> = made
        .rows(File::Truth)
        .into_iter()
        .map(|row| (row["record_id"].clone(), row["expected"].clone()))
        .collect();
    let mut found = [0, 0];
    for row in made.rows(File::Salesforce) {
        let Some(key) = key(&row["FirstName"], &row["LastName"], &row["Email"]) else { continue };
        if listed.contains(&key) {
            found[usize::from(truth[&row["Id"]] == "none")] += 1;
        }
    }
    assert!(found[0] > 500 && found[1] == 0, "{found:?}");
}

#[test]
fn evidence_keys_on_records() {
    let made = sample(1, 400, 100);
    let ids: HashSet<String> = made
        .rows(File::Truth)
        .into_iter()
        .flat_map(|row| {
            let id = row["record_id"].clone();
            [super::ids::short(&id).to_owned(), id]
        })
        .collect();
    let evidence = made.rows(File::Evidence);
    assert!(evidence.iter().all(|row| ids.contains(&row["record_id"])));
    assert!(evidence.iter().any(|row| row["record_id"].len() == 15));
    assert!(evidence.iter().any(|row| row["record_id"].len() == 11));
}

#[test]
fn a_request_that_is_too_large_is_refused() {
    let request = Request { seed: 1, contacts: u64::MAX, opt_outs: 1 };
    let error = generate(&request, |_| Ok(io::sink())).unwrap_err();
    assert_eq!(error.kind(), io::ErrorKind::InvalidInput);
}
