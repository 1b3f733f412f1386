#!/usr/bin/env python3
"""Runs the library side by side with other tools on the same jobs and checks every result.

    python3 benches/peers/run.py [--quick] [--job redact|exact|fuzzy|frames] [--json]
    python3 benches/peers/run.py --scaling [--quick] [--json]

Builds the programs, makes environments with the peers, generates files, Opt-Out Lists and the truth
about them from a seed, all under target/, and lets everybody do each job in turn, each in a process
of its own. What the jobs are is said in job_redact.py, job_exact.py, job_fuzzy.py and
job_frames.py. Exit code 1 if a result is wrong.
"""

import argparse
import json
import sys
from dataclasses import dataclass, replace

import job_exact
import job_frames
import job_fuzzy
import job_redact
import memory
import scaling
from contestants import Contestant, base_name, cores
from ground import Data, build
from job import Job, Sizes, Standing
from race import race
from table import rendered

JOBS = {
    "redact": job_redact.JOB,
    "exact": job_exact.JOB,
    "fuzzy": job_fuzzy.JOB,
    "frames": job_frames.JOB,
}
# In megabytes, for the memory of redaction.
QUICK_MEMORY = (25, 100)
FULL_MEMORY = (100, 5000)
STYLES = {"plain": "quotes where needed, LF", "quoted": "all fields quoted, CRLF"}
NOTE = """\
The peers' seconds are those of their work, start-up and imports apart; all others are of the
process. A peak below 10 MB shows as that of the process that measures."""


@dataclass(frozen=True)
class Run:
    """One job on one file."""

    job: str
    sizes: Sizes
    megabytes: float
    standings: list[Standing]

    def as_json(self) -> dict:
        results = [standing.as_json() for standing in self.standings]
        return {
            "job": self.job,
            **vars(self.sizes),
            "megabytes": self.megabytes,
            "results": results,
        }


def main() -> int:
    options = arguments()
    build()
    if options.scaling:
        return scaling.run(options.quick, options.json)
    runs, peaks = [], []
    for name in options.job or JOBS:
        job = JOBS[name]
        contestants = chosen(options, job.contestants())
        for style in styles(sizes(options, job).style):
            one, data = run(name, contestants, replace(sizes(options, job), style=style))
            runs.append(one)
            if not options.json:
                print(rendered(job, title(one), one.standings, base_name(), one.megabytes))
                print(flush=True)
        if not options.json:
            print(job.note, end="\n\n")
        if name == "redact":
            peaks = memory.peaks(data, megabytes(options), one.sizes.opt_outs)
            if peaks and not options.json:
                print(memory.rendered(peaks), end="\n\n")
    if options.json:
        print(json.dumps(as_json(runs, peaks), indent=2))
    else:
        print(NOTE)
    return 1 if any(standing.fault for one in runs for standing in one.standings) else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, one round")
    parser.add_argument("--json", action="store_true", help="print JSON instead of tables")
    parser.add_argument("--job", action="append", choices=[*JOBS], help="all jobs without it")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--opt-outs", type=int)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--style", choices=[*STYLES, "both"])
    parser.add_argument(
        "--memory", type=int, nargs="*", metavar="MB", help="sizes for redaction, none to skip"
    )
    parser.add_argument("--only", action="append", metavar="NAME", help="whose name starts with it")
    parser.add_argument("--scaling", action="store_true", help="ours by threads, rows, opt-outs")
    return parser.parse_args()


def sizes(options: argparse.Namespace, job: Job) -> Sizes:
    """What a job's sizes are, where no option says otherwise."""
    given = vars(options)
    usual = job.quick if options.quick else job.full
    return replace(usual, **{key: given[key] for key in vars(usual) if given[key] is not None})


def megabytes(options: argparse.Namespace) -> tuple[int, ...]:
    if options.memory is None:
        return QUICK_MEMORY if options.quick else FULL_MEMORY
    return tuple(options.memory)


def styles(style: str) -> tuple[str, ...]:
    return tuple(STYLES) if style == "both" else (style,)


def chosen(options: argparse.Namespace, contestants: list[Contestant]) -> list[Contestant]:
    if options.only:
        only = tuple(options.only)
        return [one for one in contestants if one.name.startswith(only)]
    return [one for one in contestants if one.is_quick or not options.quick]


def run(name: str, contestants: list[Contestant], sizes: Sizes) -> tuple[Run, Data]:
    print(f"{name}, {sizes.style}", file=sys.stderr)
    data = JOBS[name].generate(sizes.rows, sizes.opt_outs, sizes.style)
    standings = race(JOBS[name], contestants, data, sizes.rounds)
    return Run(name, sizes, data.megabytes, standings), data


def title(one: Run) -> str:
    sizes = one.sizes
    return (
        f"{JOBS[one.job].title} {sizes.rows} rows, {one.megabytes:.0f} MB ({STYLES[sizes.style]}), "
        f"{sizes.opt_outs} opt-outs, {cores()} cores, {sizes.rounds} rounds:"
    )


def as_json(runs: list[Run], peaks: list[memory.Peak]) -> dict:
    return {
        "cores": cores(),
        "base": base_name(),
        "runs": [one.as_json() for one in runs],
        "memory": [vars(peak) for peak in peaks],
    }


if __name__ == "__main__":
    sys.exit(main())
