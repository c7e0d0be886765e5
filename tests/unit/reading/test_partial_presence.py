"""Exclusions of which only what they name is understood: nobody is meant who has nothing of it."""

from __future__ import annotations

import pytest

from onward.criteria import AllOf, AnyOf, AskHuman, Condition, Criterion, Exposed, Had, OtherCancer, parts_of
from onward.knowledge import reading_lexicon
from onward.reading import reader_of
from onward.reading.clean import one_spelling
from onward.reading.grammar import Draft
from onward.reading.partial_presence import presence_question
from onward.reading.sentences import sentences_of
from onward.reading.tokens import canonical


def read(line: str) -> Criterion | None:
    """What the last resort makes of a line, whether or not a rule before it reads the line whole."""
    reader = reader_of(reading_lexicon())
    reduced: list[tuple[str, Draft]] = []
    for sentence in sentences_of(canonical(one_spelling(line))):
        draft = Draft(denied=True)
        reduced.append((reader.reduced(sentence, draft), draft))
    return presence_question(reduced)


def named(criterion: Criterion) -> set[str]:
    """What is asked of the record, in short."""
    match criterion:
        case Condition(groups=groups):
            return set(groups)
        case OtherCancer():
            return {"another cancer"}
        case Exposed():
            return {*criterion.to.drugs, *criterion.to.classes}
        case Had():
            return {criterion.event}
        case _:
            return {one for part in parts_of(criterion) for one in named(part)}


@pytest.mark.parametrize(
    ("line", "names"),
    [
        (
            "Refractory nausea, vomiting or bowel obstruction that zorbs the flanx within 3 to 5 days",
            {"nausea", "vomiting", "bowel obstruction"},
        ),
        (
            "Grade 2 or worse stroke on any zorbic scan, or angina treated within 3-5 days of any flanxed procedure",
            {"stroke", "angina"},
        ),
        # What only tells of it is no way of its own.
        ("Infection requiring intravenous zorbicillin or an antibiotic within 3 to 5 days", {"infection"}),
        (
            "Brain haemorrhage within 3 to 5 days before the start of docetaxel in flanxed form",
            {"intracranial bleeding"},
        ),
        ("Pneumonitis that needs steroids in 3 to 5 flanxed forms, except alopecia of the zorb", {"pneumonitis"}),
        # A list that goes on behind it may hold a way.
        ("Stroke within 3-5 days before the start of docetaxel, angina of the zorb", {"stroke", "docetaxel", "angina"}),
        ("Pneumonia (seen within 2 or 3 days) or asthma not held by two flanxed sprays", {"pneumonia", "asthma"}),
    ],
)
def test_what_is_named_is_asked_as_one_choice_and_the_line_of_a_human(line: str, names: set[str]) -> None:
    reading = read(line)
    assert isinstance(reading, AllOf), reading
    present, human = reading.of
    assert isinstance(human, AskHuman)
    assert names <= named(present)
    if isinstance(present, AnyOf):
        assert not any(isinstance(part, Condition) and (part.qualities or part.within_days) for part in present.of)


@pytest.mark.parametrize(
    "line",
    [
        # Something that is not known may keep out by itself.
        "Stroke within 3-5 days of the zorb, or flanxed zorbosity of the mind",
        "Stroke within 3-5 days of the zorb, or kept on two flanxed sprays",
        "Type 1 or 2 zorbs of flanx",
        # The risk of it, its test, its absence, what is to come and whose it is are something else.
        "Zorbic risk of stroke as flanxed by two readers or more than 3 of them",
        "No stroke of any zorbic kind as flanxed by two readers, or angina",
        "Radiotherapy of the zorb is indicated by two flanxed readers",
        "Stroke in a first degree relative below the zorbic age",
        # Examples of a kind that is not known are only some of it; a bracket may name another way.
        "Any other serious zorbs, such as stroke held by two flanxed sprays or angina",
        "Stroke (zorbic flanxery)",
        # What a line names only by the way does not stand for it.
        "Two or three cancers not resectable through a single zorbic incision",
        "Anti-inflammatory creams of two flanxed forms",
        # A word behind it makes something else of it.
        "Stroke nurse of the zorb as flanxed by two readers",
    ],
)
def test_what_may_mean_something_else_stays_unread(line: str) -> None:
    reading = read(line)
    assert reading is None, reading
