"""By which scale a grade is told: "grade 2 or less by CTCAE version 5.0" is grade 2 or less."""

from __future__ import annotations

from onward.reading.sought import sought

_SCALE = (
    r"(?:(?:nci|ncis|ctep|current|active|latest|most recent|version of|national cancer institute) )*(?:ctcae|nci ctc|ctc ae|ctcv\d(?: \.\d)?)(?: ,)?(?: (?:version|v)(?: \d[\d.]*)?)?(?: \( v \. \) \d[\d.]*)?(?: \( (?:version|v)(?: \.)?(?: \d[\d.]*)? \))?(?: (?:criterion|scale|guideline|grading))?"
    r"(?: \( (?:nci |ncictc|ctcae|ctc )[^()]*\))?(?: (?:version|v) \d[\d.]*)?"
)
# A word of its own: "infection CTCAE grade 2" ends in "on".
_BY = r"(?<!\w)(?:as per|per|by|according to|based on|using|in accordance with|as defined by|defined by|on|of|as assessed by|assessed by|as graded by|graded by|based upon|under|with) (?:the )?"
_IN_BRACKETS = sought(rf"\( (?:{_BY})?{_SCALE} \) ")
_BEHIND = sought(rf"(?:, )?{_BY}{_SCALE} (?:, (?=within|with|except|excluding))?")
_BEFORE = sought(rf"{_SCALE} (?=(?:toxicity )?(?:≤|≥|<|>|lostsign)? ?grade |, grade |≤|≥|<|>)")
_AGAIN = sought(rf"(?<=\d )(?:, )?{_SCALE} ")


def without_scale(line: str) -> str:
    """A canonical line without the name of the scale that grades toxicity."""
    if "ctcae" not in line and "ctc" not in line:
        return line
    line = _IN_BRACKETS.sub("", line)
    line = _BEHIND.sub("", line)
    line = _BEFORE.sub("", line)
    return _AGAIN.sub("", line)
