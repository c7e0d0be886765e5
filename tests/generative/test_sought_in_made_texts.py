"""In texts made in the shape of each expression of the reader, it is never kept from being tried where it matches."""

import random
from collections.abc import Iterable
from importlib import import_module
from typing import Any

from tests.unit.reading.expressions import expressions_of_the_reader

_EXPRESSIONS = expressions_of_the_reader()
_PARSER = import_module("re._parser")


def test_in_texts_that_were_made_to_match_they_do():
    source = random.Random(5)
    tried: set[str] = set()
    for one in _EXPRESSIONS:
        for _ in range(40):
            text = f"so {_made(_PARSER.parse(one.pattern, one.flags), source)} said"
            for candidate in (text, text[3:-5], text.upper()):
                if one.regex.search(candidate) is not None:
                    tried.add(one.pattern)
                    assert one.may_be_in(candidate), (one.pattern, candidate)
                    assert one.search(candidate) is not None
    assert len(tried) > 0.8 * len({one.pattern for one in _EXPRESSIONS})


def _made(sequence: Iterable[tuple[Any, Any]], source: random.Random) -> str:
    """A text in the shape of an expression; what it must not hold ahead or behind may be there all the same."""
    text = ""
    for kind, value in sequence:
        match str(kind):
            case "LITERAL":
                text += chr(value)
            case "IN":
                text += _member(value, source)
            case "ANY" | "NOT_LITERAL":
                text += source.choice("z ")
            case "SUBPATTERN":
                text += _made(value[3], source)
            case "ATOMIC_GROUP":
                text += _made(value, source)
            case "BRANCH":
                text += _made(source.choice(value[1]), source)
            case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
                least, most, inner = value
                for _ in range(source.randint(least, min(int(most), least + 2))):
                    text += _made(inner, source)
            case "ASSERT" if value[0] > 0:
                # What has to follow stands at the end, or is written by what follows.
                text += _made(value[1], source) if source.random() < 0.5 else ""
            case "ASSERT":
                text += _made(value[1], source)
            case _:
                pass
    return text


def _member(members: list[tuple[Any, Any]], source: random.Random) -> str:
    if str(members[0][0]) == "NEGATE":
        return source.choice("z ")
    kind, value = source.choice(members)
    match str(kind):
        case "LITERAL":
            return chr(value)
        case "RANGE":
            return chr(source.randint(*value))
        case _:
            name = str(value)
            return (
                "7"
                if name.endswith("DIGIT")
                else " "
                if name.endswith("_SPACE") and "NOT" not in name
                else "z"
                if "NOT_WORD" not in name
                else ","
            )
