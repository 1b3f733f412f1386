//! What another policy would decide.

use optout_core::basis;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::error::invalid_option;
use crate::html;
use crate::pickle::not_pickled;
use crate::policy::Policy;
use crate::question::Question;
use crate::text::{self, Text, pairs, plain, plain_dict, repr};

/// Which decisions another policy turns over; :func:`what_if` makes one.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct WhatIf {
    inner: basis::WhatIf,
}

#[pymethods]
impl WhatIf {
    /// How many cases there were.
    #[getter]
    fn cases(&self) -> u64 {
        self.inner.cases
    }

    /// How many of them are decided otherwise.
    #[getter]
    fn flips(&self) -> u64 {
        self.inner.flips
    }

    /// Whether that is more than was allowed: a human has to look before the new policy is used.
    #[getter]
    fn exceeds_cap(&self) -> bool {
        self.inner.exceeds_cap
    }

    /// The flips, those from the same answer to the same other answer together (list of dict): ``from``
    /// and ``to`` with ``retention``, ``marketing`` and ``reason``, and the names of the ``cases``.
    #[getter]
    fn groups<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.groups)
    }

    /// All of it as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// All of it as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::basis::what_if(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("WhatIf", "pass on its to_dict()")
    }

    fn __repr__(&self) -> String {
        let exceeds_cap = if self.inner.exceeds_cap { "True" } else { "False" };
        let (cases, flips) = (self.inner.cases, self.inner.flips);
        repr("WhatIf", &[("cases", &cases), ("flips", &flips), ("exceeds_cap", &exceeds_cap)])
    }
}

/// Classifies cases under two policies, and says which decisions flip (:class:`WhatIf`).
///
/// Args:
///     cases: ``(name, case)`` pairs, or a mapping; a case is a mapping of the arguments of
///         :func:`classify`, without a policy. Names stand in the result.
///     before, after: the policies. Which regimes may apply is told by the packs of ``before``.
///     most_flips: how many flips are allowed.
///
/// Raises:
///     OptoutError: a word or a day that cannot be read.
///     TypeError: something is no case.
///
/// >>> import optout
/// >>> own = {"occurred_at": "2026-03-01", "source_ref": "crm", "provenance": "own"}
/// >>> customer = [optout.Evidence(kind, **own) for kind in ("employer_customer", "person_link")]
/// >>> cases = [("7", {"evidence": customer, "now": "2026-11-24"})]
/// >>> tested = optout.Policy.from_toml("[basis]\nbalancing_test = 'DPO-2026-07'\n")
/// >>> found = optout.what_if(cases, before=optout.Policy.standard(), after=tested, most_flips=0)
/// >>> found
/// WhatIf(cases=1, flips=1, exceeds_cap=True)
/// >>> found.groups[0]["from"]["retention"], found.groups[0]["to"]["retention"]
/// ('review', 'keep')
#[pyfunction]
#[pyo3(signature = (cases, *, before, after, most_flips))]
fn what_if(
    cases: &Bound<'_, PyAny>,
    before: &Bound<'_, Policy>,
    after: &Bound<'_, Policy>,
    most_flips: &Bound<'_, PyAny>,
) -> PyResult<WhatIf> {
    let most_flips = most_flips.extract::<u64>().map_err(|_| {
        invalid_option("most_flips", "a whole number, 0 if every flip is one too many")
    })?;
    let questions = pairs(cases, "(name, case) pairs")?
        .into_iter()
        .map(|(name, case)| Ok((name.extract::<Text>()?.0, Question::of_mapping(&case)?)))
        .collect::<PyResult<Vec<(String, Question)>>>()?;
    let [before, after] = [before, after].map(|policy| policy.get().inner.basis());
    let inner = cases.py().detach(|| {
        let cases = questions.iter().map(|(name, case)| (name.as_str(), case.case(before)));
        basis::what_if(cases, before, after, most_flips)
    });
    Ok(WhatIf { inner })
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(what_if, module)?)?;
    module.add_class::<WhatIf>()
}
