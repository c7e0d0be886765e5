"""What else a word finds: the other names of a drug, a gene or a subtype, the drugs of a class."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onward.engines.search.words import Words
from onward.knowledge import Codes, SearchWords

Phrase = tuple[str, ...]
"""Stems that stand together."""

# A class of more drugs than this ("chemotherapy", "targeted therapy") is searched by its name alone: with all of its
# drugs it would find nearly every trial.
_MOST_DRUGS = 30


@dataclass(frozen=True, slots=True)
class Alternative:
    """Something that a word of the query also finds; `shown` as people write it."""

    phrase: Phrase
    shown: str


@dataclass(frozen=True, slots=True)
class Synonyms:
    """For each known name, as stems, all that it finds; the longest name has this many stems."""

    known: Mapping[Phrase, tuple[Alternative, ...]]
    longest: int

    def of(self, phrase: Phrase) -> tuple[Alternative, ...]:
        """What a name finds, itself not included; () for a name that is not known."""
        return self.known.get(phrase, ())


def build_synonyms(codes: Codes, knowledge: SearchWords, words: Words) -> Synonyms:
    """From the tables of drugs and genes and from trials/search.yaml."""
    found: dict[Phrase, dict[Phrase, str]] = {}

    def tie(names: Iterable[str], narrower: Iterable[str] = ()) -> None:
        """Each of `names` finds all of them and what is narrower."""
        given = {phrase: name for name in names if (phrase := tuple(words.stems(name)))}
        below = {phrase: name for name in narrower if (phrase := tuple(words.stems(name)))}
        for phrase in given:
            found.setdefault(phrase, {}).update({**given, **below})

    classes: dict[str, list[str]] = {}
    for drug in codes.drugs.drugs:
        names = (drug.name, *drug.brands, *drug.synonyms)
        tie(names)
        if drug.role == "anticancer":
            for group in (drug.drug_class, *drug.also):
                classes.setdefault(group, []).extend(names)
    genes: dict[str, list[str]] = {}
    for name, gene in codes.genes.by_name.items():
        genes.setdefault(gene, []).append(name)
    for gene, names in genes.items():
        tie((gene, *names))
    of_class = {tuple(words.stems(group)): names for group, names in classes.items()}
    counts = {group: sum(group in (drug.drug_class, *drug.also) for drug in codes.drugs.drugs) for group in classes}
    small = {tuple(words.stems(group)) for group, number in counts.items() if number <= _MOST_DRUGS}
    for group in classes:
        phrase = tuple(words.stems(group))
        tie((group,), of_class[phrase] if phrase in small else ())
    for one in knowledge.synonyms:
        drugs = [
            name for given in one.names if (phrase := tuple(words.stems(given))) in small for name in of_class[phrase]
        ]
        tie(one.names, (*one.narrower, *drugs))
    return Synonyms(
        known={
            phrase: tuple(Alternative(other, shown) for other, shown in others.items() if other != phrase)
            for phrase, others in found.items()
        },
        longest=max((len(phrase) for phrase in found), default=1),
    )
