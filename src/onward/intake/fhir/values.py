"""The data types of FHIR R4 as Onward's own: dates, periods, codes, quantities, texts (hl7.org/fhir/R4/datatypes.html).

Every function takes whatever stands in the JSON and never raises: a value of another type than FHIR's reads as absent.
What is lost by that is named by the caller's issue.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from onward.terms import (
    UNDATED,
    Code,
    Comparator,
    PartialDate,
    Period,
    Quantity,
    code_system,
    parse_date,
    ucum_of_spelling,
)

Json = Mapping[str, Any]

_NOTHING: Json = {}
_DATA_ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason"


def text_at(body: Json, key: str) -> str:
    """The text at `key`, "" when it is absent or no text."""
    value = body.get(key)
    return value if isinstance(value, str) else ""


def object_at(body: Json, key: str) -> Json:
    """The object at `key`; of an array its first object; an empty one when there is none."""
    value = body.get(key)
    if isinstance(value, dict):
        return value
    if isinstance(value, list):
        return next((item for item in value if isinstance(item, dict)), _NOTHING)
    return _NOTHING


def objects_at(body: Json, key: str) -> list[Json]:
    """The objects of the array at `key`; an object that stands alone counts as an array of one (DSTU2 and sloppy
    writers).
    """
    value = body.get(key)
    if isinstance(value, list):
        return [item for item in value if isinstance(item, dict)]
    return [value] if isinstance(value, dict) else []


def number_at(body: Json, key: str) -> Decimal | None:
    return number(body.get(key))


def number(value: object) -> Decimal | None:
    """A JSON number, or a text that is one, as Decimal; None for anything else, infinities and booleans included."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | str):
        try:
            found = Decimal(repr(value) if isinstance(value, float) else value)
        except (InvalidOperation, ValueError):
            return None
        return found if found.is_finite() else None
    return None


# --- dates


@lru_cache(maxsize=65536)
def date_of(text: str) -> PartialDate | None:
    return parse_date(text)


def date_at(body: Json, key: str) -> PartialDate | None:
    """The date or dateTime at `key`; None when it is absent or no date."""
    value = body.get(key)
    return date_of(value) if isinstance(value, str) else None


def period_of(value: object) -> Period:
    """A FHIR Period; UNDATED when it has neither end."""
    if not isinstance(value, dict):
        return UNDATED
    start, end = date_at(value, "start"), date_at(value, "end")
    if start is None and end is None:
        return UNDATED
    return Period(start, end)


@lru_cache(maxsize=65536)
def point_of(text: str) -> Period:
    """A point in time from a date as text; UNDATED when it is none."""
    day = parse_date(text)
    return UNDATED if day is None else Period(day, day)


def timing_of(value: object) -> Period:
    """A FHIR Timing: its events, else the bounds of its repetition."""
    if not isinstance(value, dict):
        return UNDATED
    events = value.get("event")
    days = (
        [day for text in events if isinstance(text, str) and (day := date_of(text))] if isinstance(events, list) else []
    )
    if days:
        return Period(min(days, key=lambda d: d.sort_key), max(days, key=lambda d: d.sort_key))
    return period_of(object_at(value, "repeat").get("boundsPeriod"))


def when_at(body: Json, stem: str) -> Period:
    """The choice `stem`[x] of DateTime, Period, Instant, Timing or Date ("effective", "performed", "occurrence",
    ...).
    """
    value = body.get(stem + "DateTime")
    if isinstance(value, str):
        return point_of(value)
    value = body.get(stem + "Period")
    if value is not None:
        return period_of(value)
    for ending in ("Instant", "Date"):
        value = body.get(stem + ending)
        if isinstance(value, str):
            return point_of(value)
    value = body.get(stem + "Timing")
    return UNDATED if value is None else timing_of(value)


# In the order of R4; behind them the names that DSTU2 and STU3 had.
_RECORDING = (
    "issued",
    "recordedDate",
    "authoredOn",
    "dateAsserted",
    "recorded",
    "date",
    "dateRecorded",
    "assertedDate",
)


def recorded_on(body: Json) -> PartialDate | None:
    """When the resource says it was issued, recorded or authored. `meta.lastUpdated` is housekeeping of a server."""
    for key in _RECORDING:
        value = body.get(key)
        if isinstance(value, str) and (day := date_of(value)) is not None:
            return day
    return None


_DATES = frozenset(
    """
    abatementDateTime authoredOn birthDate date dateAsserted dateWritten deceasedDateTime effectiveDateTime
    effectiveInstant
    issued occurrenceDateTime onsetDateTime performedDateTime receivedTime recorded recordedDate started whenHandedOver
    whenPrepared
    """.split()  # noqa: SIM905 (names read better in a line)
)
_PERIODS = frozenset({"abatementPeriod", "effectivePeriod", "occurrencePeriod", "onsetPeriod", "performedPeriod"})


def unreadable_dates(body: Json) -> list[str]:
    """Names of the elements at the top of a resource that should hold a date and hold something that is none."""
    found: list[str] = []
    for key in _DATES.intersection(body):
        value = body[key]
        if value is not None and (not isinstance(value, str) or date_of(value) is None):
            found.append(key)
    for key in _PERIODS.intersection(body):
        value = body[key]
        if isinstance(value, dict):
            found += [
                f"{key}.{end}" for end in ("start", "end") if value.get(end) is not None and not date_at(value, end)
            ]
    return sorted(found)


# --- codes

# Records repeat the same few thousand codings; each is made once. Keys are (system, code, display) as they stand in
# JSON.
_codes: dict[tuple[object, object, object], Code | None] = {}
_MOST_CODES = 200_000


def code_of(coding: Json) -> Code | None:
    """A Coding; None when it has no code."""
    key = (coding.get("system"), coding.get("code"), coding.get("display"))
    try:
        return _codes[key]
    except KeyError:
        if len(_codes) >= _MOST_CODES:
            _codes.clear()
        code = _codes[key] = _make_code(*key)
        return code
    except TypeError:  # a list or an object stands where a text belongs
        return _make_code(*key)


def _make_code(system: object, value: object, display: object) -> Code | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        return None
    uri = system if isinstance(system, str) else ""
    return Code(code_system(uri), value.strip(), uri, display if isinstance(display, str) else "")


def codes_of(concept: object) -> tuple[Code, ...]:
    """The codes of a CodeableConcept, in order; a Coding that stands where a concept belongs is taken as one."""
    if not isinstance(concept, dict):
        return ()
    codings = concept.get("coding")
    if codings is None:
        alone = code_of(concept) if "code" in concept else None
        return () if alone is None else (alone,)
    if isinstance(codings, dict):
        codings = [codings]
    if not isinstance(codings, list):
        return ()
    found = [code_of(coding) for coding in codings if isinstance(coding, dict)]
    return tuple([code for code in found if code is not None])


def text_of(concept: object) -> str:
    """The words of a CodeableConcept: its text, else the first display (of codings without code too)."""
    if isinstance(concept, str):
        return concept
    if not isinstance(concept, dict):
        return ""
    text = concept.get("text")
    if isinstance(text, str) and text.strip():
        return text.strip()
    for coding in objects_at(concept, "coding"):
        display = coding.get("display")
        if isinstance(display, str) and display.strip():
            return display.strip()
    display = concept.get("display")
    return display.strip() if isinstance(display, str) else ""


def words_of_concept(concept: object) -> str:
    """All words of a CodeableConcept, text and displays, for searching; each once."""
    if not isinstance(concept, dict):
        return concept if isinstance(concept, str) else ""
    words: dict[str, None] = {}
    text = concept.get("text")
    if isinstance(text, str) and (text := text.strip()):
        words[text] = None
    for coding in objects_at(concept, "coding"):
        display = coding.get("display")
        if isinstance(display, str) and (display := display.strip()):
            words[display] = None
    return " | ".join(words)


def code_word(body: Json, key: str) -> str:
    """A code of FHIR itself (status, intent, gender, clinicalStatus): lower case, from a code or a CodeableConcept."""
    value = body.get(key)
    if isinstance(value, str):
        return value.strip().lower()
    codes = codes_of(value)
    return codes[0].value.lower() if codes else text_of(value).lower()


# --- quantities

_COMPARATORS = {
    "<": Comparator.LESS,
    "<=": Comparator.AT_MOST,
    ">=": Comparator.AT_LEAST,
    ">": Comparator.MORE,
}


@lru_cache(maxsize=4096)
def unit_of(code: str, spelled: str) -> str | None:
    """The UCUM code of a Quantity: its `code` when that is UCUM, else its `unit` as hospitals spell it; None when
    neither.
    """
    for text in (code, spelled):
        if text and (found := ucum_of_spelling(text)) is not None:
            return found
    return None


def quantity_of(value: object) -> Quantity | None:
    """A FHIR Quantity with the unit in UCUM, None where it has no number. Age, Count, Distance and Money-like types
    too.
    """
    if not isinstance(value, dict):
        return None
    found = number(value.get("value"))
    if found is None:
        return None
    code, spelled = value.get("code"), value.get("unit")
    unit = unit_of(code if isinstance(code, str) else "", spelled if isinstance(spelled, str) else "")
    comparator = value.get("comparator")
    if comparator is None:
        return Quantity(found, unit)
    bound = _COMPARATORS.get(comparator) if isinstance(comparator, str) else None
    # A number under a comparator that FHIR R4 does not know must not pass for an exact one.
    return None if bound is None else Quantity(found, unit, bound)


_IN_TEXT = re.compile(r"\s*(?P<sign><=|>=|[<>≤≥])?\s*(?P<value>\d+(?:\.\d+)?)\s*(?P<unit>\S.*)?", re.DOTALL)
_SIGNS = _COMPARATORS | {"≤": Comparator.AT_MOST, "≥": Comparator.AT_LEAST}


def quantity_in_text(text: str) -> Quantity | None:
    """A text that is a number, with or without a unit that Onward knows ("12.5 g/dL", "<0.5"); None for anything
    else.
    """
    found = _IN_TEXT.fullmatch(text)
    if found is None:
        return None
    unit = (found["unit"] or "").strip()
    ucum = unit_of("", unit)
    if unit and ucum is None:
        return None
    return Quantity(Decimal(found["value"]), ucum, _SIGNS.get(found["sign"], Comparator.EXACTLY))


def unknown_unit(value: object) -> str | None:
    """The unit of a Quantity as written, when it has one that Onward does not know; None when all is well."""
    if not isinstance(value, dict):
        return None
    code, spelled = value.get("code"), value.get("unit")
    code, spelled = code if isinstance(code, str) else "", spelled if isinstance(spelled, str) else ""
    if not (code or spelled) or unit_of(code, spelled) is not None:
        return None
    return code or spelled


# --- extensions


def extensions(body: Json, url_end: str) -> Iterator[Json]:
    """The extensions of an element whose URL ends with `url_end` (the host and version before it vary)."""
    found = body.get("extension")
    if isinstance(found, list):
        for extension in found:
            if isinstance(extension, dict):
                url = extension.get("url")
                if isinstance(url, str) and url.endswith(url_end):
                    yield extension


def is_absent(body: Json, key: str) -> bool:
    """Whether the primitive at `key` carries a data-absent-reason extension."""
    shadow = body.get("_" + key)
    return isinstance(shadow, dict) and next(extensions(shadow, _DATA_ABSENT), None) is not None
