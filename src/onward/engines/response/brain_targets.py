"""Target lesions in the central nervous system by RANO-BM: sums of longest diameters, and what each lesion grew.

Other than in RECIST 1.1 one lesion must have grown by 5 mm, not the sum; and nothing is a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from onward.engines.response.choosing import technique_doubts
from onward.engines.response.read import Flag, LesionRead, VisitRead
from onward.engines.response.result import Reason, TargetAt
from onward.engines.response.targets import Targets, sum_of
from onward.engines.response.words import mm, percent, shown, signed
from onward.knowledge import ResponseRules
from onward.terms import convert

_SECTION = "CNS target lesions"
_ZERO = Decimal(0)
# Not measurable, whatever their size (Lin 2015, measurable disease).
_NEVER = ("leptomening", "mening", "dura", "cyst", "bone", "skull")


class BrainTargets:
    """The targets of one read, followed from visit to visit.

    now, sum_mm          at the visit last judged
    baseline_mm, nadir_mm   smallest complete sum so far, the baseline included
    would, doubts        of the visit last judged
    """

    def __init__(self, chosen: Sequence[LesionRead], rules: ResponseRules, flags: list[Flag], visit: str) -> None:
        self.chosen = tuple(chosen)
        self._rules = rules
        self._targets = Targets(chosen, rules, flags)
        self.now: tuple[TargetAt, ...] = ()
        self.sum_mm: Decimal | None = None
        self.baseline_mm: Decimal | None = None
        self.nadir_mm: Decimal | None = None
        self._at_nadir: dict[str, Decimal] = {}
        self.would: tuple[str, ...] = ()
        self.doubts: tuple[str, ...] = ()
        flags.extend(self._choice(visit))

    def known(self, lesion: str) -> bool:
        """The lesion is a target, a part of one, or several that merged."""
        return self._targets.known(lesion)

    def begin(self, visit: VisitRead) -> str:
        """Take in the baseline; what is said of it."""
        self.now = self._targets.at(visit)
        whole = not any(target.counted_mm == 0 for target in self.now)
        self.sum_mm = self.baseline_mm = sum_of(self.now) if whole else None
        self._remember()
        return f"sum of {len(self.now)} targets {mm(self.baseline_mm)}"

    def judge(self, visit: VisitRead, because: list[Reason]) -> str:
        """CR, PR, SD, PD or NE of the targets of one visit."""
        self.now = self._targets.at(visit)
        self.sum_mm = sum_of(self.now)
        self.would, self.doubts = (), technique_doubts(visit, self.chosen)
        missing = [target for target in self.now if target.counted_mm is None]
        measured = sum((target.at_least_mm for target in self.now), _ZERO)
        grown = self._grown()
        if self._progressed(measured, grown):
            because.append(Reason(says=self._says_progression(measured, grown, missing), section=_SECTION))
            found = "PD"
        elif missing:
            names = ", ".join(f"{target.lesion} ({target.note})" for target in missing)
            because.append(Reason(says=f"not assessed: {names}: NE", section=_SECTION))
            found = "NE"
        else:
            found = self._whole(measured, grown, because)
        self._remember()
        return found

    def _whole(self, total: Decimal, grown: tuple[str, Decimal] | None, because: list[Reason]) -> str:
        if all(target.counted_mm == 0 for target in self.now):
            because.append(Reason(says="all targets are gone: CR", section=_SECTION))
            return "CR"
        if self.baseline_mm is None or self.nadir_mm is None:
            because.append(
                Reason(says="the baseline sum is not complete: nothing to compare with: NE", section=_SECTION)
            )
            return "NE"
        least = self._rules["response-percent"]
        limit = self.nadir_mm + self.nadir_mm * self._rules["progression-percent"] / 100
        half = self.baseline_mm - self.baseline_mm * least / 100
        one = self._rules["progression-mm"]
        self.would = (f"progression from a sum of {mm(limit)} when one lesion has grown by {mm(one)}",)
        self._doubt(total, limit, half)
        if (self.baseline_mm - total) * 100 >= least * self.baseline_mm:
            change = shown(percent(total, self.baseline_mm))
            says = f"sum {mm(total)} against the baseline {mm(self.baseline_mm)}: {change}"
            because.append(Reason(says=f"{says} (at least {least} % less): PR", section=_SECTION))
            self.would = (*self.would, f"no partial response above a sum of {mm(half)}")
            return "PR"
        most = f"{grown[0]} {signed(grown[1])} mm" if grown is not None else "none larger"
        says = (
            f"sum {mm(total)}: {shown(percent(total, self.baseline_mm))} from the baseline, "
            f"{shown(percent(total, self.nadir_mm))} from the smallest sum, the most that one lesion grew: {most}: SD"
        )
        because.append(Reason(says=says, section=_SECTION))
        self.would = (*self.would, f"partial response up to a sum of {mm(half)}")
        return "SD"

    def _progressed(self, measured: Decimal, grown: tuple[str, Decimal] | None) -> bool:
        if self.nadir_mm is None or grown is None:
            return False
        by_sum = (measured - self.nadir_mm) * 100 >= self._rules["progression-percent"] * self.nadir_mm
        return by_sum and grown[1] >= self._rules["progression-mm"]

    def _says_progression(
        self, measured: Decimal, grown: tuple[str, Decimal] | None, missing: Sequence[TargetAt]
    ) -> str:
        assert grown is not None
        assert self.nadir_mm is not None
        without = f"without {', '.join(target.lesion for target in missing)}, " if missing else ""
        return (
            f"{without}sum {mm(measured)} against the smallest sum {mm(self.nadir_mm)}: "
            f"{shown(percent(measured, self.nadir_mm))}, {grown[0]} grew by {mm(grown[1])} (at least "
            f"{self._rules['progression-percent']} %, and one lesion by {mm(self._rules['progression-mm'])}): PD"
        )

    def _grown(self) -> tuple[str, Decimal] | None:
        """The lesion that grew most since the scan of the smallest sum, and by how much; None when none did."""
        grown = [
            (target.lesion, target.counted_mm - self._at_nadir[target.lesion])
            for target in self.now
            if target.counted_mm is not None and target.lesion in self._at_nadir
        ]
        larger = [one for one in grown if one[1] > 0]
        return max(larger, key=lambda one: (one[1], one[0]), default=None)

    def _remember(self) -> None:
        """A complete sum that is the smallest so far is what later ones are measured against."""
        if self.baseline_mm is None or self.sum_mm is None:
            return
        if self.nadir_mm is None or self.sum_mm < self.nadir_mm:
            self.nadir_mm = self.sum_mm
            self._at_nadir = {one.lesion: one.counted_mm for one in self.now if one.counted_mm is not None}

    def _doubt(self, total: Decimal, limit: Decimal, half: Decimal) -> None:
        again = total * self._rules["remeasured-percent"] / 100
        self.doubts = (
            *self.doubts,
            *(
                f"{mm(abs(edge - total))} from the threshold of {what}: within the "
                f"{self._rules['remeasured-percent']} % by which measuring again changes a diameter in most people"
                for what, edge in (("progression", limit), ("partial response", half))
                if abs(edge - total) <= again
            ),
        )

    def _choice(self, visit: str) -> list[Flag]:
        flags: list[Flag] = []
        most = self._rules["most-targets"]
        if len(self.chosen) > most:
            what = f"{len(self.chosen)} targets in the central nervous system; RANO-BM allows {most}"
            flags.append(Flag(visit=visit, lesion="", what=what, did="counted all of them; choose again and read anew"))
        for lesion in self.chosen:
            why = self._not_measurable(lesion)
            if why:
                did = "counted it all the same; it should be a non-target"
                flags.append(Flag(visit=visit, lesion=lesion.lesion, what=why, did=did))
        return flags

    def _not_measurable(self, lesion: LesionRead) -> str:
        size, place = lesion.diameter_mm, f"{lesion.site} {lesion.site_text}".lower()
        if any(word in place for word in _NEVER):
            return f"{lesion.site_text or lesion.site}: not measurable by RANO-BM"
        if size is None:
            return "a target without a measurement at the baseline"
        least = self._rules["lesion-target-mm"]
        thick = lesion.slice_thickness_mm
        if thick is not None and thick > self._rules["slice-thick-mm"]:
            least = 2 * thick
        if size < least:
            return f"a lesion of {mm(size)}; a target needs {mm(least)}"
        across = [
            length.value
            for fact in lesion.facts
            if fact.measure == "perpendicular diameter" and fact.value is not None
            if (length := convert(fact.value, "mm")) is not None
        ]
        needed = self._rules["perpendicular-mm"]
        if across and across[0] < needed:
            return f"{mm(across[0])} across; a target needs {mm(needed)}"
        return ""
