"""Conditions: primary cancers with histology and stage, metastases, menopause, pregnancy, and all other conditions
(hl7.org/fhir/R4/condition.html; mCODE PrimaryCancerCondition and SecondaryCancerCondition)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from onward.intake.fhir.bodysites import bodies, laterality_of, side_in, site_of
from onward.intake.fhir.cancers import CancerReading, Primary, read_cancer
from onward.intake.fhir.resource import Found, Resource, standing_of_condition
from onward.intake.fhir.stage import read_condition_stage
from onward.intake.fhir.values import (
    code_word,
    codes_of,
    date_at,
    extensions,
    object_at,
    objects_at,
    period_of,
    quantity_of,
    recorded_on,
    text_of,
    words_of_concept,
)
from onward.knowledge import icd10_with_point
from onward.terms import Code, CodeSystem, PartialDate, Period, Quantity, add_months
from onward.timeline import (
    CancerDiagnosis,
    Comorbidity,
    Laterality,
    MenopausalStatus,
    Metastasis,
    PregnancyFact,
    StageFact,
    Standing,
)


def read_condition(resource: Resource) -> Iterator[Found]:
    """What kind of condition it is decides which fact it gives; none is left out."""
    body = resource.body
    standing = standing_of_condition(body)
    if standing is None:
        return
    concept = body.get("code")
    codes, words = codes_of(concept), words_of_concept(concept)
    if not codes and not words:
        yield resource.issue("names no condition", "kept it; add its code", "code")
        return
    when = when_of(resource)
    profiles = " ".join(p for p in _profiles(body) if isinstance(p, str))
    cancer = read_cancer(codes, words, profiles, resource.codes)
    if cancer.uncertain and standing is Standing.CONFIRMED:
        standing = Standing.PROVISIONAL
    if cancer.primary is not None:
        yield _diagnosis(resource, cancer.primary, codes, words, when, standing)
    if cancer.by_code:
        yield _metastasis(resource, codes, words, when, standing)
    elif cancer.spread:
        yield from _spread(resource, cancer, codes, when, standing)
    if cancer.primary is not None:
        yield from read_condition_stage(resource, standing)
        yield from _stage_in_name(resource, codes, words, when, standing)
    if not cancer.is_cancer or cancer.about:
        yield from _other(resource, codes, words, when, standing)


def _stage_in_name(
    resource: Resource, codes: tuple[Code, ...], words: str, when: Period, standing: Standing
) -> Iterator[Found]:
    """A stage that only the name of the cancer tells ("Stage IV breast cancer")."""
    if objects_at(resource.body, "stage"):
        return
    value = resource.codes.staging.value((), words, "group")
    if value:
        yield StageFact(
            **resource.fact(
                when=when, standing=standing, codes=codes, text=text_of(resource.body.get("code")), path="code"
            ),
            axis="group",
            kind="",
            value=value,
            of_cancer=resource.key,
        )


def _profiles(body: object) -> list[object]:
    meta = object_at(body, "meta") if isinstance(body, dict) else {}
    profiles = meta.get("profile")
    return profiles if isinstance(profiles, list) else [profiles]


# --- when


def when_of(resource: Resource) -> Period:
    """From onset to abatement; an onset given as an age is counted from the date of birth."""
    start, _ = _moment(resource, "onset")
    _, end = _moment(resource, "abatement")
    if start is None:
        start = date_at(resource.body, "dateAsserted") if end is not None else None
    return Period(start, end)


def _moment(resource: Resource, stem: str) -> tuple[PartialDate | None, PartialDate | None]:
    """First and last of the choice `stem`[x]: DateTime, Date, Age, Period, Range or a text that is a date."""
    body = resource.body
    for ending in ("DateTime", "Date", "String"):
        day = date_at(body, stem + ending)
        if day is not None:
            return day, day
    if stem + "Period" in body:
        period = period_of(body[stem + "Period"])
        return period.start, period.end
    if stem + "Age" in body or stem + "Quantity" in body:
        age = quantity_of(body.get(stem + "Age") or body.get(stem + "Quantity"))
        day = _at_age(resource, age, age)
        return day, day
    if stem + "Range" in body:
        limits = object_at(body, stem + "Range")
        day = _at_age(resource, quantity_of(limits.get("low")), quantity_of(limits.get("high")))
        return day, day
    return None, None


_LONGEST_LIFE_YEARS = 150


def _at_age(resource: Resource, low: Quantity | None, high: Quantity | None) -> PartialDate | None:
    """The days on which a person may have been as old as said: a year old means from the first birthday to the eve of
    the
    second, wider where the date of birth is partial."""
    birth = resource.scope.birth_of(resource.person)
    youngest, oldest = (_months(age) for age in (low or high, high or low))
    if birth is None or youngest is None or oldest is None:
        return None
    (first, _), (_, last) = youngest, oldest
    earliest: date = add_months(birth.earliest, first)
    latest: date = date.fromordinal(add_months(birth.latest, last).toordinal() - 1)
    return PartialDate(earliest, latest, f"{earliest.isoformat()} to {latest.isoformat()}")


def _months(age: Quantity | None) -> tuple[int, int] | None:
    """An age as completed months: the first month of it and the first month after it."""
    if age is None or age.unit not in ("a", "mo"):
        return None
    step = 12 if age.unit == "a" else 1
    if not 0 <= age.value * step <= _LONGEST_LIFE_YEARS * 12:
        return None
    first = int(age.value * step)
    return first, first + (step if age.value == int(age.value) else 1)


def _recorded(resource: Resource) -> PartialDate | None:
    """recordedDate, else the asserted date that mCODE puts into an extension."""
    found = recorded_on(resource.body)
    if found is not None:
        return found
    for extension in extensions(resource.body, "assertedDate"):
        day = date_at(extension, "valueDateTime") or date_at(extension, "valueDate")
        if day is not None:
            return day
    return None


# --- cancers


def _diagnosis(
    resource: Resource, primary: Primary, codes: tuple[Code, ...], words: str, when: Period, standing: Standing
) -> CancerDiagnosis:
    body, tables = resource.body, resource.codes
    histology, morphology = _histology(resource, codes, words)
    is_breast: bool | None = {Primary.BREAST: True, Primary.OTHER: False}.get(primary)
    if is_breast is None and _sites(resource) == ("breast",):
        is_breast = True
    elif is_breast is None and _sites(resource):
        is_breast = False
    return CancerDiagnosis(
        **resource.fact(
            when=when,
            standing=standing,
            codes=(*codes, *morphology),
            text=text_of(body.get("code")),
            recorded=_recorded(resource),
        ),
        is_breast=is_breast,
        in_situ=tables.sites.is_in_situ((*codes, *morphology))
        or histology.endswith("in situ")
        or _in_situ_words(words),
        histology=histology,
        grade=_grade(resource),
        laterality=_laterality(resource, codes, words),
        clinical_status=code_word(body, "clinicalStatus"),
        key=resource.key,
    )


def _in_situ_words(words: str) -> bool:
    low = words.casefold()
    return "in situ" in low or "in-situ" in low or bool(re.search(r"\b[dl]cis\b", low))


def _histology(resource: Resource, codes: tuple[Code, ...], words: str) -> tuple[str, tuple[Code, ...]]:
    """Histology as the tables name it, with the morphology codes: from mCODE's extension, else from the condition
    itself.
    """
    table = resource.codes.procedures.histology
    for extension in extensions(resource.body, "histology-morphology-behavior"):
        concept = extension.get("valueCodeableConcept")
        morphology = codes_of(concept)
        named = table.find(morphology, words_of_concept(concept))
        return named or text_of(concept), morphology
    return table.find(codes, words) or "", ()


def _grade(resource: Resource) -> int | None:
    """Histological grade where a Condition carries it as a stage or an extension."""
    table = resource.codes.procedures.grade
    for extension in extensions(resource.body, "histologic-grade"):
        concept = extension.get("valueCodeableConcept")
        found = table.find(codes_of(concept), words_of_concept(concept))
        if found:
            return int(found)
    return None


def _sites(resource: Resource) -> tuple[str, ...]:
    found = (site_of(place, resource.codes) for place in bodies(resource.body.get("bodySite")))
    return tuple(dict.fromkeys(site for site in found if site))


# ICD-10-CM C50: the fifth character is 1 for a female and 2 for a male breast, the sixth 1 for right and 2 for left.
_ICD10_SIDE = re.compile(r"C50\.\d[12]([12])")
_ICD10_SIDES = {"1": Laterality.RIGHT, "2": Laterality.LEFT}


def _laterality(resource: Resource, codes: tuple[Code, ...], words: str) -> Laterality | None:
    for place in bodies(resource.body.get("bodySite")):
        side = laterality_of(place, resource.codes)
        if side is not None:
            return side
    for extension in extensions(resource.body, "laterality-qualifier"):
        side = laterality_of(extension.get("valueCodeableConcept"), resource.codes)
        if side is not None:
            return side
    for code in codes:
        if code.system is CodeSystem.ICD10:
            found = _ICD10_SIDE.match(icd10_with_point(code.value))
            if found is not None:
                return _ICD10_SIDES[found[1]]
    return side_in(words, resource.codes)


def _metastasis(
    resource: Resource, codes: tuple[Code, ...], words: str, when: Period, standing: Standing
) -> Metastasis:
    """One site of metastatic disease: by its code, else by its body site, else by its words."""
    sites = resource.codes.sites
    named = (sites.metastasis(codes) or "", *_sites(resource), *sites.in_words(words))
    # A code for "lymph node" or "other place" says less than a body site or the words beside it.
    site = next((site for site in named if site not in ("", "other")), next((site for site in named if site), ""))
    return Metastasis(
        **resource.fact(
            when=when,
            standing=standing,
            codes=codes,
            text=text_of(resource.body.get("code")) or sites.metastasis_name(codes),
            recorded=_recorded(resource),
        ),
        site=site,
        basis="condition",
        laterality=_laterality(resource, codes, words),
        clinical_status=code_word(resource.body, "clinicalStatus"),
        of_cancer=_related_primary(resource),
    )


def _related_primary(resource: Resource) -> str:
    """Reference of the primary: mCODE's relatedPrimaryCancerCondition, or the older condition-related extension."""
    for ending in ("related-primary-cancer-condition", "condition-related", "condition-dueTo", "related-condition"):
        for extension in extensions(resource.body, ending):
            key = resource.scope.key_of(extension.get("valueReference"), "Condition")
            if key:
                return key
    return ""


def _spread(
    resource: Resource, cancer: CancerReading, codes: tuple[Code, ...], when: Period, standing: Standing
) -> Iterator[Metastasis]:
    """The metastases that only words tell ("metastatic breast cancer to bone and liver", "brain metastasis").

    In the name of a primary the date is that of the first diagnosis and not of the spread, so the metastasis is
    undated.
    """
    of_primary = cancer.primary is not None
    for site in cancer.spread:
        yield Metastasis(
            **resource.fact(
                when=Period(None, when.end) if of_primary else when,
                standing=standing,
                codes=codes,
                text=text_of(resource.body.get("code")),
                path="code" if of_primary or len(cancer.spread) > 1 else "",
                recorded=_recorded(resource),
            ),
            site=site,
            basis="condition",
            laterality=None if of_primary else _laterality(resource, codes, text_of(resource.body.get("code"))),
            clinical_status=code_word(resource.body, "clinicalStatus"),
            of_cancer=resource.key if of_primary else _related_primary(resource),
        )


# --- everything else


def _other(
    resource: Resource, codes: tuple[Code, ...], words: str, when: Period, standing: Standing
) -> Iterator[Found]:
    """Menopause, pregnancy, or any other condition; "postmenopausal osteoporosis" is both a state and a condition."""
    table = resource.codes.status
    fact = resource.fact(
        when=when,
        standing=standing,
        codes=codes,
        text=text_of(resource.body.get("code")),
        recorded=_recorded(resource),
    )
    group = table.conditions.of_codes(codes) or _first(table.conditions.names.find_affirmed(words))
    menopause = table.menopause.of_codes(codes) or _only(table.menopause.names.find_affirmed(words))
    pregnancy = table.pregnancy.of_codes(codes) or _only(table.pregnancy.names.find_affirmed(words))
    if menopause:
        yield MenopausalStatus(**fact, status=menopause, reason=_menopause_reason(words))
    if pregnancy:
        yield PregnancyFact(**fact, state=pregnancy)
    if group or not (menopause or pregnancy) or "bleeding" in words.casefold():
        yield Comorbidity(**fact, group=group, clinical_status=code_word(resource.body, "clinicalStatus"))


def _only(found: tuple[str, ...]) -> str:
    return found[0] if len(found) == 1 else ""


def _first(found: tuple[str, ...]) -> str:
    return found[0] if found else ""


def _menopause_reason(words: str) -> str:
    low = words.casefold()
    for mark, reason in (
        ("surgical", "surgical"),
        ("oophorectomy", "surgical"),
        ("chemotherapy", "treatment"),
        ("drug", "treatment"),
        ("radiation", "treatment"),
        ("premature", "premature"),
        ("natural", "natural"),
    ):
        if mark in low:
            return reason
    return ""
