"""The job on tables in memory with DuckDB, on all threads.

Usage: frames_duckdb.py LIST IN OUT
"""

import duckdb
import pyarrow as pa
from frames import run
from match_duckdb import domain, normalised

DATABASE = duckdb.connect()
KEYS = (
    '"id"',
    normalised("email"),
    f"{normalised('name')} || '@' || {domain('website')}",
)


def own(table: pa.Table) -> str:
    """A table of the database, whose rows have numbers; its name."""
    name = f"frame_{id(table)}"
    table = table.append_column("row", pa.array(range(len(table))))
    DATABASE.register("handed_over", table)
    DATABASE.execute(f"CREATE TABLE {name} AS SELECT * FROM handed_over")
    return name


def match(opt_outs: str, rows: str) -> dict:
    is_listed = " OR ".join(
        f"coalesce({key} IN (SELECT {key} FROM {opt_outs} WHERE {key} IS NOT NULL), false)"
        for key in KEYS
    )
    return DATABASE.execute(f'SELECT "row" FROM {rows} WHERE {is_listed}').fetchnumpy()


if __name__ == "__main__":
    run(own, match, lambda found: found["row"])
