"""``optout verify-audit``: whether an audit log is as it was written."""

from __future__ import annotations

from argparse import ArgumentParser

from .. import VerificationError, verify_audit
from . import options, text
from .codes import DONE, LOOK

NAME = "verify-audit"
HELP = "check that an audit log is whole and as it was written"
DESCRIPTION = """\
Checks the chain of an audit log: no line was changed, put in, taken out or moved, and no end was
cut off. Who can write the log can write all of it anew: that is noticed only by a head that was
kept elsewhere. A sweep prints it."""
EXAMPLE = "optout verify-audit out/audit.jsonl --head HEAD"


class Asked(options.Asked):
    """What the command line asks for."""

    log: str
    head: str | None


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    parser.add_argument("log", metavar="LOG", help="the audit log, or - for standard input")
    parser.add_argument("--head", metavar="HEAD", help="the head that was kept")
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    try:
        seen = verify_audit(options.source(asked.log), asked.head)
    except VerificationError as difference:
        if asked.json:
            place = {name: getattr(difference, name) for name in ("record", "line", "byte")}
            text.say_json({"verified": False, "expected": difference.expected, **place})
        else:
            text.say([f"Not as it was written: {difference}"])
        return LOOK
    if asked.json:
        text.say_json({"verified": True, **seen.to_dict()})
        return DONE
    whole = "The log is whole. Whether it is the one that was written, a head that was kept tells."
    text.say(
        [
            f"{seen.decisions:,} decisions as of {seen.now}, list received {seen.received}.",
            f"  list    {seen.list_snapshot}",
            f"  policy  {seen.policy_hash}",
            f"  engine  {seen.engine}",
            "",
            f"Head: {seen.head}",
            "The log is whole, and the one of the head that was given." if asked.head else whole,
        ]
    )
    return DONE
