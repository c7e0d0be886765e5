"""What must hold for the options of anybody: random people, as FHIR bundles, through the whole way.

No rule is looked at here; these are laws over all of them.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import hypothesis.strategies as st
from hypothesis import HealthCheck, assume, given, settings
from tests.knowledge.option_people import bundle_of

from onward.app.options import options_of
from onward.engines.options import OptionsAnswer, Verdict
from onward.intake import read
from onward.knowledge import NEVER_IN_FORCE

DAY = date(2026, 11, 20)
# A whole person takes longer than a value: fewer by day, as many as asked for by night.
LAWS = settings(max_examples=int(os.environ.get("ONWARD_EXAMPLES", "25")), suppress_health_check=[HealthCheck.too_slow])

_LINES: tuple[tuple[str, ...], ...] = (
    ("letrozole", "palbociclib"), ("fulvestrant",), ("capivasertib", "fulvestrant"), ("capecitabine",),
    ("docetaxel", "trastuzumab", "pertuzumab"), ("trastuzumab deruxtecan",), ("elacestrant",), ("paclitaxel",),
    ("pembrolizumab", "carboplatin", "gemcitabine"), ("sacituzumab govitecan",), ("olaparib",),
)  # fmt: skip
_EARLY: tuple[tuple[str, ...], ...] = (
    ("tamoxifen",), ("letrozole",), ("doxorubicin", "cyclophosphamide", "paclitaxel"), ("trastuzumab",),
)  # fmt: skip
_VARIANTS: tuple[dict[str, str], ...] = (
    {"gene": "ESR1", "protein": "D538G", "sample": "plasma"},
    {"gene": "PIK3CA", "protein": "H1047R", "sample": "tissue"},
    {"gene": "BRCA1", "protein": "p.Glu23Valfs*17", "origin": "germline", "significance": "Pathogenic"},
    {"gene": "AKT1", "protein": "E17K"},
    {"gene": "BRAF", "protein": "V600E"},
    {"gene": "ESR1"},
)
_SCORES: tuple[dict[str, Any], ...] = (
    {"name": "PD-L1", "assay": "22C3", "measure": "CPS", "value": 10},
    {"name": "PD-L1", "assay": "22C3", "measure": "CPS", "value": 9},
    {"name": "PD-L1", "assay": "SP142", "measure": "IC", "value": 2},
    {"name": "MSI", "status": "MSI-H"},
    {"name": "TMB", "value": 12},
)


@st.composite
def people(draw: st.DrawFn) -> dict[str, Any]:
    """A person whose dates keep away from the edges of windows, so that all of them may be moved together."""
    found = DAY - timedelta(days=draw(st.sampled_from([20, 120, 700, 1500])))
    diagnosed = found - timedelta(days=draw(st.sampled_from([5, 900, 2500])))
    person: dict[str, Any] = {
        "diagnosed": str(diagnosed),
        "metastases": {draw(st.sampled_from(["bone", "liver", "lung", "brain"])): str(found)},
    }
    maybe = {
        "sex": st.sampled_from(["female", "female", "male"]),
        "born": st.sampled_from(["1950-03-02", "1972-08-14", "1990-01-20"]),
        "menopause": st.sampled_from(["pre", "post"]),
        "er": st.sampled_from(["90%", "5%", "0%", "positive"]),
        "pr": st.sampled_from(["40%", "0%"]),
        "her2": st.sampled_from(["0", "0 with staining", "1+", "2+ ISH-", "2+", "3+", "negative"]),
        "variants": st.lists(st.sampled_from(_VARIANTS), max_size=3, unique_by=str),
        "scores": st.lists(st.sampled_from(_SCORES), max_size=2, unique_by=lambda one: one["name"]),
    }
    for key, value in maybe.items():
        if draw(st.booleans()):
            person[key] = draw(value)
    person["treatments"] = [*_early(draw, diagnosed, found), *_metastatic(draw, found)]
    if draw(st.booleans()):
        person["status"] = draw(st.sampled_from(["progression", "stable"]))
        person["status_on"] = str(DAY - timedelta(days=15))
    return person


def _early(draw: st.DrawFn, diagnosed: date, found: date) -> list[dict[str, Any]]:
    if (found - diagnosed).days < 800 or not draw(st.booleans()):
        return []
    drugs = draw(st.sampled_from(_EARLY))
    ends = diagnosed + timedelta(days=draw(st.sampled_from([200, 600])))
    return [
        {
            "drugs": drugs,
            "setting": "adjuvant",
            "start": str(diagnosed + timedelta(days=40)),
            "end": str(ends),
            "ended": "completed",
        }
    ]


def _metastatic(draw: st.DrawFn, found: date) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    start = found + timedelta(days=12)
    for drugs in draw(st.lists(st.sampled_from(_LINES), max_size=3, unique=True)):
        if start > DAY - timedelta(days=8):
            break
        end = start + timedelta(days=draw(st.sampled_from([90, 250])))
        line = {"drugs": drugs, "setting": "metastatic", "start": str(start)}
        if end > DAY - timedelta(days=8):
            made.append({**line, "ended": "ongoing"})
            break
        made.append(
            {**line, "end": str(end), "ended": draw(st.sampled_from(["progression", "progression", "toxicity"]))}
        )
        start = end + timedelta(days=20)
    return made


def decided(
    person: Mapping[str, Any], *, region: Literal["us", "eu"] = "us", as_of: date = DAY, order: int = 0
) -> OptionsAnswer:
    bundle = bundle_of(person)
    if order:
        random.Random(order).shuffle(bundle["entry"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(json.dumps(bundle))
        return options_of(read(path).people[0], region=region, as_of=as_of).options


def verdicts(found: OptionsAnswer) -> dict[str, str]:
    return {one.rule.id: one.verdict.value for one in found.decided}


def shifted(value: Any, days: int) -> Any:
    """Every date of a person moved by so many days; the birthday too."""
    if isinstance(value, dict):
        return {key: shifted(one, days) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [shifted(one, days) for one in value]
    if isinstance(value, str) and len(value) == 10 and value[4] == value[7] == "-":
        return str(date.fromisoformat(value) + timedelta(days=days))
    return value


@LAWS
@given(people(), st.sampled_from(["us", "eu"]))
def test_each_rule_stands_in_exactly_one_list_and_what_is_offered_is_in_force(
    person: dict[str, Any], region: Literal["us", "eu"]
) -> None:
    """An option is approved or recommended on the day, in the region, by a rule in date; its conditions are all YES."""
    found = decided(person, region=region)
    assert len(verdicts(found)) == len(found.decided)
    agency = {"us": "fda", "eu": "ema"}[region]
    for one in found.decided:
        if one.rule.kind in NEVER_IN_FORCE:
            assert one.verdict is Verdict.NOT_AVAILABLE
        if one.verdict is Verdict.OPTION:
            decision = one.availability.decision
            assert decision is not None and decision.agency in (agency, "guideline")
            assert decision.first is not None and decision.first <= DAY
            assert decision.ended is None or decision.ended > DAY
            assert not one.stale and one.fits.value == "yes" and not one.missing and not one.reasons
        if one.verdict is Verdict.UNDECIDED:
            assert one.missing and not one.reasons
        if one.verdict is Verdict.REJECTED:
            assert one.reasons


@LAWS
@given(people(), st.integers(min_value=1, max_value=10_000))
def test_the_order_of_the_record_makes_no_difference(person: dict[str, Any], order: int) -> None:
    """The same resources in another order."""
    assert verdicts(decided(person)) == verdicts(decided(person, order=order))


@LAWS
@given(people(), st.sampled_from([-14, -7, 2]))
def test_moving_every_date_moves_the_answer(person: dict[str, Any], days: int) -> None:
    """The record and the day of asking moved together: only what changed its approval between them may differ."""
    there = DAY + timedelta(days=days)
    here, moved = decided(person), decided(shifted(person, days), as_of=there)
    low, high = min(DAY, there), max(DAY, there)
    for one, other in zip(
        sorted(here.decided, key=lambda one: one.rule.id),
        sorted(moved.decided, key=lambda one: one.rule.id),
        strict=True,
    ):
        edges = (day for decision in one.rule.agencies for day in (decision.first, decision.ended) if day is not None)
        if any(low < day <= high for day in edges):
            continue
        assert one.verdict is other.verdict, one.rule.id


@LAWS
@given(people(), st.dates(min_value=date(2017, 1, 1), max_value=DAY))
def test_nothing_fires_before_its_first_approval(person: dict[str, Any], as_of: date) -> None:
    """On whatever day the record is looked at."""
    for one in decided(person, as_of=as_of).of(Verdict.OPTION):
        decision = one.availability.decision
        assert decision is not None and decision.first is not None and decision.first <= as_of


@LAWS
@given(people())
def test_a_rule_past_its_expiry_is_shown_and_never_used(person: dict[str, Any]) -> None:
    """Two years on, every rule is stale: what would have been offered waits until somebody has looked again."""
    later = date(2028, 11, 20)
    for one in decided(person, as_of=later).decided:
        assert one.stale
        assert one.verdict is not Verdict.OPTION
        if one.verdict is Verdict.UNDECIDED:
            assert "expired" in {missing.by for missing in one.missing}


@LAWS
@given(people())
def test_without_metastases_and_without_anything_nothing_is_offered(person: dict[str, Any]) -> None:
    """Whatever else is recorded."""
    early = {**person, "metastases": {}, "treatments": [], "status": ""}
    found = decided(early)
    assert not found.of(Verdict.OPTION) and not found.of(Verdict.CONTINUING)
    assert found.nothing_because


@LAWS
@given(people())
def test_a_drug_that_failed_is_not_offered_again_unless_its_rule_says_so(person: dict[str, Any]) -> None:
    """Every drug on which the disease progressed, in every option."""
    failed = {drug for one in person["treatments"] if one.get("ended") == "progression" for drug in one["drugs"]}
    assume(failed)
    for one in decided(person).of(Verdict.OPTION):
        assert not (failed & set(one.drugs)) - set(one.rule.may_repeat), one.rule.id


@LAWS
@given(people())
def test_the_same_record_gives_the_same_answer(person: dict[str, Any]) -> None:
    """No clock, no chance: the values are equal, reasons and all."""
    assert decided(person) == decided(person)
