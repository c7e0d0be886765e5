"""Stage 0 is not invasive: "stage 0 to II breast cancer" asks for no invasive cancer beside the stage."""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, BreastCancer, Criterion, Not, Stage, When
from onward.reading.things import all_of, any_of, negated


def of_stage_0(reading: Criterion, line: str) -> Criterion:
    """A reading of a stage 0 without the cancer, which is not invasive there, unless the words say that it is."""
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
