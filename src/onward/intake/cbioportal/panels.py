"""Which genes were sequenced in a sample: gene panels, the matrix of samples and panels, lists of samples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from onward.intake.cbioportal.files import StudyFile, meta_lines
from onward.intake.cbioportal.genes import Findings
from onward.intake.cbioportal.tables import Notes, Table, text_of, unquoted
from onward.knowledge.study_columns import StudyColumns
from onward.terms import Issue, Severity
from onward.timeline import GenesStudied, Source

KIND = "gene panel of a sample"

_GENE_LIST = re.compile(r"^gene_list\s*:[ \t]*(?P<genes>.*)$", re.MULTILINE | re.IGNORECASE)
_STABLE_ID = re.compile(r"^stable_id\s*:[ \t]*(?P<id>\S+)", re.MULTILINE | re.IGNORECASE)


def read_panel(file: StudyFile, notes: Notes) -> tuple[str, tuple[str, ...]] | None:
    """Name and genes of a panel file; None with an issue when it has no name or no genes."""
    text = text_of(file, notes)
    if text is None:
        return None
    name, genes = _STABLE_ID.search(text), _GENE_LIST.search(text)
    listed = tuple(genes["genes"].split()) if genes is not None else ()
    if name is None or not listed:
        notes.add(
            "a gene panel without stable_id or gene_list", "read no genes from it; export it again", Severity.ERROR
        )
        return None
    return name["id"], listed


def sequenced_samples(files: Iterable[StudyFile]) -> frozenset[str] | None:
    """The samples of the case list of sequenced samples; None when the study has no such list."""
    for file in files:
        said = meta_lines(file)
        if said.get("stable_id", "").endswith("_sequenced"):
            return frozenset(said.get("case_list_ids", "").split())
    return None


class Panels:
    """The panels of a study, asked for by samples."""

    def __init__(self, genes: Mapping[str, tuple[str, ...]]) -> None:
        self._genes = genes
        self._symbols: dict[str, tuple[str, ...]] = {}
        self._unknown: dict[str, str] = {}
        self._studied: set[str] = set()

    def read_matrix(self, table: Table, findings: Findings, known: StudyColumns) -> None:
        """The panel of each sample's mutations. Which genes' copies and fusions were looked at is kept, and no fact."""
        sample_at, panel_at = table.index("SAMPLE_ID"), table.index("MUTATIONS", "MUTATION")
        if sample_at is None:
            if table.header:
                table.notes.add(
                    "a matrix of gene panels without the column SAMPLE_ID", "read nothing of it", Severity.ERROR
                )
            return
        rows = findings.of(KIND)
        for number, line in table.numbered():
            if not findings.may_name(line):
                continue
            cells = table.cut(number, line)
            if cells is None:
                rows.issue += 1
                continue
            name = unquoted(cells[sample_at])
            if not findings.is_wanted(name):
                continue
            if findings.sample(name, number, table.notes) is None:
                rows.issue += 1
                continue
            panel = "" if panel_at is None else unquoted(cells[panel_at])
            if known.is_missing(panel):
                rows.kept += 1
                continue
            rows.facts += 1
            source = Source(table.file.name, table.file.sha256, f"row {number}", f"sample {name}", "column mutations")
            self._add(findings, name, panel, source)

    def add_for_all(self, findings: Findings, samples: Iterable[str], panel: str, meta: StudyFile) -> None:
        """The panel that a meta file gives for a whole table of mutations."""
        for name in samples:
            if name not in self._studied and findings.is_wanted(name):
                self._add(findings, name, panel, Source(meta.name, meta.sha256, "", f"sample {name}", "gene_panel"))

    def _add(self, findings: Findings, name: str, panel: str, source: Source) -> None:
        sample = findings.samples.get(name)
        if sample is None:
            return
        genes = self._symbols.get(panel)
        if genes is None:
            listed = self._genes.get(panel.casefold(), ())
            genes = self._symbols[panel] = tuple(dict.fromkeys(findings.symbol(gene) for gene in listed))
        if not genes:
            self._unknown.setdefault(panel, source.file)
        self._studied.add(name)
        findings.add(
            sample,
            GenesStudied(
                panel=panel,
                genes=genes,
                tissue=sample.tissue,
                specimen=name,
                text=f"mutations: {panel}",
                sources=(source,),
            ),
        )

    def issues(self) -> list[Issue]:
        """Panels that the study names and does not list: what they did not find may be what they did not read."""
        return [
            Issue(
                file=file,
                place=f"gene panel {panel}",
                what="the folder holds no list of the genes of this panel, so what it did not find stays unknown",
                did=f"took the genes as not stated; add the file data_gene_panel_{panel.lower()}.txt",
                severity=Severity.WARNING,
            )
            for panel, file in self._unknown.items()
        ]
