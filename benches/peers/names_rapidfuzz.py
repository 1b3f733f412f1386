"""The fuzzy job with rapidfuzz, company by company: pair by pair, or a block at a time.

Usage: names_rapidfuzz.py loop|cdist LIST IN OUT
"""

import csv
from collections import defaultdict

from layout import NAMES, PREFIXES, WEBSITE, run
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

RECORD = "Record Id"
LEAST = 0.9


def match(how: str, listed: str, source: str, target: str) -> None:
    names = defaultdict(list)
    with open(listed, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            names[domain(row[WEBSITE[1]])].append(row[NAMES[1]].strip().lower())
    with (
        open(source, encoding="utf-8", newline="") as lines,
        open(target, "w", encoding="utf-8", newline="") as output,
    ):
        reader = csv.reader(lines)
        header = next(reader)
        columns = map(header.index, (RECORD, *NAMES[0], WEBSITE[0]))
        found = {"loop": by_pairs, "cdist": by_blocks}[how](names, candidates(reader, *columns))
        output.write(f"{RECORD}\n")
        output.writelines(f"{record}\n" for record in found)


def candidates(rows, record: int, first: int, last: int, website: int):
    """Of each record: its id, its company and its name."""
    for row in rows:
        name = f"{row[first].strip()} {row[last].strip()}".lower()
        yield row[record], domain(row[website]), name


def by_pairs(names: dict[str, list[str]], records):
    similarity = JaroWinkler.similarity
    for record, company, name in records:
        if company in names and any(
            similarity(name, other, score_cutoff=LEAST) for other in names[company]
        ):
            yield record


def by_blocks(names: dict[str, list[str]], records):
    """Gathers the records of each company first."""
    blocks = defaultdict(list)
    for record, company, name in records:
        if company in names:
            blocks[company].append((record, name))
    for company, block in blocks.items():
        scores = cdist(
            [name for _, name in block],
            names[company],
            scorer=JaroWinkler.similarity,
            score_cutoff=LEAST,
        )
        for (record, _), is_like in zip(block, scores.any(axis=1), strict=True):
            if is_like:
                yield record


def domain(website: str) -> str:
    website = website.strip().lower()
    for prefix in PREFIXES:
        website = website.removeprefix(prefix)
    return website.split("/", 1)[0]


if __name__ == "__main__":
    run(match)
