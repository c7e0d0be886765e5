"""The heart: NYHA classes in all their spellings, and what "uncontrolled hypertension" is defined as."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AnyOf, AskHuman, Condition, LabValue, Not
from onward.reading.grammar import Found, Stage
from onward.reading.rules.examples import or_as_told
from onward.reading.rules.illness import joined
from onward.reading.rules.limits import limits_of
from onward.reading.rules.values import thing_of
from onward.reading.things import JUDGED, Ill, Several, Thing, all_of, any_of, negated, with_quality
from onward.reading.things_asked import question_of

HEART = Stage("heart")
rule = HEART.rule

_NYHA = "{nyha|new york heart association|new york heart association nyha|new york heart association ( nyha )}"
_KLASS = "[functional|function|cardiac|heart|for] [class|classification|grade|classe|functional class|functional classification|heart failure class|functional capacity|class of|heart failure classification|classification class|score|stage|level|failure class|disease class|functional status]"
_ROMAN = "{i|ii|iii|iv|iib|<N>|<R>}"
_MORE = "[{or|and|to|/|,|, or|-|and/or|through|or class} {i|ii|iii|iv|<N:b>}|{ii|iii|iv} iv|ii|iii|iv] [{or|and|,|/|, or} {iii|iv|<N:c>}] [{or|,|, or} {iv|<N:d>}] [or greater|or higher|or more|or above|or worse|and above|and higher|or over|and greater]"


@rule(
    f"{_NYHA} {_KLASS} [of|:|>|≥|( |is] [<B>] [class|classification|grade] {_ROMAN} {_MORE} [heart disease|cardiac disease|functional class|symptom|criterion|( <Q> )] [by|according to]",
    f"{{class|classe|grade|functional class|stage}} [<B>] {_ROMAN} {_MORE} [,|(] [as] [defined by|by|according to|per|of|as per|on|in|based on|using|as defined in] {_NYHA} [functional|( nyha )] [classification|class|criterion|classification system|functional class|functional classification|guideline|scale|grading] [system] [)]",
    gives="V",
)
def nyha(found: Found) -> object:
    """ "NYHA class III or IV", "class II-IV as defined by the New York Heart Association"."""
    if found.words.count("(") != found.words.count(")"):
        return None
    said = found.draft.spoken(found.match[0])
    tail = re.findall(r"\b(?:i|ii|iii|iv|iib|[1-4])\b|≥|>|at least|greater|higher|above|more|worse|less|<|≤", said)
    if {"less", "<", "≤", "i", "1"} & set(tail) and not {">", "greater"} & set(tail):
        return None
    return f"NYHA class {' '.join(tail)}"


@rule(
    "<C> [,|(] [of|defined as|with|ie|eg|as defined by|meeting|that is|which is|graded as|in|,|as per|per|by|according to|≥|>] [<B>] [at least|as] <V> [)]",
    "<V> <C>",
    "class {i|ii|iii|iv} {or|and|-} {ii|iii|iv} <C>",
    f"<C> ( <B:over> {_NYHA} [functional] [class|classification|grade] {{i|ii|iii}} )",
    gives="C",
)
def with_nyha(found: Found) -> object:
    """ "heart failure NYHA III", "class III or IV congestive heart failure"."""
    thing = thing_of(found.any("C"))
    if ("(" in found.words) != (")" in found.words):
        return None
    if "," in found.words and (not isinstance(thing, Ill) or _CLASSED.isdisjoint(thing.groups)):
        # "Infarction, NYHA class III or IV": two criteria.
        return None
    if found.has("over"):
        side = str(found.any("over"))
        return (
            with_quality(thing, f"NYHA class {side.replace('_', ' ')} {found.words.split()[-2]}")
            if side in ("above", "at_least")
            else None
        )
    if not found.has("V"):
        if not isinstance(thing, Ill) or thing.groups != ("heart failure",):
            return None
        return with_quality(thing, f"NYHA {' '.join(found.words.split()[:-1])}")
    value = str(found.any("V"))
    if found.has("B"):
        side = {"at_least": "at least", "above": "above"}.get(str(found.any("B")))
        if side is None:
            return None
        value = f"{value} ({side})"
    return with_quality(thing, value)


# Illnesses that are told by their class.
_CLASSED = frozenset({"heart failure", "cardiac disease", "impaired cardiac function", "cardiac insufficiency", "cardiovascular disease", "ischaemic heart disease", "cardiomyopathy", "valvular heart disease", "dyspnoea", "right heart failure"})  # fmt: skip


def _is_classed(value: object) -> bool:
    first = value.parts[0] if isinstance(value, Several) else value
    return isinstance(first, Ill) and not _CLASSED.isdisjoint(first.groups)


@rule(
    "[be|of|with|has|in|be in|have] [functional] <V> {or better|or less|or lower|or below|and below|and better}",
    f"[be|of|with|has|in|be in|have] {_NYHA} {_KLASS} [of] [class|classification|grade] {{i or ii|i / ii|i ii|i to ii|i and ii|i - ii|i|ii|iib|<N>|<R>}} [or better|or less|or lower|or below]",
    gives="X",
)
def mild_class(found: Found) -> object:
    """ "NYHA class I or II", asked for: nobody falls short of it who has no disease of the heart."""
    behind = found.match.string[found.match.end() :].strip(" .")
    before = found.match.string[: found.match.start()].split()
    if found.draft.denied or behind or not all(word[0] == "P" or word in _WHO_MUST for word in before):
        return None
    said = found.draft.spoken(found.match[0])
    if re.search(r"\b(?:iii|iv|3|4|greater|higher|worse|above)\b|[>≥]", said) is not None:
        return None
    asked = AskHuman(question=f"Is it so: {said.strip(' .,;:')}?", because=JUDGED)
    return any_of((negated(question_of(Ill(groups=("cardiac disease",), status="ever"), denied=True)), asked))


_WHO_MUST = frozenset({"patient", "subject", "participant", "must", "should", "have", "has", "be", "all", "with", "to"})


@rule(
    "[<C:first> {and|or|and/or|,}] <C:what> requiring <C:device> or <Q> {with|by|on|despite} {medicine|medication|drug|medical therapy|<D>}",
    gives="C",
)
def paced_or_uncontrolled(found: Found) -> object:
    """ "arrhythmia requiring a pacemaker or not controlled with medication": in one way or the other."""
    device = found.any("device")
    if not isinstance(device, Ill) or device.groups != ("metal implant or pacemaker",):
        return None
    said = "requiring " + found.draft.spoken(found.match[0].split(" requiring ", 1)[1]).strip()
    what = with_quality(thing_of(found.any("what")), said)
    return joined(with_quality(thing_of(found.any("first")), said), what, "or") if found.has("first") else what


@rule(
    "<C:what> {(|with|with a} [uncontrolled|resting] [ventricular|response|heart|rapid] [response|heart] rate [of] <R> [at rest|on ecg|on ecg at rest|on electrocardiogram] [)]",
    "<C:what> ( [resting] <L:pulse> [of] <R> [at rest] )",
    "<C:what> ( <N:high> / <N:low> [mmhg|mm hg|<U>] )",
    "<C:what> [of|(] <R> [degree] [)]",
    "<C:what> {over|above|of} <A:heat> [degree]",
    gives="C",
)
def told_by_a_number(found: Found) -> object:
    """ "atrial fibrillation (ventricular rate > 100 bpm)", "hypertension (180/110)", "fever > 38.5": of that degree."""
    what = found.any("what")
    if not isinstance(what, Ill) or ("(" in found.words) != (")" in found.words):
        return None
    said = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,()")
    of_a_rate = "rate" in said.split() and set(what.groups) <= _RATED
    of_a_pressure = found.has("high") and what.groups == ("hypertension",)
    of_a_heat = (
        not found.has("high") and what.groups == ("fever",) and re.search(r"\b(?:3[7-9]|4[01]|9[89]|10[0-4])\b", said)
    )
    return with_quality(what, said) if of_a_rate or of_a_pressure or of_a_heat else None


_RATED = frozenset({"atrial fibrillation", "tachycardia", "bradycardia", "supraventricular arrhythmia", "arrhythmia or long QT"})  # fmt: skip


@rule("<V>", gives="C")
def class_alone(found: Found) -> object:
    """ "NYHA class III or IV": of whatever disease of the heart."""
    before = found.match.string[: found.match.start()].split()
    behind = found.match.string[found.match.end() :].split()
    if behind[:1] == [","] and behind[1:2] and behind[1][0] == "C" and _is_classed(found.draft.at(behind[1][1])):
        return None  # "NYHA class III, cardiac disease": most likely one
    if (before and (before[-1] in ("(", "of", "as", "or", "and/or", ">", "≥") or before[-1][0] in "CB")) or (
        behind and (behind[0] in (")", "to", "-") or behind[0][0] in "CRN")
    ):
        return None
    return Ill(groups=("cardiac disease",), qualities=(str(found.any("V")),))


@rule(
    "<C> [,] ( [ie|defined as|:|,|with|resting|as evidenced by] <X> [despite {optimal|adequate|maximal|appropriate|standard|best|medical|antihypertensive} [medical|antihypertensive|standard|therapy] [therapy|treatment|management|medication]|at rest|at baseline|at screening] )",
    "<C> {:|, defined as|defined as} <X> [despite {optimal|adequate|maximal|appropriate|standard|best|medical|antihypertensive} [medical|antihypertensive|standard|therapy] [therapy|treatment|management|medication]|at rest|at baseline|at screening]",
    gives="C",
)
def told_by_values(found: Found) -> object:
    """ "heart failure (LVEF < 45 %)": the value tells which is meant; a human weighs it beside the illness."""
    listed, value = found.any("C"), found.any("X")
    labs = limits_of(value)
    thing = listed.parts[-1] if isinstance(listed, Several) else listed
    if not isinstance(thing, Ill) or not labs or not _VALUES.issuperset(one.analyte for one in labs):
        return None
    if not _TOLD_BY.intersection(thing.groups) or ("(" in found.words) != (")" in found.words):
        return None
    behind = found.match.string[found.match.end() :]
    if "(" not in found.words and behind.startswith(("or ", "and ", "and/or ")):
        return None
    said = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,():")
    made = with_quality(thing, said)
    return replace(listed, parts=(*listed.parts[:-1], made)) if isinstance(listed, Several) else made


_VALUES = frozenset({"LVEF", "systolic blood pressure", "diastolic blood pressure", "heart rate"})
_TOLD_BY = frozenset({"heart failure", "impaired cardiac function", "cardiac insufficiency", "hypertension", "hypotension", "cardiomyopathy", "bradycardia", "tachycardia", "atrial fibrillation", "hypertensive crisis", "pulmonary hypertension", "elevated blood pressure"})  # fmt: skip


DEFINED = Stage("what an illness is defined as")
define = DEFINED.rule


@define("<X:value> {for|in} [<P>] <X:without>", gives="X")
def limit_without_an_illness(found: Found) -> object:
    """ "QTc > 470 ms in people without a pacemaker": of nobody who has one."""
    value, without = found.any("value"), found.any("without")
    alone = isinstance(without, Not) and isinstance(without.of, Condition) and not without.of.qualities
    if not found.draft.denied or not isinstance(value, LabValue) or not alone:
        return None
    return all_of((value, cast("Not", without)))


@define("<X> {for|in} [<P>] [with] <C:who>", gives="X")
def other_limit_for_some(found: Found) -> object:
    """ "QTc ≥ 450 ms, or ≥ 480 ms for people with bundle branch block": the looser limit is theirs."""
    value, who = found.any("X"), found.any("who")
    if not found.draft.denied or not isinstance(value, AnyOf) or not isinstance(who, Ill) or len(value.of) != 2:
        return None
    first, second = value.of
    if not isinstance(first, LabValue) or not isinstance(second, LabValue) or first.analyte != second.analyte:
        return None
    if set(who.groups) - {"conduction abnormality", "AV block", "left bundle branch block", "bundle branch block"}:
        return None
    return any_of((all_of((negated(question_of(who, denied=True)), first)), second))


@define(
    "<C> [,|(|:] [defined as|ie|as defined by|defined by|eg|that is|with|as evidenced by|which is defined as|persistent|as|,] [:|persistent|sustained|resting|either] <X> [despite {optimal|adequate|maximal|appropriate|standard|best|medical} [medical|antihypertensive|standard|therapy] [therapy|treatment|management|medication]|on medication|despite <D>|on <D:drug>|at rest|under resting condition|with or without <D:two>|at baseline|at screening] [)]",
    gives="C",
)
def defined_by_values(found: Found) -> object:
    """ "uncontrolled hypertension, defined as a systolic pressure above 150": the words stay beside the illness."""
    thing = cast("Thing", found.any("C"))
    if not isinstance(thing, Ill) or ("(" in found.words) != (")" in found.words) or thing.qualities == ():
        return None
    words = found.words.split()
    if not {"defined", "ie", "eg", "evidenced", "(", "with"} & set(words):
        return None
    sign = found.match["C"]
    said = found.draft.spoken(found.match[0].split(sign, 1)[1]).strip(" ,()")
    return with_quality(thing, said)


@define(
    "<X:what> [,|(] {defined as|ie|eg|defined by|as defined by} <X:value> [despite optimal medical therapy|despite <D>|on <D:drug>|while on <D:two>] [)]",
    "<X:what> ( <X:value> [despite optimal medical therapy|despite <D>|on <D:drug>] )",
    "<X:what> [,] ( [ie|eg|ie ,|eg ,|including|such as] <C:named> )",
    gives="X",
)
def denied_and_told(found: Found) -> object:
    """ "No uncontrolled hypertension (defined as a systolic pressure > 150)", "no liver disease (ie cirrhosis)"."""
    what = found.any("what")
    if not isinstance(what, Not) or not isinstance(what.of, Condition):
        return None
    if ("(" in found.words) != (")" in found.words) or found.match.string[: found.match.start()].strip():
        return None
    said = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,()")
    told = replace(what.of, qualities=(*what.of.qualities, said))
    if found.has("value"):
        labs = limits_of(found.any("value"))
        measured = labs and _VALUES.issuperset(one.analyte for one in labs) and _TOLD_BY.issuperset(what.of.groups)
        return negated(told) if measured else None
    named = thing_of(found.any("named"))
    if not _GENERAL.issuperset(what.of.groups) or not isinstance(named, (Ill, Several)) or what.of.within_days:
        return None
    exemplified = not {"eg", "including", "such"}.isdisjoint(found.words.split())
    general = what.of if exemplified else told
    return negated(any_of((general, question_of(named, denied=True))))


# Illnesses so general that what stands in brackets behind them says what is meant.
_GENERAL = frozenset(
    {
        "cardiac disease", "cardiovascular disease", "lung disease", "autoimmune disease", "infection", "liver disease", "gastrointestinal disease", "neurological disease",
        "psychiatric illness", "bleeding disorder", "arrhythmia or long QT", "concurrent illness", "immunodeficiency", "vascular disease", "endocrine disease", "eye disease", "skin disease",
        "impaired lung function", "ischaemic heart disease", "inflammatory bowel disease", "metabolic bone disease", "viral hepatitis", "substance abuse",
    }
)  # fmt: skip


@define("<C:thing> ( [ie|,|:] [history of] <C:named> )", "<C:thing> : <C:named>", gives="C")
def named_in_brackets(found: Found) -> object:
    """ "significant cardiac disease (unstable angina, heart failure)": the general name, and those named."""
    thing, named = found.any("thing"), thing_of(found.any("named"))
    if not found.draft.denied or not isinstance(thing, Ill) or not set(thing.groups) <= _GENERAL:
        return None
    if thing.window is not None or not isinstance(named, (Ill, Several)):
        return None
    if ":" in found.words.split() and not thing.qualities and not thing.status:
        # "Cardiac disease: infarction within 6 months": the first is the topic of what follows.
        return named
    return joined(or_as_told(thing, named, found), named, "or")
