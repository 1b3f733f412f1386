//! Streams that misbehave as operating systems let them.

use std::io::{self, Read, Write};

/// What a stream fails with here, and none does by itself.
pub(crate) const FAULT: io::ErrorKind = io::ErrorKind::ConnectionReset;

/// Gives so many bytes, and then fails.
pub(crate) struct Failing<'a>(pub(crate) &'a [u8]);

impl Read for Failing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.0.read(buffer)? {
            0 if !buffer.is_empty() => Err(FAULT.into()),
            length => Ok(length),
        }
    }
}

/// Gives one byte at a time, and is interrupted in front of each.
pub(crate) struct Dripping<'a> {
    bytes: &'a [u8],
    is_interrupted: bool,
}

impl<'a> Dripping<'a> {
    pub(crate) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, is_interrupted: false }
    }
}

impl Read for Dripping<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.is_interrupted = !self.is_interrupted;
        if self.is_interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = buffer.len().min(1);
        self.bytes.read(&mut buffer[..length])
    }
}

/// One text over and over, without end.
pub(crate) struct Endless {
    text: &'static [u8],
    at: usize,
    /// How many bytes it has given.
    pub(crate) given: u64,
}

impl Endless {
    pub(crate) fn new(text: &'static [u8]) -> Self {
        Self { text, at: 0, given: 0 }
    }
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let [byte] = self.text {
            buffer.fill(*byte);
        } else {
            for to in &mut *buffer {
                *to = self.text[self.at];
                self.at = (self.at + 1) % self.text.len();
            }
        }
        self.given += buffer.len() as u64;
        Ok(buffer.len())
    }
}

/// Takes so many bytes, and then fails.
#[derive(Debug)]
pub(crate) struct Full {
    pub(crate) taken: Vec<u8>,
    pub(crate) room: usize,
}

impl Full {
    pub(crate) fn with_room(room: usize) -> Self {
        Self { taken: Vec::new(), room }
    }
}

impl Write for Full {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = bytes.len().min(self.room - self.taken.len());
        if length == 0 && !bytes.is_empty() {
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.taken.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Takes one byte at a time, and is interrupted in front of each.
#[derive(Debug, Default)]
pub(crate) struct Sipping {
    pub(crate) taken: Vec<u8>,
    is_interrupted: bool,
}

impl Write for Sipping {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.is_interrupted = !self.is_interrupted;
        if self.is_interrupted {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let length = bytes.len().min(1);
        self.taken.extend_from_slice(&bytes[..length]);
        Ok(length)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
