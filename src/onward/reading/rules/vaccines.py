"""Vaccines before the study and during it: what is to come, nobody's record holds."""

from __future__ import annotations

from dataclasses import replace

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, Fixed, Happened, Several, Window, with_quality

VACCINES = Stage("vaccines to come")

_TO_COME = "{during|while on|throughout|at any time during|while participating in|over course of}"
_STUDY = "{study period|study treatment|study participation|study|trial|treatment period|treatment|course of study|trial period}"


@VACCINES.rule(
    f"<O> <W> [,] {{or|and|and/or}} {_TO_COME} {_STUDY}",
    "<O> <W> [,] {or|and/or} {planned|anticipated|expected} [to be given|to be received|use] {during|within|throughout} {study period|study treatment|study|trial}",
    gives="C",
)
def before_and_during(found: Found) -> object:
    """ "a live vaccine within one week of study entry or during the study": given by then, or planned."""
    given = found.any("O")
    if (
        not isinstance(given, Happened)
        or given.event.event not in ("vaccine", "live vaccine")
        or given.window is not None
    ):
        return None
    planned = Fixed(criterion=AskHuman(question="Is such a vaccine planned during the study?", because=JUDGED))
    return Several(joint="or", parts=(replace(given, window=found.take("W", Window)), planned))


_KIND = (
    "[immunotherapeutic|therapeutic|conjugate|polysaccharide|mrna|live|inactivated|booster|seasonal|recombinant|virus]"
)


@VACCINES.rule(
    f"<C:what> [<N>] {_KIND} <O>",
    "<O> {against|for} <C:what> [{or|and|,} <C:other>]",
    "<O> ( {including|including for|eg|such as} [seasonal] <C:what> [vaccine|vaccination] )",
    gives="O",
)
def against_an_illness(found: Found) -> object:
    """ "varicella vaccine", "vaccination (including influenza)": who was vaccinated need never have been ill."""
    given = found.any("O")
    if not isinstance(given, Happened) or given.event.event not in ("vaccine", "live vaccine"):
        return None
    if found.words.split()[1:2] == ["("]:
        return given  # examples narrow nothing
    if found.match.string[found.match.end() :].startswith("( "):
        return None  # "against infectious diseases (influenza, varicella)": more of what it is against stands there
    return with_quality(given, found.draft.spoken(found.match[0]).strip())
