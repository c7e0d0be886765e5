"""Whether the words of a question are words of the code tables, so that real records can answer it."""

from __future__ import annotations

from typing import TypeVar

from onward.criteria import (
    Condition,
    Criterion,
    DrugSet,
    Exposed,
    Had,
    LabValue,
    LabWord,
    Lines,
    MetastaticSites,
    Relapse,
    Score,
    Takes,
    Washout,
    parts_of,
)
from onward.knowledge import Vocabulary, codes

_Meaning = TypeVar("_Meaning")
_GROUPS_OF_THE_EXAMPLE = {"cardiac disease"}  # a group of groups, which the example's reference defines


def unknown_words(question: Criterion) -> list[str]:
    """Names in a question that no code table knows."""
    return [word for part in parts_of(question) for word in unknown_words(part)] + _own(question)


def _own(question: Criterion) -> list[str]:
    tables = codes()
    match question:
        case LabValue() | LabWord():
            return [name for name in (question.analyte,) if name not in tables.analytes.by_name]
        case Condition():
            known = _meanings(tables.status.conditions) | _GROUPS_OF_THE_EXAMPLE
            return [name for name in (*question.groups, *question.except_groups) if name not in known]
        case MetastaticSites():
            return [name for name in question.sites if name not in {site.site for site in tables.sites.sites}]
        case Had():
            return [
                name
                for name in question.kinds
                if name not in {kind.kind for kind in _meanings(tables.procedures.kinds)}
            ]
        case Score():
            return [
                name for name in (question.name,) if name not in {aspect.marker for aspect in tables.markers.markers}
            ]
        case Exposed():
            return _drugs(question.to)
        case Takes() | Washout():
            return _drugs(question.drugs)
        case Relapse():
            return _drugs(question.after)
        case Lines():
            return [] if question.containing is None else _drugs(question.containing)
        case _:
            return []


def _meanings(vocabulary: Vocabulary[_Meaning]) -> set[_Meaning]:
    in_words = (meaning for group in vocabulary.names.by_first_word.values() for _, meaning in group)
    return {*vocabulary.table.values(), *in_words}


def _drugs(drugs: DrugSet) -> list[str]:
    table = codes().drugs.by_name
    classes = {name for drug in table.values() for name in (drug.drug_class, *drug.also)}
    known = (
        *((name, name in table) for name in drugs.drugs),
        *((name, name in classes) for name in drugs.classes),
        *((name, name in {drug.role for drug in table.values()}) for name in drugs.roles),
        *((name, name in {drug.payload for drug in table.values()}) for name in drugs.payloads),
        *((name, name in {drug.target for drug in table.values()}) for name in drugs.targets),
        *((name, name in table or name in classes) for name in drugs.excluding),
    )
    return [name for name, is_known in known if not is_known]
