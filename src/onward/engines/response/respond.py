"""One person's response by each criterion that is asked for, reader by reader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onward.engines.response.brain_volume import has_brain_volumes, volume_responses
from onward.engines.response.by_diameters import (
    has_diameters,
    has_diameters_under_immunotherapy,
    irecist_responses,
    recist_responses,
    sized_reads,
)
from onward.engines.response.clinical_summary import clinical_summaries, has_recorded_course
from onward.engines.response.courses import Course
from onward.engines.response.criterion import Asked, Criterion
from onward.engines.response.eortc import eortc_responses, has_any_uptake
from onward.engines.response.marker_trend import has_markers, marker_trends
from onward.engines.response.mda_bone import has_bone_lesions, mda_responses
from onward.engines.response.naming import in_words
from onward.engines.response.percist import has_sul_peak, percist_responses
from onward.engines.response.pet import is_read_on_pet, pet_read
from onward.engines.response.rano_bm import has_brain_lesions, rano_responses
from onward.engines.response.reads import reads_of
from onward.engines.response.result import ReaderResponse
from onward.knowledge import ResponseRules
from onward.timeline import PetAcquisition, Timeline

# Every criterion, in the order in which they are answered.
CRITERIA: Mapping[str, Criterion] = {
    one.name: one
    for one in (
        Criterion(
            name="recist-1.1",
            called="RECIST 1.1",
            file="recist_1_1",
            respond=recist_responses,
            applies=has_diameters,
        ),
        Criterion(
            name="irecist",
            called="iRECIST",
            file="irecist",
            respond=irecist_responses,
            applies=has_diameters_under_immunotherapy,
        ),
        Criterion(
            name="percist-1.0",
            called="PERCIST 1.0",
            file="percist_1_0",
            respond=percist_responses,
            applies=has_sul_peak,
        ),
        Criterion(
            name="eortc-1999",
            called="EORTC 1999",
            file="eortc_1999",
            respond=eortc_responses,
            applies=has_any_uptake,
        ),
        Criterion(
            name="mda-bone",
            called="MD Anderson bone criteria",
            file="mda_bone",
            respond=mda_responses,
            applies=has_bone_lesions,
        ),
        Criterion(
            name="rano-bm",
            called="RANO-BM",
            file="rano_bm",
            respond=rano_responses,
            applies=has_brain_lesions,
        ),
        Criterion(
            name="volumetric-brain",
            called="volume of brain metastases",
            file="volumetric_brain",
            respond=volume_responses,
            applies=has_brain_volumes,
        ),
        Criterion(
            name="marker-trend",
            called="trend of tumour markers",
            file="marker_trend",
            respond=marker_trends,
            applies=has_markers,
        ),
        Criterion(
            name="clinical-summary",
            called="clinical summary",
            file="clinical_summary",
            respond=clinical_summaries,
            applies=has_recorded_course,
        ),
    )
}


def asked_of(timeline: Timeline, drug_classes: frozenset[str] = frozenset(), courses: tuple[Course, ...] = ()) -> Asked:
    """A person's lesions put in order by reader and visit; `timeline` as known on the day of asking."""
    reads = reads_of(timeline)
    scans = timeline.of(PetAcquisition)
    return Asked(
        timeline=timeline,
        reads=reads,
        sized=sized_reads(reads),
        pets=tuple(pet_read(read, scans) for read in reads if is_read_on_pet(read)),
        drug_classes=drug_classes,
        courses=courses,
    )


def applying(asked: Asked) -> tuple[str, ...]:
    """The names of the criteria that have something to judge of this person."""
    return tuple(name for name, one in CRITERIA.items() if one.applies(asked))


def respond(timeline: Timeline, rules: ResponseRules, criterion: str) -> tuple[ReaderResponse, ...]:
    """One answer for each reader whose lesions the timeline holds; () when it holds none.

    timeline    as known on the day of asking
    rules       of `criterion`, one of CRITERIA
    """
    return respond_by_all(asked_of(timeline), [(criterion, rules)])


def respond_by_all(asked: Asked, rules: Sequence[tuple[str, ResponseRules]]) -> tuple[ReaderResponse, ...]:
    """Every criterion of `rules` (name and its rules), in their order."""
    return tuple(in_words(one) for name, its in rules for one in CRITERIA[name].respond(asked, its))
