"""Charts say the numbers, and nothing else."""

from __future__ import annotations

import datetime
import io
import itertools
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import optout

matplotlib = pytest.importorskip("matplotlib")
matplotlib.use("Agg")

from matplotlib import pyplot  # noqa: E402

from optout import plots  # noqa: E402

TODAY = "2026-11-24"
CONTACTS = b"Record ID,Email,Country/Region\n7,ada@engine.example,France\n8,b@c.example,US\n"


@pytest.fixture(autouse=True)
def closed() -> Any:
    yield
    pyplot.close("all")


@pytest.fixture
def report(sample: Path, tmp_path: Path) -> optout.JobReport:
    return optout.sweep_file(
        sample / "opt_out_list.csv",
        sample / "hubspot_contacts.csv",
        tmp_path / "out",
        now=TODAY,
        evidence=sample / "evidence.csv",
        guard="off",
    )


def texts(ax: Any) -> list[str]:
    return [text.get_text() for text in ax.texts]


def lengths(ax: Any, kind: str) -> list[int]:
    return [round(getattr(bar, f"get_{kind}")()) for bar in ax.patches]


def test_tiers_are_drawn_in_their_order(report: optout.JobReport) -> None:
    ax = plots.tiers(report)
    tiers = report.counts["tiers"]
    assert lengths(ax, "width") == [tiers[tier] for tier in sorted(tiers)]
    assert [label.get_text()[:2] for label in ax.get_yticklabels()] == sorted(tiers)
    assert ax.yaxis_inverted()
    assert ax.get_title() == f"{sum(tiers.values())} records found, by tier"


def test_retention_has_every_word_and_each_its_number(report: optout.JobReport) -> None:
    ax = plots.retention(report)
    found = report.counts["retention"]
    words = [label.get_text().replace(" ", "_") for label in ax.get_yticklabels()]
    assert lengths(ax, "width") == [found.get(word, 0) for word in words]
    assert set(found) <= set(words)
    assert texts(ax)[0].startswith(str(found["remove"]))
    assert len({bar.get_facecolor() for bar in ax.patches}) == len(words)


def test_deadlines_tell_what_is_late(report: optout.JobReport) -> None:
    ax = plots.deadlines(report)
    days = report.counts["deadlines"]
    late = sum(count for day, count in days.items() if day < TODAY)
    assert late > 0
    assert ax.get_title() == (
        f"{sum(days.values())} records with a last day, {late} of them past it"
    )
    assert sum(lengths(ax, "height")) == sum(days.values())
    legend = ax.get_legend()
    assert legend is not None
    said = [text.get_text() for text in legend.get_texts()]
    assert f"today, {TODAY}" in said
    assert "to be done by: past" in said
    assert plots.deadlines(report.counts, now=TODAY).get_title() == ax.get_title()


def test_one_step_on_both_sides_of_today_is_two_bars() -> None:
    counts = {"deadlines": {"2026-10-01": 1, "2026-11-23": 2, "2026-11-24": 3, "2026-11-27": 4}}
    ax = plots.deadlines(counts, now="2026-11-24")
    assert sorted(lengths(ax, "height")) == [1, 2, 7]
    bars: Any = ax.patches
    spans = sorted((bar.get_x(), bar.get_x() + bar.get_width()) for bar in bars)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))


@pytest.mark.parametrize(
    ("days", "size"),
    [(["2026-11-25"], "day"), (["2027-02-01"], "week, from its Monday"), (["2028-01-01"], "month")],
)
def test_the_step_fits_the_time(days: list[str], size: str) -> None:
    assert plots.deadlines(days, now=TODAY).get_xlabel() == size


def test_many_days_are_a_scale() -> None:
    first = datetime.date(2026, 11, 24)
    days = [first + datetime.timedelta(days=at) for at in range(30)]
    ax = plots.deadlines(days, now=first)
    assert len(ax.patches) == 30
    assert len(ax.get_xticks()) < 12


def test_days_come_from_answers_columns_and_numbers() -> None:
    found = optout.classify_table(CONTACTS, now=TODAY, preset="hubspot")
    consent = optout.Evidence(
        "opt_in_double",
        provenance="own",
        occurred_at="2026-03-01",
        expires_at="2027-03-01",
        source_ref="form",
        purposes=["marketing"],
    )
    answers = [
        optout.classify([], now=TODAY, country="France"),
        optout.classify([consent], now=TODAY, country="France"),
    ]
    assert answers[1].valid_until is not None
    ax = plots.deadlines(answers, now=TODAY)
    legend = ax.get_legend()
    assert legend is not None
    said = [text.get_text() for text in legend.get_texts()]
    assert "keeping holds until" in said
    assert "marketing permitted until" in said
    assert plots.deadlines(found, now=TODAY).get_title() == "2 records with a last day"
    day = answers[0].deadline
    column: Any
    for column in ([day, None, float("nan")], ["2026-12-24"], [datetime.datetime(2026, 12, 24)]):
        assert plots.deadlines(column).get_title() == "1 record with a last day"
    assert plots.deadlines([]).get_title() == "0 records with a last day"


def test_the_column_of_a_frame_is_drawn() -> None:
    people = optout.read_list(b"Name,Work email\nAda Lovelace,ada@engine.example\n")
    columns = {"Record ID": ["7", "8"], "Email": ["ada@engine.example", None]}
    for name, make in [("pandas", "DataFrame"), ("polars", "DataFrame"), ("pyarrow", "table")]:
        library = pytest.importorskip(name)
        frame = getattr(library, make)(columns)
        swept = optout.sweep_frame(frame, people, now=TODAY, preset="hubspot", guard="off")
        ax = plots.deadlines(swept.decisions["deadline"], now=TODAY)
        assert ax.get_title() == plots.deadlines(swept, now=TODAY).get_title()


def test_they_draw_on_the_axes_that_are_given() -> None:
    _, ax = pyplot.subplots()
    assert plots.tiers({"tiers": {"T0": 1}}, ax=ax) is ax
    assert plots.retention({"retention": {}}, ax=ax) is ax
    assert plots.deadlines({"deadlines": {}}, ax=ax) is ax


def test_a_chart_is_the_same_twice() -> None:
    def drawn() -> bytes:
        content = io.BytesIO()
        figure = plots.deadlines(["2026-12-08", "2026-12-24"], now=TODAY).figure
        figure.savefig(content, format="png")  # type: ignore[union-attr]
        return content.getvalue()

    assert drawn() == drawn()


@pytest.mark.parametrize("draw", [plots.tiers, plots.retention, plots.deadlines])
def test_what_has_no_counts_is_named_by_its_type(draw: Any) -> None:
    for other in (7, "kanarienvogel", {"kanarienvogel": 1}, object()):
        with pytest.raises(TypeError, match=f"got {type(other).__name__}") as caught:
            draw(other)
        assert "kanarienvogel" not in str(caught.value)
    with pytest.raises(ValueError, match="a day such as") as caught_day:
        plots.deadlines(["kanarienvogel"])
    assert "kanarienvogel" not in str(caught_day.value)
    assert caught_day.value.__cause__ is None


def test_the_extra_is_named_where_matplotlib_is_missing() -> None:
    program = (
        "import sys\nsys.modules['matplotlib'] = None\n"
        "from optout import plots\n"
        "try:\n    plots.tiers({'tiers': {'T0': 1}})\n"
        "except ImportError as error:\n    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "pip install 'optout[plots]'" in done.stdout
