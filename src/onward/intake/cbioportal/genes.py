"""What the tables of gene findings share: whose a sample is, how a gene is called, and the count of rows."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field

from onward.intake.cbioportal.samples import Sample
from onward.intake.cbioportal.tables import Notes
from onward.intake.result import Counted
from onward.knowledge import codes
from onward.terms import Severity
from onward.timeline import AnyFact


@dataclass(slots=True)
class Rows:
    """How many rows of one kind were used for what, while they are counted."""

    facts: int = 0
    kept: int = 0
    duplicate: int = 0
    issue: int = 0

    def counted(self) -> Counted:
        return Counted(facts=self.facts, kept=self.kept, duplicate=self.duplicate, issue=self.issue)


@dataclass(slots=True)
class Findings:
    """Where the facts of gene tables go.

    samples   every sample of the study; None for an id that two people share
    wanted    the samples that are read; None for all
    facts     by person, in the order of the tables
    rows      by person: how many rows of gene tables are hers
    """

    samples: Mapping[str, Sample | None]
    wanted: Set[str] | None
    facts: dict[str, list[AnyFact]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    counts: dict[str, Rows] = field(default_factory=dict)
    _symbols: dict[str, str] = field(default_factory=dict)
    _doubts: dict[str, str] = field(default_factory=dict)

    def add(self, sample: Sample, fact: AnyFact) -> None:
        self.facts.setdefault(sample.person, []).append(fact)

    def count_row(self, sample: Sample) -> None:
        self.rows[sample.person] = self.rows.get(sample.person, 0) + 1

    def of(self, kind: str) -> Rows:
        return self.counts.setdefault(kind, Rows())

    def is_wanted(self, sample: str) -> bool:
        return self.wanted is None or sample in self.wanted

    def may_name(self, line: str) -> bool:
        """Whether a line can be about a wanted sample: spares cutting the others."""
        return self.wanted is None or any(sample in line for sample in self.wanted)

    def sample(self, name: str, number: int, notes: Notes) -> Sample | None:
        """The sample of a row; None, with an issue, if the sample table has none of that name or has it twice."""
        found = self.samples.get(name)
        if found is None:
            what = (
                "the sample has this id for two people in the sample table"
                if name in self.samples
                else "the sample is not in the sample table, so it is not known whose it is"
            )
            notes.row(number, what, "used for nobody; correct the sample table", Severity.ERROR)
        return found

    def symbol(self, name: str, number: int = 0, notes: Notes | None = None) -> str:
        """The HGNC symbol of a gene as the code table knows it; a name that it does not know stays as written.

        number, notes   the row and where to say that a name may mean several genes
        """
        found = self._symbols.get(name)
        if notes is not None and (doubt := self._doubt(name)):
            notes.row(number, doubt, "its HGNC id would tell which gene is meant", Severity.WARNING)
        if found is None:
            found = self._symbols[name] = codes().genes.canonical(name)
        return found

    def _doubt(self, name: str) -> str:
        found = self._doubts.get(name)
        if found is None:
            found = self._doubts[name] = codes().genes.doubt(name)
        return found
