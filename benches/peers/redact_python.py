"""The job with the standard library only."""

import csv

from layout import EMAIL, FLAG, KEPT, PERSON, RECORD, run


def redact(listed: str, source: str, target: str) -> None:
    people, records, emails = keys(listed)
    with (
        open(source, encoding="utf-8", newline="") as lines,
        open(target, "w", encoding="utf-8", newline="") as output,
    ):
        reader = csv.reader(lines)
        writer = csv.writer(output, lineterminator="\n")
        header = next(reader)
        writer.writerow(header)
        person, record, email = (header.index(key) for key, _ in (PERSON, RECORD, EMAIL))
        flag = header.index(FLAG)
        kept = [at for at, name in enumerate(header) if name in KEPT]
        for row in reader:
            if (
                row[person] in people
                or row[record] in records
                or row[email].strip().lower() in emails
            ):
                blanked = [""] * len(row)
                for at in kept:
                    blanked[at] = row[at]
                blanked[flag] = "TRUE"
                writer.writerow(blanked)
            else:
                writer.writerow(row)


def keys(listed: str) -> tuple[set[str], set[str], set[str]]:
    people, records, emails = set(), set(), set()
    with open(listed, encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            people.add(row[PERSON[1]])
            records.add(row[RECORD[1]])
            emails.add(row[EMAIL[1]].strip().lower())
    return people - {""}, records - {""}, emails - {""}


if __name__ == "__main__":
    run(redact)
