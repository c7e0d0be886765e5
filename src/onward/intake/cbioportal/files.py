"""The files of a study folder: read as bytes, and told apart by their meta file, else by their name and content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from onward.intake.files import Format
from onward.intake.result import FileRead
from onward.terms import Issue, Severity

# What belongs to a study (docs.cbioportal.org/file-formats); the rest of a folder is found as any other file.
STUDY_PARTS = ("data_", "meta_", "case_list", "gene_panel")


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyFile:
    """One file of a study.

    path     inside the folder ("data_mutations.txt", "case_lists/cases_all.txt"); name: as messages call it
    content  its bytes; gzip or not
    sha256   of the bytes as they came, hexadecimal; size of them
    """

    path: str
    name: str
    content: bytes
    sha256: str
    size: int

    @property
    def read(self) -> FileRead:
        return FileRead(name=self.name, sha256=self.sha256, size=self.size, format=Format.STUDY_FOLDER.value)

    @property
    def plain_path(self) -> str:
        """The path without .gz, in lower case."""
        return self.path.lower().removesuffix(".gz")


def study_file(study: str, path: str, content: bytes, sha256: str = "") -> StudyFile:
    """A file of the study that messages call `study`; its hash is made unless it is given."""
    return StudyFile(
        path=path,
        name=f"{study}/{path}",
        content=content,
        sha256=sha256 or hashlib.sha256(content).hexdigest(),
        size=len(content),
    )


def files_in(folder: Path, study: str) -> tuple[tuple[StudyFile, ...], tuple[Issue, ...]]:
    """The files of a study folder in the order of their names; a file that cannot be read is an issue."""
    files: list[StudyFile] = []
    issues: list[Issue] = []
    for path in study_paths(folder):
        try:
            files.append(study_file(study, path, (folder / path).read_bytes()))
        except OSError as error:
            issues.append(
                Issue(
                    file=f"{study}/{path}",
                    place="",
                    what=f"cannot be read: {(error.strerror or type(error).__name__).lower()}",
                    did="read the study without it; give read access (chmod u+r) and run again",
                    severity=Severity.ERROR,
                )
            )
    return tuple(files), tuple(issues)


def study_paths(folder: Path) -> tuple[str, ...]:
    """Paths inside the folder of everything that belongs to the study, sorted.

    Raises OSError when the folder cannot be listed.
    """
    found: list[str] = []
    for entry in sorted(path.name for path in folder.iterdir()):
        if not entry.startswith(STUDY_PARTS):
            continue
        path = folder / entry
        if path.is_dir():
            found += [f"{entry}/{name}" for name in sorted(inner.name for inner in path.iterdir())]
        else:
            found.append(entry)
    return tuple(found)


class Kind(Enum):
    """What a file of a study holds; the value is how messages call it."""

    META = "description of a file"
    CASE_LIST = "list of samples"
    CLINICAL = "clinical table"
    MUTATIONS = "mutations"
    COPY_NUMBER = "discrete copy number"
    FUSIONS = "fusions"
    STRUCTURAL_VARIANTS = "structural variants"
    PANEL = "gene panel"
    PANEL_MATRIX = "gene panel of each sample"
    OTHER = "a kind of file that Onward does not read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What meta files say of one data file."""

    alteration: str
    datatype: str
    stable_id: str
    gene_panel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyMeta:
    """What meta_study.txt says."""

    identifier: str = ""
    type_of_cancer: str = ""


def meta_lines(file: StudyFile) -> dict[str, str]:
    """ "key: value" lines; of a key that stands twice the first."""
    found: dict[str, str] = {}
    for line in file.content.decode("utf-8-sig", errors="replace").splitlines():
        key, colon, value = line.partition(":")
        if colon:
            found.setdefault(key.strip().lower(), value.strip())
    return found


def read_metas(files: Iterable[StudyFile]) -> tuple[StudyMeta, Mapping[str, Meta]]:
    """The study's own description, and what is said of data files by their path."""
    study = StudyMeta()
    metas: dict[str, Meta] = {}
    for file in files:
        if not file.plain_path.startswith("meta_"):
            continue
        said = meta_lines(file)
        if file.plain_path.startswith("meta_study"):
            study = StudyMeta(
                identifier=said.get("cancer_study_identifier", ""), type_of_cancer=said.get("type_of_cancer", "")
            )
        elif "data_filename" in said:
            metas[said["data_filename"].lower().removesuffix(".gz")] = Meta(
                alteration=said.get("genetic_alteration_type", "").upper(),
                datatype=said.get("datatype", "").upper(),
                stable_id=said.get("stable_id", "").lower(),
                gene_panel=said.get("gene_panel", ""),
            )
    return study, metas


def kind_of(file: StudyFile, meta: Meta | None) -> Kind:
    """What a file holds: its meta file says, else its name (old and new spellings)."""
    path = file.plain_path
    if path.startswith("meta_"):
        return Kind.META
    if path.startswith("case_list"):
        return Kind.CASE_LIST
    if "gene_panel" in path or "gene_matrix" in path:
        return Kind.PANEL_MATRIX if "matrix" in path else Kind.PANEL
    if meta is not None:
        return _by_meta(meta)
    return _by_name(path)


def _by_meta(meta: Meta) -> Kind:
    match meta.alteration:
        case "CLINICAL":
            return Kind.OTHER if meta.datatype == "TIMELINE" else Kind.CLINICAL
        case "MUTATION_EXTENDED":
            # Calls that the laboratory did not sign out are no findings.
            return Kind.OTHER if "uncalled" in meta.stable_id else Kind.MUTATIONS
        case "COPY_NUMBER_ALTERATION":
            return Kind.COPY_NUMBER if meta.datatype in ("DISCRETE", "DISCRETE_LONG") else Kind.OTHER
        case "STRUCTURAL_VARIANT":
            return Kind.STRUCTURAL_VARIANTS
        case "FUSION":
            return Kind.FUSIONS
        case "GENE_PANEL_MATRIX":
            return Kind.PANEL_MATRIX
        case _:
            return Kind.OTHER


def _by_name(path: str) -> Kind:
    name = path.removeprefix("data_")
    if name.startswith(("clinical", "bcr_clinical")):
        return Kind.CLINICAL
    if name.startswith("mutations") and "uncalled" not in name and "unfiltered" not in name:
        return Kind.MUTATIONS
    if name in ("cna.txt", "cna_long.txt"):
        return Kind.COPY_NUMBER
    if name.startswith("fusion"):
        return Kind.FUSIONS
    if name.startswith(("sv", "structural_variant")):
        return Kind.STRUCTURAL_VARIANTS
    return Kind.OTHER
