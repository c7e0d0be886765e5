"""What the command says of a case, held against its answer in the case book."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tests.knowledge.response_reads import FIRST_DAY


def text(value: object) -> str:
    """A value as the case books write it: nothing for what is not told."""
    return "" if value is None else str(value)


def assert_as_derived(found: Mapping[str, Any], answer: Mapping[str, Any]) -> None:
    """Every part that the answer names: categories visit by visit, sums, best responses, the day of progression."""
    case, later = answer["id"], [visit for visit in found["visits"] if not visit["baseline"]]
    overall = [visit["overall"] for visit in later]
    assert overall == answer["overall"], (case, overall, answer["overall"], answer["why"])
    for key, field in (("target", "target"), ("non_target", "non_target"), ("new", "new_lesion")):
        if key in answer:
            said = [text(visit[field]) for visit in later]
            assert said == answer[key], (case, field, said, answer[key])
    if "sums" in answer:
        sums = [visit["sum_mm"] for visit in found["visits"]]
        assert sums == [float(one) if one else None for one in answer["sums"]], (case, sums, answer["sums"])
    for key, field in (("best", "best_overall"), ("confirmed", "best_confirmed")):
        if key in answer:
            assert found[field] == answer[key], (case, field, found[field], answer[key], found[f"{field}_because"])
    if "progressed" in answer:
        day = answer["progressed"]
        expected = (FIRST_DAY + timedelta(days=int(day))).isoformat() if day else ""
        assert text(found["progressed_on"]) == expected, (case, found["progressed_on"], expected)
    assert all(visit["because"] for visit in found["visits"]), (case, "a visit without because")
