//! The classification of many records: of files and of columns.

use std::fs::File;
use std::io::{Read, Write};

use optout_core::sweep::{Classifier, Progress};
use optout_core::table::RecordValues;
use optout_core::{BasisPolicy, Date, Input, Table, basis, fs};
use pyo3::prelude::*;

use crate::classification::Classification;
use crate::classified::Classified;
use crate::columns::Columns;
use crate::error::{OrRaise, invalid_option};
use crate::evidence::EvidenceStore;
use crate::matcher::SIGNALS_EVERY;
use crate::policy::{self, Policy};
use crate::question;
use crate::source::{self, FilePath, read_raising};
use crate::text::{Day, Text};
use crate::watch::{Callback, Raised};

/// What every record is classified by.
pub(crate) struct Terms {
    policy: BasisPolicy,
    evidence: Option<Py<EvidenceStore>>,
    trigger: basis::Trigger,
    since: Date,
    now: Date,
    traces: bool,
}

impl Terms {
    pub(crate) fn new(
        py: Python<'_>,
        now: Day,
        since: Option<Day>,
        trigger: Option<Text>,
        evidence: Option<&Bound<'_, EvidenceStore>>,
        policy: Option<&Bound<'_, Policy>>,
    ) -> PyResult<Self> {
        Ok(Self {
            policy: policy::given(py, policy)?.basis().clone(),
            evidence: evidence.map(|store| store.clone().unbind()),
            trigger: question::trigger(trigger)?,
            since: since.map_or(now.0, |day| day.0),
            now: now.0,
            traces: false,
        })
    }

    /// The same with traces, if they are asked for.
    pub(crate) fn traces(mut self, traces: bool) -> Self {
        self.traces = traces;
        self
    }

    /// Calls with the classifier.
    pub(crate) fn with<R>(&self, call: impl FnOnce(&Classifier<'_>) -> R) -> R {
        let none = basis::EvidenceStore::new();
        let evidence = self.evidence.as_ref().map_or(&none, |store| &store.get().inner);
        let classifier =
            Classifier::new(&self.policy, evidence, self.trigger, self.since, self.now);
        call(&classifier.traces(self.traces))
    }
}

/// Classifies the records of a contact export (:class:`Classified`): after the end of a subscription, or to
/// see where one stands before a list comes in. Every record is taken for the person that it names.
///
/// The table has a row for each record: ``record``, ``record_id``, ``retention``, ``basis``,
/// ``marketing``, ``rule``, ``reason``, ``missing``, ``deadline``, ``valid_until`` and
/// ``marketing_until``. It stands in :attr:`Classified.table`, or in the file at ``output``, which appears
/// whole or not at all.
///
/// Args:
///     contacts: a path, the content as bytes, or a binary file object.
///     now: today, ``datetime.date`` or ISO text.
///     since: the day on which the list was received or the subscription ended, if it was not today.
///     trigger: ``"vendor_opt_out"``, which is what None means, or ``"after_subscription"``.
///     evidence: what is known besides what the records say (:class:`EvidenceStore`).
///     policy: the policy; the standard one if None.
///     preset, columns, encoding, delimiter: of the contacts, as for :func:`sweep_file`.
///     traces: whether each answer comes with how it came about, as JSON in one more column ``trace``: what
///         :meth:`BasisTrace.to_json` gives.
///     output: the path to write to.
///     progress: as for :func:`sweep_file`.
///
/// Raises:
///     OptoutError: a fault of the contacts with its position, or a failed write.
///
/// >>> import optout
/// >>> found = optout.classify_table(
/// ...     b"Record ID,Email,Marketing contact status\n7,ada@engine.example,Marketing contact\n",
/// ...     now="2026-11-24", trigger="after_subscription",
/// ... )
/// >>> found.counts["retention"], found.counts["marketing_contacts_missing"]
/// ({'remove': 1}, {'own_evidence': 1})
/// >>> print(found.table.decode(), end="")
/// record,record_id,retention,basis,marketing,rule,reason,missing,deadline,valid_until,marketing_until
/// 1,7,remove,,suppressed,R10,no_independent_basis,own_evidence,,,
#[pyfunction]
#[pyo3(signature = (
    contacts, *, now, since=None, trigger=None, evidence=None, policy=None, preset=None, columns=None,
    encoding=None, delimiter=None, traces=false, output=None, progress=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn classify_table(
    contacts: &Bound<'_, PyAny>,
    now: Day,
    since: Option<Day>,
    trigger: Option<Text>,
    evidence: Option<&Bound<'_, EvidenceStore>>,
    policy: Option<&Bound<'_, Policy>>,
    preset: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
    traces: bool,
    output: Option<FilePath>,
    progress: Option<Callback>,
) -> PyResult<Classified> {
    let terms = Terms::new(contacts.py(), now, since, trigger, evidence, policy)?.traces(traces);
    let layout = source::contacts(preset, columns)?;
    let format = source::format(encoding, delimiter)?;
    let is_output =
        |path: FilePath| output.as_ref().is_some_and(|output| fs::is_same_file(&path.0, &output.0));
    if contacts.extract().is_ok_and(is_output) {
        return Err(invalid_option("output", "another path than that of the contacts"));
    }

    let (raised, mut told) = (Raised::default(), 0);
    let mut on_progress = |Progress { records, .. }: Progress| {
        let delta = records - told;
        told = records;
        raised.ask(progress.as_ref().filter(|_| delta > 0).map(|progress| (progress, delta)))
    };
    let mut run = |input: &mut dyn Read, output: &mut dyn Write| {
        let mut contacts = Table::open_contacts(input, format, &layout)?;
        terms.with(|classifier| classifier.run(&mut contacts, output, &mut on_progress))
    };
    let (found, table) = read_raising(contacts, Input::Contacts, &raised, |input| match &output {
        Some(path) => {
            let write = |file: &mut File| run(input, file);
            Ok((fs::write_atomically(&path.0, write)?, None))
        }
        None => {
            let mut table = Vec::new();
            Ok((run(input, &mut table)?, Some(table)))
        }
    })?;
    Ok(Classified::new(found, table))
}

/// Classifies as many records as the columns have rows (list of :class:`Classification`, in their order).
///
/// Args:
///     columns: a mapping of roles to columns, or ``(role, column)`` pairs where a role comes more than
///         once. Roles: ``record_id:NAMESPACE``, ``id:NAMESPACE``, ``merged_ids:NAMESPACE``, ``email``,
///         ``website``, ``residency``, ``country``, ``region``, ``phone``, ``company_country``,
///         ``email_opt_out``, ``subscribed``, ``opt_out_at``, ``email_opt_in``, ``do_not_call``,
///         ``do_not_contact``, ``marketing_contact`` and ``legal_basis``. A column is anything that gives str, None, NaN or
///         ``pandas.NA`` when iterated; one of flags may give bool too.
///     now, since, trigger, evidence, policy: as for :func:`classify_table`.
///
/// Raises:
///     OptoutError: an unknown role, columns of different lengths, or a flag that cannot be read, with its
///         record.
///     LayoutError: no column identifies, a role comes twice that can come once, or there is evidence that
///         goes by a record's own id, and no column of it.
///     TypeError: a cell is something else, such as an id that was read as a number.
///
/// >>> import optout
/// >>> store = optout.read_evidence(
/// ...     b"email,kind,occurred_at,source_ref,provenance\nada@engine.example,contract,2026-03-01,c-7,own\n"
/// ... )
/// >>> columns = {"email": ["ada@engine.example", "bob@engine.example"], "country": ["France", None]}
/// >>> answers = optout.classify_columns(columns, now="2026-11-24", evidence=store)
/// >>> [(answer.retention, answer.basis) for answer in answers]
/// [('keep', 'contract'), ('remove', None)]
#[pyfunction]
#[pyo3(signature = (columns, *, now, since=None, trigger=None, evidence=None, policy=None))]
fn classify_columns(
    columns: &Bound<'_, PyAny>,
    now: Day,
    since: Option<Day>,
    trigger: Option<Text>,
    evidence: Option<&Bound<'_, EvidenceStore>>,
    policy: Option<&Bound<'_, Policy>>,
) -> PyResult<Vec<Classification>> {
    let py = columns.py();
    let terms = Terms::new(py, now, since, trigger, evidence, policy)?;
    let (columns, schema) = Columns::classifiable(columns)?;
    py.detach(|| {
        terms.with(|classifier| {
            classifier.require(&schema).or_raise()?;
            let mut answers = Vec::with_capacity(columns.rows);
            let mut values = RecordValues::new();
            for row in 0..columns.rows {
                if row % SIGNALS_EVERY == SIGNALS_EVERY - 1 {
                    Python::attach(|py| py.check_signals())?;
                }
                columns.fill(&mut values, row);
                let answer = classifier.record(&values.record(row as u64 + 1), &schema);
                answers.push(Classification { inner: answer.or_raise()? });
            }
            Ok(answers)
        })
    })
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(classify_table, module)?)?;
    module.add_function(wrap_pyfunction!(classify_columns, module)?)
}
