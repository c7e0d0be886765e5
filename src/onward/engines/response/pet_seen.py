"""What a PET shows beside numbers: new uptake, unequivocal progression, and which known lesions are gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onward.engines.response.other_lesions import NewSeen
from onward.engines.response.pet import PetLesion, PetVisit
from onward.engines.response.result import Reason
from onward.engines.response.states import EQUIVOCAL, GROWN, NOT_EVALUABLE, PRESENT, PROGRESSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A criterion's section for each of these steps."""

    new: str
    progression: str


def new_uptake(visit: PetVisit, because: list[Reason], words: Words) -> NewSeen:
    """New lesions of one PET: certain, or equivocal until another PET proves them."""
    new = [one for one in visit.lesions if one.role == "new" and not _is_nothing(one)]
    found = NewSeen(
        certain=tuple(one.lesion for one in new if one.state not in EQUIVOCAL),
        doubtful=tuple(one.lesion for one in new if one.state in EQUIVOCAL),
    )
    if found.certain:
        because.append(Reason(says=f"new uptake {', '.join(found.certain)}: PMD", section=words.new))
    elif found.doubtful:
        says = f"new uptake {', '.join(found.doubtful)} is equivocal: no progression yet"
        because.append(Reason(says=says, section=words.new))
    return found


def _is_nothing(lesion: PetLesion) -> bool:
    return lesion.is_called_gone or lesion.is_undone or lesion.state in NOT_EVALUABLE


def progressed(visit: PetVisit, because: list[Reason], words: Words) -> bool:
    """Unequivocal progression of a known lesion, as the reader says."""
    grown = [one.lesion for one in visit.tumours if one.state in PROGRESSED]
    if grown:
        says = f"unequivocal progression of {', '.join(grown)}: PMD"
        because.append(Reason(says=says, section=words.progression))
    return bool(grown)


def is_called_back(lesion: PetLesion) -> bool:
    """The reader says that there is uptake."""
    return lesion.state in PRESENT | GROWN | PROGRESSED


def seen_elsewhere(visit: PetVisit) -> list[str]:
    """New lesions of the visit that PET does not speak of."""
    if not visit.only_ct:
        return []
    names = ", ".join(visit.only_ct)
    return [f"{names} is new on another scan of this visit; what PET shows of it is not recorded"]


def not_known_before(visit: PetVisit, known: Sequence[str]) -> tuple[PetLesion, ...]:
    """Lesions that nobody read at the baseline and nobody called new."""
    return tuple(one for one in visit.tumours if one.lesion not in known and not one.is_undone)
