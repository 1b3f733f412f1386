"""How results read: in a line, in a notebook, and as plain data."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import LIST
from showing import TODAY, Fragment, every_result

import optout

PERSON = {
    "entry_id": "P-1",
    "name": "Kanarienvogel",
    "email": "k@kanarie.example",
    "website": "kanarie.example",
}
MARKUP = "<b onclick='x'>&"
# A fault is a row of its list's card; pieces of evidence are plain data one by one.
NO_CARD, NO_DATA = {"Fault"}, {"EvidenceStore", "SuppressionSet"}


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return every_result(tmp_path_factory.mktemp("results"), **PERSON)


def test_a_repr_is_a_line_of_shape_and_counts(results: dict[str, Any]) -> None:
    assert len(results) == 26
    for name, result in results.items():
        text = repr(result)
        assert re.fullmatch(rf"{name}\([a-z_]+=.*\)", text), text
        assert len(text) < 120
    assert repr(results["ErasurePlan"]) == "ErasurePlan(system_of_record='hubspot', records=0)"


def test_html_is_a_whole_fragment_that_loads_nothing(results: dict[str, Any]) -> None:
    for name, result in results.items():
        if name in NO_CARD:
            continue
        html = result._repr_html_()
        assert Fragment(html).text.strip()
        assert html == result._repr_html_()
        # It reads on a light and on a dark page: no text has a colour of its own.
        assert not re.search(r"[;\"](background(-color)?:#|color:#)", html)


def test_neither_shows_personal_data(results: dict[str, Any]) -> None:
    for result in results.values():
        html = result._repr_html_() if hasattr(result, "_repr_html_") else ""
        for text in (repr(result), str(result), html):
            assert "kanarie" not in text.lower()


def test_plain_data_is_json(results: dict[str, Any]) -> None:
    for name, result in results.items():
        if name in NO_DATA:
            continue
        data = result.to_dict()
        assert json.loads(json.dumps(data)) == data == json.loads(result.to_json()), name


def test_what_was_read_of_json_is_the_same_again(results: dict[str, Any]) -> None:
    for name in ("Policy", "MatchPolicy"):
        policy = results[name]
        again = type(policy).from_json(json.dumps(policy.to_dict()))
        assert again == policy
        assert again.hash == policy.hash
    snapshot = results["Snapshot"]
    assert optout.Snapshot.from_json(json.dumps(snapshot.to_dict())) == snapshot
    plan = results["ErasurePlan"]
    assert plan.system_of_record == "hubspot"
    assert optout.ErasurePlan.from_json(json.dumps(plan.to_dict())).hash == plan.hash


def test_names_of_the_users_own_are_no_markup() -> None:
    rule = {"name": MARKUP, "tier": "T0", "when": "id", "status": "match", "says": MARKUP}
    policy = optout.MatchPolicy.from_json(json.dumps({"name": MARKUP, "rule": [rule]}))
    whole = optout.Policy.from_json(json.dumps({"matching": policy.to_dict()}))
    for shown in (policy, whole, optout.Matcher(optout.read_list(LIST), policy)):
        html = shown._repr_html_()
        assert MARKUP in Fragment(html).text
        assert "<b onclick" not in html


def test_a_list_says_what_comes_with_its_people() -> None:
    people = optout.read_list(LIST)
    data = people.to_dict()
    assert (data["entries"], data["records"]) == (2, 3)
    assert data["coverage"]["with_ids"] == data["coverage"]["with_emails"] == 2
    assert data["coverage"]["with_requested"] == 1
    assert data["coverage"]["first_requested"] == data["coverage"]["last_requested"]
    assert {fault["kind"] for fault in data["faults"]} == {fault.kind for fault in people.faults}
    assert "2 people" in Fragment(people._repr_html_()).text


def test_a_job_says_what_is_late(sample: Path, tmp_path: Path) -> None:
    report = optout.sweep_file(
        sample / "opt_out_list.csv",
        sample / "hubspot_contacts.csv",
        tmp_path / "out",
        now=TODAY,
        evidence=sample / "evidence.csv",
        guard="off",
    )
    text = Fragment(report._repr_html_()).text
    assert "What becomes of them" in text
    assert "which has passed" in text
    assert "Decision support, not legal advice" in text


def test_numbers_have_their_thousands_apart_and_shares() -> None:
    content = b"Record ID,Email\n" + b"7,a@b.example\n" * 1234
    found = optout.classify_table(content, now=TODAY, preset="hubspot")
    text = Fragment(found._repr_html_()).text
    assert "1,234 records" in text
    assert "100.0 %" in text
    assert sum(found.counts["deadlines"].values()) == 1234


def test_batches_that_are_not_read_yet_say_so() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"Record ID": ["7"], "Email": ["a@b.example"]})
    reader = pyarrow.RecordBatchReader.from_batches(table.schema, table.to_batches())
    answers, found = optout.classify_frame(reader, now=TODAY, preset="hubspot")
    assert "read to their end" in Fragment(found._repr_html_()).text
    with pytest.raises(RuntimeError):
        found.to_dict()
    answers.read_all()
    assert "1 record" in Fragment(found._repr_html_()).text
    export = pyarrow.table({"6sense People Id": ["P-1"], "Name": ["a"], "Is Redacted": ["FALSE"]})
    redactor = optout.Redactor(people_ids="P-1")
    assert "read to their end" in redactor.redact_batches(export).summary._repr_html_()


def test_a_swept_frame_is_shown_by_its_numbers() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    people = optout.read_list(LIST)
    frame = pyarrow.table({"Record ID": ["7"], "Email": ["ada@engine.example"]})
    swept = optout.sweep_frame(frame, people, now=TODAY, preset="hubspot", guard="off")
    assert swept.to_dict() == swept.counts == json.loads(swept.to_json())
    text = Fragment(swept._repr_html_()).text
    assert "1 record, 1 found" in text
    assert "engine" not in text


def test_an_explanation_is_a_table_in_plain_words() -> None:
    matcher = optout.Matcher(optout.read_list(LIST))
    explanation = matcher.explain(emails="ada@engine.example", name="Eve Poe")
    text = str(explanation)
    lines = text.splitlines()
    fields = [line for line in lines if line.startswith(("  id", "  email", "  name", "  domain"))]
    assert len(fields) == 4 * len(explanation.pairs)
    assert "an address in common" in text
    assert "names that cannot be one person's  <- speaks against it" in text
    assert "an address in common" in Fragment(explanation._repr_html_()).text


def test_versions_are_printed_and_given(capsys: pytest.CaptureFixture[str]) -> None:
    optout.show_versions()
    printed = capsys.readouterr().out
    versions = optout.show_versions(as_dict=True)
    assert json.loads(json.dumps(versions)) == versions
    assert versions["optout"] == versions["core"] == optout.__version__
    assert versions["features"] == ["arrow", "compress", "fs"]
    assert versions["python"].split()[1] == sys.version.split()[0]
    for name in ("pandas", "polars", "pyarrow", "duckdb"):
        assert name in versions["libraries"]
        assert name in printed
    assert all(f"{table}" in printed for table in versions["tables"])
    for private in (str(Path.home()), sys.prefix, str(Path.cwd())):
        assert private == "/" or private not in printed + json.dumps(versions)


def test_versions_import_no_library() -> None:
    program = (
        "import sys, optout; optout.show_versions(as_dict=True);"
        "print([name for name in ('pandas', 'polars', 'pyarrow', 'duckdb', 'matplotlib')"
        " if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
