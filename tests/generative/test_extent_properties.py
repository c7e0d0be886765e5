"""Extent and receptors of made-up records: what must hold whatever is recorded, in whatever order it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.knowledge.extent_records import extent_rules
from tests.knowledge.receptor_records import receptor_rules

from onward.disease.age import age_years
from onward.disease.cns import cns_status
from onward.disease.extent import extent_of
from onward.disease.metastatic import is_metastatic
from onward.disease.onset import find_onset
from onward.disease.receptors import call_receptors
from onward.disease.sites import find_sites
from onward.disease.subtype import choose_subtype
from onward.terms import PartialDate, Period, Quantity, Truth, at, on_day, shift_days
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    DiseaseStatus,
    ImagingFact,
    LabResult,
    Laterality,
    Marker,
    Metastasis,
    Method,
    Radiotherapy,
    ReceptorResult,
    Source,
    SpecimenFact,
    SpecimenKind,
    StageFact,
    Standing,
    Variant,
    VariantKind,
    build_timeline,
)

DAY = date(2024, 6, 3)
CONCLUSIONS = [
    "Multiple liver metastases.", "No liver metastases.", "Known bone metastases, stable.", "Brain metastases smaller.",
    "New brain metastasis.", "Lung nodule suspicious for metastasis.", "No new lesions.", "Normal study.",
]  # fmt: skip

_days = st.dates(min_value=date(2010, 1, 1), max_value=date(2024, 6, 3))
_moments = st.one_of(_days.map(lambda day: at(on_day(day))), st.just(Period(None, None)))
_sides = st.sampled_from([None, Laterality.LEFT, Laterality.RIGHT])
_standing = st.sampled_from([Standing.CONFIRMED, Standing.CONFIRMED, Standing.PROVISIONAL, Standing.REFUTED])
_kinds = st.sampled_from([SpecimenKind.PRIMARY, SpecimenKind.METASTASIS, SpecimenKind.UNKNOWN, SpecimenKind.BLOOD])
_keys = st.sampled_from(["", "S1", "S2", "S3"])
_cancers = st.sampled_from(["", "", "c1", "x1"])

_diagnoses = st.builds(
    CancerDiagnosis,
    when=_moments,
    is_breast=st.sampled_from([True, True, True, False]),
    in_situ=st.booleans(),
    laterality=_sides,
    clinical_status=st.sampled_from(["", "active", "recurrence"]),
    key=st.sampled_from(["c1", "c2", "x1"]),
)
_metastases = st.builds(
    Metastasis,
    when=_moments,
    standing=_standing,
    site=st.sampled_from(["", "bone", "liver", "brain", "node_regional", "skin", "breast", "other"]),
    text=st.sampled_from(["", "chest wall", "kidney", "lymph node"]),
    basis=st.sampled_from(["condition", "history", "status"]),
    laterality=_sides,
    of_cancer=_cancers,
)
_stages = st.builds(
    StageFact,
    when=_moments,
    axis=st.just("group"),
    kind=st.just(""),
    value=st.sampled_from(["0", "IIA", "IIIB", "IV", ""]),
    text=st.sampled_from(["", "stage at diagnosis"]),
    of_cancer=_cancers,
)
_results = st.builds(
    ReceptorResult,
    when=_moments,
    standing=_standing,
    marker=st.sampled_from(list(Marker)),
    method=st.sampled_from(list(Method)),
    status=st.sampled_from(["", "positive", "negative", "equivocal", "low", "not done"]),
    percent_text=st.sampled_from(["", "", "5", "90 %", "<1%", ">=10%", "Allred 4", "rare cells", "110"]),
    ihc_score=st.sampled_from(["", "", "0", "1+", "2+", "3+", "0-1+", "2+ (outside 3+)", "9"]),
    membrane_staining=st.sampled_from([None, True, False]),
    ish_ratio=st.sampled_from([None, None, Quantity(Decimal("1.3"), "1"), Quantity(Decimal("2.4"), "1")]),
    her2_copies=st.sampled_from([None, None, Quantity(Decimal("3.0"), "1"), Quantity(Decimal("6.5"), "1")]),
    specimen=_keys,
    specimen_kind=_kinds,
    specimen_site=st.sampled_from(["", "bone", "liver"]),
)
_others = st.one_of(
    st.builds(ImagingFact, when=_days.map(lambda day: at(on_day(day))), conclusion=st.sampled_from(CONCLUSIONS)),
    st.builds(SpecimenFact, when=_moments, key=_keys.filter(bool), kind=_kinds, site=st.sampled_from(["", "liver"])),
    st.builds(DiseaseStatus, when=_moments, value=st.sampled_from(["progression", "stable"])),
    st.builds(Radiotherapy, when=_moments, sites=st.sampled_from([("brain",), ("breast",)])),
    st.builds(
        Variant,
        gene=st.just("ERBB2"),
        kind=st.sampled_from([VariantKind.AMPLIFICATION, VariantKind.GAIN]),
        present=st.sampled_from([True, False, None]),
        specimen=_keys,
    ),
)
records = st.lists(st.one_of(_diagnoses, _metastases, _stages, _results, _others), max_size=10)


def picture(facts: Sequence[AnyFact], *, day: date = DAY, moved: int = 0) -> object:
    """All that is derived, in a form in which the days can be moved."""
    timeline = build_timeline("made-up", facts)
    extent = extent_of(timeline, extent_rules(), as_of=day)
    metastatic = is_metastatic(extent)
    onset = find_onset(extent, metastatic).onset
    sites = find_sites(extent, metastatic.truth)
    cns = cns_status(extent)
    receptors = call_receptors(timeline, receptor_rules())
    subtype = choose_subtype(receptors, receptor_rules())

    def shown(when: PartialDate | None) -> str:
        return "" if when is None else str(shift_days(when, moved))

    return (
        (metastatic.truth, metastatic.rule, [conflict.kind for conflict in metastatic.conflicts]),
        (onset.onset, onset.rule, shown(onset.first_diagnosis), shown(onset.first_metastasis)),
        [(site.site, site.text, shown(site.first), shown(site.last), site.evidence) for site in sites.sites],
        [(site.site, site.text) for site in sites.suspected],
        (sites.bone_only, sites.visceral, cns.status, cns.rule, shown(cns.since)),
        [(c.marker, c.specimen, c.specimen_kind, shown(c.date), c.call, c.rule, c.settle) for c in receptors.calls],
        (subtype.code, subtype.plain, subtype.rule),
        sorted((conflict.kind, conflict.key) for conflict in receptors.conflicts),
        sorted(unused.kind for unused in receptors.unused),
    )


@given(records, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_facts_makes_no_difference(facts: list[AnyFact], chance: Random) -> None:
    """Records come in any order."""
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert picture(shuffled) == picture(facts)


@given(records)
@settings(max_examples=100, deadline=None)
def test_a_record_that_is_there_twice_changes_nothing(facts: list[AnyFact]) -> None:
    """The same resource from two hospitals is one fact."""
    elsewhere = Source(file="copy.json", sha256="", place="entry[0]", resource="")
    assert picture([*facts, *(replace(fact, sources=(elsewhere,)) for fact in facts)]) == picture(facts)


@given(records, st.integers(min_value=-5, max_value=5))
@settings(max_examples=100, deadline=None)
def test_shifting_all_dates_shifts_the_answers(facts: list[AnyFact], centuries: int) -> None:
    """Nothing depends on the calendar: 400 years are a whole number of weeks, and every month keeps its length."""
    days = centuries * 146097 if 1 <= DAY.year + 400 * centuries <= 9000 else 0
    later = [replace(fact, when=_moved(fact.when, days)) for fact in facts]
    assert picture(later, day=DAY + timedelta(days=days)) == picture(facts, moved=days)


def _moved(when: Period, days: int) -> Period:
    start, end = when.start, when.end
    return Period(
        None if start is None else shift_days(start, days),
        None if end is None else shift_days(end, days),
    )


@given(records, _days)
@settings(max_examples=100, deadline=None)
def test_an_unrelated_laboratory_value_changes_nothing(facts: list[AnyFact], day: date) -> None:
    """Haemoglobin says nothing of extent or receptors."""
    haemoglobin = LabResult(when=at(on_day(day)), analyte="haemoglobin", value=Quantity(Decimal("12.1"), "g/dL"))
    assert picture([*facts, haemoglobin]) == picture(facts)


@given(records)
@settings(max_examples=100, deadline=None)
def test_what_is_not_known_says_what_would_settle_it(facts: list[AnyFact]) -> None:
    """Every unknown carries its question, and no is never the answer without evidence."""
    timeline = build_timeline("made-up", facts)
    extent = extent_of(timeline, extent_rules(), as_of=DAY)
    metastatic = is_metastatic(extent)
    onset = find_onset(extent, metastatic).onset
    receptors = call_receptors(timeline, receptor_rules())
    subtype = choose_subtype(receptors, receptor_rules())
    assert metastatic.because
    assert metastatic.truth is not Truth.UNKNOWN or metastatic.settle
    assert metastatic.truth is not Truth.NO or metastatic.facts
    assert onset.onset != "unknown" or onset.settle or metastatic.truth is Truth.NO
    assert all(call.settle for call in receptors.calls if call.call in ("cannot be told", "positive-or-low"))
    assert "?" not in subtype.code or subtype.settle
    known = {rule.id for rule in receptor_rules().rules}
    assert {call.rule for call in receptors.calls} <= known
    assert {subtype.rule} <= known
    rules = {rule.id for rule in (*extent_rules().onset.rules, *extent_rules().sites.rules)}
    assert {metastatic.rule, onset.rule, cns_status(extent).rule} <= rules


def test_an_empty_record_is_unknown_everywhere() -> None:
    """Nothing recorded answers nothing."""
    timeline = build_timeline("nobody", [])
    extent = extent_of(timeline, extent_rules(), as_of=DAY)
    metastatic = is_metastatic(extent)
    sites = find_sites(extent, metastatic.truth)
    assert metastatic.truth is Truth.UNKNOWN
    assert find_onset(extent, metastatic).onset.onset == "unknown"
    assert (sites.sites, sites.bone_only, sites.visceral) == ((), Truth.UNKNOWN, Truth.UNKNOWN)
    assert cns_status(extent).status == "none known"
    receptors = call_receptors(timeline, receptor_rules())
    assert receptors.calls == ()
    assert choose_subtype(receptors, receptor_rules()).code == "HR?/HER2?"
    assert age_years(timeline, None, as_of=DAY) is None
