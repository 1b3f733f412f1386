"""Progress on standard error, if that is a terminal."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from types import TracebackType

_EVERY = 0.1


class Progress:
    """A line that is written over, and gone at the end."""

    def __init__(self, unit: str, path: str | None = None, *, shown: bool = True) -> None:
        """Counts so many units; of bytes of a file that is there, there is an end to be seen."""
        self._unit = unit
        self._shown = shown and sys.stderr.isatty()
        self._done = 0
        self._told = 0.0
        self._width = 0
        self._whole = os.path.getsize(path) if path and os.path.isfile(path) else None

    @property
    def callback(self) -> Callable[[int], object] | None:
        """What to call, if there is anybody to see it."""
        return self._more if self._shown else None

    def _more(self, count: int) -> None:
        self._done += count
        now = time.monotonic()
        if now - self._told < _EVERY:
            return
        self._told = now
        self._write(self._text())

    def _text(self) -> str:
        if self._unit != "bytes":
            return f"{self._done:,} {self._unit}"
        text = f"{self._done / 1e6:,.1f} MB"
        # The content of a compressed file is longer than the file.
        if self._whole and self._done <= self._whole:
            text += f" of {self._whole / 1e6:,.1f} MB ({self._done / self._whole:.0%})"
        return text

    def _write(self, text: str) -> None:
        sys.stderr.write("\r" + text.ljust(self._width))
        sys.stderr.flush()
        self._width = len(text)

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._width:
            self._write("")
            sys.stderr.write("\r")
