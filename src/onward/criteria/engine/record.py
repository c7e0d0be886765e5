"""Whether the record holds anything of a kind at all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from onward.criteria.answer import FIXED, Answer, each_once
from onward.criteria.engine.results import decided, undecided
from onward.criteria.engine.variants import GERMLINE_SAMPLE
from onward.criteria.logic_nodes import Recorded
from onward.criteria.subject import Subject
from onward.terms import Truth, WhyUnknown
from onward.timeline import (
    AnyFact,
    Comorbidity,
    DrugTreatment,
    GenesStudied,
    ImagingFact,
    LabResult,
    Origin,
    Variant,
)


def answer_recorded(leaf: Recorded, subject: Subject) -> Answer:
    """YES with the facts, or UNKNOWN: what is absent from this record may exist elsewhere."""
    facts = _facts(leaf, subject)
    if facts:
        return decided(leaf, Truth.YES, f"{leaf.what}: {len(facts)} on record", facts=facts, change=FIXED)
    return undecided(
        leaf,
        WhyUnknown.NOT_RECORDED,
        f"no {leaf.what} on record",
        ask=f"Are there {leaf.what} that this record does not hold?",
    )


def _facts(leaf: Recorded, subject: Subject) -> Sequence[AnyFact]:
    match leaf.what:
        case "medications":
            return subject.of(DrugTreatment)
        case "conditions":
            return subject.of(Comorbidity)
        case "treatment lines":
            courses = (course for line in subject.picture.lines for course in line.courses)
            return each_once(fact for course in courses for fact in course.facts)
        case "laboratory results":
            return subject.of(LabResult)
        case "imaging":
            return subject.of(ImagingFact)
        case "genomic test":
            return (*subject.of(GenesStudied), *subject.of(Variant))
        case "germline test":
            return (
                *(fact for fact in subject.of(GenesStudied) if fact.tissue == GERMLINE_SAMPLE),
                *(
                    fact
                    for fact in subject.of(Variant)
                    if fact.origin is Origin.GERMLINE or fact.tissue == GERMLINE_SAMPLE
                ),
            )
        case _:
            assert_never(leaf.what)
