"""Imaging studies, and reports with a conclusion (hl7.org/fhir/R4/imagingstudy.html, diagnosticreport.html)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from functools import lru_cache

from onward.intake.fhir.bodysites import site_of
from onward.intake.fhir.resource import Found, Resource, standing_of_result
from onward.intake.fhir.values import (
    Json,
    code_of,
    codes_of,
    date_at,
    objects_at,
    text_at,
    text_of,
    when_at,
    words_of_concept,
)
from onward.terms import at
from onward.timeline import ImagingFact, ReportFact, Standing

_NOT_A_STUDY = frozenset({"entered-in-error", "cancelled"})


def read_imaging_study(resource: Resource) -> Iterator[Found]:
    """One study with the modalities of its series."""
    body = resource.body
    status = text_at(body, "status")
    if status in _NOT_A_STUDY:
        return
    series = objects_at(body, "series")
    table = resource.codes.procedures.modality_of_dicom
    codings = [
        *objects_at(body, "modality"),
        *objects_at(body, "modalityList"),
        *(_coding(s, "modality") for s in series),
    ]
    modalities = [table.get(code.value, code.value) for coding in codings if (code := code_of(coding)) is not None]
    places = [_coding(part, "bodySite") for part in series]
    site = next((s for place in places if (s := site_of(place, resource.codes) or text_of(place))), "")
    procedures = [text_of(concept) for concept in objects_at(body, "procedureCode")]
    yield ImagingFact(
        **resource.fact(
            when=at(date_at(body, "started")),
            standing=Standing.PROVISIONAL if status == "registered" else Standing.CONFIRMED,
            codes=tuple(code for concept in objects_at(body, "procedureCode") for code in codes_of(concept)),
            text=text_at(body, "description") or next((text for text in procedures if text), ""),
        ),
        modality="/".join(dict.fromkeys(modalities)),
        body_site=site,
        description=text_at(body, "description") or next((text for text in procedures if text), ""),
        study_uid=_study_uid(body),
    )


def _coding(part: Json, key: str) -> Json:
    value = part.get(key)
    return value if isinstance(value, dict) else {}


def _study_uid(body: Json) -> str:
    uid = body.get("uid")  # DSTU2 and STU3
    texts = [uid] if isinstance(uid, str) else []
    texts += [text_at(i, "value") for i in objects_at(body, "identifier") if text_at(i, "system") == "urn:dicom:uid"]
    return next((text.removeprefix("urn:oid:") for text in texts if text), "")


# HL7 v2 table 0074 (diagnostic service section) and LOINC document classes.
_IMAGING = frozenset(
    {
        "RAD",
        "CT",
        "NMR",
        "NMS",
        "RUS",
        "OUS",
        "VUS",
        "CUS",
        "RX",
        "XRC",
        "IMG",
        "PET",
        "LP29684-5",
        "LP7796-8",
        "imaging",
        "18748-4",
    }
)
_PATHOLOGY = frozenset({"PAT", "SP", "CP", "CTH", "PHR", "LP7839-6", "11526-1", "22637-3", "60567-5"})
_GENOMICS = frozenset({"GE", "LP7828-9", "51969-4", "81247-9", "55233-1"})


def read_report(resource: Resource) -> Iterator[Found]:
    """An imaging report as an imaging fact; pathology, genomics and other reports when they conclude something.

    Panels of results give no fact of their own: their results do.
    """
    body = resource.body
    standing = standing_of_result(body)
    if standing is None:
        return
    conclusion = text_at(body, "conclusion").strip()
    if not conclusion:
        coded = (*objects_at(body, "conclusionCode"), *objects_at(body, "codedDiagnosis"))
        conclusion = "; ".join(text for text in (text_of(concept) for concept in coded) if text)
    concepts = [*objects_at(body, "category"), *objects_at(body, "code")]
    values = frozenset(code.value for concept in concepts for code in codes_of(concept))
    category = _coded_category(values)
    if category in ("laboratory", "note") and not conclusion:
        return
    if category in ("", "laboratory", "note"):
        category = _worded_category(" ".join(words_of_concept(concept) for concept in concepts))
    if not conclusion and category != "other":
        conclusion = _presented_text(body)
    codes = codes_of(body.get("code"))
    fact = resource.fact(
        when=when_at(body, "effective"), standing=standing, codes=codes, text=text_of(body.get("code"))
    )
    if category == "imaging":
        words = words_of_concept(body.get("code"))
        yield ImagingFact(
            **fact,
            modality=resource.codes.procedures.modality.find(codes, words) or _modality_of(values, resource),
            body_site=resource.codes.sites.body_site((), words),
            description=text_of(body.get("code")),
            conclusion=conclusion,
        )
    elif conclusion:
        yield ReportFact(**fact, category=category, conclusion=conclusion)


_LABORATORY = frozenset({"LAB", "HM", "CH", "SR", "MB", "BLB", "LP29693-6"})
# LOINC: history and physical, evaluation and plan, progress, consultation, discharge and summary notes.
_NOTES = frozenset({"34117-2", "51847-2", "11506-3", "11488-4", "18842-5", "34133-9"})


@lru_cache(maxsize=4096)
def _coded_category(values: frozenset[str]) -> str:
    """What a report is of by the codes of category and code; "" when they do not tell."""
    for category, known in (("imaging", _IMAGING), ("genomics", _GENOMICS), ("pathology", _PATHOLOGY)):
        if values & known:
            return category
    if values & _NOTES:
        return "note"
    return "laboratory" if values & _LABORATORY else ""


@lru_cache(maxsize=4096)
def _worded_category(words: str) -> str:
    low = words.casefold()
    for category, marks in (
        ("imaging", ("radiology", "imaging", "tomograph", "ultraso", "mammogra", "scintigra", "bone scan")),
        ("genomics", ("genomic", "genetic", "sequencing", "molecular")),
        ("pathology", ("pathology", "histolog", "cytolog", "biopsy")),
    ):
        if any(mark in low for mark in marks):
            return category
    return "other"


def _modality_of(values: frozenset[str], resource: Resource) -> str:
    table = resource.codes.procedures.modality_of_dicom
    return next((table[value] for value in sorted(values) if value in table), "")


_LONGEST_TEXT = 200_000


def _presented_text(body: Json) -> str:
    """The report itself, where it is attached as plain text."""
    for form in objects_at(body, "presentedForm"):
        data = form.get("data")
        if (
            text_at(form, "contentType").startswith("text/plain")
            and isinstance(data, str)
            and len(data) < _LONGEST_TEXT
        ):
            try:
                return base64.b64decode(data, validate=True).decode().strip()
            except (binascii.Error, UnicodeDecodeError, ValueError):
                continue
    return ""
