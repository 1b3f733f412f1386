"""Whether the records that somebody found are those that are listed."""

import csv
from collections import Counter
from pathlib import Path

Row = dict[str, str]


def compared(truth: Path, result: Path) -> dict:
    """Counts of a result: the records of each kind, those found, and those that are nobody's.

    A result has a column "record" with numbers, counted from 1, or the columns of ids that the
    truth has. What was found by the name alone, which no other tool is asked for, is counted apart.
    """
    listed, decided = rows(truth), rows(result)
    found = [row for row in decided if row.get("tier") != "T6"]
    has_numbers = not found or "record" in found[0]
    keys = (
        ["record"] if has_numbers else [key for key in listed[0] if key not in ("record", "kind")]
    )
    left = Counter(tuple(row[key] for key in keys) for row in found)
    kinds, hits = Counter(row["kind"] for row in listed), Counter()
    for row in listed:
        key = tuple(row[key] for key in keys)
        if left[key] > 0:
            left[key] -= 1
            hits[row["kind"]] += 1
    return {
        "kinds": dict(kinds),
        "hits": dict(hits),
        "found": len(found),
        "wrong": left.total(),
        "by_name_alone": len(decided) - len(found),
    }


def rows(path: Path) -> list[Row]:
    if path.is_dir():
        path = path / "decisions.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
