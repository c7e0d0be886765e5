"""Questions joined: both, either, for whom, if, unless."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    AskHuman,
    Condition,
    Criterion,
    Finding,
    HasSex,
    LabValue,
    LabWord,
    Not,
    Performance,
    Pregnancy,
    When,
)
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.described import STAGES_APART
from onward.reading.rules.disease import is_disease
from onward.reading.rules.limits import limits_of
from onward.reading.rules.values import criterion_of, same_letter, thing_of
from onward.reading.sought import sought
from onward.reading.things import JUDGED, CnsSpread, Fixed, Ill, SecondCancer, Several, all_of, any_of, negated
from onward.reading.things_asked import question_of

# --- conditions

CONDITIONS = Stage("conditions")
condition = CONDITIONS.rule


def _potential(value: object) -> bool:
    return isinstance(value, Fixed) and value.criterion == Finding(name="childbearing potential")


@condition(
    "[all] [female|woman|premenopausal|sexually active] <F:who> [<P>|and <P:more>] [only|( wocbp )|,|:] [must|should|will|shall|are required to|required|need to|has to|have to|with|who] [have|undergo|be|provide|demonstrate|require] [documented|confirmed|a|had|had a|tested] <F:test>",
    "<F:test> [is required|required|must be obtained|must be performed|must be documented] [for|in|if|of|, if|, for|prior to enrollment for|prior to study entry for|before enrollment for|must be available for|prior to registration for|( for|( if|within|( in|(] [all] [female|patient is|patient|subject is|<P>|participant is|woman|patient who is|is|premenopausal] [of|who is|who are|with|is|are] <F:who> [<P:more>|only] [)]",
    gives="X",
)
def test_for_those_who(found: Found) -> object:
    """ "women of childbearing potential must have a negative pregnancy test"."""
    who, test = found.any("who"), found.any("test")
    if not isinstance(who, Fixed) or not isinstance(test, Fixed) or not isinstance(test.criterion, LabWord):
        return None
    if not _potential(who) and who.criterion.__class__.__name__ not in ("Menopause", "HasSex"):
        return None
    return When(condition=who.criterion, then=test.criterion)


@condition(
    "{if|for|in} [<P>] [is|are|has|have|with|who have|who are|who has] <XCF:when> [<P:more>] [,|:] [then] [<P:again>] [they|he|she|patient|it] [must|should|shall] [be|have|have had|have received|also have|have been] <XCDF:then>",
    gives="X",
    whole=True,
)
def if_then(found: Found) -> object:
    """ "patients with bone metastases must receive ..."."""
    when = criterion_of(found.any("when"), denied=False)
    then = criterion_of(found.any("then"), denied=False)
    if _DEFINED.search(found.draft.spoken(found.words)) is not None:
        # "For those with hepatoma, adequate function is defined as A, B and C": all three are asked of them.
        return None
    return None if found.draft.denied else When(condition=when, then=then)


_DEFINED = sought(r", [^,;]*\b(?:is|are) defined as\b.*,")


def follows_an_or(found: Found) -> bool:
    """Whether an "or" stands before the first of two limits: "A or B, and C" is C, and one of the others."""
    if not found.has("X") or not limits_of(found.any("X")) or not limits_of(found.any("other")):
        return False
    before = found.match.string[: found.match.start()].split()
    joined = {"and", ",", "as"}.intersection(found.words.split()) and ";" not in found.words.split()
    return bool(joined) and len(before) > 1 and before[-1] == "or" and before[-2][0] == "X"


# Tests of one function, of which trials take either.
_PAIRS = (
    frozenset({"creatinine", "creatinine clearance", "eGFR"}),
    frozenset({"bilirubin", "bilirubin direct"}),
    frozenset({"INR", "prothrombin time", "aPTT"}),
    frozenset({"AST", "ALT"}),
)


def _stand_for_each_other(one: Criterion, other: Criterion) -> bool:
    names = {lab.analyte for part in (one, other) for lab in limits_of(part)}
    if not all(limits_of(part) for part in (one, other)):
        # Of anything but limits the words around it tell more.
        return True
    return len(names) == 1 or any(names <= pair for pair in _PAIRS)


def _is_list_of_limits(value: AllOf) -> bool:
    """Whether several tests stand there, of which nobody knows to which an "or" behind them belongs."""
    return len({lab.analyte for lab in limits_of(value)} - {"ALT"}) > 1


@condition(
    "<X> {and|,|;|; and|, and|as well as} [be|have|has|is|are|with|must have|must be|who are|who have|must also have|also] <X:other>",
    gives="X",
    again=True,
)
def both(found: Found) -> object:
    """Two questions: both; in a list of what keeps out, either of two that stand apart."""
    if follows_an_or(found):
        return None
    pair = (cast("Criterion", found.any("X")), cast("Criterion", found.any("other")))
    if not found.draft.denied or all(is_disease(one) or isinstance(one, (HasSex, Age)) for one in pair):
        return all_of(pair)
    if ";" in found.words.split():
        return any_of(pair)
    return None if "and" in found.words.split() or "," in found.words.split() else all_of(pair)


@condition(
    "<X> {or|, or|; or|and/or|; and/or} [have|has|be|is|are|with|must have|must be|who are|who have] <X:other>",
    gives="X",
    again=True,
)
def either(found: Found) -> object:
    """Two questions: either. "No stroke or LVEF below 50 %" denies both; behind a comma nobody knows."""
    first, other = cast("Criterion", found.any("X")), cast("Criterion", found.any("other"))
    if found.match.string[found.match.end() :].startswith("and X") and not _stand_for_each_other(first, other):
        # "A or B and C" leaves open what is meant.
        return None
    if not found.draft.denied and isinstance(first, AllOf) and isinstance(other, LabValue):
        last = first.of[-1]
        if isinstance(last, LabValue) and _stand_for_each_other(last, other):
            # "Bilirubin, creatinine ≤ 1.5 x ULN or clearance ≥ 50": the clearance stands for the creatinine alone.
            return all_of((*first.of[:-1], any_of((last, other))))
        if "either" not in found.match.string[: found.match.start()].split() and _is_list_of_limits(first):
            return None
    said = found.draft.said[ord(found.match["X"]) - FIRST_THING]
    if (
        isinstance(first, Not)
        and not isinstance(other, Not)
        and re.match(r"(?:\w+ ){0,3}(?:no|not|without|free of|absence of)\b", said)
    ):
        if found.draft.denied or "," in found.words or not isinstance(other, (LabValue, Condition, Finding)):
            return None
        return negated(any_of((first.of, other)))
    return any_of((cast("Criterion", found.any("X")), cast("Criterion", found.any("other"))))


@condition(
    "<X> {with|and|and with|,|who|who have|who has|having|, with|, and|; |that is|and have|and has|who are|, who have|aged|whose|and have a} [a|known|diagnosis of|been diagnosed with|histologically confirmed|evidence of] <CFX:other>",
    "<F:thing> {with|and|,|who have|having|; |, with|, and|with at least one|and have|with at least} [a|known|evidence of|at least one] <X:other>",
    "<X> [aged] <CFX:other>",
    "<X> <P:whom> [who are|aged] <X:other>",
    "<F:thing> <F:other>",
    "<F:thing> [aged] <X:other>",
    "<F:thing> {and|,|with|; |, and|and must have|with at least one|; and|and at least one} [a|one|have|at least one] <F:other>",
    gives="X",
    again=True,
)
def with_more(found: Found) -> object:
    """ "women aged 18 or more with metastatic breast cancer"."""
    if (found.draft.denied and not _both_disease(found)) or follows_an_or(found):
        return None
    left = found.any("X") if found.has("X") else found.any("thing")
    behind = found.any("other")
    if found.has("whom") and not isinstance(behind, Age):
        return None
    if not found.draft.denied and "who" in found.words.split() and "Pregnancy(" in repr(behind):
        # "Women who are pregnant" among what is asked for: most likely the heading that denies it was lost.
        return None
    if not found.draft.denied and (_is_illness(behind) or (isinstance(left, Not) and isinstance(behind, Several))):
        # "No infarction, stroke or ...": the denial goes on; an illness is never asked for beside something else.
        goes_on = isinstance(left, Not) and found.words.split()[1:2] == [","]
        if goes_on and " since " in found.draft.spoken(f"X{found.sign('X') or ''} "):
            # "At least 2 months since surgery, or adjuvant therapy": since each of them, and no denial of the second.
            return None
        return (
            negated(any_of((left.of, criterion_of(behind, denied=True)))) if goes_on and isinstance(left, Not) else None
        )
    if found.words.split()[1:2] == [","] and not found.draft.denied and "carcinoma in situ" in repr(behind):
        # "Invasive breast cancer, DCIS": one or the other, and no word says so.
        return None
    if isinstance(left, Fixed) and STAGES_APART.search(found.draft.spoken(found.words)) is not None:
        return None
    if len(found.words.split()) == 2 and not _both_disease(found):
        # Side by side, without a word between them: only who and what ("women" "aged 18 or more").
        persons = (HasSex, Age, Performance)
        pair = (criterion_of(left, denied=False), criterion_of(found.any("other"), denied=False))
        if not any(isinstance(one, persons) or _is_either_sex(one) for one in pair):
            return None
    parts = (criterion_of(left, denied=False), criterion_of(found.any("other"), denied=False))
    return all_of(parts)


@condition("<F> {that is|which is|that are|which are} either <XF:more>", gives="F")
def either_of_its_ways(found: Found) -> object:
    """ "breast cancer that is either locally recurrent and not curable, or stage IV"."""
    one, more = criterion_of(found.any("F"), denied=False), criterion_of(found.any("more"), denied=False)
    return Fixed(criterion=all_of((one, more))) if is_disease(one) and is_disease(more) else None


@condition("<X> ( [or|ie] <X:other> )", "<X> or [<P>] <X:other>", gives="X")
def either_scale(found: Found) -> object:
    """ "ECOG ≤ 2 (Karnofsky ≥ 60 %)"."""
    one, other = found.any("X"), found.any("other")
    if isinstance(one, Performance) and isinstance(other, Performance) and one.scale != other.scale:
        return any_of((one, other))
    return None


@condition(
    "<X:sex> [who|which] [is|are|have|has] [undergone|had|received|been diagnosed with|undergoing] <CFO:thing>",
    gives="X",
)
def of_a_sex(found: Found) -> object:
    """ "female patients who are pregnant", "men with ..." among what keeps out."""
    sex, thing = found.any("sex"), thing_of(found.any("thing"))
    if not isinstance(sex, HasSex) or not found.draft.denied:
        return None
    question = question_of(thing, denied=True)
    if isinstance(question, Pregnancy) or (
        isinstance(question, AnyOf) and all(isinstance(p, Pregnancy) for p in question.of)
    ):
        return question
    return all_of((sex, question))


@condition(
    "<X> {and|,|;} [must|must have|have|has|fully|be|is|patient|with] [have] {recovered|recovery|fully recovered|full recovery} [from [all|any|acute|the|its|their|prior|that] [toxic|acute|side] [effect|toxicity|surgery|procedure|operation|treatment|therapy|complication] [of [that|prior|surgery|treatment|therapy|procedure]]|from <CDO:cause>]",
    gives="X",
)
def and_recovered(found: Found) -> object:
    """ "at least 2 weeks since prior surgery and recovered"."""
    if found.draft.denied:
        return None
    return all_of((cast("Criterion", found.any("X")), Finding(name="recovered from earlier treatment")))


def _is_illness(value: object) -> bool:
    return isinstance(value, (Ill, CnsSpread, SecondCancer)) or (
        isinstance(value, Several) and any(_is_illness(part) for part in value.parts)
    )


def _is_either_sex(criterion: Criterion) -> bool:
    return isinstance(criterion, AnyOf) and all(isinstance(part, HasSex) for part in criterion.of)


def _both_disease(found: Found) -> bool:
    return all(
        is_disease(criterion_of(value, denied=False))
        for name, sign in found.match.groupdict().items()
        if sign is not None and (value := found.any(name)) is not None
    )


_ALLOWED = "{allowed|permitted|permissible|eligible|acceptable|allowable}"


@condition(
    f"<CDFO:thing> [therapy|treatment] {{is|are|will be|may be|be}} {_ALLOWED} [for study|to participate|to enroll|in study|for enrollment] [,] [only] {{provided|if|as long as|so long as|when|only if|only when|providing|unless|but must}} [that] <X:then>",
    f"<CDFO:thing> [therapy|treatment] {_ALLOWED} [,] [only] {{provided|if|as long as|so long as|when|only if|only when|providing}} [that] <X:then>",
    gives="X",
)
def allowed_if(found: Found) -> object:
    """ "prior capecitabine is allowed if at least 6 months ago": where there was one, it has to be so."""
    if "unless" in found.words:
        return None
    thing = thing_of(found.any("thing"))
    then = criterion_of(found.any("then"), denied=False)
    when = question_of(thing, denied=True)
    return all_of((when, negated(then))) if found.draft.denied else When(condition=when, then=then)


@condition(
    f"<CDFO:thing> [therapy|treatment] {{is|are|will be|may be|be}} {_ALLOWED} [for study|to participate|to enroll|in study|for enrollment] [,] [only] {{provided|if|as long as|so long as|only if|only when|providing}} [that] $rest",
    f"<CDFO:thing> [therapy|treatment] {_ALLOWED} [,] [only] {{provided|as long as|only if|so long as}} [that] $rest",
    gives="X",
)
def allowed_if_judged(found: Found) -> object:
    """ "brain metastases are allowed if clinically stable": the condition stays for a human, in its words."""
    rest = found.match["rest"]
    if found.match.end() != len(found.match.string) or {"unless", "except"} & set(rest.split()):
        return None
    thing = thing_of(found.any("thing"))
    judged = AskHuman(question=f"Is it so: {found.draft.spoken(rest).strip(' .,;')}?", because=JUDGED)
    when = question_of(thing, denied=True)
    return all_of((when, negated(judged))) if found.draft.denied else When(condition=when, then=judged)


@condition(
    "<X> [,] {except for|except} {patient|participant|subject|those|<P>} [with|who have] <F:apart>",
    gives="X",
)
def but_for_those_with(found: Found) -> object:
    """ "progressed on a checkpoint inhibitor, except for patients with pancreatic cancer": of them it is not asked."""
    if found.draft.denied:
        return None
    return any_of((cast("Criterion", found.any("X")), criterion_of(found.any("apart"), denied=False)))


@condition(
    "<COF:thing> [,|(] {unless|except if|except when|other than if} [<P>] [has|have|is|are|with|they are|it is|they have|there is] <XCF:unless> [)]",
    gives="",
)
def unless(found: Found) -> object:
    """ "X unless Y"."""
    from onward.reading.things import Unless

    thing = thing_of(found.any("thing"))
    if not found.draft.denied:
        return None
    return same_letter(found, "thing", Unless(thing=thing, exception=criterion_of(found.any("unless"), denied=False)))
