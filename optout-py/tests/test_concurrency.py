"""Threads, processes and signals: who shares what, and who can stop what."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
import sys
import sysconfig
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from conftest import LIST

import optout

SOURCES = Path(__file__).parents[1] / "src"
HEADER = b"Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"


def listed(rows: int) -> bytes:
    return HEADER + b"".join(
        b"Eve %d,other.example,E-%d,eve%d@other.example,2026-11-02\n" % (n, n, n)
        for n in range(rows)
    )


def contacts(rows: int) -> bytes:
    return b"Record ID,Email\n" + b"".join(b"%d,eve%d@who.example\n" % (n, n) for n in range(rows))


def export(rows: int) -> bytes:
    row = b"P-1,Ada,FALSE\n"
    return b"6sense People Id,Name,Is Redacted\n" + row * rows


def columns(rows: int) -> dict[str, list[str]]:
    return {"email": [f"eve{n}@who.example" for n in range(rows)]}


def match(given: dict[str, list[str]]) -> object:
    return optout.Matcher(optout.read_list(LIST)).match_columns(given)


def classify_columns(given: dict[str, list[str]]) -> object:
    return optout.classify_columns(given, now="2026-11-24")


def classify_table(content: bytes) -> object:
    return optout.classify_table(content, now="2026-11-24")


def redact_bytes(content: bytes) -> object:
    return optout.Redactor(people_ids="P-1", threads=1).redact_bytes(content)


# What makes an input of so many rows, and what is called with it.
LONG: dict[str, tuple[Callable[[int], Any], Callable[[Any], object]]] = {
    "read_list": (listed, optout.read_list),
    "Matcher": (lambda rows: optout.read_list(listed(rows)), optout.Matcher),
    "match_columns": (columns, match),
    "classify_columns": (columns, classify_columns),
    "classify_table": (contacts, classify_table),
    "redact_bytes": (export, redact_bytes),
}


@pytest.mark.parametrize("name", LONG)
def test_others_go_on_meanwhile(name: str) -> None:
    """A thread that counts gets on during a call; if the call held the lock, it would not."""
    make, call = LONG[name]
    ticks, is_over = 0, threading.Event()

    def count() -> None:
        nonlocal ticks
        while not is_over.is_set():
            ticks += 1
            time.sleep(0.001)

    counter = threading.Thread(target=count)
    counter.start()
    try:
        rows = 500
        while True:
            given = make(rows)
            before, start = ticks, time.perf_counter()
            call(given)
            took, counted = time.perf_counter() - start, ticks - before
            if took > 0.2:
                break
            rows *= 4
    finally:
        is_over.set()
        counter.join()
    assert counted >= 5


class RungError(Exception):
    """What a signal raises."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="needs a timer")
@pytest.mark.parametrize("name", [name for name in LONG if name != "Matcher"])
def test_a_signal_ends_a_long_call(name: str) -> None:
    def ring(_signal: int, _frame: object) -> None:
        raise RungError

    # Seconds and more of work, of which a moment is done.
    make, call = LONG[name]
    given = make(400_000)
    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.05)
        with pytest.raises(RungError):
            call(given)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def test_one_of_each_serves_many_threads(tmp_path: Path) -> None:
    people = optout.read_list(LIST)
    matcher, policy = optout.Matcher(people), optout.Policy.standard()
    store = optout.read_evidence(b"email,kind\nada@engine.example,contract\n")

    def work(number: int) -> list[object]:
        match = matcher.match(emails="ada@engine.example", name="Ada Lovelace")
        pieces = store.about(emails="ada@engine.example")
        decision = optout.decide(match, pieces, now="2026-11-24", policy=policy, country="France")
        assert decision is not None
        explained = matcher.explain(emails="ada@engine.example").to_json()
        again, _ = matcher.updated(people)
        return [match.to_dict(), decision.to_dict(), explained, len(again), matcher.to_bytes()]

    with ThreadPoolExecutor(8) as pool:
        first, *others = pool.map(work, range(64))
    assert all(other == first for other in others)


def swept(people: str, records: str, out: str) -> dict[str, Any]:
    """A sweep with threads of its own, as a worker does it."""
    report = optout.sweep_file(
        people, records, out, now="2026-11-24", guard="off", threads=2
    ).to_dict()
    outputs: dict[str, Any] = report["outputs"]
    return outputs


@pytest.mark.parametrize(
    "method", [one for one in ("fork", "spawn") if one in multiprocessing.get_all_start_methods()]
)
def test_a_child_sweeps_after_its_parent_has(method: str, sample: Path, tmp_path: Path) -> None:
    files = [str(sample / "opt_out_list.csv"), str(sample / "salesforce_contacts.csv")]
    own = swept(files[0], files[1], str(tmp_path / "own"))
    with multiprocessing.get_context(method).Pool(2) as pool:
        found = pool.starmap_async(swept, [(*files, str(tmp_path / str(n))) for n in range(2)])
        # A pool of threads that does not come along would wait for ever.
        assert found.get(timeout=300) == [own, own]
        pool.close()
        pool.join()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_what_the_parent_made_works_in_the_child() -> None:
    matcher = optout.Matcher(optout.read_list(LIST))
    redactor = optout.Redactor(people_ids="P-1", threads=2)
    content = export(10_000)
    expected = (matcher.match(emails="ada@engine.example"), redactor.redact_bytes(content)[0])
    child = os.fork()
    if child == 0:
        found = (matcher.match(emails="ada@engine.example"), redactor.redact_bytes(content)[0])
        os._exit(0 if found == expected else 1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


class Bar:
    """What tqdm and others have: a number of things, and ``update``."""

    def __init__(self, fails: BaseException | None = None) -> None:
        self.done, self.calls, self.fails = 0, 0, fails

    def update(self, count: int = 1) -> bool:
        self.done += count
        self.calls += 1
        if self.fails is not None:
            raise self.fails
        return True


def watched(name: str, directory: Path, progress: Callable[[int], object]) -> tuple[Any, int]:
    """Calls with a bar, and gives the output, if there is one, and to how much the bar comes."""
    rows, out = 5000, directory / "out"
    path, people = directory / "in.csv", directory / "list.csv"
    content = export(rows) if name.startswith("redact") else contacts(rows)
    path.write_bytes(content)
    people.write_bytes(LIST)
    redactor = optout.Redactor(people_ids="P-1")
    if name == "sweep_file":
        optout.sweep_file(people, path, out, now="2026-11-24", progress=progress)
        return out, rows
    if name == "classify_table":
        optout.classify_table(path, now="2026-11-24", output=out, progress=progress)
        return out, rows
    if name == "redact_csv":
        redactor.redact_csv(path, out, progress=progress)
    else:
        redactor.dry_run(path, progress=progress)
    return out, len(content)


WATCHED = ["sweep_file", "classify_table", "redact_csv", "redact: dry_run"]


@pytest.mark.parametrize("name", WATCHED)
def test_a_bar_is_told_of_the_whole(name: str, tmp_path: Path) -> None:
    bar = Bar()
    _, whole = watched(name, tmp_path, bar.update)
    assert bar.done == whole
    assert bar.calls >= 1


@pytest.mark.parametrize("name", WATCHED)
@pytest.mark.parametrize("kind", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_what_a_bar_raises_comes_back_itself(
    name: str, kind: type[BaseException], tmp_path: Path
) -> None:
    fault = kind("of the bar")
    with pytest.raises(kind) as caught:
        watched(name, tmp_path, Bar(fault).update)
    assert caught.value is fault
    assert {path.name for path in tmp_path.iterdir()} == {"in.csv", "list.csv"}


def test_it_runs_without_the_interpreters_lock_and_says_so() -> None:
    """A free-threaded interpreter leaves its lock off for a module that says that it may.

    What makes it true: no class has state that changes but behind a lock of its own, of which the
    compiler sees to it once a class is frozen.
    """
    assert "#[pymodule(gil_used = false)]" in (SOURCES / "lib.rs").read_text(encoding="utf-8")
    found = 0
    for source in SOURCES.glob("*.rs"):
        text = source.read_text(encoding="utf-8")
        assert "static mut" not in text
        for options in re.findall(r"#\[pyclass\b(.*?)\]\n", text, flags=re.DOTALL):
            found += 1
            assert "frozen" in options, source.name
            assert "unsendable" not in options, source.name
    assert found > 30
    if sysconfig.get_config_var("Py_GIL_DISABLED"):
        assert not getattr(sys, "_is_gil_enabled", lambda: True)()
