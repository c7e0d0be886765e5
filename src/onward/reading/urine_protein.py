"""Protein in the urine of a day, and by a test strip: the amount is on record, the strip's reading a human tells.

"Urine dipstick < 2+, or protein ≤ 1 g in a 24-hour urine": either is enough.
"""

from __future__ import annotations

import re
from decimal import Decimal

from onward.criteria import AskHuman, Criterion, LabValue, Limits, Not
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of
from onward.reading.word_set import word_set

_ABOUT = sought(r"\b(?:proteinuria|urin\w+ protein|urine protein|dipstick|protein)\b")
_A_DAY = sought(r"\b(?:24 (?:hour|hr|h)|day|daily)\b")
_AMOUNT = sought(
    r"(?P<side>≤|<|≥|>|lostsign|less than or equal to|greater than or equal to|less than|more than|greater than|at least|at most) (?P<number>\d+(?:\.\d+)?) (?P<unit>g|gm|gram|mg|milligram)\b"
)
_STRIP = sought(r"\bdipstick\b|\burinalysis\b|\d \+|\+ \d|\+ \+|\btrace\b|\broutine test\b")
_SIDES = {
    "≤": "at_most",
    "less than or equal to": "at_most",
    "at most": "at_most",
    "<": "below",
    "less than": "below",
    "≥": "at_least",
    "greater than or equal to": "at_least",
    "at least": "at_least",
    ">": "above",
    "more than": "above",
    "greater than": "above",
}
# Nothing but these words, or the line asks for something else as well.
_WORDS = word_set(
    "proteinuria protein urine urinary urinalysis ua dipstick strip test testing routine normal negative trace result analysis quantitative quantitation assessment collection collect hour hr h day 24 level value excretion total amount grade patient subject participant who with if is are be must should will have has had",
    "discovered found to by on in of for at the a an and or then not less more than greater equal least most baseline screening undergo performed assessed demonstrate demonstrating determined measured quantified present first screened order eligible allow participation participate study entry enroll ineligible excluded exclusion unless documented confirmed known persistent",
    "g gm gram mg milligram + ≤ < ≥ > lostsign ( ) , . ; : / - = using via per may also need adequate which it when from spot subsequent repeat repeated sample specimen over within prior registration",
)


def read_urine_protein(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line about protein in the urine and nothing else; None for others."""
    text = line.strip(" .,;:")
    if _ABOUT.search(text) is None or _A_DAY.search(text) is None or len(text) > 500:
        return None
    if any(word not in _WORDS and not word.replace(".", "", 1).isdigit() for word in text.split()):
        return None
    amounts = list(_AMOUNT.finditer(text))
    if len(amounts) != 1:
        return None
    limit = _limit(amounts[0], denied=denied)
    if limit is None:
        return None
    low = limit.limits.at_most is not None or limit.limits.below is not None
    strip = _STRIP.search(text) is not None
    asked = AskHuman(question=f"Is it so: {text.replace('lostsign ', '')}?", because=JUDGED)
    out = re.search(r"\b(?:ineligible|excluded|unless)\b", text) is not None
    if not denied:
        if out:
            return None
        return (any_of((asked, limit)) if strip else limit) if low else None
    if not low:
        # "≥ 2+ and ≥ 1 g a day": both.
        both = strip and re.search(r"\band\b", text) is not None and re.search(r"\bor\b", text) is None
        return all_of((asked, limit)) if both else any_of((limit, asked)) if strip else limit
    return all_of((asked, Not(of=limit))) if strip else None


def _limit(found: re.Match[str], *, denied: bool) -> LabValue | None:
    side = _SIDES.get(found["side"]) or ("at_least" if denied else "at_most")
    grams = found["unit"] in ("g", "gm", "gram")
    number = Decimal(found["number"]) * (1000 if grams else 1)
    if not _SOBER[0] <= number <= _SOBER[1]:
        return None
    return LabValue(analyte="urine protein, 24 hours", limits=Limits(**{side: number}), unit="mg/d")


# Milligrams a day that a trial could mean.
_SOBER = (100, 10000)
