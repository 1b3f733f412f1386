//! Functions of the caller's that a redaction calls.

use std::ffi::c_void;
use std::io::{self, Read, Write};
use std::ops::ControlFlow;

use optout_core::error::{Error, ErrorKind, Input};
use optout_core::redact::Progress;

/// Is told how many records and bytes of a past export are done with, and how many of the records are
/// redacted, now or from before, with the caller's own pointer; every few chunks and at the end. Bytes
/// of compressed files count as what they hold, Arrow batches have 0. False stops the work with
/// OPTOUT_STATUS_CANCELLED. It is called on the thread of the call, however many others are at work,
/// or on that which reads an Arrow stream, and must return: no exception and no longjmp may leave it.
pub type optout_redaction_progress =
    Option<extern "C" fn(records: u64, bytes: u64, redacted: u64, user: *mut c_void) -> bool>;

/// Fills a buffer of `len` bytes, which is never 0, as far as it can, with the caller's own pointer: how
/// many bytes it has written there, 0 at the end and only there, or a negative number if it fails. A
/// number above `len` is a failure too. It must return: no exception and no longjmp may leave it.
pub type optout_read =
    Option<unsafe extern "C" fn(buffer: *mut u8, len: usize, input: *mut c_void) -> isize>;

/// Takes all of `len` bytes, which is never 0, with the caller's own pointer: 0 if it has, any other
/// number if it fails. It must return: no exception and no longjmp may leave it.
pub type optout_write =
    Option<unsafe extern "C" fn(data: *const u8, len: usize, output: *mut c_void) -> i32>;

/// A pointer of the caller's, which goes back to the caller and nowhere else.
struct User(*mut c_void);

// SAFETY: nothing is read or written through it here, and what the caller's own functions do with it,
// on which threads, is said to the caller where their types are.
unsafe impl Send for User {}
// SAFETY: as above.
unsafe impl Sync for User {}

/// A callback that is told of the progress.
pub(crate) struct Watcher {
    progress: extern "C" fn(u64, u64, u64, *mut c_void) -> bool,
    user: User,
}

impl Watcher {
    pub(crate) fn new(progress: optout_redaction_progress, user: *mut c_void) -> Option<Self> {
        progress.map(|progress| Self { progress, user: User(user) })
    }

    pub(crate) fn tell(&self, at: Progress) -> ControlFlow<()> {
        match (self.progress)(at.records, at.bytes, at.redacted, self.user.0) {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    }
}

/// A callback that is read from.
pub(crate) struct Reader {
    read: unsafe extern "C" fn(*mut u8, usize, *mut c_void) -> isize,
    input: User,
    state: State,
}

#[derive(Clone, Copy)]
enum State {
    Open,
    AtEnd,
    Failed(io::ErrorKind),
}

impl Reader {
    pub(crate) fn new(
        read: unsafe extern "C" fn(*mut u8, usize, *mut c_void) -> isize,
        input: *mut c_void,
    ) -> Self {
        Self { read, input: User(input), state: State::Open }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.state {
            State::AtEnd => return Ok(0),
            State::Failed(kind) => return Err(kind.into()),
            State::Open if buffer.is_empty() => return Ok(0),
            State::Open => {}
        }
        // SAFETY: the buffer has that length, and nobody else uses it during the call.
        let read = unsafe { (self.read)(buffer.as_mut_ptr(), buffer.len(), self.input.0) };
        let kind = match usize::try_from(read) {
            Ok(read) if read <= buffer.len() => {
                if read == 0 {
                    self.state = State::AtEnd;
                }
                return Ok(read);
            }
            Ok(_) => io::ErrorKind::InvalidData,
            Err(_) => io::ErrorKind::Other,
        };
        self.state = State::Failed(kind);
        Err(kind.into())
    }
}

/// A callback that is written to.
pub(crate) struct Writer {
    write: unsafe extern "C" fn(*const u8, usize, *mut c_void) -> i32,
    output: User,
    has_failed: bool,
}

impl Writer {
    pub(crate) fn new(
        write: unsafe extern "C" fn(*const u8, usize, *mut c_void) -> i32,
        output: *mut c_void,
    ) -> Self {
        Self { write, output: User(output), has_failed: false }
    }
}

impl Write for Writer {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        if data.is_empty() {
            return Ok(0);
        }
        // SAFETY: the data has that length and stays as it is during the call.
        let is_taken = !self.has_failed
            && unsafe { (self.write)(data.as_ptr(), data.len(), self.output.0) } == 0;
        self.has_failed = !is_taken;
        match is_taken {
            true => Ok(data.len()),
            false => {
                Err(Error::new(ErrorKind::Io(io::ErrorKind::Other)).within(Input::Output).into())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
