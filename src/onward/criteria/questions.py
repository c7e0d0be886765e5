"""What is left to ask: each open question with what its answer would settle, the most decisive first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onward.criteria.answer import Answer, Question
from onward.criteria.logic_nodes import AllOf, AnyOf, AtLeast, Not, PresumeNo, When
from onward.criteria.nodes import Criterion
from onward.terms import Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class Settles:
    """What a YES and a NO to one open criterion would make of the whole question."""

    criterion: Criterion
    if_yes: Truth
    if_no: Truth


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionLeft:
    """One thing to ask, look up or test, and the open criteria that wait for it."""

    question: Question
    settles: tuple[Settles, ...]

    @property
    def decides(self) -> int:
        """How many of the possible answers would decide the whole question by themselves."""
        return sum((one.if_yes is not Truth.UNKNOWN) + (one.if_no is not Truth.UNKNOWN) for one in self.settles)


def questions_left(answer: Answer) -> tuple[QuestionLeft, ...]:
    """The questions that may still decide `answer`; () when it is decided.

    First what decides by itself, then in the order of the question. Criteria with the same question stand together. An
    open criterion that cannot matter any more (beside a NO of an all-of) is left out.
    """
    if answer.truth is not Truth.UNKNOWN:
        return ()
    if not answer.parts:
        # A leaf: its own answer settles it.
        assert answer.question is not None, "an UNKNOWN leaf names its question"
        alone = Settles(criterion=answer.criterion, if_yes=Truth.YES, if_no=Truth.NO)
        return (QuestionLeft(question=answer.question, settles=(alone,)),)
    waiting: dict[str, tuple[Question, dict[Criterion, Settles]]] = {}
    for leaf in _open_leaves(answer):
        assert leaf.question is not None, "an UNKNOWN leaf names its question"
        _, criteria = waiting.setdefault(leaf.question.text, (leaf.question, {}))
        if leaf.criterion not in criteria:
            criteria[leaf.criterion] = Settles(
                criterion=leaf.criterion,
                if_yes=truth_if(answer, {leaf.criterion: Truth.YES}),
                if_no=truth_if(answer, {leaf.criterion: Truth.NO}),
            )
    left = [QuestionLeft(question=question, settles=tuple(found.values())) for question, found in waiting.values()]
    return tuple(sorted(left, key=lambda one: -one.decides))


def _open_leaves(answer: Answer) -> Sequence[Answer]:
    if answer.truth is not Truth.UNKNOWN:
        return ()
    if not answer.parts:
        return (answer,)
    return [leaf for part in answer.parts for leaf in _open_leaves(part)]


def truth_if(answer: Answer, settled: Mapping[Criterion, Truth]) -> Truth:
    """The truth of `answer` if open leaves were settled as given; whatever is decided stays as it is."""
    if not answer.parts:
        if answer.truth is not Truth.UNKNOWN:
            return answer.truth
        return settled.get(answer.criterion, Truth.UNKNOWN)
    if isinstance(answer.criterion, PresumeNo):
        # What was presumed stays presumed until somebody answers it; what it is provided by does not matter then.
        inner = truth_if(answer.parts[0], settled)
        return answer.truth if inner is Truth.UNKNOWN else inner
    parts = [truth_if(part, settled) for part in answer.parts]
    match answer.criterion:
        case AllOf():
            return count_truth(parts, len(parts))
        case AnyOf():
            return count_truth(parts, 1)
        case AtLeast(n=needed):
            return count_truth(parts, needed)
        case Not():
            return ~parts[0]
        case When():
            otherwise = parts[2] if len(parts) > 2 else Truth.YES
            return when_truth(parts[0], parts[1], otherwise)
        case _:
            return answer.truth


def count_truth(truths: Sequence[Truth], needed: int) -> Truth:
    """Kleene's "at least `needed` are YES"."""
    every = list(truths)
    if every.count(Truth.YES) >= needed:
        return Truth.YES
    may_be = len(every) - every.count(Truth.NO)
    return Truth.UNKNOWN if may_be >= needed else Truth.NO


def when_truth(condition: Truth, then: Truth, otherwise: Truth) -> Truth:
    """The branch that counts; where nobody knows which, what both say."""
    match condition:
        case Truth.YES:
            return then
        case Truth.NO:
            return otherwise
        case Truth.UNKNOWN:
            return then if then is otherwise else Truth.UNKNOWN
