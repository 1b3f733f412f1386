"""Options that several commands have, and how their values are read.

A value that cannot be read is never repeated.
"""

from __future__ import annotations

import datetime
import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from .. import DomainAliases, IdLinks, Matcher, Nicknames, OptOutList, Policy, Verdicts, read_list

PRESETS = ("salesforce", "hubspot", "marketo", "eloqua", "pardot", "outreach", "salesloft")
FORMS = ("csv", "json", "lusha", "people_data_labs", "zoominfo")
SHIPPED = ("strict", "standard", "broad")
STREAM = "-"


class _Takes(Protocol):
    """A parser, or a group of its options."""

    def add_argument(self, *names: Any, **options: Any) -> Any: ...


def day(text: str) -> datetime.date:
    """A day in ISO form."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError("expected a day such as 2026-11-24") from None


def whole(text: str) -> int:
    """A whole number that is not negative."""
    if not (text.isascii() and text.isdigit()):
        raise ArgumentTypeError("expected a whole number")
    return int(text)


def positive(text: str) -> int:
    """A whole number from 1."""
    number = whole(text)
    if number == 0:
        raise ArgumentTypeError("expected a whole number from 1")
    return number


def one_of(*words: str) -> Callable[[str], str]:
    """One of some words."""

    def word(text: str) -> str:
        if text not in words:
            raise ArgumentTypeError(f"expected one of {', '.join(words)}")
        return text

    return word


def named(text: str) -> tuple[str, str]:
    """``HEADER=ROLE``; the header may have equals signs of its own."""
    header, sign, role = text.rpartition("=")
    if not (header and sign and role):
        raise ArgumentTypeError("expected HEADER=ROLE")
    return header, role


def delimiter(text: str) -> str:
    """One character, or the word ``tab``."""
    if text == "tab":
        return "\t"
    if len(text) != 1:
        raise ArgumentTypeError("expected one character, or the word tab")
    return text


def guard(text: str) -> str | tuple[int, int]:
    """``RECORDS,PER_MILLE``, or ``off``."""
    if text == "off":
        return text
    try:
        records, per_mille = (whole(part.strip()) for part in text.split(","))
    except (ArgumentTypeError, ValueError):
        raise ArgumentTypeError("expected RECORDS,PER_MILLE or off") from None
    return records, per_mille


def policy(text: str) -> Policy:
    """A shipped policy by its name, or one from a file."""
    if text in SHIPPED:
        return Policy.shipped(text)  # type: ignore[arg-type]
    return Policy.read(Path(text))


def source(text: str) -> str | BinaryIO:
    """A path, or standard input."""
    return sys.stdin.buffer if text == STREAM else text


def threads(parser: ArgumentParser) -> None:
    """How many threads work."""
    parser.add_argument(
        "--threads",
        type=positive,
        metavar="N",
        help="how many threads work; all that there are unless said otherwise",
    )


def as_json(parser: ArgumentParser) -> None:
    """JSON for machines."""
    parser.add_argument(
        "--json", action="store_true", help="print JSON; faults too, on standard error"
    )


def of_list(parser: ArgumentParser) -> None:
    """The list, and how it is to be read."""
    parser.add_argument(
        "--list", dest="list_file", required=True, metavar="FILE", help="the Opt-Out List"
    )
    list_format(parser)


def list_format(parser: ArgumentParser) -> None:
    """How the list is to be read."""
    group = parser.add_argument_group("how the list is read")
    group.add_argument(
        "--list-form",
        type=one_of(*FORMS),
        metavar="FORM",
        help=f"the form in which it comes: {', '.join(FORMS)}; csv unless said",
    )
    group.add_argument(
        "--list-records-at",
        metavar="FIELD",
        help="in JSON, the field in which the opt-outs are, such as data.results",
    )
    group.add_argument(
        "--list-column",
        action="append",
        type=named,
        metavar="HEADER=ROLE",
        help="what a column or field of the list holds, such as email or id:6sense",
    )
    group.add_argument(
        "--list-encoding", metavar="LABEL", help="its encoding, unless it is UTF-8 or has a mark"
    )
    group.add_argument(
        "--list-delimiter",
        type=delimiter,
        metavar="CHARACTER",
        help="its delimiter, or the word tab; told from the header unless said",
    )
    group.add_argument(
        "--date-order",
        type=one_of("month_first", "day_first"),
        metavar="ORDER",
        help="month_first or day_first, for dates that do not prove theirs",
    )
    group.add_argument(
        "--serial-dates",
        action="store_true",
        help="read plain numbers as a spreadsheet's day count",
    )


def of_contacts(parser: ArgumentParser) -> None:
    """The contacts, and how they are to be read."""
    parser.add_argument("--contacts", required=True, metavar="FILE", help="the contact export")
    group = parser.add_argument_group("how the contacts are read")
    group.add_argument(
        "--preset",
        type=one_of(*PRESETS),
        metavar="NAME",
        help=f"the system that they are from, instead of telling it: {', '.join(PRESETS)}",
    )
    group.add_argument(
        "--column",
        action="append",
        type=named,
        metavar="HEADER=ROLE",
        help="what a column holds, such as email or record_id:salesforce",
    )
    group.add_argument(
        "--encoding", metavar="LABEL", help="their encoding, unless it is UTF-8 or has a mark"
    )
    group.add_argument(
        "--delimiter",
        type=delimiter,
        metavar="CHARACTER",
        help="their delimiter, or the word tab; told from the header unless said",
    )


def as_of(parser: _Takes, what: str = "the day to decide as of") -> None:
    """Takes the day that is today, which the library itself never asks a clock for."""
    parser.add_argument(
        "--now",
        type=day,
        default=datetime.date.today(),
        metavar="DATE",
        help=f"{what}; today unless said",
    )


def received(parser: _Takes) -> None:
    """The day from which clocks run."""
    parser.add_argument(
        "--received",
        type=day,
        metavar="DATE",
        help="the day on which the list was received, if it was not that day",
    )


def of_policy(parser: ArgumentParser) -> None:
    """The policy."""
    parser.add_argument(
        "--policy",
        default="standard",
        metavar="NAME|FILE",
        help="strict, standard, broad, or a file in TOML or JSON; standard unless said",
    )


def tables(parser: ArgumentParser) -> None:
    """What is known besides."""
    group = parser.add_argument_group("what is known besides")
    group.add_argument("--domain-aliases", metavar="FILE", help="domains that are one company's")
    group.add_argument("--id-links", metavar="FILE", help="ids of merged and converted records")
    group.add_argument("--nicknames", metavar="FILE", help="short forms of given names")
    group.add_argument("--verdicts", metavar="FILE", help="what humans have decided about pairs")


class Asked:
    """What the command line asks for."""

    list_file: str
    list_form: Any
    list_records_at: str | None
    list_column: list[tuple[str, str]] | None
    list_encoding: str | None
    list_delimiter: str | None
    date_order: str | None
    serial_dates: bool
    domain_aliases: str | None
    id_links: str | None
    nicknames: str | None
    verdicts: str | None
    policy: str
    json: bool


class OfContacts(Asked):
    """The same of the contacts, too."""

    contacts: str
    preset: Any
    column: list[tuple[str, str]] | None
    encoding: str | None
    delimiter: str | None


def listed(asked: Asked, now: datetime.date | None = None) -> OptOutList:
    """Reads the list."""
    return read_list(
        source(asked.list_file),
        form=asked.list_form,
        records_at=asked.list_records_at,
        encoding=asked.list_encoding,
        delimiter=asked.list_delimiter,
        columns=asked.list_column,
        date_order=asked.date_order,  # type: ignore[arg-type]
        serial_dates=asked.serial_dates,
        now=now,
    )


def matcher(asked: Asked, people: OptOutList, rules: Policy) -> Matcher:
    """The matcher with all that is known besides."""
    aliases, links = asked.domain_aliases, asked.id_links
    names, pinned = asked.nicknames, asked.verdicts
    return Matcher(
        people,
        rules,
        domain_aliases=None if aliases is None else DomainAliases.read(aliases),
        id_links=None if links is None else IdLinks.read(links),
        nicknames=None if names is None else Nicknames.read(names),
        verdicts=None if pinned is None else Verdicts.read(pinned),
    )
