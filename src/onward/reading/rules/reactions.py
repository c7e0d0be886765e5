"""Allergies in further words: "unanticipated severe reaction to fluoropyrimidines", "severe hypersensitivity to taxanes"."""

from __future__ import annotations

from onward.criteria import AllergyTo
from onward.reading.drug_sets import drugs_of
from onward.reading.grammar import Found, Stage
from onward.reading.rules.values import thing_of
from onward.reading.things import Fixed, Ill, Treated

REACTIONS = Stage("allergies in further words")
rule = REACTIONS.rule

_TO = (
    "{to|against|with} [any of|any|one of|component of|ingredient of|excipient of|prior|previous|other|treatment with]"
)


@rule(
    f"{{unanticipated|unexpected|unforeseen|unusual}} [<Q>] {{reaction|drug reaction|toxicity}} {_TO} <D:drug>",
    f"<Q> {{and|or|,|and/or}} {{unanticipated|unexpected|unforeseen}} {{reaction|drug reaction}} {_TO} <D:drug>",
    f"<C> {_TO} <D:drug> [{{or|and|and/or|, or}} {_TO} <D:second>]",
    gives="C",
)
def reaction_to(found: Found) -> object:
    """ "prior unanticipated severe reaction to fluoropyrimidine therapy": what no record tells from an allergy."""
    if found.has("C") and not _is_allergy(found.any("C")):
        return None
    names: list[str] = []
    for name in ("drug", "second"):
        if not found.has(name):
            continue
        thing = thing_of(found.any(name))
        drugs = drugs_of(thing) if isinstance(thing, Treated) else None
        if drugs is None or drugs.roles or drugs.targets or drugs.payloads or drugs.excluding:
            return None
        names += (*drugs.drugs, *drugs.classes)
    return Fixed(criterion=AllergyTo(drugs=tuple(dict.fromkeys(names))))


def _is_allergy(value: object) -> bool:
    return isinstance(value, Ill) and bool(value.groups) and set(value.groups) <= _ALLERGIES


# Names of allergies without a word of what to.
_ALLERGIES = {"hypersensitivity reaction"}
