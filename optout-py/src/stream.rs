//! Binary file objects of Python, read and written from any thread.

use std::io::{self, Read, Write};

use pyo3::exceptions::{PyBlockingIOError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::content::Content;
use crate::error::wrong_type;
use crate::watch::Raised;

/// A file object to read from. What it raises is kept.
pub(crate) struct Readable {
    object: Py<PyAny>,
    raised: Raised,
    /// What it gave beyond what it was asked for.
    rest: io::Cursor<Vec<u8>>,
}

/// A file object to write to. What it raises is kept.
pub(crate) struct Writable {
    object: Py<PyAny>,
    raised: Raised,
}

impl Readable {
    pub(crate) fn new(object: &Bound<'_, PyAny>, raised: &Raised) -> PyResult<Self> {
        if !object.hasattr("read")? {
            return Err(wrong_type("a binary file object to read", object));
        }
        require_binary(object, "rb")?;
        let rest = io::Cursor::new(Vec::new());
        Ok(Self { object: object.clone().unbind(), raised: raised.clone(), rest })
    }
}

impl Writable {
    pub(crate) fn new(object: &Bound<'_, PyAny>, raised: &Raised) -> PyResult<Self> {
        if !object.hasattr("write")? {
            return Err(wrong_type("a binary file object to write", object));
        }
        require_binary(object, "wb")?;
        Ok(Self { object: object.clone().unbind(), raised: raised.clone() })
    }
}

impl Read for Readable {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = self.rest.read(buffer)?;
        if left > 0 || buffer.is_empty() {
            return Ok(left);
        }
        let read = Python::attach(|py| -> PyResult<usize> {
            let read = self.object.bind(py).call_method1("read", (buffer.len(),))?;
            let content: Content = read.extract().map_err(|_| not_bytes(&read))?;
            let (now, later) = content.bytes().split_at(content.bytes().len().min(buffer.len()));
            for (to, from) in buffer.iter_mut().zip(now) {
                *to = *from;
            }
            self.rest = io::Cursor::new(later.to_vec());
            Ok(now.len())
        });
        read.map_err(|error| kept(&self.raised, error))
    }
}

impl Write for Writable {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = Python::attach(|py| -> PyResult<usize> {
            let object = self.object.bind(py);
            let written = object.call_method1("write", (PyBytes::new(py, bytes),))?;
            if written.is_none() {
                // A raw stream says so that it would have to wait; any other that it says nothing.
                let raw = py.import("io")?.getattr("RawIOBase")?;
                return match object.is_instance(&raw)? {
                    true => Err(PyBlockingIOError::new_err("write: expected a blocking stream")),
                    false => Ok(bytes.len()),
                };
            }
            match written.extract::<usize>() {
                Ok(length) if length <= bytes.len() => Ok(length),
                Ok(_) => Err(PyValueError::new_err("write: expected a number of bytes written")),
                Err(_) => Err(wrong_type("int or None from write()", &written)),
            }
        });
        written.map_err(|error| kept(&self.raised, error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = Python::attach(|py| -> PyResult<()> {
            let object = self.object.bind(py);
            if object.hasattr("flush")? { object.call_method0("flush").map(|_| ()) } else { Ok(()) }
        });
        flushed.map_err(|error| kept(&self.raised, error))
    }
}

/// Refuses a text file object before anything is read: its decoding would change bytes.
fn require_binary(object: &Bound<'_, PyAny>, mode: &str) -> PyResult<()> {
    let text = object.py().import("io")?.getattr("TextIOBase")?;
    if !object.is_instance(&text)? {
        return Ok(());
    }
    let advice = format!("a binary file object: open the file in mode \"{mode}\"");
    Err(wrong_type(&advice, object))
}

/// An exception for what a file object gave instead of bytes.
fn not_bytes(given: &Bound<'_, PyAny>) -> PyErr {
    if given.is_none() {
        // A raw stream says so that it would have to wait.
        return PyBlockingIOError::new_err("read: expected a blocking stream");
    }
    wrong_type("bytes from read(), of a file opened in binary mode", given)
}

/// Keeps an exception, and ends the run by an error that says nothing of it.
fn kept(raised: &Raised, error: PyErr) -> io::Error {
    raised.keep(error);
    io::ErrorKind::Other.into()
}
