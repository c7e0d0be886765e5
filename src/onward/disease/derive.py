"""From a timeline to the disease picture, part by part, as known on one day."""

from __future__ import annotations

from datetime import date

from onward.disease.age import age_years
from onward.disease.cns import cns_status
from onward.disease.courses import build_courses
from onward.disease.courses_orders import orders_left_open
from onward.disease.endocrine_sensitivity import endocrine_sensitivity
from onward.disease.exposure import exposures
from onward.disease.extent import extent_of
from onward.disease.lines import find_lines
from onward.disease.lines_progression import today_of
from onward.disease.metastatic import is_metastatic
from onward.disease.onset import find_onset
from onward.disease.picture import DiseasePicture
from onward.disease.receptors import call_receptors
from onward.disease.sites import find_sites
from onward.disease.status_marker import status_against_markers
from onward.disease.subtype import choose_subtype, er_percent
from onward.knowledge import DiseaseKnowledge
from onward.timeline import Timeline, as_known_on


def derive_picture(timeline: Timeline, knowledge: DiseaseKnowledge, *, as_of: date) -> DiseasePicture:
    """What the disease is, where it is and what has been done about it, as known on `as_of`.

    The same timeline, knowledge and day give the same picture; a timeline that is not yet that of the day is cut to it.
    """
    known = timeline if timeline.as_of == as_of else as_known_on(timeline, as_of)
    extent = extent_of(known, knowledge.extent, as_of=as_of)
    metastatic = is_metastatic(extent)
    onset = find_onset(extent, metastatic)
    sites = find_sites(extent, metastatic.truth)
    receptors = call_receptors(known, knowledge.receptors)
    subtype = choose_subtype(receptors, knowledge.receptors)
    treatments = build_courses(known, knowledge.drugs, knowledge.lines, as_of=as_of)
    lines = find_lines(
        treatments.courses, known, onset.onset, knowledge.lines, metastatic=metastatic.truth, as_of=as_of
    )
    return DiseasePicture(
        person=known.person,
        metastatic=metastatic.truth,
        metastatic_because=metastatic.because,
        onset=onset.onset,
        receptors=receptors.calls,
        subtype=subtype,
        sites=sites.sites,
        suspected_sites=sites.suspected,
        bone_only=sites.bone_only,
        visceral=sites.visceral,
        cns=cns_status(extent),
        courses=treatments.courses,
        lines=lines.lines,
        exposures=exposures(lines.lines, treatments.courses, today_of(known, as_of)),
        endocrine=endocrine_sensitivity(
            known, treatments.courses, lines.lines, onset.onset, knowledge.resistance, knowledge.lines, as_of=as_of
        ),
        conflicts=(
            *receptors.conflicts,
            *metastatic.conflicts,
            *onset.conflicts,
            *status_against_markers(known, extent.cancers, knowledge.extent.status),
            *treatments.conflicts,
            *lines.conflicts,
            *orders_left_open(treatments.courses),
        ),
        age_years=age_years(known, onset.onset.first_diagnosis, as_of=as_of),
        changes=receptors.changes,
        er_percent=er_percent(subtype, knowledge.receptors),
        questions=(*treatments.questions, *lines.questions),
        unused_results=receptors.unused,
    )
