"""The job with DuckDB, on all threads."""

import duckdb
from layout import BLANKED, EMAIL, FLAG, PERSON, RECORD, run

READ = "read_csv(?, header = true, all_varchar = true, delim = ',', quote = '\"', escape = '\"')"


def redact(listed: str, source: str, target: str) -> None:
    database = duckdb.connect()
    database.execute(f"CREATE TABLE opt_outs AS SELECT * FROM {READ}", [listed])
    is_target = " OR ".join(
        f"coalesce({cell} IN (SELECT {key} FROM opt_outs WHERE {key} IS NOT NULL), false)"
        for cell, key in (
            (quoted(PERSON[0]), quoted(PERSON[1])),
            (quoted(RECORD[0]), quoted(RECORD[1])),
            (normalised(EMAIL[0]), normalised(EMAIL[1])),
        )
    )
    blanks = ", ".join(
        f"CASE WHEN is_target THEN NULL ELSE {quoted(column)} END AS {quoted(column)}"
        for column in BLANKED
    )
    flag = f"CASE WHEN is_target THEN 'TRUE' ELSE {quoted(FLAG)} END AS {quoted(FLAG)}"
    database.execute(
        f"COPY (SELECT * EXCLUDE (is_target) REPLACE ({blanks}, {flag})"
        f" FROM (SELECT *, {is_target} AS is_target FROM {READ}))"
        f" TO '{target}' (FORMAT csv, HEADER)",
        [source],
    )


def quoted(column: str) -> str:
    return f'"{column}"'


def normalised(column: str) -> str:
    return f"lower(trim({quoted(column)}))"


if __name__ == "__main__":
    run(redact)
