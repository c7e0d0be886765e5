"""Exposure to drugs. Not recorded is not "not given": a NO needs a denial in the record, or a presumption."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from onward.criteria.answer import FIXED, OPEN, Answer, Change, dated, each_once
from onward.criteria.describe_treatment import describe_drugs
from onward.criteria.engine.courses import denied_treatments, given_courses, unknown_drugs
from onward.criteria.engine.results import decided, one_answer, undecided
from onward.criteria.exposure_nodes import DrugSet, Exposed, Takes
from onward.criteria.subject import Given, Subject
from onward.terms import Truth, WhyUnknown, days_between, on_day

_Check = tuple[Truth, str, Change]


def answer_exposed(leaf: Exposed, subject: Subject) -> Answer:
    """Whether she has had such a drug, in such a setting, so long, with such an end."""
    given = given_courses(leaf.to, subject)
    what = describe_drugs(leaf.to)
    elsewhere = [one for one in given if leaf.settings and one.setting not in (*leaf.settings, "unknown")]
    here = [one for one in given if one not in elsewhere]
    if not here:
        return _nothing(leaf, leaf.to, subject, given=tuple(elsewhere), ask=_ask(leaf, what))
    found = one_answer(leaf, [_one_course(leaf, one, subject, what) for one in here])
    if (
        found.truth is Truth.NO
        and leaf.at_least_days is not None
        and _reaches_together(leaf.at_least_days, here, subject)
    ):
        because = f"{leaf.at_least_days} days only in several courses together: {'; '.join(one.words for one in here)}"
        return undecided(leaf, WhyUnknown.NEEDS_HUMAN, because, ask=_ask(leaf, what), facts=found.facts)
    return found


def _reaches_together(needed: int, given: Sequence[Given], subject: Subject) -> bool:
    """Whether several courses, of which none is long enough, may be so when counted as one with a break."""
    longest = [one for one in (_days_on(one, subject) for one in given) if one is not None]
    return len(longest) > 1 and sum(most for _, most in longest) >= needed > max(most for _, most in longest)


def _days_on(one: Given, subject: Subject) -> tuple[int, int] | None:
    """Fewest and most days on the drug so far; None when its dates do not tell."""
    told = one.course.told
    if one.course.start is None and told is not None and told.days is not None:
        return told.days
    end = on_day(subject.as_of) if one.course.ongoing else one.course.end
    if one.course.start is None or end is None:
        return None
    fewest, most = days_between(one.course.start, end)
    return (max(fewest, 0), max(most, 0))


def _ask(leaf: Exposed, what: str) -> str:
    setting = f" in the {' or '.join(leaf.settings)} setting" if leaf.settings else ""
    return f"Was {what} ever given{setting}? The treatment summary with dates and why each treatment ended."


def _nothing(leaf: Exposed | Takes, drugs: DrugSet, subject: Subject, *, given: tuple[Given, ...], ask: str) -> Answer:
    denied = denied_treatments(drugs, subject, settings=leaf.settings if isinstance(leaf, Exposed) else ())
    if denied and not given:
        return decided(leaf, Truth.NO, "the record says that it was never taken", facts=denied, change=OPEN)
    what = describe_drugs(drugs)
    if given:
        facts = each_once(fact for one in given for fact in one.course.facts)
        because = f"recorded only elsewhere: {'; '.join(one.words for one in given)}"
        return undecided(leaf, WhyUnknown.NOT_RECORDED, because, ask=ask, facts=facts)
    strangers = unknown_drugs(subject)
    if strangers:
        because = f"no {what} is recorded, but a drug that is not known by name is"
        ask = f"Which drug is it, and is it {what}?"
        return undecided(leaf, WhyUnknown.UNREADABLE, because, ask=ask, facts=strangers)
    return undecided(leaf, WhyUnknown.NOT_RECORDED, f"no {what} is recorded, and none is ruled out", ask=ask)


def _one_course(leaf: Exposed, one: Given, subject: Subject, what: str) -> Answer:
    facts = one.course.facts
    checks: tuple[_Check, ...] = (
        _setting(leaf, one),
        _end(leaf, one),
        _duration(leaf, one, subject),
        _latest_line(leaf, one, subject),
    )
    rules = () if one.line is None else one.line.rules
    failed = [check for check in checks if check[0] is Truth.NO]
    if failed:
        because = f"{one.words}: {failed[0][1]}"
        # One check that cannot turn is enough to keep the NO.
        change = FIXED if any(check[2] == FIXED for check in failed) else _last(failed)
        return decided(leaf, Truth.NO, because, facts=facts, rules=rules, change=change, assumed=one.assumed)
    for truth, because, _ in checks:
        if truth is Truth.UNKNOWN:
            return undecided(
                leaf, WhyUnknown.IMPRECISE, f"{one.words}: {because}", ask=_ask(leaf, what), facts=facts, rules=rules
            )
    turns = any(check[2] == OPEN for check in checks)
    return decided(
        leaf, Truth.YES, one.words, facts=facts, rules=rules, change=OPEN if turns else FIXED, assumed=one.assumed
    )


def _last(failed: list[_Check]) -> Change:
    days = [check[2].on for check in failed if check[2].on is not None]
    return dated(max(days)) if len(days) == len(failed) else OPEN


def _setting(leaf: Exposed, one: Given) -> _Check:
    if leaf.settings and one.setting == "unknown":
        return (Truth.UNKNOWN, "the setting is not recorded", FIXED)
    return (Truth.YES, "", FIXED)


def _end(leaf: Exposed, one: Given) -> _Check:
    if not leaf.ended_by:
        return (Truth.YES, "", FIXED)
    why = one.why_ended
    if why == "unknown":
        return (Truth.UNKNOWN, "why it ended is not recorded", FIXED)
    if why in leaf.ended_by:
        return (Truth.YES, "", OPEN if why == "ongoing" else FIXED)
    # What runs may still end so; what has ended has ended.
    return (Truth.NO, "still running" if why == "ongoing" else f"ended by {why}", OPEN if why == "ongoing" else FIXED)


def _duration(leaf: Exposed, one: Given, subject: Subject) -> _Check:
    needed = leaf.at_least_days
    if needed is None:
        return (Truth.YES, "", FIXED)
    course, on_it = one.course, _days_on(one, subject)
    if on_it is None:
        return (Truth.UNKNOWN, "start or end is not recorded", FIXED)
    fewest, most = on_it
    if fewest >= needed:
        return (Truth.YES, "", FIXED)
    if most >= needed:
        return (Truth.UNKNOWN, f"{fewest} to {most} days by its dates", FIXED)
    if course.start is None:
        return (Truth.NO, f"{most} days at most as told", OPEN if course.ongoing else FIXED)
    if not course.ongoing:
        return (Truth.NO, f"{most} days only", FIXED)
    return (Truth.NO, f"{most} days so far", dated(course.start.earliest + timedelta(days=needed)))


def _latest_line(leaf: Exposed, one: Given, subject: Subject) -> _Check:
    if not leaf.latest_line:
        return (Truth.YES, "", FIXED)
    if one.line is None:
        return (Truth.UNKNOWN, "to which line it belongs is not recorded", FIXED)
    lines = [line for line in subject.picture.lines if not leaf.settings or line.setting in leaf.settings]
    # Later lines may come, so neither answer is for good.
    if lines and one.line == lines[-1]:
        return (Truth.YES, "", OPEN)
    return (Truth.NO, "not part of the latest line", OPEN)


def answer_takes(leaf: Takes, subject: Subject) -> Answer:
    """Whether she takes such a drug now."""
    what = describe_drugs(leaf.drugs)
    ask = f"Is {what} taken now? The medication list."
    given = given_courses(leaf.drugs, subject)
    if not given:
        return _nothing(leaf, leaf.drugs, subject, given=(), ask=ask)
    return one_answer(leaf, [_taken_now(leaf, one, subject, ask) for one in given])


def _taken_now(leaf: Takes, one: Given, subject: Subject, ask: str) -> Answer:
    facts = one.course.facts
    if one.course.ongoing:
        return decided(leaf, Truth.YES, one.words, facts=facts, change=OPEN, assumed=one.assumed)
    if one.course.end is None:
        because = f"{one.words}: whether it still runs is not recorded"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts)
    if one.course.end.latest > subject.as_of:
        because = f"{one.words}: whether it has ended the date does not tell"
        return undecided(leaf, WhyUnknown.IMPRECISE, because, ask=ask, facts=facts)
    return decided(leaf, Truth.NO, one.words, facts=facts, change=OPEN)
