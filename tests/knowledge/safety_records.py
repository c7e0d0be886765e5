"""Records of the cases of safety, in the short words that safety.cases.yaml explains, as facts and as a subject."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import lru_cache

from onward.app.reference import criteria_reference
from onward.criteria import Subject, subject_of
from onward.disease import derive_picture
from onward.engines.options import PreparedSafety, prepare_safety
from onward.knowledge import codes, disease_knowledge, safety_rules
from onward.terms import Period, Quantity, at, on_day
from onward.timeline import (
    Allergy,
    AnyFact,
    Comorbidity,
    Demographics,
    DrugTreatment,
    LabResult,
    MenopausalStatus,
    Origin,
    PregnancyFact,
    Sex,
    Standing,
    TreatmentBasis,
    Variant,
    build_timeline,
)

AS_OF = date(2026, 11, 28)
NOW = at(on_day(date(2026, 11, 20)))
LONG_AGO = Period(on_day(date(2025, 1, 10)), on_day(date(2025, 6, 1)))
RUNNING = Period(on_day(date(2026, 6, 1)), None)

_LAB = re.compile(
    r"(?P<analyte>.+?) (?P<value>[0-9.]+)(?: (?P<unit>[^ ]+))?"
    r"(?: LLN (?P<low>[0-9.]+))?(?: ULN (?P<high>[0-9.]+))?(?: on (?P<on>\d{4}-\d\d-\d\d))?"
)
_CONDITION = re.compile(r"(?P<how>active |past |denied |)condition (?P<group>.+)")
_TREATMENT = re.compile(r"(?P<how>takes|took|stopped) (?P<drug>.+?)(?: for (?P<why>toxicity))?")
_STATUS = {"active ": "active", "past ": "resolved"}


@lru_cache(maxsize=1)
def prepared() -> PreparedSafety:
    """All gates of the project."""
    return prepare_safety(safety_rules(), codes().drugs.drugs)


def subject(record: str) -> Subject:
    """A woman born in 1970, postmenopausal, with what the record says."""
    timeline = build_timeline("p", tuple(_facts(record)), ())
    return subject_of(
        timeline, derive_picture(timeline, disease_knowledge(), as_of=AS_OF), criteria_reference(), as_of=AS_OF
    )


def _facts(record: str) -> Iterator[AnyFact]:
    parts = [part.strip() for part in record.split(";") if part.strip()]
    birth = next((part.removeprefix("born ") for part in parts if part.startswith("born ")), "1970-05-02")
    yield Demographics(birth=on_day(date.fromisoformat(birth)), sex=Sex.MALE if "man" in parts else Sex.FEMALE)
    if not {"man", "premenopausal", "no menopause"} & set(parts):
        yield MenopausalStatus(status="post", when=NOW)
    for part in parts:
        if part not in ("man", "no menopause") and not part.startswith("born "):
            yield _fact(part)


def _fact(part: str) -> AnyFact:
    if part == "premenopausal":
        return MenopausalStatus(status="pre", when=NOW)
    if part in ("pregnant", "not pregnant", "breastfeeding"):
        return PregnancyFact(state=part, when=NOW)
    if part.startswith("allergy "):
        return Allergy(drug=part.removeprefix("allergy "), text=part, when=NOW)
    if part.startswith("germline "):
        return Variant(gene=part.removeprefix("germline "), protein="p.Asp949Val", origin=Origin.GERMLINE, when=NOW)
    if found := _CONDITION.fullmatch(part):
        denied = found["how"] == "denied "
        return Comorbidity(
            group=found["group"],
            text=found["group"],
            clinical_status=_STATUS.get(found["how"], ""),
            standing=Standing.REFUTED if denied else Standing.CONFIRMED,
            when=NOW,
        )
    if found := _TREATMENT.fullmatch(part):
        now = found["how"] == "takes"
        return DrugTreatment(
            drug=found["drug"],
            drug_text=found["drug"],
            basis=TreatmentBasis.STATED,
            status="active" if now else "stopped" if found["why"] else "completed",
            stop_reason=found["why"] or "",
            when=RUNNING if now else LONG_AGO,
        )
    if ": " in part:
        analyte, word = part.split(": ")
        return LabResult(analyte=analyte, kind="laboratory", word=word, when=NOW)
    found = _LAB.fullmatch(part)
    assert found is not None, f"not understood: {part}"
    unit = found["unit"]
    return LabResult(
        analyte=found["analyte"],
        kind="laboratory",
        value=Quantity(Decimal(found["value"]), unit),
        low=Quantity(Decimal(found["low"]), unit) if found["low"] else None,
        high=Quantity(Decimal(found["high"]), unit) if found["high"] else None,
        when=at(on_day(date.fromisoformat(found["on"]))) if found["on"] else NOW,
    )
