"""Spreads a sweep over Spark: each partition of a table is swept where it is.

    PYSPARK_PYTHON=python python examples/python/spark_sweep.py

The list goes out once, arranged for matching, in a broadcast. A first look decides about what a
record shows by itself; what only the whole table shows comes back from each partition, is
merged, and settles the records that had to wait. The guard looks at the numbers of all partitions
together. Prints counts only.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow

import optout

SAMPLE = Path(__file__).parents[1] / "sample"
TODAY = "2026-11-24"

DECISIONS = (
    "status string, tier string, rule string, entry_id string, retention string, basis string, "
    "marketing string, reason string, deadline date, settled boolean"
)
PARTS = ["facts", "tally"]


def one_look(
    sent: Any, names: list[str], facts: Any = None
) -> Callable[[Iterator[pyarrow.RecordBatch]], Iterator[pyarrow.RecordBatch]]:
    """Records with decisions behind them, and last of a partition what it has shown."""

    def partition(
        batches: Iterator[pyarrow.RecordBatch],
    ) -> Iterator[pyarrow.RecordBatch]:
        part: optout.BatchSweep = pickle.loads(sent.value)
        whole = None
        for batch in batches:
            records = batch.select(names)
            decided = part.sweep(records) if facts is None else part.settle(records, facts.value)
            for answers in pyarrow.RecordBatchReader.from_stream(decided):
                nothing = pyarrow.nulls(len(records), pyarrow.binary())
                whole = pyarrow.record_batch(
                    [*records.columns, *answers.columns, nothing, nothing],
                    names=[*names, *answers.schema.names, *PARTS],
                )
                yield whole
        if whole is not None:
            last = {"facts": part.facts(), "tally": part.tally()}
            yield pyarrow.RecordBatch.from_pylist([last], schema=whole.schema)

    return partition


def sweep(spark: Any, records: Any, sweeper: optout.BatchSweep) -> tuple[Any, dict[str, Any]]:
    """The records with a decision behind each, and the numbers."""
    from pyspark.sql.functions import col
    from pyspark.sql.types import StructType

    names = records.columns
    added = StructType.fromDDL(f"{DECISIONS}, facts binary, tally binary")
    schema = StructType([*records.schema.fields, *added.fields])
    sent = spark.sparkContext.broadcast(pickle.dumps(sweeper))
    first = records.mapInArrow(one_look(sent, names), schema).persist()
    parts = first.where(col("tally").isNotNull()).select(*PARTS).collect()
    facts = sweeper.merge_facts(bytes(part.facts) for part in parts)

    waiting = first.where(~col("settled")).select(*names)
    shown = spark.sparkContext.broadcast(facts)
    second = waiting.mapInArrow(one_look(sent, names, shown), schema).persist()
    parts += second.where(col("tally").isNotNull()).select(*PARTS).collect()
    counts = sweeper.finish(sweeper.merge_tallies(bytes(part.tally) for part in parts))
    return first.where(col("settled")).union(second.where(col("settled"))).drop(*PARTS), counts


def main() -> None:
    from pyspark.sql import SparkSession

    spark = (
        SparkSession.builder.master("local[2]")
        .appName("optout")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    spark.sparkContext.setLogLevel("ERROR")
    people = optout.read_list(SAMPLE / "opt_out_list.csv", now=TODAY)
    export = str(SAMPLE / "hubspot_contacts.csv")
    records = spark.read.csv(export, header=True, multiLine=True, escape='"').repartition(4)
    sweeper = optout.BatchSweep(optout.Matcher(people), now=TODAY, preset="hubspot")
    decisions, counts = sweep(spark, records, sweeper)
    print(f"{counts['records']} records")
    for word, number in counts["retention"].items():
        print(f"{word}: {number}")

    # The same as on one machine.
    table = records.toArrow()
    alone = optout.sweep_frame(table, people, now=TODAY, preset="hubspot")
    for name in alone.decisions.column_names:
        table = table.append_column(name, alone.decisions[name])
    by_id = [("Record ID", "ascending")]
    assert decisions.toArrow().sort_by(by_id).to_pylist() == table.sort_by(by_id).to_pylist()
    assert counts == alone.counts
    print("the same on one machine")
    spark.stop()


if __name__ == "__main__":
    main()
