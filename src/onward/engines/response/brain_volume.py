"""Volumes of target lesions in the central nervous system: exploratory, beside RANO-BM, never in its place.

Lin et al., Lancet Oncol 2015;16:e270 (65 % less); for growth the volume of a sphere that grew by 20 % in diameter.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.best import assessed, best_confirmed, best_overall, progressed_on, responded_on
from onward.engines.response.compartments import inside
from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.other_lesions import new_lesions, non_target_response
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead, by_lesion
from onward.engines.response.recist import overall_response
from onward.engines.response.result import Number, ReaderResponse, Reason, TargetAt, VisitResponse
from onward.engines.response.states import GONE
from onward.engines.response.words import percent, shown
from onward.knowledge import ResponseRules
from onward.terms import convert

_ZERO = Decimal(0)
_SECTION = "volumetric response"
_WORSE = "volumetric progression"
# Below it the outline of a voxel more or less is a large part of the volume.
_SMALL_ML = Decimal("0.5")


def has_brain_volumes(asked: Asked) -> bool:
    """Somebody measured volumes of lesions in the central nervous system."""
    return any(_has_volumes(inside(read)) for read in asked.reads)


def volume_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """One answer for each reader who measured such volumes."""
    return tuple(
        _response(found, rules) for read in asked.reads if (found := inside(read)) is not None and _has_volumes(found)
    )


def _has_volumes(read: Read | None) -> bool:
    return read is not None and any(
        fact.measure == "volume" for visit in read.visits for lesion in visit.lesions for fact in lesion.facts
    )


def _response(read: Read, rules: ResponseRules) -> ReaderResponse:
    flags: list[Flag] = []
    first = read.visits[0]
    chosen = _chosen(read, flags)
    others = [one for one in first.of("non-target") if read.has_baseline]
    start = _sum([_volume(one, first.name, flags) for one in chosen]) if chosen else None
    baseline = nadir = start if start != _ZERO else None
    visits = [_baseline(first, chosen, baseline)] if read.has_baseline else []
    for visit in read.visits[1:] if read.has_baseline else read.visits:
        found, total = _follow(visit, chosen, others, baseline, nadir, rules, flags)
        visits.append(found)
        if total is not None and nadir is not None and total < nadir:
            nadir = total
    until, day = assessed(visits)
    return reader_response(
        read,
        "volumetric-brain",
        rules,
        visits,
        best=best_overall(until, day, rules),
        confirmed=best_confirmed(until, day, rules),
        progressed_on=progressed_on(visits),
        responded_on=responded_on(until),
        flags=flags,
    )


def _chosen(read: Read, flags: list[Flag]) -> list[LesionRead]:
    """The targets; where no lesion of the read has a role, every lesion with a volume at the baseline, flagged."""
    first = read.visits[0]
    if not read.has_baseline:
        return []
    if any(lesion.role in ("target", "non-target") for visit in read.visits for lesion in visit.lesions):
        return list(first.of("target"))
    found = [one for one in first.lesions if not one.role and any(fact.measure == "volume" for fact in one.facts)]
    if found:
        did = "followed every lesion with a volume at the baseline; a reader must confirm"
        flags.append(Flag(visit=first.name, lesion="", what="no lesion is called target or non-target", did=did))
    return found


def _baseline(visit: VisitRead, chosen: Sequence[LesionRead], baseline_ml: Decimal | None) -> VisitResponse:
    says = f"{len(chosen)} targets, together {_ml(baseline_ml)}"
    return VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=True,
        targets=tuple(_target(one, None) for one in chosen),
        numbers=_numbers(baseline_ml, None),
        because=(Reason(says=says, section="baseline"),),
        lesions=visit.lesions,
    )


def _follow(
    visit: VisitRead,
    chosen: Sequence[LesionRead],
    others: Sequence[LesionRead],
    baseline_ml: Decimal | None,
    nadir_ml: Decimal | None,
    rules: ResponseRules,
    flags: list[Flag],
) -> tuple[VisitResponse, Decimal | None]:
    because: list[Reason] = []
    here = by_lesion(visit)
    volumes = {one.lesion: _volume(here.get(one.lesion), visit.name, flags) for one in chosen}
    total = _sum(list(volumes.values())) if chosen else None
    target = _judge(volumes, baseline_ml, nadir_ml, rules, because) if chosen else ""
    non_target = non_target_response(others, visit, rules, because, flags, after_complete=False) if others else ""
    new = new_lesions(visit, rules, because, flags)
    overall = overall_response(target, non_target, new.answer, because)
    would: list[str] = []
    if baseline_ml is not None and nadir_ml is not None and target in ("PR", "SD", "PD"):
        limit = nadir_ml + nadir_ml * rules["volume-progression-percent"] / 100
        half = baseline_ml - baseline_ml * rules["volume-response-percent"] / 100
        would = [f"progression from {_ml(limit)}", f"partial response up to {_ml(half)}"]
    doubts = ["change of volume is exploratory: RANO-BM rests on diameters, corticosteroids and clinical status"]
    tiny = [name for name, one in volumes.items() if one is not None and _ZERO < one < _SMALL_ML]
    if tiny:
        doubts.append(f"{', '.join(tiny)}: below {_ml(_SMALL_ML)} an outline drawn anew changes a volume by much")
    found = VisitResponse(
        visit=visit.name,
        number=visit.number,
        date=visit.date,
        is_baseline=False,
        targets=tuple(_target(here.get(one.lesion, one), volumes[one.lesion]) for one in chosen),
        change_from_baseline_pct=percent(total, baseline_ml),
        change_from_nadir_pct=percent(total, nadir_ml),
        numbers=_numbers(total, nadir_ml),
        target=target,
        non_target=non_target,
        new_lesion=new.answer,
        new_certain=new.certain,
        new_doubtful=new.doubtful,
        overall=overall,
        because=tuple(because),
        would_change=tuple(would),
        doubts=tuple(doubts),
        lesions=visit.lesions,
    )
    return found, total


def _judge(
    volumes: dict[str, Decimal | None],
    baseline_ml: Decimal | None,
    nadir_ml: Decimal | None,
    rules: ResponseRules,
    because: list[Reason],
) -> str:
    missing = [name for name, volume in volumes.items() if volume is None]
    measured = sum((volume for volume in volumes.values() if volume is not None), _ZERO)
    larger, smaller = rules["volume-progression-percent"], rules["volume-response-percent"]
    if nadir_ml is not None and measured > nadir_ml and (measured - nadir_ml) * 100 >= larger * nadir_ml:
        without = f"without {', '.join(missing)}, " if missing else ""
        says = f"{without}{_ml(measured)} against the smallest {_ml(nadir_ml)}: {shown(percent(measured, nadir_ml))}"
        because.append(Reason(says=f"{says} (at least {larger} %): PD", section=_WORSE))
        return "PD"
    if missing:
        because.append(Reason(says=f"no volume of {', '.join(missing)}: NE", section=_SECTION))
        return "NE"
    if measured == 0:
        because.append(Reason(says="all targets are gone: CR", section=_SECTION))
        return "CR"
    if baseline_ml is None or nadir_ml is None:
        because.append(
            Reason(says="the baseline volume is not complete: nothing to compare with: NE", section=_SECTION)
        )
        return "NE"
    change = shown(percent(measured, baseline_ml))
    if (baseline_ml - measured) * 100 >= smaller * baseline_ml:
        says = f"{_ml(measured)} against the baseline {_ml(baseline_ml)}: {change} (at least {smaller} % less): PR"
        because.append(Reason(says=says, section=_SECTION))
        return "PR"
    says = f"{_ml(measured)}: {change} from the baseline, {shown(percent(measured, nadir_ml))} from the smallest: SD"
    because.append(Reason(says=says, section=_SECTION))
    return "SD"


def _volume(lesion: LesionRead | None, visit: str, flags: list[Flag]) -> Decimal | None:
    """In mL; 0 when it is gone; None when it was not measured."""
    if lesion is None:
        return None
    values: set[Decimal] = set()
    for fact in lesion.facts:
        if fact.measure == "volume" and fact.value is not None:
            found = convert(fact.value, "mL")
            if found is None or found.value < 0:
                what = f"{fact.value} is no volume" if found is None else "a volume below zero"
                flags.append(Flag(visit=visit, lesion=lesion.lesion, what=what, did="took it as not measured"))
            else:
                values.add(found.value)
    if len(values) > 1:
        what = "measured more than once: " + " and ".join(_ml(one) for one in sorted(values))
        flags.append(Flag(visit=visit, lesion=lesion.lesion, what=what, did="took it as not measured"))
        return None
    if values:
        return values.pop()
    return _ZERO if lesion.state in GONE else None


def _sum(volumes: Sequence[Decimal | None]) -> Decimal | None:
    if any(one is None for one in volumes):
        return None
    return sum((one for one in volumes if one is not None), _ZERO)


def _target(lesion: LesionRead, volume_ml: Decimal | None) -> TargetAt:
    return TargetAt(
        lesion=lesion.lesion,
        site=lesion.site or lesion.site_text,
        is_node=False,
        measured_mm=lesion.diameter_mm,
        counted_mm=None,
        note="" if volume_ml is None else _ml(volume_ml),
    )


def _numbers(total_ml: Decimal | None, nadir_ml: Decimal | None) -> tuple[Number, ...]:
    found: list[Number] = []
    if total_ml is not None:
        found.append(Number("volume", "volume of the targets together", total_ml, "mL"))
    if nadir_ml is not None:
        found.append(Number("smallest_volume", "smallest volume before", nadir_ml, "mL"))
    return tuple(found)


def _ml(value: Decimal | None) -> str:
    return "not complete" if value is None else f"{value.normalize():f} mL"
