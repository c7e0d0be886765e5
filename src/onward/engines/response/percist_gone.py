"""Which lesions are gone, which grew, and what is back after complete response (PERCIST 1.0, table 7)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.percist_hottest import shown_sul
from onward.engines.response.pet import PetLesion, PetVisit, Region
from onward.engines.response.pet_seen import is_called_back
from onward.engines.response.read import Flag
from onward.engines.response.result import Reason
from onward.engines.response.words import percent, shown
from onward.knowledge import ResponseRules


def left_of(visit: PetVisit, names: Sequence[str], flags: list[Flag]) -> tuple[str, ...]:
    """Lesions of the baseline (`names`), and others seen here, that are not known to be gone."""
    here = {one.lesion: one for one in visit.tumours}
    asked = dict.fromkeys((*names, *(name for name, one in here.items() if not one.is_undone)))
    return tuple(name for name in asked if name not in here or not _is_gone(visit, here[name], flags))


def _is_gone(visit: PetVisit, lesion: PetLesion, flags: list[Flag]) -> bool:
    """Below the mean liver, and at blood pool by the reader's word or by the measured blood pool."""
    sul, liver = lesion.values.get("SULpeak"), _mean(visit.liver)
    if sul is not None and liver is not None and sul >= liver:
        if lesion.is_called_gone:
            flags.append(
                Flag(
                    visit=visit.visit.name,
                    lesion=lesion.lesion,
                    what=f"called {lesion.state} with SULpeak {shown_sul(sul)}, mean liver {shown_sul(liver)}",
                    did="took it as not gone: complete response asks for less than the mean liver (table 7)",
                )
            )
        return False
    if lesion.is_called_gone:
        return True
    pool = _mean(visit.blood_pool)
    return sul is not None and pool is not None and sul <= pool and not is_called_back(lesion)


def _mean(region: Region | None) -> Decimal | None:
    return region.mean if region is not None and region.is_fit else None


def risen(first: PetVisit | None, visit: PetVisit, rules: ResponseRules) -> list[str]:
    """Known lesions whose uptake or size rose too much for a partial response."""
    here = {one.lesion: one for one in visit.tumours}
    found: list[str] = []
    for was in first.tumours if first is not None else ():
        now = here.get(was.lesion)
        if now is None:
            continue
        pairs = (
            ("SULpeak", was.values.get("SULpeak"), now.values.get("SULpeak")),
            ("size", was.diameter_mm, now.diameter_mm),
        )
        for what, before, after in pairs:
            if before is None or after is None or before == 0:
                continue
            if (after - before) * 100 > rules["other-rise-percent"] * before:
                found.append(f"{what} of {was.lesion} rose by {shown(percent(after, before))}")
    return found


def is_back_again(visit: PetVisit, because: list[Reason]) -> bool:
    """After complete response: uptake of a known lesion at or above the mean liver, or called present again."""
    limit = _mean(visit.liver)
    if limit is None:
        limit = _mean(visit.blood_pool)
    back = [one.lesion for one in visit.tumours if is_called_back(one) or _is_at_least(one, limit)]
    if back:
        says = f"after complete response {', '.join(back)} is back: PMD"
        because.append(Reason(says=says, section="table 7, duration of response: recurrent disease"))
    return bool(back)


def _is_at_least(lesion: PetLesion, limit: Decimal | None) -> bool:
    sul = lesion.values.get("SULpeak")
    return sul is not None and limit is not None and sul >= limit
