"""Numbers beside the answer of PERCIST: thresholds, sum of the hottest five, metabolic volume, lesion glycolysis."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.percist_hottest import Hottest
from onward.engines.response.pet import PetLesion, PetVisit
from onward.engines.response.pet_scans import measurable_from, reference_of
from onward.engines.response.result import Number, Reason
from onward.engines.response.words import percent, shown
from onward.knowledge import ResponseRules

_SUL = "g/mL"


def numbers_of(
    visit: PetVisit,
    hottest: Hottest | None,
    nadir: tuple[Decimal, str] | None,
    rules: ResponseRules,
    *,
    first: PetVisit | None = None,
) -> tuple[Number, ...]:
    """What a visit is reckoned with; only what was measured. nadir: the smallest SULpeak before, and where."""
    found: list[Number] = []
    if hottest is not None and hottest.sul is not None:
        found.append(Number("sul_peak", f"SULpeak of the hottest lesion, {hottest.lesion}", hottest.sul, _SUL))
    if nadir is not None:
        found.append(
            Number("sul_peak_nadir", f"smallest SULpeak of the hottest lesion before, {nadir[1]}", nadir[0], _SUL)
        )
    region = reference_of(visit)
    if region is not None and region.mean is not None:
        found.append(Number("reference_sul_mean", f"SUL mean of the {region.name}", region.mean, _SUL))
        least = measurable_from(region, rules)
        if least is not None:
            found.append(Number("measurable_from", "SULpeak from which a lesion is measurable", least, _SUL))
    if visit.scan is not None and visit.scan.uptake_minutes is not None:
        found.append(Number("uptake_minutes", "minutes from injection to scan", visit.scan.uptake_minutes, "min"))
    found += _sum_of_five(visit, rules)
    for id_, measure, unit, says in (
        ("tlg", "TLG", "g", "total lesion glycolysis of all measured lesions"),
        ("mtv", "MTV", "mL", "metabolic volume of all measured lesions"),
    ):
        total = _total(visit.tumours, measure)
        if total is not None:
            found.append(Number(id_, says, total, unit))
        before = None if first is None else _complete(first, visit, measure)
        change = None if before is None else percent(before[1], before[0])
        if change is not None:
            found.append(Number(f"{id_}_change", f"change of {measure} from the baseline", change, "%"))
    return tuple(found)


def _sum_of_five(visit: PetVisit, rules: ResponseRules) -> list[Number]:
    """The hottest lesions of this scan, some per organ at most: told beside the answer, decides nothing."""
    by_heat = sorted(
        (one for one in visit.tumours if "SULpeak" in one.values),
        key=lambda one: (-one.values["SULpeak"], one.lesion),
    )
    chosen: list[PetLesion] = []
    for one in by_heat:
        in_organ = sum(1 for other in chosen if other.site == one.site)
        if len(chosen) < rules["most-lesions"] and in_organ < rules["most-per-organ"]:
            chosen.append(one)
    if len(chosen) < 2:
        return []
    total = sum((one.values["SULpeak"] for one in chosen), Decimal(0))
    names = ", ".join(one.lesion for one in chosen)
    return [Number("sul_peak_sum", f"sum of SULpeak of the hottest lesions ({names}); exploratory", total, _SUL)]


def _total(lesions: Sequence[PetLesion], measure: str) -> Decimal | None:
    values = [one.values[measure] for one in lesions if measure in one.values]
    return sum(values, Decimal(0)) if values else None


def _complete(first: PetVisit, visit: PetVisit, measure: str) -> tuple[Decimal, Decimal] | None:
    """A measure summed over the lesions of the baseline, then and now; None while one is missing."""
    before, after, missing = _both(first, visit, measure)
    return None if before is None or missing else (before, after)


def _both(first: PetVisit, visit: PetVisit, measure: str) -> tuple[Decimal | None, Decimal, tuple[str, ...]]:
    """Baseline, at least now, and which lesions are missing now; a lesion that is gone adds nothing."""
    here = {one.lesion: one for one in visit.tumours}
    followed = [one for one in first.tumours if measure in one.values]
    after, missing = Decimal(0), list[str]()
    for was in followed:
        now = here.get(was.lesion)
        if now is not None and measure in now.values:
            after += now.values[measure]
        elif now is None or not now.is_called_gone:
            missing.append(was.lesion)
    return _total(followed, measure), after, tuple(missing)


def extent_grew(
    first: PetVisit | None,
    visit: PetVisit,
    before: Hottest | None,
    now: Hottest,
    rules: ResponseRules,
    because: list[Reason],
) -> bool:
    """A visible increase of extent: total lesion glycolysis rose by more than 75 % and SUL did not fall (table 7)."""
    if first is None or before is None or before.sul is None or now.sul is None or now.sul < before.sul:
        return False
    total, after, missing = _both(first, visit, "TLG")
    if total is None or total == 0 or (after - total) * 100 <= rules["extent-percent"] * total:
        return False
    alone = f"; {', '.join(missing)} not measured, the others alone" if missing else ""
    says = (
        f"total lesion glycolysis {after.normalize():f} against {total.normalize():f}, {shown(percent(after, total))}"
        f"{alone} (more than {rules['extent-percent']} %), SUL has not fallen: PMD"
    )
    because.append(Reason(says=says, section="table 7, PMD: visible increase in extent"))
    return True
