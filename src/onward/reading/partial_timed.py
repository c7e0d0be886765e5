"""A time that stands behind the last of several clauses, and may be meant for those before it."""

from __future__ import annotations

from collections.abc import Sequence

from onward.criteria import AskHuman, Criterion, Exposed, Had, parts_of
from onward.reading.sought import sought

_A_TIME = sought(r"\b(?:within|in|during) (?:the )?(?:last |past |previous |≤ )*\d+ (?:day|week|month|year)\b")

_ILLUSTRATES = sought(r"^(?:these|this|those|such|examples?|they)\b.*\binclud")


def illustrates_with_a_time(sentence: str) -> bool:
    """Whether "these include A and B within 7 days" gives the time of all that was named before."""
    return _ILLUSTRATES.match(sentence) is not None and _A_TIME.search(sentence) is not None


def timed_behind(parts: Sequence[Criterion | None], said: Sequence[str]) -> bool:
    """Whether "experimental drugs; chemotherapy or ... within 4 weeks" leaves open what the time is said of.

    parts  the clauses as questions, None or a question for a human where one was not understood;  said  their words
    """
    timeless = False
    for part, words in zip(parts, said, strict=True):
        if timeless and _is_open(part) and _A_TIME.search(words) is not None:
            return True
        timeless = timeless or _at_any_time(part)
    return False


def _is_open(part: Criterion | None) -> bool:
    """Whether nothing is understood of a clause, or of the last of what it names."""
    if part is None or isinstance(part, AskHuman):
        return True
    parts = parts_of(part)
    return bool(parts) and _is_open(parts[-1])


def _at_any_time(part: Criterion | None) -> bool:
    match part:
        case Exposed():
            return not part.settings and not part.ended_by
        case Had():
            return part.within_days is None and part.at_least_days_ago is None
        case _:
            return False
