//! The policy of a decision, and the rules of matching in it.

use optout_core as core;
use optout_core::{BasisPolicy, decision};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::error::{OrRaise, wrong_type};
use crate::html;
use crate::pickle::{self, Rebuilt};
use crate::source::policy_text;
use crate::text::{self, Text, plain_dict, repr};

/// The rules of matching and the parameters of the basis rules. Policies can be pickled.
///
/// As TOML or JSON both parts are optional: ``[basis]`` with parameters, and ``[matching]`` with a name
/// and rules, or ``matching = "strict"`` for shipped rules by their name.
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
    /// A text that reads as the policy, which is its form in a pickle.
    text: String,
}

#[pymethods]
impl Policy {
    /// Shipped matching rules by their name, ``"strict"``, ``"standard"`` or ``"broad"``, and the
    /// default parameters.
    ///
    /// Raises:
    ///     OptoutError: another name (code ``"invalid_option"``).
    #[staticmethod]
    fn shipped(name: Text) -> PyResult<Self> {
        let matching = core::MatchPolicy::shipped(&name.0).or_raise()?;
        let inner = decision::Policy::new(matching, BasisPolicy::default());
        Ok(Self { inner, text: format!("matching = \"{}\"\n", name.0) })
    }

    /// The rules of :meth:`MatchPolicy.strict` and the default parameters.
    #[staticmethod]
    fn strict() -> PyResult<Self> {
        Self::shipped(Text("strict".to_owned()))
    }

    /// The rules of :meth:`MatchPolicy.standard` and the default parameters.
    #[staticmethod]
    fn standard() -> PyResult<Self> {
        Self::shipped(Text("standard".to_owned()))
    }

    /// The rules of :meth:`MatchPolicy.broad` and the default parameters.
    #[staticmethod]
    fn broad() -> PyResult<Self> {
        Self::shipped(Text("broad".to_owned()))
    }

    /// Reads a policy from TOML.
    ///
    /// Args:
    ///     text: the text itself as str; or where it is: an ``os.PathLike`` such as ``pathlib.Path``, the
    ///         file's content as bytes, or a binary file object. A str is never a path.
    ///
    /// Raises:
    ///     PolicyError: anything that is not a policy's, with line and byte.
    #[staticmethod]
    fn from_toml(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = policy_text(text)?;
        Ok(Self { inner: decision::Policy::from_toml(&text.0).or_raise()?, text: text.0 })
    }

    /// Reads a policy from JSON.
    ///
    /// Args:
    ///     text: as for :meth:`from_toml`.
    ///
    /// Raises:
    ///     PolicyError: anything that is not a policy's, with line and byte.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = policy_text(text)?;
        Ok(Self { inner: decision::Policy::from_json(&text.0).or_raise()?, text: text.0 })
    }

    /// Reads a policy from JSON if its first sign is a brace, or else from TOML.
    ///
    /// Args:
    ///     text: as for :meth:`from_toml`.
    ///
    /// Raises:
    ///     PolicyError: anything that is not a policy's, with line and byte.
    #[staticmethod]
    fn read(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        let text = policy_text(text)?;
        Ok(Self { inner: decision::Policy::read(&text.0).or_raise()?, text: text.0 })
    }

    /// SHA-256 of what the policy means, in hexadecimal; every decision carries it.
    #[getter]
    fn hash(&self) -> &str {
        self.inner.hash()
    }

    /// The name of the matching rules.
    #[getter]
    fn name(&self) -> &str {
        self.inner.matching().name()
    }

    /// The rules of matching (:class:`MatchPolicy`).
    #[getter]
    fn matching(&self) -> MatchPolicy {
        MatchPolicy { inner: self.inner.matching().clone() }
    }

    /// The parameters of the basis rules as plain data, as ``[basis]`` takes them (dict). ``regime`` is a
    /// list of what each regime asks for, with its ``sources``.
    ///
    /// >>> import optout
    /// >>> basis = optout.Policy.standard().basis
    /// >>> basis["interaction_window_months"], [pack["name"] for pack in basis["regime"]][:2]
    /// (12, ['eea', 'uk'])
    #[getter]
    fn basis<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, self.inner.basis())
    }

    /// The policy as plain data, which :meth:`from_json` reads as JSON: ``matching`` with its rules, and ``basis``.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &PlainPolicy::of(&self.inner))
    }

    /// The policy as JSON text, which :meth:`from_json` reads.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&PlainPolicy::of(&self.inner))
    }

    fn _repr_html_(&self) -> String {
        html::basis::policy(&self.inner)
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner == other.inner
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "read", &self.text)
    }

    fn __repr__(&self) -> String {
        repr("Policy", &[("rules", &self.inner.matching().rules().len())])
    }
}

/// The rules of matching, in their order: the first that holds for a record and an entry says what
/// they are to each other. They can be pickled.
///
/// >>> import optout
/// >>> rules = optout.MatchPolicy.from_toml('''
/// ... name = "ids only"
/// ... [[rule]]
/// ... name = "record-id"
/// ... tier = "T0"
/// ... when = "id"
/// ... status = "match"
/// ... says = "Same record id."
/// ... ''')
/// >>> rules.name, len(rules)
/// ('ids only', 1)
/// >>> optout.MatchPolicy.read(rules.to_toml()) == rules
/// True
#[pyclass(module = "optout", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct MatchPolicy {
    pub(crate) inner: core::MatchPolicy,
}

/// A policy as plain data.
#[derive(Serialize)]
struct PlainPolicy<'a> {
    matching: PlainRules<'a>,
    basis: &'a BasisPolicy,
}

impl<'a> PlainPolicy<'a> {
    fn of(policy: &'a decision::Policy) -> Self {
        Self { matching: PlainRules::of(policy.matching()), basis: policy.basis() }
    }
}

/// Rules as plain data.
#[derive(Serialize)]
struct PlainRules<'a> {
    name: &'a str,
    rule: Vec<PlainRule<'a>>,
}

impl<'a> PlainRules<'a> {
    fn of(policy: &'a core::MatchPolicy) -> Self {
        let rules = policy.rules().iter().map(|rule| PlainRule {
            name: &rule.name,
            tier: rule.tier.as_str(),
            when: rule.when.to_string(),
            status: rule.status.as_str(),
            says: &rule.says,
        });
        Self { name: policy.name(), rule: rules.collect() }
    }
}

/// A rule as plain data.
#[derive(Serialize)]
struct PlainRule<'a> {
    name: &'a str,
    tier: &'a str,
    when: String,
    status: &'a str,
    says: &'a str,
}

#[pymethods]
impl MatchPolicy {
    /// Shipped rules by their name: ``"strict"``, ``"standard"`` or ``"broad"``.
    ///
    /// Raises:
    ///     OptoutError: another name (code ``"invalid_option"``).
    #[staticmethod]
    fn shipped(name: Text) -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::shipped(&name.0).or_raise()? })
    }

    /// Record ids and exact e-mail addresses, and nothing else.
    #[staticmethod]
    fn strict() -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::strict().or_raise()? })
    }

    /// Record ids, addresses and mailboxes; a name with its company is for a human to look at.
    #[staticmethod]
    fn standard() -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::standard().or_raise()? })
    }

    /// The same matches as the standard, and everything for a human to look at that the name speaks for.
    #[staticmethod]
    fn broad() -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::broad().or_raise()? })
    }

    /// Reads rules from TOML: a name and ``[[rule]]`` tables of name, tier, when, status and says.
    ///
    /// Args:
    ///     text: as for :meth:`Policy.from_toml`.
    ///
    /// Raises:
    ///     PolicyError: an unknown, missing or doubled key, an expression that cannot be read, or a rule
    ///         that cannot be had, with line and byte.
    #[staticmethod]
    fn from_toml(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::from_toml(&policy_text(text)?.0).or_raise()? })
    }

    /// Reads rules from JSON: the same keys, ``rule`` being a list of objects.
    ///
    /// Args:
    ///     text: as for :meth:`Policy.from_toml`.
    ///
    /// Raises:
    ///     PolicyError: as for :meth:`from_toml`.
    #[staticmethod]
    fn from_json(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::from_json(&policy_text(text)?.0).or_raise()? })
    }

    /// Reads rules from JSON if the first sign is a brace, or else from TOML.
    ///
    /// Args:
    ///     text: as for :meth:`Policy.from_toml`.
    ///
    /// Raises:
    ///     PolicyError: as for :meth:`from_toml`.
    #[staticmethod]
    fn read(text: &Bound<'_, PyAny>) -> PyResult<Self> {
        Ok(Self { inner: core::MatchPolicy::read(&policy_text(text)?.0).or_raise()? })
    }

    /// The rules as TOML, in one layout whatever they were read from; it reads back as the same rules.
    fn to_toml(&self) -> String {
        self.inner.to_toml()
    }

    /// The rules as plain data, which :meth:`from_json` reads as JSON: ``name``, and in ``rule`` those of
    /// :attr:`rules`.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &PlainRules::of(&self.inner))
    }

    /// The rules as JSON text, which :meth:`from_json` reads.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&PlainRules::of(&self.inner))
    }

    fn _repr_html_(&self) -> String {
        html::matching::rules(&self.inner)
    }

    /// The name.
    #[getter]
    fn name(&self) -> &str {
        self.inner.name()
    }

    /// SHA-256 of the canonical form, in hexadecimal: layout, names of policies and sentences are not in
    /// it.
    #[getter]
    fn hash(&self) -> &str {
        self.inner.hash()
    }

    /// The rules in their order (list of dict: ``name``, ``tier``, ``when``, ``status``, ``says``).
    #[getter]
    fn rules<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyDict>>> {
        let rules = PlainRules::of(&self.inner).rule;
        rules.iter().map(|rule| plain_dict(py, rule)).collect()
    }

    fn __len__(&self) -> usize {
        self.inner.rules().len()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_toml", self.to_toml())
    }

    fn __repr__(&self) -> String {
        repr("MatchPolicy", &[("rules", &self.inner.rules().len())])
    }
}

/// Read once: that takes a hundred times as long as a decision.
static STANDARD: PyOnceLock<decision::Policy> = PyOnceLock::new();

/// The policy that was given, or the standard one.
pub(crate) fn given<'a>(
    py: Python<'_>,
    policy: Option<&'a Bound<'_, Policy>>,
) -> PyResult<&'a decision::Policy> {
    match policy {
        Some(policy) => Ok(&policy.get().inner),
        None => STANDARD.get_or_try_init(py, || decision::Policy::standard().or_raise()),
    }
}

/// The rules that were given, alone or in a policy, or the standard ones.
pub(crate) fn given_rules(
    py: Python<'_>,
    policy: Option<&Bound<'_, PyAny>>,
) -> PyResult<core::MatchPolicy> {
    let Some(policy) = policy else { return Ok(given(py, None)?.matching().clone()) };
    if let Ok(rules) = policy.cast::<MatchPolicy>() {
        return Ok(rules.get().inner.clone());
    }
    match policy.cast::<Policy>() {
        Ok(policy) => Ok(policy.get().inner.matching().clone()),
        Err(_) => Err(wrong_type("a Policy or a MatchPolicy", policy)),
    }
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_class::<Policy>()?;
    module.add_class::<MatchPolicy>()
}
