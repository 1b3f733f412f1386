//! What humans have decided about pairs of a record and an entry.

use optout_core as core;
use optout_core::matching::Pinned;
use optout_core::{Input, Verdict};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::OrRaise;
use crate::growing::Growing;
use crate::pickle::{self, Rebuilt};
use crate::source::read_whole;
use crate::tables::rows;
use crate::text::{self, Text, Time, plain_dict, repr, word};

/// Verdicts about pairs of a record and an entry. One outranks every rule.
///
/// ``len()`` is the number of verdicts, earlier ones about the same pair included. Verdicts can be pickled,
/// with who decided and when, which rows do not say.
///
/// Args:
///     rows: ``(system, record_id, entry_id, verdict)`` rows, as :meth:`to_rows` gives them; none if
///         None.
///
/// Raises:
///     OptoutError: as for :meth:`pin`.
///     TypeError: something is no row of four str.
///
/// >>> import optout
/// >>> verdicts = optout.Verdicts()
/// >>> verdicts.pin("salesforce", "003A000001XyZab", "P-1", "different", decided_by="DPO")
/// >>> verdicts.get("salesforce", "003A000001XyZab", "P-1")["verdict"]
/// 'different'
#[pyclass(module = "optout", frozen)]
pub(crate) struct Verdicts {
    pub(crate) inner: Growing<core::Verdicts>,
}

#[pymethods]
impl Verdicts {
    #[new]
    #[pyo3(signature = (rows=None))]
    fn new(rows: Option<&Bound<'_, PyAny>>) -> PyResult<Self> {
        let mut inner = core::Verdicts::new();
        let expected = "(system, record_id, entry_id, verdict) rows of str";
        let rows = rows.map(|given| self::rows(given, expected)).transpose()?;
        for [system, record_id, entry_id, verdict] in rows.unwrap_or_default() {
            let verdict: Verdict = word(&Text(verdict))?;
            inner.pin(&system, &record_id, &entry_id, verdict).or_raise()?;
        }
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Reads a delimited text with the columns ``entry_id``, ``record_id`` and ``verdict``, and perhaps
    /// ``system``, ``decided_by``, ``decided_on`` and ``note``: a review queue as it was filled in.
    ///
    /// Args:
    ///     source: a path, the content as bytes, or a binary file object.
    ///
    /// Raises:
    ///     StructureError, LayoutError: the text cannot be read as a table.
    ///     OptoutError: a cell at fault, as for :meth:`pin`, with its position.
    #[staticmethod]
    fn read(source: &Bound<'_, PyAny>) -> PyResult<Self> {
        let inner = read_whole(source, Input::Verdicts, |input| core::Verdicts::read(input))?;
        Ok(Self { inner: Growing::new(inner) })
    }

    /// Pins a verdict.
    ///
    /// Args:
    ///     system: of the record id; of any system if blank.
    ///     record_id, entry_id: the record and the entry, which has an id of its own.
    ///     verdict: ``"same"`` or ``"different"``.
    ///     decided_by: who decided: a role or an office, such as ``"DPO"``.
    ///     decided_on: when, ``datetime.date``, ``datetime.datetime`` or ISO text. Of two that contradict
    ///         each other the later one counts.
    ///     note: what else is to be said.
    ///
    /// Raises:
    ///     OptoutError: an id or a word that cannot be read, an entry without an id, or a verdict that
    ///         contradicts another one (code ``"value"``). Nothing is pinned then.
    #[pyo3(signature = (
        system, record_id, entry_id, verdict, *, decided_by=None, decided_on=None, note=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn pin(
        &self,
        py: Python<'_>,
        system: Text,
        record_id: Text,
        entry_id: Text,
        verdict: Text,
        decided_by: Option<Text>,
        decided_on: Option<Time>,
        note: Option<Text>,
    ) -> PyResult<()> {
        let pinned = Pinned {
            verdict: word(&verdict)?,
            decided_by: decided_by.map(|text| text.0),
            decided_on: decided_on.map(|time| time.0),
            note: note.map(|text| text.0),
        };
        let pin = |verdicts: &mut core::Verdicts| {
            verdicts.pin(&system.0, &record_id.0, &entry_id.0, pinned)
        };
        self.inner.with(py, pin).or_raise()
    }

    /// The verdict that counts for a record and an entry, as a dict of ``verdict``, ``decided_by``,
    /// ``decided_on`` and ``note``; None if there is none.
    fn get<'py>(
        &self,
        py: Python<'py>,
        system: Text,
        record_id: Text,
        entry_id: Text,
    ) -> PyResult<Option<Bound<'py, PyDict>>> {
        let get = |verdicts: &mut core::Verdicts| {
            verdicts.get(&system.0, &record_id.0, &entry_id.0).cloned()
        };
        let pinned = self.inner.with(py, get);
        pinned.map(|pinned| plain_dict(py, &pinned)).transpose()
    }

    /// How many rows had no verdict yet.
    #[getter]
    fn undecided(&self, py: Python<'_>) -> u64 {
        self.inner.with(py, |verdicts| verdicts.undecided())
    }

    /// Rows of system, record id, entry and verdict for each pair decided about, in one order (list of
    /// tuples of four).
    fn to_rows(&self, py: Python<'_>) -> Vec<(String, String, String, String)> {
        self.inner.with(py, |verdicts| verdicts.to_rows().into_iter().map(four).collect())
    }

    /// SHA-256 of what was decided about which pairs, in hexadecimal; the order of rows, who decided
    /// and notes are not in it.
    #[getter]
    fn hash(&self, py: Python<'_>) -> String {
        self.inner.with(py, |verdicts| verdicts.hash())
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.inner.with(py, |verdicts| verdicts.len())
    }

    /// The verdicts as JSON text: all of them, who decided, when, and the notes; it holds record ids.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.inner.with(py, |verdicts| text::to_json(verdicts))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else.
    #[staticmethod]
    fn from_json(text: Text) -> PyResult<Self> {
        let verdicts = text::of_json(&text, "verdicts as to_json writes them")?;
        Ok(Self { inner: Growing::new(verdicts) })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let (len, undecided) = self.inner.with(py, |all| (all.len(), all.undecided()));
        repr("Verdicts", &[("verdicts", &len), ("undecided", &undecided)])
    }
}

fn four(row: [&str; 4]) -> (String, String, String, String) {
    let [one, two, three, four] = row.map(str::to_owned);
    (one, two, three, four)
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Verdicts>()
}
