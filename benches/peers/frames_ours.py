"""The job on frames with the library's Python package.

Usage: frames_ours.py arrow|polars|pandas POLICY THREADS LIST IN OUT
"""

import sys
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
from frames import run

import optout

ROLES = {"id": "record_id:6sense", "name": "full_name", "email": "email", "website": "website"}
OWN = {"arrow": lambda table: table, "polars": pl.from_arrow, "pandas": pa.Table.to_pandas}
DAY = "2026-11-24"


def main() -> None:
    kind, policy, threads = (sys.argv.pop(1) for _ in range(3))
    listed = sys.argv[1]
    people = optout.read_list(listed, now=DAY)
    rules = optout.Policy.read(Path(policy).read_text(encoding="utf-8"))

    def match(_: object, rows: object) -> optout.SweptFrame:
        return optout.sweep_frame(
            rows,
            people,
            now=DAY,
            policy=rules,
            guard="off",
            threads=int(threads),
            columns=ROLES,
        )

    def numbers(swept: optout.SweptFrame) -> list[int]:
        status = pa.table(swept.decisions)["status"]
        return pc.indices_nonzero(pc.is_valid(status)).to_pylist()

    run(OWN[kind], match, numbers)


if __name__ == "__main__":
    main()
