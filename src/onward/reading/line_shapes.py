"""Lines of which the whole shape says what they are: a definition, a permission of everything, a criterion of one part."""

from __future__ import annotations

from onward.criteria import AnyOf, Criterion
from onward.reading.sought import sought

DEFINES = sought(
    r"^(?:note : )?(?:(?:for|in) (?:the )?(?:purpose of )?(?:this|present|our) (?:study|trial|protocol) , )?(?:[a-z0-9/+.-]+ ){0,7}?(?:positive|positivity|negative|negativity|status|overexpression|amplification|low|expression|measurable disease|measurable lesion|evaluable disease|visceral crisis|resistance|recurrence|disease) (?:is|are|will be|was|were) (?:further )?(?:defined|considered) (?:as|by|to be)\b"
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
)
_ONLY_IN_PART = sought(
    r"\( (?P<part>(?:for )?(?:(?:patient|participant|subject) in )?(?:phase|part|cohort|arm|stratum|module)s? (?:[0-9ivx]{1,4}[a-d]?|[a-f]\d?|l{1,2}|1b|2a|dose [a-z]+)(?: (?:and|or|/|,|only|cohort|part|portion|of|study|patient|subject|participant|expansion|phase|[0-9ivx]{1,4}[a-d]?|[a-f]\d?))*) \) (?=\.? ?$)"
)

# "Use of endocrine therapy for metastatic disease is required for ...", among what keeps out: it is asked for.
DEMANDS_TREATMENT = sought(
    r"^(?:prior |previous |past )*(?:use of|treatment with|therapy with|exposure to|receipt of|[a-z-]+) [^.;:]*(?<!who )(?<!whom )(?<!that )(?<!which )\b(?:is|are) (?:required|mandatory) (?:for|in|of) (?:all )?(?:patient|subject|participant|woman|those)\b"
)

# "Have had a transplant and are taking immunosuppressants", among what keeps out: both of the same person.
_BOTH = sought(
    r"^(?:patient |subject |participant |person |those |individual )?(?:who |that )?(?:has|have|had|is|are|was|were) [^,;.()/]* and (?:who )?(?:is|are) (?:currently |now |still |presently )?(?:taking|receiving|on|using|treated with) [^;.]*\.? ?$"
)


def takes_one_of_two_for_both(reading: Criterion, line: str) -> bool:
    """Whether what keeps out by being both, in one sentence, was taken for two ways to be kept out."""
    return isinstance(reading, AnyOf) and _BOTH.search(line) is not None


def in_one_part(line: str, *, denied: bool) -> tuple[str, str] | None:
    """What a line asks for in one part of a trial only, and which; None for a line that holds in all of it."""
    found = _ONLY_IN_PART.search(line)
    if found is None and not denied and " . " not in line.strip(" ."):
        found = _FOR_A_STEP.search(line)
    return None if found is None else (f"{line[: found.start()].strip()} {line[found.end() :].strip()} ", found["part"])


# "Any of the following cardiac abnormalities": what they are stands below.
ANNOUNCES = sought(
    r"(?:(?:patient|subject|participant|with|has|have|had|who|presence|evidence|history|known|current|active|of) )*(?:any|one|either|some|one or more|at least one|1 or more|≥ 1)(?: \w+)? of following(?: [a-z]+){0,5}$"
)

# "Patients are excluded if they have ..." among what keeps out.
EXCLUDED_IF = sought(
    r"^(?:(?:any|all) )?(?:patient|subject|participant|woman|individual) (?:(?:is|are|will be|should be|must be) )?excluded if (?:they|she|he or she|he / she|patient|subject|participant) (?=(?:have|has|had|are|is|receiv|were|was)\w*\b)"
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
