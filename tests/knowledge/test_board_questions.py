"""Every question of the board page is one that the language of questions can ask, with words of the code tables."""

from __future__ import annotations

from onward.criteria import Condition, Exposed, LabValue, describe_criterion, from_plain
from onward.knowledge import board_questions, codes


def test_every_question_can_be_asked_and_its_id_is_its_own() -> None:
    questions = board_questions()
    assert len({one.id for one in questions}) == len(questions) > 10
    for one in questions:
        assert describe_criterion(from_plain(one.ask))


def test_their_words_are_those_of_the_code_tables() -> None:
    analytes = {one.name for one in codes().analytes.analytes}
    classes = {name for drug in codes().drugs.drugs for name in (drug.drug_class, *drug.also)}
    for one in board_questions():
        match from_plain(one.ask):
            case LabValue(analyte=analyte):
                assert analyte in analytes, one.id
            case Exposed(to=drugs):
                assert set(drugs.classes) <= classes, one.id
            case Condition(groups=groups):
                assert all(codes().status.conditions.find((), group) == group for group in groups), one.id
            case _:
                continue
