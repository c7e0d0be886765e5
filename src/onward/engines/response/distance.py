"""How far a sum is from the thresholds, and whether that is more than measuring again would move it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from onward.engines.response.targets import progression_from, response_until
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """to_progression_mm, to_response_mm: how much the sum would have to grow or shrink (0 or less: it is there)."""

    to_progression_mm: Decimal | None
    to_response_mm: Decimal | None
    would_change: tuple[str, ...]
    doubts: tuple[str, ...]


NONE = Distance(to_progression_mm=None, to_response_mm=None, would_change=(), doubts=())


def distance(
    total: Decimal | None, baseline_mm: Decimal | None, nadir_mm: Decimal | None, category: str, rules: ResponseRules
) -> Distance:
    """For a complete sum with a baseline; `category` of the targets says which threshold matters."""
    if total is None or baseline_mm is None or nadir_mm is None or category in ("CR", "NE", ""):
        return NONE
    progression, response = progression_from(nadir_mm, rules), response_until(baseline_mm, rules)
    up, down = progression - total, total - response
    would: list[str] = []
    if up > 0:
        would.append(f"progression from a sum of {mm(progression)}: {mm(up)} more")
    else:
        would.append(_back(-up, f"no progression below a sum of {mm(progression)}", "smaller"))
    if category != "PD":
        if down > 0:
            would.append(f"partial response up to a sum of {mm(response)}: {mm(down)} less")
        else:
            would.append(_back(-down, f"no partial response above a sum of {mm(response)}", "larger"))
    return Distance(
        to_progression_mm=up,
        to_response_mm=down,
        would_change=tuple(would),
        doubts=_doubts(total, up, down, category, rules),
    )


def _back(gap: Decimal, what: str, way: str) -> str:
    """What would undo a category that is reached."""
    return f"{what}: more than {mm(gap)} {way}" if gap else f"{what}: this sum is the threshold itself"


def _doubts(total: Decimal, up: Decimal, down: Decimal, category: str, rules: ResponseRules) -> tuple[str, ...]:
    """RECIST takes a number as it is; measuring the same lesion again moves it (Oxnard 2011)."""
    again = total * rules["remeasured-percent"] / 100
    near = [("progression", up)] if category == "PD" else [("progression", up), ("partial response", down)]
    return tuple(
        f"{mm(abs(gap)) + ' from' if gap else 'on'} the threshold of {what}: within the "
        f"{rules['remeasured-percent']} % by which measuring "
        "again changes one lesion's diameter in most people (one of six changes more)"
        for what, gap in near
        if abs(gap) <= again
    )
