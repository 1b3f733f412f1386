"""The runs themselves: everybody in turn, round after round, and what each result is worth."""

import json
import statistics
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path

from contestants import Contestant
from ground import DATA, HERE, RELEASE, Data, warm


@dataclass
class Standing:
    """What is known of a contestant so far."""

    name: str
    seconds: list[float] = field(default_factory=list)
    peak_kib: int = 0
    # What the check of the first result found; none for the yardsticks.
    check: dict | None = None
    fault: str | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)

    @property
    def best(self) -> float:
        return min(self.seconds)

    def as_json(self) -> dict:
        figures = {"median": self.median, "best": self.best} if self.seconds else {}
        return asdict(self) | figures


class RunError(Exception):
    """A program ended with another exit code than 0."""


def race(contestants: list[Contestant], data: Data, rounds: int) -> list[Standing]:
    standings = [Standing(contestant.name) for contestant in contestants]
    output = DATA / "result.csv"
    warm(data.export)
    for number in range(rounds):
        for contestant, standing in zip(contestants, standings, strict=True):
            if standing.fault is None and number < (contestant.rounds or rounds):
                print(f"round {number + 1}: {contestant.name}", file=sys.stderr)
                try:
                    one_run(contestant, standing, data, output)
                except RunError as failure:
                    standing.fault = str(failure)
                finally:
                    output.unlink(missing_ok=True)
    return standings


def one_run(contestant: Contestant, standing: Standing, data: Data, output: Path) -> None:
    stdout, command = contestant.words(data, output)
    printed, seconds, peak = measured(stdout, command)
    if contestant.is_self_timed:
        seconds = float(printed[-1])
    standing.seconds.append(seconds)
    standing.peak_kib = max(standing.peak_kib, peak)
    if contestant.is_checked and standing.check is None:
        standing.check = checked(data, output)
        standing.fault = standing.check["fault"]


def measured(stdout: str, command: tuple[str, ...], stdin=None) -> tuple[list[str], float, int]:
    """Runs a command; the lines it printed, the seconds and the peak memory in KiB."""
    measure = (sys.executable, "-I", "-S", HERE / "measure.py", stdout, *command)
    done = subprocess.run(measure, stdin=stdin, capture_output=True, text=True, check=False)
    *printed, figures = done.stdout.splitlines() or [""]
    seconds, peak, code = figures.split() if done.returncode == 0 else (0, 0, -1)
    if int(code) != 0:
        raise RunError((done.stderr.strip() or f"exit code {code}").splitlines()[-1])
    return printed, float(seconds), int(peak)


def checked(data: Data, output: Path) -> dict:
    command = (RELEASE / "check", data.export, output, data.truth)
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
