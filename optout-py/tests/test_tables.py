"""What the caller knows beside list and policy."""

from __future__ import annotations

import copy
import io
import pickle
import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import LIST

import optout
from optout import normalize

ALIASES = b"domain,alias\nengine.example,analytical.example\n"
LINKS = b"system,old_id,new_id\n6sense,P-1,P-7\nhubspot,101,202\n"
NICKNAMES = "Iñaki,Patxi\nZebedee,Zeb,Beedee\n".encode()
VERDICTS = (
    b"entry_id,record_id,verdict,system,decided_by,decided_on\n"
    b"P-1,7,different,hubspot,DPO,2026-11-02\nP-2,8,same,hubspot,,\nP-2,9,,hubspot,,\n"
)
TABLES: list[tuple[Any, bytes, int]] = [
    (optout.DomainAliases, ALIASES, 1),
    (optout.IdLinks, LINKS, 2),
    (optout.Nicknames, NICKNAMES, 3),
    (optout.Verdicts, VERDICTS, 2),
]


@pytest.mark.parametrize(("table", "content", "length"), TABLES)
def test_a_table_comes_from_a_path_bytes_or_a_file(
    table: Any, content: bytes, length: int, tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    sources: list[Any] = [path, str(path), content, bytearray(content), memoryview(content)]
    tables = [table.read(source) for source in [*sources, io.BytesIO(content)]]
    with path.open("rb") as file:
        tables.append(table.read(file))
    for one in tables:
        assert (len(one), one.to_rows(), one.hash) == (
            length,
            tables[0].to_rows(),
            tables[0].hash,
        )
        again = table(one.to_rows())
        assert (len(again), again.hash) == (length, one.hash)
    assert table().hash == table([]).hash != tables[0].hash
    assert len(table()) == 0


def test_a_repr_has_counts_only() -> None:
    assert [repr(table.read(content)) for table, content, _ in TABLES] == [
        "DomainAliases(aliases=1)",
        "IdLinks(links=2)",
        "Nicknames(own=3)",
        "Verdicts(verdicts=2, undecided=1)",
    ]


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_tables_are_pickled_by_their_rows(protocol: int) -> None:
    for table, content, _ in TABLES:
        one = table.read(content)
        back = pickle.loads(pickle.dumps(one, protocol))
        assert (type(back), back.to_rows()) == (table, one.to_rows())


def test_verdicts_come_back_whole() -> None:
    verdicts = optout.Verdicts.read(
        VERDICTS
        + b"P-3,7,different,,,2026-11-02\nP-3,7,same,hubspot,one,2026-11-03\n"
        + b"P-3,7,same,hubspot,another,2026-11-03\n"
    )
    # What a note says stays, whatever a table would make of it.
    verdicts.pin("hubspot", "8", "P-3", "same", decided_by="DPO", note=' =1+1,"\n')
    for back in (
        optout.Verdicts.from_json(verdicts.to_json()),
        pickle.loads(pickle.dumps(verdicts)),
        copy.deepcopy(verdicts),
    ):
        assert (len(back), back.undecided, back.hash) == (6, 1, verdicts.hash)
        assert back.to_json() == verdicts.to_json()
        for system, record_id, entry_id, verdict in verdicts.to_rows():
            pinned = back.get(system, record_id, entry_id)
            assert pinned == verdicts.get(system, record_id, entry_id)
            assert pinned is not None
            assert pinned["verdict"] == verdict
    for text in ("", "[]", verdicts.to_json().replace("2026-11-03", "2026-11-02")):
        with pytest.raises(optout.OptoutError) as caught:
            optout.Verdicts.from_json(text)
        assert caught.value.code == "value"


def test_a_matcher_of_its_bytes_knows_when_it_was_decided() -> None:
    people = optout.read_list(LIST)
    # Of hubspot the later one counts, of any other system the earlier one.
    content = (
        b"entry_id,record_id,verdict,system,decided_on\n"
        b"P-1,7,same,hubspot,2026-11-03\nP-1,7,different,,2026-11-02\n"
        b"P-1,8,same,crm,2026-11-03\nP-1,9,different,crm,2026-11-02\n"
    )
    matcher = optout.Matcher(
        people,
        verdicts=optout.Verdicts.read(content),
        id_links=optout.IdLinks([("crm", "8", "9")]),
    )
    back = optout.Matcher.from_bytes(matcher.to_bytes())
    for system, record_id, verdict in [
        ("hubspot", "7", "same"),
        ("other", "7", None),
        ("crm", "9", "same"),
    ]:
        found = matcher.match(ids={system: record_id}, emails="ada@engine.example")
        assert (found.entry_id, found.verdict) == ("P-1" if verdict else None, verdict)
        assert back.match(ids={system: record_id}, emails="ada@engine.example") == found


def test_the_bytes_of_a_matcher_have_no_notes() -> None:
    verdicts = optout.Verdicts()
    verdicts.pin("hubspot", "7", "P-1", "same", decided_by="Office 9", note="by telephone")
    content = optout.Matcher(optout.read_list(LIST), verdicts=verdicts).to_bytes()
    assert b"hubspot" in content
    assert b"Office" not in content
    assert b"telephone" not in content


def test_what_a_file_object_raises_passes_through() -> None:
    raised = LookupError()

    class File:
        def read(self, _: int) -> bytes:
            raise raised

    for table, _, _ in TABLES:
        with pytest.raises(LookupError) as caught:
            table.read(File())
        assert caught.value is raised


@pytest.mark.parametrize(
    ("table", "content", "name", "place"),
    [
        (optout.DomainAliases, ALIASES + b"a.example,gmail.com\n", "domain_aliases", (2, 3)),
        (optout.IdLinks, LINKS + b"hubspot,202,101\n", "id_links", (3, 4)),
        (optout.Nicknames, NICKNAMES + b"Ludmila\n", "nicknames", (3, 3)),
        (optout.Verdicts, VERDICTS + b"P-2,8,different,hubspot,,\n", "verdicts", (4, 5)),
    ],
)
def test_a_fault_has_its_place(
    table: Any, content: bytes, name: str, place: tuple[int, int]
) -> None:
    with pytest.raises(optout.OptoutError) as caught:
        table.read(content)
    error = caught.value
    assert (error.input, error.record, error.line) == (name, *place)
    assert error.expected


@pytest.mark.parametrize("table", [table for table, _, _ in TABLES])
@pytest.mark.parametrize("rows", ["ab", 1, [1], ["ab"], [("a",)], [(1, 2)], [("a",) * 5]])
def test_rows_that_are_none_are_a_type_error(table: Any, rows: object) -> None:
    with pytest.raises(TypeError):
        table(rows)


def test_what_cannot_be_is_not_added() -> None:
    aliases, links, verdicts = optout.DomainAliases(), optout.IdLinks(), optout.Verdicts()
    verdicts.pin("hubspot", "7", "P-1", "same")
    word: Any = "perhaps"
    for call in (
        lambda: aliases.add("engine.example", "gmail.com"),
        lambda: links.add("", "1", "2"),
        lambda: links.add("hubspot", "1", "1"),
        lambda: verdicts.pin("hubspot", "7", "P-1", "different"),
        lambda: verdicts.pin("hubspot", "7", "#1", "same"),
        lambda: verdicts.pin("hubspot", "8", "P-1", word),
        lambda: optout.Verdicts([("hubspot", "8", "P-1", "perhaps")]),
    ):
        with pytest.raises(optout.OptoutError) as caught:
            call()
        assert caught.value.code == "value"
    assert (len(aliases), len(links), len(verdicts)) == (0, 0, 1)


def test_a_company_goes_by_all_its_domains() -> None:
    people = optout.read_list(LIST)
    aliases = optout.DomainAliases()
    aliases.add("https://www.engine.example", "analytical.example")
    assert aliases.canonical("engine.example") == "analytical.example"
    assert aliases.canonical("other.example") == "other.example"
    record: dict[str, Any] = {"name": "Ada Lovelace", "websites": "analytical.example"}
    assert optout.Matcher(people).match(**record).entry_id is None
    match = optout.Matcher(people, domain_aliases=aliases).match(**record)
    assert (match.status, match.tier, match.entry_id) == ("possible", "T3", "P-1")


def test_a_matcher_takes_tables_as_they_are_then() -> None:
    aliases = optout.DomainAliases()
    matcher = optout.Matcher(optout.read_list(LIST), domain_aliases=aliases)
    aliases.add("engine.example", "analytical.example")
    found = matcher.match(name="Ada Lovelace", websites="analytical.example")
    assert found.entry_id is None


def test_an_id_is_what_it_has_become() -> None:
    links = optout.IdLinks.read(LINKS)
    assert links.current("6sense", "P-1") == "P-7"
    assert links.current("6sense", "P-9") == "P-9"
    people = optout.read_list(LIST)
    match = optout.Matcher(people, id_links=links).match(ids={"6sense": "P-7"})
    assert (match.status, match.rule) == ("match", "record-id")


def test_short_forms_of_ones_own() -> None:
    own = optout.Nicknames()
    own.add("Charles", "Chaz")
    assert own.to_rows() == [("charles", "chaz")]
    compared = normalize.compare_names("Chaz Babbage", "Charles Babbage", nicknames=own)
    assert compared is not None
    assert compared["class"] == "nickname"
    reasons = [edge["reason"] for edge in compared["edges"]]
    assert sorted(reasons) == ["same", "short_form"]
    assert compared["is_close"] is True
    record: dict[str, Any] = {"name": "Chaz Babbage", "emails": "charles@engine.example"}
    people = optout.read_list(LIST)
    comparison = optout.Matcher(people, nicknames=own).match(**record).comparison
    assert comparison is not None
    assert comparison["name"] == "nickname"
    assert optout.Matcher(people).match(**record).comparison != comparison


def test_a_comparison_of_names_says_what_is_left_over() -> None:
    compared = normalize.compare_names("Ada Byron Lovelace Jr", "Ada Lovelace Sr")
    assert compared is not None
    assert (compared["left_over"], compared["left_places"]) == (1, [1])
    assert (compared["right_over"], compared["right_places"]) == (0, [])
    assert (compared["generations_differ"], compared["parents_differ"]) == (True, False)
    assert (compared["address_differs"], compared["number_differs"]) == (False, False)
    assert normalize.compare_names("", "Ada Lovelace") is None


@pytest.mark.parametrize(
    ("left", "right", "said"),
    [
        ("Mr Lovelace", "Mrs Lovelace", "address_differs"),
        ("William & Ada King", "William King", "number_differs"),
    ],
)
def test_a_comparison_of_names_says_what_tells_them_apart(left: str, right: str, said: str) -> None:
    facts = ("generations_differ", "parents_differ", "address_differs", "number_differs")
    compared = normalize.compare_names(left, right)
    assert compared is not None
    assert compared["class"] == "contradiction"
    assert [fact for fact in facts if compared[fact]] == [said]
    same = normalize.compare_names(left, left)
    assert same is not None
    assert not any(same[fact] for fact in facts)
    listed = optout.read_list(f"Name,Unique 6sense Record ID\n{right},P-1\n".encode())
    assert optout.Matcher(listed).why_not("P-1", name=left).names == compared


def test_a_verdict_outranks_the_rules() -> None:
    people = optout.read_list(LIST)
    verdicts = optout.Verdicts()
    verdicts.pin("hubspot", "7", "P-1", "different", decided_by="DPO", decided_on=date(2026, 11, 2))
    verdicts.pin("hubspot", "8", "P-1", "same", note="by telephone")
    assert verdicts.get("hubspot", "7", "P-1") == {
        "verdict": "different",
        "decided_by": "DPO",
        "decided_on": "2026-11-02",
        "note": None,
    }
    assert verdicts.get("hubspot", "9", "P-1") is None
    matcher = optout.Matcher(people, verdicts=verdicts)
    address = "ada@engine.example"
    different = matcher.match(ids={"hubspot": "7"}, emails=address)
    assert (different.status, different.verdict) == ("non_match", None)
    same = matcher.match(ids={"hubspot": "8"}, emails="eve@other.example")
    assert (same.status, same.rule, same.verdict) == ("match", "pinned-same", "same")
    assert same.to_dict()["verdict"] == "same"
    assert matcher.match(ids={"hubspot": "9"}, emails=address).verdict is None
    pair = matcher.why_not("P-1", ids={"hubspot": "7"}, emails=address)
    assert (pair.status, pair.verdict) == ("non_match", "different")


def test_a_later_verdict_counts() -> None:
    verdicts = optout.Verdicts.read(VERDICTS)
    assert verdicts.undecided == 1
    verdicts.pin("hubspot", "7", "P-1", "same", decided_on="2026-11-20")
    pinned = verdicts.get("hubspot", "7", "P-1")
    assert pinned is not None
    assert pinned["verdict"] == "same"
    assert len(verdicts) == 3
    assert verdicts.to_rows() == [
        ("hubspot", "7", "P-1", "same"),
        ("hubspot", "8", "P-2", "same"),
    ]


def test_many_threads_add_to_one_table() -> None:
    links = optout.IdLinks()

    def add(system: str) -> None:
        for number in range(200):
            links.add(system, f"A{number}", f"A{number + 1}")

    threads = [threading.Thread(target=add, args=(f"s{at}",)) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(links) == 800
    assert {links.current(f"s{at}", "A0") for at in range(4)} == {"A200"}
