"""How an engine states a decided and an undecided leaf, and how the findings of several facts become one answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onward.criteria.answer import FIXED, OPEN, Answer, Change, Question, each_once
from onward.criteria.engine.changes import assumed_of_count, change_of_count
from onward.criteria.nodes import Leaf
from onward.terms import Truth, WhyUnknown
from onward.timeline import AnyFact


def decided(
    leaf: Leaf,
    truth: Truth,
    because: str,
    *,
    facts: Iterable[AnyFact] = (),
    rules: tuple[str, ...] = (),
    change: Change = OPEN,
    assumed: tuple[str, ...] = (),
) -> Answer:
    """A leaf that the record answers with YES or NO."""
    return Answer(
        criterion=leaf,
        truth=truth,
        because=because,
        facts=tuple(facts),
        rules=rules,
        change=change,
        assumed=assumed,
    )


def undecided(
    leaf: Leaf,
    why: WhyUnknown,
    because: str,
    *,
    ask: str,
    facts: Iterable[AnyFact] = (),
    rules: tuple[str, ...] = (),
) -> Answer:
    """A leaf that the record leaves open; `ask` is what would settle it."""
    return Answer(
        criterion=leaf,
        truth=Truth.UNKNOWN,
        because=because,
        facts=tuple(facts),
        rules=rules,
        why_unknown=why,
        question=Question(ask, why),
    )


def lasting(truth: Truth, *, yes: Change = FIXED, no: Change = FIXED) -> Change:
    """The prospect of a decided truth: what is recorded for good stays, unless said otherwise."""
    return yes if truth is Truth.YES else no


def one_answer(leaf: Leaf, findings: Sequence[Answer], *, needed: int = 1) -> Answer:
    """One leaf from what each of several facts says of it: YES when `needed` of them are (1: any, all: every one).

    findings   at least one; answers to the same leaf
    """
    if len(findings) == 1:
        return findings[0]
    yes = [finding for finding in findings if finding.truth is Truth.YES]
    no = [finding for finding in findings if finding.truth is Truth.NO]
    if len(yes) >= needed:
        return _joined(leaf, Truth.YES, yes, findings, needed)
    if len(findings) - len(no) < needed:
        return _joined(leaf, Truth.NO, no, findings, needed)
    return next(finding for finding in findings if finding.truth is Truth.UNKNOWN)


def _joined(leaf: Leaf, truth: Truth, deciding: Sequence[Answer], findings: Sequence[Answer], needed: int) -> Answer:
    # The firmest finding speaks: one that rests on no presumption, then one that cannot change.
    best = min(deciding, key=lambda finding: (bool(finding.assumed), finding.can_change))
    return Answer(
        criterion=leaf,
        truth=truth,
        because=best.because,
        facts=each_once(fact for finding in deciding for fact in finding.facts),
        rules=tuple(dict.fromkeys(rule for finding in deciding for rule in finding.rules)),
        change=change_of_count(findings, needed, truth),
        assumed=assumed_of_count(findings, needed, truth),
    )


def agreed(leaf: Leaf, findings: Sequence[Answer], *, why: WhyUnknown, because: str, ask: str) -> Answer:
    """One leaf from facts of which any may be the one that counts: their common truth, else UNKNOWN.

    why, because, ask   said when one says YES and another NO; an UNKNOWN among them speaks for itself
    """
    first = findings[0]
    if len(findings) == 1:
        return first
    truths = {finding.truth for finding in findings}
    facts = each_once(fact for finding in findings for fact in finding.facts)
    if {Truth.YES, Truth.NO} <= truths:
        return undecided(leaf, why, because, ask=ask, facts=facts)
    if Truth.UNKNOWN in truths:
        return next(finding for finding in findings if finding.truth is Truth.UNKNOWN)
    changes = {finding.change for finding in findings}
    return decided(
        leaf,
        first.truth,
        first.because,
        facts=facts,
        rules=tuple(dict.fromkeys(rule for finding in findings for rule in finding.rules)),
        change=first.change if len(changes) == 1 else OPEN,
        assumed=tuple(dict.fromkeys(reason for finding in findings for reason in finding.assumed)),
    )
