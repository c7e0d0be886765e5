"""Lines about pregnancy, breastfeeding, pregnancy tests and contraception together, sentence by sentence."""

from __future__ import annotations

import re

from onward.criteria import AllOf, AskHuman, Criterion, Finding, HasSex, LabWord, Not, Pregnancy, When
from onward.reading.contraception_aside import is_promise
from onward.reading.contraception_whom import of_whom
from onward.reading.sought import sought
from onward.reading.things import JUDGED, all_of, any_of
from onward.reading.word_set import word_set

_ABOUT = sought(r"\b(?:pregnan\w+|lactat\w+|breast ?feed\w*|nursing)\b")
# Sentences that tell why, what happens then, or what a word means.
_DROPPED = sought(
    r"^(?:(?:should|if) (?:a )?(?:woman|female|patient|participant|she|they)? ?(?:become|she)\b|effect of|risk of|it is (?:unknown|not known)|there is|because|breast ?feeding should|lactating woman should|woman (?:must not|should not) breast ?feed|these potential risk|this requirement|acceptable|adequate contraception (?:include|method)|"
    r"method of|note\b|note :|postmenopausal is|woman of child ?bearing potential (?:is|are) (?:defined|considered)|postmenopausal woman|barrier method|hormonal contracepti\w+ (?:are|is) not|for (?:purpose|definition)|if barrier|female is considered|such as|patient (?:is|are) considered|positive urine test must|"
    r"if urine (?:test|pregnancy)|male condom|highly effective|double barrier|the|protocol approved|examples?|this include|(?:investigator|treating physician) (?:is|will|shall|must))"
)
_REASON = sought(
    r"^.*?\b(?:for this reason|therefore|thus|hence|as well as other therapeutic agent used in this trial are known to be teratogenic)\b ?,? ?"
)
_WHY = sought(r",? ?\b(?:because|due to|since|as (?:it|they|this|there|these|safety|effect)|given|owing to)\b.*$")
_MEANT = sought(
    r",? ?(?:(?:where |in which )pregnancy is )?defined as (?:the )?(?:state of (?:a )?(?:female|woman) (?:after|from) conception (?:and )?until (?:the )?termination of gestation|positive)[^;.]*?(?=$|;|\.|, or (?:lactat|breast|nursing))"
)
_MEANS = sought(r"\( (?:ie|defined|positive|eg|a|non|negative|considered|confirmed|beta|b|serum|urine|with|or|wocbp|determined|hormonal|barrier|two|including|postmenopausal|not)\b[^()]*\) ?")  # fmt: skip
_WORDS = word_set(
    "pregnant pregnancy lactating lactation nursing breast feeding breastfeeding breastfeed feed child woman female man male patient subject participant individual person adult sexually active partner they she he who is are be been being must not no should may will shall can currently current or and , / and/or nor : ( )",
    "any of at the a with without all both sex either if in to on for from by have has had potential childbearing bearing reproductive age fertile premenopausal pre menopausal capacity wocbp known existing presence status during study treatment trial participation duration within prior before of day week month hour enrollment registration randomization entry start starting screening baseline first dose therapy administration receiving initiation treatment inclusion",
    "contraception contraceptive method birth control abstinence barrier hormonal form measure mean use using used practice practicing employ employing adequate adequately effective highly acceptable reliable appropriate inadequate medically approved accepted two one least agree agrees willing unwilling unable able refuse agreed commit required require consent agreeing throughout course after last completion following period least more than up ≥ >",
    "negative positive test serum urine blood hcg beta b pregnancy human chorionic gonadotropin result documented confirmed performed done obtained completed excluded ineligible eligible included excluded from this participate enter do does also only those plan planning planned intend intending intention expecting expect wish desire wishing become becoming conceive father children conception conceiving considering trying attempt attempting breast milk mother",
    "until discontinuation discontinue preferred infant gonadotrophin lack means precaution insufficient sufficient validated subunit wish want get actively according check were was whose their standard lostsign",
    "appropriate suitable proper proven end again completing conditioning try trying final further course given four five applying recognized medically combined that discontinuing frame which pregnanct double form type one half reliable nonhormonal physiologically allowed permitted must found known such intending expectant mother woman who or those currently actively lactate nurse while taking drug medication investigational product time at informed consent signing exclude excludes excluding non next projected whichever suspected suspect verified show capable term ongoing other such as well continue women intrauterine device condom ≤ concurrent bhcg c1d1 through intervention intent previous participating post dosing beginning visit evidence concomitant preferably initial administered indicated clinically within planned trial",
)
_PREGNANT = sought(
    r"(?<!become )(?<!becoming )(?<!prevent )(?<!avoid )(?<!get )\b(?:pregnant|pregnancy)\b(?! (?:test|result|must be|has been ruled))"
)
_LACTATING = sought(r"\b(?:lactating|lactation|nursing|breast ?feeding|breast ?feed|breastfeed)\b")
_TEST = sought(r"\bpregnancy test\b|\b(?:hcg|gonadotroph?in)\b")
_NEGATIVE = sought(r"\bnegative\b")
_POSITIVE = sought(r"\bpositive\b")
_CONTRACEPTION = sought(r"\b(?:contracepti\w+|birth control|abstinence)\b")
_WITHOUT = sought(
    r"\b(?:not|unwilling|without|refuse|unable|inadequate|insufficient|lack|unless)\b(?! (?:be )?(?:pregnant|breast|lactat|nursing))"
)
_PLANS = sought(
    r"\b(?:plan\w*|intend\w*|intention|expecting|wish\w*|desire|become|becoming|conceive|father|conceiving|considering|trying|attempt\w*)\b"
)
_ASKED = sought(
    r"\b(?:must|agree\w*|willing|should|required|require|will|use|using|practice|employ|commit|adequate|effective|appropriate)\b"
)
# How long it is asked: nobody is kept out by that.
_WHILE_ASKED = sought(
    r"\b(?:time frame|time|period|timeframe|window) (?:in|during|for) which contraception (?:is|will be) (?:required|needed|necessary)\b"
)
_DENIED = sought(r"\b(?:not|no|neither|non|without|excluded|ineligible|exclude)\b")
_FERTILE = sought(
    r"\b(?:child ?bearing|reproductive|fertile|premenopausal|pre menopausal|wocbp|capable of becoming pregnant)\b"
)
_LATELY = sought(r"\b(?:within|in|during) (?:the )?(?:last|past|previous|preceding) (?:\d+ )?(?:day|week|month|year)")
_MEN = sought(r"\b(?:man|male|men|father|both sex|adult)\b")
_DAYS = sought(
    r"(?:within|in|≤|during) (?:(?:last|prior|previous|≤|than|no more) )*(?P<number>\d+) (?:prior |previous |calendar )?(?P<unit>day|week|hour)\b"
)
_TIME = sought(r"\b\d+ (?:prior |previous |calendar )?(?:day|week|hour|month)\b")
_NUMBERS = {
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "eight": "8",
    "twelve": "12",
    "seven": "7",
    "ten": "10",
    "fourteen": "14",
}
# Then the line is about more than this.
_MORE = sought(
    r"\b(?:given birth|gave birth|childbirth|delivery)\b|^male child\b|\bpartner\b[^,;.]*\bpregnan|\b(?:male|man)\b[^,;.]*\bpregnan[^,;.]*\bpartner\b|^(?:man|male)(?: patient| subject)? (?:or|and|and/or|,|/) (?:pregnant|lactating|nursing|breast)"
)


def read_pregnancy(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that is about pregnancy and what belongs to it, and nothing else."""
    line = line.replace("nonlactating", "non lactating").replace("nonpregnant", "non pregnant")
    if _ABOUT.search(line) is None or len(line) > 2000 or _MORE.search(line) is not None:
        return None
    text = " ".join(_NUMBERS.get(word, word) for word in line.split())
    text = re.sub(r"(\d+) \( \d+ \) ", r"\1 ", f"{text} ")
    clauses = [
        clause.strip(" ,")
        for clause in re.split(r" \. |; | \.$| and (?=all (?:man|male)\b)", f"{text} ")
        if clause.strip(" .,;")
    ]
    parts: list[Criterion] = []
    for n, clause in enumerate(clauses):
        if n > 0 and (_DROPPED.match(clause) or is_promise(clause)):
            continue
        if n == 0 and len(clauses) > 1 and re.match(r"(?:effect of|it is (?:unknown|not known)|risk of)", clause):
            reason = _REASON.match(clause)
            if reason is None:
                continue
            clause = clause[reason.end() :]
        clause = _REASON.sub("", clause)
        plain = _WHY.sub("", _MEANS.sub("", _MEANT.sub("", f"{clause} ")).strip()).strip(" ,")
        words = plain.split()
        if not words:
            continue
        if any(word not in _WORDS and not word.isdigit() for word in words):
            return None
        part = _kept_out(plain, clause) if denied else _asked(plain)
        if part is None:
            return None
        parts.append(part)
    if not parts:
        return None
    return any_of(tuple(parts)) if denied else all_of(tuple(parts))


def _states(text: str) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    if _PREGNANT.search(text) is not None:
        found.append(Pregnancy(states=("pregnant",)))
    if _LACTATING.search(text) is not None:
        found.append(Pregnancy(states=("breastfeeding",)))
    return tuple(found)


def _who(text: str, asked: Criterion) -> Criterion:
    """For whom it is asked."""
    who = of_whom(text)
    return asked if who is None else When(condition=who, then=asked)


def _test(text: str) -> Criterion | None:
    days = _DAYS.search(text)
    within = None
    if days is None and _TIME.search(text) is not None:
        return None
    if days is not None:
        number = int(days["number"])
        within = number * 7 if days["unit"] == "week" else -(-number // 24) if days["unit"] == "hour" else number
    return LabWord(analyte="pregnancy test", words=("negative",), within_days=within)


def _kept_out(text: str, said: str) -> Criterion | None:
    """What keeps a person out in one clause."""
    if re.search(
        r"\bnot (?:be )?(?:excluded|exclude|exclusionary|an exclusion)|\b(?<!not )(?<!not be )(?:eligible|included)\b",
        text,
    ):
        return None
    parts: list[Criterion] = []
    fertile: Criterion = Finding(name="childbearing potential")
    about_contraception = _CONTRACEPTION.search(text) is not None
    test = _TEST.search(text)
    if test is not None:
        if _NEGATIVE.search(text) is not None and re.search(r"\b(?:must|required|should)\b", text):
            asked = _test(text)
            if asked is None:
                return None
            parts.append(AllOf(of=(fertile, Not(of=asked))))
        elif _POSITIVE.search(text) is not None and re.search(r"\b(?:no|without|either|negative|not)\b", text) is None:
            parts.append(Pregnancy(states=("pregnant",)))
        else:
            return None
    before = text
    text = _WHILE_ASKED.sub("study", text)
    about_contraception = _CONTRACEPTION.search(text) is not None
    if about_contraception:
        # What stands before "not using contraception" may name those who are pregnant.
        if _WITHOUT.search(text) is None and re.search(r"\b(?:must|should|required|agree)\b", text) is None:
            return None
        contraception = Not(of=Finding(name="effective contraception"))
        # "Adults of reproductive potential", "men and women who can bear children": no woman who can bear none.
        who = fertile if _MEN.search(text) is None else any_of((fertile, HasSex(sex="male")))
        parts.append(AllOf(of=(who, contraception)))
    if (
        _FERTILE.search(text) is not None
        and not about_contraception
        and test is None
        and re.search(r"\b(?:woman|female|patient|subject) (?:of|with) (?:child ?bearing|reproductive)", text) is None
    ):
        # "Premenopausal, pregnant or nursing": who can bear children is kept out too, and is not only named.
        return None
    states = _states(re.sub(r"\bpregnancy test\b|\b(?:to )?(?:become|becoming|get) pregnant\b", "", before))
    plans = _PLANS.search(re.sub(r"\bcapable of becoming pregnant\b", "", text))
    if plans is not None:
        wish = AskHuman(question=f"Is it so: {said}?", because=JUDGED)
        # Only who can bear children can plan to; of men and of partners nothing more is known.
        alone = not states and not parts and _MEN.search(text) is None and "partner" not in text
        parts.append(AllOf(of=(fertile, wish)) if alone else wish)
        # "Planning pregnancy": it has not begun.
        if _PREGNANT.search(text[: plans.start()]) is None:
            states = tuple(state for state in states if state != Pregnancy(states=("pregnant",)))
    if states and test is None and plans is None and not about_contraception and _LATELY.search(text) is not None:
        # "Nursing within the last 6 months": who has stopped since is meant as well.
        parts.append(AskHuman(question=f"Is it so: {said}?", because=JUDGED))
    parts = [*states, *parts]
    return any_of(tuple(parts)) if parts and (states or about_contraception or test is not None or plans) else None


def _asked(text: str) -> Criterion | None:
    """What one clause asks for."""
    if re.search(
        r"\bunless\b|\bif (?!(?:a |she is |they are |patient is |female |woman |of )?(?:female|woman|of|child|pre|patient|fertile|subject|participant|applicable))",
        text,
    ):
        return None
    parts: list[Criterion] = []
    test = _TEST.search(text)
    about_contraception = _CONTRACEPTION.search(text) is not None
    states = _states(re.sub(r"\bpregnancy test\b|\b(?:to )?(?:become|becoming|get) pregnant\b", "", text))
    if states:
        if _DENIED.search(text) is None or re.search(r"\bnot (?:excluded|exclude)", text):
            return None
        parts.append(Not(of=any_of(states)))
    if test is not None:
        if _NEGATIVE.search(text) is None or _POSITIVE.search(text) is not None:
            return None
        asked = _test(text)
        if asked is None:
            return None
        # Men are not tested, even where they are named beside it.
        parts.append(_who(_MEN.sub(" ", text), asked))
    if about_contraception:
        if _ASKED.search(text) is None or re.search(r"\b(?:not use|not using|unwilling|hormonal)\b", text):
            return None
        parts.append(_who(text, Finding(name="effective contraception")))
    if not states and test is None and not about_contraception:
        return None
    return all_of(tuple(parts))
