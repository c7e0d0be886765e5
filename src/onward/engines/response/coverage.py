"""How much of the disease a criterion sees: growth anywhere is progression, calm in one place is no calm disease."""

from __future__ import annotations

from onward.engines.response.bone_words import is_in_bone
from onward.engines.response.compartments import is_in_cns
from onward.engines.response.criterion import Asked
from onward.engines.response.pet import is_seen_on_pet
from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.timeline import Metastasis, Standing

_NO_TUMOUR = ("reference", "benign")
# Of uptake in the brain PET with FDG says little, so that a metastasis there is not covered by it.
_UNSEEN_BY_PET = frozenset({"brain", "leptomeninges"})


def covers_the_disease(criterion: str, response: ReaderResponse, asked: Asked) -> bool:
    """Whether the criterion judges every lesion of this reader, and every place of metastasis in the record."""
    lesions = [
        lesion
        for read in asked.reads
        if read.reader == response.reader
        for visit in read.visits
        for lesion in visit.lesions
        if lesion.role not in _NO_TUMOUR
    ]
    recorded = {fact.site for fact in asked.timeline.of(Metastasis) if fact.standing is not Standing.REFUTED}
    match criterion:
        case "mda-bone":
            return recorded <= {"bone"} and all(is_in_bone(lesion) for lesion in lesions)
        case "rano-bm":
            return recorded <= {"brain", "leptomeninges"} and all(is_in_cns(lesion) for lesion in lesions)
        case "percist-1.0":
            on_pet = {lesion.lesion for lesion in lesions if is_seen_on_pet(lesion)}
            return not recorded & _UNSEEN_BY_PET and all(lesion.lesion in on_pet for lesion in lesions)
        case _:
            return True


def says_little(response: ReaderResponse, visit: VisitResponse) -> bool:
    """NON-CR/NON-PD by RECIST 1.1 of a read that holds lesions in bone alone, none of them a target."""
    lesions = [lesion for one in response.visits for lesion in one.lesions if lesion.role not in _NO_TUMOUR]
    return visit.overall == "NON-CR/NON-PD" and not visit.target and all(is_in_bone(lesion) for lesion in lesions)
