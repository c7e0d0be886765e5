"""Whether all that a line names comes back in its reading: what is named and lost makes the reading not understood.

The grammar accounts for every word of what it is given. What is rewritten, left out or set aside before it or beside
it is seen here, from the words alone: an illness, a drug, an event, a test, a place that the lexicon finds in the line
is sought among the names and words of the reading. What may go without saying is knowledge (`reading/unsaid`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onward.criteria import Criterion
from onward.knowledge import Drug, codes
from onward.reading.brought_along import brought_by
from onward.reading.comes_back import names_in, said_by, stems_of
from onward.reading.lexicon import Lexicon
from onward.reading.names_nothing import EXAMPLES, without_what_names_nothing
from onward.reading.sought import sought
from onward.reading.swallowed import swallows_another
from onward.reading.tokens import canonical

# What counts as named, by the classes of the lexicon.
KINDS = {
    "C": "illness",
    "D": "drug",
    "O": "event",
    "F": "finding",
    "J": "cancer",
    "Y": "place",
    "L": "test",
    "K": "receptor",
    "G": "gene",
    "E": "scale",
    "M": "score",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One thing that a line names.

    words  as the line has them;  kind  "illness", "drug", ...
    names  what the lexicon holds it for;  stems  of its words
    """

    words: str
    kind: str
    names: frozenset[str]
    stems: frozenset[str]


class Accounts:
    """Seeks what lines name in their readings, with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._known: dict[str, Name | None] = {}

    def misses(self, line: str, reading: Criterion) -> bool:
        """Whether a reading lacks something that its line names, or holds it as a quality of something else."""
        return bool(self.lost(line, reading)) or swallows_another(reading)

    def lost(self, line: str, reading: Criterion) -> tuple[str, ...]:
        """The words of a canonical line that name something which its reading does not hold."""
        said = said_by(reading)
        missed = [name for name in self.named(line) if not (name.names & said.names or name.stems <= said.stems)]
        if not missed:
            return ()
        brought = brought_by(said)
        missed = [name for name in missed if name.kind not in brought.kinds]
        if not missed:
            return ()
        held = said.stems | brought.stems
        asked = _NONE.union(*(self._names_of(question) for question in said.asked)) if said.asked else _NONE
        return tuple(name.words for name in missed if not _goes_without_saying(name, said.names | asked, held))

    def named(self, line: str) -> Iterator[Name]:
        """What a canonical line names."""
        words = without_what_names_nothing(line).split()
        begins = self._lexicon.tree
        at = behind = 0
        is_member = False
        while at < len(words):
            found = self._lexicon.longest(words, at) if words[at] in begins else None
            if found is None:
                at += 1
                continue
            end, (letter, value) = found
            said = " ".join(words[at:end])
            is_member = letter == "D" and behind > 0 and _belongs_to(words[behind:at], is_member)
            at = behind = end
            if is_member:
                # "NSAIDs including rofecoxib or celecoxib", "filgrastim (G-CSF)": what stands before says it.
                continue
            if letter == "C" and words[end : end + 1] == ["("]:
                # "Renal impairment (creatinine above 2 mg/dL)": it is what the bracket says.
                continue
            if letter == "D" and self._names_members(words, end):
                # "Hormonal therapy with letrozole", "inhibitors of histone deacetylase (vorinostat)".
                continue
            if said not in self._known:
                self._known[said] = _name(said, letter, value)
            name = self._known[said]
            if name is not None:
                yield name

    def _names_members(self, words: list[str], end: int) -> bool:
        """Whether a drug that stands before this place is the class of drugs named right behind it."""
        if words[end : end + 1] == [EXAMPLES]:
            return True
        joint = _MEMBERS.match(" ".join(words[end : end + 5]) + " ")
        if joint is None:
            return False
        at = end + len(joint[0].split())
        found = self._lexicon.longest(words, at) if at < len(words) else None
        return found is not None and found[1][0] == "D"

    def _names_of(self, question: str) -> frozenset[str]:
        return _NONE.union(*(name.names for name in self.named(canonical(question))))


def _goes_without_saying(name: Name, names: frozenset[str], stems: frozenset[str]) -> bool:
    """Whether a thing comes back by the names or the word stems of a question, or as a drug of a class."""
    if name.stems <= stems or name.names & names:
        return True
    if any(told and told <= stems for told in map(stems_of, name.names)):
        return True
    return name.kind == "drug" and _is_of_what_is_said(name.names, names)


def _belongs_to(joint: list[str], before: bool) -> bool:
    """Whether a drug is one of the class before it; `before`: whether the drug before it was."""
    words = " ".join(joint) if len(joint) < 4 else ""
    return words in _BEGIN_MEMBERS or (before and words in _GO_ON)


_BEGIN_MEMBERS = frozenset(
    {"including", ", including", "( including", "(", ", such as", "such as", "like", "( eg", ", eg"}
)
_GO_ON = frozenset({",", "or", "and", ", or", ", and", "and/or"})
# What joins the name of a class to those of its members.
_MEMBERS = sought(r"(?:\( )?(?:(?:ie|eg|with|including|such as|namely|like|for example|containing|:|\() ?,? )+")
_NONE: frozenset[str] = frozenset()
# Names that say nothing by themselves.
_NO_NAMES = frozenset({"", "now", "ever", "and", "or", "anticancer", "positive", "negative", "low positive"})


def _name(words: str, letter: str, value: object) -> Name | None:
    kind = KINDS.get(letter)
    if kind is None:
        return None
    names = frozenset(names_in(value)) - _NO_NAMES
    return Name(words=words, kind=kind, names=names, stems=stems_of(words))


def _is_of_what_is_said(named: frozenset[str], said: frozenset[str]) -> bool:
    """Whether drugs belong to a class that the reading holds, or a class holds a drug of the reading."""
    of_the_class = False
    for drug in codes().drugs.drugs:
        groups = _groups_of(drug)
        if drug.name in named:
            return not groups.isdisjoint(said)
        if not groups.isdisjoint(named):
            if drug.name in said:
                return True
            if groups.isdisjoint(said):
                return False
            of_the_class = True
    return of_the_class


@lru_cache(maxsize=5_000)
def _groups_of(drug: Drug) -> frozenset[str]:
    return frozenset({drug.drug_class.lower(), drug.role, drug.target.lower(), *map(str.lower, drug.also)}) - {""}
