"""Spreads a sweep over Ray: each block of a table is swept where it is.

    python examples/python/ray_sweep.py

The list goes out once, arranged for matching, through the object store, and each worker takes it
from there once. A first look decides about what a record shows by itself; what only the whole table
shows comes back as bytes from each block, is merged, and settles the records that had to wait. The
guard looks at the numbers of all blocks together. Prints counts only.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.csv
import ray
import ray.data
from pyarrow.compute import Expression, field

import optout

SAMPLE = Path(__file__).parents[1] / "sample"
TODAY = "2026-11-24"
WORKERS = 2

IN_BLOCKS: dict[str, Any] = {"batch_format": "pyarrow", "batch_size": None}
PARTS = ["facts", "tally"]
IS_SETTLED = field("settled")


class Look:
    """Puts decisions behind the records of a block, and last of it what it has shown."""

    def __init__(self, sent: ray.ObjectRef, facts: ray.ObjectRef | None = None) -> None:
        self.sweeper: optout.BatchSweep = ray.get(sent)
        self.facts = None if facts is None else ray.get(facts)

    def __call__(self, records: pyarrow.Table) -> pyarrow.Table:
        # It has seen nothing yet, and shares the matcher.
        part = copy(self.sweeper)
        decided = part.sweep(records) if self.facts is None else part.settle(records, self.facts)
        answers = pyarrow.table(decided)
        nothing = pyarrow.nulls(len(records), pyarrow.binary())
        whole = pyarrow.table(
            [*records.columns, *answers.columns, nothing, nothing],
            names=[*records.column_names, *answers.column_names, *PARTS],
        )
        last = {"facts": part.facts(), "tally": part.tally()}
        return pyarrow.concat_tables([whole, pyarrow.Table.from_pylist([last], whole.schema)])


def sweep(records: ray.data.Dataset, sweeper: optout.BatchSweep) -> tuple[Any, dict[str, Any]]:
    """The records with a decision behind each, and the numbers."""
    names = records.columns()
    sent = ray.put(sweeper)
    first = looked(records, sent)
    facts = sweeper.merge_facts(part["facts"] for part in parts(first))
    second = looked(rows(first, ~IS_SETTLED).select_columns(names), sent, ray.put(facts))
    tallies = (part["tally"] for look in (first, second) for part in parts(look))
    counts = sweeper.finish(sweeper.merge_tallies(tallies))
    settled = rows(first, IS_SETTLED).union(rows(second, IS_SETTLED))
    return settled.drop_columns(PARTS), counts


def looked(records: ray.data.Dataset, *sent: ray.ObjectRef) -> ray.data.Dataset:
    workers = ray.data.ActorPoolStrategy(size=WORKERS)
    looks = records.map_batches(Look, fn_constructor_args=sent, compute=workers, **IN_BLOCKS)
    return looks.materialize()


def rows(records: ray.data.Dataset, condition: Expression) -> ray.data.Dataset:
    """The rows of which a condition is true; of what a block has shown, none is."""
    return records.map_batches(lambda block: block.filter(condition), **IN_BLOCKS)


def parts(looks: ray.data.Dataset) -> Iterator[dict[str, bytes]]:
    for block in looks.iter_batches(**IN_BLOCKS):
        if block.num_columns:
            yield from block.select(PARTS).drop_null().to_pylist()


def main() -> None:
    ray.init(include_dashboard=False, num_cpus=WORKERS + 1, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    people = optout.read_list(SAMPLE / "opt_out_list.csv", now=TODAY)
    table = pyarrow.csv.read_csv(
        SAMPLE / "hubspot_contacts.csv",
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
    )
    sweeper = optout.BatchSweep(optout.Matcher(people), now=TODAY, preset="hubspot")
    decisions, counts = sweep(ray.data.from_arrow(table).repartition(4), sweeper)
    print(f"{counts['records']} records")
    for word, number in counts["retention"].items():
        print(f"{word}: {number}")

    # The same as on one machine.
    alone = optout.sweep_frame(table, people, now=TODAY, preset="hubspot")
    for name in alone.decisions.column_names:
        table = table.append_column(name, alone.decisions[name])
    by_id = [("Record ID", "ascending")]
    blocks = pyarrow.concat_tables(decisions.iter_batches(**IN_BLOCKS))
    assert blocks.sort_by(by_id).to_pylist() == table.sort_by(by_id).to_pylist()
    assert counts == alone.counts
    print("the same on one machine")
    ray.shutdown()


if __name__ == "__main__":
    main()
