"""What the runs stand on: built programs, the peers' environment, the data."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
RELEASE = TARGET / "release"
DATA = TARGET / "peers"
VENV = TARGET / "peers-venv"
REQUIREMENTS = HERE / "requirements.txt"

SEED = 1


@dataclass(frozen=True)
class Data:
    """An export, the list, and the numbers of the records to redact."""

    export: Path
    list: Path
    truth: Path


def build() -> None:
    packages = ("-p", "optout-benches", "-p", "optout-examples")
    command = ("cargo", "build", "--release", "--quiet", *packages, "--bins")
    subprocess.run(command, cwd=ROOT, check=True)


def python_of_peers() -> Path:
    """The interpreter of an environment with the peers, made anew when the requirements change."""
    python, stamp = VENV / "bin" / "python", VENV / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != REQUIREMENTS.read_text():
        subprocess.run((sys.executable, "-m", "venv", "--clear", VENV), check=True)
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run((*pip, "-r", REQUIREMENTS), check=True)
        stamp.write_text(REQUIREMENTS.read_text())
    return python


def generate(rows: int, opt_outs: int, style: str) -> Data:
    DATA.mkdir(parents=True, exist_ok=True)
    stem = DATA / f"{style}-{rows}-{opt_outs}"
    data = Data(*(Path(f"{stem}.{part}") for part in ("export.csv", "list.csv", "truth")))
    command = (
        *generator(rows, opt_outs, style),
        *("--export", data.export, "--list", data.list, "--truth", data.truth),
    )
    subprocess.run(command, check=True)
    return data


def generator(rows: int, opt_outs: int, style: str) -> tuple[str | Path, ...]:
    sizes = ("--rows", str(rows), "--opt-outs", str(opt_outs))
    return (RELEASE / "export", "--seed", str(SEED), *sizes, "--style", style)


def warm(path: Path) -> None:
    """Reads a file so that it lies in the page cache."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass
