"""Which line stands under which; what the upper one makes of it is told by its words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from onward.reading.announced import Kind, kind_of, opens
from onward.reading.sought import sought
from onward.reading.split import Item


@dataclass(frozen=True, slots=True)
class Parent:
    """The line at `at` of the items, and what its words say of the lines below."""

    at: int
    kind: Kind


# A flat list has no indentation: the line that begins like this is a criterion of its own, and ends the list above it.
_OF_ITS_OWN = sought(
    r"^\W*(?:no\b|not\b|must\b|patients?\b|subjects?\b|participants?\b|the (?:tumou?r|patient|subject|participant|disease)\b|women\b|men\b|female|male|age\b|ecog|karnofsky|at least \d+ (?:week|day|month|year)|more than \d|prior\b|history\b|"
    r"histolog|signed|written|able\b|willing|informed|concurrent\b|known\b|adequate\b|life expectancy|performance|measurable|pregnan|fertile|see\b|has\b|have\b|is\b|any\b|other\b|evidence|previous|"
    r"planned|received|use of|current|participation|inability|unable)",
    re.IGNORECASE,
)


def parent_of(items: Sequence[Item], n: int) -> Parent | None:
    """The line under which line `n` stands; None for one of the outermost list."""
    item = items[n]
    if item.opens is not None:
        return None
    if not item.flat:
        at = n - 1
        while at >= 0 and items[at].opens is None and items[at].depth >= item.depth:
            at -= 1
        beside = _open_beside(items, n)
        if beside is not None:
            return beside
        if at < 0 or items[at].opens is not None or item.depth == 0:
            return None
        return Parent(at, kind_of(items[at].text))
    return _flat_parent(items, n)


_ENDS_DENIAL = sought(
    r"^\W*(?:no\b|not\b|must\b|(?:the |all )?patients?\b|subjects?\b|participants?\b|women\b|men\b|female|male|age\b|ecog|karnofsky|histolog|signed|written|able\b|willing|informed|adequate\b|"
    r"life expectancy|performance|measurable|negative|at least|see\b)",
    re.IGNORECASE,
)
_CONDITIONAL = sought(r"^\W*(?:if|for (?:patients|subjects|participants|women|those|tumou?rs))\b", re.IGNORECASE)
_GOES_ON = sought(r"(?:\b(?:or|and|and/or)|[,;])\W*$", re.IGNORECASE)


def _open_beside(items: Sequence[Item], n: int) -> Parent | None:
    """A list whose indentation was lost: the nearest line of the same depth that announces it, where it has no list of
    its own deeper down, and every line between goes on or names a thing.
    """
    depth = items[n].depth
    at = n - 1
    while at >= 0 and items[at].opens is None and items[at].depth == depth and n - at <= 12:
        text = items[at].text
        if opens(text):
            kind = kind_of(text)
            if _CONDITIONAL.match(text):
                between = items[at + 1 : n]
                return Parent(at, "all of") if all(_GOES_ON.search(one.text) for one in between) else None
            if kind == "all of":
                return None
            between = items[at + 1 : n + 1]
            if kind in ("except", "provided"):
                return Parent(at, kind) if _are_tied(text, between, kind) else None
            if kind == "any of" and (_or_ends_before(between) or _leaves_lesions(text, between)):
                return None
            ends = _ENDS_DENIAL if kind == "none of" else _OF_ITS_OWN
            if _is_in_small_letters(text, between):
                return Parent(at, kind)
            if any(
                (
                    (ends.match(one.text) or (kind == "any of" and _DEMANDED.search(one.text)))
                    and not _menopause(text, one.text)
                    and not _is_the_second_way(kind, between, one)
                    and not _ENDS_WITH_OR.search(before.text)
                    and not (kind == "any of" and _begins_like_another(between, one))
                )
                or (len(one.text) > 200 and not _ENDS_WITH_OR.search(before.text))
                for before, one in pairwise(between)
            ):
                return None
            return Parent(at, kind)
        at -= 1
    return None


_CANCERS = sought(
    r"cancer|carcinoma|in situ|malignan|melanoma|neoplas|tumou?r|lymphoma|leuka?emia|\b[DL]CIS\b", re.IGNORECASE
)
_OF_ANOTHER_KIND = sought(
    r"^\W*(?:was|were|had|has|have|is|are|patients?|subjects?|participants?|current|concurrent|known|use|treatment|therapy|receiv\w+|no|not|active|uncontrolled)\b",
    re.IGNORECASE,
)
_GOES_ON_SMALL = sought(r"^\W*(?:[a-z]{2,}|no |not |stable |asymptomatic)")


def _are_tied(parent: str, listed: Sequence[Item], kind: Kind) -> bool:
    """Whether lines without indentation are what another announces; the first of them is, whatever it says."""
    return all(_is_tied(parent, one.text, kind) for one in listed[1:])


def _is_tied(parent: str, child: str, kind: Kind) -> bool:
    """Whether a line without indentation is one of the exceptions or conditions that another announces."""
    if kind == "except" and _CANCERS.search(parent):
        return _CANCERS.search(child) is not None and _OF_ANOTHER_KIND.match(child) is None
    return _GOES_ON_SMALL.match(child) is not None and len(child) <= 200


_ENDS_WITH_OR = sought(r"(?:^|[\s,;./])or\W*$", re.IGNORECASE)


def _or_ends_before(listed: Sequence[Item]) -> bool:
    """Whether ways that each end in "or" came to their last one before the last of these lines."""
    ends = [_ENDS_WITH_OR.search(one.text) is not None for one in listed[:-1]]
    return any(ends) and not ends[-1]


def _is_in_small_letters(parent: str, listed: Sequence[Item]) -> bool:
    """Whether a line with a capital announces lines in small letters: they go on as long as the letters are small."""
    return parent[:1].isupper() and len(listed) >= 2 and all(one.text[:1].islower() for one in listed)


# What was, as one of several ways.
_MAY_BE_A_WAY = sought(r"^\W*(?:personal |family |medical )?(?:history|prior|previous|known|evidence)\b", re.IGNORECASE)


def _is_the_second_way(kind: Kind, listed: Sequence[Item], one: Item) -> bool:
    """Whether a line is the second of a choice: "at least one of the following:" announces more than one."""
    return kind == "any of" and len(listed) > 1 and one is listed[1] and _MAY_BE_A_WAY.match(one.text) is not None


_MENOPAUSE = sought(r"menopaus", re.IGNORECASE)
_OF_MENOPAUSE = sought(
    r"\b(?:age|aged|years|amenorrh\w+|fsh|estradiol|oophorectomy|ovar\w+|hysterectomy|menstru\w+|menses|lhrh|gnrh|steril\w+|follicle)\b",
    re.IGNORECASE,
)


_DENIES_ANOTHER = sought(
    r"^\W*(?:no|not|without)\b(?!.*\b(?:menses|menstru\w+|amenorrh\w+|bleeding|periods?|ovar\w+|uter\w+)\b)",
    re.IGNORECASE,
)


def _menopause(parent: str, child: str) -> bool:
    """Whether a line goes on with the definition of menopause, age included."""
    return (
        _MENOPAUSE.search(parent) is not None
        and _OF_MENOPAUSE.search(child) is not None
        and _DENIES_ANOTHER.match(child) is None
    )


_OF_AGE_ALONE = sought(r"^\W*age (?:over|at least|≥|>) ?18 years", re.IGNORECASE)
_MEASURABLE = sought(r"\b(?:non-?\s?)?(?:measurable|evaluable)\b", re.IGNORECASE)
_OF_LESIONS = sought(
    r"\b(?:lesions?|nodes?|nodal|(?:non-?\s?)?measur\w+|(?:non-?\s?)?evaluable|bones?|bone-only|lytic|osteolytic|blastic|effusions?|ascites|RECIST|mm|cm|irradiat\w+|markers?|skin|visceral|scans?|imaging)\b",
    re.IGNORECASE,
)


def _leaves_lesions(parent: str, listed: Sequence[Item]) -> bool:
    """Whether a choice of what can be measured, or of ways of being postmenopausal, comes to a line of something else."""
    if _MENOPAUSE.search(parent) is not None:
        return any(_OF_MENOPAUSE.search(one.text) is None or _OF_AGE_ALONE.match(one.text) for one in listed[1:])
    if _MEASURABLE.search(parent) is None and _MEASURABLE.search(listed[0].text) is None:
        return False
    return any(_OF_LESIONS.search(one.text) is None for one in listed[1:])


def _flat_parent(items: Sequence[Item], n: int) -> Parent | None:
    """Text without markers: the nearest line above that ends with a colon, unless a criterion of its own lies between."""
    at = n - 1
    first_below = n
    while at >= 0 and items[at].opens is None:
        if opens(items[at].text):
            between = items[first_below : n + 1]
            head = items[at].text
            kind = kind_of(head)
            if kind in ("except", "provided"):
                return Parent(at, kind) if _are_tied(head, items[at + 1 : n + 1], kind) else None
            listed = items[at + 1 : n + 1]
            if kind == "any of" and (_or_ends_before(listed) or _leaves_lesions(head, listed)):
                return None
            if any(
                (_OF_ITS_OWN.match(one.text) or (kind == "any of" and _DEMANDED.search(one.text)))
                and not _menopause(head, one.text)
                and not _is_the_second_way(kind, listed, one)
                and not _ENDS_WITH_OR.search(before.text)
                and not (kind == "any of" and _begins_like_another(listed, one))
                for before, one in pairwise(between)
            ) and not _is_in_small_letters(head, items[at + 1 : n + 1]):
                return None
            return Parent(at, kind) if n - at <= 12 else None
        first_below = at
        at -= 1
    return None


# "Premenopausal women must receive goserelin" below a list of ways is a criterion again.
_DEMANDED = sought(r"\b(?:women|men|patients|subjects|participants)\b[^.,]{0,40}\bmust\b", re.IGNORECASE)
_FIRST_WORD = sought(r"^\W*(?P<word>[A-Za-z-]{4,})")
_OF_WHOM = frozenset(
    {
        "patient",
        "patients",
        "subject",
        "subjects",
        "participant",
        "participants",
        "women",
        "must",
        "have",
        "with",
        "they",
    }
)


def _begins_like_another(listed: Sequence[Item], one: Item) -> bool:
    """Whether a line of a choice begins like one before it."""
    return any(_begin_alike(other, one) for other in takewhile(lambda other: other is not one, listed))


def _begin_alike(first: Item, other: Item) -> bool:
    """Whether two lines begin with the same word that names something: "Evidence of ..." twice is one list."""
    one, two = _FIRST_WORD.match(first.text), _FIRST_WORD.match(other.text)
    return (
        one is not None
        and two is not None
        and one["word"].lower() == two["word"].lower()
        and one["word"].lower() not in _OF_WHOM
    )
