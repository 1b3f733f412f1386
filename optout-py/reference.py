"""Writes the reference of the package as HTML.

    python optout-py/reference.py OUTPUT_DIRECTORY

Whatever pdoc warns of is an error.
"""

from __future__ import annotations

import re
import sys
import warnings
from pathlib import Path

import pdoc
import pdoc.docstrings

import optout

# ==== ====
# a    b
# ==== ====
RULE = r"={4,} ={4,}\n"
TABLE = re.compile(
    rf"^{RULE}(?P<head>.+\n){RULE}(?P<rows>(?:.+\n)+?)={{4,}} ={{4,}}$", re.MULTILINE
)


def main(out: Path) -> None:
    warnings.simplefilter("error")
    rst = pdoc.docstrings.rst
    pdoc.docstrings.rst = lambda contents, file: rst(TABLE.sub(as_markdown, contents), file)
    pdoc.render.configure(
        docformat="google", show_source=False, footer_text=f"optout {optout.__version__}"
    )
    pdoc.pdoc("optout", output_directory=out)


def as_markdown(table: re.Match[str]) -> str:
    """A table of two columns, which pdoc knows in Markdown only."""
    width = table[0].index(" ") + 1
    # A line that goes on with a cell of the line above leaves the other cell blank.
    rows: list[list[str]] = []
    for line in (table["head"] + table["rows"]).splitlines():
        cells = [line[:width].strip(), line[width:].strip()]
        if all(cells):
            rows.append(cells)
        else:
            rows[-1] = [
                f"{before} {more}".strip() for before, more in zip(rows[-1], cells, strict=True)
            ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|---|---|", *lines[1:]])


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
