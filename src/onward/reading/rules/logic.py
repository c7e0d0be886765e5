"""What joins and turns: presence, lists, denials, exceptions, conditions, requirements. The last rules of a line."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import (
    NODES,
    Age,
    AnyOf,
    AskHuman,
    Criterion,
    Finding,
    HasSex,
    LabWord,
    Performance,
    Pregnancy,
    When,
)
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.disease import is_disease
from onward.reading.rules.illness import joined, with_exception
from onward.reading.shared_window import (
    sharing_activity,
    sharing_adjective,
    sharing_grade,
    sharing_head,
    sharing_window,
)
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    Ill,
    SecondCancer,
    Several,
    Thing,
    Treated,
    Window,
    all_of,
    any_of,
    negated,
    question_of,
    with_quality,
    with_status,
    with_window,
)
from onward.reading.word_set import word_set

LISTS = Stage("lists")
LOGIC = Stage("logic")
rule = LISTS.rule
_THING = "CDFO"


def thing_of(value: object) -> Thing:
    """A value of the classes C, D, F, O or X as a thing."""
    return Fixed(criterion=value) if isinstance(value, NODES) else cast("Thing", value)


def criterion_of(value: object, *, denied: bool) -> Criterion:
    """The question that it is."""
    return value if isinstance(value, NODES) else question_of(cast("Thing", value), denied=denied)


def _in_one_window(one: Treated, other: Treated) -> Treated:
    """ "receives steroids or immunosuppressants within 7 days": the window goes for both."""
    free = one.window is None and not one.settings and not one.ended_by
    return replace(one, window=other.window) if other.window is not None and free else one


def _same_letter(found: Found, name: str, thing: Thing) -> str:
    sign = found.match[name]
    at = found.match.start(name)
    letter = found.match.string[at - 1]
    assert sign is not None
    return found.draft.put("C" if letter == "X" else letter, thing)


@rule("$presence <CDFO:thing>", gives="", again=True)
def present(found: Found) -> object:
    """ "presence of ...", "known ..."."""
    sign = found.sign("thing")
    if sign is not None:
        # What a human is asked later keeps the words: "requiring a pacemaker", "with brain involvement".
        found.draft.said[ord(sign) - FIRST_THING] = found.draft.spoken(found.words)
    return found.match[0][-3:]


@rule("$ever <CFO:thing>", gives="", again=True)
def once(found: Found) -> object:
    """ "history of ..."."""
    return _same_letter(found, "thing", with_status(thing_of(found.any("thing")), "ever"))


@rule(
    "{condition|illness|disease|disorder} {such as|including|including but not limited to|eg|like} [,|:] <C>", gives="C"
)
def such_as(found: Found) -> object:
    """ "conditions such as ..."."""
    return None


@rule(
    "<C> [,] {including but not limited to|including , but not limited to ,|including but not limited to ,|including|such as|eg|, eg ,|including any of following|like|including following} [,|:] [any of following] <C:example>",
    "<C> ( {including but not limited to|including|such as|eg|ie|for example} [,|:] <C:example> [etc] )",
    gives="C",
)
def including(found: Found) -> object:
    """ "uncontrolled illness including active infection": the illness, and what it names."""
    thing, example = cast("Thing", found.any("C")), cast("Thing", found.any("example"))
    if " ie " in found.words:
        return None
    general = thing.parts[-1] if isinstance(thing, Several) else thing
    # "Uncontrolled illness including asthma": asthma that is uncontrolled.
    return joined(thing, sharing_head(general, example), "or")


@rule("<C> ( <C:again> )", gives="C")
def illness_said_again(found: Found) -> object:
    """ "hepatitis B (HBV)"; "severe cardiac disease (unstable angina)" names an example."""
    one, again = found.any("C"), found.any("again")
    if isinstance(one, Ill) and isinstance(again, Ill) and one.groups == again.groups:
        return one
    if (
        isinstance(one, Several)
        and isinstance(again, Ill)
        and isinstance(one.parts[-1], Ill)
        and one.parts[-1].groups == again.groups
    ):
        return one
    return (
        joined(cast("Thing", one), cast("Thing", again), "or")
        if found.draft.denied and not isinstance(one, Fixed)
        else None
    )


@rule("<Q> {or|and/or|,} <C>", gives="C")
def quality_or_illness(found: Found) -> object:
    """ "uncontrolled or intercurrent illness": some illness or other is for a human either way."""
    thing = found.any("C")
    first = thing.parts[0] if isinstance(thing, Several) else thing
    if not isinstance(first, Ill) or first.groups != ("concurrent illness",):
        return None
    judged = with_quality(first, f"{found.any('Q')} or intercurrent")
    return judged if not isinstance(thing, Several) else replace(thing, parts=(judged, *thing.parts[1:]))


@rule("<COF:thing> ( {eg|such as|for example|including} [,] <CX:example> [etc] )", gives="")
def examples_understood(found: Found) -> object:
    """ "active cardiac disease (e.g. unstable angina, QTcF > 480 ms)": what it names counts as well."""
    thing = thing_of(found.any("thing"))
    if not found.draft.denied or (isinstance(thing, Fixed) and is_disease(thing.criterion)):
        return None
    return found.draft.put("C", joined(thing, sharing_head(thing, thing_of(found.any("example"))), "or"))


@rule(
    "{unwilling|unwillingness|refusal|not willing|unable or unwilling|inability or unwillingness|inability|unable} to {use|practice|employ|agree to use|utilize} <F:method>",
    gives="F",
)
def no_contraception(found: Found) -> object:
    """ "pregnancy, or unwillingness to use adequate birth control"."""
    method = found.any("method")
    if (
        not found.draft.denied
        or not isinstance(method, Fixed)
        or method.criterion != Finding(name="effective contraception")
    ):
        return None
    return Fixed(criterion=negated(method.criterion))


# The list goes on behind this pair.
_MORE = re.compile(r"(?:,|and|or|/|and/or|;)(?: (?:and|or|any|other))* [CDFO][\ue000-\uf8ff] ")
_AND = "{,|and|or|/|and/or|, and|, or|;|nor|, and/or|; or|; and|or any|or other|and/ or|as well as|or any other|, or any|, nor|or known|or evidence of|or history of|or current|and any|or active|, any|and other|or prior|or presence of|, has current|or has current|, has|, current|, or history of|or with|, history of|, or other|, including}"


@rule(f"<CDFO:one> {_AND} <CDFO:other>", gives="", again=True)
def listed(found: Found) -> object:
    """ "HIV, hepatitis B or hepatitis C"."""
    one, other = thing_of(found.any("one")), thing_of(found.any("other"))
    words = f" {found.words}"
    joint = "or" if " or " in words or "and/or" in words or " / " in words or " nor " in words else "and"
    if " and " not in words and joint == "and":
        joint = ""
    letters = {found.match.string[found.match.start(name) - 1] for name in ("one", "other")}
    if letters == {"F"} and _is_disease_thing(one) and _is_disease_thing(other) and not found.draft.denied:
        parts = (question_of(one, denied=False), question_of(other, denied=False))
        if joint == "":
            return None
        return found.draft.put("F", Fixed(criterion=any_of(parts) if joint == "or" else all_of(parts)))
    if " or history of " in words or ", history of" in words or " or prior " in words:
        other = with_status(other, "ever")
    if " or current " in words or " or active " in words:
        other = with_status(other, "now")
    if _MORE.match(found.match.string, found.match.end()) is None and ";" not in words.split():
        one = sharing_window(one, other, only_commas=joint == "")
    if ";" not in words.split():
        one = sharing_grade(one, other)
        other = sharing_adjective(one, sharing_activity(one, other))
        if isinstance(one, Several) and isinstance(one.parts[0], Ill) and _is_other(one.parts[0]):
            # "Uncontrolled illness including infection, asthma or ...": the head goes for all that it names.
            other = sharing_head(one.parts[0], other)
    if joint == "":
        joint = other.joint if isinstance(other, Several) else one.joint if isinstance(one, Several) else "or"
    elif isinstance(one, Several) and one.joint != joint and not found.draft.denied:
        # "A, B and C or D" is read as one list only where all of it is denied or excluded.
        return None
    if isinstance(one, Treated) and isinstance(other, Treated) and joint == "or":
        one = _in_one_window(one, other)
    return found.draft.put("C", joined(one, other, joint))


def _is_disease_thing(thing: Thing) -> bool:
    return isinstance(thing, Fixed) and is_disease(thing.criterion)


EXAMPLES = Stage("examples that are not understood")


@EXAMPLES.rule(
    "<COF:thing> ( {eg|such as|for example|including|eg ,|for example ,|including , but not limited to ,} ... )",
    gives="",
)
def examples_in_brackets(found: Found) -> object:
    """Examples in words that are not known: among what keeps out, a human looks at them as well."""
    thing = thing_of(found.any("thing"))
    if isinstance(thing, Fixed) and is_disease(thing.criterion):
        return None
    before = found.match.string[: found.match.start()].split()
    if isinstance(thing, Fixed) or not (found.draft.denied or {"no", "not", "without"}.intersection(before)):
        return _same_letter(found, "thing", thing)
    words = found.draft.spoken(found.match[0][found.match[0].index("( ") + 2 :]).strip(" ()")
    asked = AskHuman(
        question=f"Is it so: {re.sub('^(?:eg|such as|for example|including)[ ,]+', '', words)}?", because=JUDGED
    )
    return _same_letter(found, "thing", joined(thing, Fixed(criterion=asked), "or"))


logic_rule = LOGIC.rule

# --- exceptions

_EXCEPT = "{except [for|in case of|if due to|when due to]|other than|with exception of|excluding|apart from|with exception for|but not|not including|aside from|exception :|exception of|exclusive of|unless due to|excepting|not counting|unless it is|with exclusion of}"


@logic_rule(
    f"<CFO:thing> [,|;] [(] {_EXCEPT} [patient with|history of|those with|any|known|following|stable|prior] <CFO:apart> [)]",
    gives="",
)
def exception(found: Found) -> object:
    """ "toxicity of grade 2 or more except alopecia"."""
    thing, apart = thing_of(found.any("thing")), thing_of(found.any("apart"))
    if isinstance(thing, (SecondCancer, Fixed)):
        return None
    if ("(" in found.words) != (")" in found.words):
        return None
    made = with_exception(thing, apart)
    return None if made is None else _same_letter(found, "thing", made)


# --- denials

_NOT = (
    "{no|not|without|absence of|free of|free from|lack of|never|none|must not have|must not be|should not have|should not be|may not have|may not be|cannot have|cannot be|can not have|can not be|does not have|do not have|did not have|has not|have not|must not|should not|has no|have no|"
    "must have no|must be without|must be free of|is not|are not|has not had|have not had|no known|no evidence of|not have|without evidence of|without any|no clinical evidence of|with no|who have not|who has not|who are not|who do not have|having no|must not have had|must never have|shall not have|shall not be|will not have|should have no|and no|but no|neither|are free of|no current or|no current|may not|cannot|must not currently be|not currently|not be|not been|never been|must not have been|have never|has never|had no|have had no|not known to be|there is no|no active|no clinical|no radiographic evidence of|no radiological evidence of|no clinically|not previously|no previously|ruled out|no sign of|no documented|no other|negative for|not to have|no signs or symptoms of|must have not|does not|do not|no need for|no requirement for|tested negative for|must test negative for|must be negative for|test negative for|negative test for|is negative for|are negative for|negative result for|no suspected|no obvious|no definitive|no definite|without known|must have had no|should not have had|no past|not otherwise|will not be|no personal|no positive}"
)
_BETWEEN = "[any|known|evidence of|had|have|been|be|other|current|clinical evidence of|history of|prior|active|received|presence of|currently|any other|sign of|a|symptom of|diagnosis of|previous|concurrent|documented|more|clinical|receiving|personal history of]"


@logic_rule(
    f"{_NOT} {_BETWEEN} {_BETWEEN} <CDFOX:thing>",
    "<CDFO:thing> {is not allowed|are not allowed|not allowed|is not permitted|are not permitted|not permitted|is prohibited|are prohibited|prohibited|is excluded|are excluded|will be excluded|are not eligible|is not eligible|not eligible|are ineligible|ineligible|excluded|is an exclusion|must be excluded|should be excluded|will not be eligible|must be ruled out|has been ruled out|is exclusionary|are exclusionary|is excluded from study|are excluded from study|are excluded from this study|are not permitted to enroll|are not eligible for study|is not acceptable|are not eligible for this study|will be ineligible|are not eligible for participation|are not eligible for inclusion|shall be excluded|is forbidden|is ineligible|should not be enrolled|must not be enrolled|cannot be enrolled|will not be enrolled|may not be enrolled|may not participate|cannot participate|are to be excluded|is contraindicated|not acceptable|will not be allowed|should not be included|will be not eligible|is disallowed|are excluded from participation} [for this study|from this study|from this clinical trial|from clinical trial|from this trial|from study|for study|in this study|for trial|from trial|for participation|on study|during study|while on study|in this trial|for this trial|at any time]",
    gives="",
)
def denied(found: Found) -> object:
    """ "no brain metastases", "HIV infection is excluded"."""
    value = found.any("thing")
    first = found.words.split()[0]
    behind = len(first) == 2 and first[1] >= "\ue000"
    words = found.words
    between = words.split(found.match["thing"])[0] if found.match["thing"] else ""
    earlier = {"history", "prior", "previous", "received", "had"}.intersection(between.split())
    if isinstance(value, Treated) and not value.when and not behind and earlier:
        value = with_status(value, "ever")
    if "history of" in between:
        value = with_status(thing_of(value), "ever")
    if {"active", "current", "currently", "concurrent", "concomitant", "ongoing"}.intersection(between.split()):
        value = with_status(thing_of(value), "now")
    criterion = criterion_of(value, denied=True)
    if found.draft.denied and (behind or (first in _FORBIDDING and "not" in found.words) or first in ("cannot",)):
        # In a list of what keeps out, "may not be pregnant" says what keeps out.
        return found.draft.put("X", criterion)
    return found.draft.put("X", negated(criterion))


_FORBIDDING = frozenset({"must", "should", "may", "can", "shall", "will"})

# --- requirements

FRAMES = Stage("frames")
frame = FRAMES.rule

_MUST = "{must|should|shall|will|need to|have to|has to|are required to|is required to|required to|must also|should also|needs to}"
_HAVE = "{have|be|has|present with|have had|be known to have|meet|have documented|be documented to have|have evidence of|have confirmed|have known|have histologically confirmed|be confirmed to have|have diagnosis of|be able to|demonstrate|have been diagnosed with|be diagnosed with|also have|have either|have at least|have adequate|currently have|be considered|show|exhibit|currently be|have received|have one|be documented|also be|have undergone|be female with|have biopsy proven|present|be found to have|be adult|be woman with|be men or women with|undergo|have following :|maintain|have a|have :}"


@frame(
    f"[all|eligible|the] <P> {_MUST} {_HAVE} [:|a|known|documented|evidence of|diagnosis of|confirmed|either] <CDFOX:thing>",
    f"{_MUST} {_HAVE} [:|a|known|documented|evidence of|diagnosis of|confirmed|either] <CDFOX:thing>",
    "[all|any|eligible] <P> [:] <CDFOX:thing>",
    "[<P>] {has|have|had|must have|who have|who has|should have} {received|undergone|been treated with|completed|experienced|developed|suffered|suffered from} <CDFOX:thing>",
    "{received|treated with|completed|undergone|experienced|developed} <CDFOX:thing>",
    gives="",
    again=True,
)
def required(found: Found) -> object:
    """ "patients must have ..."."""
    letter = found.match.string[found.match.start("thing") - 1]
    if found.match.string[: found.match.start()].strip() not in ("", ",", ";", "and", "-", ":"):
        return None
    return f"{letter}{found.match['thing']} "


@frame(
    "<CDFOX:thing> {is required|are required|is mandatory|required|is necessary|must be present|must be documented|is needed|are needed|must be confirmed|is documented|must have been documented|must be available|at study entry|at baseline|at screening|at enrollment|at time of enrollment|at registration|at time of screening|at time of study entry|at randomization|at time of randomization|at time of registration|at entry|at present|prior to study entry|prior to enrollment|prior to randomization|prior to registration|before study entry|before enrollment|before randomization|before registration|at time of consent|at time of informed consent|at time of signing informed consent|at time of signing informed consent form|at consent|on study entry|at start of study|for inclusion|on day of signing informed consent|at time of diagnosis|as determined by investigator|as assessed by investigator|by investigator|at time of study enrollment|at study enrollment|during screening|at time of signing of informed consent|at time of inclusion|at inclusion|on day of consent|at time of initial diagnosis|at time of first dose|at time of providing informed consent|at time of enrolment|when signing informed consent|at study start|at time of informed consent signature|at initiation of study treatment|at day of consent|on day of enrollment|at visit 1|at time of recruitment|prior to start of treatment|prior to treatment|prior to starting treatment|prior to start of study treatment|before treatment|before starting treatment|prior to initiation of study treatment|prior to start of therapy|at diagnosis|at screening visit|at enrolment|on day of screening|on date of consent|at signing of informed consent|inclusive|at time of study|in screening|prior to therapy|prior to starting therapy|before start of treatment|before therapy|prior to initiation of therapy|prior to first dose|on study|at time of enrollment in study|at time of signing consent|at time of signing consent form|at time of obtaining informed consent} [<W>]",
    gives="",
    again=True,
)
def required_behind(found: Found) -> object:
    """ "... is required", "... at study entry"."""
    if found.has("W"):
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


# Words that may stand before what a line asks for, in any order, and only say that it is asked for.
_FRAMING = (
    "who|that|which|whose|must|should|shall|have|has|had|having|be|is|are|was|were|being|been|with|of|all|any|each|every|eligible|present|presenting|found|known|documented|confirmed|diagnosed|diagnosis|evidence|presence|"
    "previously|already|received|receive|undergone|undergo|underwent|treated|completed|developed|develop|experienced|experience|experiencing|suffering|suffer|from|either|also|tumor|disease|cancer|demonstrate|demonstrated|exhibit|"
    "show|showing|new|newly|adult|to|status|post|case|subject|individual|histologically|cytologically|pathologically|both|following|at|least|one|or|more|documentation|proof|confirmation|clinical|considered|determined|primary|currently|"
    "person|used|use|using|actively|documentation|ongoing|in|whom|belong|meet|verified|proven|established|there|exist|exists|case|type|form|breast|considered|her|their|his"
)


@FRAMES.raw(
    rf"(?:(?<=^)|(?<=, )|(?<=; )|(?<=and )|(?<=: ))(?P<frame>(?:(?:P[\ue000-\uf8ff]|{_FRAMING}) )+)(?P<letter>[CDFOX])(?P<thing>[\ue000-\uf8ff]) ",
    gives="",
    one_of="C D F O X",
)
def framed(found: Found) -> object:
    """ "patients who have been diagnosed with ..."."""
    words = found.match["frame"].split()
    if (
        words[-1] in ("or", "in", "at", "from", "of", "to", "least", "more")
        and len(words) > 1
        and words[-2] in ("not", "no")
    ):
        return None
    if words[-1] == "or" or words == ["in"] or (words[-1] in ("least", "more", "primary") and len(words) == 1):
        # "Breast or colorectal cancer": the one before the "or" is not a word that frames the other.
        return None
    return f"{found.match['letter']}{found.match['thing']} "


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
    return None if found.draft.denied else When(condition=when, then=then)


@condition(
    "<X> {and|,|;|; and|, and|as well as} [be|have|has|is|are|with|must have|must be|who are|who have|must also have|also] <X:other>",
    gives="X",
    again=True,
)
def both(found: Found) -> object:
    """Two questions: both; in a list of what keeps out, either of two that stand apart."""
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
    """Two questions: either."""
    return any_of((cast("Criterion", found.any("X")), cast("Criterion", found.any("other"))))


@condition(
    "<X> {with|and|and with|,|who have|who has|having|, with|, and|; |that is|and have|and has|who are|, who have|aged|whose|and have a} [a|known|diagnosis of|been diagnosed with|histologically confirmed|evidence of] <CFX:other>",
    "<F:thing> {with|and|,|who have|having|; |, with|, and|with at least one|and have|with at least} [a|known|evidence of|at least one] <X:other>",
    "<X> [aged] <CFX:other>",
    "<F:thing> <F:other>",
    "<F:thing> [aged] <X:other>",
    "<F:thing> {and|,|with|; |, and|and must have|with at least one|; and|and at least one} [a|one|have|at least one] <F:other>",
    gives="X",
    again=True,
)
def with_more(found: Found) -> object:
    """ "women aged 18 or more with metastatic breast cancer"."""
    if found.draft.denied and not _both_disease(found):
        return None
    left = found.any("X") if found.has("X") else found.any("thing")
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


@condition("<X:sex> [who|which] [is|are|have|has] <CFO:thing>", gives="X")
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


@FRAMES.rule("<CDFOX:thing> <P> [only]", gives="")
def patients_behind(found: Found) -> object:
    """ "melanoma patients"."""
    if found.match.end() != len(found.match.string):
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@FRAMES.rule("<F> ( <F:again> )", gives="F")
def said_again(found: Found) -> object:
    """ "pregnancy (positive serum pregnancy test)"."""
    return found.any("F") if found.any("F") == found.any("again") else None


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
    "<COF:thing> [,|(] {unless|except if|except when|other than if} [<P>] [has|have|is|are|with|they are|it is|they have|there is] <XCF:unless> [)]",
    gives="",
)
def unless(found: Found) -> object:
    """ "X unless Y"."""
    from onward.reading.things import Unless

    thing = thing_of(found.any("thing"))
    if not found.draft.denied:
        return None
    return _same_letter(found, "thing", Unless(thing=thing, exception=criterion_of(found.any("unless"), denied=False)))


RESTRICTIONS = Stage("restrictions")
restricting = RESTRICTIONS.rule

_RESTRICTING = (
    "{requiring|that requires|that require|which requires|which require|requires|require|needing|that required|which required|that would|which would|that could|which could|that may|which may|that might|which might|that will|"
    "interfering|that interferes|that interfere|which interferes|affecting|that affects|that affect|leading|resulting|that results|that resulted|caused by|due to|associated with|secondary to|related to|that is|which is|that are|which are|"
    "likely to|defined as|defined by|as defined by|causing|that causes|not responding|despite|not controlled|that has|that have|treated|under|in need of|that precludes|precluding|that preclude|which precludes|that limits|that limit|which limits|"
    "limiting|compromising|that compromise|that significantly|which significantly|significantly|that cannot|not adequately controlled|currently requiring|necessitating|in which|for which|as evidenced by|documented by|as determined by|"
    "as assessed by|that was|that were|during|contraindicating|that contraindicate|prohibiting|that prohibit|preventing|that prevent|judged|to be treated|considered|incompatible|where|who require|who need|contributing|manifested by|"
    "involving|detected|confirmed by|placing|posing|impairing|altering|that alter|predisposing|assessed by|per|according to|by|on|with|for|of|in|to|at|from|as determined|as assessed|as measured|requiring treatment|within area|that had|which has|which have|that did|while|when|who had|who have|whose|as documented|using|based on|after|following|before|prior to|such that|so that|thought to|as indicated by|as shown by|beyond|since|between|that must|which must|at least|despite of}"
)
# Words that turn or widen what stands before them: a restriction with one of these is not understood.
_TURNING = word_set(
    "unless except other than not no without if may allow allowed permitted eligible acceptable however but nor never excluding excluded exclude exception "
    "exempt ineligible note provided must should can cannot either waived instead regardless"
)
_NEW_PART = re.compile(
    r"(?:(?:^| )(?:or|and|,|;|/|and/or) (?:(?:history|known|any|active|prior|evidence|current|other|presence|have|has|had|be|is|are|received|previous|concurrent|a|with|uncontrolled|severe) (?:of )?)?[CXJOF][\ue000-\uf8ff])"
    r"|(?:(?:^| )(?:or|and|,|;|/) (?:history|known|any|active|prior|evidence|current|presence|previous|concurrent) )|[;.:] "
    # "dyspnoea because of A or requiring oxygen": two ways, and the second may hold without the first.
    r"|(?:^| )(?:or|and/or) (?:requir\w+|due|because|with|who|that|which|associated|related|needing|causing|resulting|leading|under|treated|receiving|has|have|had|is|are|not) "
)
_APART = re.compile(r"(?:^| )(?:, (?:or|and/or)|;) ")


@restricting("<CO:thing> [,|(] <D:needs> [)]", gives="")
def needing(found: Found) -> object:
    """ "infection requiring intravenous antibiotics"."""
    words = found.draft.said[ord(found.match["needs"]) - FIRST_THING]
    if not words.startswith(("requiring", "require", "treated with", "under", "on ", "needing")):
        return None
    return _same_letter(found, "thing", with_quality(thing_of(found.any("thing")), words))


@restricting(f"<CODFX:thing> [,|(] {_RESTRICTING} $rest", gives="")
def restricted(found: Found) -> object:
    """ "infection requiring intravenous antibiotics": the words stay beside the illness, for a human to judge."""
    value = found.any("thing")
    start = found.match.end("thing") + 1
    words = found.match.string[start : found.match.end()]
    if "lostsign" in words:
        return None
    opened, closed = words.count("("), words.count(")")
    if opened != closed and (not words.startswith("( ") or opened != closed + 1):
        return None
    tokens = words.split()
    if _TURNING.intersection(tokens[1:] if tokens[0] not in ("(", ",") else tokens[2:]) - _meant(words):
        return None
    if _NEW_PART.search(f" {words}"[1:]) is not None or _holds_a_list_of_its_own(found, words):
        return None
    if found.draft.denied and _APART.search(words) is not None and _is_pair(words):
        return None
    thing = thing_of(value)
    if isinstance(thing, Several) and _is_other(thing.parts[-1]):
        # "..., or other disease significantly affecting ...": the words restrict the last of the list alone.
        quality = found.draft.spoken(words).strip(" ,()")
        parts = (*thing.parts[:-1], with_quality(thing.parts[-1], quality))
        return found.draft.put("C", replace(thing, parts=parts), found.draft.spoken(found.match[0]))
    if isinstance(thing, Fixed) and thing.criterion.__class__.__name__ in ("Not", "When", "AnyOf", "HasSex", "Age"):
        return None
    if isinstance(thing, Fixed) and isinstance(thing.criterion, Finding) and thing.criterion.name.startswith("no "):
        # "Free of disease in the axilla" asks for less than to be free of disease.
        return None
    letter = found.match.string[found.match.start("thing") - 1]
    if letter == "X" and found.draft.denied:
        return None
    quality = found.draft.spoken(words).strip(" ,()")
    if not quality:
        return None
    made = with_quality(thing, quality)
    return found.draft.put("C" if letter == "X" else letter, made, found.draft.spoken(found.match[0]))


def _is_pair(words: str) -> bool:
    """Whether a comma with an "or" sets a second thing apart, and closes no list of the restriction itself."""
    at = _APART.search(words)
    return at is not None and " , " not in words[: at.start()]


_INTRODUCING = frozenset({"including", "as", "eg", "ie", "absence", "between", "like", ":"})


def _holds_a_list_of_its_own(found: Found, words: str) -> bool:
    """Whether a list was made among the words: "dyspnoea due to malignancy, or oxygen therapy" begins another part."""
    for place in re.finditer(r"[CDFOX]([\ue000-\uf8ff])", words):
        value = found.draft.at(place[1])
        before = words[: place.start()].split()
        in_brackets = before.count("(") > before.count(")")
        if not isinstance(value, Several) or in_brackets or (before and before[-1] in _INTRODUCING):
            continue
        if all(isinstance(part, (Treated, Happened)) for part in value.parts):
            continue
        said = found.draft.said[ord(place[1]) - FIRST_THING]
        if re.search(r"(?:,|;) (?:or|and|and/or)\b|;", said) or len({type(part) for part in value.parts}) > 1:
            return True
    return False


def _is_other(thing: Thing) -> bool:
    return isinstance(thing, Ill) and thing.groups == ("concurrent illness",)


def _meant(words: str) -> frozenset[str]:
    """Turning words that belong to the restriction itself."""
    allowed: set[str] = set()
    if words.startswith(("that may ", "which may ", "that can ", "which can ", ", that may ", ", which may ")):
        allowed.update(("may", "can"))
    if "not controlled" in words or "not adequately" in words or "not responding" in words or "not respond" in words:
        allowed.add("not")
    return frozenset(allowed)


WINDOWED = Stage("windows behind")


@WINDOWED.rule(
    "<CDO:thing> [,|(] <B> <T> [ago|prior|earlier|before|previously] [)]",
    "<CDO:thing> [,|(] <B> <W> [)]",
    gives="",
)
def bounded_behind(found: Found) -> object:
    """ "wide-field radiotherapy ≤ 28 days", "heart failure (< the last 6 months)"."""
    if found.take("B", str) not in ("at_most", "below") or ("(" in found.words) != (")" in found.words):
        return None
    window = found.maybe("W", Window)
    if window is None:
        window = Window(days=found.take("T", Stretch).days)
    made = with_window(thing_of(found.any("thing")), window)
    return None if made is None else _same_letter(found, "thing", made)


@WINDOWED.rule(
    "<D> [,|(] [at] [dose|a dose|dosage|daily dose|doses] [of|:|is] <AR:dose> [of] [D|prednisone|prednisolone|methylprednisolone] [or] [equivalent|its equivalent|equivalent dose] [daily|per day] [)]",
    gives="D",
)
def dose(found: Found) -> object:
    """ "aspirin (> 325 mg/day)": the dose stays for a human."""
    if ("(" in found.words) != (")" in found.words) or not isinstance(found.any("D"), Treated):
        return None
    return with_quality(
        cast("Thing", found.any("D")), f"dose {found.draft.said[ord(found.match['dose']) - FIRST_THING]}"
    )


@WINDOWED.rule(
    "<CDFOX:thing> {prior to|before|at any time prior to|any time prior to} [date of|time of] $anchor", gives=""
)
def before_the_study(found: Found) -> object:
    """ "heart failure at any time prior to enrolment"."""
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@WINDOWED.rule(
    "<CFO:thing> [,] [that occurred|occurring|diagnosed|which occurred|in|either|documented|experienced|present|treated|occurred|of onset] [occurring|diagnosed] <W>",
    gives="",
    again=True,
)
def in_window(found: Found) -> object:
    """ "myocardial infarction within 6 months"."""
    thing, window = thing_of(found.any("thing")), found.take("W", Window)
    if isinstance(thing, Fixed) and isinstance(thing.criterion, LabWord) and window.days is not None:
        if window.at_least or thing.criterion.within_days is not None:
            return None
        test = replace(thing.criterion, within_days=window.days)
        return _same_letter(found, "thing", replace(thing, criterion=test))
    made = with_window(thing_of(found.any("thing")), found.take("W", Window))
    return None if made is None else _same_letter(found, "thing", made)


@WINDOWED.rule("[any of following] <W> [,|:|of] [any of following :] <CO:thing>", gives="")
def window_before(found: Found) -> object:
    """ "within 6 months: myocardial infarction"."""
    return in_window(found)
