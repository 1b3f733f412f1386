"""Writes the reference of the package as HTML, and beside it the page for privacy officers.

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
import pdoc.render_helpers

import optout

# ==== ====
# a    b
# ==== ====
RULE = r"={4,} ={4,}\n"
PAGE = Path(__file__).parent.parent / "optout-core" / "src" / "guide" / "how_it_decides.md"
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
    write_page(out / PAGE.with_suffix(".html").name)


def write_page(to: Path) -> None:
    """The page in words, which the package's own text links to."""
    body = pdoc.render_helpers.to_html(PAGE.read_text("utf-8"))
    to.write_text(
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<title>How it decides</title>\n"
        "<style>\n"
        "body { font-family: sans-serif; line-height: 1.5; max-width: 70em; margin: 2em auto;"
        " padding: 0 1em }\n"
        "table { border-collapse: collapse }\n"
        "th, td { border: 1px solid #ccc; padding: 0.2em 0.6em; text-align: left;"
        " vertical-align: top }\n"
        "pre { overflow-x: auto; background: #f4f4f4; padding: 0.6em }\n"
        "</style>\n</head>\n"
        f"<body>\n<h1>How it decides</h1>\n{body}\n</body>\n</html>\n",
        encoding="utf-8",
    )


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
