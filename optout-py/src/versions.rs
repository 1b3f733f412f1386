//! What the native part was built of.

use std::collections::BTreeMap;

use optout_core::normalize;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::text::plain_dict;

#[derive(Serialize)]
struct Build {
    core: &'static str,
    normalization: u32,
    tables: BTreeMap<&'static str, &'static str>,
    features: [&'static str; 3],
    profile: &'static str,
    target: String,
}

/// What the native part was built of, for :func:`optout.show_versions` (dict).
#[pyfunction]
fn build(py: Python<'_>) -> PyResult<Bound<'_, PyDict>> {
    let build = Build {
        core: optout_core::VERSION,
        normalization: normalize::VERSION,
        tables: normalize::TABLES.into_iter().collect(),
        // Those that this crate asks of the core.
        features: ["arrow", "compress", "fs"],
        profile: if cfg!(debug_assertions) { "debug" } else { "release" },
        target: format!("{} {}", std::env::consts::OS, std::env::consts::ARCH),
    };
    plain_dict(py, &build)
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(build, module)?)
}
