"""Other conditions, other cancers, allergies. Silence of the record is UNKNOWN; only a denial in it is NO."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from onward.criteria.answer import FIXED, OPEN, Answer, Change, dated
from onward.criteria.condition_names import folded
from onward.criteria.condition_nodes import AllergyTo, Condition, OtherCancer
from onward.criteria.engine.results import decided, one_answer, undecided
from onward.criteria.nodes import ConditionLeaf
from onward.criteria.subject import Subject
from onward.criteria.windows import is_within
from onward.criteria.words import either
from onward.terms import PartialDate, Truth, WhyUnknown
from onward.timeline import Allergy, AnyFact, CancerDiagnosis, Comorbidity, Standing, describe

_ACTIVE = ("active", "recurrence", "relapse")
_PAST = ("inactive", "remission", "resolved")
# Qualities that say which illness it is, and not how it is today: the record's own name of it may tell them.
_OF_THE_KIND = frozenset({"chronic", "congenital", "hereditary", "familial"})


def answer_condition(leaf: ConditionLeaf, subject: Subject) -> Answer:
    """Answer a question about another condition."""
    match leaf:
        case Condition():
            return _condition(leaf, subject)
        case OtherCancer():
            return _other_cancer(leaf, subject)
        case AllergyTo():
            return _allergy(leaf, subject)
        case _:
            assert_never(leaf)


def _with_members(groups: tuple[str, ...], subject: Subject) -> frozenset[str]:
    """The groups and all that they hold, however deep."""
    if subject.reference.condition_groups.keys().isdisjoint(groups):
        return frozenset(groups)
    known: set[str] = set()
    left = list(groups)
    while left:
        group = left.pop()
        if group not in known:
            known.add(group)
            left.extend(subject.reference.condition_groups.get(group, ()))
    return frozenset(known)


def _names(groups: frozenset[str]) -> frozenset[str]:
    """The groups, and what they are called."""
    return groups | frozenset(map(folded, groups))


def _condition(leaf: Condition, subject: Subject) -> Answer:
    apart = _names(_with_members(leaf.except_groups, subject))
    wanted = _with_members(leaf.groups, subject) - apart
    asked = _names(wanted)
    named = [
        (fact, names) for fact, names in subject.conditions if not names.isdisjoint(asked) and names.isdisjoint(apart)
    ]
    told = [fact for fact, _ in named]
    ask = f"Is there, or was there ever, {either(leaf.groups)}? The problem list; or ask."
    findings = [_one_condition(leaf, fact, subject, ask) for fact in told if fact.standing is not Standing.REFUTED]
    if findings:
        return one_answer(leaf, findings)
    denied = frozenset(name for _, names in named for name in names)
    # A denial counts when it is about all that was asked: the group itself, or each thing it holds.
    members = wanted - set(leaf.groups)
    if _all_in(leaf.groups, denied) or (members and _all_in(members, denied)):
        because = f"the record denies {either(leaf.groups)}"
        return decided(leaf, Truth.NO, because, facts=tuple(told), change=OPEN)
    because = f"no {either(leaf.groups)} is recorded, and none is ruled out"
    return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=tuple(told))


def _all_in(groups: Iterable[str], denied: frozenset[str]) -> bool:
    return all(group in denied or folded(group) in denied for group in groups)


def _one_condition(leaf: Condition, fact: Comorbidity, subject: Subject, ask: str) -> Answer:
    said = f"{describe(fact)} ({fact.when})"
    if fact.standing is Standing.PROVISIONAL:
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, f"{said} is not confirmed", ask=ask, facts=(fact,))
    untold = tuple(quality for quality in leaf.qualities if not _is_told(quality, fact))
    if untold or leaf.at_least_grade is not None:
        return _with_quality(replace(leaf, qualities=untold), leaf, fact, subject)
    if leaf.status == "now":
        active = _is_active(fact, subject)
        if active is Truth.UNKNOWN:
            because = f"{said}: whether it is active is not recorded"
            return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=(fact,))
        return decided(leaf, active, said, facts=(fact,), change=OPEN)
    return _dated(leaf, fact, leaf.within_days, subject, ask)


def _is_told(quality: str, fact: Comorbidity) -> bool:
    """Whether the record names an illness of just this kind: "chronic hepatitis B"; "not chronic" tells nothing."""
    words = folded(fact.text).split()
    return quality in _OF_THE_KIND and quality in words and _NEGATIONS.isdisjoint(words)


_NEGATIONS = frozenset({"no", "not", "non", "without", "or", "possible", "suspected"})


def _with_quality(untold: Condition, leaf: Condition, fact: Comorbidity, subject: Subject) -> Answer:
    """The condition is on record; how bad it is, or what it needs, a human has to say where the record does not."""
    plain = replace(leaf, qualities=(), at_least_grade=None)
    base = _one_condition(plain, fact, subject, "")
    if base.truth is Truth.NO:
        return replace(base, criterion=leaf)
    grade = () if leaf.at_least_grade is None else (f"of grade {leaf.at_least_grade} or more",)
    ask = f"Is the {fact.group or fact.text} {' and '.join((*grade, *untold.qualities))}?"
    because = f"{describe(fact)} ({fact.when}): a human has to say whether it is so"
    return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=ask, facts=(fact,))


def _dated(
    leaf: Condition | OtherCancer, fact: Comorbidity, within_days: int | None, subject: Subject, ask: str
) -> Answer:
    """A confirmed condition: ever, or at some time in the window."""
    said = f"{describe(fact)} ({fact.when})"
    if within_days is None:
        return decided(leaf, Truth.YES, said, facts=(fact,), change=FIXED)
    truth, change = _in_window(_is_active(fact, subject), _last_day(fact), within_days, subject)
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=(fact,))
    return decided(leaf, truth, said, facts=(fact,), change=change)


def _is_active(fact: Comorbidity | CancerDiagnosis, subject: Subject) -> Truth:
    if fact.clinical_status in _ACTIVE:
        return Truth.YES
    if fact.clinical_status in _PAST:
        return Truth.NO
    ended = fact.when.end is not None and not fact.when.is_point and fact.when.end.latest <= subject.as_of
    return Truth.NO if ended else Truth.UNKNOWN


def _last_day(fact: Comorbidity) -> PartialDate | None:
    """The last day on which it is known to have been there; None when it has passed and nobody says when."""
    if fact.when.end is not None and not fact.when.is_point:
        return fact.when.end
    return None


def _in_window(active: Truth, last: PartialDate | None, within_days: int, subject: Subject) -> tuple[Truth, Change]:
    """Whether something was there in the last so many days, and when that turns."""
    if active is Truth.YES:
        return (Truth.YES, OPEN)
    if last is None:
        return (Truth.UNKNOWN, OPEN)
    truth = is_within(last, within_days, subject.as_of)
    if truth is Truth.YES:
        return (truth, dated(last.earliest + timedelta(days=within_days + 1)))
    return (truth, OPEN)


# The group of codes/status for a cancer that is told as a condition, without being a diagnosis of its own.
_OTHER_CANCER = "other cancer"


def _other_cancer(leaf: OtherCancer, subject: Subject) -> Answer:
    ask = "Was there another cancer? Which, when, and is it cured? The problem list and old reports; or ask."
    apart = _with_members(leaf.except_groups, subject)
    wanted = _with_members((_OTHER_CANCER,), subject) - apart
    diagnoses = [fact for fact in subject.of(CancerDiagnosis) if fact.is_breast is not True]
    counting = [fact for fact in diagnoses if not (leaf.except_in_situ and fact.in_situ)]
    conditions = [fact for fact in subject.of(Comorbidity) if fact.group in wanted]
    findings = [
        *(_one_cancer(leaf, fact, subject, ask) for fact in counting if fact.standing is not Standing.REFUTED),
        *(_as_condition(leaf, fact, subject, ask) for fact in conditions if fact.standing is not Standing.REFUTED),
    ]
    if findings:
        return one_answer(leaf, findings)
    denied = [fact for fact in conditions if fact.group == _OTHER_CANCER]
    if denied:
        return decided(leaf, Truth.NO, "the record denies another cancer", facts=denied, change=OPEN)
    excepted: tuple[AnyFact, ...] = (
        *(fact for fact in diagnoses if fact not in counting),
        *(fact for fact in subject.of(Comorbidity) if fact.group in apart),
    )
    because = "no other cancer is recorded that counts" if excepted else "no other cancer is recorded"
    return undecided(leaf, WhyUnknown.NOT_RECORDED, f"{because}, and none is ruled out", ask=ask, facts=excepted)


def _as_condition(leaf: OtherCancer, fact: Comorbidity, subject: Subject, ask: str) -> Answer:
    if fact.standing is Standing.PROVISIONAL:
        because = f"{describe(fact)} is not confirmed"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=ask, facts=(fact,))
    return _dated(leaf, fact, leaf.within_days, subject, ask)


def _one_cancer(leaf: OtherCancer, fact: CancerDiagnosis, subject: Subject, ask: str) -> Answer:
    said = f"{describe(fact)} ({fact.when})"
    if fact.standing is Standing.PROVISIONAL:
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, f"{said} is not confirmed", ask=ask, facts=(fact,))
    if fact.is_breast is None:
        which = "Which organ did this cancer start in?"
        return undecided(leaf, WhyUnknown.IMPRECISE, f"{said}: the organ is not recorded", ask=which, facts=(fact,))
    truth, change = Truth.YES, FIXED
    if leaf.within_days is not None:
        active = _is_active(fact, subject)
        truth, change = _in_window(active, fact.when.start, leaf.within_days, subject)
        if truth is Truth.NO and active is Truth.UNKNOWN:
            # An old diagnosis says nothing of whether the cancer is cured.
            return undecided(leaf, WhyUnknown.IMPRECISE, f"{said}: whether it is cured", ask=ask, facts=(fact,))
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, said, ask=ask, facts=(fact,))
    if truth is Truth.YES and leaf.except_groups:
        # A diagnosis of cancer does not carry the groups of other conditions: a person decides on the exceptions.
        which = f"Is this cancer one of the exceptions ({either(leaf.except_groups)})?"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, said, ask=which, facts=(fact,))
    return decided(leaf, truth, said, facts=(fact,), change=change)


def _allergy(leaf: AllergyTo, subject: Subject) -> Answer:
    told = [fact for fact in subject.of(Allergy) if fact.drug in leaf.drugs]
    ask = f"Is there an allergy to {either(leaf.drugs)}? The allergy list; or ask."
    confirmed = [fact for fact in told if fact.standing is Standing.CONFIRMED]
    if confirmed:
        because = f"{describe(confirmed[0])} is recorded"
        return decided(leaf, Truth.YES, because, facts=tuple(confirmed), change=FIXED)
    doubtful = [fact for fact in told if fact.standing is Standing.PROVISIONAL]
    if doubtful:
        because = f"{describe(doubtful[0])} is not confirmed"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=ask, facts=tuple(doubtful))
    if set(leaf.drugs) <= {fact.drug for fact in told}:
        return decided(leaf, Truth.NO, "the record denies it", facts=tuple(told), change=OPEN)
    because = f"no allergy to {either(leaf.drugs)} is recorded, and none is ruled out"
    return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask)
