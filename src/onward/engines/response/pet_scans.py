"""Whether two PETs can be compared (PERCIST 1.0, table 7, normalization), and what makes comparing less sure."""

from __future__ import annotations

from decimal import Decimal

from onward.engines.response.pet import PetVisit, Region
from onward.engines.response.words import percent, shown
from onward.knowledge import ResponseRules
from onward.timeline import PetAcquisition


def reference_of(visit: PetVisit) -> Region | None:
    """The liver, or the blood pool where the liver is abnormal or was not measured; None for neither."""
    for region in (visit.liver, visit.blood_pool):
        if region is not None and region.is_fit and region.mean is not None:
            return region
    return None


def measurable_from(region: Region, rules: ResponseRules) -> Decimal | None:
    """The lowest SULpeak that can be measured against this region; None without its standard deviation."""
    if region.mean is None or region.deviation is None:
        return None
    factor = rules["liver-factor"] if region.name == "liver" else rules["blood-factor"]
    return factor * region.mean + rules["deviations"] * region.deviation


def not_comparable(first: PetVisit, now: PetVisit, rules: ResponseRules) -> tuple[str, ...]:
    """Why the uptake of two scans cannot be compared; () when nothing that is recorded speaks against it."""
    return (*_times(first, now, rules), *_tracers(first, now), *_regions(first, now, rules))


def _times(first: PetVisit, now: PetVisit, rules: ResponseRules) -> list[str]:
    found: list[str] = []
    before, after = (None if one.scan is None else one.scan.uptake_minutes for one in (first, now))
    least, apart = rules["uptake-from-minutes"], rules["uptake-apart-minutes"]
    for visit, minutes in ((first, before), (now, after)):
        if minutes is not None and minutes < least:
            found.append(f"{visit.visit.name} was made {_plain(minutes)} min after injection (at least {least} min)")
    if before is not None and after is not None and abs(after - before) > apart:
        found.append(
            f"uptake times of {_plain(before)} and {_plain(after)} min are {_plain(abs(after - before))} min apart "
            f"(at most {apart} min)"
        )
    return found


def _tracers(first: PetVisit, now: PetVisit) -> list[str]:
    before, after = (one.scan.tracer if one.scan is not None else "" for one in (first, now))
    if before and after and before != after:
        return [f"made with {before} and now with {after}"]
    other = next((tracer for tracer in (before, after) if tracer and tracer != "FDG"), "")
    return [f"made with {other}; these criteria are for FDG"] if other else []


def _regions(first: PetVisit, now: PetVisit, rules: ResponseRules) -> list[str]:
    before = reference_of(first)
    if before is None:
        return ["neither normal liver nor blood pool was measured at the baseline"]
    after = reference_of(now)
    if after is None or after.name != before.name:
        after = now.liver if before.name == "liver" else now.blood_pool
    if after is None or after.mean is None or not after.is_fit:
        return [f"the {before.name} of the baseline was not measured now"]
    assert before.mean is not None
    apart = after.mean - before.mean
    too_far = abs(apart) * 100 > rules["reference-percent"] * before.mean or abs(apart) >= rules["reference-sul"]
    if not too_far:
        return []
    says = (
        f"the {before.name}'s SUL mean went from {_plain(before.mean)} to {_plain(after.mean)}, "
        f"{shown(percent(after.mean, before.mean))} (within {rules['reference-percent']} % and by less than "
        f"{rules['reference-sul']})"
    )
    return [says]


def scan_doubts(first: PetVisit, now: PetVisit, rules: ResponseRules) -> tuple[str, ...]:
    """Differences of technique that forbid nothing and may move the numbers, and what is not recorded of it."""
    before, after = first.scan, now.scan
    if before is None and after is None:
        return ("how the PETs were made is not recorded: uptake time, tracer, scanner and reconstruction may differ",)
    missing = [one.visit.name for one in (first, now) if one.scan is None or one.scan.uptake_minutes is None]
    found = [f"the time from injection to scan is not recorded at {' and '.join(missing)}"] if missing else []
    if any(scan is None or not scan.tracer for scan in (before, after)):
        found.append("the tracer is not recorded; taken as FDG")
    for visit in (first, now):
        found += _late_or_sweet(visit, rules)
    if before is not None and after is not None:
        found += _changes(before, after)
    return tuple(found)


def _late_or_sweet(visit: PetVisit, rules: ResponseRules) -> list[str]:
    scan = visit.scan
    found: list[str] = []
    if scan is None:
        return found
    latest = rules.thresholds.get("uptake-until-minutes")
    if latest is not None and scan.uptake_minutes is not None and scan.uptake_minutes > latest.value:
        found.append(f"{visit.visit.name} was made {_plain(scan.uptake_minutes)} min after injection (60 as a rule)")
    most = rules.thresholds.get("glucose-mg-dl")
    if most is not None and scan.glucose_mg_dl is not None and scan.glucose_mg_dl >= most.value:
        found.append(f"blood sugar of {_plain(scan.glucose_mg_dl)} mg/dL at {visit.visit.name} lowers uptake")
    return found


def _changes(before: PetAcquisition, after: PetAcquisition) -> list[str]:
    words = (
        ("another scanner", before.scanner, after.scanner),
        ("another reconstruction", before.reconstruction, after.reconstruction),
        ("another formula of lean body mass", before.lean_formula, after.lean_formula),
        ("made at another place", before.center, after.center),
    )
    found = [f"{what}: {was}, now {now}" for what, was, now in words if was and now and was != now]
    if before.dose_mbq is not None and after.dose_mbq is not None and before.dose_mbq != after.dose_mbq:
        found.append(f"another dose: {_plain(before.dose_mbq)} MBq, now {_plain(after.dose_mbq)} MBq")
    return found


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
