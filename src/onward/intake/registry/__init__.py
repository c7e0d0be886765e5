"""Trials of registries: ClinicalTrials.gov v2 and XML, CTML, FHIR ResearchStudy.

read = read_trials("studies.ndjson.gz")
for trial in read.trials: ...
"""

from __future__ import annotations

from onward.intake.registry.ctgov_api import (
    DEFAULT_URL,
    CtgovApi,
    PageForgottenError,
    RegistryError,
    StudyPage,
    StudyQuery,
)
from onward.intake.registry.cutting import Cut, cut_text
from onward.intake.registry.finding import FoundTrials, TextShape, find_trial_files, shape_of
from onward.intake.registry.raw import LostTrial, RawTrial, TrialFormat
from onward.intake.registry.reading import (
    UnderstoodTrial,
    held_trial,
    is_newer,
    raw_trials,
    read_trials,
    same_content,
    trial_of,
)
from onward.intake.registry.result import TrialsRead, TrialTally

__all__ = [
    "DEFAULT_URL",
    "CtgovApi",
    "Cut",
    "FoundTrials",
    "LostTrial",
    "PageForgottenError",
    "RawTrial",
    "RegistryError",
    "StudyPage",
    "StudyQuery",
    "TextShape",
    "TrialFormat",
    "TrialTally",
    "TrialsRead",
    "UnderstoodTrial",
    "cut_text",
    "find_trial_files",
    "held_trial",
    "is_newer",
    "raw_trials",
    "read_trials",
    "same_content",
    "shape_of",
    "trial_of",
]
