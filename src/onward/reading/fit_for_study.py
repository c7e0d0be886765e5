"""Whether somebody can bear what the study does: lie still in a scanner, have blood taken, a biopsy, an exercise test.

Somebody judges that; no record holds it. To bear a drug, or to swallow it, is asked of the record and no such line.
"""

from __future__ import annotations

from onward.reading.sought import sought

_CAN = r"(?:(?:physically |medically )?(?:able|unable|not able|capable|incapable) (?:to|of)|(?:physical |demonstrated )?(?:ability|inability|capability|capacity) (?:to|of)|(?:can|could|cannot|can not) ?(?:not )?)"
_FRAME = r"(?:(?:patient|subject|participant|woman|individual|person|they|must|should|be|is|are|has|have|that|who|which|also|any|with|all|physically|known|potential) )*"
_STUDY_ACT = (
    r"(?:mri|magnetic resonance imaging|ct|pet|pet/ct|spect|scan\w*|imaging|mammogra\w+|ultrasound|x ray|dxa|dexa|radiograph\w*|biops\w+|lumbar puncture|csf|cerebrospinal|endoscop\w+|colonoscop\w+|bronchoscop\w+|cystoscop\w+|"
    r"leukapheresis|apheresis|phlebotomy|venipuncture|venous blood|blood (?:draw\w*|sampling|collection|test\w*)|anesthesia|sedation|cpet|exercise test\w*|treadmill|lipoaspiration|liposuction|breath hold\w*|paracentesis|thoracentesis|"
    r"staging|re staging|evaluation|examination|assessment|test(?:s|ing)|procedure|surgery|surgical procedure|operation|general anesthesia|electrical stimulation|acupuncture)"
)
_BEARS = sought(
    rf"^{_FRAME}{_CAN} (?:\w+ )?(?:undergo\w*|tolerat\w+|complet\w+|perform\w*|have|maintain\w*|receive|withstand|provide) (?:(?:[a-z]+|\d+|,|/|-|\(|\)) ){{0,7}}?{_STUDY_ACT}\b"
)
_LIES_STILL = sought(
    rf"^{_FRAME}{_CAN} (?:\w+ )?(?:lie|lay|lying|remain|stay|sit|hold)(?: \w+){{0,4}}? (?:still|flat|supine|prone|motionless|stomach|back|upright|breath|supine position|prone position)\b(?!.*\b(?:dyspn\w+|orthopn\w+|due to|because of)\b)"
)
# With one of these it is a matter of the body, of a drug, or of a number.
_MORE = sought(
    r"[≥≤<>]|\b(?:metasta\w+|disease|cancer|tumor|carcinoma|lesion|due to|because|oral|drug|medication|chemotherapy|dose|and (?:has|have|is|are|no)|or (?:has|have|is|are|history|known|active|prior)|prior|previous|history|negative|positive|swallow\w*|claustrophob\w+|pregnan\w+|pacemaker|allerg\w+|alternative|resect\w+|respon\w+|recurr\w+|stage)\b"
)


def is_of_fitness(line: str) -> bool:
    """Whether a canonical line only asks that what the study does can be done with somebody."""
    return (_BEARS.match(line) is not None or _LIES_STILL.match(line) is not None) and _MORE.search(line) is None
