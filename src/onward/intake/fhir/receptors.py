"""ER, PR and HER2 results: mCODE TumorMarkerTest and older Observations, as codes, quantities, ranges, ratios or text,
in the value, in components or in interpretation[] (hl7.org/fhir/us/mcode; LOINC).

One Observation gives one result. Only where it says different things of two methods (IHC 2+ equivocal, FISH negative)
it gives
one for each, because each is a laboratory result of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from onward.intake.fhir.bodysites import bodies, site_of
from onward.intake.fhir.receptor_text import (
    Percent,
    TextReading,
    percent_in,
    read_receptor_text,
    score_of_answer,
    status_of_answer,
    written_score,
)
from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.specimens import described, kind_by, specimen_key
from onward.intake.fhir.values import (
    Json,
    codes_of,
    number,
    objects_at,
    quantity_of,
    text_at,
    text_of,
    words_of_concept,
)
from onward.knowledge import MarkerAspect
from onward.terms import Comparator, Quantity
from onward.timeline import Marker, Method, ReceptorResult, SpecimenKind

RECEPTORS = frozenset(marker.value for marker in Marker)

_IHC_ASPECTS = frozenset({"presence_ihc", "ihc_score", "percent", "membrane_staining"})
_ISH_ASPECTS = frozenset({"ish_status", "ish_ratio", "her2_copies", "cep17_copies"})

# HL7 v3 ObservationInterpretation
_INTERPRETATIONS = {
    "POS": "positive",
    "DET": "positive",
    "NEG": "negative",
    "ND": "negative",
    "E": "equivocal",
    "IND": "indeterminate",
}
# FHIR dataAbsentReason codes that say that the test was not done, rather than that its result is missing here.
_NOT_DONE = frozenset({"not-performed", "not-permitted", "unsupported"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """What one element (the value, a component) says."""

    reading: TextReading
    path: str


def read_receptor(observed: Observed, aspects: Sequence[MarkerAspect]) -> Iterator[Found]:
    """The result or results of one Observation whose code (or words) name ER, PR or HER2."""
    marker = Marker(aspects[0].marker)
    issues: list[Found] = []
    parts = list(_parts(observed, marker, aspects, issues))
    yield from issues
    if not parts:
        return
    method = _named_method(observed)
    if method is not Method.UNSPECIFIED:
        parts = [
            replace(part, reading=replace(part.reading, method=method))
            if part.reading.method is Method.UNSPECIFIED
            else part
            for part in parts
        ]
    if any(part.reading.contradiction for part in parts):
        yield observed.resource.issue(
            f"the text of this {marker.value} result names more than one status",
            "kept its words and took no status from them; a human has to read it",
            parts[0].path,
        )
    for reading, path in _merged(parts):
        yield _fact(observed, marker, reading, path)


def _parts(observed: Observed, marker: Marker, aspects: Sequence[MarkerAspect], issues: list[Found]) -> Iterator[_Part]:
    own = list(_readings(observed, observed.body, "", marker, aspects, issues))
    for reading in own:
        yield _Part(reading=reading, path="")
    for index, component in enumerate(objects_at(observed.body, "component")):
        path = f"component[{index}]"
        concept = component.get("code")
        found = _aspects_of(observed, component)
        mine = [aspect for aspect in found if aspect.marker == marker.value]
        if found and not mine:
            continue  # a component about another marker is read by `read_components_of_others`
        for reading in _readings(observed, component, path, marker, mine or aspects, issues, text_of(concept)):
            yield _Part(reading=reading, path=path)
    if not own:
        absent = {code.value for code in codes_of(observed.body.get("dataAbsentReason"))}
        if absent & _NOT_DONE:
            yield _Part(reading=TextReading(status="not done"), path="dataAbsentReason")
            return
    interpretation = _interpretation(observed)
    if interpretation and not any(reading.status for reading in own):
        yield _Part(reading=TextReading(method=_method_of(aspects), status=interpretation), path="interpretation")
    elif interpretation and all(interpretation != reading.status for reading in own if reading.status):
        issues.append(
            observed.resource.issue(
                f"value and interpretation of this {marker.value} result say different things",
                "took the value; check it against the report",
                "interpretation",
            )
        )


def read_components_of_others(observed: Observed, marker: Marker | None) -> Iterator[Found]:
    """Receptors that stand as components in an Observation about something else (a panel of all receptors)."""
    by_marker: dict[Marker, list[_Part]] = {}
    issues: list[Found] = []
    for index, component in enumerate(objects_at(observed.body, "component")):
        aspects = [a for a in _aspects_of(observed, component) if a.marker in RECEPTORS]
        if not aspects or aspects[0].marker == (marker.value if marker else None):
            continue
        other = Marker(aspects[0].marker)
        path = f"component[{index}]"
        for reading in _readings(observed, component, path, other, aspects, issues):
            by_marker.setdefault(other, []).append(_Part(reading=reading, path=path))
    yield from issues
    for other, parts in by_marker.items():
        for reading, path in _merged(parts):
            yield _fact(observed, other, reading, path)


def _aspects_of(observed: Observed, part: Json) -> tuple[MarkerAspect, ...]:
    markers = observed.resource.codes.markers
    found = markers.by_codes(codes_of(part.get("code")))
    if found:
        return found
    by_words = markers.by_words(words_of_concept(part.get("code")))
    return () if by_words is None else (by_words,)


# --- one element


def _readings(
    observed: Observed,
    part: Json,
    path: str,
    marker: Marker,
    aspects: Sequence[MarkerAspect],
    issues: list[Found],
    label: str = "",
) -> Iterator[TextReading]:
    """What the value of an Observation or component says, in whichever type it comes."""
    method = _method_of(aspects)
    kinds = {aspect.aspect for aspect in aspects}
    if "valueCodeableConcept" in part:
        yield from _coded(observed, part["valueCodeableConcept"], method, marker, kinds)
    elif "valueString" in part:
        yield from _worded(observed, text_at(part, "valueString"), method, marker, kinds)
    elif "valueQuantity" in part or "valueInteger" in part:
        value = part["valueQuantity"] if "valueQuantity" in part else {"value": part["valueInteger"]}
        quantity = quantity_of(value)
        if quantity is not None:
            reading = _numbered(quantity, method, marker, kinds, label)
            if reading is None:
                issues.append(
                    observed.resource.issue(
                        f"a number for {marker.value} that does not tell what it counts"
                        f" (unit {quantity.unit or 'missing'})",
                        'took no number from it; give percentages the unit "%", and score, ratio or copies a code',
                        path or "value",
                    )
                )
            else:
                yield reading
    elif "valueRange" in part:
        percent = _range_percent(part["valueRange"])
        if percent is not None:
            yield TextReading(method=Method.IHC, percent=percent)
    elif "valueRatio" in part:
        ratio = _ratio(part["valueRatio"])
        if ratio is not None and marker is Marker.HER2:
            yield TextReading(method=Method.ISH, ish_ratio=ratio)
    elif isinstance(part.get("valueBoolean"), bool):
        yield TextReading(method=method, status="positive" if part["valueBoolean"] else "negative")


def _coded(
    observed: Observed, concept: object, method: Method, marker: Marker, kinds: set[str]
) -> Iterator[TextReading]:
    """A coded answer, with what its words add ("Positive (95%)", "3+")."""
    codes = observed.resource.codes
    answers = [a for code in codes_of(concept) if (a := codes.answers.of_codes((code,)))]
    status = next((s for a in answers if (s := status_of_answer(a))), "")
    score = next((s for a in answers if (s := score_of_answer(a))), "")
    words = words_of_concept(concept)
    worded = list(_worded(observed, words, method, marker, kinds)) if words else []
    if not (status or score):
        yield from worded
        return
    first = worded[0] if len(worded) == 1 else TextReading(method=method)
    yield replace(
        first,
        method=method if method is not Method.UNSPECIFIED else first.method,
        status=status or first.status,
        ihc_score=first.ihc_score or (score if marker is Marker.HER2 else ""),
        contradiction=first.contradiction and not status,
    )


def _worded(observed: Observed, text: str, method: Method, marker: Marker, kinds: set[str]) -> Iterator[TextReading]:
    if not text.strip():
        return
    if "percent" in kinds and percent_in(text) is None:
        percent = percent_in(f"{text.strip()}%")
        if percent is not None and percent.text[:-1].strip() == text.strip():
            yield TextReading(method=Method.IHC, percent=replace(percent, text=text.strip()))
            return
    plain = number(text.strip())
    if plain is not None and kinds & {"ish_ratio", "her2_copies", "cep17_copies"}:
        reading = _numbered(Quantity(plain, None), method, marker, kinds, "")
        if reading is not None:
            yield reading
            return
    readings = read_receptor_text(text, marker, observed.resource.codes)
    for reading in readings:
        if reading.method is Method.UNSPECIFIED:
            reading = replace(reading, method=method)
        if method is Method.ISH and reading.method is Method.ISH and reading.ihc_score:
            reading = replace(reading, ihc_score="", membrane_staining=None)
        yield reading


def _numbered(quantity: Quantity, method: Method, marker: Marker, kinds: set[str], label: str) -> TextReading | None:
    """A number by what the code says that it counts, else by its unit; None when neither tells."""
    value = quantity.value
    if quantity.unit == "%":
        return TextReading(method=Method.IHC, percent=_percent_of(quantity))
    if "percent" in kinds and quantity.unit in (None, "1") and (value > 1 or value == 0):
        # The code means a fraction of cells: above 1 it can only be in percent, and 0 is 0 either way.
        return TextReading(method=Method.IHC, percent=_percent_of(quantity))
    if marker is Marker.HER2:
        if "ish_ratio" in kinds or "ratio" in label.casefold():
            return TextReading(method=Method.ISH, ish_ratio=value)
        if "cep17_copies" in kinds:
            return TextReading(method=Method.ISH, cep17_copies=value)
        if "her2_copies" in kinds:
            return TextReading(method=Method.ISH, her2_copies=value)
        if kinds & {"ihc_score", "presence_ihc"} and value in (0, 1, 2, 3):
            return TextReading(method=Method.IHC, ihc_score=written_score(str(int(value))))
    return None


def _percent_of(quantity: Quantity) -> Percent:
    value = quantity.value
    low = high = value
    match quantity.comparator:
        case Comparator.LESS | Comparator.AT_MOST:
            low = Decimal(0)
        case Comparator.MORE | Comparator.AT_LEAST:
            high = Decimal(100)
        case Comparator.EXACTLY:
            pass
    sign = "" if quantity.comparator is Comparator.EXACTLY else quantity.comparator.value
    if not 0 <= value <= 100:
        return Percent(low=None, high=None, text=f"{sign}{value}%")
    return Percent(low=low, high=high, text=f"{sign}{value}%")


def _range_percent(value: object) -> Percent | None:
    if not isinstance(value, dict):
        return None
    low, high = quantity_of(value.get("low")), quantity_of(value.get("high"))
    if low is None or high is None or low.unit != "%" or high.unit != "%":
        return None
    return percent_in(f"{low.value}-{high.value}%")


def _ratio(value: object) -> Decimal | None:
    if not isinstance(value, dict):
        return None
    top, bottom = quantity_of(value.get("numerator")), quantity_of(value.get("denominator"))
    if top is None or bottom is None or not bottom.value:
        return None
    return top.value / bottom.value


# --- methods


def _method_of(aspects: Sequence[MarkerAspect]) -> Method:
    kinds = {aspect.aspect for aspect in aspects}
    if kinds & _IHC_ASPECTS:
        return Method.UNSPECIFIED if kinds & _ISH_ASPECTS else Method.IHC
    return Method.ISH if kinds & _ISH_ASPECTS else Method.UNSPECIFIED


# SNOMED CT: immunohistochemistry procedure; in situ hybridisation and its fluorescence and chromogenic forms.
_METHOD_CODES = {
    "117617002": Method.IHC,
    "406858009": Method.ISH,
    "426329006": Method.ISH,
    "434362009": Method.ISH,
}


def _named_method(observed: Observed) -> Method:
    """The method that Observation.method or the words of its code name."""
    for code in codes_of(observed.body.get("method")):
        if code.value in _METHOD_CODES:
            return _METHOD_CODES[code.value]
    text = f"{words_of_concept(observed.body.get('method'))} {words_of_concept(observed.concept)}".casefold()
    ihc = any(word in text for word in ("immunohisto", "immune stain", "immunostain", "ihc"))
    ish = any(word in text for word in ("hybridi", "fish", " ish", "cish", "sish", "dish"))
    if ihc == ish:
        return Method.UNSPECIFIED
    return Method.IHC if ihc else Method.ISH


def _interpretation(observed: Observed) -> str:
    """The status that interpretation[] gives, "" when it gives none or several."""
    found: set[str] = set()
    for concept in objects_at(observed.body, "interpretation"):
        codes = codes_of(concept)
        coded = {_INTERPRETATIONS[c.value.upper()] for c in codes if c.value.upper() in _INTERPRETATIONS}
        found |= coded or {status_of_answer(observed.resource.codes.answers.of_codes(codes))}
    found.discard("")
    return next(iter(found)) if len(found) == 1 else ""


# --- putting together


def _merged(parts: Sequence[_Part]) -> list[tuple[TextReading, str]]:
    """All parts as one reading; one per method when methods have different statuses."""
    statuses = {part.reading.status for part in parts if part.reading.status}
    methods = list(dict.fromkeys(part.reading.method for part in parts))
    if len(statuses) <= 1 or len(methods) == 1:
        return [_one(parts, methods)]
    named = [method for method in methods if method is not Method.UNSPECIFIED]
    groups = [[part for part in parts if part.reading.method is method] for method in named]
    loose = [part for part in parts if part.reading.method is Method.UNSPECIFIED]
    if loose:
        groups.insert(0, loose)
    return [_one(group, [group[0].reading.method]) for group in groups]


def _one(parts: Sequence[_Part], methods: Sequence[Method]) -> tuple[TextReading, str]:
    named = [method for method in methods if method is not Method.UNSPECIFIED]
    statuses = list(dict.fromkeys(part.reading.status for part in parts if part.reading.status))
    readings = [part.reading for part in parts]
    return (
        TextReading(
            method=named[0] if len(named) == 1 else Method.UNSPECIFIED,
            status=statuses[0] if len(statuses) == 1 else "",
            percent=next((r.percent for r in readings if r.percent is not None), None),
            ihc_score=next((r.ihc_score for r in readings if r.ihc_score), ""),
            membrane_staining=next((r.membrane_staining for r in readings if r.membrane_staining is not None), None),
            ish_ratio=next((r.ish_ratio for r in readings if r.ish_ratio is not None), None),
            her2_copies=next((r.her2_copies for r in readings if r.her2_copies is not None), None),
            cep17_copies=next((r.cep17_copies for r in readings if r.cep17_copies is not None), None),
        ),
        parts[0].path if len(parts) == 1 else "",
    )


def _fact(observed: Observed, marker: Marker, reading: TextReading, path: str) -> ReceptorResult:
    resource = observed.resource
    body = observed.body
    specimen, kind, site = specimen_of(observed)
    percent = reading.percent
    return ReceptorResult(
        **observed.fact(path, text=_own_words(body) or observed.text),
        marker=marker,
        method=reading.method,
        status=reading.status,
        percent_low=percent.low if percent else None,
        percent_high=percent.high if percent else None,
        percent_text=percent.text if percent else "",
        ihc_score=reading.ihc_score,
        membrane_staining=reading.membrane_staining,
        ish_ratio=_plain(reading.ish_ratio),
        her2_copies=_plain(reading.her2_copies),
        cep17_copies=_plain(reading.cep17_copies),
        assay=text_of(body.get("method")),
        specimen=specimen,
        specimen_kind=kind,
        specimen_site=site,
        report=resource.scope.holder_of(resource.key).key,
    )


def _plain(value: Decimal | None) -> Quantity | None:
    """Ratios and copies per nucleus are numbers without dimension."""
    return None if value is None else Quantity(value, "1")


def _own_words(body: Json) -> str:
    text = text_at(body, "valueString")
    return text.strip() or text_of(body.get("valueCodeableConcept"))


def specimen_of(observed: Observed) -> tuple[str, SpecimenKind, str]:
    """Key, kind and site of the sample of a result: its own reference, else that of the report that holds it."""
    resource = observed.resource
    scope, codes, body = resource.scope, resource.codes, observed.body
    reference = body.get("specimen")
    key = scope.key_of(reference, "Specimen") if reference else ""
    specimen = scope.target(reference, "Specimen") if reference else None
    if not key:
        shared = scope.holder_of(resource.key).specimens
        if len(shared) == 1:
            key = shared[0]
            specimen = scope.target(key, "Specimen")
    if specimen is not None:
        kind, site = described(specimen, codes)
        return specimen_key(key), kind, site
    words = " | ".join(
        [
            text_at(reference, "display") if isinstance(reference, dict) else "",
            *(words_of_concept(place) for place in bodies(body.get("bodySite"))),
            *(text_at(note, "text") for note in objects_at(body, "note")),
        ]
    )
    places = bodies(body.get("bodySite"))
    site = site_of(places[0], codes) if places else ""
    return specimen_key(key), kind_by(words, site), site
