"""The open parts of an answer that still matter, and what each asks."""

from __future__ import annotations

from collections.abc import Iterator

from onward.criteria import Answer, PresumeNo
from onward.terms import Truth


def open_leaves(answer: Answer) -> Iterator[Answer]:
    """Open leaves, from left to right; those below a decided part do not matter any more.

    Of a presumption only what is presumed is asked: its answer settles the matter, whatever would have let it be
    presumed.
    """
    if answer.truth is not Truth.UNKNOWN:
        return
    if not answer.parts:
        yield answer
        return
    for part in answer.parts[:1] if isinstance(answer.criterion, PresumeNo) else answer.parts:
        yield from open_leaves(part)


def question_of(leaf: Answer) -> str:
    """What would settle an open leaf."""
    return "" if leaf.question is None else leaf.question.text
