"""The main jobs with a frame of each library, and with nothing but that library's own means.

Each library is also tried where none of the others is installed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

import optout

Columns = dict[str, list[Any]]

NOW = "2026-11-24"
LIST = b"Name,Unique 6sense Record ID,Work email\nAda Lovelace,P-1,ada@engine.example\n"
EVIDENCE = (
    b"record_id,kind,polarity,occurred_at,source_system,source_ref,provenance\n"
    b"7,contract,affirms,2026-05-13,erp,ref-7,own\n"
)
CONTACTS: Columns = {
    "Record ID": ["7", "8", "9"],
    "First Name": ["Ada", "Grace", None],
    "Last Name": ["Lovelace", "Hopper", None],
    "Email": ["Ada@engine.example", "grace@navy.example", None],
}
EXPORT: Columns = {"6sense People Id": ["P-1", "P-9"], "Name": ["Ada", "Bob"]}
REDACTED = {
    "6sense People Id": ["P-1", "P-9"],
    "Name": [None, "Bob"],
    "Is Redacted": [True, False],
}


class Library(NamedTuple):
    """How a library makes a frame, and tells what is in one."""

    frame: Callable[[Columns], Any]
    columns: Callable[[Any], Columns]


def pandas() -> Library:
    made: Any = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")

    def columns(frame: Any) -> Columns:
        found: Columns = frame.astype(object).where(frame.notna(), None).to_dict("list")
        return found

    return Library(made.DataFrame, columns)


def polars() -> Library:
    made: Any = pytest.importorskip("polars")
    return Library(made.DataFrame, lambda frame: frame.to_dict(as_series=False))


def pyarrow() -> Library:
    made: Any = pytest.importorskip("pyarrow")
    return Library(made.table, lambda frame: made.table(frame).to_pydict())


def duckdb() -> Library:
    made: Any = pytest.importorskip("duckdb")
    connection = made.connect()

    def frame(columns: Columns) -> Any:
        names = ", ".join(f'"{name}"' for name in columns)
        row = f"({', '.join('?' * len(columns))})"
        rows = list(zip(*columns.values(), strict=True))
        values = ", ".join([row] * len(rows))
        given = [value for row in rows for value in row]
        return connection.sql(f"select * from (values {values}) t({names})", params=given)

    def columns(batches: Any) -> Columns:
        # The connection that the batches are read from cannot ask for more meanwhile.
        found = made.connect().sql("select * from batches")
        rows = found.fetchall()
        return {name: [row[at] for row in rows] for at, name in enumerate(found.columns)}

    return Library(frame, columns)


@pytest.fixture(params=[pandas, polars, pyarrow, duckdb], ids=lambda library: library.__name__)
def library(request: pytest.FixtureRequest) -> Library:
    made: Library = request.param()
    return made


def test_contacts_are_swept(library: Library) -> None:
    swept = optout.sweep_frame(library.frame(CONTACTS), optout.read_list(LIST), now=NOW)
    decisions = library.columns(swept.decisions)
    assert decisions["retention"] == ["remove", None, None]
    assert decisions["entry_id"] == ["P-1", None, None]
    assert swept.counts["records"] == 3


def test_evidence_is_classified(library: Library) -> None:
    frame = library.frame(CONTACTS)
    evidence = optout.read_evidence(EVIDENCE)
    answers, found = optout.classify_frame(
        frame, now=NOW, trigger="after_subscription", evidence=evidence
    )
    assert library.columns(answers)["retention"] == ["keep", "remove", "remove"]
    assert found.records == 3


def test_a_past_export_is_redacted(library: Library) -> None:
    redacted, summary = optout.redact(library.frame(EXPORT), list=optout.read_list(LIST))
    assert library.columns(redacted) == REDACTED
    assert (summary.records, summary.redacted) == (2, 1)
