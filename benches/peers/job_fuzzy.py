"""Fuzzy matching: which records are somebody's whose name is spelt a little differently.

Nothing but the name and the company speaks for anybody. The peers compare names by Jaro-Winkler,
0.9 or more, within one domain, which is the website without scheme, www and path.
"""

from functools import partial
from pathlib import Path

from contestants import Contestant, base_name, most_threads, peer, reading
from ground import RELEASE, Data, generate, python_of_names
from job import Job, Sizes
from truth import compared

COLUMNS = (
    "Record Id=record_id:crm",
    "First Name=given_name",
    "Last Name=family_name",
    "Email=email",
    "Website=website",
)
KINDS = ("exact", "slip", "reversed", "nickname", "middle name", "sub-domain")
# What ours has to reach: of all listed people, and of what was found.
LEAST_RECALL = 0.95
LEAST_PRECISION = 0.99


def contestants() -> list[Contestant]:
    return [*ours(), *reading(), *peers(python_of_names())]


def ours() -> list[Contestant]:
    most = most_threads()
    base = base_name()
    return [
        Contestant("ours, 1 thread", program(1, "standard")),
        Contestant(base, program(most, "standard")),
        Contestant("ours, 1 thread, broad", program(1, "broad")),
        Contestant(f"{base}, broad", program(most, "broad")),
    ]


def program(threads: int, policy: str) -> tuple[str | Path, ...]:
    columns = [word for column in COLUMNS for word in ("--column", column)]
    options = (*columns, "--policy", policy, "--threads", str(threads))
    return (RELEASE / "sweep_only", "--list", "LIST", *options, "IN", "OUT")


def peers(python: Path) -> list[Contestant]:
    return [
        peer(python, "Splink", "names_splink.py", rounds=3),
        peer(python, "rapidfuzz (loop)", "names_rapidfuzz.py", "loop", rounds=3),
        peer(python, "rapidfuzz (cdist)", "names_rapidfuzz.py", "cdist", is_quick=False, rounds=3),
    ]


def check(contestant: Contestant, data: Data, output: Path) -> dict:
    """Nobody finds all; a fault is only that ours falls behind what it has to reach."""
    found = compared(data.truth, output)
    right, there = (sum(found[of].values()) for of in ("hits", "kinds"))
    found["precision"] = right / max(1, found["found"])
    found["recall"] = right / max(1, there)
    fault = None
    if contestant.is_ours and found["recall"] < LEAST_RECALL:
        fault = f"recall below {LEAST_RECALL}"
    elif contestant.is_ours and found["precision"] < LEAST_PRECISION:
        fault = f"precision below {LEAST_PRECISION}"
    return found | {"fault": fault}


def share(key: str):
    return lambda found: f"{found[key]:.4f}"


def recall_of(kind: str):
    return lambda found: f"{found['hits'].get(kind, 0) / max(1, found['kinds'].get(kind, 0)):.3f}"


NOTE = """\
Everything that ours finds here is for a human to look at: a name with its company never deletes
anybody by itself. Behind precision and recall stands the recall by what sets record and list apart.
"broad" also shows records of which nothing but the name agrees, in whatever company; these are not
counted here. Colleagues who share a family name make the comparison hard, and one listed person in
two is not in the file."""

JOB = Job(
    title="Fuzzy matching of",
    quick=Sizes(rows=200_000, opt_outs=10_000, rounds=1, style="plain"),
    full=Sizes(rows=2_000_000, opt_outs=100_000, rounds=5, style="plain"),
    generate=partial(generate, "contacts", "contacts", "matches"),
    contestants=contestants,
    check=check,
    yardstick="cat",
    columns={
        "precision": share("precision"),
        "recall": share("recall"),
        **{kind: recall_of(kind) for kind in KINDS},
    },
    note=NOTE,
)
