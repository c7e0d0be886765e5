"""Treatment with more said of it: together with another, for how long, in how many cycles, with examples behind."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, DrugSet
from onward.reading.amounts import Bound, Stretch
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.rules.treatment import is_plain
from onward.reading.rules.values import thing_of
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Where,
    Window,
    all_of,
    negated,
    with_quality,
    with_settings,
    with_status,
    with_window,
)
from onward.reading.things_asked import question_of

BESIDE = Stage("treatment with more said of it")
time_rule = BESIDE.rule


@time_rule(
    "<D> [,] {with|in combination with|combined with|together with|plus|along with|given with|concurrently with|concomitantly with} <D:other>",
    gives="C",
)
def together(found: Found) -> object:
    """ "CDK4/6 inhibitors with an aromatase inhibitor": both, and together."""
    one, other = found.any("D"), found.any("other")
    if not isinstance(one, Treated) or not isinstance(other, Treated):
        return None
    if one.window is not None or other.window is not None or one.ended_by or other.ended_by:
        return None
    if one.drugs == other.drugs or other.drugs.roles or "investigational drug" in other.drugs.classes:
        return None
    other = replace(other, when=other.when or one.when, settings=other.settings or one.settings)
    asked = AskHuman(question=f"Were they given together: {found.draft.spoken(found.match[0])}?", because=JUDGED)
    return Fixed(criterion=all_of((question_of(one, denied=False), question_of(other, denied=False), asked)))


@time_rule(
    "{current|concurrent|concomitant} {or|and/or|/} {anticipated|planned|expected} [use|treatment|therapy|need] [of|for|with] [other|any] <D>",
    "{anticipated|planned|expected} {or|and/or|/} {current|concurrent|concomitant} [use|treatment|therapy|need] [of|for|with] [other|any] <D>",
    "[are|is] [currently] {receiving|taking|on|using} or {planning|plan|planned|scheduled|intend|intending|expected|anticipated|will} to {receive|take|undergo|start|be treated with|begin|use} [any|other|any other] <D>",
    "{use|current use|concurrent use} or {planned use|anticipated use|expected use} of [other|any] <D>",
    gives="C",
)
def now_or_planned(found: Found) -> object:
    """ "current or anticipated use of other investigational agents"."""
    thing = with_status(cast("Thing", found.any("D")), "now")
    words = found.draft.said[ord(found.match["D"]) - FIRST_THING]
    asked = Fixed(criterion=AskHuman(question=f"Is it planned: {words}?", because=JUDGED))
    return Several(joint="or", parts=(*(thing.parts if isinstance(thing, Several) else (thing,)), asked))


@time_rule(
    "{off|been off|be off|must be off|taken off|free of} [all|any|prior|previous] <D> [for] <B> <T> [prior to $anchor|before $anchor]",
    "{off|been off|be off|must be off|taken off|free of} [all|any|prior|previous] <D> [for] <W>",
    "{off|been off|be off|must be off|taken off|free of} [all|any|prior|previous] <D> lostsign <T:lost> [prior to $anchor|before $anchor]",
    gives="X",
)
def off_it(found: Found) -> object:
    """ "off steroids for at least 2 weeks"."""
    if found.has("W"):
        window = found.take("W", Window)
        said = found.draft.said[ord(found.match["W"]) - FIRST_THING]
        if not window.at_least and not said.startswith("for "):
            return None
        # "Off steroids for 4 weeks before the first dose".
        window = Window(days=window.days, at_least=True)
    elif found.has("lost"):
        window = Window(days=found.take("lost", Stretch).days, at_least=True)
    elif found.take("B", str) in ("at_least", "above"):
        window = Window(days=found.take("T", Stretch).days, at_least=True)
    else:
        return None
    made = with_window(cast("Thing", found.any("D")), window)
    return None if made is None else question_of(made, denied=False)


@time_rule(
    "no [other|further|systemic] <CDO:thing> for <B> <T> [[immediately] {prior to|before|preceding} $anchor]",
    "no [other|further|systemic] <CDO:thing> for [last|past|previous] <T> [{prior to|before|preceding} $anchor]",
    "no [other|further|systemic] <CDO:thing> for <W>",
    gives="X",
)
def none_for_so_long(found: Found) -> object:
    """ "no chemotherapy for at least 4 weeks before entry": none within 4 weeks."""
    text, words = found.match.string, found.words
    if text[: found.match.start()].strip() or text[found.match.end() :].strip(" .;"):
        return None
    if found.has("W"):
        window = found.take("W", Window)
        if window.half_lives is not None:
            return None
    else:
        side = found.maybe("B", str) or "at_least"
        if side not in ("at_least", "above"):
            return None
        if side == "above" and not {"before ", "prior ", "preceding "} & {f"{word} " for word in words.split()}:
            # "No steroids for more than 2 weeks": whether so long at a time, or not since then.
            return None
        window = Window(days=found.take("T", Stretch).days)
    thing = thing_of(found.any("thing"))
    made = with_window(thing, replace(window, at_least=False))
    return None if made is None else negated(question_of(made, denied=True))


@time_rule(
    "<D> ( [eg|such as|including|ie|for example] [,] <D:example> [, etc|etc|, or other|and other] )",
    "<D> {that included|that include|which included|which include} <D:example>",
    gives="D",
)
def with_examples_behind(found: Found) -> object:
    """ "prior systemic therapy for breast cancer (chemotherapy, immunotherapy)": examples of the general name."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or thing.drugs.drugs or thing.window is not None or " ie " in found.words:
        return None
    example = found.any("example")
    is_general = thing.drugs.roles == ("anticancer",) or set(thing.drugs.classes) <= _GENERAL
    named = all(isinstance(part, Treated) and part.drugs.drugs for part in _several(example))
    if not is_general and not (thing.drugs.classes and named):
        return None
    events = tuple(part for part in _several(example) if isinstance(part, Happened))
    if not events:
        return thing
    if not all(is_plain(event) for event in events):
        return None
    return Several(joint="or", parts=(thing, *(_as_said(event, thing) for event in events)))


def _as_said(event: Happened, general: Treated) -> Thing:
    """What is said of the general name is said of its kinds: that it goes on, its setting, how it is."""
    said: Thing = event
    if general.when == "now":
        said = with_quality(said, "going on now")
    for words in general.qualities:
        said = with_quality(said, words)
    return (with_settings(said, general.settings) or said) if general.settings else said


def _several(thing: object) -> tuple[object, ...]:
    return thing.parts if isinstance(thing, Several) else (thing,)


_GENERAL = frozenset(
    {"chemotherapy", "endocrine therapy", "immunotherapy", "targeted therapy", "biologic therapy", "immunosuppressant"}
)


@time_rule(
    "<D> [either] [given|used|administered] as {monotherapy|single agent|single agent therapy} {or|and/or|or/and} [as|as part of|in] {combination|combination therapy|combination regimen} [with [other|any] <D:with>|<D:with>]",
    "<D> [either] alone {or|and/or} [as|as part of|in] {combination|combination therapy} [with [other|any] <D:with>|<D:with>]",
    gives="D",
)
def alone_or_combined(found: Found) -> object:
    """ "trastuzumab alone or in combination": trastuzumab."""
    return found.any("D")


@time_rule(
    "{concomitant|concurrent|current|ongoing|currently receiving|currently receiving active} [treatment|therapy|active treatment] [with|or] [other|another|any|any other] [therapy|treatment|anti cancer therapy] <S>",
    "{concomitant|concurrent|current|ongoing|currently receiving|receiving|undergoing} [active|other|any|any other] {treatment|therapy} <S>",
    gives="C",
)
def unnamed_now(found: Found) -> object:
    """ "concomitant treatment with other therapy for cancer"."""
    where = found.take("S", Where)
    if where.settings and not found.draft.denied:
        return None
    said = found.draft.spoken(found.match[0])
    asked = Fixed(criterion=AskHuman(question=f"Is there other treatment: {said}?", because=JUDGED))
    taken = Treated(drugs=DrugSet(roles=("anticancer",)), when="now")
    return Several(joint="or", parts=(taken, asked))


@time_rule(
    "<D> or {its chemically related analog|its chemically related analogue|chemically related analog|chemically related compound|its analogue|similar compound|related compound|its equivalent|equivalent|their equivalent|similar agent|similar drug|its analog|related drug|related agent}",
    gives="D",
)
def or_something_like_it(found: Found) -> object:
    """ "warfarin or its equivalent": what else is one a human knows."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or not found.draft.denied:
        return None
    if thing.drugs == DrugSet(drugs=("warfarin",)):
        # What is equivalent to it are the other anticoagulants.
        return replace(thing, drugs=DrugSet(classes=("anticoagulant",)))
    words = found.draft.said[ord(found.match["D"]) - FIRST_THING]
    asked = Fixed(
        criterion=AskHuman(question=f"Is another drug given that is equivalent to it: {words}?", because=JUDGED)
    )
    return Several(joint="or", parts=(thing, asked))


@time_rule("<D> {for|at least for} <B> <T>", "<D> for [last|past] <T>", gives="D")
def for_so_long(found: Found) -> object:
    """ "bisphosphonates for at least 3 months"."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or thing.at_least_days is not None or thing.window is not None:
        return None
    days = found.take("T", Stretch).days
    side = found.maybe("B", str) or "at_least"
    if side not in ("at_least", "above"):
        return None
    if found.match.string[: found.match.start()].endswith(("or ", "and ", ", ", "and/or ")):
        # Behind a list it may be meant for all of it.
        return None
    if thing.when == "now" or thing.supportive:
        return with_quality(thing, f"for {found.draft.spoken(found.match[0].split(' for ', 1)[1])}")
    return replace(thing, at_least_days=days + (1 if side == "above" else 0))


@time_rule("[received|receipt of|completed] <B> <T> of [prior|previous|continuous] <D>", gives="D")
def so_long_of(found: Found) -> object:
    """ "a minimum of 6 weeks of trastuzumab"."""
    thing = found.any("D")
    side = found.take("B", str)
    if side not in ("at_least", "above") or not isinstance(thing, Treated) or thing.at_least_days is not None:
        return None
    if thing.window is not None or thing.ended_by:
        return None
    days = found.take("T", Stretch).days
    return replace(thing, when="ever", at_least_days=days + (1 if side == "above" else 0))


@time_rule(
    "[received|completed] <R> {cycle|dose} of [prior] <D>",
    "[received|completed] <B> <N> {cycle|dose} of [prior] <D>",
    gives="D",
)
def so_many_cycles(found: Found) -> object:
    """ "at least 4 cycles of chemotherapy": no record counts cycles."""
    thing = found.any("D")
    if not isinstance(thing, (Treated, Several)):
        return None
    if found.has("R"):
        bound = found.take("R", Bound)
        if bound.low is None:
            return None
    elif found.take("B", str) not in ("at_least", "above"):
        return None
    words = found.draft.spoken(found.match[0].split(" of ", 1)[0])
    return with_quality(with_status(thing, "ever"), words)
