//! Where a person is, which regimes may apply there, and the days that these set.

use optout_core::basis::{self, Regime, RegimeSet, Request};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDict};

use crate::html;
use crate::pickle::not_pickled;
use crate::policy::{self, Policy};
use crate::question::Whereabouts;
use crate::text::{self, Day, Text, Texts, date, plain_dict, quoted, repr, word};

/// The regimes that may apply to a person, and what tells so; :func:`place` makes one.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Place {
    inner: basis::Place,
}

#[pymethods]
impl Place {
    /// The regimes, such as ``"eea"``; the strictest of them counts.
    #[getter]
    fn regimes(&self) -> Vec<&'static str> {
        self.inner.regimes.iter().map(|regime| regime.as_str()).collect()
    }

    /// What tells so: ``"residency"``, ``"mailing_address"``, ``"vendor"``, ``"phone"``, ``"company"``,
    /// ``"domain"``, or ``"unknown"`` where nothing does.
    #[getter]
    fn signal(&self) -> &'static str {
        self.inner.signal.as_str()
    }

    /// The place as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The place as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::basis::place(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Place", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let regimes: Vec<String> =
            self.regimes().into_iter().map(|regime| quoted(Some(regime))).collect();
        let regimes = format!("[{}]", regimes.join(", "));
        repr("Place", &[("regimes", &regimes), ("signal", &quoted(Some(self.signal())))])
    }
}

/// The regimes that may apply to a person (:class:`Place`).
///
/// The first signal that says anything decides, in the order of the arguments. The United States without
/// a state are California and the rest of them; where nothing is known, it is the EEA and the UK.
///
/// Args:
///     residency: the country in which the person says they live.
///     country, region: where the person gets mail.
///     vendor_country: the country that the vendor gives.
///     phone: a telephone number, which counts if it starts with its calling code: ``+49``, ``0049``.
///     company_country: the country of the person's company.
///     domain: a domain of the person or the company.
///     policy: whose packs say which country is whose; the standard one if None.
///
/// >>> import optout
/// >>> optout.place(phone="+49 30 0", domain="acme.us")
/// Place(regimes=['eea'], signal='phone')
#[pyfunction]
#[pyo3(signature = (
    *, residency=None, country=None, region=None, vendor_country=None, phone=None,
    company_country=None, domain=None, policy=None
))]
#[expect(clippy::too_many_arguments, reason = "keyword arguments")]
fn place(
    py: Python<'_>,
    residency: Option<Text>,
    country: Option<Text>,
    region: Option<Text>,
    vendor_country: Option<Text>,
    phone: Option<Text>,
    company_country: Option<Text>,
    domain: Option<Text>,
    policy: Option<&Bound<'_, Policy>>,
) -> PyResult<Place> {
    let place = [residency, country, region, vendor_country, phone, company_country, domain];
    let packs = &policy::given(py, policy)?.basis().packs;
    Ok(Place { inner: packs.place(&Whereabouts::new(place).signals()) })
}

/// A day by which something is to be done; :func:`deadline` makes one.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Deadline {
    inner: basis::Deadline,
}

#[pymethods]
impl Deadline {
    /// The last day (``datetime.date``).
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.date)
    }

    /// What set it, such as ``"can_spam"``.
    #[getter]
    fn clock(&self) -> &'static str {
        self.inner.clock.as_str()
    }

    /// The day it runs from (``datetime.date``).
    #[getter]
    fn start<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDate>> {
        date(py, self.inner.start)
    }

    /// Whether its last day has passed.
    fn is_overdue(&self, now: Day) -> bool {
        self.inner.is_overdue(now.0)
    }

    /// The deadline as plain data; days are ISO text.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The deadline as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::basis::deadline(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Deadline", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let day = quoted(Some(&self.inner.date.to_string()));
        repr("Deadline", &[("date", &day), ("clock", &quoted(Some(self.clock())))])
    }
}

/// The earliest day that any of the regimes sets for a request (:class:`Deadline`); None where none has a
/// clock for it.
///
/// Args:
///     regimes: words such as ``"eea"``, as :attr:`Place.regimes` gives them.
///     request: ``"opt_out"``; ``"erasure"``, asked of the controller; or ``"deletion_list"``, asked of a
///         public list for data brokers.
///     start: the day it runs from, ``datetime.date`` or ISO text.
///     policy: whose packs and holidays count; the standard one if None.
///
/// Raises:
///     OptoutError: a word or a day that cannot be read.
///
/// >>> import optout
/// >>> usa = optout.place(country="US").regimes
/// >>> optout.deadline(usa, "opt_out", "2026-11-24")
/// Deadline(date='2026-12-08', clock='can_spam')
#[pyfunction]
#[pyo3(signature = (regimes, request, start, *, policy=None))]
fn deadline(
    py: Python<'_>,
    regimes: Texts,
    request: Text,
    start: Day,
    policy: Option<&Bound<'_, Policy>>,
) -> PyResult<Option<Deadline>> {
    let regimes = regimes.0.into_iter().map(|regime| word::<Regime>(&Text(regime)));
    let regimes: RegimeSet = regimes.collect::<PyResult<_>>()?;
    let request: Request = word(&request)?;
    let policy = policy::given(py, policy)?.basis();
    let deadline = policy.packs.deadline(regimes, request, start.0, &policy.holidays);
    Ok(deadline.map(|inner| Deadline { inner }))
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(place, module)?)?;
    module.add_function(wrap_pyfunction!(deadline, module)?)?;
    module.add_class::<Place>()?;
    module.add_class::<Deadline>()
}
