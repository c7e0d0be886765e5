"""Which molecular table a text is, told by its column names and first rows (docs.cbioportal.org/file-formats)."""

from __future__ import annotations

from onward.intake.files import Format

_GENE = frozenset({"HUGO_SYMBOL", "GENE", "GENE_SYMBOL"})
_SAMPLE = frozenset({"TUMOR_SAMPLE_BARCODE", "SAMPLE_ID"})
_OF_MUTATIONS = frozenset(
    {"VARIANT_CLASSIFICATION", "HGVSP_SHORT", "HGVSP", "HGVSC", "PROTEIN_CHANGE", "AMINO_ACID_CHANGE", "CONSEQUENCE"}
)
_ABOUT_GENE = frozenset({"ENTREZ_GENE_ID", "CYTOBAND", "GENE_ID", "LOCUS_ID"})
# Values of discrete copy number tables, and what stands for no value.
_DISCRETE = frozenset({"-2", "-1.5", "-1", "0", "1", "2", "NA", "", "-2.0", "-1.0", "0.0", "1.0", "2.0"})
_ROWS = 20


def table_kind(head: str) -> Format | None:
    """The format of a table by the beginning of its text; None when it is none of these."""
    lines = [line for line in head.splitlines() if line.strip() and not line.startswith("#")]
    if not lines or "\t" not in lines[0]:
        return None
    names = [_name(cell) for cell in lines[0].split("\t")]
    found = frozenset(names)
    if found & {"SITE1_HUGO_SYMBOL", "SITE2_HUGO_SYMBOL"} and found & _SAMPLE:
        return Format.FUSION_TABLE
    if not found & _GENE:
        return None
    if found & _SAMPLE:
        if found & _OF_MUTATIONS:
            return Format.MUTATION_TABLE
        if "FUSION" in found:
            return Format.FUSION_TABLE
        return Format.COPY_NUMBER_TABLE if "VALUE" in found else None
    # The last line of the head may be cut off.
    rows = [line.split("\t") for line in lines[1 : _ROWS + 1]] if len(lines) > 2 else [lines[-1].split("\t")]
    samples = [at for at, name in enumerate(names) if name not in _GENE | _ABOUT_GENE]
    cells = [row[at].strip() for row in rows if len(row) == len(names) for at in samples]
    is_discrete = (
        bool(cells) and all(cell in _DISCRETE for cell in cells) and any(cell not in ("", "NA") for cell in cells)
    )
    return Format.COPY_NUMBER_TABLE if is_discrete else None


def _name(cell: str) -> str:
    return "_".join(cell.strip().strip('"').upper().replace(".", "_").split())
