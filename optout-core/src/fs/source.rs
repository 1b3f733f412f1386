//! What is read.

use std::fs::File;
use std::io::{self, Chain, Cursor, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use super::compression::{Compression, TELLING};
use super::decoder::Decoder;
use crate::error::Result;

/// Opens a file for reading, its content if it is compressed. Nothing is gathered: who reads in small
/// pieces puts a buffer in front.
///
/// Compressed content can be sought from its start and from the place where one is, by reading up to
/// there; not from its end. A pipe can be read and not sought.
///
/// # Errors
/// The file cannot be opened, or it is compressed and the library is built without the feature
/// `compress`. The error does not hold the path.
pub fn open(path: impl AsRef<Path>) -> Result<impl Read + Seek + Send> {
    Source::open(path.as_ref())
}

/// The content of a stream, such as the standard input, that may be compressed: its first bytes say so.
///
/// ```
/// use std::io::Read;
///
/// let mut content = String::new();
/// optout_core::fs::decompressed(&b"Name,Email\n"[..])?.read_to_string(&mut content)?;
/// assert_eq!(content, "Name,Email\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// The first bytes cannot be read, or the stream is compressed and the library is built without the
/// feature `compress`. If it turns out to be torn, or to have something else behind its end, reading
/// fails with an [`Error`](crate::Error).
pub fn decompressed<R: Read + Send>(mut input: R) -> Result<impl Read + Send> {
    let start = read_start(&mut input)?;
    Decoder::new(Compression::of_start(&start), Cursor::new(start).chain(input))
}

/// A file, and the content that it holds.
pub(super) struct Source {
    file: Arc<File>,
    compression: Compression,
    content: Decoder<Chain<Cursor<Vec<u8>>, Arc<File>>>,
    /// Where in the content one is, if it is compressed.
    position: u64,
}

impl Source {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Self::new(File::open(path)?)
    }

    /// Reads a file from its start.
    pub(super) fn new(mut file: File) -> Result<Self> {
        let mut start = read_start(&mut file)?;
        let compression = Compression::of_start(&start);
        // A pipe cannot be rewound; what has been read of it goes in front.
        if file.metadata()?.is_file() {
            file.rewind()?;
            start.clear();
        }
        let file = Arc::new(file);
        let content = Decoder::new(compression, Cursor::new(start).chain(Arc::clone(&file)))?;
        Ok(Self { file, compression, content, position: 0 })
    }

    pub(super) fn compression(&self) -> Compression {
        self.compression
    }

    fn restart(&mut self) -> io::Result<()> {
        self.file.rewind()?;
        let start = Cursor::new(Vec::new());
        self.content = Decoder::new(self.compression, start.chain(Arc::clone(&self.file)))?;
        self.position = 0;
        Ok(())
    }
}

impl Read for Source {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.content.read(buffer)?;
        self.position += length as u64;
        Ok(length)
    }
}

impl Seek for Source {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if self.compression == Compression::None {
            return self.file.seek(to);
        }
        // What cannot be sought at all shows it now, not only when it has to go back.
        self.file.stream_position()?;
        let to = match to {
            SeekFrom::Start(to) => Some(to),
            SeekFrom::Current(by) => self.position.checked_add_signed(by),
            SeekFrom::End(_) => return Err(io::ErrorKind::Unsupported.into()),
        };
        let to = to.ok_or(io::ErrorKind::InvalidInput)?;
        if to < self.position {
            self.restart()?;
        }
        let ahead = to - self.position;
        io::copy(&mut self.by_ref().take(ahead), &mut io::sink())?;
        Ok(self.position)
    }
}

fn read_start(input: &mut impl Read) -> Result<Vec<u8>> {
    let mut start = Vec::new();
    input.take(TELLING).read_to_end(&mut start)?;
    Ok(start)
}
