"""A sentence that is understood without its brackets: what they narrow, widen or except, in their own words.

"A stroke (with glimmering that lasted)": nobody is kept out who never had one, and a human is asked the whole.
"Measurable disease (or a glimmering bone)": whoever has it is let in, and others are asked for the bone. What a bracket
does is told by its first words; where these leave it open, nothing is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from onward.criteria import (
    Age,
    AskHuman,
    Criterion,
    Finding,
    Her2Ish,
    Her2Score,
    LabGrade,
    LabValue,
    LabWord,
    Lines,
    Measurement,
    Menopause,
    MetastaticSites,
    Not,
    OtherCancer,
    Performance,
    Receptor,
    ReceptorPercent,
    Spread,
    Takes,
    TnmCategory,
    Washout,
    When,
    parts_of,
)
from onward.reading.decides import can_decide
from onward.reading.partial_bracket import is_abbreviation
from onward.reading.partial_part import asked, is_adjective
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import all_of, any_of, negated

# What a bracket does to what stands before it.
Does = Literal["narrows", "widens", "excepts", "lets in", "demands", "forbids"]

_DEMANDS = sought(r"\b(?:must|should|shall|ha(?:s|ve) to|needs? to|(?:is|are) required)\b")
_FORBIDS = sought(
    r"\b(?:not (?:be )?(?:allowed|permitted|eligible|acceptable|included)|(?:is|are|will be) (?:excluded|ineligible|prohibited)|(?:may|must|should|can) ?not)\b"
)
_LETS_IN = sought(
    r"\b(?:allowed|permitted|eligible|acceptable|accepted|may|can|could|exempt\w*|waived|not (?:be )?(?:required|necessary|needed|mandatory|excluded|exclusionary|considered|count\w*|an exclusion)|(?:does|do) not (?:\w+ )?(?:count|exclude|require|apply|need|preclude|have to))\b"
)
_EXCEPTS = sought(
    r"^(?:unless|except\w*|excluding|other than|with (?:the )?exceptions? of|apart from|aside from|not including|but not)\b"
)
_EXCEPTS_LATER = sought(r"\b(?:unless|except\w*|excluding|other than|apart from|aside from|but not|not including)\b")
_WIDENS = sought(r"^(?:and/or|or|including|includes?|eg|such as|for example|like|also|as well as|plus)\b")
_WIDENS_LATER = sought(r"\b(?:including|includes?|eg|such as|for example|like|also|as well as|and/or)\b")
# A bracket that begins with one of these tells more of what stands before it.
_TELLS_MORE = sought(
    r"^(?:with|without|defined|ie|requiring|requires?|grade|class|stage|within|per|by|at|on|in|from|during|after|before|prior to|since|due to|that|which|who|using|based|according|as (?:defined|assessed|determined|measured|per|judged|confirmed|documented|evidenced|described|shown|evaluated)|confirmed|documented|measured|assessed|determined|evaluated|obtained|calculated|corrected|given|used|treated|diagnosed|clinically|histologically|especially|particularly|specifically|greater|less|more than|at least|[≥≤<>])(?= |$)"
)
_DEFINES = sought(r"^(?:ie|defined|as defined|stage|grade|class|with|clinically|histologically)\b")
# A bracket of one word gives its letters, or another name.
_A_FEW = 2
_OR = sought(r"(?:^| )(?:or|and/or|/)(?= |$)")
_NUMBER = sought(r"\d|[≥≤<>]|\b(?:greater|less|upper limit|lower limit|uln|lln|normal)\b")
_TIME = sought(r"\d+ (?:hour|day|week|month|year|half)|\bhalf li")
# When a test was made, and how.
_OF_THE_TEST = sought(
    r"^(?:(?:obtained|determined|done|measured|performed|assessed|drawn) )?(?:within|≤|in) (?:last |past )?\d+ (?:day|week|month)(?: (?:prior to|before|of|after) [a-z0-9 ]+)?$|"
    r"^(?:using|by|per|corrected for|calculated|as calculated|as measured|measured by|as determined|as assessed|determined|assessed)\b[^≥≤<>0-9]*$|^without (?:[a-z]+ ){0,4}(?:transfusion|support|growth factor)\b[^≥≤<>0-9]*$"
)
# Behind these a bracket belongs to what does not count, or to a condition.
_TURNED_BEFORE = sought(
    r"\b(?:unless|except\w*|excluding|other than|apart from|aside from|but not|if|provided|as long as|when|where|whether|inability|unable|neither|nor)\b"
)
_DENIED_BEFORE = sought(r"\b(?:not|no|without|never|absence|lack|free of|none)\b")
# Other names, and what makes no difference.
_SAYS_NOTHING = sought(
    r"^(?:with or without|with / without|formerly|previously known as|also known as|aka|also called)\b|"
    r"^(?=[^ ]+ [^ ])(?:(?:serum|glutamic|glutamate|oxaloacetic|pyruvic|pyruvate|transaminase|aspartate|alanine|aminotransferase|sgot|sgpt|alt|ast|alp|;|/|\(|\)|calc|\.|formerly|cockcroft|gault|and|mdrd|method|formula|ckd|epi|rna|dna|,) ?)+$"
)
# Of whom it speaks, when it holds, and what counts: it may narrow, and it may let in.
_LEFT_OPEN = sought(
    r"^(?:if|for|when|where|unless otherwise|patient|participant|subject|woman|man|female|male|those|individual|in (?:patient|participant|subject|woman|man|those|case))\b|\b(?:regardless|irrespective|counts? as|counted|considered|classified|regarded|will be)\b"
)
_NOT_NEEDED = sought(
    r"\bnot (?:be )?(?:required|necessary|needed|mandatory)\b|\b(?:does|do) not (?:require|need|have to)\b"
)
_ONLY_SO_MANY = sought(
    r"\b(?:up to|at most|no more|not more|maximum|only|≤|<|less than|fewer|within|if|provided|but|after|as long as)\b|[≤<≥>]"
)
_ELSEWHERE = sought(r"^(?:please )?(?:see|refer)(?: to)? (?:[a-z]+ )?(?:appendix|section|table|protocol)\b[^;]*$")
_NOT_OF_THE_LINE = sought(r"^(?:note|nb|see|please|refer|appendix|section|table|protocol|step|phase|part|cohort|arm)\b")


_NOTED = sought(r"^(?:please )?(?:note|nb)(?: that)?(?: :| ,)? ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """What stands in a bracket, and all that stands before it."""

    inner: str
    before: str


def without_its_brackets(sentence: str, *, denied: bool, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of a sentence whose brackets alone are not understood; None where one of them may do otherwise.

    read   a sentence -> its question, of which parts may be for a human
    """
    plain, brackets = _apart(sentence)
    if denied:
        # "(please note: A is not one of them)" lets in.
        brackets = [
            replace(one, inner=_NOTED.sub("", one.inner)) if _LETS_IN.search(one.inner) else one for one in brackets
        ]
    if any(_NOT_OF_THE_LINE.match(one.inner) and not _ELSEWHERE.match(one.inner) for one in brackets):
        return None
    apart = [one for one in brackets if not _says_nothing(one)]
    if brackets and not apart:
        alone = read(plain)
        # "Stage III (with or without glimmering) or recurrent": of which of them it is said is not certain.
        return None if alone is None or (_is_list(alone) and "with" in sentence.split()) else alone
    brackets = apart
    if " : " in plain:
        return None  # what stands before a colon may be of whom the rest is said
    if not brackets or any(_TURNED_BEFORE.search(one.before) for one in brackets):
        return None
    if denied and any(_DENIED_BEFORE.search(one.before) for one in brackets):
        return None
    rest = read(plain)
    if rest is None:
        return None
    leaves = _leaves(rest)
    if any(isinstance(one, When) for one in _within(rest)) or not all(
        _may_be_beside(one, leaves, plain) for one in brackets
    ):
        return None
    does: set[Does | None] = {_does(one.inner, leaves, denied=denied) for one in brackets}
    turned = _turned(rest, denied=denied)
    if None in does or turned is None or len(does) > 1:
        return None
    if "widens" in does and any(isinstance(leaf, OtherCancer) for leaf in leaves):
        return None  # "previous cancers (including this one)"
    if denied and _BEFORE_NOW.search(plain) is not None and any(isinstance(one, Takes) for one in leaves):
        return None  # "steroids within 14 before the first dose": what was stopped lately may be meant as well
    whole = asked(sentence)
    told = whole if len(brackets) > 1 or _is_list(rest) else asked(brackets[0].inner)
    (what,) = does
    found = _kept_out(rest, what, told, whole) if denied else _asked_for(rest, what, told, whole, turned=turned)
    return found if found is not None and can_decide(found) else None


_BEFORE_NOW = sought(r"\b(?:within|prior to|before|last|past|previous|preceding|recent)\b")


def _says_nothing(bracket: Bracket) -> bool:
    """Whether it gives letters or another name, tells how the study goes about it, or makes no difference."""
    return (
        _SAYS_NOTHING.match(bracket.inner) is not None
        or is_abbreviation(bracket.inner.split(), bracket.before.split())
        or _ELSEWHERE.match(bracket.inner) is not None
        or tells_conduct(bracket.inner)
        or _NO_TEST.search(bracket.inner) is not None
    )


# "(testing is not required)".
_NO_TEST = sought(
    r"\b(?:test\w*|screening|documentation|assessment|confirmation|evaluation)\b[^.;]*\b(?:not|no)\b[^.;]*\b(?:required|necessary|needed|mandatory)\b|^(?:no|without) [a-z ]*(?:test|testing|screening) (?:is )?(?:required|necessary|needed)$"
)


def _kept_out(rest: Criterion, does: Does | None, told: AskHuman, whole: AskHuman) -> Criterion | None:
    match does:
        case "narrows":
            return all_of((rest, told))
        case "widens" | "forbids":
            return any_of((rest, told))
        case "excepts" | "lets in":
            return all_of((rest, whole if told is whole else negated(told)))
        case _:
            return None


def _asked_for(
    rest: Criterion, does: Does | None, told: AskHuman, whole: AskHuman, *, turned: bool
) -> Criterion | None:
    """The same among what is asked for; `turned`: what stands before the bracket is denied."""
    match does:
        case "narrows":
            return any_of((rest, whole)) if turned else all_of((rest, told))
        case "widens":
            return all_of((rest, whole if told is whole else negated(told))) if turned else any_of((rest, told))
        case "excepts":
            return any_of((rest, told)) if turned or _is_limit(rest) else all_of((rest, whole))
        case "lets in":
            return any_of((rest, told))
        case "demands":
            return all_of((rest, told))
        case "forbids":
            return all_of((rest, whole))
        case _:
            return None


def _apart(sentence: str) -> tuple[str, list[Bracket]]:
    """The sentence without its brackets, and these with what stands before them; none where they do not close."""
    if sentence.count("( ") != sentence.count(") ") or "( " not in sentence:
        return sentence, []
    plain, brackets, depth, inner = "", list[Bracket](), 0, ""
    for word in sentence.split():
        if word == "(":
            depth += 1
            if depth == 1:
                inner = ""
                continue
        elif word == ")":
            depth -= 1
            if depth < 0:
                return sentence, []
            if depth == 0:
                brackets.append(Bracket(inner=inner.strip(), before=plain))
                continue
        if depth:
            inner += f"{word} "
        else:
            plain += f"{word} "
    return plain, [one for one in brackets if one.inner]


def _does(inner: str, leaves: Sequence[Criterion], *, denied: bool) -> Does | None:
    """What a bracket does; None where its words leave it open."""
    if _FORBIDS.search(inner) is not None:
        return "forbids"
    if _DEMANDS.search(inner) is not None:
        return None if denied else "demands"
    if _EXCEPTS.match(inner) is not None:
        return "excepts"
    if _EXCEPTS_LATER.search(inner) is not None:
        return None
    if _LETS_IN.search(inner) is not None:
        open_way = _NOT_NEEDED.search(inner) if denied else _ONLY_SO_MANY.search(inner)
        return None if open_way is not None else "lets in"
    if _LEFT_OPEN.search(inner) is not None:
        return None
    if _WIDENS.match(inner) is not None:
        return "widens"
    if _WIDENS_LATER.search(inner) is not None:
        return None
    listed = _OR.search(inner) is not None or "," in inner
    if listed and _DEFINES.match(inner) is not None and (not denied or re.search(r"[≥≤<>]", inner) is None):
        return None  # "locally advanced (stage III or glimmering)": it may be wider than the word
    if any(isinstance(leaf, _LIMITED) for leaf in leaves) and _OF_THE_TEST.match(inner) is None:
        return None  # "(no liver metastases)": a limit for those alone
    if _TELLS_MORE.match(inner) is not None:
        return "narrows"
    if denied and (_is_described(inner) or (_HOW_BAD.search(inner) is not None and _MEASURED.search(inner) is None)):
        return "narrows"
    return None if denied or listed or len(inner.split()) < _A_FEW else "narrows"


# How bad an illness is; but a value of the laboratory may be all that is on record of it.
_HOW_BAD = sought(r"\b(?:blood pressure|bp|systolic|diastolic|mmhg|mm hg|intraocular|grade|ctcae)\b")
_MEASURED = sought(
    r"\b(?:creatinine|clearance|gfr|egfr|potassium|sodium|calcium|magnesium|platelet|neutrophil|anc|wbc|count|hemoglobin|bilirubin|ast|alt|glucose|hba1c|ejection|lvef|qtc\w*|inr|albumin|uln|or [a-z]+ (?:disease|failure|syndrome))\b|mg / dl|umol|mmol|e9"
)


def _is_described(inner: str) -> bool:
    """Whether a bracket holds adjectives only: "(systemic or topical)"."""
    return all(word in ("or", "and", "and/or", ",", "/") or is_adjective(word) for word in inner.split())


def _may_be_beside(bracket: Bracket, leaves: Sequence[Criterion], plain: str) -> bool:
    """Whether a bracket can be left out without its numbers going astray: those of another limit, of another time."""
    inner = bracket.inner
    if any(isinstance(leaf, _LIMITED) for leaf in leaves):
        return _NUMBER.search(inner) is None or _OF_THE_TEST.match(inner) is not None
    if any(map(_is_defined, leaves)):
        # "HER2-negative (glimmering in two tests)": a definition that may be wider than the word.
        return _TELLS_HOW.match(inner) is not None
    return _TIME.search(inner) is None or _TIME.search(plain) is None


# What has a limit of its own.
_LIMITED = LabValue | LabGrade | Performance | Age | Measurement | Lines | Spread | MetastaticSites | TnmCategory


def _is_defined(leaf: Criterion) -> bool:
    if isinstance(leaf, Finding):
        return leaf.name == "childbearing potential"
    return isinstance(leaf, Receptor | ReceptorPercent | Her2Score | Her2Ish | Menopause)


_TELLS_HOW = sought(
    r"^(?:as )?(?:confirmed|determined|assessed|documented|measured|tested|evaluated|per|by|using|according|based|reported)\b[^≥≤<>0-9]*$"
)


def _is_list(rest: Criterion) -> bool:
    return sum(not isinstance(leaf, AskHuman) for leaf in _leaves(rest)) > 1


def _is_limit(rest: Criterion) -> bool:
    return all(isinstance(leaf, LabValue | LabWord | Performance | Age | AskHuman) for leaf in _leaves(rest))


def _turned(rest: Criterion, *, denied: bool) -> bool | None:
    """Whether what the sentence names is denied in its question; None where it is denied in part, or one cannot say."""
    signs = set(_signs(rest, turned=False))
    if len(signs) != 1 or (denied and True in signs):
        return None
    return signs.pop()


def _signs(criterion: Criterion, *, turned: bool) -> list[bool]:
    match criterion:
        case AskHuman():
            return []
        case Not(of=Washout()):
            return [turned]  # "within 4 weeks" names what was given
        case Washout():
            return [not turned]
        case Not():
            return _signs(criterion.of, turned=not turned)
        case _:
            parts = parts_of(criterion)
            return [sign for part in parts for sign in _signs(part, turned=turned)] if parts else [turned]


def _leaves(criterion: Criterion) -> list[Criterion]:
    return [one for one in _within(criterion) if not parts_of(one)]


def _within(criterion: Criterion) -> list[Criterion]:
    return [criterion, *(inner for part in parts_of(criterion) for inner in _within(part))]
