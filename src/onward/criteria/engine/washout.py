"""Washouts: how long ago the last dose was, in days or half-lives, and on which day it will be long enough."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal

from onward.criteria.answer import OPEN, Answer, dated
from onward.criteria.describe_treatment import describe_drugs
from onward.criteria.engine.courses import given_courses, unknown_drugs
from onward.criteria.engine.results import decided, one_answer, undecided
from onward.criteria.exposure_nodes import Washout
from onward.criteria.subject import Given, Subject
from onward.criteria.windows import days_ago
from onward.criteria.words import days
from onward.terms import PartialDate, Truth, WhyUnknown

_HOURS_A_DAY = Decimal(24)


def answer_washout(leaf: Washout, subject: Subject) -> Answer:
    """Whether every such drug was last given long enough ago. Never recorded is UNKNOWN, not YES."""
    what = describe_drugs(leaf.drugs)
    ask = f"When was the last dose of {what}? The medication list, also of other hospitals."
    given = given_courses(leaf.drugs, subject)
    if given:
        # The last drug first: of several that are long enough ago it is the one to name.
        latest_first = sorted(given, key=_last_day, reverse=True)
        return one_answer(leaf, [_one_course(leaf, one, subject, ask) for one in latest_first], needed=len(given))
    strangers = unknown_drugs(subject)
    if strangers:
        because = f"no {what} is recorded, but a drug that is not known by name is"
        return undecided(
            leaf, WhyUnknown.UNREADABLE, because, ask=f"Which drug is it, and is it {what}?", facts=strangers
        )
    return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {what} is recorded, and none is ruled out", ask=ask)


def _last_day(one: Given) -> date:
    return date.max if one.course.end is None else one.course.end.latest


def _one_course(leaf: Washout, one: Given, subject: Subject, ask: str) -> Answer:
    course, facts = one.course, one.course.facts
    if course.ongoing:
        return decided(leaf, Truth.NO, f"{one.words}: still taken", facts=facts, change=OPEN, assumed=one.assumed)
    if course.end is None:
        because = f"{one.words}: the last dose is not recorded"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts)
    by_half_life = _half_life_days(leaf, one, subject)
    return _by_date(leaf, one, course.end, by_half_life, subject, ask)


def _half_life_days(leaf: Washout, one: Given, subject: Subject) -> int | None:
    """Whole days that the asked half-lives of this drug take, rounded up; None when its half-life is not known."""
    entry = subject.reference.drugs.get(one.course.drug)
    if leaf.half_lives is None or entry is None or entry.half_life_hours is None:
        return None
    exact = leaf.half_lives * entry.half_life_hours / _HOURS_A_DAY
    return int(exact.to_integral_value(rounding=ROUND_CEILING))


def _by_date(
    leaf: Washout, one: Given, end: PartialDate, by_half_life: int | None, subject: Subject, ask: str
) -> Answer:
    fewest, most = days_ago(end, subject.as_of)
    facts = one.course.facts
    because = f"{one.words}: {days(fewest) if fewest == most else f'{fewest} to {most} days'} ago"
    unknown_half_life = leaf.half_lives is not None and by_half_life is None
    needed = [number for number in (leaf.days, by_half_life) if number is not None]
    limit = None if not needed else max(needed) if leaf.whichever == "longer" else min(needed)
    if unknown_half_life:
        # Days alone decide only on one side: too short for the longer of two, long enough for the shorter.
        told = limit is not None and (most < limit if leaf.whichever == "longer" else fewest >= limit)
        if not told:
            ask = f"What is the half-life of {one.course.drug}?"
            because = f"{because}; the half-life of {one.course.drug} is not known here"
            return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=facts)
    assert limit is not None, "a washout has days or half-lives, and a missing half-life was dealt with"
    because = f"{because}, {limit} needed"
    if fewest >= limit:
        return decided(leaf, Truth.YES, because, facts=facts, change=OPEN)
    if most >= limit:
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts)
    change = OPEN if unknown_half_life else dated(end.earliest + timedelta(days=limit))
    return decided(leaf, Truth.NO, because, facts=facts, change=change)
