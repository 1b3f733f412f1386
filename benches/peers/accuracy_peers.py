"""The other tools, each with what it finds on a set.

A runner gives ladders: how many pairs have each score, from the highest on, right and wrong ones.
"""

import csv
import itertools
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import accuracy_splink

Found = list[tuple[str, float | None, dict]]


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ladder(scored: Iterable[tuple[float, bool]], positives: int) -> dict:
    """Groups scored pairs; a score of 0 or less says that nothing was found."""
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for score, is_right in scored:
        if score > 0:
            counts[round(float(score), 4)][0 if is_right else 1] += 1
    steps = [
        {"at": f"{score:g}", "right": right, "wrong": wrong}
        for score, (right, wrong) in sorted(counts.items(), reverse=True)
    ]
    return {"steps": steps, "positives": positives}


def logic_v2(data: Path, work: Path) -> Found:
    from followthemoney import model
    from nomenklatura.matching import get_algorithm
    from nomenklatura.matching.types import ScoringConfig

    algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()

    # It remembers an entity by its id, so every name has one of its own.
    numbers = itertools.count()

    def person(name: str):
        entity = {"id": str(next(numbers)), "schema": "Person", "properties": {"name": [name]}}
        return model.get_proxy(entity)

    pairs = rows(data / "person_name_pairs.csv")
    scored = [
        (
            algorithm.compare(person(pair["name1"]), person(pair["name2"]), config).score,
            pair["is_match"] == "true",
        )
        for pair in pairs
    ]
    # The threshold of its service, yente.
    return [("", 0.7, ladder(scored, sum(label for _, label in scored)))]


def text_of_names(data: Path, work: Path) -> Found:
    from rapidfuzz import fuzz, utils
    from rapidfuzz.distance import JaroWinkler

    pairs = rows(data / "person_name_pairs.csv")
    found = []
    for name, measure in (
        (" token_sort_ratio", fuzz.token_sort_ratio),
        (" Jaro-Winkler", JaroWinkler.similarity),
    ):
        scored = [
            (
                measure(pair["name1"], pair["name2"], processor=utils.default_process),
                pair["is_match"] == "true",
            )
            for pair in pairs
        ]
        found.append((name, None, ladder(scored, sum(label for _, label in scored))))
    return found


def text_of_spellings(data: Path, work: Path) -> Found:
    from rapidfuzz import fuzz, utils

    spellings = rows(data / "un_spellings.csv")
    listed = [utils.default_process(row[side]) for row in spellings for side in ("name1", "name2")]
    invented = [utils.default_process(row["name"]) for row in rows(data / "names_us_synthetic.csv")]
    scored = [
        (fuzz.token_sort_ratio(listed[at], listed[at + 1]), True) for at in range(0, len(listed), 2)
    ]
    with (work / "spellings-sample.csv").open() as file:
        for line in file:
            one, other = line.split(",")
            score = fuzz.token_sort_ratio(listed[int(one)], invented[int(other)], score_cutoff=40)
            scored.append((score, False))
    return [(" token_sort_ratio", 80, ladder(scored, len(spellings)))]


def text_of_fake_people(data: Path, work: Path) -> Found:
    from rapidfuzz import fuzz, utils

    people = rows(data / "fake_people.csv")
    texts = [
        utils.default_process(f"{one['first_name']} {one['surname']} {one['email']}")
        for one in people
    ]
    scored = []
    for at, one in enumerate(people):
        for other in range(at):
            score = fuzz.token_sort_ratio(texts[at], texts[other], score_cutoff=30)
            scored.append((score, one["cluster"] == people[other]["cluster"]))
    return [(" token_sort_ratio", None, ladder(scored, sum(label for _, label in scored)))]


def text_of_own(data: Path, work: Path) -> Found:
    from rapidfuzz import fuzz, process, utils

    entries, records = rows(work / "own-entries.csv"), rows(work / "own-records.csv")

    def text(one: dict[str, str]) -> str:
        words = (one["given"], one["family"], one["email"], domain(one))
        return utils.default_process(" ".join(words))

    entry_texts = [text(one) for one in entries]
    scored = []
    for record in records:
        best = process.extractOne(text(record), entry_texts, scorer=fuzz.token_sort_ratio)
        if best is not None:
            _, score, at = best
            scored.append((score, record["truth"] == str(at)))
    positives = sum(bool(record["truth"]) for record in records)
    return [(" token_sort_ratio", None, ladder(scored, positives))]


def domain(one: dict[str, str]) -> str:
    """The firm's domain: the last two labels of the website, or what the address ends in."""
    host = one["website"].removeprefix("https://").split("/")[0] or one["email"].split("@")[-1]
    return ".".join(host.split(".")[-2:])


def best_of_each(pairs: Iterable[tuple[str, str, float]]) -> list[tuple[str, str, float]]:
    """The best entry for each record."""
    best: dict[str, tuple[str, str, float]] = {}
    for entry, record, score in pairs:
        if record not in best or score > best[record][2]:
            best[record] = (entry, record, score)
    return list(best.values())


def splink_of_febrl(data: Path, work: Path) -> Found:
    files = (work / "febrl4a.csv", work / "febrl4b.csv")
    positives = len(rows(files[1]))

    def scored(pairs: Iterable[tuple[str, str, float]]) -> list[tuple[float, bool]]:
        return [
            (score, entry.removesuffix("-org") == record.split("-dup")[0])
            for entry, record, score in pairs
        ]

    found = []
    for name, model in (
        (" documented model", accuracy_splink.febrl),
        (" all fields", accuracy_splink.febrl_all_fields),
    ):
        pairs = list(model(*files))
        found.append(
            (f"{name}, best of a record", 0.5, ladder(scored(best_of_each(pairs)), positives))
        )
        found.append((f"{name}, all pairs", 0.5, ladder(scored(pairs), positives)))
    return found


def splink_of_fake_people(data: Path, work: Path) -> Found:
    people = rows(data / "fake_people.csv")
    cluster = {one["unique_id"]: one["cluster"] for one in people}
    sizes: dict[str, int] = defaultdict(int)
    for one in people:
        sizes[one["cluster"]] += 1
    pairs = accuracy_splink.fake_people(data / "fake_people.csv")
    scored = [(score, cluster[one] == cluster[other]) for one, other, score in pairs]
    positives = sum(size * (size - 1) // 2 for size in sizes.values())
    return [("", 0.5, ladder(scored, positives))]


def splink_of_own(data: Path, work: Path) -> Found:
    entries, records = rows(work / "own-entries.csv"), rows(work / "own-records.csv")
    for at, record in enumerate(records):
        record["record"] = str(at)
    for one in (*entries, *records):
        one["domain"] = domain(one)
    pairs = accuracy_splink.own(entries, records)
    scored = [
        (score, records[int(record)]["truth"] == entry)
        for entry, record, score in best_of_each(pairs)
    ]
    positives = sum(bool(record["truth"]) for record in records)
    return [("", 0.5, ladder(scored, positives))]


# Of each set: the tool's name, the package whose version counts, the runner.
CONTESTANTS = {
    "names": [
        ("nomenklatura logic-v2", "nomenklatura", logic_v2),
        ("rapidfuzz", "rapidfuzz", text_of_names),
    ],
    "spellings": [("rapidfuzz", "rapidfuzz", text_of_spellings)],
    "febrl": [("Splink", "splink", splink_of_febrl)],
    "fake": [
        ("Splink", "splink", splink_of_fake_people),
        ("rapidfuzz", "rapidfuzz", text_of_fake_people),
    ],
    "own": [
        ("Splink", "splink", splink_of_own),
        ("rapidfuzz", "rapidfuzz", text_of_own),
    ],
}
