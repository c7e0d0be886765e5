"""Early lines, n = 0: endocrine therapy with its CDK4/6 inhibitor in one row, all other drugs in another (part 4)."""

from __future__ import annotations

from collections.abc import Sequence

from onward.disease.lines_dates import Today, at_most, more_than, order
from onward.disease.lines_draft import CDK46, ENDOCRINE, Draft, is_endocrine
from onward.disease.lines_setting import Placed
from onward.disease.picture import Course, Setting
from onward.knowledge import LineRules
from onward.terms import PartialDate, Truth, all_of, any_of, is_on_or_before

_SETTINGS: tuple[Setting, ...] = ("neoadjuvant", "adjuvant", "unknown")


def early_lines(placed: Sequence[Placed], growth: Sequence[PartialDate], rules: LineRules, today: Today) -> list[Draft]:
    """The early lines of courses in order of time.

    growth   days of progression or recurrence as reported
    """
    drafts: list[Draft] = []
    for setting in _SETTINGS:
        for endocrine in (True, False):
            row = [one for one in placed if one.setting == setting and _endocrine_row(one.course) is endocrine]
            name = ENDOCRINE if endocrine else "other"
            drafts.extend(_split(sorted(row, key=lambda one: order(one.course)), name, growth, rules, today))
    return drafts


def _endocrine_row(course: Course) -> bool:
    return is_endocrine(course) or course.drug_class == CDK46


def _split(
    row: Sequence[Placed], name: str, growth: Sequence[PartialDate], rules: LineRules, today: Today
) -> list[Draft]:
    drafts: list[Draft] = []
    for one in row:
        course, start = one.course, one.course.start
        if start is None:
            continue
        if drafts and not _begins_anew(drafts[-1], start, growth, rules, today):
            drafts[-1].add(course, "early-rows", f"{course.drug} belongs to the same early treatment.")
            continue
        because = f"{course.drug} is {one.setting} treatment ({one.rule})."
        if one.setting == "unknown":
            because = f"{course.drug} came before the metastasis; whether before or after surgery is not recorded."
        if drafts:
            because = f"{course.drug} starts after a recurrence or a long time without treatment (early-split)."
        draft = Draft(setting=one.setting, early=True, start=start, courses=[], n=0, row=name)
        draft.add(course, one.rule, because)
        draft.rules.append("early-split" if drafts else "early-rows")
        drafts.append(draft)
    return drafts


def _begins_anew(row: Draft, start: PartialDate, growth: Sequence[PartialDate], rules: LineRules, today: Today) -> bool:
    """Whether a later drug is a new early treatment; when the dates do not decide, it is not (lowest-count)."""
    if more_than(row.last_treated(today), start, rules.early_split_days) is Truth.YES:
        return True
    return grown_before(row, start, growth, rules) is Truth.YES


def grown_before(line: Draft, start: PartialDate, growth: Sequence[PartialDate], rules: LineRules) -> Truth:
    """Whether a drug that starts on `start` comes after a progression on the line (progression-date).

    A reported progression belongs to the line when it is more than 14 days after the line's start, and it may be
    reported up to 14 days after the drug. The end of a drug that was stopped for progression belongs to its line.
    """
    margin = rules.progression_days
    reported = (all_of((~at_most(line.began, when, margin), at_most(start, when, margin))) for when in growth)
    stopped = (
        at_most(start, course.end, margin)
        if course.end is not None
        else Truth.YES
        if course.start is not None and is_on_or_before(course.start, start) is not Truth.NO
        else Truth.NO
        for course in line.all_courses
        if course.why_stopped == "progression"
    )
    return any_of((*reported, *stopped))
