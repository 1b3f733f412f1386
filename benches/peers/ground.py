"""What the runs stand on: built programs, the peers' environments, the data."""

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

SEED = 1


@dataclass(frozen=True)
class Data:
    """A file, the list, and the truth about the two."""

    input: Path
    list: Path
    truth: Path

    @property
    def megabytes(self) -> float:
        return self.input.stat().st_size / 1e6


def build() -> None:
    packages = ("-p", "optout-benches", "-p", "optout-examples")
    command = ("cargo", "build", "--release", "--quiet", *packages, "--bins")
    subprocess.run(command, cwd=ROOT, check=True)


def python_of_tables() -> Path:
    return python_with("requirements.txt", "peers-venv")


def python_of_names() -> Path:
    """Of its own: what compares names asks for an older pandas."""
    return python_with("names-requirements.txt", "peers-names-venv")


def python_of_frames() -> Path:
    """With the package itself, built for speed."""
    python = python_with("requirements.txt", "peers-frames-venv")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    subprocess.run((*pip, "--force-reinstall", "--no-deps", ROOT / "optout-py"), check=True)
    return python


def python_with(requirements: str, name: str) -> Path:
    """The interpreter of an environment, made anew when the requirements change."""
    wanted, venv = (HERE / requirements).read_text(), TARGET / name
    python, stamp = venv / "bin" / "python", venv / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != wanted:
        subprocess.run((sys.executable, "-m", "venv", "--clear", venv), check=True)
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        subprocess.run((*pip, "-r", HERE / requirements), check=True)
        stamp.write_text(wanted)
    return python


def generate(
    program: str,
    file: str,
    truth: str,
    rows: int,
    opt_outs: int,
    style: str,
    more: tuple[str, ...] = (),
) -> Data:
    """What a generator makes: its main file, the list and one kind of truth."""
    DATA.mkdir(parents=True, exist_ok=True)
    stem = DATA / "-".join((program, style, str(rows), str(opt_outs), *more)).replace("--", "")
    data = Data(*(Path(f"{stem}.{part}") for part in ("csv", "list.csv", truth)))
    command = (
        *generator(program, rows, opt_outs, style),
        *more,
        *(f"--{file}", data.input, "--list", data.list, f"--{truth}", data.truth),
    )
    subprocess.run(command, check=True)
    return data


def generator(program: str, rows: int, opt_outs: int, style: str) -> tuple[str | Path, ...]:
    sizes = ("--rows", str(rows), "--opt-outs", str(opt_outs))
    return (RELEASE / program, "--seed", str(SEED), *sizes, "--style", style)


def warm(path: Path) -> None:
    """Reads a file so that it lies in the page cache."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass
