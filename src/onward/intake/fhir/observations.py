"""Observations: which reader a result goes to, by its code, else by its words (hl7.org/fhir/R4/observation.html)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onward.intake.fhir.biomarkers import GRADE_CODES, is_no_marker, read_biomarker, read_grade, read_other_components
from onward.intake.fhir.history import COMORBIDITY_CODES, read_comorbidities
from onward.intake.fhir.laboratory import MEASURED, read_known_components, read_laboratory
from onward.intake.fhir.lesions import is_about_a_lesion, read_lesion
from onward.intake.fhir.life import is_about_menopause, read_menopause, read_pregnancy
from onward.intake.fhir.performance import read_performance
from onward.intake.fhir.receptors import RECEPTORS, read_components_of_others, read_receptor
from onward.intake.fhir.resource import Found, Observed, Resource, standing_of_result
from onward.intake.fhir.stage import read_stage
from onward.intake.fhir.status import is_history_of_metastasis, read_disease_status, read_history_of_metastasis
from onward.intake.fhir.values import codes_of, objects_at, words_of_concept
from onward.intake.fhir.variants import STUDIED_LOINC, VARIANT_LOINC, is_about_a_gene, read_genes_studied, read_variant
from onward.knowledge import Codes, MarkerAspect
from onward.terms import Code, CodeSystem
from onward.timeline import Marker

_Reader = Callable[[Observed], Iterable[Found]]


def read_observation(resource: Resource) -> Iterable[Found]:
    """The facts of one Observation; one that was entered in error or cancelled gives none."""
    standing = standing_of_result(resource.body)
    if standing is None:
        return ()
    observed = Observed(resource, standing)
    found = _reader_of(observed)(observed)
    if ("focus" in observed.body or "bodyStructure" in observed.body) and is_about_a_lesion(observed.body):
        return (*found, *read_lesion(observed))
    return found


# What a combination of codes and words means is worked out once: records repeat the same few thousands of times.
_by_codes: dict[tuple[object, ...], _Reader | None] = {}
_by_words: dict[tuple[object, ...], _Reader] = {}
_MOST_KNOWN = 20_000


def _reader_of(observed: Observed) -> _Reader:
    tables = observed.resource.codes
    key = (tables, observed.codes)
    try:
        found = _by_codes[key]
    except KeyError:
        if len(_by_codes) >= _MOST_KNOWN:
            _by_codes.clear()
        found = _by_codes[key] = _find_reader(observed.codes, tables)
    if found is not None:
        return found
    words = words_of_concept(observed.concept)
    categories = [codes_of(concept) for concept in objects_at(observed.body, "category")]
    worded = (tables, observed.codes, words, *categories)
    reader = _by_words.get(worded)
    if reader is None:
        if len(_by_words) >= _MOST_KNOWN:
            _by_words.clear()
        values = {code.value.lower() for codes in categories for code in codes}
        reader = _by_words[worded] = _find_reader_by_words(observed, words, values)
    return reader


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


def _find_reader_by_words(observed: Observed, words: str, categories: set[str]) -> _Reader:
    """The reader for a result whose codes are unknown: by the words of its code, else as a measurement by category."""
    tables = observed.resource.codes
    if is_history_of_metastasis(observed):
        return read_history_of_metastasis
    if is_about_menopause(words):
        return read_menopause
    if words and not categories & _ELSEWHERE:
        aspect = tables.markers.by_words(observed.text) or tables.markers.by_words(words)
        if aspect is not None and not is_no_marker(aspect):
            return _marker_reader((aspect,))
        if is_about_a_gene(words, tables.genes.in_text(words)):
            return read_variant
    scale = tables.status.performance.scales.names.find(words) if words else None
    if scale is not None:
        return lambda observed: read_performance(observed, scale)
    if categories & MEASURED or tables.analytes.find(observed.codes, observed.text) is not None:
        return _read_measurement
    return _read_panel


def _read_measurement(observed: Observed) -> Iterator[Found]:
    yield from read_laboratory(observed)
    yield from _other_components(observed, None, "")


def _read_panel(observed: Observed) -> Iterator[Found]:
    """An Observation about nothing that Onward knows may still hold known results as components."""
    yield from read_known_components(observed)
    yield from _other_components(observed, None, "")
