//! The sweep over batches that an engine spreads over machines.

use std::sync::{Mutex, MutexGuard, PoisonError};

use arrow_array::{RecordBatch, RecordBatchReader as _};
use arrow_schema::Schema;
use optout_core::matching::FileFacts;
use optout_core::sweep::Tally;
use optout_core::{EvidenceReport, Input, Layout, Sweep, arrow};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};

use crate::batches::{told, validated};
use crate::capsule;
use crate::content::Content;
use crate::error::OrRaise;
use crate::evidence::EvidenceStore;
use crate::matcher::Matcher;
use crate::pickle::{self, Rebuilt};
use crate::policy::Policy;
use crate::source;
use crate::sweep::Limits;
use crate::sweep_frame::SweptBatches;
use crate::sweep_terms::{Against, SweepTerms};
use crate::text::{Day, Text, items, plain_dict, repr};

/// Sweeps the record batches of a part of a table, as :func:`sweep_frame` does all of it; for engines that
/// spread batches over machines.
///
/// A first look, :meth:`sweep`, decides about records as far as they can be decided about by themselves. Where
/// another record may turn out to be somebody else with the same address, ``settled`` is false, and
/// ``retention`` is ``"review"`` at most. What the batches have shown of that, :meth:`facts`, and what has been
/// found in them, :meth:`tally`, go from every part to one place, where :meth:`merge_facts` and
/// :meth:`merge_tallies` bring them together, in any order. With the facts of all parts a second look,
/// :meth:`settle`, settles the records that were not; its tally belongs to the others. At the end
/// :meth:`finish` has the numbers and looks at the guard.
///
/// It can be pickled, unless there is evidence; the other has seen nothing yet. Names and addresses are in
/// pickle and facts in clear: guard them as the list itself.
///
/// Args:
///     matcher: the list arranged for matching (:class:`Matcher`), with the rules that decide.
///     now, policy, evidence, received, guard, preset, columns: as for :func:`sweep_frame`; of the policy, the
///         part of the basis.
///
/// >>> import optout, pyarrow
/// >>> people = optout.read_list(b"Name,Work email\n,ada@engine.example\n")
/// >>> part = optout.BatchSweep(optout.Matcher(people), now="2026-11-24")
/// >>> batch = pyarrow.record_batch({"Record ID": ["7", "8"], "Email": ["ada@engine.example", None]})
/// >>> first = pyarrow.table(part.sweep(batch))
/// >>> first["retention"].to_pylist(), first["settled"].to_pylist()
/// (['review', None], [False, True])
/// >>> second = pyarrow.table(part.settle(batch, part.facts()))
/// >>> second["retention"].to_pylist()
/// ['remove', None]
/// >>> part.finish(part.tally())["records"]
/// 2
#[pyclass(module = "optout", frozen)]
pub(crate) struct BatchSweep {
    terms: SweepTerms,
    matcher: Py<Matcher>,
    layout: Layout,
    /// What a pickle makes another of.
    keywords: Py<PyDict>,
    batches: Mutex<Option<arrow::BatchSweep>>,
}

#[pymethods]
impl BatchSweep {
    #[new]
    #[pyo3(signature = (
        matcher, *, now, policy=None, evidence=None, received=None, guard=None, preset=None, columns=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new<'py>(
        py: Python<'py>,
        matcher: &Bound<'py, Matcher>,
        now: Bound<'py, PyAny>,
        policy: Option<&Bound<'py, Policy>>,
        evidence: Option<&Bound<'py, EvidenceStore>>,
        received: Option<Bound<'py, PyAny>>,
        guard: Option<Bound<'py, PyAny>>,
        preset: Option<Bound<'py, PyAny>>,
        columns: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Self> {
        // Pairs may come from what can be read once.
        let columns = columns.map(|columns| {
            let table = py.get_type::<PyDict>().call1((&columns,));
            table.unwrap_or(columns)
        });
        let keywords = PyDict::new(py);
        for (name, value) in [
            ("matcher", Some(matcher.as_any())),
            ("now", Some(&now)),
            ("policy", policy.map(|policy| policy.as_any())),
            ("evidence", evidence.map(|store| store.as_any())),
            ("received", received.as_ref()),
            ("guard", guard.as_ref()),
            ("preset", preset.as_ref()),
            ("columns", columns.as_ref()),
        ] {
            keywords.set_item(name, value)?;
        }
        let now: Day = now.extract()?;
        let received: Option<Day> = received.map(|day| day.extract()).transpose()?;
        let guard: Option<Limits> = guard.map(|guard| guard.extract()).transpose()?;
        let preset: Option<Text> = preset.map(|preset| preset.extract()).transpose()?;
        let matcher = matcher.clone().unbind();
        let against = Against::Matcher(matcher.clone_ref(py));
        Ok(Self {
            terms: SweepTerms::new(py, against, now, policy, evidence, received, guard)?,
            matcher,
            layout: source::contacts(preset, columns.as_ref())?,
            keywords: keywords.unbind(),
            batches: Mutex::new(None),
        })
    }

    /// Decides about the records of a batch, or of several, as far as they can be decided about by themselves
    /// (:class:`SweptBatches`, with the columns of :func:`sweep_frame`).
    ///
    /// Takes whatever has an Arrow stream or array. The columns have to be those of the first batch.
    ///
    /// Raises:
    ///     LayoutError: no preset fits, or the header lacks what is needed.
    ///     OptoutError: a column's type cannot be what it has to be, or a flag cannot be read, with its record.
    fn sweep(&self, py: Python<'_>, batch: &Bound<'_, PyAny>) -> PyResult<Py<SweptBatches>> {
        self.each(py, batch, |batches, sweep, batch| batches.sweep(sweep, batch))
    }

    /// Decides again about the records of a batch, with what all parts of the table have shown: ``settled`` is
    /// true then.
    ///
    /// Every record that was not settled has to be given to it once. About those that were, it says the same
    /// again and counts nothing.
    ///
    /// Raises:
    ///     OptoutError: as :meth:`sweep`, and for facts that are another matcher's, or damaged.
    fn settle(
        &self,
        py: Python<'_>,
        batch: &Bound<'_, PyAny>,
        facts: Content,
    ) -> PyResult<Py<SweptBatches>> {
        let facts = py.detach(|| FileFacts::from_bytes(facts.bytes())).or_raise()?;
        self.each(py, batch, |batches, sweep, batch| batches.settle(sweep, batch, &facts))
    }

    /// What the batches so far have shown that no record shows by itself (bytes).
    fn facts<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let facts = |batches: &Option<arrow::BatchSweep>| match batches {
            Some(batches) => batches.facts().to_bytes(),
            None => FileFacts::default().to_bytes(),
        };
        PyBytes::new(py, &py.detach(|| facts(&self.state())))
    }

    /// What has been found in the batches so far, each record counted when it was settled (bytes).
    fn tally<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        let tally = |batches: &Option<arrow::BatchSweep>| match batches {
            Some(batches) => batches.tally().to_bytes(),
            None => Tally::default().to_bytes(),
        };
        PyBytes::new(py, &py.detach(|| tally(&self.state())))
    }

    /// Brings together what several parts have shown (bytes): an iterable of what :meth:`facts` gave.
    ///
    /// Raises:
    ///     OptoutError: one of them is another matcher's, or damaged.
    fn merge_facts<'py>(
        &self,
        py: Python<'py>,
        parts: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let matcher = &self.matcher.get().inner;
        let mut facts = FileFacts::default();
        for part in items(parts, "an iterable of bytes")? {
            let part: Content = part?.extract()?;
            let merged = py.detach(|| facts.merge(&FileFacts::from_bytes(part.bytes())?, matcher));
            merged.or_raise()?;
        }
        Ok(PyBytes::new(py, &facts.to_bytes()))
    }

    /// Brings together what has been found in several parts (bytes): an iterable of what :meth:`tally` gave.
    ///
    /// Raises:
    ///     OptoutError: one of them is damaged.
    #[staticmethod]
    fn merge_tallies<'py>(
        py: Python<'py>,
        parts: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let mut tally = Tally::default();
        for part in items(parts, "an iterable of bytes")? {
            let part: Content = part?.extract()?;
            tally.merge(&Tally::from_bytes(part.bytes()).or_raise()?);
        }
        Ok(PyBytes::new(py, &tally.to_bytes()))
    }

    /// The numbers of the whole table, from the tallies of all parts, both looks (dict, as
    /// :attr:`SweptFrame.counts`).
    ///
    /// Raises:
    ///     GuardError: more would be removed than the guard allows.
    ///     OptoutError: the tally is damaged.
    fn finish<'py>(&self, py: Python<'py>, tally: Content) -> PyResult<Bound<'py, PyDict>> {
        let tally = Tally::from_bytes(tally.bytes()).or_raise()?;
        let counts = py.detach(|| self.terms.with(|sweep| sweep.finish(&tally)));
        plain_dict(py, &counts.or_raise()?)
    }

    /// The evidence report of the whole table, from the same tallies as :meth:`finish`, as :meth:`SweptFrame.html`
    /// (str).
    ///
    /// Raises:
    ///     GuardError: more would be removed than the guard allows.
    ///     OptoutError: the tally is damaged.
    fn html(&self, py: Python<'_>, tally: Content) -> PyResult<String> {
        let tally = Tally::from_bytes(tally.bytes()).or_raise()?;
        let page = py.detach(|| {
            self.terms.with(|sweep| {
                let counts = sweep.finish(&tally)?;
                Ok(EvidenceReport::new(&sweep, &counts).html())
            })
        });
        page.or_raise()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_keywords::<Self>(py, self.keywords.bind(py))
    }

    fn __repr__(&self) -> String {
        let state = self.state();
        let records = state.as_ref().map_or(0, |batches| batches.tally().counts().records);
        repr("BatchSweep", &[("records", &records)])
    }
}

impl BatchSweep {
    fn state(&self) -> MutexGuard<'_, Option<arrow::BatchSweep>> {
        self.batches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something with each batch of a source, without the interpreter's lock.
    fn each(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        work: impl Fn(
            &mut arrow::BatchSweep,
            &Sweep<'_>,
            &RecordBatch,
        ) -> optout_core::Result<RecordBatch>
        + Send
        + Sync,
    ) -> PyResult<Py<SweptBatches>> {
        let source = capsule::take(source, Input::Contacts)?;
        let done = py.detach(|| -> optout_core::Result<_> {
            self.terms.with(|sweep| {
                let mut state = self.state();
                let batches = match &mut *state {
                    Some(batches) => batches,
                    none => none.insert(self.open(&sweep, &source.schema())?),
                };
                let mut done = Vec::new();
                for batch in source {
                    let batch = batch.map_err(told)?;
                    validated(&batch, batches.columns(), Input::Contacts).map_err(told)?;
                    done.push(work(batches, &sweep, &batch)?);
                }
                Ok(done)
            })
        });
        let done = done.map_err(|error| error.within(Input::Contacts)).or_raise()?;
        SweptBatches::of(py, done)
    }

    fn open(&self, sweep: &Sweep<'_>, schema: &Schema) -> optout_core::Result<arrow::BatchSweep> {
        arrow::BatchSweep::new(sweep, &self.layout, schema)
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<BatchSweep>()
}
