#!/usr/bin/env python3
"""What a sweep costs within Spark, and how much of that is the library's own share.

    PYSPARK_PYTHON=.venv/bin/python .venv/bin/python benches/peers/spark_share.py [--rows N]

Wants optout, Polars, PyArrow and PySpark in its Python, and Java. Sweeps a table of four columns on
local[2], from Parquet to nowhere, after a pass that hands the batches through and looks at nothing.
The matcher comes to the workers as a file that they open, and as a broadcast that they copy. Each
worker notes what it did and what memory it had.
"""

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import Any

import pyarrow as pa
import pyarrow.parquet
from frames import read_export
from frames_ours import DAY, ROLES
from ground import build, generate
from table import aligned

import optout

WORKERS = 2
ANSWERS = (
    "status string, tier string, rule string, entry_id string, retention string, basis string, "
    "marketing string, reason string, deadline date, settled boolean"
)

Partition = Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]


def handing_through(notes: str) -> Partition:
    """Says of each row what is said of most: nothing."""

    def partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with Note(notes) as note:
            for batch in batches:
                note.rows += len(batch)
                nothing = [pa.nulls(len(batch), of) for of in (*[pa.string()] * 8, pa.date32())]
                nothing.append(pa.repeat(pa.scalar(True), len(batch)))
                names = [part.split()[0] for part in ANSWERS.split(", ")]
                yield pa.record_batch([*batch.columns, *nothing], [*batch.schema.names, *names])

    return partition


def sweeping(notes: str, matcher: Callable[[], optout.Matcher]) -> Partition:
    """Decides about each row."""

    def partition(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        with Note(notes) as note:
            begun = perf_counter()
            part = optout.BatchSweep(matcher(), now=DAY, columns=ROLES)
            note.opening = perf_counter() - begun
            note.memory = memory()
            for batch in batches:
                begun = perf_counter()
                answers = pa.table(part.sweep(batch)).combine_chunks().to_batches()
                note.sweeping += perf_counter() - begun
                note.rows += len(batch)
                for answer in answers:
                    names = [*batch.schema.names, *answer.schema.names]
                    note.waiting += len(answer) - (answer["settled"].true_count)
                    yield pa.record_batch([*batch.columns, *answer.columns], names)
            note.facts = len(part.facts())

    return partition


class Note:
    """What one partition took."""

    def __init__(self, directory: str) -> None:
        self.directory = directory
        self.rows = self.waiting = self.facts = 0
        self.opening = self.sweeping = self.seconds = 0.0
        self.memory: dict[str, int] = {}

    def __enter__(self) -> "Note":
        self.begun = perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = perf_counter() - self.begun
        with tempfile.NamedTemporaryFile(
            "w", dir=self.directory, suffix=".json", delete=False
        ) as file:
            json.dump(vars(self), file)


def memory() -> dict[str, int]:
    """Kilobytes of this process: its own, and those that it shares with others."""
    sizes = {"own": 0, "shared": 0}
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        name, _, size = line.partition(":")
        if name.startswith(("Private_", "Shared_")) and not name.endswith("_Hugetlb"):
            sizes["own" if name.startswith("Private_") else "shared"] += int(size.split()[0])
    return sizes


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=2_000_000)
    parser.add_argument("--opt-outs", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    build()
    data = generate("export", "export", "matches", options.rows, options.opt_outs, "plain")
    directory = Path(tempfile.mkdtemp())
    try:
        matcher = optout.Matcher(optout.read_list(data.list, now=DAY))
        matcher.save(directory / "list.matcher")
        records = directory / "records.parquet"
        pa.parquet.write_table(read_export(str(data.input)), records, row_group_size=250_000)
        measure(options, directory, str(records))
    finally:
        shutil.rmtree(directory)
    return 0


def measure(options: argparse.Namespace, directory: Path, records: str) -> None:
    from pyspark import SparkFiles
    from pyspark.sql import SparkSession
    from pyspark.sql.types import StructType

    spark = (
        SparkSession.builder.master(f"local[{WORKERS}]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.files.maxPartitionBytes", "8m")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    file = directory / "list.matcher"
    spark.sparkContext.addFile(str(file))
    sent = spark.sparkContext.broadcast(file.read_bytes())

    def from_file() -> optout.Matcher:
        return optout.Matcher.open(SparkFiles.get("list.matcher"))

    def from_broadcast() -> optout.Matcher:
        return optout.Matcher.from_bytes(sent.value)

    ways = {
        "handed through": handing_through,
        "matcher opened": lambda notes: sweeping(notes, from_file),
        "matcher broadcast": lambda notes: sweeping(notes, from_broadcast),
    }
    table = spark.read.parquet(records)
    schema = StructType([*table.schema.fields, *StructType.fromDDL(ANSWERS).fields])
    best: dict[str, tuple[float, list[dict[str, Any]]]] = {}
    for _ in range(options.rounds):
        for name, way in ways.items():
            notes = Path(tempfile.mkdtemp(dir=directory))
            begun = perf_counter()
            swept = table.mapInArrow(way(str(notes)), schema)
            swept.write.format("noop").mode("overwrite").save()
            seconds = perf_counter() - begun
            told = [json.loads(path.read_text()) for path in notes.glob("*.json")]
            if name not in best or seconds < best[name][0]:
                best[name] = (seconds, told)
    spark.stop()
    size = file.stat().st_size / 1e6
    print(
        f"{options.rows} rows, {options.opt_outs} opt-outs, matcher of {size:.1f} MB, Spark ",
        end="",
    )
    print(f"local[{WORKERS}], best of {options.rounds} rounds:\n")
    print(aligned([HEADER, *(cells(name, *figures) for name, figures in best.items())]))
    print(f"\n{NOTE}")


HEADER = (
    "",
    "seconds",
    "ns a row a worker",
    "ours, ns",
    "ours, %",
    "opening, ms",
    "MB own",
    "MB shared",
    "rows waiting",
    "facts, bytes",
)


def cells(name: str, seconds: float, notes: list[dict[str, Any]]) -> tuple[str, ...]:
    rows = sum(note["rows"] for note in notes)
    whole, ours = (sum(note[of] for note in notes) for of in ("seconds", "sweeping"))
    memories = [note["memory"] for note in notes if note["memory"]]
    most = {of: max((one[of] for one in memories), default=0) for of in ("own", "shared")}
    return (
        f"{name}, {len(notes)} partitions",
        f"{seconds:.2f}",
        f"{whole / rows * 1e9:.0f}",
        f"{ours / rows * 1e9:.0f}",
        f"{ours / whole * 100:.0f}",
        f"{max(note['opening'] for note in notes) * 1e3:.1f}",
        f"{most['own'] / 1e3:.0f}",
        f"{most['shared'] / 1e3:.0f}",
        str(sum(note["waiting"] for note in notes)),
        str(max(note["facts"] for note in notes)),
    )


NOTE = """\
"seconds" are those of the whole query; the nanoseconds are those of the workers' Python, with its
waiting for batches and for Spark to take the result. "ours" is what is spent in the library.
Memory is that of a worker with its matcher, most of all partitions."""


if __name__ == "__main__":
    sys.exit(main())
