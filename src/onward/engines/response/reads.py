"""What one reader measured and judged, visit by visit, put in order; what does not fit is flagged, never corrected."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from onward.engines.response.read import Flag, LesionRead, Read, VisitRead
from onward.engines.response.states import NOT_EVALUABLE
from onward.engines.response.visit_order import baseline_first, in_order, is_baseline
from onward.terms import PartialDate, Quantity, convert
from onward.timeline import LesionMeasurement, Timeline

# The measure that a target contributes to the sum: RECIST 1.1 section 4.1 (nodes by the short axis).
_LENGTHS = ("longest diameter", "short axis")
_RANKS = {"CT": 0, "MR": 0, "X-ray": 1, "bone scan": 3, "PET": 4, "PET/CT": 4}


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
    kept, has_baseline = baseline_first(in_order(visits, flags), flags)
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
    has_baseline = any(is_baseline(name) for name in measured)
    for name in [name for name in by_visit if name not in measured]:
        names_new = any(fact.role == "new" for fact in by_visit[name])
        if not names_new and measured and (has_baseline or not is_baseline(name)):
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
    told = _Told()
    for fact in facts:
        told.take(fact)
    wanted = "short axis" if told.is_node else "longest diameter"
    measured = [fact for fact in told.lengths if fact.measure == wanted]
    if told.is_node and not measured and told.lengths:
        flags.append(
            Flag(
                visit=visit,
                lesion=lesion,
                what="a node without a short axis",
                did="took it as not measured: nodes are measured by their short axis (RECIST 1.1, 3.1.1)",
            )
        )
    roles = sorted(told.roles)
    if len(roles) > 1:
        flags.append(
            Flag(visit=visit, lesion=lesion, what=f"called {' and '.join(roles)}", did=f"counted it as {roles[-1]}")
        )
    states = _states(told.judged)
    if len(states) > 1:
        flags.append(
            Flag(visit=visit, lesion=lesion, what=f"judged {' and '.join(states)}", did="took it as not evaluable")
        )
    diameter = _length_mm(visit, lesion, measured, flags)
    state = states[0] if len(states) == 1 else "not evaluable" if states else told.state_beside
    return LesionRead(
        lesion=lesion,
        role=roles[-1] if roles else "",
        site=told.site,
        site_text=told.site_text,
        is_node=told.is_node,
        diameter_mm=diameter,
        state=state,
        not_done=told.not_done if diameter is None and not state else "",
        # Of a lesion seen on several scans, the one on which its length was measured.
        method=next((fact.method for fact in measured if fact.method), told.method),
        slice_thickness_mm=told.slice_thickness_mm,
        facts=tuple(facts),
    )


class _Told:
    """What several rows about one lesion at one visit say together: of each point the first that says something."""

    __slots__ = (
        "is_node", "judged", "lengths", "method", "not_done", "roles", "site", "site_text", "slice_thickness_mm",
        "state_beside",
    )  # fmt: skip

    def __init__(self) -> None:
        self.is_node = False
        self.judged: list[LesionMeasurement] = []
        self.lengths: list[LesionMeasurement] = []
        self.roles: set[str] = set()
        self.site = self.site_text = self.method = self.not_done = self.state_beside = ""
        self.slice_thickness_mm: Decimal | None = None

    def take(self, fact: LesionMeasurement) -> None:
        measure = fact.measure
        if measure in _LENGTHS:
            self.lengths.append(fact)
        if fact.state and measure != "identified":
            if measure == "state":
                self.judged.append(fact)
            self.state_beside = self.state_beside or fact.state
        if fact.role:
            self.roles.add(fact.role)
        self.is_node = self.is_node or bool(fact.is_node)
        self.site = self.site or fact.site
        self.site_text = self.site_text or fact.site_text
        self.method = self.method or fact.method
        self.not_done = self.not_done or fact.not_done
        if self.slice_thickness_mm is None:
            self.slice_thickness_mm = fact.slice_thickness_mm


def _states(judged: Sequence[LesionMeasurement]) -> list[str]:
    """What was judged, by the scan that counts most for a size: CT and MR, X-ray, others, then bone scan and PET.

    Scans of different kinds may say different things of one lesion without contradicting each other.
    """
    if len(judged) < 2:
        return [fact.state for fact in judged]
    by_rank: dict[int, set[str]] = {}
    for fact in judged:
        by_rank.setdefault(_RANKS.get(fact.method, 2), set()).add(fact.state)
    told = [states for _, states in sorted(by_rank.items()) if not states <= NOT_EVALUABLE]
    return sorted(told[0] if told else by_rank[min(by_rank)])


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
