"""Which trials may fit, line by line, and why."""

from __future__ import annotations
