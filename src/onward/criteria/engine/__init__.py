"""The reference engine: answers one question about one person, and explains itself."""

from __future__ import annotations

from onward.criteria.engine.evaluate import answer

__all__ = ["answer"]
