"""Whether a treatment may be had for its indication: by region, agency and day. In force from the first approval on."""

from __future__ import annotations

from datetime import date

from onward.engines.options.result import Availability, Region
from onward.knowledge import AgencyDecision, OptionRule

AGENCY_OF: dict[Region, str] = {"us": "fda", "eu": "ema"}
AGENCY_WORDS = {"fda": "FDA", "ema": "EMA", "guideline": "guideline"}
_IN_FORCE = frozenset({"approved", "accelerated", "recommended"})
# Kinds that rest on guidelines: the drugs are old, and no agency's decision is about this use of them.
_BY_GUIDELINE = frozenset({"standard", "bone agent", "ovarian suppression"})


def availability(rule: OptionRule, *, region: Region, as_of: date) -> Availability:
    """The decision that counts for the region on the day, and whether it lets the treatment be given."""
    agency = AGENCY_OF[region]
    own = [one for one in rule.agencies if one.agency == agency]
    guidelines = [one for one in rule.agencies if one.agency == "guideline"] if rule.kind in _BY_GUIDELINE else []
    holding = [one for one in (*own, *guidelines) if _holds(one, as_of)]
    if holding:
        best = holding[0]
        return Availability(in_force=True, decision=best, because=_in_force(best))
    told = [*own, *guidelines]
    if not told:
        return Availability(
            in_force=False,
            decision=None,
            because=f"no decision of {AGENCY_WORDS[agency]} on this indication is known to this rule",
        )
    return Availability(in_force=False, decision=told[0], because=_why_not(told[0], as_of))


def name_of(decision: AgencyDecision) -> str:
    """The agency, or the guideline's name."""
    return decision.body or AGENCY_WORDS[decision.agency]


def _holds(one: AgencyDecision, as_of: date) -> bool:
    # A withdrawn approval was one until the day of its withdrawal, where that day is known.
    was_approved = one.status in _IN_FORCE or (one.status == "withdrawn" and one.ended is not None)
    return was_approved and one.first is not None and one.first <= as_of and (one.ended is None or as_of < one.ended)


def _in_force(one: AgencyDecision) -> str:
    match one.status:
        case "recommended":
            return f"recommended by {name_of(one)} ({one.first})"
        case "accelerated":
            return f"accelerated approval by {name_of(one)} since {one.first}"
        case _:
            return f"approved by {name_of(one)} since {one.first}"


def _why_not(one: AgencyDecision, as_of: date) -> str:
    said = name_of(one)
    if one.ended is not None and one.ended <= as_of:
        because = f"{said}: no longer in force since {one.ended}"
    elif one.first is not None and one.first > as_of:
        because = f"{said}: first approved on {one.first}, after the day of asking"
    else:
        because = {
            "pending": f"{said}: not decided yet",
            "negative": f"{said}: decided against",
            "withdrawn": f"{said}: withdrawn",
            "none": f"{said}: no approval of this indication was found",
        }.get(one.status, f"{said}: {one.status}")
    return f"{because} ({one.note})" if one.note else because
