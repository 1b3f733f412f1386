//! Where an input comes from: a path, or bytes that are there already.

use std::io::Read;
use std::path::PathBuf;
use std::thread;

use optout_core::table::{Encoding, Format, Layout, Role};
use optout_core::{Error, ErrorKind, Input, Result, fs};
use pyo3::Borrowed;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::content::Content;
use crate::error::{OrRaise, invalid_option, invalid_value, wrong_type};
use crate::stream::Readable;
use crate::text::{self, Text};
use crate::watch::{Raised, Watched};

/// A path (`str` or `os.PathLike`), or content (`bytes`, `bytearray` or `memoryview`).
pub(crate) enum Source {
    Path(PathBuf),
    Content(Content),
}

/// A path (`str` or `os.PathLike`). The interpreter's own error for one that cannot be encoded holds it.
pub(crate) struct FilePath(pub(crate) PathBuf);

impl<'py> FromPyObject<'_, 'py> for FilePath {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.extract() {
            Ok(path) => Ok(Self(path)),
            Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => {
                Err(wrong_type("a path", &object))
            }
            Err(_) => Err(invalid_value("a path that the file system can encode")),
        }
    }
}

/// How many threads are to work: every core that the process may use unless said otherwise.
pub(crate) fn threads(asked: Option<usize>) -> PyResult<usize> {
    match asked {
        Some(0) => Err(invalid_option("threads", "at least one, or None")),
        Some(threads) => Ok(threads),
        None => Ok(thread::available_parallelism().map_or(1, usize::from)),
    }
}

impl<'py> FromPyObject<'_, 'py> for Source {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match object.extract::<Content>() {
            Ok(content) => Ok(Self::Content(content)),
            Err(_) => match object.extract::<FilePath>() {
                Ok(path) => Ok(Self::Path(path.0)),
                Err(error) if error.is_instance_of::<PyTypeError>(object.py()) => {
                    Err(no_source(&object)?)
                }
                Err(error) => Err(error),
            },
        }
    }
}

/// An exception for what is no source of bytes, with what to do about it.
fn no_source(object: &Bound<'_, PyAny>) -> PyResult<PyErr> {
    let expected = wrong_type("a path, bytes or a binary file object", object);
    let is_plan = object.hasattr("collect")? || object.hasattr("compute")?;
    let advice = if is_plan {
        "compute it, and write it as CSV into bytes or a file first"
    } else if object.hasattr("__arrow_c_stream__")? || object.hasattr("__arrow_c_array__")? {
        "write it as CSV into bytes or a file first"
    } else if object.hasattr("__next__")? || object.hasattr("__iter__")? {
        "join its pieces into bytes, or write them to a file first"
    } else {
        return Ok(expected);
    };
    let expected = expected.value(object.py());
    Ok(PyTypeError::new_err(format!("{expected}; {advice}")))
}

/// Has a path, content or a binary file object read to its end while the interpreter is released. What
/// a file object raises passes through, and so does Ctrl-C.
pub(crate) fn read_whole<T: Send>(
    object: &Bound<'_, PyAny>,
    of: Input,
    read: impl FnOnce(&mut dyn Read) -> Result<T> + Send,
) -> PyResult<T> {
    read_raising(object, of, &Raised::default(), read)
}

/// The same, with room for what the call itself lets Python raise.
pub(crate) fn read_raising<T: Send>(
    object: &Bound<'_, PyAny>,
    of: Input,
    raised: &Raised,
    read: impl FnOnce(&mut dyn Read) -> Result<T> + Send,
) -> PyResult<T> {
    let py = object.py();
    let whole = if object.hasattr("read")? {
        let input = Readable::new(object, raised)?;
        py.detach(|| read(&mut Watched::new(input, raised)))
    } else {
        match object.extract()? {
            Source::Path(path) => py.detach(|| read(&mut Watched::new(fs::open(&path)?, raised))),
            Source::Content(content) => {
                py.detach(|| read(&mut Watched::new(content.bytes(), raised)))
            }
        }
    };
    raised.or_raise(whole.map_err(|error| error.within(of)))
}

/// The text of a policy: itself, or in a path that is no `str`, bytes or a binary file object.
pub(crate) fn policy_text(object: &Bound<'_, PyAny>) -> PyResult<Text> {
    if object.is_instance_of::<PyString>() {
        return object.extract();
    }
    let mut content = Vec::new();
    read_whole(object, Input::Policy, |input| Ok(input.read_to_end(&mut content)?))?;
    String::from_utf8(content)
        .map(Text)
        .map_err(|_| Error::new(ErrorKind::Encoding { expected: "UTF-8" }).within(Input::Policy))
        .or_raise()
}

/// Encoding and delimiter, as far as they are named.
pub(crate) fn format(encoding: Option<Text>, delimiter: Option<Text>) -> PyResult<Format> {
    let encoding = match encoding {
        None => None,
        Some(label) => Some(label.0.parse::<Encoding>().or_raise()?),
    };
    Ok(Format { encoding, delimiter: text::delimiter(delimiter)? })
}

/// The layout of contacts: a preset by its name, or the one that fits, and the caller's own columns.
pub(crate) fn contacts(
    preset: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
) -> PyResult<Layout> {
    let preset = match preset {
        None => Layout::detect(),
        Some(preset) => Layout::preset(&preset.0).or_raise()?,
    };
    layout(preset, columns)
}

/// A layout with the caller's own columns: header name to role text.
pub(crate) fn layout(mut layout: Layout, columns: Option<&Bound<'_, PyAny>>) -> PyResult<Layout> {
    let Some(columns) = columns else { return Ok(layout) };
    for (header, role) in text::pairs(columns, "a mapping of header names to roles")? {
        let role: Role = text::word(&role.extract()?)?;
        layout = layout.column(&header.extract::<Text>()?.0, role);
    }
    Ok(layout)
}
