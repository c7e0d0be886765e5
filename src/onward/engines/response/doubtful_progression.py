"""Progression by a criterion that is too open to end a line of therapy: flare, uptake alone, symptoms alone.

RECIST 1.1, 4.3.5: a finding that may be healing or flare of known disease is no unequivocal new lesion. PERCIST 1.0,
table 7: progression without a new lesion is to be confirmed. RANO-BM: clinical status is no finding of images.
"""

from __future__ import annotations

from collections.abc import Sequence

from onward.engines.response.bone_words import is_in_bone
from onward.engines.response.counted_readers import VALUES, Doubt, is_progression
from onward.engines.response.rano_bm import is_progression_by_images
from onward.engines.response.result import ReaderResponse, VisitResponse

_Open = tuple[str, str] | None
_FLARE = (
    "more or hotter spots in bone early in a treatment may be healing (flare), and nothing else progressed",
    "CT or X-ray of the spots (sclerosis or lysis), or a scan in 2 to 3 months",
)


def doubts_of(criterion: str, bone: Sequence[ReaderResponse]) -> Doubt:
    """What makes a progression by this criterion too open; `bone` are the answers by the MD Anderson bone criteria."""

    def doubt(response: ReaderResponse, visit: VisitResponse) -> _Open:
        if not is_progression(visit):
            return None
        match criterion:
            case "recist-1.1":
                return _FLARE if _rests_on_new_bone(visit) and _may_be_flare(response, visit, bone) else None
            case "percist-1.0":
                if not _has_new_elsewhere(visit) and _may_be_flare(response, visit, bone):
                    return _FLARE
                return _by_uptake_alone(response, visit)
            case "rano-bm":
                return _by_symptoms_alone(visit)
            case _:
                return None

    return doubt


def confirming(response: ReaderResponse, visit: VisitResponse) -> VisitResponse | None:
    """The next scan of the same reader that could be evaluated, where it says progression too; else None."""
    after = response.visits[response.visits.index(visit) + 1 :]
    following = next((one for one in after if one.overall in VALUES), None)
    return following if following is not None and is_progression(following) else None


def needs_confirmation(visit: VisitResponse) -> bool:
    """PERCIST 1.0: progression of uptake, with neither a new lesion nor growth that the reader calls unequivocal."""
    return visit.overall == "PMD" and not visit.new_certain and visit.non_target != "PMD"


def _by_uptake_alone(response: ReaderResponse, visit: VisitResponse) -> _Open:
    if not needs_confirmation(visit) or confirming(response, visit) is not None:
        return None
    return (
        "progression by uptake alone, without a new lesion, and no later PET confirms it",
        "a PET within a month (table 7), or CT or MRI of what is hotter",
    )


def _by_symptoms_alone(visit: VisitResponse) -> _Open:
    if is_progression_by_images(visit):
        return None
    return (
        "progression by clinical status alone; the images show none",
        "what the symptoms come from; MRI with its comparison to the one before",
    )


def _rests_on_new_bone(visit: VisitResponse) -> bool:
    in_bone = {lesion.lesion for lesion in visit.lesions if is_in_bone(lesion)}
    by_itself = "PD" in (visit.target, visit.non_target)
    return not by_itself and bool(visit.new_certain) and in_bone.issuperset(visit.new_certain)


def _has_new_elsewhere(visit: VisitResponse) -> bool:
    in_bone = {lesion.lesion for lesion in visit.lesions if is_in_bone(lesion)}
    return not in_bone.issuperset(visit.new_certain)


def _may_be_flare(response: ReaderResponse, visit: VisitResponse, bone: Sequence[ReaderResponse]) -> bool:
    """The same reader's bone criteria spoke of flare at this visit or before, and call it no progression now."""
    own = next((one for one in bone if one.reader == response.reader), None)
    if own is None:
        return False
    here = next((one for one in own.visits if one.visit == visit.visit and not one.is_baseline), None)
    if here is None or is_progression(here):
        return False
    until = own.visits[: own.visits.index(here) + 1]
    return any("flare" in reason.section for one in until for reason in one.because)
