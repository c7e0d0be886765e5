"""The heart: NYHA classes in all their spellings, and what "uncontrolled hypertension" is defined as."""

from __future__ import annotations

import re
from typing import cast

from onward.reading.grammar import Found, Stage
from onward.reading.rules.illness import joined
from onward.reading.rules.values import thing_of
from onward.reading.things import Ill, Several, Thing, with_quality

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


DEFINED = Stage("what an illness is defined as")
define = DEFINED.rule


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
    return joined(thing, named, "or")
