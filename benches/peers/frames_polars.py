"""The job on frames with Polars, on all threads.

Usage: frames_polars.py LIST IN OUT
"""

import polars as pl
from frames import run
from match_polars import domain, known, normalised

KEYS = (
    pl.col("id"),
    normalised(pl.col("email")),
    normalised(pl.col("name")) + "@" + domain(pl.col("website")),
)


def match(opt_outs: pl.DataFrame, rows: pl.DataFrame) -> pl.Series:
    is_listed = (key.is_in(known(opt_outs, key).implode()).fill_null(False) for key in KEYS)
    return rows.select(pl.any_horizontal(*is_listed).alias("found"))["found"]


if __name__ == "__main__":
    run(pl.from_arrow, match, lambda found: found.arg_true())
