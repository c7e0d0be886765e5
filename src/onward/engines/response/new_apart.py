"""New lesions by iRECIST: measured apart from the targets, at most 5 and 2 per organ; the others are judged only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from onward.engines.response.choosing import not_measurable
from onward.engines.response.read import LesionRead, VisitRead, by_lesion
from onward.engines.response.states import GONE, GROWN, PROGRESSED, TINY
from onward.engines.response.targets import is_progression
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules


class NewApart:
    """The new lesions of one read over its visits: which are known, which are measured, the smallest sum of these."""

    def __init__(self, rules: ResponseRules) -> None:
        self._rules = rules
        self._known: set[str] = set()
        self._measured: dict[str, str] = {}
        self._nadir: Decimal | None = None

    def knows(self, lesion: str) -> bool:
        """It was seen at an earlier visit."""
        return lesion in self._known

    def lasting(self, visit: VisitRead) -> tuple[str, ...]:
        """Known new lesions that this visit does not show to be gone."""
        here = by_lesion(visit)
        return tuple(name for name in sorted(self._known) if not _is_gone(here.get(name)))

    def take(self, visit: VisitRead, fresh: Sequence[str]) -> None:
        """Remember the lesions that are new at this visit; choose, largest first, which are measured."""
        here = by_lesion(visit)
        self._known |= set(fresh)
        for lesion in sorted((here[name] for name in fresh), key=_size, reverse=True):
            organ = "lymph nodes" if lesion.is_node else lesion.site or lesion.site_text.lower()
            in_organ = sum(1 for one in self._measured.values() if one == organ)
            if (
                len(self._measured) < self._rules["most-targets"]
                and in_organ < self._rules["most-per-organ"]
                and lesion.diameter_mm is not None
                and not not_measurable(lesion, self._rules)
            ):
                self._measured[lesion.lesion] = organ
        if fresh:
            self._nadir = None  # another lesion in the sum: earlier sums are of fewer lesions
        total = self.sum_at(visit)
        if total is not None and (self._nadir is None or total < self._nadir):
            self._nadir = total

    def sum_at(self, visit: VisitRead) -> Decimal | None:
        """The sum of the measured new lesions in mm; None without any, or while one is not measured."""
        here = by_lesion(visit)
        sizes = [self._length(here.get(name)) for name in self._measured]
        if not sizes or any(size is None for size in sizes):
            return None
        return sum((size for size in sizes if size is not None), Decimal(0))

    def progressed(self, visit: VisitRead, total: Decimal | None) -> str:
        """What makes known new lesions progress anew, by the rules for targets and non-targets; "" for nothing."""
        if total is not None and self._nadir is not None and is_progression(total, self._nadir, self._rules):
            return f"new lesions measure {mm(total)} against {mm(self._nadir)}"
        here = by_lesion(visit)
        grown = [name for name in sorted(self._known - self._measured.keys()) if _state(here.get(name)) in PROGRESSED]
        return f"unequivocal progression of new lesion {', '.join(grown)}" if grown else ""

    def grown_unmeasured(self, visit: VisitRead, before: Mapping[str, Decimal]) -> tuple[str, ...]:
        """New lesions outside the sum that grew at all."""
        here = by_lesion(visit)
        found: list[str] = []
        for name in sorted(self._known - self._measured.keys()):
            now = here.get(name)
            if now is None:
                continue
            larger = name in before and now.diameter_mm is not None and now.diameter_mm > before[name]
            if larger or now.state in GROWN | PROGRESSED:
                found.append(name)
        return tuple(found)

    def _length(self, lesion: LesionRead | None) -> Decimal | None:
        if lesion is None:
            return None
        if lesion.diameter_mm is not None:
            return lesion.diameter_mm
        if lesion.state in GONE:
            return Decimal(0)
        return self._rules["too-small-mm"] if lesion.state in TINY else None


def _size(lesion: LesionRead) -> tuple[Decimal, str]:
    return (lesion.diameter_mm or Decimal(0), lesion.lesion)


def _state(lesion: LesionRead | None) -> str:
    return "" if lesion is None else lesion.state


def _is_gone(lesion: LesionRead | None) -> bool:
    return lesion is not None and (lesion.state in GONE or lesion.diameter_mm == 0)
