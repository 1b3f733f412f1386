"""A manifest that is there with the result or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from types import TracebackType
from typing import Any

from . import text


class Manifest:
    """Opened before the work and named after it: a directory that cannot be written to is found out
    before there is a result without its manifest."""

    def __init__(self, path: str | None) -> None:
        """Opens a file beside the path, if there is one."""
        self._path = path
        self._is_written = False
        if path is not None:
            directory = os.path.dirname(path) or "."
            self._file = tempfile.NamedTemporaryFile(  # noqa: SIM115
                "w", dir=directory, prefix=".optout-", encoding="utf-8", delete=False
            )

    def write(self, outcome: dict[str, Any]) -> None:
        """Writes what was done."""
        if self._path is not None:
            text.say_json(outcome, self._file)
            self._is_written = True

    def __enter__(self) -> Manifest:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._path is None:
            return
        self._file.close()
        if self._is_written and kind is None:
            os.replace(self._file.name, self._path)
        else:
            with contextlib.suppress(OSError):
                os.unlink(self._file.name)
