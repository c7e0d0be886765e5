"""Illnesses and findings with what is said about them: qualities, grades, windows, exceptions; other cancers; pregnancy."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import cast

from onward.criteria import AllergyTo, AskHuman
from onward.reading.amounts import Bound
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.other_cancer_words import one_skin_cancer
from onward.reading.things import (
    JUDGED,
    Fixed,
    Ill,
    SecondCancer,
    Several,
    Thing,
    Treated,
    Unless,
    Window,
    any_of,
    with_quality,
    with_status,
    with_window,
)
from onward.reading.things_asked import question_of

CANCERS = Stage("other cancers")
cancer_rule = CANCERS.rule

_OTHER = "{other|second|another|secondary|any other|additional|second primary|other primary|other prior|prior other|other active|previous other|other previous|concurrent|concomitant|prior or concurrent|other concurrent|previous or concurrent|synchronous|prior|previous|active second|second active|any second|prior or current|history of other|history of another|history of second|other invasive|another primary|any prior|any previous|any concurrent|other second|co existing|coexisting|different|pre existing|preexisting|other past|other past or current|past or current|concurrent second|concurrent active|other current or previous|other known|current or previous other|current or prior|other current}"
_KIND = "[active|invasive|primary|malignant|solid|known|previous|prior|concurrent|concomitant|current|or|second|third|non breast|clinically|significant|history of|additional|,|systemic|and/or|other|diagnosis of|type of|co existing|different|ongoing|uncontrolled|hematologic or|hematological or|synchronous|serious]"
_TAIL = "[diagnosis|disease|other than breast cancer|( other than breast cancer )|than breast cancer|of any other kind|of any kind|except breast cancer|at any other site|at other site|besides breast cancer|( non breast cancer )|of other site]"


@cancer_rule(
    f"{_OTHER} {_KIND} {_KIND} {_KIND} <J> {_TAIL}",
    "non breast [active|invasive|primary] <J>",
    "[active|prior|previous|any] <J> {other than breast cancer|other than <F>|( other than <F:b> )|except breast cancer|besides <F:c>|other than this breast cancer}",
    "history of [active|invasive|prior|previous|any|other|malignant] <J>",
    "active <J>",
    gives="C",
)
def second_cancer(found: Found) -> object:
    """ "other malignancy", "history of a second primary cancer"."""
    name = found.any("J")
    if name not in ("cancer", ("cancer",)):
        return None
    words = found.words.split()
    active = any(
        word in ("active", "current", "concurrent", "concomitant", "synchronous", "uncontrolled") for word in words
    )
    past = any(word in ("prior", "previous", "history", "past") for word in words)
    # "Active" cancer is one that is there today: diagnosed, or still active, in the last 0 days.
    window = Window(days=0) if active and not past else None
    return SecondCancer(window=window, except_in_situ="invasive" in words)


_TREATED = "[adequately|curatively|appropriately|successfully|definitively|previously|effectively|completely|properly|surgically|curative|fully|following|well|locally|eg|cured|patient with|history of|those with|a|non invasive|adequate]  [treated|cured|resected|excised|controlled|removed|managed|treatment for|therapy for|treated or controlled|or|and|nonmetastatic|non metastatic|localized|superficial|low risk|early stage|early|prior|previous|treatment of|localised|invasive] [,|or|and|of] [treated|cured|resected|excised|controlled|removed] [for|non metastatic|non invasive|early stage]".replace(
    "  ", " "
)
_AFTER = "[( <J:again> )|that has been adequately treated|that has been treated|adequately treated|that has been cured|treated with curative intent|of skin|that has been curatively treated|curatively treated|that was adequately treated|treated curatively|or cervix|which has been adequately treated|of any site|that has undergone potentially curative therapy|that have undergone potentially curative therapy|of breast|adequately treated with surgery|treated adequately|that has been successfully treated|treated for cure|curatively resected|in remission|from which patient is disease free|that have been adequately treated|after curative treatment|if adequately treated|considered cured|treated by local excision|with no evidence of disease|treated with local therapy|which have been adequately treated|that has been surgically cured|already treated|cured by surgery]"


@cancer_rule(
    f"{_TREATED} <J> {_AFTER} [{{,|and|or|/|and/or|, and|, or|;|, and/or|; or}} {_TREATED.replace('[', '[')} <J:other> {_AFTER.replace('<J:again>', '<J:more>')}]",
    gives="J",
)
def treated_cancer(found: Found) -> object:
    """ "adequately treated basal cell carcinoma of the skin or carcinoma in situ of the cervix"."""
    one = _names(found.any("J"))
    if not found.has("other"):
        if set(one) <= _EXCEPTABLE:
            return one
        return None
    other = _names(found.any("other"))
    return tuple(dict.fromkeys((*one, *other))) if {*one, *other} <= _EXCEPTABLE else None


@cancer_rule(
    f"<J> {{,|and|or|/|and/or|, and|, or|;|, and/or}} [{{any|an|a|other|type of}}] {_TREATED} <J:other> [{_AFTER[1:-1].replace('<J:again>', '<J:more>')}]",
    gives="J",
    again=True,
)
def treated_cancers(found: Found) -> object:
    """A list of exceptions."""
    one, other = _names(found.any("J")), _names(found.any("other"))
    return tuple(dict.fromkeys((*one, *other))) if {*one, *other} <= _EXCEPTABLE else None


def _names(value: object) -> tuple[str, ...]:
    return cast("tuple[str, ...]", value) if isinstance(value, tuple) else (cast("str", value),)


# Cancers that trials except, and the illness group of codes/status that each is, where there is one.
_GROUP_OF = {
    "skin cancer other than melanoma": "basal or squamous skin cancer",
    "cervical carcinoma in situ": "cervical carcinoma in situ",
    "breast carcinoma in situ": "ductal carcinoma in situ",
    "bladder carcinoma in situ": "bladder carcinoma in situ",
    "carcinoma in situ": "",
    "prostate": "prostate cancer",
    "cervical": "cervical cancer",
    "thyroid": "thyroid cancer",
    "endometrial": "endometrial cancer",
    "lymphoma": "lymphoma",
    "melanoma": "melanoma",
}
_EXCEPTABLE = frozenset(_GROUP_OF)


def excepted(cancer: SecondCancer, names: tuple[str, ...]) -> SecondCancer | None:
    """The other cancer with its exceptions."""
    if not set(names) <= _EXCEPTABLE:
        return None
    groups = tuple(_GROUP_OF[name] for name in names if _GROUP_OF[name])
    return replace(
        cancer,
        except_groups=tuple(dict.fromkeys((*cancer.except_groups, *groups))),
        except_in_situ=cancer.except_in_situ or "carcinoma in situ" in names,
    )


@cancer_rule(
    "<C> [,|;] [(] [eg|ie] {except|excepting|other than|excluding|unless|besides|except for|with exception of|with exception|apart from|not including|exception|aside from|except that|with exception for|exception :|exception include|exception are|except following :} [of|for|:] [patient with|following|history of|those with] <J> [)]",
    "<C> [,] [within|in] [last] [<W>] [,|;] [(] {except|excepting|other than|excluding|unless|besides|except for|with exception of|apart from|not including|exception|with exception for} [of|for|:] <J> [)] [<W:after>]",
    "<C> , {other than|except|except for|with exception of} , <J> ,",
    gives="C",
)
def cancer_except(found: Found) -> object:
    """ "other malignancy within 5 years except skin cancer"."""
    thing = found.any("C")
    if not isinstance(thing, SecondCancer) or found.match.string[found.match.end() :].startswith("of "):
        # "... except carcinoma in situ of the skin": no cancer in situ of anything else.
        return None
    for name in ("W", "after"):
        if found.has(name):
            made = with_window(thing, found.take(name, Window))
            if not isinstance(made, SecondCancer):
                return None
            thing = made
    made = excepted(thing, _names(found.any("J")))
    if made is None:
        return None
    said = found.draft.spoken(found.words)
    return replace(made, except_groups=tuple(one_skin_cancer(said, group) for group in made.except_groups))


@cancer_rule(
    "<C> [,] {within|in|during} [last] <W>",
    "<C> [diagnosed|active|treated|requiring treatment|that was active|or any evidence of other malignancy] [,] <W>",
    gives="C",
)
def cancer_window(found: Found) -> object:
    """ "other malignancy within 5 years"."""
    thing = found.any("C")
    if not isinstance(thing, SecondCancer):
        return None
    made = with_window(thing, found.take("W", Window))
    if made is None and thing.window == Window(days=0):
        return with_window(replace(thing, window=None), found.take("W", Window))
    return made


# --- qualities

QUALITIES = Stage("qualities")
rule = QUALITIES.rule


@rule(
    "<Q> {or|and|,|and/or|/|, or|or/and|and / or} <Q:other>",
    "<Q> <Q:other>",
    "{active|current|ongoing|concurrent|existing} {or|and|and/or|,|/} <Q:other>",
    "<Q> {or|and/or|/} {active|ongoing}",
    gives="Q",
    again=True,
)
def qualities(found: Found) -> object:
    """ "severe or uncontrolled"."""
    words = found.words
    for name in ("Q", "other"):
        sign = found.sign(name)
        if sign is not None:
            words = words.replace(f"Q{sign}", str(found.draft.at(sign)))
    return words.replace(" ,", ",").strip()


@rule("<Q> [,] <COD:thing>", gives="", again=True)
def with_adjective(found: Found) -> object:
    """ "uncontrolled hypertension"."""
    letter = found.match[0].split()[-1][0]
    return found.draft.put(letter, with_quality(cast("Thing", found.any("thing")), str(found.any("Q"))))


@rule("advanced <C>", gives="C")
def advanced(found: Found) -> object:
    """ "advanced liver disease"."""
    return with_quality(cast("Thing", found.any("C")), "advanced")


@rule("<Q> <F>", gives="F")
def finding_with_adjective(found: Found) -> object:
    """ "symptomatic visceral metastases"."""
    thing = found.any("F")
    quality = str(found.any("Q"))
    if quality in ("recurrent", "advanced", "progressive", "refractory", "relapsed"):
        return None
    return with_quality(cast("Thing", thing), quality)


@rule(
    "{ongoing or active|active or ongoing|current or active|active or current|active ,|currently active|known active|active known|clinically active|active and current|current and active|ongoing / active|active / ongoing|ongoing and/or active|active and/or ongoing|active|current|ongoing|currently} <CO:thing>",
    gives="",
    again=True,
)
def active(found: Found) -> object:
    """ "active infection"."""
    letter = found.match[0].split()[-1][0]
    return found.draft.put(letter, with_status(cast("Thing", found.any("thing")), "now"))


# --- grades

GRADES = Stage("grades")
grade_rule = GRADES.rule

_GRADE = "{grade|ctcae grade|nci ctcae grade|ctc grade|nci ctc grade|nci grade|toxicity grade|common toxicity criterion grade}"
_CTCAE = "[,|(] [{as defined by|by|per|according to|based on|using|as per|as graded by}] [nci|national cancer institute|national cancer institute ( nci )] {ctcae|ctc|nci ctcae|nci ctc|common terminology criterion for adverse event [( ctcae )]|common toxicity criterion|cancer institute common terminology criterion for adverse event|common terminology criterion} [,] [version|v] [<N:version>] [grade] [)]"


@grade_rule(
    f"[of] {_GRADE} {{or|of|is|:}} <B> <N>",
    f"[of] {_GRADE} <R>",
    f"[of] <B> {_GRADE} <N>",
    f"[of|at] {_GRADE} <N> {{or|and}} {{more|greater|higher|above|worse}}",
    f"[of] {_GRADE} <N> {{-|to|or|/}} <N:last>",
    f"[of] {_GRADE} <N> +",
    f"{{ctcae|nci ctcae|nci ctc|ctc}} [version|v] [<N:version>] <B> {_GRADE} <N>",
    gives="H",
)
def grade(found: Found) -> object:
    """ "grade ≥ 2"."""
    if found.has("R"):
        bound = found.take("R", Bound)
        if bound.high is not None and (bound.low is None or bound.high.value < 4):
            return None
        if bound.low is None or bound.unit or bound.times:
            return None
        return _grade(bound.low.value + (1 if bound.low_open else 0))
    number = found.take("N", Decimal)
    if found.has("B"):
        side = found.take("B", str)
        if side not in ("at_least", "above"):
            return None
        return _grade(number + (1 if side == "above" else 0))
    if found.has("last"):
        return _grade(number) if found.take("last", Decimal) >= 4 else None
    return _grade(number)


def _grade(number: Decimal) -> int | None:
    return int(number) if number == int(number) and 1 <= number <= 5 else None


@grade_rule(
    "<C> [,|(] [of|ctcae|nci ctcae|toxicity] grade <N> [at baseline] [)]",
    "grade <N> [underlying|existing|baseline] <C>",
    gives="C",
)
def grade_without_sign(found: Found) -> object:
    """ "neuropathy grade 2" among what keeps out: of that grade or worse, the sign was lost."""
    thing, number = found.any("C"), _grade(found.take("N", Decimal))
    string = found.match.string
    behind, before = string[found.match.end() :].split(), string[: found.match.start()].split()
    denied = found.draft.denied or bool({"no", "not", "without"}.intersection(before))
    if not denied or number is None or number < 2 or found.words.count("(") != found.words.count(")"):
        return None
    if behind and (
        behind[0] in ("or", "and", "-", "to", "/", "+", "only", ",") or (behind[0][0] in "BNR" and len(behind[0]) == 2)
    ):
        return None
    if not isinstance(thing, Ill) or thing.grade is not None or (before and before[-1] in ("<", "at", "least")):
        return None
    return replace(thing, grade=number)


@grade_rule(
    "<C> [,|(] [of|class] grade {i|ii|iii|iv} [or greater|or higher|or more|and above|or above|or worse] [)]",
    "grade {i|ii|iii|iv} {or greater|or higher|or more|and above|or above|or worse|- iv} <C>",
    gives="C",
)
def roman_grade(found: Found) -> object:
    """ "grade II or greater peripheral vascular disease"."""
    thing = found.any("C")
    words = found.words.split()
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}[next(word for word in words if word in ("i", "ii", "iii", "iv"))]
    up = bool({"greater", "higher", "more", "above", "worse"}.intersection(words)) or words.count("iv") > 0
    if not isinstance(thing, Ill) or thing.grade is not None or not up or thing.groups == ("heart failure",):
        return None
    behind = found.match.string[found.match.end() :].split()
    if behind and behind[0] in ("or", "and", "-", "to", "/"):
        return None
    return replace(thing, grade=number) if found.words.count("(") == found.words.count(")") else None


@grade_rule(
    "<H> [,] <C>",
    "<C> [,|(] [that is|of|at|with|which is|toxicity|is|>|currently|graded as|severity] <H> [severity|toxicity|in severity] [)]",
    f"<H> <C> {_CTCAE}",
    gives="C",
)
def graded(found: Found) -> object:
    """ "peripheral neuropathy of grade 2 or more"."""
    thing = found.any("C")
    number = found.take("H", int)
    if isinstance(thing, Ill) and thing.grade is None:
        return replace(thing, grade=number)
    if isinstance(thing, Several) and all(isinstance(part, Ill) and part.grade is None for part in thing.parts):
        return replace(thing, parts=tuple(replace(cast("Ill", part), grade=number) for part in thing.parts))
    return None


@grade_rule(f"<C> {_CTCAE}", gives="C")
def by_ctcae(found: Found) -> object:
    """ "by CTCAE v5.0" adds nothing."""
    thing = found.any("C")
    return thing if isinstance(thing, Ill) and thing.grade is not None else None


@grade_rule(
    "{nyha|new york heart association|new york heart association ( nyha )} [functional|cardiac] [class|classification|grade|functional class] [of] {<B> ii|<B> i|ii|iii|iv|ii iv|iii iv|<N>|<R>|ii iii or iv|ii or greater|iii or iv|iii/iv|iii / iv|ii or higher|iii or greater|iii or higher|ii or more|ii to iv|ii - iv|iii - iv|ii / iii / iv|iii and iv|ii iii iv|<N:a> or <N:b>|<N:c> or greater|greater than <N:d>|ii or worse|iii to iv|greater than ii|greater than i|ii , iii or iv|ii , iii , or iv|ii and greater|iii and above|ii or above} [or more|or greater|or higher|heart disease|cardiac disease|heart failure|functional class|symptom]",
    gives="V",
)
def nyha(found: Found) -> object:
    """ "NYHA class III or IV"."""
    tail = found.words.split("class")[-1] if "class" in found.words else found.words
    for name, sign in found.match.groupdict().items():
        if sign is not None:
            value = found.draft.at(sign)
            tail = tail.replace(
                f"{'B' if name.startswith('B') else 'R' if name.startswith('R') else 'N'}{sign}", _said(value)
            )
    return f"NYHA class {' '.join(tail.split())}"


def _said(value: object) -> str:
    if isinstance(value, Bound):
        return str(value.limits)
    return {"at_least": "at least", "above": "above", "at_most": "at most", "below": "below"}.get(
        str(value), str(value)
    )


@grade_rule("<C> [,|(] [of|defined as|with|ie|eg|as defined by|meeting] <V> [)]", "<V> <C>", gives="C")
def with_nyha(found: Found) -> object:
    """ "heart failure NYHA III"."""
    return with_quality(cast("Thing", found.any("C")), str(found.any("V")))


@grade_rule(
    "<C> [,] {from|related to|due to|associated with|of|caused by|attributable to|secondary to|resulting from|induced by|to|attributed to|as result of} [any|all|prior|previous|earlier] <CDO:cause>",
    "<C> {from|related to|due to|associated with|of|caused by|attributable to|secondary to|resulting from|induced by} [any|all] {prior|previous|earlier} {treatment|therapy|anticancer treatment|cancer therapy|regimen|systemic therapy}",
    gives="C",
)
def of_treatment(found: Found) -> object:
    """ "toxicity from prior chemotherapy": that is the toxicity of earlier treatment; "of trastuzumab": of that alone."""
    thing = found.any("C")
    if not isinstance(thing, Ill) or thing.groups != ("toxicity of earlier treatment",):
        return None
    cause = found.maybe("cause", Treated)
    if cause is None or cause.drugs.roles or set(cause.drugs.classes) & {"chemotherapy", "investigational drug"}:
        return thing
    return with_quality(thing, found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,"))


@grade_rule("{unresolved|ongoing|residual|persistent|existing|remaining} <C>", "<Q> <C>", gives="C")
def unresolved(found: Found) -> object:
    """ "unresolved toxicity" is toxicity that is still there."""
    thing = found.any("C")
    if not isinstance(thing, Ill) or thing.groups != ("toxicity of earlier treatment",):
        return None
    if found.has("Q") and str(found.any("Q")) not in ("unresolved", "persistent", "clinically significant"):
        return None
    return thing


# --- allergies

ALLERGIES = Stage("allergies")
allergy_rule = ALLERGIES.rule

_ALLERGY = "{allergy|hypersensitivity|hypersensitivity reaction|allergic reaction|intolerance|sensitivity|allergies|severe hypersensitivity|contraindication|anaphylaxis|anaphylactic reaction|hypersensitivity or allergy|allergy or hypersensitivity|allergy or intolerance|allergic|hypersensitive|allergic or hypersensitivity reaction|hypersensitivity to or allergy|severe allergic reaction|infusion reaction|severe reaction|allergic hypersensitivity|severe allergic or anaphylactic reaction|hypersensitivity or intolerance|allergic or anaphylactic reaction|severe hypersensitivity reaction|immediate or delayed hypersensitivity reaction|immediate or delayed hypersensitivity|intolerance or hypersensitivity|severe infusion reaction|anaphylactic reaction or severe hypersensitivity|adverse reaction}"


@allergy_rule(
    f"{_ALLERGY} [{{,|or|and|/|and/or|, or}} {_ALLERGY}] [{{or|and|/|, or}} {_ALLERGY}] {{to|attributed to|with|against|related to|associated with|from|due to|of}} [any of|any|one of|component of|ingredient of|any component of|any ingredient of|excipient of|active ingredient of|one or more of|either|prior|previous|other|similar] [component|ingredient|excipient|following|active substance|constituent] [or excipient|or ingredient|or component] [of] <D:drug>",
    gives="C",
)
def to_drugs(found: Found) -> object:
    """ "hypersensitivity to trastuzumab"."""
    thing = cast("Thing", found.any("drug"))
    drugs = drugs_of(thing)
    if drugs is None:
        return None
    names = (*drugs.drugs, *drugs.classes)
    if drugs.roles or drugs.targets or drugs.payloads:
        return None
    allergic = AllergyTo(drugs=names)
    if "contraindication" in found.words.split():
        # Not every contraindication is an allergy.
        said = found.draft.spoken(found.match[0])
        return Fixed(criterion=any_of((allergic, AskHuman(question=f"Is there a {said}?", because=JUDGED))))
    return Fixed(criterion=allergic)


def joined(one: Thing, other: Thing, joint: str) -> Thing:
    """Two things as one list."""
    parts: list[Thing] = []
    for thing in (one, other):
        if isinstance(thing, Several) and (thing.joint == joint or not joint):
            parts.extend(thing.parts)
        else:
            parts.append(thing)
    return Several(joint="and" if joint == "and" else "or", parts=tuple(parts))


def with_exception(thing: Thing, apart: Thing) -> Thing | None:
    """A thing without its exception: illnesses by their groups, else as a denial beside it."""
    if isinstance(thing, Ill) and isinstance(apart, Ill) and not apart.qualities and apart.grade is None:
        return replace(thing, except_groups=tuple(dict.fromkeys((*thing.except_groups, *apart.groups))))
    if isinstance(thing, Ill) and isinstance(apart, Several):
        groups: list[str] = []
        for part in apart.parts:
            if not isinstance(part, Ill) or part.grade is not None:
                return Unless(thing=thing, exception=question_of(apart, denied=True))
            groups.extend(part.groups)
        return replace(thing, except_groups=tuple(dict.fromkeys((*thing.except_groups, *groups))))
    if isinstance(thing, (Treated,)):
        return None
    return Unless(thing=thing, exception=question_of(apart, denied=True))
