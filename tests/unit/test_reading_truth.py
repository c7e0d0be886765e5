"""What comes of one labelled line: right, wrong, honestly left open, or set aside though it asks something."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bench.eligibility_truth import Label
from bench.reading_truth import Judged, ReadLine, figures, interval, judge
from bench.same_reading import Words

ADULT: Any = {"age": {"at_least_years": 18}}
CHILD: Any = {"age": {"at_least_years": 12}}
ASK: Any = {"ask_human": {"question": "does she agree?", "because": "consent"}}

LABEL = Label(
    id="x001",
    trial="NCT00000000",
    line="000000000000",
    section="inclusion",
    kind="age",
    note="",
    truth=ADULT,
    human="",
    also_right=(),
    also_human=(),
    needs_parent=False,
    time_open=False,
)


def human(why: str, *also: Any) -> Label:
    return replace(LABEL, truth=None, human=why, also_right=also)


def read(reading: Any = None, why: str = "", *, tied: bool = False) -> ReadLine:
    return ReadLine(reading=reading, why=why, tied=tied)


def outcome(label: Label, line: ReadLine | None) -> str:
    return judge(label, line, Words({}), {}).outcome


def test_an_expression() -> None:
    assert outcome(LABEL, read(ADULT)) == "right"
    assert outcome(LABEL, read(CHILD)) == "wrong"
    assert outcome(LABEL, read({"not": ADULT})) == "wrong"
    assert outcome(replace(LABEL, also_right=(CHILD,)), read(CHILD)) == "right"
    assert outcome(LABEL, None) == "lost"


def test_left_open_is_honest_and_set_aside_is_not() -> None:
    assert outcome(LABEL, read(why="not understood")) == "unread"
    assert outcome(LABEL, read(why="not English")) == "unread"
    for why in ("consent", "judgement", "logistics", "heading", "permission", "note"):
        assert outcome(LABEL, read(why=why)) == "set aside"


def test_careful_leaves_more_to_a_human_and_never_decides_otherwise() -> None:
    assert outcome(LABEL, read({"all_of": [ADULT, ASK]})) == "careful"
    assert outcome(LABEL, read({"any_of": [ADULT, ASK]})) == "careful"
    assert outcome(LABEL, read({"all_of": [CHILD, ASK]})) == "careful"
    assert outcome(LABEL, read({"any_of": [CHILD, ASK]})) == "wrong"
    assert outcome(LABEL, read({"all_of": [{"not": ADULT}, ASK]})) == "wrong"
    assert outcome(LABEL, read(ASK)) == "unread"


def test_a_heading_may_join_what_stands_below_it_and_no_more() -> None:
    below = ReadLine(reading={"any_of": [ADULT, CHILD]}, why="", tied=False, below=(ADULT, CHILD))
    assert outcome(human("heading"), below) == "recognised"
    assert outcome(human("heading"), replace(below, below=(ADULT,))) == "wrong"


def test_what_holds_for_some_may_be_left_to_a_human_who_knows_whether_she_is_meant() -> None:
    label = replace(LABEL, needs_parent=True)
    assert outcome(label, read({"any_of": [{"not": ASK}, ADULT]})) == "careful"
    assert outcome(label, read({"any_of": [{"not": ASK}, CHILD]})) == "wrong"
    assert outcome(label, read({"all_of": [ASK, ADULT]})) == "wrong"  # demanded of everybody
    out = replace(label, section="exclusion")
    assert outcome(out, read({"all_of": [ADULT, ASK]})) == "careful"
    assert outcome(out, read({"any_of": [ADULT, ASK]})) == "wrong"  # keeps out who is not meant


def test_one_of_several_ways_is_not_demanded_by_itself() -> None:
    label = replace(LABEL, needs_parent=True)
    assert outcome(label, read(ADULT)) == "wrong"
    assert outcome(label, read(ADULT, tied=True)) == "right"
    assert outcome(label, read(CHILD, tied=True)) == "wrong"


@pytest.mark.parametrize("why", ["consent", "logistics", "judgement", "heading", "permission", "note"])
def test_for_a_human(why: str) -> None:
    assert outcome(human(why), read(why="judgement")) == "recognised"
    assert outcome(human(why), read(why="not understood")) == "unread"
    assert outcome(human(why), read(ADULT)) == "wrong"
    assert outcome(human(why), read(ASK)) == "recognised"
    assert outcome(human(why, ADULT), read(ADULT)) == "right"


def test_what_the_language_cannot_say_stays_open() -> None:
    assert outcome(human("not understood"), read(why="not understood")) == "recognised"
    assert outcome(human("not understood"), read(why="permission")) == "set aside"
    assert outcome(human("sign lost"), read(ADULT)) == "wrong"
    assert outcome(human("sign lost", ADULT), read(ADULT)) == "right"


def test_an_exception_must_not_decide_by_itself() -> None:
    assert outcome(human("exception"), read(ADULT)) == "wrong"
    assert outcome(human("exception"), read(ADULT, tied=True)) == "recognised"
    assert outcome(human("exception"), read(why="note")) == "recognised"


def test_figures_by_hand() -> None:
    outcomes: list[Any] = ["right"] * 4 + ["careful"] * 2 + ["wrong", "set aside", "unread", "recognised", "inside"]
    lines = [Judged(label=LABEL, outcome=one, how="", read=None) for one in outcomes]
    found = figures(lines)
    assert found.precision == 6 / 8
    assert found.exact == 4 / 8
    assert found.recall == 6 / 10  # of eleven lines one was not compared
    assert found.coverage == 9 / 10
    assert figures([]).precision is None


def test_interval_of_a_share_by_wilson() -> None:
    low, high = interval(97, 100)  # Wilson 1927; 0.9155 to 0.9897 by the formula with z = 1.96
    assert round(low, 4) == 0.9155
    assert round(high, 4) == 0.9897
    assert interval(0, 0) == (0.0, 1.0)
