"""The exact job with Polars, streaming: by `is_in`, or by joins.

Usage: match_polars.py is_in|join LIST IN OUT
"""

import polars as pl
from layout import EMAIL, NAMES, PERSON, PREFIXES, RECORD, WEBSITE, run

IDS = (PERSON[0], RECORD[0])


def match(how: str, listed: str, source: str, target: str) -> None:
    opt_outs = pl.read_csv(listed, infer_schema=False)
    name = pl.concat_str(
        *(pl.col(column).str.strip_chars() for column in NAMES[0]), separator=" "
    ).str.to_lowercase()
    keys = [
        (pl.col(PERSON[0]), pl.col(PERSON[1])),
        (pl.col(RECORD[0]), pl.col(RECORD[1])),
        (normalised(pl.col(EMAIL[0])), normalised(pl.col(EMAIL[1]))),
        (
            name + "@" + domain(pl.col(WEBSITE[0])),
            normalised(pl.col(NAMES[1])) + "@" + domain(pl.col(WEBSITE[1])),
        ),
    ]
    rows = pl.scan_csv(source, infer_schema=False)
    {"is_in": by_is_in, "join": by_joins}[how](rows, opt_outs, keys).sink_csv(target)


def by_is_in(rows: pl.LazyFrame, opt_outs: pl.DataFrame, keys) -> pl.LazyFrame:
    is_listed = pl.any_horizontal(
        cells.is_in(known(opt_outs, listed).implode()).fill_null(False) for cells, listed in keys
    )
    return rows.filter(is_listed).select(IDS)


def by_joins(rows: pl.LazyFrame, opt_outs: pl.DataFrame, keys) -> pl.LazyFrame:
    """A left join on each key, whose list is marked: a semi join would have to be one of four."""
    marks = []
    for number, (cells, listed) in enumerate(keys):
        key, mark = f"key {number}", f"mark {number}"
        table = pl.LazyFrame({key: known(opt_outs, listed)}).with_columns(pl.lit(True).alias(mark))
        rows = rows.with_columns(cells.alias(key)).join(table, on=key, how="left")
        marks.append(pl.col(mark).fill_null(False))
    return rows.filter(pl.any_horizontal(marks)).select(IDS)


def known(opt_outs: pl.DataFrame, key: pl.Expr) -> pl.Series:
    return opt_outs.select(key.alias("key"))["key"].drop_nulls().unique()


def normalised(cells: pl.Expr) -> pl.Expr:
    return cells.str.strip_chars().str.to_lowercase()


def domain(websites: pl.Expr) -> pl.Expr:
    websites = normalised(websites)
    for prefix in PREFIXES:
        websites = websites.str.strip_prefix(prefix)
    return websites


if __name__ == "__main__":
    run(match)
