"""The standings as a reader sees them."""

from memory import Peak
from race import Standing

COLUMNS = ("", "median s", "best s", "MB/s", "x ours", "x cp", "peak MB", "rows identical")


def rendered(title: str, standings: list[Standing], base: str, megabytes: float) -> str:
    ran = {standing.name: standing for standing in standings if standing.seconds}
    rows = [cells(standing, ran.get(base), ran.get("cp"), megabytes) for standing in standings]
    return f"{title}\n\n{aligned([COLUMNS, *rows])}"


def cells(
    standing: Standing, ours: Standing | None, copy: Standing | None, megabytes: float
) -> tuple[str, ...]:
    if not standing.seconds:
        return (standing.name, f"failed: {standing.fault}", *[""] * (len(COLUMNS) - 2))
    identical = "-"
    if standing.check is not None:
        share = standing.check["identical"] / max(1, standing.check["untouched"])
        identical = f"{share:.1%}" + ("" if standing.check["is_in_order"] else ", order lost")
    if standing.fault is not None:
        identical = f"WRONG: {standing.fault}"
    return (
        standing.name,
        f"{standing.median:.2f}",
        f"{standing.best:.2f}",
        f"{megabytes / standing.median:.0f}",
        times(standing, ours),
        times(standing, copy),
        f"{standing.peak_kib / 1024:.0f}",
        identical,
    )


def times(standing: Standing, other: Standing | None) -> str:
    return f"{standing.median / other.median:.2f}" if other else "-"


def aligned(rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown, which reads well as plain text."""
    widths = [max(len(row[at]) for row in rows) for at in range(len(COLUMNS))]

    def line(row: tuple[str, ...]) -> str:
        first, *rest = (cell for cell in row)
        padded = [first.ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        return f"| {' | '.join(padded)} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(rows[0]), f"| {' | '.join(rule)} |", *map(line, rows[1:])])


def rendered_peaks(peaks: list[Peak]) -> str:
    lines = [
        f"  {peak.megabytes:>6} MB ({peak.rows} rows) through a pipe: "
        f"peak {peak.peak_kib / 1024:.1f} MB, {peak.seconds:.1f} s with the generator"
        for peak in peaks
    ]
    return "\n".join(["Memory of ours by the size of the input:", *lines])
