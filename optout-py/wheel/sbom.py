"""What the crate, the C library and the wheel are made of, in CycloneDX's JSON.

    python optout-py/wheel/sbom.py OUTPUT_DIRECTORY

Nothing in it is of the machine or the hour: the same lock file gives the same bytes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote

TOP = Path(__file__).parents[2]
# The package of Rust, what is asked of cargo about it, and what others know it as.
SUBJECTS = {
    "optout-core": ("optout-core", ["--all-features", "--target", "all"], "cargo/optout-core"),
    "optout-c": ("optout-ffi", [], "generic/optout"),
    "optout": ("optout-py", [], "pypi/optout"),
}
KINDS = {"npm": "npm", "PyPI": "pypi"}


class Package(NamedTuple):
    name: str
    version: str

    @property
    def purl(self) -> str:
        return f"pkg:cargo/{self.name}@{quote(self.version)}"


def bill(subject: str, source: Path = TOP) -> str:
    """The bill of one of the subjects, whose crates lie at the source."""
    crate, options, known_as = SUBJECTS[subject]
    licences, needs = tree(source, crate, [*options, "--edges", "normal,build"])
    inside = linked(subject, source)
    (top,) = (package for package in needs if package.name == crate)
    ref = f"pkg:{known_as}@{top.version}"
    hashes = checksums(source)
    components = [
        component(package, licences[package], package in inside, hashes.get(package))
        for package in sorted(needs)
        if package != top
    ]
    tables = data(source)
    core = next(package for package in needs if package.name == "optout-core")
    edges = {
        (ref if package == top else package.purl): [other.purl for other in sorted(others)]
        for package, others in needs.items()
    }
    edges[ref if core == top else core.purl] += [one["bom-ref"] for one in tables]
    body = {
        "metadata": {
            "component": {
                "type": "library",
                "bom-ref": ref,
                "name": known_as.partition("/")[2],
                "version": top.version,
                "licenses": [{"expression": licences[top]}],
                "purl": ref,
            }
        },
        "components": components + tables,
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(others)} for ref, others in sorted(edges.items())
        ],
    }
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(body))
    head = {"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": f"urn:uuid:{serial}"}
    return json.dumps({**head, "version": 1, **body}, indent=1, ensure_ascii=False) + "\n"


def linked(subject: str, source: Path = TOP) -> set[Package]:
    """The crates whose code is in what is built, and not those that only build it."""
    crate, options, _ = SUBJECTS[subject]
    return set(tree(source, crate, [*options, "--edges", "normal,no-proc-macro"])[0])


def component(
    package: Package, licence: str, is_linked: bool, checksum: str | None
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "library",
        "bom-ref": package.purl,
        "name": package.name,
        "version": package.version,
        # What only builds the library is not in it.
        "scope": "required" if is_linked else "excluded",
        "licenses": [{"expression": licence}],
        "purl": package.purl,
    }
    if checksum:
        made["hashes"] = [{"alg": "SHA-256", "content": checksum}]
    # A crate that brings the sources of a library in C says so in its version.
    if inside := re.fullmatch(r".*\+zstd\.(.*)", package.version):
        purl = f"pkg:generic/zstd@{inside[1]}"
        c = {"type": "library", "bom-ref": purl, "name": "zstd", "version": inside[1], "purl": purl}
        made["components"] = [c]
    return made


def tree(
    source: Path, crate: str, options: list[str]
) -> tuple[dict[Package, str], dict[Package, set[Package]]]:
    """The licences of a crate and of all that it needs, and what each of them needs."""
    command = ["cargo", "tree", "--locked", "--package", crate, *options]
    command += ["--prefix", "depth", "--no-dedupe", "--format", " {p}|{l}"]
    said = subprocess.run(command, cwd=source, capture_output=True, text=True, check=True).stdout
    licences: dict[Package, str] = {}
    needs: dict[Package, set[Package]] = {}
    above: list[Package] = []
    # A line is "2 name v1.2.3 (proc-macro)|licence": its depth comes first.
    for line in filter(None, said.splitlines()):
        what, _, licence = line.partition("|")
        depth, name, version = what.split()[:3]
        package = Package(name, version.removeprefix("v"))
        licences[package] = re.sub(r"\s*/\s*", " OR ", licence)
        needs.setdefault(package, set())
        del above[int(depth) :]
        if above:
            needs[above[-1]].add(package)
        above.append(package)
    return licences, needs


def checksums(source: Path) -> dict[Package, str]:
    """The hashes of the crates' archives."""
    lock = (source / "Cargo.lock").read_text(encoding="utf-8")
    package = r'name = "(.+)"\nversion = "(.+)"\nsource = ".+"\nchecksum = "(.+)"'
    return {Package(name, version): sha256 for name, version, sha256 in re.findall(package, lock)}


def data(source: Path) -> list[dict[str, Any]]:
    """The packages of others from which tables were made."""
    notice = next(source.glob("**/NOTICE")).read_text(encoding="utf-8")
    found = re.findall(r"^(\S+) (\S+) \((npm|PyPI)\), (.+)$", notice, re.MULTILINE)
    return [
        {
            "type": "data",
            "bom-ref": (purl := f"pkg:{KINDS[registry]}/{name}@{version}"),
            "name": name,
            "version": version,
            "licenses": [{"license": {"name": licence}}],
            "purl": purl,
        }
        for name, version, registry, licence in sorted(found)
    ]


def write(out: Path, subject: str, source: Path = TOP) -> Path:
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{subject}.cdx.json"
    path.write_text(bill(subject, source), encoding="utf-8")
    return path


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for subject in SUBJECTS:
        write(Path(sys.argv[1]), subject)
