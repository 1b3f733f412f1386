"""Redaction of past exports."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import EXPORT, REDACTED

import optout


def test_a_file_into_another_and_in_place(tmp_path: Path) -> None:
    redactor = optout.Redactor(people_ids="P-1")
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(EXPORT)
    summary = redactor.redact_csv(path, str(out))
    assert out.read_bytes() == REDACTED
    assert path.read_bytes() == EXPORT
    assert (summary.profile, summary.records, summary.redacted) == ("csv", 2, 1)
    assert (summary.already_redacted, summary.appended_column) == (0, False)
    assert summary.sha256_input == hashlib.sha256(EXPORT).hexdigest()
    assert summary.sha256_output == hashlib.sha256(REDACTED).hexdigest()
    assert summary.verification is not None
    assert summary.verification.sha256_redacted == summary.sha256_output
    assert summary.to_dict()["targets"] == {"people_ids": 1, "record_ids": 0, "emails": 0}
    again = redactor.redact_csv(out, out, verify=False)
    assert out.read_bytes() == REDACTED
    assert (again.redacted, again.already_redacted, again.verification) == (0, 1, None)
    assert redactor.verify(path, out).redacted == 1
    assert {entry.name for entry in tmp_path.iterdir()} == {"export.csv", "out.csv"}


def test_a_fault_leaves_no_output(tmp_path: Path) -> None:
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(EXPORT + b'P-3,"open')
    with pytest.raises(optout.StructureError) as caught:
        optout.Redactor(people_ids="P-1").redact_csv(path, out)
    assert (caught.value.code, caught.value.input) == ("unclosed_quote", "past_export")
    assert not out.exists()
    with pytest.raises(optout.OptoutError) as missing:
        optout.Redactor(people_ids="P-1").redact_csv(tmp_path / "none.csv", out)
    assert (missing.value.code, missing.value.input) == ("io", "past_export")


def test_a_broken_promise_is_found(tmp_path: Path) -> None:
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(EXPORT)
    out.write_bytes(EXPORT)
    with pytest.raises(optout.VerificationError) as caught:
        optout.Redactor(people_ids="P-1").verify(path, out)
    assert caught.value.record == 1


def test_bytes_of_any_kind() -> None:
    redactor = optout.Redactor(people_ids=["P-1"])
    for content in (EXPORT, bytearray(EXPORT), memoryview(EXPORT)):
        output, summary = redactor.redact_bytes(content)
        assert output == REDACTED
        assert summary.verification is not None
    assert redactor.redact_bytes(EXPORT, verify=False)[1].verification is None
    with pytest.raises(TypeError):
        redactor.redact_bytes("text")  # type: ignore[arg-type]


def test_everybody_on_a_list(people: optout.OptOutList, tmp_path: Path) -> None:
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(EXPORT)
    summary = optout.redact_csv(path, out, list=people)
    assert out.read_bytes() == REDACTED
    assert summary.to_dict()["list_snapshot"] == people.snapshot().id


def test_identifiers_that_name_nobody_are_counted() -> None:
    redactor = optout.Redactor(
        people_ids=["P-1", "1.2E+17"], record_ids=["001C000000o4OOI"], emails=["nobody"]
    )
    assert redactor.refused == 2


def test_rows_under_a_header() -> None:
    redactor = optout.Redactor(emails="bob@example.com")
    header = ["6sense People Id", "Email", "Phone"]
    rows: list[list[str | None]] = [
        ["P1", "ada@example.com", None],
        ["P2", "Bob@Example.com", "555"],
    ]
    new_header, redacted = redactor.redact_rows(header, rows)
    assert new_header == [*header, "Is Redacted"]
    assert [row.fields for row in redacted] == [
        ["P1", "ada@example.com", "", "FALSE"],
        ["P2", "", "", "TRUE"],
    ]
    assert [row.is_redacted for row in redacted] == [False, True]
    assert redactor.redact_row(header, rows[1]).fields == redacted[1].fields
    assert redacted[0].findings == []
    with pytest.raises(optout.LayoutError):
        redactor.redact_row(["Name"], ["Ada"])
    with pytest.raises(TypeError):
        redactor.redact_row("Email", ["Ada"])


def test_options_say_how_to_read() -> None:
    redactor = optout.Redactor(
        people_ids="P-1", profile="sep", aliases={"Schlüssel": "people_id"}, delimiter=";"
    )
    output, summary = redactor.redact_bytes("Schlüssel;Name\nP-1;Ada\n".encode())
    assert output == "Schlüssel;Name;Is Redacted\nP-1;;TRUE\n".encode()
    assert summary.findings == [("profile_sep", 0)]
    assert summary.appended_column


@pytest.mark.parametrize(
    "options", [{"profile": "vendor"}, {"aliases": {"Key": "key"}}, {"encoding": "klingon"}]
)
def test_an_option_that_cannot_be_used_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(optout.OptoutError):
        optout.Redactor(**options)  # type: ignore[arg-type]
