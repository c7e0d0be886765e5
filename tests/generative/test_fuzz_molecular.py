"""Broken molecular files: whatever stands in them, reading does not raise, and every line is accounted for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.intake_cbioportal.studies import tabbed
from tests.unit.intake_molecular.reports import ANN, GRCH37, GRCH38, H1047R, VEP, vcf
from tests.unit.intake_molecular.test_panel_text import REPORT
from tests.unit.intake_molecular.test_tables import LONG, MAF, NEW_FUSIONS, OLD_FUSIONS, WIDE

from onward.criteria import read_protein
from onward.intake.files import Format
from onward.intake.loose import LooseFile, read_loose, unpacked
from onward.knowledge import read_civic
from onward.terms import UsageError
from onward.timeline import Variant

SEEDS: list[tuple[Format, str]] = [
    (Format.VCF, vcf([f"3 1 . A G . PASS CSQ={H1047R} GT:AD 0/1:4,5", "3 2 . AC A,G . . . GT 1/2"], samples=["X1"])),
    (
        Format.VCF,
        vcf(["3 1 . A G . PASS ANN=G|missense_variant|M|PIK3CA GT 0/1"], header=[GRCH37, ANN], samples=["N", "T"]),
    ),
    (Format.VCF, vcf(["3 1 . A <DEL> . PASS END=5"], header=[GRCH38, VEP], samples=[])),
    (Format.PANEL_REPORT, REPORT),
    *((Format.MUTATION_TABLE, tabbed(table)) for table in (MAF,)),
    *((Format.COPY_NUMBER_TABLE, tabbed(table)) for table in (WIDE, LONG)),
    *((Format.FUSION_TABLE, tabbed(table)) for table in (OLD_FUSIONS, NEW_FUSIONS)),
]
PIECES = [
    "\t",
    "\n",
    "|",
    ",",
    ";",
    ":",
    "/",
    "=",
    "%",
    "p.",
    "c.",
    "\0",
    "\r",
    "(",
    ")",
    "ü",
    "PIK3CA",
    "H1047R",
    "no ",
    "?",
    "CPS 10",
]


@st.composite
def broken(draw: st.DrawFn) -> tuple[Format, bytes]:
    """A good file with pieces cut out, put in and moved; now and then no text at all."""
    kind, text = draw(st.sampled_from(SEEDS))
    if draw(st.integers(0, 19)) == 0:
        return kind, draw(st.binary(max_size=300))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(text)))
        match draw(st.integers(0, 3)):
            case 0:
                text = text[:at] + text[at + draw(st.integers(1, 40)) :]
            case 1:
                text = text[:at] + draw(st.sampled_from(PIECES)) + text[at:]
            case 2:
                text = text[:at] + draw(st.text(max_size=5)) + text[at:]
            case _:
                text = text[at:] + text[:at]
    return kind, text.encode("utf-8", errors="replace")


@given(broken())
def test_reading_never_raises_and_counts_every_line(file: tuple[Format, bytes]) -> None:
    kind, content = file
    read = read_loose(LooseFile(name="folder/x.txt", content=unpacked(content), sha256="", format=kind))
    for sample in read.samples:
        for fact in sample.facts:
            assert fact.sources and fact.sources[0].file == "folder/x.txt"
            if isinstance(fact, Variant) and fact.allele_percent is not None:
                assert 0 <= fact.allele_percent <= 100
    if kind is Format.PANEL_REPORT:
        lines = [
            line
            for line in unpacked(content).decode("utf-8-sig", errors="replace").replace("\r", "\n").split("\n")
            if line.strip()
        ]
        (counted,) = read.counts.values()
        assert counted.seen == len(lines)
    for issue in read.issues:
        assert issue.what and issue.did


@given(st.text(max_size=40))
def test_any_text_as_a_protein_change(text: str) -> None:
    """Read or not read; what is read is read the same from its own canonical form."""
    change = read_protein(text)
    if change is not None and change.kind not in ("stop lost", "start lost"):
        again = read_protein(change.text)
        assert again is not None
        assert (again.text, again.kind, again.first_codon, again.last_codon) == (
            change.text,
            change.kind,
            change.first_codon,
            change.last_codon,
        )


@given(st.binary(max_size=400))
def test_any_bytes_as_the_table_of_civic(data: bytes) -> None:
    try:
        read_civic(data)
    except UsageError as error:
        assert str(error)
