"""``optout redact``: one past export."""

from __future__ import annotations

import gzip
import os
import sys
from argparse import ArgumentParser, ArgumentTypeError
from typing import Any, BinaryIO, cast

from .. import OptoutError, Redactor, Summary
from . import options, text
from .codes import DONE, USAGE
from .manifest import Manifest
from .progress import Progress

NAME = "redact"
HELP = "redact a past export: the rows of listed people keep only what they may"
DESCRIPTION = """\
Redacts a past export: the rows of people on an Opt-Out List keep only what the vendor's rule lets
them keep. Every other byte stays as it is.

IN and OUT may be one file, and either may be - for standard input or output. Standard output
cannot be taken back: if the exit code is not 0, what went there is not a whole file.

Compressed input (gzip, zstd) is told by its first bytes. OUT is compressed if its name ends in .gz
or .zst, or if it is IN and was; standard output never is."""
EXAMPLE = "optout redact --list opt_out_list.csv past_export.csv past_export.redacted.csv"

_COLUMNS = (
    "people_id",
    "record_id",
    "company_id",
    "company_record_id",
    "credit",
    "is_redacted",
    "email",
    "other",
)
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_NAMED = 5


class Asked(options.Asked):
    """What the command line asks for."""

    input: str
    output: str | None
    profile: str | None
    alias: list[tuple[str, str]] | None
    encoding: str | None
    delimiter: str | None
    threads: int | None
    no_hashes: bool
    no_verify: bool
    dry_run: bool
    manifest: str | None


def add_arguments(parser: ArgumentParser) -> None:
    """Says what the command takes."""
    parser.add_argument("input", metavar="IN", help="the past export, or -")
    parser.add_argument("output", metavar="OUT", nargs="?", help="where it goes, or -")
    options.of_list(parser)
    of_export(parser)
    options.threads(parser)
    parser.add_argument(
        "--no-verify",
        action="store_true",
        help="let the result take its name without comparing it with the original; it is never "
        "compared if IN or OUT is -, because a stream cannot be read twice",
    )
    parser.add_argument(
        "--dry-run", action="store_true", help="write nothing, tell what would be done"
    )
    parser.add_argument(
        "--manifest", metavar="FILE", help="write what was done as JSON, without personal data"
    )
    options.as_json(parser)


def of_export(parser: ArgumentParser) -> None:
    """How the past export is to be read."""
    group = parser.add_argument_group("how the past export is read")
    group.add_argument(
        "--profile",
        type=options.one_of("crm", "csv", "sep"),
        metavar="crm|csv|sep",
        help="the kind of export, instead of telling it from the header",
    )
    group.add_argument(
        "--alias",
        action="append",
        type=_alias,
        metavar="HEADER=COLUMN",
        help=f"what a column of the export holds: {', '.join(_COLUMNS)}",
    )
    group.add_argument(
        "--encoding", metavar="LABEL", help="its encoding, unless it is UTF-8 or has a mark"
    )
    group.add_argument(
        "--delimiter",
        type=options.delimiter,
        metavar="CHARACTER",
        help="its delimiter, or the word tab; told from the header unless said",
    )
    group.add_argument(
        "--no-hashes",
        action="store_true",
        help="leave out the SHA-256 of what is read and written: about twice as fast",
    )


def _alias(typed: str) -> tuple[str, str]:
    header, column = options.named(typed)
    if column not in _COLUMNS:
        raise ArgumentTypeError(f"expected HEADER= and one of {', '.join(_COLUMNS)}")
    return header, column


def redactor(asked: Any, *, threads: int | None) -> tuple[Redactor, str]:
    """The redactor of the people on the list, and a line about them."""
    people = options.listed(asked)
    made = Redactor(
        list=people,
        profile=asked.profile,
        aliases=asked.alias,
        encoding=asked.encoding,
        delimiter=asked.delimiter,
        threads=threads,
        hashes=not asked.no_hashes,
    )
    line = (
        f"Opt-Out List: {len(people):,} people in {people.records:,} rows; "
        f"{made.refused:,} identifiers that cannot be looked for."
    )
    return made, line


def run(asked: Asked) -> int:
    """Does it."""
    wrong = _wrong(asked)
    if wrong:
        print(f"optout redact: {wrong}", file=sys.stderr)
        return USAGE
    # A summary on standard output would stand in the middle of the file.
    file = sys.stderr if asked.output == options.STREAM else sys.stdout
    with Manifest(asked.manifest) as manifest:
        made, people = redactor(asked, threads=asked.threads)
        summary = _redact(made, asked)
        seen = summary.verification
        outcome: dict[str, Any] = {"summary": summary.to_dict()}
        if seen is not None:
            outcome["verification"] = seen.to_dict()
        manifest.write(outcome)
    if asked.json:
        text.say_json(outcome, file)
        return DONE
    lines = [people, *_summary(outcome["summary"])]
    if seen is not None:
        lines += verification(outcome["verification"])
    elif not (asked.dry_run or asked.no_verify):
        lines.append("Not verified: a stream cannot be read twice.")
    text.say(lines, file)
    return DONE


def _redact(made: Redactor, asked: Asked) -> Summary:
    is_stream = options.STREAM in (asked.input, asked.output)
    path = None if asked.input == options.STREAM else asked.input
    # A bar would be written over the result if both go to one terminal.
    shown = not (asked.output == options.STREAM and sys.stdout.isatty())
    with Progress("bytes", path, shown=shown) as bar:
        if asked.dry_run:
            given = asked.input if path else _decompressed(sys.stdin.buffer)
            return made.dry_run(given, progress=bar.callback)
        if asked.output != options.STREAM:
            return made.redact_csv(
                path or sys.stdin.buffer,
                cast(str, asked.output),
                verify=not (asked.no_verify or is_stream),
                progress=bar.callback,
            )
        try:
            return made.redact_stream(
                path or _decompressed(sys.stdin.buffer), sys.stdout.buffer, progress=bar.callback
            )
        except (OptoutError, KeyboardInterrupt):
            note = "optout: what went to standard output is not a whole file"
            print(note, file=sys.stderr)
            raise


def _decompressed(stream: Any) -> BinaryIO:
    """The content of standard input, which may be compressed."""
    start = stream.peek(len(_ZSTD)) if hasattr(stream, "peek") else b""
    if start.startswith(_GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=stream))
    return cast(BinaryIO, stream)


def _wrong(asked: Asked) -> str | None:
    """What cannot be done about the files that are named."""
    if asked.dry_run and asked.output is not None:
        return "with --dry-run there is no OUT"
    if not asked.dry_run and asked.output is None:
        return "expected OUT: a file, or - for standard output"
    if asked.list_file == asked.input == options.STREAM:
        return "standard input cannot be both the list and IN"
    if asked.output and _same(asked.output, asked.list_file):
        return "OUT would take the place of the list"
    taken = (asked.list_file, asked.input, asked.output)
    if asked.manifest and any(path and _same(path, asked.manifest) for path in taken):
        return "the manifest would take the place of another file"
    return None


def _same(one: str, other: str) -> bool:
    if options.STREAM in (one, other):
        return False
    try:
        return os.path.realpath(one) == os.path.realpath(other)
    except OSError:
        return False


def _summary(done: dict[str, Any]) -> list[str]:
    lines = [f"Past export ({done['profile']}): {done['records']:,} records."]
    lines.append(text.counted("redacted", done["redacted"]))
    lines.append(text.counted("already redacted", done["already_redacted"]))
    if done["appended_column"]:
        lines.append("  the column Is Redacted was missing and is appended")
    lines += _hash("input", done.get("sha256_input"))
    lines += _hash("output", done.get("sha256_output"))
    return lines + findings(done["findings"])


def verification(seen: dict[str, Any]) -> list[str]:
    """What a verification saw, in lines."""
    line = (
        f"Verified: {seen['records']:,} records, {seen['redacted']:,} of them redacted, "
        "all else as it was."
    )
    lines = [line]
    lines += _hash("original", seen.get("sha256_original"))
    lines += _hash("redacted file", seen.get("sha256_redacted"))
    return lines + findings(seen["findings"])


def _hash(of: str, value: str | None) -> list[str]:
    return [f"  {'SHA-256 of the ' + of:<28} {value}"] if value else []


def findings(found: dict[str, Any]) -> list[str]:
    """What somebody should look at: how often, and the first records."""
    lines: list[str] = []
    for counted in found["counts"]:
        kind, count = counted["kind"], counted["count"]
        at = [
            str(one["record"]) for one in found["listed"] if one["kind"] == kind and one["record"]
        ]
        more = ", ..." if count > _NAMED else ""
        records = f"records {', '.join(at[:_NAMED])}{more}" if at else ""
        lines.append(text.counted(kind, count, records))
    return lines
