"""Progress on standard error, only where a person is looking."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int], None]

# A bar that appears for work of half a second only flickers.
_QUIET_SECONDS = 0.6


@contextmanager
def progress_bar(what: str, *, quiet: bool) -> Iterator[Progress | None]:
    """Gives a function (done, total) to report with, or None when nobody would see it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    started = time.monotonic()
    shown = False

    def report(done: int, total: int) -> None:
        nonlocal shown
        elapsed = time.monotonic() - started
        if elapsed < _QUIET_SECONDS and not shown:
            return
        shown = True
        share = done / total if total else 1.0
        left = f", about {elapsed / share - elapsed:.0f} s left" if 0.02 < share < 1 else ""
        bar = "#" * int(share * 30)
        sys.stderr.write(f"\r{what} [{bar:<30}] {share:4.0%}{left}\x1b[K")
        sys.stderr.flush()

    try:
        yield report
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
