//! Which types of columns can be read, kept and blanked, and the schema behind the redaction.

use std::sync::Arc;

use arrow_schema::{DataType, Field, FieldRef, Schema, SchemaRef};

use super::blank::is_known;
use crate::error::{Error, ErrorKind, Result};
use crate::redact::{FLAG_HEADER, FlagPlace, Plan};

/// Refuses a schema with a column that cannot be what the plan makes of it.
pub(super) fn require_known_types(schema: &Schema, plan: &Plan<'_>) -> Result<()> {
    for (at, field) in schema.fields().iter().enumerate() {
        let data_type = field.data_type();
        let is_identifier = plan.identifiers().iter().any(|(column, _)| *column == at);
        let (is_right, expected) = if plan.flag() == FlagPlace::At(at) {
            (can_say_true(data_type), "text, whole numbers, floats or Booleans for Is Redacted")
        } else if is_identifier {
            (can_identify(data_type), "text or numbers for an identifier")
        } else if plan.keeps(at) {
            let is_plain = is_known(data_type) && !data_type.is_nested();
            (is_plain, "a type to keep, not a nested or run-end encoded one")
        } else {
            (is_known(data_type), "a type that can be blank, not a union or run-end encoded")
        };
        if !is_right {
            return Err(Error::new(ErrorKind::Value { column: at + 1, expected }));
        }
    }
    Ok(())
}

/// The schema of the redacted batches: every column but the flag may have nulls.
pub(super) fn redacted(schema: &Schema, plan: &Plan<'_>) -> SchemaRef {
    let fields = schema.fields().iter().enumerate().map(|(at, field)| -> FieldRef {
        if plan.flag() != FlagPlace::At(at) {
            Arc::new(field.as_ref().clone().with_nullable(true))
        } else if *field.data_type() == DataType::Null {
            Arc::new(field.as_ref().clone().with_data_type(DataType::Boolean))
        } else {
            Arc::clone(field)
        }
    });
    let appended = plan
        .appends_flag()
        .then(|| -> FieldRef { Arc::new(Field::new(FLAG_HEADER, DataType::Boolean, false)) });
    let fields: Vec<FieldRef> = fields.chain(appended).collect();
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

/// Refuses a batch whose columns are not those of its table.
pub(super) fn require_same(own: &SchemaRef, other: &SchemaRef) -> Result<()> {
    if Arc::ptr_eq(own, other) {
        return Ok(());
    }
    let (own, other) = (own.fields(), other.fields());
    if own.len() != other.len() {
        let (expected, found) = (own.len(), other.len());
        return Err(Error::new(ErrorKind::FieldCount { expected, found }));
    }
    let is_same = |(own, other): (&FieldRef, &FieldRef)| {
        own.name() == other.name() && own.data_type() == other.data_type()
    };
    match own.iter().zip(other).position(|pair| !is_same(pair)) {
        None => Ok(()),
        Some(at) => {
            let expected = "name and type as in the schema of the table";
            Err(Error::new(ErrorKind::Value { column: at + 1, expected }))
        }
    }
}

pub(super) fn is_text(data_type: &DataType) -> bool {
    matches!(
        data_type,
        DataType::Utf8
            | DataType::LargeUtf8
            | DataType::Utf8View
            | DataType::Binary
            | DataType::LargeBinary
            | DataType::BinaryView
    )
}

pub(super) fn can_say_true(data_type: &DataType) -> bool {
    match data_type {
        DataType::Null | DataType::Boolean => true,
        DataType::Dictionary(_, values) => is_text(values),
        other => is_text(other) || other.is_integer() || other.is_floating(),
    }
}

pub(super) fn can_identify(data_type: &DataType) -> bool {
    match data_type {
        DataType::Null
        | DataType::Decimal32(..)
        | DataType::Decimal64(..)
        | DataType::Decimal128(..) => true,
        DataType::Dictionary(_, values) => can_identify(values),
        other => is_text(other) || other.is_integer() || other.is_floating(),
    }
}
