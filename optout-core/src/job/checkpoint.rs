//! A sweep that is kept from time to time, and gone on with after it was stopped.

use std::collections::BTreeMap;
use std::io::{self, BufWriter, Read};
use std::path::Path;
use std::sync::Mutex;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::SweepJob;
use crate::digest::{hex, rows};
use crate::error::{Error, ErrorKind, Input, Result};
use crate::fs::{self, Extent, KeptSet};
use crate::relay::lock;
use crate::sweep::{Keeping, OnProgress, Outputs, Reached, Sweep, Swept};
use crate::table::Table;

/// The version of what is kept.
const VERSION: u32 = 2;

/// What a sweep rests on, beside the contacts: hashes and words by what they are of.
pub(super) type Grounds = BTreeMap<String, String>;

/// What is kept.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct State<R> {
    version: u32,
    grounds: Grounds,
    contacts: Prefix,
    columns: String,
    files: Vec<Extent>,
    reached: R,
}

/// The beginning of a file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Prefix {
    length: u64,
    sha256: String,
}

/// A sweep that was kept: where its tables are, and the hash of the contacts.
pub(super) struct Kept {
    pub(super) set: KeptSet,
    pub(super) swept: Swept,
    pub(super) contacts_sha256: String,
}

/// Sweeps the job's contacts, from where the checkpoint says.
pub(super) fn sweep(
    job: &SweepJob,
    directory: &Path,
    grounds: Grounds,
    sweep: &Sweep<'_>,
    on_progress: &mut OnProgress<'_>,
) -> Result<Kept> {
    let (mut set, state) = KeptSet::open(directory)?;
    let state = state.map(|state| read_state(&state)).transpose()?;
    if let Some(state) = &state {
        require_same(&grounds, &state.grounds)?;
    }
    let inside = |error: Error| error.within(Input::Contacts);
    let progress = Mutex::new(Progress::default());
    lock(&progress).expected = state.as_ref().map(|state| Prefix {
        length: state.contacts.length,
        sha256: state.contacts.sha256.clone(),
    });
    let mut input =
        Proving { inner: fs::open(&job.contacts).map_err(inside)?, progress: &progress };
    let mut contacts = Table::open_contacts(&mut input, job.format, &job.layout)?;
    let columns = columns(&contacts);
    if state.as_ref().is_some_and(|state| state.columns != columns) {
        return Err(differs("the columns, encoding and delimiter that it was made with")
            .within(Input::Contacts));
    }
    let (files, reached) =
        state.map_or_else(Default::default, |state| (state.files, state.reached));
    let mut files = files.into_iter();
    let mut outputs = Outputs::FILES
        .map(|name| {
            let file = set.file(name, files.next().unwrap_or_default())?;
            Ok(BufWriter::with_capacity(1 << 18, file))
        })
        .transpose()?;
    let keep = |reached: &Reached| {
        // Until it is known that the contacts are the same, what was kept stays.
        let Some(contacts) = lock(&progress).prefix() else { return Ok(()) };
        let (grounds, columns, files) = (grounds.clone(), columns.clone(), set.sync()?);
        let state = State { version: VERSION, grounds, contacts, columns, files, reached };
        set.keep(&serde_json::to_vec(&state).map_err(io::Error::from)?)
    };
    let keeping = Keeping { every: job.checkpoint_every, keep: Box::new(keep) };
    let swept =
        sweep.go_on(&mut contacts, outputs.by_ref(), reached, Some(keeping), on_progress)?;
    for output in outputs {
        output.into_inner().map_err(io::IntoInnerError::into_error)?;
    }
    drop(contacts);
    io::copy(&mut input, &mut io::sink()).map_err(Error::from).map_err(inside)?;
    let contacts_sha256 = hex(&lock(&progress).hash.clone().finalize());
    Ok(Kept { set, swept, contacts_sha256 })
}

fn read_state(bytes: &[u8]) -> Result<State<Reached>> {
    let state: State<Reached> = serde_json::from_slice(bytes)
        .map_err(|_| differs("a checkpoint that this version of the library made"))?;
    match state.version {
        VERSION => Ok(state),
        _ => Err(differs("a checkpoint that this version of the library made")),
    }
}

/// Refuses to go on with a sweep that rests on something else.
fn require_same(grounds: &Grounds, kept: &Grounds) -> Result<()> {
    let keys = grounds.keys().chain(kept.keys());
    let Some(key) = keys.into_iter().find(|key| grounds.get(*key) != kept.get(*key)) else {
        return Ok(());
    };
    let (input, expected) = match key.as_str() {
        "list" | "snapshot" => {
            (Some(Input::List), "the list that it was made with, read in the same way")
        }
        "policy" => (Some(Input::Policy), "the policy that it was made with"),
        "evidence" => (Some(Input::Evidence), "the evidence that it was made with"),
        "domain_aliases" => {
            (Some(Input::DomainAliases), "the domain aliases that it was made with")
        }
        "id_links" => (Some(Input::IdLinks), "the id links that it was made with"),
        "nicknames" => (Some(Input::Nicknames), "the nicknames that it was made with"),
        "verdicts" => (Some(Input::Verdicts), "the verdicts that it was made with"),
        "matcher" => (None, "the matcher that it was made with, or none as then"),
        "now" | "received" => (None, "the days, today and of receipt, that it was made with"),
        "review" => (None, "what the review shows as it was made with"),
        _ => (None, "the version of the library that it was made with"),
    };
    let error = differs(expected);
    Err(match input {
        Some(input) => error.within(input),
        None => error,
    })
}

fn differs(expected: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOption { option: "checkpoint", expected })
}

/// How the contacts are read, as a hash.
fn columns<R: Read>(contacts: &Table<R>) -> String {
    let roles = contacts.schema().roles().iter();
    let roles: Vec<String> =
        roles.map(|role| role.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
    let (encoding, delimiter) = contacts.read_as();
    let delimiter = delimiter.to_string();
    let read_as = [encoding, delimiter.as_str()];
    rows("columns", read_as.into_iter().chain(roles.iter().map(String::as_str)).map(|text| [text]))
}

/// What has been read of the contacts.
#[derive(Default)]
struct Progress {
    hash: Sha256,
    length: u64,
    /// What they have to begin with, as long as less has been read.
    expected: Option<Prefix>,
}

impl Progress {
    /// What has been read, once it is known to be what it has to be.
    fn prefix(&self) -> Option<Prefix> {
        let sha256 = || hex(&self.hash.clone().finalize());
        self.expected.is_none().then(|| Prefix { length: self.length, sha256: sha256() })
    }

    fn take(&mut self, bytes: &[u8]) -> Result<()> {
        let room = self.expected.as_ref().map(|expected| expected.length - self.length);
        let room = room.and_then(|room| usize::try_from(room).ok());
        let (first, rest) =
            room.and_then(|room| bytes.split_at_checked(room)).unwrap_or((bytes, &[]));
        self.add(first);
        // Where there is less than was expected, the end of the file is too early.
        let is_whole = self
            .expected
            .as_ref()
            .is_some_and(|expected| expected.length == self.length || bytes.is_empty());
        if is_whole {
            let expected = self.expected.take();
            let found = hex(&self.hash.clone().finalize());
            if expected.is_some_and(|expected| expected.sha256 != found) {
                return Err(differs("contacts that begin as those that it was made with"));
            }
        }
        self.add(rest);
        Ok(())
    }

    fn add(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.length += bytes.len() as u64;
    }
}

/// Hashes what is read, and stops where it turns out not to be what was read before.
struct Proving<'p, R> {
    inner: R,
    progress: &'p Mutex<Progress>,
}

impl<R: Read> Read for Proving<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.inner.read(buffer)?;
        if !buffer.is_empty() {
            lock(self.progress).take(buffer.get(..length).unwrap_or_default())?;
        }
        Ok(length)
    }
}
