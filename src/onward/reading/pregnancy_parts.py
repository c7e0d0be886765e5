"""Lines about pregnancy and contraception of several clauses, of which some only explain: clause by clause.

"Pregnant women. The effects on a fetus are unknown. Women who can bear children must have a negative test": what explains
is left out, what is asked stays, and a clause that is not understood is asked of a human.
"""

from __future__ import annotations

import re

from onward.criteria import AllOf, Criterion, Finding, Had, HasSex, LabWord, Menopause, Not, When
from onward.reading.contraception import read_contraception
from onward.reading.contraception_aside import is_aside_about_pregnancy
from onward.reading.kept_out_words import asked_as_kept_out
from onward.reading.partial_part import asked
from onward.reading.pregnancy import read_pregnancy
from onward.reading.pregnancy_beside import asked_beside, kept_out_beside, tested_or_sterile
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of, negated

_ABOUT = sought(r"\b(?:pregnan\w+|lactat\w+|breast ?feed\w*|nursing|contracepti\w+|birth control|abstinen\w+|hcg)\b")
_CLAUSE = sought(
    r" \. | ; |(?: ,)? and (?=(?:must|woman of child|all woman|female of child|agree))|(?<=enroll) (?=woman)"
)
_BRACKET = sought(r"\( [^()]* \) ?")
# Why it is asked: that asks for nothing.
_REASON = sought(
    r",? ?\b(?:because|due to|owing to|in view of|since (?:it|there|these|this|effect)|as (?:it|this|there|these|they|effect|documented by|determined by|confirmed by|indicated by)|given (?:that|possibility|potential)|according to|per institutional|for which)\b(?:(?!, (?:or|and)\b| or (?:who|is|are|was|were|has|have|planning)\b)[^;.])*"
)
_REASON_FIRST = sought(
    r"^.*?\b(?:for this reason|therefore|thus|hence|teratogenic|abortifacient|genotoxic(?: , mutagenic)?(?: and teratogenic)? effect)\b[^,;.]*,? ?(?=(?:woman|man|female|male|patient|participant|all|subject|fertile)\b)"
)
# For whom a test is asked: women who can bear children, in whatever words.
_FOR_WHOM = sought(
    r",? ?\b(?:for|in|if|of) (?:all |any |each )?(?:pre (?:or|and|/) peri ?menopausal|perimenopausal|pre ?menopausal|pre menopausal|woman|female|fertile|patient of|patient with child|subject of|participant of|person|individual|wocbp|child ?bearing|potential|she is|applicable|any)\b(?:(?! (?:must|should|agree|use|willing|and use|and must|and agree)\b) [^ .;]+)*"
)
_NEGATIVE_TEST = sought(
    r"\bnegative (?:[^ .;]+ ){0,9}?(?:pregnancy|hcg|gonadotropin)\b|\b(?:pregnancy|hcg)(?: test)? (?:[^ .;]+ ){0,9}?negative\b"
)
_TEST_WORDS = sought(
    r"^(?:lostsign |highly |urinary |sensitive |intervention |wocbp |β |ß |hours |result |evidence |and |or |also |must |should |have |has |had |be |a |negative |serum |urine |blood |pregnancy |test |result |hcg |beta |b |human |chorionic |gonadotropin |within |≤ |\d+ |day |week |hour |of |prior |to |before |start |starting |treatment |study |first |dose |therapy |administration |drug |"
    r"enrollment |registration |randomization |screening |baseline |at |on |is |are |required |documented |confirmed |performed |obtained |done |during |c1d1 |trial |medication |receiving |taking |all |they |she |patient |participant |woman |female |subject |visit |entry |"
    r"preferred |sensitivity |minimum |from |last |initiation |inclusion |who |which |prestudy |pre |the |in |and/or |/ |, |: |up |h )+$"
)
_DAYS = sought(
    r"(?:within|≤|in|during) (?:(?:last|prior|previous|≤) )*(\d+) (day|week|hour|h)\b|\b(\d+) (day|week|hour|h) (?:prior|before|of)\b"
)
_DEMANDS = sought(r"\b(?:must|should|required|require|agree|has to|have to|need to|shall|are to)\b")
_FORBIDDEN = sought(r"\b(?:not|no|unwilling|unable|without|refuse\w*|excluded|ineligible|cannot|unless|exclude)\b")
_LETS_IN = sought(
    r"\b(?:not required|allowed|permitted|acceptable|may (?:be|use|enroll|participate)|not need|not necessary|eligible)\b"
)
_STATES = sought(r"\b(?:pregnant|pregnancy|lactating|lactation|nursing|breast ?feeding|breastfeeding)\b")
_NUMBERS = {"two": "2", "three": "3", "four": "4", "seven": "7", "ten": "10", "fourteen": "14"}
_WHICHEVER = sought(
    r",? ?(?:or \d+ [^,;.]*, )?whichever (?:is|come|occur) (?:longer|later|last|first)\b|\bor \d+ (?:day|month|week)(?: \( \d+ month \))? (?:day )?after last [a-z]+\b"
)
_FERTILE = Finding(name="childbearing potential")


def pregnancy_in_parts(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line about pregnancy and contraception; None where nothing in it is understood."""
    if _ABOUT.search(line) is None:
        return None
    sterile = None if denied else tested_or_sterile(line, lambda test: _one(test, denied=False))
    return sterile or _by_clauses(line, denied=denied)


def pregnancy_beside(line: str, *, denied: bool) -> Criterion | None:
    """What a line says of pregnancy, with the rest of it as a question: where nothing else in it is understood."""
    if _ABOUT.search(line) is None:
        return None
    return kept_out_beside(line, lambda rest: _one(f"woman {rest} ", denied=True)) if denied else asked_beside(line)


def _by_clauses(line: str, *, denied: bool) -> Criterion | None:
    if _ABOUT.search(line) is None or len(line) > 2500 or _OF_OTHERS.search(line) is not None:
        return None
    text = _BRACKET.sub(lambda found: found[0].replace(" ; ", " , "), _WHOLE_BRACKET.sub(" ; ", line))
    clauses = [one.strip(" ,:") for one in _CLAUSE.split(f"{text} ") if one.strip(" .,;:()")]
    parts: list[Criterion] = []
    exceptions: list[Criterion] = []
    known = 0
    for clause in clauses:
        clause = _NOTE.sub("", clause)
        if (
            is_aside_about_pregnancy(_BRACKET.sub("", f"{clause} ").strip() or clause)
            or _ANNOUNCES.match(clause) is not None
            or _FREE.search(clause) is not None
        ):
            continue
        found = _clause(clause, denied=denied)
        if found is not None:
            known += 1
            parts.append(_of_whom(found, clause, line, denied=denied))
            continue
        if denied and _STATES.search(clause) is not None and _MAY_ENTER.search(clause) is not None:
            # "Women who stop breastfeeding may be enrolled": whoever is one of them a human knows.
            exceptions.append(asked(clause))
            continue
        if _LETS_IN.search(clause) is not None and _FORBIDDEN.search(_LETS_IN.sub(" ", clause)) is None:
            continue
        if _ABOUT.search(clause) is None and _DEMANDS.search(clause) is None:
            return None
        question = asked(clause)
        if denied:
            question = negated(question) if _is_demand(clause) else asked_as_kept_out(clause)
        parts.append(question)
    if known == 0:
        return None
    if denied:
        return all_of((any_of(tuple(parts)), *(negated(one) for one in exceptions)))
    return all_of(tuple(parts))


_MAY_ENTER = sought(r"\bmay (?:be (?:enrolled|included|eligible)|enroll|participate|enter)\b|\b(?<!not )eligible\b")
# A test that is not asked for, or only made: it lets in nobody and keeps out nobody.
_FREE = sought(
    r"\b(?:not (?:be )?(?:required|necessary|needed)|need not|not need)\b.*\b(?:test|contracepti\w+)|\b(?:test|contracepti\w+)\b.*\bnot (?:be )?(?:required|necessary|needed)\b|"
    r"^(?:\( )?(?:note :? ?)?(?:a |serum |urine |separate |beta )*(?:pregnancy|hcg)(?: test\w*)? (?:has to|must|should|will|may|is|are)? ?(?:to )?be (?:repeated|performed|done|administered|checked|obtained|conducted|required|assessed)\b|\bpregnancy test (?:will be|is|are) required\b|\bnot (?:be )?excluded\b"
)
# What only announces what stands below.
_ANNOUNCES = sought(
    r"^(?:the )?following [a-z ]{0,40}requirement apply$|^(?:the )?following [a-z ]{0,40}criterion apply$"
)
_NOTE = sought(r"^(?:\( )?(?:please )?note(?: that)? ?:? ?")
# A whole sentence in brackets.
_WHOLE_BRACKET = sought(r"\. \( | \. \) | \) \. ")
# What is spoken of besides, or of whom: then the line is more than this.
_OF_OTHERS = sought(
    r"\b(?:cancer|metasta\w+|malignan\w+|ecog|performance|bilirubin|creatinine|platelet|relative|family|year of age|year old|infection|hiv|hepatitis|estradiol|fsh|vaccin\w+|close contact|household)\b"
)


_OF_MEN = sought(
    r"^(?:and |sexually active |fertile |all |for )*(?:male|man|men)\b(?! (?:patient |subject |participant )?(?:,|or|and|and/or|/) (?:fertile |all )?(?:woman|female|wocbp))"
)
_ANY_MEN = sought(r"\b(?:male|man|men|both sex|father|sperm|partner of)\b")
_CONTRACEPTION = Finding(name="effective contraception")


def _of_whom(found: Criterion, clause: str, line: str, *, denied: bool) -> Criterion:
    """Contraception and a test are asked of those who can bear children, or of men where the words name them."""
    bare = found.of if isinstance(found, Not) else found
    if bare != _CONTRACEPTION and not isinstance(bare, LabWord):
        return found
    if isinstance(bare, LabWord) and (denied or _OF_FERTILITY.search(line) is not None):
        return all_of((_FERTILE, found)) if denied else When(condition=_FERTILE, then=found)
    if _OF_MEN.search(clause) is not None:
        who: Criterion = HasSex(sex="male")
    elif _ANY_MEN.search(clause) is not None and _OF_THE_FERTILE.search(clause) is not None:
        who = any_of((_FERTILE, HasSex(sex="male")))
    elif _ANY_MEN.search(clause) is None and _OF_FERTILITY.search(line) is not None and _ANY_MEN.search(line) is None:
        who = _FERTILE
    elif not denied and _GOES_ON.match(_BRACKET.sub("", f"{clause} ")) and _OF_THE_FERTILE.search(line) is not None:
        # "Contraception should continue for 6 months after the last dose": of those of whom it was asked before.
        who = _FERTILE if _ANY_MEN.search(line) is None else any_of((_FERTILE, HasSex(sex="male")))
    elif _OF_THE_FERTILE.search(clause) is not None:
        # "Adults of reproductive potential": of men, and of women who can bear children.
        who = any_of((_FERTILE, HasSex(sex="male")))
    elif denied:
        # "Contraception must be used": whoever can bear no child is not kept out for it.
        who = _FERTILE if _ANY_MEN.search(clause) is None else any_of((_FERTILE, HasSex(sex="male")))
    else:
        return found
    return all_of((who, found)) if denied else When(condition=who, then=found)


_GOES_ON = sought(
    r"^(?:(?:adequate|effective|this|such|these|use of|method of|the) )*(?:contraception|contraceptive method|birth control|contraceptive measure)s? (?:should|must|has to|have to|needs? to|is to|are to|will) (?:be )?continue"
)
_OF_THE_FERTILE = sought(r"\b(?:child ?bearing|bear child\w*|reproductive (?:potential|age)|fertile|wocbp|iocbp)\b")


def asked_of_the_fertile(found: Criterion, line: str) -> Criterion:
    """ "A negative test (women of childbearing potential)": of a demand in parts too, it is asked of them alone."""
    if _OF_THE_FERTILE.search(line) is None:
        return found
    if isinstance(found, LabWord) and found.analyte == "pregnancy test":
        return When(condition=_FERTILE, then=found)
    if isinstance(found, AllOf):
        return AllOf(of=tuple(asked_of_the_fertile(part, line) for part in found.of))
    return found


# Among what keeps out, whoever has no such test is meant.
_TEST_DONE = sought(r"^(?:a |serum |urine |blood )*negative (?:serum |urine |blood |hcg |result of )*pregnan")


def _is_demand(clause: str) -> bool:
    clause = _BRACKET.sub("", f"{clause} ")
    asked_for = _DEMANDS.search(clause) is not None or _TEST_DONE.match(clause) is not None
    return asked_for and _FORBIDDEN.search(clause) is None


def _clause(clause: str, *, denied: bool) -> Criterion | None:
    text = _REASON_FIRST.sub("", clause)
    plain = _REASON.sub("", _BRACKET.sub("", f"{text} ")).strip(" ,:")
    for words in dict.fromkeys((text, plain)):
        found = _one(f"{words} ", denied=denied)
        if found is not None:
            return found
    return None if denied else tested_or_sterile(plain, _tested_of_any)


# Which drug the trial gives makes no difference to how long it is asked.
_STUDY_DRUG = sought(
    r"\b(?P<what>(?:dose|administration|initiation|start|infusion|completion|treatment|therapy|receipt|cycle) (?:of|with) |(?:taking|receiving|starting|discontinuing|stopping|completing|initiating|dosing with|treatment with) )(?:(?:the|oral|study|combined|any|last|all|protocol|conditioning) )*(?!(?:study|treatment|therapy|drug|first|last|dose|protocol|trial|medication)\b)[a-z][a-z-]+(?: \d+)?(?: (?:therapy|treatment|chemotherapy|administration|dosing|medication|infusion))?(?= |$)"
)


def _one(clause: str, *, denied: bool) -> Criterion | None:
    clause = _WHICHEVER.sub(" ", _STUDY_DRUG.sub(lambda found: f"{found['what']}study treatment ", clause))
    clause = clause.replace("not willing to", "unwilling to").replace(
        "time frame in which contraception is required", "study"
    )
    turned = denied and _is_demand(clause)
    found = read_pregnancy(clause, denied=denied and not turned) or read_contraception(
        clause, denied=denied and not turned
    )
    if found is None and (not denied or turned):
        found = _tested(clause)
    if found is None:
        return None
    return _missing(found) if turned else found


def _missing(asked_for: Criterion) -> Criterion:
    """Whoever has not what is asked for."""
    match asked_for:
        case When(condition=condition, then=then, otherwise=None):
            return all_of((condition, negated(then)))
        case AllOf():
            return any_of(tuple(_missing(part) for part in asked_for.of))
        case _:
            return negated(asked_for)


def read_pregnancy_test(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that asks for a negative pregnancy test and for nothing else."""
    if denied:
        return None
    found = _tested(line.strip(" ."))
    if found is None and (line.startswith(("if ", "for ", "in ")) or " or negative " in line):
        # "If of childbearing potential: a negative test, sterile, or postmenopausal".
        found = tested_or_sterile(line, _tested_of_any)
    return found


def _tested_of_any(test: str) -> Criterion | None:
    return _one(test, denied=False)


# Before the menopause or in it: they are the ones who can bear children.
_PERI = sought(r"\bpre ?(?:or|and|/) ?peri ?menopausal\b|\bperi ?(?:or|and|/) ?pre ?menopausal\b")


def _tested(clause: str) -> Criterion | None:
    """ "Negative serum pregnancy test within 7 days for premenopausal women with a uterus": of whom is told in any words."""
    clause = _PERI.sub("premenopausal", clause)
    if _NEGATIVE_TEST.search(clause) is None or re.search(
        r"\bpositive\b|\bunless\b|\bor\b(?! (?:urine|serum|blood|randomi))", clause
    ):
        return None
    text = " ".join(_NUMBERS.get(word, word) for word in _BRACKET.sub("", f"{clause} ").split())
    whom = _FOR_WHOM.search(text)
    fertile = whom is not None or _CHILDBEARING.search(text) is not None
    if whom is not None and _OF_FERTILITY.search(text) is None:
        return None
    of_women = " ".join(_CHILDBEARING.sub(" woman ", text).split())
    rest = _FOR_WHOM.sub(" ", f"{of_women} ").replace(" or ", " ")
    rest = " ".join(rest.split())
    if _TEST_WORDS.match(f"{rest} ") is None:
        return None
    days = _DAYS.search(text)
    within: int | None = None
    if days is not None:
        number, unit = int(days[1] or days[3]), days[2] or days[4]
        within = number * 7 if unit == "week" else number if unit == "day" else -(-number // 24)
    elif re.search(r"\b\d+ (?:day|week|hour)\b", rest):
        return None
    test = LabWord(analyte="pregnancy test", words=("negative",), within_days=within)
    if whom is not None and _WITH_A_UTERUS.search(whom[0]) is not None and _CHILDBEARING.search(text) is None:
        # Of a woman before the menopause it is asked for her uterus, whether or not she can bear children.
        return When(condition=all_of((Menopause(status=("pre", "peri")), Not(of=_HYSTERECTOMY))), then=test)
    return When(condition=_FERTILE, then=test) if fertile else test


_WITH_A_UTERUS = sought(r"\bpre ?menopausal\b.*\bwith (?:an? )?(?:intact )?uterus\b")
_HYSTERECTOMY = Had(event="procedure", kinds=("hysterectomy",))
_OF_FERTILITY = sought(
    r"\b(?:child|reproduct\w+|fertile|pre ?menopaus\w+|peri ?menopaus\w+|menopause|capable|potential|menses|menstru\w+|applicable|wocbp|iocbp|female|woman)\b"
)
_CHILDBEARING = sought(
    r"\b(?:all |any )?(?:woman|female|patient|subject|participant|individual|person)? ?(?:patient|subject|participant)? ?(?:\( ?)?(?:of|with|in|who are|if of) ?(?:child ?bearing|reproductive|child)(?: bearing)?(?: potential| capacity| age)?(?: ?\))?|\b(?:iocbp|wocbp|wcbp|pocbp|fcbp)\b"
)
