"""``optout sweep``: the whole job on files."""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from collections import Counter
from typing import Any

from .. import sweep_file
from . import options, text
from .codes import DONE
from .progress import Progress
from .redact import findings

NAME = "sweep"
HELP = "sweep contacts against a list, and redact past exports"
DESCRIPTION = """\
Sweeps a contact export against an Opt-Out List: who is listed, what becomes of each record and why.
Writes decisions.csv, deletions.csv, review.csv, flags.csv, audit.jsonl, report.html, manifest.json
and the redacted past exports to a directory, all of them or none. Nothing is deleted or sent."""
EXAMPLE = (
    "optout sweep --list opt_out_list.csv --contacts contacts.csv --evidence evidence.csv "
    "--out swept"
)

_TIERS = {
    "T0": "same record id",
    "T1": "same e-mail",
    "T2": "same mailbox by the provider's rule",
    "T3": "name and company",
    "T4": "similar e-mail, name and company",
    "T5": "role or shared mailbox",
    "T6": "name only",
}
_RETENTIONS = {
    "remove": "remove",
    "keep": "keep",
    "keep_restricted": "keep for storage only",
    "suppress_only": "suppress, delete nothing",
    "review": "review",
}


class Asked(options.OfContacts):
    """What the command line asks for."""

    out: str
    evidence: str | None
    past_export: list[str] | None
    now: datetime.date
    received: datetime.date | None
    review_values: bool
    review_scores: bool
    guard: Any
    previous_list: str | None
    previous_records: int | None
    shrinkage: int | None
    checkpoint: str | None
    checkpoint_every: int | None
    threads: int | None


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    options.of_list(parser)
    options.of_contacts(parser)
    parser.add_argument("--out", required=True, metavar="DIR", help="the directory to write to")
    parser.add_argument("--evidence", metavar="FILE", help="what is on record about people")
    parser.add_argument(
        "--past-export",
        action="append",
        metavar="FILE",
        help="a past export to redact; may be given more than once",
    )
    options.of_policy(parser)
    options.tables(parser)
    options.as_of(parser)
    options.received(parser)
    parser.add_argument(
        "--review-values",
        action="store_true",
        help="show names, addresses and websites in review.csv: personal data",
    )
    parser.add_argument(
        "--review-scores", action="store_true", help="show the numbers that rank pairs there"
    )
    options.threads(parser)
    options.as_json(parser)
    group = parser.add_argument_group("guards and long runs")
    group.add_argument(
        "--guard",
        type=options.guard,
        metavar="RECORDS,PER_MILLE|off",
        help="how much may be removed before the job stops; 50,10 unless said",
    )
    group.add_argument(
        "--previous-list", metavar="FILE", help="the list of last time, or its snapshot"
    )
    group.add_argument(
        "--previous-records",
        type=options.whole,
        metavar="N",
        help="how many records the contacts had last time",
    )
    group.add_argument(
        "--shrinkage",
        type=options.whole,
        metavar="PER_MILLE",
        help="how much of either may be gone since; 100 unless said",
    )
    group.add_argument(
        "--checkpoint", metavar="DIR", help="a directory from which a stopped job goes on"
    )
    group.add_argument(
        "--checkpoint-every",
        type=options.positive,
        metavar="BYTES",
        help="how much is read from one checkpoint to the next",
    )


def run(asked: Asked) -> int:
    """Does it."""
    rules = options.policy(asked.policy)
    with Progress("records") as bar:
        report = sweep_file(
            asked.list_file,
            asked.contacts,
            asked.out,
            now=asked.now,
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
            past_exports=asked.past_export,
            policy=rules,
            received=asked.received,
            domain_aliases=asked.domain_aliases,
            id_links=asked.id_links,
            nicknames=asked.nicknames,
            verdicts=asked.verdicts,
            review_values=asked.review_values,
            review_scores=asked.review_scores,
            guard=asked.guard,
            previous_list=asked.previous_list,
            previous_records=asked.previous_records,
            shrinkage_per_mille=asked.shrinkage,
            checkpoint=asked.checkpoint,
            checkpoint_every=asked.checkpoint_every,
            threads=asked.threads,
            progress=bar.callback,
        )
    done = report.to_dict()
    if asked.json:
        text.say_json(done)
        return DONE
    suspect = report.opt_out_column_is_suspect
    text.say([*_list(done), *_contacts(done), *_decisions(done, suspect), *_exports(done)])
    names = ", ".join([*done["outputs"], "manifest.json"])
    text.say(["", done["notice"], "", f"Written to {asked.out}:", f"  {names}"])
    text.say(["", f"Head of the audit log, to be kept elsewhere: {done['audit_head']}"])
    return DONE


def _list(done: dict[str, Any]) -> list[str]:
    of, counts = done["list"], done["counts"]
    lines = [
        f"Opt-Out List: {of['entries']:,} people in {of['records']:,} rows; "
        f"{counts['entries_not_found']:,} were found in no record."
    ]
    if counts["entries_gone"]:
        lines.append(
            text.counted("gone since last time", counts["entries_gone"], "they stay opted out")
        )
    faults = Counter(fault["kind"] for fault in of["faults"])
    lines += [text.counted(kind, count) for kind, count in sorted(faults.items())]
    if of["unread_columns"]:
        numbers = ", ".join(map(str, of["unread_columns"]))
        lines.append(f"  columns whose names say nothing: {numbers}")
    return lines


def _contacts(done: dict[str, Any]) -> list[str]:
    counts = done["counts"]
    status = counts["status"]
    lines = ["", f"Contacts: {counts['records']:,} records as of {done['now']}."]
    lines.append(text.counted("found for certain", status.get("match", 0)))
    lines.append(text.counted("possible", status.get("possible", 0), "a human decides"))
    for tier, count in counts["tiers"].items():
        lines.append(text.counted(f"  {tier}", count, _TIERS.get(tier, "")))
    note = "no id or e-mail that could be looked up, or one that cannot be read"
    lines.append(text.counted("unknown", status.get("unknown", 0), note))
    if done.get("evidence_sha256") is not None:
        lines.append(text.counted("evidence about nobody here", counts["evidence_about_nobody"]))
        if counts["holds_about_nobody"]:
            note = "check their ids"
            lines.append(text.counted("  legal holds among it", counts["holds_about_nobody"], note))
    note = "not looked up"
    lines.append(text.counted("unreadable ids, e-mails", counts["unreadable_identifiers"], note))
    return lines


def _decisions(done: dict[str, Any], suspect: bool) -> list[str]:
    counts = done["counts"]
    lines = ["", "Decisions:"]
    lines += [
        text.counted(words, counts["retention"].get(word, 0)) for word, words in _RETENTIONS.items()
    ]
    lines += ["", "Because of:"]
    lines += [text.counted(word, count) for word, count in counts["reasons"].items()]
    lines += ["", "Marketing to those found:"]
    lines += [
        text.counted(word, counts["marketing"].get(word, 0))
        for word in ("allowed", "suppressed", "review")
    ]
    note = "opted out of e-mail, yet paid for as marketing contacts"
    lines.append(text.counted("waste", counts["marketing_waste"], note))
    if counts["not_flagged"]:
        note = "no id that can be loaded"
        lines.append(text.counted("not in flags.csv", counts["not_flagged"], note))
    if suspect:
        note = "nearly all are true; is the column one of opt-ins?"
        lines.append(text.counted("warning: opt-out flags", counts["opt_out_flags_set"], note))
    lines += ["", "Deadlines:"]
    lines += [text.counted(f"by {day}", count) for day, count in counts["deadlines"].items()]
    return lines if counts["deadlines"] else [*lines, "  none"]


def _exports(done: dict[str, Any]) -> list[str]:
    lines = ["", "Past exports, verified:"] if done["past_exports"] else []
    for name, summary in done["past_exports"].items():
        lines.append(
            f"  {name}: {summary['redacted']:,} of {summary['records']:,} rows redacted, "
            f"{summary['already_redacted']:,} already were"
        )
        lines += findings(summary["findings"])
        lines += findings(done["verifications"].get(name, {"findings": {"counts": []}})["findings"])
    return lines
