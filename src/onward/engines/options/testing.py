"""Which tests and which questions would change the picture, ranked by how many options each result opens or closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from onward.criteria import (
    Answer,
    Criterion,
    GeneTested,
    HasVariant,
    Her2Score,
    Receptor,
    ReceptorPercent,
    Score,
    leaves_of,
    truth_if,
)
from onward.engines.options.decide import Circumstances
from onward.engines.options.open_leaves import open_leaves
from onward.engines.options.outcomes import Outcome, outcomes, settles
from onward.engines.options.prepare import Asked
from onward.engines.options.renewals import is_reopened, renewable_of, reopened
from onward.engines.options.result import (
    ConditionAnswer,
    DecidedRule,
    QuestionToAsk,
    TestResult,
    TestToConsider,
    Verdict,
)
from onward.knowledge import TestToOrder as TestRule
from onward.terms import Truth

_GENE_OF_MARKER = {"HER2": "ERBB2"}
_GENE_OF_SCORE = {"PD-L1": "CD274"}


@dataclass(slots=True)
class _Waiting:
    """The open conditions of rules, and what they wait for."""

    # number of a condition -> its answer, and the leaves of it that are open
    open_: dict[int, tuple[Answer, tuple[Answer, ...]]]
    # open leaf -> numbers of the conditions that wait for it
    numbers: dict[Criterion, list[int]]
    # number of a condition -> the rules that ask it
    asking: dict[int, list[DecidedRule]]
    # rule -> numbers of its open conditions
    open_of: dict[str, list[int]]


def tests_and_questions(
    decided: Sequence[DecidedRule], here: Circumstances
) -> tuple[tuple[TestToConsider, ...], tuple[QuestionToAsk, ...]]:
    """Tests first, then questions of history and person; each with the rules that it would open or close."""
    # A stale rule opens nothing, whatever is found.
    undecided = [one for one in decided if one.verdict is Verdict.UNDECIDED and not one.stale]
    answered = {condition.asked.number: condition for one in decided for condition in one.conditions}
    known = [leaf for condition in answered.values() for leaf in _decided_receptors(condition)]
    possible = [one.test for one in here.prepared.tests if _applies(one.when, here)]
    tests, questions = _of(_waiting(undecided), [one for one in possible if not one.renews], known, here, _any_leaf)
    is_renewable = renewable_of(here.subject)
    again = [found for one in decided if (found := reopened(one, is_renewable)) is not None]
    of_old = partial(is_reopened, is_renewable=is_renewable)
    renewing, _ = _of(_waiting(again), sorted(possible, key=lambda one: not one.renews), [], here, of_old)
    # What closes already cannot be closed.
    told = {one.id for one in tests}
    tests += [replace(one, closes=(), renews=True) for one in renewing if one.opens and one.id not in told]
    agnostic = frozenset(one.rule.id for one in decided if one.rule.group == "tumour-agnostic")
    return (
        tuple(sorted((one for one in tests if one.opens or one.closes), key=lambda one: _rank_of_test(one, agnostic))),
        tuple(sorted((one for one in questions if one.opens or one.closes), key=_rank_of_question)),
    )


def _any_leaf(leaf: Answer) -> bool:
    return True


def _of(
    waiting: _Waiting,
    possible: Sequence[TestRule],
    known: Sequence[Answer],
    here: Circumstances,
    is_asked: Callable[[Answer], bool],
) -> tuple[list[TestToConsider], list[QuestionToAsk]]:
    """The tests and questions that settle what rules wait for, as far as it is asked about."""
    if not waiting.open_:
        return [], []
    by_test: dict[str, tuple[TestRule, dict[Criterion, Answer]]] = {}
    by_question: dict[str, dict[Criterion, Answer]] = {}
    owner: dict[Criterion, TestRule | None] = {}
    for _, leaves in waiting.open_.values():
        for leaf in filter(is_asked, leaves):
            if leaf.criterion not in owner:
                owner[leaf.criterion] = _test_for(leaf.criterion, possible)
            test = owner[leaf.criterion]
            if test is not None:
                by_test.setdefault(test.id, (test, {}))[1][leaf.criterion] = leaf
            elif leaf.question is not None:
                by_question.setdefault(leaf.question.text, {})[leaf.criterion] = leaf
    return (
        [_considered(test, leaves, known, waiting, here) for test, leaves in by_test.values()],
        [_asked(text, leaves, waiting) for text, leaves in by_question.items()],
    )


def _applies(when: Asked | None, here: Circumstances) -> bool:
    return when is None or here.ask(when).answer.truth is Truth.YES


def _rank_of_test(one: TestToConsider, agnostic: frozenset[str]) -> tuple[int, int, int, str]:
    """By how many rules a result decides; those for tumours of any organ, whose targets are rare, count last."""
    alone = {*one.alone, *one.closes}
    return (-len(alone - agnostic), -len(alone), -len(one.opens), one.id)


def _rank_of_question(one: QuestionToAsk) -> tuple[int, str]:
    return (-len(one.opens) - len(one.closes), one.question)


def _waiting(rules: Sequence[DecidedRule]) -> _Waiting:
    found = _Waiting({}, {}, {}, {})
    for one in rules:
        for condition in one.conditions:
            number = condition.asked.number
            if condition.answer.truth is not Truth.UNKNOWN:
                continue
            found.asking.setdefault(number, []).append(one)
            found.open_of.setdefault(one.rule.id, []).append(number)
            if number not in found.open_:
                leaves = tuple(open_leaves(condition.answer))
                found.open_[number] = (condition.answer, leaves)
                for leaf in dict.fromkeys(leaf.criterion for leaf in leaves):
                    found.numbers.setdefault(leaf, []).append(number)
    return found


def _decided_receptors(condition: ConditionAnswer) -> Iterator[Answer]:
    for leaf in leaves_of(condition.answer):
        if isinstance(leaf.criterion, Receptor) and leaf.truth is not Truth.UNKNOWN:
            yield leaf


def _test_for(leaf: Criterion, tests: Sequence[TestRule]) -> TestRule | None:
    for test in tests:
        if settles(test, leaf):
            return test
    return _unlisted(leaf)


def _unlisted(leaf: Criterion) -> TestRule | None:
    """A test that the table does not list, named after what is asked."""
    match leaf:
        case HasVariant(genes=genes, origin=origin) | GeneTested(genes=genes, origin=origin):
            of = f"{origin} " if origin != "any" else ""
            name = " or ".join(genes)
            return TestRule(
                id=f"gene/{of}{name}",
                test=f"{of}sequencing of {name}".capitalize(),
                settles=name,
                source=(),
                gene=genes,
            )
        case Score(name=name, assay=assay, measure=measure):
            by = " ".join(word for word in (name, measure, f"by {assay}" if assay else "") if word)
            return TestRule(id=f"score/{by}", test=by, settles=by, source=(), score=name)
        case Receptor(marker=marker) | ReceptorPercent(marker=marker):
            return TestRule(id=f"receptor/{marker}", test=f"{marker} of the newest specimen", settles=marker, source=())
        case Her2Score():
            return TestRule(id="receptor/HER2", test="HER2 of the newest specimen", settles="HER2", source=())
        case _:
            return None


def _considered(
    test: TestRule,
    leaves: Mapping[Criterion, Answer],
    known: Sequence[Answer],
    waiting: _Waiting,
    here: Circumstances,
) -> TestToConsider:
    results = tuple(_effect(outcome, waiting) for outcome in outcomes(tuple(leaves), known))
    alone = dict.fromkeys(id_ for one in results for id_ in one.opens)
    helped = dict.fromkeys(id_ for one in results for id_ in one.helps)
    closes = dict.fromkeys(id_ for one in results for id_ in one.closes)
    question = next((leaf.question.text for leaf in leaves.values() if leaf.question is not None), "")
    source = here.prepared.knowledge.sources_of(test.id, test.source) if test.source else ()
    return TestToConsider(
        id=test.id,
        test=test.test,
        gene=", ".join(test.gene) or _GENE_OF_MARKER.get(test.marker, "") or _GENE_OF_SCORE.get(test.score, ""),
        specimen=test.specimen,
        opens=tuple(dict.fromkeys((*alone, *helped))),
        closes=tuple(closes),
        alone=tuple(alone),
        results=results,
        question=question,
        source=source,
    )


def _asked(question: str, leaves: Mapping[Criterion, Answer], waiting: _Waiting) -> QuestionToAsk:
    yes = _effect(Outcome("yes", dict.fromkeys(leaves, Truth.YES)), waiting)
    no = _effect(Outcome("no", dict.fromkeys(leaves, Truth.NO)), waiting)
    return QuestionToAsk(
        question=question,
        opens=tuple(dict.fromkeys((*yes.opens, *no.opens, *yes.helps, *no.helps))),
        closes=tuple(dict.fromkeys((*yes.closes, *no.closes))),
    )


def _effect(outcome: Outcome, waiting: _Waiting) -> TestResult:
    """What a result makes of every waiting rule."""
    numbers = dict.fromkeys(number for leaf in outcome.truths for number in waiting.numbers.get(leaf, ()))
    changed = {number: truth_if(waiting.open_[number][0], outcome.truths) for number in numbers}
    touched_rules = {one.rule.id: one for number in numbers for one in waiting.asking[number]}
    opens: list[str] = []
    closes: list[str] = []
    helps: list[str] = []
    for one in touched_rules.values():
        # Whatever of an undecided rule is decided is YES: only its open conditions count.
        truths = [changed.get(number, Truth.UNKNOWN) for number in waiting.open_of[one.rule.id]]
        touched = [changed[number] for number in waiting.open_of[one.rule.id] if number in changed]
        if Truth.NO in truths:
            closes.append(one.rule.id)
        elif Truth.UNKNOWN not in truths:
            opens.append(one.rule.id)
        elif all(truth is Truth.YES for truth in touched):
            helps.append(one.rule.id)
    return TestResult(result=outcome.words, opens=tuple(opens), closes=tuple(closes), helps=tuple(helps))
