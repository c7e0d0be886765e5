"""Scores of the tumour. One assay never stands for another, and a number never for a word."""

from __future__ import annotations

from onward.criteria.answer import FIXED, Answer
from onward.criteria.engine.results import agreed, decided, undecided
from onward.criteria.limits import keeps_to
from onward.criteria.subject import Subject
from onward.criteria.variant_nodes import Score
from onward.criteria.windows import latest_of
from onward.terms import Truth, WhyUnknown, any_of, convert
from onward.timeline import BiomarkerScore, Standing


def answer_score(leaf: Score, subject: Subject) -> Answer:
    """Whether the latest score by the asked measure and assay keeps to the limits, or has one of the words."""
    named = [
        fact
        for fact in subject.of(BiomarkerScore)
        if fact.name.casefold() == leaf.name.casefold() and fact.standing is not Standing.REFUTED
    ]
    ask = f"What is {_what(leaf)}? The pathology or genomics report."
    if not named:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {leaf.name} is recorded", ask=ask)
    fitting = [fact for fact in named if _same(leaf.measure, fact.measure) and _same(leaf.assay, fact.assay)]
    if not fitting:
        unsaid = any(_may_be(leaf.measure, fact.measure) and _may_be(leaf.assay, fact.assay) for fact in named)
        because = (
            f"{leaf.name} is recorded without saying by which assay or measure"
            if unsaid
            else f"{leaf.name} is recorded by another assay or measure only; one does not stand for the other"
        )
        why = WhyUnknown.IMPRECISE if unsaid else WhyUnknown.NOT_RECORDED
        return undecided(leaf, why, because, ask=ask, facts=named)
    findings = [_one_score(leaf, fact, ask) for fact in latest_of(fitting)]
    because = f"different values of {leaf.name} are recorded for the same time"
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because=because, ask=ask)


# Words with which a laboratory says that there is no result.
_NO_ANSWER = frozenset(("indeterminate", "equivocal", "not done", "not_done"))


def _what(leaf: Score) -> str:
    by = f" by {leaf.assay}" if leaf.assay else ""
    return f"{' '.join(word for word in (leaf.name, leaf.measure) if word)}{by}"


def _same(asked: str, recorded: str) -> bool:
    return not asked or asked.casefold() == recorded.casefold()


def _may_be(asked: str, recorded: str) -> bool:
    return not recorded or _same(asked, recorded)


# Shares in percent end here, and so does the combined positive score, by its definition.
_MOST = 100
_ENDS_AT_MOST = frozenset(("CPS", "TPS", "IC", "TC", "percent"))


def _is_impossible(fact: BiomarkerScore) -> bool:
    """Whether a share of cells, or a combined positive score, is larger than it can be."""
    value = fact.value
    return value is not None and value.value > _MOST and (value.unit == "%" or fact.measure in _ENDS_AT_MOST)


def _one_score(leaf: Score, fact: BiomarkerScore, ask: str) -> Answer:
    if fact.standing is Standing.PROVISIONAL:
        because = f"{leaf.name} is preliminary"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=ask, facts=(fact,))
    if fact.status.casefold() in _NO_ANSWER and fact.status.casefold() not in leaf.statuses:
        because = f"{_what(leaf)} is recorded as {fact.status}"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
    if _is_impossible(fact):
        because = f"{_what(leaf)} is recorded as {fact.value}, and it cannot be more than {_MOST}"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=(fact,))
    said: list[str] = []
    truths: list[Truth] = []
    if leaf.limits is not None and fact.value is not None:
        unit = leaf.unit or "1"
        # A score without a unit is a plain number; a number with another unit is another measure.
        plain = fact.value if fact.value.unit is None and not leaf.unit else convert(fact.value, unit)
        if plain is None:
            because = f"{leaf.name} {fact.value} is not in {leaf.unit or 'plain numbers'}"
            return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=(fact,))
        said.append(str(fact.value))
        truths.append(keeps_to(plain, leaf.limits))
    if leaf.statuses and fact.status:
        said.append(fact.status)
        asked = {status.casefold() for status in leaf.statuses}
        truths.append(Truth.YES if fact.status.casefold() in asked else Truth.NO)
    if not truths:
        what = "a number" if leaf.limits is not None else "a word"
        because = f"{leaf.name} is recorded without {what}"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
    truth = any_of(truths)
    because = f"{_what(leaf)} {', '.join(said)}"
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
    return decided(leaf, truth, because, facts=(fact,), change=FIXED)
