//! What every record of a frame is swept by.

use optout_core::sweep::Guard;
use optout_core::{Date, EvidenceStore as CoreStore, Policy as CorePolicy, Sweep};
use pyo3::prelude::*;

use crate::error::wrong_type;
use crate::evidence::EvidenceStore;
use crate::list::OptOutList;
use crate::matcher::Matcher;
use crate::policy::{self, Policy};
use crate::sweep::Limits;
use crate::text::Day;

/// A list, or a matcher that has been made from one.
pub(crate) enum Against {
    List(Py<OptOutList>),
    Matcher(Py<Matcher>),
}

impl Against {
    pub(crate) fn of(object: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(matcher) = object.cast::<Matcher>() {
            return Ok(Self::Matcher(matcher.clone().unbind()));
        }
        match object.cast::<OptOutList>() {
            Ok(list) => Ok(Self::List(list.clone().unbind())),
            Err(_) => Err(wrong_type("an OptOutList or a Matcher", object)),
        }
    }
}

/// What every record is swept by.
pub(crate) struct SweepTerms {
    against: Against,
    policy: CorePolicy,
    evidence: Option<Py<EvidenceStore>>,
    now: Date,
    received: Date,
    guard: Guard,
}

impl SweepTerms {
    pub(crate) fn new(
        py: Python<'_>,
        against: Against,
        now: Day,
        policy: Option<&Bound<'_, Policy>>,
        evidence: Option<&Bound<'_, EvidenceStore>>,
        received: Option<Day>,
        guard: Option<Limits>,
    ) -> PyResult<Self> {
        Ok(Self {
            against,
            policy: policy::given(py, policy)?.clone(),
            evidence: evidence.map(|store| store.clone().unbind()),
            now: now.0,
            received: received.map_or(now.0, |day| day.0),
            guard: guard.map_or_else(Guard::default, |limits| limits.0),
        })
    }

    /// Calls with the sweep.
    pub(crate) fn with<R>(&self, call: impl FnOnce(Sweep<'_>) -> R) -> R {
        let none = CoreStore::new();
        let evidence = self.evidence.as_ref().map_or(&none, |store| &store.get().inner);
        let sweep = match &self.against {
            Against::List(list) => {
                Sweep::new(&list.get().inner, self.policy.clone(), evidence, self.now)
            }
            Against::Matcher(matcher) => {
                let basis = self.policy.basis().clone();
                Sweep::with_matcher(&matcher.get().inner, basis, evidence, self.now)
            }
        };
        call(sweep.received(self.received).guard(self.guard))
    }
}
