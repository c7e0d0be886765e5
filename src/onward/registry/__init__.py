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
from onward.registry.locating import Located, LocatedBy, locate
from onward.registry.near import NearSite, nearest_sites, recruitment_rank, site_recruitment, status_doubts
from onward.registry.place import KM_PER_MILE, Place, distance_km, find_place, read_distance_km
from onward.registry.site import Contact, Site
from onward.registry.status import Phase, Recruitment, phases_of, recruitment_of
from onward.registry.text import readable_text
from onward.registry.trial import Arm, Disease, Intervention, Trial, TrialSource

__all__ = [
    "KM_PER_MILE",
    "AgeLimit",
    "Arm",
    "Change",
    "ChangeKind",
    "CohortCriteria",
    "Contact",
    "CriteriaLine",
    "Disease",
    "Intervention",
    "Located",
    "LocatedBy",
    "MatchAll",
    "MatchAny",
    "MatchField",
    "MatchLeaf",
    "MatchNot",
    "MatchTree",
    "MatchUnread",
    "NearSite",
    "Phase",
    "Place",
    "Recruitment",
    "Site",
    "Trial",
    "TrialSource",
    "age_limit",
    "changes",
    "criteria_lines",
    "criteria_of",
    "distance_km",
    "enrolling_cohorts",
    "find_place",
    "is_suspended",
    "leaves_of",
    "locate",
    "nearest_sites",
    "phases_of",
    "read_distance_km",
    "readable_text",
    "recruitment_of",
    "recruitment_rank",
    "site_name",
    "site_recruitment",
    "status_doubts",
]
