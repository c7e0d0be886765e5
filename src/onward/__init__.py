"""Onward: from the records of a person with metastatic breast cancer to answers that show their reasons.

    import onward
    record = onward.read("bundle.json")
    packet = onward.board(record, as_of=date(2026, 11, 1))

Onward is not a medical device: it supports professionals who see the basis of each answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onward.app import board, read

__all__ = ["__version__", "board", "read"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    # The two doors load on first use, so that `import onward` and `onward --help` stay light.
    if name in ("board", "read"):
        from onward import app

        return getattr(app, name)
    raise AttributeError(f"module 'onward' has no attribute {name!r}")
