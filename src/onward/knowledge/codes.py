"""All code tables behind one door, each read when it is first asked for."""

from __future__ import annotations

from functools import cached_property, lru_cache
from pathlib import Path

from onward.knowledge.analytes import AnalyteTable
from onward.knowledge.drugs import DrugTable
from onward.knowledge.files import DATA
from onward.knowledge.markers import AnswerTable, MarkerTable, load_markers
from onward.knowledge.procedures import GeneTable, ProcedureTable
from onward.knowledge.sites import SiteTable
from onward.knowledge.staging import StagingTable
from onward.knowledge.status import StatusTable


class Codes:
    """The tables of a folder of code files (drugs.yaml, analytes.yaml, ...). Each raises KnowledgeError when it is
    broken.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def read_all(self) -> None:
        """Read every table now, to find out whether all of them are in order. Raises KnowledgeError."""
        for name in ("drugs", "analytes", "sites", "markers", "staging", "status", "procedures"):
            getattr(self, name)

    @cached_property
    def drugs(self) -> DrugTable:
        return DrugTable.load(self._folder / "drugs.yaml")

    @cached_property
    def analytes(self) -> AnalyteTable:
        return AnalyteTable.load(self._folder / "analytes.yaml")

    @cached_property
    def sites(self) -> SiteTable:
        return SiteTable.load(self._folder / "sites.yaml")

    @cached_property
    def _markers_and_answers(self) -> tuple[MarkerTable, AnswerTable]:
        return load_markers(self._folder / "markers.yaml")

    @property
    def markers(self) -> MarkerTable:
        return self._markers_and_answers[0]

    @property
    def answers(self) -> AnswerTable:
        return self._markers_and_answers[1]

    @cached_property
    def staging(self) -> StagingTable:
        return StagingTable.load(self._folder / "staging.yaml")

    @cached_property
    def status(self) -> StatusTable:
        return StatusTable.load(self._folder / "status.yaml")

    @cached_property
    def procedures(self) -> ProcedureTable:
        return ProcedureTable.load(self._folder / "procedures.yaml")

    @property
    def genes(self) -> GeneTable:
        return self.procedures.genes


@lru_cache(maxsize=1)
def codes() -> Codes:
    """The code tables that come with Onward."""
    return Codes(DATA / "codes")
