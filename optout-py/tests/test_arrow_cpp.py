"""Arrow's own C++ library and optout exchange tables, and come to what Python comes to."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import optout

pa = pytest.importorskip("pyarrow")

TOP = Path(__file__).parents[2]
LIST = (
    b"Name,Unique 6sense Record ID,Work email,Company website\n"
    b"Ada Lovelace,P1,ada@engine.example,engine.example\n"
    b"Bob Babbage,P2,,engine.example\n"
    b",,dee@engine.example,\n"
)
NOW = "2026-11-24"
RECORDS = 5000


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example, with the library that the tests of the C ABI use."""
    for needed in ("cargo", "c++"):
        if shutil.which(needed) is None:
            pytest.skip(f"there is no {needed}")
    cargo = ["cargo", "test", "--quiet", "--no-run", "--workspace", "--exclude", "optout-core"]
    subprocess.run(cargo, cwd=TOP, check=True)
    cargo = ["cargo", "metadata", "--no-deps", "--format-version=1"]
    metadata = subprocess.run(cargo, cwd=TOP, check=True, capture_output=True)
    library = Path(json.loads(metadata.stdout)["target_directory"]) / "debug" / "deps"
    built = tmp_path_factory.mktemp("cpp") / "arrow_tables"
    script = TOP / "examples" / "cpp" / "build.py"
    subprocess.run(
        [sys.executable, str(script), "arrow_tables", str(built), str(library)], check=True
    )
    return built


def contacts() -> Any:
    """Ada by her address, Dee by one that only the whole table shows to be hers, others."""
    ids = [str(number) for number in range(RECORDS)]
    names = [["Zoe", None, "Bob"][number % 3] for number in range(RECORDS)]
    emails = [
        [f"zoe{number}@else.example", None, "info@engine.example"][number % 3]
        for number in range(RECORDS)
    ]
    names[600], emails[600] = "Ada", "ADA@engine.example"
    names[4321], emails[4321] = None, "dee@engine.example"
    table = pa.table(
        {
            "Record ID": ids,
            "First Name": pa.array(names).dictionary_encode(),
            "Last Name": pa.array(["Babbage" if name == "Bob" else name for name in names]),
            "Email": pa.array(emails, pa.large_string()),
            "Credits": pa.array(range(RECORDS), pa.int32()),
        }
    )
    # Slices have offsets, and batches of odd sizes none in common.
    return pa.concat_tables([table.slice(3), table.slice(0, 3)])


def export() -> Any:
    """A past export in several batches; those of the list are every third row."""
    return pa.table(
        {
            "6sense People Id": [f"P{number % 3}" for number in range(RECORDS)],
            "Name": pa.array([f"Name {number}" for number in range(RECORDS)], pa.string_view()),
            "Credit Deducted": pa.array(range(RECORDS), pa.int64()),
        }
    ).slice(5)


def write(table: Any, path: Path) -> None:
    with pa.ipc.new_stream(path, table.schema) as writer:
        writer.write_table(table, max_chunksize=777)


def read(path: Path) -> Any:
    with pa.ipc.open_stream(path) as reader:
        return reader.read_all()


def run(program: Path, directory: Path) -> subprocess.CompletedProcess[str]:
    names = ["list.csv", NOW, "contacts", "decisions", "export", "redacted"]
    return subprocess.run(
        [program, *names], cwd=directory, capture_output=True, text=True, check=False
    )


def test_a_program_in_cpp_comes_to_the_same(program: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(LIST)
    write(contacts(), tmp_path / "contacts")
    write(export(), tmp_path / "export")
    done = run(program, tmp_path)
    assert done.returncode == 0, done.stderr

    listed = optout.read_list(LIST)
    matcher = optout.Matcher(listed)
    first, second = (optout.BatchSweep(matcher, now=NOW) for _ in range(2))
    pa.table(first.sweep(contacts()))
    expected = pa.table(second.settle(contacts(), first.facts()))
    decisions = read(tmp_path / "decisions")
    assert decisions.num_rows == RECORDS
    assert decisions.equals(expected)
    assert {"match", "possible", None} <= set(decisions["status"].to_pylist())

    redactor = optout.Redactor(list=listed)
    assert read(tmp_path / "redacted").equals(pa.table(redactor.redact_batches(export())))

    counts, redacted = done.stdout.splitlines()
    tally = first.merge_tallies([first.tally(), second.tally()])
    assert json.loads(counts) == json.loads(json.dumps(first.finish(tally)))
    assert redacted == f"{2 * (RECORDS - 5) // 3} of {RECORDS - 5} records redacted"


def test_a_failure_on_either_side_is_said(program: Path, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_bytes(LIST)
    write(contacts(), tmp_path / "contacts")
    write(contacts().select(["Credits"]), tmp_path / "export")
    done = run(program, tmp_path)
    assert done.returncode == 1
    assert "no known layout" in done.stderr or "past export" in done.stderr, done.stderr
    # A stream that ends in the middle of a batch is Arrow's own failure, which goes through optout.
    whole = (tmp_path / "contacts").read_bytes()
    (tmp_path / "contacts").write_bytes(whole[: len(whole) // 2])
    done = run(program, tmp_path)
    assert done.returncode == 1
    assert "contacts" in done.stderr, done.stderr
