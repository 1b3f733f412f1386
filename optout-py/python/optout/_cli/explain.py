"""``optout explain``: why a record is taken for a listed person's, and why not."""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentParser
from typing import Any

from .. import read_evidence
from .._optout import find_record
from . import options, text
from .codes import DONE, LOOK

NAME = "explain"
HELP = "say why a record was matched with an entry of the list, or why not"
DESCRIPTION = """\
Says why a record was taken for a listed person's, or why not: field by field, with the rule that
decided and the rules that did not hold. Without --entry, every entry is shown with which the record
has something in common. With --basis, also what would become of the record, and why.

Names, addresses and websites are shown only with --values."""
EXAMPLE = (
    "optout explain --list opt_out_list.csv --contacts contacts.csv "
    "--record 0035g00000CzUH8AAN --entry KqZg6p210"
)


class Asked(options.OfContacts):
    """What the command line asks for."""

    record: str | None
    row: int | None
    entry: str | None
    values: bool
    basis: bool
    evidence: str | None
    now: datetime.date
    received: datetime.date | None


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    options.of_list(parser)
    options.of_contacts(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--record", metavar="ID", help="the record's own id in its system")
    which.add_argument(
        "--row", type=options.positive, metavar="N", help="its number in the file, from 1"
    )
    parser.add_argument(
        "--entry", metavar="ID", help="an entry of the list by its record id, or # and its row"
    )
    parser.add_argument(
        "--values",
        action="store_true",
        help="show the names, addresses and websites of both sides: personal data",
    )
    options.of_policy(parser)
    options.tables(parser)
    group = parser.add_argument_group("what would become of it")
    group.add_argument(
        "--basis",
        action="store_true",
        help="say how retention and marketing are decided if the record is the listed person's",
    )
    group.add_argument("--evidence", metavar="FILE", help="what is on record; implies --basis")
    options.as_of(group)
    options.received(group)
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    rules = options.policy(asked.policy)
    people = options.listed(asked)
    matcher = options.matcher(asked, people, rules)
    if asked.entry is not None and all(one.entry_id != asked.entry for one in people.entries):
        print("optout explain: the list has no such entry", file=sys.stderr)
        return LOOK
    found = find_record(
        asked.contacts,
        record_id=asked.record,
        number=asked.row,
        now=asked.now,
        since=asked.received,
        evidence=None if asked.evidence is None else read_evidence(asked.evidence),
        policy=rules,
        preset=asked.preset,
        columns=asked.column,
        encoding=asked.encoding,
        delimiter=asked.delimiter,
    )
    if found is None:
        print("optout explain: the contacts have no such record", file=sys.stderr)
        return LOOK
    number, system, contact, basis = found
    values: Any = "shown" if asked.values else "hidden"
    why = matcher.explain(contact, values=values)
    pair = None if asked.entry is None else matcher.why_not(asked.entry, contact, values=values)
    is_about_basis = asked.basis or asked.evidence is not None
    if asked.json:
        answer: dict[str, Any] = {"record": number, "system": system, **why.to_dict()}
        if pair is not None:
            answer["pairs"] = [pair.to_dict()]
        if is_about_basis:
            answer["basis"] = basis.to_dict()
        text.say_json(answer)
        return DONE
    of_system = f" ({system})" if system else ""
    lines = [f"Record {number} of the contacts{of_system}, {len(people):,} people on the list", ""]
    lines.append(str(why if pair is None else pair))
    if is_about_basis:
        lines += ["If it is that person's record:", "", str(basis)]
    text.say(lines)
    return DONE
