//! Several files that appear together.

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::aside::Aside;
use super::draft::Draft;
use super::paths::{Directory, spare_what_is_no_file};
use crate::error::{Error, ErrorKind, Input, Result, of_output};

/// Several files in one directory, which appear only once all of them are whole.
///
/// Dropping the set without [`commit`](Self::commit) leaves nothing behind, and on Linux neither does
/// killing the process before it; see [`write_atomically`](super::write_atomically). Killing it while it
/// commits leaves no file half written: each is the old one or the new one, and new first are those that
/// were begun first. What stood in a place, or was about to, may then be left whole under a temporary
/// name as well, which begins with `.optout-`. No later run removes that, because it cannot tell whether
/// somebody is at work on it; whoever knows that nobody is may do so.
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
    files: Vec<(PathBuf, Draft)>,
}

/// A file of an [`OutputSet`]. It does not gather what is written to it: who writes in small pieces
/// puts a buffer in front and flushes it before the set is committed.
pub struct OutputFile(File);

impl OutputSet {
    /// An empty set of files in a directory that exists.
    pub fn new(directory: impl Into<PathBuf>) -> Self {
        Self { directory: directory.into(), files: Vec::new() }
    }

    /// Begins a file, which holds the bytes that are written, whatever its name.
    ///
    /// # Errors
    /// The name is not that of a file in the directory itself or is in the set already, or no file can
    /// be made.
    pub fn create(&mut self, name: &str) -> Result<OutputFile> {
        let path = self.directory.join(name);
        let is_plain = Path::new(name).file_name().is_some_and(|last| last == name);
        if !is_plain || self.files.iter().any(|(other, _)| *other == path) {
            return Err(Error::new(ErrorKind::InvalidOption {
                option: "output name",
                expected: "a file name without a directory, each once",
            }));
        }
        spare_what_is_no_file(&path)?;
        let draft = Draft::begin(&self.directory)?;
        let file = OutputFile::new(draft.file())?;
        self.files.push((path, draft));
        Ok(file)
    }

    /// Reads a file of the set as it stands so far.
    ///
    /// # Errors
    /// The set has no such file, or it cannot be opened.
    pub fn read(&self, name: &str) -> Result<impl Read + Seek + Send + use<>> {
        let path = self.directory.join(name);
        let draft = self.files.iter().find(|(other, _)| *other == path).map(|(_, draft)| draft);
        draft.ok_or_else(|| Error::from(io::Error::from(io::ErrorKind::NotFound)))?.reopen()
    }

    /// Gives the files their names.
    ///
    /// All bytes are on disk before the first name is given, so only the giving of names can fail in
    /// between. What stood in the places then stands there again; what cannot be put back is left under a
    /// temporary name.
    ///
    /// # Errors
    /// Those of the file system. Only if what stood there cannot be removed, or the names cannot be forced to
    /// disk, as the last steps, are the new files in their places in spite of the error.
    pub fn commit(self) -> Result<()> {
        let directory = Directory::open(&self.directory)?;
        for (path, draft) in &self.files {
            // Found out before the first name is given, not after some.
            spare_what_is_no_file(path)?;
            draft.sync()?;
        }
        let replaced = give_names(self.files)?;
        let _unnamed = replaced.into_iter().map(Aside::remove).collect::<Result<Vec<_>>>()?;
        directory.sync()
    }
}

/// Gives all files their names or none; what stood in their places before.
fn give_names(files: Vec<(PathBuf, Draft)>) -> Result<Vec<Aside>> {
    let mut replaced = Vec::new();
    for (path, draft) in files {
        let result = Aside::new(&path).and_then(|old| {
            replaced.push(old);
            draft.publish(&path)
        });
        if let Err(error) = result {
            replaced.into_iter().for_each(Aside::put_back);
            return Err(error);
        }
    }
    Ok(replaced)
}

impl OutputFile {
    /// A second handle of a file that is being written.
    pub(super) fn new(file: &File) -> Result<Self> {
        Ok(Self(file.try_clone().map_err(of_output)?))
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
        self.0.write(bytes).map_err(marked)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(marked)
    }
}

/// The same error, which says that it is about the output to whoever takes it for one of this library.
fn marked(error: io::Error) -> io::Error {
    let kind = error.kind();
    io::Error::new(kind, Error::from(error).within(Input::Output))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::atomic::tests::names;
    use std::fs;

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

    #[test]
    fn a_set_replaces_what_is_there_and_can_be_read_before() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let mut outputs = OutputSet::new(directory.path());
        let mut file = outputs.create("a.csv").unwrap();
        file.write_all(b"new").unwrap();
        let mut seen = String::new();
        outputs.read("a.csv").unwrap().read_to_string(&mut seen).unwrap();
        assert_eq!(seen, "new");
        assert!(outputs.read("b.csv").is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        outputs.commit().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(names(directory.path()), ["a.csv"]);
    }

    /// What stands where, and that of the files.
    fn standing(directory: &Path) -> Vec<(String, Option<String>)> {
        let read = |name: String| {
            let content = fs::read_to_string(directory.join(&name)).ok();
            (name, content)
        };
        names(directory).into_iter().map(read).collect()
    }

    /// A place that is taken behind the last look at it, or a file that is gone: whichever name it is that cannot
    /// be given, and whether something stands in its place or not.
    #[test]
    fn a_name_that_cannot_be_given_puts_back_what_stood_there() {
        for failing in 0..4 {
            for is_place_taken in [true, false] {
                let directory = tempfile::tempdir().unwrap();
                let mut outputs = OutputSet::new(directory.path());
                for nth in 0..4 {
                    outputs.create(&format!("{nth}.csv")).unwrap().write_all(b"new").unwrap();
                    if nth % 2 == 1 {
                        fs::write(&outputs.files[nth].0, format!("old {nth}")).unwrap();
                    }
                }
                let (place, draft) = &mut outputs.files[failing];
                if is_place_taken {
                    let _ = fs::remove_file(&*place);
                    fs::create_dir(place).unwrap();
                } else {
                    *draft = Draft::begin_named(directory.path()).unwrap();
                    let Draft::Named(file) = draft else { panic!("it has a name") };
                    fs::remove_file(file.path()).unwrap();
                }
                let before = standing(directory.path());
                let error = give_names(outputs.files).err().unwrap();
                assert_eq!((error.kind().code(), error.input()), ("io", Some(Input::Output)));
                assert_eq!(standing(directory.path()), before);
            }
        }
    }

    #[test]
    fn an_error_of_writing_says_that_it_is_the_outputs() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.csv");
        fs::write(&path, "").unwrap();
        let error = OutputFile(File::open(&path).unwrap()).write(b"a").unwrap_err();
        assert_ne!(error.kind(), io::ErrorKind::Other);
        assert_eq!(Error::from(error).input(), Some(Input::Output));
    }
}
