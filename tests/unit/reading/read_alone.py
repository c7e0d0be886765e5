"""One line read by itself, as the tests of single lines want it: in words, or held against an expression."""

from __future__ import annotations

from typing import Any

from onward.criteria import describe_criterion, from_plain, to_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of


def said(text: str, section: Section = "inclusion") -> str:
    """What the line says in words, or why it says nothing."""
    found = reader_of(reading_lexicon()).read(text, section)
    return found.why if found.reading is None else describe_criterion(found.reading)


def without_questions(plain: Any) -> Any:
    """The plain form without the words of what is left to a human."""
    if isinstance(plain, dict):
        return {key: "?" if key == "ask_human" else without_questions(value) for key, value in plain.items()}
    return [without_questions(value) for value in plain] if isinstance(plain, list) else plain


def assert_it_says(section: Section, text: str, plain: Any) -> None:
    """The line says just this, whatever the words of its questions are; None: it is not read."""
    reading = reader_of(reading_lexicon()).read(text, section).reading
    if plain is None:
        assert reading is None
    else:
        assert reading is not None
        assert without_questions(to_plain(reading)) == without_questions(to_plain(from_plain(plain)))
