"""``optout check-list``: what is on a list, and what is wrong with it."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from collections import Counter

from .. import OptOutList
from . import options, text
from .codes import DONE, LOOK

NAME = "check-list"
HELP = "read a list, and say what is on it and what is wrong with it"
DESCRIPTION = """\
Reads an Opt-Out List and prints how many people it has, what its columns were taken for, and every
fault with its place. No opt-out is dropped for a fault; a list that cannot be read whole is an
error."""
EXAMPLE = "optout check-list opt_out_list.csv"

_NAMED = 10

_SENTENCES = {
    "no_identifier": "neither a record id nor an e-mail address: nobody can be found by it",
    "unreadable_id": "a damaged record id, which is not looked for",
    "unreadable_email": "an e-mail address that cannot be read, which is not looked for",
    "unreadable_website": "a website that cannot be read",
    "blank_date": "no request date",
    "unreadable_date": "a request date that cannot be read",
    "ambiguous_date": "a request date that reads in two ways; see --date-order",
    "future_date": "a request date in the future",
    "mixed_dates": "dates are written in more than one way",
    "merged": "about a person of an earlier row, and merged into that",
}


class Asked(options.Asked):
    """What the command line asks for."""

    all: bool
    now: datetime.date


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    parser.add_argument(
        "list_file", metavar="LIST", help="the Opt-Out List, or - for standard input"
    )
    options.list_format(parser)
    options.as_of(parser, "the day to tell dates in the future by")
    parser.add_argument(
        "--all", action="store_true", help=f"name every place, not the first {_NAMED} of a fault"
    )
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    people = options.listed(asked, asked.now)
    counts = Counter(fault.kind for fault in people.faults)
    if asked.json:
        text.say_json(
            {
                "people": len(people),
                "records": people.records,
                "columns": people.columns,
                "unread_columns": people.unread_columns,
                "snapshot": people.snapshot().id,
                "fault_counts": dict(sorted(counts.items())),
                "faults": [
                    {
                        "kind": fault.kind,
                        "record": fault.record,
                        "line": fault.line,
                        "byte": fault.byte,
                    }
                    for fault in people.faults
                ],
            }
        )
    else:
        text.say(_lines(people, counts, None if asked.all else _NAMED))
    return LOOK if counts else DONE


def _lines(people: OptOutList, counts: Counter[str], most: int | None) -> list[str]:
    lines = [f"Opt-Out List: {len(people):,} people in {people.records:,} rows.", ""]
    columns = ((str(at), role or "(not read)") for at, role in enumerate(people.columns, start=1))
    lines += text.table(("column", "taken for"), columns)
    if people.unread_columns:
        lines.append("  --list-column HEADER=ROLE says what a column holds.")
    if not counts:
        return [*lines, "", "No faults."]
    lines += ["", f"Faults: {sum(counts.values()):,}. No opt-out is dropped for them."]
    for kind, count in sorted(counts.items()):
        lines += ["", text.counted(kind, count, _SENTENCES.get(kind, ""))]
        found = [fault for fault in people.faults if fault.kind == kind]
        lines += [
            f"    record {fault.record} (line {fault.line}, byte {fault.byte})"
            if fault.record
            else "    the column as a whole"
            for fault in found[:most]
        ]
        if most is not None and count > most:
            lines.append(f"    and {count - most:,} more; --all names them")
    return lines
