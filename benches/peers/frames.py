"""The frames of the job in memory: how they are loaded, and how a peer is run on them.

Of the list and of the export four columns each: id, name, email and website.
"""

import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from layout import EMAIL, NAMES, PERSON, WEBSITE
from pyarrow import csv

COLUMNS = ("id", "name", "email", "website")


def run(
    own: Callable[[pa.Table], Any],
    match: Callable[[Any, Any], Any],
    numbers: Callable[[Any], Iterable[int]],
) -> None:
    """Runs a peer on LIST, IN and OUT, and prints how long its own work took.

    That is `match` alone, from two frames of its own kind that are in memory to whatever says which
    rows are listed. `numbers` reads that: the numbers of these rows, from 0.
    """
    listed, source, target = sys.argv[1:]
    opt_outs, rows = own(read_list(listed)), own(read_export(source))
    start = time.perf_counter()
    found = match(opt_outs, rows)
    seconds = time.perf_counter() - start
    with open(target, "w", encoding="ascii") as output:
        output.write("record\n")
        output.writelines(f"{number + 1}\n" for number in numbers(found))
    print(seconds)


def read_list(path: str) -> pa.Table:
    return read(path, (PERSON[1], NAMES[1], EMAIL[1], WEBSITE[1])).rename_columns(COLUMNS)


def read_export(path: str) -> pa.Table:
    """The export, given and family name joined beforehand."""
    first, last = NAMES[0]
    table = read(path, (PERSON[0], first, last, EMAIL[0], WEBSITE[0]))
    name = pc.binary_join_element_wise(table[first], table[last], " ")
    columns = [table[PERSON[0]], name, table[EMAIL[0]], table[WEBSITE[0]]]
    return pa.table(columns, names=COLUMNS)


def read(path: str, columns: tuple[str, ...]) -> pa.Table:
    options = csv.ConvertOptions(
        include_columns=columns,
        column_types=dict.fromkeys(columns, pa.string()),
        strings_can_be_null=True,
    )
    return csv.read_csv(
        path,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=options,
    )
