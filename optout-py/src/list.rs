//! The Opt-Out List, its snapshots and the weekly digest.

use std::io::Read;

use optout_core::list::{Fault, ListForm, ListOptions, OptOut, SnapshotChanges};
use optout_core::normalize::date::{DateOptions, DateOrder};
use optout_core::{Input, Layout, list};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};

use crate::contact::Contact;
use crate::coverage::PlainList;
use crate::error::invalid_option;
use crate::html::listed;
use crate::pickle::{self, Rebuilt, not_pickled};
use crate::source::{self, read_whole};
use crate::text::{self, Day, Text, date, plain_dict, repr};

/// People who asked the vendor to be removed; read one with :func:`read_list`.
///
/// Rows about one person are one entry with all their addresses; ``len()`` is the number of entries.
/// A list cannot be pickled: hand the worker the file, or a :class:`Snapshot`.
#[pyclass(module = "optout", frozen)]
pub(crate) struct OptOutList {
    pub(crate) inner: optout_core::OptOutList,
}

/// Reads an Opt-Out List.
///
/// A vendor has a form of its own where a public page shows what it sends. For any other there are ``"csv"`` and
/// ``"json"``, whose fields ``columns`` names. JSON is one value, or several one behind the other: a line for each,
/// or not. Where an array stands in the place of a value, each of its elements counts.
///
/// Args:
///     source: a path, the file's content as bytes, or a binary file object.
///     form: ``"csv"``, 6sense's list or any with named columns; ``"json"``, objects with named fields;
///         ``"lusha"``, what it posts to a webhook; ``"people_data_labs"``, its table of ids; ``"zoominfo"``,
///         what its Compliance API answers when it is asked for people who have opted out. ``"csv"`` if None.
///     records_at: in JSON, the field in which the opt-outs are, where they are not the values themselves and
///         the form does not say; of a field inside another the names of both: ``"data.results"``.
///     encoding: a WHATWG label such as ``"windows-1252"``; otherwise the byte-order mark says, or
///         it is UTF-8.
///     delimiter: one character; otherwise it is told from the header.
///     columns: header names to roles, where the vendor's are not used:
///         ``{"Mail": "email", "Key": "id:6sense"}``. The name of a field inside another has those around it in
///         front: ``"mails.address"``.
///     date_order: ``"month_first"`` or ``"day_first"``, for columns that do not prove theirs.
///     serial_dates: read plain numbers as a spreadsheet's day count.
///     now: today (``datetime.date`` or ISO text), for telling dates in the future.
///     threads: how many work on a long list, the same list whatever their number; every core that the
///         process may use if None.
///
/// Raises:
///     StructureError, LayoutError: the file cannot be read whole; the exception has the position.
///     OptoutError: an option cannot be used, or reading fails (code ``"io"``).
///
/// >>> import optout
/// >>> optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
/// OptOutList(entries=1, faults=0, records=1)
#[pyfunction]
#[pyo3(signature = (
    source, *, form=None, records_at=None, encoding=None, delimiter=None, columns=None, date_order=None,
    serial_dates=false, now=None, threads=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
pub(crate) fn read_list(
    source: &Bound<'_, PyAny>,
    form: Option<Text>,
    records_at: Option<Text>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
    date_order: Option<Text>,
    serial_dates: bool,
    now: Option<Day>,
    threads: Option<usize>,
) -> PyResult<OptOutList> {
    let options = ListOptions {
        form: read_form(form)?,
        records_at: records_at.map(|field| field.0),
        format: source::format(encoding, delimiter)?,
        layout: source::layout(Layout::detect(), columns)?,
        dates: DateOptions {
            order: read_order(date_order)?,
            serial: serial_dates,
            ..DateOptions::default()
        },
        now: now.map(|day| day.0),
        threads: source::threads(threads)?,
    };
    let read = |input: &mut dyn Read| optout_core::OptOutList::read(input, &options);
    Ok(OptOutList { inner: read_whole(source, Input::List, read)? })
}

/// The form of a list by its word.
pub(crate) fn read_form(word: Option<Text>) -> PyResult<ListForm> {
    let expected = "csv, json, lusha, people_data_labs or zoominfo";
    let read = |word: Text| word.0.parse().map_err(|_| invalid_option("form", expected));
    word.map_or(Ok(ListForm::default()), read)
}

/// The order of day and month by its word.
pub(crate) fn read_order(word: Option<Text>) -> PyResult<Option<DateOrder>> {
    match word.as_ref().map(|word| word.0.as_str()) {
        None => Ok(None),
        Some("month_first") => Ok(Some(DateOrder::MonthFirst)),
        Some("day_first") => Ok(Some(DateOrder::DayFirst)),
        Some(_) => Err(invalid_option("date_order", "month_first or day_first")),
    }
}

#[pymethods]
impl OptOutList {
    /// The people, in the order of the list (list of :class:`OptOut`).
    #[getter]
    fn entries(&self) -> Vec<PyOptOut> {
        self.inner.entries().iter().map(|entry| PyOptOut { inner: entry.clone() }).collect()
    }

    /// What was wrong with single rows (list of :class:`Fault`); no opt-out is dropped for it.
    #[getter]
    fn faults(&self) -> Vec<PyFault> {
        self.inner.faults().iter().map(|fault| PyFault { inner: *fault }).collect()
    }

    /// How many rows the list had, merged ones included.
    #[getter]
    fn records(&self) -> u64 {
        self.inner.records()
    }

    /// What each column was taken for (list of str or None): a role such as ``"email"`` or ``"id:6sense"``;
    /// None for one whose name says nothing to the library.
    #[getter]
    fn columns(&self) -> Vec<Option<String>> {
        let roles = self.inner.columns().iter();
        roles.map(|role| role.as_ref().map(ToString::to_string)).collect()
    }

    /// Numbers of columns, from 1, whose names say nothing to the library (list of int): perhaps they
    /// should be named.
    #[getter]
    fn unread_columns(&self) -> Vec<usize> {
        self.inner.unread_columns().to_vec()
    }

    /// The list as it stands, for finding what is new next week; it holds no addresses and no names.
    fn snapshot(&self, py: Python<'_>) -> Snapshot {
        Snapshot { inner: py.detach(|| self.inner.snapshot()) }
    }

    fn __len__(&self) -> usize {
        self.inner.entries().len()
    }

    /// The list in numbers as plain data, with its faults and without the people: ``entries``, ``records``,
    /// ``unread_columns``, ``faults``, and by ``coverage`` how many people come with what.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &PlainList::of(&self.inner))
    }

    /// The list in numbers as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&PlainList::of(&self.inner))
    }

    fn _repr_html_(&self) -> String {
        listed::list(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("OptOutList", "read the list where it is needed")
    }

    fn __repr__(&self) -> String {
        let (entries, faults) = (self.inner.entries().len(), self.inner.faults().len());
        let records = self.inner.records();
        repr("OptOutList", &[("entries", &entries), ("faults", &faults), ("records", &records)])
    }
}

/// One person of the list.
#[pyclass(module = "optout", name = "OptOut", frozen)]
pub(crate) struct PyOptOut {
    inner: OptOut,
}

#[pymethods]
impl PyOptOut {
    /// The entry's name in decisions: its record id, or ``#`` and its row.
    #[getter]
    fn entry_id(&self) -> String {
        self.inner.entry_id()
    }

    /// The entry's identifiers (:class:`Contact`).
    #[getter]
    fn contact(&self) -> Contact {
        Contact::owned(&self.inner.contact())
    }

    /// The earliest day on which the opt-out was requested, where the list says
    /// (``datetime.date`` or None).
    #[getter]
    fn requested<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDate>>> {
        self.inner.requested().map(|day| date(py, day)).transpose()
    }

    /// The first row about this person, counted from 1.
    #[getter]
    fn record(&self) -> u64 {
        self.inner.record()
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("OptOut", "pass on its contact")
    }

    fn __repr__(&self) -> String {
        repr("OptOut", &[("record", &self.inner.record())])
    }
}

/// What is wrong with a row of a list that is usable as a whole.
#[pyclass(module = "optout", name = "Fault", frozen)]
pub(crate) struct PyFault {
    inner: Fault,
}

#[pymethods]
impl PyFault {
    /// What is wrong, such as ``"ambiguous_date"``.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.kind.as_str()
    }

    /// The record, counted from 1; 0 for a fault of a whole column.
    #[getter]
    fn record(&self) -> u64 {
        self.inner.position.record
    }

    /// The line, counted from 1.
    #[getter]
    fn line(&self) -> u64 {
        self.inner.position.line
    }

    /// The offset in bytes, counted from 0.
    #[getter]
    fn byte(&self) -> u64 {
        self.inner.position.byte
    }

    /// The fault as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The fault as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Fault", "pass on its attributes")
    }

    fn __repr__(&self) -> String {
        let kind = format!("'{}'", self.inner.kind);
        repr("Fault", &[("kind", &kind), ("record", &self.inner.position.record)])
    }
}

/// What a list held on a day, without holding anybody's data; keep it until next week.
///
/// Snapshots can be pickled, and compare equal if they hold the same.
///
/// >>> import optout
/// >>> last = optout.read_list(b"Unique 6sense Record ID\nP1\n").snapshot()
/// >>> this = optout.read_list(b"Unique 6sense Record ID\nP1\nP2\n").snapshot()
/// >>> this.since(last).new
/// ['P2']
/// >>> optout.Snapshot.from_json(this.to_json()) == this
/// True
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Snapshot {
    pub(crate) inner: list::Snapshot,
}

#[pymethods]
impl Snapshot {
    /// SHA-256 over all entries, in hexadecimal; the order of rows does not matter.
    #[getter]
    fn id(&self) -> &str {
        self.inner.id()
    }

    /// What has changed since an earlier snapshot (:class:`SnapshotChanges`).
    fn since(&self, earlier: &Self) -> PySnapshotChanges {
        PySnapshotChanges { inner: self.inner.since(&earlier.inner) }
    }

    /// The snapshot as plain data: its id, and names and fingerprints of the entries.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The snapshot as JSON text.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        Ok(Self { inner: text::of_json(&text, "a snapshot as to_json writes it")? })
    }

    fn __len__(&self) -> usize {
        self.inner.len()
    }

    fn _repr_html_(&self) -> String {
        listed::snapshot(&self.inner)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json()?)
    }

    fn __repr__(&self) -> String {
        repr("Snapshot", &[("entries", &self.inner.len())])
    }
}

/// How one snapshot differs from an earlier one.
#[pyclass(module = "optout", name = "SnapshotChanges", frozen)]
pub(crate) struct PySnapshotChanges {
    pub(crate) inner: SnapshotChanges,
}

#[pymethods]
impl PySnapshotChanges {
    /// Names of entries that the earlier one lacks.
    #[getter(new)]
    fn new_entries(&self) -> Vec<String> {
        self.inner.new.clone()
    }

    /// Names of entries that say something else now.
    #[getter]
    fn changed(&self) -> Vec<String> {
        self.inner.changed.clone()
    }

    /// Names of entries that are gone; who is gone stays opted out.
    #[getter]
    fn vanished(&self) -> Vec<String> {
        self.inner.vanished.clone()
    }

    /// The changes as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The changes as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        listed::changes(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("SnapshotChanges", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let SnapshotChanges { new, changed, vanished } = &self.inner;
        repr(
            "SnapshotChanges",
            &[("new", &new.len()), ("changed", &changed.len()), ("vanished", &vanished.len())],
        )
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(read_list, module)?)?;
    module.add_class::<OptOutList>()?;
    module.add_class::<PyOptOut>()?;
    module.add_class::<PyFault>()?;
    module.add_class::<Snapshot>()?;
    module.add_class::<PySnapshotChanges>()
}
