"""Whether every drug, gene, condition, analyte, score and site of a question is one that records are read to."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from functools import lru_cache

from onward.criteria import (
    AllergyTo,
    Condition,
    Criterion,
    DrugSet,
    Exposed,
    GeneTested,
    HasVariant,
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
from onward.knowledge import Vocabulary as CodedWords
from onward.knowledge import codes


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """The names that records are read to."""

    drugs: frozenset[str]
    classes: frozenset[str]
    roles: frozenset[str]
    payloads: frozenset[str]
    targets: frozenset[str]
    genes: frozenset[str]
    conditions: frozenset[str]
    analytes: frozenset[str]
    scores: frozenset[str]
    sites: frozenset[str]


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The names of the code tables that come with Onward. Raises KnowledgeError."""
    tables = codes()
    drugs = tables.drugs.drugs
    return Vocabulary(
        drugs=frozenset(tables.drugs.by_name),
        classes=frozenset({drug.drug_class for drug in drugs} | {name for drug in drugs for name in drug.also}),
        roles=frozenset(drug.role for drug in drugs),
        payloads=frozenset(drug.payload for drug in drugs if drug.payload),
        targets=frozenset(drug.target for drug in drugs if drug.target),
        genes=frozenset(tables.genes.by_name.values()),
        conditions=frozenset(_meanings(tables.status.conditions)),
        analytes=frozenset(analyte.name for analyte in tables.analytes.analytes),
        scores=frozenset(marker.marker for marker in tables.markers.markers),
        sites=frozenset(site.site for site in tables.sites.sites),
    )


def _meanings(found: CodedWords[str]) -> set[str]:
    return {*found.table.values(), *(name for pairs in found.names.by_first_word.values() for _, name in pairs)}


def unknown_names(criterion: Criterion, known: Vocabulary) -> tuple[str, ...]:
    """What the question names and no record can hold, each in words ("drug placlitaxel"); () when all is known."""
    return tuple(dict.fromkeys(_unknown(criterion, known)))


def _unknown(criterion: Criterion, known: Vocabulary) -> Iterator[str]:
    for part in parts_of(criterion):
        yield from _unknown(part, known)
    match criterion:
        case Exposed(to=drugs) | Relapse(after=drugs):
            yield from _drugs(drugs, known)
        case Takes(drugs=drugs) | Washout(drugs=drugs):
            yield from _drugs(drugs, known)
        case Lines(containing=drugs) if drugs is not None:
            yield from _drugs(drugs, known)
        case AllergyTo(drugs=names):
            yield from (f"drug {name}" for name in names if name not in known.drugs | known.classes)
        case HasVariant(genes=genes, partner=partner):
            named = (*genes, partner) if partner else genes
            yield from (f"gene {name}" for name in named if name not in known.genes)
        case GeneTested(genes=genes):
            yield from (f"gene {name}" for name in genes if name not in known.genes)
        case Condition(groups=groups, except_groups=excepted):
            yield from (f"condition {name}" for name in (*groups, *excepted) if name not in known.conditions)
        case LabValue(analyte=name) | LabWord(analyte=name):
            if name not in known.analytes:
                yield f"analyte {name}"
        case Score(name=name):
            if name not in known.scores:
                yield f"score {name}"
        case MetastaticSites(sites=sites):
            yield from (f"site {name}" for name in sites if name not in known.sites)
        case _:
            return


def _drugs(drugs: DrugSet, known: Vocabulary) -> Iterator[str]:
    yield from (f"drug {name}" for name in drugs.drugs if name not in known.drugs)
    yield from (f"drug class {name}" for name in drugs.classes if name not in known.classes)
    yield from (f"role {name}" for name in drugs.roles if name not in known.roles)
    yield from (f"payload {name}" for name in drugs.payloads if name not in known.payloads)
    yield from (f"target {name}" for name in drugs.targets if name not in known.targets)
    both = known.drugs | known.classes
    yield from (f"drug or class {name}" for name in drugs.excluding if name not in both)
