//! Files that a long piece of work keeps while it is not done, so that it can be gone on with.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::atomic::write_atomically;
use super::outputs::OutputFile;
use super::paths::PREFIX;
use super::paths::{Directory, create_directory, remove_empty_directory};
use crate::digest::hex;
use crate::error::{Error, ErrorKind, Input, Result, of_output};
use crate::relay::lock;

/// The name of the file that says how far everything has come.
const STATE: &str = "state.json";

/// What there is before anything has come anywhere, and again before all is removed: the directory is the
/// work's own, and nothing in it counts.
const NOTHING: &[u8] = b"null\n";

/// What is behind the names of files that are not whole.
const PART: &str = ".part";

/// Files in a directory of their own, and a state that says how much of each counts.
///
/// Bytes behind that are of work that was stopped: they are cut off when the file is gone on with. A killed
/// process leaves the state of before or the new one, and whatever it says is on disk. Checksums find what was
/// damaged since; they are no signatures.
pub(crate) struct KeptSet {
    directory: PathBuf,
    /// Locked.
    opened: Directory,
    files: Vec<(&'static str, File, Arc<Mutex<Written>>)>,
}

/// How much of a file counts, and the checksum of that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Extent {
    length: u64,
    sum: u64,
}

/// What has been written to a file.
#[derive(Default)]
struct Written {
    length: u64,
    sum: Xxh3Default,
}

/// A file of a [`KeptSet`].
pub(crate) struct KeptFile {
    file: OutputFile,
    written: Arc<Mutex<Written>>,
}

impl KeptSet {
    /// Opens the directory, which is made if it is not there; and the state, if there is one.
    ///
    /// # Errors
    /// Somebody else's files are in the directory, or somebody is at work in it, or those of the file system.
    pub(crate) fn open(directory: &Path) -> Result<(Self, Option<Vec<u8>>)> {
        create_directory(directory)?;
        let (opened, files) = (Directory::open(directory)?, Vec::new());
        if !opened.try_lock() {
            return Err(refused("a directory that no other job is at work in"));
        }
        let set = Self { directory: directory.to_owned(), opened, files };
        match fs::read(set.directory.join(STATE)) {
            Ok(state) if state == NOTHING => Ok((set, None)),
            Ok(state) => match unsealed(&state) {
                Some(state) => Ok((set, Some(state.to_vec()))),
                None => Err(refused("a whole checkpoint that this version of the library made")),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if set.names()?.iter().any(|name| !is_draft(name)) {
                    return Err(refused("a directory of the job's own, empty or not there yet"));
                }
                set.replace(NOTHING)?;
                Ok((set, None))
            }
            Err(error) => Err(of_output(error)),
        }
    }

    /// Goes on with a file of which so much counts; nothing if it is new.
    ///
    /// # Errors
    /// There is less of it, or something else, or those of the file system.
    pub(crate) fn file(&mut self, name: &'static str, extent: Extent) -> Result<KeptFile> {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(self.part(name)).map_err(of_output)?;
        let mut written = Written::default();
        io::copy(&mut (&mut file).take(extent.length), &mut written).map_err(of_output)?;
        if written.extent() != extent && extent != Extent::default() {
            return Err(refused("the directory as the job left it"));
        }
        file.set_len(extent.length).map_err(of_output)?;
        file.seek(SeekFrom::Start(extent.length)).map_err(of_output)?;
        let written = Arc::new(Mutex::new(written));
        let output = KeptFile { file: OutputFile::new(&file)?, written: written.clone() };
        self.files.push((name, file, written));
        Ok(output)
    }

    /// Forces the files to disk; how much of each counts, in the order in which they were begun.
    pub(crate) fn sync(&self) -> Result<Vec<Extent>> {
        let extent = |(_, file, written): &(_, File, Arc<Mutex<Written>>)| {
            file.sync_all()?;
            Ok(lock(written).extent())
        };
        self.files.iter().map(extent).collect::<io::Result<_>>().map_err(of_output)
    }

    /// Replaces the state, whole or not at all.
    pub(crate) fn keep(&self, state: &[u8]) -> Result<()> {
        self.replace(&sealed(state))
    }

    fn replace(&self, content: &[u8]) -> Result<()> {
        let path = self.directory.join(STATE);
        write_atomically(path, |file| file.write_all(content).map_err(of_output))
    }

    /// Reads a file from its start.
    pub(crate) fn read(&self, name: &str) -> Result<impl Read + use<>> {
        File::open(self.part(name)).map_err(of_output)
    }

    /// Removes everything, and the directory unless there is something else in it.
    pub(crate) fn remove(self) -> Result<()> {
        // Whoever finds what a killed process left of this begins anew.
        self.replace(NOTHING)?;
        for (name, ..) in &self.files {
            fs::remove_file(self.part(name)).map_err(of_output)?;
        }
        for name in self.names()?.iter().filter(|name| is_draft(name)) {
            fs::remove_file(self.directory.join(name)).map_err(of_output)?;
        }
        self.opened.sync()?;
        fs::remove_file(self.directory.join(STATE)).map_err(of_output)?;
        remove_empty_directory(&self.directory);
        Ok(())
    }

    fn part(&self, name: &str) -> PathBuf {
        self.directory.join(format!("{name}{PART}"))
    }

    fn names(&self) -> Result<Vec<std::ffi::OsString>> {
        let names = fs::read_dir(&self.directory).and_then(|entries| {
            entries.map(|entry| entry.map(|entry| entry.file_name())).collect()
        });
        names.map_err(of_output)
    }
}

fn refused(expected: &'static str) -> Error {
    Error::new(ErrorKind::InvalidOption { option: "checkpoint", expected }).within(Input::Output)
}

/// A state with its checksum in a line behind it.
fn sealed(state: &[u8]) -> Vec<u8> {
    let sum = hex(&xxh3_64(state).to_be_bytes());
    [state, b"\n", sum.as_bytes(), b"\n"].concat()
}

/// The state in front of its checksum, if that is its own.
fn unsealed(content: &[u8]) -> Option<&[u8]> {
    let at = memchr::memrchr(b'\n', content.strip_suffix(b"\n")?)?;
    let state = content.get(..at)?;
    (sealed(state) == content).then_some(state)
}

impl Written {
    fn extent(&self) -> Extent {
        Extent { length: self.length, sum: self.sum.digest() }
    }
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sum.update(bytes);
        self.length += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Write for KeptFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.file.write(bytes)?;
        lock(&self.written).write_all(bytes.get(..length).unwrap_or_default())?;
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Whether a process that was killed while it replaced the state has left this.
fn is_draft(name: &std::ffi::OsString) -> bool {
    name.to_string_lossy().starts_with(PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::atomic::tests::names;

    #[test]
    fn what_counts_is_gone_on_with_and_the_rest_is_cut_off() {
        let place = tempfile::tempdir().unwrap();
        let directory = place.path().join("kept");
        let (mut set, state) = KeptSet::open(&directory).unwrap();
        assert!(state.is_none());
        let mut file = set.file("a.csv", Extent::default()).unwrap();
        file.write_all(b"one").unwrap();
        let [extent] = set.sync().unwrap()[..] else { panic!("one file") };
        assert_eq!(extent.length, 3);
        set.keep(b"{}").unwrap();
        file.write_all(b" and more").unwrap();
        drop((set, file));

        let (mut set, state) = KeptSet::open(&directory).unwrap();
        assert_eq!(state.as_deref(), Some(&b"{}"[..]));
        set.file("a.csv", extent).unwrap().write_all(b" two").unwrap();
        let mut seen = String::new();
        set.read("a.csv").unwrap().read_to_string(&mut seen).unwrap();
        assert_eq!(seen, "one two");
        set.remove().unwrap();
        assert!(names(place.path()).is_empty());
    }

    #[test]
    fn what_is_missing_or_somebody_elses_is_refused() {
        let place = tempfile::tempdir().unwrap();
        let (mut set, _) = KeptSet::open(place.path()).unwrap();
        let extent = Extent { length: 1, sum: xxh3_64(b"a") };
        for content in ["", "b"] {
            fs::write(set.part("a.csv"), content).unwrap();
            let error = set.file("a.csv", extent).err().unwrap();
            assert_eq!(error.kind().code(), "invalid_option");
        }
        #[cfg(unix)]
        assert!(KeptSet::open(place.path()).is_err(), "it is in use");
        let theirs = tempfile::tempdir().unwrap();
        fs::write(theirs.path().join("decisions.csv"), "theirs").unwrap();
        assert!(KeptSet::open(theirs.path()).is_err());
        assert_eq!(names(theirs.path()), ["decisions.csv"]);
    }

    #[test]
    fn what_a_kill_while_removing_leaves_counts_for_nothing() {
        let place = tempfile::tempdir().unwrap();
        let (mut set, _) = KeptSet::open(place.path()).unwrap();
        set.file("a.csv", Extent::default()).unwrap().write_all(b"one").unwrap();
        set.keep(b"{}").unwrap();
        set.replace(NOTHING).unwrap();
        drop(set);
        let (_, state) = KeptSet::open(place.path()).unwrap();
        assert!(state.is_none());
    }
}
