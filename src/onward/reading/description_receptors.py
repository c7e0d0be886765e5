"""Receptors in a description: "ER+/PR-", "ER 90%", "HER2 2+/ISH-", "HER2-low", "triple negative", with their sample."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from onward.reading.description_book import Book
from onward.reading.description_samples import Sample, sample_of
from onward.terms import PartialDate, Period, Quantity
from onward.timeline import Marker, Method, ReceptorResult

# How a marker is named. "HR" and "ER" mean other things too: without a result behind them they are no receptor.
_NAME = re.compile(
    r"(?<![\w-])(?:"
    r"(?P<both>(?:er|o?estrogen(?:[ -]receptors?)?)\s*(?:/|&|,|and)\s*(?:pr|pgr|progesterone)(?:[ -]receptors?)?)"
    r"|(?P<hr>hr|hormone[ -]?receptors?|hormone(?=[ -](?:positive|negative)))"
    r"|(?P<er>er|o?estrogen[ -]receptors?)"
    r"|(?P<pr>pr|pgr|progesterone[ -]receptors?)"
    r"|(?P<her2>her-?2(?:\s?/\s?neu)?|erbb2(?=\s+(?:receptor|ihc)))"
    r")(?![\w])"
)
_SHORT = re.compile(r"er|pr|pgr|hr")
_FILLER = (
    r"[\s:=]*(?:(?:status|expression|receptors?|is|was|were|are|being|by|ihc|immunohistochemistry"
    r"|both|strongly|weakly|moderately)[\s:=]+)*"
)
_HORMONE_SIGN = re.compile(r"\s?(?P<sign>\+{1,3}(?!\d)|-(?![\w%]))")
_HORMONE_WORD = re.compile(_FILLER + r"[-\s]?(?P<word>low[ -]positive|positive|pos|negative|neg|low)(?![\w])")
_PERCENT = re.compile(
    r"[\s:=(~,]*(?:is|was|were|at|of|in|approximately|about|~)?\s*(?P<percent>(?:[<>≤≥~]\s*=?\s*)?"
    r"(?:1?\d{1,2}(?:\.\d+)?)(?:\s*-\s*1?\d{1,2})?\s*(?:%|percent\b|per cent\b))"
)
_THEN = re.compile(r"[\s,(]*")

_HER2_SIGN = re.compile(r"\s?(?P<sign>\+(?!\d)|-(?![\w]))(?!\s?\d\+)")
_HER2_WORD = re.compile(
    _FILLER
    + r"[-\s]?(?P<word>ultra-?\s?low|low|positive|pos|negative|neg|equivocal|amplified|overexpress(?:ed|ion|ing)"
    r"|not\s+(?:over-?expressed|amplified)|non-?\s?amplified|null)(?![\w])"
)
_SCORE = re.compile(
    r"[\s:=(,/-]*(?:(?:ihc|score|of|is|was|by|immunohistochemistry|status)[\s:=]*)*"
    r"(?P<score>[0-3]\s?\+?(?:\s?(?:-|to)\s?[0-3]\s?\+)?)(?!\d|\.\d|/\s?\d|\s*(?:%|mg|mm|cm|weeks|months"
    r"|years|mo\b|yr))"
)
_IHC = re.compile(r"(?<![\w])ihc[\s:=]*(?:score)?[\s:=]*(?P<score>[0-3]\s?\+?)(?!\d|\.\d|%)")
_ISH = re.compile(
    r"(?<![\w])(?:her-?2\s*)?(?:by\s+)?(?:d?-?f?c?s?ish|in[ -]situ hybridi[sz]ation)[\s:=]*-?(?:(?:is"
    r"|was|were|status|result)[\s:=]*)*"
    r"(?P<result>not\s+amplified|non-?\s?amplified|unamplified|amplified|positive|pos|negative|neg"
    r"|equivocal|\+|-(?!\w))(?!\w)"
)
_NO_AMPLIFICATION = re.compile(
    r"\bno\s+her-?2\s+(?:gene\s+)?amplification\b|\bher-?2\s+(?:gene\s+)?(?:not|non)[ -]amplified\b"
)
_RATIO = re.compile(r"\bratio\s*(?:of|:|=|was|is)?\s*(?P<value>\d{1,2}(?:\.\d+)?)(?!\s*%)")
_COPIES = re.compile(
    r"\b(?:copy number|copies|signals)\s*(?:per (?:cell|nucleus))?\s*(?:of|:|=|was|is)?\s*"
    r"(?P<value>\d{1,2}(?:\.\d+)?)(?!\s*%)"
)
_STAINING = re.compile(
    r"\s*,?\s*(?:with\s+)?(?P<no>no|without(?:\s+any)?|absent)?\s*(?:faint|incomplete|weak|some"
    r"|barely perceptible)?\s*,?\s*(?:incomplete\s+)?membran\w*\s+staining"
)

_TRIPLE = re.compile(r"(?<!\w)(?P<m>m)?(?:(?P<tnbc>tnbc)|triple[ -]?(?P<sign>negative|positive))(?!\w)")
_WORDS = {"pos": "positive", "neg": "negative", "low positive": "low positive", "low-positive": "low positive"}
_SIGNS = {"+": "positive", "-": "negative"}


@dataclass(slots=True)
class _Told:
    """Results so far: which markers have a value of their own, so that "triple negative" need not say them again."""

    explicit: set[Marker]


def read_receptors(book: Book) -> None:
    """Every receptor result."""
    told = _Told(set())
    names = [found for found in _NAME.finditer(book.text.low) if book.is_free(found.start(), found.end())]
    for number, found in enumerate(names):
        following = names[number + 1].start() if number + 1 < len(names) else len(book.text.low)
        limit = min(following, book.text.sentence_of(found.start()).end)
        if found["her2"]:
            _her2(book, found, limit, told)
        else:
            _hormone(book, found, limit, told)
    _ish(book, told)
    _triple(book, told)


# --- ER, PR, HR


def _hormone(book: Book, found: re.Match[str], limit: int, told: _Told) -> None:
    low, at = book.text.low, found.end()
    if _NOT_SO.search(low[max(0, found.start() - 12) : found.start()]):
        return
    status, percent, end = "", "", at
    sign = _HORMONE_SIGN.match(low, at, limit)
    word = _HORMONE_WORD.match(low, at, limit)
    if word is not None:
        status, end = _word(word["word"]), word.end()
    elif sign is not None and _is_sign(low, sign, found):
        status, end = _SIGNS[sign["sign"][0]], sign.end()
    value = _PERCENT.match(low, end, limit)
    if value is not None:
        percent, end = _percent(book.text.plain[slice(*value.span("percent"))]), value.end()
        gap = _THEN.match(low, end, limit)
        after = _HORMONE_WORD.match(low, end if gap is None else gap.end(), limit)
        if after is not None and not status:
            status, end = _word(after["word"]), after.end()
    if not status and not percent:
        return
    if status == "low":
        status = "low positive"
    end = _bracket(low, end, limit)
    low_percent, high_percent = _interval(percent)
    if low_percent is None and percent:
        return
    markers = [Marker.ER, Marker.PR] if found["both"] else [Marker.PR] if found["pr"] else [Marker.ER]
    either = bool(found["hr"]) and status != "negative"
    if found["hr"] and status == "negative":
        markers = [Marker.ER, Marker.PR]
    sample = sample_of(book, found.start())
    for marker in markers:
        told.explicit.add(marker)
        fact = ReceptorResult(
            marker=marker,
            method=Method.UNSPECIFIED if not percent else Method.IHC,
            status=status,
            percent_low=low_percent,
            percent_high=high_percent,
            percent_text=percent,
            either=either,
            when=sample.when,
            specimen_kind=sample.kind,
            specimen_site=sample.site,
        )
        assumed = "hormone receptor positive is counted as ER positive" if either else ""
        book.claim(fact, found.start(), end, assumed=assumed)


# "Not HER2 positive" says what it is not.
_NOT_SO = re.compile(r"\b(?:not|no longer)\s+$")


def _percent(written: str) -> str:
    """ "70 percent" as 70%."""
    return re.sub(r"(?i)per\s*cent|%", "%", re.sub(r"\s+", "", written))


def _word(word: str) -> str:
    plain = " ".join(word.replace("-", " ").split())
    return _WORDS.get(plain, plain)


def _is_sign(low: str, sign: re.Match[str], name: re.Match[str]) -> bool:
    """A minus is a result at the end of a word ("PR-/", "PR- "), a dash between words is not."""
    if sign["sign"] != "-":
        return True
    behind = low[sign.end() : sign.end() + 1]
    spaced = sign[0].startswith(" ")
    return (
        not spaced
        and (behind == "" or behind in " ,;/.)(+\n")
        and _SHORT.fullmatch(name[0].split("/")[-1].strip()) is not None
    )


def _bracket(low: str, end: int, limit: int) -> int:
    return end + 1 if low[end:limit].startswith(")") else end


def _interval(percent: str) -> tuple[Decimal | None, Decimal | None]:
    """ ">90%" is 90 to 100, "<1%" 0 to 1, "80-90%" what it says; nothing above 100."""
    if not percent:
        return None, None
    numbers = [Decimal(number) for number in re.findall(r"\d+(?:\.\d+)?", percent)]
    low, high = numbers[0], numbers[-1]
    if percent[0] in "<≤":
        low = Decimal(0)
    elif percent[0] in ">≥":
        high = Decimal(100)
    return (low, high) if low <= high <= 100 else (None, None)


# --- HER2


def _her2(book: Book, found: re.Match[str], limit: int, told: _Told) -> None:
    low, at = book.text.low, found.end()
    if low[max(0, found.start() - 5) : found.start()].endswith(("anti-", "anti ")) or _NOT_SO.search(
        low[max(0, found.start() - 12) : found.start()]
    ):
        return
    sample = sample_of(book, found.start())
    end = at
    status = ""
    word, sign = _HER2_WORD.match(low, at, limit), _HER2_SIGN.match(low, at, limit)
    if word is not None:
        status, end = _her2_status(word["word"]), word.end()
    elif sign is not None and (sign["sign"] == "+" or low[sign.end() : sign.end() + 1] in ("", *" ,;/.)(\n")):
        status, end = _SIGNS[sign["sign"]], sign.end()
    score = _SCORE.match(low, end, limit)
    written, score_end = "", end
    if score is not None and not (
        status and "+" not in score["score"] and "ihc" not in score[0] and "(" not in score[0]
    ):
        written, score_end = _score(score["score"]), _bracket(low, score.end(), limit)
    if not status and not written:
        return
    told.explicit.add(Marker.HER2)
    if status:
        _claim_her2(
            book,
            found.start(),
            end,
            sample,
            status=status,
            ish=status == "positive" and word is not None and "amplif" in word["word"],
        )
    if written:
        staining, until = _stain(book, score_end, limit) if written == "0" else (None, score_end)
        start = end if status else found.start()
        fact = ReceptorResult(
            marker=Marker.HER2,
            method=Method.IHC,
            ihc_score=written,
            membrane_staining=staining,
            when=sample.when,
            specimen_kind=sample.kind,
            specimen_site=sample.site,
        )
        by_assay = _BY_ASSAY.match(low, until, limit)
        until = until if by_assay is None else by_assay.end()
        later = _LATER_SCORE.match(low, until, limit)
        first = _dated_within(book, until, until if later is None else later.start("score"))
        if later is not None and first is not None:
            # "1+ on the 2019 biopsy and 0 on the 2025 biopsy": each with its own day.
            fact = replace(fact, when=Period(first, first))
            second = _dated_within(book, later.end("score"), min(limit, later.end("score") + _NEAR))
            newer = replace(fact, ihc_score=_score(later["score"]), when=Period(second, second))
            book.claim(newer, later.start("score"), later.end("score"))
        book.claim(fact, start, until)
        book.take(found.start(), until)


_LATER_SCORE = re.compile(
    r"\s+(?:on|in|at|from)\b[^.;,]{0,40}?(?:,\s*|\s)(?:and|then|but|now)\s+(?:(?:was|is|now|then)\s+)*(?P<score>0|[0-3]\+)(?=\s+(?:on|in|at|from)\b)"
)
_NEAR = 25


def _dated_within(book: Book, start: int, end: int) -> PartialDate | None:
    """The one date that stands there; its words are taken."""
    found = [one for one in book.dates if start <= one.start and one.end <= end]
    if len(found) != 1:
        return None
    book.take(found[0].start, found[0].end)
    return found[0].when


_BY_ASSAY = re.compile(r"\s*(?:(?:by|on|in|per)\s+)?(?:ihc|immunohistochemistry)(?![\w\s]*\d)")


def _her2_status(word: str) -> str:
    plain = " ".join(word.replace("-", " ").split())
    if plain.startswith("ultra"):
        return "ultralow"
    if plain.startswith(("not ", "non")):
        return "negative"
    if plain.startswith(("overexpress", "over express", "amplified")):
        return "positive"
    return "negative" if plain == "null" else _WORDS.get(plain, plain)


def _score(written: str) -> str:
    plain = re.sub(r"\s+", "", written).replace("to", "-")
    return plain if plain == "0" or "+" in plain else f"{plain}+"


def _stain(book: Book, end: int, limit: int) -> tuple[bool | None, int]:
    found = _STAINING.match(book.text.low, end, limit)
    if found is None:
        return None, end
    return found["no"] is None, found.end()


def _claim_her2(book: Book, start: int, end: int, sample: Sample, *, status: str, ish: bool = False) -> None:
    fact = ReceptorResult(
        marker=Marker.HER2,
        method=Method.ISH if ish else Method.UNSPECIFIED,
        status=status,
        when=sample.when,
        specimen_kind=sample.kind,
        specimen_site=sample.site,
    )
    book.claim(fact, start, end)


def _ish(book: Book, told: _Told) -> None:
    """Results of hybridisation, with ratio and copies where they stand behind; and IHC scores that stand alone."""
    low = book.text.low
    for found in (*_ISH.finditer(low), *_NO_AMPLIFICATION.finditer(low)):
        if not book.is_free(found.start(), found.end()):
            continue
        sentence = book.text.sentence_of(found.start())
        if Marker.HER2 not in told.explicit and "her" not in low[sentence.start : found.end()]:
            continue
        result = found["result"] if "result" in found.re.groupindex else "not amplified"
        status = _SIGNS.get(result) or ("positive" if result == "amplified" else _her2_status(result))
        end = found.end()
        ratio, copies = (pattern.search(low, end, min(sentence.end, end + 80)) for pattern in (_RATIO, _COPIES))
        for number in (ratio, copies):
            if number is not None:
                end = max(end, number.end())
        sample = sample_of(book, found.start())
        fact = ReceptorResult(
            marker=Marker.HER2,
            method=Method.ISH,
            status=status,
            ish_ratio=_number(ratio),
            her2_copies=_number(copies),
            when=sample.when,
            specimen_kind=sample.kind,
            specimen_site=sample.site,
        )
        told.explicit.add(Marker.HER2)
        book.claim(fact, found.start(), _bracket(low, end, sentence.end))
    for found in _IHC.finditer(low):
        if book.is_free(found.start(), found.end()) and Marker.HER2 in told.explicit:
            sample = sample_of(book, found.start())
            fact = ReceptorResult(
                marker=Marker.HER2, method=Method.IHC, ihc_score=_score(found["score"]), when=sample.when,
                specimen_kind=sample.kind, specimen_site=sample.site,
            )  # fmt: skip
            book.claim(fact, found.start(), found.end())


def _number(found: re.Match[str] | None) -> Quantity | None:
    return None if found is None else Quantity(Decimal(found["value"]), "1")


# --- several at once


def _triple(book: Book, told: _Told) -> None:
    """Triple negative and triple positive: for each receptor that has no result of its own."""
    for found in _TRIPLE.finditer(book.text.low):
        if not book.is_free(found.start(), found.end()):
            continue
        status = found["sign"] or "negative"
        sample = sample_of(book, found.start())
        for marker in _missing(told):
            fact = ReceptorResult(
                marker=marker, method=Method.UNSPECIFIED, status=status, when=sample.when,
                specimen_kind=sample.kind, specimen_site=sample.site,
            )  # fmt: skip
            told.explicit.add(marker)
            book.claim(fact, found.start(), found.end())
        if not found["tnbc"]:
            book.take(found.start(), found.end())


def _missing(told: _Told) -> Iterator[Marker]:
    yield from (marker for marker in Marker if marker not in told.explicit)
