"""Lines of therapy of made-up treatments: what must hold whatever was given, in whatever order it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from bench.treatment_cases import line_rules, lines_of_timeline
from hypothesis import given, settings
from hypothesis import strategies as st

from onward.disease.courses import build_courses
from onward.disease.lines import Lines
from onward.disease.picture import OnsetOfMetastasis
from onward.knowledge import codes
from onward.terms import PartialDate, Period, at, on_day, parse_date, shift_days
from onward.timeline import (
    AnyFact,
    DiseaseStatus,
    DrugTreatment,
    ProcedureFact,
    Source,
    TreatmentBasis,
    as_known_on,
    build_timeline,
)

DIAGNOSIS, SURGERY, METASTASIS, DAY = date(2014, 3, 3), date(2014, 4, 7), date(2019, 5, 20), date(2024, 6, 3)
ONSET = OnsetOfMetastasis(
    onset="recurrent",
    rule="onset-window",
    because="",
    first_diagnosis=on_day(DIAGNOSIS),
    first_metastasis=on_day(METASTASIS),
)
DRUGS = [
    "letrozole", "anastrozole", "tamoxifen", "fulvestrant", "palbociclib", "ribociclib", "everolimus", "olaparib",
    "paclitaxel", "capecitabine", "carboplatin", "trastuzumab", "pertuzumab", "trastuzumab emtansine",
    "trastuzumab deruxtecan", "sacituzumab govitecan", "pembrolizumab", "denosumab", "zoledronic acid", "goserelin",
]  # fmt: skip
NO_LINE = {"denosumab", "zoledronic acid", "goserelin"}

_days = st.dates(min_value=date(2013, 1, 1), max_value=date(2024, 12, 31))
_reasons = st.sampled_from(["", "", "", "progression", "toxicity", "planned", "completed", "choice"])


def _when(day: date) -> st.SearchStrategy[PartialDate]:
    """A day as records give it: mostly to the day, sometimes the month or the year alone."""
    texts = st.sampled_from([day.isoformat()] * 8 + [f"{day:%Y-%m}", f"{day:%Y}"])
    return texts.map(lambda text: parse_date(text) or on_day(day))


@st.composite
def treatments(draw: st.DrawFn, *, exact: bool = False) -> DrugTreatment:
    """One resource about one drug: given, stated or ordered, a period or a dose."""
    start = draw(_days)
    end = start + timedelta(days=draw(st.integers(min_value=-20, max_value=900)))
    shape = draw(st.sampled_from(["period", "period", "period", "open", "dose", "undated"]))
    first = on_day(start) if exact else draw(_when(start))
    last = on_day(end) if exact else draw(_when(end))
    when = {
        "period": Period(first, last),
        "open": Period(first, None),
        "dose": at(first),
        "undated": Period(None, None),
    }[shape]
    name = draw(st.sampled_from([*DRUGS, "study drug X"]))
    return DrugTreatment(
        when=when,
        drug=name if name in codes().drugs.by_name else "",
        drug_text=name,
        basis=TreatmentBasis.GIVEN if shape == "dose" else draw(st.sampled_from(list(TreatmentBasis))),
        status=draw(st.sampled_from(["active", "active", "stopped", "completed", "on-hold", "", "cancelled"])),
        intent=draw(st.sampled_from(["", "", "", "", "adjuvant", "neoadjuvant", "palliative", "curative"])),
        stop_reason=draw(_reasons) if shape == "period" else "",
    )


def records(*, exact: bool = False) -> st.SearchStrategy[list[AnyFact]]:
    """The treatments of one person, her surgery and the progressions that were reported."""
    growth = _days.map(lambda day: DiseaseStatus(when=at(on_day(day)), value="progression"))
    return st.tuples(st.lists(treatments(exact=exact), max_size=12), st.lists(growth, max_size=4)).map(
        lambda both: [ProcedureFact(when=at(on_day(SURGERY)), kind="mastectomy"), *both[0], *both[1]]
    )


def lines_of(facts: Sequence[AnyFact], onset: OnsetOfMetastasis = ONSET, day: date = DAY) -> Lines:
    """The lines of a person's facts, as known on `day`."""
    return lines_of_timeline(as_known_on(build_timeline("made-up", facts), day), onset, day)


def table(found: Lines, days: int = 0) -> object:
    """What is compared: the rows of the table and what is asked, with every date moved by `days`."""

    def moved(when: PartialDate | None) -> object:
        return None if when is None else str(shift_days(when, days))

    return (
        [
            (line.n, line.setting, line.drugs, moved(line.start), moved(line.end), line.why_ended, line.rules)
            for line in found.lines
        ],
        sorted(conflict.key for conflict in found.conflicts),
        sorted(question.key for question in found.questions),
    )


@given(records(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_facts_makes_no_difference(facts: list[AnyFact], chance: Random) -> None:
    """Records come in any order."""
    shuffled = list(facts)
    chance.shuffle(shuffled)
    assert table(lines_of(shuffled)) == table(lines_of(facts))


@given(records())
@settings(max_examples=100, deadline=None)
def test_a_record_that_is_there_twice_changes_nothing(facts: list[AnyFact]) -> None:
    """The same resource from two hospitals is one treatment."""
    elsewhere = Source(file="copy.json", sha256="", place="entry[0]", resource="")
    assert table(lines_of([*facts, *(replace(fact, sources=(elsewhere,)) for fact in facts)])) == table(lines_of(facts))


@given(records(exact=True), st.integers(min_value=-400, max_value=400))
@settings(max_examples=100, deadline=None)
def test_shifting_all_dates_shifts_the_lines(facts: list[AnyFact], days: int) -> None:
    """Nothing depends on the calendar; a recurrence after years is far from the window of de novo disease."""

    def moved(when: PartialDate | None) -> PartialDate | None:
        return None if when is None else shift_days(when, days)

    later = [replace(fact, when=Period(moved(fact.when.start), moved(fact.when.end))) for fact in facts]
    onset = replace(ONSET, first_diagnosis=moved(ONSET.first_diagnosis), first_metastasis=moved(ONSET.first_metastasis))
    assert table(lines_of(later, onset, DAY + timedelta(days=days))) == table(lines_of(facts), days)


@given(records())
@settings(max_examples=150, deadline=None)
def test_numbers_never_fall_with_time(facts: list[AnyFact]) -> None:
    """In order of their starts: early lines first, then 1, 2, 3 without a gap."""
    numbers = [line.n for line in lines_of(facts).lines if line.n is not None]
    assert numbers == sorted(numbers)
    assert [n for n in numbers if n > 0] == list(range(1, len([n for n in numbers if n > 0]) + 1))


@given(records())
@settings(max_examples=150, deadline=None)
def test_every_anticancer_drug_is_in_a_line_or_asked_about(facts: list[AnyFact]) -> None:
    """Nothing vanishes: a drug that stands in no line is named in a conflict or a question."""
    timeline = as_known_on(build_timeline("made-up", facts), DAY)
    found = lines_of(facts)
    in_lines = [fact for line in found.lines for course in line.courses for fact in course.facts]
    asked = " ".join([question.key for question in found.questions] + [one.key for one in found.conflicts])
    for course in build_courses(timeline, codes().drugs, line_rules(), as_of=DAY).courses:
        if course.role == "anticancer" or not course.known:
            assert course.facts[0] in in_lines or course.drug in asked, course.drug


@given(records())
@settings(max_examples=100, deadline=None)
def test_bone_agents_and_ovarian_suppression_stand_in_no_line(facts: list[AnyFact]) -> None:
    """They neither open a line nor stand in its drugs, and without them the table is the same."""
    found = lines_of(facts)
    assert not NO_LINE & {drug for line in found.lines for drug in line.drugs}
    without = [fact for fact in facts if not isinstance(fact, DrugTreatment) or fact.drug not in NO_LINE]
    assert [line.drugs for line in lines_of(without).lines] == [line.drugs for line in found.lines]


@given(records(exact=True))
@settings(max_examples=150, deadline=None)
def test_a_line_ends_before_the_next_begins(facts: list[AnyFact]) -> None:
    """Metastatic lines follow one another; none ends before it starts."""
    lines = [line for line in lines_of(facts).lines if line.n is not None and line.n > 0]
    for line, following in pairwise(lines):
        assert line.start is not None and following.start is not None
        assert line.start.earliest < following.start.earliest
        assert line.end is None or line.start.earliest <= line.end.earliest < following.start.earliest
    assert all(line.why_ended != "ongoing" for line in lines[:-1])


@given(records())
@settings(max_examples=100, deadline=None)
def test_every_answer_names_rules_that_are_written_down(facts: list[AnyFact]) -> None:
    """Lines, conflicts and questions lead to the statements of disease/lines."""
    written = {rule.id for rule in line_rules().rules}
    found = lines_of(facts)
    named = {rule for line in found.lines for rule in line.rules}
    named |= {one.key.partition(":")[0] for one in (*found.conflicts, *found.questions)}
    # Three questions have words of their own, in the rules lowest-count, de-novo and running.
    assert named - {"join-or-new", "de-novo-or-recurrent", "no-end"} <= written


@st.composite
def sequences(draw: st.DrawFn) -> list[DrugTreatment]:
    """Two to five metastatic treatments known to the day, each starting some weeks after the one before."""
    day, made = METASTASIS, list[DrugTreatment]()
    for _ in range(draw(st.integers(min_value=2, max_value=5))):
        day += timedelta(days=draw(st.sampled_from([0, 5, 20, 27, 28, 29, 30, 60, 100, 200, 300])))
        length = draw(st.sampled_from([0, 30, 90, 180, 400]))
        made.append(
            DrugTreatment(
                when=Period(on_day(day), on_day(day + timedelta(days=length)) if length else None),
                drug=draw(st.sampled_from(sorted(set(DRUGS) - NO_LINE))),
                drug_text="",
                basis=TreatmentBasis.GIVEN,
                status="stopped" if length else "active",
                stop_reason=draw(_reasons) if length else "",
            )
        )
    return made


@given(sequences(), st.data())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_a_month_gives_the_lines_of_one_of_its_days_or_is_asked_about(
    facts: list[DrugTreatment], data: st.DataObject
) -> None:
    """One start is known to the month: the lines are those of some day of it, or it is said that they are open."""
    chosen = data.draw(st.sampled_from(facts))
    start, end = chosen.when.start, chosen.when.end
    assert start is not None
    month = parse_date(f"{start.earliest:%Y-%m}")
    assert month is not None
    if month.earliest < METASTASIS or (end is not None and end.earliest < month.latest):
        return
    others = [fact for fact in facts if fact is not chosen]

    def own_drugs(when: PartialDate) -> list[tuple[int | None, frozenset[str]]]:
        found = lines_of([*others, replace(chosen, when=Period(when, end))])
        return [
            (
                line.n,
                frozenset(
                    one.drug
                    for one in line.courses
                    if one.start and line.start and one.start.latest >= line.start.earliest
                ),
            )
            for line in found.lines
        ]

    days = [month.earliest + timedelta(days=n) for n in range((month.latest - month.earliest).days + 1)]
    asked = lines_of([*others, replace(chosen, when=Period(month, end))]).questions
    assert any(one.key.startswith("join-or-new") for one in asked) or own_drugs(month) in [
        own_drugs(on_day(day)) for day in days
    ]
