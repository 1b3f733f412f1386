"""What is installed here, for a report of a fault."""

from __future__ import annotations

import platform
import sys
import sysconfig
from importlib import metadata
from typing import Any, Literal, overload

from ._optout import __version__, build

# Frames that are taken, engines that spread them, and what draws.
_LIBRARIES = [
    "pandas",
    "polars",
    "pyarrow",
    "duckdb",
    "narwhals",
    "pyspark",
    "ray",
    "dask",
    "matplotlib",
]


@overload
def show_versions(*, as_dict: Literal[False] = False) -> None: ...
@overload
def show_versions(*, as_dict: Literal[True]) -> dict[str, Any]: ...
def show_versions(*, as_dict: bool = False) -> dict[str, Any] | None:
    """Prints the versions of the package, what it was built of, Python, and frame libraries.

    Nothing in it names the machine, a path or a user, and no library is imported for it.

    Args:
        as_dict: give them as plain data instead (dict).

    >>> import optout
    >>> optout.show_versions(as_dict=True)["optout"] == optout.__version__
    True
    """
    versions: dict[str, Any] = {"optout": __version__, **build(), **_python()}
    versions["libraries"] = _libraries()
    if as_dict:
        return versions
    libraries = {name: found or "not installed" for name, found in _libraries().items()}
    rows: dict[str, str] = {
        "optout": __version__,
        "core": versions["core"],
        "features": ", ".join(versions["features"]),
        "build": f"{versions['profile']}, {versions['target']}",
        "normalisation": versions["normalization"],
        **{f"  {name}": version for name, version in versions["tables"].items()},
        "Python": f"{versions['python']}, {versions['threading']}",
        "platform": versions["platform"],
        **libraries,
    }
    width = max(len(name) for name in rows)
    print("\n".join(f"{name:<{width}}  {text}" for name, text in rows.items()))
    return None


def _python() -> dict[str, str]:
    is_free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
    libc = " ".join(part for part in platform.libc_ver() if part)
    parts = [platform.system(), platform.machine(), libc]
    return {
        "python": f"{sys.implementation.name} {platform.python_version()}",
        "threading": "free-threaded" if is_free else "with the GIL",
        "platform": ", ".join(part for part in parts if part),
    }


def _libraries() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for name in _LIBRARIES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            found[name] = None
    return found
