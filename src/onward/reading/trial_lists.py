"""Lines about medicines that a list of the trial names and the text does not: "use of any prohibited medication".

Which they are stands in the protocol: nobody can ask a record for them.
"""

from __future__ import annotations

from onward.reading.sought import sought
from onward.reading.word_set import word_set

_THING = r"(?:medication|medicine|drug|therapy|treatment|substance|agent|product|medicinal product|medications)"
_PROHIBITED = sought(
    rf"\b(?:prohibited|forbidden|disallowed|non permitted|excluded) (?:(?:concomitant|concurrent|other|prior|or|and|/|medicinal) )*{_THING}\b|\b{_THING} (?:that (?:is|are) |which (?:is|are) )?(?:specifically )?(?:prohibited|forbidden|not allowed|not permitted) (?:by|in|per|according to|during|under) (?:this |the )?(?:protocol|study|trial)\b|\bprohibited medication list\b|\blist of prohibited\b"
)
# Nothing but these words, or the line names something, or says something else as well.
_WORDS = word_set(
    "patient subject participant individual who that which is are be been being has have having had will must should may cannot could not unable able inability requiring require requires required requirement need needing needs taking takes taken take use used using uses receiving received receive receipt intake treatment treated treat",
    "with of or and and/or any the all other a an some on in into at to for from by per under during within before prior after since while until through throughout via as , . ( ) / : ; - related medication medicine drug therapy substance agent product prohibited forbidden disallowed permitted allowed concomitant concurrent concurrently currently current chronic regular",
    "see refer listed list lists described describe defined specified outlined named found protocol section appendix table annex full detail page trial study clinical first dose start entry registration randomization enrollment screening visit baseline day week month half life timeframe time frame period washout appropriate prescribed c1d1 administration specific planned anticipated",
    "discontinue discontinued discontinuation stop stopped undergo pre adjusted duration participation procedure device medicinal prescription over counter non ≤ ≥ < > last previous past reason whatever",
)


def is_of_a_list_of_the_trial(line: str) -> bool:
    """Whether a canonical line asks for medicines of a list that only the trial's protocol holds."""
    return _PROHIBITED.search(line) is not None and all(
        word in _WORDS or word.replace(".", "", 1).isdigit() for word in line.split()
    )
