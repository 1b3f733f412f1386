"""Who runs: the library's program, the yardsticks, the peers."""

import os
from dataclasses import dataclass
from pathlib import Path

from ground import HERE, RELEASE, Data

# The column of the list that is not the vendor's.
RECORD_COLUMN = ("--list-column", "CRM Record Id=id:crm")


@dataclass(frozen=True)
class Contestant:
    """A command, whose words LIST, IN and OUT stand for paths."""

    name: str
    command: tuple[str | Path, ...]
    # Where its standard output goes: "-" or the word OUT.
    stdout: str = "-"
    # Whether it redacts, so that there is a result to check.
    is_checked: bool = True
    # Whether it tells itself how long its work took, start-up and imports apart.
    is_self_timed: bool = False
    # Whether it takes part in a quick run.
    is_quick: bool = True
    # How often it runs at most.
    rounds: int | None = None

    def words(self, data: Data, output: Path) -> tuple[str, tuple[str, ...]]:
        """Where standard output goes, and the command, with paths put in."""
        paths = {"LIST": data.list, "IN": data.export, "OUT": output}

        def word(raw: str | Path) -> str:
            return str(paths.get(raw, raw)) if isinstance(raw, str) else str(raw)

        return word(self.stdout), tuple(word(raw) for raw in self.command)


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def most_threads() -> int:
    """What the peers have, but two at least, so that a second thread is seen."""
    return max(2, cores())


def base_name() -> str:
    """The run of ours that the others are held against: the peers do not hash either, nor do they
    force their output to disk."""
    return f"ours, {most_threads()} threads"


def all_contestants(python: Path) -> list[Contestant]:
    return [*ours(), *yardsticks(), *peers(python)]


def ours() -> list[Contestant]:
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
    def peer(name: str, script: str, is_quick: bool, rounds: int | None = None) -> Contestant:
        command = (python, HERE / script, "LIST", "IN", "OUT")
        return Contestant(name, command, is_self_timed=True, is_quick=is_quick, rounds=rounds)

    return [
        peer("Polars", "redact_polars.py", True),
        peer("DuckDB", "redact_duckdb.py", True),
        peer("PyArrow", "redact_pyarrow.py", False, 3),
        peer("pandas", "redact_pandas.py", False, 1),
        peer("Python csv", "redact_python.py", False, 1),
    ]
