"""Lines of which the whole shape says what they are: a definition, a permission of everything, a criterion of one part."""

from __future__ import annotations

from onward.criteria import AnyOf, AskHuman, Criterion, Not
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of

DEFINES = sought(
    r"^(?:note : )?(?:(?:for|in) (?:the )?(?:purpose of )?(?:this|present|our) (?:study|trial|protocol) , )?(?:[a-z0-9/+.-]+ ){0,7}?(?:positive|positivity|negative|negativity|status|overexpression|amplification|low|expression|measurable disease|measurable lesion|evaluable disease|visceral crisis|resistance|recurrence|disease) (?:is|are|will be|was|were) (?:further )?(?:defined|considered) (?:as|by|to be)\b"
    # "HER2 negativity will be based on guidelines" tells by what it is judged.
    r"|^(?:[a-z0-9/+.-]+ ){1,6}?(?:positivity|negativity|status) (?:will be|is|are) (?:based|determined|assessed|evaluated)(?: (?:on|by|per|according to)\b.*)?\W*$"
    # "The following are acceptable methods of contraception:" tells what counts.
    r"|^(?:the )?following (?:[a-z]+ ){0,3}?(?:are|is) (?:considered |regarded as )?(?:highly )?(?:acceptable|adequate|effective|approved|reliable) (?:[a-z]+ ){0,4}?(?:contracepti\w+|birth control|(?:prevent|avoid) pregnancy)\b"
    r"|^(?:[a-z]+ ){0,3}visceral crisis(?: of [a-z]+)? (?:exist|exists|occur|occurs|is present|mean|means|refers to) "
)

# "HER2 positive or negative": every result will do.
LETS_ALL_IN = sought(
    r"(?:(?:patient|subject|participant|woman|with|who|have|has|be|may|must|either|known|tumor|disease|er|pr|pgr|hr|her2|her 2|her2neu|/|neu|estrogen|progesterone|hormone|receptor|human|epidermal|growth|factor|2|and|or|and/or|\(|\)|,) )+"
    r"(?:status )?(?:positive|negative)(?: (?:,|or|and|/|status|disease|tumor))* (?:positive|negative)(?: (?:,|or|and|/|unknown|status|disease|tumor|breast cancer|are eligible|may enroll|is allowed|are allowed|for this (?:trial|study)))* ?\.? ?"
    # Women before and after menopause, and men: everybody.
    r"|(?=.*\bpre\b|.*\bpremenopausal)(?=.*\bpost)(?=.*\bmen\b|.*\bman\b|.*\bmale)(?:adult|woman|female|patient|man|male|pre|peri|post|premenopausal|perimenopausal|postmenopausal|menopausal|and|or|,|/|\(|\)|are eligible|-| )+ ?\.? ?"
)

# "Patients with an earlier cancer whose treatment cannot interfere are eligible", among what keeps out.
LETS_THEM_IN = sought(
    r"(?!.*\b(?:not eligible|not allowed|not permitted|not acceptable|ineligible|unless|except\w*|only|if|provided|when|other than|until|after|but|however|no|excluded|prohibited)\b)(?:all |any )?(?:patient|subject|participant|individual|person|woman|those) (?:with|who) [^.;]* (?:is|are) (?:also |still )?(?:eligible|allowed|permitted|acceptable)(?: (?:for|to|in|on) [^.;]{0,40})? ?\.? ?"
)

# "(part 2 only)", "(phase II)".
# "At least one measurable lesion for dose expansion": asked in that step of the trial only.
_FOR_A_STEP = sought(
    r"(?<![^ ])(?:\( )?(?:for|in) (?:the )?(?P<part>(?:safety|dose|cohort) (?:expansion|escalation)(?: (?:cohort|part|phase|portion|group|stage|only))*)(?: \))?(?=(?: ?,| ?\.)? ?$)"
    r"|^(?:in order )?to be (?:enrolled|included) (?:in|into) (?:the )?(?P<first>(?:safety|dose|cohort) (?:expansion|escalation)(?: (?:cohort|part|phase|portion|group|stage|only))*)(?: of (?:the )?(?:study|trial))? , "
    r"|(?<=required )for (?:the )?(?P<phase>(?:phase|part|cohort) (?:[0-9ivx]{1,4}[ab]?|[a-f]\d?)(?: (?:portion|part|cohort))?)(?: of (?:the )?(?:study|trial|protocol))?(?=(?: ?\.)? ?$)"
)
_ONLY_IN_PART = sought(
    r"\( (?P<part>(?:for )?(?:(?:patient|participant|subject) in )?(?:phase|part|cohort|arm|stratum|module)s? (?:[0-9ivx]{1,4}[a-d]?|[a-f]\d?|l{1,2}|1b|2a|dose [a-z]+)(?: (?:and|or|/|,|only|cohort|part|portion|of|study|patient|subject|participant|expansion|phase|[0-9ivx]{1,4}[a-d]?|[a-f]\d?))*|for (?:patient|participant|subject)s? (?:enrolled|included|treated|randomized) (?:in|to|on) (?:the )?(?:cohort|arm|part|phase|group)s? [^()]{2,60}?) \) (?=\.? ?$)"
)

# "For phase I, ..." asks nothing of who comes into another phase.
_FIRST_OF_A_PART = sought(
    r"^(?P<part>(?:only |also )?(?:for|in|during) (?:the )?(?:(?:patient|participant|subject)s? (?:in|of) )?(?:phase|part|cohort|arm|stratum)s? (?:[0-9ivx]{1,4}[a-d]?|[a-f]\d?)(?: (?:of study|of trial|portion|part|only|patients?|subjects?|participants?))*) , (?! *(?:and|or|phase|part|cohort|arm)\b)"
)

_PARTS = sought(r"\( (?:for )?(?:phase|part|cohort|arm) (?:[0-9ivx]{1,4}[a-d]?|[a-f]\d?)(?= )")

# "Use of endocrine therapy for metastatic disease is required for ...", among what keeps out: it is asked for.
DEMANDS_TREATMENT = sought(
    r"^(?:prior |previous |past )*(?:use of|treatment with|therapy with|exposure to|receipt of|[a-z-]+) [^.;:]*(?<!who )(?<!whom )(?<!that )(?<!which )\b(?:is|are) (?:required|mandatory) (?:for|in|of) (?:all )?(?:patient|subject|participant|woman|those)\b"
)

# "Have had a transplant and are taking immunosuppressants", among what keeps out: both of the same person.
_BOTH = sought(
    r"^(?:patient |subject |participant |person |those |individual )?(?:who |that )?(?:has|have|had|is|are|was|were) [^,;.()/]* and (?:who )?(?:(?:is|are) (?:currently |now |still |presently )?(?:taking|receiving|on|using|treated with)|(?:has|have) (?:previously |already )?(?:received|been treated with|taken|been exposed to)) [^;.]*\.? ?$"
)


def takes_one_of_two_for_both(reading: Criterion, line: str) -> bool:
    """Whether what keeps out by being both, in one sentence, was taken for two ways to be kept out."""
    return isinstance(reading, AnyOf) and _BOTH.search(line) is not None


def in_one_part(line: str, *, denied: bool) -> tuple[str, str] | None:
    """What a line asks for in one part of a trial only, and which; None for a line that holds in all of it."""
    if len(_PARTS.findall(line)) > 1:
        return None  # "ECOG 0-2 (phase 1) or 0-1 (phase 2)": something for each of them
    found = _ONLY_IN_PART.search(line)
    if found is None and not denied and " . " not in line.strip(" ."):
        found = _FOR_A_STEP.search(line) or _FIRST_OF_A_PART.match(line)
    if found is None:
        return None
    named = found.groupdict()
    part = named.get("part") or named.get("first") or named.get("phase") or ""
    return f"{line[: found.start()].strip()} {line[found.end() :].strip()} ".lstrip(), part


def asked_in_one_part(reading: Criterion, part: str, *, denied: bool) -> Criterion:
    """What is asked of those alone who are in one part of the trial."""
    meant = AskHuman(question=f"Is it this part of the trial: {part.strip()}?", because=JUDGED)
    return all_of((reading, meant)) if denied else any_of((Not(of=meant), reading))


# "Any of the following cardiac abnormalities": what they are stands below.
ANNOUNCES = sought(
    r"(?:(?:patient|subject|participant|with|has|have|had|who|presence|evidence|history|known|current|active|of) )*(?:any|one|either|some|one or more|at least one|1 or more|≥ 1)(?: \w+)? of following(?: [a-z]+){0,5}$"
)

# "Patients are excluded if they have ..." among what keeps out.
EXCLUDED_IF = sought(
    r"^(?:(?:any|all) )?(?:patient|subject|participant|woman|individual) (?:(?:is|are|will be|should be|must be) )?excluded if (?:they|she|he or she|he / she|patient|subject|participant) (?=(?:have|has|had|are|is|receiv|were|was)\w*\b)"
)

# "Patients with ... are not eligible" among what keeps out says no more than who they are.
THEY_ARE_KEPT_OUT = sought(
    r"^(?P<who>(?:any |all |adult )?(?:patient|subject|participant|woman|individual|person|those) (?:who|with|whose|on|receiving|taking|found|known|having|currently|that|treated|previously)\b(?!.*\b(?:unless|but|however|eligible .*eligible|allowed|permitted|if|except\w*|not (?:be )?excluded|only)\b)[^.;:]*?)(?<! who)(?<! that)(?<! which)(?: ,)? (?:is|are|will be|shall be|should be|must be) (?:also |therefore )?(?:not (?:be )?(?:eligible|allowed|permitted|included|enrolled)|ineligible|excluded)(?: (?:for|from|to|in|on|into) (?:this |the |our |clinical |research )*(?:study|trial|participation|participate|enrollment|enroll|enrolled|protocol|inclusion|include|enter|entry|be enrolled|be included)(?: (?:in|into|on|of|for|to) (?:this |the )?(?:study|trial|protocol))?)? ?\.? ?$"
)

# A line that denies by itself, as one among what is asked for would. "Patients who have not had ..." does not.
DENIES_BY_ITSELF = sought(
    r"(?:(?:all |any )?(?:patient|subject|participant|woman) )?(?:no|must not|may not|should not|can not|cannot|must have no|there (?:is|are|must be) no|should have no|not pregnant|must never|must be without)\b"
)

SAYS_MORE = sought(
    r"\b(?:prior|previous\w*|history|current\w*|concurrent|concomitant|active|must|should|no|not|without|has|have|had|is|are|received|within|since|use|taking|receiving|with|patient|subject|participant|able|willing|at least|treatment|requir\w+|known|ongoing|evidence|diagnosis)\b|[≥≤<>]"
)

HAD_OR_PLANNED = sought(
    r"(?:any )?(?:concurrent|current|concomitant|ongoing|prior|previous|recent) (?:or|and/or|and|/) (?:planned|anticipated|scheduled)\b"
)

# Words that say that treatment was given, and so ask for it.
SAYS_GIVEN = sought(
    r"\b(?:receiv\w+|has|have|had|underg\w+|treated|complet\w+|start\w+|begun|initiat\w+|must|prior|previous\w*|history|no|not|without|require\w*)\b"
)

# "Hormones must have been stopped 3 weeks before" among what keeps out: whoever took them later is kept out.
DEMANDS = sought(r"\b(?:must|should|(?:has|have|need) to|required|requires?)\b")
