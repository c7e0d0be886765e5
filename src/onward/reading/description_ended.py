"""Why and when a regimen ended, from the words behind it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onward.reading.description_book import Book
from onward.reading.description_said import Said
from onward.reading.description_text import Span

if TYPE_CHECKING:
    from onward.reading.description_drugs import Regimen

_PROGRESSED_BEHIND = re.compile(
    r"\b(?P<until>until\s+|till\s+)?(?:disease\s+)?(?P<cue>pd|pod|failed|"
    r"(?<!heart )(?<!cardiac )(?<!renal )(?<!kidney )(?<!liver )(?<!hepatic )(?<!respiratory )(?<!organ )(?<!ovarian )failure|progress(?:ed|ion"
    r"|ing|ive\s+disease))\b(?!-free)"
)
NO_PROGRESS = re.compile(
    r"\b(?:no|without|not|never|before|free of)\s+(?:(?:any|further|disease|evidence|signs?|of|new|yet|tumou?r"
    r"|clinical|radiological|radiographic|significant|clear|interval)\s+)*$"
)
_STOPPED = re.compile(
    r"\b(?P<cue>stopped|discontinued|d/c'?d|dc'?d|held|ceased|terminated|switched|changed|(?:came"
    r"|taken|been|now)\s+off)\b(?P<rest>[^;]*)"
)
_REASON = re.compile(
    r"\b(?:for|due\s+to|because\s+of|because|secondary\s+to|owing\s+to|on\s+account\s+of|from|with"
    r"|2/2)\s+(?P<why>[^,.;]+)"
)
_NOT_TOLERATED = re.compile(r"\b(?:tox(?:icity)?|not\s+tolerated|poorly\s+tolerated|intoleran(?:t|ce))\b")
_NO_HARM = re.compile(
    r"\b(?:no|without|not|little|minimal|any)\s+(?:(?:any|further|significant|major|relevant|serious|limiting|much"
    r"|evidence|signs?|of|dose-limiting)\s+)*$"
)
_COMPLETED = re.compile(r"\b(?:completed|finished)\b")
_GOES_ON = re.compile(r"\b(?:ongoing|to\s+date|until\s+now|continues|still|currently|at\s+present)\b")
_CHOICE = re.compile(r"\b(?:patient|her|his|own)\s+(?:preference|choice|request|decision|wish)\b")


def follow(book: Book, regimen: Regimen, said: Said) -> None:
    low, span = book.text.low, regimen.behind
    progressed = next(
        (
            found
            for found in _PROGRESSED_BEHIND.finditer(low, span.start, span.end)
            if NO_PROGRESS.search(low[span.start : found.start()]) is None
        ),
        None,
    )
    stopped = next((found for found in _STOPPED.finditer(low, span.start, span.end)), None)
    if progressed is not None:
        place = (progressed.start("cue"), progressed.end("cue"))
        said.why, said.status, said.why_at = "progression", "stopped", place
        book.take(progressed.start(), progressed.end())
        _progress_date(book, span, progressed, said)
    elif (harm := _NOT_TOLERATED.search(low, span.start, span.end)) is not None and _NO_HARM.search(
        low[span.start : harm.start()]
    ) is None:
        said.why, said.status = "toxicity", "stopped"
        book.take(harm.start(), harm.end())
    elif stopped is not None:
        _stopped(book, span, stopped, said)
    elif (done := _COMPLETED.search(low, span.start, span.end)) is not None:
        said.status = "completed"
        book.take(done.start(), done.end())
    elif (goes_on := _GOES_ON.search(low, span.start, span.end)) is not None and said.why == "":
        said.status = "active"
        book.take(goes_on.start(), goes_on.end())
    replaced = _REASON.search(low, span.start, span.end)
    if said.replaces and replaced is not None:
        said.replaced_for = _why(book, replaced)


def _progress_date(book: Book, span: Span, progressed: re.Match[str], said: Said) -> None:
    dated = [one for one in book.dates if progressed.end() <= one.start < min(span.end, progressed.end() + 45)]
    if not dated or "." in book.text.low[progressed.end() : dated[0].start].replace("e.g.", ""):
        return
    said.progressed, said.progressed_at = dated[0].when, (progressed.start("cue"), dated[0].end)
    book.take(dated[0].start, dated[0].end)
    if progressed["until"]:
        said.end = dated[0].when


def _stopped(book: Book, span: Span, stopped: re.Match[str], said: Said) -> None:
    if stopped["cue"] in ("switched", "changed") and re.match(r"\s+(?:to|from)\b", stopped["rest"]) is None:
        return
    said.status = "stopped"
    book.take(stopped.start("cue"), stopped.end("cue"))
    rest = Span(stopped.start("rest"), min(stopped.end("rest"), span.end))
    dated = [one for one in book.dates if rest.holds(one.start, one.end)]
    if dated and re.fullmatch(r"\s*(?:in|on)?\s*", book.text.low[rest.start : dated[0].start]):
        said.end = dated[0].when
        book.take(dated[0].start, dated[0].end)
    reason = _REASON.search(book.text.low, rest.start, rest.end)
    if reason is not None:
        said.why = _why(book, reason)


def _why(book: Book, reason: re.Match[str]) -> str:
    """Progression, toxicity or choice by the words of the reason; "" when they are none that is known."""
    words = reason["why"]
    if re.search(r"\b(?:pd|progress\w*|pod)\b", words):
        return "progression"
    if _CHOICE.search(words):
        book.take(reason.start("why"), reason.end("why"))
        return "choice"
    harm = book.cue("toxicities").search(words)
    if harm is not None:
        at = reason.start("why") + harm.start()
        # What is a condition of the tables is read as one afterwards; the rest is understood here.
        if book.codes.status.conditions.names.find(harm[0]) is None:
            book.take(at, at + len(harm[0]))
        return "toxicity"
    return ""
