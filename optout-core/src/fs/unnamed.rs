//! Files that have no name until they are whole.

use std::fs::File;
use std::io;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};

use rustix::fs::{AtFlags, CWD, Mode, OFlags};

use super::paths::{PREFIX, directory_of};

/// A file without a name, readable by its owner only.
///
/// # Errors
/// The file system knows no such files, or there is no `/proc` through which one could get a name.
pub(super) fn create(directory: &Path) -> io::Result<File> {
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let file = File::from(rustix::fs::open(directory, flags, Mode::RUSR | Mode::WUSR)?);
    reopen(&file)?;
    Ok(file)
}

/// The same file, read from its start.
pub(super) fn reopen(file: &File) -> io::Result<File> {
    File::open(entry(file))
}

/// Gives the file a name, taking the place of what has it.
///
/// Where nothing has it, that is one step. Else there is a moment with two names, a link being unable
/// to replace anything: a process killed then leaves the whole file under a temporary name, too.
pub(super) fn publish(file: &File, path: &Path) -> io::Result<()> {
    match link(file, path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let named = tempfile::Builder::new()
                .prefix(PREFIX)
                .make_in(directory_of(path), |name| link(file, name))?;
            named.persist(path).map_err(|error| error.error)
        }
        result => result,
    }
}

fn link(file: &File, name: &Path) -> io::Result<()> {
    Ok(rustix::fs::linkat(CWD, entry(file), CWD, name, AtFlags::SYMLINK_FOLLOW)?)
}

/// The file by the only path that it has.
fn entry(file: &File) -> PathBuf {
    Path::new("/proc/self/fd").join(file.as_raw_fd().to_string())
}
