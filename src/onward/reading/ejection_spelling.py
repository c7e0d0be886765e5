"""The ejection fraction without how it was measured, which asks for nothing.

"LVEF assessment (2-D echocardiogram or MUGA scan) performed within 6 weeks prior to registration, showing a LVEF value
> 50 %" becomes "lvef > 50% within 6 weeks prior to registration".
"""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_ABOUT = sought(r"ejection|\blvef\b|\bef\b")
_NAME = r"(?:(?:baseline |screening |cardiac |resting |mean )*(?:left ventricular |left ventricle |lv )?ejection fraction(?: \( (?:lvef|ef) \))?|(?:baseline |screening |cardiac |resting )*lvef)"
_ONE = (
    r"(?:(?:a |the |an |either |baseline |screening |by |transthoracic |cardiac |stress |quantitative )*"
    r"(?:(?:2|two|3|three) ?-? ?(?:d|dimensional) (?:\( (?:2|3) ?-? ?d \) )?)?"
    r"(?:echocardiogra(?:m|phy|phic)|echo|multi ?(?:ple)? ?-? ?gated (?:(?:radionuclide|acquisition|angiography|angiogram|cardiac|blood pool|imaging) ?)*|muga|radionuclide (?:angiography|ventriculography|ventriculogram)|cardiac mri|nuclear scan)"
    r"(?: \( (?:muga|echo|echocardiogram|rvg|mugga) \))?(?: scans?| study| imaging| acquisition)?(?: \( (?:muga|echo) \))?(?: \( ?preferred \))?(?: ; preferred)?)"
)
_WAYS = rf"{_ONE}(?: ?(?:,|or|/|and/or|, or|\() {_ONE}(?: \))?)*"
_SIGN = r"(?:>|≥|<|≤|must|should|is|of|at|above|below|less|greater|more|within|in|not|normal|equal|outside|lower|under|over|has|have|documented|performed|obtained|done)"
_CHANGES = Changes(
    (sought(r"\bejection fracture\b"), "ejection fraction"),
    (sought(r"\b(?P<way>multi ?(?:ple)? ?-? ?gated (?:[a-z]+ ){0,3}?[a-z]+|echocardiogra(?:m|phy)|ventriculography|angiography|scan) \( (?:muga|mugga|echo|rvg) \)"), r"\g<way>"),
    (sought(r"(?P<sign>[<>]) or equal(?: to)?\b"), r"\g<sign>="),
    (sought(rf"\b(?P<name>{_NAME}) (?:assessment|measurement|evaluation|determination|level|result|assessed|measured)(?= (?:\(|by|on|per|with|using|performed|must|should|obtained))"), r"\g<name>"),
    (sought(rf"\b(?P<name>{_NAME}) (?:, )?\( (?:(?:as )?(?:measured|determined|assessed|evaluated|shown|documented) )?(?:by )?{_WAYS} \) (?={_SIGN})"), r"\g<name> "),
    (sought(rf"\b(?P<name>{_NAME}) (?:, )?(?:(?:as )?(?:measured|determined|assessed|evaluated|shown|documented) )?(?:by|on|with|via|per|using) {_WAYS} (?:, )?(?={_SIGN})"), r"\g<name> "),
    (sought(rf"(?<![^ ])(?:(?:have|has|a|an|baseline|screening|normal|recent) )*{_WAYS} (?:must |should |that )?(?:demonstrat\w+|show\w*|indicat\w+|reveal\w*|with|document\w+) (?:a |an )?(?={_NAME})"), ""),
    (sought(rf"\b(?P<name>{_NAME}) (?:performed |obtained |done |assessed |measured )?(?P<when>within (?:[a-z0-9.]+ )+?(?:day|week|month)s?(?: (?:prior to|before|of) (?:[a-z0-9]+ ){{0,3}}?[a-z0-9]+)?) ?,? (?:must |should )?(?:be |show\w* |demonstrat\w+ )(?:a |an )?(?:{_NAME} )?(?:value )?(?:of )?(?P<value>(?:>|≥|<|≤|at least|at or above|above|below|greater than|less than|within|more than) [^,;.()]+?)(?= ?(?:$|[,;.(]))"), r"\g<name> \g<value> \g<when>"),
    (sought(rf"\b(?P<name>{_NAME}) , (?=at or above|greater|above|at least|within)"), r"\g<name> "),
    (sought(rf"\b(?P<name>{_NAME}) normal (?=by|on|as|$)"), r"\g<name> within normal limit "),
    (sought(r"\b(?P<side>lower|upper) limit of (?:(?:facility|facilitys|institution|institutional|institutions|local) )+normal\b"), r"\g<side> limit of normal"),
    (sought(r"\b(?P<side>lower|upper) limit of normal (?:of|for|by) (?:the )?(?:institution|institutional|local|facility)(?: standard| norm| normal)?\b"), r"\g<side> limit of normal"),
    (sought(r"(?P<limit>(?:<|≤|below|less than) \d+ ?%) or (?:below |less than |< )?(?:the )?(?:institutional |institutions )?lower limit of normal\b"), r"\g<limit> or < lower limit of normal"),
    (sought(r"(?P<normal>\bwithin (?:the )?(?:[a-z]+ ){0,3}(?:limit of normal|normal limit|normal range|range of normal)) (?:, )?whichever is (?:lower|higher)\b(?! *(?:of|than))"), r"\g<normal>"),
    (sought(r" \( (?:is |the )?preferred \)| ?; preferred(?= \))"), ""),
    (sought(r" (?:regardless|irrespective) of (?:the )?(?:facility|facilitys|institution|institutional|local|institutions) (?:lln|lower limit of normal|normal)\b"), ""),
)  # fmt: skip


def with_short_ejection(line: str) -> str:
    """A canonical line about the ejection fraction without the ways of measuring it."""
    if _ABOUT.search(line) is None:
        return line
    return re.sub("  +", " ", _CHANGES.made_in(line).replace(">=", "≥").replace("<=", "≤"))
