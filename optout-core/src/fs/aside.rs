//! What stands in a file's place, kept until it is certain that it need not come back.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::paths::{PREFIX, directory_of, spare_what_is_no_file};
use crate::error::{Result, of_output};

/// A place, and what stood there under a temporary name beside it.
pub(super) struct Aside {
    place: PathBuf,
    old: Option<TempPath>,
}

impl Aside {
    /// Gives what stands in a place a second name, so that the place is empty at no moment.
    ///
    /// Where there are no second names, or none for the file of somebody else, the file is moved there.
    pub(super) fn new(place: &Path) -> Result<Self> {
        spare_what_is_no_file(place)?;
        let named = tempfile::Builder::new()
            .prefix(PREFIX)
            .make_in(directory_of(place), |name| second_name(place, name));
        let old = match named {
            Ok(named) => Some(named.into_temp_path()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(of_output(error)),
        };
        Ok(Self { place: place.to_owned(), old })
    }

    /// Makes the place what it was. If that cannot be, what stood there stays under its temporary name.
    pub(super) fn put_back(self) {
        let Some(old) = self.old else {
            // Nobody waits for this error: there is one already, which is the one to tell.
            let _ = fs::remove_file(self.place);
            return;
        };
        // If both are names of one file, this leaves both, and dropping the temporary one removes it.
        if fs::rename(&old, self.place).is_err() {
            let _ = old.keep();
        }
    }

    /// Removes what stood there; where it can be opened, only its name, until the handle is dropped.
    ///
    /// To free the bytes of a file takes a hundred times as long as to take away its name: whoever has more to
    /// remove does that first, so that a kill meanwhile leaves no names.
    pub(super) fn remove(self) -> Result<Option<File>> {
        let Some(old) = self.old else { return Ok(None) };
        let file = File::open(&old).ok();
        old.close().map_err(of_output)?;
        Ok(file)
    }
}

fn second_name(place: &Path, name: &Path) -> io::Result<()> {
    use io::ErrorKind::{AlreadyExists, NotFound};
    match fs::hard_link(place, name) {
        Err(error) if !matches!(error.kind(), AlreadyExists | NotFound) => fs::rename(place, name),
        result => result,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fs::atomic::tests::names;

    #[test]
    fn what_stood_there_comes_back_whatever_stands_there_now() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("a.csv");
        for is_there_meanwhile in [Some("old"), Some("new"), None] {
            fs::write(&place, "old").unwrap();
            let aside = Aside::new(&place).unwrap();
            assert_eq!(names(directory.path()).len(), 2);
            match is_there_meanwhile {
                Some("old") => {}
                Some(new) => {
                    fs::remove_file(&place).unwrap();
                    fs::write(&place, new).unwrap();
                }
                None => fs::remove_file(&place).unwrap(),
            }
            aside.put_back();
            assert_eq!(fs::read_to_string(&place).unwrap(), "old");
            assert_eq!(names(directory.path()), ["a.csv"]);
        }
        Aside::new(&place).unwrap().remove().unwrap();
        assert_eq!(names(directory.path()), ["a.csv"]);
    }

    #[test]
    fn what_cannot_come_back_is_not_lost() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("a.csv");
        fs::write(&place, "old").unwrap();
        let aside = Aside::new(&place).unwrap();
        fs::remove_file(&place).unwrap();
        fs::create_dir(&place).unwrap();
        aside.put_back();
        let names = names(directory.path());
        assert!(names[0].starts_with(PREFIX) && names.len() == 2, "{names:?}");
        assert_eq!(fs::read_to_string(directory.path().join(&names[0])).unwrap(), "old");
    }

    #[test]
    fn an_empty_place_is_empty_again_and_a_directory_is_spared() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("a.csv");
        let aside = Aside::new(&place).unwrap();
        fs::write(&place, "new").unwrap();
        aside.put_back();
        assert!(names(directory.path()).is_empty());
        fs::create_dir(&place).unwrap();
        assert!(Aside::new(&place).is_err());
        assert_eq!(names(directory.path()), ["a.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_comes_back_as_a_link() {
        let directory = tempfile::tempdir().unwrap();
        let place = directory.path().join("a.csv");
        for to in ["there.csv", "nowhere.csv"] {
            fs::write(directory.path().join("there.csv"), "there").unwrap();
            std::os::unix::fs::symlink(to, &place).unwrap();
            let aside = Aside::new(&place).unwrap();
            fs::remove_file(&place).unwrap();
            fs::write(&place, "new").unwrap();
            aside.put_back();
            assert_eq!(fs::read_link(&place).unwrap(), Path::new(to));
            assert_eq!(names(directory.path()), ["a.csv", "there.csv"]);
            fs::remove_file(&place).unwrap();
        }
    }
}
