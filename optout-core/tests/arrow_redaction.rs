//! Arrow batches are redacted as rows are, and nothing of a redacted row stays in memory.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use arrow_array::builder::{ListBuilder, MapBuilder, StringBuilder, StringViewBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowDictionaryKeyType, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type,
    UInt16Type, UInt32Type, UInt64Type,
};
use arrow_array::{
    Array, ArrayRef, BinaryArray, BinaryViewArray, BooleanArray, Decimal128Array, DictionaryArray,
    FixedSizeBinaryArray, FixedSizeListArray, Float64Array, Int32Array, Int64Array,
    LargeBinaryArray, LargeListArray, LargeStringArray, ListArray, ListViewArray, NullArray,
    PrimitiveArray, RecordBatch, RecordBatchIterator, RecordBatchOptions, RecordBatchReader,
    StringArray, StringViewArray, StructArray, TimestampMicrosecondArray, UInt64Array, UnionArray,
};
use arrow_buffer::{ArrowNativeType, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_data::ArrayData;
use arrow_schema::{ArrowError, DataType, Field, Schema, UnionFields};
use optout_core::arrow::{BatchRedactor, RedactedBatches};
use optout_core::redact::{FindingKind, Profile, Redactor, Targets};
use optout_core::{Error, ErrorKind};
use proptest::prelude::*;

const PEOPLE_ID: &str = "6sense People Id";
const FLAG: &str = "Is Redacted";

fn redactor() -> Redactor {
    let mut targets = Targets::new();
    assert!(targets.person_id("1002"));
    assert!(targets.email("ada@lovelace.example"));
    assert!(targets.email("info@lovelace.example"));
    Redactor::new(targets)
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    let fields: Vec<Field> = columns
        .iter()
        .map(|(name, array)| Field::new(*name, array.data_type().clone(), true))
        .collect();
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays).unwrap()
}

fn redact(batch: &RecordBatch) -> RecordBatch {
    BatchRedactor::new(&redactor(), &batch.schema()).unwrap().redact(batch).unwrap()
}

fn strings(values: &[&str]) -> ArrayRef {
    Arc::new(StringArray::from(values.to_vec()))
}

fn listed(batches: &BatchRedactor) -> Vec<String> {
    batches.summary().findings.listed().iter().map(ToString::to_string).collect()
}

/// Every byte of every buffer of an array, of its children and its dictionary, outside slices too.
fn memory(data: &ArrayData, into: &mut Vec<Vec<u8>>) {
    into.extend(data.buffers().iter().map(|buffer| buffer.as_slice().to_vec()));
    for child in data.child_data() {
        memory(child, into);
    }
}

fn holds(batch: &RecordBatch, bytes: &[u8]) -> bool {
    let mut all = Vec::new();
    for column in batch.columns() {
        memory(&column.to_data(), &mut all);
    }
    all.iter().any(|buffer| buffer.windows(bytes.len()).any(|window| window == bytes))
}

/// The layouts of text.
const LAYOUTS: usize = 15;
/// And those of digits.
const NUMBERS: usize = 4;

fn dictionary<K: ArrowDictionaryKeyType>(cells: &[Option<String>], values: &str) -> ArrayRef {
    let mut distinct: Vec<&str> = vec!["nobody has this one"];
    let keys: PrimitiveArray<K> = cells
        .iter()
        .map(|cell| {
            let cell = cell.as_deref()?;
            let at = distinct.iter().position(|other| *other == cell).unwrap_or_else(|| {
                distinct.push(cell);
                distinct.len() - 1
            });
            K::Native::from_usize(at)
        })
        .collect();
    let values: ArrayRef = match values {
        "utf8" => Arc::new(StringArray::from(distinct)),
        "large" => Arc::new(LargeStringArray::from(distinct)),
        _ => Arc::new(StringViewArray::from(distinct)),
    };
    Arc::new(DictionaryArray::try_new(keys, values).unwrap())
}

fn column(cells: &[Option<String>], layout: usize) -> ArrayRef {
    let texts = || cells.iter().map(Option::as_deref);
    let bytes = || texts().map(|cell| cell.map(str::as_bytes)).collect::<Vec<_>>();
    let numbers = || texts().map(|cell| cell.map(|digits| digits.parse::<i64>().unwrap()));
    match layout {
        0 => Arc::new(texts().collect::<StringArray>()),
        1 => Arc::new(texts().collect::<LargeStringArray>()),
        2 => Arc::new(texts().collect::<StringViewArray>()),
        3 => Arc::new(BinaryArray::from(bytes())),
        4 => Arc::new(LargeBinaryArray::from(bytes())),
        5 => Arc::new(bytes().into_iter().collect::<BinaryViewArray>()),
        6 => dictionary::<Int8Type>(cells, "utf8"),
        7 => dictionary::<Int16Type>(cells, "large"),
        8 => dictionary::<Int32Type>(cells, "utf8"),
        9 => dictionary::<Int64Type>(cells, "view"),
        10 => dictionary::<UInt8Type>(cells, "view"),
        11 => dictionary::<UInt16Type>(cells, "utf8"),
        12 => dictionary::<UInt32Type>(cells, "large"),
        13 => dictionary::<UInt64Type>(cells, "utf8"),
        // Views over one buffer in another order than that of the rows.
        14 => {
            let mut builder = StringViewBuilder::new();
            texts().rev().for_each(|cell| builder.append_option(cell));
            let reversed = builder.finish();
            let views: Vec<u128> = reversed.views().iter().rev().copied().collect();
            let nulls: NullBuffer = texts().map(|cell| cell.is_some()).collect();
            let buffers = reversed.data_buffers().to_vec();
            Arc::new(StringViewArray::try_new(views.into(), buffers, Some(nulls)).unwrap())
        }
        15 => Arc::new(numbers().collect::<Int64Array>()),
        16 => Arc::new(
            numbers().map(|n| n.map(|n| u64::try_from(n).unwrap())).collect::<UInt64Array>(),
        ),
        #[expect(clippy::cast_precision_loss)]
        17 => Arc::new(numbers().map(|n| n.map(|n| n as f64)).collect::<Float64Array>()),
        _ => {
            let array: Decimal128Array =
                numbers().map(|n| n.map(|n| i128::from(n) * 100)).collect();
            Arc::new(array.with_precision_and_scale(38, 2).unwrap())
        }
    }
}

/// The text of a cell, blank if it is null.
fn text(array: &dyn Array, row: usize) -> String {
    if array.is_null(row) {
        return String::new();
    }
    let bytes = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => array.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => array.as_string_view().value(row).to_owned(),
        DataType::Binary => bytes(array.as_binary::<i32>().value(row)),
        DataType::LargeBinary => bytes(array.as_binary::<i64>().value(row)),
        DataType::BinaryView => bytes(array.as_binary_view().value(row)),
        DataType::Boolean => array.as_boolean().value(row).to_string(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt64 => array.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).to_string(),
        DataType::Decimal128(..) => {
            (array.as_any().downcast_ref::<Decimal128Array>().unwrap().value(row) / 100).to_string()
        }
        DataType::Dictionary(..) => {
            let dictionary = array.as_any_dictionary();
            text(dictionary.values().as_ref(), dictionary.normalized_keys()[row])
        }
        other => panic!("no text of {other}"),
    }
}

/// A table as text, with the layouts of its columns and the rows behind which it is split.
#[derive(Clone, Debug)]
struct TableCase {
    header: Vec<&'static str>,
    rows: Vec<Vec<Option<String>>>,
    layouts: Vec<usize>,
    splits: Vec<usize>,
}

impl TableCase {
    fn parent(&self) -> RecordBatch {
        let columns = self.header.iter().enumerate().map(|(at, name)| {
            let cells: Vec<Option<String>> = self.rows.iter().map(|row| row[at].clone()).collect();
            (*name, column(&cells, self.layouts[at]))
        });
        batch(columns.collect())
    }

    fn batches(&self) -> Vec<RecordBatch> {
        let parent = self.parent();
        let mut from = 0;
        let mut ends = self.splits.clone();
        ends.push(self.rows.len());
        ends.sort_unstable();
        let slice = |end| {
            let slice = parent.slice(from, end - from);
            from = end;
            slice
        };
        ends.into_iter().map(slice).collect()
    }
}

fn cell(
    name: &str,
    is_number: bool,
    flags: &'static [&'static str],
) -> BoxedStrategy<Option<String>> {
    let pool: &[&str] = match name {
        PEOPLE_ID if is_number => &["1001", "1002", "1003", "0"],
        PEOPLE_ID => &["1001", "1002", " 1002 ", "P9", "n/a", "1.2E+11"],
        "Work Email" => &[
            "ada@lovelace.example",
            "x@y.example;Ada@Lovelace.example",
            "bob",
            "b@c.d",
            "info@lovelace.example",
        ],
        "Credit Deducted" if is_number => &["0", "1", "2"],
        "Credit Deducted" => &["1", "", "ada@lovelace.example", "Lovelace", "5550100200"],
        "Last Name" => &["Lovelace", "Babbage with a name of some length"],
        "Phone" => &["555 010 0200", "5550100300"],
        FLAG => flags,
        _ => &["TRUE", "x", "a note that is longer than a view holds"],
    };
    prop::option::weighted(0.8, prop::sample::select(pool))
        .prop_map(|cell| cell.map(str::to_owned))
        .boxed()
}

fn table() -> impl Strategy<Value = TableCase> {
    const OTHERS: [&str; 6] =
        ["Work Email", "Credit Deducted", "Last Name", "Phone", FLAG, "Notes"];
    const FLAGS: [&[&str]; 3] = [&["TRUE", "FALSE"], &["Yes", "No", "?"], &["0", "1"]];
    let header = prop::sample::subsequence(OTHERS.to_vec(), 0..=OTHERS.len());
    (header, prop::sample::select(FLAGS.to_vec()))
        .prop_flat_map(|(mut header, flags)| {
            header.push(PEOPLE_ID);
            (Just(header).prop_shuffle(), Just(flags))
        })
        .prop_flat_map(|(header, flags)| {
            let layouts: Vec<_> = header
                .iter()
                .map(|name| {
                    let may_be_number = matches!(*name, PEOPLE_ID | "Credit Deducted")
                        || (*name == FLAG && flags.contains(&"0"));
                    0..LAYOUTS
                        + if may_be_number { NUMBERS - usize::from(*name == FLAG) } else { 0 }
                })
                .collect();
            (Just(header), Just(flags), layouts)
        })
        .prop_flat_map(|(header, flags, layouts)| {
            let cells: Vec<_> = header
                .iter()
                .zip(&layouts)
                .map(|(name, layout)| cell(name, *layout >= LAYOUTS, flags))
                .collect();
            let rows = prop::collection::vec(cells, 0..20);
            (
                Just(header),
                rows,
                Just(layouts),
                prop::collection::vec(any::<prop::sample::Index>(), 0..4),
            )
        })
        .prop_map(|(mut header, mut rows, mut layouts, splits)| {
            // What tells the rows apart in memory.
            header.push("Secret");
            layouts.push(layouts.iter().sum::<usize>() % LAYOUTS);
            for (at, row) in rows.iter_mut().enumerate() {
                row.push(Some(format!("secret of row {at:03}")));
            }
            let splits = splits.iter().map(|split| split.index(rows.len() + 1)).collect();
            TableCase { header, rows, layouts, splits }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn batches_are_redacted_as_rows_are(case in table()) {
        let redactor = redactor();
        let mut rows = redactor.plan(&case.header).unwrap();
        let (mut expected, mut findings, mut redacted, mut already) = (vec![], vec![], 0, 0);
        let mut secrets = vec![];
        for (at, row) in case.rows.iter().enumerate() {
            let fields: Vec<&str> = row.iter().map(|cell| cell.as_deref().unwrap_or("")).collect();
            let row = rows.redact(&fields);
            findings.extend(row.findings.iter().map(|kind| format!("{kind}@{}", at + 1)));
            if row.is_redacted {
                let is_changed = fields.iter().copied().ne(row.fields.iter().map(|cell| &**cell));
                redacted += u64::from(is_changed);
                already += u64::from(!is_changed);
                secrets.push(format!("secret of row {at:03}"));
            }
            let fields = row.fields.into_iter().map(|cell| cell.into_owned());
            expected.push(fields.collect::<Vec<_>>());
        }

        let mut batches = BatchRedactor::new(&redactor, &case.parent().schema()).unwrap();
        let mut made: Vec<Vec<String>> = vec![];
        let flag = batches.schema().fields().iter().position(|field| field.name() == FLAG).unwrap();
        for batch in case.batches() {
            let batch = batches.redact(&batch).unwrap();
            prop_assert_eq!(batch.schema(), batches.schema());
            for column in batch.columns() {
                column.to_data().validate_full().unwrap();
            }
            for row in 0..batch.num_rows() {
                made.push(batch.columns().iter().map(|column| text(column, row)).collect());
            }
            for secret in &secrets {
                prop_assert!(!holds(&batch, secret.as_bytes()), "{} is left", secret);
            }
        }
        // Where no row has shown a style, a text says TRUE, a number 1 and a Boolean true.
        let is_text = case.header.contains(&FLAG)
            && case.layouts[flag] < LAYOUTS;
        for row in made.iter_mut().chain(&mut expected).filter(|_| !is_text) {
            let cell = row[flag].to_lowercase();
            row[flag] = cell.replace("true", "1").replace("false", "0");
        }
        prop_assert_eq!(made, expected);
        prop_assert_eq!(listed(&batches), findings);
        let summary = batches.summary();
        prop_assert_eq!(summary.records, case.rows.len() as u64);
        prop_assert_eq!((summary.redacted, summary.already_redacted), (redacted, already));
        prop_assert_eq!(summary.appended_column, !case.header.contains(&FLAG));
    }

    #[test]
    fn a_second_run_changes_nothing(case in table()) {
        let once = redact(&case.parent());
        let mut again = BatchRedactor::new(&redactor(), &once.schema()).unwrap();
        prop_assert_eq!(again.redact(&once).unwrap(), once);
        prop_assert_eq!(again.summary().redacted, 0);
    }
}

/// Three columns of every type that can be blanked, the second row that of somebody who opted out.
fn every_type() -> Vec<(&'static str, ArrayRef)> {
    const SECRET: &str = "0123456789abcdef";
    let rows = ["aaaaaaaaaaaaaaaa", SECRET, "bbbbbbbbbbbbbbbb"];
    let texts = || strings(&rows);
    let number = i128::from_ne_bytes(*b"0123456789abcdef");
    let half = i64::from_ne_bytes(*b"01234567");
    let item = || Arc::new(Field::new_list_field(DataType::Utf8, true));
    let offsets = OffsetBuffer::<i32>::from_lengths([1, 1, 1]);
    let mut map = MapBuilder::new(None, StringBuilder::new(), StringBuilder::new());
    let mut lists = ListBuilder::new(ListBuilder::new(StringBuilder::new()));
    for row in rows {
        map.keys().append_value(row);
        map.values().append_value(row);
        map.append(true).unwrap();
        lists.values().values().append_value(row);
        lists.values().append(true);
        lists.append(true);
    }
    let required = Field::new("required", DataType::Utf8, false);
    let fields = vec![required, Field::new("optional", DataType::Utf8View, true)];
    let parts: Vec<ArrayRef> = vec![texts(), Arc::new(StringViewArray::from(rows.to_vec()))];
    let dictionary: DictionaryArray<Int32Type> = rows.into_iter().collect();
    let fixed = FixedSizeBinaryArray::try_from_iter(rows.iter().map(|row| row.as_bytes())).unwrap();
    let doubled = StringArray::from(vec![rows[0], rows[0], SECRET, SECRET, rows[2], rows[2]]);
    let size = Arc::new(Field::new_list_field(DataType::Utf8, false));
    vec![
        ("utf8", texts()),
        ("large utf8", Arc::new(LargeStringArray::from(rows.to_vec()))),
        ("utf8 view", Arc::new(StringViewArray::from(rows.to_vec()))),
        ("binary", Arc::new(BinaryArray::from_iter_values(rows))),
        ("binary view", Arc::new(BinaryViewArray::from_iter_values(rows))),
        ("fixed size binary", Arc::new(fixed)),
        ("decimal", Arc::new(Decimal128Array::from(vec![1, number, 2]))),
        ("int64", Arc::new(Int64Array::from(vec![1, half, 2]))),
        (
            "timestamp",
            Arc::new(TimestampMicrosecondArray::from(vec![1, half, 2]).with_timezone("UTC")),
        ),
        ("dictionary", Arc::new(dictionary.clone())),
        ("struct", Arc::new(StructArray::new(fields.into(), parts, None))),
        ("list", Arc::new(ListArray::new(item(), offsets.clone(), texts(), None))),
        (
            "list of dictionaries",
            Arc::new(ListArray::new(
                Arc::new(Field::new_list_field(dictionary.data_type().clone(), true)),
                offsets,
                Arc::new(dictionary),
                None,
            )),
        ),
        (
            "large list",
            Arc::new(LargeListArray::new(
                item(),
                OffsetBuffer::from_lengths([1, 1, 1]),
                texts(),
                None,
            )),
        ),
        (
            "list view",
            Arc::new(ListViewArray::new(
                item(),
                ScalarBuffer::from(vec![2, 1, 0]),
                ScalarBuffer::from(vec![1, 1, 1]),
                texts(),
                None,
            )),
        ),
        ("list of lists", Arc::new(lists.finish())),
        ("map", Arc::new(map.finish())),
        ("fixed size list", Arc::new(FixedSizeListArray::new(size, 2, Arc::new(doubled), None))),
    ]
}

fn is_told(batch: &RecordBatch) -> bool {
    holds(batch, b"01234567")
}

#[test]
fn no_buffer_of_any_type_holds_what_was_blanked() {
    for (name, array) in every_type() {
        let ids = strings(&["1001", "1002", "1003"]);
        let whole = batch(vec![(PEOPLE_ID, ids), ("Data", Arc::clone(&array))]);
        assert!(is_told(&whole), "{name}: the test looks at the wrong memory");
        let redacted = redact(&whole);
        assert!(!is_told(&redacted), "{name}");
        let data = redacted.column(1);
        data.to_data().validate_full().unwrap();
        assert_eq!(data.logical_null_count(), 1, "{name}");
        assert!(data.logical_nulls().unwrap().is_null(1), "{name}");
        for row in [0, 2] {
            assert_eq!(&data.slice(row, 1), &array.slice(row, 1), "{name}");
        }
        // Neighbours in the memory of the same table, though not of the same batch.
        let mut batches = BatchRedactor::new(&redactor(), &whole.schema()).unwrap();
        for row in 0..3 {
            let slice = whole.slice(row, 1);
            let redacted = batches.redact(&slice).unwrap();
            assert!(!is_told(&redacted), "{name}, row {row}");
            if row != 1 {
                assert_eq!(redacted.column(1), slice.column(1), "{name}");
            }
        }
    }
}

#[test]
fn a_null_bit_over_a_value_is_no_redaction() {
    let is_valid = NullBuffer::from(vec![true, false, true]);
    for (name, array) in every_type() {
        if matches!(name, "struct" | "map") {
            continue;
        }
        let data = array.to_data().into_builder().nulls(Some(is_valid.clone())).build().unwrap();
        let array = arrow_array::make_array(data);
        let ids = strings(&["1001", "9", "1003"]);
        let flags: ArrayRef = Arc::new(BooleanArray::from(vec![false, true, false]));
        let batch = batch(vec![(PEOPLE_ID, ids), (FLAG, flags), ("Data", array)]);
        assert!(is_told(&batch), "{name}");
        let mut batches = BatchRedactor::new(&redactor(), &batch.schema()).unwrap();
        let redacted = batches.redact(&batch).unwrap();
        assert!(!is_told(&redacted), "{name}");
        assert_eq!(redacted, batch, "{name}");
        assert_eq!(batches.summary().already_redacted, 1);
    }
}

#[test]
fn kept_cells_leave_nothing_under_their_nulls_either() {
    let credit = StringArray::new(
        OffsetBuffer::from_lengths([1, 16, 1]),
        "10123456789abcdef2".as_bytes().to_vec().into(),
        Some(NullBuffer::from(vec![true, false, true])),
    );
    let ids = strings(&["1001", "1002", "1003"]);
    let batch = batch(vec![(PEOPLE_ID, ids), ("Credit Deducted", Arc::new(credit))]);
    assert!(is_told(&batch));
    assert!(!is_told(&redact(&batch)));
}

#[test]
fn a_batch_of_other_people_is_handed_on_without_a_copy() {
    let mut columns = every_type();
    columns.retain(|(name, _)| !matches!(*name, "list view" | "list of dictionaries"));
    columns.push((PEOPLE_ID, strings(&["1001", "1003", "1004"])));
    columns.push((FLAG, strings(&["no", "no", ""])));
    let batch = batch(columns);
    let redacted = redact(&batch);
    for (at, (was, is)) in batch.columns().iter().zip(redacted.columns()).enumerate() {
        assert!(Arc::ptr_eq(was, is), "column {at}");
    }
}

#[test]
fn types_without_a_null_of_their_own_are_refused_by_number() {
    let fields = UnionFields::from_fields(vec![Field::new("a", DataType::Utf8, true)]);
    let union = UnionArray::try_new(fields, vec![0].into(), None, vec![strings(&["x"])]).unwrap();
    let union: ArrayRef = Arc::new(union);
    let run_ends = Int32Array::from(vec![1]);
    let runs = arrow_array::RunArray::try_new(&run_ends, &StringArray::from(vec!["x"])).unwrap();
    let field = Field::new("a", DataType::Binary, true);
    let list = ListArray::new_null(Arc::new(field), 1);
    let inside = StructArray::new(
        vec![Field::new("u", union.data_type().clone(), true)].into(),
        vec![Arc::clone(&union)],
        None,
    );
    let date: ArrayRef = Arc::new(arrow_array::Date32Array::from(vec![1]));
    for (name, array) in [
        ("kanarienvogel", union),
        ("kanarienvogel", Arc::new(runs) as ArrayRef),
        ("kanarienvogel", Arc::new(inside)),
        ("Credit Deducted", Arc::new(list.clone())),
        ("Work Email", Arc::new(list)),
        ("Work Email", Arc::clone(&date)),
        (FLAG, date),
    ] {
        let batch = batch(vec![(PEOPLE_ID, strings(&["1002"])), (name, array)]);
        let error = BatchRedactor::new(&redactor(), &batch.schema()).unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Value { column: 2, .. }), "{error}");
        assert!(!format!("{error} {error:?}").contains("kanarienvogel"));
    }
}

#[test]
fn ids_are_numbers_too_and_faults_are_told_by_record() {
    let ids: ArrayRef = Arc::new(Float64Array::from(vec![
        Some(1001.0),
        Some(1002.0),
        None,
        Some(f64::NAN),
        Some(1002.5),
        Some(9_007_199_254_740_992.0),
    ]));
    let batch = batch(vec![(PEOPLE_ID, ids), ("Name", strings(&["a", "b", "c", "d", "e", "f"]))]);
    let mut batches = BatchRedactor::new(&redactor(), &batch.schema()).unwrap();
    let redacted = batches.redact(&batch).unwrap();
    let names: Vec<_> = redacted.column(1).as_string::<i32>().iter().collect();
    assert_eq!(names, [Some("a"), None, Some("c"), Some("d"), Some("e"), Some("f")]);
    assert_eq!(listed(&batches), ["faulty_identifier@5", "faulty_identifier@6"]);
    batches.redact(&batch).unwrap();
    assert_eq!(batches.summary().findings.listed().last().unwrap().record, 12);
}

#[test]
fn every_finding_that_a_batch_can_have() {
    let ids: ArrayRef =
        Arc::new(BinaryArray::from(vec![b"1002".as_slice(), b"1001", b"P\xe9", b"1.2E+12", b"7"]));
    let emails = strings(&[
        "b@c.example",
        "info@lovelace.example",
        "",
        "b@c.example",
        "ada@lovelace.example",
    ]);
    let credit = strings(&["b@c.example", "1", "1", "1", "1"]);
    let flags = strings(&["", "true", "", "", "FALSE"]);
    let batch = batch(vec![
        (PEOPLE_ID, ids),
        ("Work Email", emails),
        ("Credit Deducted", credit),
        (FLAG, flags),
    ]);
    let redactor = redactor().profile(Profile::sep()).list_snapshot("week-47");
    let mut batches = BatchRedactor::new(&redactor, &batch.schema()).unwrap();
    let redacted = batches.redact(&batch).unwrap();
    assert_eq!(
        listed(&batches),
        [
            "profile_sep@0",
            "conflicting_identifiers@1",
            "kept_value_leak@1",
            "leaky_redacted_row@2",
            "conflicting_identifiers@2",
            "role_mailbox@2",
            "undecodable_identifier@3",
            "faulty_identifier@4",
            "conflicting_identifiers@5",
        ]
    );
    let flags: Vec<String> = (0..5).map(|row| text(redacted.column(3), row)).collect();
    assert_eq!(flags, ["TRUE", "true", "", "", "TRUE"]);
    let summary = batches.summary();
    assert_eq!((summary.redacted, summary.profile.as_str()), (3, "sep"));
    assert_eq!(summary.list_snapshot.as_deref(), Some("week-47"));
    assert_eq!((&summary.sha256_input, &summary.sha256_output), (&None, &None));
    assert_eq!(summary.findings.count(FindingKind::ConflictingIdentifiers), 3);
    assert!(!format!("{batches:?}{summary:?}").contains("lovelace"));
}

#[test]
fn a_flag_is_true_in_every_type_and_in_the_style_of_an_earlier_batch() {
    let ids = || strings(&["1001", "1002"]);
    let dictionary: DictionaryArray<Int8Type> = vec![Some("no"), None].into_iter().collect();
    for (flags, expected) in [
        (strings(&["No", ""]), "Yes"),
        (Arc::new(dictionary) as ArrayRef, "yes"),
        (Arc::new(BooleanArray::from(vec![Some(false), None])), "true"),
        (Arc::new(Int64Array::from(vec![Some(0), None])), "1"),
        (Arc::new(Float64Array::from(vec![Some(0.0), Some(f64::NAN)])), "1"),
        (Arc::new(NullArray::new(2)), "true"),
    ] {
        let batch = batch(vec![(PEOPLE_ID, ids()), (FLAG, flags)]);
        let mut batches = BatchRedactor::new(&redactor(), &batch.schema()).unwrap();
        let first = batches.redact(&batch.slice(0, 1)).unwrap();
        assert_ne!(text(first.column(1), 0), expected);
        let second = batches.redact(&batch.slice(1, 1)).unwrap();
        assert_eq!(text(second.column(1), 0), expected);
        assert_eq!(batches.summary().redacted, 1);
    }
}

#[test]
fn a_full_dictionary_is_told_with_its_record() {
    let words: Vec<String> = (0..256).map(|number| format!("word {number}")).collect();
    let keys = PrimitiveArray::<UInt8Type>::from_iter_values(0..=255)
        .iter()
        .chain([None])
        .collect::<PrimitiveArray<UInt8Type>>();
    let flags = DictionaryArray::try_new(keys, Arc::new(StringArray::from(words))).unwrap();
    let mut ids = vec!["1001"; 257];
    ids[256] = "1002";
    let batch = batch(vec![(PEOPLE_ID, strings(&ids)), (FLAG, Arc::new(flags))]);
    let mut batches = BatchRedactor::new(&redactor(), &batch.schema()).unwrap();
    let error = batches.redact(&batch).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Value { column: 2, .. }));
    assert_eq!(error.position().unwrap().record, 257);
}

#[test]
fn batches_of_no_rows_and_schemas_of_no_columns() {
    let columns = every_type().into_iter().map(|(name, array)| (name, array.slice(0, 0)));
    let mut columns: Vec<_> = columns.collect();
    columns.push((PEOPLE_ID, strings(&[])));
    let redacted = redact(&batch(columns));
    assert_eq!((redacted.num_rows(), redacted.num_columns()), (0, 20));
    assert!(!is_told(&redacted));
    let none = Schema::empty();
    let error = BatchRedactor::new(&redactor(), &none).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::UnknownLayout { .. }));
    let other = RecordBatch::try_new_with_options(
        Arc::new(none),
        vec![],
        &RecordBatchOptions::new().with_row_count(Some(3)),
    );
    let schema = Schema::new(vec![Field::new(PEOPLE_ID, DataType::Utf8, true)]);
    let mut batches = BatchRedactor::new(&redactor(), &schema).unwrap();
    let error = batches.redact(&other.unwrap()).unwrap_err();
    assert_eq!(error.kind(), &ErrorKind::FieldCount { expected: 1, found: 0 });
    let renamed = batch(vec![("kanarienvogel", strings(&["1002"]))]);
    let error = batches.redact(&renamed).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Value { column: 1, .. }));
    assert!(!error.to_string().contains("kanarienvogel"));
}

#[test]
fn names_and_metadata_stay_and_an_index_is_a_column() {
    let metadata =
        [("pandas".to_owned(), r#"{"index_columns": ["__index_level_0__"]}"#.to_owned())];
    let of_field = [("comment".to_owned(), "kept".to_owned())];
    let fields = vec![
        Field::new(PEOPLE_ID, DataType::Utf8, false),
        Field::new("", DataType::Utf8, false).with_metadata(of_field),
        Field::new("Name", DataType::Utf8, true),
        Field::new("Name", DataType::Utf8, true),
        Field::new("__index_level_0__", DataType::Int64, false),
    ];
    let schema = Schema::new_with_metadata(fields, metadata);
    let text = || strings(&["1001", "1002"]);
    let index = Arc::new(Int64Array::from(vec![7, 8]));
    let columns: Vec<ArrayRef> = vec![text(), text(), text(), text(), index];
    let batch = RecordBatch::try_new(Arc::new(schema), columns).unwrap();
    let redacted = redact(&batch);
    let (was, is) = (batch.schema(), redacted.schema());
    assert_eq!(was.metadata(), is.metadata());
    let names = |schema: &Schema| -> Vec<String> {
        schema.fields().iter().map(|field| field.name().clone()).collect()
    };
    assert_eq!(names(&is)[..5], names(&was));
    assert_eq!(names(&is)[5], FLAG);
    assert!(is.fields()[..5].iter().all(|field| field.is_nullable()));
    assert!(!is.field(5).is_nullable());
    assert_eq!(is.field(1).metadata()["comment"], "kept");
    for at in 1..5 {
        assert!(redacted.column(at).is_valid(0) && redacted.column(at).is_null(1), "column {at}");
    }
}

#[test]
fn a_reader_hands_on_what_it_reads_and_ends_with_an_error() {
    let batch = batch(vec![(PEOPLE_ID, strings(&["1001", "1002"]))]);
    let source = || {
        let fault = ArrowError::ParseError("kanarienvogel".to_owned());
        let items = vec![Ok(batch.clone()), Ok(batch.clone()), Err(fault), Ok(batch.clone())];
        RecordBatchIterator::new(items, batch.schema())
    };
    let told = Arc::new(AtomicU64::new(0));
    let records = Arc::clone(&told);
    let watched = redactor().watch(move |progress| {
        records.store(progress.records, Ordering::Relaxed);
        ControlFlow::Continue(())
    });
    let mut reader = RedactedBatches::new(&watched, source()).unwrap();
    assert_eq!(reader.schema().fields().len(), 2);
    for records in [2, 4] {
        let batch = reader.next().unwrap().unwrap();
        assert_eq!(batch.schema(), reader.schema());
        assert!(batch.column(1).as_boolean().value(1));
        assert_eq!(told.load(Ordering::Relaxed), records);
    }
    let error = reader.next().unwrap().unwrap_err();
    assert!(!format!("{error} {error:?} {reader:?}").contains("kanarienvogel"));
    assert!(reader.next().is_none());
    assert_eq!(reader.summary().redacted, 2);

    let stopped = redactor().watch(|_| ControlFlow::Break(()));
    let mut reader = RedactedBatches::new(&stopped, source()).unwrap();
    let ArrowError::ExternalError(error) = reader.next().unwrap().unwrap_err() else {
        panic!("expected an error of the library");
    };
    assert_eq!(error.downcast::<Error>().unwrap().kind(), &ErrorKind::Cancelled);
}

#[test]
fn batches_and_readers_go_to_other_threads() {
    fn is_shared<T: Send + Sync + 'static>() {}
    is_shared::<BatchRedactor>();
    is_shared::<RedactedBatches<RecordBatchIterator<Vec<Result<RecordBatch, ArrowError>>>>>();
}
