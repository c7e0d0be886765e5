"""Systemic therapy options of a person, from dated rules."""

from __future__ import annotations
