//! Redaction and verification in one call, by a redactor that is made for it.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::list::OptOutList;
use crate::redact::Redactor;
use crate::source::FilePath;
use crate::summary::{Summary, Verification};
use crate::text::{Text, Texts};
use crate::watch::Callback;

/// Redacts a frame: one of the same kind, and a :class:`Summary`.
///
/// The same as :meth:`Redactor.redact` of a :class:`Redactor` with the other arguments, of which one has
/// to say whose rows.
///
/// >>> import optout, pandas
/// >>> export = pandas.DataFrame({"6sense People Id": ["P1", "P2"], "Name": ["Ada", "Bob"]})
/// >>> redacted, summary = optout.redact(export, people_ids=["P2"])
/// >>> redacted["Name"].isna().tolist(), redacted["Is Redacted"].tolist()
/// ([False, True], [False, True])
/// >>> summary
/// Summary(records=2, redacted=1)
#[pyfunction]
#[pyo3(signature = (
    frame, *, list=None, people_ids=None, record_ids=None, emails=None, profile=None, aliases=None
))]
fn redact<'py>(
    frame: &Bound<'py, PyAny>,
    list: Option<&Bound<'py, OptOutList>>,
    people_ids: Option<Texts>,
    record_ids: Option<Texts>,
    emails: Option<Texts>,
    profile: Option<Text>,
    aliases: Option<&Bound<'py, PyAny>>,
) -> PyResult<Bound<'py, PyTuple>> {
    require_somebody(list.is_some(), [&people_ids, &record_ids, &emails])?;
    let redactor = Redactor::new(
        people_ids,
        record_ids,
        emails,
        list,
        profile,
        aliases,
        None,
        None,
        Some(1),
        true,
    )?;
    Redactor::redact(&Bound::new(frame.py(), redactor)?, frame)
}

/// Redacts one file into another (:class:`Summary`).
///
/// The same as :meth:`Redactor.redact_csv` of a :class:`Redactor` with the other arguments, of which one
/// has to say whose rows.
#[pyfunction]
#[pyo3(signature = (
    path_in, path_out, *, list=None, people_ids=None, record_ids=None, emails=None, profile=None,
    aliases=None, encoding=None, delimiter=None, threads=None, hashes=true, verify=true, progress=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn redact_csv(
    path_in: &Bound<'_, PyAny>,
    path_out: FilePath,
    list: Option<&Bound<'_, OptOutList>>,
    people_ids: Option<Texts>,
    record_ids: Option<Texts>,
    emails: Option<Texts>,
    profile: Option<Text>,
    aliases: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
    threads: Option<usize>,
    hashes: bool,
    verify: bool,
    progress: Option<Callback>,
) -> PyResult<Summary> {
    require_somebody(list.is_some(), [&people_ids, &record_ids, &emails])?;
    Redactor::new(
        people_ids, record_ids, emails, list, profile, aliases, encoding, delimiter, threads,
        hashes,
    )?
    .redact_csv(path_in, path_out, verify, progress)
}

/// Verifies a redacted file against its original (:class:`Verification`).
///
/// The same as :meth:`Redactor.verify` of a :class:`Redactor` with the other arguments, of which one has
/// to say whose rows.
#[pyfunction]
#[pyo3(signature = (
    original, redacted, *, list=None, people_ids=None, record_ids=None, emails=None, profile=None,
    aliases=None, encoding=None, delimiter=None, hashes=true, progress=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn verify(
    py: Python<'_>,
    original: FilePath,
    redacted: FilePath,
    list: Option<&Bound<'_, OptOutList>>,
    people_ids: Option<Texts>,
    record_ids: Option<Texts>,
    emails: Option<Texts>,
    profile: Option<Text>,
    aliases: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
    hashes: bool,
    progress: Option<Callback>,
) -> PyResult<Verification> {
    require_somebody(list.is_some(), [&people_ids, &record_ids, &emails])?;
    Redactor::new(
        people_ids,
        record_ids,
        emails,
        list,
        profile,
        aliases,
        encoding,
        delimiter,
        Some(1),
        hashes,
    )?
    .verify(py, original, redacted, progress)
}

/// A call that names nobody would do nothing, and look as if it had.
fn require_somebody(is_listed: bool, given: [&Option<Texts>; 3]) -> PyResult<()> {
    if is_listed || given.iter().any(|texts| texts.is_some()) {
        return Ok(());
    }
    Err(PyTypeError::new_err("expected list, people_ids, record_ids or emails: whose rows"))
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(redact, module)?)?;
    module.add_function(wrap_pyfunction!(redact_csv, module)?)?;
    module.add_function(wrap_pyfunction!(verify, module)?)
}
