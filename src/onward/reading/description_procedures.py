"""Operations and radiotherapy in a description."""

from __future__ import annotations

import re

from onward.reading.description_book import UNTOLD, Book, Stance
from onward.reading.description_text import names_in
from onward.timeline import Laterality, ProcedureFact, Radiotherapy

# Examinations and drugs have readers of their own.
_NOT_HERE = frozenset(
    {
        "imaging",
        "mammography",
        "bone density scan",
        "echocardiogram",
        "ecg",
        "chemotherapy procedure",
        "receptor testing",
        "biopsy",
        "hospice",
    }
)
_RADIO_KINDS = frozenset({"radiosurgery", "stereotactic radiotherapy", "whole brain radiotherapy", "radiotherapy"})
_RADIO = re.compile(
    r"(?<!\w)(?:(?P<brain>whole[- ]brain\s+(?:radiation|radiotherapy|rt)(?:\s+therapy)?|wbrt)|"
    r"(?P<srs>srs|gamma knife|stereotactic radiosurgery|cyberknife)|(?P<sbrt>sbrt|sabr"
    r"|stereotactic body radi\w+(?:\s+therapy)?)"
    r"|(?P<rt>(?:pmrt|radiation|irradiation|radiotherapy|xrt|rt)(?:\s+therapy)?))(?!\w)"
)
_INTENT = re.compile(
    r"\b(?P<intent>palliative|adjuvant|post-?(?:operative|mastectomy)|curative|neoadjuvant)\s+"
    r"(?:chest wall\s+|breast\s+|whole brain\s+)?$"
)
_TO = re.compile(r"\s*(?:was\s+given\s+)?(?:to|of|for)\s+(?:the\s+|her\s+|his\s+|right\s+|left\s+)*")
_SPINE = re.compile(r"[ctls]\d{1,2}(?:\s*-\s*[ctls]?\d{1,2})?(?!\w)")


# "Radiotherapy not begun", "mastectomy scheduled": it has not been.
_NOT_YET = re.compile(
    r"\s*(?:(?:has|have|is|was|were|will be|to be)\s+)?(?:not|never|yet to|still to|planned|scheduled|pending|declined|refused|to follow|to come)\b"
)


def _was_not_done(book: Book, start: int, end: int) -> bool:
    """Whether the words deny it, put it off, or leave open whether it was done; then it is left and no fact."""
    if book.stance(start, end) is Stance.DENIED or _NOT_YET.match(book.text.low, end) is not None:
        return True
    if book.is_in_doubt(start, end):
        book.leave(start, end, UNTOLD)
        return True
    return False


def read_procedures(book: Book) -> None:
    """Radiotherapy first, because its names are names of procedures too."""
    _radiotherapy(book)
    _operations(book)


def _radiotherapy(book: Book) -> None:
    low = book.text.low
    for found in _RADIO.finditer(low):
        if _is_side(book, found):
            continue
        if not book.is_free(found.start(), found.end()) or _was_not_done(book, found.start(), found.end()):
            continue
        start, end = found.start(), found.end()
        sites: tuple[str, ...] = ("brain",) if found["brain"] else ()
        to = _TO.match(low, end)
        if to is not None and not sites:
            spine = _SPINE.match(low, to.end())
            words = tuple(word for word in book.text.words if to.end() <= word.start < to.end() + 30)
            named = next(iter(names_in(book.codes.sites.places, words)), None)
            if spine is not None:
                sites, end = ("bone",), spine.end()
            elif named is not None and named[0] <= to.end() + 12:
                sites, end = (named[2].site,), named[1]
        if (not sites and (found["srs"] or found["sbrt"])) or (
            not sites and re.search(r"\b(?:brain|cns)\b", low[book.text.sentence_of(start).start : start])
        ):
            before = [
                named[2].site
                for named in names_in(
                    book.codes.sites.places,
                    tuple(w for w in book.text.words if book.text.sentence_of(start).start <= w.start < start),
                )
            ]
            if (found["srs"] and "brain" in before) or (
                "brain" in before and re.search(r"\b(?:treated with|s/p|status post|after|then)\s*$", low[:start])
            ):
                sites = ("brain",)
        intent = _INTENT.search(low[max(0, start - 30) : start])
        word = "adjuvant" if found[0] == "pmrt" else "" if intent is None else intent["intent"]
        if intent is not None:
            book.take(start - len(low[max(0, start - 30) : start]) + intent.start(), start)
        fact = Radiotherapy(
            sites=sites,
            intent="adjuvant" if word.startswith("post") else word,
            when=book.when_near(start, end),
            status="completed",
            modality="radiosurgery" if found["srs"] else "stereotactic" if found["sbrt"] else "",
        )
        book.claim(fact, start, end)


_BESIDE_A_SIDE = re.compile(
    r"[\s-]*(?:sided?\b|breast|axill|lung|lobe|hip|arm|shoulder|femur|ovary|kidney|pleura|hemithorax|supraclav|chest|upper|lower|mastectomy|lumpectomy|temporal"
    r"|frontal|parietal|occipital|cerebell|adrenal|hepatic|iliac|humerus|scapula|ribs?\b|idc|ilc|bc\b)"
)


def _is_side(book: Book, found: re.Match[str]) -> bool:
    """ "Rt breast", "rt hip": the right one, and no radiotherapy; "RT breast" may be either and is left."""
    written = book.text.plain[found.start() : found.end()]
    if found[0] != "rt" or _BESIDE_A_SIDE.match(book.text.low, found.end()) is None:
        return False
    if written == "RT":
        book.leave(found.start(), found.end(), "RT may be radiotherapy or right")
    else:
        book.take(found.start(), found.end())
    return True


_SIDE = re.compile(r"\b(?P<side>left|right|bilateral)\s+(?:breast\s+|modified\s+|radical\s+)*$")


def _operations(book: Book) -> None:
    low = book.text.low
    for start, end, kind in names_in(book.codes.procedures.kinds.names, book.text.words):
        if kind.kind in _NOT_HERE or kind.kind in _RADIO_KINDS or not book.is_free(start, end):
            continue
        if _was_not_done(book, start, end):
            continue
        side = _SIDE.search(low[max(0, start - 30) : start])
        fact = ProcedureFact(
            kind=kind.kind,
            status="completed",
            laterality=None if side is None else Laterality(side["side"]),
            when=book.when_near(start, end),
        )
        if side is not None:
            begin = max(0, start - 30) + side.start()
            book.take(begin, start)
        book.claim(fact, start, end)
