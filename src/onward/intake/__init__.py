"""Records in, facts and issues out: nothing dropped silently, the original bytes always within reach."""

from __future__ import annotations

from onward.intake.files import Encoding, Format, Found, FoundFile, Skipped, find_files, open_bytes
from onward.intake.lab_values import LabValueRow, LabValueTable, read_lab_values
from onward.intake.read import read, read_held
from onward.intake.registry import TrialsRead, TrialTally, read_trials
from onward.intake.result import Counted, FileRead, Intake, PersonRecord

__all__ = [
    "Counted",
    "Encoding",
    "FileRead",
    "Format",
    "Found",
    "FoundFile",
    "Intake",
    "LabValueRow",
    "LabValueTable",
    "PersonRecord",
    "Skipped",
    "TrialTally",
    "TrialsRead",
    "find_files",
    "open_bytes",
    "read",
    "read_held",
    "read_lab_values",
    "read_trials",
]
