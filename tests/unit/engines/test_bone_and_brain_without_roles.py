"""Lesions in bone and brain that no reader called target: what is proposed or taken as doubtful is said."""

from __future__ import annotations

from decimal import Decimal

from onward.engines.response import ReaderResponse, asked_of, respond_by_all
from onward.knowledge import response_rules
from onward.terms import Quantity, at, parse_date
from onward.timeline import LesionMeasurement, build_timeline

DAYS = {"BASELINE": "2026-01-05", "WEEK 8": "2026-03-02"}


def lesion(visit: str, name: str, site: str, measure: str, value: str = "", state: str = "") -> LesionMeasurement:
    unit = "mL" if measure == "volume" else "mm"
    return LesionMeasurement(
        when=at(parse_date(DAYS[visit])),
        lesion=name,
        reader="R1",
        visit=visit,
        site=site,
        measure=measure,
        value=Quantity(Decimal(value), unit) if value else None,
        state=state,
        method="MR" if site == "brain" else "CT",
    )


def answer(criterion: str, file: str, *facts: LesionMeasurement) -> ReaderResponse:
    (found,) = respond_by_all(asked_of(build_timeline("P1", facts)), [(criterion, response_rules(file))])
    return found


def test_rano_bm_proposes_the_largest_measurable_and_says_so() -> None:
    found = answer(
        "rano-bm",
        "rano_bm",
        lesion("BASELINE", "A", "brain", "longest diameter", "20"),
        lesion("BASELINE", "B", "brain", "longest diameter", "6"),
        lesion("WEEK 8", "A", "brain", "longest diameter", "26"),
        lesion("WEEK 8", "B", "brain", "longest diameter", "6"),
    )
    assert found.visits[0].sum_mm == 20, "6 mm cannot be measured by RANO-BM"
    assert found.visits[1].overall == "PD"
    assert any("a reader must confirm" in flag.did for flag in found.flags)


def test_volumes_follow_every_lesion_that_has_one() -> None:
    found = answer(
        "volumetric-brain",
        "volumetric_brain",
        lesion("BASELINE", "A", "brain", "volume", "6"),
        lesion("BASELINE", "B", "brain", "volume", "4"),
        lesion("WEEK 8", "A", "brain", "volume", "2"),
        lesion("WEEK 8", "B", "brain", "volume", "1.5"),
    )
    assert found.visits[1].overall == "PR"
    assert any("a reader must confirm" in flag.did for flag in found.flags)


def test_a_bone_lesion_that_is_read_later_is_perhaps_new() -> None:
    found = answer(
        "mda-bone",
        "mda_bone",
        lesion("BASELINE", "A", "bone", "state", state="present"),
        lesion("WEEK 8", "A", "bone", "state", state="present"),
        lesion("WEEK 8", "B", "bone", "state", state="present"),
    )
    visit = found.visits[1]
    assert (visit.overall, visit.new_lesion, visit.new_doubtful) == ("SD", "equivocal", ("B",))
