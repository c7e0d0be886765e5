"""Lesions of one reader in a few words, and what a criterion says of them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from onward.engines.response import CRITERIA, respond
from onward.knowledge import response_rules
from onward.outputs.plain.response import response_document
from onward.terms import Quantity, at, parse_date
from onward.timeline import LesionMeasurement, build_timeline

DAYS = {"BASELINE": "2026-01-05", "WEEK 4": "2026-02-02", "WEEK 8": "2026-03-02", "WEEK 16": "2026-04-27"}


def fact(
    visit: str,
    lesion: str,
    *,
    role: str,
    mm: str = "",
    sul: str = "",
    ct_state: str = "",
    pet_state: str = "",
    site: str = "liver",
) -> LesionMeasurement:
    """One measurement (mm on CT, sul on PET) or judgement of one lesion."""
    value = Quantity(Decimal(mm), "mm") if mm else Quantity(Decimal(sul), "g/mL") if sul else None
    return LesionMeasurement(
        when=at(parse_date(DAYS[visit])),
        lesion=lesion,
        reader="R1",
        role=role,
        visit=visit,
        visit_number=Decimal(list(DAYS).index(visit)),
        site=site,
        measure="longest diameter" if mm else "SULpeak" if sul else "state",
        value=value,
        state=ct_state or pet_state,
        method="PET" if sul or pet_state else "CT",
    )


def response_of(facts: Sequence[LesionMeasurement], criterion: str) -> dict[str, Any]:
    """The document of the only reader."""
    (found,) = respond(build_timeline("P1", facts), response_rules(CRITERIA[criterion].file), criterion)
    return response_document(found)


def overall_of(facts: Sequence[LesionMeasurement], criterion: str) -> dict[str, str]:
    """The category of each visit after the baseline."""
    return {one["visit"]: one["overall"] for one in response_of(facts, criterion)["visits"] if not one["baseline"]}
