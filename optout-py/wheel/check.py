"""Holds a wheel and its source distribution against what they promise.

    python optout-py/wheel/check.py DIRECTORY [PROFILE]

Without a profile it is one to publish.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tarfile
import zipfile
from email.message import Message
from email.parser import Parser
from io import BytesIO
from pathlib import Path

from elftools.elf.elffile import ELFFile

# The oldest glibc and libraries that every machine of manylinux2014 has (PEP 599).
GLIBC = (2, 17)
LIBRARIES = {"libc.so.6", "libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1"}
LIBRARIES |= {"libgcc_s.so.1", "ld-linux-x86-64.so.2"}
MOST_BYTES = {"release": 4_000_000, "dev": 9_000_000}
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT", "NOTICE"]
TOP = Path(__file__).parents[2]
PYTHON = TOP / "optout-py" / "python"
EXTENSION = "optout/_optout.abi3.so"


def main(folder: Path, profile: str = "release") -> None:
    (wheel,) = folder.glob("*.whl")
    (source,) = folder.glob("*.tar.gz")
    check_source(source)
    name = re.fullmatch(
        r"optout-([^-]+)-cp310-abi3-manylinux2014_(\w+)\.manylinux_2_17_\2\.whl", wheel.name
    )
    require(name is not None, "its tag is not that of abi3 from 3.10 on manylinux2014")
    require(wheel.stat().st_size < MOST_BYTES[profile], "it has grown beyond its limit")
    with zipfile.ZipFile(wheel) as archive:
        files = {info.filename: archive.read(info) for info in archive.infolist()}
    (info,) = {path.split("/")[0] for path in files if ".dist-info/" in path}
    modules = [path for path in PYTHON.rglob("*") if path.suffix in {".py", ".pyi", ".typed"}]
    require(any(path.name == "py.typed" for path in modules), "py.typed is missing")
    for module in modules:
        path = str(module.relative_to(PYTHON))
        require(files.get(path) == module.read_bytes(), f"{path} is missing or another")
    for licence in LICENCES:
        text = (TOP / licence).read_bytes()
        require(files.get(f"{info}/licenses/{licence}") == text, f"{licence} is missing")
    crates = files.get(f"{info}/licenses/THIRD-PARTY", b"")
    require(b"\npyo3 " in crates, "the licences of the crates are missing")
    check_sbom(files.get(f"{info}/sboms/optout.cdx.json", b"{}"), crates.decode())
    require(not any("tests/" in path or path.endswith(".rs") for path in files), "stray files")
    metadata = Parser().parsestr(files[f"{info}/METADATA"].decode())
    check_metadata(metadata)
    for path, content in files.items():
        check_paths(path, content)
    newest = check_library(files[EXTENSION])
    print(
        f"{wheel.name}: {wheel.stat().st_size / 1e6:.1f} MB, glibc {newest[0]}.{newest[1]}; "
        f"{source.name}: {source.stat().st_size / 1e6:.1f} MB"
    )


def check_sbom(content: bytes, third_party: str) -> None:
    """The bill of materials names every crate whose licence is told, and the tables' sources."""
    bill = json.loads(content)
    require(bill.get("bomFormat") == "CycloneDX", "there is no bill of materials")
    require("timestamp" not in bill["metadata"], "the bill of materials knows the hour")
    parts = bill["components"]
    inside = {
        f"{part['name']} {part['version']}"
        for part in parts
        if part.get("scope") == "required" and "hashes" in part
    }
    told = set(re.findall(r"^(\S+ \d\S*), ", third_party, re.MULTILINE))
    require(inside == told, f"licences and bill of materials differ: {sorted(inside ^ told)}")
    require(any(part["type"] == "data" for part in parts), "the tables' sources are missing")
    refs = {part["bom-ref"] for part in [bill["metadata"]["component"], *parts]}
    edges = {edge["ref"]: set(edge["dependsOn"]) for edge in bill["dependencies"]}
    require(set().union(*edges.values(), edges) <= refs, "it names what is not in it")


def check_metadata(metadata: Message) -> None:
    require(metadata["Requires-Python"] == ">=3.10", "the oldest Python is another")
    require(metadata["License-Expression"] == "MIT OR Apache-2.0", "the licence is not said")
    require(metadata["Description-Content-Type"].startswith("text/markdown"), "no description")
    needs = metadata.get_all("Requires-Dist") or []
    require(all("extra ==" in need for need in needs), "it depends on another package")


def check_library(content: bytes) -> tuple[int, ...]:
    """The newest glibc that the library asks for."""
    library = ELFFile(BytesIO(content))
    needed = {tag.needed for tag in library.get_section_by_name(".dynamic").iter_tags("DT_NEEDED")}
    require(needed <= LIBRARIES, f"it needs {sorted(needed - LIBRARIES)}")
    require(library.get_section_by_name(".symtab") is None, "it is not stripped")
    versions = [
        tuple(int(part) for part in version.name.removeprefix("GLIBC_").split("."))
        for _, versions in library.get_section_by_name(".gnu.version_r").iter_versions()
        for version in versions
        if version.name.startswith("GLIBC_")
    ]
    require(max(versions) <= GLIBC, f"it needs glibc {max(versions)}")
    return max(versions)


def check_paths(path: str, content: bytes) -> None:
    """No file may say where it was built."""
    homes = {str(Path.home()), os.environ.get("CARGO_HOME", ""), str(TOP)}
    for place in [*homes, "/registry/src/", "index.crates.io", "/tmp/"]:
        # The home of root is short enough to be a part of other words.
        if len(place) > 1:
            require(f"{place.rstrip('/')}/".encode() not in content, f"{path} names {place}")


def check_source(archive: Path) -> None:
    with tarfile.open(archive) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
        links = [member.name for member in file if not (member.isfile() or member.isdir())]
    require(not links, f"{links} are links")
    wanted = [
        *LICENCES,
        "Cargo.lock",
        "pyproject.toml",
        "README.md",
        "optout-core/data/regimes.toml",
    ]
    for name in wanted:
        require(name in names, f"the source distribution lacks {name}")
    require(not any("/target/" in name or name.endswith(".so") for name in names), "built files")


def require(holds: bool, otherwise: str) -> None:
    if not holds:
        sys.exit(otherwise)


if __name__ == "__main__":
    if not 2 <= len(sys.argv) <= 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), *sys.argv[2:])
