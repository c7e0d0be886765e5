"""Lines about contraception: long, in a thousand wordings, and all asking the same of the same people."""

from __future__ import annotations

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Finding, HasSex, LabWord, Not, When
from onward.reading.contraception_aside import why_about_pregnancy
from onward.reading.contraception_whom import names_men, of_such_a_partner, of_whom, whoever_can
from onward.reading.partial_part import asked as for_a_human
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of

_ABOUT = sought(
    r"\b(?:contracepti\w+|birth control|abstinen\w+(?! (?:from|of) (?:all |any )?(?:alcohol|smoking|tobacco|nicotine|caffeine|drug|food|cannabis|marijuana|substance|opioid|medication|cigarette))|abstain from (?:heterosexual|sexual)|abstain from activit\w+ that could result in pregnancy|prevent pregnancy|avoid (?:pregnancy|becoming pregnant|conceiving)|sexual abstinence)\b"
)
_UNWILLING = sought(
    r"\b(?:unwilling\w*|not willing|refus\w+|(?:do|does|are|is) not (?:use|using|agree|willing|practice|practicing|practi[sc]ing)|not (?:using|applying|use|employ|practicing|agree\w*|employing|taking|protected|able)|without|unable|decline\w*|who are not|(?:has|have) not (?:taken|used)|not (?:implementing|protected|on)|lack of|failure to|not be)\b"
)
_ASKS = sought(
    r"\b(?:must|agree\w*|willing\w*|should|use|using|practice|practicing|required|commit|will|accept\w*|employ|adequate|effective|acceptable|reliable|consent)\b"
)
# Then the line is about something else as well, or about a drug that is not allowed.
_OTHERWISE = sought(
    r"[≥≤]|\b(?:agree|willing|able) to read\b|\bstable (?:[a-z]+ )?(?:regimen|dose)\b|\bno (?:other )?(?:concurrent|prior|current)\b|\bsince (?:prior|last)\b|\bif (?:her |their |the )?post ?menopausal status\b|\b(?:female|male|woman|man) (?:lostsign )?\d+ year\b|\b(?:year old|year of age|year or older|or older|aged)\b|\b(?:must (?:stop|discontinue|be (?:stopped|discontinued))|(?:willing|agree\w*|able|prepared) to (?:stop|discontinue|come off)|hormonal\w* based|discontinu\w+ of|not (?:allowed|permitted|acceptable) (?:for|in|to enter)|metast\w+|performance|ecog|bilirubin|creatinine|chemotherapy (?:within|for)|currently taking hormonal|no (?:concurrent |oral |systemic )*hormonal contracepti\w+[^.;]* (?:are|is) (?:permitted|allowed)|hormonal contracepti\w+[^.;]* not (?:be )?(?:allowed|permitted|used) within|use of (?:oral|hormonal) contracepti\w+ (?:within|is not|are not|must))\b"
)
# For how long after the trial it is asked.
_HOW_LONG = sought(
    r",? ?(?:and )?(?:during )?(?:and )?(?:for |up to |until )?(?:at least |a minimum of )?[≥>] ?\d+ (?:day|week|month|year)(?: \( \d+ \w+ \))? (?:after|following|beyond|post)\b"
)
# "Surgically sterile, postmenopausal or using contraception": asked of those who are neither.
_STERILE_OR = sought(
    r"\b(?:sterile|sterili[sz]ed|post ?menopausal|post menopausal)\b.*\bor\b.*\bcontracepti|\bcontracepti.*\bor\b.*\b(?:sterile|sterili[sz]ed|post ?menopausal|post menopausal)\b"
)
# Among men, too, the sterile are asked for nothing.
_STERILE_MAN = AskHuman(question="Is he surgically sterile?", because=JUDGED)
_STERILE_EITHER = AskHuman(question="Is he or she surgically sterile, or past the menopause?", because=JUDGED)
_ALL_THE_SAME = sought(r"\b(?:even if|even when|regardless|whether or not|irrespective)\b")
# "Subjects who wish to have a child and would not use contraception": both must hold.
_WISHES = sought(
    r"\b(?:wish|want|desir|intend|plan|hop)\w* to (?:have (?:a |any )?(?:child|baby)\w*|become pregnant|get pregnant|conceive|father|procreate|start a family)\b(?= [^;.]*\band\b)"
)
_A_CHILD = AskHuman(question="Does he or she wish to have a child?", because=JUDGED)
_NOT_STERILE = sought(r"\b(?:not|nor|non) (?:\w+ ){0,3}(?:sterile|sterili[sz]ed|vasectomi[sz]ed)\b")
# A sterile partner is a method.
_PARTNERS = sought(
    r"\b(?:sterile|sterili[sz]ed|vasectomi[sz]ed) (?:\w+ )?partner\b|\b(?:male )?partner [^,;.]{0,40}\b(?:sterile|sterili[sz]ed|vasectomi[sz]ed)\b"
)
# "Adequate contraception is defined as ...": what a word means.
_DEFINES = sought(
    r"^[^,.;:]* (?:can|may) include\b|^(?:(?:highly|a|an|the|adequate|effective|acceptable|appropriate|reliable|medically) )*(?:method of |form of )?(?:contraception|birth control|contraceptive method)s? (?:is|are) (?:defined|considered)\b"
)
# "The diaphragm is not a highly effective form of contraception": that tells of a method, and asks for none.
_TELLS = sought(
    r"\b(?:is|are) not (?:considered )?(?:to be )?(?:an? )?(?:(?:highly|adequately|sufficiently|very) )?(?:effective|acceptable|adequate|reliable|sufficient)(?: enough)?(?: (?:form|method|means|way)s?)?(?: of)? (?:contraception|birth control|contraceptive)"
    r"|\b(?:confer|provide|add|give|offer)s? (?:\w+ ){0,4}(?:contraceptive )?protection\b"
)
_OUGHT = sought(r"\b(?:must|should|shall|agree\w*|willing\w*|required?|need\w*|have to|has to|commit\w*|consent\w*)\b")
_TEST = sought(r"\bnegative (?:\w+ ){0,6}(?:pregnancy test|hcg)\b|\bpregnancy test (?:\w+ ){0,4}negative\b")
_PREGNANT = sought(
    r"^(?:\w+ ){0,3}(?:pregnancy|lactation)\b|\b(?:pregnancy or|lactation|lactating|not (?:be )?(?:pregnant|breast ?feeding|lactating|nursing)|pregnant or|pregnant ,|must not be pregnant|lactating|nursing|breast feeding|breastfeeding)\b"
)
_DAYS = sought(r"within (\d+) (day|week|hour)")


# A sentence that has nothing to do with it, and asks for something.
_OF_IT = sought(
    r"\b(?:contracept\w*|birth control|abstin\w*|abstain\w*|pregnan\w*|child ?bearing|partner|sperm|condom|method|barrier|fertile|sterile|steril\w+|menopaus\w*|post ?menopaus\w*|breast ?feed\w*|lactat\w*|nursing|father|intercourse|sexual\w*|effect|fetus|teratogen\w*|hormon\w*|iud|vasectom\w*|reproduct\w*|conceiv\w*|conception|protected|ova|egg|semen|wocbp|hysterectom\w*)\b"
)
_DEMANDS = sought(r"\b(?:must|should|required|eligible|have to|need to)\b|[≥≤<>]")
_MEANS = sought(r"^(?:a |any )?(?:post ?menopausal|post menopausal|menopausal)(?: state| status)? (?:is|are) define")


_AND_AGREES = sought(
    r"^(?P<head>[^.;:]{3,90}?)(?: ,)? and (?:(?:must|should|is|are|be|who|has|have|also|either) )*(?:agree\w*|willing|consents?|will (?:use|practice|agree)|(?:to )?use) "
)
_ONLY_WHO = sought(
    r"(?:(?:all|both|any|healthy|adult|male|female|man|men|woman|women|patient|participant|subject|individual|volunteer|who|is|are|must|be|should|has|have|able|willing|of|or|and|,|/|their|with|age|a|an|the|eligible|enrolled|treated|in|this|study|trial|understand\w*|aware|informed|counsel\w*|consent\w*|comply|agree\w*|was|were|using|continu\w*|current\w*|practi[cs]\w*|risk|possible|potential|to|for|sign\w*|read)\b ?)+"
)


def _asks_for_more(line: str) -> bool:
    sentences = [one for one in line.split(" . ") if one.strip()]
    if _MEANS.match(line) is not None:
        return True
    return len(sentences) > 1 and any(
        _OF_IT.search(one) is None and _DEMANDS.search(one) is not None for one in sentences
    )


def read_contraception(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that is about contraception and, at most, a pregnancy test; None for others."""
    before = None if denied else _AND_AGREES.match(line)
    if before is not None and _OF_IT.search(before["head"]) is None and _ONLY_WHO.fullmatch(before["head"]) is None:
        # "Stable weight, and agrees to abstain": the first is asked as well.
        rest = read_contraception(line[before.end("head") :].lstrip(" ,").removeprefix("and "), denied=denied)
        return None if rest is None else all_of((for_a_human(before["head"]), rest))
    line = _HOW_LONG.sub(" ", _EITHER_SEX.sub("", line))
    if _DEFINES.match(line) is not None and " . " not in line.strip(" ."):
        return None
    if _ABOUT.search(line) is None or _OTHERWISE.search(line) is not None or len(line) > 1500:
        return None
    if why_about_pregnancy(line, denied=denied) or _asks_for_more(line):
        return None
    if _TELLS.search(line) is not None and _OUGHT.search(line) is None:
        return None
    contraception = Finding(name="effective contraception")
    childbearing = Finding(name="childbearing potential")
    if denied:
        if _UNWILLING.search(line) is None or _PREGNANT.search(line) is not None or _TEST.search(line) is not None:
            return None
        if _NOT_STERILE.search(line) is not None and names_men(line):
            # No finding tells of a man that he is sterile.
            return None
        if _WISHES.search(line) is not None:
            return AllOf(of=(Not(of=contraception), _A_CHILD))
        if _UNLESS_STERILE.search(line) is not None:
            return AllOf(of=(childbearing, Not(of=contraception)))
        return AllOf(of=(whoever_can(line), Not(of=contraception), *of_such_a_partner(line)))
    if _UNWILLING.search(line) is not None or _ASKS.search(line) is None or _PREGNANT.search(line) is not None:
        return None
    asked: Criterion = contraception
    who = of_whom(line)
    sterile = _STERILE_OR.search(line) is not None and _ALL_THE_SAME.search(line) is None
    if sterile and names_men(_PARTNERS.sub(" ", line)):
        of_men = who == HasSex(sex="male")
        asked = AnyOf(of=(contraception, _STERILE_MAN if of_men else _STERILE_EITHER))
        who = who if of_men else None
    elif who is None and sterile:
        who = childbearing
    if who is not None:
        asked = When(condition=who, then=asked)
    test = _TEST.search(line)
    if test is None:
        return asked
    days = _DAYS.search(line[test.start() : test.end() + 60])
    within = None if days is None else _in_days(int(days[1]), days[2])
    negative = LabWord(analyte="pregnancy test", words=("negative",), within_days=within)
    return AllOf(of=(When(condition=childbearing, then=negative), asked))


# "Unless postmenopausal or sterile": of the others it is said.
_UNLESS_STERILE = sought(
    r"\b(?:unless|except|other than)\b(?: [^ ;.]+){0,6} (?:post ?menopausal|post menopausal|steril\w+|hysterectom\w+)\b"
)
# "Male or female. Females of childbearing potential must ...": the first sentence names everybody.
_EITHER_SEX = sought(
    r"^(?:healthy |adult )*(?:male|man|female|woman)(?: patient| subject| participant)? (?:or|and|and/or|/) (?:male|man|female|woman)(?: patient| subject| participant)? \. (?=.)"
)


def _in_days(number: int, unit: str) -> int:
    return number * 7 if unit == "week" else -(-number // 24) if unit == "hour" else number
