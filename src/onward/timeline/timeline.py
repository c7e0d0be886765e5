"""One person's timeline: every fact once, in one deterministic order, with contradictions and issues beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar, cast

from onward.terms import Issue, Period
from onward.timeline.conflicts import Conflict, find_conflicts
from onward.timeline.facts import AnyFact, DrugTreatment, LesionMeasurement
from onward.timeline.source import Source

_FactType = TypeVar("_FactType")
_NEVER = date.max


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What is recorded about one person.

    person     the source's id of the person (FHIR Patient.id, cBioPortal PATIENT_ID)
    facts      in order of time, then kind, then content; undated facts last; duplicates merged
    conflicts  contradictions, both sides kept in `facts`
    issues     what could not be understood, from reading
    as_of      the day as known on which this timeline stands; None for everything that is recorded
    """

    person: str
    facts: tuple[AnyFact, ...]
    conflicts: tuple[Conflict, ...] = ()
    issues: tuple[Issue, ...] = ()
    as_of: date | None = None
    # Facts by kind, once somebody has asked for them: the same kinds are asked for again and again.
    _asked: dict[type, tuple[AnyFact, ...]] = field(
        default_factory=dict[type, tuple[AnyFact, ...]], init=False, repr=False, compare=False
    )

    def of(self, kind: type[_FactType]) -> tuple[_FactType, ...]:
        """The facts of one kind, in order."""
        found = self._asked.get(kind)
        if found is None:
            found = self._asked[kind] = tuple(fact for fact in self.facts if isinstance(fact, kind))
        return cast("tuple[_FactType, ...]", found)


def build_timeline(person: str, facts: Iterable[AnyFact], issues: Iterable[Issue] = ()) -> Timeline:
    """Put a person's facts in order, merge duplicates and find contradictions.

    Facts that say the same of the same time are one fact with several sources; the order in which they came makes
    no difference to the result but for the order of `sources`.
    """
    merged = _merge(facts)
    ordered = _in_order(merged)
    return Timeline(person=person, facts=ordered, conflicts=find_conflicts(ordered), issues=tuple(issues))


def as_known_on(timeline: Timeline, day: date) -> Timeline:
    """The timeline as it was known on `day`.

    A fact is known from when it was issued, recorded or authored, else from when it was true. An end that lies after
    `day` was not known yet and is taken away (of a drug with its reason; it was running). A partial date counts from
    its earliest possible day; an undated fact is always known, because leaving it out would hide it. A measurement of
    a signed read holds until a read that amends it is known.
    """
    known = _without_amended(tuple(fact for fact in timeline.facts if _is_known(fact, day)))
    cut = tuple(_without_later_end(fact, day) for fact in known)
    if any(one is not other for one, other in zip(known, cut, strict=True)):
        # Without its end a fact may say the same as another and may stand elsewhere.
        return replace(build_timeline(timeline.person, cut, timeline.issues), as_of=day)
    if len(known) == len(timeline.facts):
        return replace(timeline, as_of=day)
    # What is left was merged and put in order before.
    return replace(timeline, facts=known, conflicts=find_conflicts(known), as_of=day)


def _is_known(fact: AnyFact, day: date) -> bool:
    known = fact.known_on
    if known is not None and known.earliest > day:
        return False
    # Written before it happens (a plan, a future-dated order): not yet true on that day.
    return fact.when.start is None or fact.when.start.earliest <= day


def _without_amended(known: tuple[AnyFact, ...]) -> tuple[AnyFact, ...]:
    """Without the measurements of reads that a read known by then has amended."""
    amended = {old for fact in known if isinstance(fact, LesionMeasurement) for old in fact.replaces}
    if not amended:
        return known
    return tuple(fact for fact in known if not (isinstance(fact, LesionMeasurement) and fact.read in amended))


def _without_later_end(fact: AnyFact, day: date) -> AnyFact:
    end = fact.when.end
    if end is None or end.earliest <= day or fact.when.start == end:
        return fact
    when = Period(fact.when.start, None)
    if isinstance(fact, DrugTreatment):
        # Whoever stopped it and why came with the end; on that day it was running.
        return replace(fact, when=when, status="active", stop_reason="")
    return replace(fact, when=when)


def _merge(facts: Iterable[AnyFact]) -> list[AnyFact]:
    merged: dict[AnyFact, list[AnyFact]] = {}
    for fact in facts:
        merged.setdefault(replace(fact, sources=(), recorded_on=None), []).append(fact)
    return [_one(same) for same in merged.values()]


def _one(same: Sequence[AnyFact]) -> AnyFact:
    if len(same) == 1:
        return same[0]
    seen: dict[Source, None] = {}
    for fact in same:
        seen.update(dict.fromkeys(fact.sources))
    # Known from the first time that anybody recorded it.
    recorded = [fact.recorded_on for fact in same if fact.recorded_on is not None]
    earliest = min(recorded, key=lambda when: when.sort_key) if len(recorded) == len(same) else None
    if earliest is None and recorded and same[0].when.start is None:
        earliest = min(recorded, key=lambda when: when.sort_key)
    return replace(same[0], sources=tuple(sorted(seen, key=_source_order)), recorded_on=earliest)


def _source_order(source: Source) -> tuple[str, ...]:
    return (source.file, source.resource, source.path, source.place, source.sha256)


def _in_order(facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    """A total order that depends on nothing but the facts: time, kind, words, and only then the whole content."""
    groups: dict[tuple[date, date, str, str, str], list[AnyFact]] = {}
    for fact in facts:
        groups.setdefault(_order(fact), []).append(fact)
    ordered: list[AnyFact] = []
    for key in sorted(groups):
        same = groups[key]
        # Writing out a whole fact is dear, and few facts of one instant share kind and words.
        ordered.extend(same if len(same) == 1 else sorted(same, key=_content))
    return tuple(ordered)


def _order(fact: AnyFact) -> tuple[date, date, str, str, str]:
    start = fact.when.start or fact.when.end
    if start is None:
        return (_NEVER, _NEVER, "", type(fact).__name__, fact.text)
    return (start.earliest, start.latest, start.text, type(fact).__name__, fact.text)


def _content(fact: AnyFact) -> str:
    return repr(replace(fact, sources=()))
