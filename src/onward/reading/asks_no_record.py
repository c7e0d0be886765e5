"""Lines of which the whole shape says that no record answers them, though they name drugs, times or doses.

"Patients may enroll before or after chemotherapy" lets in, "relapse within 6 months counts as one line" tells how it is
counted, "deemed able to tolerate 8 cycles of chemotherapy" is judged. Whoever keeps out or demands something of the body
beside it is left alone.
"""

from __future__ import annotations

from onward.reading.eligibility import WhyUnreadable
from onward.reading.sought import AnyOf, sought

_WHO = r"(?:(?:all |any |the )?(?:patient|subject|participant|woman|individual|those|you)s? )"
_NO_STOP = r"[^.;:]*"

# What binds somebody all the same.
_BINDS = sought(
    r"\b(?:only|unless|except\w*|must|should|not|no|never|without|provided|as long as|so long as|however|but|exclud\w+|ineligible|required|at least|minimum|stable)\b|[≥≤<>]"
)
_NOT_COUNTED = sought(r"\b(?:and |but )?(?:do|does|will|are|is) not (?:be )?count\w*\b[^.;]*")
_GOES_ON = sought(r"^[^.;:]*?(?=\bmay continue to\b)")
_PERMISSIONS = AnyOf(
    rf"^{_WHO}?(?:may|can) (?:still |also )?(?:be )?(?:enroll|enrolled|enter|entered|registered|randomi[sz]ed|participate)(?: (?:either|at any time|any time))? (?:before|during|after|prior to|following|while)\b{_NO_STOP}$",
    rf"^(?:any|unlimited) (?:number|amount) of {_NO_STOP}\b(?:is|are) (?:allowed|permitted|acceptable)\b{_NO_STOP}$",
    rf"^{_NO_STOP}(?<!not )\b(?:allowed|permitted|acceptable) (?:after|following|upon) (?:completion|end) of {_NO_STOP}$",
    rf"^(?:current : |current )?there (?:is|are|will be) no (?:prior|previous|concurrent|concomitant|or|and|therapy|treatment|medication|drug| )*(?:restriction|limit|limitation)s?\b{_NO_STOP}$",
    rf"^{_WHO}(?:who are |with )?{_NO_STOP}\b(?:on|receiving|taking) {_NO_STOP}\bmay continue to (?:receive|take|use) (?:such|this|that|it|their|the same)\b{_NO_STOP}$",
    rf"^{_WHO}(?:(?:who are |who is )?(?:on|receiving|taking) )?{_NO_STOP}\bmay continue(?: to receive| receiving| taking| on)?\b{_NO_STOP}(?: ; {_NO_STOP}\bmay (?:also )?(?:be )?(?:initiated|started|begun|added|continued)\b{_NO_STOP}(?:if (?:needed|necessary|indicated|required))?)+$",
)
_NOTES = AnyOf(
    # how something is counted
    rf"^{_NO_STOP}\b(?:will|shall|would) be (?:considered|regarded|deemed) (?:to have|as having) (?:failed|received|had|progressed|relapsed|completed)\b{_NO_STOP}$",
    rf"^(?:in case|if|when|where) {_NO_STOP}(?:therapy|treatment|chemotherapy|surgery|radiotherapy|radiation|mastectomy|trastuzumab)\b{_NO_STOP}\b(?:should|may|can) be considered(?: \( [^()]* \))?$",
    # what the study was planned upon
    r"^(?:in (?:our|a|the) (?:prior|previous|earlier|preliminary|pilot|first) [^.;]{0,40}, )?we (?:have )?(?:showed|shown|show|found|observed|demonstrated|reported|previously|hypothesi[sz]e|propose|expect)\b.*$",
)
_JUDGEMENTS = AnyOf(
    rf"^(?:your |{_WHO})?(?:blood|laboratory|lab|routine blood)(?: test| work)? (?:result|value|count)s? (?:must|should|need to) be (?:adequate|acceptable|satisfactory|sufficient|good enough)\b[^≥≤<>0-9]*$",
    r"^(?:basically |essentially |generally |roughly |approximately )?normal (?:result|finding|value)s? (?:from|of|on|in|at) (?:the )?(?:routine )?(?:blood|laboratory|lab|urine|haematolog\w+|hematolog\w+)[^≥≤<>]*$",
    rf"^{_WHO}?(?:is |are |be |must be |being |to be )*(?:deemed|judged|considered|assessed) (?:to be )?(?:medically )?(?:able to (?:tolerate|receive|undergo)|eligible (?:to receive|for)|fit (?:for|to receive|enough)|suitable for|appropriate for|candidate for)\b(?!.*\b(?:positive|negative|must have|history|prior|previous\w*|had|measurable)\b)[^≥≤<>]*$",
    rf"^{_WHO}?(?:has|have) been (?:assessed|judged|deemed|considered|determined|evaluated) by (?:[a-z]+ ){{0,3}}?(?:physician|investigator|oncologist|doctor|clinician) (?:to be |as )(?:an )?(?:appropriate|suitable|good|eligible)\b[^≥≤<>]*$",
    r"\beligibility of [^.;]* (?:will|shall|must|can) be (?:determined|decided|judged|assessed) (?:following|after|by|upon|on|based on) (?:[a-z]+ ){0,3}(?:review|discussion|case|basis|investigator|physician|sponsor|study chair)\b",
    r"^(?:known |available |existing |there is |availability of |an? )*(?:standard|established|effective|approved) (?:therapy|treatment|option)s? (?:for [^.;]*? )?(?:that|which) (?:is|are|could be|would be) (?:potentially |definitely |known to be )*(?:curative|capable)\b[^.;≥≤<>]*$",
)
_ARRANGED = AnyOf(
    # other trials, however they are described
    r"^(?:(?:patient|subject|participant|who|is|are|be) )*(?:currently )?(?:enrolled|participating) in ,? ?or (?:has not yet completed|(?:is )?less than \d+ (?:day|week|month) since ending) ,? ?(?:of )?(?:an|another|other) (?:interventional |clinical |investigational )*(?:trial|study)\b(?!.*\b(?:received|taken|took)\b).*$",
    r"^(?:no|lack of|insufficient|not enough) (?:ffpe |archival |archived |tumor |sufficient |adequate |available |suitable |representative )*(?:material|tissue|sample|specimen|block)s? (?:available )?(?:to|for) [^.;]*$",
    # tests that are to be done, whatever they show
    r"^(?:patients? must have )?(?:er|pr|pgr|her2|estrogen receptor|progesterone receptor|hormone receptor) (?:analysis|assay|testing|test|determination|assessment) (?:must (?:have been |be )?)?(?:performed|done|carried out)\b[^.]*(?: ?\. if (?:er|pr|pgr|estrogen receptor) (?:analysis|assay|test) is negative , then [^.]*\bmust also be performed)?(?: \. (?:\( )?patient are eligible with either hormone receptor positive or hormone receptor negative tumor[ .)]*)?[ .]*$",
    r"^(?:known )?status of [^.;]* \. result must be (?:available|known|obtained) (?:before|prior to|by|at)\b[^.;]*[ .]*$",
    rf"^{_WHO}?must (?:continue|remain on|stay on) [^.;]* (?:throughout|through|for|during) (?:entire |whole |duration of |length of )*(?:study|trial|study period|study duration)\b[^.;≥≤<>]*$",
)
_PROMISED = AnyOf(
    r"^(?:if (?:taking|on|receiving|using|currently) [^.;]*[;,] )?(?:(?:must be|is|are|be) )?(?:able and willing|willing and able|willing|agree) to (?:remain|stay|continue|be maintained) on [^.;≥≤<>]*$"
)
_SCHEDULED = sought(
    r"^(?:(?:patient|subject|participant|woman|who|is|are|must|be) )*(?:scheduled|planned|planning|going) to (?:receive|undergo|start|begin)\b"
)
_LETS_IN = sought(r"\b(?:allowed|permitted|acceptable|may be (?:given|used|started|continued))\b")


def why_no_record_answers(line: str) -> WhyUnreadable | None:
    """Why no record answers a canonical line, by its whole shape; None for any other line."""
    words = line.strip(" .;,")
    # Of whom it speaks binds nobody: "who took it for at least 3 months may continue".
    plain = _NOT_COUNTED.sub(" ", _GOES_ON.sub("", words))
    if _PERMISSIONS.search(words) is not None and _BINDS.search(plain) is None:
        return "permission"
    if _NOTES.search(words) is not None:
        return "note"
    if _JUDGEMENTS.search(words) is not None:
        return "judgement"
    if _ARRANGED.search(words) is not None:
        return "logistics"
    if _PROMISED.search(words) is not None:
        return "consent"
    sentences = [one for one in words.split(" . ") if one.strip()]
    if len(sentences) > 1 and _SCHEDULED.match(words) is not None:
        rest = sentences[1:]
        if all(_LETS_IN.search(one) is not None and _BINDS.search(one) is None for one in rest):
            return "judgement"
    return None
