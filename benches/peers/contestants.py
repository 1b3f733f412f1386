"""Who can run: programs of the library, yardsticks, peers."""

import os
from dataclasses import dataclass
from pathlib import Path

from ground import DATA, HERE, Data


@dataclass(frozen=True)
class Contestant:
    """A command, whose words LIST, IN, OUT and KEPT stand for paths."""

    name: str
    command: tuple[str | Path, ...]
    # Where its standard output goes: "-" or the word OUT.
    stdout: str = "-"
    # Whether it does the job, so that there is a result to check.
    is_checked: bool = True
    # Kinds of records that it does not look for.
    excused: frozenset[str] = frozenset()
    # Whether it tells itself how long its work took, start-up and imports apart.
    is_self_timed: bool = False
    # Whether it takes part in a quick run.
    is_quick: bool = True
    # How often it runs at most.
    rounds: int | None = None
    # What makes the file KEPT once, before all rounds and outside of the time.
    prepare: tuple[str | Path, ...] | None = None

    @property
    def is_ours(self) -> bool:
        return self.name.startswith("ours")

    def words(
        self, command: tuple[str | Path, ...], data: Data, output: Path
    ) -> tuple[str, tuple[str, ...]]:
        """Where standard output goes, and a command, with paths put in."""
        paths = {"LIST": data.list, "IN": data.input, "OUT": output, "KEPT": self.kept}

        def word(raw: str | Path) -> str:
            return str(paths.get(raw, raw)) if isinstance(raw, str) else str(raw)

        return word(self.stdout), tuple(word(raw) for raw in command)

    @property
    def kept(self) -> Path:
        """Where what it prepares is kept."""
        return DATA / f"{self.name}.kept"


def cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def most_threads() -> int:
    """What the peers have, but two at least, so that a second thread is seen."""
    return max(2, cores())


def base_name() -> str:
    """The run of ours that the others are held against."""
    return f"ours, {most_threads()} threads"


def peer(
    python: Path,
    name: str,
    script: str,
    *options: str,
    is_quick: bool = True,
    rounds: int | None = None,
) -> Contestant:
    """A script that times itself."""
    command = (python, HERE / script, *options, "LIST", "IN", "OUT")
    return Contestant(name, command, is_self_timed=True, is_quick=is_quick, rounds=rounds)


def reading() -> list[Contestant]:
    """What it takes to read a file."""
    return [
        Contestant("cat", ("sh", "-c", 'cat "$0" >/dev/null', "IN"), is_checked=False),
        Contestant("wc -l", ("wc", "-l", "IN"), is_checked=False),
    ]
