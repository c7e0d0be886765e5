"""Lines that only tell of the trial, whatever they name: who looks at which result, what is sent, what is not required.

"HER2 status must be determined by the reference laboratory", "EGFR positivity is not required", "tumour block for central
testing". What a test has to show, and whom a line keeps out, is never told so.
"""

from __future__ import annotations

from onward.reading.eligibility import WhyUnreadable
from onward.reading.lab_aside import is_aside_about_tests
from onward.reading.sentences import PUNCTUATION, clauses_of, sentences_of, why_alone
from onward.reading.sought import AnyOf, sought
from onward.reading.study_conduct import tells_conduct

# All over canonical words: lower case, singular, without articles.
_FURTHER = sought(
    r"^for (?:more |further |additional )+(?:information|detail|question)\b.*\b(?:contact|call|visit|email|e mail|see|www)\b"
)
_NOTE = AnyOf(
    r"^(?:maximum|estimated|anticipated|planned|total|target) (?:number|time|accrual|enrollment|sample size|duration)\b.*\b(?:accrual|enroll\w*|arm|cohort|will include)\b",
    r"^not specified (?:[a-z]+ ){0,2}[a-z]+[ .]*$",
)
# What is not required is not asked for; where something else is asked beside it, the line is no such one.
_NOT_REQUIRED = AnyOf(
    r"^(?!no )(?:[a-z0-9/+,-]+ ){1,14}?(?:is |are )?not (?:required|mandatory|necessary)(?: for (?:study |trial |protocol )?(?:entry|eligibility|enrollment|participation|inclusion|registration))?[ .]*$",
    r"^(?:[a-z0-9/+,<>≤≥.-]+ ){1,8}?(?:does|do) not require (?:[a-z]+ ){0,4}(?:assessment|testing|test|evaluation|biopsy|imaging|staging|dissection|confirmation)[ .]*$",
    r"^there (?:is|are) no (?:[a-z]+ ){0,2}(?:limit|limitation|restriction)s? (?:on|for|from|to|regarding|of|between|in|as to)\b",
)
_BUT = sought(r"\b(?:but|however|if|unless|only|must|should|except|provided|until|with exception)\b")
_MARKER = r"(?:er|pr|pgr|hr|her2|her 2|her2 / neu|her 2 / neu|erbb2|estrogen|progesterone|hormone|receptor|human epidermal growth factor receptor 2|ki67|ki 67|pd l1|brca|menopausal|hormonal)"
_STUDIED = r"(?:performed|done|obtained|carried out|conducted|undertaken)"
_LOGISTICS = AnyOf(
    # by whom, and by which rules, a result is found; what the result must be is not told
    rf"^(?:tumor |local |central )?(?:{_MARKER}|and|or|and/or|/|,) (?:(?:{_MARKER}|and|or|and/or|/|,) )*(?:expression |receptor |tumor )*(?:status|testing|assessment|determination)(?: in (?:[a-z/]+ ){{1,8}}?)? ?(?:must|should|will|has to|have to|is to|are to) be (?:defined|determined|assessed|evaluated|scored|interpreted|tested|performed|reported)\b",
    rf"^(?:if|when|where|for|in case of) [^.;]*\b(?:ihc|her2|immunohistochemistry)\b[^.;]*\b(?:fish|ish|in situ hybridization|cish|sish)(?: test\w*| analysis| assay)? (?:must|should|will|has to|is to|needs to) be {_STUDIED}(?: to [a-z ]+)?[ .]*$",
    r"^(?:(?:patient|subject|participant|woman|must|should|have|has|all) )*be(?:en)? (?:assessed|evaluated|screened|tested) for (?:[a-z-]+ ){0,4}(?:status|eligibility)$",
    r"^(?:(?:pre|peri|post)? ?(?:menopausal )?(?:patient|subject|participant|woman) )?(?:must|should|will) (?:have|undergo) [a-z0-9 ,/]{2,70} to (?:determine|confirm|establish|document|assess) (?:their |her )?(?:menopausal|ovarian|hormonal) (?:status|function)\b",
    # tissue and pictures that are sent or looked at
    r"^(?:(?:has|have|must|adequate|sufficient|available|archival|archived|representative|fresh|frozen|formalin|fixed|ffpe|or|and|,|\d+|-|to|at least|≥|unstained|stained|tumor|tissue|paraffin|embedded|block|slide|specimen|sample|core|biopsy|material|\( from primary tumor or metastasis \)) )+(?:available |provided |submitted )?for (?:[a-z0-9/,-]+ ){0,8}?(?:testing|analysis|assessment|study|studies|research|evaluation|determination|confirmation)\b",
    r"\bmust be (?:reviewed|approved|confirmed)(?: and (?:approved|reviewed|confirmed))? by \w+ before (?:patient|subject|participant|woman) (?:can|may) be (?:randomi[sz]ed|enrolled|registered|treated)\b",
    r"^(?:(?:tissue|sample|specimen|block|biopsy|slide|must|should|has to) )*contain(?:s|ing)? (?:at least|minimum of|[≥>]) ?\d+ ?% (?:viable )?(?:tumor|malignant|cancer) (?:content|cell|cellularity|nuclei|tissue)\b",
    # who she is to the place or the programme of the study
    r"^(?:(?:must|is|are|be|not|currently) )*registered (?:attendee|member|user|participant|customer) (?:of|in|at|for|with)\b",
    r"^(?:(?:must|be|is|are|currently) )*patient (?:of|at|in|under care of) (?!.*\b(?:must|should|willing|agree|will|have|has|with)\b)(?:[a-z]+ ){0,6}(?:university|hospital|clinic|center|institute|physician|oncologist)\b[^.;,]*$",
    r"^(?:currently )?providing (?:care|service|treatment|support)\b[^.;]*\bto [^.;]*\b(?:patient|survivor|woman|people|individual)\b[^.;]*$",
)
# The doses of a radiotherapy that is to come.
_DOSES = sought(
    r"^(?:min|max|minimal|maximal|minimum|maximum)(?: \( [a-z]+ \))? (?:total dose|dose per fraction|(?:number )?of (?:fraction|session)|dose) :.*\bgy\b"
)
_RESULT = sought(
    r"\b(?:positive|negative|positivity|negativity|overexpress\w*|amplified|normal|mutated|no evidence|absence|excluded|ineligible|eligible only)\b"
)
_JUDGEMENT = AnyOf(
    r"^performance status[ .]*$",
    r"^(?:with |for |any |other |another )*(?:reason|condition|factor|circumstance)s? (?:recognized|considered|regarded|judged|deemed|thought|viewed) (?:as |to be )?(?:inadequate|inappropriate|unsuitable|unfit|unsafe)\b",
)


def why_of_the_trial(line: str, *, denied: bool) -> WhyUnreadable:
    """Why a canonical line asks nothing of a record, whatever it names; "" for any other line."""
    if is_aside_about_tests(line) or _FURTHER.match(line) is not None:
        return "note"
    if _DOSES.match(line) is not None:
        return "logistics"
    told: WhyUnreadable = ""
    for sentence in sentences_of(line):
        for clause in clauses_of(sentence):
            why = _why(clause.strip(PUNCTUATION), denied=denied)
            if not why and told and (tells_conduct(clause) or why_alone(clause) in ("note", "logistics", "permission")):
                continue
            if not why:
                return ""
            told = told or why
    return told


def _why(text: str, *, denied: bool) -> WhyUnreadable:
    if _NOTE.search(text) is not None:
        return "note"
    if _JUDGEMENT.search(text) is not None:
        return "judgement"
    if not denied and _NOT_REQUIRED.search(text) is not None and _BUT.search(text) is None:
        return "permission"
    return "logistics" if _LOGISTICS.search(text) is not None and _RESULT.search(text) is None else ""
