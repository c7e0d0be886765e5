"""One vocabulary for status and phase over the words of the registries. A word that is not listed is UNKNOWN.

Sources: ClinicalTrials.gov API v2, enumerations Status and Phase (clinicaltrials.gov/data-api); FHIR R4
research-study-status and research-study-phase; CTML statuses as MatchMiner lists them; NCI Clinical Trials Search
service, current_trial_status.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum


class Recruitment(Enum):
    """Whether a trial or a site takes people."""

    RECRUITING = "recruiting"
    NOT_YET = "not yet recruiting"
    BY_INVITATION = "by invitation"
    SUSPENDED = "suspended"
    CLOSED = "closed to new participants"
    COMPLETED = "completed"
    TERMINATED = "terminated"
    WITHDRAWN = "withdrawn"
    EXPANDED_ACCESS = "expanded access available"
    UNKNOWN = "unknown"

    # There is one object of each: to be looked up by its name takes far longer in searches and counts.
    __hash__ = object.__hash__

    @property
    def is_open(self) -> bool:
        """Whether somebody may enter now."""
        return self in (Recruitment.RECRUITING, Recruitment.BY_INVITATION, Recruitment.EXPANDED_ACCESS)

    @property
    def may_open(self) -> bool:
        """Whether somebody may enter now or later."""
        return self.is_open or self in (Recruitment.NOT_YET, Recruitment.SUSPENDED)


_RECRUITMENT: dict[str, Recruitment] = {
    # ClinicalTrials.gov v2 and XML
    "recruiting": Recruitment.RECRUITING,
    "not yet recruiting": Recruitment.NOT_YET,
    "enrolling by invitation": Recruitment.BY_INVITATION,
    "active not recruiting": Recruitment.CLOSED,
    "suspended": Recruitment.SUSPENDED,
    "completed": Recruitment.COMPLETED,
    "terminated": Recruitment.TERMINATED,
    "withdrawn": Recruitment.WITHDRAWN,
    "available": Recruitment.EXPANDED_ACCESS,
    "temporarily not available": Recruitment.SUSPENDED,
    "no longer available": Recruitment.CLOSED,
    "approved for marketing": Recruitment.CLOSED,
    "withheld": Recruitment.UNKNOWN,
    "unknown": Recruitment.UNKNOWN,
    "unknown status": Recruitment.UNKNOWN,
    # NCI Clinical Trials Search service
    "active": Recruitment.RECRUITING,
    "approved": Recruitment.NOT_YET,
    "in review": Recruitment.NOT_YET,
    "closed to accrual": Recruitment.CLOSED,
    "closed to accrual and intervention": Recruitment.CLOSED,
    "temporarily closed to accrual": Recruitment.SUSPENDED,
    "temporarily closed to accrual and intervention": Recruitment.SUSPENDED,
    "administratively complete": Recruitment.COMPLETED,
    "complete": Recruitment.COMPLETED,
    # CTML
    "open to accrual": Recruitment.RECRUITING,
    "open": Recruitment.RECRUITING,
    "closed": Recruitment.CLOSED,
    "on hold": Recruitment.SUSPENDED,
    "new": Recruitment.NOT_YET,
    "irb study closure": Recruitment.COMPLETED,
    # FHIR R4 research-study-status
    "administratively completed": Recruitment.COMPLETED,
    "disapproved": Recruitment.WITHDRAWN,
}


def recruitment_of(status: str) -> Recruitment:
    """The registry's word in the one vocabulary; UNKNOWN for no word and for words that are not listed."""
    return _RECRUITMENT.get(_plain(status), Recruitment.UNKNOWN)


class Phase(Enum):
    """Phases of a drug trial."""

    EARLY_1 = "early 1"
    ONE = "1"
    TWO = "2"
    THREE = "3"
    FOUR = "4"
    NOT_APPLICABLE = "not applicable"

    # As of `Recruitment`.
    __hash__ = object.__hash__


_PHASES: dict[str, tuple[Phase, ...]] = {
    "early phase1": (Phase.EARLY_1,),
    "early phase 1": (Phase.EARLY_1,),
    "phase 0": (Phase.EARLY_1,),
    "0": (Phase.EARLY_1,),
    "na": (Phase.NOT_APPLICABLE,),
    "n/a": (Phase.NOT_APPLICABLE,),
    "not applicable": (Phase.NOT_APPLICABLE,),
}
_NUMBERS = {
    "1": Phase.ONE,
    "2": Phase.TWO,
    "3": Phase.THREE,
    "4": Phase.FOUR,
    "i": Phase.ONE,
    "ii": Phase.TWO,
    "iii": Phase.THREE,
    "iv": Phase.FOUR,
}


def phases_of(written: Iterable[str]) -> tuple[Phase, ...]:
    """The phases in order; empty when none is stated or none is understood."""
    found: set[Phase] = set()
    for one in written:
        plain = _plain(one)
        if plain in _PHASES:
            found.update(_PHASES[plain])
            continue
        for part in plain.replace("phase", " ").replace("/", " ").replace("and", " ").split():
            number = part.rstrip("ab")
            if number in _NUMBERS:
                found.add(_NUMBERS[number])
    return tuple(phase for phase in Phase if phase in found)


def _plain(word: str) -> str:
    return " ".join(word.replace("_", " ").replace("-", " ").replace(",", " ").lower().split())
