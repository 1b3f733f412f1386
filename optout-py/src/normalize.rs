//! Raw values to keys, one at a time: for looking at what matching does, and for tests.

use optout_core::matching;
use optout_core::normalize::boolean;
use optout_core::normalize::date::{DateColumn, DateOptions, DateOutcome};
use optout_core::normalize::email::{self, Email, EmailFault};
use optout_core::normalize::id::{self, IdFault};
use optout_core::normalize::name::Name;
use optout_core::normalize::website::{Website, WebsiteFault};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::unreadable;
use crate::list::read_order;
use crate::tables::Nicknames;
use crate::text::{Text, cell, items, plain_dict};

fn id_key(py: Python<'_>, key: Result<String, IdFault>) -> PyResult<String> {
    key.map_err(|fault| unreadable(py, fault.as_str(), fault.to_string()))
}

fn parse_email(py: Python<'_>, raw: &Text) -> PyResult<Email> {
    Email::parse(&raw.0)
        .map_err(|fault: EmailFault| unreadable(py, fault.as_str(), fault.to_string()))
}

fn parse_website(py: Python<'_>, raw: &Text) -> PyResult<Website> {
    Website::parse(&raw.0)
        .map_err(|fault: WebsiteFault| unreadable(py, fault.as_str(), fault.to_string()))
}

/// The key of an id of which nothing is known; case-sensitive, never a number.
///
/// Raises:
///     UnreadableError: it is blank, or a spreadsheet has damaged it.
///
/// >>> from optout import normalize
/// >>> normalize.opaque_id(" '00123")
/// '00123'
#[pyfunction]
fn opaque_id(py: Python<'_>, raw: Text) -> PyResult<String> {
    id_key(py, id::opaque_id(&raw.0).map(Into::into))
}

/// The key of an id in a column that holds Salesforce ids: always the 18-character form.
///
/// Raises:
///     UnreadableError: as for :func:`opaque_id`, or the id contradicts its own suffix.
///
/// >>> from optout import normalize
/// >>> normalize.salesforce_id("0014000000Lmabc")
/// '0014000000LmabcAAB'
#[pyfunction]
fn salesforce_id(py: Python<'_>, raw: Text) -> PyResult<String> {
    id_key(py, id::salesforce_id(&raw.0))
}

/// The key of an id in the id column of a CRM that is not named, by the id's own shape.
///
/// Raises:
///     UnreadableError: as for :func:`salesforce_id`.
#[pyfunction]
fn crm_id(py: Python<'_>, raw: Text) -> PyResult<String> {
    id_key(py, id::crm_id(&raw.0).map(Into::into))
}

/// The exact key of one e-mail address: lower case, the domain in A-labels; tags and dots stay.
///
/// Raises:
///     UnreadableError: it is not one address with a full host name.
///
/// >>> from optout import normalize
/// >>> normalize.email_exact("Jane Roe <Jane@ACME.example>")
/// 'jane@acme.example'
#[pyfunction]
fn email_exact(py: Python<'_>, raw: Text) -> PyResult<String> {
    Ok(parse_email(py, &raw)?.exact().to_owned())
}

/// The canonical key of one e-mail address: without what its provider documents to ignore.
///
/// Raises:
///     UnreadableError: as for :func:`email_exact`.
///
/// >>> from optout import normalize
/// >>> normalize.email_canonical("j.a.n.e+news@googlemail.com")
/// 'jane@gmail.com'
#[pyfunction]
fn email_canonical(py: Python<'_>, raw: Text) -> PyResult<String> {
    Ok(parse_email(py, &raw)?.canonical().to_owned())
}

/// What kind of mailbox an address names: role, free mail, disposable or corporate, as a word.
///
/// Raises:
///     UnreadableError: as for :func:`email_exact`.
///
/// >>> from optout import normalize
/// >>> normalize.email_class("info@acme.example")
/// 'role'
#[pyfunction]
fn email_class(py: Python<'_>, raw: Text) -> PyResult<&'static str> {
    Ok(parse_email(py, &raw)?.class().as_str())
}

/// The addresses of a cell, as they stand in it (list of str).
///
/// >>> from optout import normalize
/// >>> normalize.split_emails("a@x.example; b@x.example")
/// ['a@x.example', 'b@x.example']
#[pyfunction]
fn split_emails(cell: Text) -> Vec<String> {
    email::split_emails(&cell.0).map(str::to_owned).collect()
}

/// The registrable domain of a URL or host, in A-labels.
///
/// Raises:
///     UnreadableError: no registrable domain is left.
///
/// >>> from optout import normalize
/// >>> normalize.website_domain("https://www.acme.example/about")
/// 'acme.example'
#[pyfunction]
fn website_domain(py: Python<'_>, raw: Text) -> PyResult<String> {
    Ok(parse_website(py, &raw)?.domain().to_owned())
}

/// Whose site it is: a company's, a mail provider's, a social network's and so on, as a word.
///
/// Raises:
///     UnreadableError: as for :func:`website_domain`.
///
/// >>> from optout import normalize
/// >>> normalize.website_class("https://www.acme.example")
/// 'company'
#[pyfunction]
fn website_class(py: Python<'_>, raw: Text) -> PyResult<&'static str> {
    Ok(parse_website(py, &raw)?.class().as_str())
}

/// The key of names that are the same but for order, case, marks and titles; empty for no name.
///
/// >>> from optout import normalize
/// >>> normalize.name_key("ROE, Jane") == normalize.name_key("Dr. Jane Roe")
/// True
#[pyfunction]
fn name_key(full: Text) -> String {
    Name::parse(&full.0).map(|name| name.key()).unwrap_or_default()
}

/// How two whole names agree, as a dict, or None if one of the texts is no name.
///
/// ``class`` is the agreement as a whole. ``is_close`` says that one thing at most sets them apart, a slip, an
/// initial, a part left out, or their order, and that two parts or more agree. ``edges`` are the pairs of parts: the places ``left`` and
/// ``right``, the ``class`` and the ``reason``, such as ``"short_form"`` or ``"slip"``. ``left_over`` and
/// ``right_over`` count the parts that have no other, ``left_places`` and ``right_places`` are theirs.
/// ``generations_differ`` and ``parents_differ`` say that Jr and Sr, or two fathers, tell them apart;
/// ``address_differs`` and ``number_differs`` that Mr and Mrs do, or a couple and one of the two.
///
/// Args:
///     left, right: the names.
///     nicknames: short forms of given names beside those that the library knows
///         (:class:`optout.Nicknames`).
///
/// >>> from optout import normalize
/// >>> normalize.compare_names("Bob Roe", "Robert Roe")["class"]
/// 'nickname'
#[pyfunction]
#[pyo3(signature = (left, right, *, nicknames=None))]
fn compare_names<'py>(
    py: Python<'py>,
    left: Text,
    right: Text,
    nicknames: Option<&Bound<'_, Nicknames>>,
) -> PyResult<Option<Bound<'py, PyDict>>> {
    match (Name::parse(&left.0), Name::parse(&right.0)) {
        (Some(left), Some(right)) => {
            let compared = match nicknames {
                None => matching::compare_names(&left, &right),
                Some(nicknames) => nicknames
                    .get()
                    .inner
                    .with(py, |nicknames| matching::compare_names_with(&left, &right, nicknames)),
            };
            plain_dict(py, &compared).map(Some)
        }
        _ => Ok(None),
    }
}

/// Reads a column of dates as a whole: one cell can settle what another leaves open.
///
/// Args:
///     cells: an iterable of str or None.
///     order: ``"month_first"`` or ``"day_first"``, where the column does not prove one.
///     serial: read plain numbers as a spreadsheet's day count.
///     assumed_offset: minutes that a time without a zone is ahead of UTC.
///
/// Returns:
///     list of str, one for each cell: ISO text, or ``"blank"``, ``"ambiguous"`` or ``"unreadable"``.
///
/// >>> from optout import normalize
/// >>> normalize.date_column(["03/04/2026", "11/21/2026"])
/// ['2026-03-04', '2026-11-21']
#[pyfunction]
#[pyo3(signature = (cells, *, order=None, serial=false, assumed_offset=0))]
fn date_column(
    cells: &Bound<'_, PyAny>,
    order: Option<Text>,
    serial: bool,
    assumed_offset: i32,
) -> PyResult<Vec<String>> {
    let mut column = DateColumn::new();
    for value in items(cells, "an iterable of str or None")? {
        column.push(&cell(&value?)?.unwrap_or_default());
    }
    let options = DateOptions { order: read_order(order)?, serial, assumed_offset };
    let read = |outcome: &DateOutcome| match outcome {
        DateOutcome::Date(moment) => moment.to_string(),
        other => other.as_str().to_owned(),
    };
    Ok(column.finish(&options).outcomes.iter().map(read).collect())
}

/// What a cell that holds a flag says: ``"true"``, ``"false"``, ``"blank"`` or ``"unreadable"``.
///
/// >>> from optout import normalize
/// >>> normalize.flag("Yes"), normalize.flag("")
/// ('true', 'blank')
#[pyfunction]
fn flag(raw: Text) -> &'static str {
    boolean::parse_flag(&raw.0).as_str()
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(opaque_id, module)?)?;
    module.add_function(wrap_pyfunction!(salesforce_id, module)?)?;
    module.add_function(wrap_pyfunction!(crm_id, module)?)?;
    module.add_function(wrap_pyfunction!(email_exact, module)?)?;
    module.add_function(wrap_pyfunction!(email_canonical, module)?)?;
    module.add_function(wrap_pyfunction!(email_class, module)?)?;
    module.add_function(wrap_pyfunction!(split_emails, module)?)?;
    module.add_function(wrap_pyfunction!(website_domain, module)?)?;
    module.add_function(wrap_pyfunction!(website_class, module)?)?;
    module.add_function(wrap_pyfunction!(name_key, module)?)?;
    module.add_function(wrap_pyfunction!(compare_names, module)?)?;
    module.add_function(wrap_pyfunction!(date_column, module)?)?;
    module.add_function(wrap_pyfunction!(flag, module)?)
}
