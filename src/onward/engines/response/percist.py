"""PERCIST 1.0: SULpeak of the hottest lesion against the baseline, on PETs that can be compared.

Wahl et al., J Nucl Med 2009;50 Suppl 1:122S, table 7, and O, Lodge, Wahl, Radiology 2016;280:576. Numbers are exact
decimals: a fall of exactly 30 % and 0.8 is a response, a rise of exactly 30 % or 0.8 is no progression.
"""

from __future__ import annotations

from decimal import Decimal

from onward.engines.response.criterion import Asked, reader_response
from onward.engines.response.metabolic import best_metabolic, no_confirmation, progressed_on, responded_on
from onward.engines.response.percist_gone import is_back_again, left_of, risen
from onward.engines.response.percist_hottest import Hottest, hottest_of, shown_sul
from onward.engines.response.percist_numbers import extent_grew, numbers_of
from onward.engines.response.pet import PetRead, PetVisit, has_uptake
from onward.engines.response.pet_scans import measurable_from, not_comparable, reference_of, scan_doubts
from onward.engines.response.pet_seen import Words, new_uptake, not_known_before, progressed, seen_elsewhere
from onward.engines.response.read import Flag
from onward.engines.response.remeasured import near, uptake_limits
from onward.engines.response.result import ReaderResponse, Reason, VisitResponse
from onward.engines.response.settling import without
from onward.engines.response.words import listed, percent, shown, signed
from onward.knowledge import ResponseRules

_TABLE = "table 7"
_WORDS = Words(new="table 7, PMD: new lesions", progression="table 7, PMD: visible increase in extent")


def has_sul_peak(asked: Asked) -> bool:
    """Somebody measured SULpeak of a lesion."""
    return any(has_uptake(read, ("SULpeak",)) for read in asked.reads)


def percist_responses(asked: Asked, rules: ResponseRules) -> tuple[ReaderResponse, ...]:
    """PERCIST 1.0, one answer for each reader who read a PET."""
    return tuple(_one(pet, rules) for pet in asked.pets)


def _one(pet: PetRead, rules: ResponseRules) -> ReaderResponse:
    machine = Percist(pet, rules)
    visits = machine.visits
    return reader_response(
        pet.read,
        "percist-1.0",
        rules,
        visits,
        best=best_metabolic(visits),
        confirmed=no_confirmation("PERCIST 1.0"),
        progressed_on=progressed_on(visits),
        responded_on=responded_on(visits),
        flags=(*pet.flags, *machine.flags),
    )


class Percist:
    """The PETs of one read, in order."""

    def __init__(self, pet: PetRead, rules: ResponseRules) -> None:
        self._rules = rules
        self._first = pet.visits[0] if pet.visits and pet.has_baseline else None
        self._names = tuple(one.lesion for one in self._first.tumours) if self._first is not None else ()
        self._hottest = hottest_of(self._first, self._first) if self._first is not None else None
        self._nadir: tuple[Decimal, str] | None = None
        self._is_complete = False
        self.flags: list[Flag] = []
        self.visits: list[VisitResponse] = []
        if self._first is not None:
            self.visits.append(self._baseline(self._first))
        for visit in pet.visits[1:] if self._first is not None else pet.visits:
            self.visits.append(self._follow(visit))

    # --- baseline

    def _baseline(self, first: PetVisit) -> VisitResponse:
        because: list[Reason] = []
        self._why_unmeasurable = self._unmeasurable(first, because)
        hottest = self._hottest
        if hottest is not None and hottest.sul is not None:
            self._nadir = (hottest.sul, first.visit.name)
            chosen = [one for one in first.tumours if one.role == "target"]
            if chosen and hottest.lesion not in [one.lesion for one in chosen]:
                self.flags.append(
                    Flag(
                        visit=first.visit.name,
                        lesion=hottest.lesion,
                        what=f"the hottest lesion ({shown_sul(hottest.sul)}) is not among the targets",
                        did="took the hottest; PERCIST follows the hottest lesion of each scan (table 7)",
                    )
                )
        return VisitResponse(
            visit=first.visit.name,
            number=first.visit.number,
            date=first.date,
            is_baseline=True,
            numbers=numbers_of(first, hottest, None, self._rules),
            because=tuple(because),
            doubts=self._liver_doubt(first),
            lesions=first.visit.lesions,
        )

    def _unmeasurable(self, first: PetVisit, because: list[Reason]) -> str:
        """Why the baseline's hottest lesion cannot be followed; "" when it can."""
        hottest, region = self._hottest, reference_of(first)
        section = f"{_TABLE}, measurability"
        if hottest is None or hottest.sul is None:
            why = "SULpeak of no lesion was measured at the baseline"
        elif region is None:
            why = "neither normal liver nor blood pool was measured at the baseline: measurable or not is not known"
        else:
            least = measurable_from(region, self._rules)
            if least is None:
                why = f"the {region.name}'s standard deviation was not measured: measurable or not is not known"
            else:
                is_enough = hottest.sul >= least
                says = (
                    f"hottest lesion {hottest.lesion} with SULpeak {shown_sul(hottest.sul)}; measurable from "
                    f"{shown_sul(least)} ({region.name}): {'measurable' if is_enough else 'not measurable'}"
                )
                because.append(Reason(says=says, section=section))
                return "" if is_enough else f"no lesion was measurable at the baseline ({shown_sul(least)} or more)"
        because.append(Reason(says=why, section=section))
        return why

    def _liver_doubt(self, first: PetVisit) -> tuple[str, ...]:
        region = reference_of(first)
        in_liver = [one.lesion for one in first.tumours if one.site == "liver" and not one.is_called_gone]
        if region is None or region.name != "liver" or not in_liver:
            return ()
        return (f"{', '.join(in_liver)} in the liver that serves as reference: was the region drawn in normal liver?",)

    # --- after it

    def _follow(self, visit: PetVisit) -> VisitResponse:
        because: list[Reason] = []
        doubts: list[str] = []
        new = new_uptake(visit, because, _WORDS)
        is_progressed = progressed(visit, because, _WORDS)
        now = hottest_of(visit, self._first)
        barred = self._barred(visit)
        by_numbers, number_reasons = self._by_numbers(visit, now)
        is_back = self._is_complete and is_back_again(visit, because)
        has_grown = not barred and extent_grew(self._first, visit, self._hottest, now, self._rules, because)
        would = list(self._would_change(now, by_numbers))
        if barred:
            because.extend(Reason(says=f"{why}: NE", section=section) for why, section in barred)
            by_itself = number_reasons[-1].says if by_numbers != "NE" else ""
            would = [f"were the scans to compare: {by_itself}"] if by_itself else []
            target = "NE"
        else:
            because.extend(number_reasons)
            target = by_numbers
        causes = [
            what
            for what, is_one in (
                (f"the new uptake {', '.join(new.certain)}", bool(new.certain)),
                ("the unequivocal progression", is_progressed),
                ("what is back after complete response", is_back),
                ("the rise of total lesion glycolysis", has_grown),
            )
            if is_one
        ]
        overall = "PMD" if causes else target
        would = [*without(causes, target, overall).would_change, *would]
        doubts += self._doubts(visit, now, overall, barred=bool(barred), is_new=bool(new.certain))
        baseline = None if self._hottest is None else self._hottest.sul
        nadir = None if self._nadir is None else self._nadir[0]
        found = VisitResponse(
            visit=visit.visit.name,
            number=visit.visit.number,
            date=visit.date,
            is_baseline=False,
            numbers=numbers_of(visit, now, self._nadir, self._rules, first=self._first),
            change_from_baseline_pct=percent(now.sul, baseline),
            change_from_nadir_pct=percent(now.sul, nadir),
            target=target,
            non_target="PMD" if is_progressed else "",
            new_lesion=new.answer,
            new_certain=new.certain,
            new_doubtful=new.doubtful,
            overall=overall,
            because=tuple(because),
            would_change=tuple(would),
            doubts=tuple(doubts),
            lesions=visit.visit.lesions,
        )
        if now.sul is not None and not barred and (self._nadir is None or now.sul < self._nadir[0]):
            self._nadir = (now.sul, visit.visit.name)
        self._is_complete = overall == "CMR" or (self._is_complete and overall not in ("PMD", "SMD"))
        return found

    def _barred(self, visit: PetVisit) -> list[tuple[str, str]]:
        """Why the numbers of this visit decide nothing, each with its section."""
        if self._first is None:
            return [("there is no PET before treatment to compare with", f"{_TABLE}, measurability")]
        found = [(self._why_unmeasurable, f"{_TABLE}, measurability")] if self._why_unmeasurable else []
        apart = not_comparable(self._first, visit, self._rules)
        if self._why_unmeasurable:
            apart = tuple(why for why in apart if not why.startswith("neither"))
        return [*found, *((why, f"{_TABLE}, normalization") for why in apart)]

    def _by_numbers(self, visit: PetVisit, now: Hottest) -> tuple[str, list[Reason]]:
        """CMR, PMR, SMD, PMD or NE by uptake alone, and why."""
        before = None if self._hottest is None else self._hottest.sul
        if before is None:
            return "NE", [Reason(says="nothing to compare with: NE", section=_TABLE)]
        rules = self._rules
        if now.sul is not None and self._is_rise(now.sul, before):
            return "PMD", [Reason(says=f"{self._change(now, before)} (more than {self._limits(up=True)}): PMD",
                                  section=f"{_TABLE}, PMD")]  # fmt: skip
        if now.unknown:
            return "NE", [Reason(says=f"{now.unknown}: NE", section=f"{_TABLE}, measurability")]
        left = left_of(visit, self._names, self.flags)
        if not left:
            says = "every lesion is below the mean liver and indistinguishable from blood pool: CMR"
            return "CMR", [Reason(says=says, section=f"{_TABLE}, CMR")]
        assert now.sul is not None
        fall = before - now.sul
        if fall * 100 < rules["response-percent"] * before or fall < rules["response-sul"]:
            limits = f"neither at least {self._limits(up=False)} less nor more than {self._limits(up=True)} more"
            return "SMD", [Reason(says=f"{self._change(now, before)} ({limits}): SMD", section=f"{_TABLE}, SMD")]
        grown = risen(self._first, visit, self._rules)
        if grown:
            says = f"{self._change(now, before)}, but {'; '.join(grown)}: no partial response: SMD"
            return "SMD", [Reason(says=says, section=f"{_TABLE}, PMR")]
        says = f"{self._change(now, before)} (at least {self._limits(up=False)}; not gone: {listed(left)}): PMR"
        return "PMR", [Reason(says=says, section=f"{_TABLE}, PMR")]

    def _is_rise(self, now: Decimal, before: Decimal) -> bool:
        rise = now - before
        return rise * 100 > self._rules["progression-percent"] * before and rise > self._rules["progression-sul"]

    def _limits(self, *, up: bool) -> str:
        kind = "progression" if up else "response"
        return f"{self._rules[f'{kind}-percent']} % and {self._rules[f'{kind}-sul']}"

    def _change(self, now: Hottest, before: Decimal) -> str:
        assert now.sul is not None
        assert self._hottest is not None
        other = "" if now.lesion == self._hottest.lesion else f" ({now.lesion}, at the baseline {self._hottest.lesion})"
        return (
            f"SULpeak of the hottest lesion {shown_sul(now.sul)}{other} against {shown_sul(before)}: "
            f"{shown(percent(now.sul, before))}, {signed(now.sul - before)} SUL"
        )

    # --- how sure

    def _would_change(self, now: Hottest, category: str) -> list[str]:
        before = None if self._hottest is None else self._hottest.sul
        if before is None or now.sul is None or category in ("NE", "CMR"):
            return []
        response, progression = self._thresholds(before)
        found: list[str] = []
        if category == "PMD":
            return [f"no progression up to SULpeak {shown_sul(progression)}: {shown_sul(now.sul - progression)} less"]
        found.append(
            f"progression above SULpeak {shown_sul(progression)}: more than {shown_sul(progression - now.sul)} more"
        )
        if now.sul > response:
            found.append(f"partial response up to SULpeak {shown_sul(response)}: {shown_sul(now.sul - response)} less")
        else:
            found.append(
                f"no partial response above SULpeak {shown_sul(response)}: more than "
                f"{shown_sul(response - now.sul)} more"
            )
        return found

    def _thresholds(self, before: Decimal) -> tuple[Decimal, Decimal]:
        """The largest SULpeak that is a response, and the largest that is no progression."""
        rules = self._rules
        response = min(before - before * rules["response-percent"] / 100, before - rules["response-sul"])
        progression = max(before + before * rules["progression-percent"] / 100, before + rules["progression-sul"])
        return response, progression

    def _doubts(self, visit: PetVisit, now: Hottest, overall: str, *, barred: bool, is_new: bool) -> list[str]:
        found: list[str] = []
        before = None if self._hottest is None else self._hottest.sul
        if before is not None and now.sul is not None and not barred and overall in ("PMR", "SMD", "PMD"):
            response, progression = self._thresholds(before)
            which = [("progression", progression)]
            if overall != "PMD":
                which.append(("partial response", response))
            limits = uptake_limits(self._rules, is_bone=now.is_bone)
            found += near(now.sul, [one for one in which if one[1] > 0], limits, "SUL")
        found += list(now.doubts)
        found += self._nadir_doubt(now, overall, barred=barred)
        if overall == "PMR" or (overall == "SMD" and not barred):
            found += (
                [f"mixed: {one}" for one in risen(self._first, visit, self._rules)] if self._first is not None else []
            )
        if overall == "PMD" and not is_new:
            found.append("progression without a new lesion should be confirmed by a scan within a month (table 7)")
        unknown = [one.lesion for one in not_known_before(visit, self._names)] if self._first is not None else []
        if unknown:
            found.append(f"{', '.join(unknown)} was not read at the baseline: new or not is for the reader to say")
        found += seen_elsewhere(visit)
        if self._first is not None:
            found += scan_doubts(self._first, visit, self._rules)
        return found

    def _nadir_doubt(self, now: Hottest, overall: str, *, barred: bool) -> list[str]:
        """PERCIST 1.0 compares with the baseline; against the smallest scan it may be progression already."""
        if barred or now.sul is None or self._nadir is None or overall in ("PMD", "NE"):
            return []
        smallest, where = self._nadir
        if not self._is_rise(now.sul, smallest):
            return []
        says = (
            f"against the smallest SULpeak so far, {shown_sul(smallest)} at {where}, it rose by "
            f"{shown(percent(now.sul, smallest))}: progression if compared with the nadir (Vogsen 2021), which PERCIST "
            "1.0 does not do"
        )
        return [says]
