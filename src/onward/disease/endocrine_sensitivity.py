"""Endocrine resistance of a person: the relapse and the progressions of the record, judged by disease/resistance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from onward.disease.courses import ANTICANCER
from onward.disease.endocrine import Call, judge_resistance
from onward.disease.endocrine_exposure import exposures_of
from onward.disease.lines_draft import is_endocrine
from onward.disease.lines_progression import progressions, today_of
from onward.disease.picture import Course, EndocrineSensitivity, Line, OnsetOfMetastasis, Sensitivity
from onward.knowledge import LineRules, ResistanceRules
from onward.terms import PartialDate, Truth, is_before
from onward.timeline import SpecimenFact, SpecimenKind, Standing, Timeline

_WORDS: dict[Call, Sensitivity] = {
    "primary": "primary resistance",
    "secondary": "secondary resistance",
    "sensitive": "sensitive",
    "not_exposed": "not exposed",
    "unknown": "unknown",
}


def endocrine_sensitivity(
    timeline: Timeline,
    courses: Sequence[Course],
    lines: Sequence[Line],
    onset: OnsetOfMetastasis,
    rules: ResistanceRules,
    line_rules: LineRules,
    *,
    as_of: date,
) -> EndocrineSensitivity:
    """Primary or secondary resistance, sensitive, not exposed, or unknown with what would settle it."""
    growth = [fact.when.start for fact in progressions(timeline, as_of) if fact.when.start is not None]
    relapse = first_recurrence(timeline, lines, onset, growth)
    found = judge_resistance(
        exposures_of(tuple(lines), today_of(timeline, as_of)), relapse, growth, rules, line_rules, as_of=as_of
    )
    unplaced = _without_place(courses, lines)
    # Progression after six months resists on whatever line; every other call may change with a drug without a place.
    if unplaced and found.rule != "metastatic-later":
        return EndocrineSensitivity(
            status="unknown",
            rule="undecided",
            because=f"Endocrine therapy without a place among the lines is on record ({', '.join(unplaced)}).",
            settle=f"When {' and '.join(unplaced)} started and ended, and whether before or after the metastasis.",
        )
    told = any(course.told is not None for course in courses)
    if found.call == "not_exposed" and (told or not any(course.role == ANTICANCER for course in courses)):
        # "Never exposed" is an answer about a treatment history; a record without one has none to speak of.
        return EndocrineSensitivity(
            status="unknown",
            rule="undecided",
            because="The record is no full treatment history, so it does not tell whether endocrine therapy was given."
            if told
            else "No treatment of the cancer is on record, so it does not tell whether endocrine therapy was given.",
            settle="The treatment summary, or the medication list since the diagnosis.",
        )
    return EndocrineSensitivity(
        status=_WORDS[found.call],
        rule=found.rule,
        because=found.because,
        settle=found.settle,
        about=found.about.line if found.about is not None else None,
        partner=found.about.partner if found.about is not None else "",
    )


def first_recurrence(
    timeline: Timeline, lines: Sequence[Line], onset: OnsetOfMetastasis, growth: Sequence[PartialDate]
) -> PartialDate | None:
    """The first recurrence, local, regional or distant (relapse); None in de novo disease and without one."""
    if onset.onset == "de_novo":
        return None
    metastasis = onset.first_metastasis
    treated = next((line.start for line in lines if line.n == 1), None)
    until = metastasis or treated
    found = [day for day in growth if until is None or is_before(day, until) is Truth.YES]
    found += [
        fact.when.start
        for fact in timeline.of(SpecimenFact)
        if fact.kind is SpecimenKind.LOCAL_RECURRENCE
        and fact.standing is not Standing.REFUTED
        and fact.when.start is not None
    ]
    if metastasis is not None:
        found.append(metastasis)
    return min(found, key=lambda day: day.sort_key, default=None)


def _without_place(courses: Sequence[Course], lines: Sequence[Line]) -> list[str]:
    """Endocrine drugs without a start or in a line without a number; what came before the cancer is not asked for."""
    undated = [
        course
        for course in courses
        if course.start is None and course.role == ANTICANCER and (course.told is None or course.told.line is None)
    ]
    unnumbered = [course for line in lines if line.n is None for course in line.courses]
    return sorted({course.drug for course in (*undated, *unnumbered) if is_endocrine(course)})
