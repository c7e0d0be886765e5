"""Disease of the bowel and its consequences: "refractory nausea", "requirement for intravenous alimentation"."""

from __future__ import annotations

from typing import cast

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.things import JUDGED, CnsSpread, Fixed, Happened, Ill, Several, Thing, with_quality

BOWEL = Stage("illnesses with words of the cancer before them")
rule = BOWEL.rule


@rule(
    "<F:word> <C>",
    "<F:word> {or|and/or|and|,|/} <Q:more> <C>",
    gives="C",
)
def word_of_the_illness(found: Found) -> object:
    """ "refractory nausea": refractory is the nausea, not the cancer."""
    sign = found.match["word"] if found.match.groupdict().get("word") else found.match["word_2"]
    said = found.draft.said[ord(sign) - FIRST_THING]
    thing = cast("Thing", found.any("C"))
    first = thing.parts[0] if isinstance(thing, Several) else thing
    if said not in ("refractory", "inflammatory", "recurrent") or not isinstance(first, Ill):
        return None
    if said == "inflammatory" and not any(
        "bowel" in name or "gastro" in name or "intestin" in name for name in first.groups
    ):
        return None
    words = f"{said} or {found.any('more')}" if found.has("more") else said
    made = with_quality(first, words)
    return made if not isinstance(thing, Several) else Several(joint=thing.joint, parts=(made, *thing.parts[1:]))


@rule("<C> {resulting in|leading to|causing|that result in|that cause} [an|a] <F:what>", gives="C")
def with_its_consequence(found: Found) -> object:
    """ "gastrointestinal disease resulting in an inability to take oral medication"."""
    thing, what = cast("Thing", found.any("C")), found.any("what")
    if not isinstance(thing, (Ill, CnsSpread)) or not isinstance(what, Fixed):
        return None
    return with_quality(thing, found.draft.spoken(found.match[0].split(" ", 1)[1]))


@rule(
    "<O> {affecting|that affect|which affect|impairing|that impair|altering|that alter|that may affect|interfering with|that may alter} [nutrient / drug|drug|nutrient|oral|nutrient or drug] absorption",
    gives="O",
)
def that_alters_absorption(found: Found) -> object:
    """ "prior surgical procedures affecting absorption"."""
    event = found.any("O")
    if not isinstance(event, Happened) or event.event.event not in ("procedure", "major surgery"):
        return None
    return with_quality(event, "affecting absorption")


@rule("[pre existing|preexisting|existing] [<Q>] condition {resulting in|leading to|causing} [baseline] <C>", gives="C")
def from_a_condition(found: Found) -> object:
    """ "a preexisting chronic condition resulting in grade 2 diarrhoea at baseline"."""
    thing = cast("Thing", found.any("C"))
    return with_quality(thing, "from another condition") if isinstance(thing, Ill) else None


@BOWEL.raw(
    r"(?<![^ ])(?:any |other |gastrointestinal |gi |medical )*condition (?:that|which) (?:(?:may|might|could|would|can) )?(?:[a-z]+ ){0,2}(?:alter|affect|impair|interfere with|impact|limit|preclude) (?:(?:oral|drug|gastrointestinal|adequate|proper) )*absorption (?:of (?:(?:oral|study|trial|investigational|drug|treatment|medication|product|agent|any|D[\ue000-\uf8ff]) )+)?",
    gives="F",
    hint="absorption ",
)
def whatever_alters_absorption(found: Found) -> object:
    """ "or a condition that may alter the absorption of oral treatment": which, a human says."""
    if not found.draft.denied:
        return None
    asked = AskHuman(question=f"Is it so: {found.draft.spoken(found.match[0]).strip()}?", because=JUDGED)
    return Fixed(criterion=asked)
