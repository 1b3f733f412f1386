"""``optout verify``: a redacted file against its original."""

from __future__ import annotations

from argparse import ArgumentParser

from .. import VerificationError
from . import options, text
from .codes import DONE, LOOK
from .progress import Progress
from .redact import Asked as RedactAsked
from .redact import of_export, redactor, verification

NAME = "verify"
HELP = "compare a redacted file with its original"
DESCRIPTION = """\
Compares a redacted file with its original: everybody on the list is redacted in it, and every other
byte is as it was. Either file may be compressed."""
EXAMPLE = "optout verify --list opt_out_list.csv past_export.csv past_export.redacted.csv"


class Asked(RedactAsked):
    """What the command line asks for."""

    original: str
    redacted: str


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    parser.add_argument("original", metavar="ORIGINAL", help="the past export as it was")
    parser.add_argument("redacted", metavar="REDACTED", help="the past export as it is now")
    options.of_list(parser)
    of_export(parser)
    options.as_json(parser)


def run(asked: Asked) -> int:
    """Does it."""
    made, people = redactor(asked, threads=1)
    try:
        with Progress("bytes", asked.redacted) as bar:
            seen = made.verify(asked.original, asked.redacted, progress=bar.callback)
    except VerificationError as difference:
        if asked.json:
            place = {name: getattr(difference, name) for name in ("record", "line", "byte")}
            text.say_json({"verified": False, "expected": difference.expected, **place})
        else:
            text.say([people, f"Not as promised: {difference}"])
        return LOOK
    if asked.json:
        text.say_json({"verified": True, "verification": seen.to_dict()})
    else:
        text.say([people, *verification(seen.to_dict())])
    return DONE
