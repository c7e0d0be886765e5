"""Which cohorts of a trial take people, and every criteria tree that such a cohort has to fit."""

from __future__ import annotations

from onward.registry.cohorts import CohortCriteria, MatchTree
from onward.registry.trial import Trial


def enrolling_cohorts(trial: Trial) -> tuple[int, ...]:
    """Indices in `trial.cohorts` of those that nothing lies below: dose levels, and arms without dose levels.

    Suspended ones are among them; `is_suspended` tells.
    """
    parents = {cohort.parent for cohort in trial.cohorts}
    return tuple(index for index in range(len(trial.cohorts)) if index not in parents)


def criteria_of(trial: Trial, index: int) -> tuple[tuple[CohortCriteria | None, MatchTree], ...]:
    """The trees that whoever enters cohort `index` has to fit, the trial's own first (cohort None), its own last."""
    found: list[tuple[CohortCriteria | None, MatchTree]] = []
    at: int | None = index
    while at is not None:
        cohort = trial.cohorts[at]
        if cohort.match is not None:
            found.append((cohort, cohort.match))
        at = cohort.parent
    if trial.match is not None:
        found.append((None, trial.match))
    return tuple(reversed(found))


def is_suspended(trial: Trial, index: int) -> bool:
    """Whether the cohort, or one that it belongs to, is said to be suspended."""
    at: int | None = index
    while at is not None:
        cohort = trial.cohorts[at]
        if cohort.suspended:
            return True
        at = cohort.parent
    return False
