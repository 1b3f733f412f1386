//! Evidence.

use std::io::Read;

use optout_core as core;
use optout_core::Input;
use optout_core::basis;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::contact::Contact;
use crate::pickle::{self, Rebuilt, not_pickled};
use crate::source::{self, read_whole};
use crate::text::{Text, Texts, Time, items, plain_dict, quoted, repr, word, wrong_type};

/// A fact about a person and the controller, with where it comes from. Evidence can be pickled.
///
/// Args:
///     kind: what it shows, such as ``"opt_in_double"``, ``"contract"`` or ``"unsubscribe"``.
///     id: a name for it in traces; it must hold no personal data.
///     polarity: ``"affirms"`` or ``"denies"``.
///     occurred_at, expires_at: ``datetime.date``, ``datetime.datetime`` or ISO text. A time without
///         a zone is taken for UTC.
///     source_system, source_ref: where it is found; with a time and a reference it is documented.
///     provenance: ``"own"``, ``"vendor"`` or ``"unknown"``.
///     purposes: the purposes it covers, such as ``["marketing"]``.
///
/// Raises:
///     OptoutError: a word or a time that cannot be read.
///
/// >>> import optout
/// >>> optout.Evidence("opt_in_double", occurred_at="2026-03-01", source_ref="form-17").strength
/// 'documented'
#[pyclass(module = "optout", frozen, eq)]
#[derive(Clone, PartialEq)]
pub(crate) struct Evidence {
    inner: core::Evidence,
}

#[pymethods]
impl Evidence {
    #[new]
    #[pyo3(signature = (
        kind, *, id=None, polarity=None, occurred_at=None, expires_at=None, source_system=None,
        source_ref=None, provenance=None, purposes=None
    ))]
    #[expect(clippy::too_many_arguments, reason = "keyword arguments")]
    fn new(
        kind: Text,
        id: Option<Text>,
        polarity: Option<Text>,
        occurred_at: Option<Time>,
        expires_at: Option<Time>,
        source_system: Option<Text>,
        source_ref: Option<Text>,
        provenance: Option<Text>,
        purposes: Option<Texts>,
    ) -> PyResult<Self> {
        let text = |text: Option<Text>| text.unwrap_or_default().0;
        let mut inner = core::Evidence::new(text(id), word(&kind)?);
        if let Some(polarity) = polarity {
            inner.polarity = word(&polarity)?;
        }
        if let Some(provenance) = provenance {
            inner.provenance = word(&provenance)?;
        }
        inner.occurred_at = occurred_at.map(|time| time.0);
        inner.expires_at = expires_at.map(|time| time.0);
        inner.source_system = text(source_system);
        inner.source_ref = source_ref.map(|text| text.0);
        inner.purposes = purposes.unwrap_or_default().0;
        Ok(Self { inner })
    }

    /// Its name in traces.
    #[getter]
    fn id(&self) -> &str {
        &self.inner.id
    }

    /// What it shows.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.kind.as_str()
    }

    /// ``"affirms"`` or ``"denies"``.
    #[getter]
    fn polarity(&self) -> &'static str {
        self.inner.polarity.as_str()
    }

    /// When it happened, as ISO text; None if unknown.
    #[getter]
    fn occurred_at(&self) -> Option<String> {
        self.inner.occurred_at.map(|time| time.to_string())
    }

    /// From when on it no longer counts, as ISO text; None if always.
    #[getter]
    fn expires_at(&self) -> Option<String> {
        self.inner.expires_at.map(|time| time.to_string())
    }

    /// The system it is found in.
    #[getter]
    fn source_system(&self) -> &str {
        &self.inner.source_system
    }

    /// Where in that system it is found, or None.
    #[getter]
    fn source_ref(&self) -> Option<&str> {
        self.inner.source_ref.as_deref()
    }

    /// ``"own"``, ``"vendor"`` or ``"unknown"``.
    #[getter]
    fn provenance(&self) -> &'static str {
        self.inner.provenance.as_str()
    }

    /// The purposes it covers.
    #[getter]
    fn purposes(&self) -> Vec<String> {
        self.inner.purposes.clone()
    }

    /// How well it is recorded: ``"asserted"``, ``"recorded"`` or ``"documented"``.
    #[getter]
    fn strength(&self) -> &'static str {
        self.inner.strength().as_str()
    }

    /// The evidence as plain data; ``Evidence(**data)`` makes it again.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_keywords::<Self>(py, &self.to_dict(py)?)
    }

    fn __repr__(&self) -> String {
        repr(
            "Evidence",
            &[
                ("kind", &quoted(Some(self.kind()))),
                ("polarity", &quoted(Some(self.polarity()))),
                ("strength", &quoted(Some(self.strength()))),
            ],
        )
    }
}

/// The evidence of an argument: one piece, or an iterable of them.
pub(crate) fn given(evidence: &Bound<'_, PyAny>) -> PyResult<Vec<core::Evidence>> {
    const EXPECTED: &str = "an iterable of Evidence";
    let mut pieces = Vec::new();
    for piece in items(evidence, EXPECTED)? {
        let piece = piece?;
        let piece = piece.cast::<Evidence>().map_err(|_| wrong_type(EXPECTED, &piece))?;
        pieces.push(piece.get().inner.clone());
    }
    Ok(pieces)
}

/// Evidence by the record or the address that it is about; read one with :func:`read_evidence`.
///
/// ``len()`` is the number of pieces.
#[pyclass(module = "optout", frozen)]
pub(crate) struct EvidenceStore {
    pub(crate) inner: core::EvidenceStore,
}

#[pymethods]
impl EvidenceStore {
    /// The evidence about a record (list of :class:`Evidence`), by every id and mailbox of it.
    ///
    /// Takes a :class:`Contact`, or the keyword arguments of one. ``system`` is the namespace of the
    /// system that the record is from: ids of evidence that name no namespace are that system's.
    #[pyo3(signature = (contact=None, *, system=None, **identifiers))]
    fn about<'py>(
        &self,
        py: Python<'py>,
        contact: Option<Bound<'py, Contact>>,
        system: Option<Text>,
        identifiers: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Vec<Evidence>> {
        let contact = Contact::given(py, contact, identifiers)?;
        let system = system.as_ref().map(|system| system.0.as_str());
        let found = self.inner.about(&contact.get().borrowed(), system);
        Ok(found.into_iter().map(|inner| Evidence { inner }).collect())
    }

    fn __len__(&self) -> PyResult<usize> {
        Ok(usize::try_from(self.inner.len())?)
    }

    fn __reduce__(&self) -> PyResult<()> {
        not_pickled("EvidenceStore", "read the evidence where it is needed")
    }

    fn __repr__(&self) -> String {
        repr("EvidenceStore", &[("pieces", &self.inner.len())])
    }
}

/// Reads an evidence file.
///
/// Args:
///     source: a path, the file's content as bytes, or a binary file object. Columns are
///         ``record_id`` or ``email`` or both, ``kind``, and as they are known ``namespace`` (of the id), ``polarity``, ``occurred_at``, ``expires_at``,
///         ``source_system``, ``source_ref``, ``provenance`` and ``purposes`` (divided by ``;``).
///     encoding, delimiter: as for :func:`read_list`.
///
/// Raises:
///     OptoutError: a structure fault, or a word or time that cannot be read, with its position.
///
/// >>> import optout
/// >>> store = optout.read_evidence(b"email,kind\nada@engine.example,contract\n")
/// >>> [piece.kind for piece in store.about(emails="Ada@engine.example")]
/// ['contract']
#[pyfunction]
#[pyo3(signature = (source, *, encoding=None, delimiter=None))]
fn read_evidence(
    source: &Bound<'_, PyAny>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
) -> PyResult<EvidenceStore> {
    let format = source::format(encoding, delimiter)?;
    let read = |input: &mut dyn Read| basis::read_evidence(input, format);
    Ok(EvidenceStore { inner: read_whole(source, Input::Evidence, read)? })
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(read_evidence, module)?)?;
    module.add_class::<Evidence>()?;
    module.add_class::<EvidenceStore>()
}
