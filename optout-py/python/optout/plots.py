"""Charts of what a pass found: tiers, retention, and the days that come.

They draw with matplotlib, which is the extra ``optout[plots]``, and show numbers only: no value of
a record and no id is in them. The colours are those that people tell apart whose sight confuses
red and green, and every bar has its number.

>>> import optout
>>> people = optout.read_list(b"Name,Work email\\nAda Lovelace,ada@engine.example\\n")
>>> contacts = b"Record ID,Email\\n7,ada@engine.example\\n"
>>> found = optout.classify_table(contacts, now="2026-11-24", preset="hubspot")
>>> from optout import plots
>>> axes = plots.retention(found)
>>> axes.get_title()
'What becomes of 1 record'
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias, TypeGuard

from ._optout import JobReport

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["deadlines", "retention", "tiers"]


class _Counted(Protocol):
    @property
    def counts(self) -> dict[str, Any]: ...


class _Due(Protocol):
    @property
    def deadline(self) -> datetime.date | None: ...


_Report: TypeAlias = _Counted | Mapping[str, Any]
_Day: TypeAlias = datetime.date | str

# M. Okabe, K. Ito, "Color Universal Design", 2008; the HTML of results has them too.
_BLUE, _GREEN, _ORANGE = "#0072b2", "#009e73", "#e69f00"
_PURPLE, _VERMILION, _GREY = "#cc79a7", "#d55e00", "#888888"
_RETENTION = {
    "remove": _VERMILION,
    "keep": _GREEN,
    "keep_restricted": _BLUE,
    "suppress_only": _PURPLE,
    "review": _ORANGE,
}
# What the shipped rules take for evidence of a tier.
_TIERS = {
    "T0": "record id",
    "T1": "e-mail",
    "T2": "mailbox",
    "T3": "name, company",
    "T4": "near e-mail",
    "T5": "weak or shared",
    "T6": "name only",
}
_DAYS = {
    "deadlines": ("to be done by", _BLUE),
    "valid_until": ("keeping holds until", _GREEN),
    "marketing_until": ("marketing permitted until", _PURPLE),
}


def tiers(report: _Report, *, ax: Axes | None = None) -> Axes:
    """Draws how many records were found by which tier of evidence, the strongest on top.

    Args:
        report: a :class:`JobReport` or a :class:`SweptFrame`, or their counts (dict).
        ax: the axes to draw on; those of a new figure if None.

    Raises:
        ImportError: matplotlib is not installed.
        TypeError: the report has no tiers.

    >>> from optout import plots
    >>> plots.tiers({"tiers": {"T0": 28, "T1": 11}}).get_title()
    '39 records found, by tier'
    """
    counts = _counts(report, "tiers", "a JobReport, a SweptFrame or their counts")
    found = sorted(counts["tiers"].items())
    rows = [(f"{tier}  {_TIERS.get(tier, '')}".strip(), count, _BLUE) for tier, count in found]
    whole = sum(count for _, count, _ in rows)
    return _bars(rows, f"{_several(whole)} found, by tier", ax)


def retention(report: _Report, *, ax: Axes | None = None) -> Axes:
    """Draws what becomes of the records: removed, kept, suppressed, or for a human to look at.

    Args:
        report: a :class:`JobReport`, a :class:`SweptFrame` or a :class:`Classified`, or their
            counts (dict).
        ax: the axes to draw on; those of a new figure if None.

    Raises:
        ImportError: matplotlib is not installed.
        TypeError: the report has no retention.

    >>> from optout import plots
    >>> axes = plots.retention({"retention": {"remove": 25, "review": 11}})
    >>> [label.get_text() for label in axes.get_yticklabels()]
    ['remove', 'keep', 'keep restricted', 'suppress only', 'review']
    """
    expected = "a JobReport, a SweptFrame, a Classified or their counts"
    found = _counts(report, "retention", expected)["retention"]
    rows = [(word.replace("_", " "), found.get(word, 0), hue) for word, hue in _RETENTION.items()]
    whole = sum(count for _, count, _ in rows)
    return _bars(rows, f"What becomes of {_several(whole)}", ax)


def deadlines(
    report: _Report | Iterable[_Due | _Day | None],
    *,
    now: _Day | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draws the days that come: by when how much is to be done, and until when answers hold.

    Days are drawn singly if they lie within a month, by weeks within half a year, and else by
    months. What is past by ``now`` is marked: work that is late, and answers that have to be asked
    for again.

    Args:
        report: a :class:`JobReport`, a :class:`SweptFrame` or a :class:`Classified`, or their
            counts (dict); or an iterable of :class:`Decision`, of :class:`Classification`, or of
            days, such as the column ``deadline`` of :attr:`SweptFrame.decisions`; missing ones are
            left out.
        now: today, ``datetime.date`` or ISO text; the day of the job if None and it is a
            :class:`JobReport`.
        ax: the axes to draw on; those of a new figure if None.

    Raises:
        ImportError: matplotlib is not installed.
        TypeError: there are no days in it.

    >>> from optout import plots
    >>> axes = plots.deadlines({"deadlines": {"2026-11-10": 2, "2026-12-24": 27}}, now="2026-11-24")
    >>> axes.get_title()
    '29 records with a last day, 2 of them past it'
    """
    if now is None and isinstance(report, JobReport):
        now = report.to_dict()["now"]
    return _calendar(_days(report), _day(now), ax)


def _counts(report: Any, name: str, expected: str) -> Mapping[str, Any]:
    counts: Mapping[str, Any] = report if _is_mapping(report) else getattr(report, "counts", {})
    if not _is_mapping(counts) or not _is_mapping(counts.get(name)):
        raise TypeError(f"expected {expected}, got {type(report).__name__}")
    return counts


def _is_mapping(value: Any) -> TypeGuard[Mapping[str, Any]]:
    return isinstance(value, Mapping)


def _is_several(value: Any) -> TypeGuard[Iterable[Any]]:
    return isinstance(value, Iterable) and not isinstance(value, str)


def _days(report: Any) -> dict[str, dict[datetime.date, int]]:
    """How many by day, for each kind of day that there is."""
    found: dict[str, Counter[datetime.date]] = {kind: Counter() for kind in _DAYS}
    expected = "a JobReport, a SweptFrame, a Classified, their counts, or an iterable of days"
    if _is_mapping(report) or hasattr(report, "counts"):
        counts = _counts(report, "deadlines", expected)
        for kind, days in found.items():
            of_kind: Mapping[str, int] = counts.get(kind) or {}
            days.update({_day(day): count for day, count in of_kind.items()})
    elif _is_several(report):
        for item in report:
            for kind, value in _dated(item):
                day = _day(value)
                if day is not None:
                    found[kind][day] += 1
    else:
        raise TypeError(f"expected {expected}, got {type(report).__name__}")
    return {kind: dict(sorted(days.items())) for kind, days in found.items() if days}


def _dated(item: Any) -> Iterator[tuple[str, Any]]:
    """The days of an answer, or a day."""
    if not hasattr(item, "deadline"):
        yield "deadlines", item
        return
    answer = getattr(item, "classification", item)
    yield "deadlines", answer.deadline
    yield "valid_until", answer.valid_until
    yield "marketing_until", answer.marketing_until


def _day(value: Any) -> Any:
    """A day from all that stands for one; None for what is missing."""
    if hasattr(value, "as_py"):
        value = value.as_py()
    # Only what is not a number or not a time differs from itself.
    if value is None or value != value:
        return None
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    if isinstance(value, str):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            raise ValueError("expected a day such as 2026-11-21") from None
    raise TypeError(f"expected a day, got {type(value).__name__}")


def _several(count: int) -> str:
    return f"{count:,} record" if count == 1 else f"{count:,} records"


def _axes(ax: Axes | None) -> Axes:
    if ax is not None:
        return ax
    try:
        from matplotlib import pyplot
    except ImportError as error:
        raise ImportError(
            "optout.plots draws with matplotlib: pip install 'optout[plots]'", name="matplotlib"
        ) from error
    figure, ax = pyplot.subplots(layout="constrained")
    del figure
    return ax


def _whole_numbers(axis: Any) -> None:
    ticker: Any = import_module("matplotlib.ticker")
    axis.set_major_locator(ticker.MaxNLocator(integer=True))


def _bars(rows: list[tuple[str, int, str]], title: str, ax: Axes | None) -> Axes:
    """Draws a bar for each row, with its number and its share."""
    ax = _axes(ax)
    whole = max(sum(count for _, count, _ in rows), 1)
    bars = ax.barh(
        range(len(rows)), [count for _, count, _ in rows], color=[hue for _, _, hue in rows]
    )
    labels = [f"{count:,}  ({count / whole:.1%})" if count else "0" for _, count, _ in rows]
    ax.bar_label(bars, labels=labels, padding=4)
    ax.set_yticks(range(len(rows)), [label for label, _, _ in rows])
    ax.invert_yaxis()
    # Room for the number behind the longest bar.
    ax.set_xlim(0, max((count for _, count, _ in rows), default=0) * 1.28 or 1)
    ax.set_xlabel("records")
    _whole_numbers(ax.xaxis)
    ax.set_title(title, fontsize="medium")
    ax.tick_params(axis="y", length=0)
    ax.spines[["top", "right"]].set_visible(False)
    return ax


class _Step(NamedTuple):
    """The part of a week or month that lies on one side of today, or a day."""

    start: datetime.date
    end: datetime.date


def _step(day: datetime.date, size: str, today: datetime.date | None) -> _Step:
    start = end = day
    if size == "week":
        start = day - datetime.timedelta(days=day.weekday())
        end = start + datetime.timedelta(days=6)
    elif size == "month":
        start = day.replace(day=1)
        end = (start + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    if today is not None and day < today:
        end = min(end, today - datetime.timedelta(days=1))
    elif today is not None:
        start = max(start, today)
    return _Step(start, end)


def _calendar(
    days: dict[str, dict[datetime.date, int]], today: datetime.date | None, ax: Axes | None
) -> Axes:
    """Draws bars on an axis of time, those of one step side by side."""
    ax = _axes(ax)
    seen = sorted({day for of_kind in days.values() for day in of_kind})
    every = sorted({*seen, today}) if today else seen
    span = (every[-1] - every[0]).days if every else 0
    size = "day" if span <= 31 else "week" if span <= 186 else "month"
    for place, (kind, of_kind) in enumerate(days.items()):
        label, hue = _DAYS[kind]
        for is_past in (False, True):
            steps: Counter[_Step] = Counter()
            for day, count in of_kind.items():
                if (today is not None and day < today) == is_past:
                    steps[_step(day, size, today)] += count
            if not steps:
                continue
            widths = [0.8 * ((step.end - step.start).days + 1) / len(days) for step in steps]
            bars = ax.bar(
                [
                    _at(step.start) + place * width
                    for step, width in zip(steps, widths, strict=True)
                ],
                list(steps.values()),
                width=widths,
                align="edge",
                color=_VERMILION if is_past and kind == "deadlines" else hue,
                hatch="///" if is_past else None,
                edgecolor="white",
                linewidth=0,
                label=f"{label}: past" if is_past else label,
            )
            ax.bar_label(bars, padding=2)
    if today is not None:
        ax.axvline(
            _at(today), color=_GREY, linestyle="--", linewidth=1, label=f"today, {today}", zorder=0
        )
    if every:
        ax.legend(frameon=False, loc="best")
        ax.margins(x=0.04, y=0.16)
        _dates(ax, sorted({_step(day, size, None).start for day in seen}), size, span)
    ax.set_xlabel({"day": "day", "week": "week, from its Monday", "month": "month"}[size])
    ax.set_ylabel("records")
    _whole_numbers(ax.yaxis)
    ax.set_title(_said(days, today), fontsize="medium")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _at(day: datetime.date) -> float:
    """Where a day is on an axis of matplotlib's."""
    dates: Any = import_module("matplotlib.dates")
    return float(dates.date2num(day))


def _dates(ax: Axes, starts: list[datetime.date], size: str, span: int) -> None:
    """Writes the days below their bars where there is room, and else as a scale."""
    apart = [(later - day).days for day, later in pairwise(starts)]
    if len(starts) <= 8 and all(days * 14 >= span for days in apart):
        labels = [f"{day:%Y-%m}" if size == "month" else f"{day}" for day in starts]
        middle = {"day": 0.4, "week": 2.8, "month": 12}[size]
        ax.set_xticks([_at(day) + middle for day in starts], labels, rotation=30)
        return
    dates: Any = import_module("matplotlib.dates")
    locator = dates.AutoDateLocator(minticks=3, maxticks=8)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(dates.ConciseDateFormatter(locator))


def _said(days: dict[str, dict[datetime.date, int]], today: datetime.date | None) -> str:
    due = days.get("deadlines", {})
    said = f"{_several(sum(due.values()))} with a last day"
    late = sum(count for day, count in due.items() if today is not None and day < today)
    return f"{said}, {late:,} of them past it" if late else said
