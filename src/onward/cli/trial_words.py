"""Words of the command line about trials: states, phases. What is meant by them, and what to say when nothing is."""

from __future__ import annotations

from collections.abc import Sequence

from onward.registry import Phase, Recruitment, recruitment_of
from onward.terms import UsageError

_STATES: dict[str, tuple[Recruitment, ...]] = {
    "recruiting": (Recruitment.RECRUITING,),
    "not-yet": (Recruitment.NOT_YET,),
    "by-invitation": (Recruitment.BY_INVITATION,),
    "suspended": (Recruitment.SUSPENDED,),
    "closed": (Recruitment.CLOSED,),
    "completed": (Recruitment.COMPLETED,),
    "terminated": (Recruitment.TERMINATED,),
    "withdrawn": (Recruitment.WITHDRAWN,),
    "expanded-access": (Recruitment.EXPANDED_ACCESS,),
    "unknown": (Recruitment.UNKNOWN,),
    "open": tuple(one for one in Recruitment if one.is_open),
    "may-open": tuple(one for one in Recruitment if one.may_open),
}
_PHASES: dict[str, Phase] = {
    "early-1": Phase.EARLY_1,
    "early1": Phase.EARLY_1,
    "0": Phase.EARLY_1,
    "1": Phase.ONE,
    "2": Phase.TWO,
    "3": Phase.THREE,
    "4": Phase.FOUR,
    "i": Phase.ONE,
    "ii": Phase.TWO,
    "iii": Phase.THREE,
    "iv": Phase.FOUR,
    "na": Phase.NOT_APPLICABLE,
}


def recruitment_filter(words: Sequence[str] | None) -> frozenset[Recruitment] | None:
    """The states that are meant; None when none was asked for. Raises UsageError for a word that is none."""
    if not words:
        return None
    meant: set[Recruitment] = set()
    for word in _split(words):
        plain = word.strip().lower().replace("_", "-").replace(" ", "-")
        if plain in _STATES:
            meant.update(_STATES[plain])
        elif (found := recruitment_of(word)) is not Recruitment.UNKNOWN:
            meant.add(found)
        else:
            raise UsageError(f"{word!r} is no state of a trial. Known: {', '.join(_STATES)}.")
    return frozenset(meant)


def phase_filter(words: Sequence[str] | None) -> frozenset[Phase] | None:
    """The phases that are meant; None when none was asked for. Raises UsageError for a word that is none."""
    if not words:
        return None
    meant: set[Phase] = set()
    for word in (part for one in _split(words) for part in one.split("/")):
        plain = word.strip().lower().replace("_", "-").removeprefix("phase").strip(" -")
        if plain not in _PHASES:
            raise UsageError(f"{word!r} is no phase. Known: early-1, 1, 2, 3, 4, na.")
        meant.add(_PHASES[plain])
    return frozenset(meant)


def _split(words: Sequence[str]) -> list[str]:
    """Several may stand in one word with commas between."""
    return [part for word in words for part in word.split(",") if part.strip()]
