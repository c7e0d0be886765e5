"""Receptor results in words: "positive (95%)", "IHC 2+ (equivocal), FISH not amplified", "ratio 1.3", "<1%".

Only what is written is taken. Where a text contradicts itself the reading says so and gives no status.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from onward.knowledge import Codes
from onward.terms import Comparator, Quantity
from onward.timeline import Marker, Method


@dataclass(frozen=True, slots=True, kw_only=True)
class Percent:
    """Stained cells as an interval from `low` to `high`, and as written."""

    low: Decimal | None
    high: Decimal | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReading:
    """What one text (or the part of it about one method) says of one receptor; "" and None for what it does not say."""

    method: Method = Method.UNSPECIFIED
    status: str = ""
    percent: Percent | None = None
    ihc_score: str = ""
    membrane_staining: bool | None = None
    ish_ratio: Quantity | None = None
    her2_copies: Quantity | None = None
    cep17_copies: Quantity | None = None
    contradiction: bool = False

    @property
    def says_nothing(self) -> bool:
        return self == TextReading(method=self.method)


# The laboratory's word for each answer of codes/markers.
_STATUS = {
    "positive": "positive",
    "detected": "positive",
    "amplified": "positive",
    "negative": "negative",
    "not_detected": "negative",
    "not_amplified": "negative",
    "equivocal": "equivocal",
    "indeterminate": "indeterminate",
    "low_positive": "low positive",
    "low": "low",
    "ultralow": "ultralow",
    "not_done": "not done",
}
_SCORES = {"0": "0", "1+": "1+", "2+": "2+", "3+": "3+"}


def status_of_answer(answer: str) -> str:
    """The status word for an answer, "" for answers that are no status."""
    return _STATUS.get(answer, "")


def score_of_answer(answer: str) -> str:
    """The IHC score for an answer, "" for answers that are none."""
    return _SCORES.get(answer, "")


_METHOD = re.compile(
    r"\b(?:(?P<ish>(?:f|c|s|d|dual[- ])?ish|in[- ]situ)|(?P<ihc>ihc|immunohisto\w*|immuno[- ]?stain\w*))\b",
    re.IGNORECASE,
)
_OTHER_NAMES = {
    Marker.ER: re.compile(r"\b(?:PR|PgR|progesterone|HER-?2|ERBB2|Ki-?67)\b", re.IGNORECASE),
    Marker.PR: re.compile(r"\b(?:ER|oestrogen|estrogen|HER-?2|ERBB2|Ki-?67)\b", re.IGNORECASE),
    Marker.HER2: re.compile(r"\b(?:ER|oestrogen|estrogen|PR|PgR|progesterone|Ki-?67)\b", re.IGNORECASE),
}
_OWN_NAMES = {
    Marker.ER: re.compile(r"\b(?:ER|oestrogen|estrogen)\b", re.IGNORECASE),
    Marker.PR: re.compile(r"\b(?:PR|PgR|progesterone)\b", re.IGNORECASE),
    Marker.HER2: re.compile(r"\b(?:HER-?2|ERBB2|c-?erb-?B-?2)\b", re.IGNORECASE),
}
_CLAUSE = re.compile(r"[;,.](?=\s|$)|\n")


def read_receptor_text(text: str, marker: Marker, codes: Codes, *, of_ihc: bool = False) -> tuple[TextReading, ...]:
    """What a text says of `marker`: one reading per method that it names, one without method when it names none.

    of_ihc   the text is the answer to an immunohistochemistry test, so that a bare 0 to 3 is a score
    """
    own = _clauses_about(text, marker)
    if not own:
        return ()
    readings = tuple(_read(part, method, marker, codes, of_ihc=of_ihc) for method, part in _by_method(own))
    return tuple(reading for reading in readings if not reading.says_nothing)


def _clauses_about(text: str, marker: Marker) -> str:
    """The text without the clauses that speak of other receptors only."""
    own, other = _OWN_NAMES[marker], _OTHER_NAMES[marker]
    if other.search(text) is None:
        return text
    return ", ".join(
        clause.strip()
        for clause in _CLAUSE.split(text)
        if clause.strip() and (own.search(clause) is not None or other.search(clause) is None)
    )


def _by_method(text: str) -> Iterator[tuple[Method, str]]:
    """The text cut where the method changes. What stands before the first method belongs to it, but for an IHC score
    before in situ hybridisation ("2+, FISH negative")."""
    marks = [(found.start(), Method.ISH if found["ish"] else Method.IHC) for found in _METHOD.finditer(text)]
    if marks and marks[0][1] is Method.ISH and _SCORE.search(text, 0, marks[0][0]) is not None:
        marks.insert(0, (0, Method.IHC))
    if len({method for _, method in marks}) < 2:
        yield (marks[0][1] if marks else Method.UNSPECIFIED), text
        return
    pieces: dict[Method, list[str]] = {}
    starts = [0, *(start for start, _ in marks[1:]), len(text)]
    for (_, method), start, end in zip(marks, starts, starts[1:], strict=False):
        pieces.setdefault(method, []).append(text[start:end])
    for method, parts in pieces.items():
        yield method, " ".join(parts)


# A sign behind the name of a receptor or of in situ hybridisation: "ER+", "HER2-", "FISH -".
_SIGN = re.compile(
    r"\b(?:ER|PR|PgR|HER-?2(?:/neu)?|ERBB2|[FCSD]?ISH)\s?(?P<sign>[+\-−–])(?![\w+]|\s?\d)", re.IGNORECASE
)


def _signed(text: str) -> set[str]:
    return {"positive" if found["sign"] == "+" else "negative" for found in _SIGN.finditer(text)}


def _read(text: str, method: Method, marker: Marker, codes: Codes, *, of_ihc: bool) -> TextReading:
    answers = codes.answers.in_text(text)
    statuses = {status for answer in answers if (status := status_of_answer(answer))} or _signed(text)
    # The narrower word stands: low positive is positive, and HER2-low and ultralow are negative.
    if "low positive" in statuses:
        statuses.discard("positive")
    if statuses & {"low", "ultralow"}:
        statuses.discard("negative")
    is_ihc_of_her2 = marker is Marker.HER2 and method is not Method.ISH
    staining = _membrane_staining(text) if is_ihc_of_her2 else None
    bare = of_ihc or method is Method.IHC or staining is not None
    return TextReading(
        method=method,
        status=next(iter(statuses)) if len(statuses) == 1 else "",
        contradiction=len(statuses) > 1,
        percent=percent_in(text),
        ihc_score=_score_in(text, bare=bare) if is_ihc_of_her2 else "",
        membrane_staining=staining,
        ish_ratio=_number(_RATIO, text) if marker is Marker.HER2 else None,
        her2_copies=_number(_HER2_COPIES, text) if marker is Marker.HER2 else None,
        cep17_copies=_number(_CEP17_COPIES, text) if marker is Marker.HER2 else None,
    )


# --- percentages

_PERCENT = re.compile(
    r"(?P<sign>[<>]\s*(?:or|/)?\s*=|[<>≤≥]|less than|below|under|more than|greater than|over|above|at least|up to)?\s*"
    r"(?P<low>\d{1,4}(?:\.\d+)?)\s*(?:%\s*)?"
    r"(?:(?:-|–|—|to)\s*(?P<high>\d{1,4}(?:\.\d+)?)\s*)?(?:%|percent\b|per cent\b)",
    re.IGNORECASE,
)
_BELOW = frozenset({"≤", "less than", "below", "under", "up to"})
_ABOVE = frozenset({"≥", "more than", "greater than", "over", "above", "at least"})


def percent_in(text: str) -> Percent | None:
    """The first percentage of a text; ">90 %" is 90 to 100, "<1 %" 0 to 1. One above 100 keeps its text and no
    numbers.
    """
    found = _PERCENT.search(text)
    if found is None:
        return None
    low = Decimal(found["low"])
    high = Decimal(found["high"]) if found["high"] else low
    sign = (found["sign"] or "").lower()
    if sign in _BELOW or sign[:1] == "<":
        low = Decimal(0)
    elif sign in _ABOVE or sign[:1] == ">":
        high = Decimal(100)
    if high > 100 or low > high:
        return Percent(low=None, high=None, text=found[0].strip())
    return Percent(low=low, high=high, text=found[0].strip())


# --- HER2

_BETWEEN = r"\s*(?:-|–|/|to\b)\s*"
_SCORE = re.compile(
    rf"(?<![\d.])(?P<range>[0-3]\s*\+?{_BETWEEN}[0-3]\s*\+)|(?<![\d.])(?P<plus>[0-3])\s*\+(?!\s*\d)|"
    # A bare number after the name of the method, unless it goes on as a range, a decimal or a percentage.
    rf"\b(?:ihc|score|immunohisto\w*)\s*(?:score|of|is|:|=)*\s*\(?(?P<word>[0-3])(?![\d.]|\s*[%+]|{_BETWEEN}[0-3])",
    re.IGNORECASE,
)
_BARE_SCORE = re.compile(r"\s*(?P<score>[0-3])\s*(?=$|[,;(]|/\s*\D|with\b|without\b|no\b)", re.IGNORECASE)
_PLUSES = re.compile(r"(?<![\w+])(?P<pluses>\+{2,3})(?![\w+])")


def _score_in(text: str, *, bare: bool) -> str:
    """An IHC score as the source says it: "0", "0+", "1+", "0-1+"; of several different ones the words between them."""
    alone = _BARE_SCORE.match(text) if bare else None
    if alone is not None:
        return written_score(alone["score"])
    found = list(_SCORE.finditer(text))
    if not found:
        pluses = _PLUSES.search(text)
        return f"{len(pluses['pluses'])}+" if pluses is not None else ""
    scores = [_one_score(score) for score in found]
    if len(set(scores)) == 1:
        return scores[0]
    # "1+ (previously 3+)" is neither: whoever calls the receptor has to see both.
    between = text[found[0].start() : found[-1].end()].strip()
    return f"{between})" if "(" in between and ")" not in between else between


def _one_score(found: re.Match[str]) -> str:
    if found["range"]:
        return re.sub(r"\s+", "", found["range"].replace("to", "-").replace("–", "-"))
    return f"{found['plus']}+" if found["plus"] else written_score(found["word"])


def written_score(digit: str) -> str:
    """A score given as a bare number, as pathologists write it: 0 stays 0, 2 is 2+."""
    return "0" if digit == "0" else f"{digit}+"


_NO_STAINING = re.compile(
    r"\b(?:no|without|absent|absence of)\s+(?:any\s+)?(?:discernible\s+|observable\s+|membrane\s+|membranous\s+)*stain|"
    r"\bher2[- ]null\b|\bnull\b|\bcompletely negative\b|\bno staining\b",
    re.IGNORECASE,
)
_SOME_STAINING = re.compile(
    r"\bultra[- ]?low\b|\bfaint\b|\bbarely perceptible\b|\bincomplete\b.{0,30}\bstain|"
    r"\b(?:with|weak|some)\s+(?:membrane|membranous)\s+stain|\bmembrane staining present\b",
    re.IGNORECASE,
)


def _membrane_staining(text: str) -> bool | None:
    """Whether faint membrane staining is described: what tells ultralow from null where the score is 0."""
    if _NO_STAINING.search(text) is not None:
        return False
    return True if _SOME_STAINING.search(text) is not None else None


_VALUE = r"[^\d\n<>≤≥]{0,40}?(?P<sign><=|>=|[<>≤≥])?\s*(?P<value>\d{1,3}(?:\.\d+)?)(?!\s*%|\d)"
_BOUNDS = {
    "<": Comparator.LESS,
    "<=": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE,
    ">=": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
}
_RATIO = re.compile(r"(?:\bratio\b|\bHER-?2\s*[/:]\s*CEP\s*-?17\b(?:\s*ratio)?)" + _VALUE, re.IGNORECASE)
_HER2_COPIES = re.compile(
    r"(?:\b(?:HER-?2|ERBB2)\b(?!\s*[/:])[^\d.;,\n]{0,25})?(?<!CEP17 )"
    r"\b(?:gene )?(?:copy number|copies|signals)\b(?!\s*of CEP)" + _VALUE,
    re.IGNORECASE,
)
_CEP17_COPIES = re.compile(
    r"(?<![/:])\b(?:CEP\s*-?17|chromosome 17)\b(?:\s*(?:copy number|copies|signals))?" + _VALUE, re.IGNORECASE
)


def _number(pattern: re.Pattern[str], text: str) -> Quantity | None:
    """A ratio or a number of copies per nucleus: a number without dimension, with its bound where one is written."""
    found = pattern.search(text)
    if found is None:
        return None
    return Quantity(Decimal(found["value"]), "1", _BOUNDS.get(found["sign"] or "", Comparator.EXACTLY))
