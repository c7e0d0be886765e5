"""Able, or not able, to take tablets."""

from __future__ import annotations

from onward.criteria import AnyOf, AskHuman, Finding, Not
from onward.reading.grammar import Found, Stage
from onward.reading.things import JUDGED, Fixed

SWALLOWING = Stage("swallowing")
rule = SWALLOWING.rule

_TAKE = "{swallow|take|ingest|tolerate|receive|swallow and retain|swallow or retain|swallow or absorb|swallow and absorb|take and retain|swallow , retain , and absorb|swallow and digest|swallow and tolerate|take or absorb|take and absorb|retain|swallow or take|take or tolerate|swallow and/or retain}"
_WHOLE = "[whole|intact|large|multiple|study|oral|orally administered|orally|po|solid|formulated|entire|enteral|their|any|prescribed|several] [oral|study|orally administered|solid|intact|formulated|po|trial]"
_WHAT = "{medication|medicine|tablet|capsule|pill|drug|therapy|formulation|agent|study drug|study medication|study treatment|treatment|product|dosage form|oral medication|tablet or capsule|capsule or tablet|pill or capsule|tablet and capsule|investigational product|medication by mouth|drug by mouth|<D> and <D:b>|<D> or <D:c>|<D> , <D:d> and <D:e>|<D>}"
_AFTER = "[whole|intact|orally|by mouth|in its intact form|in its whole form|without chewing or crushing|without crushing , dissolving , or chewing tablet|( intact tablet )|daily|on daily basis|in tablet form|as whole tablet|twice daily]"


@rule(
    f"{{able|ability|capable|willing and able|willingness and ability|capacity|can}} [to|of] {_TAKE} {_WHOLE} {_WHAT} {_AFTER}",
    f"{{able|ability}} to {_TAKE} [orally|by mouth|pill]",
    f"{{capable}} of {{swallowing|taking|swallowing and retaining|ingesting}} {_WHOLE} {_WHAT} {_AFTER}",
    gives="F",
)
def able_to_swallow(found: Found) -> object:
    """ "able to swallow and retain oral medication"."""
    return Fixed(criterion=Finding(name="able to swallow")) if _by_mouth(found) else None


@rule(
    f"{{unable|inability|not able|incapable|difficulty|cannot|can not|are unable|is unable|impaired ability}} [to|of|with|in] {{swallow|swallowing|{_TAKE[1:-1]}}} {_WHOLE} {_WHAT} {_AFTER}",
    gives="F",
)
def unable_to_swallow(found: Found) -> object:
    """ "unable to swallow tablets"."""
    return Fixed(criterion=Not(of=Finding(name="able to swallow"))) if _by_mouth(found) else None


@rule(
    f"{{inability or unwillingness|unwillingness or inability|inability and/or unwillingness|unwilling or unable|unable or unwilling}} to {_TAKE} {_WHOLE} {_WHAT} {_AFTER}",
    gives="F",
)
def unable_or_unwilling(found: Found) -> object:
    """ "inability or unwillingness to swallow tablets": a human knows what somebody wants."""
    if not _by_mouth(found):
        return None
    unwilling = AskHuman(question="Is it so: not willing to swallow it?", because=JUDGED)
    return Fixed(criterion=AnyOf(of=(Not(of=Finding(name="able to swallow")), unwilling)))


def _by_mouth(found: Found) -> bool:
    """Taking a drug is a matter of swallowing only where the words say so."""
    words = set(found.draft.spoken(found.match[0]).split())
    return bool(
        words
        & {"swallow", "swallowing", "oral", "orally", "tablet", "capsule", "pill", "mouth", "po", "retain", "ingest"}
    )
