"""Thresholds of response criteria (data: response/*.yaml), each with section and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseThreshold:
    """One number of a criterion: its unit, the section that states it, and what it bounds."""

    id: str
    value: Decimal
    unit: str
    section: str
    says: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseRules:
    """The thresholds of one criterion by id."""

    file: KnowledgeFile
    thresholds: Mapping[str, ResponseThreshold]

    def __getitem__(self, threshold: str) -> Decimal:
        """The number. Raises KeyError for an id that the file does not have: the loader has checked them."""
        return self.thresholds[threshold].value

    def section(self, threshold: str) -> str:
        """Where the source states it."""
        return self.thresholds[threshold].section


_RECIST_1_1 = (
    "progression-percent",
    "progression-mm",
    "response-percent",
    "node-normal-mm",
    "node-target-mm",
    "lesion-target-mm",
    "xray-target-mm",
    "slice-thick-mm",
    "too-small-mm",
    "most-targets",
    "most-per-organ",
    "confirmation-days",
    "stable-days",
    "remeasured-percent",
)
_REPEATED = ("repeat-fall-percent", "repeat-rise-percent", "bone-repeat-fall-percent", "bone-repeat-rise-percent")
# What an engine asks of the file of its criterion; the loader checks that it is there.
_ASKED = {
    "mda_bone": (
        "smaller-percent",
        "larger-percent",
        "flare-days",
        "stable-days",
        "confirmation-days",
        "remeasured-percent",
    ),
    "rano_bm": (
        *_RECIST_1_1,
        "perpendicular-mm",
        "karnofsky-high",
        "karnofsky-fallen",
        "karnofsky-drop",
        "karnofsky-low",
        "ecog-worse",
        "near-days",
        "as-prednisone",
    ),
    "volumetric_brain": (*_RECIST_1_1, "volume-response-percent", "volume-progression-percent"),
    "marker_trend": ("ca-15-3-percent", "ca-27-29-percent", "cea-percent", "early-days"),
    "clinical_summary": ("together-days",),
    "recist_1_1": _RECIST_1_1,
    "percist_1_0": (
        "response-percent",
        "response-sul",
        "progression-percent",
        "progression-sul",
        "other-rise-percent",
        "extent-percent",
        "liver-factor",
        "blood-factor",
        "deviations",
        "reference-percent",
        "reference-sul",
        "uptake-from-minutes",
        "uptake-until-minutes",
        "uptake-apart-minutes",
        "glucose-mg-dl",
        "most-lesions",
        "most-per-organ",
        *_REPEATED,
    ),
    "eortc_1999": (
        "response-percent",
        "early-response-percent",
        "progression-percent",
        "extent-percent",
        "uptake-apart-minutes",
        *_REPEATED,
    ),
    "irecist": (
        *_RECIST_1_1,
        "confirming-mm",
        "confirming-from-days",
        "confirming-until-days",
        "confirming-variance-days",
    ),
}


@lru_cache(maxsize=32)
def response_rules(criterion: str = "recist_1_1") -> ResponseRules:
    """The rules of one criterion (the name of its file). Raises KnowledgeError when one is missing or stands twice."""
    file = read_file(DATA / "response" / f"{criterion}.yaml")
    only_keys(file, "thresholds", "extends")
    found = entries(file, ResponseThreshold, "thresholds")
    by_id = {one.id: one for one in found}
    if len(by_id) < len(found):
        raise file.broken("a threshold stands twice", "thresholds")
    if "extends" in file.body:
        by_id = {**response_rules(str(file.body["extends"])).thresholds, **by_id}
    for wanted in _ASKED.get(criterion, ()):
        if wanted not in by_id:
            raise file.broken(f'the threshold "{wanted}" is missing', "thresholds")
    return ResponseRules(file, by_id)
