"""One reader's read of one person: visits in order, and the lesions at each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from onward.terms import PartialDate
from onward.timeline import LesionMeasurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """Something in the reads that does not fit: what, at which visit and lesion ("" for none), and what was done."""

    visit: str
    lesion: str
    what: str
    did: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionRead:
    """One lesion at one visit.

    diameter_mm   longest diameter, of a node the short axis; None when it was not measured
    state         the reader's judgement in lower case, "" when there is none
    not_done      why nothing was measured, "" when something was
    facts         what it rests on
    """

    lesion: str
    role: str
    site: str
    site_text: str
    is_node: bool
    diameter_mm: Decimal | None
    state: str
    not_done: str
    method: str
    slice_thickness_mm: Decimal | None
    facts: tuple[LesionMeasurement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRead:
    """One visit: its name, day as far as it is known, and the lesions read at it in order of their names."""

    name: str
    number: Decimal | None
    date: PartialDate | None
    lesions: tuple[LesionRead, ...]

    def of(self, role: str) -> tuple[LesionRead, ...]:
        """The lesions of one role."""
        return tuple(lesion for lesion in self.lesions if lesion.role == role)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """All that one reader read of one person; visits in order, the baseline first.

    has_baseline   False: the first visit already is one after the baseline, which is missing
    """

    person: str
    reader: str
    reader_role: str
    visits: tuple[VisitRead, ...]
    has_baseline: bool
    flags: tuple[Flag, ...]


def by_lesion(visit: VisitRead) -> Mapping[str, LesionRead]:
    """The lesions of a visit by name."""
    return {lesion.lesion: lesion for lesion in visit.lesions}
