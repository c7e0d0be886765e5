"""When a treatment was given and for how long, as the words around a regimen say it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onward.reading.description_book import Book

if TYPE_CHECKING:
    from onward.reading.description_drugs import Regimen
    from onward.reading.description_said import Said

_STARTED_BEFORE = re.compile(
    r"\b(?:started|began|begun|initiated|commenced|put|placed|switched|changed|transitioned)\b[^.;]{0,40}$"
)
_UNTIL_NOW = re.compile(r"\s*(?:-|to|until|through)\s*(?:now|present|date|current(?:ly)?|today|ongoing)\b")
_RANGE = re.compile(r"\s*(?:-|to|until|till|through)\s*")
_UNTIL = re.compile(
    r"\b(?:completed|finished|until|till|to|through|ended|stopped|discontinued|ending|last\s+dose)\b[^.;,]{0,25}$"
)


def tell_dates(book: Book, regimen: Regimen, said: Said) -> None:
    """Start and end, where dates beside the regimen say them."""
    low = book.text.low
    behind = [
        one for one in book.dates if regimen.behind.holds(one.start, one.end) and book.is_free(one.start, one.end)
    ]
    near = [one for one in behind if one.start - regimen.end < 45]
    if near:
        first = near[0]
        lead = low[regimen.end : first.start]
        following = next(
            (one for one in behind if one.start > first.start and _RANGE.fullmatch(low[first.end : one.start])), None
        )
        if following is not None:
            said.start, said.end = first.when, following.when
            book.take(first.start, following.end)
            said.status = said.status or "stopped"
        elif said.without_line or _UNTIL.search(lead):
            said.end = said.end or first.when
            said.status = said.status or "stopped"
            book.take(first.start, first.end)
        elif (until_now := _UNTIL_NOW.match(low, first.end)) is not None:
            said.start, said.status = first.when, "active"
            book.take(first.start, until_now.end())
        elif re.search(r"\bsince\b", lead):
            said.start, said.status = first.when, said.status or "active"
            book.take(first.start, first.end)
        elif re.fullmatch(
            r"[\s,(]*(?:(?:was|were|is)\s+)?(?:given\s+|started\s+|starting\s+|began\s+|initiated\s+"
            r"|commenced\s+)?(?:from|in|on|of)?[\s,(]*",
            lead,
        ):
            said.start = first.when
            book.take(first.start, first.end)
        later = [
            one
            for one in behind
            if one is not first and book.is_free(one.start, one.end) and _UNTIL.search(low[first.end : one.start])
        ]
        if later and said.end is None:
            said.end = later[0].when
            book.take(later[0].start, later[0].end)
    before = [
        one for one in book.dates if regimen.before.holds(one.start, one.end) and book.is_free(one.start, one.end)
    ]
    if before and said.start is None and _STARTED_BEFORE.search(low[before[-1].start : regimen.start]):
        said.start = before[-1].when
        book.take(before[-1].start, before[-1].end)


_OTHER_SPAN = re.compile(r"\b(?:within|less than|more than|every|over)\s+$")
_OF_SOMETHING = re.compile(r"\s+(?:of|after|later|before|from|since)\b(?!\s+(?:treatment|therapy))")


def tell_duration(book: Book, regimen: Regimen, said: Said) -> None:
    """How long it was given, where the words beside it say so."""
    low = book.text.low
    behind = [
        one for one in book.durations if regimen.behind.holds(one.start, one.end) and book.is_free(one.start, one.end)
    ]
    before = [
        one for one in book.durations if regimen.before.holds(one.start, one.end) and book.is_free(one.start, one.end)
    ]
    for one in behind:
        # "Within 12 months of", "for 3 months after": a span to something else.
        apart = _OTHER_SPAN.search(low[: one.start]) or _OF_SOMETHING.match(low, one.end)
        if one.start - regimen.end < 60 and not apart:
            said.days, said.duration = one.days, one.words
            book.take(one.start, one.end)
            return
    for one in reversed(before):
        if re.fullmatch(
            r"\s*(?:of\s+)?(?:adjuvant|neoadjuvant|first-line|maintenance|\s)*", low[one.end : regimen.start]
        ):
            said.days, said.duration = one.days, one.words
            book.take(one.start, one.end)
            return
