"""Whole jobs on paths."""

from __future__ import annotations

import csv
import json
import os
import signal
from pathlib import Path

import pytest
from conftest import EXPORT, LIST, REDACTED

import optout

TODAY = "2026-11-24"
ROWS = 10_000


class Job:
    """A list, a contact export of many rows, and where the outputs go."""

    def __init__(self, directory: Path) -> None:
        self.list = directory / "list.csv"
        self.list.write_bytes(LIST)
        self.contacts = directory / "contacts.csv"
        rows = (f"{number},n{number}@other.example" for number in range(2, ROWS + 1))
        lines = ["Record ID,Email", "1,ada@engine.example", *rows]
        self.contacts.write_text("\n".join(lines) + "\n", encoding="ascii")
        self.out = directory / "out"

    def written(self) -> list[str]:
        return sorted(path.name for path in self.out.iterdir()) if self.out.exists() else []


@pytest.fixture
def job(tmp_path: Path) -> Job:
    return Job(tmp_path)


def test_a_job_writes_everything(job: Job, tmp_path: Path) -> None:
    export = tmp_path / "export.csv"
    export.write_bytes(EXPORT)
    evidence = tmp_path / "evidence.csv"
    evidence.write_text("record_id,kind\n1,owner_statement\n", encoding="ascii")
    deltas: list[int] = []
    report = optout.sweep_file(
        job.list,
        str(job.contacts),
        job.out,
        now=TODAY,
        preset="hubspot",
        evidence=evidence,
        past_exports=[export],
        policy=optout.Policy.standard(),
        received="2026-11-20",
        progress=deltas.append,
    )
    assert report.records == sum(deltas) == ROWS
    assert len(deltas) > 2
    assert report.counts["retention"] == {"review": 1}
    assert report.list["entries"] == 2
    assert report.policy_hash == optout.Policy.standard().hash
    assert report.past_exports["export.redacted.csv"]["redacted"] == 1
    assert (job.out / "export.redacted.csv").read_bytes() == REDACTED
    names = ["audit.jsonl", "decisions.csv", "deletions.csv", "export.redacted.csv"]
    assert job.written() == [*names, "manifest.json", "review.csv"]
    assert sorted(report.outputs) == [*names, "review.csv"]
    manifest = json.loads((job.out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == report.to_dict()
    with (job.out / "decisions.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["record_id"], row["retention"], row["deadline"]) == ("1", "review", "2026-12-20")


def test_columns_of_ones_own(job: Job) -> None:
    job.contacts.write_text("Schlüssel|Mail\n7|charles@engine.example\n", encoding="cp1252")
    report = optout.sweep_file(
        job.list,
        job.contacts,
        job.out,
        now=TODAY,
        columns={"Schlüssel": "record_id:own", "Mail": "email"},
        encoding="windows-1252",
        delimiter="|",
    )
    assert report.counts["status"]["match"] == 1
    assert not report.opt_out_column_is_suspect


def test_an_exception_of_the_callback_passes_through_and_nothing_is_written(job: Job) -> None:
    class StopError(Exception):
        pass

    raised = StopError()

    def progress(_: int) -> None:
        raise raised

    with pytest.raises(StopError) as caught:
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, progress=progress)
    assert caught.value is raised
    assert job.written() == []


def test_the_last_call_of_the_callback_can_stop_the_job_too(job: Job) -> None:
    job.contacts.write_text("Record ID,Email\n1,ada@engine.example\n", encoding="ascii")

    def progress(_: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, progress=progress)
    assert job.written() == []


def test_a_signal_stops_the_job(job: Job) -> None:
    def progress(_: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, progress=progress)
    assert job.written() == []


def test_a_fault_of_any_input_stops_everything(job: Job, tmp_path: Path) -> None:
    with job.contacts.open("a", encoding="ascii") as file:
        file.write('7,"open')
    with pytest.raises(optout.StructureError) as caught:
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY)
    assert (caught.value.input, caught.value.record) == ("contacts", ROWS + 1)
    assert job.written() == []
    with pytest.raises(optout.OptoutError) as missing:
        optout.sweep_file(job.list, tmp_path / "none.csv", job.out, now=TODAY)
    assert (missing.value.code, missing.value.input) == ("io", "contacts")


def test_arguments_are_checked_before_anything_is_read(job: Job) -> None:
    with pytest.raises(TypeError, match="callable"):
        optout.sweep_file(
            job.list,
            job.contacts,
            job.out,
            now=TODAY,
            progress=1,  # type: ignore[arg-type]
        )
    with pytest.raises(optout.OptoutError, match="preset"):
        optout.sweep_file(
            job.list,
            job.contacts,
            job.out,
            now=TODAY,
            preset="sap",  # type: ignore[arg-type]
        )
    with pytest.raises(TypeError):
        optout.sweep_file(job.list, job.contacts, job.out)  # type: ignore[call-arg]
    assert not job.out.exists()


def test_the_list_is_read_as_the_options_say(job: Job) -> None:
    text = "Wer;Wann\nada@engine.example;03/04/2026\nJos\u00e9@engine.example;\n"
    job.list.write_bytes(text.encode("windows-1252"))
    report = optout.sweep_file(
        job.list,
        job.contacts,
        job.out,
        now="2026-11-24",
        list_columns={"Wer": "email", "Wann": "request_date"},
        list_encoding="windows-1252",
        list_delimiter=";",
        date_order="day_first",
    )
    assert [fault["kind"] for fault in report.list["faults"]] == ["blank_date"]
    assert report.list["entries"] == 2
