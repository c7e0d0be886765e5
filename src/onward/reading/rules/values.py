"""Values behind the things of a line: as things, as questions, and put back into the line."""

from __future__ import annotations

from typing import cast

from onward.criteria import (
    NODES,
    Criterion,
)
from onward.reading.grammar import Found
from onward.reading.things import Fixed, Thing
from onward.reading.things_asked import question_of


def thing_of(value: object) -> Thing:
    """A value of the classes C, D, F, O or X as a thing."""
    return Fixed(criterion=value) if isinstance(value, NODES) else cast("Thing", value)


def criterion_of(value: object, *, denied: bool) -> Criterion:
    """The question that it is."""
    return value if isinstance(value, NODES) else question_of(cast("Thing", value), denied=denied)


def same_letter(found: Found, name: str, thing: Thing) -> str:
    sign = found.match[name]
    at = found.match.start(name)
    letter = found.match.string[at - 1]
    assert sign is not None
    return found.draft.put("C" if letter == "X" else letter, thing)
