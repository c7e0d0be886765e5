"""Answers judged without knowing whose they are: equal ones shown once, what the judges say counted for each author."""

from __future__ import annotations

from typing import Any

import pytest
from bench.blind_judging import EARLIER, READER, Answer, judged_by, settled, together, told, verdict

_ADULT = {"age": {"at_least_years": 18}}
_NOT_A_CHILD = {"not": {"age": {"at_most_years": 17}}}
_OLDER = {"age": {"at_least_years": 21}}


def _answer(expression: Any, why: str = "", *, tied: bool = False) -> Answer:
    return Answer(expression=expression, why=why, tied=tied)


def _what(of: list[str], answer: Any, *judged: str, tied: bool = False) -> dict[str, Any]:
    kind = "expression" if isinstance(answer, dict) else answer
    return {
        "of": of,
        "kind": kind,
        "answer": answer if isinstance(answer, dict) else None,
        "tied": tied,
        "judged": [*judged],
    }


def _entry(truth: Any, *also: Any) -> dict[str, Any]:
    given = {"human": truth} if isinstance(truth, str) else {"truth": truth}
    return {"id": "x001", "trial": "NCT00000000", "line": "a", "section": "inclusion", "kind": "age", **given} | (
        {"also_right": [*also]} if also else {}
    )


def test_equal_answers_are_shown_once_with_all_whose_they_are() -> None:
    found = together(
        [("one", _answer(_ADULT)), ("other", _answer(_NOT_A_CHILD)), (READER, _answer(_OLDER))], time_open=False
    )
    assert [authors for _, authors in found] == [("one", "other"), (READER,)]


def test_an_answer_that_belongs_to_the_line_above_is_another() -> None:
    found = together([("one", _answer(_ADULT)), ("other", _answer(_ADULT, tied=True))], time_open=False)
    assert [authors for _, authors in found] == [("one",), ("other",)]


def test_reasons_for_a_human_are_equal_only_by_name() -> None:
    given = [("one", _answer(None, "consent")), ("other", _answer(None, "note")), (READER, _answer(None, "consent"))]
    assert [authors for _, authors in together(given, time_open=False)] == [("one", READER), ("other",)]


@pytest.mark.parametrize(
    ("judged", "says"),
    [
        ((), "alike"),
        (("right", "right"), "right"),
        (("right", "less"), "right or less"),
        (("wrong", "wrong"), "wrong"),
        (("less", "wrong"), "disputed"),
    ],
)
def test_what_two_judges_say_together(judged: tuple[str, ...], says: str) -> None:
    assert verdict(_what([READER], _ADULT, *judged)) == says


def test_an_answer_counts_that_decides_something_or_wrongly_decides_nothing() -> None:
    lines = {
        "x001": {"a": _what([READER, "one"], _ADULT)},
        "x002": {"a": _what([READER], _OLDER, "wrong", "wrong"), "b": _what(["one"], _ADULT, "right", "right")},
        "x003": {"a": _what([READER], "note", "wrong", "right"), "b": _what(["one"], _ADULT, "right", "right")},
        "x004": {"a": _what([READER], "not understood", "open", "open"), "b": _what(["one"], _ADULT, "right", "less")},
        "x005": {"a": _what([READER], "consent", "right", "right"), "b": _what(["one"], _ADULT, "wrong", "wrong")},
    }
    reader, one = told(lines, READER), told(lines, "one")
    assert (reader.right, reader.wrong, reader.disputed, reader.given) == (1, 1, 1, 3)
    assert (one.right, one.wrong, one.disputed, one.given) == (4, 1, 0, 5)


def test_a_judgement_that_is_missing_or_unknown_is_said() -> None:
    lines = {"x001": {"a": {"of": ["one"]}, "b": {"of": ["other"]}}}
    with pytest.raises(ValueError, match="x001 b"):
        judged_by(lines, [{"x001": {"a": "right"}}])


def test_what_both_hold_right_is_settled_whoever_wrote_it() -> None:
    lines = {
        "x001": {
            "a": _what([READER], _ADULT, "right", "right"),
            "b": _what(["x_first"], _OLDER, "wrong", "wrong"),
            "c": _what(["x_second"], "consent", "right", "right"),
        }
    }
    (found,) = settled(lines, [_entry(_OLDER)], [_entry("consent")])
    assert (found["truth"], found["also_right"]) == (_ADULT, [{"human": "consent"}])


def test_a_disputed_label_stands_where_nothing_is_right_by_both() -> None:
    lines = {
        "x001": {
            "a": _what(["x_first"], _OLDER, "right", "wrong"),
            "b": _what([READER, "x_second"], _ADULT, "wrong", "wrong"),
        }
    }
    (found,) = settled(lines, [_entry(_OLDER, {"human": "note"})], [_entry(_ADULT)])
    assert (found["truth"], found["also_right"]) == (_OLDER, [{"human": "note"}])


def test_an_older_reader_is_judged_beside_this_one_and_writes_no_label() -> None:
    """Its answer is told apart by the key alone; what only a reader said stands behind what a labeller wrote."""
    answers = {
        "a": _what(["first", EARLIER], _ADULT, "right", "right"),
        "b": _what(["second"], _NOT_A_CHILD, "right", "right"),
        "c": _what([READER], _OLDER, "wrong", "wrong"),
    }
    assert [told({"x001": answers}, author).right for author in (READER, EARLIER)] == [0, 1]
    assert [told({"x001": answers}, author).wrong for author in (READER, EARLIER)] == [1, 0]
    (label,) = settled({"x001": answers}, [_entry(_ADULT)], [_entry(_NOT_A_CHILD)])
    assert (label["truth"], label["also_right"]) == (_ADULT, [_NOT_A_CHILD])
