"""Rules of treatment as data: what is given, to whom, where in the sequence, since when, by which agency and trial.

Read from knowledge/data/options/*.yaml by `option_files`. What a rule asks of the record stands in the plain form of
`criteria` (`ask`), which this room only carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from onward.knowledge.files import KnowledgeFile, KnowledgeSource

OptionKind = Literal["approval", "standard", "bone agent", "ovarian suppression", "pending", "negative", "withdrawn"]
OptionGroup = Literal[
    "HR+/HER2-",
    "HER2+",
    "HER2-low",
    "HER2-ultralow",
    "triple negative",
    "germline BRCA",
    "any subtype",
    "tumour-agnostic",
    "bone",
    "ovarian suppression",
]
AgencyName = Literal["fda", "ema", "guideline"]
AgencyStatus = Literal["approved", "accelerated", "recommended", "pending", "negative", "withdrawn", "none"]
LineWord = Literal["first", "second", "later", "any"]
Rank = Literal["preferred", "alternative", "later"]

# Kinds that tell of a decision that lets nobody have the treatment: they can never fire.
NEVER_IN_FORCE: frozenset[OptionKind] = frozenset({"pending", "negative", "withdrawn"})
# Status of an agency under which a treatment may be given, from its first approval on.
IN_FORCE: frozenset[AgencyStatus] = frozenset({"approved", "accelerated", "recommended"})

WORDS: Mapping[str, tuple[str, ...]] = {
    "kind": get_args(OptionKind),
    "group": get_args(OptionGroup),
    "agency": get_args(AgencyName),
    "status": get_args(AgencyStatus),
    "lines": get_args(LineWord),
    "rank": get_args(Rank),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One thing that a rule asks of the record, YES, NO or UNKNOWN by itself.

    use    id of a shared condition (options/conditions); then nothing else is written
    says   in words, to be read after "needs": "an ESR1 mutation"
    ask    the question in the plain form of `criteria`
    only   "fda" or "ema": asked only where that agency decides, because only its label asks it; "" everywhere
    """

    id: str = ""
    use: str = ""
    only: str = ""
    says: str = ""
    ask: object = None
    source: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A drug that is chosen out of several and given with the others ("aromatase inhibitor")."""

    what: str
    one_of: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What some people get with it; it never decides the indication. `add` may be empty: then `says` is all."""

    when: Condition
    says: str
    source: tuple[str, ...]
    add: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceInSequence:
    """Where in the sequence it stands, and who says so."""

    lines: tuple[str, ...]
    rank: str
    because: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyDecision:
    """What an agency decided on this indication.

    first   day of the first approval of the indication; a guideline's day of publication
    ended   first day on which it no longer holds
    body    the guideline's name; note what is known of a decision to come
    """

    agency: str
    status: str
    source: tuple[str, ...]
    first: date | None = None
    ended: date | None = None
    body: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotalTrial:
    """A trial that the rule rests on, with its figures as published."""

    name: str
    figures: str
    source: tuple[str, ...]
    nct: str = ""
    population: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceGrade:
    """A published grade: scale ESCAT, ESMO-MCBS, ..."""

    scale: str
    grade: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the treatment is aimed at, and in which sample and by which test it is looked for."""

    what: str
    source: tuple[str, ...]
    gene: str = ""
    sample: str = ""
    assay: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionRule:
    """One treatment for one indication. `file` and `place` are where it stands, for messages."""

    id: str
    title: str
    plain: str
    kind: str
    group: str
    drugs: tuple[str, ...]
    place: PlaceInSequence
    when: tuple[Condition, ...]
    agencies: tuple[AgencyDecision, ...]
    source: tuple[str, ...]
    partners: tuple[Partner, ...] = ()
    additions: tuple[Addition, ...] = ()
    may_repeat: tuple[str, ...] = ()
    trials: tuple[PivotalTrial, ...] = ()
    grades: tuple[EvidenceGrade, ...] = ()
    targets: tuple[Target, ...] = ()
    note: str = ""
    expires: date | None = None

    @property
    def all_drugs(self) -> tuple[str, ...]:
        """Every drug that may be part of it, partners included."""
        return tuple(dict.fromkeys((*self.drugs, *(drug for one in self.partners for drug in one.one_of))))


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What is known of several options that compete for one person; `prefer` a rule's id, "" where no source prefers.

    when   None: whenever at least two of them are open
    """

    id: str
    of: tuple[str, ...]
    says: str
    because: str
    source: tuple[str, ...]
    prefer: str = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SequenceWarning:
    """A class (or payload, or target) of which a second drug after failure of the first works less well, or unknown.

    of      "class", "payload" or "target", as in codes/drugs; name which ones: two drugs of any of them are kin
    later   where the disease progressed on the first, the second is ranked "later": hardly anybody has studied it
    """

    id: str
    of: str
    name: tuple[str, ...]
    says: str
    source: tuple[str, ...]
    later: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TestToOrder:
    """A test, and the open questions that its result settles.

    gene      of a gene test; marker of a receptor test; score of a score, as the criteria name them
    origin    germline, somatic or any;  assay, measure of a score
    when      only where this condition holds (re-reading HER2 needs an IHC 0); None: always
    renews    a new sample, for what an older one of the primary tumour has answered
    specimen  what is taken: blood, a tumour sample, nothing new
    """

    id: str
    test: str
    settles: str
    source: tuple[str, ...]
    gene: tuple[str, ...] = ()
    marker: str = ""
    score: str = ""
    origin: str = "any"
    assay: str = ""
    measure: str = ""
    specimen: str = ""
    when: Condition | None = None
    renews: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionKnowledge:
    """Everything that the options are derived with.

    rules        sorted by id; file_of the file of each
    shared       conditions that rules use by id
    gates        ids of the shared conditions that stand before every rule
    """

    rules: tuple[OptionRule, ...]
    shared: Mapping[str, Condition]
    gates: tuple[str, ...]
    together: tuple[Together, ...]
    sequence: tuple[SequenceWarning, ...]
    tests: tuple[TestToOrder, ...]
    file_of: Mapping[str, KnowledgeFile]
    files: tuple[KnowledgeFile, ...]
    places: Mapping[str, tuple[str | int, ...]] = field(default_factory=dict[str, tuple[str | int, ...]])

    def sources_of(self, rule: str, keys: tuple[str, ...]) -> tuple[KnowledgeSource, ...]:
        """The sources behind keys that a rule (or shared condition, test, warning) cites, in order."""
        sources = self.file_of[rule].sources
        return tuple(sources[key] for key in keys)

    def expires(self, rule: OptionRule) -> date:
        """First day on which the rule is stale: its own, or that of its file, whichever comes first."""
        of_file = self.file_of[rule.id].expires
        return of_file if rule.expires is None else min(rule.expires, of_file)
