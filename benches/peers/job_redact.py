"""Redaction: the rows of people on the list keep the columns that they may keep.

They are found by vendor's id, by CRM record id or by e-mail address without blanks and in small
letters, and are marked as redacted. Another order of the rows is told and is no fault.
"""

import json
import subprocess
from functools import partial
from pathlib import Path

from contestants import Contestant, base_name, most_threads, peer
from ground import RELEASE, Data, generate, python_of_tables
from job import Job, Sizes

# The column of the list that is not the vendor's.
RECORD_COLUMN = ("--list-column", "CRM Record Id=id:crm")


def contestants() -> list[Contestant]:
    return [*ours(), *yardsticks(), *peers(python_of_tables())]


def ours() -> list[Contestant]:
    """The base is without hashes and is not forced to disk: the peers do neither."""
    most = most_threads()
    return [
        streamed("ours, 1 thread", 1, "--no-hashes"),
        streamed(base_name(), most, "--no-hashes"),
        streamed("ours, 1 thread, hashes", 1),
        streamed(f"ours, {most} threads, hashes", most),
        to_path(f"ours, {most} threads, to disk", most, "--no-hashes", "--no-verify"),
        to_path(f"ours, {most} threads, to disk, verified", most, "--no-hashes"),
        to_path(f"ours, {most} threads, to disk, verified, hashes", most),
    ]


def streamed(name: str, threads: int, *options: str) -> Contestant:
    """From a path to standard output, which is a new file."""
    return Contestant(name, (*program(threads), *options, "IN", "-"), stdout="OUT")


def to_path(name: str, threads: int, *options: str) -> Contestant:
    """To a path: a temporary file that is forced to disk and takes its name then."""
    return Contestant(name, (*program(threads), *options, "IN", "OUT"))


def program(threads: int) -> tuple[str | Path, ...]:
    return (RELEASE / "redact", "--list", "LIST", *RECORD_COLUMN, "--threads", str(threads))


def yardsticks() -> list[Contestant]:
    copy = 'cp "$0" "$1" && sync "$1"'
    return [
        Contestant("cp", ("cp", "IN", "OUT"), is_checked=False),
        Contestant("cp and sync", ("sh", "-c", copy, "IN", "OUT"), is_checked=False),
        Contestant("wc -l", ("wc", "-l", "IN"), is_checked=False),
        Contestant("Rust csv crate", (RELEASE / "redact_with_csv", "LIST", "IN", "OUT")),
    ]


def peers(python: Path) -> list[Contestant]:
    return [
        peer(python, "Polars", "redact_polars.py"),
        peer(python, "DuckDB", "redact_duckdb.py"),
        peer(python, "PyArrow", "redact_pyarrow.py", is_quick=False, rounds=3),
        peer(python, "pandas", "redact_pandas.py", is_quick=False, rounds=1),
        peer(python, "Python csv", "redact_python.py", is_quick=False, rounds=1),
    ]


def check(contestant: Contestant, data: Data, output: Path) -> dict:
    """Of ours, every untouched row has to have its bytes, too."""
    command = (RELEASE / "check", data.input, output, data.truth)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    if contestant.is_ours and not found["fault"] and found["identical"] != found["untouched"]:
        found["fault"] = "an untouched row has other bytes"
    return found


def rows_identical(found: dict) -> str:
    share = found["identical"] / max(1, found["untouched"])
    return f"{share:.1%}" + ("" if found["is_in_order"] else ", order lost")


NOTE = """\
"to disk": the result is forced to disk before it takes its name; compare with "cp and sync". All
others leave that to the system. "rows identical": untouched rows with the same bytes as before."""

JOB = Job(
    title="Redaction of",
    quick=Sizes(rows=200_000, opt_outs=10_000, rounds=1, style="plain"),
    full=Sizes(rows=2_000_000, opt_outs=100_000, rounds=5, style="both"),
    generate=partial(generate, "export", "export", "truth"),
    contestants=contestants,
    check=check,
    yardstick="cp",
    columns={"rows identical": rows_identical},
    note=NOTE,
)
