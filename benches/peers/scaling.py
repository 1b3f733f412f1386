"""How the exact job scales with threads, records and opt-outs; of ours only.

The pass is told apart from reading the list and making its index: only the pass has a record's
share. What a longer list has more are people who are in no row. Results are checked.
"""

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from contestants import cores, most_threads
from ground import DATA, Data, warm
from job_exact import BY_NAME, JOB, PLAIN, only
from race import measured, remove
from table import aligned

QUICK = (100_000, 1_000, 1)
FULL = (2_000_000, 10_000, 3)


@dataclass(frozen=True)
class Step:
    """The shortest of several runs."""

    policy: str
    threads: int
    rows: int
    opt_outs: int
    list_seconds: float
    index_seconds: float
    pass_seconds: float
    peak_kib: int
    fault: str | None

    @property
    def nanoseconds(self) -> float:
        """Of the pass, for each record."""
        return self.pass_seconds / self.rows * 1e9


def run(is_quick: bool, is_json: bool) -> int:
    rows, opt_outs, rounds = QUICK if is_quick else FULL
    most = most_threads()
    sizes = [(rows, opt_outs, 0), (rows * 10, opt_outs, 0), (rows, opt_outs, opt_outs * 99)]
    steps = []
    for number, (rows, opt_outs, strangers) in enumerate(sizes):
        data = JOB.generate(rows, opt_outs, "plain", ("--strangers", str(strangers)))
        size = (rows, opt_outs + strangers)
        warm(data.input)
        for policy in ("strict", PLAIN):
            for threads in (1, most) if number == 0 else (most,):
                print(f"{size[0]} rows, {size[1]} opt-outs, {threads} threads", file=sys.stderr)
                steps.append(step(data, policy, threads, size, rounds))
    steps.sort(key=lambda one: one.policy != "strict")
    if is_json:
        found = [vars(one) | {"nanoseconds_a_record": one.nanoseconds} for one in steps]
        print(json.dumps({"cores": cores(), "steps": found}, indent=2))
    else:
        print(f"Scaling of exact matching, {cores()} cores, best of {rounds}:\n")
        print(aligned([HEADER, *map(cells, steps)]))
        print(f"\n{NOTE}")
    faults = [f"FAULT: {one.policy}: {one.fault}" for one in steps if one.fault]
    print(*faults, sep="\n", end="", file=sys.stderr)
    return 1 if faults else 0


def step(data: Data, policy: str | Path, threads: int, size: tuple[int, int], rounds: int) -> Step:
    is_strict = policy == "strict"
    ours = only("ours", threads, policy, excused=BY_NAME if is_strict else frozenset())
    output = DATA / "result"
    runs, fault = [], None
    for number in range(rounds):
        stdout, command = ours.words(ours.command, data, output)
        runs.append(measured(stdout, command))
        if number == 0:
            fault = JOB.check(ours, data, output)["fault"]
        remove(output)
    peak = max(kib for _, _, kib in runs)
    parts = min(([float(line) for line in printed] for printed, *_ in runs), key=lambda of: of[-1])
    return Step("strict" if is_strict else "plain", threads, *size, *parts, peak, fault)


HEADER = (
    "policy, threads",
    "rows",
    "opt-outs",
    "list s",
    "index s",
    "pass s",
    "ns a record",
    "peak MB",
)


def cells(one: Step) -> tuple[str, ...]:
    return (
        f"{one.policy}, {one.threads}",
        str(one.rows),
        str(one.opt_outs),
        f"{one.list_seconds:.3f}",
        f"{one.index_seconds:.3f}",
        f"{one.pass_seconds:.3f}",
        f"{one.nanoseconds:.0f}",
        f"{one.peak_kib / 1024:.0f}",
    )


NOTE = """\
"strict" looks for ids and addresses, "plain" for names with their companies, too. What the longer
list has more is people who are in no row, but of companies that are: for "plain", more records
share a company with somebody on the list."""
