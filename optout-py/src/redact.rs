//! Redaction of past exports.

use std::io::Cursor;

use optout_core as core;
use optout_core::redact::{Column, Profile, Targets};
use optout_core::{Input, fs};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyTuple};

use crate::content::Content;
use crate::error::{OrRaise, invalid_option, wrong_type};
use crate::list::OptOutList;
use crate::pickle::not_pickled;
use crate::redact_batches::{self, RedactedBatches};
use crate::row::RedactedRow;
use crate::source::{self, FilePath, Source};
use crate::stream::{Readable, Writable};
use crate::summary::{Summary, Verification};
use crate::text::{Text, Texts, cell, items, pairs, repr, word};
use crate::watch::{Callback, Raised, watched};

/// Redacts past exports, as files or as frames, and verifies that it was done. Immutable; share it
/// between threads.
///
/// Args:
///     people_ids, record_ids, emails: whose rows are redacted: the vendor's ids, the CRM's record
///         ids, e-mail addresses. One str or an iterable of them.
///     list: everybody on a list, besides (:class:`OptOutList`).
///     profile: ``"crm"``, ``"csv"`` or ``"sep"``; detected from the header if None.
///     aliases: what columns hold that go by names of their own: header name to ``"people_id"``,
///         ``"record_id"``, ``"company_id"``, ``"company_record_id"``, ``"credit"``,
///         ``"is_redacted"``, ``"email"`` or ``"other"``.
///     encoding, delimiter: of files, as for :func:`read_list`.
///     threads: how many work on a file, the same bytes whatever their number; every core that the
///         process may use if None.
///     hashes: whether the content of files is hashed, read and written, for :class:`Summary` and
///         :class:`Verification`. Without it a run takes about half the time.
///
/// >>> import optout
/// >>> redactor = optout.Redactor(people_ids=["P2"])
/// >>> export = b"6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,Bob,FALSE\n"
/// >>> redacted, summary = redactor.redact_bytes(export)
/// >>> redacted
/// b'6sense People Id,Name,Is Redacted\nP1,Ada,FALSE\nP2,,TRUE\n'
/// >>> summary.redacted
/// 1
#[pyclass(module = "optout", frozen)]
pub(crate) struct Redactor {
    pub(crate) inner: core::Redactor,
    refused: usize,
}

#[pymethods]
impl Redactor {
    #[new]
    #[pyo3(signature = (
        *, people_ids=None, record_ids=None, emails=None, list=None, profile=None, aliases=None,
        encoding=None, delimiter=None, threads=None, hashes=true
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    pub(crate) fn new(
        people_ids: Option<Texts>,
        record_ids: Option<Texts>,
        emails: Option<Texts>,
        list: Option<&Bound<'_, OptOutList>>,
        profile: Option<Text>,
        aliases: Option<&Bound<'_, PyAny>>,
        encoding: Option<Text>,
        delimiter: Option<Text>,
        threads: Option<usize>,
        hashes: bool,
    ) -> PyResult<Self> {
        let mut targets = Targets::new();
        let mut refused = 0;
        let mut count = |taken: bool| refused += usize::from(!taken);
        for id in people_ids.unwrap_or_default().0 {
            count(targets.person_id(&id));
        }
        for id in record_ids.unwrap_or_default().0 {
            count(targets.record_id(&id));
        }
        for email in emails.unwrap_or_default().0 {
            count(targets.email(&email));
        }
        let list = list.map(|list| &list.get().inner);
        refused += list.map_or(0, |list| targets.list(list));
        let mut inner = core::Redactor::new(targets)
            .format(source::format(encoding, delimiter)?)
            .threads(source::threads(threads)?)
            .hashes(hashes);
        if let Some(list) = list {
            inner = inner.list_snapshot(list.snapshot().id());
        }
        if let Some(profile) = profile {
            inner = inner.profile(word::<Profile>(&profile)?);
        }
        if let Some(aliases) = aliases {
            for (header, column) in pairs(aliases, "a mapping of header names to columns")? {
                let column: Column = word(&column.extract()?)?;
                inner = inner.alias(&header.extract::<Text>()?.0, column);
            }
        }
        Ok(Self { inner, refused })
    }

    /// How many of the given identifiers could not be read, and so name nobody.
    #[getter]
    fn refused(&self) -> usize {
        self.refused
    }

    /// Redacts a frame: one of the same kind, and a :class:`Summary`. The frame itself stays as it was.
    ///
    /// A blank cell is a missing one, and a missing one is blank: None, NaN, NA and NaT. A column of whole
    /// numbers or Booleans that has no room for missing values gets it, such as ``Int64`` in pandas. A
    /// frame without Is Redacted gets it as its last column, a Boolean.
    ///
    /// ============================ ============================================================
    /// from                         to
    /// ============================ ============================================================
    /// pandas.DataFrame             the same; needs pyarrow. Columns that need not change stay as
    ///                              they were. The index is kept, and has to be whole numbers
    ///                              without a name: any other is data, of which
    ///                              ``reset_index()`` makes a column.
    /// polars.DataFrame             the same
    /// pyarrow.Table, RecordBatch   the same
    /// pyarrow.RecordBatchReader    a reader that redacts what is read from it
    /// any other Arrow stream or    :class:`RedactedBatches`, as of :meth:`redact_batches`
    /// array, such as a relation
    /// of DuckDB
    /// ============================ ============================================================
    ///
    /// Of a reader and of RedactedBatches, the numbers of the summary can be asked for when they have been
    /// read to their end.
    ///
    /// Raises:
    ///     LayoutError: no profile fits, or the header lacks every identifier.
    ///     TypeError: no frame, one that has to be computed first, or one with an index or a column
    ///         that cannot be redacted.
    ///     OptoutError: a column's type cannot be what it has to be, or the frame cannot be read.
    ///     ImportError: a pandas.DataFrame, and no pyarrow.
    pub(crate) fn redact<'py>(
        slf: &Bound<'py, Self>,
        frame: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        let frames = slf.py().import("optout._frames")?;
        Ok(frames.call_method1("redact", (slf, frame))?.cast_into()?)
    }

    /// Redacts an Arrow stream while it is read (:class:`RedactedBatches`).
    ///
    /// Args:
    ///     source: an object with ``__arrow_c_stream__`` or ``__arrow_c_array__``.
    ///
    /// Raises:
    ///     LayoutError: no profile fits, or the header lacks every identifier.
    ///     TypeError: no such object, or one that has to be computed first.
    ///     OptoutError: a column's type cannot be what it has to be, or the source cannot be read.
    fn redact_batches(&self, source: &Bound<'_, PyAny>) -> PyResult<Py<RedactedBatches>> {
        source.py().import("optout._frames")?.call_method1("require_computed", (source,))?;
        redact_batches::lazily(self, source)
    }

    /// Redacts one file into another, or in place if both paths are the same (:class:`Summary`).
    ///
    /// The output appears whole or not at all; its mode is 0600. Files in gzip or zstd are read as what
    /// they hold; an output by the name of ``.gz`` or ``.zst`` is compressed, and in place a file stays
    /// compressed as it was.
    ///
    /// Args:
    ///     path_in: a path, or a binary file object, whose content may be compressed too. Content that is
    ///         there as bytes goes to :meth:`redact_bytes`.
    ///     path_out: a path.
    ///     verify: read the result again and hold it against the original before it takes its name. It has
    ///         to be False for a file object, which can be read only once.
    ///     progress: called with the number of bytes of the (uncompressed) input since the last call,
    ///         such as ``tqdm().update``; with 0 while the result is verified. An exception of it
    ///         passes through unchanged. Ctrl-C works likewise.
    ///
    /// Raises:
    ///     OptoutError: no profile fits, a structure fault, a broken promise, or reading or writing
    ///         fails. What stood at ``path_out`` before is then still there, and nothing else.
    #[pyo3(signature = (path_in, path_out, *, verify=true, progress=None))]
    pub(crate) fn redact_csv(
        &self,
        path_in: &Bound<'_, PyAny>,
        path_out: FilePath,
        verify: bool,
        progress: Option<Callback>,
    ) -> PyResult<Summary> {
        let py = path_in.py();
        if path_in.hasattr("read")? {
            if verify {
                let expected = "False for a file object, which can be read only once";
                return Err(invalid_option("verify", expected));
            }
            let raised = Raised::default();
            let input = Readable::new(path_in, &raised)?;
            return self.call(py, progress, &raised, |redactor| {
                let input = fs::decompressed(input)?;
                Ok(Summary::new(fs::redact_into_path(redactor, input, &path_out.0)?, None))
            });
        }
        let path_in: FilePath = path_in.extract()?;
        self.call(py, progress, &Raised::default(), |redactor| {
            if verify {
                let (summary, seen) = fs::redact_path_verified(redactor, &path_in.0, &path_out.0)?;
                Ok(Summary::new(summary, Some(seen)))
            } else {
                Ok(Summary::new(fs::redact_path(redactor, &path_in.0, &path_out.0)?, None))
            }
        })
    }

    /// Redacts one binary file object into another (:class:`Summary`). Neither is closed.
    ///
    /// Args:
    ///     readable: has ``read(size)``, which gives bytes. They are not decompressed. Or a path: what is in
    ///         a file is.
    ///     writable: has ``write(bytes)``, and maybe ``flush()``.
    ///     progress: as for :meth:`redact_csv`.
    ///
    /// Their methods are called from other threads, one call at a time. An exception of theirs passes
    /// through unchanged.
    ///
    /// Raises:
    ///     OptoutError: as for :meth:`redact_csv`. What was written by then must be thrown away.
    #[pyo3(signature = (readable, writable, *, progress=None))]
    fn redact_stream(
        &self,
        readable: &Bound<'_, PyAny>,
        writable: &Bound<'_, PyAny>,
        progress: Option<Callback>,
    ) -> PyResult<Summary> {
        let (py, raised) = (readable.py(), Raised::default());
        let output = Writable::new(writable, &raised)?;
        let summary = if readable.hasattr("read")? {
            let input = Readable::new(readable, &raised)?;
            self.call(py, progress, &raised, |redactor| redactor.redact(input, output))
        } else {
            let path = readable
                .extract::<FilePath>()
                .map_err(|_| wrong_type("a binary file object to read, or a path", readable))?;
            self.call(py, progress, &raised, |redactor| redactor.redact(fs::open(path.0)?, output))
        };
        Ok(Summary::new(summary?, None))
    }

    /// Does all that a redaction does and writes nothing (:class:`Summary`).
    ///
    /// Args:
    ///     source: a path, bytes, bytearray, memoryview or a binary file object.
    ///     progress: as for :meth:`redact_csv`.
    ///
    /// Raises:
    ///     OptoutError: as for :meth:`redact_csv`.
    ///
    /// >>> import optout
    /// >>> export = b"6sense People Id,Name\nP1,Ada\nP2,Bob\n"
    /// >>> optout.Redactor(people_ids="P2").dry_run(export)
    /// Summary(records=2, redacted=1)
    #[pyo3(signature = (source, *, progress=None))]
    fn dry_run(&self, source: &Bound<'_, PyAny>, progress: Option<Callback>) -> PyResult<Summary> {
        let (py, raised) = (source.py(), Raised::default());
        let summary = if source.hasattr("read")? {
            let input = Readable::new(source, &raised)?;
            self.call(py, progress, &raised, |redactor| redactor.dry_run(input))
        } else {
            let source: Source = source.extract()?;
            self.call(py, progress, &raised, |redactor| match &source {
                Source::Path(path) => fs::dry_run_path(redactor, path),
                Source::Content(content) => redactor.dry_run(content.bytes()),
            })
        };
        Ok(Summary::new(summary?, None))
    }

    /// Redacts a file's content: the redacted bytes, and a :class:`Summary`.
    ///
    /// Args:
    ///     content: bytes, bytearray or memoryview.
    ///     verify: hold the result against the original.
    ///
    /// Raises:
    ///     OptoutError: as for :meth:`redact_csv`.
    #[pyo3(signature = (content, *, verify=true))]
    fn redact_bytes<'py>(
        &self,
        py: Python<'py>,
        content: Content,
        verify: bool,
    ) -> PyResult<(Bound<'py, PyBytes>, Summary)> {
        let (output, summary) = self.call(py, None, &Raised::default(), |redactor| {
            let mut output = Vec::with_capacity(content.bytes().len());
            let summary = redactor.redact(content.bytes(), &mut output)?;
            let verification = match verify {
                true => Some(redactor.verify(content.bytes(), Cursor::new(&output))?),
                false => None,
            };
            Ok((output, Summary::new(summary, verification)))
        })?;
        Ok((PyBytes::new(py, &output), summary))
    }

    /// Redacts one row under a header (:class:`RedactedRow`).
    ///
    /// For the rows of one table :meth:`redact_rows` is the way: it writes the flag as the column
    /// does.
    fn redact_row(
        &self,
        header: &Bound<'_, PyAny>,
        row: &Bound<'_, PyAny>,
    ) -> PyResult<RedactedRow> {
        let (header, row) = (fields(header)?, fields(row)?);
        let mut plan = self.inner.plan(&borrowed(&header)).or_raise()?;
        Ok(RedactedRow::of(&plan.redact(&borrowed(&row))))
    }

    /// Redacts the rows of one table, in their order: the header, with Is Redacted if it was not in
    /// it, and a list of :class:`RedactedRow`.
    ///
    /// Args:
    ///     header: the column names.
    ///     rows: an iterable of rows, each an iterable of str; None is a blank field.
    ///
    /// Raises:
    ///     LayoutError: no profile fits, or the header lacks every identifier.
    fn redact_rows(
        &self,
        header: &Bound<'_, PyAny>,
        rows: &Bound<'_, PyAny>,
    ) -> PyResult<(Vec<String>, Vec<RedactedRow>)> {
        let header = fields(header)?;
        let mut plan = self.inner.plan(&borrowed(&header)).or_raise()?;
        let mut redacted = Vec::new();
        for row in items(rows, "an iterable of rows")? {
            let row = fields(&row?)?;
            redacted.push(RedactedRow::of(&plan.redact(&borrowed(&row))));
        }
        Ok((plan.header().to_vec(), redacted))
    }

    /// Verifies a redacted file against its original (:class:`Verification`). Either may be compressed.
    ///
    /// Args:
    ///     original, redacted: paths, because both are read from their start; content that is there as bytes
    ///         is verified by :meth:`redact_bytes`.
    ///     progress: called with the number of bytes of the (uncompressed) redacted file since the last
    ///         call; otherwise as for :meth:`redact_csv`.
    ///
    /// Raises:
    ///     VerificationError: the first record that breaks a promise.
    ///     OptoutError: one of the files cannot be read.
    #[pyo3(signature = (original, redacted, *, progress=None))]
    pub(crate) fn verify(
        &self,
        py: Python<'_>,
        original: FilePath,
        redacted: FilePath,
        progress: Option<Callback>,
    ) -> PyResult<Verification> {
        self.call(py, progress, &Raised::default(), |redactor| {
            let inner = fs::verify_path(redactor, &original.0, &redacted.0)?;
            Ok(Verification { inner })
        })
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Redactor", "make it where it is needed")
    }

    fn __repr__(&self) -> String {
        repr("Redactor", &[("refused", &self.refused)])
    }
}

impl Redactor {
    /// Calls the core with a redactor that is watched, without the interpreter's lock.
    fn call<T: Send>(
        &self,
        py: Python<'_>,
        progress: Option<Callback>,
        raised: &Raised,
        call: impl FnOnce(&core::Redactor) -> core::Result<T> + Send,
    ) -> PyResult<T> {
        let redactor = watched(&self.inner, progress, raised);
        let result = py.detach(|| call(&redactor));
        raised.or_raise(result.map_err(|error| error.within(Input::PastExport)))
    }
}

fn fields(row: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let mut fields = Vec::new();
    for field in items(row, "an iterable of str")? {
        fields.push(cell(&field?)?.unwrap_or_default());
    }
    Ok(fields)
}

fn borrowed(fields: &[String]) -> Vec<&str> {
    fields.iter().map(String::as_str).collect()
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Redactor>()
}
