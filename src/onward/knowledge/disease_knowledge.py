"""Everything that the disease picture is derived with: the drug table and the rules, each read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onward.knowledge.codes import codes
from onward.knowledge.disease_rules import ExtentRules, ReceptorRules
from onward.knowledge.drugs import DrugTable
from onward.knowledge.files import DATA
from onward.knowledge.line_rules import LineRules, ResistanceRules


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseKnowledge:
    """What `derive_picture` asks.

    extent   whether, since when and where the disease is metastatic: onset, sites, words of reports
    """

    drugs: DrugTable
    receptors: ReceptorRules
    extent: ExtentRules
    lines: LineRules
    resistance: ResistanceRules


@lru_cache(maxsize=1)
def disease_knowledge() -> DiseaseKnowledge:
    """The rules that come with Onward. Raises KnowledgeError when a file is broken."""
    folder = DATA / "disease"
    tables = codes()
    return DiseaseKnowledge(
        drugs=tables.drugs,
        receptors=ReceptorRules.load(folder / "receptors.yaml"),
        extent=ExtentRules.load(folder, tables.sites),
        lines=LineRules.load(folder / "lines.yaml"),
        resistance=ResistanceRules.load(folder / "resistance.yaml"),
    )
