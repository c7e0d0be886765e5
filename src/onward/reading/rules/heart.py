"""The heart: NYHA classes in all their spellings, and what "uncontrolled hypertension" is defined as."""

from __future__ import annotations

import re
from typing import cast

from onward.criteria import AnyOf, LabValue
from onward.reading.grammar import Found, Stage
from onward.reading.rules.illness import joined
from onward.reading.rules.limits import limits_of
from onward.reading.rules.lists import or_as_told
from onward.reading.rules.values import thing_of
from onward.reading.things import Ill, Several, Thing, all_of, any_of, negated, with_quality
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
    thing, value = found.any("C"), found.any("X")
    labs = limits_of(value)
    if not isinstance(thing, Ill) or not labs or not _VALUES.issuperset(one.analyte for one in labs):
        return None
    if not _TOLD_BY.intersection(thing.groups) or ("(" in found.words) != (")" in found.words):
        return None
    behind = found.match.string[found.match.end() :]
    if "(" not in found.words and behind.startswith(("or ", "and ", "and/or ")):
        return None
    said = found.draft.spoken(found.match[0].split(" ", 1)[1]).strip(" ,():")
    return with_quality(thing, said)


_VALUES = frozenset({"LVEF", "systolic blood pressure", "diastolic blood pressure", "heart rate"})
_TOLD_BY = frozenset({"heart failure", "impaired cardiac function", "cardiac insufficiency", "hypertension", "hypotension", "cardiomyopathy", "bradycardia", "tachycardia", "atrial fibrillation", "hypertensive crisis", "pulmonary hypertension", "elevated blood pressure"})  # fmt: skip


DEFINED = Stage("what an illness is defined as")
define = DEFINED.rule


@define("<X> {for|in} [<P>] [with] <C:who>", gives="X")
def other_limit_for_some(found: Found) -> object:
    """ "QTc ≥ 450 ms, or ≥ 480 ms for people with bundle branch block": the looser limit is theirs."""
    value, who = found.any("X"), found.any("who")
    if not found.draft.denied or not isinstance(value, AnyOf) or not isinstance(who, Ill) or len(value.of) != 2:
        return None
    first, second = value.of
    if not isinstance(first, LabValue) or not isinstance(second, LabValue) or first.analyte != second.analyte:
        return None
    if set(who.groups) - {"conduction abnormality", "left bundle branch block", "bundle branch block"}:
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


# Illnesses so general that what stands in brackets behind them says what is meant.
_GENERAL = frozenset(
    {
        "cardiac disease", "cardiovascular disease", "lung disease", "autoimmune disease", "infection", "liver disease", "gastrointestinal disease", "neurological disease",
        "psychiatric illness", "bleeding disorder", "arrhythmia or long QT", "concurrent illness", "immunodeficiency", "vascular disease", "endocrine disease", "eye disease", "skin disease",
        "ischaemic heart disease", "inflammatory bowel disease", "metabolic bone disease", "viral hepatitis", "substance abuse",
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
    return joined(thing if ":" in found.words else or_as_told(thing, named, found), named, "or")
