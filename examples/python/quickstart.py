"""From an Opt-Out List to decisions, redacted exports and an import guard, on the sample data.

    python examples/python/quickstart.py OUTPUT_DIRECTORY

Prints counts only. What is written: decisions.csv, deletions.csv, review.csv, flags.csv,
audit.jsonl, report.html, manifest.json, the redacted past exports, and suppression.bin.
"""

from __future__ import annotations

import csv
import sys
from importlib.util import find_spec
from pathlib import Path

import optout

SAMPLE = Path(__file__).parents[1] / "sample"
TODAY = "2026-11-24"


def main(out: Path) -> None:
    people = optout.read_list(SAMPLE / "opt_out_list.csv", now=TODAY)
    print(f"list: {len(people)} people in {people.records} rows, {len(people.faults)} faults")

    # Columns in memory, as a notebook has them.
    with (SAMPLE / "hubspot_contacts.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    matches = optout.Matcher(people).match_columns(
        {
            "record_id:hubspot": [row["Record ID"] for row in rows],
            "id:6sense": [row["6sense ID"] for row in rows],
            "email": [row["Email"] for row in rows],
            "given_name": [row["First Name"] for row in rows],
            "family_name": [row["Last Name"] for row in rows],
            "website": [row["Website URL"] for row in rows],
        }
    )
    found = [match for match in matches if match.entry_id is not None]
    print(f"hubspot: {len(found)} of {len(matches)} records found, for example:")
    for match in found[:3]:
        print(f"  {match.status} {match.tier}: {match.sentence}")

    # A whole file at once, with evidence and the redaction of past exports.
    report = optout.sweep_file(
        SAMPLE / "opt_out_list.csv",
        SAMPLE / "salesforce_contacts.csv",
        out,
        now=TODAY,
        evidence=SAMPLE / "evidence.csv",
        past_exports=[SAMPLE / "past_export_crm.csv", SAMPLE / "past_export_csv.csv"],
    )
    print(f"salesforce: {report.records} records, {report.counts['retention']}")
    for name, summary in report.past_exports.items():
        print(f"{name}: {summary['redacted']} of {summary['records']} rows redacted")

    # A frame comes back as it came: of pandas, polars, pyarrow, or as an Arrow stream.
    if find_spec("polars"):
        import polars

        export = polars.read_csv(SAMPLE / "past_export_crm.csv", infer_schema=False)
        redacted, summary = optout.redact(export, list=people)
        print(f"frame: {summary.redacted} of {redacted.height} rows redacted")

    # Deleted people come back with the next import, unless every import is guarded. The key belongs
    # in a secret store; this one is for the example.
    key = b"an example key of 32 bytes, 1234"
    guard = optout.SuppressionSet(key)
    guard.add_list(key, people, on=TODAY)
    (out / "suppression.bin").write_bytes(guard.to_bytes())
    contacts = [
        optout.Contact(ids={"6sense": row["6sense ID"]}, emails=row["Email"]) for row in rows
    ]
    refused = sum(not guard.may_import(key, contact) for contact in contacts)
    print(f"import guard: {refused} of {len(contacts)} records would be refused")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
