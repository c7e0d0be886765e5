"""What may become of a line that stands in the way: whether it can change, when, and by what, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onward.criteria import (
    Age,
    Answer,
    CnsDisease,
    Condition,
    Criterion,
    Exposed,
    Had,
    LabValue,
    LabWord,
    Lines,
    Menopause,
    Performance,
    Pregnancy,
    Prospect,
    Takes,
    Washout,
    leaves_of,
)
from onward.criteria import describe_criterion as in_words
from onward.terms import Truth

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outlook:
    """The prospect of a NO.

    on      first day on which it no longer stands by dates alone; None when no date says so
    words   "washout ends on 12 December 2026", "platelets could recover", "cannot change"
    """

    can_change: bool
    on: date | None
    words: str


def outlook(answer: Answer) -> Outlook:
    """What may become of an answer that stands in the way."""
    match answer.change.prospect:
        case Prospect.FIXED:
            return Outlook(False, None, "cannot change")
        case Prospect.DATED:
            on = answer.change.on
            assert on is not None, "a dated change has a day"
            leaf = _dated_leaf(answer, on)
            return Outlook(True, on, _by_date(leaf.criterion, on))
        case Prospect.OPEN:
            return Outlook(True, None, _some_day(_open_leaf(answer).criterion))


def _dated_leaf(answer: Answer, on: date) -> Answer:
    return next((leaf for leaf in leaves_of(answer) if leaf.change.on == on), answer)


def _open_leaf(answer: Answer) -> Answer:
    decided = [leaf for leaf in leaves_of(answer) if leaf.truth is not Truth.UNKNOWN and leaf.can_change]
    return decided[0] if decided else answer


def day_in_words(day: date) -> str:
    """12 December 2026."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def _by_date(criterion: Criterion, on: date) -> str:
    day = day_in_words(on)
    match criterion:
        case Washout():
            return f"washout ends on {day}"
        case Had():
            return f"the time since then is long enough on {day}"
        case Age():
            return f"the age changes on {day}"
        case Exposed():
            return f"long enough on it on {day}"
        case CnsDisease():
            return f"stable for long enough on {day}"
        case _:
            return f"changes on {day}"


def _some_day(criterion: Criterion) -> str:
    match criterion:
        case LabValue():
            return f"{criterion.analyte} could recover"
        case LabWord():
            return f"the next {criterion.analyte} may be another"
        case Performance():
            return "the performance status could change"
        case CnsDisease():
            return "treatment and time could make the disease of the brain stable"
        case Washout():
            return "once the drug is stopped, the washout begins"
        case Takes():
            return "the drug could be stopped or replaced"
        case Exposed() | Lines():
            return "further treatment could change it"
        case Condition():
            return "the condition could resolve"
        case Menopause() | Pregnancy():
            return "can change with time"
        case _:
            return f"could change: {in_words(criterion)}"
