"""A description of a person in plain clinical English to facts: "64F, de novo HR+ HER2 1+, bone + liver, ECOG 1".

What is denied, suspected, planned, or said of a relative is not mistaken for a fact about her. Nothing is guessed: a
number without a unit keeps none, a drug without dates gets none, and every word that was not understood is listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onward.knowledge import Codes, DescriptionWords
from onward.reading.description_aside import set_aside
from onward.reading.description_book import Book, Claim, Left
from onward.reading.description_cancer import read_cancers, read_what_is_implied
from onward.reading.description_drugs import read_treatment
from onward.reading.description_genes import read_genes
from onward.reading.description_health import read_allergies, read_conditions, read_status
from onward.reading.description_measures import read_measures
from onward.reading.description_person import read_person
from onward.reading.description_receptors import read_receptors
from onward.reading.description_sites import read_sites
from onward.reading.description_text import prepare_text
from onward.timeline import AnyFact

# In which order the readers go: what one has taken, the next leaves alone.
_READERS = (
    set_aside,
    read_person,
    read_receptors,
    read_genes,
    read_measures,
    read_treatment,
    read_sites,
    read_cancers,
    read_allergies,
    read_conditions,
    read_status,
    read_what_is_implied,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What was understood of a description, in the order of its words, and what was not.

    understood   each fact with the words that it comes from
    left         every word that gave no fact, with why
    """

    text: str
    understood: tuple[Claim, ...]
    left: tuple[Left, ...]

    @property
    def facts(self) -> tuple[AnyFact, ...]:
        """The facts alone."""
        return tuple(claim.fact for claim in self.understood)


def read_description(text: str, codes: Codes, words: DescriptionWords, *, as_of: date) -> Description:
    """Read a description that was written on `as_of`: "3 weeks ago" and "64 years old" count from that day."""
    book = Book(text=prepare_text(text), codes=codes, words=words, as_of=as_of)
    for reader in _READERS:
        reader(book)
    return Description(
        text=text,
        understood=tuple(sorted(book.claims, key=lambda claim: (claim.start, claim.end))),
        left=book.what_is_left(),
    )
