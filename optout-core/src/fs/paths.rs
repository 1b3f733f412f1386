//! Where files and directories are.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind, Input, Result, of_output};

/// How the temporary names begin.
pub(super) const PREFIX: &str = ".optout-";

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

/// Whether two paths lead to one file that is there. Two hard links are two files here: a file that
/// is replaced under one name stays under the other.
pub fn is_same_file(one: impl AsRef<Path>, other: impl AsRef<Path>) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// Refuses to take the place of anything but a file: a directory, a pipe or a device would be gone.
pub(super) fn spare_what_is_no_file(path: &Path) -> Result<()> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => Err(of_output(io::ErrorKind::IsADirectory.into())),
        Ok(found) if !found.is_file() => {
            let expected = "the path of a file; a pipe or a device is written to as a stream";
            let kind = ErrorKind::InvalidOption { option: "output", expected };
            Err(Error::new(kind).within(Input::Output))
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(of_output(error)),
        Ok(_) | Err(_) => Ok(()),
    }
}

/// The path behind symbolic links, whether there is a file or none yet.
pub(super) fn behind_links(path: &Path) -> Result<PathBuf> {
    match fs::canonicalize(path) {
        Ok(path) => Ok(path),
        // Every step leaves a link behind, and links that go round are another error.
        Err(error) if error.kind() == io::ErrorKind::NotFound => match fs::read_link(path) {
            Ok(to) => behind_links(&directory_of(path).join(to)),
            Err(_) => Ok(path.to_owned()),
        },
        Err(error) => Err(of_output(error)),
    }
}

pub(super) fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// A directory whose names can be forced to disk, where directories can be opened. It is opened before
/// anything is written: a fault found out afterwards would come too late.
pub(super) struct Directory(Option<File>);

impl Directory {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = if cfg!(unix) { Some(File::open(path).map_err(of_output)?) } else { None };
        Ok(Self(file))
    }

    pub(super) fn sync(&self) -> Result<()> {
        use io::ErrorKind::{InvalidInput, Unsupported};
        match self.0.as_ref().map_or(Ok(()), File::sync_all) {
            // The file system has no such thing, and the file has its name already.
            Err(error) if matches!(error.kind(), InvalidInput | Unsupported) => Ok(()),
            result => result.map_err(of_output),
        }
    }

    /// Takes the directory for one's own until this is dropped; `false` if somebody else has it. Where there
    /// are no such locks nobody is kept out.
    pub(super) fn try_lock(&self) -> bool {
        let lock = self.0.as_ref().map_or(Ok(()), File::try_lock);
        !matches!(lock, Err(TryLockError::WouldBlock))
    }
}
