"""Small studies written by hand: tables with " | " between cells become the files of a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from onward.intake import PersonRecord
from onward.intake.cbioportal import StudyRead, read_study

_Kind = TypeVar("_Kind")

PATIENTS = "data_clinical_patient.txt"
SAMPLES = "data_clinical_sample.txt"
MUTATIONS = "data_mutations.txt"


def tabbed(table: str) -> str:
    """The table as tab-separated text; cells are trimmed, "~" stands for an empty cell."""
    lines = [line.strip() for line in table.strip().splitlines()]
    rows = [["" if cell.strip() == "~" else cell.strip() for cell in line.split("|")] for line in lines]
    return "\n".join("\t".join(row) for row in rows) + "\n"


def study(folder: Path, files: Mapping[str, str | bytes]) -> StudyRead:
    """Write the files into a folder and read it as the study "mbc"."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else tabbed(content).encode())
    return read_study(folder, "mbc")


def breast(rows: str, files: Mapping[str, str | bytes] | None = None) -> dict[str, str | bytes]:
    """A breast cancer study with a sample table of these rows."""
    meta = b"cancer_study_identifier: mbc\ntype_of_cancer: brca\n"
    return {"meta_study.txt": meta, SAMPLES: rows, **(files or {})}


def person(read: StudyRead, name: str = "P1") -> PersonRecord:
    (found,) = (record for record in read.people if record.person == name)
    return found


def of(record: PersonRecord, kind: type[_Kind]) -> list[_Kind]:
    return [fact for fact in record.facts if isinstance(fact, kind)]


def the(record: PersonRecord, kind: type[_Kind]) -> _Kind:
    (fact,) = of(record, kind)
    return fact


def whats(read: StudyRead) -> list[str]:
    return [issue.what for issue in read.issues]
