"""T and N of the breast cancer, from the categories that the record holds. Nothing is made of a stage group."""

from __future__ import annotations

import re

from onward.criteria.answer import OPEN, Answer
from onward.criteria.disease_nodes import TnmCategory
from onward.criteria.engine.results import agreed, decided, undecided
from onward.criteria.subject import Subject
from onward.criteria.windows import latest_of
from onward.terms import Truth, WhyUnknown
from onward.timeline import CancerDiagnosis, StageFact, Standing

_CALLED = {"T": "T category", "N": "N category"}


def answer_category(leaf: TnmCategory, subject: Subject) -> Answer:
    """Whether the recorded category is one of those asked for.

    Staged clinically and after the operation, a tumour has two categories: where the question names neither, they have
    to agree. What was found after neoadjuvant treatment answers only a question that asks for it.
    """
    ask = f"Which {_CALLED[leaf.axis]} does the staging report give?"
    told = [fact for fact in _of_breast(subject) if fact.axis == leaf.axis and fact.standing is not Standing.REFUTED]
    counted = [fact for fact in told if _is_staged(fact, leaf)]
    if not counted:
        if not told:
            return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {_CALLED[leaf.axis]} is recorded", ask=ask)
        because = f"{told[-1].value or told[-1].text} is recorded, and not as {leaf.staged}"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=told)
    latest = [
        fact for how in ("clinical", "pathologic", "") for fact in latest_of(one for one in counted if one.kind == how)
    ]
    findings = [_one(leaf, fact, ask) for fact in latest]
    because = f"different categories of {leaf.axis} are recorded"
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because=because, ask=ask)


def _of_breast(subject: Subject) -> list[StageFact]:
    others = {fact.key for fact in subject.of(CancerDiagnosis) if fact.key and fact.is_breast is False}
    return [fact for fact in subject.of(StageFact) if fact.of_cancer not in others]


_AFTER = re.compile(r"(?<![a-z])y[cp]?\s?[tnm](?![a-z])|neoadjuvant|post[- ]?therapy", re.IGNORECASE)


def _is_after_treatment(fact: StageFact) -> bool:
    """ypT1, ycN0: found after neoadjuvant treatment."""
    return any(_AFTER.search(words) for words in (fact.text, *(f"{code.value} {code.display}" for code in fact.codes)))


def _is_staged(fact: StageFact, leaf: TnmCategory) -> bool:
    match leaf.staged:
        case "after neoadjuvant treatment":
            return _is_after_treatment(fact)
        case "before treatment":
            return not _is_after_treatment(fact)
        case "clinical" | "pathologic":
            return not _is_after_treatment(fact) and fact.kind == leaf.staged


_MARK = re.compile(r"\(.*\)")


def _one(leaf: TnmCategory, fact: StageFact, ask: str) -> Answer:
    value = fact.value
    if not value:
        because = f"the recorded {_CALLED[leaf.axis]} is not understood"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=(fact,))
    # N1(sn) is N1, found in a sentinel node; N0(i+) is an N0 of its own kind.
    value = value if value in leaf.categories else value.replace("(sn)", "")
    wider = _MARK.sub("", value)
    if {value, wider, _without_letter(wider)} & set(leaf.categories):
        return decided(leaf, Truth.YES, fact.value, facts=(fact,), change=OPEN)
    if value.endswith("X"):
        return undecided(leaf, WhyUnknown.IMPRECISE, f"{fact.value}: it could not be told", ask=ask, facts=(fact,))
    if any(
        asked != value and value in (_without_letter(_MARK.sub("", asked)), _MARK.sub("", asked))
        for asked in leaf.categories
    ):
        return undecided(leaf, WhyUnknown.IMPRECISE, f"{fact.value} without more", ask=ask, facts=(fact,))
    return decided(leaf, Truth.NO, fact.value, facts=(fact,), change=OPEN)


def _without_letter(category: str) -> str:
    """T1c and T1mi are a T1; Tis is by itself."""
    return category if category == "Tis" else re.sub(r"(?<=\d)(?:mi|[a-d])$", "", category)
