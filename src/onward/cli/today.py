"""The one place of the command line that reads the clock."""

from __future__ import annotations

from datetime import date, datetime


def today() -> date:
    """Today where the person is."""
    return datetime.now().astimezone().date()
