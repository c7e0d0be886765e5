"""iRECIST: progression is unconfirmed (iUPD) first, then confirmed (iCPD) or taken back (reset).

Seymour et al., Lancet Oncol 2017;18:e143, tables 2 and 3, and the working group's clarifications. Sums, thresholds
and new lesions are those of RECIST 1.1; new lesions are measured apart and never enter the sum.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from onward.engines.response.best import days_from
from onward.engines.response.choosing import technique_doubts
from onward.engines.response.continuing import with_continuing
from onward.engines.response.distance import distance
from onward.engines.response.new_apart import NewApart
from onward.engines.response.other_lesions import NewSeen, new_lesions, non_target_response
from onward.engines.response.read import Flag, LesionRead, Read, VisitRead, by_lesion
from onward.engines.response.recist import chosen_of, overall_response
from onward.engines.response.result import Reason, TargetAt, VisitResponse
from onward.engines.response.settling import nodes_near_normal, settled_by
from onward.engines.response.states import GROWN, PROGRESSED
from onward.engines.response.targets import sum_of, target_response
from onward.engines.response.words import mm, percent, signed
from onward.knowledge import ResponseRules
from onward.terms import PartialDate

_CODES = {"CR": "iCR", "PR": "iPR", "SD": "iSD", "PD": "iUPD", "NON-CR/NON-PD": "NON-iCR/NON-iUPD"}
_ENDING = re.compile(r"(?<=: )(NON-CR/NON-PD|CR|PR|SD|PD)$")


@dataclass(slots=True)
class _Unconfirmed:
    """Progression that waits for confirmation: what raised it, and how things stood then."""

    visit: str
    date: PartialDate | None
    raised: set[str]
    sum_mm: Decimal | None
    new_mm: Decimal | None
    sizes: Mapping[str, Decimal]
    progressed: frozenset[str]


@dataclass(slots=True)
class _Seen:
    """What one visit shows by the rules of RECIST 1.1, before iRECIST judges it."""

    targets: tuple[TargetAt, ...]
    sum_mm: Decimal | None
    target: str
    non_target: str
    new: NewSeen
    fresh: tuple[str, ...]
    lasting: tuple[str, ...]
    because: list[Reason] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class Immune:
    """The state machine over the visits of one read."""

    def __init__(self, read: Read, rules: ResponseRules) -> None:
        self._rules = rules
        self.flags: list[Flag] = []
        first, self._others, self._targets = chosen_of(read, rules, self.flags)
        self._baseline = first.sum_mm if read.has_baseline else None
        self._nadir = self._baseline
        self._is_complete = False
        self._waiting: _Unconfirmed | None = None
        self._new = NewApart(rules)
        self.confirmed_from: _Unconfirmed | None = None
        self.visits = [first] if read.has_baseline else []
        for visit in read.visits[1:] if read.has_baseline else read.visits:
            self.visits.append(self._follow(visit))

    def _follow(self, visit: VisitRead) -> VisitResponse:
        seen = self._see(visit)
        new_mm = self._new.sum_at(visit)
        overall = self._judge(visit, seen, new_mm)
        gap = distance(seen.sum_mm, self._baseline, self._nadir, seen.target, self._rules)
        settled = settled_by(seen.targets, seen.target, self._baseline, self._nadir, self._rules)
        near = nodes_near_normal(seen.targets, seen.target, self._rules)
        found = VisitResponse(
            visit=visit.name,
            number=visit.number,
            date=visit.date,
            is_baseline=False,
            targets=seen.targets,
            sum_mm=seen.sum_mm,
            nadir_mm=self._nadir,
            change_from_baseline_pct=percent(seen.sum_mm, self._baseline),
            change_from_nadir_pct=percent(seen.sum_mm, self._nadir),
            to_progression_mm=gap.to_progression_mm,
            to_response_mm=gap.to_response_mm,
            new_sum_mm=self._new.sum_at(visit),
            target=_CODES.get(seen.target, seen.target),
            non_target=_CODES.get(seen.non_target, seen.non_target),
            new_lesion=seen.new.answer,
            new_certain=seen.new.certain,
            new_doubtful=seen.new.doubtful,
            overall=overall,
            because=tuple(_immune(reason) for reason in seen.because),
            would_change=(*gap.would_change, *settled.would_change, *near.would_change),
            doubts=(
                *gap.doubts,
                *near.doubts,
                *seen.doubts,
                *technique_doubts(visit, self._targets.chosen, self._rules),
            ),
            lesions=visit.lesions,
        )
        if (
            self._baseline is not None
            and seen.sum_mm is not None
            and (self._nadir is None or seen.sum_mm < self._nadir)
        ):
            self._nadir = seen.sum_mm
        self._is_complete = overall == "iCR" or (self._is_complete and overall == "NE")
        return found

    def _see(self, visit: VisitRead) -> _Seen:
        because: list[Reason] = []
        here = self._targets.at(visit)
        target = (
            target_response(here, self._baseline, self._nadir, self._rules, because, after_complete=self._is_complete)
            if here
            else ""
        )
        non_target = (
            non_target_response(self._others, visit, self._rules, because, self.flags, after_complete=self._is_complete)
            if self._others
            else ""
        )
        new = new_lesions(visit, self._rules, because, self.flags)
        fresh = tuple(name for name in new.certain if not self._new.knows(name))
        return _Seen(
            targets=here,
            sum_mm=sum_of(here),
            target=target,
            non_target=non_target,
            new=new,
            fresh=fresh,
            lasting=self._new.lasting(visit),
            because=[one for one in because if not (new.certain and one.section == "4.3.5")],
        )

    def _judge(self, visit: VisitRead, seen: _Seen, new_mm: Decimal | None) -> str:
        if self.confirmed_from is not None:
            seen.because.append(Reason(says="after confirmed progression: iCPD", section="table 3"))
            return "iCPD"
        waiting = self._waiting
        if waiting is None:
            overall = self._first(visit, seen, new_mm)
        else:
            overall = self._second(visit, seen, new_mm, waiting)
        self._new.take(visit, seen.fresh)
        if self._waiting is not None and self._waiting.visit == visit.name:
            self._waiting.new_mm = self._new.sum_at(visit)
        return overall

    # --- no unconfirmed progression before

    def _first(self, visit: VisitRead, seen: _Seen, new_mm: Decimal | None) -> str:
        raised: set[str] = set()
        if seen.target == "PD":
            raised.add("target")
        if seen.non_target == "PD":
            raised.add("non-target")
        if seen.fresh:
            raised.add("new")
            seen.because.append(Reason(says=f"new lesion {', '.join(seen.fresh)}: iUPD", section="new lesions"))
        grown = self._new.progressed(visit, new_mm)
        if grown:
            raised.add("new")
            seen.because.append(Reason(says=f"{grown}: iUPD", section="new lesions"))
        if raised:
            self._waiting = _Unconfirmed(
                visit=visit.name,
                date=visit.date,
                raised=raised,
                sum_mm=seen.sum_mm,
                new_mm=new_mm,
                sizes=_sizes(visit),
                progressed=_progressed(visit),
            )
            return "iUPD"
        return self._without(seen)

    def _without(self, seen: _Seen) -> str:
        """No progression: tables 1 and 2 of RECIST 1.1; with a new lesion left no response is complete."""
        overall = overall_response(seen.target, seen.non_target, "no", seen.because)
        if overall == "CR" and seen.lasting:
            says = f"new lesion {', '.join(seen.lasting)} is not known to be gone: iPR"
            seen.because.append(Reason(says=says, section="new lesions"))
            return "iPR"
        return _CODES.get(overall, overall)

    # --- after unconfirmed progression

    def _second(self, visit: VisitRead, seen: _Seen, new_mm: Decimal | None, waiting: _Unconfirmed) -> str:
        growth = self._growth(visit, seen, new_mm, waiting)
        days = days_from(waiting.date, visit.date)
        earliest = self._rules["confirming-from-days"] - self._rules["confirming-variance-days"]
        if days is None or days < earliest:
            when = "on a day that is not known" if days is None else f"{days} days"
            says = (
                f"{when} after {waiting.visit}; progression is confirmed from {self._rules['confirming-from-days']} "
                "days: iUPD remains"
            )
            seen.because.append(Reason(says=says, section="questions, confirmation"))
            seen.fresh = ()  # such a scan is disregarded: what is new on it is new on the one that repeats it
            return "iUPD"
        if growth:
            seen.because.extend(Reason(says=f"{says}: iCPD", section="table 2") for says in growth)
            latest = self._rules["confirming-until-days"] + self._rules["confirming-variance-days"]
            if days > latest:
                seen.doubts.append(
                    f"confirmed {days} days after {waiting.visit}; a scan within {latest} days is asked for"
                )
            self.confirmed_from = waiting
            return "iCPD"
        return self._unconfirmed(seen, waiting)

    def _unconfirmed(self, seen: _Seen, waiting: _Unconfirmed) -> str:
        is_open = "PD" in (seen.target, seen.non_target)
        if is_open:
            seen.because.append(
                Reason(says=f"no further growth since {waiting.visit}: iUPD remains", section="table 2")
            )
            return "iUPD"
        if seen.lasting:
            has_shrunk = seen.sum_mm is not None and waiting.sum_mm is not None and seen.sum_mm < waiting.sum_mm
            if seen.target in ("PR", "CR") and has_shrunk:
                self._waiting = None
                says = f"targets shrank since {waiting.visit}, new lesions did not grow: progression is taken back, iPR"
                seen.because.append(Reason(says=says, section="questions, new lesions"))
                return "iPR"
            says = f"new lesion {', '.join(seen.lasting)} is there or not read, without growth: iUPD remains"
            seen.because.append(Reason(says=says, section="table 2"))
            return "iUPD"
        overall = self._without(seen)
        if overall != "NE":
            self._waiting = None
            says = f"the progression of {waiting.visit} was not confirmed: it is taken back"
            seen.because.append(Reason(says=says, section="table 2"))
        return overall

    def _growth(self, visit: VisitRead, seen: _Seen, new_mm: Decimal | None, waiting: _Unconfirmed) -> tuple[str, ...]:
        """Every route to confirmation that this visit takes (table 2)."""
        least = self._rules["confirming-mm"]
        found: list[str] = []
        if "target" in waiting.raised:
            at_least = sum((one.at_least_mm for one in seen.targets), Decimal(0))
            if waiting.sum_mm is not None and at_least - waiting.sum_mm >= least:
                found.append(
                    f"sum {mm(at_least)}, {signed(at_least - waiting.sum_mm)} mm since {waiting.visit} "
                    f"(at least {least} mm)"
                )
        elif seen.target == "PD":
            found.append("progression of targets, which had not progressed before")
        grown = self._grown_others(visit, waiting)
        if "non-target" in waiting.raised and grown:
            found.append(f"non-target {', '.join(grown)} grew further")
        elif "non-target" not in waiting.raised and seen.non_target == "PD":
            found.append("unequivocal progression of non-targets, which had not progressed before")
        if seen.fresh:
            kind = "another new lesion" if "new" in waiting.raised else "new lesion"
            found.append(f"{kind} {', '.join(seen.fresh)}")
        if "new" in waiting.raised:
            if new_mm is not None and waiting.new_mm is not None and new_mm - waiting.new_mm >= least:
                found.append(
                    f"new lesions measure {mm(new_mm)}, {signed(new_mm - waiting.new_mm)} mm since {waiting.visit} "
                    f"(at least {least} mm)"
                )
            small = self._new.grown_unmeasured(visit, waiting.sizes)
            if small:
                found.append(f"new lesion {', '.join(small)} grew")
        return tuple(found)

    def _grown_others(self, visit: VisitRead, waiting: _Unconfirmed) -> tuple[str, ...]:
        """Non-targets that grew since: measured larger, called increased, or progressed where they had not."""
        here = by_lesion(visit)
        return tuple(
            chosen.lesion
            for chosen in self._others
            if (now := here.get(chosen.lesion)) is not None and _has_grown(now, waiting)
        )


def _has_grown(now: LesionRead, waiting: _Unconfirmed) -> bool:
    before = waiting.sizes.get(now.lesion)
    if now.state in GROWN or (now.state in PROGRESSED and now.lesion not in waiting.progressed):
        return True
    return before is not None and now.diameter_mm is not None and now.diameter_mm > before


def _sizes(visit: VisitRead) -> Mapping[str, Decimal]:
    return {lesion.lesion: lesion.diameter_mm for lesion in visit.lesions if lesion.diameter_mm is not None}


def _progressed(visit: VisitRead) -> frozenset[str]:
    return frozenset(lesion.lesion for lesion in visit.lesions if lesion.state in PROGRESSED)


def _immune(reason: Reason) -> Reason:
    """RECIST 1.1's reason with iRECIST's code at its end."""
    says = _ENDING.sub(lambda found: _CODES[found.group()], reason.says)
    section = f"RECIST 1.1, {reason.section}" if reason.section[:1].isdigit() else reason.section
    return Reason(says=says, section=section)


def evaluate_immune(
    read: Read, rules: ResponseRules
) -> tuple[tuple[VisitResponse, ...], tuple[Flag, ...], PartialDate | None]:
    """Every visit by iRECIST; what does not fit; and the day of progression, the first iUPD of the one confirmed."""
    if not read.visits:
        return (), (), None
    machine = Immune(read, rules)
    confirmed = machine.confirmed_from
    return with_continuing(machine.visits), tuple(dict.fromkeys(machine.flags)), confirmed.date if confirmed else None
