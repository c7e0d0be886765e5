"""How a drug was given, when it was begun and for what: no record holds it, so it stays with the drug for a human."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AskHuman, Not
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    Several,
    Thing,
    Treated,
    Where,
    any_of,
    with_quality,
    with_status,
)
from onward.reading.things_asked import question_of
from onward.reading.word_set import word_set

HOW = Stage("how a drug was given")
rule = HOW.rule

_ROUTE = r"(?:oral|orally|intravenous|iv|parenteral|inhaled|topical|injectable|injected|intramuscular|im|intra articular|intraarticular|subcutaneous|transdermal|vaginal|rectal|nasal|intranasal|ophthalmic|ocular|intrathecal|intralesional|depot|systemic|local)"

# A way of giving that no other rule knows.
_ALONE = word_set("depot injectable injected intramuscular parenteral transdermal rectal intralesional")
_JOINT = r"(?:,|/|or|and|and/or|, or|, and|, and/or)"
_STARTS = re.compile(rf"{_ROUTE} ")


@HOW.raw(
    rf"(?<![^ ])(?P<routes>{_ROUTE}(?: {_JOINT} {_ROUTE})*(?P<more> {_JOINT})?) D(?P<what>[\ue000-\uf8ff]) ",
    gives="D",
    one_of="oral orally intravenous iv parenteral inhaled topical injectable injected intramuscular im intra intraarticular subcutaneous transdermal vaginal rectal nasal intranasal ophthalmic ocular intrathecal intralesional depot systemic local",
)
def by_these_ways(found: Found) -> object:
    """ "oral, parenteral or inhaled corticosteroids": by one of these ways."""
    thing = cast("Thing", found.draft.at(found.match["what"]))
    routes = found.draft.spoken(found.match["routes"])
    if not isinstance(thing, Treated) or thing.window is not None or thing.settings:
        return None
    if found.match["more"] is None:
        return with_quality(thing, routes) if " " in routes or routes in _ALONE else None
    said = found.draft.said[ord(found.match["what"]) - FIRST_THING]
    first = _STARTS.match(said)
    if first is None or len(thing.qualities) > 1 or (thing.qualities and thing.qualities[0] not in first[0]):
        return None
    return with_quality(replace(thing, qualities=()), f"{routes} {first[0].strip()}")


@rule("{<N> th|first|second|third|fourth|next|new|newer|novel} generation <D>", gives="D")
def of_a_generation(found: Found) -> object:
    """ "third generation EGFR inhibitors": of the class those that came later."""
    thing = found.any("D")
    if not isinstance(thing, Treated) or not thing.drugs.classes or thing.window is not None:
        return None
    return with_quality(thing, found.draft.spoken(found.match[0].split("D", 1)[0]).strip())


_BEGUN = "{initiation of|initiated|have initiated|has initiated|had initiated|initiating|started|has started|have started|started on|starting of|started taking|began|begun|have begun|newly started|newly initiated}"


@rule(
    f"{_BEGUN} [new|treatment with|therapy with|use of|any|a|an|on] <D> [therapy|treatment] [, or dose changed|, or dose changed ,] <W>",
    f"{_BEGUN} [new|treatment with|therapy with|use of|any|a|an|on] <D> [therapy|treatment] <B> <T> {{prior to|before|of}} [date of] $anchor",
    "<D> [that|which] [was|were|has been|have been] {initiated|started|begun} [, or dose changed|, or dose changed ,] <W>",
    "<D> [that|which] [was|were|has been|have been] {initiated|started|begun} [, or dose changed|, or dose changed ,] <B> <T> {prior to|before|of} [date of] $anchor",
    gives="C",
)
def begun_lately(found: Found) -> object:
    """ "initiated bisphosphonates within 7 days": since when it was given a human sees."""
    thing = cast("Thing", found.any("D"))
    if drugs_of(thing) is None:
        return None
    words = found.draft.spoken(found.match[0]).strip(" ,")
    return with_quality(with_status(thing, "ever"), words)


@rule(
    "<D> [,] [given|taken|used|administered] [either] {for|in} <C:one> [treatment] {or|and|and/or} [for] [the] prevention [of <F:cancer>]",
    "<D> [,] [given|taken|used|administered] [either] for [the] prevention [of <F:cancer>] {or|and|and/or} [for|treatment of] <C:one>",
    "<D> [given|taken|used|administered] {as preventive agent|as chemoprevention|for chemoprevention|as chemopreventive agent|for prevention of <F:cancer>}",
    gives="D",
)
def for_prevention(found: Found) -> object:
    """ "raloxifene, either for osteoporosis or for prevention": for what it was given a human knows."""
    thing = cast("Thing", found.any("D"))
    parts = thing.parts if isinstance(thing, Several) else (thing,)
    if not all(isinstance(part, Treated) and part.window is None for part in parts):
        return None
    told = found.draft.spoken(found.match[0])
    name = found.draft.spoken(f"D{found.match['D']} ")
    return with_quality(thing, told.removeprefix(name).strip(" ,"))


@rule(
    "[any] {treatment|therapy} [,] including <D> [,] [administered|given|received] <S> [prior to $anchor|before $anchor]",
    gives="C",
)
def of_any_kind(found: Found) -> object:
    """ "treatment including radiotherapy, chemotherapy or targeted therapy for this cancer": these, or another kind."""
    thing = cast("Thing", found.any("D"))
    if not found.draft.denied or found.take("S", Where).settings or not isinstance(thing, Several):
        return None
    if not all(isinstance(part, (Treated, Happened)) and part.window is None for part in thing.parts):
        return None
    asked = AskHuman(question=f"Was there other treatment: {found.draft.spoken(found.match[0])}?", because=JUDGED)
    parts = tuple(with_status(part, "ever") if isinstance(part, Treated) else part for part in thing.parts)
    return Several(joint="or", parts=(*parts, Fixed(criterion=asked)))


@rule(
    "{stable|adequate|steady} <D:dose> {for|in} [all] <P> {receiving|taking|on|treated with} <D:taken>",
    "{stable|adequate|steady} <D:dose> {for|in} [all] <P> <D:taken>",
    "<D:dose> {for|in} [all] <P> {receiving|taking|on|treated with} <D:taken>",
    "<D:dose> {for|in} [all] <P> <D:taken>",
    gives="X",
)
def stable_where_taken(found: Found) -> object:
    """ "a stable anticoagulant regimen for patients receiving anticoagulants": asked of nobody else."""
    dose, taken = cast("Thing", found.any("dose")), cast("Thing", found.any("taken"))
    same, drugs = drugs_of(_plain(dose)), drugs_of(_plain(taken))
    told = found.draft.spoken(found.match[0])
    if found.draft.denied or same is None or same != drugs or "stable" not in told.split()[:4]:
        return None
    without = Not(of=question_of(with_status(_plain(taken), "now"), denied=True))
    return any_of((without, AskHuman(question=f"Is it so: {told}?", because=JUDGED)))


def _plain(thing: Thing) -> Thing:
    """The drug without what is said of its dose."""
    if isinstance(thing, Treated):
        return Treated(drugs=thing.drugs, supportive=thing.supportive)
    return thing
