//! Evidence.

use std::io::Read;

use optout_core as core;
use optout_core::basis;
use optout_core::{Input, Table};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::contact::Contact;
use crate::error::wrong_type;
use crate::html;
use crate::pickle::{self, Rebuilt};
use crate::source::{self, read_whole};
use crate::text::{self, Day, Text, Texts, Time, items, plain_dict, quoted, repr, word};

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

    /// The state of consent that this piece by itself shows on a day: ``"consent_given"``,
    /// ``"consent_withdrawn"`` or ``"consent_expired"``; None where it is not about consent or lies in the
    /// future. Another piece may have ended it: :func:`classify` looks at all of them.
    fn consent_state(&self, now: Day) -> Option<&'static str> {
        self.inner.consent_state(now.0).map(basis::ConsentState::as_str)
    }

    /// The evidence as plain data; ``Evidence(**data)`` makes it again.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        plain_dict(py, &self.inner)
    }

    /// The evidence as JSON text, which says what :meth:`to_dict` does.
    fn to_json(&self) -> PyResult<String> {
        text::to_json(&self.inner)
    }

    fn _repr_html_(&self) -> String {
        html::basis::evidence(&self.inner)
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
/// ``len()`` is the number of pieces. A store can be pickled; record ids and addresses are in a pickle in
/// clear, so guard it as the evidence file itself.
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

    /// All pieces (list of :class:`Evidence`), in the order of the file.
    #[getter]
    fn pieces(&self) -> Vec<Evidence> {
        self.inner.pieces().iter().map(|inner| Evidence { inner: inner.clone() }).collect()
    }

    fn __len__(&self) -> PyResult<usize> {
        Ok(usize::try_from(self.inner.len())?)
    }

    fn _repr_html_(&self) -> String {
        html::basis::evidence_store(&self.inner)
    }

    /// The store as JSON text, for other processes and machines. Record ids and addresses are in it in
    /// clear: guard it as the evidence file itself.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| text::to_json(&self.inner))
    }

    /// Reads what :meth:`to_json` wrote.
    ///
    /// Raises:
    ///     OptoutError: the text is something else, or was written by another version.
    ///
    /// >>> import optout
    /// >>> store = optout.read_evidence(b"email,kind\nada@engine.example,contract\n")
    /// >>> optout.EvidenceStore.from_json(store.to_json())
    /// EvidenceStore(pieces=1)
    #[staticmethod]
    fn from_json(py: Python<'_>, text: Text) -> PyResult<Self> {
        let expected = "a store of evidence as to_json of this version writes it";
        Ok(Self { inner: py.detach(|| text::of_json(&text, expected))? })
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Rebuilt<'py>> {
        pickle::by_method::<Self>(py, "from_json", self.to_json(py)?)
    }

    fn __repr__(&self) -> String {
        repr("EvidenceStore", &[("pieces", &self.inner.len())])
    }
}

/// Reads an evidence file.
///
/// Args:
///     source: a path, the file's content as bytes, or a binary file object. Columns are
///         ``record_id`` or ``email`` or both, ``kind``, and as they are known ``namespace`` (of the id),
///         ``polarity``, ``occurred_at``, ``expires_at``, ``source_system``, ``source_ref``,
///         ``provenance`` and ``purposes`` (divided by ``;``).
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

/// The evidence of contacts by record, and the preset.
type InContacts = (Option<&'static str>, Vec<Vec<Evidence>>);

/// Reads the evidence in the columns of a contact export: flags, dates and legal-basis fields.
///
/// Gives the name of the preset by which the header was read, None if by none, and for each record its
/// evidence (list of :class:`Evidence`), each piece named after its column, ``column:3``. A blank flag is
/// unknown, not false. A date of an opt-out is that of the record's only flag that opts out; by itself it is
/// an opt-out.
///
/// Args:
///     source: a path, the content as bytes, or a binary file object.
///     preset, columns, encoding, delimiter: of the contacts, as for :func:`sweep_file`.
///
/// Raises:
///     OptoutError: a fault of the contacts with its position; a flag that can be read neither as true nor
///         as false is one, for whether the person opted out must not be guessed.
///     LayoutError: no preset fits, or the header lacks what is needed.
///
/// >>> import optout
/// >>> preset, records = optout.evidence_in_contacts(
/// ...     b"id,email,unsubscribed\n7,ada@engine.example,1\n8,bob@engine.example,\n"
/// ... )
/// >>> preset, [[(piece.id, piece.kind) for piece in record] for record in records]
/// ('marketo', [[('column:3', 'email_opt_out')], []])
#[pyfunction]
#[pyo3(signature = (source, *, preset=None, columns=None, encoding=None, delimiter=None))]
fn evidence_in_contacts(
    source: &Bound<'_, PyAny>,
    preset: Option<Text>,
    columns: Option<&Bound<'_, PyAny>>,
    encoding: Option<Text>,
    delimiter: Option<Text>,
) -> PyResult<InContacts> {
    let layout = source::contacts(preset, columns)?;
    let format = source::format(encoding, delimiter)?;
    read_whole(source, Input::Contacts, |input| {
        let mut contacts = Table::open_contacts(input, format, &layout)?;
        let preset = contacts.schema().preset();
        let mut records = Vec::new();
        while let Some((record, schema)) = contacts.read()? {
            let pieces = basis::evidence_in_record(schema, &record)?;
            records.push(pieces.into_iter().map(|inner| Evidence { inner }).collect());
        }
        Ok((preset, records))
    })
}

pub(crate) fn add_to(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add_function(wrap_pyfunction!(read_evidence, module)?)?;
    module.add_function(wrap_pyfunction!(evidence_in_contacts, module)?)?;
    module.add_class::<Evidence>()?;
    module.add_class::<EvidenceStore>()
}
