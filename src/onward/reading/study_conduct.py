"""Sentences behind a criterion that only tell how the study goes about it: what is tested when, watched, advised, avoided.

"Testing must be done where local rules require it", "the INR should be watched closely", "close contact should be avoided
during treatment". They neither keep anybody out nor let anybody in. What a test has to show is no such sentence.
"""

from __future__ import annotations

from onward.reading.sought import AnyOf, sought

_TEST = (
    r"(?:test(?:s|ing)?|stud(?:y|ies)|monitoring|screening|assessments?|evaluations?|scans?|imaging|mri|ct|ct scan|muga|echo\w*|ekgs?|ecgs?|electrocardiogra\w+|mammogra\w+|"
    r"dna|rna|viral load|serology|inr|prothrombin time|blood pressure|blood glucose|hormone level|photograph\w*|biops\w+|measurement|determination|x ray|ultrasound|urinalysis|dipstick|"
    r"genotyping|sequencing|exam(?:ination)?s?|history|documentation|result|report|sample|specimen|tissue|slide|block|modality|ratio)"
)
_DONE = (
    r"(?:undertaken|performed|done|repeated|obtained|conducted|carried out|made|taken|assessed|re assessed|reassessed|monitored|measured|followed|checked|tested|re evaluated|reevaluated|"
    r"initiated|available|recorded|reviewed|used|provided|submitted|collected|drawn|completed|documented|considered|required|encouraged|recommended|preferred|determined|calculated)"
)
_WHAT_IS_DONE = AnyOf(
    rf"^(?:(?:\( )?(?:note|nb|please note|however|in addition|also|furthermore|if needed|if necessary|if indicated|if clinically indicated|if possible|if applicable|when possible) ?[:,]? )*(?:[\w/,-]+ ){{0,7}}?{_TEST} (?:[\w/,()-]+ ){{0,9}}?"
    rf"(?:must|should|shall|will|may|can|is to|are to|has to|have to|need to|needs? not|is|are|need) (?:also |only |then |not )?(?:be )?(?:\w+ly )?{_DONE}\b",
    # who is watched, told, asked or sent somewhere
    r"^(?:(?:note|nb|please note|however|in addition|also) ?[:,]? )*(?:[\w/,-]+ ){0,12}?(?:must|should|shall|will|is|are|may) (?:be )?(?:closely |carefully |regularly |periodically |then )*"
    r"(?:monitored|followed(?: up)?|advised|counsel\w+|instructed|informed|referred|questioned|reminded|cautioned|warned|contacted|observed|stratified|re screened|rescreened|evaluated by|asked to|undergo (?:periodic |regular )?(?:monitoring|testing))\b",
    r"^(?:(?:local|central|routine|baseline|periodic|regular|hbv|hcv|hiv|specific|additional|other|further|repeat) )*(?:test\w*|monitoring|screening) (?:is|are|will be|may be) (?:\w+ )?(?:not )?(?:required|needed|necessary|mandatory|recommended|performed|done)\b",
    r"^(?:in addition , |also , )?other test(?:s|ing)? ?[:,]? as (?:clinically )?indicated\b",
)
# What is avoided while the study goes on, and not before.
_DURING = r"(?:during|while|whilst|throughout|for (?:the )?duration of|as long as|once (?:on|in)|when on|until)"
_WHAT_IS_AVOIDED = AnyOf(
    rf"\b(?:should|must|may|are to|is to) (?:also )?(?:be )?(?:avoid(?:ed)?|not (?:be )?(?:receive|use|used|take|taken|given|start|started|breast ?feed|drink|eat|consume|donate|get))\b[^.;]*\b{_DURING} [^.;]*(?:study|trial|treatment|therapy|participation|dose|drug|protocol|everolimus|[a-z]+(?:mab|nib|lib))\b",
    rf"\b(?:is|are|will be) (?:also )?(?:not (?:be )?(?:permitted|allowed|recommended)|prohibited|discouraged|forbidden) {_DURING} (?:the |this )?(?:study|trial|treatment|therapy|participation|protocol)\b",
    r"\b(?:should|must) (?:also )?(?:be )?avoid(?:ed)?\b[^.;]*\bclose contact\b|\bclose contact\b[^.;]*\b(?:should|must) be avoided\b",
    r"\b(?:must|should) (?:also )?be avoided(?: (?:if|when|where|whenever) possible)?$|\b(?:with caution|is discouraged|are discouraged|should be used cautiously|alternative (?:therapy|treatment|medication)s? should be (?:used|considered))\b",
)
# Who decides, where it is written, and how the study itself is run.
_WHAT_IS_RUN = AnyOf(
    r"^(?:the )?(?:study|trial|clinical|research) (?:center|centre|site|doctor|staff|personnel|team|coordinator|nurse|physician|investigator) (?:will|may|can|must)\b",
    r"^if (?:you|patient|subject|participant)s? (?:do|does) (?:not )?qualify\b|^(?:patient|participant|subject|you)s? can then decide\b",
    r"\b(?:sponsor|investigator|site|coordinating center|medical monitor|study chair|company|vendor|inc|ltd)(?: (?:or|and|/) \w+)? (?:may|should|must|will) (?:allow|provide|supply|submit|add|remove|discuss|consult|contact|confirm|notify|inform|decide|determine|consider|review|document|explain|collect)\b",
    r"\bcan be discussed (?:further )?with\b|^(?:please )?(?:refer|see|consult)\b|^list of\b|\bbelow is list\b|\bthis is (?:helpful )?(?:guide|list)\b|\bnot complete list\b",
    r"\b(?:will|can|may) not be used to determine (?:\w+ )?eligibility\b|\bmaximum number of (?:patient|subject|participant)\b|\bestimated time for accrual\b|\banticipated number of\b",
    r"\bdetail(?:s|ed)? (?:is|are|can be) (?:found|provided|given|described|listed)\b|\b(?:is|are) (?:described|listed|provided|outlined|detailed|found|given) in (?:the )?(?:protocol|appendix|section|study manual|laboratory manual|table|pharmacy manual)\b",
    r"^(?:\w+ ){0,6}(?:is|are) (?:strongly |highly )?(?:preferred|optimal|recommended|encouraged|ideal|advisable)(?: (?:when|if|where|but)\b.*|$)",
    r"^(?:\w+ ){1,3}(?:is|are) (?:primarily |mainly |extensively |partly )?(?:metaboli[sz]ed|excreted|cleared|eliminated) (?:by|via|through|in)\b",
    r"^(?:this|these|such) (?:potential |possible |same )?(?:risk|effect|precaution)s? (?:may|might|could) (?:also )?apply\b",
    r"^(?:\w+ ){0,5}(?:is|are) known (?:\w+ )?teratogen\w*|^effect of\b.*\b(?:unknown|not known|harmful)\b",
)
# What a test must show, or who is out or in: more than how the study goes about it.
_ASKS = sought(
    r"[≥≤<>]|\b(?:negative|positive|normal|abnormal|undetectable|detectable|exclude|excluded|ineligible|eligible|eligibility|enroll\w*|rule[d]? out|show\w*|demonstrat\w*|confirm(?! \w+ by)\w*|absence|without|free|no evidence|within normal|at least|below|above|less than|greater than|more than|uln|stable|controlled|resolved|recovered|healed|allowed|permitted|acceptable|only if|unless|except)\b"
)
_HOW_LONG = sought(
    r"\bwithin\b|\bat least\b (?=\w+ (?:week|day|month|hour))|\bevery\b|\bno (?:more|less) than\b|≤ ?(?=\d+ (?:day|week|month))"
)
_NOT_TO_DETERMINE = sought(r"\bnot be used to determine\b")


def tells_conduct(sentence: str) -> bool:
    """Whether a canonical sentence only tells how the study goes about what was asked before."""
    words = sentence.strip(" .;,:")
    if _NO_TEST.match(words) is not None:
        return True
    if _NOT_TO_DETERMINE.search(words) is not None or (
        _WHAT_IS_RUN.search(words) is not None and _KEEPS.search(words) is None
    ):
        return True
    if _WHAT_IS_AVOIDED.search(words) is not None:
        return _BEFORE.search(words) is None and _KEEPS.search(words) is None
    return _WHAT_IS_DONE.search(words) is not None and _ASKS.search(_HOW_LONG.sub(" ", words)) is None


# "Patients, if enrolled, should not ..."
# "Testing is not required in the absence of symptoms": it asks for nothing, whatever it names.
_NO_TEST = sought(
    r"^(?:(?:hbv|hcv|hiv|viral|specific|routine|additional) )*(?:test|testing|screening) (?:is|are) not (?:\w+ )?(?:required|needed|necessary|mandatory)\b(?!.*\b(?:must|excluded|positive|negative)\b)"
)
# Behind these somebody is kept out, or let in after all.
_KEEPS = sought(
    r"\b(?:excluded?|ineligible|eligible|exclusionary|enroll\w*|enter|qualif\w+ if|unless|except|only if|provided)\b|[≥≤<>]"
)
# "Must be avoided for 2 weeks before": what lies back.
_BEFORE = sought(r"\b(?:before|prior|preceding|last|past|previous|ago|from \d|since)\b(?! to (?:end|completion))")
