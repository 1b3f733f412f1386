"""The job with Polars, streaming."""

import polars as pl
from layout import BLANKED, EMAIL, FLAG, PERSON, RECORD, run


def redact(listed: str, source: str, target: str) -> None:
    opt_outs = pl.read_csv(listed, infer_schema=False)
    is_target = pl.any_horizontal(
        is_listed(pl.col(PERSON[0]), opt_outs[PERSON[1]]),
        is_listed(pl.col(RECORD[0]), opt_outs[RECORD[1]]),
        is_listed(normalised(pl.col(EMAIL[0])), normalised(opt_outs[EMAIL[1]])),
    )
    blank, true = pl.lit(None, pl.String), pl.lit("TRUE")
    (
        pl.scan_csv(source, infer_schema=False)
        .with_columns(is_target.alias("is target"))
        .with_columns(
            *(pl.when("is target").then(blank).otherwise(pl.col(c)).alias(c) for c in BLANKED),
            pl.when("is target").then(true).otherwise(pl.col(FLAG)).alias(FLAG),
        )
        .drop("is target")
        .sink_csv(target)
    )


def is_listed(cells: pl.Expr, keys: pl.Series) -> pl.Expr:
    return cells.is_in(keys.drop_nulls().implode()).fill_null(False)


def normalised(emails):
    """Works on an expression and on a series alike."""
    return emails.str.strip_chars().str.to_lowercase()


if __name__ == "__main__":
    run(redact)
