"""Matching of frames in memory: which rows are somebody's on the list.

They are found by vendor's id, by e-mail address without blanks and in small letters, or by name and
company, as in job_exact.py; the frame has these four columns and no more.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

from contestants import Contestant, base_name, most_threads, peer
from ground import HERE, RELEASE, generate, python_of_frames
from job import Job, Sizes
from job_exact import PLAIN, by, check

# No record ids are in the frame.
NOT_ASKED = frozenset({"record_id"})


def contestants() -> list[Contestant]:
    python, most = python_of_frames(), most_threads()
    base = base_name()
    return [
        ours(python, "ours, 1 thread", "arrow", 1),
        ours(python, base, "arrow", most),
        ours(python, f"{base}, Polars", "polars", most),
        ours(python, f"{base}, pandas", "pandas", most),
        in_rust("ours, 1 thread, Rust", 1),
        in_rust(f"{base}, Rust", most),
        other(python, "Polars (is_in)", "frames_polars.py"),
        other(python, "DuckDB (IN)", "frames_duckdb.py"),
        other(python, "pandas (isin)", "frames_pandas.py"),
    ]


def ours(python: Path, name: str, kind: str, threads: int) -> Contestant:
    options = (HERE / "frames_ours.py", kind, PLAIN, str(threads))
    return timed(name, (python, *options, "LIST", "IN", "OUT"))


def in_rust(name: str, threads: int) -> Contestant:
    options = ("--policy", PLAIN, "--threads", str(threads))
    return timed(name, (RELEASE / "frames_only", *options, "LIST", "IN", "OUT"))


def timed(name: str, command: tuple[str | Path, ...]) -> Contestant:
    return Contestant(name, command, is_self_timed=True, excused=NOT_ASKED)


def other(python: Path, name: str, script: str) -> Contestant:
    return replace(peer(python, name, script), excused=NOT_ASKED)


NOTE = """\
Seconds are from frames in memory to an answer in memory for each row; the list is read beforehand,
and what is made of it to look records up in is made within. Ours gives a frame of decisions with
reasons, the others say which rows are listed. In Python from a table of PyArrow unless another kind
of frame is named. Of the records, those found by the id of the CRM only are nobody's here."""

JOB = Job(
    title="Matching in memory of",
    quick=Sizes(rows=200_000, opt_outs=10_000, rounds=1, style="plain"),
    full=Sizes(rows=2_000_000, opt_outs=100_000, rounds=5, style="plain"),
    generate=partial(generate, "export", "export", "matches"),
    contestants=contestants,
    check=check,
    yardstick="Polars (is_in)",
    columns={
        "by id, e-mail": by("id", "email"),
        "by name, company": by("name"),
        "namesakes": by("namesake"),
    },
    note=NOTE,
)
