"""What one reader measured and judged, visit by visit, put in order; what does not fit is flagged, never corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from onward.terms import PartialDate, Quantity, convert
from onward.timeline import LesionMeasurement, Timeline

# The measure that a target contributes to the sum: RECIST 1.1 section 4.1 (nodes by the short axis).
_LENGTHS = ("longest diameter", "short axis")


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
    """All that one reader read of one person; visits in order, the baseline first."""

    person: str
    reader: str
    reader_role: str
    visits: tuple[VisitRead, ...]
    flags: tuple[Flag, ...]


def reads_of(timeline: Timeline) -> tuple[Read, ...]:
    """One read for each reader of the timeline's lesions, in order of their names."""
    by_reader: dict[str, list[LesionMeasurement]] = {}
    for fact in timeline.facts:
        if isinstance(fact, LesionMeasurement):
            by_reader.setdefault(fact.reader, []).append(fact)
    return tuple(_read(timeline.person, reader, facts) for reader, facts in sorted(by_reader.items()))


def _read(person: str, reader: str, facts: Sequence[LesionMeasurement]) -> Read:
    flags: list[Flag] = []
    by_visit: dict[str, list[LesionMeasurement]] = {}
    for fact in facts:
        by_visit.setdefault(fact.visit or str(fact.visit_number or fact.when), []).append(fact)
    visits = [_visit(name, held, flags) for name, held in by_visit.items()]
    ordered = _in_order(visits, flags)
    return Read(
        person=person,
        reader=reader,
        reader_role=next((fact.reader_role for fact in facts if fact.reader_role), ""),
        visits=_baseline_first(ordered, flags),
        flags=tuple(flags),
    )


def _visit(name: str, facts: Sequence[LesionMeasurement], flags: list[Flag]) -> VisitRead:
    days = sorted({fact.when.start for fact in facts if fact.when.start is not None}, key=_sort_key)
    numbers = sorted({fact.visit_number for fact in facts if fact.visit_number is not None})
    if len(numbers) > 1:
        flags.append(Flag(visit=name, lesion="", what="one name, several numbers", did=f"took {numbers[0]}"))
    by_lesion: dict[str, list[LesionMeasurement]] = {}
    for fact in facts:
        by_lesion.setdefault(fact.lesion, []).append(fact)
    lesions = [_lesion(name, lesion, held, flags) for lesion, held in sorted(by_lesion.items())]
    # Scans of one visit may lie on several days; the visit is dated by the first, as RECIST dates progression.
    return VisitRead(
        name=name, number=numbers[0] if numbers else None, date=days[0] if days else None, lesions=tuple(lesions)
    )


def _sort_key(day: PartialDate) -> tuple[object, ...]:
    return day.sort_key


def _lesion(visit: str, lesion: str, facts: Sequence[LesionMeasurement], flags: list[Flag]) -> LesionRead:
    lengths = [fact for fact in facts if fact.measure in _LENGTHS]
    is_node = any(fact.is_node for fact in facts)
    wanted = "short axis" if is_node else "longest diameter"
    measured = [fact for fact in lengths if fact.measure == wanted]
    if is_node and not measured and lengths:
        flags.append(
            Flag(
                visit=visit,
                lesion=lesion,
                what="a node without a short axis",
                did="took it as not measured: nodes are measured by their short axis (RECIST 1.1, 3.2)",
            )
        )
    roles = sorted({fact.role for fact in facts if fact.role})
    if len(roles) > 1:
        flags.append(
            Flag(visit=visit, lesion=lesion, what=f"called {' and '.join(roles)}", did=f"counted it as {roles[-1]}")
        )
    states = sorted({fact.state for fact in facts if fact.measure == "state" and fact.state})
    if len(states) > 1:
        flags.append(
            Flag(visit=visit, lesion=lesion, what=f"judged {' and '.join(states)}", did="took it as not evaluable")
        )
    first = facts[0]
    state = states[0] if len(states) == 1 else "not evaluable" if states else ""
    if not state:
        state = next((fact.state for fact in facts if fact.state), "")
    return LesionRead(
        lesion=lesion,
        role=roles[-1] if roles else "",
        site=next((fact.site for fact in facts if fact.site), ""),
        site_text=next((fact.site_text for fact in facts if fact.site_text), ""),
        is_node=is_node,
        diameter_mm=_length_mm(visit, lesion, measured, flags),
        state=state,
        not_done=next((fact.not_done for fact in facts if fact.not_done), ""),
        method=next((fact.method for fact in facts if fact.method), first.method),
        slice_thickness_mm=next(
            (fact.slice_thickness_mm for fact in facts if fact.slice_thickness_mm is not None), None
        ),
        facts=tuple(facts),
    )


def _length_mm(visit: str, lesion: str, facts: Iterable[LesionMeasurement], flags: list[Flag]) -> Decimal | None:
    values = [fact.value for fact in facts if fact.value is not None]
    lengths: set[Decimal] = set()
    for value in values:
        found = _in_mm(value)
        if found is None:
            what = "a length without a unit" if value.unit is None else f"{value.unit} is no length"
            flags.append(Flag(visit=visit, lesion=lesion, what=what, did="took it as not measured"))
        elif found < 0:
            flags.append(Flag(visit=visit, lesion=lesion, what="a length below zero", did="took it as not measured"))
        else:
            lengths.add(found)
    if len(lengths) > 1:
        shown = " and ".join(f"{length.normalize():f} mm" for length in sorted(lengths))
        flags.append(
            Flag(visit=visit, lesion=lesion, what=f"measured more than once: {shown}", did="took it as not measured")
        )
        return None
    return lengths.pop() if lengths else None


def _in_mm(value: Quantity) -> Decimal | None:
    found = convert(value, "mm")
    return None if found is None else found.value


def _in_order(visits: Sequence[VisitRead], flags: list[Flag]) -> list[VisitRead]:
    """By day where every visit has one, else by number; where the two differ that is flagged, and the day counts."""
    dated = all(visit.date is not None for visit in visits)
    numbered = all(visit.number is not None for visit in visits)
    if not dated and not numbered:
        flags.extend(
            Flag(visit=visit.name, lesion="", what="neither day nor number", did="put it after the others")
            for visit in visits
            if visit.date is None
        )

    def key(visit: VisitRead) -> tuple[object, ...]:
        number = (visit.number is None, visit.number if visit.number is not None else Decimal(0))
        by_day = (visit.date is None, visit.date.earliest.isoformat() if visit.date is not None else "")
        return (by_day, number, visit.name) if dated or not numbered else (number, by_day, visit.name)

    ordered = sorted(visits, key=key)
    if dated and numbered:
        by_number = sorted(visits, key=lambda visit: (visit.number or Decimal(0), visit.name))
        moved = [one.name for one, other in zip(ordered, by_number, strict=True) if one is not other]
        if moved:
            flags.append(
                Flag(
                    visit=moved[0],
                    lesion="",
                    what="numbers of visits and their days do not run the same way",
                    did="put them in order of their days",
                )
            )
    for one, after in pairwise(ordered):
        if one.date is not None and after.date is not None and one.date == after.date:
            flags.append(
                Flag(
                    visit=after.name,
                    lesion="",
                    what=f"on the same day as {one.name}",
                    did="kept both, in order of their numbers",
                )
            )
    return ordered


def _baseline_first(ordered: Sequence[VisitRead], flags: list[Flag]) -> tuple[VisitRead, ...]:
    """From the baseline on: the last visit called so, else the first at which a lesion was chosen."""
    named = [index for index, visit in enumerate(ordered) if _is_baseline(visit.name)]
    if len(named) > 1:
        flags.append(
            Flag(
                visit=ordered[named[-1]].name,
                lesion="",
                what=f"{len(named)} visits are called baseline",
                did="compared with the last of them, the one nearest to the treatment (RECIST 1.1, 4.2)",
            )
        )
    if named:
        start = named[-1]
        flags.extend(
            Flag(visit=visit.name, lesion="", what="a visit before the baseline", did="left it out")
            for visit in ordered[:start]
            if not _is_baseline(visit.name)
        )
        return tuple(ordered[start:])
    chosen = next((index for index, visit in enumerate(ordered) if visit.of("target") or visit.of("non-target")), None)
    if chosen is None:
        return tuple(ordered)
    if len(ordered) > 0:
        flags.append(
            Flag(
                visit=ordered[chosen].name,
                lesion="",
                what="no visit is called baseline",
                did="took the first one with chosen lesions as the baseline",
            )
        )
    return tuple(ordered[chosen:])


def _is_baseline(name: str) -> bool:
    words = name.lower()
    return "baseline" in words or "screening" in words


def by_lesion(visit: VisitRead) -> Mapping[str, LesionRead]:
    """The lesions of a visit by name."""
    return {lesion.lesion: lesion for lesion in visit.lesions}
