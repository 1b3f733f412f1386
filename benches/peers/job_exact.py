"""Exact matching: which records are somebody's on the list.

They are found by vendor's id, by CRM record id, by e-mail address without blanks and in small
letters, or by name and company: first and last name in small letters, and the website without
scheme and www.
"""

from functools import partial
from pathlib import Path

from contestants import Contestant, base_name, most_threads, peer, reading
from ground import RELEASE, ROOT, Data, generate, python_of_tables
from job import Job, Sizes
from truth import compared

COLUMNS = (
    "6sense People Id=id:6sense",
    "CRM People Record Id=record_id:crm",
    "First Name=given_name",
    "Last Name=family_name",
    "Email=email",
    "Website=website",
)
LISTED = ("--list", "LIST", "--list-column", "CRM Record Id=id:crm")
# The job as plain look-ups do it; the shipped policies are more careful.
PLAIN = ROOT / "benches" / "data" / "policy-exact.toml"
BY_NAME = frozenset({"name", "namesake"})


def contestants() -> list[Contestant]:
    rust = Contestant("Rust csv crate", (RELEASE / "match_with_csv", "LIST", "IN", "OUT"))
    return [*ours(), *reading(), rust, *peers(python_of_tables())]


def ours() -> list[Contestant]:
    most = most_threads()
    base = base_name()
    return [
        only("ours, 1 thread", 1, PLAIN),
        only(base, most, PLAIN),
        only("ours, 1 thread, strict", 1, "strict", excused=BY_NAME),
        only(f"{base}, strict", most, "strict", excused=BY_NAME),
        only(f"{base}, standard", most, "standard"),
        saved(f"{base}, saved index", only_saved(most), PLAIN),
        saved(f"{base}, strict, saved index", only_saved(most), "strict", excused=BY_NAME),
        Contestant(f"{base}, all outputs", whole_job(most, PLAIN)),
        Contestant(f"{base}, strict, all outputs", whole_job(most, "strict"), excused=BY_NAME),
        saved(
            f"{base}, all outputs, saved index",
            (*whole_job(most, PLAIN), "--matcher", "KEPT"),
            PLAIN,
        ),
    ]


def only(
    name: str, threads: int, policy: str | Path, excused: frozenset[str] = frozenset()
) -> Contestant:
    """A pass that writes its decisions only."""
    return Contestant(name, program(threads, policy), excused=excused)


def saved(
    name: str,
    command: tuple[str | Path, ...],
    policy: str | Path,
    excused: frozenset[str] = frozenset(),
) -> Contestant:
    """A run with a matcher from a file, which is made beforehand."""
    save = (RELEASE / "sweep", *LISTED, "--policy", policy, "--save-matcher", "KEPT")
    return Contestant(name, command, excused=excused, prepare=save)


def only_saved(threads: int) -> tuple[str | Path, ...]:
    """A pass that reads no list."""
    matcher = ("--matcher", "KEPT", *contacts())
    return (RELEASE / "sweep_only", *matcher, "--threads", str(threads), "IN", "OUT")


def program(threads: int, policy: str | Path) -> tuple[str | Path, ...]:
    return (RELEASE / "sweep_only", *options(threads, policy), "IN", "OUT")


def whole_job(threads: int, policy: str | Path) -> tuple[str | Path, ...]:
    """With deletions, review, audit, suppression set and manifest, all forced to disk."""
    paths = ("--contacts", "IN", "--out", "OUT", "--guard", "off")
    return (RELEASE / "sweep", *options(threads, policy), *paths)


def options(threads: int, policy: str | Path) -> tuple[str | Path, ...]:
    return (*LISTED, *contacts(), "--policy", policy, "--threads", str(threads))


def contacts() -> tuple[str, ...]:
    return tuple(word for column in COLUMNS for word in ("--column", column))


def peers(python: Path) -> list[Contestant]:
    return [
        peer(python, "Polars (is_in)", "match_polars.py", "is_in"),
        peer(python, "Polars (joins)", "match_polars.py", "join", is_quick=False),
        peer(python, "DuckDB (IN)", "match_duckdb.py"),
        peer(python, "PyArrow", "match_pyarrow.py", is_quick=False, rounds=3),
        peer(python, "pandas", "match_pandas.py", is_quick=False, rounds=1),
        peer(python, "Python csv", "match_python.py", is_quick=False, rounds=1),
    ]


def check(contestant: Contestant, data: Data, output: Path) -> dict:
    found = compared(data.truth, output)
    kinds, hits = found["kinds"], found["hits"]
    missed = {
        kind: kinds[kind] - hits.get(kind, 0)
        for kind in kinds
        if kind not in contestant.excused and hits.get(kind, 0) < kinds[kind]
    }
    faults = [f"{count} missed by {kind}" for kind, count in missed.items()]
    if found["wrong"]:
        faults.append(f"{found['wrong']} of nobody on the list")
    return found | {"fault": ", ".join(faults) or None}


def by(*kinds: str):
    """How many of these kinds were found, of how many."""

    def cell(found: dict) -> str:
        hits, there = (sum(found[of].get(kind, 0) for kind in kinds) for of in ("hits", "kinds"))
        return f"{hits}/{there}"

    return cell


NOTE = """\
Ours, where no policy is named, finds what plain look-ups find. "strict" finds ids and addresses
only, and is not asked for names; "standard" compares all names within a company for likeness, too,
and shows them to a human. A name with its company also finds namesakes: colleagues of a listed
person, present or past, with the very same name. Everybody has to find them here, because the plain
job does; in the library's shipped policies they only ever go to a human. "saved index": from a file
that was made before, as one is made once a week for every system; the list is not read then. "all
outputs": with deletions, review, audit, suppression set and manifest, forced to disk; the list is
always read for these. The file has ten records a
company, so that at one opt-out for twenty records two in five share a company with somebody on the
list."""

JOB = Job(
    title="Exact matching of",
    quick=Sizes(rows=200_000, opt_outs=10_000, rounds=1, style="plain"),
    full=Sizes(rows=2_000_000, opt_outs=100_000, rounds=5, style="both"),
    generate=partial(generate, "export", "export", "matches"),
    contestants=contestants,
    check=check,
    yardstick="cat",
    columns={
        "by id, e-mail": by("id", "record_id", "email"),
        "by name, company": by("name"),
        "namesakes": by("namesake"),
    },
    note=NOTE,
)
