"""The passphrase of a key: from the environment where a program signs, else asked for without showing it."""

from __future__ import annotations

import os
import sys
from getpass import getpass

from onward.terms import UsageError


def ask_passphrase(prompt: str) -> str:
    """The passphrase. Raises UsageError where nobody can answer."""
    held = os.environ.get("ONWARD_KEY_PASSPHRASE")
    if held is not None:
        return held
    if not sys.stdin.isatty():
        raise UsageError("This key has a passphrase; where nobody can answer, set ONWARD_KEY_PASSPHRASE.")
    return getpass(prompt)
