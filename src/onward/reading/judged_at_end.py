"""A list of illnesses at whose end somebody judges all of it: then the line is one of judgement, whatever it names.

"Active infections or other severe disease, which, in the opinion of the investigator, would put her at risk": the clause
behind the comma is said of the infections as well. "Medical or psychiatric conditions that may interfere with the study"
names nothing that a record holds by itself.
"""

from __future__ import annotations

from onward.reading.sought import sought

_GENERAL = r"(?:condition|illness|disease|disorder|abnormality|abnormalities|circumstance|situation|comorbidity|problem|factor|history|result)"
_OPINION = r"(?:opinion|judgement|discretion|view|assessment|estimation) (?:of (?:\w+ ){0,3}(?:investigator|physician|oncologist|clinician|pi)|,)|(?:investigator|physician|oncologist|clinician)s? (?:opinion|judgement|discretion)"
# ", which, in the opinion of the investigator, would ...", behind "or other disease".
_OF_ALL = sought(
    rf"\b(?:or|and/or|and) (?:any )?(?:other|another|any) (?:[\w/-]+ ){{0,4}}?{_GENERAL}(?: ,? ?(?:including|such as) [^;.]*?)? (?:, (?:which|that)|\( (?:which|that))\b[^;.]*?\b(?:{_OPINION})"
)
_OF_ALL_LIMITS = sought(
    r"\b(?:or|and/or|and) (?:any )?(?:other|another|any) (?:[\w/-]+ ){0,4}?(?:condition|history)(?: ,? ?including [^;.]*?)? , which , in (?:investigator|physician) opinion ,"
)
# All that is named is general: "medical, psychiatric or addictive disorders that would preclude ...".
_NAMES_NOTHING = sought(
    r"^(?!.*\b(?:infection|ongoing|active|malabsorption|gastrointestinal|crohn|colitis)\b)(?:(?:(?:patient|subject|participant|investigator|she|he|they|has|have|had|with|who|history|of|presence|evidence|any|other|serious|severe|significant|uncontrolled|unstable|clinically|known|current|active|concurrent|concomitant|intercurrent|underlying|acute|chronic|pre existing|medical|psychological|social|familial|sociological|geographical|psychiatric|mental|addictive|addiction|emotional|personality|behavioral|(?:substance|drug) abuse(?! (?:, )?(?:or|and)\b)|laboratory|physical|examination|finding|condition|illness|disease|disorder|abnormality|abnormalities|circumstance|situation|comorbidity|comorbid|co morbid|problem|factor|reason|or|and|and/or|/|should|assess|to|determine|if) |, ))+"
    r"(?:that|which|likely to|believed to)\b(?:(?! or (?:active|ongoing|uncontrolled|known|history)\b)[^;.])*\b(?:interfere|preclude|increase|compromise|prevent|confound|limit|jeopardi[sz]e|render|make|affect|impair|hamper)\b"
)  # fmt: skip


# "Any condition that can cause splenomegaly", "life expectancy severely limited by other illness".
MAY_CAUSE = sought(
    r"^any (?:other )?(?:condition|disease|illness|disorder)(?: ,)? (?:which|that) (?:can|may|could|might) (?:cause|lead to|result in|be associated with) [^,;.]*[ .]*$"
    r"|^life expectancy (?:is )?(?:not )?severely limited by\b[^;0-9]*$"
)


def is_judged_as_a_whole(line: str) -> bool:
    """Whether a canonical line of what keeps out is for judgement, though it may name an illness."""
    return (
        _NAMES_NOTHING.match(line) is not None
        or _OF_ALL.search(line) is not None
        or _OF_ALL_LIMITS.search(line) is not None
        or MAY_CAUSE.match(line) is not None
    )


# "Any condition that impairs swallowing, malabsorption, or colitis": the illnesses keep out by themselves.
_HINDERS_OR_ILL = sought(
    r"any (?:[a-z]+ )?(?:condition|disorder) that (?:impair|affect|limit|hinder)\w* [^,;.]*?(?:,| or) (?:[^.;]* )?(?:malabsorption|colitis|crohn|(?:gastrointestinal|gi|bowel) (?:tract )?disease|bowel obstruction|(?:bowel|gastric|stomach) resection)\b"
)


def names_ills(line: str) -> bool:
    """Whether illnesses are named beside "any condition that impairs ..."."""
    return _HINDERS_OR_ILL.match(line) is not None
