//! The policy of a decision.

use optout_core::decision;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::error::OrRaise;
use crate::list::Rebuilt;
use crate::text::{Text, repr};

/// The rules of matching and the parameters of the basis rules. Policies can be pickled.
///
/// >>> import optout
/// >>> policy = optout.Policy.from_toml("[basis]\nbalancing_test = 'DPO-2026-07'\n")
/// >>> policy.name
/// 'standard'
/// >>> policy == optout.Policy.standard()
/// False
#[pyclass(module = "optout", frozen)]
pub(crate) struct Policy {
    pub(crate) inner: decision::Policy,
    /// The text it was read from, which is its form in a pickle; none for the standard policy.
    text: Option<String>,
}

#[pymethods]
impl Policy {
    /// The shipped matching rules and the default parameters.
    #[staticmethod]
    fn standard() -> PyResult<Self> {
        Ok(Self { inner: decision::Policy::standard().or_raise()?, text: None })
    }

    /// Reads a policy: ``[basis]`` with parameters, ``[matching]`` with a name and rules; both are
    /// optional.
    ///
    /// Raises:
    ///     PolicyError: anything that is not a policy's, with line and byte.
    #[staticmethod]
    fn from_toml(text: Text) -> PyResult<Self> {
        let inner = decision::Policy::from_toml(&text.0).or_raise()?;
        Ok(Self { inner, text: Some(text.0) })
    }

    /// SHA-256 of what the policy means, in hexadecimal; every decision carries it.
    #[getter]
    fn hash(&self) -> String {
        self.inner.hash()
    }

    /// The name of the matching rules.
    #[getter]
    fn name(&self) -> &str {
        self.inner.matching.name()
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner == other.inner
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        let class = py.get_type::<Self>();
        match &self.text {
            None => Ok((class.getattr("standard")?, PyTuple::empty(py))),
            Some(text) => Ok((class.getattr("from_toml")?, (text,).into_pyobject(py)?)),
        }
    }

    fn __repr__(&self) -> String {
        repr("Policy", &[("rules", &self.inner.matching.rules().len())])
    }
}

/// The policy that was given, or the standard one.
pub(crate) fn given(policy: Option<&Bound<'_, Policy>>) -> PyResult<decision::Policy> {
    match policy {
        Some(policy) => Ok(policy.get().inner.clone()),
        None => decision::Policy::standard().or_raise(),
    }
}
