"""Lines that only explain pregnancy and contraception: what counts as a method, what a word means, what to do then."""

from __future__ import annotations

from onward.reading.eligibility import WhyUnreadable
from onward.reading.sought import sought
from onward.reading.word_set import word_set

# What happens when she becomes pregnant: a promise.
_THEN = sought(
    r"^(?:and |\( )?(?:should|if|when) (?:a |any )?(?:woman|female|patient|participant|subject|she|they|wocbp)(?: of child ?bearing potential)? (?:or (?:her )?partner )?(?:become|becoming|suspect|is found|get)\b|^become pregnant or suspect|\b(?:inform|notify|tell) (?:her|his|their|the|treating|study)? ?(?:\w+ ){0,3}(?:physician|doctor|investigator)"
)
_PROMISE = sought(
    r"(?:(?:patient|participant|woman|female|subject|they) )?(?:must |should |has to |have to )?agree(?:ment)? (?:not to|to avoid|to refrain from) (?:try to |trying to |attempt to )?(?:becom|get|conceiv|breast ?feed|donat|father)\w*\b[^.;]*$"
)
_EXPLAINS = sought(
    r"^(?:the )?(?:effect|risk|safety|potential) (?:of|on|upon|for)\b|^(?:it is|there is|there are) (?:not known|unknown|no|potential|risk)\b|^effect upon\b|^(?:this|these) (?:study|drug|agent|trial|requirement|therap\w+) (?:involve|agent|has|have|is|are|may)\b(?!.*\bmust\b)|\b(?:pregnancy category|known to be teratogenic|highly likely to be harmful)\b(?!.*\b(?:must|woman of)\b)"
)
_MEANING = sought(
    r"^(?!(?:female |woman |patient |participant |subject )+(?:is|are|must be|should be) (?:post|pre|peri) ?menopausal )(?:\( |note : |note |nb : |\* |for (?:the )?purpose of this (?:study|protocol|trial) , |\d+ )*(?:[\w<>≥≤,]+ ){0,7}?(?:woman|female|patient|participant|subject|wocbp|wcbp|potential|post ?menopaus\w+|post menopaus\w+|menopause|menopausal|sterili[sz]ation|sterile|sterility|infertility|status|person|individual|iocbp|pocbp|fertile|abstinence)(?: [\w<>≥≤,]+){0,26}? (?:is|are|will be|would be|was|were|be|may be|as) (?:defined|considered|regarded|deemed|understood)\b"
)
_INCLUDES = sought(
    r"^(?:permanent sterili[sz]ation(?: method)?|(?:acceptable|adequate|effective|reliable|approved|appropriate|suitable) (?:contraceptive|birth control) (?:method|form|measure|option|device)|acceptable (?:method|form)|adequate (?:method|contraception|form)|(?:note :? ?)?recommended (?:method|form)|(?:highly )?effective (?:method|contraception|form|birth control)|approved method|reliable method|barrier method|examples? of|medically acceptable|medically approved)\b(?: \w+){0,8}? (?:include|includes|are|is|as follow|:)\b"
)
_MUST = sought(
    r"\b(?:must|agree|willing|require|required|should|have to|need to|eligible|excluded|not allowed|not permitted|ineligible)\b"
)
_UNACCEPTED = sought(
    r"\b(?:periodic abstinence|withdrawal|spermicide\w*|rhythm|calendar|hormonal contracepti\w+|contracepti\w+|method)\b[^.;]*\b(?:are|is) not (?:a )?(?:considered|acceptable|accepted|regarded|barrier|reliable|adequate|highly|effective)\b"
)
# "If the urine test is positive, a serum test will be required."
_THEN_SERUM = sought(
    r"^(?:if|when|in case) (?:the )?(?:urine|pregnancy)?[^.;]*\b(?:serum|confirmatory|second|repeat)(?: pregnancy)? test (?:will be|is|must be|should be|has to be)\b|\bwill have pregnancy test\w*\b|^no special requirement"
)
_ALSO_COUNTS = sought(
    r"^(?:in addition to [^.;]*, )?(?:effective|adequate|acceptable|reliable) (?:contraception|contraceptive|birth control|method)(?: method)? also (?:include|includes)\b(?!.*\bmust\b)"
)
# What she does then, or how it is found out.
_STOPPED = sought(
    r"^(?:lactation|breast ?feeding|nursing|breastfeeding) (?:has to|must|should|needs? to|will) (?:stop|be (?:stopped|discontinued|ceased))|\bwill be used to determine\b"
)
# "Must be amenorrhoeic for 12 months to be considered of no childbearing potential".
_TO_COUNT = sought(
    r"\bto (?:be considered|make sure|count as|qualify as)\b.*\b(?:non ?child|non child|nonchild|no potential|not of child|post ?menopausal|sterile)"
)
_METHOD = sought(
    r"\b(?:intrauterine|intra uterine|iud|ius|diaphragm|condom|spermicid\w*|vasectom\w+|tubal|abstinence|abstain|sterili[sz]\w+|barrier|inhibition of ovulation|implant\w*|sterile|not having sexual)\b"
)
# A list of methods holds these words and no others.
_METHOD_WORDS = word_set(
    "intrauterine intra uterine device iud ius system hormone hormonal releasing release non progesterone coated progestogen progestin estrogen oestrogen combined containing only contraception contraceptive associated with inhibition of ovulation oral pill injection injectable injected implant implanted implantable transdermal patch skin vaginal intravaginal ring cervical cap sponge diaphragm condom male female spermicide spermicidal jelly foam gel film cream suppository barrier double method form",
    "vasectomy vasectomised vasectomized partner bilateral tubal ligation occlusion sterilization sterilisation sterilized sterile surgical surgically sexual abstinence total true complete from intercourse abstain heterosexual when this is in line preferred and usual lifestyle subject patient participant periodic calendar symptothermal post withdrawal are not acceptable placement consideration use or / , : ( ) ; and/or a an the any such as eg ie including include",
    "documented failure rate less than 1 % per year < one study prior to entry sole for that woman wocbp provided has been received medical assessment confirmation success procedure who at least appropriate documentation absence sperm ejaculate copper steel wire levonorgestrel nexplanon medroxyprogesterone depot established proper successful successfully effective highly reliable vaginal vault caps occlusive latex contraceptive either following one two of methods having relation person can get you pregnant no not",
    "from week before administration first dose medication until day after final during period throughout clinical trial and menstrual cycle last exposure investigational investigation product by through dosing 2 3 4 5 6 7 14 21 28 30 90 180 iii iv v vi vii i ii should be given type being used there higher quoted certain types stable initiated more screening her his their on day c1d1 month 1% if it",
)


def is_aside_about_pregnancy(clause: str) -> bool:
    """Whether a clause tells what a word means, why something is asked, or what happens then."""
    return (
        _THEN.search(clause) is not None
        or (_EXPLAINS.search(clause) is not None and _MUST.search(clause) is None)
        or (_MEANING.search(clause) is not None and _MUST.search(clause) is None)
        or (_INCLUDES.search(clause) is not None and _MUST.search(clause) is None)
        or _UNACCEPTED.search(clause) is not None
        or _TO_COUNT.search(clause) is not None
        or _STOPPED.search(clause) is not None
        or _THEN_SERUM.search(clause) is not None
        or _ALSO_COUNTS.search(clause) is not None
        or is_promise(clause)
        or clause.startswith(("definition of", "which could include", "one of these method"))
    )


def is_promise(clause: str) -> bool:
    """Whether a clause says what must not come: "women must not become pregnant during treatment"."""
    return _TO_COME.match(clause.strip(" .,;:")) is not None


_TO_COME = sought(
    r"^(?:(?:all|woman|female|patient|subject|participant|they|also) )*(?:must|should|may|shall|can) ?not (?:become pregnant|get pregnant|conceive|breast ?feed)\b[^,;.]*\b(?:during|while|throughout|for|until|after)\b[^;.]*$"
)


def why_about_pregnancy(line: str, *, denied: bool) -> WhyUnreadable:
    """Why a canonical line about contraception asks nothing of a record; "" for any other line."""
    text = line.strip(" .,;:")
    if _NOTE_OF_MEANING.match(text) is not None and not denied:
        return "note"
    if _ALSO_ACCEPTED.match(text) is not None:
        return "note"
    if _PROMISE.match(text) is not None and not denied:
        return "consent"
    if _THEN_SERUM.search(text) is not None and _SECOND.search(text) is None:
        return "logistics"
    if _THEN.search(text) is not None and _MUST.search(_TREATMENT.sub(" ", text)) is None:
        return "consent"
    if _MEANING.search(text) is not None and _MUST.search(text) is None and _MENOPAUSE.search(text) is not None:
        return "note"
    of_methods = _METHOD.search(text) is not None or "following" in text.split()
    if _INCLUDES.search(text) is not None and _MUST.search(text) is None and of_methods:
        return "note"
    if _UNACCEPTED.search(text) is not None and _METHOD.search(text) is not None and len(text) < _SHORT:
        return "note"
    text = text.replace(" . ", " ")
    if _METHOD.search(text) is not None and all(word in _METHOD_WORDS for word in text.split()):
        # Among what keeps out, a hormone that is taken may keep out by itself.
        hormonal = "hormon" in text and "inhibition of ovulation" not in text and "iud" not in text.split()
        return "" if denied and hormonal else "consent"
    return ""


# "Note: women of childbearing potential are those who ...": what a word means, and by what it is confirmed.
_NOTE_OF_MEANING = sought(
    r"^(?:note|definition) : (?:(?:a |any |female|woman|person|participant|patient)s? )*(?:of (?:non )?child ?bearing potential|wocbp|wcbp|post ?menopaus\w+)(?: \( [^()]* \))? (?:are|is) (?:any|defined|considered|those)\b(?!.*\b(?:contracepti\w+|negative|eligible|excluded|must)\b)"
)
# "Note: abstinence is acceptable if it is the usual lifestyle": a method that counts, and no demand.
_ALSO_ACCEPTED = sought(
    r"^(?:(?:note|nb) : )?(?:(?:true|total|complete|sexual) )*(?:abstinence|abstaining|vasectomy|sterili[sz]ation) (?:is|are|will be) (?:also )?(?:acceptable|accepted|allowed|permitted|considered acceptable)\b(?!.*\b(?:must|should)\b)"
)
# A longer line asks for something else as well.
_SHORT = 400
_SECOND = sought(r"\bnegative (?:serum|urine|pregnancy)|\bcontracepti|\. ")
_TREATMENT = sought(r"\b(?:should|must) (?:inform|notify|tell)\b|^should\b|\bagree to inform\b")
_MENOPAUSE = sought(r"menopaus|child ?bearing|child bearing|wocbp|wcbp|reproductive|fertil|sterili|amenorrh|abstinence")
