"""Laws of matching, on random trials and random people."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.generative.criteria_records import RECORDS, TOPICS, leaf_kinds
from tests.generative.strategies import REFERENCE, WITHOUT_PRESUMPTIONS
from tests.spec.criteria import records as say
from tests.spec.criteria.records import Piece
from tests.spec.trials.paper_trials import Written, trial

from onward.criteria import Subject
from onward.engines.trials import Asking, TrialMatch, Verdict, match_trial, prepare, rank, screen_trial
from onward.engines.trials import Reach as Reached
from onward.terms import Truth
from onward.timeline import Fact

WHYS = st.sampled_from(["not understood", "not English", "consent", "logistics", "judgement", "heading", "note"])
READ = st.builds(
    lambda section, reading, cohort: Written(section, "a line", reading, "", cohort),
    st.sampled_from(["inclusion", "inclusion", "exclusion", "exclusion", "unknown"]),
    WITHOUT_PRESUMPTIONS,
    st.sampled_from(["", "", "", "A", "B"]),
)
UNREAD = st.builds(lambda why: Written("inclusion", "a line", None, why), WHYS)
LINES = st.lists(READ | READ | READ | READ | READ | UNREAD, max_size=6)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Written], tuple[Piece, ...]]:
    """Lines, and a record that speaks to them."""
    lines = draw(LINES)
    kinds = [kind for line in lines if line.reading is not None for kind in leaf_kinds(line.reading)]
    pieces: list[Piece] = []
    for topic in (topic for kind in dict.fromkeys(kinds) for topic in TOPICS[kind]):
        number = draw(st.sampled_from([0, 1, 1, 1, 2]))
        pieces += draw(st.lists(topic, min_size=number, max_size=number))
    facts = [piece for piece in pieces if isinstance(piece, Fact)]
    return lines, (*facts, *(piece for piece in pieces if not isinstance(piece, Fact)))


CASES = cases()


def subject(record: Sequence[Piece]) -> Subject:
    return say.subject(*record, reference=REFERENCE)


def matched(lines: Sequence[Written], person: Subject) -> TrialMatch:
    catalogue = prepare([trial(*lines)])
    return match_trial(catalogue.trials[0], Asking(catalogue, person))


@given(CASES)
def test_the_quick_verdict_is_that_of_all_lines(case: Any) -> None:
    lines, record = case
    catalogue = prepare([trial(*lines)])
    person = subject(record)
    whole = match_trial(catalogue.trials[0], Asking(catalogue, person))
    quick = screen_trial(catalogue.trials[0], Asking(catalogue, person))
    assert quick.verdict is whole.verdict
    if quick.line is not None:
        assert any(one.line is quick.line for one in whole.lines if one.decides)


@given(CASES, st.randoms())
def test_the_order_of_lines_decides_nothing(case: Any, chance: random.Random) -> None:
    lines, record = case
    person = subject(record)
    shuffled = list(lines)
    chance.shuffle(shuffled)
    assert matched(lines, person).verdict is matched(shuffled, person).verdict


@given(CASES, READ)
def test_a_further_line_never_makes_it_better(case: Any, more: Written) -> None:
    lines, record = case
    person = subject(record)
    before = matched(lines, person)
    if before.prepared.has_text and any(one.line.question is not None for one in before.lines if one.decides):
        everywhere = Written(more.section, more.text, more.reading)
        assert matched([*lines, everywhere], person).verdict.place >= before.verdict.place


@given(CASES)
def test_a_line_for_a_human_changes_nothing(case: Any) -> None:
    lines, record = case
    person = subject(record)
    consent = Written("inclusion", "signed consent", None, "consent")
    if lines:
        assert matched([*lines, consent], person).verdict is matched(lines, person).verdict


@given(CASES)
def test_only_a_no_keeps_anybody_out(case: Any) -> None:
    """Undecided is not ineligible: without a NO the verdict is possible or eligible, whatever is missing."""
    lines, record = case
    found = matched(lines, subject(record))
    refused = [one for one in found.deciding if one.truth is Truth.NO]
    assert (found.verdict in (Verdict.NOT_NOW, Verdict.NOT_ELIGIBLE)) is bool(refused)
    if found.verdict is Verdict.ELIGIBLE:
        assert all(one.truth is Truth.YES for one in found.deciding)


@given(LINES)
def test_an_empty_record_is_possible_everywhere(lines: list[Written]) -> None:
    assert matched(lines, subject(())).verdict is Verdict.POSSIBLE


@given(CASES, st.randoms())
def test_forgetting_a_kind_of_fact_lets_nobody_in(case: Any, chance: random.Random) -> None:
    """Without the facts of one kind a trial may become possible, never eligible."""
    lines, record = case
    before = matched(lines, subject(record))
    kinds = sorted({type(piece).__name__ for piece in record})
    if not kinds or before.verdict is Verdict.ELIGIBLE:
        return
    kind = chance.choice(kinds)
    kept = [piece for piece in record if type(piece).__name__ != kind]
    assert matched(lines, subject(kept)).verdict is not Verdict.ELIGIBLE


@given(CASES, READ)
def test_a_further_way_in_never_makes_it_worse(case: Any, own: Written) -> None:
    """With cohorts the best one counts. One named alone leaves open what others ask; a second one ends that."""
    lines, record = case
    person = subject(record)
    of_a_cohort = Written(own.section, own.text, own.reading, "", "C")
    if len({one.cohort for one in lines if one.cohort}) > 1:
        assert matched([*lines, of_a_cohort], person).verdict.place <= matched(lines, person).verdict.place


@given(st.lists(LINES, min_size=2, max_size=5), RECORDS, st.randoms())
def test_the_order_of_the_file_changes_no_rank(trials: list[list[Written]], record: Any, chance: random.Random) -> None:
    person = subject(record)
    written = [trial(*lines, id_=f"NCT{number}") for number, lines in enumerate(trials)]
    shuffled = list(written)
    chance.shuffle(shuffled)
    orders = []
    for some in (written, shuffled):
        catalogue = prepare(some)
        asking = Asking(catalogue, person)
        ranked = rank([(match_trial(one, asking), Reached()) for one in catalogue.trials], person)
        orders.append([one.match.prepared.trial.id for one in ranked])
        assert [one.rank for one in ranked] == list(range(1, len(ranked) + 1))
    assert orders[0] == orders[1]
