//! What humans have decided about pairs of a record and an entry.

use std::collections::BTreeMap;
use std::fmt;
use std::io::Read;

use hashbrown::HashMap;
use serde::{Deserialize, Serialize, Serializer};

use crate::contact::fold_namespace;
use crate::digest;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::index::IdLinks;
use crate::normalize::date::Moment;
use crate::normalize::id::{IdFault, crm_id, id_key};
use crate::table::{NamedRow, NamedTable, VENDOR_NAMESPACE};
use crate::words::words;

words! {
    /// What a human decided about a record and an entry.
    Verdict ("same or different") {
        /// They are one person.
        Same = "same",
        /// They are two.
        Different = "different",
    }
}

/// A verdict, and how it came about. `Debug` shows the verdict only.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pinned {
    /// What was decided.
    pub verdict: Verdict,
    /// Who decided, if it is known: a role or an office, such as `DPO`.
    pub decided_by: Option<String>,
    /// When, if it is known. Of two that contradict each other the later one counts.
    pub decided_on: Option<Moment>,
    /// What else is to be said.
    pub note: Option<String>,
}

/// Verdicts about pairs. One outranks every rule; for a pair without one the rules decide.
///
/// As plain data it is whole: earlier verdicts, who decided and when are in it. `Debug` shows counts only.
///
/// ```
/// use optout_core::{Verdict, Verdicts};
///
/// let mut verdicts = Verdicts::new();
/// verdicts.pin("salesforce", "003A000001XyZab", "P-1", Verdict::Different)?;
/// let pinned = verdicts.get("salesforce", "003A000001XyZab", "P-1");
/// assert_eq!(pinned.map(|pinned| pinned.verdict), Some(Verdict::Different));
/// # Ok::<(), optout_core::Error>(())
/// ```
#[derive(Clone, Default, Deserialize)]
#[serde(try_from = "Plain")]
pub struct Verdicts {
    /// By system, blank where it was not said.
    systems: BTreeMap<String, ByRecord>,
    undecided: u64,
}

/// The entries of each record with what was decided.
type ByRecord = HashMap<String, Vec<(String, Pinned)>, foldhash::fast::FixedState>;

/// Verdicts as plain data: system, record id and entry of each.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plain {
    verdicts: Vec<(String, String, String, Pinned)>,
    undecided: u64,
}

const NAMES: &[&str] =
    &["entry_id", "record_id", "verdict", "system", "decided_by", "decided_on", "note"];

const EXPECTED_VERDICT: &str = "same, different, or nothing as long as nobody has decided";
const EXPECTED_RECORD: &str = "a readable record id";
const EXPECTED_ENTRY: &str = "the entry's own record id: a #number counts the rows of one list, and is somebody else's in the next";
const EXPECTED_MOMENT: &str = "a date or time such as 2026-11-21T10:00:00Z";
const EXPECTED_ONE: &str = "one verdict for the pair, or a later date for the one that counts";

impl Verdicts {
    /// No verdicts.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads a delimited text with the columns `entry_id`, `record_id` and `verdict` (`same` or
    /// `different`), and perhaps `system` (of the record id), `decided_by`, `decided_on` and `note`.
    ///
    /// Other columns are passed over, and so are rows without a verdict, so that a review queue can come
    /// back as it was filled in. A row that names no system is about a record of any.
    ///
    /// # Errors
    /// A structure fault; an id, a word or a time that cannot be read; an entry that has no id of its own;
    /// and verdicts that contradict each other, unless the later one is known: each with its position.
    pub fn read(input: impl Read) -> Result<Self> {
        Self::rows(input).map_err(|error| error.within(Input::Verdicts))
    }

    fn rows(input: impl Read) -> Result<Self> {
        let mut table = NamedTable::open(input, NAMES, 3, None)?;
        let mut verdicts = Self::new();
        // A contradiction may be settled by a row further down; it is reported where it became one.
        let mut open: BTreeMap<(String, String, String), Error> = BTreeMap::new();
        while let Some(row) = table.read()? {
            let Some(verdict) = row.get("verdict") else {
                verdicts.undecided += 1;
                continue;
            };
            let key = |id: Result<String, &'static str>, name| {
                id.map_err(|expected| row.fault(name, expected))
            };
            let value = |name| row.get(name).unwrap_or_default();
            let system = fold_namespace(value("system")).into_owned();
            let record = key(record_key(&system, value("record_id")), "record_id")?;
            let entry = key(entry_key(value("entry_id")), "entry_id")?;
            let pinned = Pinned::of(&row, verdict)?;
            verdicts.push(&system, &record, &entry, pinned);
            for system in verdicts.contradicted(&record, &entry) {
                open.entry((system, record.clone(), entry.clone()))
                    .or_insert_with(|| row.fault("verdict", EXPECTED_ONE));
            }
        }
        let unsettled = open.into_iter().filter(|((system, record, entry), _)| {
            decide(&verdicts.about(system, record, record, entry)).is_err()
        });
        match unsettled.map(|(_, error)| error).min_by_key(Error::position) {
            Some(error) => Err(error),
            None => Ok(verdicts),
        }
    }

    /// Pins a verdict about a record of a system, of any system where it is blank, and an entry.
    ///
    /// # Errors
    /// [`ErrorKind::Value`] for an id that cannot be read, an entry that has no id of its own, and a verdict
    /// that contradicts another one, unless the later one is known. Nothing is pinned then.
    pub fn pin(
        &mut self,
        system: &str,
        record_id: &str,
        entry_id: &str,
        verdict: impl Into<Pinned>,
    ) -> Result<()> {
        let fault = |expected| Error::new(ErrorKind::Value { column: 0, expected });
        let system = fold_namespace(system);
        let record = record_key(&system, record_id).map_err(fault)?;
        let entry = entry_key(entry_id).map_err(fault)?;
        self.push(&system, &record, &entry, verdict.into());
        if self.contradicted(&record, &entry).is_empty() {
            return Ok(());
        }
        let pinned = self.systems.get_mut(system.as_ref()).and_then(|all| all.get_mut(&record));
        pinned.map(Vec::pop);
        Err(fault(EXPECTED_ONE))
    }

    /// The verdict about a record and an entry. Ids are compared as those of a list and its records are.
    pub fn get(&self, system: &str, record_id: &str, entry_id: &str) -> Option<&Pinned> {
        if self.systems.is_empty() {
            return None;
        }
        let system = fold_namespace(system);
        let entry = entry_key(entry_id).ok()?;
        let own = record_key(&system, record_id).ok()?;
        let any = record_key("", record_id).ok()?;
        // Contradictions were turned away when they came.
        decide(&self.about(&system, &own, &any, &entry)).ok().flatten()
    }

    /// How many verdicts it holds, earlier ones about the same pair included.
    pub fn len(&self) -> usize {
        self.all().count()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many rows had no verdict yet.
    pub fn undecided(&self) -> u64 {
        self.undecided
    }

    /// Rows of system, record id, entry and verdict for each pair decided about, in the order of their
    /// bytes.
    pub fn to_rows(&self) -> Vec<[&str; 4]> {
        let mut rows: Vec<[&str; 4]> = self
            .all()
            .filter_map(|(system, record, entry, _)| {
                let pinned = decide(&self.about(system, record, record, entry)).ok().flatten()?;
                Some([system, record, entry, pinned.verdict.as_str()])
            })
            .collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// SHA-256 of what was decided about which pairs, in hexadecimal: the order of rows, who decided and
    /// notes are not in it.
    pub fn hash(&self) -> String {
        digest::rows("optout verdicts 1", self.to_rows())
    }

    /// What of it makes a difference to matching.
    pub(super) fn bare(&self) -> Self {
        let mut bare = Self { undecided: 0, ..self.clone() };
        for (_, pinned) in bare.systems.values_mut().flat_map(HashMap::values_mut).flatten() {
            (pinned.decided_by, pinned.note) = (None, None);
        }
        bare
    }

    /// The entries that a record of a system is decided about, each with its verdict.
    pub(super) fn about_record(&self, system: &str, record_id: &str) -> BTreeMap<&str, Verdict> {
        let system = fold_namespace(system);
        let own = record_key(&system, record_id).ok().map(|own| (system.as_ref(), own));
        let any = record_key("", record_id).ok().map(|any| ("", any));
        let pinned = [own, any]
            .into_iter()
            .flatten()
            .filter_map(|(system, record)| self.systems.get(system)?.get(&record));
        let entries = pinned.flatten().map(|(entry, _)| entry.as_str());
        let verdict = |entry| {
            let own = record_key(&system, record_id).ok()?;
            let any = record_key("", record_id).ok()?;
            match decide(&self.about(&system, &own, &any, entry)) {
                Ok(pinned) => pinned.map(|pinned| pinned.verdict),
                // Two records that became one were decided differently: not to delete is safer.
                Err(Contradiction) => Some(Verdict::Different),
            }
        };
        entries.filter_map(|entry| Some((entry, verdict(entry)?))).collect()
    }

    /// The verdicts about what records and entries have become.
    pub(super) fn linked(&self, links: &IdLinks) -> Self {
        let mut linked = Self { undecided: self.undecided, ..Self::default() };
        for (system, records) in &self.systems {
            for (record, pinned) in records {
                let current = links.current(system, record);
                for (entry, pinned) in pinned {
                    let entry = links.current(VENDOR_NAMESPACE, entry);
                    linked.push(system, current, entry, pinned.clone());
                }
            }
        }
        linked
    }

    fn push(&mut self, system: &str, record: &str, entry: &str, pinned: Pinned) {
        let records = self.systems.entry(system.to_owned()).or_default();
        records.entry_ref(record).or_default().push((entry.to_owned(), pinned));
    }

    fn all(&self) -> impl Iterator<Item = (&str, &str, &str, &Pinned)> {
        self.systems.iter().flat_map(|(system, records)| {
            records.iter().flat_map(move |(record, entries)| {
                let names = (system.as_str(), record.as_str());
                entries
                    .iter()
                    .map(move |(entry, pinned)| (names.0, names.1, entry.as_str(), pinned))
            })
        })
    }

    /// All verdicts about a pair: those of the record's own system, and those that name none, under which
    /// its id has a form of its own.
    fn about(&self, system: &str, own: &str, any: &str, entry: &str) -> Vec<&Pinned> {
        let of_any = if system.is_empty() { None } else { Some(("", any)) };
        std::iter::once((system, own))
            .chain(of_any)
            .filter_map(|(system, record)| self.systems.get(system)?.get(record))
            .flatten()
            .filter(|(other, _)| other == entry)
            .map(|(_, pinned)| pinned)
            .collect()
    }

    /// The systems for which verdicts about a pair contradict each other.
    fn contradicted(&self, record: &str, entry: &str) -> Vec<String> {
        let systems = self.systems.keys();
        let fault = |system: &&String| decide(&self.about(system, record, record, entry)).is_err();
        systems.filter(fault).cloned().collect()
    }
}

impl Serialize for Verdicts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut all: Vec<_> = self.all().collect();
        // Of verdicts of one day the last one counts, so their order stays.
        all.sort_by_key(|(system, record, entry, pinned)| {
            (*system, *record, *entry, pinned.decided_on, pinned.verdict)
        });
        let owned = |(system, record, entry, pinned): (&str, &str, &str, &Pinned)| {
            (system.to_owned(), record.to_owned(), entry.to_owned(), pinned.clone())
        };
        let verdicts = all.into_iter().map(owned).collect();
        Plain { verdicts, undecided: self.undecided }.serialize(serializer)
    }
}

impl TryFrom<Plain> for Verdicts {
    type Error = &'static str;

    fn try_from(plain: Plain) -> Result<Self, &'static str> {
        let mut verdicts = Self { undecided: plain.undecided, ..Self::default() };
        for (system, record, entry, pinned) in plain.verdicts {
            let system = fold_namespace(&system);
            verdicts.push(&system, &record_key(&system, &record)?, &entry_key(&entry)?, pinned);
        }
        // Only together: an earlier verdict may come before the later one that settles it.
        let is_settled = |(system, record, entry, _): (&str, &str, &str, &Pinned)| {
            decide(&verdicts.about(system, record, record, entry)).is_ok()
        };
        if verdicts.all().all(is_settled) { Ok(verdicts) } else { Err(EXPECTED_ONE) }
    }
}

impl Pinned {
    fn of(row: &NamedRow, verdict: &str) -> Result<Self> {
        let verdict = verdict
            .to_ascii_lowercase()
            .parse()
            .map_err(|_| row.fault("verdict", EXPECTED_VERDICT))?;
        let decided_on = row.get("decided_on").map(Moment::parse).transpose();
        Ok(Self {
            verdict,
            decided_by: row.get("decided_by").map(str::to_owned),
            decided_on: decided_on.map_err(|_| row.fault("decided_on", EXPECTED_MOMENT))?,
            note: row.get("note").map(str::to_owned),
        })
    }

    /// Whether it was decided for certain when another one had been.
    fn is_later(&self, other: &Self) -> bool {
        match (&self.decided_on, &other.decided_on) {
            (Some(own), Some(other)) => own.strictly_after(other),
            _ => false,
        }
    }
}

impl From<Verdict> for Pinned {
    fn from(verdict: Verdict) -> Self {
        Self { verdict, decided_by: None, decided_on: None, note: None }
    }
}

struct Contradiction;

/// The verdict that counts: one that no other contradicts, or that is later than all that do.
fn decide<'a>(all: &[&'a Pinned]) -> Result<Option<&'a Pinned>, Contradiction> {
    let counts = |one: &&&Pinned| {
        all.iter().all(|other| other.verdict == one.verdict || one.is_later(other))
    };
    // Among equals the last known date, so that the order of rows says nothing.
    match all.iter().filter(counts).max_by_key(|one| one.decided_on) {
        None if !all.is_empty() => Err(Contradiction),
        best => Ok(best.copied()),
    }
}

fn record_key(system: &str, id: &str) -> Result<String, &'static str> {
    let key: Result<_, IdFault> = if system.is_empty() { crm_id(id) } else { id_key(system, id) };
    key.map(std::borrow::Cow::into_owned).map_err(|_| EXPECTED_RECORD)
}

fn entry_key(id: &str) -> Result<String, &'static str> {
    let key = id_key(VENDOR_NAMESPACE, id).map_err(|_| EXPECTED_ENTRY)?;
    let counts_rows = key
        .strip_prefix('#')
        .is_some_and(|row| !row.is_empty() && row.bytes().all(|byte| byte.is_ascii_digit()));
    if counts_rows { Err(EXPECTED_ENTRY) } else { Ok(key.into_owned()) }
}

impl fmt::Debug for Pinned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pinned").field("verdict", &self.verdict).finish_non_exhaustive()
    }
}

impl fmt::Debug for Verdicts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verdicts")
            .field("verdicts", &self.len())
            .field("undecided", &self.undecided)
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn verdict(verdicts: &Verdicts, system: &str, record: &str, entry: &str) -> Option<Verdict> {
        verdicts.get(system, record, entry).map(|pinned| pinned.verdict)
    }

    fn fault(text: &str) -> (ErrorKind, u64) {
        let error = Verdicts::read(text.as_bytes()).unwrap_err();
        assert_eq!(error.input(), Some(Input::Verdicts));
        (error.kind().clone(), error.position().unwrap().record)
    }

    #[test]
    fn a_filled_in_queue_comes_back() {
        let text = "reason,record_id,entry_id,verdict,system,decided_by,decided_on,note\n\
            near,7,P1,Same,crm,DPO,2026-11-21,\"called, it is her\"\n\
            near,8,P1,,crm,,,\n\
            near,7,P2,different,,DPO,,\n";
        let verdicts = Verdicts::read(text.as_bytes()).unwrap();
        assert_eq!((verdicts.len(), verdicts.undecided()), (2, 1));
        assert_eq!(verdict(&verdicts, "CRM", "7", "P1"), Some(Verdict::Same));
        assert_eq!(verdict(&verdicts, "other", "7", "P1"), None);
        assert_eq!(verdict(&verdicts, "other", " 7", "P2"), Some(Verdict::Different));
        assert_eq!(verdict(&verdicts, "crm", "8", "P1"), None);
        let pinned = verdicts.get("crm", "'7", "P1").unwrap();
        assert_eq!(pinned.note.as_deref(), Some("called, it is her"));
        assert_eq!(format!("{pinned:?}"), "Pinned { verdict: Same, .. }");
        assert_eq!(format!("{verdicts:?}"), "Verdicts { verdicts: 2, undecided: 1 }");
    }

    #[test]
    fn ids_are_compared_as_those_of_records() {
        let mut verdicts = Verdicts::new();
        let short = "0035g00000ABCDE";
        let long = id_key("salesforce", short).unwrap().into_owned();
        verdicts.pin("salesforce", short, "P1", Verdict::Same).unwrap();
        verdicts.pin("", &long, "P2", Verdict::Different).unwrap();
        for id in [short, &long, &long.to_uppercase()] {
            assert_eq!(verdict(&verdicts, "Salesforce", id, "P1"), Some(Verdict::Same));
        }
        assert_eq!(verdict(&verdicts, "salesforce", short, "P2"), Some(Verdict::Different));
    }

    #[test]
    fn a_later_verdict_counts_and_an_undated_one_contradicts() {
        let read = |rows: &str| {
            let text = format!("entry_id,record_id,verdict,decided_on,system\n{rows}");
            Verdicts::read(text.as_bytes())
        };
        for rows in [
            "P1,7,same,2026-01-02,\nP1,7,different,2026-01-03,\n",
            "P1,7,different,2026-01-03,\nP1,7,same,2026-01-02,\n",
            "P1,7,same,2026-01-02,\nP1,7,different,2026-01-02,\nP1,7,different,2026-01-03,\n",
            "P1,7,different,2026-01-03,crm\nP1,7,same,2026-01-02,\n",
            "P1,7,different,,\nP1,7,different,2026-01-03,crm\n",
        ] {
            let verdicts = read(rows).unwrap();
            assert_eq!(verdict(&verdicts, "crm", "7", "P1"), Some(Verdict::Different), "{rows}");
        }
        for (rows, record) in [
            ("P1,7,same,,\nP1,7,different,,\n", 2),
            ("P1,7,same,,\nP1,8,same,,\nP1,7,different,2026-01-03,\n", 3),
            ("P1,7,same,2026-01-03,\nP1,7,different,2026-01-03T10:00:00Z,\n", 2),
            ("P1,7,same,,crm\nP1,7,different,,\n", 2),
        ] {
            let expected = EXPECTED_ONE;
            let error = read(rows).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Value { column: 3, expected }, "{rows}");
            assert_eq!(error.position().unwrap().record, record, "{rows}");
        }
        // Of two systems they are two records.
        assert!(read("P1,7,same,,crm\nP1,7,different,,other\n").is_ok());
    }

    #[test]
    fn a_contradiction_is_not_pinned() {
        let mut verdicts = Verdicts::new();
        verdicts.pin("crm", "7", "P1", Verdict::Same).unwrap();
        let hash = verdicts.hash();
        for system in ["crm", ""] {
            assert!(verdicts.pin(system, "7", "P1", Verdict::Different).is_err());
        }
        assert_eq!((verdicts.len(), verdicts.hash()), (1, hash));
        assert_eq!(verdict(&verdicts, "crm", "7", "P1"), Some(Verdict::Same));
    }

    #[test]
    fn plain_data_is_whole_and_checked() {
        // Of the first system the later one counts, of any other the earlier one.
        let text = "record_id,entry_id,verdict,system,decided_by,decided_on,note\n\
            7,P1,same,crm,DPO,2026-01-03,by phone\n\
            7,P1,different,,,2026-01-02T10:00:00Z,\n\
            8,P2,same,,one,2026-01-02,\n\
            8,P2,same,,another,2026-01-02,\n\
            9,P1,,crm,,,\n";
        let verdicts = Verdicts::read(text.as_bytes()).unwrap();
        let json = serde_json::to_string(&verdicts).unwrap();
        let back: Verdicts = serde_json::from_str(&json).unwrap();
        assert_eq!((back.len(), back.undecided(), back.hash()), (4, 1, verdicts.hash()));
        for (system, record, entry) in [("crm", "7", "P1"), ("x", "7", "P1"), ("x", "8", "P2")] {
            assert!(back.get(system, record, entry) == verdicts.get(system, record, entry));
            assert!(back.get(system, record, entry).is_some());
        }
        assert_eq!(serde_json::to_string(&back).unwrap(), json);
        for (one, other) in [("2026-01-03", "2026-01-02"), ("P2", "#2"), ("same", "Same")] {
            assert!(serde_json::from_str::<Verdicts>(&json.replace(one, other)).is_err(), "{one}");
        }
    }

    #[test]
    fn faults_have_their_row() {
        let value = |column, expected| ErrorKind::Value { column, expected };
        for (row, kind) in [
            ("P1,7,maybe,", value(3, EXPECTED_VERDICT)),
            ("P1,,same,", value(2, EXPECTED_RECORD)),
            ("P1,1.2E+15,same,", value(2, EXPECTED_RECORD)),
            ("#12,7,same,", value(1, EXPECTED_ENTRY)),
            ("N/A,7,same,", value(1, EXPECTED_ENTRY)),
            ("P1,7,same,yesterday", value(4, EXPECTED_MOMENT)),
            ("P1,7,same", ErrorKind::FieldCount { expected: 4, found: 3 }),
        ] {
            let text = format!("entry_id,record_id,verdict,decided_on\nP0,1,same,\n{row}\n");
            assert_eq!(fault(&text), (kind, 2), "{row}");
        }
        let missing = ErrorKind::MissingColumn { expected: "verdict" };
        assert_eq!(fault("entry_id,record_id,Verdict\n"), (missing, 0));
        assert_eq!(Verdicts::read(&b""[..]).unwrap_err().kind(), &ErrorKind::Empty);
    }

    proptest! {
        #[test]
        fn the_order_of_rows_says_nothing(
            rows in prop::collection::vec((0u8..2, 0u8..2, any::<bool>(), 0u8..5), 0..7),
        ) {
            let text = |rows: &mut dyn Iterator<Item = &(u8, u8, bool, u8)>| {
                let mut text = "system,record_id,entry_id,verdict,decided_on\n".to_owned();
                for (system, record, same, day) in rows {
                    let system = ["", "crm"][usize::from(*system)];
                    let verdict = if *same { "same" } else { "different" };
                    let day = if *day == 0 { String::new() } else { format!("2026-01-0{day}") };
                    text.push_str(&format!("{system},r{record},P1,{verdict},{day}\n"));
                }
                text
            };
            let one = Verdicts::read(text(&mut rows.iter()).as_bytes());
            let other = Verdicts::read(text(&mut rows.iter().rev()).as_bytes());
            prop_assert_eq!(one.is_ok(), other.is_ok());
            if let (Ok(one), Ok(other)) = (one, other) {
                prop_assert_eq!(one.hash(), other.hash());
                for (system, record) in [("crm", "r0"), ("crm", "r1"), ("x", "r0")] {
                    let [one, other] = [&one, &other].map(|all| all.get(system, record, "P1"));
                    prop_assert_eq!(
                        one.map(|pinned| (pinned.verdict, pinned.decided_on)),
                        other.map(|pinned| (pinned.verdict, pinned.decided_on))
                    );
                }
            }
        }
    }
}
