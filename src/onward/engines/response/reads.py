"""What one reader measured and judged, visit by visit, put in order; what does not fit is flagged, never corrected."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
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
    """All that one reader read of one person; visits in order, the baseline first.

    has_baseline   False: the first visit already is one after the baseline, which is missing
    """

    person: str
    reader: str
    reader_role: str
    visits: tuple[VisitRead, ...]
    has_baseline: bool
    flags: tuple[Flag, ...]


def reads_of(timeline: Timeline) -> tuple[Read, ...]:
    """One read for each reader of the timeline's lesions, in order of their names.

    Rows that only name lesions and tell no reader belong to every reader who measured.
    """
    by_reader: dict[str, list[LesionMeasurement]] = {}
    nobodys: list[LesionMeasurement] = []
    for fact in timeline.facts:
        if isinstance(fact, LesionMeasurement):
            names_only = fact.measure == "identified" and not fact.reader
            (nobodys if names_only else by_reader.setdefault(fact.reader, [])).append(fact)
    readers = {
        reader: [*facts, *nobodys]
        for reader, facts in sorted(by_reader.items())
        if any(fact.measure != "identified" for fact in facts)
    }
    if not readers:
        readers = {reader: [*facts, *nobodys] for reader, facts in sorted(by_reader.items())}
    if not readers and nobodys:
        readers = {"": nobodys}
    return tuple(_read(timeline.person, reader, facts) for reader, facts in readers.items())


def _read(person: str, reader: str, facts: Sequence[LesionMeasurement]) -> Read:
    flags: list[Flag] = []
    by_visit: dict[str, list[LesionMeasurement]] = {}
    unplaced: list[LesionMeasurement] = []
    called = _names(facts)
    for fact in facts:
        if fact.visit or fact.visit_number is not None:
            by_visit.setdefault(called(fact), []).append(fact)
        elif fact.measure == "identified" or fact.when.start is None:
            unplaced.append(fact)
        else:
            by_visit.setdefault(str(fact.when.start), []).append(fact)
    _place(unplaced, by_visit, flags)
    _drop_namings(by_visit)
    visits = [_visit(name, held, flags) for name, held in by_visit.items()]
    _flag_units(visits, flags)
    kept, has_baseline = _baseline_first(_in_order(visits, flags), flags)
    return Read(
        person=person,
        reader=reader,
        reader_role=next((fact.reader_role for fact in facts if fact.reader_role), ""),
        visits=kept,
        has_baseline=has_baseline,
        flags=tuple(dict.fromkeys(flags)),
    )


def _names(facts: Sequence[LesionMeasurement]) -> Callable[[LesionMeasurement], str]:
    """What a fact's visit is called: its name, with its number where one name ("UNSCHEDULED") stands for several."""
    numbers: dict[str, set[Decimal]] = {}
    for fact in facts:
        if fact.visit_number is not None:
            numbers.setdefault(fact.visit, set()).add(fact.visit_number)

    def called(fact: LesionMeasurement) -> str:
        if not fact.visit:
            return str(fact.visit_number)
        if fact.visit_number is None or len(numbers[fact.visit]) < 2:
            return fact.visit
        return f"{fact.visit} ({fact.visit_number.normalize():f})"

    return called


def _drop_namings(by_visit: dict[str, list[LesionMeasurement]]) -> None:
    """A visit at which lesions were only named is none, unless it is the only baseline or names a new lesion."""
    measured = {name for name, held in by_visit.items() if any(fact.measure != "identified" for fact in held)}
    has_baseline = any(_is_baseline(name) for name in measured)
    for name in [name for name in by_visit if name not in measured]:
        names_new = any(fact.role == "new" for fact in by_visit[name])
        if not names_new and measured and (has_baseline or not _is_baseline(name)):
            del by_visit[name]


def _place(
    unplaced: Sequence[LesionMeasurement], by_visit: dict[str, list[LesionMeasurement]], flags: list[Flag]
) -> None:
    """Rows without a visit go to the visit of their day; what then is nowhere is flagged where it would count."""
    for fact in unplaced:
        day = fact.when.start
        name = next(
            (name for name, held in by_visit.items() if day is not None and any(one.when.start == day for one in held)),
            None,
        )
        if name is not None:
            by_visit[name].append(fact)
        elif fact.measure != "identified" or (
            fact.role == "new" and not any(one.lesion == fact.lesion for held in by_visit.values() for one in held)
        ):
            flags.append(
                Flag(visit="", lesion=fact.lesion, what="neither a visit nor a known day", did="left the row out")
            )


def _flag_units(visits: Sequence[VisitRead], flags: list[Flag]) -> None:
    """Lengths that came in another unit than mm, and units that change from visit to visit."""
    units: dict[str, set[str]] = {}
    for visit in visits:
        for lesion in visit.lesions:
            for fact in lesion.facts:
                if fact.measure in _LENGTHS and fact.value is not None and fact.value.unit is not None:
                    units.setdefault(lesion.lesion, set()).add(str(fact.value.unit))
    flags.extend(
        Flag(
            visit="",
            lesion=lesion,
            what=f"units change between visits ({' and '.join(sorted(found))})",
            did="brought every length to mm; check that the units were written down right",
        )
        for lesion, found in sorted(units.items())
        if len(found) > 1
    )


def _visit(name: str, facts: Sequence[LesionMeasurement], flags: list[Flag]) -> VisitRead:
    days = sorted({fact.when.start for fact in facts if fact.when.start is not None}, key=_sort_key)
    numbers = sorted({fact.visit_number for fact in facts if fact.visit_number is not None})
    by_lesion: dict[str, list[LesionMeasurement]] = {}
    for fact in facts:
        by_lesion.setdefault(fact.lesion, []).append(fact)
    lesions = [_lesion(name, lesion, held, flags) for lesion, held in sorted(by_lesion.items())]
    twice = [lesion for lesion, held in by_lesion.items() if _stands_twice(held)]
    read = [lesion for lesion, held in by_lesion.items() if any(fact.measure != "identified" for fact in held)]
    if len(twice) > 1 and len(twice) == len(read):
        flags.append(
            Flag(
                visit=name,
                lesion="",
                what="the reader signed this visit twice: every lesion stands twice",
                did="counted what is equal once; what differs is not measured; withdraw one of the two reads",
            )
        )
    # Scans of one visit may lie on several days; the visit is dated by the first, as RECIST dates progression.
    return VisitRead(
        name=name, number=numbers[0] if numbers else None, date=days[0] if days else None, lesions=tuple(lesions)
    )


def _stands_twice(facts: Sequence[LesionMeasurement]) -> bool:
    if len(facts) == 1:
        return False
    measures = [fact.measure for fact in facts if fact.measure in (*_LENGTHS, "state")]
    return len(measures) > len(set(measures))


def _sort_key(day: PartialDate) -> tuple[object, ...]:
    return day.sort_key


def _lesion(visit: str, lesion: str, facts: Sequence[LesionMeasurement], flags: list[Flag]) -> LesionRead:
    first = facts[0]
    if len(facts) == 1 and not (first.is_node and first.measure == "longest diameter"):
        # Most lesions of a visit are one row: nothing to bring together.
        counts = first.measure == ("short axis" if first.is_node else "longest diameter")
        return _read_of(lesion, first, facts, _length_mm(visit, lesion, facts, flags) if counts else None)
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
                did="took it as not measured: nodes are measured by their short axis (RECIST 1.1, 3.1.1)",
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
    diameter = _length_mm(visit, lesion, measured, flags)
    state = states[0] if len(states) == 1 else "not evaluable" if states else ""
    if not state:
        state = next((fact.state for fact in facts if fact.state and fact.measure != "identified"), "")
    undone = next((fact.not_done for fact in facts if fact.not_done), "")
    return LesionRead(
        lesion=lesion,
        role=roles[-1] if roles else "",
        site=next((fact.site for fact in facts if fact.site), ""),
        site_text=next((fact.site_text for fact in facts if fact.site_text), ""),
        is_node=is_node,
        diameter_mm=diameter,
        state=state,
        not_done=undone if diameter is None and not state else "",
        method=next((fact.method for fact in facts if fact.method), first.method),
        slice_thickness_mm=next(
            (fact.slice_thickness_mm for fact in facts if fact.slice_thickness_mm is not None), None
        ),
        facts=tuple(facts),
    )


def _read_of(
    lesion: str, fact: LesionMeasurement, facts: Sequence[LesionMeasurement], diameter: Decimal | None
) -> LesionRead:
    state = "" if fact.measure == "identified" else fact.state
    return LesionRead(
        lesion=lesion,
        role=fact.role,
        site=fact.site,
        site_text=fact.site_text,
        is_node=bool(fact.is_node),
        diameter_mm=diameter,
        state=state,
        not_done=fact.not_done if diameter is None and not state else "",
        method=fact.method,
        slice_thickness_mm=fact.slice_thickness_mm,
        facts=tuple(facts),
    )


def _length_mm(visit: str, lesion: str, facts: Sequence[LesionMeasurement], flags: list[Flag]) -> Decimal | None:
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
    if len(values) > 1 and len(lengths) == 1 and len({_day_of(fact) for fact in facts}) <= 1:
        flags.append(Flag(visit=visit, lesion=lesion, what="the same measurement stands twice", did="counted it once"))
    if len(lengths) > 1:
        shown = " and ".join(f"{length.normalize():f} mm" for length in sorted(lengths))
        flags.append(
            Flag(visit=visit, lesion=lesion, what=f"measured more than once: {shown}", did="took it as not measured")
        )
        return None
    return lengths.pop() if lengths else None


def _day_of(fact: LesionMeasurement) -> str:
    return str(fact.when.start)


def _in_mm(value: Quantity) -> Decimal | None:
    if value.unit == "mm":
        return value.value
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


def _baseline_first(ordered: Sequence[VisitRead], flags: list[Flag]) -> tuple[tuple[VisitRead, ...], bool]:
    """From the baseline on, and whether there is one: the last visit called so, else the first with chosen lesions."""
    named = [index for index, visit in enumerate(ordered) if _is_baseline(visit.name)]
    if len(named) > 1:
        flags.append(
            Flag(
                visit=ordered[named[-1]].name,
                lesion="",
                what=f"{len(named)} visits are called baseline",
                did="compared with the last of them, the one nearest to the treatment (RECIST 1.1, 3.2.1)",
            )
        )
    if named:
        start = named[-1]
        flags.extend(
            Flag(visit=visit.name, lesion="", what="a visit before the baseline", did="left it out")
            for visit in ordered[:start]
            if not _is_baseline(visit.name)
        )
        return tuple(ordered[start:]), True
    chosen = next((index for index, visit in enumerate(ordered) if visit.of("target") or visit.of("non-target")), None)
    if chosen is None:
        return tuple(ordered), bool(ordered) and not _is_later(ordered[0].name)
    first = ordered[chosen]
    if _is_later(first.name):
        flags.append(
            Flag(
                visit=first.name,
                lesion="",
                what="the baseline is missing: the first visit with chosen lesions is one under treatment",
                did="compared nothing; response and progression are measured against a baseline (RECIST 1.1, 4.2)",
            )
        )
        return tuple(ordered[chosen:]), False
    flags.append(
        Flag(
            visit=first.name,
            lesion="",
            what="no visit is called baseline",
            did="took the first one with chosen lesions as the baseline",
        )
    )
    return tuple(ordered[chosen:]), True


_BASELINE = re.compile(r"\b(baseline|screening|pre-?treatment|(week|month|day|cycle)\s*-?0+)\b|\b(day|week)\s*-\s*\d")
_LATER = re.compile(
    r"\b((week|wk|month)\s*0*[1-9]|cycle\s*0*([2-9]|1\d)|w0*[1-9]\d*\b|follow|unscheduled|end of|eot\b)"
)


def _is_baseline(name: str) -> bool:
    return _BASELINE.search(name.lower()) is not None


def _is_later(name: str) -> bool:
    """The name itself says that treatment runs already."""
    return _LATER.search(name.lower()) is not None


def by_lesion(visit: VisitRead) -> Mapping[str, LesionRead]:
    """The lesions of a visit by name."""
    return {lesion.lesion: lesion for lesion in visit.lesions}
