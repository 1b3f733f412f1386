"""The exact job with pandas, in pieces."""

import pandas as pd
from layout import EMAIL, NAMES, PERSON, PREFIXES, RECORD, WEBSITE, run
from redact_pandas import ROWS, keys, normalised


def match(listed: str, source: str, target: str) -> None:
    opt_outs = pd.read_csv(listed, dtype=str, keep_default_na=False)
    people = keys(opt_outs[PERSON[1]])
    records = keys(opt_outs[RECORD[1]])
    emails = keys(normalised(opt_outs[EMAIL[1]]))
    names = keys(normalised(opt_outs[NAMES[1]]) + "@" + domain(opt_outs[WEBSITE[1]]))
    first, last = NAMES[0]
    columns = [PERSON[0], RECORD[0], EMAIL[0], first, last, WEBSITE[0]]
    pieces = pd.read_csv(source, dtype=str, keep_default_na=False, chunksize=ROWS, usecols=columns)
    with open(target, "w", encoding="utf-8", newline="") as output:
        for number, piece in enumerate(pieces):
            name = (piece[first].str.strip() + " " + piece[last].str.strip()).str.lower()
            is_listed = (
                piece[PERSON[0]].isin(people)
                | piece[RECORD[0]].isin(records)
                | normalised(piece[EMAIL[0]]).isin(emails)
                | (name + "@" + domain(piece[WEBSITE[0]])).isin(names)
            )
            ids = piece.loc[is_listed, [PERSON[0], RECORD[0]]]
            ids.to_csv(output, header=number == 0, index=False, lineterminator="\n")


def domain(websites: pd.Series) -> pd.Series:
    websites = normalised(websites)
    for prefix in PREFIXES:
        websites = websites.str.removeprefix(prefix)
    return websites


if __name__ == "__main__":
    run(match)
