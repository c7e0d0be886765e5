"""Amplifications and deletions from a discrete copy number table, wide (genes by samples) or long.

Gains and shallow deletions concern thousands of genes at once in genome-wide tables and decide nothing by themselves:
they become facts for the genes of the code table and are counted for the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from onward.intake.cbioportal.genes import Findings
from onward.intake.cbioportal.samples import Sample
from onward.intake.cbioportal.tables import Table, unquoted
from onward.knowledge import codes
from onward.knowledge.study_columns import CopyNumberLevel, StudyColumns
from onward.terms import Severity
from onward.timeline import Source, Variant, VariantKind

KIND = "copy number of a gene"

_ABOUT_GENE = frozenset({"HUGO_SYMBOL", "ENTREZ_GENE_ID", "GENE_SYMBOL", "GENE_ID", "LOCUS_ID", "CYTOBAND", "GENE"})
_SHALLOW = frozenset({VariantKind.GAIN, VariantKind.SHALLOW_DELETION})


def read_copy_number(table: Table, findings: Findings, known: StudyColumns) -> None:
    """The copy number findings of a table; 0 is no change and NA was not measured: neither gives a fact."""
    gene = table.index("HUGO_SYMBOL", "GENE_SYMBOL", "GENE")
    if gene is None:
        if table.header:
            table.notes.add("a copy number table without the column Hugo_Symbol", "read nothing of it", Severity.ERROR)
        return
    levels = _Levels(known)
    sample, value = table.index("SAMPLE_ID"), table.index("VALUE")
    if sample is not None and value is not None:
        _read_long(table, findings, levels, gene, sample, value)
    else:
        _read_wide(table, findings, levels, gene)
    if levels.left:
        table.notes.add(
            f"{levels.left} gains and shallow deletions of genes that are not in the gene table",
            "kept, no facts made of them",
            Severity.NOTE,
        )


@dataclass(frozen=True, slots=True)
class _Level:
    """What one value means; None as level: nothing to say (0, not measured)."""

    level: CopyNumberLevel | None
    kind: VariantKind
    understood: bool


class _Levels:
    """Values as written to what they mean."""

    def __init__(self, known: StudyColumns) -> None:
        self._known = known
        self._found: dict[str, _Level] = {}
        self._genes = frozenset(codes().genes.by_name.values())
        self.left = 0

    def of(self, text: str) -> _Level:
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._read(text.strip())
        return found

    def _read(self, text: str) -> _Level:
        if self._known.is_missing(text):
            return _Level(None, VariantKind.OTHER, True)
        try:
            number = Decimal(text)
        except InvalidOperation:
            return _Level(None, VariantKind.OTHER, False)
        if number == 0:
            return _Level(None, VariantKind.OTHER, True)
        for value, level in self._known.copy_number.items():
            if Decimal(value) == number:
                return _Level(level, VariantKind(level.kind), True)
        return _Level(None, VariantKind.OTHER, False)

    def counts(self, kind: VariantKind, gene: str) -> bool:
        """Whether a finding becomes a fact."""
        if kind in _SHALLOW and gene not in self._genes:
            self.left += 1
            return False
        return True


def _read_wide(table: Table, findings: Findings, levels: _Levels, gene: int) -> None:
    columns: list[tuple[int, str, Sample]] = []
    strangers: list[str] = []
    for place, name in enumerate(table.header):
        if table.names[place] in _ABOUT_GENE:
            continue
        sample = findings.samples.get(name)
        if sample is None:
            strangers.append(name)
        elif findings.is_wanted(name):
            columns.append((place, name, sample))
    if strangers:
        table.notes.add(
            f"{len(strangers)} columns are of samples that the sample table does not have, or has for two people",
            "used for nobody; correct the sample table",
            Severity.ERROR,
            "column names",
        )
    rows = findings.of(KIND)
    for number, line in table.numbered():
        cells = table.cut(number, line)
        if cells is None:
            rows.issue += 1
            continue
        symbol = unquoted(cells[gene])
        if not symbol:
            table.notes.row(number, "a row without a gene", "kept, made no fact of it", Severity.WARNING)
            rows.issue += 1
            continue
        symbol = findings.symbol(symbol, number, table.notes)
        found = strange = False
        for place, name, sample in columns:
            text = cells[place]
            if text == "0":
                continue
            level = levels.of(text)
            if not level.understood:
                strange = True
            elif level.level is not None and levels.counts(level.kind, symbol):
                found = True
                _add(table, findings, number, symbol, name, sample, level.kind, level.level)
        if strange:
            _note_strange(table, number)
        if found:
            rows.facts += 1
        elif strange:
            rows.issue += 1
        else:
            rows.kept += 1


def _read_long(table: Table, findings: Findings, levels: _Levels, gene: int, sample: int, value: int) -> None:
    rows = findings.of(KIND)
    for number, line in table.numbered():
        if not findings.may_name(line):
            continue
        cells = table.cut(number, line)
        if cells is None:
            rows.issue += 1
            continue
        name, symbol = unquoted(cells[sample]), unquoted(cells[gene])
        if not findings.is_wanted(name):
            continue
        whose = findings.sample(name, number, table.notes)
        if whose is None:
            rows.issue += 1
            continue
        level = levels.of(cells[value])
        if not symbol or not level.understood:
            _note_strange(table, number)
            rows.issue += 1
            continue
        symbol = findings.symbol(symbol, number, table.notes)
        findings.count_row(whose)
        if level.level is None or not levels.counts(level.kind, symbol):
            rows.kept += 1
            continue
        rows.facts += 1
        _add(table, findings, number, symbol, name, whose, level.kind, level.level)


def _note_strange(table: Table, number: int) -> None:
    table.notes.row(
        number,
        "a copy number value that is none of -2, -1.5, -1, 0, 1 and 2",
        "took nothing from the value",
        Severity.WARNING,
    )


def _add(
    table: Table,
    findings: Findings,
    number: int,
    gene: str,
    name: str,
    sample: Sample,
    kind: VariantKind,
    level: CopyNumberLevel,
) -> None:
    findings.add(
        sample,
        Variant(
            gene=gene,
            kind=kind,
            consequence=level.text,
            tissue=sample.tissue,
            specimen=name,
            text=f"{gene} {level.text or level.kind} (copy number value {level.value})",
            sources=(Source(table.file.name, table.file.sha256, f"row {number}", f"sample {name}", f"column {name}"),),
        ),
    )
