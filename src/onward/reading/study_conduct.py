"""Sentences behind a criterion that only tell how the study goes about it: what is tested when, watched, advised, avoided.

"Testing must be done where local rules require it", "the INR should be watched closely", "close contact should be avoided
during treatment". They neither keep anybody out nor let anybody in. What a test has to show is no such sentence.
"""

from __future__ import annotations

from onward.reading.sought import AnyOf, sought
from onward.reading.tokens import canonical

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
    rf"(?:must|should|shall|will|may|can|is to|are to|has to|have to|need to|needs? not|is|are|need) (?:also |only |then |not )?(?:be |have been )?(?:\w+ly )?{_DONE}\b",
    # who is watched, told, asked or sent somewhere
    r"^(?:(?:note|nb|please note|however|in addition|also) ?[:,]? )*(?:[\w/,-]+ ){0,12}?(?:must|should|shall|will|is|are|may) (?:be )?(?:closely |carefully |regularly |periodically |then )*"
    r"(?:monitored|followed(?: up)?|advised|counsel\w+|instructed|informed|referred|questioned|reminded|cautioned|warned|contacted|observed|stratified|re screened|rescreened|evaluated by|asked to|undergo (?:periodic |regular )?(?:monitoring|testing))\b",
    r"^(?:(?:local|central|routine|baseline|periodic|regular|hbv|hcv|hiv|specific|additional|other|further|repeat) )*(?:test\w*|monitoring|screening) (?:is|are|will be|may be) (?:\w+ )?(?:not )?(?:required|needed|necessary|mandatory|recommended|performed|done)\b",
    r"^(?:in addition , |also , )?other test(?:s|ing)? ?[:,]? as (?:clinically )?indicated\b",
)
# A further test where a first one is in doubt: what it must show is not said.
_A_FURTHER_TEST = sought(
    rf"^(?:in case of|if|when|where) [^;]{{3,90}}? ,? ?(?:and |then )?(?:[\w/-]+ ){{0,3}}?{_TEST} (?:should|will|must|is to) (?:also )?be (?:performed|obtained|done|repeated)(?: as well| too| also)?$"
)
# Who starts at a lower dose takes part.
_LOWER_DOSE = sought(
    r"^(?:patient|participant|subject)s? (?:with|who|whose) [^.;]*\b(?:will|should|must) (?:start|begin|receive|be started|be treated|be given)\b[^.;]*\b(?:reduced|lower|adjusted|modified) (?:starting )?(?:\w+ )?dose\b(?!.*\b(?:excluded|ineligible|eligible)\b)"
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
    # how a test is made, and watched later
    r"^(?:(?:prior to|before) study entry ?, )?any (?:ecg|ekg|electrocardiogram)(?: \( ecg \))? abnormalit(?:y|ies) (?:at screening )?(?:has|have|must|should|needs?) (?:to )?be documented by (?:the )?investigator as not medically relevant\b",
    r"^(?:close |careful |regular |frequent )*(?:monitoring|surveillance|follow up|measurement) of\b[^.;]*\b(?:will|must|should|is to|are to) be (?:performed|done|carried out|undertaken|required)\b",
    r"\b(?:monitor\w*|measured|checked|performed)\b[^.;]*\buntil\b[^.;]*\bstable\b",
    r"\bsame (?:modality|method|technique|assay|scanner|laboratory|test|machine)\b[^.;]*\b(?:must|should|will|has to) be (?:used|performed|done|followed)\b|\b(?:must|should|will) be (?:performed|done|assessed|obtained|made|repeated) (?:using|with|by|at|on) (?:the )?same\b",
    r"^(?:initial |study |first |protocol )*(?:treatment|dosing|therapy|drug) must not (?:begin|start|be started|be given) (?:earlier|sooner|before)\b",
    r"^(?:patient|participant|subject) will be enrolled at time of\b|\b(?:more abnormal|upper|higher|lower|lowest|highest|worse|worst) (?:value )?of (?:\w+ ){1,4}(?:\( [^()]*\) )?(?:will|should|is to) be used\b",
    r"^(?:muga |echo |such |these )?(?:scan|echocardiogram|test|image)s? will be accepted (?:in case|where|when|if)\b",
    r"^(?:this|these|such) (?:\w+ ){1,3}(?:may|must|should|can) not be (?:resumed|restarted|begun|started|initiated|given|resumed or begun) (?:after (?:study entry|enrollment|randomization|registration)|(?:during|while on) (?:the )?(?:study|trial))$",
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
    words = _ONCE_IN.sub("", sentence.strip(" .,;:"))
    if _SAYS_SO.search(words) is not None:
        return True
    if _NO_TEST.match(words) is not None or _A_FURTHER_TEST.match(words) is not None:
        return True
    if _LOWER_DOSE.match(words) is not None:
        return True
    if _NOT_TO_DETERMINE.search(words) is not None or (
        _WHAT_IS_RUN.search(words) is not None and _KEEPS.search(words) is None
    ):
        return True
    if _WHAT_IS_AVOIDED.search(words) is not None:
        return _BEFORE.search(words) is None and _KEEPS.search(words) is None
    return _WHAT_IS_DONE.search(words) is not None and _ASKS.search(_HOW_LONG.sub(" ", words)) is None


# Why, what somebody is told, where a list is to be looked up: nobody is kept out by it.
_SAYS_SO = sought(
    r"\bwill be counsell?ed (?:on|about|regarding|for|as to)\b|\b(?:is|are) (?:constantly|frequently|continually) (?:changing|updated|evolving)\b|\bit is important to (?:regularly |frequently |always )?(?:consult|check|review|note|refer)\b"
    r"|^(?:because|since|as) (?:there (?:is|are)|(?:these|this|such|the) (?:drug|agent|medication|list|patient)s? (?:may|might|can|could|is|are))\b[^;]*$"
)
# "Patients, if enrolled, should not ..."
_ONCE_IN = sought(r" ?, (?:if|once|when) (?:they are )?(?:enrolled|randomized|included|on study) ?,")
# "Testing is not required in the absence of symptoms": it asks for nothing, whatever it names.
_NO_TEST = sought(
    r"^(?:(?:hbv|hcv|hiv|viral|specific|routine|additional) )*(?:test|testing|screening) (?:is|are) not (?:\w+ )?(?:required|needed|necessary|mandatory)\b(?!.*\b(?:must|excluded|positive|negative)\b)"
)
# Behind these somebody is kept out, or let in after all.
_KEEPS = sought(
    r"\b(?:excluded?|ineligible|eligible|exclusionary|enroll\w*|enter|qualif\w+ if|unless|except|only if|provided)\b|[≥≤<>]"
)
# "Must be avoided for 2 weeks before": what lies back.
_BEFORE = sought(
    r"\b(?:before|prior|preceding|last(?! (?:dose|study|treatment|administration|infusion))|past|previous|ago|from \d|since)\b(?! to (?:end|completion))"
)


_BEHIND_A_DASH = sought(r"^(?P<asks>.{8,}?\S) [-\u2013\u2014] (?P<conduct>[A-Za-z][^.;]{12,160})\.?\s*$")


def without_conduct_behind(text: str) -> str:
    """A line as it is written, without what stands behind a dash and only tells how the study goes about it."""
    found = _BEHIND_A_DASH.match(text)
    if found is None or not tells_conduct(canonical(found["conduct"])):
        return text
    return found["asks"]
