"""The drugs that a line below another names, in the place of those of which the upper line speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from onward.criteria import (
    AllOf,
    AnyOf,
    AskHuman,
    Criterion,
    DrugSet,
    Exposed,
    Lines,
    Not,
    Relapse,
    Takes,
    Washout,
    When,
)
from onward.reading.drug_sets import drugs_of
from onward.reading.line import Reader
from onward.reading.sought import sought
from onward.reading.things import Several, Thing, Treated

BRACKET = sought(r"\s*\([^()]*\)")


def listed_drugs(text: str) -> str:
    """The words of a line that name drugs: those of its examples, where it names a class."""
    """The drugs that a line names: those in its brackets, where it names a class and examples."""
    listed = _EXAMPLES.search(text)
    if listed is not None:
        return listed["listed"]
    # "AB1234 (name)" gives one drug twice.
    return re.sub(r"\s*\(([\w-]+)\)", r", \1", re.sub(r"[®™]|\^", "", text))


_EXAMPLES = sought(
    r"\(\s*(?:e\.?\s?g\.?|for example|such as|including|i\.?e\.?),?:?\s*(?P<listed>[^()]+)", re.IGNORECASE
)


def instead(above: Criterion | None, thing: object, text: str, reader: Reader) -> Criterion | None:
    """The parent's question, asked of this drug instead of the class to which it belongs.

    "Antibiotics (e.g. clarithromycin)" below "CYP3A4 inhibitors": the antibiotics named, because not all are meant.
    """
    if above is None or not _is_drug(thing):
        return None
    sets = set(drug_sets(above))
    if len(sets) != 1 or any(isinstance(part, AskHuman) for part in parts_within(above)):
        return None
    whole = sets.pop()
    drugs = drugs_of(cast("Thing", thing)) if thing is not None else None
    if drugs is not None and set(drugs.classes) - _FOODS and any(_BY_EFFECT.search(name) for name in whole.classes):
        drugs = None
    if drugs is None:
        listed = _EXAMPLES.search(text)
        names = names_of(text if listed is None else listed["listed"], reader)
        if not names and thing is None:
            return None
        drugs = DrugSet(drugs=names) if names else whole
    return with_drugs(above, drugs)


# What is no kind of drugs, and has the effect or not.
_FOODS = frozenset({"grapefruit"})
# Classes of which a kind of drug holds only some.
_BY_EFFECT = sought(r"CYP|QT|P-gp|inducer|inhibitor of|prolong", re.IGNORECASE)
_NO_DRUG = sought(
    r"\b(?:other|others|patients?|subjects?|history|disease|any|agents?|inhibitors?|drugs?|medications?|therap\w+|surgery|radi\w+|see|note|study|prior|use|no|not|treatment|within|products?|vaccin\w+|syndrome|\w+itis)\b",
    re.IGNORECASE,
)


# A name, or the code of a drug that has no name yet.
_NAME = sought(r"[A-Za-z][A-Za-z'-]{3,}(?: [A-Za-z'-]{3,}){0,2}|[A-Za-z]{1,5}[- ]?\d[\w-]{2,}")


def _is_drug(thing: object) -> bool:
    match thing:
        case None:
            return True
        case Treated():
            return not (thing.qualities or thing.window or thing.settings)
        case Several():
            return all(_is_drug(part) for part in thing.parts)
        case _:
            return False


def names_of(text: str, reader: Reader) -> tuple[str, ...]:
    """The drugs that a short list names, known or not; none where something else may be meant."""
    found: list[str] = []
    for part in re.split(r"\s*(?:,|;|/|\bor\b|\band\b)\s*", text.strip(" .;,()")):
        if not part:
            continue
        known = reader.thing(part)
        drugs = None if known is None else drugs_of(cast("Thing", known)) if _is_drug(known) else None
        if drugs is not None and drugs.drugs and not (drugs.classes or drugs.roles):
            found.extend(drugs.drugs)
        elif known is None and _NAME.fullmatch(part) and not _NO_DRUG.search(part):
            found.append(part.lower())
        else:
            return ()
    return tuple(dict.fromkeys(found))


def parts_within(criterion: Criterion) -> Iterator[Criterion]:
    """A question and all the questions within it."""
    yield criterion
    match criterion:
        case AllOf() | AnyOf():
            for part in criterion.of:
                yield from parts_within(part)
        case Not():
            yield from parts_within(criterion.of)
        case When():
            yield from parts_within(criterion.condition)
            yield from parts_within(criterion.then)
        case _:
            return


def drug_sets(criterion: Criterion) -> Iterator[DrugSet]:
    """The drugs of which a question speaks."""
    for part in parts_within(criterion):
        match part:
            case Exposed():
                yield part.to
            case Takes() | Washout():
                yield part.drugs
            case Relapse():
                yield part.after
            case Lines(containing=DrugSet() as drugs):
                yield drugs
            case _:
                continue


def with_drugs(criterion: Criterion, drugs: DrugSet) -> Criterion:
    """The same question of other drugs."""
    match criterion:
        case AllOf() | AnyOf():
            return replace(criterion, of=tuple(with_drugs(part, drugs) for part in criterion.of))
        case Not():
            return Not(of=with_drugs(criterion.of, drugs))
        case When():
            return When(condition=with_drugs(criterion.condition, drugs), then=with_drugs(criterion.then, drugs))
        case Exposed():
            return replace(criterion, to=drugs)
        case Takes() | Washout():
            return replace(criterion, drugs=drugs)
        case Relapse():
            return replace(criterion, after=drugs)
        case Lines() if criterion.containing is not None:
            return replace(criterion, containing=drugs)
        case _:
            return criterion
