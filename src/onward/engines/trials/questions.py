"""What to ask or test next, over all trials: the few facts that would settle most of those that are still possible.

A trial that is possible waits for its undecided lines. A question is of use to it when one of its answers would decide
such a line: the one answer rules the trial out, the other brings it nearer to eligible. Questions about one thing
(platelets in two units, a score in two windows) are one question.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onward.criteria import Answer, Condition, Criterion, LabValue, LabWord, Performance, Question, questions_left
from onward.engines.trials.matching import TrialMatch, Verdict
from onward.terms import Truth, WhyUnknown


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """One thing to find out.

    question    in words, and why the record does not answer it
    trials      ids of the possible trials that wait for it
    rules_out   how many of them one of its answers would rule out by itself
    lets_in     how many of them wait for nothing else
    settles     trials that nothing is left open of, once this and all questions before it are answered
    """

    question: Question
    trials: tuple[str, ...]
    rules_out: int
    lets_in: int
    settles: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A possible trial: what it waits for, and which of these would rule it out. `closed` when a line is not read."""

    id: str
    topics: frozenset[str]
    rules_out: frozenset[str]
    closed: bool


def questions_over(matches: Iterable[TrialMatch], *, most: int = 12) -> tuple[OpenQuestion, ...]:
    """The questions in the order in which to ask them, at most `most`.

    At each step the question comes next that is worth most: each waiting trial gives one divided by the number of
    things that it still waits for, so that what finishes a trial comes before what only touches it.
    """
    asked: dict[str, Question] = {}
    told: dict[int, _Told] = {}
    waiting = [_waiting(match, asked, told) for match in matches if match.verdict is Verdict.POSSIBLE]
    waiting = [one for one in waiting if one.topics]
    answered: set[str] = set()
    found: list[OpenQuestion] = []
    while len(found) < most:
        topic = _next(waiting, answered)
        if topic is None:
            break
        touched = [one for one in waiting if topic in one.topics]
        lets_in = sum(not one.closed and not one.topics - answered - {topic} for one in touched)
        answered.add(topic)
        found.append(
            OpenQuestion(
                question=asked[topic],
                trials=tuple(one.id for one in touched),
                rules_out=sum(topic in one.rules_out for one in touched),
                lets_in=lets_in,
                settles=sum(not one.closed and one.topics <= answered for one in waiting),
            )
        )
    return tuple(found)


def _next(waiting: Sequence[_Waiting], answered: set[str]) -> str | None:
    worth: dict[str, float] = {}
    for one in waiting:
        left = one.topics - answered
        # A line that nobody could read keeps a trial open whatever is answered: it counts as one thing more.
        share = 1 / (len(left) + one.closed) if left else 0
        for topic in left:
            worth[topic] = worth.get(topic, 0.0) + share
    return min(worth, key=lambda topic: (-round(worth[topic], 9), topic), default=None)


@dataclass(frozen=True, slots=True)
class _Told:
    """What one undecided answer waits for: topics with their question, and which of them may rule a trial out."""

    questions: tuple[tuple[str, Question], ...]
    rules_out: tuple[str, ...]


def _waiting(match: TrialMatch, asked: dict[str, Question], told: dict[int, _Told]) -> _Waiting:
    """`told` keeps what was found of an answer, by its identity: many trials wait for the same one."""
    topics: set[str] = set()
    rules_out: set[str] = set()
    closed = False
    for line in match.open:
        if line.answer is None:
            closed = True
            continue
        found = told.get(id(line.answer))
        if found is None:
            found = told[id(line.answer)] = _waits_for(line.answer)
        closed = closed or not found.questions
        for topic, question in found.questions:
            asked.setdefault(topic, question)
            topics.add(topic)
        rules_out.update(found.rules_out)
    return _Waiting(match.prepared.trial.id, frozenset(topics), frozenset(rules_out), closed)


def _waits_for(answer: Answer) -> _Told:
    questions: list[tuple[str, Question]] = []
    rules_out: list[str] = []
    for one in questions_left(answer):
        if one.question.why is WhyUnknown.NEEDS_HUMAN:
            continue
        topic = topic_of(one.settles[0].criterion, one.question.text)
        questions.append((topic, one.question))
        if any(Truth.NO in (settles.if_yes, settles.if_no) for settles in one.settles):
            rules_out.append(topic)
    return _Told(tuple(questions), tuple(rules_out))


def topic_of(criterion: Criterion, text: str) -> str:
    """What a question is about, whatever its limits: questions of one topic are answered by one fact."""
    match criterion:
        case LabValue() | LabWord():
            return f"laboratory: {criterion.analyte}"
        case Performance():
            return "performance status"
        case Condition():
            return f"condition: {', '.join(criterion.groups)}"
        case _:
            return text
