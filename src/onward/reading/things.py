"""What a criterion speaks of, before it is a question: illnesses, treatments, events, findings.

A thing takes on what is said around it (a window, an exception, "active", "requiring steroids") and becomes a question
at the end. What cannot be computed is never dropped: it stays as a quality, or beside it as a question for a human.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, TypeAlias, assert_never, cast

from onward.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    DrugSet,
    Had,
    HasSex,
    Not,
)

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
        case Treated() if "recent" in words.split() and thing.window is None and words not in thing.qualities:
            # "Current or recent use": it was given at some time, and a human says whether lately.
            return replace(thing, when="ever", qualities=(*thing.qualities, words))
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
