"""Builds an example in C++ with the Arrow library that comes with pyarrow.

cargo build --release && python3 build.py NAME PROGRAM [DIRECTORY]

The directory is that of liboptout.so, the one above unless said otherwise.
"""

import subprocess
import sys
from pathlib import Path

import pyarrow as pa

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]


def main(name: str, program: Path, directory: Path = TOP / "target" / "release") -> None:
    """Builds one example; beside it goes a link with the name that the dynamic linker looks for."""
    arrow = Path(pa.get_library_dirs()[0])
    optout = (directory / "liboptout.so").resolve(strict=True)
    link = program.resolve().parent / "liboptout.so.0"
    link.unlink(missing_ok=True)
    link.symlink_to(optout)
    options = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Werror"]
    # Warnings are about our own lines.
    options += ["-isystem", pa.get_include(), f"-I{TOP / 'optout-ffi' / 'include'}"]
    libraries = [next(arrow.glob("libarrow.so.*")), optout, f"-Wl,-rpath,{arrow}:$ORIGIN"]
    subprocess.run(["c++", *options, HERE / f"{name}.cpp", *libraries, "-o", program], check=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
