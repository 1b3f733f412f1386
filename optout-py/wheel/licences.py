"""The licences of the crates that are compiled into the library, as one text."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import Any

import sbom

WORDS = ("LICEN", "COPY", "NOTICE", "UNLICEN")


def third_party(source: Path) -> str:
    """Crates and texts, a text that several crates have once."""
    crates: defaultdict[str, list[str]] = defaultdict(list)
    for package in linked(source):
        texts = [path.read_text("utf-8").strip() for path in chosen(package)]
        if not texts:
            raise SystemExit(f"{package['name']} comes without its licence")
        name = f"{package['name']} {package['version']}, {package['license']}"
        crates["\n\n".join(texts)].append(name)
    parts = [
        "The library holds compiled code of these crates, each under the licence below its name."
    ]
    for text, names in sorted(crates.items(), key=lambda item: item[1]):
        parts.append("-" * 80 + "\n" + "\n".join(sorted(names)) + "\n\n" + text)
    return "\n\n".join(parts) + "\n"


def chosen(package: dict[str, Any]) -> list[Path]:
    """The texts of a crate: of several licences to choose from, MIT if it is one."""
    folder = Path(package["manifest_path"]).parent
    named = [path for path in folder.iterdir() if path.name.upper().startswith(WORDS)]
    inside = [text for path in named if path.is_dir() for text in path.iterdir()]
    files = sorted(path for path in [*named, *inside] if path.is_file())
    expression = package["license"]
    if "MIT" in expression and " AND " not in expression:
        one = [path for path in files if "MIT" in path.name.upper()]
        return [*one, *(path for path in files if path.name.startswith("NOTICE"))] if one else files
    return files


def linked(source: Path) -> list[dict[str, Any]]:
    """The packages of other people whose code is in the library, not those that only build it."""
    done = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--filter-platform", host()],
        cwd=source,
        capture_output=True,
        text=True,
        check=True,
    )
    inside = sbom.linked("optout", source)
    return [
        package
        for package in json.loads(done.stdout)["packages"]
        if package["source"] and (package["name"], package["version"]) in inside
    ]


def host() -> str:
    done = subprocess.run(
        ["rustc", "--print", "host-tuple"], capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
