"""EORTC 1999: SUV of the lesions chosen at the baseline, the same ones at every scan.

Young et al., Eur J Cancer 1999;35:1773. The recommendations speak of a tumour; several lesions are taken together as
the sum of their SUV, as studies do, and one that moves against the sum is told. Numbers are exact decimals: exactly
25 % is neither response nor progression, exactly 15 % after one cycle is a response.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.metabolic import best_metabolic, no_confirmation, progressed_on, responded_on
from onward.engines.response.pet import PetLesion, PetRead, PetVisit, has_uptake
from onward.engines.response.pet_scans import scan_doubts
from onward.engines.response.pet_seen import (
    Words,
    is_called_back,
    new_uptake,
    not_known_before,
    progressed,
    seen_elsewhere,
)
from onward.engines.response.remeasured import near, uptake_limits
from onward.engines.response.result import Number, ReaderResponse, Reason, VisitResponse
from onward.engines.response.settling import without
from onward.engines.response.words import listed, percent, shown
from onward.knowledge import ResponseRules

# Which uptake is followed: the first of these that was measured of every lesion followed.
_MEASURES = ("SUVmax", "SUVmean", "SUVpeak", "SULmax", "SULpeak", "SULmean")
_PMD, _PMR, _SMD, _CMR = (f"definition of {code}" for code in ("PMD", "PMR", "SMD", "CMR"))
_WORDS = Words(new=_PMD, progression=_PMD)
_ZERO = Decimal(0)


def has_any_uptake(asked: Asked) -> bool:
    """Somebody measured the uptake of a lesion."""
    return any(has_uptake(read) for read in asked.reads)


def eortc_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """EORTC 1999, one answer for each reader who read a PET."""
    return tuple(_one(pet, rules) for pet in asked.pets)


def _one(pet: PetRead, rules: ResponseRules) -> ReaderResponse:
    visits = Eortc(pet, rules).visits
    return reader_response(
        pet.read,
        "eortc-1999",
        rules,
        visits,
        best=best_metabolic(visits),
        confirmed=no_confirmation("EORTC 1999"),
        progressed_on=progressed_on(visits),
        responded_on=responded_on(visits),
        flags=pet.flags,
    )


class Eortc:
    """The PETs of one read, in order."""

    def __init__(self, pet: PetRead, rules: ResponseRules) -> None:
        self._rules = rules
        self._first = pet.visits[0] if pet.visits and pet.has_baseline else None
        self._followed: tuple[PetLesion, ...] = ()
        self._others: tuple[str, ...] = ()
        self._measure = ""
        self._sum: Decimal | None = None
        self._nadir: tuple[Decimal, str] | None = None
        self._is_complete = False
        self.visits: list[VisitResponse] = []
        if self._first is not None:
            self.visits.append(self._baseline(self._first))
        for visit in pet.visits[1:] if self._first is not None else pet.visits:
            self.visits.append(self._follow(visit))

    def _baseline(self, first: PetVisit) -> VisitResponse:
        """Follow the targets, or every measured lesion where none was called a target."""
        tumours = first.tumours
        targets = [one for one in tumours if one.role == "target"]
        followed = targets or [one for one in tumours if one.values.keys() & set(_MEASURES)]
        self._measure = next((one for one in _MEASURES if followed and all(one in t.values for t in followed)), "")
        self._followed = tuple(followed)
        names = {one.lesion for one in followed}
        self._others = tuple(one.lesion for one in tumours if one.lesion not in names)
        if self._measure:
            self._sum = sum((one.values[self._measure] for one in followed), _ZERO)
            self._nadir = (self._sum, first.visit.name)
            says = f"{self._measure} {_plain(self._sum)}" + (
                f", the sum of {len(followed)} lesions" if len(followed) > 1 else ""
            )
        else:
            says = "no uptake was measured in the same way of every lesion followed"
        return VisitResponse(
            visit=first.visit.name,
            number=first.visit.number,
            date=first.date,
            is_baseline=True,
            numbers=self._numbers(self._sum),
            because=(Reason(says=says, section="measurement of uptake"),),
            lesions=first.visit.lesions,
        )

    def _numbers(self, total: Decimal | None) -> tuple[Number, ...]:
        if total is None:
            return ()
        says = f"{self._measure} of the lesions followed"
        return (Number("suv_sum", says, total, "g/mL"),)

    def _follow(self, visit: PetVisit) -> VisitResponse:
        because: list[Reason] = []
        new = new_uptake(visit, because, _WORDS)
        is_progressed = progressed(visit, because, _WORDS)
        is_longer = self._is_longer(visit, because)
        is_back = self._is_back(visit, because)
        total, at_least, missing = self._now(visit)
        target = self._by_uptake(visit, total, at_least, missing, because)
        causes = [
            what
            for what, is_one in (
                (f"the new uptake {', '.join(new.certain)}", bool(new.certain)),
                ("the unequivocal progression", is_progressed),
                ("the larger extent", is_longer),
                ("what is back after complete response", is_back),
            )
            if is_one
        ]
        overall = "PMD" if causes else target
        nadir = None if self._nadir is None else self._nadir[0]
        found = VisitResponse(
            visit=visit.visit.name,
            number=visit.visit.number,
            date=visit.date,
            is_baseline=False,
            numbers=self._numbers(total),
            change_from_baseline_pct=percent(total, self._sum),
            change_from_nadir_pct=percent(total, nadir),
            target=target,
            non_target="PMD" if is_progressed else "",
            new_lesion=new.answer,
            new_certain=new.certain,
            new_doubtful=new.doubtful,
            overall=overall,
            because=tuple(because),
            would_change=(
                *without(causes, target, overall).would_change,
                *self._would_change(visit, total, target),
            ),
            doubts=tuple(self._doubts(visit, total, target)),
            lesions=visit.visit.lesions,
        )
        if total is not None and (self._nadir is None or total < self._nadir[0]):
            self._nadir = (total, visit.visit.name)
        self._is_complete = overall == "CMR" or (self._is_complete and overall == "NE")
        return found

    def _now(self, visit: PetVisit) -> tuple[Decimal | None, Decimal, tuple[str, ...]]:
        """The sum, what it is at least, and the lesions of it that are missing; what is gone without a number is 0."""
        here = {one.lesion: one for one in visit.tumours}
        at_least, missing = _ZERO, list[str]()
        for was in self._followed:
            now = here.get(was.lesion)
            if now is not None and self._measure in now.values:
                at_least += now.values[self._measure]
            elif now is None or not now.is_called_gone:
                missing.append(was.lesion)
        is_open = bool(missing) or not self._measure
        return (None if is_open else at_least), at_least, tuple(missing)

    def _by_uptake(
        self,
        visit: PetVisit,
        total: Decimal | None,
        at_least: Decimal,
        missing: Sequence[str],
        because: list[Reason],
    ) -> str:
        barred = self._barred(visit)
        if barred or self._sum is None:
            because.append(Reason(says=f"{barred or 'nothing to compare with'}: NE", section="measurement of uptake"))
            return "NE"
        if total is None:
            says = f"{self._measure} of {', '.join(missing)} not measured"
            if self._is_rise(at_least):
                says += f", the others alone make {_plain(at_least)} against {_plain(self._sum)}: PMD"
                because.append(Reason(says=says, section=_PMD))
                return "PMD"
            because.append(Reason(says=f"{says}: NE", section="measurement of uptake"))
            return "NE"
        return self._by_sum(visit, total, because)

    def _by_sum(self, visit: PetVisit, total: Decimal, because: list[Reason]) -> str:
        assert self._sum is not None
        says = f"{self._measure} {_plain(total)} against {_plain(self._sum)}: {shown(percent(total, self._sum))}"
        if self._is_rise(total):
            because.append(Reason(says=f"{says} (more than {self._rules['progression-percent']} %): PMD", section=_PMD))
            return "PMD"
        left = self._left(visit)
        if not left:
            says = "every lesion is indistinguishable from normal tissue: CMR"
            because.append(Reason(says=says, section=_CMR))
            return "CMR"
        if self._is_fall(visit, total):
            because.append(
                Reason(says=f"{says} ({self._fall_rule(visit)}; not gone: {listed(left)}): PMR", section=_PMR)
            )
            return "PMR"
        because.append(Reason(says=f"{says} ({self._fall_rule(visit)}): SMD", section=_SMD))
        return "SMD"

    def _is_rise(self, total: Decimal) -> bool:
        assert self._sum is not None
        return (total - self._sum) * 100 > self._rules["progression-percent"] * self._sum

    def _is_fall(self, visit: PetVisit, total: Decimal) -> bool:
        assert self._sum is not None
        fall = (self._sum - total) * 100
        if _cycles(visit) == 1:
            return fall >= self._rules["early-response-percent"] * self._sum
        return fall > self._rules["response-percent"] * self._sum

    def _fall_rule(self, visit: PetVisit) -> str:
        match _cycles(visit):
            case None:
                least = self._rules["response-percent"]
                return f"number of cycles not recorded: a response is a fall of more than {least} %"
            case cycles if cycles == 1:
                least = self._rules["early-response-percent"]
                return f"after one cycle a response is a fall of at least {least} %"
            case _:
                least = self._rules["response-percent"]
                return f"after more than one cycle a response is a fall of more than {least} %"

    def _left(self, visit: PetVisit) -> tuple[str, ...]:
        here = {one.lesion: one for one in visit.tumours}
        names = dict.fromkeys((*(one.lesion for one in self._followed), *self._others, *here))
        return tuple(name for name in names if name not in here or not here[name].is_called_gone)

    def _barred(self, visit: PetVisit) -> str:
        if self._first is None:
            return "there is no PET before treatment to compare with"
        before, after = (one.scan.tracer if one.scan is not None else "" for one in (self._first, visit))
        if before and after and before != after:
            return f"made with {before} and now with {after}"
        other = next((tracer for tracer in (before, after) if tracer and tracer != "FDG"), "")
        return f"made with {other}; these criteria are for FDG" if other else ""

    def _is_longer(self, visit: PetVisit, because: list[Reason]) -> bool:
        """A visible increase of the extent of uptake: the longest dimension of one lesion."""
        here = {one.lesion: one for one in visit.tumours}
        grown: list[str] = []
        for was in self._first.tumours if self._first is not None else ():
            before = was.values.get("uptake extent")
            after = here[was.lesion].values.get("uptake extent") if was.lesion in here else None
            if before and after is not None and (after - before) * 100 > self._rules["extent-percent"] * before:
                grown.append(
                    f"{was.lesion} from {_plain(before)} to {_plain(after)} mm ({shown(percent(after, before))})"
                )
        if grown:
            limit = self._rules["extent-percent"]
            says = f"longest dimension of the uptake of {'; '.join(grown)} (more than {limit} %): PMD"
            because.append(Reason(says=says, section=_PMD))
        return bool(grown)

    def _is_back(self, visit: PetVisit, because: list[Reason]) -> bool:
        """After complete response: uptake that is measured and not called normal tissue, or called present."""
        if not self._is_complete:
            return False
        back = [
            one.lesion
            for one in visit.tumours
            if not one.is_called_gone and (is_called_back(one) or bool(one.values.keys() & set(_MEASURES)))
        ]
        if back:
            because.append(Reason(says=f"after complete response {', '.join(back)} is back: PMD", section=_PMD))
        return bool(back)

    # --- how sure

    def _would_change(self, visit: PetVisit, total: Decimal | None, target: str) -> tuple[str, ...]:
        if total is None or self._sum is None or target in ("NE", "CMR"):
            return ()
        response, progression = self._thresholds(visit)
        if target == "PMD":
            return (f"no progression up to {_plain(progression)}: {_plain(total - progression)} less",)
        up = f"progression above {_plain(progression)}: more than {_plain(progression - total)} more"
        bound = "up to" if _cycles(visit) == 1 else "below"
        if target == "PMR":
            return (up, f"no partial response unless {bound} {_plain(response)}: {_plain(response - total)} more")
        said = [up, f"partial response {bound} {_plain(response)}: {_plain(total - response)} less"]
        early = self._sum - self._sum * self._rules["early-response-percent"] / 100
        if _cycles(visit) is None and total <= early:
            said.append("partial response if this scan was made after one cycle of treatment")
        return tuple(said)

    def _thresholds(self, visit: PetVisit) -> tuple[Decimal, Decimal]:
        assert self._sum is not None
        kind = "early-response-percent" if _cycles(visit) == 1 else "response-percent"
        return (
            self._sum - self._sum * self._rules[kind] / 100,
            self._sum + self._sum * self._rules["progression-percent"] / 100,
        )

    def _doubts(self, visit: PetVisit, total: Decimal | None, target: str) -> list[str]:
        found: list[str] = []
        if total is not None and target in ("PMR", "SMD", "PMD"):
            response, progression = self._thresholds(visit)
            which = [("progression", progression)] + ([] if target == "PMD" else [("partial response", response)])
            limits = uptake_limits(self._rules, is_bone=all(one.is_bone for one in self._followed))
            found += near(total, which, limits, "SUV")
            if target != "PMD":
                found += self._mixed(visit)
            if self._nadir is not None and target != "PMD":
                smallest, where = self._nadir
                if (total - smallest) * 100 > self._rules["progression-percent"] * smallest:
                    found.append(
                        f"against the smallest value so far, {_plain(smallest)} at {where}, it rose by "
                        f"{shown(percent(total, smallest))}; these criteria compare with the baseline"
                    )
        if self._measure and self._measure != "SUVmax" and target != "NE":
            found.append(f"{self._measure} was followed; studies with these criteria mostly follow SUVmax")
        known = (*(one.lesion for one in self._followed), *self._others)
        unknown = [one.lesion for one in not_known_before(visit, known)] if self._first is not None else []
        if unknown:
            found.append(f"{', '.join(unknown)} was not read at the baseline: new or not is for the reader to say")
        found += seen_elsewhere(visit)
        if self._first is not None:
            found += scan_doubts(self._first, visit, self._rules)
        return found

    def _mixed(self, visit: PetVisit) -> list[str]:
        """Lesions that by themselves would be progression."""
        here = {one.lesion: one for one in visit.tumours}
        found: list[str] = []
        for was in self._followed if len(self._followed) > 1 else ():
            before = was.values.get(self._measure)
            after = here[was.lesion].values.get(self._measure) if was.lesion in here else None
            if before and after is not None and (after - before) * 100 > self._rules["progression-percent"] * before:
                found.append(f"mixed: {was.lesion} alone rose by {shown(percent(after, before))}")
        return found


def _cycles(visit: PetVisit) -> Decimal | None:
    return None if visit.scan is None else visit.scan.cycles


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
