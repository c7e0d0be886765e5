"""What is derived from the reader's own expressions, kept between runs: to derive it takes half of the reader's start.

It stands in `__pycache__` beside the words of the reader, as Python keeps bytecode, under the hash of the code that
derives it. Each thing stands under all that it is derived from, so that a changed expression is never given what an
older one needed.
The file may be deleted at any time; where it cannot be read or written, everything is derived anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import orjson

from onward.knowledge.files import DATA

# The files whose code derives what is kept, and all of the reader that these import.
_READER: Final = Path(__file__).parents[1] / "reading"
_BY: Final = tuple(
    f"{name}.py" for name in ("letters", "needed_letters", "neighbours", "pattern", "shared_head", "sought", "tokens")
)


class Derived:
    """Values by what they are derived from; those that are new are written by `keep`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: dict[str, Any] | None = None
        self._is_new = False

    def get(self, of: str, derive: Callable[[], Any]) -> Any:
        """What is kept of this, as lists, text and numbers; else what `derive` gives."""
        if self._found is None:
            self._found = self._read()
        known = self._found.get(of)
        if known is None:
            known = self._found[of] = derive()
            self._is_new = True
        return known

    def keep(self) -> None:
        """Write what is new; silently nothing where the folder cannot be written."""
        if not self._is_new:
            return
        self._is_new = False
        with contextlib.suppress(OSError, TypeError):
            self._path.parent.mkdir(exist_ok=True)
            part = self._path.with_suffix(f".{os.getpid()}.part")
            part.write_bytes(orjson.dumps({"by": _by(), "found": self._found}))
            part.replace(self._path)

    def _read(self) -> dict[str, Any]:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            held = orjson.loads(self._path.read_bytes())
            if held["by"] == _by() and isinstance(held["found"], dict):
                return held["found"]
        return {}


def _by() -> str:
    """The hash of the code that derives, and of the Python whose parser of expressions it asks."""
    summed = hashlib.sha256(sys.version.encode())
    for name in _BY:
        summed.update((_READER / name).read_bytes())
    return summed.hexdigest()


DERIVED: Final = Derived(DATA / "reading" / "__pycache__" / "derived.json")
