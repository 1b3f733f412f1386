"""Frames of other libraries, which the caller has imported if there is a frame of theirs.

Only pyarrow is imported here, for pandas: it is how pandas comes to Arrow and back.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

from ._optout import Summary, redact_table

if TYPE_CHECKING:
    from ._optout import Redactor


class Classifier(Protocol):
    """What the records of frames are classified or swept by."""

    def wanted(self, names: list[str]) -> list[int]: ...
    def table(self, table: Any) -> tuple[Any, Any]: ...
    def lazily(self, source: Any) -> tuple[Any, Any]: ...


# Frames that are a plan yet: what they are called, and how they become frames.
_PLANS = {
    ("polars", "LazyFrame"): ".collect()",
    ("dask", "DataFrame"): ".compute()",
    ("dask_expr", "DataFrame"): ".compute()",
    ("pyspark", "DataFrame"): ".toArrow()",
}


def redact(redactor: Redactor, frame: Any) -> tuple[Any, Summary]:
    """Redacts a frame: one of the same kind, and the summary."""
    if _is(frame, "pandas", "DataFrame"):
        return _redact_pandas(redactor, frame)
    if _is(frame, "polars", "DataFrame"):
        batches, summary = redact_table(redactor, frame)
        return sys.modules["polars"].DataFrame(batches), summary
    pyarrow: Any = sys.modules.get("pyarrow")
    if _is(frame, "pyarrow", "Table"):
        batches, summary = redact_table(redactor, frame)
        return pyarrow.table(batches), summary
    if _is(frame, "pyarrow", "RecordBatch"):
        batches, summary = redact_table(redactor, frame)
        reader = pyarrow.RecordBatchReader.from_stream(batches)
        # A stream passes over a batch without rows.
        batch = next(reader, None)
        if batch is None:
            batch = pyarrow.RecordBatch.from_pylist([], schema=reader.schema)
        return batch, summary
    lazily = redactor.redact_batches(frame)
    if _is(frame, "pyarrow", "RecordBatchReader"):
        reader = pyarrow.RecordBatchReader.from_stream(lazily)
        return reader, lazily.summary
    return lazily, lazily.summary


def classify(classifier: Classifier, frame: Any) -> tuple[Any, Any]:
    """Asks about the records of a frame: a frame of the same kind, and what was found."""
    if _is(frame, "pandas", "DataFrame"):
        return _classify_pandas(classifier, frame)
    if _is(frame, "polars", "DataFrame"):
        batches, found = classifier.table(frame)
        return sys.modules["polars"].DataFrame(batches), found
    pyarrow: Any = sys.modules.get("pyarrow")
    if _is(frame, "pyarrow", "Table"):
        batches, found = classifier.table(frame)
        return pyarrow.table(batches), found
    if _is(frame, "pyarrow", "RecordBatch"):
        batches, found = classifier.table(frame)
        answers = pyarrow.table(batches).combine_chunks()
        # A table without rows has no batch.
        parts = answers.to_batches()
        return parts[0] if parts else pyarrow.RecordBatch.from_pylist([], answers.schema), found
    require_computed(frame)
    lazily, found = classifier.lazily(frame)
    if _is(frame, "pyarrow", "RecordBatchReader"):
        return pyarrow.RecordBatchReader.from_stream(lazily), found
    return lazily, found


def require_computed(frame: object) -> None:
    """Refuses a frame that is a plan yet; some would be computed behind the caller's back."""
    for kind in type(frame).__mro__:
        call = _PLANS.get((kind.__module__.partition(".")[0], kind.__name__))
        if call is not None:
            raise TypeError(f"expected a frame, got a {type(frame).__name__}; call {call} first")


def _is(frame: object, library: str, name: str) -> bool:
    kind = getattr(sys.modules.get(library), name, None)
    return kind is not None and isinstance(frame, kind)


def _pyarrow() -> Any:
    try:
        return import_module("pyarrow")
    except ImportError:
        raise ImportError("a pandas.DataFrame needs pyarrow") from None


def _classify_pandas(classifier: Classifier, frame: Any) -> tuple[Any, Any]:
    """Hands over the columns that are read, and leaves the others where they are."""
    pyarrow = _pyarrow()
    _require_plain_columns(frame)
    names = [str(name) for name in frame.columns]
    columns = [pyarrow.nulls(len(frame))] * len(names)
    for at in classifier.wanted(names):
        columns[at] = _to_arrow(pyarrow, frame, at)
    batches, found = classifier.table(pyarrow.table(columns, names=names))
    answers = pyarrow.table(batches).to_pandas(date_as_object=False)
    answers.index = frame.index
    return answers, found


def _redact_pandas(redactor: Redactor, frame: Any) -> tuple[Any, Summary]:
    """Takes over what changed, and leaves the rest as it was: dtypes, missing values and index."""
    pyarrow = _pyarrow()
    pandas = sys.modules["pandas"]
    _require_plain_axes(frame)
    names = [str(name) for name in frame.columns]
    before = pyarrow.table([_to_arrow(pyarrow, frame, at) for at in range(len(names))], names=names)
    batches, summary = redact_table(redactor, before)
    after = pyarrow.table(batches)
    redacted = frame.copy()
    for at in range(len(names)):
        was, now = before.column(at), after.column(at)
        if not was.equals(now):
            redacted.isetitem(at, _changed(pandas, redacted.iloc[:, at], was, now))
    if after.num_columns > len(names):
        appended = after.column(len(names)).to_numpy()
        redacted.insert(len(names), after.schema.names[-1], appended)
    return redacted, summary


def _require_plain_columns(frame: Any) -> None:
    if frame.columns.nlevels > 1:
        raise TypeError("expected column names of one level")


def _require_plain_axes(frame: Any) -> None:
    _require_plain_columns(frame)
    index = frame.index
    # A name says that it was a column; pandas makes a RangeIndex of any column with even steps.
    if index.nlevels > 1 or index.name is not None or index.dtype.kind not in "iu":
        raise TypeError(
            "expected an index of unnamed whole numbers; an index is data too: call .reset_index() "
            "first, which makes it a column"
        )


def _to_arrow(pyarrow: Any, frame: Any, at: int) -> Any:
    try:
        return pyarrow.array(frame.iloc[:, at], from_pandas=True)
    except Exception:
        # Its text holds the value, and so would this exception's context.
        pass
    raise TypeError(f"column {at + 1}: expected values of one type, and one that Arrow has")


def _changed(pandas: Any, series: Any, was: Any, now: Any) -> Any:
    """A column in which some values are missing now, or say that their row is redacted."""
    pc: Any = import_module("pyarrow.compute")
    is_blanked = pc.and_(was.is_valid(), now.is_null()).to_numpy()
    if is_blanked.any():
        series = _blanked(pandas, series, is_blanked)
    is_marked = pc.and_(now.is_valid(), _differs(was, now)).to_numpy()
    if is_marked.any():
        series = _marked(pandas, series, is_marked, now)
    return series


def _differs(was: Any, now: Any) -> Any:
    """Whether a value is another one; only types that can be a flag can have one."""
    pyarrow: Any = import_module("pyarrow")
    if pyarrow.types.is_null(was.type) or pyarrow.types.is_nested(was.type):
        return was.is_null()
    if pyarrow.types.is_dictionary(was.type):
        was, now = was.cast(was.type.value_type), now.cast(now.type.value_type)
    return pyarrow.compute.fill_null(pyarrow.compute.not_equal(was, now), True)


def _blanked(pandas: Any, series: Any, is_blanked: Any) -> Any:
    dtype = series.dtype
    if isinstance(dtype, pandas.CategoricalDtype):
        before = series
        series = series.mask(is_blanked)
        # A category that nobody has any more would still say what was blanked.
        return series.cat.remove_categories(_used(before).difference(_used(series)))
    if pandas.api.types.is_object_dtype(dtype):
        return series.where(~is_blanked, None)
    if type(dtype).__module__.startswith("numpy"):
        if dtype.kind == "b":
            series = series.astype("boolean")
        elif dtype.kind in "iu":
            # A float would not hold every whole number.
            series = series.astype(dtype.name.replace("u", "U").replace("int", "Int"))
    return series.mask(is_blanked)


def _used(series: Any) -> Any:
    codes = series.cat.codes
    return series.cat.categories[codes[codes >= 0].unique()]


def _marked(pandas: Any, series: Any, is_marked: Any, now: Any) -> Any:
    pyarrow: Any = import_module("pyarrow")
    words = now.filter(pyarrow.array(is_marked)).to_pylist()
    series = series.copy()
    if isinstance(series.dtype, pandas.CategoricalDtype):
        new = [word for word in dict.fromkeys(words) if word not in series.cat.categories]
        series = series.cat.add_categories(new)
    series.iloc[is_marked.nonzero()[0]] = words
    return series
