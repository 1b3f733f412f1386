"""Builds the source distribution, and from nothing else than that the wheel.

    python optout-py/wheel/build.py OUTPUT_DIRECTORY [PROFILE]

One build serves both: a wheel that comes from the source distribution shows that this one is
whole. Zig links against the glibc of manylinux2014, whatever the machine has.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import licences
import sbom

PACKAGE = Path(__file__).parents[1]
TOP = PACKAGE.parent
# What pip passes on to the build backend.
BACKEND = "--zig --compatibility manylinux2014 --locked"


def main(out: Path, profile: str = "release") -> None:
    out.mkdir(parents=True, exist_ok=True)
    for old in [*out.glob("*.tar.gz"), *out.glob("*.whl")]:
        old.unlink()
    run("maturin", "sdist", "--manifest-path", str(PACKAGE / "Cargo.toml"), "--out", str(out))
    (archive,) = out.glob("*.tar.gz")
    source = unpacked(archive, out / "source")
    # The crates have to be there for their folder to be known. The packages that the archive leaves
    # out go from the lock file; what stays in it has the same versions.
    run("cargo", "fetch", "--manifest-path", str(source / "Cargo.toml"))
    (source / "THIRD-PARTY").write_text(licences.third_party(source), encoding="utf-8")
    bill = sbom.write(source, "optout", source)
    flags = [os.environ.get("RUSTFLAGS", ""), *remapped(source)]
    run(
        *(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"),
        *("--no-index", "--disable-pip-version-check", "--wheel-dir", str(out), str(source)),
        MATURIN_PEP517_ARGS=f"{BACKEND} --sbom-include {bill.name} --profile {profile}",
        RUSTFLAGS=" ".join(flags).strip(),
        CARGO_TARGET_DIR=os.environ.get("CARGO_TARGET_DIR", str(TOP / "target")),
    )
    (wheel,) = out.glob("*.whl")
    print(wheel)


def unpacked(archive: Path, top: Path) -> Path:
    """The source distribution as a folder; a file that did not change keeps its time."""
    fresh = top.with_name("unpacking")
    shutil.rmtree(fresh, ignore_errors=True)
    with tarfile.open(archive) as file:
        file.extractall(fresh, filter="data")
    for new in (path for path in fresh.rglob("*") if path.is_file()):
        old = top / new.relative_to(fresh)
        # Cargo goes by the times, and all files in the archive have one and the same.
        if old.is_file() and old.read_bytes() == new.read_bytes():
            shutil.copystat(old, new)
        else:
            new.touch()
    shutil.rmtree(top, ignore_errors=True)
    fresh.rename(top)
    (source,) = top.iterdir()
    return source


def remapped(source: Path) -> list[str]:
    """Flags that keep the machine's paths out of the library, where panics would name them."""
    home = Path(os.environ.get("CARGO_HOME", Path.home() / ".cargo"))
    # The folder below says which registry it was.
    registries = sorted((home / "registry" / "src").glob("*/"))
    pairs = [
        (home, "cargo"),
        (source.resolve(), "optout"),
        *((path, "crates") for path in registries),
    ]
    return [f"--remap-path-prefix={path}={name}" for path, name in pairs]


def run(*command: str, **environment: str) -> None:
    # A build is silent unless it fails.
    done = subprocess.run(
        command,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]).resolve(), *sys.argv[2:])
