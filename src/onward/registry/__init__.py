"""What a trial registry says of a trial, as frozen values: titles, arms, eligibility text, sites and their state.

Nothing is judged here.
"""

from __future__ import annotations

from onward.registry.age import AgeLimit, age_limit
from onward.registry.changes import Change, ChangeKind, changes, site_name
from onward.registry.cohorts import (
    CohortCriteria,
    MatchAll,
    MatchAny,
    MatchField,
    MatchLeaf,
    MatchNot,
    MatchTree,
    MatchUnread,
    leaves_of,
)
from onward.registry.criteria_lines import CriteriaLine, criteria_lines
from onward.registry.enrolling import criteria_of, enrolling_cohorts, is_suspended
from onward.registry.site import Contact, Site
from onward.registry.status import Phase, Recruitment, phases_of, recruitment_of
from onward.registry.text import readable_text
from onward.registry.trial import Arm, Disease, Intervention, Trial, TrialSource

__all__ = [
    "AgeLimit",
    "Arm",
    "Change",
    "ChangeKind",
    "CohortCriteria",
    "Contact",
    "CriteriaLine",
    "Disease",
    "Intervention",
    "MatchAll",
    "MatchAny",
    "MatchField",
    "MatchLeaf",
    "MatchNot",
    "MatchTree",
    "MatchUnread",
    "Phase",
    "Recruitment",
    "Site",
    "Trial",
    "TrialSource",
    "age_limit",
    "changes",
    "criteria_lines",
    "criteria_of",
    "enrolling_cohorts",
    "is_suspended",
    "leaves_of",
    "phases_of",
    "readable_text",
    "recruitment_of",
    "site_name",
]
