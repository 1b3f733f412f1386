"""Frames and batches are swept like files."""

from __future__ import annotations

import csv
import datetime
import pickle
from pathlib import Path
from typing import Any

import pytest

import optout

LIST = (
    b"Name,Unique 6sense Record ID,Work email,Company website\n"
    b"Ada Lovelace,P1,ada@engine.example,engine.example\n"
    b"Bob Babbage,P2,bob@gmail.com,\n"
    b",,kay@engine.example,\n"
    b",,dee@engine.example,\n"
    b"Grace Hopper,P3,,navy.example\n"
)
# A record by its name and address, one by an id; two that share a mailbox of nobody's name, so that
# only the whole file can tell; one whose mailbox nobody else has; somebody else; nobody.
ROWS: dict[str, list[Any]] = {
    "Record ID": ["1", "2", "3", "4", "5", "6", None],
    "6sense ID": [None, "P3", None, None, None, None, None],
    "First Name": ["Ada", None, "Jane", "John", None, "Zoe", None],
    "Last Name": ["Lovelace", None, "Smith", "Miller", None, "Quote", None],
    "Email": [
        "ADA@engine.example",
        None,
        "kay@engine.example",
        "kay@engine.example",
        "dee@engine.example",
        "zoe@else.example",
        None,
    ],
    "Notes": ["not", "to", "be", "read", "by", "a", "sweep"],
}
COLUMNS = {"6sense ID": "id:6sense"}
WAITING = [False, False, True, True, True, False, False]
NAMES = [
    "status", "tier", "rule", "entry_id", "retention", "basis", "marketing", "reason", "deadline",
    "settled",
]  # fmt: skip
NOW = "2026-11-24"


@pytest.fixture
def listed() -> optout.OptOutList:
    return optout.read_list(LIST)


@pytest.fixture
def matcher(listed: optout.OptOutList) -> optout.Matcher:
    return optout.Matcher.from_bytes(optout.Matcher(listed).to_bytes())


@pytest.fixture
def by_file(tmp_path: Path) -> tuple[dict[str, list[Any]], dict[str, Any]]:
    """The decisions of the same records in a file, in columns, and the numbers."""
    (tmp_path / "list.csv").write_bytes(LIST)
    with (tmp_path / "contacts.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(ROWS)
        writer.writerows(zip(*ROWS.values(), strict=True))
    report = optout.sweep_file(
        tmp_path / "list.csv",
        tmp_path / "contacts.csv",
        tmp_path / "out",
        now=NOW,
        columns=COLUMNS,
    )
    decisions: dict[str, list[Any]] = {name: [None] * 7 for name in NAMES}
    decisions["settled"] = [True] * 7
    with (tmp_path / "out" / "decisions.csv").open(newline="") as file:
        for row in csv.DictReader(file):
            for name in NAMES[:-1]:
                decisions[name][int(row["record"]) - 1] = row[name] or None
    decisions["deadline"] = [
        datetime.date.fromisoformat(day) if day else None for day in decisions["deadline"]
    ]
    return decisions, report.counts


def cells(decisions: Any) -> dict[str, list[Any]]:
    """The cells of decisions of any kind, by column."""
    pyarrow: Any = pytest.importorskip("pyarrow")
    if type(decisions).__module__.startswith("pandas"):
        missing = decisions.isna()
        return {
            name: [
                None if gone else value.date() if hasattr(value, "date") else value
                for value, gone in zip(decisions[name], missing[name], strict=True)
            ]
            for name in decisions.columns
        }
    columns: dict[str, list[Any]] = pyarrow.table(decisions).to_pydict()
    return columns


@pytest.mark.parametrize("layout", ["string", "large_string", "string_view", "dictionary"])
def test_a_table_in_every_layout_of_text(
    listed: optout.OptOutList, by_file: tuple[Any, Any], layout: str
) -> None:
    pyarrow: Any = pytest.importorskip("pyarrow")
    text = (
        pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
        if layout == "dictionary"
        else getattr(pyarrow, layout)()
    )
    table = pyarrow.table(ROWS, schema=pyarrow.schema([(header, text) for header in ROWS]))
    for threads in (1, 2, None):
        swept = optout.sweep_frame(table, listed, now=NOW, columns=COLUMNS, threads=threads)
        assert type(swept.decisions) is pyarrow.Table
        swept.decisions.validate(full=True)
        assert swept.decisions.column_names == NAMES
        assert (cells(swept.decisions), swept.counts) == by_file
    chunked = pyarrow.concat_tables([table.slice(0, 3), table.slice(3, 1), table.slice(4)])
    swept = optout.sweep_frame(chunked, listed, now=NOW, columns=COLUMNS)
    assert (cells(swept.decisions), swept.counts) == by_file
    batch = optout.sweep_frame(table.to_batches()[0], listed, now=NOW, columns=COLUMNS).decisions
    assert type(batch) is pyarrow.RecordBatch
    assert cells(pyarrow.table([*batch.columns], names=NAMES)) == by_file[0]


def test_frames_of_every_library(matcher: optout.Matcher, by_file: tuple[Any, Any]) -> None:
    pandas: Any = pytest.importorskip("pandas")
    polars: Any = pytest.importorskip("polars")
    pyarrow: Any = pytest.importorskip("pyarrow")
    duckdb: Any = pytest.importorskip("duckdb")
    table = pyarrow.table(ROWS)
    reader = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches(3))
    index = [f"row {at}" for at in range(7)]
    frames = {
        "DataFrame": pandas.DataFrame(ROWS, index=index),
        "polars": polars.DataFrame(ROWS),
        "Table": table,
        "RecordBatchReader": reader,
        "SweptBatches": duckdb.from_arrow(table),
    }
    for name, frame in frames.items():
        swept = optout.sweep_frame(frame, matcher, now=NOW, columns=COLUMNS)
        expected = type(swept.decisions).__name__ if name == "polars" else name
        assert type(swept.decisions).__name__ == expected
        if name == "DataFrame":
            assert list(swept.decisions.index) == index
            assert frame.join(swept.decisions)["Notes"].to_list() == ROWS["Notes"]
        assert (cells(swept.decisions), swept.counts) == by_file, name
    with pytest.raises(TypeError, match=r"call \.collect\(\) first"):
        optout.sweep_frame(polars.DataFrame(ROWS).lazy(), matcher, now=NOW)


def test_what_a_swept_frame_says_of_itself(matcher: optout.Matcher) -> None:
    pyarrow: Any = pytest.importorskip("pyarrow")
    told: list[int] = []
    swept = optout.sweep_frame(
        pyarrow.table(ROWS), matcher, now=NOW, columns=COLUMNS, progress=told.append
    )
    assert repr(swept) == "SweptFrame(records=7, found=5)"
    assert sum(told) == swept.records == 7
    html = swept._repr_html_()
    assert "7 records, 5 found" in html
    assert ">non match</th>" in html
    assert not swept.opt_out_column_is_suspect
    with pytest.raises(TypeError, match="cannot be pickled"):
        pickle.dumps(swept)
    assert matcher.list_snapshot == optout.read_list(LIST).snapshot().id
    # Neither the values of the records nor those of the list.
    said = str(cells(swept.decisions))
    assert "engine" not in said
    assert "Lovelace" not in said


def test_a_guard_and_a_callback_stop_it(listed: optout.OptOutList) -> None:
    pyarrow: Any = pytest.importorskip("pyarrow")
    table = pyarrow.table(ROWS)
    with pytest.raises(optout.GuardError):
        optout.sweep_frame(table, listed, now=NOW, columns=COLUMNS, guard=(1, 0))
    optout.sweep_frame(table, listed, now=NOW, columns=COLUMNS, guard="off")

    def stop(_: int) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        optout.sweep_frame(table, listed, now=NOW, columns=COLUMNS, progress=stop)
    with pytest.raises(TypeError, match="an OptOutList or a Matcher"):
        optout.sweep_frame(table, b"P1", now=NOW)  # type: ignore[arg-type]


def test_parts_together_are_the_whole(matcher: optout.Matcher, by_file: tuple[Any, Any]) -> None:
    pyarrow: Any = pytest.importorskip("pyarrow")
    compute: Any = pytest.importorskip("pyarrow.compute")
    table = pyarrow.table(ROWS)
    sent = pickle.dumps(optout.BatchSweep(matcher, now=NOW, columns=iter(COLUMNS.items())))
    facts, tallies, settled = [], [], []
    for batch in table.to_batches(2):
        part: optout.BatchSweep = pickle.loads(sent)
        decisions = pyarrow.table(part.sweep(batch))
        settled += decisions["settled"].to_pylist()
        waiting = decisions.filter(compute.invert(decisions["settled"]))
        assert set(waiting["retention"].to_pylist()) <= {"review"}
        facts.append(part.facts())
        tallies.append(part.tally())
    assert settled == [not waits for waits in WAITING]

    whole: optout.BatchSweep = pickle.loads(sent)
    together = whole.merge_facts(reversed(facts))
    assert together == whole.merge_facts([whole.merge_facts(facts[:2]), *facts[2:]])
    # All are looked at again, and only those that waited are counted.
    decided = []
    for batch in table.to_batches(3):
        part = pickle.loads(sent)
        decided.append(pyarrow.table(part.settle(batch, together)))
        tallies.append(part.tally())
    tally = optout.BatchSweep.merge_tallies(tallies)
    assert cells(pyarrow.concat_tables(decided)) == by_file[0]
    assert whole.finish(tally) == by_file[1]
    strict = optout.BatchSweep(matcher, now=NOW, guard=(1, 0))
    with pytest.raises(optout.GuardError):
        strict.finish(tally)


def test_what_is_not_its_own_is_refused(matcher: optout.Matcher) -> None:
    pyarrow: Any = pytest.importorskip("pyarrow")
    table = pyarrow.table(ROWS)
    other = optout.Matcher(optout.read_list(LIST.replace(b"Hopper", b"Murray")))
    one, another = (
        optout.BatchSweep(matcher, now=NOW, columns=COLUMNS) for matcher in (matcher, other)
    )
    assert repr(one) == "BatchSweep(records=0)"
    assert one.facts() == optout.BatchSweep(other, now=NOW).facts()
    for part in (one, another):
        part.sweep(table)
    assert repr(one) == "BatchSweep(records=7)"
    with pytest.raises(optout.OptoutError, match="facts"):
        one.settle(table, another.facts())
    with pytest.raises(optout.OptoutError, match="facts"):
        one.merge_facts([one.facts(), another.facts()])
    for damaged in (b"", one.facts()[:-1], one.tally()):
        with pytest.raises(optout.OptoutError, match="facts"):
            one.settle(table, damaged)
    with pytest.raises(optout.OptoutError, match="tally"):
        one.finish(one.facts())
    with pytest.raises(optout.OptoutError):
        one.sweep(table.drop_columns(["Notes"]))
    store = optout.read_evidence(b"record_id,kind\n1,contract\n")
    with_evidence = optout.BatchSweep(matcher, now=NOW, columns=COLUMNS, evidence=store)
    sent = pickle.loads(pickle.dumps(with_evidence))
    assert pyarrow.table(sent.sweep(table)) == pyarrow.table(with_evidence.sweep(table))
