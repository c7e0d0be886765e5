"""Best overall response, with and without confirmation (RECIST 1.1, 4.4.3 and table 3), and the days (4.3.5, 4.6).

Works on categories alone, so that categories which others assigned can be asked the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onward.engines.response.result import VisitResponse
from onward.knowledge import ResponseRules
from onward.terms import PartialDate, days_between

_STABLE = ("SD", "NON-CR/NON-PD")
_RESPONSES = ("CR", "PR")
# Unconfirmed progression of iRECIST: ends nothing, confirms nothing.
UNCONFIRMED = "unconfirmed PD"


@dataclass(frozen=True, slots=True)
class Best:
    """A category and the sentence that says why."""

    category: str
    because: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """One visit after the baseline: its name, its day, its overall category; whether there are non-targets alone."""

    visit: str
    date: PartialDate | None
    overall: str
    is_without_targets: bool = False


def assessed(visits: Sequence[VisitResponse]) -> tuple[tuple[Assessed, ...], PartialDate | None]:
    """The visits after the baseline until progression, and the day of the baseline.

    Where an equivocal new lesion proved to be one, the visit that saw it first is the progression (4.3.5).
    """
    start = next((visit.date for visit in visits if visit.is_baseline), None)
    found = [
        Assessed(visit.visit, visit.date, visit.overall, _is_without_targets(visit))
        for visit in visits
        if not visit.is_baseline
    ]
    back = _back_dated(visits)
    if back is not None:
        found = [replace(one, overall="PD") if one.visit == back.visit else one for one in found]
    return until_progression(found), start


def _is_without_targets(visit: VisitResponse) -> bool:
    return not visit.target and bool(visit.non_target)


def until_progression(visits: Sequence[Assessed]) -> tuple[Assessed, ...]:
    """The visits up to the first progression, which is included."""
    end = next((index for index, one in enumerate(visits) if one.overall == "PD"), len(visits))
    return tuple(visits[: end + 1])


def best_overall(visits: Sequence[Assessed], start: PartialDate | None, rules: ResponseRules) -> Best:
    """The best category of visits until progression; stable disease only where it lasted long enough."""
    if not visits:
        return Best("", "no visit after the baseline")
    for wanted in _RESPONSES:
        found = next((visit for visit in visits if visit.overall == wanted), None)
        if found is not None:
            return Best(wanted, f"{wanted} at {found.visit}")
    return _stable_or_worse(visits, start, rules, _STABLE)


@dataclass(frozen=True, slots=True)
class Between:
    """What may stand between a response and the visit that confirms it: so many that were not evaluable (None: any
    number; the paper allows PR, NE, PR), so many that were stable (the paper's table 3 allows none)."""

    most_missing: int | None = None
    most_stable: int = 0


BY_THE_PAPER = Between()


def best_confirmed(
    visits: Sequence[Assessed], start: PartialDate | None, rules: ResponseRules, between: Between = BY_THE_PAPER
) -> Best:
    """The same where a response counts only when a later visit confirms it (table 3)."""
    if not visits:
        return Best("", "no visit after the baseline")
    for wanted, confirming in (("CR", ("CR",)), ("PR", ("CR", "PR"))):
        for index, first in enumerate(visits):
            if first.overall == wanted:
                second = _confirmation(visits[index + 1 :], first, confirming, rules, between)
                if second is not None:
                    return Best(wanted, f"{wanted} at {first.visit}, confirmed at {second.visit}")
    responses = [visit for visit in visits if visit.overall in _RESPONSES]
    if not responses:
        return _stable_or_worse(visits, start, rules, _STABLE)
    found = _stable_or_worse(visits, start, rules, (*_RESPONSES, *_STABLE))
    first = responses[0]
    return Best(found.category, f"{first.overall} at {first.visit} was not confirmed; {found.because}")


def progressed_on(visits: Sequence[VisitResponse]) -> PartialDate | None:
    """Day of progression: of an equivocal new lesion that proved to be one, the day it was seen first (4.3.5)."""
    back = _back_dated(visits)
    found = back or next((visit for visit in visits if visit.overall == "PD"), None)
    return None if found is None else found.date


def responded_on(visits: Sequence[Assessed]) -> PartialDate | None:
    """Day of the first CR or PR before progression (4.6.2)."""
    return next((visit.date for visit in visits if visit.overall in _RESPONSES), None)


def _back_dated(visits: Sequence[VisitResponse]) -> VisitResponse | None:
    """The earlier visit at which a new lesion of the first progression was seen, equivocal then."""
    for index, visit in enumerate(visits):
        if visit.overall == "PD":
            return next((one for one in visits[:index] if set(one.new_doubtful) & set(visit.new_certain)), None)
    return None


def _confirmation(
    later: Sequence[Assessed], first: Assessed, confirming: Sequence[str], rules: ResponseRules, between: Between
) -> Assessed | None:
    """The next visit that was evaluable, when it lies late enough and says the same or better."""
    missing = stable = 0
    was_complete = first.overall == "CR"
    for visit in later:
        if visit.overall == "NE":
            missing += 1  # PR, NE, PR may count as confirmed (4.4.3)
            if between.most_missing is not None and missing > between.most_missing:
                return None
            continue
        if visit.overall == "SD" and stable < between.most_stable:
            stable += 1
            continue
        if visit.overall not in confirming or (was_complete and visit.overall == "PR"):
            return None  # disease after a complete response is no response (table 3, note)
        was_complete = was_complete or visit.overall == "CR"
        days = days_from(first.date, visit.date)
        if days is None:
            return None
        if days >= rules["confirmation-days"]:
            return visit
    return None


def _stable_or_worse(
    visits: Sequence[Assessed], start: PartialDate | None, rules: ResponseRules, counting: Sequence[str]
) -> Best:
    stable = [visit for visit in visits if visit.overall in counting]
    least = rules["stable-days"]
    for visit in stable:
        days = days_from(start, visit.date)
        if days is not None and days >= least:
            # SD is not said where nothing can be measured (table 2, note), of an unconfirmed response neither.
            category = "NON-CR/NON-PD" if visit.overall == "NON-CR/NON-PD" or visit.is_without_targets else "SD"
            return Best(category, f"no progression {days} days after the baseline (at least {least})")
    ended = next((visit for visit in visits if visit.overall == "PD"), None)
    if ended is not None:
        return Best("PD", f"PD at {ended.visit}" + (f"; nothing before it lasted {least} days" if stable else ""))
    waiting = next((visit for visit in visits if visit.overall == UNCONFIRMED), None)
    if waiting is not None:
        return Best(UNCONFIRMED, f"progression at {waiting.visit} was neither confirmed nor taken back for good")
    if stable:
        return Best("NE", f"not stable for {least} days yet, or the days are not known")
    return Best("NE", "no visit could be evaluated")


def days_from(first: PartialDate | None, second: PartialDate | None) -> int | None:
    """Fewest days between two days; None when one is not known."""
    return None if first is None or second is None else days_between(first, second)[0]


_FROM_IMMUNE = {
    "iCR": "CR",
    "iPR": "PR",
    "iSD": "SD",
    "iUPD": UNCONFIRMED,
    "iCPD": "PD",
    "NON-iCR/NON-iUPD": "NON-CR/NON-PD",
}
_TO_IMMUNE = {plain: immune for immune, plain in _FROM_IMMUNE.items()}


def assessed_immune(visits: Sequence[VisitResponse]) -> tuple[tuple[Assessed, ...], PartialDate | None]:
    """The visits of iRECIST until confirmed progression, in RECIST's codes, and the day of the baseline (table 3)."""
    start = next((visit.date for visit in visits if visit.is_baseline), None)
    found = [
        Assessed(visit.visit, visit.date, _FROM_IMMUNE.get(visit.overall, visit.overall), _is_without_targets(visit))
        for visit in visits
        if not visit.is_baseline
    ]
    return until_progression(found), start


def immune(best: Best) -> Best:
    """A best response in iRECIST's codes."""
    because = best.because
    for plain in ("CR", "PR"):
        because = because.replace(f"{plain} at ", f"i{plain} at ")
    return Best(_TO_IMMUNE.get(best.category, best.category), because.replace("PD at", "iCPD at"))
