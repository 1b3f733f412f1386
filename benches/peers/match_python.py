"""The exact job with the standard library only."""

import csv

from layout import EMAIL, NAMES, PERSON, PREFIXES, RECORD, WEBSITE, run
from redact_python import keys


def match(listed: str, source: str, target: str) -> None:
    people, records, emails = keys(listed)
    with open(listed, encoding="utf-8", newline="") as lines:
        names = {
            (row[NAMES[1]].strip().lower(), domain(row[WEBSITE[1]]))
            for row in csv.DictReader(lines)
        }
    with (
        open(source, encoding="utf-8", newline="") as lines,
        open(target, "w", encoding="utf-8", newline="") as output,
    ):
        reader = csv.reader(lines)
        writer = csv.writer(output, lineterminator="\n")
        header = next(reader)
        columns = (PERSON[0], RECORD[0], EMAIL[0], *NAMES[0], WEBSITE[0])
        person, record, email, first, last, website = map(header.index, columns)
        writer.writerow((PERSON[0], RECORD[0]))
        for row in reader:
            if (
                row[person] in people
                or row[record] in records
                or row[email].strip().lower() in emails
                or (f"{row[first].strip()} {row[last].strip()}".lower(), domain(row[website]))
                in names
            ):
                writer.writerow((row[person], row[record]))


def domain(website: str) -> str:
    website = website.strip().lower()
    for prefix in PREFIXES:
        website = website.removeprefix(prefix)
    return website


if __name__ == "__main__":
    run(match)
