"""Lines of therapy: setting, number, drugs, start, end and why it ended, with the rules that made each (disease/lines).

Endocrine-only lines are lines like any other. What the dates do not decide is asked, never guessed; the count is then
the lowest that the record supports.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from onward.disease.courses import ANTICANCER
from onward.disease.lines_closing import Closing, close
from onward.disease.lines_conflicts import two_at_once
from onward.disease.lines_dates import Today, last_day
from onward.disease.lines_draft import Draft
from onward.disease.lines_early import early_lines
from onward.disease.lines_metastatic import metastatic_lines
from onward.disease.lines_progression import progressions, today_of
from onward.disease.lines_setting import Ground, Placed, ground_of, place_courses
from onward.disease.lines_told import told_lines
from onward.disease.picture import Course, Line, OnsetOfMetastasis, PictureConflict, TreatmentQuestion
from onward.knowledge import LineRules
from onward.terms import PartialDate, Truth, days_between
from onward.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """The table of lines in order of their starts, with what contradicts and what is open."""

    lines: tuple[Line, ...]
    conflicts: tuple[PictureConflict, ...]
    questions: tuple[TreatmentQuestion, ...]


def find_lines(
    courses: Sequence[Course],
    timeline: Timeline,
    onset: OnsetOfMetastasis,
    rules: LineRules,
    *,
    metastatic: Truth,
    as_of: date,
) -> Lines:
    """The lines of therapy that follow from a person's courses, as known on `as_of`."""
    today = today_of(timeline, as_of)
    anticancer = [course for course in courses if course.known and course.role == ANTICANCER]
    told = [course for course in anticancer if course.told is not None and course.told.line is not None]
    treated = [course for course in anticancer if course.start is not None and course not in told]
    ground = ground_of(treated, timeline, onset, rules, metastatic=metastatic, today=today)
    settings = place_courses(treated, ground, rules, today)
    growth = [fact.when.start for fact in progressions(timeline, as_of) if fact.when.start is not None]
    early, unnumbered, metastases = (
        [one for one in settings.placed if one.numbering == numbering]
        for numbering in ("early", "without number", "metastatic")
    )
    early_drafts = early_lines(early, growth, rules, today)
    loose, loose_questions = metastatic_lines(
        _courses(unnumbered), _courses(early), growth, rules, today, setting="unknown"
    )
    numbered, questions = metastatic_lines(
        _courses(metastases), _courses([*early, *unnumbered]), growth, rules, today, setting="metastatic"
    )
    for n, draft in enumerate(numbered, start=1):
        draft.n = n
    setting_rules = {id(one.course): one.rule for one in settings.placed}
    for draft in (*loose, *numbered):
        # First of all the rule that says in which setting the line stands.
        draft.rules.insert(0, setting_rules[id(draft.courses[0])])
    drafts = [*early_drafts, *loose, *numbered]
    lines = [
        _line(draft, _closing(draft, drafts, growth, ground, rules, today)) for draft in sorted(drafts, key=_order)
    ]
    return Lines(
        lines=(*told_lines(told), *lines),
        conflicts=(*settings.conflicts, *two_at_once(treated)),
        questions=_each_once(
            (*settings.questions, *loose_questions, *questions, *_continued(early, numbered, ground, rules, today))
        ),
    )


def _courses(placed: Iterable[Placed]) -> list[Course]:
    return [one.course for one in placed]


def _order(draft: Draft) -> tuple[object, ...]:
    n = draft.n if draft.n is not None else -1
    drugs = tuple(sorted({course.drug for course in draft.all_courses}))
    return (draft.start.earliest, draft.start.latest, n, draft.setting, drugs)


def _closing(
    draft: Draft,
    drafts: Sequence[Draft],
    growth: Sequence[PartialDate],
    ground: Ground,
    rules: LineRules,
    today: Today,
) -> Closing:
    series = [one for one in drafts if not one.early and (one.n is not None or draft.n is None)]
    following = _next(draft, series)
    row = [one for one in drafts if one.early and (one.setting, one.row) == (draft.setting, draft.row)]
    row_next = _next(draft, row) if draft.early else None
    return close(draft, following, growth, ground.metastasis, rules, today, row_next=row_next)


def _next(draft: Draft, series: Iterable[Draft]) -> Draft | None:
    later = [one for one in series if one is not draft and _order(one)[:2] > _order(draft)[:2]]
    if draft.n is not None and draft.n > 0:
        later = [one for one in later if one.n == draft.n + 1]
    return min(later, key=_order, default=None)


def _line(draft: Draft, closing: Closing) -> Line:
    courses = tuple(draft.all_courses)
    drugs = tuple(sorted({course.drug for course in courses}))
    return Line(
        n=draft.n,
        setting=draft.setting,
        regimen=" + ".join(drugs),
        drugs=drugs,
        classes=tuple(sorted({course.drug_class for course in courses})),
        start=draft.start,
        end=closing.end,
        why_ended=closing.why,
        rules=tuple(dict.fromkeys((*draft.rules, "why-ended"))),
        because=" ".join((*draft.because, closing.because)),
        courses=courses,
    )


def _continued(
    early: Sequence[Placed], numbered: Sequence[Draft], ground: Ground, rules: LineRules, today: Today
) -> Iterable[TreatmentQuestion]:
    """Early courses that went on well past the metastasis before any line opened (continued-past-metastasis)."""
    if ground.metastasis is None:
        return
    for one in early:
        last = last_day(one.course, today)
        if one.course.ongoing:
            last = PartialDate(today.last_day, today.last_day, "")
        fewest, _ = days_between(ground.metastasis, last)
        if numbered:
            before_line, _ = days_between(ground.metastasis, numbered[0].start)
            fewest = min(fewest, before_line - 1)
        if fewest > rules.continued_days:
            yield TreatmentQuestion(
                key=f"continued-past-metastasis: {one.course.drug}",
                what=f"{one.course.drug} from before the metastasis went on after it; no line is counted for that.",
                settle=f"Was {one.course.drug} kept on purpose as the first treatment of the metastases?",
                facts=one.course.facts,
            )


def _each_once(questions: Iterable[TreatmentQuestion]) -> tuple[TreatmentQuestion, ...]:
    found: dict[str, TreatmentQuestion] = {}
    for question in questions:
        found.setdefault(question.key, question)
    return tuple(found.values())
