"""ER, PR and HER2 results: mCODE TumorMarkerTest and older Observations, as codes, quantities, ranges, ratios or text,
in the value, in components or in interpretation[] (hl7.org/fhir/us/mcode; LOINC).

One Observation gives one result. Only where it says different things of two methods (IHC 2+ equivocal, FISH negative)
it gives
one for each, because each is a laboratory result of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onward.intake.fhir.receptor_text import (
    TextReading,
    read_receptor_text,
    status_of_answer,
)
from onward.intake.fhir.receptor_values import method_of, readings_of
from onward.intake.fhir.resource import Found, Observed
from onward.intake.fhir.specimens import specimen_of
from onward.intake.fhir.values import (
    Json,
    codes_of,
    objects_at,
    text_at,
    text_of,
    words_of_concept,
)
from onward.knowledge import MarkerAspect
from onward.timeline import Marker, Method, ReceptorResult

RECEPTORS = frozenset(marker.value for marker in Marker)


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
        words = _own_words(observed.body)
        if not words or issues:
            return
        yield observed.resource.issue(
            f"words of a {marker.value} result that are not understood",
            "kept the words without status or number; a human has to read them",
            "value",
        )
        parts = [_Part(reading=TextReading(method=method_of(aspects)), path="")]
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
    own = list(readings_of(observed, observed.body, "", marker, aspects, issues))
    for reading in own:
        yield _Part(reading=reading, path="")
    for index, component in enumerate(objects_at(observed.body, "component")):
        path = f"component[{index}]"
        concept = component.get("code")
        found = _aspects_of(observed, component)
        mine = [aspect for aspect in found if aspect.marker == marker.value]
        if found and not mine:
            continue  # a component about another marker is read by `read_components_of_others`
        for reading in readings_of(observed, component, path, marker, mine or aspects, issues, text_of(concept)):
            yield _Part(reading=reading, path=path)
    if not own:
        absent = {code.value for code in codes_of(observed.body.get("dataAbsentReason"))}
        if absent & _NOT_DONE:
            yield _Part(reading=TextReading(status="not done"), path="dataAbsentReason")
            return
    if not any(_has_numbers(part) for part in own):
        yield from _noted(observed, marker)
    interpretation = _interpretation(observed)
    if interpretation and not any(reading.status for reading in own):
        yield _Part(reading=TextReading(method=method_of(aspects), status=interpretation), path="interpretation")
    elif interpretation and all(interpretation != reading.status for reading in own if reading.status):
        issues.append(
            observed.resource.issue(
                f"value and interpretation of this {marker.value} result say different things",
                "took the value; check it against the report",
                "interpretation",
            )
        )


def _has_numbers(reading: TextReading) -> bool:
    return bool(reading.ihc_score or reading.percent or reading.ish_ratio or reading.her2_copies)


# Words by which a note speaks of another sample or time than its result's.
_ANOTHER_TIME = ("prior", "previous", "earlier", "history", "initial", "original", "outside", "before", "compare")


def _noted(observed: Observed, marker: Marker) -> Iterator[_Part]:
    """Scores and numbers that only a note tells; a note's words never make the status."""
    for index, note in enumerate(objects_at(observed.body, "note")):
        text = text_at(note, "text")
        if any(word in text.casefold() for word in _ANOTHER_TIME):
            continue
        for reading in read_receptor_text(text, marker, observed.resource.codes):
            plain = replace(reading, status="", contradiction=False)
            if _has_numbers(plain):
                yield _Part(reading=plain, path=f"note[{index}]")


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
        for reading in readings_of(observed, component, path, other, aspects, issues):
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


# --- methods


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
    sample = specimen_of(observed)
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
        ish_ratio=reading.ish_ratio,
        her2_copies=reading.her2_copies,
        cep17_copies=reading.cep17_copies,
        assay=text_of(body.get("method")),
        specimen=sample.key,
        specimen_kind=sample.kind,
        specimen_site=sample.site,
        report=resource.scope.holder_of(resource.key).key,
    )


def _own_words(body: Json) -> str:
    text = text_at(body, "valueString")
    return text.strip() or text_of(body.get("valueCodeableConcept"))
