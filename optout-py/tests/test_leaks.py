"""Nothing that a call takes is kept when it is over, whether it went well or not."""

from __future__ import annotations

import ctypes
import gc
import io
import pickle
import sys
import time
import tracemalloc
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXPORT, LIST

import optout

# Less than what a round would keep of any input, and about what the interpreter's own tables grow
# by now and then; calls that take little time are made so often that less is found out too.
NOISE = 2400

CONTACTS = b"Record ID,Email\n" + b"".join(b"%d,eve%d@other.example\n" % (n, n) for n in range(50))
EVIDENCE = b"email,kind\n" + b"".join(b"eve%d@other.example,contract\n" % n for n in range(50))
ROWS = EXPORT + b"P-1,Ada,FALSE\nP-9,Bob,FALSE\n" * 50
PEOPLE = LIST + b"".join(b"Eve %d,other.example,E-%d,,2026-11-02\n" % (n, n) for n in range(50))


class Heap(ctypes.Structure):
    """What the C library says of its heap."""

    _fields_ = [
        (name, ctypes.c_size_t)
        for name in (
            *("arena", "ordblks", "smblks", "hblks", "hblkhd"),
            *("usmblks", "fsmblks", "uordblks", "fordblks", "keepcost"),
        )
    ]


def heap() -> Callable[[], int]:
    """How many bytes are in use of the heap that the native part takes its memory from."""
    try:
        mallinfo = ctypes.CDLL(None).mallinfo2
    except (AttributeError, OSError, TypeError):
        pytest.skip("the C library does not say")
    mallinfo.restype = Heap

    def in_use() -> int:
        found = mallinfo()
        return int(found.uordblks + found.hblkhd)

    return in_use


class StoppedError(Exception):
    """What a callback raises."""


class Bar:
    """A progress bar that somebody stops."""

    def update(self, _count: int) -> None:
        raise StoppedError


def raises(kind: type[BaseException], call: Callable[[], object]) -> None:
    with pytest.raises(kind):
        call()


def frame() -> Any:
    pyarrow: Any = pytest.importorskip("pyarrow")
    return pyarrow.table({"Record ID": ["7"] * 50, "Email": ["ada@engine.example"] * 50})


def export() -> Any:
    pyarrow: Any = pytest.importorskip("pyarrow")
    return pyarrow.table({"6sense People Id": ["P-1"] * 50, "Name": ["Ada"] * 50})


def calls(directory: Path) -> dict[str, Callable[[], object]]:
    """What is called: the main calls, and how they fail."""
    people = optout.read_list(PEOPLE)
    matcher = optout.Matcher(people)
    redactor = optout.Redactor(people_ids="P-1", threads=1)
    store = optout.read_evidence(EVIDENCE)
    ada: dict[str, Any] = {"emails": "ada@engine.example", "name": "Ada Lovelace"}
    paths = [directory / name for name in ("list.csv", "contacts.csv", "out")]
    paths[0].write_bytes(PEOPLE)
    paths[1].write_bytes(CONTACTS)
    listed, contacts, out = paths
    broken = PEOPLE + b'"Ada'

    def swept(**options: Any) -> object:
        return optout.sweep_file(
            listed, contacts, out, now="2026-11-24", threads=1, guard="off", **options
        ).to_dict()

    def classified(**options: Any) -> object:
        return optout.classify_table(CONTACTS, now="2026-11-24", evidence=store, **options).table

    return {
        "read_list": lambda: optout.read_list(PEOPLE).faults,
        "Matcher": lambda: optout.Matcher(people, optout.MatchPolicy.broad()),
        "match": lambda: matcher.match(**ada).to_dict(),
        "match_columns": lambda: matcher.match_columns({"email": ["ada@engine.example"] * 50}),
        "explain": lambda: (matcher.explain(**ada).to_json(), matcher.why_not("P-2", **ada)),
        "pickle": lambda: pickle.loads(pickle.dumps((matcher, store))),
        "read_evidence": lambda: optout.read_evidence(io.BytesIO(EVIDENCE)).pieces,
        "policy": lambda: optout.Policy.from_toml("[basis]\nbalancing_test = 'DPO-7'\n").basis,
        "sweep_file": swept,
        "sweep_frame": lambda: (
            optout.sweep_frame(frame(), matcher, now="2026-11-24", guard="off").counts
        ),
        "classify_table": classified,
        "redact_bytes": lambda: redactor.redact_bytes(ROWS),
        "redact_stream": lambda: redactor.redact_stream(io.BytesIO(ROWS), io.BytesIO()),
        "redact": lambda: optout.redact(export(), people_ids="P-1"),
        "a broken list": lambda: raises(optout.StructureError, lambda: optout.read_list(broken)),
        "a missing file": lambda: raises(optout.OptoutError, lambda: optout.read_list("no such")),
        "text": lambda: raises(TypeError, lambda: optout.read_list(io.StringIO())),  # type: ignore[arg-type]
        "no policy": lambda: raises(optout.PolicyError, lambda: optout.Policy.read("x = ")),
        "no matcher": lambda: raises(
            optout.MatcherBytesError, lambda: optout.Matcher.from_bytes(LIST)
        ),
        "a sweep that is stopped": lambda: raises(
            StoppedError, lambda: swept(progress=Bar().update)
        ),
        "a classification that is stopped": lambda: raises(
            StoppedError, lambda: classified(progress=Bar().update)
        ),
        "a redaction that is stopped": lambda: raises(
            StoppedError, lambda: redactor.dry_run(ROWS, progress=Bar().update)
        ),
        "a column of numbers": lambda: raises(
            TypeError, lambda: matcher.match_columns({"email": ["a@x.example", 7]})
        ),
    }


NAMES = [
    *("read_list", "Matcher", "match", "match_columns", "explain", "pickle", "read_evidence"),
    *("policy", "sweep_file", "sweep_frame", "classify_table", "redact_bytes", "redact_stream"),
    *("redact", "a broken list", "a missing file", "text", "no policy", "no matcher"),
    *("a sweep that is stopped", "a classification that is stopped"),
    *("a redaction that is stopped", "a column of numbers"),
]


def test_all_calls_are_named(tmp_path: Path) -> None:
    assert list(calls(tmp_path)) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_memory_stays_where_it_is(name: str, tmp_path: Path) -> None:
    in_use = heap()
    call = calls(tmp_path)[name]
    start = time.perf_counter()
    call()
    rounds = 100 if time.perf_counter() - start < 0.005 else 8

    def is_steady(measured: Callable[[], int]) -> bool:
        """Whether there is no more in use after some rounds than before.

        What is made once, such as a cache of the interpreter's, is full after some hundreds of them
        at most; a leak is there every time.
        """
        for _ in range(100):
            gc.collect()
            before = measured()
            for _ in range(rounds):
                call()
            gc.collect()
            if measured() - before < NOISE:
                return True
        return False

    assert is_steady(in_use)
    # Only now, because what is traced is written down on the same heap.
    tracemalloc.start()
    try:
        assert is_steady(lambda: tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()


def test_nobody_keeps_a_callback_or_a_file_object() -> None:
    bar, stream = Bar(), io.BytesIO(ROWS)
    kept: list[weakref.ref[Any]] = [weakref.ref(bar), weakref.ref(stream)]
    with pytest.raises(StoppedError):
        optout.Redactor(people_ids="P-1").dry_run(stream, progress=bar.update)
    del bar, stream
    gc.collect()
    assert [one() for one in kept] == [None, None]


def test_nobody_keeps_what_was_given() -> None:
    content = bytes(bytearray(PEOPLE))
    before = sys.getrefcount(content)
    people = optout.read_list(content)
    assert len(people) > 0
    assert sys.getrefcount(content) == before
