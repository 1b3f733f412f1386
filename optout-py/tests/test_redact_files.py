"""Redaction of files: threads, progress, signals, file objects, compression."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import EXPORT, REDACTED, said_when_interrupted

import optout

HEADER = b"6sense People Id,Name,Is Redacted\n"
ROWS = 60_000
# Several chunks, so that there is something to share among threads.
LARGE = HEADER + b"".join(b"P-%d,Ada Lovelace the %dth,FALSE\n" % (i, i) for i in range(ROWS))


class StopError(Exception):
    """Raised by a caller's own code."""


@pytest.fixture
def redactor() -> optout.Redactor:
    return optout.Redactor(people_ids="P-1", threads=2)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "export.csv"
    path.write_bytes(LARGE)
    return path


def names(directory: Path) -> set[str]:
    return {entry.name for entry in directory.iterdir()}


def test_the_bytes_are_the_same_for_any_number_of_threads() -> None:
    results = set()
    for threads in (None, 1, 2, 5):
        redactor = optout.Redactor(people_ids=["P-1", f"P-{ROWS - 1}"], threads=threads)
        output, summary = redactor.redact_bytes(LARGE)
        assert summary.redacted == 2
        results.add(output)
    assert len(results) == 1


@pytest.mark.parametrize("threads", [0, -1, "two", 1.5])
def test_a_number_of_threads_that_is_none(threads: Any) -> None:
    with pytest.raises((optout.OptoutError, TypeError, OverflowError)):
        optout.Redactor(people_ids="P-1", threads=threads)


def test_without_hashes(tmp_path: Path) -> None:
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(EXPORT)
    summary = optout.redact_csv(path, out, people_ids="P-1", hashes=False)
    assert (summary.sha256_input, summary.sha256_output) == (None, None)
    assert summary.to_dict()["sha256_input"] is None
    assert summary.verification is not None
    assert summary.verification.sha256_original is None
    assert summary.verification.to_dict()["sha256_redacted"] is None
    assert out.read_bytes() == REDACTED


def test_the_functions_of_the_module(people: optout.OptOutList, tmp_path: Path) -> None:
    path, out = tmp_path / "export.csv", tmp_path / "out.csv"
    path.write_bytes(EXPORT)
    optout.redact_csv(path, out, list=people, threads=1, verify=False)
    assert optout.verify(path, out, list=people).redacted == 1
    with pytest.raises(optout.VerificationError):
        optout.verify(path, path, list=people)
    with pytest.raises(TypeError, match="whose rows"):
        optout.redact_csv(path, out)
    with pytest.raises(TypeError, match="whose rows"):
        optout.verify(path, out)


@pytest.mark.parametrize("verify", [False, True])
def test_progress_adds_up_to_the_input(
    redactor: optout.Redactor, export: Path, tmp_path: Path, verify: bool
) -> None:
    told: list[int] = []
    threads = set()

    def progress(count: int) -> None:
        told.append(count)
        threads.add(threading.get_ident())

    redactor.redact_csv(export, tmp_path / "out.csv", verify=verify, progress=progress)
    assert sum(told) == len(LARGE)
    assert threads == {threading.get_ident()}
    told.clear()
    redactor.dry_run(export, progress=progress)
    assert sum(told) == len(LARGE)
    told.clear()
    redactor.redact_stream(io.BytesIO(LARGE), io.BytesIO(), progress=progress)
    assert sum(told) == len(LARGE)
    told.clear()
    redactor.verify(export, tmp_path / "out.csv", progress=progress)
    assert sum(told) == (tmp_path / "out.csv").stat().st_size
    with pytest.raises(TypeError, match="callable"):
        redactor.redact_csv(export, tmp_path / "out.csv", progress=1)  # type: ignore[arg-type]


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize("last", [1, 10**9])
def test_an_exception_of_the_callback_stops_the_run(
    export: Path, tmp_path: Path, threads: int, last: int
) -> None:
    redactor = optout.Redactor(people_ids="P-1", threads=threads)
    stop = StopError()
    calls = 0

    def progress(count: int) -> None:
        nonlocal calls
        calls += 1
        # The first call, or the one that comes in the verification.
        if calls >= last or count == 0:
            raise stop

    with pytest.raises(StopError) as caught:
        redactor.redact_csv(export, tmp_path / "out.csv", progress=progress)
    assert caught.value is stop
    assert names(tmp_path) == {"export.csv"}


def test_a_signal_stops_the_run(redactor: optout.Redactor, export: Path, tmp_path: Path) -> None:
    def progress(_: int) -> None:
        os.kill(os.getpid(), signal.SIGINT)

    with pytest.raises(KeyboardInterrupt):
        redactor.redact_csv(export, tmp_path / "out.csv", progress=progress)
    assert names(tmp_path) == {"export.csv"}


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes")
@pytest.mark.parametrize("threads", [1, 2])
def test_a_signal_stops_the_run_without_progress(tmp_path: Path, threads: int) -> None:
    out = str(tmp_path / "out.csv")
    redactor = f"optout.Redactor(people_ids='P-1', threads={threads})"
    call = f"{redactor}.redact_csv(sys.argv[1], {out!r}, verify=False)"
    said = said_when_interrupted(call, tmp_path / "pipe", HEADER, b"P-7,Ada,FALSE\n")
    assert said == "interrupted\n"
    assert names(tmp_path) == {"pipe"}


def test_file_objects(redactor: optout.Redactor, tmp_path: Path) -> None:
    expected, _ = redactor.redact_bytes(LARGE)

    class Narrow(io.RawIOBase):
        """Writes less than it is given, as raw streams may."""

        def __init__(self) -> None:
            self.content = bytearray()

        def write(self, content: Any) -> int:
            self.content += content[:100_000]
            return len(content[:100_000])

    class Wide:
        """Reads more than it is asked for, and says nothing of what it writes."""

        def __init__(self) -> None:
            self.left: list[Any] = [LARGE[:1_000_000], bytearray(LARGE[1_000_000:]), b""]
            self.content = b""

        def read(self, size: int, /) -> Any:
            return self.left.pop(0)

        def write(self, content: bytes, /) -> None:
            self.content += content

    narrow, wide = Narrow(), Wide()
    summary = redactor.redact_stream(io.BytesIO(LARGE), narrow)
    assert bytes(narrow.content) == expected
    assert summary.sha256_output == hashlib.sha256(expected).hexdigest()
    redactor.redact_stream(wide, wide)
    assert wide.content == expected
    path = tmp_path / "out.csv.gz"
    with gzip.open(path, "wb") as file:
        redactor.redact_stream(io.BytesIO(LARGE), file)
    assert gzip.decompress(path.read_bytes()) == expected


def test_exceptions_of_file_objects_come_back(redactor: optout.Redactor) -> None:
    stop = StopError()

    class Broken:
        def read(self, size: int, /) -> bytes:
            raise stop

        def write(self, content: bytes, /) -> int:
            raise stop

    calls: list[Callable[[], object]] = [
        lambda: redactor.redact_stream(Broken(), io.BytesIO()),
        lambda: redactor.redact_stream(io.BytesIO(LARGE), Broken()),
        lambda: redactor.dry_run(Broken()),
    ]
    for call in calls:
        with pytest.raises(StopError) as caught:
            call()
        assert caught.value is stop
    wrong: Any = io.StringIO("text")
    with pytest.raises(TypeError, match='open the file in mode "rb"'):
        redactor.redact_stream(wrong, io.BytesIO())
    with pytest.raises(TypeError, match="to read"):
        redactor.redact_stream(EXPORT, io.BytesIO())  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="to write"):
        redactor.redact_stream(io.BytesIO(), "out.csv")  # type: ignore[arg-type]
    with pytest.raises(optout.StructureError):
        redactor.redact_stream(io.BytesIO(EXPORT + b'"open'), io.BytesIO())

    class Liar(io.BytesIO):
        answer: Any = 0

        def write(self, content: Any) -> Any:
            return self.answer

    for answer, kind in ((10**9, ValueError), (-1, TypeError), ("all", TypeError)):
        liar = Liar()
        liar.answer = answer
        with pytest.raises(kind):
            redactor.redact_stream(io.BytesIO(EXPORT), liar)

    class Waiting(io.RawIOBase):
        def write(self, content: Any) -> Any:
            return None

    with pytest.raises(BlockingIOError):
        redactor.redact_stream(io.BytesIO(EXPORT), Waiting())


def test_a_dry_run_writes_nothing(redactor: optout.Redactor, export: Path, tmp_path: Path) -> None:
    sources: list[Any] = [export, str(export), LARGE, bytearray(LARGE), io.BytesIO(LARGE)]
    for source in sources:
        summary = redactor.dry_run(source)
        assert (summary.records, summary.redacted, summary.verification) == (ROWS, 1, None)
        assert summary.sha256_input == hashlib.sha256(LARGE).hexdigest()
    assert names(tmp_path) == {"export.csv"}
    assert export.read_bytes() == LARGE
    with pytest.raises(TypeError, match="a path, bytes or a binary file object"):
        redactor.dry_run(1)  # type: ignore[arg-type]
    with pytest.raises(optout.OptoutError) as caught:
        redactor.dry_run(tmp_path / "none.csv")
    assert (caught.value.code, caught.value.input) == ("io", "past_export")


def test_compressed_files(redactor: optout.Redactor, tmp_path: Path) -> None:
    packed = tmp_path / "export.csv.gz"
    packed.write_bytes(gzip.compress(EXPORT))
    plain, zipped, zst = (tmp_path / name for name in ("out.csv", "out.csv.gz", "out.csv.zst"))
    told: list[int] = []
    summary = redactor.redact_csv(packed, plain, progress=told.append)
    assert plain.read_bytes() == REDACTED
    assert sum(told) == len(EXPORT)
    assert summary.sha256_input == hashlib.sha256(EXPORT).hexdigest()
    redactor.redact_csv(packed, zipped)
    assert gzip.decompress(zipped.read_bytes()) == REDACTED
    redactor.redact_csv(packed, zst)
    assert zst.read_bytes()[:4] == b"\x28\xb5\x2f\xfd"
    assert redactor.verify(packed, zst).redacted == 1
    again = redactor.redact_csv(zst, zst)
    assert (again.redacted, again.already_redacted) == (0, 1)
    assert zst.read_bytes()[:4] == b"\x28\xb5\x2f\xfd"
    assert redactor.dry_run(packed).records == 2
    packed.write_bytes(gzip.compress(EXPORT)[:-9])
    with pytest.raises(optout.OptoutError):
        redactor.redact_csv(packed, tmp_path / "torn.csv")
    assert not (tmp_path / "torn.csv").exists()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_a_forked_child_has_threads_of_its_own() -> None:
    program = (
        "import optout, os, sys\n"
        "large = sys.stdin.buffer.read()\n"
        "redactor = optout.Redactor(people_ids='P-1', threads=2)\n"
        "before, _ = redactor.redact_bytes(large)\n"
        "child = os.fork()\n"
        "if child == 0:\n"
        "    os._exit(0 if redactor.redact_bytes(large)[0] == before else 1)\n"
        "sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    subprocess.run(
        [sys.executable, "-W", "error", "-c", program], input=LARGE, check=True, timeout=120
    )


def test_one_redactor_serves_many_threads(redactor: optout.Redactor) -> None:
    expected, _ = redactor.redact_bytes(LARGE)
    results: list[bytes] = []

    def redact() -> None:
        sink = io.BytesIO()
        redactor.redact_stream(io.BytesIO(LARGE), sink)
        results.append(sink.getvalue())

    threads = [threading.Thread(target=redact) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 4
