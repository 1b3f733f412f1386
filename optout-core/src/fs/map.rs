//! A file as memory: one of the three places that are not safe by themselves.

use std::fs::File;
use std::sync::Arc;

use memmap2::Mmap;

use crate::error::Result;

/// The content of a plain file.
pub(super) fn map(file: &File) -> Result<Arc<Mmap>> {
    // SAFETY: the mapping is read-only and nobody in this process writes to it, so that the bytes stay as
    // they are unless another process changes the file in place. The callers' documentation bars that, and
    // what the library writes itself replaces files and never changes them. If it happens all the same, no
    // reader relies on two reads of one byte being equal: every number is checked against the bounds of
    // what it leads to where it is used, and text is verified where it is read.
    #[allow(unsafe_code, reason = "there is no other way to share a file between processes")]
    let content = unsafe { Mmap::map(file) }?;
    Ok(Arc::new(content))
}
