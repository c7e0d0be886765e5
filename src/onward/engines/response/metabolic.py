"""Best metabolic response, and the days of response and progression (codes CMR, PMR, SMD, PMD, NE)."""

from __future__ import annotations

from collections.abc import Sequence

from onward.engines.response.best import Best
from onward.engines.response.result import VisitResponse
from onward.terms import PartialDate

_BEST_FIRST = ("CMR", "PMR", "SMD", "PMD")


def until_progression(visits: Sequence[VisitResponse]) -> tuple[VisitResponse, ...]:
    """The visits after the baseline up to the first progression, which is included."""
    found: list[VisitResponse] = []
    for visit in visits:
        if not visit.is_baseline:
            found.append(visit)
        if visit.overall == "PMD":
            break
    return tuple(found)


def best_metabolic(visits: Sequence[VisitResponse]) -> Best:
    """The best category until progression; neither a shortest time nor confirmation is asked for."""
    until = until_progression(visits)
    if not until:
        return Best("NE", "no PET after the baseline")
    for wanted in _BEST_FIRST:
        found = next((visit for visit in until if visit.overall == wanted), None)
        if found is not None:
            return Best(wanted, f"{wanted} at {found.visit}")
    return Best("NE", "no PET could be evaluated")


def no_confirmation(called: str) -> Best:
    """What stands for a confirmed response where a criterion asks for none."""
    return Best("", f"{called} asks for no confirming scan")


def progressed_on(visits: Sequence[VisitResponse]) -> PartialDate | None:
    """Day of the first progression."""
    return next((visit.date for visit in visits if visit.overall == "PMD"), None)


def responded_on(visits: Sequence[VisitResponse]) -> PartialDate | None:
    """Day of the first complete or partial response before progression."""
    return next((visit.date for visit in until_progression(visits) if visit.overall in ("CMR", "PMR")), None)
