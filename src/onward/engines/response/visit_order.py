"""Visits in order of their days, and which of them is the baseline; what is odd is flagged, never corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from onward.engines.response.read import Flag, VisitRead


def in_order(visits: Sequence[VisitRead], flags: list[Flag]) -> list[VisitRead]:
    """By day where every visit has one, else by number; where the two differ that is flagged, and the day counts."""
    dated = all(visit.date is not None for visit in visits)
    numbered = all(visit.number is not None for visit in visits)
    if not dated and not numbered:
        flags.extend(
            Flag(visit=visit.name, lesion="", what="neither day nor number", did="put it after the others")
            for visit in visits
            if visit.date is None
        )

    def key(visit: VisitRead) -> tuple[object, ...]:
        number = (visit.number is None, visit.number if visit.number is not None else Decimal(0))
        by_day = (visit.date is None, visit.date.earliest.isoformat() if visit.date is not None else "")
        return (by_day, number, visit.name) if dated or not numbered else (number, by_day, visit.name)

    ordered = sorted(visits, key=key)
    if dated and numbered:
        by_number = sorted(visits, key=lambda visit: (visit.number or Decimal(0), visit.name))
        moved = [one.name for one, other in zip(ordered, by_number, strict=True) if one is not other]
        if moved:
            flags.append(
                Flag(
                    visit=moved[0],
                    lesion="",
                    what="numbers of visits and their days do not run the same way",
                    did="put them in order of their days",
                )
            )
    for one, after in pairwise(ordered):
        if one.date is not None and after.date is not None and one.date == after.date:
            flags.append(
                Flag(
                    visit=after.name,
                    lesion="",
                    what=f"on the same day as {one.name}",
                    did="kept both, in order of their numbers",
                )
            )
    return ordered


def baseline_first(ordered: Sequence[VisitRead], flags: list[Flag]) -> tuple[tuple[VisitRead, ...], bool]:
    """From the baseline on, and whether there is one: the last visit called so, else the first with chosen lesions."""
    named = [index for index, visit in enumerate(ordered) if is_baseline(visit.name)]
    if len(named) > 1:
        flags.append(
            Flag(
                visit=ordered[named[-1]].name,
                lesion="",
                what=f"{len(named)} visits are called baseline",
                did="compared with the last of them, the one nearest to the treatment (RECIST 1.1, 3.2.1)",
            )
        )
    if named:
        start = named[-1]
        flags.extend(
            Flag(visit=visit.name, lesion="", what="a visit before the baseline", did="left it out")
            for visit in ordered[:start]
            if not is_baseline(visit.name)
        )
        return tuple(ordered[start:]), True
    chosen = next((index for index, visit in enumerate(ordered) if visit.of("target") or visit.of("non-target")), None)
    if chosen is None:
        return tuple(ordered), bool(ordered) and not _is_later(ordered[0].name)
    first = ordered[chosen]
    if _is_later(first.name):
        flags.append(
            Flag(
                visit=first.name,
                lesion="",
                what="the baseline is missing: the first visit with chosen lesions is one under treatment",
                did="compared nothing; response and progression are measured against a baseline (RECIST 1.1, 4.2)",
            )
        )
        return tuple(ordered[chosen:]), False
    flags.append(
        Flag(
            visit=first.name,
            lesion="",
            what="no visit is called baseline",
            did="took the first one with chosen lesions as the baseline",
        )
    )
    return tuple(ordered[chosen:]), True


_BASELINE = re.compile(r"\b(baseline|screening|pre-?treatment|(week|month|day|cycle)\s*-?0+)\b|\b(day|week)\s*-\s*\d")
_LATER = re.compile(
    r"\b((week|wk|month)\s*0*[1-9]|cycle\s*0*([2-9]|1\d)|w0*[1-9]\d*\b|follow|unscheduled|end of|eot\b)"
)


def is_baseline(name: str) -> bool:
    return _BASELINE.search(name.lower()) is not None


def _is_later(name: str) -> bool:
    """The name itself says that treatment runs already."""
    return _LATER.search(name.lower()) is not None
