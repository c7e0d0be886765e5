"""Why two readers differ, taken apart: targets, measurements, non-target judgement, new lesions.

What the differences are: other targets chosen, other measurement of the same lesion, other judgement, new lesion seen.

Which of them matters is found by trying: one reader's read is taken with the other's answer to one question only, and
judged again. A difference that by itself carries the category over, in both directions, decides alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from onward.engines.response.readings.as_facts import length_mm
from onward.engines.response.readings.pairing import Pairing, lesions_of, pair_lesions
from onward.engines.response.readings.records import Mark
from onward.engines.response.respond import asked_of, respond_by_all
from onward.engines.response.result import ReaderResponse, VisitResponse
from onward.engines.response.words import mm
from onward.knowledge import ResponseRules
from onward.terms import PartialDate, Quantity, at, parse_date
from onward.timeline import AnyFact, LesionMeasurement, build_timeline


class Kind(Enum):
    """What readers can differ in."""

    TARGETS = "other targets chosen"
    MEASUREMENT = "other measurement of the same lesion"
    NON_TARGET = "non-target judgement"
    NEW_LESION = "new lesion seen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderMarks:
    """What one reader set, and as whom."""

    reader: str
    role: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference; `left` and `right` name the lesion as each reader calls it, "" where one has none."""

    kind: Kind
    left: str
    right: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitCompared:
    """One visit.

    differences  what the readers differ in at it
    decisive     kinds that alone carry one category over to the other, in both directions; () when several have to
                 come together, or the categories are the same
    leaning      kinds that do so in one direction only: each is needed, or each would do, and none is the whole story
    """

    visit: str
    date: PartialDate | None
    left: str
    right: str
    left_sum_mm: Decimal | None
    right_sum_mm: Decimal | None
    differences: tuple[Difference, ...]
    decisive: tuple[Kind, ...]
    leaning: tuple[Kind, ...]

    @property
    def differs(self) -> bool:
        """Whether the categories differ."""
        return self.left != self.right

    @property
    def account(self) -> str:
        """Why, in one sentence."""
        if not self.differs:
            return "same category" if self.differences else "same category, nothing differs"
        if self.decisive:
            return f"decided by: {'; '.join(kind.value for kind in self.decisive)}"
        if self.leaning:
            return f"no single difference decides; together: {'; '.join(kind.value for kind in self.leaning)}"
        return "no single difference decides: only all of them together do"


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two readers of one person by one criterion."""

    person: str
    criterion: str
    left: ReaderMarks
    right: ReaderMarks
    pairing: Pairing
    visits: tuple[VisitCompared, ...]
    best: tuple[str, str]


def compare_reads(
    person: str,
    left: ReaderMarks,
    right: ReaderMarks,
    *,
    criterion: str,
    rules: ResponseRules,
    context: Sequence[AnyFact] = (),
    drug_classes: frozenset[str] = frozenset(),
) -> Compared:
    """Where two readers differ, and why. The order of the two changes sides and nothing else.

    context, drug_classes   what else is recorded of the person and criteria ask for: PET acquisitions, drugs, markers
    """

    def judge(marks: Sequence[Mark]) -> ReaderResponse | None:
        timeline = build_timeline(person, [*context, *_facts(marks)])
        found = [
            one
            for one in respond_by_all(asked_of(timeline, drug_classes), [(criterion, rules)])
            if one.reader == _READER
        ]
        return found[0] if found else None

    pairing = pair_lesions(lesions_of(left.marks), lesions_of(right.marks))
    mirrored = Pairing(
        pairs=tuple(replace(pair, left=pair.right, right=pair.left) for pair in pairing.pairs),
        left_only=pairing.right_only,
        right_only=pairing.left_only,
    )
    one, other = judge(left.marks), judge(right.marks)
    to_right = _swapped(left.marks, pairing, judge)
    to_left = _swapped(right.marks, mirrored, judge)
    visits: list[VisitCompared] = []
    for name in _visits(one, other):
        mine, hers = _visit(one, name), _visit(other, name)
        said = (_overall(mine), _overall(hers))
        there = [kind for kind in Kind if said[0] != said[1] and _overall(_visit(to_right[kind], name)) == said[1]]
        back = [kind for kind in Kind if said[0] != said[1] and _overall(_visit(to_left[kind], name)) == said[0]]
        visits.append(
            VisitCompared(
                visit=name,
                date=(mine and mine.date) or (hers and hers.date) or None,
                left=said[0],
                right=said[1],
                left_sum_mm=mine.sum_mm if mine else None,
                right_sum_mm=hers.sum_mm if hers else None,
                differences=differences_at(name, pairing),
                decisive=tuple(kind for kind in Kind if kind in there and kind in back),
                leaning=tuple(kind for kind in Kind if (kind in there) != (kind in back)),
            )
        )
    return Compared(
        person=person,
        criterion=criterion,
        left=left,
        right=right,
        pairing=pairing,
        visits=tuple(visits),
        best=(one.best_overall if one else "", other.best_overall if other else ""),
    )


def differences_at(visit: str, pairing: Pairing) -> tuple[Difference, ...]:
    """Everything that two readers differ in at a visit."""
    found: list[Difference] = []
    for pair in pairing.pairs:
        mine, hers = pair.left.at(visit), pair.right.at(visit)
        if pair.left.role != pair.right.role:
            if mine or hers:
                found.append(
                    Difference(
                        kind=_kind_of_roles(pair.left.role, pair.right.role),
                        left=pair.left.called,
                        right=pair.right.called,
                        says=f"{pair.left.role or 'no role'} for one, {pair.right.role or 'no role'} for the other",
                    )
                )
            continue
        said = _said(mine), _said(hers)
        if said[0] == said[1]:
            continue
        kind = _KIND_OF_ROLE.get(pair.left.role, Kind.MEASUREMENT)
        found.append(
            Difference(kind=kind, left=pair.left.called, right=pair.right.called, says=_apart(mine, hers, said))
        )
    for lesions, is_left in ((pairing.left_only, True), (pairing.right_only, False)):
        for lesion in lesions:
            held = lesion.at(visit)
            if not held:
                continue
            found.append(
                Difference(
                    kind=_KIND_ALONE.get(lesion.role, Kind.TARGETS),
                    left=lesion.called if is_left else "",
                    right="" if is_left else lesion.called,
                    says=f"{lesion.role or 'a lesion'} of one reader only ({_said(held)})",
                )
            )
    return tuple(sorted(found, key=lambda one: (list(Kind).index(one.kind), one.left, one.right)))


_READER = "reader"
_KIND_OF_ROLE = {"target": Kind.MEASUREMENT, "non-target": Kind.NON_TARGET, "new": Kind.NEW_LESION}
_KIND_ALONE = {"target": Kind.TARGETS, "non-target": Kind.NON_TARGET, "new": Kind.NEW_LESION}


def _kind_of_roles(one: str, other: str) -> Kind:
    return Kind.NEW_LESION if "new" in (one, other) else Kind.TARGETS


def _said(marks: Sequence[Mark]) -> str:
    """What a reader said of a lesion at a visit, in words; "" for nothing."""
    length = length_mm(marks)
    states = [mark.state for mark in marks if mark.measure == "state" and mark.state]
    undone = [mark.not_done for mark in marks if mark.not_done]
    others = [
        f"{mark.measure} {mark.value} {mark.unit}".strip()
        for mark in marks
        if mark.value is not None and mark.measure not in ("longest diameter", "short axis")
    ]
    words = [*([mm(length)] if length is not None else []), *sorted(set(states)), *sorted(others), *sorted(set(undone))]
    return ", ".join(words) or ("named" if marks else "")


def _apart(mine: Sequence[Mark], hers: Sequence[Mark], said: tuple[str, str]) -> str:
    one, other = length_mm(mine), length_mm(hers)
    if one is None or other is None:
        return f"{said[0] or 'not read'} and {said[1] or 'not read'}"
    return f"{said[0]} and {said[1]}: {mm(abs(one - other))} apart"


def _swapped(
    marks: Sequence[Mark], pairing: Pairing, judge: Callable[[Sequence[Mark]], ReaderResponse | None]
) -> dict[Kind, ReaderResponse | None]:
    """The left reader's read, each time with the right reader's answer to one question."""
    return {kind: judge(_with(marks, pairing, kind)) for kind in Kind}


def _with(marks: Sequence[Mark], pairing: Pairing, kind: Kind) -> list[Mark]:
    drop: set[str] = set()
    add: list[Mark] = []
    for pair in pairing.pairs:
        same_role = pair.left.role == pair.right.role
        its = (
            _KIND_OF_ROLE.get(pair.left.role, Kind.MEASUREMENT)
            if same_role
            else _kind_of_roles(pair.left.role, pair.right.role)
        )
        if its is kind:
            drop.add(pair.left.name)
            add += [replace(mark, lesion=pair.left.name) for mark in pair.right.marks]
    drop |= {lesion.name for lesion in pairing.left_only if _KIND_ALONE.get(lesion.role, Kind.TARGETS) is kind}
    for lesion in pairing.right_only:
        if _KIND_ALONE.get(lesion.role, Kind.TARGETS) is kind:
            # Another reader's name for a lesion may be this reader's name for another one.
            add += [replace(mark, lesion=f"other reader's {lesion.name}") for mark in lesion.marks]
    return [*(mark for mark in marks if mark.lesion not in drop), *add]


def _facts(marks: Sequence[Mark]) -> list[LesionMeasurement]:
    return [
        LesionMeasurement(
            when=at(parse_date(mark.date) if mark.date else None),
            lesion=mark.lesion,
            reader=_READER,
            role=mark.role,
            visit=mark.visit,
            visit_number=mark.visit_number,
            site=mark.site,
            site_text=mark.site_text,
            laterality=mark.laterality,
            is_node=mark.is_node,
            measure=mark.measure,
            value=None if mark.value is None else Quantity(mark.value, mark.unit or None),
            state=mark.state,
            not_done=mark.not_done,
            method=mark.method,
            slice_thickness_mm=mark.slice_thickness_mm,
        )
        for mark in marks
    ]


def _visits(one: ReaderResponse | None, other: ReaderResponse | None) -> list[str]:
    """Names of the visits of both, in the order of the first, then what only the second has."""
    return list(
        dict.fromkeys(visit.visit for response in (one, other) if response is not None for visit in response.visits)
    )


def _visit(response: ReaderResponse | None, name: str) -> VisitResponse | None:
    return next((visit for visit in response.visits if visit.visit == name), None) if response is not None else None


def _overall(visit: VisitResponse | None) -> str:
    return visit.overall if visit is not None else ""
