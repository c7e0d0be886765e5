"""Long or crooked ways to speak of local treatment, its places and its time, in one short form.

Works on canonical lines, before the words are looked up. Each phrase is replaced by one that means no more and no less.
"""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_TREATMENT = r"(?:radiotherapy|radiation|irradiation|immunotherapy|immunotherapies|endocrine|hormone|hormonal|chemotherapy|biologic|biological|targeted|surgery)"
_CHANGES = Changes(
    (sought(r"\binclusive (?=but not limited to\b)"), "including "),
    (sought(r"(?<![^ ])(?P<sign>≥|≤) (?:or )?= (?=\d)"), r"\g<sign> "),
    # "Cancer to the brain" has spread there.
    (sought(r"(?<![^ ])cancer (?:to|that (?:has|had) spread to|spread to) brain(?= |$)"), "brain metastasis"),
    # Whatever the radiotherapy was for, the cancer is meant.
    (sought(rf"(?<![^ ])anti ?(?:cancer|tumor) (?={_TREATMENT}\b(?! vaccine))"), ""),
    (sought(r"(?<![^ ])anti ?cancer (?P<joint>or|and|and/or) (?P<more>(?:concomitant |concurrent |prior )?radiotherapy) (?=treatment|therapy)"), r"anticancer therapy \g<joint> \g<more> "),
    (sought(r"(?<![^ ])any other approved (?=anticancer )"), "any other "),
    # Of the anaesthetists' scale, and no aspirin.
    (sought(r"(?<![^ ])asa (?=(?:physical status|ps|class|classification|score|grade|risk)\b)"), "anesthesiologist "),
    # Why so much time has to pass.
    (sought(r"(?: of study (?:drug|treatment))? to allow for (?:adequate |complete |post ?operative |proper )*(?:wound )?(?:healing|recovery)\b[^.;,]*(?= ?\.? ?$)"), ""),
    (sought(r"(?<=randomization) of study (?:drug|treatment|medication)\b"), ""),
    (sought(r"\( (?:as )?(?:specified|defined|listed|described|detailed|outlined) (?:below|above) \) ?"), ""),
    (sought(r"(?<=not allowed )to (?:be )?(?:include|included|enroll|enrolled|enter|participate)(?: (?:in|into|to))?(?: this| the)? (?:study|trial)\b ?"), ""),
    (sought(r"(?<![^ ])(?:pulmonary )?(?:carcinomatosal|carcinomatous) lymphangitis\b|(?<![^ ])pulmonary lymphangitic? carcinomatosis\b"), "pulmonary lymphangitic carcinomatosis"),
    (sought(r"(?<=cell )and (?=gene therap)"), "therapy and "),
    # What counts as spread to the meninges, told behind it.
    (sought(r"(?<=leptomeningeal )(metastasis|disease|involvement) , (?:which is )?defined as [^.;]*\b(?:cytology|enhancement|involvement)\b[^.;]*?(?= ?[.;]|$)"), r"\1 "),
    (sought(r"(?<=grade 2 or higher )aes (?=from|of)"), "adverse event "),
    (sought(r"(?<![^ ])progesterone (?=positive|negative)"), "progesterone receptor "),
    (sought(r"(?<![^ ])ln (?=positive|negative)"), "lymph node "),
    (sought(r"^(?:it )?has been (?=(?:<|≤|≥|>|at least|less than|more than|within) ?\d)|^it has been (?=<|≤|≥|>|at least|less than|more than)"), ""),
    (sought(r"(?<=surgery )to start of intervention\b"), ""),
    (sought(r"(?<![^ ])lobular cis\b"), "lobular carcinoma in situ"),
    (sought(r"(?<![^ ])in (?:the )?month (?=prior to|before|preceding)"), "within 1 month "),
    (sought(r"\b(?P<number>\d+|one|two|three|four|five) (?:or more )?involved node(?= |$)"), r"\g<number> positive lymph node"),
)  # fmt: skip


def with_short_local(line: str) -> str:
    """A canonical line with its phrases of local treatment in short forms."""
    return _CHANGES.made_in(line)
