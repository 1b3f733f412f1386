"""The job on frames with pandas.

Usage: frames_pandas.py LIST IN OUT
"""

import pandas as pd
import pyarrow as pa
from frames import run
from match_pandas import domain
from redact_pandas import normalised


def match(opt_outs: pd.DataFrame, rows: pd.DataFrame) -> pd.Series:
    found = pd.Series(False, index=rows.index)
    for own, listed in zip(columns(rows), columns(opt_outs), strict=True):
        found |= own.isin(listed.dropna().drop_duplicates())
    return found


def columns(frame: pd.DataFrame) -> tuple[pd.Series, ...]:
    name = normalised(frame["name"]) + "@" + domain(frame["website"])
    return frame["id"], normalised(frame["email"]), name


if __name__ == "__main__":
    run(pa.Table.to_pandas, match, lambda found: found.to_numpy().nonzero()[0])
