"""Lists and snapshots."""

from __future__ import annotations

import datetime
import io
import sys
from pathlib import Path

import pytest
from conftest import LIST, said_when_interrupted

import optout

TUESDAY = datetime.date(2026, 11, 24)


def test_entries_hold_what_the_rows_say(people: optout.OptOutList) -> None:
    assert (len(people), people.records) == (2, 3)
    ada = people.entries[0]
    assert ada.entry_id == "P-1"
    assert ada.record == 1
    assert ada.requested == datetime.date(2026, 11, 2)
    assert ada.contact.ids == [("6sense", "P-1")]
    assert ada.contact.emails == ["ada@engine.example", "ada@notes.example"]
    assert ada.contact.names == ["Lovelace, Ada", "Ada Lovelace"]
    assert people.entries[1].requested is None


def test_faults_have_their_place(people: optout.OptOutList) -> None:
    faults = [(fault.kind, fault.record, fault.line) for fault in people.faults]
    assert ("ambiguous_date", 2, 3) in faults
    assert ("merged", 3, 4) in faults
    assert people.faults[-1].byte > 0


@pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
def test_content_of_any_kind_is_read(kind: type[bytes]) -> None:
    assert len(optout.read_list(kind(LIST))) == 2


def test_file_objects_are_read_and_what_they_raise_passes_through(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    with path.open("rb") as file:
        assert len(optout.read_list(file)) == 2
    store = optout.read_evidence(io.BytesIO(b"email,kind\na@x.example,contract\n"))
    assert len(store) == 1
    with pytest.raises(TypeError, match='open the file in mode "rb", got StringIO'):
        optout.read_list(io.StringIO("text"))  # type: ignore[arg-type]


def test_paths_of_both_kinds_are_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(LIST)
    assert len(optout.read_list(path)) == len(optout.read_list(str(path))) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
@pytest.mark.parametrize("source", ["sys.argv[1]", "open(sys.argv[1], 'rb')"])
def test_a_signal_stops_the_reading(source: str, tmp_path: Path) -> None:
    header, call = b"Unique 6sense Record ID\n", f"optout.read_list({source})"
    assert said_when_interrupted(call, tmp_path / "pipe", header, b"P-1\n") == "interrupted\n"


def test_options_say_how_to_read() -> None:
    people = optout.read_list(
        "Wer;Schlüssel;Wann\nJürgen;P1;03/04/2026\n".encode("windows-1252"),
        encoding="windows-1252",
        delimiter=";",
        columns={"Wer": "full_name", "Schlüssel": "id:6sense", "Wann": "request_date"},
        date_order="day_first",
        now=datetime.date(2026, 1, 1),
    )
    assert people.entries[0].contact.names == ["Jürgen"]
    assert people.entries[0].requested == datetime.date(2026, 4, 3)
    assert [fault.kind for fault in people.faults] == ["future_date"]


def test_other_vendors_lists_are_read(tmp_path: Path) -> None:
    path = tmp_path / "webhooks.jsonl"
    path.write_text(
        '{"contactId":"L1","fullName":"Ada","contactOptOutDate":"2026-04-22 14:32:11.412",'
        '"datapoints":[{"datapointId":"ada@engine.example","datapointType":"email"}]}\n'
        '{"contactId":"L2","jobTitle":"x"}\n'
    )
    people = optout.read_list(path, form="lusha")
    ada = people.entries[0]
    assert ada.contact.ids == [("lusha", "L1")]
    assert ada.contact.emails == ["ada@engine.example"]
    assert ada.requested == datetime.date(2026, 4, 22)
    assert people.columns == ["id:lusha", "full_name", "request_date", "email", None]
    assert people.unread_columns == [5]


def test_fields_of_any_json_can_be_named() -> None:
    people = optout.read_list(
        b'{"data":{"results":[{"key":"C1","mails":["a@x.example","b@x.example"]}]},"next":null}',
        form="json",
        records_at="data.results",
        columns={"key": "id:cognism", "mails": "email"},
    )
    assert people.entries[0].contact.emails == ["a@x.example", "b@x.example"]


@pytest.mark.parametrize(
    "options",
    [
        {"encoding": "klingon"},
        {"delimiter": ";;"},
        {"delimiter": "§"},
        {"delimiter": "\n"},
        {"columns": {"Name": "mail"}},
        {"date_order": "year_first"},
        {"form": "klingon"},
        {"records_at": "people"},
        {"threads": 0},
    ],
)
def test_an_option_that_cannot_be_used_is_named(options: dict[str, object]) -> None:
    with pytest.raises(optout.OptoutError) as caught:
        optout.read_list(LIST, **options)  # type: ignore[arg-type]
    assert caught.value.code == "invalid_option"
    assert next(iter(options)) in str(caught.value)


def test_the_list_is_the_same_on_any_number_of_threads() -> None:
    rows = b"".join(b"Ada %d,ada.%d@engine.example\n" % (row, row) for row in range(20_000))
    text = b"Name,Work email\n" + rows
    one = optout.read_list(text, threads=1)
    for threads in (None, 2, 7):
        people = optout.read_list(text, threads=threads)
        assert len(people) == 20_000
        assert people.snapshot().id == one.snapshot().id
        matcher = optout.Matcher(people, threads=threads)
        assert matcher.to_bytes() == optout.Matcher(one, threads=1).to_bytes()
    with pytest.raises(optout.OptoutError, match="threads"):
        optout.Matcher(one, threads=0)


def test_a_day_is_a_date_or_its_text_and_nothing_with_a_time() -> None:
    optout.read_list(LIST, now="2026-11-24")
    with pytest.raises(optout.OptoutError):
        optout.read_list(LIST, now="24.11.2026")
    with pytest.raises(TypeError, match="datetime"):
        optout.read_list(LIST, now=datetime.datetime(2026, 11, 24, 10, 0))


def test_a_structure_fault_has_its_place() -> None:
    with pytest.raises(optout.StructureError) as caught:
        optout.read_list(LIST + b'"never closed')
    error = caught.value
    assert (error.code, error.input, error.record, error.line) == ("unclosed_quote", "list", 4, 5)
    assert error.byte == len(LIST)
    assert isinstance(error, ValueError)


def test_another_header_is_a_layout_error() -> None:
    with pytest.raises(optout.LayoutError) as caught:
        optout.read_list(b"a,b\n1,2\n")
    assert caught.value.code == "missing_column"


def test_a_missing_file_is_told_by_its_code(tmp_path: Path) -> None:
    with pytest.raises(optout.OptoutError) as caught:
        optout.read_list(tmp_path / "nobody.csv")
    error = caught.value
    assert (error.code, error.input, error.record) == ("io", "list", None)
    assert "nobody" not in str(error)


def test_snapshots_are_compared(people: optout.OptOutList) -> None:
    before = optout.read_list(LIST.splitlines(keepends=True)[0] + LIST.splitlines()[1]).snapshot()
    now = people.snapshot()
    assert (len(before), len(now)) == (1, 2)
    assert (now.since(before).new, now.since(before).changed) == (["P-2"], ["P-1"])
    assert before.since(now).vanished == ["P-2"]


def test_a_snapshot_comes_back_from_json(people: optout.OptOutList) -> None:
    snapshot = people.snapshot()
    assert optout.Snapshot.from_json(snapshot.to_json()) == snapshot
    assert optout.Snapshot.from_json(snapshot.to_json()).id == snapshot.id
    with pytest.raises(optout.OptoutError):
        optout.Snapshot.from_json("{}")
