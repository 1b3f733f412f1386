"""The exact job with DuckDB, on all threads."""

import duckdb
from layout import EMAIL, NAMES, PERSON, RECORD, WEBSITE, run

READ = "read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')"


def match(listed: str, source: str, target: str) -> None:
    database = duckdb.connect()
    database.execute(f"CREATE TABLE opt_outs AS SELECT * FROM {READ}", [listed])
    first, last = NAMES[0]
    name = f"lower(trim({quoted(first)}) || ' ' || trim({quoted(last)}))"
    is_listed = " OR ".join(
        f"coalesce({cell} IN (SELECT {key} FROM opt_outs WHERE {key} IS NOT NULL), false)"
        for cell, key in (
            (quoted(PERSON[0]), quoted(PERSON[1])),
            (quoted(RECORD[0]), quoted(RECORD[1])),
            (normalised(EMAIL[0]), normalised(EMAIL[1])),
            (
                f"{name} || '@' || {domain(WEBSITE[0])}",
                f"{normalised(NAMES[1])} || '@' || {domain(WEBSITE[1])}",
            ),
        )
    )
    database.execute(
        f"COPY (SELECT {quoted(PERSON[0])}, {quoted(RECORD[0])} FROM {READ} WHERE {is_listed})"
        f" TO '{target}' (FORMAT csv, HEADER)",
        [source],
    )


def quoted(column: str) -> str:
    return f'"{column}"'


def normalised(column: str) -> str:
    return f"lower(trim({quoted(column)}))"


def domain(column: str) -> str:
    return f"regexp_replace({normalised(column)}, '^(https?://)?(www\\.)?', '')"


if __name__ == "__main__":
    run(match)
