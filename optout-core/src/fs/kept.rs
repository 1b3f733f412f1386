//! Files that a long piece of work keeps while it is not done, so that it can be gone on with.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::atomic::write_atomically;
use super::outputs::OutputFile;
use super::paths::PREFIX;
use super::paths::{Directory, create_directory, of_output, remove_empty_directory};
use crate::error::{Error, ErrorKind, Input, Result};

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
/// process leaves the state of before or the new one, and whatever it says is on disk.
pub(crate) struct KeptSet {
    directory: PathBuf,
    files: Vec<(&'static str, File)>,
}

impl KeptSet {
    /// Opens the directory, which is made if it is not there; and the state, if there is one.
    ///
    /// # Errors
    /// Somebody else's files are in the directory, or those of the file system.
    pub(crate) fn open(directory: &Path) -> Result<(Self, Option<Vec<u8>>)> {
        let set = Self { directory: directory.to_owned(), files: Vec::new() };
        create_directory(directory)?;
        match fs::read(set.directory.join(STATE)) {
            Ok(state) if state == NOTHING => Ok((set, None)),
            Ok(state) => Ok((set, Some(state))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if set.names()?.iter().any(|name| !is_draft(name)) {
                    let expected = "a directory of the job's own, empty or not there yet";
                    let kind = ErrorKind::InvalidOption { option: "checkpoint", expected };
                    return Err(Error::new(kind).within(Input::Output));
                }
                set.keep(NOTHING)?;
                Ok((set, None))
            }
            Err(error) => Err(of_output(error)),
        }
    }

    /// Goes on with a file of which so many bytes count; none if it is new.
    ///
    /// # Errors
    /// There is less of it, or those of the file system.
    pub(crate) fn file(&mut self, name: &'static str, length: u64) -> Result<OutputFile> {
        let mut options = fs::OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(self.part(name)).map_err(of_output)?;
        if file.metadata().map_err(of_output)?.len() < length {
            let expected = "the directory as the job left it";
            let kind = ErrorKind::InvalidOption { option: "checkpoint", expected };
            return Err(Error::new(kind).within(Input::Output));
        }
        file.set_len(length).map_err(of_output)?;
        file.seek(SeekFrom::Start(length)).map_err(of_output)?;
        let output = OutputFile::new(&file)?;
        self.files.push((name, file));
        Ok(output)
    }

    /// Forces the files to disk; how long each is, in the order in which they were begun.
    pub(crate) fn sync(&self) -> Result<Vec<u64>> {
        let length = |(_, file): &(_, File)| {
            file.sync_all()?;
            Ok(file.metadata()?.len())
        };
        self.files.iter().map(length).collect::<io::Result<_>>().map_err(of_output)
    }

    /// Replaces the state, whole or not at all.
    pub(crate) fn keep(&self, state: &[u8]) -> Result<()> {
        let path = self.directory.join(STATE);
        write_atomically(path, |file| Ok(io::Write::write_all(file, state)?))
    }

    /// Reads a file from its start.
    pub(crate) fn read(&self, name: &str) -> Result<impl Read + use<>> {
        File::open(self.part(name)).map_err(of_output)
    }

    /// Removes everything, and the directory unless there is something else in it.
    pub(crate) fn remove(self) -> Result<()> {
        // Whoever finds what a killed process left of this begins anew.
        self.keep(NOTHING)?;
        for (name, _) in &self.files {
            fs::remove_file(self.part(name)).map_err(of_output)?;
        }
        for name in self.names()?.iter().filter(|name| is_draft(name)) {
            fs::remove_file(self.directory.join(name)).map_err(of_output)?;
        }
        Directory::open(&self.directory)?.sync()?;
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

/// Whether a process that was killed while it replaced the state has left this.
fn is_draft(name: &std::ffi::OsString) -> bool {
    name.to_string_lossy().starts_with(PREFIX)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::fs::atomic::tests::names;

    #[test]
    fn what_counts_is_gone_on_with_and_the_rest_is_cut_off() {
        let place = tempfile::tempdir().unwrap();
        let directory = place.path().join("kept");
        let (mut set, state) = KeptSet::open(&directory).unwrap();
        assert!(state.is_none());
        let mut file = set.file("a.csv", 0).unwrap();
        file.write_all(b"one").unwrap();
        assert_eq!(set.sync().unwrap(), [3]);
        set.keep(b"{}").unwrap();
        file.write_all(b" and more").unwrap();
        drop((set, file));

        let (mut set, state) = KeptSet::open(&directory).unwrap();
        assert_eq!(state.as_deref(), Some(&b"{}"[..]));
        set.file("a.csv", 3).unwrap().write_all(b" two").unwrap();
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
        let error = set.file("a.csv", 1).unwrap_err();
        assert_eq!(error.kind().code(), "invalid_option");
        let theirs = tempfile::tempdir().unwrap();
        fs::write(theirs.path().join("decisions.csv"), "theirs").unwrap();
        assert!(KeptSet::open(theirs.path()).is_err());
        assert_eq!(names(theirs.path()), ["decisions.csv"]);
    }

    #[test]
    fn what_a_kill_while_removing_leaves_counts_for_nothing() {
        let place = tempfile::tempdir().unwrap();
        let (mut set, _) = KeptSet::open(place.path()).unwrap();
        set.file("a.csv", 0).unwrap().write_all(b"one").unwrap();
        set.keep(b"{}").unwrap();
        set.keep(NOTHING).unwrap();
        let (_, state) = KeptSet::open(place.path()).unwrap();
        assert!(state.is_none());
    }
}
