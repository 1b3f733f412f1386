"""Redaction of frames: the libraries, the layouts of text, and what cannot be redacted."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import optout

HEADER = ["6sense People Id", "Name", "Phone", "Is Redacted"]
ROWS: dict[str, list[Any]] = {
    "6sense People Id": ["P1", "P2", None, "P4"],
    "Name": ["Ada", "Bob", "Cleo", None],
    "Phone": [11, 22, 33, 44],
    "Is Redacted": ["FALSE", "FALSE", None, "FALSE"],
}
REDACTED: dict[str, list[Any]] = {
    "6sense People Id": ["P1", "P2", None, "P4"],
    "Name": ["Ada", None, "Cleo", None],
    "Phone": [11, None, 33, 44],
    "Is Redacted": ["FALSE", "TRUE", None, "FALSE"],
}
MARK = "kana" + "rienvogel"


@pytest.fixture
def redactor() -> optout.Redactor:
    return optout.Redactor(people_ids=["P2"])


def pandas_rows(frame: Any) -> dict[str, list[Any]]:
    """The cells of a pandas frame, missing ones as None."""
    missing = frame.isna()
    return {
        name: [
            None if is_missing else value
            for value, is_missing in zip(frame[name].tolist(), missing[name].tolist(), strict=True)
        ]
        for name in frame.columns
    }


# pyarrow


@pytest.mark.parametrize("layout", ["string", "large_string", "string_view", "dictionary"])
def test_a_table_in_every_layout_of_text(redactor: optout.Redactor, layout: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    text = (
        pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
        if layout == "dictionary"
        else getattr(pyarrow, layout)()
    )
    types = [text, text, pyarrow.int64(), text]
    schema = pyarrow.schema(zip(HEADER, types, strict=True), metadata={"of": "export"})
    table = pyarrow.table(ROWS, schema=schema)
    redacted, summary = redactor.redact(table)
    assert type(redacted) is pyarrow.Table
    assert redacted.to_pydict() == REDACTED
    assert redacted.schema.metadata == {b"of": b"export"}
    assert redacted.schema.types == types
    assert table.to_pydict() == ROWS
    assert (summary.records, summary.redacted, summary.profile) == (4, 1, "csv")
    assert (summary.sha256_input, summary.sha256_output) == (None, None)
    assert summary.to_dict()["records"] == 4
    redacted.validate(full=True)


def test_the_memory_holds_no_blanked_value(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"6sense People Id": ["P1", "P2"], "Name": ["Ada", MARK]})
    redacted, _ = redactor.redact(table)
    buffers = [
        buffer.to_pybytes()
        for column in redacted.columns
        for chunk in column.chunks
        for buffer in chunk.buffers()
        if buffer is not None
    ]
    assert any(b"Ada" in buffer for buffer in buffers)
    assert not any(MARK.encode() in buffer for buffer in buffers)


def test_chunks_batches_and_slices(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(ROWS)
    chunked = pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 2), table.slice(3)])
    assert redactor.redact(chunked)[0].to_pydict() == REDACTED
    batch, summary = redactor.redact(table.to_batches()[0])
    assert type(batch) is pyarrow.RecordBatch
    assert (batch.to_pydict(), summary.redacted) == (REDACTED, 1)
    part, _ = redactor.redact(table.slice(1, 2))
    assert part.to_pydict() == {name: values[1:3] for name, values in REDACTED.items()}


def test_a_reader_is_redacted_while_it_is_read(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(
        {"6sense People Id": [f"P{i}" for i in range(1000)], "Name": ["x"] * 1000}
    )
    asked = 0

    def batches() -> Iterator[Any]:
        nonlocal asked
        for batch in table.to_batches(max_chunksize=10):
            asked += 1
            yield batch

    source = pyarrow.RecordBatchReader.from_batches(table.schema, batches())
    reader, summary = redactor.redact(source)
    assert type(reader) is pyarrow.RecordBatchReader
    assert asked == 0
    assert repr(summary) == "Summary()"
    for ask in (lambda: summary.records, lambda: summary.findings, summary.to_dict):
        with pytest.raises(RuntimeError, match="read to their end"):
            ask()
    first = reader.read_next_batch()
    assert first.column("Name").null_count == 1
    assert first.column("Is Redacted").to_pylist() == [i == 2 for i in range(10)]
    assert asked < 10
    with pytest.raises(RuntimeError):
        _ = summary.redacted
    assert reader.read_all().num_rows == 990
    assert (summary.records, summary.redacted, summary.appended_column) == (1000, 1, True)


def test_batches_are_read_once(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    batches = redactor.redact_batches(pyarrow.table(ROWS))
    assert repr(batches) == "RedactedBatches(columns=4)"
    assert pyarrow.schema(batches).names == HEADER
    assert pyarrow.table(batches).to_pydict() == REDACTED
    assert pyarrow.schema(batches).names == HEADER
    assert batches.summary.redacted == 1
    with pytest.raises(RuntimeError, match="read once"):
        pyarrow.table(batches)


def test_an_object_with_one_array(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    batch = pyarrow.RecordBatch.from_pydict(ROWS)

    class Exported:
        def __arrow_c_array__(self, requested_schema: object = None) -> Any:
            return batch.slice(1).__arrow_c_array__(requested_schema)

    batches, summary = redactor.redact(Exported())
    assert type(batches) is optout.RedactedBatches
    assert pyarrow.table(batches).column("Name").to_pylist() == [None, "Cleo", None]
    assert summary.redacted == 1


def test_empty_tables(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table(ROWS).slice(0, 0)
    for frame in (table, pyarrow.Table.from_batches([], table.schema)):
        redacted, summary = redactor.redact(frame)
        assert (redacted.num_rows, redacted.schema.names) == (0, HEADER)
        assert (summary.records, summary.redacted) == (0, 0)
    batch, _ = redactor.redact(pyarrow.RecordBatch.from_pydict(ROWS).slice(0, 0))
    assert batch.num_rows == 0


# pandas


@pytest.mark.parametrize("dtype", ["object", "string", "category", None])
def test_a_pandas_frame(redactor: optout.Redactor, dtype: str | None) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(ROWS)
    if dtype is not None:
        texts = ["6sense People Id", "Name", "Is Redacted"]
        frame = frame.astype(dict.fromkeys(texts, dtype))
    before = frame.copy()
    redacted, summary = redactor.redact(frame)
    assert type(redacted) is pandas.DataFrame
    assert pandas_rows(redacted) == REDACTED
    pandas.testing.assert_frame_equal(frame, before)
    for name in ("6sense People Id", "Name"):
        assert (redacted[name].dtype == frame[name].dtype) == (
            dtype != "category" or name != "Name"
        )
    if dtype == "category":
        assert "Bob" not in redacted["Name"].cat.categories
    assert redacted["Phone"].dtype == "Int64"
    assert summary.redacted == 1


def test_what_need_not_change_stays_as_it_was(redactor: optout.Redactor) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(
        {
            "6sense People Id": ["P1", "P9"],
            "Mixed": pandas.Series([None, float("nan")], dtype=object),
            "Big": pandas.Series([2**63, 1], dtype="uint64"),
            "When": pandas.to_datetime(["2026-01-01", None]),
            "Kind": pandas.Categorical(["a", "b"], categories=["a", "b", "c"]),
            "Is Redacted": [False, False],
        }
    )
    redacted, _ = redactor.redact(frame)
    pandas.testing.assert_frame_equal(redacted, frame)
    assert redacted["Mixed"].iloc[0] is None


def test_types_without_room_for_missing_values_get_it(redactor: optout.Redactor) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(
        {
            "6sense People Id": ["P2", "P1"],
            "Big": pandas.Series([1, 2**63], dtype="uint64"),
            "Flag": [True, False],
            "Share": [0.5, 1.5],
            "When": pandas.to_datetime(["2026-01-01", "2026-01-02"]),
        }
    )
    redacted, _ = redactor.redact(frame)
    assert [str(dtype) for dtype in redacted.dtypes[1:4]] == ["UInt64", "boolean", "float64"]
    assert redacted.iloc[0, 1:5].isna().all()
    assert redacted["Big"].iloc[1] == 2**63
    assert redacted["Is Redacted"].tolist() == [True, False]
    assert str(redacted["Is Redacted"].dtype) == "bool"


@pytest.mark.parametrize(
    ("flags", "expected"),
    [
        ([False, False], [False, True]),
        ([0, 0], [0, 1]),
        ([None, None], [None, True]),
        (["no", "no"], ["no", "yes"]),
    ],
)
def test_the_flag_keeps_its_kind(
    redactor: optout.Redactor, flags: list[Any], expected: list[Any]
) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame({"6sense People Id": ["P1", "P2"], "Is Redacted": flags})
    for dtype in (frame["Is Redacted"].dtype, object):
        redacted, _ = redactor.redact(frame.astype({"Is Redacted": dtype}))
        got = pandas_rows(redacted)["Is Redacted"]
        assert [str(value).lower() for value in got] == [str(value).lower() for value in expected]
        assert redacted["Is Redacted"].dtype == dtype


def test_the_index_is_kept_or_refused(redactor: optout.Redactor) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame(ROWS)
    for index in (
        pandas.RangeIndex(10, 50, 10),
        pandas.Index([7, 3, 3, 1]),
    ):
        redacted, _ = redactor.redact(frame.set_axis(index))
        pandas.testing.assert_index_equal(redacted.index, index, exact=True)
        assert pandas_rows(redacted) == REDACTED
    assert pandas_rows(redactor.redact(frame[frame["Phone"] > 11])[0])["Name"][0] is None
    for refused in (
        frame.set_index("Phone"),
        frame.set_axis(pandas.RangeIndex(4, name="row")),
        frame.set_axis([MARK, MARK, MARK, MARK]),
        frame.set_index(["Name", "Phone"]),
    ):
        with pytest.raises(TypeError, match="reset_index") as caught:
            redactor.redact(refused)
        assert MARK not in str(caught.value)


def test_names_of_columns_that_are_no_text_or_stand_twice(redactor: optout.Redactor) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame([["P2", "a", "b", "c"]], columns=["6sense People Id", "x", "x", 7])
    redacted, _ = redactor.redact(frame)
    assert redacted.columns.tolist() == ["6sense People Id", "x", "x", 7, "Is Redacted"]
    assert redacted.iloc[0, 1:4].isna().all()
    columns = pandas.MultiIndex.from_tuples([("6sense People Id", "a")])
    with pytest.raises(TypeError, match="one level"):
        redactor.redact(pandas.DataFrame([["P2"]], columns=columns))


def test_an_empty_pandas_frame_and_a_subclass(redactor: optout.Redactor) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    redacted, summary = redactor.redact(pandas.DataFrame(columns=HEADER))
    assert (redacted.shape, summary.records) == ((0, 4), 0)

    export: Any = type("Export", (pandas.DataFrame,), {})
    export._constructor = property(lambda _: export)
    redacted, _ = redactor.redact(export(ROWS))
    assert type(redacted) is export


def test_values_of_several_types_are_told_without_them(redactor: optout.Redactor) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    frame = pandas.DataFrame({"6sense People Id": ["P2", "P1"], "Name": [MARK, 5]})
    with pytest.raises(TypeError, match="column 2") as caught:
        redactor.redact(frame)
    assert MARK not in "".join(traceback.format_exception(caught.value))
    assert caught.value.__context__ is None


# polars


def test_a_polars_frame(redactor: optout.Redactor) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(ROWS)
    chunked = polars.concat([frame[:1], frame[1:]], rechunk=False)
    categorical = frame.with_columns(polars.col("Name").cast(polars.Categorical))
    enum = frame.with_columns(polars.col("Name").cast(polars.Enum(["Ada", "Bob", "Cleo"])))
    for given in (frame, chunked, categorical, enum):
        redacted, summary = redactor.redact(given)
        assert type(redacted) is polars.DataFrame
        assert redacted.to_dict(as_series=False) == REDACTED
        assert summary.redacted == 1
    assert redactor.redact(categorical)[0].schema["Name"] == polars.Categorical
    empty, summary = redactor.redact(frame.clear())
    assert (empty.shape, empty.schema, summary.records) == ((0, 4), frame.schema, 0)


# DuckDB and others


def test_a_duckdb_relation(redactor: optout.Redactor) -> None:
    duckdb = pytest.importorskip("duckdb")
    source, sink = duckdb.connect(), duckdb.connect()
    relation = source.sql(
        "select * from (values ('P1', 'Ada'), ('P2', 'Bob')) t(\"6sense People Id\", \"Name\")"
    )
    batches, summary = redactor.redact(relation)
    assert type(batches) is optout.RedactedBatches
    assert sink.sql("select * from batches").fetchall() == [
        ("P1", "Ada", False),
        ("P2", None, True),
    ]
    assert (summary.records, summary.redacted) == (2, 1)


def test_more_rows_than_a_batch_has(redactor: optout.Redactor) -> None:
    duckdb = pytest.importorskip("duckdb")
    pyarrow = pytest.importorskip("pyarrow")
    relation = duckdb.connect().sql(
        "select 'P' || (i % 1000) as \"6sense People Id\", 'Ada' as \"Name\" "
        "from range(300000) t(i)"
    )
    batches, summary = redactor.redact(relation)
    table = pyarrow.table(batches)
    assert table.column("Name").num_chunks > 1
    assert (summary.records, summary.redacted) == (300_000, 300)
    assert table.column("Name").null_count == 300


# What cannot be redacted


@pytest.mark.parametrize(
    ("module", "name", "call"),
    [
        ("polars.lazyframe.frame", "LazyFrame", ".collect()"),
        ("dask.dataframe.dask_expr._collection", "DataFrame", ".compute()"),
        ("pyspark.sql.classic.dataframe", "DataFrame", ".toArrow()"),
    ],
)
def test_a_plan_has_to_be_computed_first(
    redactor: optout.Redactor, module: str, name: str, call: str
) -> None:
    plan = type(name, (), {"__module__": module, "__arrow_c_stream__": None})()
    redacting: tuple[Callable[[Any], Any], ...] = (redactor.redact, redactor.redact_batches)
    for redact in redacting:
        with pytest.raises(TypeError, match=name) as caught:
            redact(plan)
        assert call in str(caught.value)


def test_a_lazy_polars_frame(redactor: optout.Redactor) -> None:
    polars = pytest.importorskip("polars")
    with pytest.raises(TypeError, match=r"call \.collect\(\) first"):
        redactor.redact(polars.LazyFrame(ROWS))


def test_no_frame_no_table_no_identifier(redactor: optout.Redactor) -> None:
    wrong: Any
    for wrong in (1, "text", None, [], {"6sense People Id": []}):
        with pytest.raises(TypeError, match="expected a frame"):
            redactor.redact(wrong)
    pyarrow = pytest.importorskip("pyarrow")
    for wrong in (pyarrow.array(["P2"]), pyarrow.chunked_array([["P2"]])):
        with pytest.raises(TypeError, match="expected a frame"):
            redactor.redact(wrong)
    with pytest.raises(optout.LayoutError) as caught:
        redactor.redact(pyarrow.table({"Name": ["Ada"]}))
    assert caught.value.input == "past_export"
    with pytest.raises(optout.LayoutError):
        redactor.redact_batches(pyarrow.table({"Name": ["Ada"]}))
    odd = pyarrow.table({"6sense People Id": ["P2"], "Is Redacted": [[True]]})
    with pytest.raises(optout.OptoutError, match="column 2") as value:
        redactor.redact(odd)
    assert value.value.code == "value"


def test_somebody_has_to_be_named(people: optout.OptOutList) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"6sense People Id": ["P-1", "P-9"], "Name": ["Ada", "Bob"]})
    with pytest.raises(TypeError, match="whose rows"):
        optout.redact(table)
    redacted, summary = optout.redact(table, list=people)
    assert redacted.column("Name").to_pylist() == [None, "Bob"]
    assert summary.to_dict()["list_snapshot"] == people.snapshot().id
    renamed = table.rename_columns(["Key", "Name"])
    redacted, _ = optout.redact(
        renamed, people_ids="P-9", profile="csv", aliases={"Key": "people_id"}
    )
    assert redacted.column("Name").to_pylist() == ["Ada", None]


class BrokenStream:
    """A producer that says too much when it fails."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise self.error


def test_what_a_producer_says_is_not_passed_on(redactor: optout.Redactor) -> None:
    with pytest.raises(optout.OptoutError) as caught:
        redactor.redact(BrokenStream(ValueError(MARK)))
    assert (caught.value.code, caught.value.input) == ("io", "past_export")
    assert MARK not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(KeyboardInterrupt):
        redactor.redact(BrokenStream(KeyboardInterrupt()))

    class Odd(BrokenStream):
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return MARK

    with pytest.raises(TypeError) as wrong:
        redactor.redact(Odd(ValueError()))
    assert MARK not in str(wrong.value)

    pyarrow = pytest.importorskip("pyarrow")

    def batches() -> Iterator[Any]:
        yield from pyarrow.table(ROWS).to_batches()
        raise ValueError(MARK)

    source = pyarrow.RecordBatchReader.from_batches(pyarrow.table(ROWS).schema, batches())
    reader, summary = redactor.redact(source)
    with pytest.raises(Exception, match="reading or writing failed") as late:
        reader.read_all()
    assert MARK not in "".join(traceback.format_exception(late.value))
    with pytest.raises(RuntimeError):
        _ = summary.records


def test_arrays_that_lie_are_found(redactor: optout.Redactor) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    text = pyarrow.array(["P2"])
    offsets = pyarrow.py_buffer((0).to_bytes(4, "little") + (2).to_bytes(4, "little"))
    lying = pyarrow.StringArray.from_buffers(1, offsets, pyarrow.py_buffer(b"\xff\xfe"))
    table = pyarrow.table({"6sense People Id": text, "Name": lying})
    with pytest.raises(optout.OptoutError, match="column 2: expected a valid array"):
        redactor.redact(table)
