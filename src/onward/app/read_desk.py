"""The readers' network as it stands in a store at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from onward.app.read_drafts import has_draft
from onward.app.read_store import HeldReads, held_reads
from onward.app.stored import Names, read_stored
from onward.app.stored_study import read_stored_studies
from onward.engines.response.readings import (
    CaseState,
    Read,
    Survey,
    hidden_from,
    survey,
)
from onward.store import Store
from onward.terms import UsageError
from onward.timeline import AnyFact, LesionMeasurement


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """The network as it stands in a store at one moment; `reads_by_case` holds every read by case and id."""

    store: Store
    held: HeldReads
    found: Survey
    now: datetime
    reads_by_case: Mapping[str, Mapping[str, Read]]

    @property
    def at(self) -> str:
        """Now, as records say it."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def case(self, prefix: str) -> CaseState:
        """The case whose id begins so. Raises UsageError for none or several."""
        matching = [one for one in self.found.cases if one.id.startswith(prefix.lower())]
        if len(matching) != 1 or len(prefix) < 4:
            raise UsageError(
                f"{len(matching)} cases have an id that begins so; give at least 4 signs of exactly one. "
                "`onward reads worklist` shows them."
            )
        return matching[0]

    def read(self, key: str) -> Read:
        """A read by its id."""
        record = self.held.signed[key].record
        assert isinstance(record, Read)
        return record

    def reads_of(self, case: CaseState) -> Mapping[str, Read]:
        """Every read of a case, earlier versions and such as do not count included."""
        return self.reads_by_case.get(case.id, {})

    def recorded_of(self, person: str) -> list[AnyFact]:
        """What the store holds of a person besides measured lesions: criteria may ask for it."""
        if not self.store.knows(person):
            return []
        names: Names = {}
        today = self.now.date()
        read = [read_stored(self.store, person, today=today, names=names).read]
        read += [study.read for study in read_stored_studies(self.store, person, names=names)]
        return [
            fact
            for one in read
            for record in one.people
            if record.person == person
            for fact in record.facts
            if not isinstance(fact, LesionMeasurement)
        ]

    def hidden_from(self, reader: str) -> frozenset[str]:
        """Records that this reader must not see yet."""
        return hidden_from(reader, self.found, self.held.records)


def open_desk(store: Store, *, now: datetime) -> Desk:
    """The network of a store, with the drafts of this machine."""
    held = held_reads(store)
    first = survey(held.records)
    in_work = {(one.id, seat.reader) for one in first.cases for seat in one.seats if has_draft(one.id, seat.reader)}
    by_case: dict[str, dict[str, Read]] = {}
    for key, one in held.signed.items():
        if isinstance(one.record, Read):
            by_case.setdefault(one.record.case, {})[key] = one.record
    return Desk(
        store=store,
        held=held,
        found=survey(held.records, in_work=in_work) if in_work else first,
        now=now,
        reads_by_case=by_case,
    )
