"""``optout replay``: whether the decisions of an audit log come out again."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from typing import Any

from .. import replay_file
from . import options, text
from .codes import DONE, LOOK
from .progress import Progress

NAME = "replay"
HELP = "decide again, and compare with an audit log"
DESCRIPTION = """\
Decides about the contacts again and compares with the audit log of a sweep. List, contacts,
evidence, tables, policy and days have to be those of the sweep; nothing is written. Of what differs
the records and the names of members are shown, and no values."""
EXAMPLE = (
    "optout replay out/audit.jsonl --list opt_out_list.csv --contacts contacts.csv --now 2026-11-24"
)

_SHOWN = 20


class Asked(options.OfContacts):
    """What the command line asks for."""

    log: str
    row: int | None
    evidence: str | None
    now: datetime.date
    received: datetime.date | None
    threads: int | None


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    parser.add_argument("log", metavar="LOG", help="the audit log")
    options.of_list(parser)
    options.of_contacts(parser)
    parser.add_argument(
        "--row", type=options.positive, metavar="N", help="one record by its number, from 1"
    )
    parser.add_argument("--evidence", metavar="FILE", help="what is on record about people")
    options.of_policy(parser)
    options.tables(parser)
    options.as_of(parser, "the day of the sweep")
    options.received(parser)
    options.threads(parser)
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    rules = options.policy(asked.policy)
    with Progress("records") as bar:
        replay = replay_file(
            asked.log,
            asked.list_file,
            asked.contacts,
            now=asked.now,
            record=asked.row,
            preset=asked.preset,
            columns=asked.column,
            encoding=asked.encoding,
            delimiter=asked.delimiter,
            list_form=asked.list_form,
            list_records_at=asked.list_records_at,
            list_columns=asked.list_column,
            list_encoding=asked.list_encoding,
            list_delimiter=asked.list_delimiter,
            date_order=asked.date_order,  # type: ignore[arg-type]
            serial_dates=asked.serial_dates,
            evidence=asked.evidence,
            policy=rules,
            received=asked.received,
            domain_aliases=asked.domain_aliases,
            id_links=asked.id_links,
            nicknames=asked.nicknames,
            verdicts=asked.verdicts,
            threads=asked.threads,
            progress=bar.callback,
        )
    seen = replay.to_dict()
    if asked.json:
        text.say_json(seen)
    else:
        text.say(_lines(seen))
    return DONE if replay.agrees else LOOK


def _lines(seen: dict[str, Any]) -> list[str]:
    lines = [f"{seen['decisions']:,} decisions of the log came out again.", ""]
    lines += [
        text.counted("in other words", seen["changed"]),
        text.counted("not in the log", seen["not_in_log"]),
        text.counted("only in the log", seen["only_in_log"]),
    ]
    for found in seen["differences"][:_SHOWN]:
        what = ", ".join(found["members"]) or (
            "only in the log" if found["in_log"] else "not in the log"
        )
        lines.append(f"    record {found['record']}: {what}")
    if len(seen["differences"]) > _SHOWN:
        lines.append("    and more; --json names them")
    if seen["header"]:
        lines += ["", f"Not what the log was written with: {', '.join(seen['header'])}."]
    if seen["fault"]:
        lines += ["", f"The log is not as it was written: {seen['fault']['message']}"]
    return [*lines, "", f"Head: {seen['head']}"]
