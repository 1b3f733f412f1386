"""Many records classified without a list: files, columns and frames."""

from __future__ import annotations

import csv
import datetime
import io
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import said_when_interrupted

import optout

TODAY = "2026-11-24"
MARK = "kana" + "rienvogel"
# Record ids, addresses, countries, opt-outs and marketing contacts.
ROWS: dict[str, list[Any]] = {
    "Record ID": ["7", "8", "9"],
    "Email": ["ada@engine.example", None, "bob@engine.example"],
    "Country/Region": ["France", "United States", None],
    "Unsubscribed from all email": ["false", None, "TRUE"],
    "Marketing contact status": ["Marketing contact", None, "Marketing contact"],
}
ROLES = {
    "Record ID": "record_id:hubspot",
    "Email": "email",
    "Country/Region": "country",
    "Unsubscribed from all email": "email_opt_out",
    "Marketing contact status": "marketing_contact",
}
ANSWERS: dict[str, list[Any]] = {
    "retention": ["keep", "keep_restricted", "remove"],
    "basis": ["consent", None, None],
    "marketing": ["allowed", "suppressed", "suppressed"],
    "rule": ["R4", "R1", "R10"],
    "reason": ["documented_consent", "legal_hold", "no_independent_basis"],
    "missing": [None, None, "own_evidence"],
    "deadline": [None, datetime.date(2026, 10, 15), datetime.date(2026, 11, 1)],
    "valid_until": [datetime.date(2027, 3, 1), None, None],
    "marketing_until": [datetime.date(2027, 3, 1), None, None],
    "overdue": [False, True, True],
}
OPTIONS: dict[str, Any] = {"now": TODAY, "since": "2026-10-01"}


@pytest.fixture
def store() -> optout.EvidenceStore:
    return optout.read_evidence(
        b"record_id,email,kind,occurred_at,expires_at,source_ref,provenance,purposes\n"
        b",Ada@engine.example,opt_in_double,2026-03-01,2027-03-01,form,own,marketing\n"
        b"8,,legal_claims_hold,2026-01-01,,case 5,own,\n"
    )


def export(rows: dict[str, list[Any]] = ROWS) -> bytes:
    lines = [list(rows), *zip(*rows.values(), strict=True)]
    return "".join(",".join(cell or "" for cell in line) + "\n" for line in lines).encode()


def columns(rows: dict[str, list[Any]] = ROWS) -> dict[str, list[Any]]:
    return {ROLES[header]: values for header, values in rows.items()}


# One record


def test_the_first_signal_decides() -> None:
    place = optout.place(residency="Canada", country="France", phone="+44 20 0")
    assert (place.regimes, place.signal) == (["canada"], "residency")
    assert optout.place(vendor_country="UK", domain="acme.de").signal == "vendor"
    assert optout.place(company_country="DE").to_dict() == {"regimes": ["eea"], "signal": "company"}
    assert optout.place().regimes == ["eea", "uk"]
    assert optout.place() == optout.place(policy=optout.Policy.standard())
    assert repr(optout.place(domain="acme.jp")) == "Place(regimes=['rest'], signal='domain')"


def test_a_pack_of_the_policy_takes_the_place_of_one() -> None:
    packs = [dict(pack) for pack in optout.Policy.standard().basis["regime"]]
    assert all(pack["sources"] for pack in packs if pack["name"] != "rest")
    policy = optout.Policy.from_toml(
        "[[basis.regime]]\nname = 'canada'\ntitle = 'Canada'\nsources = ['own counsel']\n"
        "countries = ['canada']\n"
        "opt_out = { clock = 'casl', count = 3, unit = 'days' }\n"
        "erasure = { clock = 'casl', count = 3, unit = 'days' }\n"
    )
    assert optout.place(country="CA", policy=policy).signal == "mailing_address"
    assert optout.place(country="CA", policy=policy).regimes == ["eea", "uk"]
    due = optout.deadline(["canada"], "opt_out", "2026-11-24", policy=policy)
    assert due is not None
    assert due.date == datetime.date(2026, 11, 27)
    assert policy.basis["regime"][4]["sources"] == ["own counsel"]


def test_the_earliest_day_counts() -> None:
    due = optout.deadline(["us_california", "eea"], "erasure", datetime.date(2026, 11, 24))
    assert due is not None
    assert (due.clock, due.start) == ("gdpr_art_12_3", datetime.date(2026, 11, 24))
    assert due.to_dict() == {"date": due.date.isoformat(), "clock": due.clock, "start": TODAY}
    assert not due.is_overdue(due.date)
    assert due.is_overdue(due.date + datetime.timedelta(days=1))
    assert optout.deadline("eea", "deletion_list", TODAY) is None
    assert optout.deadline([], "opt_out", TODAY) is None
    for wrong in (("mars", "opt_out"), ("eea", "party")):
        with pytest.raises(optout.OptoutError):
            optout.deadline(*wrong, TODAY)  # type: ignore[arg-type]


def test_a_classification_says_what_is_missing_and_until_when() -> None:
    paid = optout.Evidence("marketing_contact", id="paid")
    answer = optout.classify([paid], now=TODAY, since="2026-10-01", country="FR")
    assert (answer.missing, answer.ignored) == (["own_evidence"], ["paid"])
    assert (answer.regimes, answer.clock) == (["eea"], "gdpr_art_12_3")
    assert (answer.deadline, answer.is_overdue) == (datetime.date(2026, 11, 1), True)
    assert (answer.is_marketing_contact, answer.marketing_waste) == (True, False)
    assert (answer.permits_marketing, answer.marketing_until) == ([], None)
    ended = optout.classify([], now=TODAY, trigger="after_subscription")
    assert (ended.retention, ended.deadline, ended.clock) == ("remove", None, None)
    agreed = optout.Policy.from_toml("[basis]\nafter_subscription_days = 30\n")
    ended = optout.classify([], now=TODAY, trigger="after_subscription", policy=agreed)
    assert (ended.deadline, ended.clock) == (datetime.date(2026, 12, 24), "agreement")


def test_a_decision_takes_every_signal(matcher: optout.Matcher) -> None:
    match = matcher.match(ids={"6sense": "P-1"})
    decision = optout.decide(match, [], now=TODAY, country="", phone="+1 212 0")
    assert decision is not None
    assert decision.regimes == decision.classification.regimes
    assert decision.regimes == ["us_california", "us_other", "canada"]


# Columns


def test_columns_give_an_answer_for_each_row(store: optout.EvidenceStore) -> None:
    answers = optout.classify_columns(columns(), evidence=store, **OPTIONS)
    for name, expected in ANSWERS.items():
        attribute = {"overdue": "is_overdue"}.get(name, name)
        found = [getattr(answer, attribute) for answer in answers]
        if name == "missing":
            found = [" ".join(words) or None for words in found]
        assert found == expected, name
    assert [answer.marketing_waste for answer in answers] == [False, False, True]


def test_flags_are_words_or_booleans() -> None:
    flags: list[Any] = [True, False, None, "yes", "0", float("nan")]
    answers = optout.classify_columns({"email": [None] * 6, "email_opt_in": flags}, now=TODAY)
    assert [answer.reason == "uncorroborated" for answer in answers] == [
        *[True, False, False],
        *[True, False, False],
    ]
    numpy = pytest.importorskip("numpy")
    given = {"email": [None] * 2, "email_opt_in": numpy.array([True, False])}
    answers = optout.classify_columns(given, now=TODAY)
    assert [answer.retention for answer in answers] == ["review", "remove"]


def test_columns_at_fault(store: optout.EvidenceStore) -> None:
    faulty: list[tuple[Any, str]] = [
        ({"full_name": ["Ada"]}, "role"),
        ({"mail": ["x"]}, "role"),
        ({"email": ["x"], "country": []}, "length"),
    ]
    for given, words in faulty:
        with pytest.raises(optout.OptoutError, match=words) as caught:
            optout.classify_columns(given, now=TODAY)
        assert caught.value.code == "invalid_option"
    twice = [("record_id:hubspot", ["7"]), ("record_id:salesforce", ["8"])]
    for given in (twice, [("email", ["x"]), ("country", ["FR"]), ("country", ["DE"])]):
        with pytest.raises(optout.LayoutError) as caught:
            optout.classify_columns(given, now=TODAY)
        assert (caught.value.code, caught.value.input) == ("duplicate_column", "contacts")
    with pytest.raises(optout.LayoutError) as caught:
        optout.classify_columns({"email": []}, now=TODAY, evidence=store)
    assert caught.value.code == "missing_column"
    with pytest.raises(optout.OptoutError, match="column 2") as caught:
        optout.classify_columns({"email": ["", ""], "do_not_call": ["no", "perhaps"]}, now=TODAY)
    assert (caught.value.code, caught.value.record, caught.value.input) == ("value", 2, "contacts")
    with pytest.raises(TypeError, match="column record_id:hubspot, row 0: expected str or None"):
        optout.classify_columns({"record_id:hubspot": [7]}, now=TODAY)
    with pytest.raises(TypeError, match="column email, row 0"):
        optout.classify_columns({"email": [True]}, now=TODAY)
    for nobody in ({}, {"country": ["France"]}):
        with pytest.raises(optout.LayoutError):
            optout.classify_columns(nobody, now=TODAY)
    assert optout.classify_columns({"email": []}, now=TODAY) == []


# Files


def test_a_file_gives_a_table_and_numbers(tmp_path: Path, store: optout.EvidenceStore) -> None:
    path = tmp_path / "contacts.csv"
    path.write_bytes(export())
    found = optout.classify_table(path, evidence=store, **OPTIONS)
    lines = (found.table or b"").decode().splitlines()
    header = "record,record_id,retention,basis,marketing,rule,reason,missing,deadline"
    assert lines[0] == f"{header},valid_until,marketing_until"
    assert lines[1] == "1,7,keep,consent,allowed,R4,documented_consent,,,2027-03-01,2027-03-01"
    assert lines[2] == "2,8,keep_restricted,,suppressed,R1,legal_hold,,2026-10-15,,"
    assert len(lines) == 4
    assert found.records == found.counts["records"] == 3
    assert found.counts["retention"] == {"remove": 1, "keep": 1, "keep_restricted": 1}
    assert found.counts["bases"] == {"consent": 1}
    assert (found.counts["overdue"], found.counts["marketing_waste"]) == (2, 1)
    assert found.counts["marketing_contacts_missing"] == {"own_evidence": 1}
    for source in (export(), bytearray(export()), io.BytesIO(export()), str(path)):
        again: Any = source
        assert optout.classify_table(again, evidence=store, **OPTIONS).table == found.table


def test_a_trace_beside_each_answer_says_how_it_came_about(store: optout.EvidenceStore) -> None:
    with_traces: Any = {**OPTIONS, "evidence": store, "traces": True}
    found = optout.classify_table(export(), **with_traces)
    assert found.table is not None
    rows = list(csv.DictReader(io.StringIO(found.table.decode())))
    assert [row["retention"] for row in rows] == ANSWERS["retention"]
    _, contacts = optout.evidence_in_contacts(export())
    for row, own, address, country in zip(
        rows, contacts, ROWS["Email"], ROWS["Country/Region"], strict=True
    ):
        ids = [("hubspot", row["record_id"])]
        about = store.about(ids=ids, emails=address or (), system="hubspot")
        case: Any = {**OPTIONS, "country": country, "domain": address and address.split("@")[1]}
        trace = optout.explain_basis([*own, *about], **case)
        assert row["trace"] == trace.to_json()
    plain = optout.classify_table(export(), **OPTIONS, evidence=store)
    assert plain.table is not None
    assert b"trace" not in plain.table
    pyarrow = pytest.importorskip("pyarrow")
    text = pyarrow.string()
    frame = pyarrow.table({name: pyarrow.array(cells, text) for name, cells in ROWS.items()})
    answers, _ = optout.classify_frame(frame, **with_traces)
    assert answers.column("trace").to_pylist() == [row["trace"] for row in rows]
    assert "trace" not in optout.classify_frame(frame, **OPTIONS)[0].column_names


def test_a_table_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    contacts, output = tmp_path / "contacts.csv", tmp_path / "answers.csv"
    contacts.write_bytes(export())
    told: list[int] = []
    found = optout.classify_table(contacts, output=output, progress=told.append, **OPTIONS)
    assert (found.table, found.records, sum(told)) == (None, 3, 3)
    assert output.read_bytes() == optout.classify_table(contacts, **OPTIONS).table
    output.write_bytes(b"old")
    with pytest.raises(optout.StructureError) as caught:
        optout.classify_table(export() + b"torn", output=output, **OPTIONS)
    assert (caught.value.input, caught.value.record) == ("contacts", 4)
    with pytest.raises(optout.OptoutError, match="another path"):
        optout.classify_table(contacts, output=contacts, **OPTIONS)
    with pytest.raises(optout.OptoutError) as unwritten:
        optout.classify_table(contacts, output=tmp_path / "no" / "a.csv", **OPTIONS)
    assert (unwritten.value.code, unwritten.value.input) == ("io", "output")
    assert (contacts.read_bytes(), output.read_bytes()) == (export(), b"old")
    assert len(list(tmp_path.iterdir())) == 2


def test_a_callback_that_raises_ends_the_pass(tmp_path: Path) -> None:
    def refuse(records: int) -> None:
        raise LookupError(records)

    output = tmp_path / "answers.csv"
    with pytest.raises(LookupError):
        optout.classify_table(export(), output=output, progress=refuse, **OPTIONS)

    class Torn(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise LookupError

    with pytest.raises(LookupError):
        optout.classify_table(Torn(), output=output, **OPTIONS)
    assert not output.exists()


def test_reading_options_are_those_of_a_sweep(store: optout.EvidenceStore) -> None:
    text = "Kürzel;Post\n7;ada@engine.example\n".encode("windows-1252")
    roles = {"Kürzel": "record_id:erp", "Post": "email"}
    found = optout.classify_table(
        text, columns=roles, encoding="windows-1252", delimiter=";", evidence=store, now=TODAY
    )
    assert found.counts["retention"] == {"keep": 1}
    with pytest.raises(optout.LayoutError):
        optout.classify_table(export(), preset="salesforce", now=TODAY)
    with pytest.raises(optout.OptoutError):
        optout.classify_table(export(), preset="zoho", now=TODAY)  # type: ignore[arg-type]
    with pytest.raises(optout.LayoutError) as caught:
        optout.classify_table(
            b"Key,Post\n7,\n", columns={"Post": "email"}, now=TODAY, evidence=store
        )
    assert caught.value.input == "contacts"


def test_ctrl_c_ends_a_pass(tmp_path: Path) -> None:
    call = "optout.classify_table(sys.argv[1], now='2026-11-24')"
    said = said_when_interrupted(call, tmp_path / "pipe", b"Record ID,Email\n", b"7,a@b.example\n")
    assert said == "interrupted\n"


# Frames


def cells(answers: Any) -> dict[str, list[Any]]:
    """The cells of a pandas frame, missing ones as None, days as days."""
    missing = answers.isna()
    return {
        name: [
            None if is_missing else value.date() if hasattr(value, "date") else value
            for value, is_missing in zip(answers[name], missing[name], strict=True)
        ]
        for name in answers.columns
    }


@pytest.mark.parametrize("layout", ["string", "large_string", "string_view", "dictionary"])
def test_a_table_in_every_layout_of_text(store: optout.EvidenceStore, layout: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    text = (
        pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
        if layout == "dictionary"
        else getattr(pyarrow, layout)()
    )
    schema = pyarrow.schema([(header, text) for header in ROWS])
    table = pyarrow.table(ROWS, schema=schema)
    answers, found = optout.classify_frame(table, evidence=store, **OPTIONS)
    assert type(answers) is pyarrow.Table
    assert answers.to_pydict() == ANSWERS
    answers.validate(full=True)
    by_file = optout.classify_table(export(), evidence=store, **OPTIONS)
    assert (found.counts, found.table) == (by_file.counts, None)
    chunked = pyarrow.concat_tables([table.slice(0, 1), table.slice(1, 2), table.slice(3)])
    answers, _ = optout.classify_frame(chunked, evidence=store, **OPTIONS)
    assert answers.to_pydict() == ANSWERS
    batch, _ = optout.classify_frame(table.to_batches()[0], evidence=store, **OPTIONS)
    assert type(batch) is pyarrow.RecordBatch
    assert batch.to_pydict() == ANSWERS


def test_ids_may_be_numbers_and_flags_booleans(store: optout.EvidenceStore) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    flags = {"Unsubscribed from all email": [False, None, True]}
    ids: list[Any]
    for ids in ([7, 8, 9], [7.0, 8.0, 9.0]):
        table = pyarrow.table({**ROWS, "Record ID": ids, **flags})
        answers, _ = optout.classify_frame(table, evidence=store, **OPTIONS)
        assert answers.to_pydict() == ANSWERS


# Opt-outs of the day before consent was given, of that day, of the next, and none.
DATED: dict[str, list[Any]] = {
    "id": ["1", "2", "3", "4"],
    "email": ["1@x.example", "2@x.example", "3@x.example", "4@x.example"],
    "unsubscribed_at": [
        datetime.date(2026, 2, 28),
        datetime.date(2026, 3, 1),
        datetime.date(2026, 3, 2),
        None,
    ],
}
DATED_COLUMNS = {"id": "record_id:own", "email": "email", "unsubscribed_at": "opt_out_at"}
DATED_MARKETING = ["allowed", "suppressed", "suppressed", "allowed"]


@pytest.fixture
def consents() -> optout.EvidenceStore:
    lines = ["email,kind,occurred_at,source_ref,provenance,purposes"]
    lines += [
        f"{at}@x.example,opt_in_double,2026-03-01T12:00:00Z,form,own,marketing"
        for at in range(1, 5)
    ]
    return optout.read_evidence("\n".join(lines).encode())


def marketing(frame: Any, consents: optout.EvidenceStore) -> list[str]:
    """The answers about marketing for dated opt-outs."""
    answers, _ = optout.classify_frame(frame, columns=DATED_COLUMNS, evidence=consents, **OPTIONS)
    return list(answers["marketing"])


def test_dates_of_opt_outs_in_pandas(consents: optout.EvidenceStore) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for dtype in (object, "datetime64[ns]", "datetime64[s]"):
        dates = pandas.Series(DATED["unsubscribed_at"]).astype(dtype)
        frame = pandas.DataFrame({**DATED, "unsubscribed_at": dates})
        assert marketing(frame, consents) == DATED_MARKETING
    dates = pandas.to_datetime(pandas.Series(DATED["unsubscribed_at"])).dt.tz_localize("Asia/Tokyo")
    # Midnight in Tokyo is the day before in UTC, and before noon.
    frame = pandas.DataFrame({**DATED, "unsubscribed_at": dates})
    assert marketing(frame, consents) == ["allowed", "allowed", "suppressed", "allowed"]


def test_dates_of_opt_outs_in_polars(consents: optout.EvidenceStore) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(DATED)
    assert frame.schema["unsubscribed_at"] == polars.Date
    assert marketing(frame, consents) == DATED_MARKETING
    frame = frame.with_columns(polars.col("unsubscribed_at").cast(polars.Datetime("us")))
    assert marketing(frame, consents) == DATED_MARKETING


def test_dates_of_opt_outs_in_arrow(consents: optout.EvidenceStore) -> None:
    pyarrow = pytest.importorskip("pyarrow")

    def of(dates: Any) -> list[str]:
        answers = marketing(pyarrow.table({**DATED, "unsubscribed_at": dates}), consents)
        return [word.as_py() for word in answers]  # type: ignore[attr-defined]

    days = pyarrow.array(DATED["unsubscribed_at"])
    assert days.type == pyarrow.date32()
    types = [pyarrow.date32(), pyarrow.date64(), pyarrow.string()]
    types += [pyarrow.timestamp(unit) for unit in ("s", "ms", "us", "ns")]
    for kind in types:
        assert of(days.cast(kind)) == DATED_MARKETING
    hours = [datetime.datetime(2026, 3, 1, hour) for hour in (11, 12, 13)]
    for zone in (None, "UTC"):
        times = pyarrow.array([*hours, None], pyarrow.timestamp("ms", zone))
        assert of(times) == ["allowed", "suppressed", "suppressed", "allowed"]
    # Outside the calendar: an opt-out, but it is not known when.
    far = pyarrow.array([2**31 - 1, None, None, None], pyarrow.int32()).cast(pyarrow.date32())
    assert of(far) == ["suppressed", "allowed", "allowed", "allowed"]
    nulls = pyarrow.nulls(4)
    assert of(nulls) == ["allowed"] * 4
    with pytest.raises(optout.OptoutError, match="column 3: expected text, days or times"):
        of(pyarrow.array([1, 2, 3, None]))


def test_only_an_opt_out_may_be_a_date() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    dates = [datetime.date(2026, 3, 1)] * 3
    for header in ("Email", "Unsubscribed from all email"):
        with pytest.raises(optout.OptoutError, match="expected text"):
            optout.classify_frame(pyarrow.table({**ROWS, header: dates}), **OPTIONS)


def test_a_pandas_frame_keeps_its_index(store: optout.EvidenceStore) -> None:
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    # What is not read may be anything.
    more = {"Notes": [object(), 1, "x"], "Last Name": [1, "x", None]}
    frame = pandas.DataFrame({**ROWS, **more}, index=["a", "b", "b"])
    before = frame.copy()
    answers, found = optout.classify_frame(frame, evidence=store, **OPTIONS)
    assert type(answers) is pandas.DataFrame
    assert cells(answers) == ANSWERS
    assert list(answers.index) == ["a", "b", "b"]
    assert answers["deadline"].dtype.kind == "M"
    assert answers["overdue"].dtype == bool
    assert frame.equals(before)
    assert found.records == 3
    empty, found = optout.classify_frame(frame.iloc[:0], **OPTIONS)
    assert (list(empty.columns), len(empty), found.records) == (list(ANSWERS), 0, 0)


def test_a_polars_frame(store: optout.EvidenceStore) -> None:
    polars = pytest.importorskip("polars")
    answers, _ = optout.classify_frame(polars.DataFrame(ROWS), evidence=store, **OPTIONS)
    assert type(answers) is polars.DataFrame
    assert answers.to_dict(as_series=False) == ANSWERS
    with pytest.raises(TypeError, match=r"call \.collect\(\) first"):
        optout.classify_frame(polars.LazyFrame(ROWS), **OPTIONS)


def test_a_relation_of_duckdb(store: optout.EvidenceStore) -> None:
    duckdb = pytest.importorskip("duckdb")
    pyarrow = pytest.importorskip("pyarrow")
    contacts = pyarrow.table(ROWS)
    with duckdb.connect() as connection:
        connection.register("contacts", contacts)
        relation = connection.sql("SELECT * FROM contacts")
        batches, found = optout.classify_frame(relation, evidence=store, **OPTIONS)
        assert repr(batches) == "ClassifiedBatches(columns=10)"
        assert pyarrow.schema(batches).names == list(ANSWERS)
        assert pyarrow.table(batches).to_pydict() == ANSWERS
    assert found.records == 3
    with pytest.raises(RuntimeError, match="read once"):
        pyarrow.table(batches)


def test_a_reader_is_classified_while_it_is_read() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    table = pyarrow.table({"Record ID": [str(at) for at in range(1000)], "Email": [None] * 1000})
    asked = 0

    def batches() -> Iterator[Any]:
        nonlocal asked
        for batch in table.to_batches(max_chunksize=10):
            asked += 1
            yield batch

    source = pyarrow.RecordBatchReader.from_batches(table.schema, batches())
    reader, found = optout.classify_frame(source, **OPTIONS)
    assert type(reader) is pyarrow.RecordBatchReader
    assert (asked, repr(found)) == (0, "Classified()")
    for ask in (lambda: found.records, lambda: found.counts):
        with pytest.raises(RuntimeError, match="read to their end"):
            ask()
    assert reader.read_next_batch().num_rows == 10
    assert asked < 10
    assert reader.read_all().num_rows == 990
    assert found.counts["retention"] == {"remove": 1000}


def test_a_large_frame_goes_in_chunks() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    rows = 150_000
    table = pyarrow.table({"Record ID": pyarrow.array(range(rows)), "Country": ["France"] * rows})
    answers, found = optout.classify_frame(table, preset="hubspot", **OPTIONS)
    assert (answers.num_rows, found.records) == (rows, rows)
    assert answers.column("retention").num_chunks == 3
    batch, _ = optout.classify_frame(table.to_batches()[0], preset="hubspot", **OPTIONS)
    assert batch.num_rows == rows


@pytest.mark.parametrize(
    ("header", "values", "words"),
    [
        ("Email", [1, 2, 3], "column 2: expected text"),
        ("Country/Region", [True, False, None], "column 3: expected text"),
        ("Record ID", [True, False, None], "column 1: expected text or numbers"),
        ("Marketing contact status", [[], [], []], "column 5: expected text, whole numbers"),
    ],
)
def test_a_column_of_the_wrong_type(header: str, values: list[Any], words: str) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    with pytest.raises(optout.OptoutError, match=words) as caught:
        optout.classify_frame(pyarrow.table({**ROWS, header: values}), **OPTIONS)
    assert (caught.value.code, caught.value.input) == ("value", "contacts")


def test_frames_at_fault(store: optout.EvidenceStore) -> None:
    wrong: Any
    for wrong in (1, "text", None, [], {"Record ID": []}):
        with pytest.raises(TypeError, match="expected a frame"):
            optout.classify_frame(wrong, **OPTIONS)
    pyarrow = pytest.importorskip("pyarrow")
    with pytest.raises(optout.LayoutError) as caught:
        optout.classify_frame(pyarrow.table({"Name": ["Ada"]}), **OPTIONS)
    assert caught.value.input == "contacts"
    with pytest.raises(optout.LayoutError) as caught:
        optout.classify_frame(
            pyarrow.table({"Post": ["x"]}), columns={"Post": "email"}, evidence=store, **OPTIONS
        )
    assert caught.value.code == "missing_column"
    table = pyarrow.table(ROWS)
    odd = pyarrow.table({**ROWS, "Unsubscribed from all email": ["no", "no", MARK]})
    for source in (odd, pyarrow.concat_tables([table, odd])):
        with pytest.raises(optout.OptoutError, match="column 4") as unread:
            optout.classify_frame(source, **OPTIONS)
        assert unread.value.record == source.num_rows
        assert MARK not in "".join(traceback.format_exception(unread.value))


class Broken:
    """A producer that says too much when it fails."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise ValueError(MARK)


def test_what_a_producer_says_is_not_passed_on() -> None:
    with pytest.raises(optout.OptoutError) as caught:
        optout.classify_frame(Broken(), **OPTIONS)
    assert (caught.value.code, caught.value.input) == ("io", "contacts")
    assert MARK not in "".join(traceback.format_exception(caught.value))
    pyarrow = pytest.importorskip("pyarrow")

    def batches() -> Iterator[Any]:
        yield from pyarrow.table(ROWS).to_batches()
        raise ValueError(MARK)

    source = pyarrow.RecordBatchReader.from_batches(pyarrow.table(ROWS).schema, batches())
    reader, found = optout.classify_frame(source, **OPTIONS)
    with pytest.raises(Exception, match="reading or writing failed") as late:
        reader.read_all()
    assert MARK not in "".join(traceback.format_exception(late.value))
    with pytest.raises(RuntimeError):
        _ = found.records


def test_arrays_that_lie_are_found() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    offsets = pyarrow.py_buffer((0).to_bytes(4, "little") + (2).to_bytes(4, "little"))
    lying = pyarrow.StringArray.from_buffers(1, offsets, pyarrow.py_buffer(b"\xff\xfe"))
    table = pyarrow.table({"Record ID": pyarrow.array(["7"]), "Email": lying})
    with pytest.raises(optout.OptoutError, match="column 2: expected a valid array"):
        optout.classify_frame(table, **OPTIONS)


@pytest.mark.parametrize(
    "call",
    [
        lambda option: optout.classify_columns({}, **option),
        lambda option: optout.classify_table(export(), **option),
        lambda option: optout.classify_frame(Broken(), **option),
    ],
    ids=["columns", "table", "frame"],
)
def test_options_that_cannot_be_read_are_refused(call: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(TypeError):
        call({})
    for option in ({"trigger": "whim"}, {"now": "today"}, {"since": "2026-13-01"}):
        with pytest.raises(optout.OptoutError):
            call({"now": TODAY, **option})
    with pytest.raises(TypeError):
        call({"now": TODAY, "evidence": "evidence.csv"})
