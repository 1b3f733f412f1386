//! Why a record is taken for a listed person's, and why not.

use optout_core::matching;
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyString};

use crate::content::Content;
use crate::error::{invalid_option, wrong_type};
use crate::html;
use crate::pickle::not_pickled;
use crate::text::{Text, plain, plain_dict, quoted, repr};

/// How the values of both sides stand in an explanation: a word, or the key to hash them under.
pub(crate) enum Values {
    Hidden,
    Shown,
    Hashed(Content),
}

impl<'py> FromPyObject<'_, 'py> for Values {
    type Error = PyErr;

    fn extract(object: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        const EXPECTED: &str = "hidden, shown, or a key as bytes";
        if !object.is_instance_of::<PyString>() {
            let key = object.extract::<Content>().map_err(|_| wrong_type(EXPECTED, &object))?;
            return Ok(Self::Hashed(key));
        }
        match object.extract::<Text>()?.0.as_str() {
            "hidden" => Ok(Self::Hidden),
            "shown" => Ok(Self::Shown),
            _ => Err(invalid_option("values", EXPECTED)),
        }
    }
}

impl Values {
    pub(crate) fn core(&self) -> matching::Values<'_> {
        match self {
            Self::Hidden => matching::Values::Hidden,
            Self::Shown => matching::Values::Shown,
            Self::Hashed(key) => matching::Values::Hashed(key.bytes()),
        }
    }
}

/// What a record is to the list, with everything that says so; :meth:`Matcher.explain` makes one.
///
/// ``str()`` is a table that can be read aloud, and notebooks show one. There are values in it only if
/// they were asked for.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Explanation {
    pub(crate) inner: matching::Explanation,
}

#[pymethods]
impl Explanation {
    /// What the record is to the list: the words of :attr:`Match.status`.
    #[getter]
    fn status(&self) -> &'static str {
        self.inner.status.as_str()
    }

    /// Whether that stands without a look at the rest of the file, as :attr:`Match.is_settled`.
    #[getter]
    fn is_settled(&self) -> bool {
        self.inner.is_settled
    }

    /// How many ids and addresses could not be read.
    #[getter]
    fn unreadable(&self) -> usize {
        self.inner.unreadable
    }

    /// How many blocks had too many entries to be compared.
    #[getter]
    fn oversized_blocks(&self) -> usize {
        self.inner.oversized_blocks
    }

    /// The name of the rules.
    #[getter]
    fn policy(&self) -> &str {
        &self.inner.policy
    }

    /// The hash of the rules (:attr:`MatchPolicy.hash`).
    #[getter]
    fn policy_hash(&self) -> &str {
        &self.inner.policy_hash
    }

    /// The entries that the record shares something with, the strongest first (list of :class:`Pair`).
    #[getter]
    fn pairs(&self) -> Vec<Pair> {
        self.inner.pairs.iter().map(|pair| Pair { inner: pair.clone() }).collect()
    }

    /// The explanation as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The explanation as JSON text, the same byte for byte wherever and whenever it is made of the same
    /// record, list and policy; :meth:`Matcher.replay` takes it.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn _repr_html_(&self) -> String {
        html::matching::explanation(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Explanation", "pass on its to_json()")
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        let status = quoted(Some(self.status()));
        repr("Explanation", &[("status", &status), ("pairs", &self.inner.pairs.len())])
    }
}

/// A record beside one entry; :meth:`Matcher.why_not` and :attr:`Explanation.pairs` have them.
///
/// ``str()`` is a table that can be read aloud.
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Pair {
    pub(crate) inner: matching::Pair,
}

#[pymethods]
impl Pair {
    /// The name of the entry.
    #[getter]
    fn entry_id(&self) -> &str {
        &self.inner.entry_id
    }

    /// What the rule says; ``"non_match"`` if none holds.
    #[getter]
    fn status(&self) -> &'static str {
        self.inner.status.as_str()
    }

    /// The tier of the rule, or None.
    #[getter]
    fn tier(&self) -> Option<&'static str> {
        self.inner.tier.map(|tier| tier.as_str())
    }

    /// The name of the rule that holds, or None.
    #[getter]
    fn rule(&self) -> Option<&str> {
        self.inner.rule.as_deref()
    }

    /// Why, in plain sentences without any value.
    #[getter]
    fn sentence(&self) -> &str {
        &self.inner.sentence
    }

    /// A number that ranks pairs of one tier, and says nothing between tiers.
    #[getter]
    fn score(&self) -> u32 {
        self.inner.score
    }

    /// What a human decided, ``"same"`` or ``"different"``, which outranks the rules; or None.
    #[getter]
    fn verdict(&self) -> Option<&'static str> {
        self.inner.verdict.map(|verdict| verdict.as_str())
    }

    /// Field by field (list of dict): ``field`` is ``"id"``, ``"email"``, ``"name"`` or ``"domain"``,
    /// ``class`` how it agrees, ``contradicts`` whether that speaks against the pair; ``record`` and
    /// ``entry`` are the values, if they were asked for.
    #[getter]
    fn fields<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        plain(py, &self.inner.fields)
    }

    /// The two names that agree best, as :func:`optout.normalize.compare_names` gives them; or None.
    #[getter]
    fn names<'py>(&self, py: Python<'py>) -> PyResult<Option<Bound<'py, PyDict>>> {
        self.inner.names.as_ref().map(|names| plain_dict(py, names)).transpose()
    }

    /// The facts that rules ask for, as :attr:`Match.comparison`.
    #[getter]
    fn comparison<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner.comparison)
    }

    /// The rules in front of the one that holds, each with its first condition that is not met (list of
    /// ``(rule, condition)`` pairs).
    #[getter]
    fn unmet(&self) -> Vec<(&str, &str)> {
        let unmet = self.inner.unmet.iter();
        unmet.map(|unmet| (unmet.rule.as_str(), unmet.condition.as_str())).collect()
    }

    /// The pair as plain data.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The pair as JSON text.
    fn to_json(&self) -> String {
        self.inner.to_json()
    }

    fn _repr_html_(&self) -> String {
        html::matching::pair(&self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("Pair", "pass on its to_json()")
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn __repr__(&self) -> String {
        let status = quoted(Some(self.status()));
        repr("Pair", &[("status", &status), ("tier", &quoted(self.tier()))])
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Explanation>()?;
    module.add_class::<Pair>()
}
