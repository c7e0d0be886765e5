"""The facts of a description in the short words of its cases: "letrozole: line 1, metastatic, 22 months, progression"."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from onward.disease import DiseasePicture
from onward.reading import Description
from onward.terms import PartialDate, Period
from onward.timeline import (
    Allergy,
    AnyFact,
    BiomarkerScore,
    CancerDiagnosis,
    Comorbidity,
    Death,
    Demographics,
    DiseaseStatus,
    DrugTreatment,
    FamilyHistory,
    GenesStudied,
    ImagingFact,
    LabResult,
    MenopausalStatus,
    Metastasis,
    PerformanceStatus,
    PregnancyFact,
    ProcedureFact,
    Radiotherapy,
    ReceptorResult,
    ReportFact,
    SpecimenFact,
    StageFact,
    Standing,
    Variant,
)


def in_words(description: Description, as_of: date) -> list[str]:
    """Every fact, sorted."""
    return sorted(word for claim in description.understood for word in _said(claim.fact, as_of))


def _said(fact: AnyFact, as_of: date) -> list[str]:
    match fact:
        case Demographics():
            return list(_person(fact, as_of))
        case CancerDiagnosis():
            if fact.is_breast is False:
                return [_join("other cancer:", fact.text, _day(fact.when))]
            side = fact.laterality.value if fact.laterality else ""
            grade = f"grade {fact.grade}" if fact.grade else ""
            return [_join("breast cancer", fact.histology, side, grade, _day(fact.when))]
        case StageFact():
            if fact.axis == "group":
                return [_join("stage", fact.value, "at diagnosis" if "at diagnosis" in fact.text else "")]
            return ["not metastatic at diagnosis" if "at diagnosis" in fact.text else fact.value]
        case Metastasis():
            head = {Standing.CONFIRMED: "", Standing.REFUTED: "no ", Standing.PROVISIONAL: "suspected "}[fact.standing]
            name = "metastatic" if not fact.site else f"metastasis {fact.site}"
            return [_join(head + name, _day(fact.when))]
        case ReceptorResult():
            return [_receptor(fact)]
        case BiomarkerScore():
            value = "" if fact.value is None else f"{fact.value.value}{' %' if fact.name == 'Ki-67' else ''}"
            measure = "" if fact.name in ("Ki-67", "TMB") else fact.measure
            tail = fact.measure if fact.name == "TMB" else ""
            return [_join(fact.name, measure, value, tail, fact.status, f"({fact.assay})" if fact.assay else "")]
        case Variant():
            return [_variant(fact)]
        case LabResult():
            return [_laboratory(fact)]
        case PerformanceStatus():
            return [f"{fact.scale} {fact.value}"]
        case MenopausalStatus():
            return [f"{fact.status}menopausal"]
        case DrugTreatment():
            return [_drug(fact)]
        case ProcedureFact():
            return [_join(fact.kind, _day(fact.when))]
        case Radiotherapy():
            sites = " ".join(fact.sites)
            return [", ".join(part for part in (_join("radiotherapy", sites), _day(fact.when), fact.intent) if part)]
        case DiseaseStatus():
            words = fact.value.replace("_", " ")
            return [_join(words, "brain" if "brain" in fact.text else "", _day(fact.when))]
        case ImagingFact():
            name = {"MR": "MRI", "NM": "bone scan", "PT": "PET"}.get(fact.modality, fact.modality)
            return [_join(name, f"of {fact.body_site}" if fact.body_site else "", _day(fact.when))]
        case Comorbidity():
            head = {Standing.CONFIRMED: "", Standing.REFUTED: "no ", Standing.PROVISIONAL: "suspected "}[fact.standing]
            past = "past " if fact.clinical_status in ("inactive", "resolved") else ""
            grade = fact.text.split()[:2] if fact.text.startswith("grade ") else []
            return [_join(f"{head}{past}{fact.group}", *grade)]
        case Allergy():
            return [f"allergy {fact.drug or fact.text}"]
        case PregnancyFact():
            return [fact.state]
        case FamilyHistory():
            return [f"{fact.relationship}: {fact.condition}"]
        case Death() | SpecimenFact() | GenesStudied() | ReportFact():
            raise AssertionError(f"a description gives no {type(fact).__name__}")
        case _:
            assert_never(fact)


def _join(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _day(when: Period) -> str:
    if when.start is None:
        return ""
    return _text(when.start)


def _text(when: PartialDate) -> str:
    return str(when)


def _person(fact: Demographics, as_of: date) -> list[str]:
    words: list[str] = []
    if fact.sex is not None:
        words.append(fact.sex.value)
    if fact.age_years_at_diagnosis is not None:
        words.append(f"{fact.age_years_at_diagnosis} years at diagnosis")
    if fact.birth is not None:
        ages = {_years(day, as_of) for day in (fact.birth.earliest, fact.birth.latest)}
        words.append(f"{ages.pop()} years" if len(ages) == 1 else f"born {fact.birth}")
    return words


def _years(born: date, as_of: date) -> int:
    return as_of.year - born.year - ((as_of.month, as_of.day) < (born.month, born.day))


def _receptor(fact: ReceptorResult) -> str:
    marker = "HR" if fact.either else fact.marker.value
    method = "" if fact.method.value == "unspecified" or fact.percent_text else fact.method.value
    staining = {True: "with staining", False: "without staining", None: ""}[fact.membrane_staining]
    ratio = f"ratio {fact.ish_ratio.value}" if fact.ish_ratio else ""
    copies = f"copies {fact.her2_copies.value}" if fact.her2_copies else ""
    sample = ", ".join(
        part for part in (_join(_KINDS[fact.specimen_kind.value], fact.specimen_site), _day(fact.when)) if part
    )
    return _join(
        marker,
        method,
        fact.ihc_score,
        fact.percent_text,
        fact.status,
        staining,
        ratio,
        copies,
        f"({sample})" if sample else "",
    )


_KINDS = {"primary": "primary", "metastasis": "metastasis", "unknown": ""}


def _variant(fact: Variant) -> str:
    origin = "(germline)" if fact.origin.value == "germline" and fact.present is False else ""
    if fact.present is False:
        return _join(fact.gene, "not found", origin, "ctDNA" if fact.tissue == "ctDNA" else "")
    germline = "germline" if fact.origin.value == "germline" else ""
    kind = {"small variant": "", "other": "loss"}.get(fact.kind.value, fact.kind.value)
    what = fact.protein or fact.coding or kind
    if not what and not fact.significance:
        what = "mutation"
    allele = f"{fact.allele_percent} %" if fact.allele_percent is not None else ""
    return _join(fact.gene, what, germline, fact.significance, "ctDNA" if fact.tissue == "ctDNA" else "", allele)


def _laboratory(fact: LabResult) -> str:
    assert fact.value is not None
    if fact.high is not None:
        return f"{fact.analyte} {fact.value.value} times ULN"
    unit = {"1": "", None: "without unit"}.get(fact.value.unit, fact.value.unit)
    return _join(fact.analyte, str(fact.value.value), unit or "")


_STATUS = {"active": "ongoing", "stopped": "ended", "completed": "ended", "": ""}


def _drug(fact: DrugTreatment) -> str:
    if fact.standing is Standing.REFUTED:
        setting = f", {fact.told.setting}" if fact.told and fact.told.setting else ""
        return f"never {fact.drug.removesuffix(' not named')}{setting}"
    told = fact.told
    line = f"line {told.line}" if told and told.line else ""
    setting = told.setting if told and (told.line is not None or told.setting in ("adjuvant", "neoadjuvant")) else ""
    start = f"from {fact.when.start}" if fact.when.start else ""
    end = f"to {fact.when.end}" if fact.when.end else ""
    duration = told.text.replace(" mo", " months").replace("monthsnths", "months") if told else ""
    status = fact.stop_reason or _STATUS[fact.status]
    details = ", ".join(part for part in (line, setting, _join(start, end), duration, status) if part)
    return f"{fact.drug}: {details}" if details else fact.drug


def picture_in_words(picture: DiseasePicture) -> dict[str, object]:
    """What the cases say of the disease picture."""
    return {
        "metastatic": picture.metastatic.value,
        "onset": picture.onset.onset,
        "subtype": picture.subtype.code,
        "sites": sorted(site.site for site in picture.sites),
        "lines": [f"{line.n} {line.setting} {line.regimen} {line.why_ended}" for line in picture.lines],
        "endocrine": picture.endocrine.status,
    }
