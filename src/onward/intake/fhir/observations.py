"""Observations: which reader a result goes to, by its code, else by its words (hl7.org/fhir/R4/observation.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onward.intake.fhir.biomarkers import GRADE_CODES, is_no_marker, read_biomarker, read_grade, read_other_components
from onward.intake.fhir.history import COMORBIDITY_CODES, read_comorbidities
from onward.intake.fhir.laboratory import is_measurement, read_laboratory
from onward.intake.fhir.life import is_about_menopause, read_menopause, read_pregnancy
from onward.intake.fhir.performance import read_performance
from onward.intake.fhir.receptors import RECEPTORS, read_components_of_others, read_receptor
from onward.intake.fhir.resource import Found, Observed, Resource, standing_of_result
from onward.intake.fhir.stage import read_stage
from onward.intake.fhir.status import is_history_of_metastasis, read_disease_status, read_history_of_metastasis
from onward.intake.fhir.values import code_word, codes_of, objects_at, words_of_concept
from onward.intake.fhir.variants import STUDIED_LOINC, VARIANT_LOINC, read_genes_studied, read_variant
from onward.knowledge import Codes, MarkerAspect
from onward.terms import Code, CodeSystem
from onward.timeline import Marker

_Reader = Callable[[Observed], Iterator[Found]]


def read_observation(resource: Resource) -> Iterator[Found]:
    """The facts of one Observation; one that was entered in error or cancelled gives none."""
    standing = standing_of_result(resource.body)
    if standing is None:
        return
    observed = Observed(resource, standing)
    yield from _reader_of(observed)(observed)


def _reader_of(observed: Observed) -> _Reader:
    by_code = _by_code(observed.codes, observed.resource.codes)
    return by_code if by_code is not None else _by_words(observed)


# What each combination of codes means is worked out once: records repeat the same few codes thousands of times.
@dataclass(frozen=True, slots=True)
class _Known:
    readers: dict[tuple[int, tuple[Code, ...]], _Reader | None]


_KNOWN = _Known({})
_MOST_KNOWN = 20_000


def _by_code(codes: tuple[Code, ...], tables: Codes) -> _Reader | None:
    key = (id(tables), codes)
    if key in _KNOWN.readers:
        return _KNOWN.readers[key]
    if len(_KNOWN.readers) >= _MOST_KNOWN:
        _KNOWN.readers.clear()
    found = _KNOWN.readers[key] = _find_reader(codes, tables)
    return found


def _find_reader(codes: tuple[Code, ...], tables: Codes) -> _Reader | None:
    values = {code.value for code in codes}
    loinc = {code.value for code in codes if code.system is CodeSystem.LOINC}
    if loinc & tables.status.loinc_status:
        return read_disease_status
    about = tables.staging.observed(codes)
    if about is not None:
        return lambda observed: read_stage(observed, about)
    aspects = tuple(a for a in tables.markers.by_codes(codes) if not is_no_marker(a))
    if aspects:
        return _marker_reader(aspects)
    if loinc & VARIANT_LOINC:
        return read_variant
    if loinc & STUDIED_LOINC:
        return read_genes_studied
    if tables.analytes.by_loinc.keys() & loinc:
        return read_laboratory
    scale = tables.status.performance.scales.of_codes(codes)
    if scale is not None:
        return lambda observed: read_performance(observed, scale)
    if values & GRADE_CODES:
        return read_grade
    if values & COMORBIDITY_CODES:
        return read_comorbidities
    if loinc & tables.status.loinc_pregnancy:
        return read_pregnancy
    if values & _IMPLICATIONS:
        return _read_nothing
    return None


# Genomics Reporting: what a report concludes from a variant. Its significance is read with the variant; opinions on
# drugs
# are not facts about the person.
_IMPLICATIONS = frozenset({"therapeutic-implication", "diagnostic-implication", "molecular-consequence"})


def _read_nothing(_: Observed) -> Iterator[Found]:
    return iter(())


def _marker_reader(aspects: tuple[MarkerAspect, ...]) -> _Reader:
    """The reader of a marker's results, which also reads components about other markers."""
    receptors = tuple(aspect for aspect in aspects if aspect.marker in RECEPTORS)
    if receptors:
        main = tuple(aspect for aspect in receptors if aspect.marker == receptors[0].marker)

        def read(observed: Observed) -> Iterator[Found]:
            yield from read_receptor(observed, main)
            yield from _other_components(observed, Marker(main[0].marker), "")

        return read
    own = tuple(aspect for aspect in aspects if aspect.marker == aspects[0].marker)

    def read_other(observed: Observed) -> Iterator[Found]:
        yield from read_biomarker(observed, own)
        yield from _other_components(observed, None, own[0].marker)

    return read_other


def _other_components(observed: Observed, receptor: Marker | None, marker: str) -> Iterator[Found]:
    if "component" in observed.body:
        yield from read_components_of_others(observed, receptor)
        yield from read_other_components(observed, marker)


# Categories whose texts are never read for tumour markers.
_ELSEWHERE = frozenset({"vital-signs", "social-history", "survey", "activity", "sdoh"})


def _by_words(observed: Observed) -> _Reader:
    """The reader for a result whose codes are unknown: by the words of its code, else as a measurement by its
    category.
    """
    tables = observed.resource.codes
    words = words_of_concept(observed.concept)
    if is_history_of_metastasis(observed):
        return read_history_of_metastasis
    if is_about_menopause(words):
        return read_menopause
    categories = {
        code_word({"code": code.value}, "code")
        for concept in objects_at(observed.body, "category")
        for code in codes_of(concept)
    }
    if words and not categories & _ELSEWHERE:
        aspect = tables.markers.by_words(observed.text) or tables.markers.by_words(words)
        if aspect is not None and not is_no_marker(aspect):
            return _marker_reader((aspect,))
    scale = tables.status.performance.scales.names.find(words) if words else None
    if scale is not None:
        return lambda observed: read_performance(observed, scale)
    if is_measurement(observed) or tables.analytes.find(observed.codes, observed.text) is not None:
        return _read_measurement
    return _read_panel


def _read_measurement(observed: Observed) -> Iterator[Found]:
    yield from read_laboratory(observed)
    yield from _other_components(observed, None, "")


def _read_panel(observed: Observed) -> Iterator[Found]:
    """An Observation about nothing that Onward knows may still hold known results as components."""
    yield from _other_components(observed, None, "")
