"""Free text in receptor cells: percentages, IHC scores and ISH ratios as pathologists wrote them.

Only what is written is taken; what is not understood stays as text and is said to be so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from onward.knowledge.study_columns import study_columns
from onward.terms import Comparator, Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class PercentCell:
    """Stained cells in percent as an interval, None where the text does not say; `text` as written."""

    low: Decimal | None
    high: Decimal | None
    text: str


_NUMBER = r"\d+(?:\.\d+)?"
_PERCENT = re.compile(
    rf"(?P<sign><=|>=|[<>≤≥]|~)?\s*(?P<low>{_NUMBER})\s*%?\s*(?:(?:-|–|to)\s*(?P<high>{_NUMBER})\s*%?)?\s*(?P<remark>\(.*\))?",
    re.DOTALL,
)
_MOST = Decimal(100)


@lru_cache(maxsize=4096)
def read_percent(cell: str) -> PercentCell:
    """A percentage as "90", "30-60", "<5", ">=90%", "1 (weak intensity)".

    Above 100 and other text keep their words and get no numbers.
    """
    text = cell.strip()
    found = _PERCENT.fullmatch(text)
    if found is None:
        return PercentCell(low=None, high=None, text=text)
    low = Decimal(found["low"])
    high = Decimal(found["high"]) if found["high"] else low
    sign = found["sign"]
    if low > high or high > _MOST or (sign and found["high"]):
        return PercentCell(low=None, high=None, text=text)
    if sign in ("<", "<=", "≤"):
        low = Decimal(0)
    elif sign in (">", ">=", "≥"):
        high = _MOST
    return PercentCell(low=low, high=high, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusCell:
    """A laboratory's word; `outside` another laboratory's in the same cell ("Negative (Outside Positive)")."""

    status: str
    outside: str = ""
    understood: bool = True


_REMARK = re.compile(r"(?P<word>[^()]*?)\s*\((?P<remark>[^()]*)\)")
_OUTSIDE = re.compile(r"\b(?:outside|osh|osf|outside hospital|outside institution)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)
def read_status(cell: str) -> StatusCell:
    """The status that a cell names, with or without a remark in brackets."""
    columns = study_columns()
    whole = columns.word("receptor", cell)
    if whole:
        return StatusCell(status=whole)
    found = _REMARK.fullmatch(cell.strip())
    status = columns.word("receptor", found["word"]) if found is not None else ""
    if found is None or not status:
        return StatusCell(status="", understood=False)
    other = columns.word("receptor", _OUTSIDE.sub(" ", found["remark"]).strip(" :,"))
    return StatusCell(status=status, outside=other if other != status else "")


_SCORE = re.compile(
    r"(?P<first>[0-3])\s*(?P<plus>\+)?(?:\s*(?:-|–|/|to)\s*(?P<second>[0-3])\s*\+?)?\s*(?P<remark>\(.*\))?", re.DOTALL
)


@lru_cache(maxsize=1024)
def read_score(cell: str) -> str:
    """An IHC score as written ("0+", "0-1+", "1+ (outside 3+)"), a bare digit with its plus; "" when it is none."""
    found = _SCORE.fullmatch(cell.strip())
    if found is None:
        return ""
    first = found["first"]
    if found["second"]:
        score = f"{first}-{found['second']}+"
    else:
        score = f"{first}+" if found["plus"] or first != "0" else "0"
    return f"{score} {found['remark']}" if found["remark"] else score


@dataclass(frozen=True, slots=True, kw_only=True)
class RatioCell:
    """An ISH ratio with what else stands in its cell.

    copies       HER2 copies per nucleus that belong to the ratio ("2 (CN 4.8)")
    others       further ratios in the cell, of another laboratory or a second count
    left         whether a number stands there that is not used, because it is not certain what it belongs to
    understood   False: no ratio could be read
    """

    ratio: Quantity | None = None
    copies: Quantity | None = None
    others: tuple[Quantity, ...] = ()
    left: bool = False
    understood: bool = True


_RATIO = re.compile(
    rf"(?:ratio\s*[:=]?\s*)?(?P<sign><=|>=|[<>≤≥])?\s*(?P<value>{_NUMBER})(?P<rest>\s*[(,;].*)?", re.I | re.DOTALL
)
_COPIES = re.compile(rf"(?:cn|copy number|copies)\s*[:=]?\s*(?P<value>{_NUMBER})", re.IGNORECASE)
_PLAIN = re.compile(rf"(?P<value>{_NUMBER})")
_SIGNS = {
    "<": Comparator.LESS,
    "<=": Comparator.AT_MOST,
    "≤": Comparator.AT_MOST,
    ">": Comparator.MORE,
    ">=": Comparator.AT_LEAST,
    "≥": Comparator.AT_LEAST,
}


@lru_cache(maxsize=1024)
def read_ratio(cell: str) -> RatioCell:
    """A ratio as "1.3", "<2", "2 (CN 4.8)", "4.0, CN 9.7", "1.4, 1.9", "1.7 (Outside: 2.4)", "2.1 (heterogeneous)"."""
    found = _RATIO.fullmatch(cell.strip())
    if found is None:
        return RatioCell(understood=False)
    copies: Quantity | None = None
    others: list[Quantity] = []
    left = False
    for part in re.split(r"[(),;]", found["rest"] or ""):
        words = part.strip()
        outside = _OUTSIDE.search(words) is not None
        number = _COPIES.fullmatch(words)
        if number is not None and not outside:
            copies = Quantity(Decimal(number["value"]), "1")
        elif _PLAIN.fullmatch(words) is not None:
            others.append(Quantity(Decimal(words), "1"))
        elif outside and _COPIES.search(words) is None and (number := _PLAIN.search(words)) is not None:
            others.append(Quantity(Decimal(number["value"]), "1"))
        elif _PLAIN.search(words) is not None:
            # "OSH CN 4.2": another laboratory's copies must not be paired with this ratio.
            left = True
    comparator = _SIGNS.get(found["sign"] or "", Comparator.EXACTLY)
    return RatioCell(
        ratio=Quantity(Decimal(found["value"]), "1", comparator), copies=copies, others=tuple(others), left=left
    )
