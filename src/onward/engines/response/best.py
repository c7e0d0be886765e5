"""Best overall response, with and without confirmation (RECIST 1.1, section 4.6 and table 3), and the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.result import VisitResponse
from onward.knowledge import ResponseRules
from onward.terms import PartialDate, days_between

_STABLE = ("SD", "NON-CR/NON-PD")


@dataclass(frozen=True, slots=True)
class Best:
    """A category and the sentence that says why."""

    category: str
    because: str


def best_overall(visits: Sequence[VisitResponse], rules: ResponseRules) -> Best:
    """The best category until progression; stable disease only where it lasted long enough."""
    until = _until_progression(visits)
    if not until:
        return Best("", "no visit after the baseline")
    for wanted in ("CR", "PR"):
        found = next((visit for visit in until if visit.overall == wanted), None)
        if found is not None:
            return Best(wanted, f"{wanted} at {found.visit}")
    return _stable_or_worse(visits, until, rules)


def best_confirmed(visits: Sequence[VisitResponse], rules: ResponseRules) -> Best:
    """The same where a response counts only when a later visit confirms it (table 3)."""
    until = _until_progression(visits)
    if not until:
        return Best("", "no visit after the baseline")
    for wanted, confirming in (("CR", ("CR",)), ("PR", ("CR", "PR"))):
        for index, first in enumerate(until):
            if first.overall != wanted and not (wanted == "PR" and first.overall == "CR"):
                continue
            second = _confirmation(until[index + 1 :], first, confirming, rules)
            if second is not None:
                return Best(wanted, f"{wanted} at {first.visit}, confirmed at {second.visit}")
    responses = [visit for visit in until if visit.overall in ("CR", "PR")]
    if responses:
        first = responses[0]
        found = _stable_or_worse(visits, until, rules, counting=("CR", "PR", *_STABLE))
        return Best(found.category, f"{first.overall} at {first.visit} was not confirmed; {found.because}")
    return _stable_or_worse(visits, until, rules)


def progressed_on(visits: Sequence[VisitResponse]) -> PartialDate | None:
    """Day of progression: of an equivocal new lesion that proved to be one, the day it was seen first (4.3.5)."""
    for index, visit in enumerate(visits):
        if visit.overall != "PD":
            continue
        if visit.new_lesion == "yes":
            new = {lesion.lesion for lesion in visit.lesions if lesion.role == "new"}
            for earlier in visits[:index]:
                if earlier.new_lesion == "equivocal" and any(lesion.lesion in new for lesion in earlier.lesions):
                    return earlier.date
        return visit.date
    return None


def responded_on(visits: Sequence[VisitResponse]) -> PartialDate | None:
    """Day of the first CR or PR before progression (4.7)."""
    return next((visit.date for visit in _until_progression(visits) if visit.overall in ("CR", "PR")), None)


def _until_progression(visits: Sequence[VisitResponse]) -> list[VisitResponse]:
    found: list[VisitResponse] = []
    for visit in visits:
        if visit.is_baseline:
            continue
        found.append(visit)
        if visit.overall == "PD":
            break
    return found


def _confirmation(
    later: Sequence[VisitResponse], first: VisitResponse, confirming: Sequence[str], rules: ResponseRules
) -> VisitResponse | None:
    """The next visit that was evaluable, when it lies late enough and says the same or better."""
    for visit in later:
        if visit.overall == "NE":
            continue
        days = _days(first, visit)
        if days is not None and days < rules["confirmation-days"]:
            if visit.overall in confirming:
                continue  # too early to confirm, and no contradiction
            return None
        return visit if visit.overall in confirming and days is not None else None
    return None


def _stable_or_worse(
    visits: Sequence[VisitResponse],
    until: Sequence[VisitResponse],
    rules: ResponseRules,
    *,
    counting: Sequence[str] = _STABLE,
) -> Best:
    baseline = next((visit for visit in visits if visit.is_baseline), None)
    stable = [visit for visit in until if visit.overall in counting]
    least = rules["stable-days"]
    for visit in stable:
        days = None if baseline is None else _days(baseline, visit)
        if days is not None and days >= least:
            category = "NON-CR/NON-PD" if visit.overall == "NON-CR/NON-PD" else "SD"
            return Best(category, f"no progression {days} days after the baseline (at least {least})")
    ended = next((visit for visit in until if visit.overall == "PD"), None)
    if ended is not None:
        return Best("PD", f"PD at {ended.visit}" + (f"; before it nothing lasted {least} days" if stable else ""))
    if stable:
        return Best("NE", f"not stable for {least} days yet, or the days are not known")
    return Best("NE", "no visit could be evaluated")


def _days(first: VisitResponse, second: VisitResponse) -> int | None:
    """Fewest days between two visits; None when one has no day."""
    if first.date is None or second.date is None:
        return None
    return days_between(first.date, second.date)[0]
