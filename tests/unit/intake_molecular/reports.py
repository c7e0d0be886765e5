"""Molecular files written by hand for the tests: VCF, tables, reports; and what reading them gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from tests.unit.cli.records import breast_cancer, bundle, patient, write

from onward.app.answers import answer as picture_of
from onward.app.reference import criteria_reference
from onward.criteria import Answer, Criterion, answer, subject_of
from onward.intake import Intake, PersonRecord, read
from onward.terms import Issue

AS_OF = date(2026, 11, 28)
_Fact = TypeVar("_Fact")


@dataclass(frozen=True)
class Reading:
    """What reading a folder of such files gave."""

    intake: Intake

    @property
    def people(self) -> list[str]:
        return [record.person for record in self.intake.people]

    def person(self, name: str = "") -> PersonRecord:
        if not name:
            (record,) = self.intake.people
            return record
        return next(record for record in self.intake.people if record.person == name)

    def facts(self, kind: type[_Fact], name: str = "") -> list[_Fact]:
        return [fact for fact in self.person(name).facts if isinstance(fact, kind)]

    @property
    def issues(self) -> list[Issue]:
        return [*self.intake.issues, *(issue for record in self.intake.people for issue in record.issues)]

    def said(self, *words: str) -> Issue:
        """The issue that has all these words."""
        found = [issue for issue in self.issues if all(word.lower() in f"{issue}".lower() for word in words)]
        assert found, f"no issue says {words}: {[issue.what for issue in self.issues]}"
        return found[0]

    def ask(self, criterion: Criterion, name: str = "") -> Answer:
        """A question about one person of the reading."""
        found = picture_of(self.person(name), as_of=AS_OF)
        return answer(criterion, subject_of(found.timeline, found.picture, criteria_reference(), as_of=AS_OF))


def reading(folder: Path, files: Mapping[str, str | bytes], *, anna: bool = False) -> Reading:
    """Write the files into a folder and read it; with `anna` a FHIR record of a woman p1 lies beside them."""
    for name, content in files.items():
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    if anna:
        write(folder / "record.json", bundle(patient("p1"), breast_cancer("p1")))
    return Reading(read(folder, today=AS_OF))


CSQ = "Allele|Consequence|SYMBOL|Feature_type|Feature|BIOTYPE|HGVSc|HGVSp|CANONICAL|MANE_SELECT|PICK"
VEP = f'##INFO=<ID=CSQ,Number=.,Type=String,Description="Consequence annotations from Ensembl VEP. Format: {CSQ}">'
ANN = "##INFO=<ID=ANN,Number=.,Type=String,Description=\"Functional annotations: 'Allele | Annotation | ...'\">"
GRCH38 = "##contig=<ID=chr1,length=248956422>"
GRCH37 = "##contig=<ID=1,length=249250621>"


def vcf(lines: Sequence[str], *, header: Sequence[str] = (GRCH38, VEP), samples: Sequence[str] = ("TUMOR",)) -> str:
    """A VCF; columns of a line are separated by white space."""
    columns = [
        "#CHROM",
        "POS",
        "ID",
        "REF",
        "ALT",
        "QUAL",
        "FILTER",
        "INFO",
        *(["FORMAT", *samples] if samples else []),
    ]
    body = ["\t".join(line.split()) for line in lines]
    return "\n".join(["##fileformat=VCFv4.2", *header, "\t".join(columns), *body]) + "\n"


def csq(gene: str, consequence: str, transcript: str, coding: str, protein: str, **more: str) -> str:
    """One entry of a VEP annotation."""
    values: dict[str, Any] = {
        "Allele": more.get("allele", "-"),
        "Consequence": consequence,
        "SYMBOL": gene,
        "Feature_type": "Transcript",
        "Feature": transcript,
        "BIOTYPE": more.get("biotype", "protein_coding"),
        "HGVSc": f"{transcript}:{coding}" if coding else "",
        "HGVSp": protein,
        "CANONICAL": more.get("canonical", ""),
        "MANE_SELECT": more.get("mane", ""),
        "PICK": more.get("pick", ""),
    }
    return "|".join(values[name] for name in CSQ.split("|"))


H1047R = csq(
    "PIK3CA", "missense_variant", "ENST00000263967.4", "c.3140A>G", "ENSP00000263967.3:p.His1047Arg", mane="NM_006218.4"
)
