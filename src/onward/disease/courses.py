"""From orders, statements and administrations to courses: one drug over one stretch of time (disease/lines, 1, 2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onward.disease.courses_chain import Record, chain, record_of
from onward.disease.lines_dates import Today, as_recorded, at_most, latest, order
from onward.disease.lines_progression import other_cancers, progressions, today_of
from onward.disease.picture import Course, PictureConflict, TreatmentQuestion
from onward.knowledge import Drug, DrugTable, LineRules
from onward.terms import PartialDate, Truth, is_before
from onward.timeline import DrugTreatment, Standing, Timeline, Told, TreatmentBasis

ANTICANCER = "anticancer"

# FHIR statuses that say that the drug did not reach the person (not-given); the last two are those of dispensing.
_NOT_GIVEN = frozenset(
    {"cancelled", "entered-in-error", "draft", "intended", "not-taken", "not-done", "declined", "preparation"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatments:
    """Every course that counts, whatever its drug, with what contradicts and what is open."""

    courses: tuple[Course, ...]
    conflicts: tuple[PictureConflict, ...]
    questions: tuple[TreatmentQuestion, ...]


def build_courses(timeline: Timeline, drugs: DrugTable, rules: LineRules, *, as_of: date) -> Treatments:
    """Put orders, statements and administrations together, drug by drug, as known on `as_of`."""
    today = today_of(timeline, as_of)
    others = other_cancers(timeline)
    by_drug: dict[str, list[DrugTreatment]] = defaultdict(list)
    after_death: dict[str, list[DrugTreatment]] = defaultdict(list)
    for fact in timeline.of(DrugTreatment):
        if not _counts(fact, as_of) or fact.for_cancer in others:
            continue
        start = fact.when.start
        late = today.died is not None and start is not None and is_before(today.died, start) is Truth.YES
        (after_death if late else by_drug)[_name(fact, drugs)].append(fact)
    growth = [fact.when.start for fact in progressions(timeline, as_of) if fact.when.start is not None]
    growth += _ends_for_progression(by_drug, drugs, as_of)
    found = [
        _courses_of(name, facts, drug, growth if drug is None or drug.role == ANTICANCER else (), rules, today)
        for name, facts in by_drug.items()
        # A bone agent or an antiemetic does not stop and start again because the tumour grew.
        for drug in (drugs.by_name.get(name),)
    ]
    return Treatments(
        courses=tuple(sorted((course for one in found for course in one.courses), key=_total_order)),
        conflicts=(
            *(conflict for one in found for conflict in one.conflicts),
            *(_given_after_death(name, facts) for name, facts in after_death.items()),
        ),
        questions=tuple(question for one in found for question in one.questions),
    )


def _counts(fact: DrugTreatment, as_of: date) -> bool:
    if fact.standing is Standing.REFUTED or fact.status in _NOT_GIVEN:
        return False
    return fact.when.start is None or fact.when.start.earliest <= as_of


def _name(fact: DrugTreatment, drugs: DrugTable) -> str:
    if fact.drug in drugs.by_name:
        return fact.drug
    return fact.drug or fact.drug_text or fact.text or "drug not named"


def _total_order(course: Course) -> tuple[object, ...]:
    end = course.end.sort_key if course.end is not None else (date.max, date.max, "")
    return (*order(course), end, course.intent, course.only_ordered)


def _ends_for_progression(by_drug: dict[str, list[DrugTreatment]], drugs: DrugTable, as_of: date) -> list[PartialDate]:
    """Days on which an anticancer drug was stopped for progression (progression-date)."""
    return [
        fact.when.end
        for name, facts in by_drug.items()
        if name in drugs.by_name and drugs.by_name[name].role == ANTICANCER
        for fact in facts
        if fact.stop_reason == "progression" and fact.when.end is not None and fact.when.end.earliest <= as_of
    ]


def _courses_of(
    name: str,
    facts: Sequence[DrugTreatment],
    drug: Drug | None,
    growth: Sequence[PartialDate],
    rules: LineRules,
    today: Today,
) -> Treatments:
    records = [record_of(fact, today.day) for fact in facts]
    dated = sorted((record for record in records if record.start is not None), key=Record.order)
    told = _told(record for record in records if record.start is None)
    undated = [record for record in records if record.start is None and not _has_line(record.fact.told)]
    evidence = [record for record in dated if record.fact.basis is not TreatmentBasis.ORDERED]
    orders = [record for record in dated if record.fact.basis is TreatmentBasis.ORDERED]
    chains = chain(evidence, growth, rules)
    beside: list[list[Record]] = [[] for _ in chains]
    lone: list[Record] = []
    for record in orders:
        nearest = _nearest(record, chains, rules)
        (lone if nearest is None else beside[nearest]).append(record)
    courses = [
        _course(name, drug, parts, near, growth, rules, today) for parts, near in zip(chains, beside, strict=True)
    ]
    ordered = [_course(name, drug, parts, [], growth, rules, today) for parts in chain(lone, growth, rules)]
    beside_dated = [record.fact for record in undated if dated and record.fact.basis is TreatmentBasis.ORDERED]
    undated = [record for record in undated if record.fact not in beside_dated]
    questions: list[TreatmentQuestion] = []
    if drug is None:
        questions.append(_unknown_drug(name, facts))
    elif drug.role == ANTICANCER:
        if undated:
            questions.append(_no_date(name, undated))
        if ordered:
            questions.append(_order_only(name, [fact for course in ordered for fact in course.facts]))
        open_ended = [course for course in (*courses, *ordered) if course.end is None and not course.ongoing]
        if open_ended:
            questions.append(_no_end(name, [fact for course in open_ended for fact in course.facts]))
    found = [*courses, *ordered]
    if beside_dated:
        # An order without a date adds nothing to a drug whose dates are known; it is kept with the last course.
        found[-1] = replace(found[-1], facts=(*found[-1].facts, *beside_dated))
    if undated:
        found.append(_undated(name, drug, undated))
    found.extend(_undated(name, drug, group) for group in told)
    reversed_dates = [record.fact for record in records if record.stops_before_start]
    conflicts = [_stop_before_start(name, reversed_dates)] if reversed_dates else []
    return Treatments(courses=tuple(found), conflicts=tuple(conflicts), questions=tuple(questions))


def _has_line(told: Told | None) -> bool:
    return told is not None and told.line is not None


def _told(records: Iterable[Record]) -> list[list[Record]]:
    """Undated records that words place in a line, line by line (as-told)."""
    groups: dict[Told, list[Record]] = {}
    for record in records:
        if record.fact.told is not None and record.fact.told.line is not None:
            groups.setdefault(record.fact.told, []).append(record)
    return list(groups.values())


def _nearest(record: Record, chains: Sequence[Sequence[Record]], rules: LineRules) -> int | None:
    """Which course of given or stated treatment an order belongs to: the nearest within `order-only`, else None."""
    best: tuple[int, int] | None = None
    for index, parts in enumerate(chains):
        first = parts[0].start
        if first is None or record.start is None:
            continue
        stated = {part.fact.intent for part in parts if part.fact.intent}
        if record.fact.intent and stated and record.fact.intent not in stated:
            # Records with different stated intents are never one course (course-gap).
            continue
        running = any(part.running for part in parts)
        last = latest(day for part in parts if (day := part.end or part.start) is not None)
        before = (first.earliest - record.start.latest).days
        after = 0 if running or last is None else (record.start.earliest - last.latest).days
        distance = max(before, after, 0)
        if distance <= rules.order_near_days and (best is None or distance < best[0]):
            best = (distance, index)
    return None if best is None else best[1]


def _course(
    name: str,
    drug: Drug | None,
    parts: Sequence[Record],
    orders: Sequence[Record],
    growth: Sequence[PartialDate],
    rules: LineRules,
    today: Today,
) -> Course:
    """One course from its records.

    orders   of the same drug, beside given or stated treatment: they add no dates, but may say intent and reason
    """
    doses = tuple(part.start for part in parts if part.is_dose and part.start is not None)
    periods = [part for part in parts if not part.is_dose]
    end, running = _end(periods, doses, growth, rules, today)
    intents = [part.fact.intent for part in parts if part.fact.intent]
    beside = {record.fact.intent for record in orders if record.fact.intent}
    last = max(periods, key=Record.end_order, default=None)
    reason = last.reason if last is not None else ""
    if not reason and orders:
        reason = orders[-1].reason
    only_ordered = all(part.fact.basis is TreatmentBasis.ORDERED for part in parts)
    return Course(
        drug=name,
        known=drug is not None,
        drug_class=drug.drug_class if drug is not None else "",
        groups=drug.also if drug is not None else (),
        role=drug.role if drug is not None else "",
        target=drug.target if drug is not None else "",
        payload=drug.payload if drug is not None else "",
        start=parts[0].start,
        end=end,
        ongoing=running,
        why_stopped="" if running else reason,
        intent=intents[0] if intents else next(iter(beside)) if len(beside) == 1 else "",
        only_ordered=only_ordered,
        status=last.status if last is not None else "",
        doses=doses,
        only_doses=not periods,
        told=parts[0].fact.told,
        facts=tuple(dict.fromkeys(record.fact for record in (*parts, *orders))),
    )


def _end(
    periods: Sequence[Record],
    doses: Sequence[PartialDate],
    growth: Sequence[PartialDate],
    rules: LineRules,
    today: Today,
) -> tuple[PartialDate | None, bool]:
    """Last day of a course, and whether it is running (running)."""
    last_dose = latest(doses)
    if not periods:
        if last_dose is None or _doses_go_on(last_dose, growth, rules, today):
            return None, last_dose is not None
        return last_dose, False
    # Of several records of one drug the last one says whether it goes on: an older order is often left open.
    newest = max(periods, key=Record.order)
    if newest.running:
        return None, True
    ends = [part.end for part in periods if part.end is not None]
    if newest.end is None:
        ends = [end for end in ends if newest.start is not None and is_before(newest.start, end) is Truth.YES]
    if last_dose is not None:
        ends.append(last_dose)
    return as_recorded(ends), False


def _doses_go_on(last_dose: PartialDate, growth: Iterable[PartialDate], rules: LineRules, today: Today) -> bool:
    asked = PartialDate(today.last_day, today.last_day, "")
    if at_most(last_dose, asked, rules.running_days) is Truth.NO:
        return False
    return not any(is_before(last_dose, when) is Truth.YES and when.earliest <= today.last_day for when in growth)


def _undated(name: str, drug: Drug | None, records: Sequence[Record]) -> Course:
    running = any(record.running for record in records)
    ends = [record.end for record in records if record.end is not None]
    intents = {record.fact.intent for record in records if record.fact.intent}
    return Course(
        drug=name,
        known=drug is not None,
        drug_class=drug.drug_class if drug is not None else "",
        groups=drug.also if drug is not None else (),
        role=drug.role if drug is not None else "",
        target=drug.target if drug is not None else "",
        payload=drug.payload if drug is not None else "",
        start=None,
        end=None if running else as_recorded(ends),
        ongoing=running,
        why_stopped="" if running else records[-1].reason,
        intent=intents.pop() if len(intents) == 1 else "",
        only_ordered=all(record.fact.basis is TreatmentBasis.ORDERED for record in records),
        status=records[-1].status,
        told=records[-1].fact.told,
        facts=tuple(record.fact for record in records),
    )


def _unknown_drug(name: str, facts: Sequence[DrugTreatment]) -> TreatmentQuestion:
    return TreatmentQuestion(
        key=f"unknown-drug: {name}",
        what=f"{name} is not a drug that Onward knows; it stands in no line, but it may be one.",
        settle=f"What is {name}, and is it a treatment of the cancer?",
        facts=tuple(facts),
    )


def _no_date(name: str, records: Sequence[Record]) -> TreatmentQuestion:
    return TreatmentQuestion(
        key=f"no-date: {name}",
        what=f"{name} is recorded without a start, so it has no place among the lines.",
        settle=f"When did {name} start?",
        facts=tuple(record.fact for record in records),
    )


def _order_only(name: str, facts: Sequence[DrugTreatment]) -> TreatmentQuestion:
    return TreatmentQuestion(
        key=f"order-only: {name}",
        what=f"{name} is known only from an order; nothing says that it was taken.",
        settle=f"Was {name} taken, from when to when?",
        facts=tuple(facts),
    )


def _no_end(name: str, facts: Sequence[DrugTreatment]) -> TreatmentQuestion:
    return TreatmentQuestion(
        key=f"no-end: {name}",
        what=f"When {name} ended, or whether it did, is not recorded.",
        settle=f"When was {name} stopped, and why?",
        facts=tuple(facts),
    )


def _stop_before_start(name: str, facts: Sequence[DrugTreatment]) -> PictureConflict:
    return PictureConflict(
        kind="dates",
        what=f"{name} ends before it starts; the start is kept, the end is taken as not recorded.",
        settle=f"Which of the two dates of {name} is wrong?",
        between=tuple(facts),
        key=f"stop-before-start: {name}",
    )


def _given_after_death(name: str, facts: Sequence[DrugTreatment]) -> PictureConflict:
    return PictureConflict(
        kind="dates",
        what=f"{name} starts after the recorded day of death and is left out.",
        settle=f"Is the day of death wrong, or the date of {name}?",
        between=tuple(facts),
        key=f"after-death: {name}",
    )
