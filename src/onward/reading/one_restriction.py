"""Whether an "or" in what restricts a thing stays within that restriction."""

from __future__ import annotations

import re

from onward.reading.sought import sought
from onward.reading.word_set import word_set

# Behind a thing these restrict it: what follows narrows what was named.
RESTRICTING = word_set(
    "with without requiring require requires that which who whose whom due within for in of on by from after before during prior since treated defined as "
    "confirmed documented diagnosed at to under not despite caused associated related resulting leading involving using per according located present "
    "measuring detected occurring characterized when while where causing needing necessitating lasting following secondary expressing presenting having "
    "limited localized confined affecting interfering worsening persisting attributed attributable attributed judged assessed determined evaluated measured "
    "measurable accessible amenable likely suitable based consistent suspicious until through over between against among near despite beyond because "
    "arising originating extending invading greater less larger smaller more resolved unresolved lostsign uncontrolled controlled active inactive naive "
    "refractory resistant sensitive free used given administered performed completed done initiated started obtained taken received ongoing exceeding "
    "lacking containing shown demonstrated found identified noted seen visible proven verified tested reported recorded ending ended stopped discontinued "
    "managed thought felt judged deemed known suspected "
    "potentially possibly appropriate diagnosed experiencing overexpressing currently previously histologically clinically radiographically manifested evidenced"
)

_ANOTHER = sought(
    r"(?:, |; )(?:or|and|and/or) |(?:^| )(?:or|and|and/or) (?:(?:any|known|active|prior|other|current|previous|concurrent|history|evidence|presence|a|with|have|has|had|be|is|are|received|use|patient|of|severe|uncontrolled|symptomatic|who|that|Q[\ue000-\uf8ff]|P[\ue000-\uf8ff]) )*[CDFOX][\ue000-\uf8ff]"
    r"|(?:^| )(?:or|and|and/or) (?:any|known|active|prior|other|current|previous|concurrent|history|evidence|presence|patient|have|has|had|received|use|who|with|is|are) "
)


_OR_MORE = sought(
    r"(?:^| )or (?:more|higher|greater|worse|above|less|lower|below|equal|longer|older|younger|later|earlier)(?= )"
)


# How, or by whom, it is told: "as determined by history, examination or laboratory tests" adds no way of its own.
_HOW_TOLD = sought(
    r"(?:as )?(?:observed|judged|determined|assessed|documented|evidenced|confirmed|diagnosed|evaluated|shown|detected|demonstrated|identified)(?: (?:or|and|and/or) (?:observed|judged|determined|assessed|documented|evidenced|confirmed))? by (?:(?:the|a|an|any|or|and|and/or|either|both|medical|physical|clinical|laboratory|imaging|chest|blood|serum|urine|complete|count|count|radiographic|radiologic|radiological|ct|mri|pet|x|ray|scan|ultrasound|echocardiogram|ecg|biopsy|histology|cytology|culture|history|exam|examination|test|testing|tests|findings?|symptoms?|signs?|assessment|evaluation|record|records|chart|review|questionnaire|interview|researcher|investigator|physician|referring|source|clinician|doctor|psychiatrist|specialist|local|standard|study|staff|urinalysis) ?)+"
)


def is_one_restriction(tail: list[str], *, denied: bool) -> bool:
    """Whether an "or" in what restricts a thing stays within it: "confirmed by histology or cytology"."""
    words = " ".join(tail)
    if denied and _HOW_TOLD.fullmatch(" ".join(word for word in tail if word not in "(,)")) is not None:
        return True
    if denied:
        # An unread alternative would be lost, and whoever has it would be let in.
        words = _OR_MORE.sub(" ", words + " ")
        return re.search(r"(?:^| )(?:or|and|and/or)(?= |$)", words) is None
    return tail[0] in RESTRICTING and _ANOTHER.search(words) is None and "and/or" not in words
