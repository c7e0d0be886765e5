"""Imperfect data is a value: what could not be understood, where it stands, and what was done about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """How much an issue costs: NOTE loses nothing, WARNING loses a detail, ERROR loses a resource or a file."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One imperfection of the input, in a sentence that says what to do.

    file    name of the file as the person gave it
    place   where in it: `entry[12].resource`, `line 40`, `column ER_PCT_PRIMARY, row 7`; never a person's name
    what    what is wrong, with what was expected and what came (no patient data)
    did     what Onward did about it, and the cure where there is one
    """

    file: str
    place: str
    what: str
    did: str
    severity: Severity = Severity.WARNING
