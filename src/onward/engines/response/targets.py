"""Target lesions: what each adds to the sum, also when it split, merged or became too small, and what the sum says.

RECIST 1.1, sections 4.3.1 and 4.3.2. Lengths are exact decimals: exactly 20 % and exactly 5 mm are progression, exactly
30 % is a response.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from onward.engines.response.read import Flag, LesionRead, VisitRead, by_lesion
from onward.engines.response.result import Reason, TargetAt
from onward.engines.response.states import GONE, NOT_EVALUABLE, TINY, is_missing
from onward.engines.response.words import mm, percent, shown, signed
from onward.knowledge import ResponseRules

_ZERO = Decimal(0)


class Targets:
    """The targets of one read, followed from visit to visit: it remembers which lesions have split."""

    def __init__(self, chosen: Sequence[LesionRead], rules: ResponseRules, flags: list[Flag]) -> None:
        self.chosen = tuple(chosen)
        self._names = frozenset(one.lesion for one in chosen)
        self._rules = rules
        self._flags = flags
        self._parts: dict[str, set[str]] = {}

    def known(self, lesion: str) -> bool:
        """The lesion is a target, a part of one, or several that merged."""
        if lesion in self._names or lesion.rpartition(".")[0] in self._names:
            return True
        return not self._names.isdisjoint(_merged_names(lesion))

    def at(self, visit: VisitRead) -> tuple[TargetAt, ...]:
        """Each target at one visit, in the order of the baseline."""
        here = by_lesion(visit)
        merged: dict[str, LesionRead] = {}
        for lesion in visit.lesions:
            whole = lesion.lesion.rpartition(".")[0]
            if whole in self._names:
                self._parts.setdefault(whole, set()).add(lesion.lesion)
            for name in _merged_names(lesion.lesion):
                merged[name] = lesion
        counted: set[str] = set()
        return tuple(self._target(visit, target, here, merged, counted) for target in self.chosen)

    def _target(
        self,
        visit: VisitRead,
        target: LesionRead,
        here: Mapping[str, LesionRead],
        merged: Mapping[str, LesionRead],
        counted: set[str],
    ) -> TargetAt:
        whole = here.get(target.lesion)
        alone = whole is not None and not is_missing(whole)
        joined = merged.get(target.lesion)
        parts = self._parts.get(target.lesion, set())
        seen = [here[name] for name in sorted(parts) if name in here and not is_missing(here[name])]
        if alone and (joined is not None or seen):
            what = "measured alone and as " + (joined.lesion if joined is not None else "its parts")
            self._flag(visit, target.lesion, what, "took it as not assessed (4.3.2)")
            return _at(target, None, None, what)
        if joined is not None:
            return self._joined(visit, target, joined, counted)
        if seen or (parts and not alone and whole is None):
            return self._split(visit, target, [here.get(name) for name in sorted(parts)], sorted(parts))
        measured, mm_counted, note = self._count(visit, whole)
        return _at(target, measured, mm_counted, note)

    def _joined(self, visit: VisitRead, target: LesionRead, joined: LesionRead, counted: set[str]) -> TargetAt:
        """Lesions that cannot be told apart any more: the longest diameter of the whole counts once (4.3.2)."""
        if joined.lesion in counted:
            return _at(target, None, _ZERO, f"merged into {joined.lesion}: counted there")
        counted.add(joined.lesion)
        measured, mm_counted, note = self._count(visit, joined)
        return _at(target, measured, mm_counted, note or f"merged: {joined.lesion} counts once")

    def _split(
        self, visit: VisitRead, target: LesionRead, parts: Sequence[LesionRead | None], names: Sequence[str]
    ) -> TargetAt:
        """A lesion in pieces: their longest diameters are added (4.3.2)."""
        found = [self._count(visit, part) for part in parts]
        missing = [name for name, (_, length, _) in zip(names, found, strict=True) if length is None]
        total = sum((length for _, length, _ in found if length is not None), _ZERO)
        if missing:
            return _at(target, None, None, f"split; {', '.join(missing)} not assessed", at_least=total)
        pieces = ", ".join(f"{name} {mm(length)}" for name, (_, length, _) in zip(names, found, strict=True))
        return _at(target, total, total, f"split: {pieces}")

    def _count(self, visit: VisitRead, read: LesionRead | None) -> tuple[Decimal | None, Decimal | None, str]:
        """Measured length, counted length, note."""
        if read is None:
            return None, None, "not read at this visit"
        size = read.diameter_mm
        if size is None:
            if read.state in GONE:
                return None, _ZERO, "gone"
            if read.state in TINY:
                default = self._rules["too-small-mm"]
                return None, default, f"too small to measure: {mm(default)} (RECIST 1.1, 4.3.2)"
            return None, None, read.not_done or read.state or "not measured"
        if (read.state in GONE and size > 0) or read.state in NOT_EVALUABLE:
            what = f"measured {mm(size)} and called {read.state}"
            self._flag(visit, read.lesion, what, "took it as not assessed: the two contradict each other")
            return size, None, what
        if size == 0 and read.state not in GONE:
            self._flag(visit, read.lesion, "a diameter of 0 mm", "counted it as gone; a lesion that is seen has a size")
            return size, size, "0 mm: gone"
        if read.state in TINY:
            return size, size, f"too small to measure: {mm(size)} as recorded (RECIST 1.1, 4.3.2)"
        return size, size, ""

    def _flag(self, visit: VisitRead, lesion: str, what: str, did: str) -> None:
        self._flags.append(Flag(visit=visit.name, lesion=lesion, what=what, did=did))


def _merged_names(lesion: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in lesion.split("/")) if "/" in lesion else ()


def _at(
    target: LesionRead, measured: Decimal | None, counted: Decimal | None, note: str, *, at_least: Decimal = _ZERO
) -> TargetAt:
    return TargetAt(
        lesion=target.lesion,
        site=target.site or target.site_text,
        is_node=target.is_node,
        measured_mm=measured,
        counted_mm=counted,
        at_least_mm=at_least if counted is None else counted,
        note=note,
    )


def sum_of(targets: Sequence[TargetAt]) -> Decimal | None:
    """The sum in mm; None without targets, or while one was not assessed: what is missing is never zero."""
    counted = [target.counted_mm for target in targets]
    if not counted or any(one is None for one in counted):
        return None
    return sum((one for one in counted if one is not None), _ZERO)


def is_progression(total: Decimal, nadir_mm: Decimal, rules: ResponseRules) -> bool:
    """At least 20 % and at least 5 mm over the smallest sum (4.3.1)."""
    grown = total - nadir_mm
    return grown * 100 >= rules["progression-percent"] * nadir_mm and grown >= rules["progression-mm"]


def is_response(total: Decimal, baseline_mm: Decimal, rules: ResponseRules) -> bool:
    """At least 30 % below the baseline (4.3.1)."""
    return (baseline_mm - total) * 100 >= rules["response-percent"] * baseline_mm


def progression_from(nadir_mm: Decimal, rules: ResponseRules) -> Decimal:
    """The smallest sum that is progression over a nadir, in mm."""
    return max(nadir_mm + nadir_mm * rules["progression-percent"] / 100, nadir_mm + rules["progression-mm"])


def response_until(baseline_mm: Decimal, rules: ResponseRules) -> Decimal:
    """The largest sum that is a partial response against a baseline, in mm."""
    return baseline_mm - baseline_mm * rules["response-percent"] / 100


def is_gone(target: TargetAt, rules: ResponseRules) -> bool:
    """Disappeared; a node below 10 mm is normal (4.3.1)."""
    assert target.counted_mm is not None
    return target.counted_mm < rules["node-normal-mm"] if target.is_node else target.counted_mm == 0


def target_response(
    targets: Sequence[TargetAt],
    baseline_mm: Decimal | None,
    nadir_mm: Decimal | None,
    rules: ResponseRules,
    because: list[Reason],
    *,
    after_complete: bool,
) -> str:
    """CR, PR, SD, PD or NE of the targets of one visit.

    after_complete   the last visit that could be evaluated was a complete response of all disease
    """
    if after_complete:
        back = [target for target in targets if target.counted_mm is not None and not is_gone(target, rules)]
        if back:
            names = ", ".join(target.lesion for target in back)
            because.append(Reason(says=f"after complete response {names} is back: PD", section="4.4.3, table 3 note"))
            return "PD"
    missing = [target for target in targets if target.counted_mm is None]
    if missing:
        return _with_missing(targets, missing, nadir_mm, rules, because)
    total = sum_of(targets)
    assert total is not None
    if all(is_gone(target, rules) for target in targets):
        limit = mm(rules["node-normal-mm"])
        nodes = f"; nodes are below {limit} (sum {mm(total)})" if any(target.is_node for target in targets) else ""
        because.append(Reason(says=f"all targets are gone{nodes}: CR", section="4.3.1"))
        return "CR"
    if baseline_mm is None or nadir_mm is None:
        because.append(Reason(says="the baseline sum is not complete: nothing to compare with: NE", section="4.2"))
        return "NE"
    return _by_sum(total, baseline_mm, nadir_mm, rules, because)


def _by_sum(
    total: Decimal, baseline_mm: Decimal, nadir_mm: Decimal, rules: ResponseRules, because: list[Reason]
) -> str:
    if is_progression(total, nadir_mm, rules):
        says = (
            f"sum {mm(total)} against the smallest sum {mm(nadir_mm)}: {signed(total - nadir_mm)} mm, "
            f"{shown(percent(total, nadir_mm))} (at least {rules['progression-percent']} % and "
            f"{rules['progression-mm']} mm): PD"
        )
        because.append(Reason(says=says, section="4.3.1"))
        return "PD"
    if is_response(total, baseline_mm, rules):
        says = (
            f"sum {mm(total)} against the baseline {mm(baseline_mm)}: {shown(percent(total, baseline_mm))} "
            f"(at least {rules['response-percent']} % less): PR"
        )
        because.append(Reason(says=says, section="4.3.1"))
        return "PR"
    says = (
        f"sum {mm(total)}: {shown(percent(total, baseline_mm))} from the baseline, "
        f"{shown(percent(total, nadir_mm))} and {signed(total - nadir_mm)} mm from the smallest sum: SD"
    )
    because.append(Reason(says=says, section="4.3.1"))
    return "SD"


def _with_missing(
    targets: Sequence[TargetAt],
    missing: Sequence[TargetAt],
    nadir_mm: Decimal | None,
    rules: ResponseRules,
    because: list[Reason],
) -> str:
    """Not evaluable, unless what was measured is progression already: the missing ones can only add (4.4.2)."""
    measured = sum((target.at_least_mm for target in targets), _ZERO)
    names = ", ".join(f"{target.lesion} ({target.note})" for target in missing)
    if nadir_mm is not None and is_progression(measured, nadir_mm, rules):
        says = (
            f"not assessed: {names}; the others alone make {mm(measured)} against the smallest sum {mm(nadir_mm)}, "
            f"{signed(measured - nadir_mm)} mm, {shown(percent(measured, nadir_mm))}: PD"
        )
        because.append(Reason(says=says, section="4.4.2"))
        return "PD"
    because.append(Reason(says=f"not assessed: {names}: NE", section="4.4.2"))
    return "NE"
