"""Local treatment and imaging that no record holds: what is planned, and examinations whose result is not asked."""

from __future__ import annotations

from onward.criteria import AskHuman, Criterion, Had, parts_of
from onward.reading.sought import sought

_TREATMENT = r"(?:surgery|operation|surgical|radiotherapy|radiation|irradiation|procedure|resection|mastectomy|lumpectomy|reconstruction|transplant|transplantation|oophorectomy|radiosurgery|sbrt|srs|excision|axillary dissection|quadrantectomy|sentinel (?:lymph )?node biopsy|rt|xrt)"
_FRAME = r"(?:(?:patient|subject|participant|woman|individual|person|has|have|had|is|are|be|that|who|whom|which|no|not|any|currently|there|with|must|should|require|all|those|also|female|adult|in|for|undergone|arm|cohort|to) )*"
# "Planned surgery during the study", "radiotherapy is indicated", "patient requires bilateral radiotherapy".
_PLANNED = sought(
    rf"^{_FRAME}(?:planned|planning|plan|scheduled|schedule|anticipate|anticipated|anticipating|anticipation|intend|intended|intention|foreseen|expected|expecting|need|needing|require|requires|required|requiring|requirement|undergoing|immediate need|likely to require|likely to need|will undergo|will receive|awaiting|candidate for|treatment plan that include|treatment plan including) (?:[a-z/,()-]+ ){{0,12}}?{_TREATMENT}\b"
)
_IS_PLANNED = sought(
    rf"^(?:[a-z,()/-]+ ){{0,8}}{_TREATMENT} (?:[a-z]+ ){{0,6}}(?:is|are|will be|must be|should be) (?:planned|scheduled|anticipated|indicated|intended|foreseen|required|part of|used according|declared)\b|^{_TREATMENT} (?:[a-z]+ )?(?:is|are|must be|should be) (?:used|given|delivered|administered) ?$"
)
# Something that was done, or has to be so, stands beside it.
_DONE = sought(
    r"\b(?:prior|previous|previously|history|had|received|proven|carcinoma|adenocarcinoma|invasive|within \w+ (?:week|day|month) (?:prior|before|of)|last|since|recent|completed|without|negative|positive|confirmed|diagnos\w+|metasta\w+|stage|progress\w+|ago|status|disease|castration|or (?:has|have|had|is)|failed|unless|except)\b|[≥≤<>]"
)
_BEGINS_TO_COME = sought(
    rf"^{_FRAME}(?:planned|planning|plan|scheduled|anticipate|anticipated|anticipating|anticipation|intend|foreseen|expected|expecting|is planned)\b"
)
_AFTERWARDS = sought(
    r"(?:and |or |, )?(?:for )?(?:at least |[≥≤<>] |up to |within |less than )*\S+ (?:day|week|month) (?:after|following) (?:last|final) dose[^.;]*"
)
# "Planned surgery, or surgery within 4 weeks": the second was done.
_OR_LATELY = sought(rf"\bor (?:[a-z]+ ){{0,3}}{_TREATMENT} (?:[a-z]+ ){{0,2}}within (?!next)")
_UNLIKE = sought(r"\( (?:other than|excluding|except(?: for)?) [^()]*\) ")
_IMAGING = r"(?:mammogra(?:m|phy)|mri|magnetic resonance imaging|ultrasound|ultrasonography|breast imaging|ct scan|bone scan|pet/ct|chest x ray|imaging|staging study|work ?up|staging|scan|axillary ultrasound)"
_EXAMINED = sought(
    rf"^{_FRAME}(?:(?:bilateral|ipsilateral|unilateral|contralateral|baseline|screening|diagnostic|complete|up to date|standard|conventional|digital|routine|recent|breast|and|axillary|imaging|with|stage|staging|completed|undergo|undergone|had|obtained|available|or|most recent|2d|3d|general physical exam|and/or|,|/|axilla|the|of|both) )*{_IMAGING}\b"
)
_TIMED = sought(
    r"\b(?:within|during|in last|in past|no longer than|not older than|prior to|before|at baseline|overdue|since last)\b|\bW\b"
)
# The result is asked for: no matter of dates.
_RESULT = sought(
    r"\b(?:negative|normal|benign|bi ?rads|density|abnormal\w*|suspicious|lesion|finding|measur\w+|evidence|show\w*|demonstrat\w+|interpreted|reveal\w*|confirm\w+|mass|tumor|disease|metasta\w+|cm|mm|no sign|free of|positive|dense|cancer|recurrence|progress\w+|result|lvef|ejection)\b|[≥≤<>]"
)
_TISSUE = sought(
    r"^(?:(?:relevant )?record of (?:any )?(?:[a-z]+ ){0,4}must be available\b|(?:if (?:feasible|available|possible)) [:,] .*\b(?:block|biopsy|tissue|sample)\b|newly obtained (?:tumor )?biopsy|(?:[a-z]+ ){0,4}: (?:pre ?treatment|on treatment) biopsy|every attempt should be made to obtain|stopping (?:[a-z]+ ){0,4}for biopsy|biopsy (?:requirement|is required|are optional|is optional|may be waived))"
)
_ACCEPTS = sought(r"^(?:patient|subject|participant|woman) (?:must|should|has to|granted|grant)? ?(?:accept|accepts|her consent|their consent|consent)\b|^agree(?:able|s)? (?:to|for) ")  # fmt: skip


def is_local_logistics(line: str) -> bool:
    """Whether a canonical line only says what local treatment is planned, what is examined when, or how tissue is won."""
    if len(line.split()) > 40:
        return False
    if _TISSUE.search(line) is not None or _ACCEPTS.search(line) is not None:
        return True
    if _PLANNED.search(line) is not None or _IS_PLANNED.search(line) is not None:
        # How long after the study, and what it may be all the same, belong to what is planned.
        to_come = _UNLIKE.sub("", _AFTERWARDS.sub("", line)) if _BEGINS_TO_COME.match(line) is not None else line
        if _DONE.search(to_come) is None and _OR_LATELY.search(line) is None:
            return True
    return _EXAMINED.search(line) is not None and _TIMED.search(line) is not None and _RESULT.search(line) is None


_TO_COME = sought(
    rf"^{_FRAME}(?:require|requires|required|requiring|need|needs|needing|in need of|need for|awaiting|scheduled|planned|candidate for|indication for)\b"
)


def is_only_to_come(line: str, criterion: Criterion) -> bool:
    """ "Requiring immediate surgery or radiotherapy": that it was done once does not tell whether it is needed now."""
    return _TO_COME.match(line) is not None and _only_of_events(criterion)


def _only_of_events(criterion: Criterion) -> bool:
    parts = parts_of(criterion)
    return all(map(_only_of_events, parts)) if parts else isinstance(criterion, (Had, AskHuman))
