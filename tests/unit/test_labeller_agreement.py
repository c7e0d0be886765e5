"""Agreement of two labellers: equal, accepted, another expression, or a human where the other has an expression."""

from __future__ import annotations

from typing import Any

import pytest
from bench.eligibility_truth import Label
from bench.labeller_agreement import agreement, verdict, wrong_by
from bench.reading_truth import Judged, Outcome
from bench.same_reading import same_words

_ADULT = {"age": {"at_least_years": 18}}
_OLDER = {"age": {"at_least_years": 19}}
_NOT_A_CHILD = {"not": {"age": {"at_most_years": 17}}}
_HUMAN: Any = None


def _label(truth: Any, *also: Any, also_human: tuple[str, ...] = (), line: str = "a") -> Label:
    return Label(
        id=f"x{line}",
        trial="NCT00000000",
        line=line,
        section="inclusion",
        kind="age",
        note="",
        truth=truth,
        human="" if truth is not None else "judgement",
        also_right=also,
        also_human=also_human,
        needs_parent=False,
        time_open=False,
    )


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (_label(_ADULT), _label(_ADULT), "same"),
        (_label(_ADULT), _label(_NOT_A_CHILD), "same"),
        (_label(_HUMAN), _label(_HUMAN), "same"),
        (_label(_ADULT), _label(_OLDER), "other"),
        (_label(_ADULT, _OLDER), _label(_OLDER), "accepted"),
        (_label(_OLDER), _label(_ADULT, _OLDER), "accepted"),
        # What both hold to be right beside their own answer is no agreement on it.
        (_label(_ADULT, {"metastatic": {}}), _label(_OLDER, {"metastatic": {}}), "other"),
        (_label(_ADULT), _label(_HUMAN), "first only"),
        (_label(_HUMAN), _label(_ADULT), "second only"),
        (_label(_ADULT, also_human=("judgement",)), _label(_HUMAN), "accepted"),
        (_label(_HUMAN, _ADULT), _label(_ADULT), "accepted"),
        (_label(_HUMAN, _OLDER), _label(_ADULT), "second only"),
    ],
)
def test_what_two_labels_of_one_line_say_of_each_other(one: Label, other: Label, said: str) -> None:
    assert verdict(one, other, same_words(), {}) == said


def test_the_shares_are_of_the_lines_that_both_labelled() -> None:
    first = [_label(_ADULT, line="a"), _label(_ADULT, line="b"), _label(_HUMAN, line="c"), _label(_ADULT, line="d")]
    second = [_label(_ADULT, line="a"), _label(_OLDER, line="b"), _label(_HUMAN, line="c")]
    shares = {share.of_what: (share.hits, share.of) for share in agreement(first, second)}
    assert shares == {
        "all lines, the very same answer": (2, 3),
        "all lines, one accepts the other's answer": (2, 3),
        "both have an expression, equal": (1, 2),
        "both have an expression, one accepts the other's": (1, 2),
        "first has an expression, second another": (1, 2),
        "first has an expression, second a human": (0, 2),
        "second has an expression, first a human": (0, 2),
    }


def test_a_share_is_said_with_its_interval() -> None:
    share = agreement([_label(_ADULT)], [_label(_ADULT)])[0]
    assert str(share) == "all lines, the very same answer: 1 of 1, 100.0% (20.7% to 100.0%)"
    assert "0 of 0, -" in str(agreement([], [])[0])


def _judged(line: str, outcome: Outcome) -> Judged:
    return Judged(label=_label(_ADULT, line=line), outcome=outcome, how="", read=None)


def test_what_is_wrong_by_both_is_wrong_however_one_labels() -> None:
    first = [_judged("a", "right"), _judged("b", "wrong"), _judged("c", "recognised"), _judged("d", "unread")]
    second = [_judged("a", "wrong"), _judged("b", "set aside"), _judged("c", "set aside"), _judged("d", "unread")]
    shares = {share.of_what: (share.hits, share.of) for share in wrong_by(first, second)}
    assert shares == {
        "read, wrong by the first": (1, 2),
        "read, wrong by the second": (3, 3),
        "read, wrong by both": (1, 3),
        "read, wrong by one or both": (3, 3),
    }
