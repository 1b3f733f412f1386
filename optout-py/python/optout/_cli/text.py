"""Text for people: lines of counts, and tables."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import IO, Any


def counted(what: str, count: int, note: str = "") -> str:
    """A line of a count."""
    return f"  {what:<28} {count:>10,}  {note}".rstrip()


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Lines in columns, under a header."""
    whole = [tuple(header), *(tuple(row) for row in rows)]
    widths = [max(len(row[at]) for row in whole) for at in range(len(header))]
    ruled = [whole[0], tuple("-" * width for width in widths), *whole[1:]]
    return [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in ruled
    ]


def say(lines: Iterable[str], file: IO[str] | None = None) -> None:
    """Prints lines; what a terminal's encoding has no signs for stands there in ASCII."""
    file = file or sys.stdout
    encoding = getattr(file, "encoding", None) or "utf-8"
    for line in lines:
        print(line.encode(encoding, "backslashreplace").decode(encoding), file=file)


def say_json(data: Any, file: IO[str] | None = None) -> None:
    """Prints plain data as JSON."""
    print(json.dumps(data, indent=2), file=file or sys.stdout)
