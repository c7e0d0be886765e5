"""The disease picture as the document that `onward disease` prints (schema onward.disease/1)."""

from __future__ import annotations

from onward.disease import (
    Course,
    DiseasePicture,
    Exposure,
    Line,
    PictureConflict,
    ReceptorCall,
    SiteOfDisease,
    TreatmentQuestion,
)
from onward.outputs.plain.facts import Plain, conflict_document, issue_document, plain, source_document
from onward.terms import PartialDate
from onward.timeline import ReceptorResult, Timeline, describe


def disease_document(picture: DiseasePicture, timeline: Timeline) -> dict[str, Plain]:
    """Fields of the interface first; the rest adds to them."""
    onset = picture.onset
    return {
        "schema": "onward.disease/1",
        "person": picture.person,
        "as_of": timeline.as_of.isoformat() if timeline.as_of is not None else None,
        "metastatic": picture.metastatic.value,
        "metastatic_because": picture.metastatic_because,
        "onset": onset.onset,
        "onset_because": onset.because,
        "onset_rule": onset.rule,
        "onset_settle": onset.settle or None,
        "first_diagnosis": _day(onset.first_diagnosis),
        "first_metastasis": _day(onset.first_metastasis),
        "disease_free_months": plain(onset.disease_free_months),
        "receptors": [_receptor(call) for call in picture.receptors],
        "subtype": picture.subtype.code,
        "plain": picture.subtype.plain,
        "subtype_because": picture.subtype.because,
        "subtype_rule": picture.subtype.rule,
        "subtype_settle": picture.subtype.settle or None,
        "changes": list(picture.changes),
        "sites": [_site(site) for site in picture.sites],
        "bone_only": picture.bone_only.value,
        "visceral": picture.visceral.value,
        "cns": {
            "status": picture.cns.status,
            "rule": picture.cns.rule,
            "because": picture.cns.because,
            "since": _day(picture.cns.since),
            "settle": picture.cns.settle or None,
        },
        "lines": [_line(line) for line in picture.lines],
        "courses": [_course(course) for course in picture.courses],
        "exposures": [_exposure(exposure) for exposure in picture.exposures],
        "endocrine": {
            "status": picture.endocrine.status,
            "rule": picture.endocrine.rule,
            "because": picture.endocrine.because,
            "settle": picture.endocrine.settle or None,
        },
        "age_years": plain(picture.age_years),
        "questions": [_question(question) for question in picture.questions],
        "conflicts": [
            *(_conflict(conflict) for conflict in picture.conflicts),
            *(conflict_document(one.what, one.settle, one.between, "record") for one in timeline.conflicts),
        ],
        "issues": [issue_document(issue) for issue in timeline.issues],
    }


def _day(when: PartialDate | None) -> str | None:
    return str(when) if when is not None else None


def _receptor(call: ReceptorCall) -> dict[str, Plain]:
    return {
        "marker": call.marker.value,
        "call": call.call,
        "rule": call.rule,
        "because": call.because,
        "inputs": [_input(result) for result in call.inputs],
        "date": _day(call.date),
        "specimen": call.specimen,
        "specimen_kind": call.specimen_kind.value,
        "specimen_site": call.specimen_site,
        "settle": call.settle or None,
    }


def _input(result: ReceptorResult) -> dict[str, Plain]:
    return {
        "says": describe(result),
        "when": _day(result.when.start),
        "method": result.method.value,
        "status": result.status,
        "percent": result.percent_text or plain(result.percent_low),
        "ihc_score": result.ihc_score,
        "membrane_staining": result.membrane_staining,
        "ish_ratio": plain(result.ish_ratio),
        "her2_copies": plain(result.her2_copies),
        "assay": result.assay,
        "source": [source_document(source) for source in result.sources],
    }


def _site(site: SiteOfDisease) -> dict[str, Plain]:
    return {
        "site": site.site,
        "text": site.text,
        "first": _day(site.first),
        "last": _day(site.last),
        "evidence": list(site.evidence),
        "source": [source_document(source) for fact in site.facts for source in fact.sources],
    }


def _line(line: Line) -> dict[str, Plain]:
    return {
        "n": line.n,
        "setting": line.setting,
        "regimen": line.regimen,
        "classes": list(line.classes),
        "drugs": list(line.drugs),
        "start": _day(line.start),
        "end": _day(line.end),
        "why_ended": line.why_ended,
        "rules": list(line.rules),
        "because": line.because,
        "source": [
            source_document(source) for course in line.courses for fact in course.facts[:1] for source in fact.sources
        ],
    }


def _course(course: Course) -> dict[str, Plain]:
    return {
        "drug": course.drug,
        "known": course.known,
        "class": course.drug_class,
        "groups": list(course.groups),
        "role": course.role,
        "start": _day(course.start),
        "end": _day(course.end),
        "ongoing": course.ongoing,
        "why_stopped": course.why_stopped,
        "intent": course.intent,
        "only_ordered": course.only_ordered,
        "records": len(course.facts),
    }


def _question(question: TreatmentQuestion) -> dict[str, Plain]:
    return {
        "key": question.key,
        "what": question.what,
        "settle": question.settle,
        "source": [source_document(source) for fact in question.facts for source in fact.sources],
    }


def _exposure(exposure: Exposure) -> dict[str, Plain]:
    return {
        "name": exposure.name,
        "setting": exposure.setting,
        "drugs": list(exposure.drugs),
        "lines": list(exposure.lines),
        "first": _day(exposure.first),
        "last": _day(exposure.last),
        "ongoing": exposure.ongoing,
        "days": exposure.days,
    }


def _conflict(conflict: PictureConflict) -> dict[str, Plain]:
    return conflict_document(conflict.what, conflict.settle, conflict.between, conflict.kind)
