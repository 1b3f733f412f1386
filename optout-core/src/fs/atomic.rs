//! One file that appears whole or not at all.

use std::fs::File;
use std::path::Path;

use super::draft::Draft;
use super::paths::{Directory, behind_links, directory_of, spare_what_is_no_file};
use crate::error::Result;

/// Writes a file that appears, or replaces what is there, only if `write` succeeds.
///
/// A symbolic link stays one: the file behind it is replaced. A hard link does not: the other names
/// keep the old content, untouched. The file's mode is 0600. Directories, pipes and devices are
/// refused: to take their place would be to remove them, and what goes into a pipe cannot be taken
/// back.
///
/// A killed process leaves the old file or the new one. On Linux it leaves nothing else, unless it is
/// killed in the moment between two system calls at the very end, when the new file, whole by then,
/// has a temporary name beginning with `.optout-` beside the old one.
///
/// # Errors
/// Those of `write`, and those of the file system; nothing is left behind then. Only if the name cannot
/// be forced to disk, as the last step, is the new file in its place in spite of the error.
pub fn write_atomically<T>(
    path: impl AsRef<Path>,
    write: impl FnOnce(&mut File) -> Result<T>,
) -> Result<T> {
    spare_what_is_no_file(path.as_ref())?;
    let path = behind_links(path.as_ref())?;
    let directory = Directory::open(directory_of(&path))?;
    let mut draft = Draft::begin(directory_of(&path))?;
    let result = write(draft.file_mut())?;
    draft.sync()?;
    draft.publish(&path)?;
    directory.sync()?;
    Ok(result)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::error::{Error, ErrorKind, Input};
    use std::io::{self, Write};
    use std::{fs, path};

    /// What is in a directory.
    pub(in crate::fs) fn names(directory: &path::Path) -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn write(path: &path::Path) -> Result<()> {
        write_atomically(path, |file| Ok(file.write_all(b"new")?))
    }

    #[test]
    fn a_fault_leaves_the_old_file_and_nothing_else() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        let error = write_atomically(&path, |file| {
            file.write_all(b"new")?;
            Err::<(), _>(Error::new(ErrorKind::Nul))
        });
        assert_eq!(error.unwrap_err().kind(), &ErrorKind::Nul);
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(directory.path()), ["a.csv"]);
    }

    #[test]
    fn a_place_that_cannot_be_had_is_an_error_of_the_output() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("a.csv");
        fs::write(&file, "old").unwrap();
        for (path, kind) in [
            (directory.path().to_owned(), io::ErrorKind::IsADirectory),
            (directory.path().join("no/b.csv"), io::ErrorKind::NotFound),
            (file.join("b.csv"), io::ErrorKind::NotADirectory),
        ] {
            let error = write(&path).unwrap_err();
            assert_eq!((error.kind(), error.input()), (&ErrorKind::Io(kind), Some(Input::Output)));
        }
        assert_eq!(fs::read_to_string(&file).unwrap(), "old");
        assert_eq!(names(directory.path()), ["a.csv"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_directory_that_cannot_be_written_to_stays_as_it_is() {
        use std::os::unix::fs::PermissionsExt;
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("a.csv");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o500)).unwrap();
        // Permissions do not bind the superuser.
        if File::create(directory.path().join("probe")).is_err() {
            let error = write(&path).unwrap_err();
            assert_eq!(error.kind(), &ErrorKind::Io(io::ErrorKind::PermissionDenied));
            assert_eq!(error.input(), Some(Input::Output));
            assert_eq!(fs::read_to_string(&path).unwrap(), "old");
            assert_eq!(names(directory.path()), ["a.csv"]);
        }
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o700)).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn pipes_and_devices_are_refused_and_stay() {
        use std::os::unix::fs::FileTypeExt;
        let directory = tempfile::tempdir().unwrap();
        let pipe = directory.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let link = directory.path().join("link");
        std::os::unix::fs::symlink("/dev/null", &link).unwrap();
        for path in [&pipe, &link] {
            let error = write(path).unwrap_err();
            assert_eq!(error.kind().code(), "invalid_option");
            assert_eq!(error.input(), Some(Input::Output));
        }
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        assert!(fs::metadata("/dev/null").unwrap().file_type().is_char_device());
        assert_eq!(names(directory.path()), ["link", "pipe"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_and_the_mode_is_the_owners_only() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let directory = tempfile::tempdir().unwrap();
        let (file, link) = (directory.path().join("a.csv"), directory.path().join("link.csv"));
        symlink("a.csv", &link).unwrap();
        // The first leads to nothing yet.
        for _ in 0..2 {
            write(&link).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::read_to_string(&file).unwrap(), "new");
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
            fs::write(&file, "old").unwrap();
        }
        let (one, other) = (directory.path().join("one"), directory.path().join("other"));
        symlink(&one, &other).unwrap();
        symlink(&other, &one).unwrap();
        assert_eq!(write(&one).unwrap_err().input(), Some(Input::Output));
    }
}
