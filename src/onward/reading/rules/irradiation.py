"""Radiotherapy by place, what was in its field, and where it does not count."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, Criterion, Finding, Had, Not
from onward.reading.amounts import Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    Several,
    Thing,
    Unless,
    Window,
    all_of,
    any_of,
    with_quality,
    with_window,
)
from onward.reading.things_asked import question_of

IRRADIATION = Stage("radiotherapy by place")
BEYOND = Stage("where radiotherapy does not count")
rule = IRRADIATION.rule

_NOUN = (
    "breast|chest|wall|axilla|mediastinum|thorax|pelvis|brain|head|neck|bone|lesion|site|spine|abdomen|region|node|area|field|heart|lung|liver|kidney|bladder|marrow|skeleton|cns|disease|tumor|bed|volume|extremity|skull|orbit|eye|thyroid|"
    "supraclavicular|parasternal|jaw|mandible|vertebra|rib|sternum|hip|femur|cord|ovary|location|port|space|fossa|nodal|chain|wall|organ|body|pain|lymphatic|mammary|thorax"
)
_MORE = (
    "whole|affected|involved|same|either|both|left|right|ipsilateral|contralateral|target|non|nontarget|indicator|marker|measurable|only|sole|single|regional|lymph|axillary|mediastinal|thoracic|pelvic|spinal|lumbar|cervical|bony|painful|metastatic|"
    "skeletal|conserved|intact|primary|index|study|of|or|and|and/or|/|,|any|all|one|limited|small|large|symptomatic|lytic|internal|lower|upper|major|entire|total|treated|evaluable|remaining|surrounding|post|mastectomy|isolated|solitary|known|other|peripheral|non target|reconstructed|current|previously|irradiated|their|her|his|abdominal|cranial|her|head and|inguinal"
)


@IRRADIATION.raw(
    rf"O(?P<O>[\ue000-\uf8ff]) (?P<place>(?:to|of|at|in|involving|on|targeting|over|encompassing|directed at|directed to|delivered to|administered to|that involved|which involved|that included|around) (?:(?:{_MORE}|{_NOUN}|[YF][\ue000-\uf8ff]|\( s \)) )*(?:{_NOUN}|[YF][\ue000-\uf8ff]) )",
    gives="O",
    one_of="O",
    hint=rf"(?:{_NOUN}|[YF][\ue000-\uf8ff]) ",
)
def to_a_place(found: Found) -> object:
    """ "radiotherapy to the affected breast or axilla": whether that is where it was a human knows."""
    event = found.any("O")
    if not isinstance(event, Happened) or event.event.event != "radiotherapy" or event.event.sites:
        return None
    for sign in re.findall(r"F([\ue000-\uf8ff])", found.match["place"]):
        thing = found.draft.at(sign)
        if not isinstance(thing, Fixed) or thing.criterion not in _LESIONS:
            return None
    place = _ONE_PLACE.fullmatch(found.match["place"])
    if place is not None and event.window is None:
        sites = found.draft.at(place["where"])
        if isinstance(sites, tuple) and frozenset({"brain"}).issuperset(cast("tuple[str, ...]", sites)):
            # Of the brain a record tells where it was: "radiotherapy to the brain".
            return replace(event, event=Had(event="radiotherapy", sites=cast("tuple[str, ...]", sites)))
    return with_quality(event, found.draft.spoken(found.match["place"]))


_ONE_PLACE = re.compile(r"(?:to|of|in|involving) Y(?P<where>[\ue000-\uf8ff]) ")
_LESIONS: tuple[Criterion, ...] = tuple(
    Finding(name=name) for name in ("measurable disease", "evaluable disease", "non-measurable disease")
)


@rule("<Y:where> {or|and/or|/|,} <O>", "<Y:where> , <Y:also> [,] or <O>", gives="O")
def of_either_place(found: Found) -> object:
    """ "chest wall or ipsilateral breast irradiation"."""
    event = found.any("O")
    if not isinstance(event, Happened) or event.event.event != "radiotherapy" or event.window is not None:
        return None
    place = found.draft.spoken(found.match[0])
    return Happened(event=Had(event="radiotherapy"), qualities=(place,))


_FIELD = "[a|any|the|of any] [previously|prior|previous] {irradiated|radiated|radiation|<O>} {field|area|port|site|region|portal}"


@rule(
    f"<F> [,|(] {{outside|outside of|not in|not within|not located in|not located within|not lying in|not lying within|lying outside|located outside|that is outside|that are outside|out of}} {_FIELD} [)]",
    "<F> [,|(] [that|which] [has|have|had|is|are|was|were] {not been|never been|not|not have been} [previously|previously been] {irradiated|radiated|treated with <O>|subjected to <O>|received <O>|exposed to <O>} [)]",
    "[site of|lesion of] <F> {must|should|may} not {have been|be} [previously] [{in|within|located in|located within|from}] {irradiated|radiated|previously irradiated area|previously irradiated field|irradiated field|irradiated area|previously irradiated site}",
    f"[site of] <F> {{must not|should not|may not|cannot|must not have|should not have|must}} {{be|have been|be outside|be located outside|be outside of|lie outside}} [in|within|located in|from|located within] {_FIELD}",
    "{non irradiated|unirradiated|non previously irradiated|not previously irradiated|previously unirradiated|nonirradiated} <F>",
    gives="F",
)
def outside_the_field(found: Found) -> object:
    """ "a measurable lesion that has not been irradiated": only those irradiated are asked."""
    thing = found.any("F")
    if found.draft.denied or not isinstance(thing, Fixed) or thing.criterion not in _LESIONS:
        return None
    if found.words.count("(") != found.words.count(")"):
        return None
    irradiated = Had(event="radiotherapy")
    behind = found.draft.spoken(found.match[0])
    asked = AskHuman(question=f"Is it so: {behind}?", because=JUDGED)
    return Fixed(criterion=all_of((thing.criterion, any_of((Not(of=irradiated), asked)))), qualities=thing.qualities)


@IRRADIATION.raw(
    r"(?:(?<=^)|(?<=\. )|(?<=; ))(?P<words>(?:previously |prior )?(?:irradiated|radiated) (?:area|lesion|site|field|tumor|disease)(?: \( s \))? (?:must|should|can not|cannot|may not)[^.;]*)(?=$|\. |; )",
    gives="X",
    hint="rradiated |radiated ",
)
def irradiated_lesions(found: Found) -> object:
    """ "previously irradiated areas must not be the only site of disease": asked of those who were irradiated."""
    if found.draft.denied:
        return None
    asked = AskHuman(question=f"Is it so: {found.draft.spoken(found.match['words']).strip()}?", because=JUDGED)
    return any_of((Not(of=Had(event="radiotherapy")), asked))


_ALLOWED = "{allowed|permitted|acceptable|permissible|eligible}"


@BEYOND.rule(
    f"[prior|previous] <DO:what> {{is|are|will be}} {_ALLOWED} [,] {{but|if|provided|as long as|however|provided that|only if|; however ,}} [it|treatment|therapy|this|they|patient] [must|should|has|have|was|were|is] [have|to] [be|been] {{completed|finished|discontinued|stopped|given|administered|ended}} <W>",
    "[patient] may have {received|had|undergone} <DO:what> [,] {but|provided|if|however|as long as} [it|treatment|therapy|this|they] {must|should|has|have|was|were} [have|to] [be|been] {completed|finished|discontinued|stopped} [treatment|therapy|this|it] <W>",
    gives="X",
)
def allowed_long_ago(found: Found) -> object:
    """ "prior radiotherapy is allowed but must be completed at least 3 weeks before"."""
    thing, window = cast("Thing", found.any("what")), found.take("W", Window)
    if found.draft.denied or not window.at_least:
        return None
    if isinstance(thing, Happened):
        # Wherever and for whatever it was given, it has to be over for so long.
        thing = replace(thing, qualities=())
    made = with_window(thing, window)
    return None if made is None else question_of(made, denied=False)


@BEYOND.rule(
    "{washout period|washout|interval|period|delay|rest period} of <B> <T> [is|are] {required|needed|necessary|mandatory} {between|after|from|since} [end of|last|last dose of|completion of|last prior] <DO:what> [dose|treatment|therapy] [{and|to|until} [date of|start of] $anchor]",
    "<B> <T> [washout|washout period|interval|period] {is|are} {required|needed|necessary|mandatory} {between|after|from|since} [end of|last|last dose of|completion of|last prior] <DO:what> [dose|treatment|therapy] [{and|to|until} [date of|start of] {$anchor|<DO>}]",
    gives="X",
)
def washout_required(found: Found) -> object:
    """ "a washout period of at least 14 days is required between the end of radiotherapy and enrolment"."""
    if found.draft.denied or found.take("B", str) not in ("at_least", "above"):
        return None
    window = Window(days=found.take("T", Stretch).days, at_least=True)
    made = with_window(cast("Thing", found.any("what")), window)
    return None if made is None else question_of(made, denied=False)


_ONLY = r"(?:O[\ue000-\uf8ff]|to|palliative|for palliati\w+|for pain\w*|for control|localized|limited|local|single|focal|stereotactic|if to|if given|given|when given|short|for bone|for symptom\w*)"


@BEYOND.raw(
    rf"(?P<letter>[COX])(?P<thing>[\ue000-\uf8ff]) (?:, |\( )?(?:except|unless|excluding|other than|with exception of) (?:if |for |when |that |it was |it is |given |only )*(?P<rest>{_ONLY} [^;.]*?|O[\ue000-\uf8ff])(?: \))? ?$",
    gives="",
    hint="except|unless|exclud|other than",
)
def but_for_a_field(found: Found) -> object:
    """ "radiotherapy within 2 weeks, except if to a non-target lesion only": that stays for a human."""
    rest = found.match["rest"]
    if re.search(r"[WXBTCDN][\ue000-\uf8ff]|\b(?:or (?!single|palliative|limited|local|bone|for|to|pain|O)|and (?!/)|not|no|within|history|active)\b", rest):  # fmt: skip
        return None
    value = found.draft.at(found.match["thing"])
    asked = AskHuman(question=f"Was it only: {found.draft.spoken(rest).strip(' ()')}?", because=JUDGED)
    if found.match["letter"] == "X":
        if found.draft.denied or not _denies_radiotherapy(value):
            return None
        return found.draft.put("X", any_of((cast("Criterion", value), asked)))
    if not _is_radiotherapy(value):
        return None
    return found.draft.put(found.match["letter"], Unless(thing=cast("Thing", value), exception=asked))


@BEYOND.raw(
    r"(?P<letter>[CO])(?P<thing>[\ue000-\uf8ff]) \( (?P<rest>[^()]{3,160}? (?:is|are|will be|does|do)? ?not (?:be )?(?:considered|regarded|counted|count|constitute|included|qualify)\b[^()]*)\) ?$",
    gives="",
    hint="not ",
)
def not_counted(found: Found) -> object:
    """ "major surgery (port placement is not considered major surgery)": whether it was only that a human knows."""
    event = found.draft.at(found.match["thing"])
    if not isinstance(event, Happened) or event.event.event != "major surgery":
        return None
    words = found.draft.spoken(found.match["rest"]).strip()
    made = Unless(thing=event, exception=AskHuman(question=f"Is that all there was: {words}?", because=JUDGED))
    return found.draft.put(found.match["letter"], made)


def _is_radiotherapy(value: object) -> bool:
    match value:
        case Happened():
            return value.event.event == "radiotherapy"
        case Several():
            return all(_is_radiotherapy(part) for part in value.parts)
        case _:
            return False


def _denies_radiotherapy(value: object) -> bool:
    return isinstance(value, Not) and isinstance(value.of, Had) and value.of.event == "radiotherapy"


@rule("<O> ( [{partial|limited|whole|focal} or] <DO:kinds> )", gives="O")
def of_any_kind(found: Found) -> object:
    """ "radiotherapy to the brain (whole brain irradiation, radiosurgery)": its kinds, said once more."""
    event = found.any("O")
    if not _is_radiotherapy(event) or not isinstance(event, Happened):
        return None
    kinds = found.any("kinds")
    parts = kinds.parts if isinstance(kinds, Several) else (kinds,)
    named = all(
        isinstance(part, Happened)
        and part.window is None
        and (part.event.event == "radiotherapy" or _BY_RADIATION.issuperset(part.event.kinds or ("",)))
        for part in parts
    )
    return event if named else None


_BY_RADIATION = frozenset({"whole brain radiotherapy", "radiosurgery", "stereotactic radiotherapy", "brachytherapy"})
