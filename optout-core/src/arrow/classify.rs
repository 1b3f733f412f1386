//! The classification of record batches.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, Date32Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Schema, SchemaRef};

use super::records::{Records, read, require_readable};
use super::schema::require_same;
use crate::error::{Error, ErrorKind, Input, Result};
use crate::normalize::date::Date;
use crate::sweep::{Answered, Classified, Classifier};
use crate::table::{self, Layout};

/// Classifies the records of the batches of one table, in their order, as a [`Classifier`] does those of a
/// file.
///
/// Of each batch it makes one with a row for each record: `retention`, `basis`, `marketing`, `rule`,
/// `reason` and `missing` as text, `deadline`, `valid_until` and `marketing_until` as days, and `overdue`; and
/// `trace` as JSON if the classifier has them.
/// What there is none of is null. No value of the records is in it.
///
/// The time of an opt-out may be text, a day or a time; midnight without a zone counts as a day.
///
/// ```
/// use std::sync::Arc;
///
/// use arrow_array::cast::AsArray;
/// use arrow_array::{ArrayRef, RecordBatch, StringArray};
/// use optout_core::Layout;
/// use optout_core::arrow::BatchClassifier;
/// use optout_core::basis::{BasisPolicy, EvidenceStore, Trigger};
/// use optout_core::sweep::Classifier;
///
/// let ids: ArrayRef = Arc::new(StringArray::from(vec!["7", "8"]));
/// let status: ArrayRef = Arc::new(StringArray::from(vec![Some("Marketing contact"), None]));
/// let batch =
///     RecordBatch::try_from_iter([("Record ID", ids), ("Marketing contact status", status)])?;
///
/// let (policy, evidence) = (BasisPolicy::default(), EvidenceStore::new());
/// let today = "2026-11-24".parse()?;
/// let classifier = Classifier::new(&policy, &evidence, Trigger::VendorOptOut, today, today);
/// let mut batches = BatchClassifier::new(&classifier, &Layout::detect(), &batch.schema())?;
/// let answers = batches.classify(&classifier, &batch)?;
/// assert_eq!(answers.column(0).as_string::<i32>().value(0), "remove");
/// assert_eq!(batches.found().marketing_contacts, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct BatchClassifier {
    input: SchemaRef,
    output: SchemaRef,
    schema: table::Schema,
    traces: bool,
    found: Classified,
}

impl BatchClassifier {
    /// Reads the schema of a table.
    ///
    /// # Errors
    /// Those of [`Layout::read_names`] and [`Classifier::require`]; [`ErrorKind::Value`] with the number of a
    /// column whose type cannot be read.
    pub fn new(classifier: &Classifier<'_>, layout: &Layout, schema: &Schema) -> Result<Self> {
        let roles = layout.read_names(schema.fields().iter().map(|field| field.name().as_str()))?;
        classifier.require(&roles)?;
        require_readable(schema, &roles, Classifier::reads)?;
        let traces = classifier.has_traces();
        let output = Arc::new(output(traces));
        let input = Arc::new(schema.clone());
        Ok(Self { input, output, schema: roles, traces, found: Classified::default() })
    }

    /// The schema of the answers.
    pub fn schema(&self) -> SchemaRef {
        Arc::clone(&self.output)
    }

    /// The places of the columns that are read, from 0: an id, an address, a country, a flag.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        read(&self.schema, Classifier::reads).map(|(at, _)| at)
    }

    /// Classifies the next batch of the table.
    ///
    /// # Errors
    /// [`ErrorKind::FieldCount`] or [`ErrorKind::Value`] if the columns are not those of the schema;
    /// [`ErrorKind::Value`] with the record for a flag that cannot be read.
    pub fn classify(
        &mut self,
        classifier: &Classifier<'_>,
        batch: &RecordBatch,
    ) -> Result<RecordBatch> {
        self.classify_batch(classifier, batch).map_err(|error| error.within(Input::Contacts))
    }

    fn classify_batch(
        &mut self,
        classifier: &Classifier<'_>,
        batch: &RecordBatch,
    ) -> Result<RecordBatch> {
        require_same(&self.input, &batch.schema())?;
        let mut records = Records::new(batch, &self.schema, Classifier::reads);
        let classifier = classifier.clone().traces(self.traces);
        let mut answers = Answers::default();
        for row in 0..batch.num_rows() {
            let record = records.record(row, self.found.records + 1);
            let answered = classifier.answer(&record, &self.schema)?;
            self.found.add(&answered.answer);
            answers.push(&answered);
        }
        RecordBatch::try_new(self.schema(), answers.finish(self.traces))
            .map_err(|_| Error::new(ErrorKind::Value { column: 0, expected: "valid arrays" }))
    }

    /// What the batches so far have shown.
    pub fn found(&self) -> &Classified {
        &self.found
    }
}

fn output(has_traces: bool) -> Schema {
    let text = |name, nullable| Field::new(name, DataType::Utf8, nullable);
    let day = |name| Field::new(name, DataType::Date32, true);
    let mut fields = vec![
        text("retention", false),
        text("basis", true),
        text("marketing", false),
        text("rule", false),
        text("reason", false),
        text("missing", true),
        day("deadline"),
        day("valid_until"),
        day("marketing_until"),
        Field::new("overdue", DataType::Boolean, false),
    ];
    fields.extend(has_traces.then(|| text("trace", false)));
    Schema::new(fields)
}

/// The columns of the answers, as they grow.
#[derive(Default)]
struct Answers {
    retention: StringBuilder,
    basis: StringBuilder,
    marketing: StringBuilder,
    rule: StringBuilder,
    reason: StringBuilder,
    missing: StringBuilder,
    deadline: Date32Builder,
    valid_until: Date32Builder,
    marketing_until: Date32Builder,
    overdue: BooleanBuilder,
    /// If they are asked for.
    traces: StringBuilder,
}

impl Answers {
    fn push(&mut self, answered: &Answered) {
        let Answered { answer, trace } = answered;
        if let Some(trace) = trace {
            self.traces.append_value(trace);
        }
        self.retention.append_value(answer.retention.as_str());
        self.basis.append_option(answer.basis.map(|basis| basis.as_str()));
        self.marketing.append_value(answer.marketing.as_str());
        self.rule.append_value(answer.rule.as_str());
        self.reason.append_value(answer.reason.as_str());
        let missing: Vec<&str> = answer.missing.iter().map(|missing| missing.as_str()).collect();
        self.missing.append_option((!missing.is_empty()).then(|| missing.join(" ")));
        self.deadline.append_option(answer.deadline.and_then(|deadline| days(deadline.date)));
        self.valid_until.append_option(answer.valid_until.and_then(days));
        self.marketing_until.append_option(answer.marketing_until.and_then(days));
        self.overdue.append_value(answer.is_overdue);
    }

    fn finish(mut self, has_traces: bool) -> Vec<ArrayRef> {
        let mut columns: Vec<ArrayRef> = vec![
            Arc::new(self.retention.finish()),
            Arc::new(self.basis.finish()),
            Arc::new(self.marketing.finish()),
            Arc::new(self.rule.finish()),
            Arc::new(self.reason.finish()),
            Arc::new(self.missing.finish()),
            Arc::new(self.deadline.finish()),
            Arc::new(self.valid_until.finish()),
            Arc::new(self.marketing_until.finish()),
            Arc::new(self.overdue.finish()),
        ];
        columns.extend(has_traces.then(|| Arc::new(self.traces.finish()) as ArrayRef));
        columns
    }
}

/// Days since 1970, which is how Arrow counts.
pub(super) fn days(date: Date) -> Option<i32> {
    Some(date.days_since(Date::new(1970, 1, 1)?))
}
