"""The words of things are told when they are asked for, and are what they would be if they were told at once."""

from onward.knowledge import reading_lexicon
from onward.reading.grammar import Draft, named
from onward.reading.line import reader_of
from onward.reading.said import Said


def _piece(number: int) -> str:
    return f"C{chr(0xE000 + number)} "


def test_a_thing_made_of_things_is_said_in_the_words_of_all():
    said = Said()
    for words in ("stroke", "renal failure", ""):
        said.append(words)
    said.made_of(2, f"history of {_piece(0)}( or {_piece(1)}) , ")
    assert said[2] == "history of stroke ( or renal failure),"
    assert said.spoken(f"no {_piece(2)}") == "no history of stroke ( or renal failure),"


def test_what_is_told_later_is_said_from_then_on():
    said = Said()
    said.append("")
    assert not said.is_told(0)
    assert said.spoken(f"no {_piece(0)}") == "no"
    said.made_of(0, "old stroke ")
    assert said.is_told(0)
    assert said.spoken(f"no {_piece(0)}") == "no old stroke"
    said[0] = "stroke of the brain stem"
    assert said.spoken(f"no {_piece(0)}") == "no stroke of the brain stem"
    assert len(said) == 1


def test_of_a_line_that_was_read_all_words_come_back():
    grammar = reader_of(reading_lexicon()).grammar
    draft = Draft(denied=True)
    left = grammar.reduce(named("history of stroke or renal failure within 6 month ", grammar.lexicon, draft), draft)
    assert draft.spoken(left) == "history of stroke or renal failure within 6 month"
