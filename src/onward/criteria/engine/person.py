"""Age, sex, menopause, pregnancy."""

from __future__ import annotations

from datetime import date
from typing import assert_never

from onward.criteria.answer import FIXED, OPEN, Answer, Change, dated
from onward.criteria.engine.results import agreed, decided, one_answer, undecided
from onward.criteria.nodes import PersonLeaf
from onward.criteria.person_nodes import Age, HasSex, Menopause, Pregnancy
from onward.criteria.subject import Subject
from onward.criteria.windows import date_of, is_within, latest_of
from onward.criteria.words import on_date
from onward.terms import PartialDate, Truth, WhyUnknown, add_months
from onward.timeline import (
    AnyFact,
    Demographics,
    MenopausalStatus,
    PregnancyFact,
    ProcedureFact,
    Sex,
    Standing,
    describe,
)


def answer_person(leaf: PersonLeaf, subject: Subject) -> Answer:
    """Answer a question about the person."""
    match leaf:
        case Age():
            return _age(leaf, subject)
        case HasSex():
            return _sex(leaf, subject)
        case Menopause():
            return _menopause(leaf, subject)
        case Pregnancy():
            return _pregnancy(leaf, subject)
        case _:
            assert_never(leaf)


def _birthday(birth: date, years: int) -> date:
    return add_months(birth, 12 * years)


def _completed_years(birth: date, as_of: date) -> int:
    years = as_of.year - birth.year
    return years if _birthday(birth, years) <= as_of else years - 1


def age_span(subject: Subject) -> tuple[int, int] | None:
    """Fewest and most completed years, by every date of birth on record, else by the picture; None when not known."""
    births = [fact.birth for fact in subject.of(Demographics) if fact.birth is not None]
    if not births:
        return subject.picture.age_years
    low = min(_completed_years(birth.latest, subject.as_of) for birth in births)
    return low, max(_completed_years(birth.earliest, subject.as_of) for birth in births)


def _age(leaf: Age, subject: Subject) -> Answer:
    people = [fact for fact in subject.of(Demographics) if fact.birth is not None]
    births = {fact.birth: fact for fact in people if fact.birth is not None}
    if not births:
        return _age_without_birth(leaf, subject)
    findings = [_age_by_birth(leaf, birth, fact, subject.as_of) for birth, fact in births.items()]
    return agreed(
        leaf,
        findings,
        why=WhyUnknown.CONFLICTING,
        because="two dates of birth are recorded",
        ask="Which date of birth is right? The identity document settles it.",
    )


def _age_by_birth(leaf: Age, birth: PartialDate, fact: Demographics, as_of: date) -> Answer:
    low, high = _completed_years(birth.latest, as_of), _completed_years(birth.earliest, as_of)
    age = f"{low} years" if low == high else f"{low} or {high} years" if high == low + 1 else f"{low} to {high} years"
    truth, change = Truth.YES, FIXED
    if leaf.at_least_years is not None and low < leaf.at_least_years:
        if high >= leaf.at_least_years:
            truth = Truth.UNKNOWN
        else:
            truth, change = Truth.NO, dated(_birthday(birth.earliest, leaf.at_least_years))
    if leaf.at_most_years is not None:
        if low > leaf.at_most_years:
            truth, change = Truth.NO, FIXED
        elif high > leaf.at_most_years and truth is Truth.YES:
            truth = Truth.UNKNOWN
        elif truth is Truth.YES:
            change = dated(_birthday(birth.earliest, leaf.at_most_years + 1))
    if truth is Truth.UNKNOWN:
        return undecided(
            leaf,
            WhyUnknown.IMPRECISE,
            f"born {birth}: {age}",
            ask="What is the exact date of birth?",
            facts=(fact,),
        )
    return decided(leaf, truth, age, facts=(fact,), change=change)


def _age_without_birth(leaf: Age, subject: Subject) -> Answer:
    ages = subject.picture.age_years
    ask = "What is the date of birth?"
    if ages is None:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, "no date of birth is recorded", ask=ask)
    low, high = ages
    age = f"about {low} years" if low == high else f"{low} to {high} years by the age at diagnosis"
    truth = Truth.YES
    facts = subject.of(Demographics)
    if leaf.at_least_years is not None:
        truth &= _from_bounds(low >= leaf.at_least_years, high < leaf.at_least_years)
    if leaf.at_most_years is not None:
        truth &= _from_bounds(high <= leaf.at_most_years, low > leaf.at_most_years)
    if truth is Truth.UNKNOWN:
        return undecided(leaf, WhyUnknown.IMPRECISE, age, ask=ask, facts=facts)
    too_old = leaf.at_most_years is not None and low > leaf.at_most_years
    return decided(leaf, truth, age, facts=facts, change=FIXED if too_old else OPEN)


def _from_bounds(surely: bool, surely_not: bool) -> Truth:
    if surely:
        return Truth.YES
    return Truth.NO if surely_not else Truth.UNKNOWN


def _sex(leaf: HasSex, subject: Subject) -> Answer:
    told = [fact for fact in subject.of(Demographics) if fact.sex in (Sex.FEMALE, Sex.MALE, Sex.OTHER)]
    if not told:
        return undecided(
            leaf,
            WhyUnknown.NOT_RECORDED,
            "no sex is recorded",
            ask="Which sex is recorded elsewhere? The registration.",
        )
    findings = [
        decided(
            leaf,
            Truth.YES if fact.sex is Sex(leaf.sex) else Truth.NO,
            f"recorded as {fact.sex.value}",
            facts=(fact,),
            change=FIXED,
        )
        for fact in told
        if fact.sex is not None
    ]
    return agreed(
        leaf,
        findings,
        why=WhyUnknown.CONFLICTING,
        because="two different sexes are recorded",
        ask="Do both records belong to the same person?",
    )


def _is_man(subject: Subject) -> tuple[Demographics, ...]:
    """The facts that say male, when no other says female."""
    people = [fact for fact in subject.of(Demographics) if fact.sex in (Sex.FEMALE, Sex.MALE)]
    return tuple(people) if people and all(fact.sex is Sex.MALE for fact in people) else ()


# Menopause goes one way: what has passed does not come back, what lies ahead may come.
_ORDER = ("pre", "peri", "post")


def _menopause(leaf: Menopause, subject: Subject) -> Answer:
    told = latest_of(
        fact for fact in subject.of(MenopausalStatus) if fact.standing is not Standing.REFUTED and fact.status in _ORDER
    )
    men = _is_man(subject)
    if men and not told:
        return decided(leaf, Truth.NO, "recorded as male", facts=men, change=FIXED)
    ask = "What is her menopausal status? Age, last period, ovaries; oestradiol and FSH where it is not clear."
    if not told:
        return undecided(leaf, WhyUnknown.NOT_RECORDED, "no menopausal status is recorded", ask=ask)
    findings = [_one_menopause(leaf, fact, subject, ask) for fact in told]
    return agreed(
        leaf, findings, why=WhyUnknown.CONFLICTING, because="different menopausal states are recorded", ask=ask
    )


def _one_menopause(leaf: Menopause, fact: MenopausalStatus, subject: Subject, ask: str) -> Answer:
    said = f"{fact.status}menopausal as recorded {on_date(fact.when)}"
    if leaf.within_days is not None and fact.status != "post":
        when = date_of(fact.when)
        fresh = Truth.UNKNOWN if when is None else is_within(when, leaf.within_days, subject.as_of)
        if fresh is not Truth.YES:
            why = WhyUnknown.TOO_OLD if fresh is Truth.NO else WhyUnknown.IMPRECISE
            return undecided(leaf, why, said, ask=ask, facts=(fact,))
    truth = Truth.YES if fact.status in leaf.status else Truth.NO
    change = _menopause_change(fact.status, leaf.status, truth)
    return decided(leaf, truth, said, facts=(fact,), change=change)


def _menopause_change(status: str, asked: tuple[str, ...], truth: Truth) -> Change:
    later = _ORDER[_ORDER.index(status) + 1 :]
    if truth is Truth.YES:
        return OPEN if any(state not in asked for state in later) else FIXED
    return OPEN if any(state in asked for state in later) else FIXED


def _pregnancy(leaf: Pregnancy, subject: Subject) -> Answer:
    men = _is_man(subject)
    if men:
        truth = Truth.YES if "not pregnant" in leaf.states else Truth.NO
        return decided(leaf, truth, "recorded as male", facts=men, change=FIXED)
    # Two matters: a woman who is not pregnant may well be breastfeeding.
    findings: list[Answer] = []
    pregnant = tuple(state for state in leaf.states if state != "breastfeeding")
    if pregnant:
        findings.append(
            _state(leaf, subject, pregnant, ("pregnant", "not pregnant"), "Is she pregnant? A pregnancy test.")
        )
    if "breastfeeding" in leaf.states:
        findings.append(_state(leaf, subject, ("breastfeeding",), ("breastfeeding",), "Is she breastfeeding?"))
    return one_answer(leaf, findings)


# What an answer rests on where nothing is recorded of pregnancy, and it is out of the question.
PAST_BEARING = "after the menopause, without a womb, or at 60 and over she is neither pregnant nor breastfeeding"
_PAST_BEARING_YEARS = 60


def _past_bearing(subject: Subject) -> tuple[str, tuple[AnyFact, ...]] | None:
    """Why she cannot be pregnant, and by which facts; None where nothing says so."""
    states = latest_of(
        fact for fact in subject.of(MenopausalStatus) if fact.standing is not Standing.REFUTED and fact.status in _ORDER
    )
    if states and all(fact.status == "post" for fact in states):
        return (f"postmenopausal as recorded {on_date(states[0].when)}", tuple(states))
    for done in subject.of(ProcedureFact):
        if done.kind == "hysterectomy" and done.standing is Standing.CONFIRMED and done.status in ("", "completed"):
            return (f"{describe(done)} {on_date(done.when)}", (done,))
    years = age_span(subject)
    if years is not None and years[0] >= _PAST_BEARING_YEARS:
        return (f"{years[0]} years", subject.of(Demographics))
    return None


def _state(leaf: Pregnancy, subject: Subject, asked: tuple[str, ...], matter: tuple[str, ...], ask: str) -> Answer:
    told = latest_of(
        fact for fact in subject.of(PregnancyFact) if fact.state in matter and fact.standing is not Standing.REFUTED
    )
    past = _past_bearing(subject) if not told else None
    if past is not None:
        because, facts = past
        truth = Truth.YES if "not pregnant" in asked else Truth.NO
        return decided(leaf, truth, because, facts=facts, change=FIXED, assumed=(PAST_BEARING,))
    if not told:
        return undecided(
            leaf,
            WhyUnknown.NOT_RECORDED,
            f"nothing is recorded on {'pregnancy' if 'pregnant' in matter else 'breastfeeding'}",
            ask=ask,
        )
    findings: list[Answer] = []
    for fact in told:
        when = date_of(fact.when)
        fresh = Truth.YES
        if leaf.within_days is not None:
            fresh = Truth.UNKNOWN if when is None else is_within(when, leaf.within_days, subject.as_of)
        said = f"{fact.state} as recorded {on_date(fact.when)}"
        if fresh is Truth.YES:
            truth = Truth.YES if fact.state in asked else Truth.NO
            findings.append(decided(leaf, truth, said, facts=(fact,), change=OPEN))
        else:
            why = WhyUnknown.TOO_OLD if fresh is Truth.NO else WhyUnknown.IMPRECISE
            findings.append(undecided(leaf, why, said, ask=ask, facts=(fact,)))
    return agreed(leaf, findings, why=WhyUnknown.CONFLICTING, because="different statements are recorded", ask=ask)
