"""The standings as a reader sees them."""

from job import Job, Standing


def rendered(job: Job, title: str, standings: list[Standing], base: str, megabytes: float) -> str:
    ran = {standing.name: standing for standing in standings if standing.seconds}
    ours, yardstick = ran.get(base), ran.get(job.yardstick)
    header = ("", "median s", "best s", "MB/s", "x ours", f"x {job.yardstick}", "peak MB")
    rows = [
        (*speed(standing, ours, yardstick, megabytes), *worth(job, standing))
        if standing.seconds
        else (standing.name, *[""] * (len(header) - 1 + len(job.columns)))
        for standing in standings
    ]
    table = aligned([(*header, *job.columns), *rows])
    faults = [f"FAULT: {one.name}: {one.fault}" for one in standings if one.fault]
    return "\n".join([f"{title}\n\n{table}", *faults])


def speed(
    standing: Standing, ours: Standing | None, yardstick: Standing | None, megabytes: float
) -> tuple[str, ...]:
    return (
        standing.name,
        f"{standing.median:.2f}",
        f"{standing.best:.2f}",
        f"{megabytes / standing.median:.0f}",
        times(standing, ours),
        times(standing, yardstick),
        f"{standing.peak_kib / 1024:.0f}",
    )


def worth(job: Job, standing: Standing) -> list[str]:
    found = standing.check
    return ["-" if found is None else cell(found) for cell in job.columns.values()]


def times(standing: Standing, other: Standing | None) -> str:
    return f"{standing.median / other.median:.2f}" if other else "-"


def aligned(rows: list[tuple[str, ...]]) -> str:
    """A table in Markdown, which reads well as plain text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]

    def line(row: tuple[str, ...]) -> str:
        first, *rest = row
        padded = [first.ljust(widths[0])]
        padded += [cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True)]
        return f"| {' | '.join(padded)} |"

    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    return "\n".join([line(rows[0]), f"| {' | '.join(rule)} |", *map(line, rows[1:])])
