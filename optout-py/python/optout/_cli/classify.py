"""``optout classify``: records without a list, by what is on record about them."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from typing import Any

from .. import classify_table, read_evidence
from . import options, text
from .codes import DONE
from .progress import Progress

NAME = "classify"
HELP = "classify records without a list: may each be kept, may marketing be sent"
DESCRIPTION = """\
Classifies the records of a contact export by what is on record about them: may each be kept, and
may marketing be sent to it? Every record is taken for the person that it names."""
EXAMPLE = (
    "optout classify --contacts contacts.csv --evidence evidence.csv --now 2026-11-24 "
    "--out answers.csv"
)


class Asked(options.OfContacts):
    """What the command line asks for."""

    out: str
    evidence: str | None
    now: datetime.date
    since: datetime.date | None
    trigger: Any
    traces: bool


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    options.of_contacts(parser)
    parser.add_argument("--out", required=True, metavar="FILE", help="the table to write")
    parser.add_argument("--evidence", metavar="FILE", help="what is on record besides")
    options.of_policy(parser)
    options.as_of(parser)
    parser.add_argument(
        "--since",
        type=options.day,
        metavar="DATE",
        help="the day on which the list came or the subscription ended, if it was not that day",
    )
    parser.add_argument(
        "--trigger",
        type=options.one_of("vendor_opt_out", "after_subscription"),
        default="after_subscription",
        metavar="TRIGGER",
        help="vendor_opt_out or after_subscription; the latter unless said",
    )
    parser.add_argument(
        "--traces", action="store_true", help="one more column: how each answer came about"
    )
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    rules = options.policy(asked.policy)
    evidence = None if asked.evidence is None else read_evidence(asked.evidence)
    with Progress("records") as bar:
        found = classify_table(
            asked.contacts,
            now=asked.now,
            since=asked.since,
            trigger=asked.trigger,
            evidence=evidence,
            policy=rules,
            preset=asked.preset,
            columns=asked.column,
            encoding=asked.encoding,
            delimiter=asked.delimiter,
            traces=asked.traces,
            output=asked.out,
            progress=bar.callback,
        )
    if asked.json:
        text.say_json(found.counts)
        return DONE
    text.say(_lines(found.counts, asked.now))
    print(f"\nWritten to {asked.out}. Decision support, not legal advice.")
    return DONE


def _lines(counts: dict[str, Any], now: datetime.date) -> list[str]:
    lines = [f"{counts['records']:,} records as of {now}."]
    titles = {
        "retention": "May they be kept?",
        "reasons": "Why",
        "marketing": "May marketing be sent?",
    }
    for name, title in titles.items():
        lines += ["", title, *(text.counted(word, count) for word, count in counts[name].items())]
    lines += ["", text.counted("past their last day", counts["overdue"])]
    lines.append(text.counted("marketing contacts", counts["marketing_contacts"]))
    lines.append(text.counted("of them opted out of e-mail", counts["marketing_waste"]))
    missing = counts["marketing_contacts_missing"]
    if missing:
        lines += ["", "Marketing contacts that are kept on no basis lack"]
        lines += [text.counted(word, count) for word, count in missing.items()]
    return lines
