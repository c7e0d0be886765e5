"""What a word beside a cancer cannot be said of: stage 0 is not invasive, and a cancer of the blood is not metastatic.

"Stage 0 to II breast cancer" asks for no invasive cancer beside the stage; "advanced solid tumours or lymphoma" for the
extent of the solid tumours alone.
"""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, BreastCancer, CancerType, Criterion, Finding, Metastatic, Not, Stage, When
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of, negated


def as_it_can_be_said(reading: Criterion, line: str) -> Criterion:
    """A reading of a stage 0 without the cancer, unless the words say that it is invasive; of lymphoma without an extent."""
    if _OF_THE_BLOOD.search(line) is not None:
        return without_extent_of_blood(reading)
    return reading if "stage" not in line or "invasive" in line else without_invasive(reading)


def without_invasive(criterion: Criterion) -> Criterion:
    """The question without the name of the cancer beside a stage 0, which the name would deny."""
    match criterion:
        case AllOf():
            parts = tuple(map(without_invasive, criterion.of))
            if any(isinstance(part, Stage) and "0" in part.groups for part in parts):
                parts = tuple(part for part in parts if part != BreastCancer())
            return all_of(parts)
        case AnyOf():
            return any_of(tuple(map(without_invasive, criterion.of)))
        case Not():
            return negated(without_invasive(criterion.of))
        case When() if criterion.otherwise is None:
            return When(condition=criterion.condition, then=without_invasive(criterion.then))
        case _:
            return criterion


_OF_THE_BLOOD = sought(r"\b(?:lymphomas?|dlbcl|leuk\w+|myelomas?)\b")
_BLOOD = frozenset({"lymphoma", "leukaemia", "myeloma"})
_EXTENTS = frozenset(
    {Finding(name="locally advanced disease"), Finding(name="locally advanced unresectable disease"), Metastatic()}
)


def without_extent_of_blood(reading: Criterion) -> Criterion:
    """The question with its extent beside the solid tumours alone, where cancers of the blood are named with them."""
    if not isinstance(reading, AllOf):
        return reading
    extents = tuple(
        part for part in reading.of if part in _EXTENTS or (isinstance(part, AnyOf) and set(part.of) <= _EXTENTS)
    )
    named = tuple(part for part in reading.of if isinstance(part, CancerType))
    if not extents or len(named) != 1:
        return reading
    blood = tuple(kind for kind in named[0].kinds if kind in _BLOOD)
    solid = tuple(kind for kind in named[0].kinds if kind not in _BLOOD)
    if not blood or not solid:
        return reading
    ways = any_of((all_of((*extents, CancerType(kinds=solid))), CancerType(kinds=blood)))
    return all_of((ways, *(part for part in reading.of if part not in extents and part not in named)))
