"""What a job writes is what it writes in Rust; optout-core/tests/determinism.rs says which job."""

from __future__ import annotations

import csv
import hashlib
from pathlib import Path
from typing import Any

import pytest
from conftest import KEY

import optout

TODAY = "2026-11-24"
TIMES = 30
SUMS = Path(__file__).parents[2] / "optout-core" / "testdata" / "determinism.sha256"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, and several times its records."""
    sample = Path(__file__).parents[2] / "examples" / "sample"
    folder = tmp_path_factory.mktemp("inputs")
    for name in ["opt_out_list.csv", "evidence.csv"]:
        (folder / name).write_bytes((sample / name).read_bytes())
    for name in ["salesforce_contacts.csv", "past_export_crm.csv", "past_export_csv.csv"]:
        header, _, records = (sample / name).read_bytes().partition(b"\n")
        (folder / name).write_bytes(header + b"\n" + records * TIMES)
    return folder


def swept(inputs: Path, out: Path, **options: Any) -> None:
    optout.sweep_file(
        inputs / "opt_out_list.csv",
        inputs / "salesforce_contacts.csv",
        out,
        now=TODAY,
        evidence=inputs / "evidence.csv",
        past_exports=[inputs / "past_export_crm.csv", inputs / "past_export_csv.csv"],
        review_values=True,
        review_scores=True,
        guard="off",
        **options,
    )


@pytest.mark.parametrize(("threads", "every"), [(1, None), (2, 100_000), (5, 1_000_000)])
def test_every_byte_is_that_of_rust(
    inputs: Path, tmp_path: Path, threads: int, every: int | None
) -> None:
    out = tmp_path / "out"
    checkpoint = {"checkpoint": tmp_path / "kept", "checkpoint_every": every} if every else {}
    swept(inputs, out, threads=threads, **checkpoint)
    people = optout.read_list(inputs / "opt_out_list.csv", now=TODAY)
    now = "2026-11-24T08:00:00Z"
    digest = optout.DigestState().weekly(people.snapshot(), now=now, zone="Europe/Berlin")
    assert digest is not None
    (out / "digest.txt").write_bytes(digest.text.encode())
    (out / "digest.html").write_bytes(digest.html.encode())
    never_again = optout.SuppressionSet(KEY)
    never_again.add_list(KEY, people, on=TODAY)
    (out / "suppression").write_bytes(never_again.to_bytes())
    sums = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"
        for path in sorted(out.iterdir())
    ]
    assert "".join(sums) == SUMS.read_text(encoding="ascii")


@pytest.mark.parametrize(("threads", "rows"), [(1, 1_000_000), (2, 1000), (5, 77)])
def test_batches_are_decided_about_as_the_file(
    inputs: Path, tmp_path: Path, threads: int, rows: int
) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    swept(inputs, tmp_path / "out")
    with (inputs / "salesforce_contacts.csv").open(encoding="utf-8", newline="") as file:
        contacts = list(csv.DictReader(file))
    with (tmp_path / "out" / "decisions.csv").open(encoding="utf-8", newline="") as file:
        expected = {int(row.pop("record")): row for row in csv.DictReader(file)}
    table = pyarrow.Table.from_batches(pyarrow.Table.from_pylist(contacts).to_batches(rows))
    people = optout.read_list(inputs / "opt_out_list.csv", now=TODAY)
    evidence = optout.read_evidence(inputs / "evidence.csv")
    decided = optout.sweep_frame(
        table, people, now=TODAY, evidence=evidence, guard="off", threads=threads
    )
    found = {
        number: {
            "record_id": contacts[number - 1]["Id"],
            **{name: str(row[name] or "") for name in next(iter(expected.values())) if name in row},
        }
        for number, row in enumerate(decided.decisions.to_pylist(), start=1)
        if row["status"] is not None
    }
    assert found == expected
