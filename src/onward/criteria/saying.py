"""Why an answer is what it is, in the words of the parts that decide it: "ECOG 1, platelets 140 10*9/L"."""

from __future__ import annotations

from collections.abc import Iterable

from onward.criteria.answer import Answer
from onward.criteria.logic_nodes import AllOf, AnyOf, AtLeast, Not, PresumeNo
from onward.terms import Truth


def said(answer: Answer) -> str:
    """Why, without a full stop. Of an undecided answer what is open; of a denial of many things the weightiest one."""
    parts, truth = answer.parts, answer.truth
    match answer.criterion:
        case AllOf() | AnyOf() | AtLeast() if truth is Truth.UNKNOWN:
            return _joined(part for part in parts if part.truth is Truth.UNKNOWN)
        case AllOf() if truth is Truth.YES:
            return _joined(parts)
        case AnyOf() if truth is Truth.NO:
            return _joined(parts)
        case AllOf() | AnyOf():
            deciding = [part for part in parts if part.truth is truth]
            return said(min(deciding, key=lambda part: (bool(part.assumed), part.can_change)))
        case AtLeast():
            return _joined(part for part in parts if part.truth is truth)
        case Not():
            return said(parts[0])
        case PresumeNo() if parts[0].truth is truth:
            return said(parts[0])
        case _:
            return answer.because.removesuffix(".")


def _joined(parts: Iterable[Answer]) -> str:
    return ", ".join(dict.fromkeys(said(part) for part in parts))
