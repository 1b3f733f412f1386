//! A file that is being written and is not yet in its place.

use std::fs::File;
use std::path::Path;

use tempfile::NamedTempFile;

use super::paths::PREFIX;
use crate::error::{Result, of_output};

/// A file in the directory of its place, mode 0600 where there are modes; dropped, it is gone.
pub(super) enum Draft {
    /// Without a name: it is gone even if the process is killed.
    #[cfg(target_os = "linux")]
    Unnamed(File),
    /// With a temporary name, where files have to have one.
    Named(NamedTempFile),
}

impl Draft {
    pub(super) fn begin(directory: &Path) -> Result<Self> {
        // Whatever speaks against a file without a name, the other way shows whether it matters.
        #[cfg(target_os = "linux")]
        if let Ok(file) = super::unnamed::create(directory) {
            return Ok(Self::Unnamed(file));
        }
        Self::begin_named(directory)
    }

    pub(super) fn begin_named(directory: &Path) -> Result<Self> {
        let file = tempfile::Builder::new().prefix(PREFIX).tempfile_in(directory);
        Ok(Self::Named(file.map_err(of_output)?))
    }

    pub(super) fn file(&self) -> &File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => file,
            Self::Named(file) => file.as_file(),
        }
    }

    pub(super) fn file_mut(&mut self) -> &mut File {
        match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => file,
            Self::Named(file) => file.as_file_mut(),
        }
    }

    /// The same file, read from its start.
    pub(super) fn reopen(&self) -> Result<File> {
        let file = match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => super::unnamed::reopen(file),
            Self::Named(file) => file.reopen(),
        };
        file.map_err(of_output)
    }

    /// Forces the content to disk: it has to be there before its name is.
    pub(super) fn sync(&self) -> Result<()> {
        self.file().sync_all().map_err(of_output)
    }

    /// Puts the file in its place, and what was there is gone.
    pub(super) fn publish(self, path: &Path) -> Result<()> {
        let result = match self {
            #[cfg(target_os = "linux")]
            Self::Unnamed(file) => super::unnamed::publish(&file, path),
            Self::Named(file) => file.persist(path).map(drop).map_err(|error| error.error),
        };
        result.map_err(of_output)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::atomic::tests::names;
    use std::fs;
    use std::io::{Read, Write};

    fn both(directory: &Path) -> [Draft; 2] {
        [Draft::begin(directory).unwrap(), Draft::begin_named(directory).unwrap()]
    }

    #[test]
    fn either_kind_takes_a_free_place_and_a_taken_one() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.csv");
        for old in [None, Some("old")] {
            for mut draft in both(directory.path()) {
                let _ = fs::remove_file(&path);
                if let Some(old) = old {
                    fs::write(&path, old).unwrap();
                }
                draft.file_mut().write_all(b"new").unwrap();
                let mut seen = String::new();
                draft.reopen().unwrap().read_to_string(&mut seen).unwrap();
                assert_eq!(seen, "new");
                draft.sync().unwrap();
                draft.publish(&path).unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), "new");
            }
        }
        assert_eq!(names(directory.path()), ["a.csv"]);
    }

    #[test]
    fn either_kind_leaves_nothing_if_its_place_cannot_be_had() {
        let directory = tempfile::tempdir().unwrap();
        let taken = directory.path().join("taken");
        fs::create_dir(&taken).unwrap();
        for draft in both(directory.path()) {
            assert!(draft.publish(&taken).is_err());
        }
        drop(both(directory.path()));
        assert_eq!(names(directory.path()), ["taken"]);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn where_there_can_be_neither_the_error_is_the_outputs() {
        assert!(super::super::unnamed::create(Path::new("/proc")).is_err());
        let error = Draft::begin(Path::new("/proc")).err().unwrap();
        assert_eq!(error.input(), Some(crate::error::Input::Output));
    }
}
