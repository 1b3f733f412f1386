"""The runs themselves: everybody in turn, round after round, and what each result is worth."""

import shutil
import subprocess
import sys
from pathlib import Path

from contestants import Contestant
from ground import DATA, HERE, Data, warm
from job import Job, Standing


class RunError(Exception):
    """A program ended with another exit code than 0."""


def race(job: Job, contestants: list[Contestant], data: Data, rounds: int) -> list[Standing]:
    standings = [Standing(contestant.name) for contestant in contestants]
    output = DATA / "result"
    warm(data.input)
    for contestant in contestants:
        prepare(contestant, data, output)
    for number in range(rounds):
        for contestant, standing in zip(contestants, standings, strict=True):
            if standing.fault is None and number < (contestant.rounds or rounds):
                print(f"round {number + 1}: {contestant.name}", file=sys.stderr)
                try:
                    one_run(job, contestant, standing, data, output)
                except RunError as failure:
                    standing.fault = str(failure)
                finally:
                    remove(output)
    return standings


def prepare(contestant: Contestant, data: Data, output: Path) -> None:
    if contestant.prepare:
        _, command = contestant.words(contestant.prepare, data, output)
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        warm(contestant.kept)


def one_run(job: Job, contestant: Contestant, standing: Standing, data: Data, output: Path) -> None:
    stdout, command = contestant.words(contestant.command, data, output)
    printed, seconds, peak = measured(stdout, command)
    if contestant.is_self_timed:
        seconds = float(printed[-1])
    standing.seconds.append(seconds)
    standing.peak_kib = max(standing.peak_kib, peak)
    if contestant.is_checked and standing.check is None:
        standing.check = job.check(contestant, data, output)
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


def remove(output: Path) -> None:
    if output.is_dir():
        shutil.rmtree(output)
    else:
        output.unlink(missing_ok=True)
