"""What a job is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from contestants import Contestant
from ground import Data


@dataclass
class Standing:
    """What is known of a contestant so far."""

    name: str
    seconds: list[float] = field(default_factory=list)
    peak_kib: int = 0
    # What the check of the first result found; none for the yardsticks.
    check: dict | None = None
    fault: str | None = None

    @property
    def median(self) -> float:
        return median(self.seconds)

    @property
    def best(self) -> float:
        return min(self.seconds)

    def as_json(self) -> dict:
        figures = {"median": self.median, "best": self.best} if self.seconds else {}
        return vars(self) | figures


@dataclass(frozen=True)
class Sizes:
    """How large a run is."""

    rows: int
    opt_outs: int
    rounds: int
    style: str


@dataclass(frozen=True)
class Job:
    """One job that everybody does on the same data."""

    # What it is called in titles.
    title: str
    quick: Sizes
    full: Sizes
    # Makes the data from rows, opt-outs and style.
    generate: Callable[[int, int, str], Data]
    contestants: Callable[[], list[Contestant]]
    # What a result is worth; its "fault" says what is wrong with it, if anything is.
    check: Callable[[Contestant, Data, Path], dict]
    # The yardstick that has a column of ratios.
    yardstick: str
    # Further columns, each with what a check says in it.
    columns: dict[str, Callable[[dict], str]]
    note: str
