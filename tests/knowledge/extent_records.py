"""Cases of disease/onset and disease/sites, read as records of one person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from onward.disease import CAME_BACK
from onward.disease.extent import Extent, extent_of
from onward.knowledge import ExtentRules, codes
from onward.knowledge.files import DATA
from onward.terms import PartialDate, Period, at, parse_date
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    DiseaseStatus,
    DrugTreatment,
    ImagingFact,
    Laterality,
    Marker,
    Metastasis,
    Method,
    ProcedureFact,
    Radiotherapy,
    ReceptorResult,
    SpecimenFact,
    SpecimenKind,
    StageFact,
    Standing,
    TreatmentBasis,
    build_timeline,
)

Case = Mapping[str, Any]


@lru_cache(maxsize=4)
def cases(name: str) -> tuple[Case, ...]:
    """The cases of a file, as text, lists and mappings."""
    return tuple(yaml.load((DATA / "disease" / name).read_bytes(), Loader=yaml.CBaseLoader)["cases"])


@lru_cache(maxsize=1)
def extent_rules() -> ExtentRules:
    """The rules that come with Onward."""
    return ExtentRules.load(DATA / "disease", codes().sites)


def extent_of_case(case: Case) -> Extent:
    """What the record of a case says of the extent of the disease."""
    timeline = build_timeline("case", facts_of(case))
    return extent_of(timeline, extent_rules(), as_of=date.fromisoformat(case["as_of"]))


def facts_of(case: Case) -> list[AnyFact]:
    """The record that a case describes."""
    return [
        *_diagnoses(case),
        *(_stage(row) for row in rows(case, "stages")),
        *(_metastasis(row) for row in rows(case, "metastases")),
        *(fact for number, row in enumerate(rows(case, "specimens")) for fact in _specimen(row, f"S{number}")),
        *(_imaging(row) for row in rows(case, "imaging")),
        *(_local_therapy(row) for row in rows(case, "local_therapy")),
        *(_status(row) for row in rows(case, "statuses")),
        *(_treatment(row) for row in rows(case, "treatments")),
    ]


def rows(case: Case, key: str) -> Sequence[Mapping[str, str]]:
    """The rows of one kind, () when the case has none."""
    return case.get(key) or ()


def day(text: str | None) -> PartialDate | None:
    """A date of a case; None when it is left out."""
    if not text:
        return None
    found = parse_date(text)
    assert found is not None, f"the case has a date that cannot be read: {text}"
    return found


def _side(text: str | None) -> Laterality | None:
    return Laterality(text) if text else None


def _diagnoses(case: Case) -> list[AnyFact]:
    found: list[AnyFact] = [
        CancerDiagnosis(
            when=at(day(row.get("date"))),
            is_breast=row["breast"] == "true",
            in_situ=row.get("in_situ") == "true",
            laterality=_side(row.get("side")),
            clinical_status=row.get("clinical_status", ""),
            text=row.get("kind", ""),
            key=row["key"],
        )
        for row in rows(case, "diagnoses")
    ]
    if "primary" in case:
        found.append(CancerDiagnosis(is_breast=True, laterality=_side(case["primary"]["side"]), key="primary"))
    if any(row.get("of") == "colon cancer" for row in rows(case, "metastases")):
        found.append(CancerDiagnosis(is_breast=False, text="colon cancer", key="colon cancer"))
    return found


def _stage(row: Mapping[str, str]) -> StageFact:
    axis = row["axis"]
    return StageFact(
        when=at(day(row.get("date"))),
        axis=axis,
        kind="",
        value=row["value"],
        of_cancer=row.get("of", ""),
        text=CAME_BACK
        if row.get("came_back") == "true"
        else f"Stage at diagnosis: {row['value']}"
        if row.get("at_diagnosis") == "true"
        else row["value"],
    )


def _metastasis(row: Mapping[str, str]) -> Metastasis:
    text = row.get("text", "")
    return Metastasis(
        when=at(day(row.get("date"))),
        recorded_on=day(row.get("recorded_on")),
        standing=Standing(row.get("standing", "confirmed")),
        site=row["site"] if "site" in row else codes().sites.body_site((), text),
        basis=row["basis"],
        laterality=_side(row.get("side")),
        of_cancer=row.get("of", ""),
        text=text,
    )


def _specimen(row: Mapping[str, str], key: str) -> list[AnyFact]:
    place = row.get("place", "")
    site = row.get("site") or codes().sites.body_site((), place)
    when = at(day(row.get("date")))
    kind = SpecimenKind(row["kind"])
    if "place" in row:
        return [SpecimenFact(when=when, key=key, kind=kind, site=site, laterality=_side(row.get("side")), text=place)]
    # Cases of onset: "kind and date of tissue with a receptor result".
    return [
        ReceptorResult(
            when=when,
            marker=Marker.ER,
            method=Method.IHC,
            status="positive",
            specimen=key,
            specimen_kind=kind,
            specimen_site=site,
        )
    ]


def _imaging(row: Mapping[str, str]) -> ImagingFact:
    return ImagingFact(
        when=at(day(row["date"])),
        modality=row["modality"],
        body_site=row.get("body_site", ""),
        conclusion=row["conclusion"],
    )


def _local_therapy(row: Mapping[str, str]) -> AnyFact:
    start = day(row.get("date"))
    when = Period(start, day(row.get("end")) or start)
    if row["kind"] == "surgery":
        return ProcedureFact(when=when, kind="metastasectomy", site=row["place"], status="completed")
    if row["kind"] == "radiosurgery":
        return ProcedureFact(when=when, kind="radiosurgery", site=row["place"], status="completed")
    return Radiotherapy(when=when, sites=(row["place"],), status="completed")


def _status(row: Mapping[str, str]) -> DiseaseStatus:
    return DiseaseStatus(when=at(day(row["date"])), value=row["value"], text=row.get("about", ""))


def _treatment(row: Mapping[str, str]) -> DrugTreatment:
    return DrugTreatment(
        when=Period(day(row["start"]), None),
        drug=row["drug"],
        drug_text=row["drug"],
        basis=TreatmentBasis.GIVEN,
        intent=row.get("intent", ""),
        status="active",
    )
