"""What a thing asks: an illness, a treatment, an event or a finding with all that is said of it, as a question."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import assert_never, get_args

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    CnsDisease,
    Condition,
    Criterion,
    Exposed,
    MetastaticSites,
    Not,
    OtherCancer,
    Takes,
    Washout,
    When,
)
from onward.reading.passing import TELLS_TIME, is_passing
from onward.reading.things import (
    JUDGED,
    AskedSetting,
    CnsSpread,
    Fixed,
    Happened,
    Ill,
    SecondCancer,
    Several,
    Thing,
    Treated,
    Unless,
    all_of,
    any_of,
)


def question_of(thing: Thing, *, denied: bool) -> Criterion:
    """The question that a thing is: whether it is there. `denied`: the words deny it, or it stands in an exclusion."""
    match thing:
        case Ill() | Treated() | Happened() | SecondCancer() if _is_timed_elsewhere(thing):
            return question_of(_timed_by_its_words(thing), denied=denied)
        case Ill():
            return _ill(thing)
        case Treated() | Happened() if thing.window is not None and thing.window.at_least and thing.qualities:
            # "At least 2 weeks since minor surgery": surgery that was not minor may be nearer.
            recent = replace(thing, window=replace(thing.window, at_least=False))
            return Not(of=question_of(recent, denied=True))
        case Treated(including=Treated() | Several()) if not denied and not _is_long_ago(thing):
            bare = replace(thing, including=None)
            return all_of((question_of(bare, denied=False), question_of(included_in(thing), denied=False)))
        case Treated() if thing.window is not None and thing.window.at_least and thing.settings:
            # "At least 12 months since adjuvant chemotherapy": that for metastases may be nearer.
            return _long_since_a_setting(thing)
        case Treated():
            return _with(_treated(thing), thing.qualities)
        case Happened():
            return _with(_happened(thing), thing.qualities)
        case CnsSpread():
            return _cns(thing)
        case SecondCancer():
            return _second(thing)
        case Fixed():
            return _with(thing.criterion, thing.qualities)
        case Several():
            parts = tuple(_one_of_several(part, denied=denied) for part in thing.parts)
            # "At least 4 weeks since A or B": since each of them.
            either = denied or (thing.joint == "or" and not all(_is_long_ago(part) for part in thing.parts))
            return any_of(parts) if either else all_of(parts)
        case Unless():
            inner = question_of(thing.thing, denied=denied)
            if _is_long_ago(thing.thing):
                return any_of((inner, thing.exception))
            return AllOf(of=(inner, Not(of=thing.exception)))
        case _:
            assert_never(thing)


def included_in(thing: Treated) -> Thing:
    """What has to be among it, given when and where it was given itself."""

    def beside(part: Thing) -> Thing:
        match part:
            case Treated():
                return replace(
                    part,
                    when=part.when or thing.when,
                    settings=part.settings or thing.settings,
                    also_for=part.also_for or thing.also_for,
                    window=part.window or thing.window,
                )
            case Several():
                return replace(part, parts=tuple(map(beside, part.parts)))
            case _:
                return part

    assert thing.including is not None
    return beside(thing.including)


_ELSEWHERE = re.compile(
    r"(?:prior to|before|to|preceding|of|after|following|from|since) (?:\S+ ){0,4}?(?:diagnosis|surgery|mastectomy|lumpectomy|operation|relapse|recurrence|progression|metast\w+|transplant\w*)\b"
)


def _is_timed_elsewhere(thing: Treated | Happened | Ill | SecondCancer) -> bool:
    """ "Within 5 years before the diagnosis of breast cancer": not within 5 years of today."""
    within = thing.window is not None and not thing.window.at_least and bool(thing.window.days)
    return within and any(_ELSEWHERE.match(words) is not None for words in thing.qualities)


def _timed_by_its_words(thing: Treated | Happened | Ill | SecondCancer) -> Thing:
    days = 0 if thing.window is None else thing.window.days
    told = tuple(
        f"within {days} days {words}" if _ELSEWHERE.match(words) is not None else words for words in thing.qualities
    )
    return replace(thing, window=None, qualities=told)


def _is_long_ago(thing: Thing) -> bool:
    """Whether it asks that something lie far enough back."""
    match thing:
        case Ill() | Treated() | Happened() | SecondCancer():
            return thing.window is not None and thing.window.at_least
        case Several():
            return any(_is_long_ago(part) for part in thing.parts)
        case Unless():
            return _is_long_ago(thing.thing)
        case _:
            return False


def _one_of_several(thing: Thing, *, denied: bool) -> Criterion:
    """ "... or another illness that affects the bowel": no record settles whether there is some other illness."""
    if isinstance(thing, Ill) and thing.groups == ("concurrent illness",):
        return AskHuman(question=f"Is there another illness: {', '.join(thing.qualities) or 'any'}?", because=JUDGED)
    return question_of(thing, denied=denied)


def _with(criterion: Criterion, qualities: tuple[str, ...]) -> Criterion:
    if not qualities:
        return criterion
    return all_of((criterion, *(AskHuman(question=f"Is it so: {words}?", because=JUDGED) for words in qualities)))


def is_there_now(thing: Ill) -> bool:
    """Whether the words mean an illness as it is at present: they say so, or name one that passes."""
    timed = thing.window is not None or any(map(TELLS_TIME.search, thing.qualities))
    return thing.status == "now" or (not thing.status and not timed and is_passing(thing.groups))


def _ill(thing: Ill) -> Criterion:
    window = thing.window
    within = window.days if window is not None and not window.at_least else None
    condition = Condition(
        groups=thing.groups,
        status="now" if within is None and is_there_now(thing) else "ever",
        within_days=within,
        except_groups=thing.except_groups,
        qualities=thing.qualities,
        at_least_grade=thing.grade,
    )
    if window is None or not window.at_least or window.days is None:
        return condition
    recent = replace(condition, within_days=window.days)
    return AllOf(of=(condition, Not(of=recent)))


def _treated(thing: Treated) -> Criterion:
    exposed = Exposed(
        to=thing.drugs, settings=thing.settings, ended_by=thing.ended_by, at_least_days=thing.at_least_days
    )
    if thing.window is not None:
        washout = Washout(
            drugs=thing.drugs,
            days=thing.window.days,
            half_lives=None if thing.window.half_lives is None else Decimal(thing.window.half_lives),
            whichever="longer" if thing.window.longer else "shorter",
        )
        if thing.window.at_least:
            return washout
        return _within_a_setting(thing, exposed, washout) if thing.settings else Not(of=washout)
    if thing.when == "now" or (thing.supportive and not thing.when and not thing.settings and not thing.ended_by):
        taken = Takes(drugs=thing.drugs)
        # "Undergoing neoadjuvant chemotherapy": in which setting it is taken no list of medicines tells.
        where = f"in the {' or '.join(thing.settings)} setting{f' or for {thing.also_for}' if thing.also_for else ''}"
        return _with(taken, (where,)) if thing.settings else taken
    if thing.also_for:
        judged = AskHuman(question=f"Was it given for {thing.also_for}?", because=JUDGED)
        return any_of((exposed, all_of((replace(exposed, settings=()), judged))))
    return exposed


def _within_a_setting(thing: Treated, exposed: Exposed, washout: Washout) -> Criterion:
    """ "Adjuvant endocrine therapy within 48 weeks": what was taken then may have been for metastases."""
    elsewhere = tuple(one for one in get_args(AskedSetting) if one not in thing.settings)
    where = " or ".join(thing.settings)
    asked = AskHuman(question=f"Was what was given then for the {where} setting?", because=JUDGED)
    # Whoever had it nowhere else had it there.
    there = When(condition=Exposed(to=thing.drugs, settings=elsewhere), then=asked)
    return AllOf(of=(exposed, Not(of=washout), there))


def _long_since_a_setting(thing: Treated) -> Criterion:
    """ "At least 12 months since adjuvant chemotherapy": what was taken later may have been for metastases."""
    washout = _treated(replace(thing, settings=()))
    elsewhere = tuple(one for one in get_args(AskedSetting) if one not in thing.settings)
    where = " or ".join(thing.settings)
    asked = AskHuman(question=f"Was what was given then for the {where} setting?", because=JUDGED)
    there = When(condition=Exposed(to=thing.drugs, settings=elsewhere), then=asked)
    return Not(of=AllOf(of=(Not(of=washout), there)))


_STERILE = frozenset({"oophorectomy", "hysterectomy"})


def _happened(thing: Happened) -> Criterion:
    window = thing.window
    if window is None or window.days is None:
        return thing.event
    if window.at_least:
        long_ago = Not(of=replace(thing.event, within_days=window.days))
        # Of an operation that ends fertility it is asked that there was one, and long enough ago.
        return AllOf(of=(thing.event, long_ago)) if _STERILE.intersection(thing.event.kinds) else long_ago
    return replace(thing.event, within_days=window.days)


# Words for disease of the brain that is not under control; the disease picture calls it active.
_ACTIVE_CNS = frozenset(
    {"active", "untreated", "progressive", "unstable", "uncontrolled", "progressing", "newly diagnosed", "new"}
)


# Beside one of those, these mean the same: not treated and stable.
_NOT_STABLE_CNS = _ACTIVE_CNS | {"symptomatic", "clinically active", "clinically unstable", "clinically significant"}


def _cns(thing: CnsSpread) -> Criterion:
    spread = MetastaticSites(sites=thing.sites)
    if not thing.qualities:
        return spread
    parts: list[Criterion] = []
    for quality in thing.qualities:
        words = [
            word.strip()
            for word in quality.replace(" and/or ", " or ").replace(",", " or ").replace("/", " or ").split(" or ")
        ]
        words = [word for word in words if word]
        if (words and all(word in _ACTIVE_CNS for word in words)) or (
            len(words) > 1 and any(word in _ACTIVE_CNS for word in words) and set(words) <= _NOT_STABLE_CNS
        ):
            parts.append(CnsDisease(states=("active",)))
        elif len(words) > 1 and any(word in _ACTIVE_CNS for word in words):
            rest = " or ".join(word for word in words if word not in _ACTIVE_CNS)
            asked = AllOf(of=(spread, AskHuman(question=f"Is it so: {rest}?", because=JUDGED)))
            parts.append(AnyOf(of=(CnsDisease(states=("active",)), asked)))
        else:
            parts.append(AllOf(of=(spread, AskHuman(question=f"Is it so: {quality}?", because=JUDGED))))
    return all_of(tuple(parts))


def _second(thing: SecondCancer) -> Criterion:
    window = thing.window
    cancer: Criterion = OtherCancer(
        within_days=None if window is None else window.days,
        except_groups=thing.except_groups,
        except_in_situ=thing.except_in_situ,
    )
    if window is not None and window.at_least:
        return AskHuman(question="Was the other cancer long enough ago?", because=JUDGED)
    parts: list[Criterion] = [cancer]
    parts.extend(
        Not(of=AskHuman(question=f"Is the other cancer one of the exceptions: {words}?", because=JUDGED))
        for words in thing.except_words
    )
    parts.extend(AskHuman(question=f"Is it so: {words}?", because=JUDGED) for words in thing.qualities)
    return all_of(tuple(parts))


# --- what is said around a thing
