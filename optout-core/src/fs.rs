//! Paths: the only part of the library that touches the file system.
//!
//! What is written appears whole or not at all: it goes into a temporary file in the same directory,
//! readable by its owner only, is forced to disk, and takes its name by a rename, which is atomic.
//! Nothing is backed up in silence: a copy of a file that had to be redacted would still have to be.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the rest of the library is barred from the file system so that this is its only door"
)]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{Error, ErrorKind, Input, Result};
use crate::redact::{Redactor, Summary, Verification};

/// Opens a file for reading.
///
/// # Errors
/// The file cannot be opened. The error does not hold the path.
pub fn open(path: impl AsRef<Path>) -> Result<impl Read + Seek + Send> {
    Ok(BufReader::new(File::open(path)?))
}

/// Makes a directory, and those above it, unless it is there; whether it was not.
///
/// # Errors
/// It cannot be made.
pub fn create_directory(path: impl AsRef<Path>) -> Result<bool> {
    let is_new = !path.as_ref().exists();
    fs::create_dir_all(path).map_err(of_output)?;
    Ok(is_new)
}

/// Removes a directory if there is nothing in it.
pub fn remove_empty_directory(path: impl AsRef<Path>) {
    // It is not empty, or somebody else has removed it: both are well.
    let _ = fs::remove_dir(path);
}

/// Whether two paths lead to one file that is there.
pub fn is_same_file(one: impl AsRef<Path>, other: impl AsRef<Path>) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Redacts one file into another, or in place if both paths are the same.
///
/// # Errors
/// Those of [`Redactor::redact`], and those of the file system. Whatever stood at `output` before is
/// then still there, whole.
pub fn redact_path(
    redactor: &Redactor,
    input: impl AsRef<Path>,
    output: impl AsRef<Path>,
) -> Result<Summary> {
    write_atomically(output, |file| redactor.redact(open(input)?, file))
}

/// Redacts one file into another as [`redact_path`] does, and verifies the result before it takes its
/// name: in place, this is the last moment at which there is an original to compare it with.
///
/// # Errors
/// Those of [`redact_path`] and [`Redactor::verify`].
pub fn redact_path_verified(
    redactor: &Redactor,
    input: impl AsRef<Path>,
    output: impl AsRef<Path>,
) -> Result<(Summary, Verification)> {
    write_atomically(output, |file| {
        let summary = redactor.redact(open(&input)?, &mut *file)?;
        file.rewind()?;
        let verification = redactor.verify(open(&input)?, BufReader::new(file))?;
        if verification.sha256_original != summary.sha256_input {
            let expected = "an input that nobody changes meanwhile";
            return Err(Error::new(ErrorKind::Verification { expected }));
        }
        Ok((summary, verification))
    })
}

/// Verifies a redacted file against its original.
///
/// # Errors
/// Those of [`Redactor::verify`], and those of the file system.
pub fn verify_path(
    redactor: &Redactor,
    original: impl AsRef<Path>,
    redacted: impl AsRef<Path>,
) -> Result<Verification> {
    redactor.verify(open(original)?, open(redacted)?)
}

/// Writes a file that appears, or replaces what is there, only if `write` succeeds.
///
/// A symbolic link stays one: the file behind it is replaced. The file's mode is 0600.
///
/// # Errors
/// Those of `write`, and those of the file system; nothing is left behind then.
pub fn write_atomically<T>(
    path: impl AsRef<Path>,
    write: impl FnOnce(&mut File) -> Result<T>,
) -> Result<T> {
    let path = behind_links(path.as_ref())?;
    let directory = directory_of(&path);
    let mut temporary = temporary_in(directory)?;
    let result = write(temporary.as_file_mut())?;
    temporary.as_file().sync_all().map_err(of_output)?;
    temporary.persist(&path).map_err(|error| of_output(error.error))?;
    sync_directory(directory).map_err(|error| error.within(Input::Output))?;
    Ok(result)
}

/// Several files in one directory, which appear only once all of them are whole.
///
/// Dropping the set without [`commit`](Self::commit) leaves nothing behind.
///
/// ```
/// use std::io::Write;
///
/// use optout_core::fs::OutputSet;
///
/// let directory = tempfile::tempdir()?;
/// let mut outputs = OutputSet::new(directory.path());
/// let mut decisions = outputs.create("decisions.csv")?;
/// decisions.write_all(b"record_id,retention\n")?;
/// outputs.commit()?;
/// assert!(directory.path().join("decisions.csv").exists());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct OutputSet {
    directory: PathBuf,
    files: Vec<(PathBuf, NamedTempFile)>,
}

/// A file of an [`OutputSet`]. It does not gather what is written to it: who writes in small pieces
/// puts a buffer in front and flushes it before the set is committed.
pub struct OutputFile(File);

impl OutputSet {
    /// An empty set of files in a directory that exists.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), files: Vec::new() }
    }

    /// Begins a file.
    ///
    /// # Errors
    /// The name is not that of a file in the directory itself or is in the set already, or the
    /// temporary file cannot be made.
    pub fn create(&mut self, name: &str) -> Result<OutputFile> {
        let path = self.directory.join(name);
        let is_plain = Path::new(name).file_name().is_some_and(|last| last == name);
        if !is_plain || self.files.iter().any(|(other, _)| *other == path) {
            return Err(Error::new(ErrorKind::InvalidOption {
                option: "output name",
                expected: "a file name without a directory, each once",
            }));
        }
        let temporary = temporary_in(&self.directory)?;
        let file = temporary.as_file().try_clone()?;
        self.files.push((path, temporary));
        Ok(OutputFile(file))
    }

    /// Reads a file of the set as it stands so far.
    ///
    /// # Errors
    /// The set has no such file, or it cannot be opened.
    pub fn read(&self, name: &str) -> Result<impl Read + Seek + Send + use<>> {
        let path = self.directory.join(name);
        let file = self.files.iter().find(|(other, _)| *other == path).map(|(_, file)| file);
        let file = file.ok_or_else(|| Error::from(io::Error::from(io::ErrorKind::NotFound)))?;
        Ok(BufReader::new(file.reopen()?))
    }

    /// Gives the files their names.
    ///
    /// All bytes are on disk before the first rename, so only a rename that fails can come between.
    /// The files that have their names by then are removed again.
    ///
    /// # Errors
    /// Those of the file system.
    pub fn commit(self) -> Result<()> {
        for (path, temporary) in &self.files {
            // Found out before the first rename, not after some.
            if path.is_dir() {
                return Err(of_output(io::ErrorKind::IsADirectory.into()));
            }
            temporary.as_file().sync_all().map_err(of_output)?;
        }
        let mut named = Vec::new();
        for (path, temporary) in self.files {
            if let Err(error) = temporary.persist(&path) {
                for path in &named {
                    // The first fault is the one to tell.
                    let _ = fs::remove_file(path);
                }
                return Err(of_output(error.error));
            }
            named.push(path);
        }
        sync_directory(&self.directory)
    }
}

impl fmt::Debug for OutputSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutputSet").field("files", &self.files.len()).finish_non_exhaustive()
    }
}

impl fmt::Debug for OutputFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OutputFile")
    }
}

impl Write for OutputFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// An error of what is written, not of what is read.
fn of_output(error: io::Error) -> Error {
    Error::from(error).within(Input::Output)
}

/// The path of the file itself, where there is one already.
fn behind_links(path: &Path) -> Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        Err(error) => Err(error.into()),
    }
}

fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A temporary file, which removes itself; its mode is 0600 where there are modes.
fn temporary_in(directory: &Path) -> Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".optout-").tempfile_in(directory).map_err(of_output)
}

/// Forces a rename to disk, where directories can be opened.
fn sync_directory(directory: &Path) -> Result<()> {
    if cfg!(unix) {
        File::open(directory)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redact::Targets;

    const EXPORT: &str = "6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,Bob,FALSE\n";
    const REDACTED: &str = "6sense People Id,Name,Is Redacted\nP1,,TRUE\nP2,Bob,FALSE\n";

    fn redactor() -> Redactor {
        let mut targets = Targets::new();
        assert!(targets.person_id("P1"));
        Redactor::new(targets)
    }

    fn names(directory: &Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn into_another_file_and_in_place() {
        let directory = tempfile::tempdir().unwrap();
        let (input, output) = (directory.path().join("in.csv"), directory.path().join("out.csv"));
        fs::write(&input, EXPORT).unwrap();
        redact_path(&redactor(), &input, &output).unwrap();
        assert_eq!(fs::read_to_string(&output).unwrap(), REDACTED);
        assert_eq!(verify_path(&redactor(), &input, &output).unwrap().redacted, 1);
        let (summary, verification) = redact_path_verified(&redactor(), &input, &input).unwrap();
        assert_eq!((summary.redacted, verification.redacted), (1, 1));
        assert_eq!(fs::read_to_string(&input).unwrap(), REDACTED);
        assert_eq!(names(directory.path()), ["in.csv", "out.csv"]);
    }

    #[test]
    fn a_fault_leaves_the_old_file_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("in.csv");
        let faulty = format!("{EXPORT}P3,\"open");
        fs::write(&path, &faulty).unwrap();
        let error = redact_path(&redactor(), &path, &path).unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::UnclosedQuote);
        assert_eq!(fs::read_to_string(&path).unwrap(), faulty);
        assert_eq!(names(directory.path()), ["in.csv"]);
    }

    #[test]
    fn a_missing_file_is_told_without_its_path() {
        let error = redact_path(&redactor(), "no/such/ada.csv", "out.csv").unwrap_err();
        assert_eq!(error.kind(), &ErrorKind::Io(io::ErrorKind::NotFound));
        assert!(!error.to_string().contains("ada"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_and_the_mode_is_the_owners_only() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("file.csv"), directory.path().join("link.csv"));
        fs::write(&file, EXPORT).unwrap();
        symlink(&file, &link).unwrap();
        redact_path(&redactor(), &link, &link).unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), REDACTED);
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_set_appears_whole_or_not_at_all() {
        let directory = tempfile::tempdir().unwrap();
        let mut outputs = OutputSet::new(directory.path());
        outputs.create("a.csv").unwrap().write_all(b"a").unwrap();
        assert!(outputs.create("a.csv").is_err());
        assert!(outputs.create("../b.csv").is_err());
        assert!(outputs.create("..").is_err());
        drop(outputs);
        assert!(names(directory.path()).is_empty());

        let mut outputs = OutputSet::new(directory.path());
        outputs.create("a.csv").unwrap().write_all(b"a").unwrap();
        outputs.create("b.csv").unwrap().write_all(b"b").unwrap();
        outputs.commit().unwrap();
        assert_eq!(names(directory.path()), ["a.csv", "b.csv"]);

        let mut outputs = OutputSet::new(directory.path());
        outputs.create("c.csv").unwrap();
        outputs.create("taken").unwrap();
        fs::create_dir(directory.path().join("taken")).unwrap();
        assert!(outputs.commit().is_err());
        assert_eq!(names(directory.path()), ["a.csv", "b.csv", "taken"]);
    }
}
