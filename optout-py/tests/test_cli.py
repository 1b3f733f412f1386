"""The command line, used as a user does: as a process of its own."""

from __future__ import annotations

import contextlib
import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pytest
from conftest import EXPORT, LIST, REDACTED

from optout._cli import codes

COMMAND = [sys.executable, "-W", "error", "-m", "optout"]
COMMANDS = ["sweep", "verify-audit", "replay", "redact", "verify", "explain", "check-list"]
COMMANDS += ["classify"]
# Nobody is redacted in place, and so on: the rows of one file say who is on the list.
RECORD = "0035g00000CzUH8AAN"
ENTRY = "KqZg6p210"


def run(*arguments: object, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs a command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], input=stdin, capture_output=True, check=False
    )


def done(*arguments: object, stdin: bytes = b"", code: int = codes.DONE) -> str:
    """What a command says that ends with an exit code."""
    result = run(*arguments, stdin=stdin)
    assert result.returncode == code, result.stderr.decode()
    assert result.stderr == b""
    return result.stdout.decode()


def refused(*arguments: object, code: int, stdin: bytes = b"") -> str:
    """The fault that a command ends with: one that names no value, and no trace of the program."""
    result = run(*arguments, stdin=stdin)
    assert (result.returncode, result.stdout) == (code, b""), result.stderr.decode()
    assert b"Traceback" not in result.stderr
    return result.stderr.decode()


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    return path


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(EXPORT)
    return path


def people(sample: Path) -> list[str]:
    """Names and addresses on the sample's list."""
    with (sample / "opt_out_list.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [row[name] for row in rows for name in ("Name", "Work email") if row[name]]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_helps_with_an_example(command: str) -> None:
    text = done(command, "--help")
    assert f"example:\n  optout {command} " in text
    assert "exit codes" in text


def test_the_help_has_every_command_and_every_exit_code() -> None:
    text = done("--help")
    assert all(f"\n    {command}" in text for command in COMMANDS)
    for name, code in vars(codes).items():
        assert not name.isupper() or f"\n  {code} " in text
    assert done("--version").startswith("optout 0.")


def test_there_is_a_script_of_the_same_name() -> None:
    (script,) = entry_points(group="console_scripts", name="optout")
    assert script.value == "optout._cli:main"
    assert callable(script.load())


def test_a_sweep_writes_all_and_names_nobody(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "swept"
    arguments = (
        *("sweep", "--list", sample / "opt_out_list.csv"),
        *("--contacts", sample / "salesforce_contacts.csv", "--out", out),
        *("--evidence", sample / "evidence.csv", "--now", "2026-11-24"),
        *("--past-export", sample / "past_export_crm.csv", "--threads", "1"),
    )
    text = done(*arguments)
    assert "Contacts: 201 records as of 2026-11-24." in text
    assert "past_export_crm.redacted.csv: 20 of 93 rows redacted" in text
    assert not [value for value in people(sample) if value in text]
    manifest = json.loads((out / "manifest.json").read_text())
    assert json.loads(done(*arguments, "--json")) == manifest
    assert {path.name for path in out.iterdir()} == {*manifest["outputs"], "manifest.json"}


def test_a_guard_stops_a_sweep_and_nothing_is_written(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "swept"
    arguments = (
        *("sweep", "--list", sample / "opt_out_list.csv", "--out", out, "--guard", "1,1"),
        *("--contacts", sample / "salesforce_contacts.csv"),
    )
    assert "expected at most 1, or a guard" in refused(*arguments, code=codes.GUARD)
    fault = json.loads(refused(*arguments, "--json", code=codes.GUARD))
    assert fault["error"]["code"] == "blast_radius"
    assert not out.exists()


def test_a_past_export_is_redacted_and_verified(listed: Path, export: Path, tmp_path: Path) -> None:
    out, manifest = tmp_path / "redacted.csv", tmp_path / "manifest.json"
    text = done("redact", "--list", listed, "--manifest", manifest, export, out)
    assert "Verified: 2 records, 1 of them redacted" in text
    assert out.read_bytes() == REDACTED
    written = json.loads(manifest.read_text())
    assert (written["summary"]["redacted"], written["verification"]["records"]) == (1, 2)
    assert "Verified: 2 records" in done("verify", "--list", listed, export, out)
    seen = json.loads(done("verify", "--json", "--list", listed, export, out))
    assert (seen["verified"], seen["verification"]["redacted"]) == (True, 1)


def test_a_difference_is_something_to_look_at(listed: Path, export: Path) -> None:
    arguments = ("verify", "--list", listed, export, export)
    assert "Not as promised: past export: record 1 " in done(*arguments, code=codes.LOOK)
    assert json.loads(done(*arguments, "--json", code=codes.LOOK))["record"] == 1


def test_in_place_dry_and_unverified(listed: Path, export: Path) -> None:
    text = done("redact", "--list", listed, "--dry-run", export)
    assert "redacted                              1" in text
    assert export.read_bytes() == EXPORT
    options = ("--no-verify", "--no-hashes", "--profile", "csv", "--delimiter", ",")
    text = done("redact", "--list", listed, *options, export, export)
    assert "SHA-256" not in text
    assert export.read_bytes() == REDACTED


def test_streams_go_in_and_out(listed: Path, export: Path, tmp_path: Path) -> None:
    for content in (EXPORT, gzip.compress(EXPORT)):
        result = run("redact", "--list", listed, "-", "-", stdin=content)
        assert (result.returncode, result.stdout) == (codes.DONE, REDACTED)
        assert b"Not verified: a stream cannot be read twice." in result.stderr
        out = tmp_path / "out.csv.gz"
        done("redact", "--list", listed, "-", out, stdin=content)
        assert gzip.decompress(out.read_bytes()) == REDACTED
        done("redact", "--list", listed, "--dry-run", "-", stdin=content)
    result = run("redact", "--list", listed, "--json", export, "-")
    assert result.stdout == REDACTED
    assert json.loads(result.stderr)["summary"]["redacted"] == 1
    done("redact", "--list", "-", export, tmp_path / "other.csv", stdin=LIST)


def test_a_stream_that_is_cut_off_leaves_no_file(listed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    cut = EXPORT + b'P-9,"Bob'
    assert "never ends" in refused(
        "redact", "--list", listed, "-", out, stdin=cut, code=codes.INPUT
    )
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]
    result = run("redact", "--list", listed, "-", "-", stdin=cut)
    assert result.returncode == codes.INPUT
    assert b"what went to standard output is not a whole file" in result.stderr


def test_a_manifest_and_a_result_are_there_together(
    listed: Path, export: Path, tmp_path: Path
) -> None:
    out, nowhere = tmp_path / "out.csv", tmp_path / "no" / "manifest.json"
    arguments = ("redact", "--list", listed, "--manifest")
    fault = refused(*arguments, nowhere, export, out, code=codes.INPUT)
    assert str(nowhere) not in fault
    broken = tmp_path / "broken.csv"
    broken.write_bytes(EXPORT + b'"')
    refused(*arguments, tmp_path / "manifest.json", broken, out, code=codes.INPUT)
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"list.csv", "export.csv", "broken.csv"}


def test_why_a_record_is_matched(sample: Path) -> None:
    listed, contacts = sample / "opt_out_list.csv", sample / "salesforce_contacts.csv"
    files = ("--list", listed, "--contacts", contacts)
    text = done("explain", *files, "--record", RECORD)
    assert "match under policy standard: it is a listed person's" in text
    assert f"entry {ENTRY}: match" in text
    assert "email   exact  an address in common" in text
    assert not [value for value in people(sample) if value in text]
    # The short form of an id is the same id, and a row is counted from 1.
    assert done("explain", *files, "--record", RECORD[:15]) == text
    assert done("explain", *files, "--row", 2) == text
    shown = done("explain", *files, "--record", RECORD, "--values")
    assert "juergen.okonkwo@saffron-sextant.example" in shown
    data = json.loads(done("explain", *files, "--record", RECORD, "--json"))
    found = (data["record"], data["status"], data["pairs"][0]["entry_id"])
    assert found == (2, "match", ENTRY)
    assert "record" not in data["pairs"][0]["fields"][0]


def test_why_a_record_is_not_matched_with_an_entry(sample: Path) -> None:
    listed, contacts = sample / "opt_out_list.csv", sample / "salesforce_contacts.csv"
    files = ("--list", listed, "--contacts", contacts)
    text = done("explain", *files, "--record", RECORD, "--entry", "Kqg5y8910")
    assert "entry Kqg5y8910: non_match (-, no rule)" in text
    assert "names that cannot be one person's  <- speaks against it" in text
    assert "same-email                       an address in common" in text
    assert not [value for value in people(sample) if value in text]
    nobody = done("explain", *files, "--row", 1)
    assert "100 people on the list" in nobody
    assert "non_match under policy standard: it is nobody's on the list" in nobody
    for who in (("--record", "0035g00000nobody"), ("--row", 100_000)):
        fault = refused("explain", *files, *who, code=codes.LOOK)
        assert fault == "optout explain: the contacts have no such record\n"
    fault = refused("explain", *files, "--row", 1, "--entry", "nobody", code=codes.LOOK)
    assert fault == "optout explain: the list has no such entry\n"


def test_what_would_become_of_a_record(sample: Path) -> None:
    arguments = (
        *("explain", "--list", sample / "opt_out_list.csv", "--record", RECORD),
        *("--contacts", sample / "salesforce_contacts.csv", "--now", "2026-11-24"),
        *("--evidence", sample / "evidence.csv"),
    )
    text = done(*arguments)
    assert "If it is that person's record:" in text
    assert "\nremove on no basis (" in text
    assert re.search(r"evidence:2 +contract +\w+, own, 2025-05-13", text)
    assert "R5   Is the person party to a contract of ours?" in text
    basis = json.loads(done(*arguments, "--json"))["basis"]
    assert basis["classification"]["deadline"]["date"] == "2026-12-24"


def test_an_explanation_knows_tables_and_columns(listed: Path, tmp_path: Path) -> None:
    contacts = tmp_path / "contacts.csv"
    contacts.write_text("Key|Post\n7|nobody@other.example\n8|\n", encoding="utf-8")
    verdicts = tmp_path / "verdicts.csv"
    verdicts.write_text("system,record_id,entry_id,verdict\nhubspot,7,P-1,same\n")
    arguments = (
        *("explain", "--list", listed, "--contacts", contacts, "--delimiter", "|"),
        *("--column", "Key=record_id:hubspot", "--column", "Post=email"),
    )
    text = done(*arguments, "--record", "7", "--verdicts", verdicts, "--policy", "strict")
    assert "Record 1 of the contacts (hubspot)" in text
    assert "match under policy strict" in text
    assert "entry P-1: match" in text
    text = done(*arguments, "--record", "8")
    assert "unknown under policy standard: it has no id or address" in text


def test_a_list_is_checked(sample: Path, listed: Path) -> None:
    text = done("check-list", sample / "opt_out_list.csv", "--now", "2026-11-24", code=codes.LOOK)
    assert "Opt-Out List: 100 people in 101 rows." in text
    assert "  3       id:6sense\n" in text
    assert "    record 66 (line 67, byte 6906)\n" in text
    assert not [value for value in people(sample) if value in text]
    data = json.loads(done("check-list", "-", "--json", stdin=LIST, code=codes.LOOK))
    assert data["fault_counts"] == {
        "ambiguous_date": 1,
        "blank_date": 1,
        "merged": 1,
        "mixed_dates": 1,
    }
    assert data["columns"][:2] == ["full_name", "website"]
    assert {"kind": "merged", "record": 3, "line": 4}.items() <= data["faults"][-1].items()
    own = ("--list-column", "Mail=email", "--list-column", "Who=full_name")
    odd = "Who;Mail;Else\nAda Lovelace;ada@engine.example;x\n".encode("utf-16")
    text = done("check-list", "-", *own, "--list-delimiter", ";", stdin=odd)
    assert "(not read)" in text
    assert text.endswith("No faults.\n")


def test_a_long_list_of_faults_is_cut_unless_asked_for() -> None:
    content = b"Unique 6sense Record ID,Opt-out request date\n" + b"".join(
        b"P-%d,\n" % number for number in range(12)
    )
    text = done("check-list", "-", stdin=content, code=codes.LOOK)
    assert "and 2 more; --all names them" in text
    assert "record 12 (" in done("check-list", "-", "--all", stdin=content, code=codes.LOOK)


def test_records_are_classified(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "answers.csv"
    arguments = (
        *("classify", "--contacts", sample / "hubspot_contacts.csv", "--out", out),
        *("--evidence", sample / "evidence.csv", "--now", "2026-11-24", "--preset", "hubspot"),
    )
    text = done(*arguments)
    counts = json.loads(done(*arguments, "--traces", "--json"))
    assert f"{counts['records']:,} records as of 2026-11-24." in text
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == counts["records"]
    assert json.loads(rows[0]["trace"])["trigger"] == "after_subscription"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "the following arguments are required: COMMAND"),
        (("ada@secret.example",), "expected one of sweep, redact"),
        (("redact",), "arguments are required: IN, --list"),
        (("redact", "--list", "x", "x"), "expected OUT"),
        (("redact", "--list", "x", "--dry-run", "x", "y"), "there is no OUT"),
        (("redact", "--list", "x", "y", "x"), "OUT would take the place of the list"),
        (("redact", "--list", "-", "-", "x"), "cannot be both the list and IN"),
        (("redact", "--list", "x", "--manifest", "y", "y", "z"), "the manifest would take"),
        (("redact", "--list", "x", "--alias", "a=secret", "y", "z"), "expected HEADER= and one of"),
        (("redact", "--list", "x", "--threads", "0", "y", "z"), "expected a whole number from 1"),
        (("verify", "--list", "x", "y", "z", "ada@secret.example"), "an argument too many"),
        (("check-list", "x", "--secret=ada"), "not understood: --secret"),
        (("check-list", "x", "--now", "secret"), "expected a day such as 2026-11-24"),
        (("check-list", "x", "--list-column", "secret"), "expected HEADER=ROLE"),
        (("check-list", "x", "--list-column", "a=secret"), "expected a role such as"),
        (("check-list", "x", "--list-delimiter", "secret"), "expected one character"),
        (("check-list", "x", "--list-encoding", "secret"), "encoding"),
        (("check-list", "x", "--date-order", "secret"), "expected one of month_first, day_first"),
        (("explain", "--list", "x", "--contacts", "y"), "--record --row is required"),
        (
            ("sweep", "--list", "x", "--contacts", "y", "--out", "z", "--guard", "secret"),
            "expected RECORDS,PER_MILLE or off",
        ),
        (
            ("sweep", "--list", "x", "--contacts", "y", "--out", "z", "--preset", "secret"),
            "expected one of salesforce",
        ),
    ],
)
def test_what_cannot_be_understood(arguments: tuple[str, ...], said: str) -> None:
    fault = refused(*arguments, code=codes.USAGE)
    assert said in fault
    assert "secret.example" not in fault
    assert "secret" not in fault.replace("--secret", "")


def test_inputs_that_cannot_be_read(sample: Path, listed: Path, tmp_path: Path) -> None:
    missing, contacts = tmp_path / "secret.csv", sample / "salesforce_contacts.csv"
    broken = tmp_path / "broken.csv"
    broken.write_bytes(LIST + b'"Ada')
    policy = tmp_path / "policy.toml"
    policy.write_text("[basis]\nsecret = 1\n")
    cases: list[tuple[tuple[Any, ...], str]] = [
        (("check-list", missing), "opt-out list: reading or writing failed"),
        (("check-list", tmp_path), "opt-out list: "),
        (("check-list", contacts), "opt-out list: header (line 1, byte 0): the header fits no"),
        (("check-list", broken), "a quoted field opens here and never ends"),
        (("check-list", "-"), "the input is empty"),
        (("explain", "--list", listed, "--contacts", missing, "--row", 1), "contacts: "),
        (
            ("sweep", "--list", listed, "--contacts", contacts, "--out", listed),
            "output: reading or writing failed",
        ),
        (
            (
                *("sweep", "--list", listed, "--contacts", contacts),
                *("--out", tmp_path / "out", "--policy", policy),
            ),
            "policy: line 2, byte 8",
        ),
        (
            ("classify", "--contacts", contacts, "--now", "2026-11-24", "--out", tmp_path),
            "output: ",
        ),
    ]
    before = sorted(tmp_path.iterdir())
    for arguments, said in cases:
        fault = refused(*arguments, code=codes.INPUT)
        assert said in fault
        assert "secret" not in fault
        assert str(tmp_path) not in fault
    assert sorted(tmp_path.iterdir()) == before


def test_a_fault_for_machines(tmp_path: Path) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_bytes(LIST + b'"Ada')
    fault = json.loads(refused("check-list", broken, "--json", code=codes.INPUT))["error"]
    assert (fault["code"], fault["input"], fault["record"]) == ("unclosed_quote", "list", 4)


def interrupted(
    arguments: list[str], pipe: Path, header: bytes, row: bytes
) -> subprocess.CompletedProcess[bytes]:
    """Runs a command that reads a pipe, which never ends, and gets Ctrl-C meanwhile."""
    os.mkfifo(pipe)
    with subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        with pipe.open("wb", buffering=0) as feed, contextlib.suppress(BrokenPipeError):
            feed.write(header)
            for turn in range(100_000):
                feed.write(row * 1000)
                if turn == 5:
                    process.send_signal(signal.SIGINT)
        assert process.stderr is not None
        said = process.stderr.read()
    return subprocess.CompletedProcess(arguments, process.returncode, b"", said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
@pytest.mark.parametrize(
    "command", ["sweep", "redact", "redact to a stream", "check-list", "classify"]
)
def test_ctrl_c_leaves_nothing_behind(command: str, listed: Path, tmp_path: Path) -> None:
    pipe, out = tmp_path / "pipe", tmp_path / "out"
    contacts = (b"Record ID,Email\n", b"7,eve@other.example\n")
    rows = (EXPORT, b"P-9,Bob,FALSE\n")
    cases: dict[str, tuple[list[object], tuple[bytes, bytes]]] = {
        "sweep": (["sweep", "--list", listed, "--contacts", pipe, "--out", out], contacts),
        "redact": (["redact", "--list", listed, "--no-verify", pipe, out], rows),
        "redact to a stream": (["redact", "--list", listed, pipe, "-"], rows),
        "check-list": (["check-list", pipe], (LIST, b"Eve,other.example,P-3,,\n")),
        "classify": (
            ["classify", "--contacts", pipe, "--now", "2026-11-24", "--out", out],
            contacts,
        ),
    }
    arguments, content = cases[command]
    result = interrupted([str(argument) for argument in arguments], pipe, *content)
    assert result.returncode == codes.INTERRUPTED, result.stderr.decode()
    assert result.stderr.endswith(b"optout: interrupted\n")
    assert (b"not a whole file" in result.stderr) == (command == "redact to a stream")
    assert {path.name for path in tmp_path.iterdir()} == {"list.csv", "pipe"}


@pytest.mark.skipif(os.name != "posix", reason="needs pipes that say so")
@pytest.mark.parametrize("command", ["redact", "check-list", "--help"])
def test_a_reader_that_has_gone_is_met_quietly(
    command: str, listed: Path, export: Path, tmp_path: Path
) -> None:
    export.write_bytes(EXPORT + b"P-9,Bob,FALSE\n" * 100_000)
    cases: dict[str, list[object]] = {
        "redact": ["redact", "--list", listed, export, "-"],
        "check-list": ["check-list", listed],
        "--help": ["--help"],
    }
    read, write = os.pipe()
    os.close(read)
    result = subprocess.run(
        [*COMMAND, *map(str, cases[command])], stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    # For help, argparse itself passes over it.
    expected = {codes.PIPE, codes.DONE} if command == "--help" else {codes.PIPE}
    assert result.returncode in expected
    assert result.stderr == b""


@pytest.mark.skipif(os.name != "posix", reason="needs a terminal to pretend")
def test_progress_is_shown_on_a_terminal_and_gone_at_the_end(
    listed: Path, export: Path, tmp_path: Path
) -> None:
    import pty

    export.write_bytes(EXPORT + b"P-9,Bob,FALSE\n" * 40_000)
    main, terminal = pty.openpty()
    out = tmp_path / "out.csv"
    process = subprocess.Popen(
        [*COMMAND, "redact", "--list", str(listed), str(export), str(out)],
        stdout=subprocess.DEVNULL,
        stderr=terminal,
    )
    os.close(terminal)
    shown = b""
    # Linux ends what is read of a terminal with an error.
    while chunk := _read(main):
        shown += chunk
    os.close(main)
    assert process.wait() == codes.DONE
    assert b" MB of 0.6 MB (" in shown
    assert shown.endswith(b" \r")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""


def test_an_audit_log_is_checked_and_comes_out_again(sample: Path, tmp_path: Path) -> None:
    inputs = (
        *("--list", sample / "opt_out_list.csv", "--contacts", sample / "salesforce_contacts.csv"),
        *("--evidence", sample / "evidence.csv", "--now", "2026-11-24"),
    )
    text = done("sweep", *inputs, "--out", tmp_path / "out")
    head = text.rpartition(": ")[2].strip()
    log = tmp_path / "out" / "audit.jsonl"
    assert f"Head: {head}\n" in done("verify-audit", log, "--head", head)
    assert "The log is whole." in done("verify-audit", "-", stdin=log.read_bytes())
    seen = json.loads(done("verify-audit", log, "--json"))
    assert (seen["verified"], seen["head"]) == (True, head)
    assert f"Head: {head}\n" in done("replay", log, *inputs)
    assert json.loads(done("replay", log, *inputs, "--row", "1", "--json"))["agrees"]
    assert "Not as it was" in done("verify-audit", log, "--head", "0" * 64, code=codes.LOOK)
    assert "head: expected" in refused("verify-audit", log, "--head", "x", code=codes.USAGE)

    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(b"".join([*lines[:2], *lines[3:]]))
    text = done("verify-audit", log, code=codes.LOOK)
    assert text.startswith("Not as it was written: audit log: record 2 (line 3, ")
    cut = json.loads(done("verify-audit", log, "--json", code=codes.LOOK))
    assert (cut["verified"], cut["record"]) == (False, 2)
    text = done("replay", log, *inputs, "--received", "2026-11-20", code=codes.LOOK)
    assert re.search(r"not in the log +1\n", text)
    assert "Not what the log was written with: received." in text
    assert "The log is not as it was written: audit log: record 2 " in text
    log.write_bytes(b"".join(lines[:1]))
    assert "closing line" in done("verify-audit", log, code=codes.LOOK)
    log.write_bytes(b"")
    refused("verify-audit", log, code=codes.INPUT)
