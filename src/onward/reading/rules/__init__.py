"""The rules of the reading grammar, a file for each theme, in the order in which a line goes through them."""

from __future__ import annotations
