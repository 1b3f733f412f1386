//! Writes that fail at any byte are errors, short and interrupted ones change nothing.

use std::io::Write;
use std::ops::ControlFlow;

use optout_core::basis::read_evidence;
use optout_core::redact::Targets;
use optout_core::sweep::{Guard, Outputs, ReviewOptions};
use optout_core::table::{Format, TableWriter};
use optout_core::{
    Contact, Error, ErrorKind, EvidenceStore, Input, Layout, ListOptions, OptOutList, Policy,
    Redactor, SuppressionSet, Sweep, Table,
};

use crate::streams::{Full, Sipping};

/// Whether an error says what is full.
pub(crate) fn is_full(error: &Error) -> bool {
    let kind = &ErrorKind::Io(std::io::ErrorKind::StorageFull);
    (error.kind(), error.input()) == (kind, Some(Input::Output))
}

const LIST: &str = "Name,Unique 6sense Record ID,Work email\n\
    Ada Lovelace,P1,ada@engine.example\nBob Babbage,P2,bob@engine.example\n";
const CONTACTS: &str = "Record ID,First Name,Last Name,Email,6sense ID\n\
    1,Ada,Lovelace,ada@engine.example,P1\n2,A.,Lovelace,ada@engine.example,\n3,Zoe,Zuse,zoe@else.example,\n\
    4,Bob,Babbage,bob@engine.example,P2\n";
const EVIDENCE: &str = "record_id,kind,occurred_at\n4,legal_claims_hold,2026-03-01\n";

pub(crate) struct World {
    list: OptOutList,
    evidence: EvidenceStore,
    policy: Policy,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            list: OptOutList::read(LIST.as_bytes(), &ListOptions::default()).unwrap(),
            evidence: read_evidence(EVIDENCE.as_bytes(), Format::default()).unwrap(),
            policy: Policy::standard().unwrap(),
        }
    }

    pub(crate) fn sweep<W: Write + Send>(
        &self,
        threads: usize,
        outputs: Outputs<W>,
    ) -> Result<(), Error> {
        let now = "2026-11-24".parse().unwrap();
        let mut contacts =
            Table::open_contacts(CONTACTS.as_bytes(), Format::default(), &Layout::detect())?;
        let sweep = Sweep::new(&self.list, self.policy.clone(), &self.evidence, now)
            .review(ReviewOptions { values: true, scores: true })
            .guard(Guard::OFF)
            .threads(threads);
        sweep.run(&mut contacts, outputs, &mut |_| ControlFlow::Continue(())).map(drop)
    }
}

pub(crate) fn all<T>(make: impl Fn(usize) -> T) -> Outputs<T> {
    let mut numbers = 0..;
    Outputs::all(|| make(numbers.next().unwrap()))
}

#[test]
fn a_sweep_whose_output_is_full_at_any_byte_is_that_error() {
    let world = World::new();
    let mut whole = all(|_| Vec::new());
    world.sweep(1, whole.by_ref()).unwrap();
    let whole: Vec<Vec<u8>> = whole.into_iter().collect();
    let mut tried = 0;
    for (full, bytes) in whole.iter().enumerate() {
        assert!(
            bytes.iter().filter(|byte| **byte == b'\n').count() > 1,
            "nothing in output {full}"
        );
        for room in 0..bytes.len() {
            let threads = 1 + room % 2;
            let mut outputs = all(|at| Full::with_room(if at == full { room } else { usize::MAX }));
            let error = world.sweep(threads, outputs.by_ref()).expect_err("it was full");
            assert!(is_full(&error), "output {full} at byte {room}: {error}");
            tried += 1;
        }
        let mut outputs =
            all(|at| Full::with_room(if at == full { bytes.len() } else { usize::MAX }));
        world.sweep(1, outputs.by_ref()).unwrap();
    }
    println!("{tried} writes failed");
}

#[test]
fn short_and_interrupted_writes_change_nothing() {
    let world = World::new();
    let (mut whole, mut sipped) = (all(|_| Vec::new()), all(|_| Sipping::default()));
    world.sweep(1, whole.by_ref()).unwrap();
    world.sweep(1, sipped.by_ref()).unwrap();
    assert_eq!(whole, sipped.map(|sipped| sipped.taken));
    let (mut whole, mut sipped) = (Vec::new(), Sipping::default());
    let summary = redactor().redact(EXPORT.as_bytes(), &mut whole).unwrap();
    assert_eq!(redactor().redact(EXPORT.as_bytes(), &mut sipped).unwrap(), summary);
    assert_eq!(sipped.taken, whole);
    let mut sipped = Sipping::default();
    table(&mut sipped).unwrap();
    assert_eq!(sipped.taken, b"one,two\n'=1,2\n");
}

pub(crate) const EXPORT: &str = "6sense People Id,Name,Work Email,Is Redacted\nP1,Ada,ada@engine.example,FALSE\n\
    P2,\"Bob, \"\"B\"\"\",bob@engine.example,FALSE\r\nP3,Cleo,cleo@engine.example,FALSE";

pub(crate) fn redactor() -> Redactor {
    let mut targets = Targets::new();
    targets.person_id("P2");
    Redactor::new(targets)
}

#[test]
fn a_redaction_whose_output_is_full_at_any_byte_is_that_error() {
    let mut whole = Vec::new();
    redactor().redact(EXPORT.as_bytes(), &mut whole).unwrap();
    for threads in [1, 3] {
        for room in 0..whole.len() {
            let redactor = redactor().threads(threads).chunk_size(40);
            let error = redactor.redact(EXPORT.as_bytes(), Full::with_room(room)).unwrap_err();
            assert!(is_full(&error), "byte {room}: {error}");
        }
    }
}

#[test]
fn a_table_whose_output_is_full_at_any_byte_is_that_error() {
    for room in 0..14 {
        assert!(is_full(&table(Full::with_room(room)).unwrap_err()));
    }
}

pub(crate) fn table(output: impl Write) -> Result<(), Error> {
    let mut table = TableWriter::start(output, &["one", "two"])?;
    table.write(&["=1", "2"])?;
    table.finish()
}

#[test]
fn an_import_whose_output_is_full_at_any_byte_is_that_error() {
    let (mut admitted, mut turned_away) = (Vec::new(), Vec::new());
    guard_import(&mut admitted, &mut turned_away).unwrap();
    for room in 0..admitted.len() {
        let error = guard_import(Full::with_room(room), Vec::new()).unwrap_err();
        assert!(is_full(&error));
    }
    for room in 0..turned_away.len() {
        let error = guard_import(Vec::new(), Full::with_room(room)).unwrap_err();
        assert!(is_full(&error));
    }
}

/// Records of which some may come in and some may not.
pub(crate) fn guard_import(admitted: impl Write, turned_away: impl Write) -> Result<(), Error> {
    let key = [7; 32];
    let mut set = SuppressionSet::new(&key)?;
    set.add(&key, &Contact::new().email("ada@engine.example"), "2026-11-24".parse().unwrap())?;
    let mut contacts =
        Table::open_contacts(CONTACTS.as_bytes(), Format::default(), &Layout::detect())?;
    set.guard(&key)?.import(&mut contacts, admitted, turned_away).map(drop)
}
