"""The words that the reader knows, by their longest match: what a phrase means and of which class it is.

Classes, one capital letter each: B comparison, C illness, D drugs, E performance scale, F finding or fixed question,
G gene, J cancer, K receptor, L analyte, N number, O event, P person, Q quality, U unit, Y place, M tumour score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias, cast

from onward.criteria import DrugSet, Finding, Had, from_plain
from onward.criteria.exposure_nodes import EventKind
from onward.knowledge import ReadingLexicon
from onward.reading.enzyme_spelling import ENZYMES, KINDS, STRENGTHS
from onward.reading.things import Fixed, Happened, Ill, Treated
from onward.reading.tokens import canonical

Entry: TypeAlias = tuple[str, object]
_Node: TypeAlias = "dict[str, Any]"
_END = ""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases as a tree of words, and lists of words as pieces of regular expressions.

    fragments   name -> alternatives of canonical words, longest first ("anchor", "presence", "ever", "now")
    findings    names of reading/findings;  illnesses   names of reading/conditions
    """

    tree: dict[str, Any]
    fragments: Mapping[str, str]
    findings: frozenset[str]
    illnesses: frozenset[str]
    plain_forms: Mapping[str, object] = field(default_factory=dict[str, object])

    def longest(self, words: list[str], at: int) -> tuple[int, Entry] | None:
        """The longest phrase that begins at this word, as the place behind it and its meaning."""
        # Every node holds nodes, and at most one entry under a key that no word is.
        node: dict[str, Any] | None = self.tree.get(words[at])
        found: tuple[int, Entry] | None = None
        length = len(words)
        while node is not None:
            at += 1
            if _END in node:
                found = (at, node[_END])
            if at == length:
                break
            node = node.get(words[at])
        return found


# Numbers that criteria write in words.
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905  in one line
_TENS = {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "twenty four": 24, "eighteen": 18, "fourteen": 14, "twenty one": 21, "twenty eight": 28}  # fmt: skip


def lexicon_of(known: ReadingLexicon) -> Lexicon:
    """The lexicon of the knowledge files."""
    words = known.words
    tree: _Node = {}
    for one in words.illnesses:
        _add(tree, one.words, ("C", Ill(groups=(one.condition,))))
    for one in words.phrases:
        _add(tree, one.words, ("F", Fixed(criterion=from_plain(one.criterion))))
    for one in words.findings:
        _add(tree, one.words, ("F", _finding(one.finding)))
    for one in words.drugs:
        group = DrugSet(
            drugs=one.drugs, classes=one.classes, roles=one.roles, payloads=one.payloads, targets=one.targets
        )
        _add(tree, one.words, ("D", Treated(drugs=group, supportive=one.supportive)))
    _add_enzymes(tree)
    for drug in known.drugs:
        named = Treated(drugs=DrugSet(drugs=(drug.name,)), supportive=drug.role in ("supportive", "other"))
        _add(tree, (drug.name, *drug.brands, *drug.synonyms), ("D", named))
    for one in words.units:
        _add(tree, one.words, ("U", one.unit))
    for one in words.analytes:
        _add(tree, one.words, ("L", one.analytes))
    for one in words.scales:
        _add(tree, one.words, ("E", one.name))
    for one in words.receptors:
        _add(tree, one.words, ("K", one.name))
    for one in words.scores:
        _add(tree, one.words, ("M", one.name))
    for one in words.events:
        narrowed = (one.quality,) if one.quality else ()
        _add(tree, one.words, ("O", Happened(event=Had(event=_event(one.event), kinds=one.kinds), qualities=narrowed)))
    for one in words.cancers:
        _add(tree, one.words, ("J", one.kind))
    for one in words.places:
        _add(tree, one.words, ("Y", one.sites))
    for name, symbol in known.genes.items():
        # Names of one or two letters, and everyday words, would be found where no gene is meant.
        if len(name) >= 3 and (any(sign.isdigit() for sign in name) or name in _WORDY_GENES):
            _add(tree, (name,), ("G", symbol))
    _add(tree, ("erbb1",), ("G", "EGFR"))
    for name, spelled in words.comparisons.items():
        _add(tree, spelled, ("B", name))
    _add(tree, words.qualities, None)
    for phrase in words.persons:
        _add(tree, (phrase,), ("P", "person"))
    for number, word in enumerate(_NUMBERS):
        _add(tree, (word,), ("N", Decimal(number)))
    for word, number in _TENS.items():
        _add(tree, (word,), ("N", Decimal(number)))
    return Lexicon(
        tree=tree,
        fragments={
            "anchor": _alternatives(words.anchors),
            "presence": _alternatives(words.presence),
            "ever": _alternatives(words.ever),
            "now": _alternatives(words.now),
        },
        findings=frozenset(one.finding for one in words.findings),
        illnesses=frozenset(one.condition for one in words.illnesses),
    )


def _add_enzymes(tree: _Node) -> None:
    """ "strong cyp3a4 inhibitor": the classes of each enzyme, in the one form that lines are brought to."""
    for spelled, enzyme in ENZYMES.items():
        for kind in KINDS:
            for strength in STRENGTHS:
                words = " ".join(filter(None, (strength, spelled, kind)))
                named = " ".join(filter(None, (strength, enzyme, kind)))
                _add(tree, (words,), ("D", Treated(drugs=DrugSet(classes=(named,)), supportive=True)))


# Genes without a digit in their name that criteria ask for.
_WORDY_GENES = frozenset(
    {"PTEN", "BRCA", "EGFR", "BRAF", "KRAS", "NRAS", "HRAS", "ATM", "ROS1", "RET", "ALK", "NTRK", "MET", "KIT", "APC"}
)
# Words that are symbols of genes, and everyday words as well.


def _finding(name: str) -> Fixed:
    return Fixed(criterion=Finding(name=name))


def _event(name: str) -> EventKind:
    """The event of a node; the node itself checks the name."""
    return cast("EventKind", name)


def _add(tree: _Node, phrases: Iterable[str], entry: Entry | None) -> None:
    for phrase in phrases:
        words = canonical(phrase).split()
        if not words:
            continue
        node = tree
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(_END, entry if entry is not None else ("Q", " ".join(words)))


def _alternatives(phrases: Iterable[str]) -> str:
    """The phrases as one alternation of canonical words, longest first."""
    spelled = {canonical(phrase) for phrase in phrases}
    return "|".join(
        re.escape(one).replace(r"\ ", " ") for one in sorted(filter(None, spelled), key=lambda one: (-len(one), one))
    )
