"""Whole jobs on paths."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
from pathlib import Path
from typing import Any

import pytest
from conftest import EXPORT, LIST, REDACTED

import optout

TODAY = "2026-11-24"
ROWS = 60_000


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
        threads=1,
        progress=deltas.append,
    )
    assert report.records == sum(deltas) == ROWS
    assert len(deltas) > 2
    assert report.counts["retention"] == {"review": 1}
    assert report.list["entries"] == 2
    assert report.policy_hash == optout.Policy.standard().hash
    assert report.past_exports["export.redacted.csv"]["redacted"] == 1
    assert (job.out / "export.redacted.csv").read_bytes() == REDACTED
    assert (job.out / "flags.csv").read_bytes() == (
        b"Record ID,Opt-out status,Marketing\n1,review,suppressed\n"
    )
    names = ["audit.jsonl", "decisions.csv", "deletions.csv", "export.redacted.csv", "flags.csv"]
    assert job.written() == [*names, "manifest.json", "report.html", "review.csv"]
    assert sorted(report.outputs) == [*names, "report.html", "review.csv"]
    manifest = json.loads((job.out / "manifest.json").read_text(encoding="utf-8"))
    assert manifest == report.to_dict()
    with (job.out / "decisions.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["record_id"], row["retention"], row["deadline"]) == ("1", "review", "2026-12-20")


def test_a_matcher_that_is_there(job: Job, tmp_path: Path) -> None:
    built = optout.sweep_file(job.list, job.contacts, job.out, now=TODAY)
    matcher = optout.Matcher(optout.read_list(job.list, now=TODAY))
    matcher.save(tmp_path / "matcher")
    given = tmp_path / "given"
    opened = optout.Matcher.open(tmp_path / "matcher")
    report = optout.sweep_file(job.list, job.contacts, given, now=TODAY, matcher=opened)
    # The page says what was read: with which matcher, too.
    assert {**report.outputs, "report.html": ""} == {**built.outputs, "report.html": ""}
    digest = hashlib.sha256((tmp_path / "matcher").read_bytes()).hexdigest()
    assert report.options_sha256 == {"matcher": digest}
    other = optout.Matcher(optout.read_list(b"Unique 6sense Record ID\nP1\n"))
    table = tmp_path / "aliases.csv"
    table.write_text("domain,alias\n", encoding="ascii")
    options: list[tuple[dict[str, Any], str]] = [
        ({"matcher": other}, "matcher"),
        ({"matcher": matcher, "policy": optout.Policy.strict()}, "matcher"),
        ({"matcher": matcher, "domain_aliases": table}, "domain_aliases"),
    ]
    for refused, option in options:
        with pytest.raises(optout.OptoutError, match=f"^option {option}: ") as caught:
            optout.sweep_file(job.list, job.contacts, tmp_path / "none", now=TODAY, **refused)
        assert caught.value.code == "invalid_option"
        assert not (tmp_path / "none").exists()
    with pytest.raises(TypeError):
        optout.sweep_file(job.list, job.contacts, given, now=TODAY, matcher="m")  # type: ignore[arg-type]


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


def test_a_sweep_that_would_remove_too_much_stops(job: Job) -> None:
    people = "".join(f"{number},ada@engine.example\n" for number in range(60))
    job.contacts.write_text(f"Record ID,Email\n{people}", encoding="ascii")
    guard: Any
    for guard, limit in [(None, 50), ((3, 100), 6), ((0, 0), 0)]:
        with pytest.raises(optout.GuardError) as caught:
            optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, guard=guard)
        error = caught.value
        assert (error.code, error.found, error.limit) == ("blast_radius", 60, limit)
        assert error.of_one_entry
        assert "60 records" in str(error)
        assert job.written() == []
    for guard in ("off", (60, 0), [0, 1000]):
        report = optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, guard=guard)
        assert report.counts["status"]["match"] == 60


def test_what_has_shrunk_since_last_time_stops_the_job(job: Job, tmp_path: Path) -> None:
    previous = tmp_path / "previous.csv"
    previous.write_bytes(LIST + b"Grace Hopper,navy.example,P3,grace@navy.example,2026-11-01\n")
    snapshot = tmp_path / "previous.json"
    snapshot.write_text(optout.read_list(previous).snapshot().to_json(), encoding="utf-8")
    for path in (previous, snapshot):
        with pytest.raises(optout.GuardError) as caught:
            optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, previous_list=path)
        error = caught.value
        assert (error.code, error.input) == ("shrinkage", "list")
        assert (error.found, error.previous, error.limit, error.of_one_entry) == (2, 3, 3, False)
        assert job.written() == []
    guards: list[dict[str, Any]] = [{"guard": "off"}, {"shrinkage_per_mille": 334}]
    for options in guards:
        report = optout.sweep_file(
            job.list, job.contacts, job.out, now=TODAY, previous_list=snapshot, **options
        )
        assert report.counts["entries_gone"] == 1
        assert list(report.options_sha256) == ["previous_list"]
    with pytest.raises(optout.GuardError) as fewer:
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, previous_records=ROWS * 2)
    assert (fewer.value.input, fewer.value.found) == ("contacts", ROWS)
    snapshot.write_text("{", encoding="utf-8")
    with pytest.raises(optout.OptoutError) as damaged:
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, previous_list=snapshot)
    assert (damaged.value.code, damaged.value.input) == ("value", "previous_list")


def test_a_job_that_was_stopped_goes_on(job: Job, tmp_path: Path) -> None:
    optout.sweep_file(job.list, job.contacts, job.out, now=TODAY)
    whole = {name: (job.out / name).read_bytes() for name in job.written()}
    kept, out = tmp_path / "kept", tmp_path / "stopped"
    options: dict[str, Any] = {"checkpoint": kept, "checkpoint_every": 0, "threads": 1}

    def stop(_: int) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        optout.sweep_file(job.list, job.contacts, out, now=TODAY, progress=stop, **options)
    assert "state.json" in {path.name for path in kept.iterdir()}
    with pytest.raises(optout.OptoutError, match="the days") as caught:
        optout.sweep_file(job.list, job.contacts, out, now="2026-11-25", **options)
    assert caught.value.code == "invalid_option"
    optout.sweep_file(job.list, job.contacts, out, now=TODAY, **options)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == whole
    assert not kept.exists()


def test_threads_change_nothing(job: Job) -> None:
    written = []
    for threads in (1, 3, None):
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, threads=threads)
        written.append({name: (job.out / name).read_bytes() for name in job.written()})
    assert written[0] == written[1] == written[2]
    with pytest.raises(optout.OptoutError, match="threads"):
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, threads=0)


@pytest.mark.parametrize("guard", ["on", 1, (1,), (1, 2, 3), (-1, 0), (1.5, 2), ("1", "2"), {}])
def test_what_is_no_guard_is_refused(job: Job, guard: Any) -> None:
    with pytest.raises((TypeError, optout.OptoutError), match="per_mille"):
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, guard=guard)
    assert job.written() == []


def test_a_sweep_knows_what_the_tables_say(job: Job, tmp_path: Path) -> None:
    job.contacts.write_text(
        "Record ID,First Name,Last Name,Email,Website URL,6sense ID\n"
        "1,Adi,Lovelace,,analytical.example,\n"
        "2,Eve,Other,,,P-7\n"
        "3,Ada,Lovelace,ada@engine.example,,\n"
        "4,Eve,Other,eve@other.example,,\n",
        encoding="ascii",
    )
    texts = {
        "domain_aliases": "domain,alias\nengine.example,analytical.example\n",
        "id_links": "system,old_id,new_id\n6sense,P-1,P-7\n",
        "nicknames": "Ada,Adi\n",
        "verdicts": "entry_id,record_id,verdict,system\nP-7,3,different,hubspot\n",
    }
    paths: dict[str, Any] = {name: tmp_path / f"{name}.csv" for name in texts}
    for name, text in texts.items():
        paths[name].write_text(text, encoding="ascii")

    def sweep(**options: Any) -> dict[str, str]:
        report = optout.sweep_file(
            job.list, job.contacts, job.out, now=TODAY, preset="hubspot", **options
        )
        assert sorted(report.options_sha256) == sorted(set(options) & set(texts))
        with (job.out / "decisions.csv").open(encoding="utf-8", newline="") as file:
            return {row["record_id"]: row["status"] for row in csv.DictReader(file)}

    assert sweep() == {"3": "match"}
    assert sweep(policy=optout.Policy.standard(), **paths)["2"] == "match"
    assert sweep(domain_aliases=paths["domain_aliases"], nicknames=paths["nicknames"]) == {
        "1": "possible",
        "3": "match",
    }


def test_a_review_shows_what_is_asked_for_and_comes_back_filled_in(job: Job) -> None:
    job.contacts.write_text(
        "Record ID,First Name,Last Name,Email,Website URL\n1,Ada,Lovelace,,engine.example\n",
        encoding="ascii",
    )
    path = job.out / "review.csv"

    def sweep(**options: Any) -> list[dict[str, str]]:
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, preset="hubspot", **options)
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    (hidden,) = sweep()
    assert "Lovelace" not in path.read_text(encoding="utf-8")
    (shown,) = sweep(review_values=True)
    assert shown["record_name"] == "Ada Lovelace"
    assert shown["list_name"].startswith("Lovelace, Ada")
    assert hidden["score"] == shown["score"] == ""
    (scored,) = sweep(review_scores=True)
    assert int(scored["score"]) > 0
    assert scored["record_name"] == ""
    filled = path.with_name("filled.csv")
    with filled.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, scored)
        writer.writeheader()
        writer.writerow({**scored, "verdict": "different", "decided_by": "DPO"})
    assert len(optout.Verdicts.read(filled)) == 1
    assert sweep(verdicts=filled) == []


def test_a_fault_of_a_table_stops_everything(job: Job, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("domain,alias\nengine.example,gmail.com\n", encoding="ascii")
    with pytest.raises(optout.OptoutError) as caught:
        optout.sweep_file(job.list, job.contacts, job.out, now=TODAY, domain_aliases=path)
    assert (caught.value.input, caught.value.line) == ("domain_aliases", 2)
    assert job.written() == []


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
