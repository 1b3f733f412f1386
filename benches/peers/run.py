#!/usr/bin/env python3
"""Runs the library side by side with other tools on the same job and checks every result.

    python3 benches/peers/run.py [--quick] [--json]

Builds the programs, makes an environment with the peers, generates an export, an Opt-Out List and
the truth about them from a seed, all under target/, and lets everybody redact the export in turn,
each in a process of its own.

The exact job: the rows of people on the list, by vendor's id, by CRM record id or by e-mail address
without blanks and in small letters, keep the columns that they may keep, and are marked as
redacted. Exit code 1 if a result is wrong; another order of the rows is told and is not.
"""

import argparse
import json
import sys

from contestants import Contestant, all_contestants, base_name, cores
from ground import Data, build, generate, python_of_peers
from memory import peaks
from race import Standing, race
from table import rendered, rendered_peaks

QUICK = {"rows": 200_000, "opt_outs": 10_000, "rounds": 1, "style": "plain", "memory": (25, 100)}
FULL = {"rows": 2_000_000, "opt_outs": 100_000, "rounds": 5, "style": "both", "memory": (100, 5000)}


def main() -> int:
    options = arguments()
    build()
    contestants = chosen(options, all_contestants(python_of_peers()))
    styles = ("plain", "quoted") if options.style == "both" else (options.style,)
    runs = []
    for style in styles:
        data = generate(options.rows, options.opt_outs, style)
        standings = race(contestants, data, options.rounds)
        runs.append((style, data, data.export.stat().st_size / 1e6, standings))
    megabytes = tuple(int(size) for size in options.memory)
    memory = peaks(runs[0][1], megabytes, options.opt_outs)
    if options.json:
        print(json.dumps(as_json(options, runs, memory), indent=2))
    else:
        for style, _, size, standings in runs:
            print(rendered(title(options, style, size), standings, base_name(), size), end="\n\n")
        print(NOTE)
        if memory:
            print(f"\n{rendered_peaks(memory)}")
    return 1 if any(is_wrong(one) for *_, standings in runs for one in standings) else 0


NOTE = """\
The peers' seconds are those of their work, start-up and imports apart; all others are of the
process. "to disk": the result is forced to disk before it takes its name; compare with "cp and
sync". All others leave that to the system. "rows identical": untouched rows with the same bytes as
before. A peak below 10 MB shows as that of the process that measures."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a tenth of the rows, one round")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--job", choices=["redact"], default="redact")
    parser.add_argument("--rows", type=int)
    parser.add_argument("--opt-outs", type=int)
    parser.add_argument("--rounds", type=int)
    parser.add_argument("--style", choices=["plain", "quoted", "both"])
    parser.add_argument("--memory", type=int, nargs="*", metavar="MB", help="sizes, none to skip")
    parser.add_argument("--only", action="append", metavar="NAME", help="whose name starts with it")
    options = parser.parse_args()
    for name, value in (QUICK if options.quick else FULL).items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    return options


def chosen(options: argparse.Namespace, contestants: list[Contestant]) -> list[Contestant]:
    if options.only:
        only = tuple(options.only)
        return [one for one in contestants if one.name.startswith(only)]
    return [one for one in contestants if one.is_quick or not options.quick]


def title(options: argparse.Namespace, style: str, megabytes: float) -> str:
    how = {"plain": "quotes where needed, LF", "quoted": "all fields quoted, CRLF"}[style]
    return (
        f"Redaction of {options.rows} rows, {megabytes:.0f} MB ({how}), {options.opt_outs} "
        f"opt-outs, {cores()} cores, {options.rounds} rounds:"
    )


def is_wrong(standing: Standing) -> bool:
    """Whether a result is wrong; of ours, every untouched row has to have its bytes too."""
    if standing.fault is not None:
        return True
    check = standing.check
    is_ours = standing.name.startswith("ours")
    return is_ours and check is not None and check["identical"] != check["untouched"]


def as_json(options: argparse.Namespace, runs: list, memory: list) -> dict:
    def one(style: str, _: Data, megabytes: float, standings: list[Standing]) -> dict:
        results = [standing.as_json() for standing in standings]
        return {"style": style, "megabytes": megabytes, "results": results}

    return {
        "job": options.job,
        "rows": options.rows,
        "opt_outs": options.opt_outs,
        "cores": cores(),
        "base": base_name(),
        "runs": [one(*run) for run in runs],
        "memory": [vars(peak) for peak in memory],
    }


if __name__ == "__main__":
    sys.exit(main())
