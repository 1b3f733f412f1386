"""The evidence report: a page that a browser shows without a complaint."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import EXPORT, LIST

import optout

TODAY = "2026-11-24"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


class Page(HTMLParser):
    """What of a page can load or run something, and what its charts and tables are called."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.references: list[str] = []
        self.handlers: list[str] = []
        self.charts: list[dict[str, str | None]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.references += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        if tag == "svg":
            self.charts.append(dict(attrs))


@pytest.fixture
def report(tmp_path: Path) -> optout.JobReport:
    (tmp_path / "list.csv").write_bytes(LIST)
    (tmp_path / "contacts.csv").write_text("Record ID,Email\n1,ada@engine.example\n")
    (tmp_path / "<i>&export.csv").write_bytes(EXPORT)
    return optout.sweep_file(
        tmp_path / "list.csv",
        tmp_path / "contacts.csv",
        tmp_path / "out",
        now=TODAY,
        past_exports=[tmp_path / "<i>&export.csv"],
    )


def test_the_page_is_the_file_that_the_job_wrote(report: optout.JobReport, tmp_path: Path) -> None:
    written = (tmp_path / "out" / "report.html").read_bytes()
    assert report.html().encode() == written
    assert report.outputs["report.html"] == hashlib.sha256(written).hexdigest()
    assert report.policy_hash in report.html()
    assert "ada@" not in report.html()


def test_the_page_loads_and_runs_nothing(report: optout.JobReport) -> None:
    page = Page(report.html())
    assert not {"script", "img", "link", "iframe", "object", "i"} & set(page.elements)
    assert all(reference.startswith("#") for reference in page.references)
    assert page.references
    assert not page.handlers
    assert len(page.charts) == 3
    assert all(chart["role"] == "img" and chart["aria-labelledby"] for chart in page.charts)
    assert page.elements.count("table") == page.elements.count("caption") > 5


def test_sweeps_in_memory_have_a_page_too() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    people = optout.read_list(LIST)
    table = pyarrow.table({"Record ID": ["1"], "Email": ["ada@engine.example"]})
    swept = optout.sweep_frame(table, people, now=TODAY)
    assert "1 record was found" in swept.html()
    assert "of files nothing is known" in swept.html()
    part = optout.BatchSweep(optout.Matcher(people), now=TODAY)
    batch = table.to_batches()[0]
    part.sweep(batch)
    part.settle(batch, part.facts())
    page = part.html(part.tally())
    assert f"Sweep of {TODAY}" in page
    assert "1 record was found" in page
    with pytest.raises(optout.OptoutError):
        part.html(b"no tally")


@pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium to open the page with")
def test_a_browser_opens_the_page_without_a_complaint(
    report: optout.JobReport, tmp_path: Path
) -> None:
    assert CHROMIUM is not None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr"]
    opened = subprocess.run(
        [
            CHROMIUM,
            *options,
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            (tmp_path / "out" / "report.html").as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    complaints = [line for line in opened.stderr.splitlines() if "CONSOLE" in line]
    assert not complaints
    # The browser reads the elements as they were meant: it has added none and closed none.
    assert Page(opened.stdout).elements == Page(report.html()).elements
