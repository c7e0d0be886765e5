"""What a criterion speaks of, before it is a question: illnesses, treatments, events, findings.

A thing takes on what is said around it (a window, an exception, "active", "requiring steroids") and becomes a question
at the end. What cannot be computed is never dropped: it stays as a quality, or beside it as a question for a human.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias, assert_never, cast, get_args

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    CnsDisease,
    Condition,
    Criterion,
    DrugSet,
    Exposed,
    Had,
    HasSex,
    MetastaticSites,
    Not,
    OtherCancer,
    Takes,
    Washout,
    When,
)
from onward.reading.passing import TELLS_TIME, is_passing

AskedSetting = Literal["neoadjuvant", "adjuvant", "metastatic"]
Joint = Literal["and", "or"]
JUDGED = "the words leave it to a human"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A stretch of time before the study, or since something.

    days         so many days;  half_lives of the drug
    longer       of days and half-lives the longer counts (else the shorter)
    at_least     it lies at least so far back (else: no longer back than this)
    """

    days: int | None = None
    half_lives: int | None = None
    longer: bool = True
    at_least: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ill:
    """An illness, or several that count the same; `status` "" where the words do not say whether now or ever."""

    groups: tuple[str, ...]
    status: Literal["", "now", "ever"] = ""
    window: Window | None = None
    except_groups: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    grade: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Treated:
    """Treatment with drugs.

    when        "" not said, "now" taken at present, "ever"
    supportive  medicines that are taken beside treatment: unless the words say otherwise, taking them now is meant
    also_for    a setting that records do not tell apart ("locally recurrent disease"), beside the settings
    including   what has to be among it where it is asked for ("chemotherapy including a taxane")
    """

    drugs: DrugSet
    when: Literal["", "now", "ever"] = ""
    settings: tuple[AskedSetting, ...] = ()
    window: Window | None = None
    ended_by: tuple[Literal["progression", "toxicity"], ...] = ()
    at_least_days: int | None = None
    qualities: tuple[str, ...] = ()
    supportive: bool = False
    also_for: str = ""
    including: Thing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    """An event: radiotherapy, surgery, a vaccine."""

    event: Had
    window: Window | None = None
    qualities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CnsSpread:
    """Metastases in the brain or in the central nervous system."""

    sites: tuple[str, ...]
    qualities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondCancer:
    """A cancer other than breast cancer."""

    window: Window | None = None
    except_groups: tuple[str, ...] = ()
    except_in_situ: bool = False
    except_words: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """Something whose question needs no more words."""

    criterion: Criterion
    qualities: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Several things; `joint` as the words have it: in a denial, or an exclusion, "a and b" means either of them."""

    joint: Joint
    parts: tuple[Thing, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unless:
    """A thing with an exception."""

    thing: Thing
    exception: Criterion


Thing: TypeAlias = Ill | Treated | Happened | CnsSpread | SecondCancer | Fixed | Several | Unless


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


_AT_PRESENT = frozenset({"concurrent", "concomitant", "current", "ongoing"})


def at_present_as(one: Thing, other: Thing) -> Thing:
    """The other of a list, at present where the first is: "concurrent radiotherapy, chemotherapy or hormones"."""
    first = one.parts[0] if isinstance(one, Several) else one
    if not isinstance(first, Happened) or _AT_PRESENT.isdisjoint(first.qualities):
        return other
    match other:
        case Treated(when="", window=None):
            return replace(other, when="now")
        case Several():
            return replace(other, parts=tuple(at_present_as(first, part) for part in other.parts))
        case _:
            return other


_EITHER_SEX = AnyOf(of=(HasSex(sex="female"), HasSex(sex="male")))


def _one_of_several(thing: Thing, *, denied: bool) -> Criterion:
    """ "... or another illness that affects the bowel": no record settles whether there is some other illness."""
    if isinstance(thing, Ill) and thing.groups == ("concurrent illness",):
        return AskHuman(question=f"Is there another illness: {', '.join(thing.qualities) or 'any'}?", because=JUDGED)
    return question_of(thing, denied=denied)


def all_of(parts: tuple[Criterion, ...]) -> Criterion:
    """All of the parts; parts that are all-ofs themselves are taken apart."""
    flat = tuple(dict.fromkeys(inner for part in parts for inner in (part.of if isinstance(part, AllOf) else (part,))))
    # "Men and women with ..." asks for neither.
    flat = tuple(part for part in flat if part != _EITHER_SEX) or flat
    return flat[0] if len(flat) == 1 else AllOf(of=flat)


def any_of(parts: tuple[Criterion, ...]) -> Criterion:
    """Any of the parts; parts that are any-ofs themselves are taken apart."""
    flat = tuple(dict.fromkeys(inner for part in parts for inner in (part.of if isinstance(part, AnyOf) else (part,))))
    return flat[0] if len(flat) == 1 else AnyOf(of=flat)


def negated(criterion: Criterion) -> Criterion:
    """Its denial; denying twice gives back what was denied."""
    return criterion.of if isinstance(criterion, Not) else Not(of=criterion)


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
        return Takes(drugs=thing.drugs)
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


def with_status(thing: Thing, status: Literal["now", "ever"]) -> Thing:
    """ "Active ..." or "history of ..."."""
    match thing:
        case Ill():
            return replace(thing, status=status)
        case Treated():
            return replace(thing, when=status)
        case CnsSpread():
            return replace(thing, qualities=(*thing.qualities, "active")) if status == "now" else thing
        case Several():
            return replace(thing, parts=tuple(with_status(part, status) for part in thing.parts))
        case Unless():
            return replace(thing, thing=with_status(thing.thing, status))
        case SecondCancer():
            return replace(thing, window=thing.window or Window(days=0)) if status == "now" else thing
        case Happened():
            # Radiotherapy that goes on: no record says so to the day.
            return with_quality(thing, "going on now") if status == "now" else thing
        case Fixed():
            return thing
        case _:
            assert_never(thing)


def at_any_time(thing: object) -> object:
    """An illness of which the words do not say when, asked for at any time."""
    match thing:
        case Ill(status=""):
            return replace(thing, status="ever")
        case Several():
            return replace(thing, parts=tuple(cast("Thing", at_any_time(part)) for part in thing.parts))
        case _:
            return thing


def with_window(thing: Thing, window: Window) -> Thing | None:
    """The thing within a window; None where that would say something else ("measurable disease within 28 days")."""
    match thing:
        case Ill() | Treated() | Happened() | SecondCancer():
            return None if thing.window is not None else replace(thing, window=window)
        case Several():
            parts = tuple(with_window(part, window) for part in thing.parts)
            if any(part is None for part in parts):
                return None
            # "At least 4 weeks since chemotherapy or radiotherapy": since each of them.
            joint: Joint = "and" if window.at_least else thing.joint
            return Several(joint=joint, parts=tuple(part for part in parts if part is not None))
        case Unless():
            inner = with_window(thing.thing, window)
            return None if inner is None else replace(thing, thing=inner)
        case CnsSpread() | Fixed():
            return None
        case _:
            assert_never(thing)


def with_quality(thing: Thing, words: str) -> Thing:
    """A restriction in words ("uncontrolled", "requiring intravenous antibiotics"), for a human to judge."""
    match thing:
        case Ill() | Treated() | Happened() | CnsSpread() | SecondCancer() | Fixed():
            return thing if words in thing.qualities else replace(thing, qualities=(*thing.qualities, words))
        case Several():
            return replace(thing, parts=tuple(with_quality(part, words) for part in thing.parts))
        case Unless():
            return replace(thing, thing=with_quality(thing.thing, words))
        case _:
            assert_never(thing)


@dataclass(frozen=True, slots=True)
class Where:
    """Settings of treatment; () for any. `also_for` is one that records do not tell apart ("local recurrence")."""

    settings: tuple[AskedSetting, ...] = ()
    also_for: str = ""


def with_settings(thing: Thing, settings: tuple[AskedSetting, ...], also_for: str = "") -> Thing | None:
    """Treatment in a setting ("for metastatic disease"); None for what is no treatment with drugs."""
    match thing:
        case Treated():
            return None if thing.settings else replace(thing, settings=settings, also_for=also_for)
        case Several():
            parts = tuple(with_settings(part, settings, also_for) for part in thing.parts)
            if any(part is None for part in parts):
                return None
            return replace(thing, parts=tuple(part for part in parts if part is not None))
        case Happened():
            where = " or ".join(settings)
            return with_quality(thing, f"in the {where} setting{f' or for {also_for}' if also_for else ''}")
        case Ill() | CnsSpread() | SecondCancer() | Fixed() | Unless():
            return None
        case _:
            assert_never(thing)
