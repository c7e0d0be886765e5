"""Which drug opens a metastatic line and which joins the open one (disease/lines, part 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from onward.disease.lines_dates import Today, at_most, last_day, more_than
from onward.disease.lines_draft import CDK46, CHEMOTHERAPY, CONJUGATE, Draft, is_endocrine, same_class
from onward.disease.lines_early import grown_before
from onward.disease.picture import Course, Setting, TreatmentQuestion
from onward.knowledge import LineRules
from onward.terms import PartialDate, Truth, all_of, any_of, is_before, is_on_or_before

_MAINTENANCE = frozenset({CDK46, "PARP inhibitor", "HER2 tyrosine kinase inhibitor", "anti-HER2 antibody"})
# Replaced when a HER2-directed conjugate starts (carried-on).
_HER2_BACKBONE = frozenset({"trastuzumab", "margetuximab"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """Whether a drug opens a line: YES, NO (it joins), or UNKNOWN when the dates leave it open; by which rule."""

    opens: Truth
    rule: str
    because: str


def metastatic_lines(
    courses: Sequence[Course],
    earlier: Sequence[Course],
    growth: Sequence[PartialDate],
    rules: LineRules,
    today: Today,
    *,
    setting: Setting,
) -> tuple[list[Draft], list[TreatmentQuestion]]:
    """The lines of courses in order of time, without their numbers.

    earlier   courses of early and unnumbered lines, which may go on into these
    growth    days of progression as reported
    """
    drafts: list[Draft] = []
    questions: list[TreatmentQuestion] = []
    pool = list(earlier)
    waiting = list(courses)
    while waiting:
        first, start = waiting[0], waiting[0].start
        if start is None:
            waiting.pop(0)
            continue
        line = drafts[-1] if drafts else None
        if line is None:
            group, rulings = [first], [Ruling(opens=Truth.YES, rule="numbering", because="it is the first")]
        else:
            group, perhaps = _together(first, start, waiting, line, rules)
            rulings = _judge(group, perhaps, line, growth, rules, today)
        if line is None or any(ruling.opens is Truth.YES for ruling in rulings):
            line = _open(group, rulings, waiting, pool, rules, today, setting=setting)
            drafts.append(line)
        else:
            for course, ruling in zip(group, rulings, strict=True):
                line.add(course, ruling.rule, f"{course.drug} joined: {ruling.because}.")
                if ruling.opens is Truth.UNKNOWN:
                    line.rules.append("lowest-count")
                    questions.append(_join_or_new(course))
        pool.extend(group)
        for course in group:
            waiting.remove(course)
    return drafts, questions


def _together(
    first: Course, start: PartialDate, waiting: Sequence[Course], line: Draft, rules: LineRules
) -> tuple[list[Course], list[Course]]:
    """The drugs new to the open line that start with `first`, and those that perhaps do (judged-together).

    A drug of the line that is taken up again stands alone, and so does what starts, or may start, within the days of
    the line: nothing that happened between takes it out of the line again.
    """
    known = {course.drug for course in line.all_courses}
    if first.drug in known or at_most(line.began, start, rules.same_line_days) is not Truth.NO:
        return [first], []
    group: list[Course] = [first]
    perhaps: list[Course] = []
    for course in waiting[1:]:
        if course.drug in known or course.start is None:
            continue
        near = at_most(start, course.start, rules.together_days)
        if near is not Truth.NO:
            (group if near is Truth.YES else perhaps).append(course)
    return group, perhaps


def _judge(
    group: Sequence[Course],
    perhaps: Sequence[Course],
    line: Draft,
    growth: Sequence[PartialDate],
    rules: LineRules,
    today: Today,
) -> list[Ruling]:
    """One ruling for each drug of a group, each asked with those before it in the line.

    When none of them opens a line, but a drug would that perhaps started with them, theirs is open too.
    """
    trial = Draft(
        setting=line.setting, early=False, start=line.start, courses=list(line.courses), carried=list(line.carried)
    )
    rulings: list[Ruling] = []
    for course in (*group, *perhaps):
        rulings.append(_ask(course, trial, growth, rules, today))
        trial.courses.append(course)
    own, others = rulings[: len(group)], rulings[len(group) :]
    if all(ruling.opens is not Truth.YES for ruling in own) and any(ruling.opens is Truth.YES for ruling in others):
        return [
            Ruling(opens=Truth.UNKNOWN, rule="judged-together", because="its dates leave open what it started with")
            for _ in own
        ]
    return own


def _ask(course: Course, line: Draft, growth: Sequence[PartialDate], rules: LineRules, today: Today) -> Ruling:
    """The rules in the order in which disease/lines asks them."""
    start = course.start
    assert start is not None, "undated courses have no place among the lines and are taken out before"
    rechallenged = any(course.drug == other.drug for other in line.all_courses)
    last = line.last_treated(today)
    same = [other for other in line.all_courses if same_class(course, other)]
    steps = (
        ("same-line-window", Truth.NO, at_most(line.began, start, rules.same_line_days),
         f"it started within {rules.same_line_days} days of the line"),
        ("rechallenge" if rechallenged else "progression-opens", Truth.YES, grown_before(line, start, growth, rules),
         "it started after a progression on the line before"),
        ("treatment-gap", Truth.YES, more_than(last, start, rules.treatment_gap_days),
         f"it started more than {rules.treatment_gap_days} days after the last treatment"),
        ("pause-and-resume", Truth.NO, Truth.YES if rechallenged else Truth.NO,
         "a drug of the line was taken up again without progression"),
        ("same-class", Truth.NO, Truth.YES if same else Truth.NO,
         f"it is of a class of the line ({course.drug_class}), without progression"),
        ("endocrine-toxicity-swap", Truth.NO, _toxicity_swap(course, start, line, rules, today),
         "it replaced an endocrine drug that was not tolerated"),
        ("planned-sequence", Truth.NO, _planned(start, line, rules),
         "the drug before it ended as planned"),
        ("maintenance", Truth.NO, _maintenance(course, start, line, rules, today),
         "it is maintenance after the chemotherapy or the conjugate of the line"),
    )  # fmt: skip
    open_question: tuple[str, Truth, str] | None = None
    for rule, opens, applies, because in steps:
        if applies is Truth.NO:
            continue
        if open_question is not None and open_question[1] is not opens:
            return Ruling(opens=Truth.UNKNOWN, rule=open_question[0], because="its dates leave it open")
        if applies is Truth.YES:
            return Ruling(opens=opens, rule=rule, because=because)
        open_question = open_question or (rule, opens, because)
    if open_question is not None and open_question[1] is Truth.NO:
        return Ruling(opens=Truth.UNKNOWN, rule=open_question[0], because="its dates leave it open")
    return Ruling(opens=Truth.YES, rule="new-class-opens", because="it is of a class that the line before did not hold")


def _toxicity_swap(course: Course, start: PartialDate, line: Draft, rules: LineRules, today: Today) -> Truth:
    if not is_endocrine(course):
        return Truth.NO
    ended = [other for other in line.all_courses if is_endocrine(other) and not other.ongoing]
    if not ended:
        return Truth.NO
    replaced = max(ended, key=lambda other: last_day(other, today).sort_key)
    if replaced.why_stopped != "toxicity":
        return Truth.NO
    return at_most(start, last_day(replaced, today), rules.toxicity_swap_days)


def _planned(start: PartialDate, line: Draft, rules: LineRules) -> Truth:
    return any_of(
        all_of(
            (
                at_most(start, other.end, rules.planned_overlap_days),
                at_most(other.end, start, rules.planned_days),
            )
        )
        for other in line.all_courses
        if other.why_stopped in ("planned", "completed") and other.end is not None
    )


def _maintenance(course: Course, start: PartialDate, line: Draft, rules: LineRules, today: Today) -> Truth:
    if not is_endocrine(course) and course.drug_class not in _MAINTENANCE:
        return Truth.NO
    backbone = [other for other in line.all_courses if CHEMOTHERAPY in other.groups or other.drug_class == CONJUGATE]
    if not backbone:
        return Truth.NO
    return all_of(
        (
            *(at_most(start, last_day(other, today), rules.maintenance_overlap_days) for other in backbone),
            at_most(line.last_treated(today), start, rules.maintenance_days),
        )
    )


def _open(
    group: Sequence[Course],
    rulings: Sequence[Ruling],
    waiting: Sequence[Course],
    pool: list[Course],
    rules: LineRules,
    today: Today,
    *,
    setting: Setting,
) -> Draft:
    """A new line with the drugs that open it and those that go on from before; `pool` loses what was replaced."""
    start = group[0].start
    assert start is not None, "undated courses have no place among the lines and are taken out before"
    opener = next(n for n, ruling in enumerate(rulings) if ruling.opens is Truth.YES)
    line = Draft(setting=setting, early=False, start=start, courses=[])
    line.add(group[opener], rulings[opener].rule, f"{group[opener].drug} opened the line: {rulings[opener].because}.")
    for n, course in enumerate(group):
        if n != opener:
            line.add(course, "judged-together", f"{course.drug} started with it.")
    starters = [
        course
        for course in waiting
        if course.start is not None and at_most(start, course.start, rules.same_line_days) is not Truth.NO
    ]
    stays: list[Course] = []
    for course in pool:
        if course in starters or _replaced(course, starters):
            continue
        stays.append(course)
        if _goes_on(course, start, rules, today):
            line.carried.append(course)
            line.because.append(f"{course.drug} went on from before.")
    if line.carried:
        line.rules.append("carried-on")
    pool[:] = stays
    return line


def _goes_on(course: Course, start: PartialDate, rules: LineRules, today: Today) -> bool:
    """Whether a drug of an earlier line is still running on the 29th day of the new line (carried-on)."""
    if course.start is None or is_before(course.start, start) is not Truth.YES:
        return False
    if course.only_doses and not any(is_on_or_before(start, dose) is Truth.YES for dose in course.doses):
        return False
    late = start.latest + timedelta(days=rules.carried_on_days + 1)
    if course.ongoing:
        return today.last_day >= late
    return course.end is not None and course.end.earliest >= late


def _replaced(course: Course, starters: Sequence[Course]) -> bool:
    for new in starters:
        if new.drug == course.drug or same_class(course, new):
            return True
        if is_endocrine(course) and is_endocrine(new):
            return True
        if course.drug in _HER2_BACKBONE and new.drug_class == CONJUGATE and new.target == "HER2":
            return True
    return False


def _join_or_new(course: Course) -> TreatmentQuestion:
    return TreatmentQuestion(
        key=f"join-or-new: {course.drug}",
        what=f"The dates leave open whether {course.drug} belongs to the line before it or opened another.",
        settle=f"The day on which {course.drug} started, and the days on which the treatment before it ended.",
        facts=course.facts,
    )
