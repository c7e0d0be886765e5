"""Records of one drug, and which of them follow on from one another (course-gap, beyond-progression)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onward.disease.lines_dates import at_most, latest
from onward.knowledge import LineRules
from onward.terms import PartialDate, Truth, is_before, is_on_or_before
from onward.timeline import DrugTreatment, TreatmentBasis

# "in-progress" is what administrations call active.
_RUNNING = ("active", "on-hold", "in-progress")


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One resource about one drug, with its end judged as of the day of asking.

    start, end   as recorded; end None when none is recorded, or when it lies after the day of asking
    running      without an end, and said to be going on
    """

    fact: DrugTreatment
    start: PartialDate | None
    end: PartialDate | None
    running: bool
    is_dose: bool
    reason: str
    status: str
    stops_before_start: bool

    def order(self) -> tuple[date, date, date, date, str]:
        """By start, then by end; the records without an end first, so that of equal starts a recorded end counts."""
        start = self.start or PartialDate(date.max, date.max, "")
        end = self.end or PartialDate(date.min, date.min, "")
        return (start.earliest, start.latest, end.earliest, end.latest, self.fact.intent)

    def end_order(self) -> tuple[date, date, date, date]:
        """By the last day known of it, then by start: the last record of a course is the greatest."""
        last = self.end or self.start or PartialDate(date.min, date.min, "")
        start = self.start or last
        if self.running:
            last = PartialDate(date.max, date.max, "")
        return (last.latest, last.earliest, start.latest, start.earliest)


def record_of(fact: DrugTreatment, day: date) -> Record:
    """What one resource says on `day` (as-of, running, stop-before-start)."""
    start, end = fact.when.start, fact.when.end
    is_dose = (
        fact.basis is TreatmentBasis.GIVEN
        and start is not None
        and end is not None
        and (start.earliest, start.latest) == (end.earliest, end.latest)
    )
    reversed_dates = start is not None and end is not None and is_before(end, start) is Truth.YES
    if end is not None and end.earliest > day:
        return Record(
            fact=fact, start=start, end=None, running=True, is_dose=False, reason="", status="active",
            stops_before_start=False,
        )  # fmt: skip
    says_on = fact.status in _RUNNING
    if reversed_dates or (fact.when.is_point and not is_dose and says_on):
        # A statement of one day that is said to be going on gives a start and no end.
        end = None
    return Record(
        fact=fact,
        start=start,
        end=end,
        running=end is None and says_on,
        is_dose=is_dose,
        reason=fact.stop_reason,
        status=fact.status,
        stops_before_start=reversed_dates,
    )


@dataclass(slots=True)
class _Chain:
    """Records that follow on from one another, with what the next one is measured against."""

    records: list[Record]
    last: PartialDate | None
    running: bool
    intent: str

    def add(self, record: Record) -> None:
        self.records.append(record)
        # Of a record without an end that is not running only the first day is known (course-gap).
        self.last = latest(day for day in (self.last, record.end or record.start) if day is not None)
        self.running = self.running or record.running
        self.intent = record.fact.intent or self.intent


def chain(records: Sequence[Record], growth: Sequence[PartialDate], rules: LineRules) -> tuple[tuple[Record, ...], ...]:
    """Records in order, put together where one follows on from the other.

    growth   days of progression
    """
    chains: list[_Chain] = []
    for record in records:
        if not chains or not _follows(record, chains[-1], growth, rules):
            chains.append(_Chain([], None, False, ""))
        chains[-1].add(record)
    return tuple(tuple(one.records) for one in chains)


def _follows(record: Record, before: _Chain, growth: Sequence[PartialDate], rules: LineRules) -> bool:
    if record.fact.intent and before.intent and record.fact.intent != before.intent:
        return False
    if record.fact.intent == "palliative" and not before.intent:
        # Stated palliative dates the metastatic disease, so it holds from the record that states it.
        return False
    if before.running:
        return True
    last, start = before.last, record.start
    if last is None or start is None:
        return False
    grown = any(is_on_or_before(last, when) is Truth.YES and is_before(when, start) is Truth.YES for when in growth)
    limit = rules.beyond_progression_days if grown else rules.course_gap_days
    return at_most(last, start, limit) is Truth.YES
