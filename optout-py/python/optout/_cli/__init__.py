"""The command line: one module a command, and here what they have in common.

Nothing that is printed holds a value that was read, unless it was asked for by name.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from typing import NoReturn

from .. import GuardError, OptoutError, VerificationError, __version__
from . import check_list, classify, explain, redact, replay, sweep, verify, verify_audit
from .codes import GUARD, INPUT, INTERRUPTED, LOOK, PIPE, USAGE

_COMMANDS = (
    sweep,
    redact,
    verify,
    explain,
    check_list,
    classify,
    verify_audit,
    replay,
)

_DESCRIPTION = """\
Honours a data vendor's opt-out list.

Decision support, not legal advice: the library classifies, the controller decides."""

_CODES = f"""\
exit codes:
  0    done
  {LOOK}    done, and there is something to look at: a list has faults, a redacted file or an
       audit log is not as promised, decisions do not come out again, the contacts have no
       such record
  {USAGE}    the command cannot be understood
  {INPUT}    an input cannot be read, or an output cannot be written
  {GUARD}    a guard stopped the sweep: far more would be removed, or far less is there, than
       it allows
  {INTERRUPTED}  interrupted by Ctrl-C
  {PIPE}  whoever reads the output has gone

A file that is written appears or is replaced whole, or not at all, whatever the exit code.
"""


class _Parser(ArgumentParser):
    """A parser that does not repeat what it cannot understand: it may be somebody's id."""

    def error(self, message: str) -> NoReturn:
        """Says what was expected in place of what was typed."""
        name, _, rest = message.partition("invalid choice: ")
        if rest:
            message = f"{name}expected one of {', '.join(command.NAME for command in _COMMANDS)}"
        super().error(message)


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a command, and gives the exit code."""
    try:
        try:
            return _run(arguments)
        finally:
            # A pipe that is closed has to be noticed here, and not when the interpreter ends.
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
        return PIPE
    except KeyboardInterrupt:
        with contextlib.suppress(BrokenPipeError):
            print("optout: interrupted", file=sys.stderr)
        return INTERRUPTED


def _run(arguments: Sequence[str] | None) -> int:
    parser = _parser()
    asked, left = parser.parse_known_args(arguments)
    if left:
        names = [text.partition("=")[0] for text in left if text.startswith("--")]
        parser.error(f"not understood: {', '.join(names) or 'an argument too many'}")
    try:
        code: int = asked.run(asked)
    except OptoutError as error:
        is_json = getattr(asked, "json", False)
        print(_as_json(error) if is_json else f"optout: {error}", file=sys.stderr)
        return _code(error)
    except BrokenPipeError:
        raise
    except OSError as error:
        # Its own text has the path in it.
        print(f"optout: {error.strerror or 'reading or writing failed'}", file=sys.stderr)
        return INPUT
    return code


def _parser() -> _Parser:
    parser = _Parser(
        prog="optout",
        description=_DESCRIPTION,
        epilog=_CODES,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"optout {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in _COMMANDS:
        own = commands.add_parser(
            command.NAME,
            help=command.HELP,
            description=command.DESCRIPTION,
            epilog=f"example:\n  {command.EXAMPLE}\n\nThe exit codes are in optout --help.",
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        command.add_arguments(own)
        own.set_defaults(run=command.run)
    return parser


def _code(error: OptoutError) -> int:
    if isinstance(error, GuardError):
        return GUARD
    if isinstance(error, VerificationError):
        return LOOK
    # What is wrong with an input has a name for it; what is wrong with an argument has not.
    is_argument = error.input is None and error.code in {"invalid_option", "value", "encoding"}
    return USAGE if is_argument else INPUT


def _as_json(error: OptoutError) -> str:
    names = ("code", "input", "expected", "record", "line", "byte")
    fault = {"message": str(error), **{name: getattr(error, name) for name in names}}
    return json.dumps({"error": fault})


def _discard_output() -> None:
    """Lets the interpreter flush what is left to where nobody minds."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
            continue
        with contextlib.suppress(OSError, ValueError):
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
