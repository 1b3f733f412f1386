"""Whatever reads an input takes it in every form, and says what to do with what is none."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import vectors
from conftest import EXPORT, LIST, REDACTED

import optout

CONTACTS = b"Record ID,Email,Marketing contact status\n7,ada@engine.example,Marketing contact\n"
EVIDENCE = b"email,kind\nada@engine.example,contract\n"
TOML = b"[basis]\nbalancing_test = 'DPO-7'\n"
JSON = b'{"basis": {"balancing_test": "DPO-7"}}'
RULES = (
    b'name = "n"\n[[rule]]\nname = "r"\ntier = "T0"\nwhen = "id"\nstatus = "match"\n'
    b'says = "Same."\n'
)
RULES_JSON = (
    b'{"name": "n", "rule": [{"name": "r", "tier": "T0", "when": "id", "status": "match", '
    b'"says": "Same."}]}'
)


AUDIT = vectors.content(vectors.cases("audit.toml")[0], "log")


def classified(source: Any) -> object:
    return optout.classify_table(source, now="2026-11-24").table


# What reads, what it reads, and what can be compared of what it gives.
READERS: dict[str, tuple[Callable[[Any], object], bytes]] = {
    "read_list": (lambda source: optout.read_list(source).snapshot().id, LIST),
    "read_evidence": (lambda source: optout.read_evidence(source).to_json(), EVIDENCE),
    "evidence_in_contacts": (optout.evidence_in_contacts, CONTACTS),
    "classify_table": (classified, CONTACTS),
    "DomainAliases.read": (
        lambda source: optout.DomainAliases.read(source).hash,
        b"domain,alias\nengine.example,analytical.example\n",
    ),
    "IdLinks.read": (
        lambda source: optout.IdLinks.read(source).hash,
        b"system,old_id,new_id\nhubspot,7,8\n",
    ),
    "Nicknames.read": (lambda source: optout.Nicknames.read(source).hash, b"name,short\nAda,Adi\n"),
    "Verdicts.read": (
        lambda source: optout.Verdicts.read(source).hash,
        b"system,record_id,entry_id,verdict\nhubspot,7,P-1,same\n",
    ),
    "verify_audit": (lambda source: optout.verify_audit(source).head, AUDIT),
    "Redactor.dry_run": (
        lambda source: optout.Redactor(people_ids="P-1").dry_run(source).sha256_output,
        EXPORT,
    ),
}
POLICIES: dict[str, tuple[Callable[[Any], object], bytes]] = {
    "Policy.read": (lambda source: optout.Policy.read(source).hash, JSON),
    "Policy.from_toml": (lambda source: optout.Policy.from_toml(source).hash, TOML),
    "Policy.from_json": (lambda source: optout.Policy.from_json(source).hash, JSON),
    "MatchPolicy.read": (lambda source: optout.MatchPolicy.read(source).hash, RULES),
    "MatchPolicy.from_toml": (lambda source: optout.MatchPolicy.from_toml(source).hash, RULES),
    "MatchPolicy.from_json": (lambda source: optout.MatchPolicy.from_json(source).hash, RULES_JSON),
}
ALL = {**READERS, **POLICIES}


class Away(os.PathLike[str]):
    """A path of somebody else's class."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __fspath__(self) -> str:
        return str(self.path)


class Slow:
    """A file object of somebody else's class, which gives what it likes."""

    def __init__(self, content: bytes) -> None:
        self.pieces = [content[at : at + 7] for at in range(0, len(content), 7)]

    def read(self, _size: int) -> bytes:
        return self.pieces.pop(0) if self.pieces else b""


class Lazy:
    """A plan of a frame."""

    def collect(self) -> None:
        raise AssertionError


class Stream:
    """A frame."""

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        raise AssertionError


@pytest.mark.parametrize("name", ALL)
def test_every_form_is_the_same(name: str, tmp_path: Path) -> None:
    read, content = ALL[name]
    path = tmp_path / "input"
    path.write_bytes(content)
    expected = read(content)
    for form in (bytearray(content), memoryview(content), path, Away(path)):
        assert read(form) == expected
    for stream in (io.BytesIO(content), Slow(content)):
        assert read(stream) == expected
    with path.open("rb") as file:
        assert read(file) == expected
        assert not file.closed
    with path.open("rb", buffering=0) as raw:
        assert read(raw) == expected
    # A str is a path, but for a policy, of which it is the text.
    assert read(content.decode() if name in POLICIES else str(path)) == expected


@pytest.mark.parametrize("name", ALL)
def test_what_is_no_input_is_told_what_to_do(name: str, tmp_path: Path) -> None:
    read, content = ALL[name]
    path = tmp_path / "input"
    path.write_bytes(content)
    with path.open(encoding="utf-8") as text:
        with pytest.raises(TypeError, match='open the file in mode "rb", got TextIOWrapper'):
            read(text)
        assert text.tell() == 0
        # What it should have been is at hand.
        assert read(text.buffer) == read(content)
    with pytest.raises(TypeError, match='open the file in mode "rb", got StringIO'):
        read(io.StringIO(content.decode()))
    expected = "expected a path, bytes or a binary file object, got"
    with pytest.raises(TypeError, match=f"{expected} Lazy; compute it, and write it as CSV"):
        read(Lazy())
    with pytest.raises(TypeError, match=f"{expected} Stream; write it as CSV into bytes"):
        read(Stream())
    with pytest.raises(TypeError, match=f"{expected} list; join its pieces into bytes"):
        read([content])
    for other in (None, 7, object()):
        with pytest.raises(TypeError, match=f"{expected} {type(other).__name__}$"):
            read(other)


def test_a_lazy_frame_of_polars_is_refused() -> None:
    polars: Any = pytest.importorskip("polars")
    with pytest.raises(TypeError, match="got LazyFrame; compute it, and write it as CSV"):
        optout.read_list(polars.LazyFrame({"Work email": ["ada@engine.example"]}))


class Texts:
    """A file object that does not say that it is one of text."""

    def read(self, _size: int) -> str:
        return "Ada"


class Waiting(io.RawIOBase):
    """A stream without anything to read yet."""

    def readable(self) -> bool:
        return True

    def readinto(self, _buffer: Any) -> None:
        return None


def test_what_a_file_object_gives_has_to_be_bytes() -> None:
    with pytest.raises(TypeError, match=r"of a file opened in binary mode, got str$"):
        optout.read_list(Texts())  # type: ignore[arg-type]
    with pytest.raises(BlockingIOError, match="expected a blocking stream"):
        optout.read_list(Waiting())


@pytest.mark.parametrize("name", POLICIES)
def test_a_policy_that_cannot_be_read(name: str, tmp_path: Path) -> None:
    read, _ = POLICIES[name]
    with pytest.raises(optout.OptoutError) as missing:
        read(tmp_path / "secret")
    assert (missing.value.code, missing.value.input) == ("io", "policy")
    assert "secret" not in str(missing.value)
    with pytest.raises(optout.OptoutError) as torn:
        read(b"\xff\xfe\xfd")
    assert (torn.value.code, torn.value.input) == ("encoding", "policy")


def test_a_past_export_comes_from_a_file_object(tmp_path: Path) -> None:
    redactor, out = optout.Redactor(people_ids="P-1"), tmp_path / "out.csv"
    for stream in (io.BytesIO(EXPORT), Slow(EXPORT)):
        summary = redactor.redact_csv(stream, out, verify=False)
        assert (summary.redacted, summary.verification) == (1, None)
        assert out.read_bytes() == REDACTED
        out.unlink()
    with pytest.raises(optout.OptoutError, match="verify: expected False for a file object"):
        redactor.redact_csv(io.BytesIO(EXPORT), out)
    with pytest.raises(TypeError, match='open the file in mode "rb"'):
        redactor.redact_csv(io.StringIO("x"), out, verify=False)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a path, got bytes"):
        redactor.redact_csv(EXPORT, out)  # type: ignore[arg-type]
    assert not out.exists()


def test_a_stream_is_made_of_a_file(tmp_path: Path) -> None:
    redactor, path = optout.Redactor(people_ids="P-1"), tmp_path / "export.csv"
    path.write_bytes(EXPORT)
    output = io.BytesIO()
    assert redactor.redact_stream(path, output).redacted == 1
    assert output.getvalue() == REDACTED
    with pytest.raises(TypeError, match='open the file in mode "wb", got StringIO'):
        redactor.redact_stream(path, io.StringIO())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="expected a binary file object to read, or a path"):
        redactor.redact_stream(7, output)  # type: ignore[arg-type]
