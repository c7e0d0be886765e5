"""Where Onward keeps what a user gives it: the store, and knowledge that was imported."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def onward_home() -> Path:
    """The folder of store and settings: `$ONWARD_HOME`, else the platform's folder for a user's data."""
    chosen = os.environ.get("ONWARD_HOME")
    if chosen:
        return Path(chosen).expanduser()
    match sys.platform:
        case "darwin":
            return Path.home() / "Library" / "Application Support" / "onward"
        case "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "onward"
        case _:
            return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "onward"
