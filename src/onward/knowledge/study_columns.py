"""What the columns and words of cBioPortal study tables mean (data: codes/study_columns.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file

# What a column can mean to the reader of study folders.
MEANINGS = frozenset(
    (
        "sex",
        "age_at_diagnosis",
        "vital_status",
        "survival_months",
        "metastatic_status",
        "metastasis_note",
        "menopause",
        "laterality",
        "stage_group",
        "t_category",
        "n_category",
        "m_category",
        "histology",
        "cancer_type",
        "cancer_type_detailed",
        "oncotree_code",
        "tissue_of_origin",
        "grade",
        "diagnosis_note",
        "sample_type",
        "sample_site",
        "metastatic_site",
        "collection_note",
        "er_status",
        "er_percent",
        "pr_status",
        "pr_percent",
        "her2_status",
        "her2_ihc_status",
        "her2_ihc_score",
        "her2_ish_status",
        "her2_ish_ratio",
        "her2_copies",
        "cep17_copies",
        "ki67_percent",
        "mutation_rate",
        "msi_status",
        "msi_score",
    )
)
_RECEPTOR = re.compile(r"(?:er|pr|her2|cep17)_")


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyColumn:
    """One meaning and the column names that have it.

    of              for receptors: "sample" (the row's own) or "primary"
    method          "IHC" where the name says so; kind: clinical or pathologic, for stages
    primary_beside  the column is of the primary when the table also has this one
    """

    meaning: str
    names: tuple[str, ...]
    source: tuple[str, ...]
    of: str = ""
    method: str = ""
    kind: str = ""
    primary_beside: str = ""

    @property
    def is_receptor(self) -> bool:
        return _RECEPTOR.match(self.meaning) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptColumns:
    """Columns that are known and give no fact, and why."""

    names: tuple[str, ...]
    why: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyException:
    """Columns of one study that are not what their names say."""

    study: str
    names: tuple[str, ...]
    why: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyWords:
    """Cells that mean one value of one thing."""

    about: str
    means: str
    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyNumberLevel:
    """One value of a discrete copy number table; `text` where it is a special case of its kind."""

    value: str
    kind: str
    source: tuple[str, ...]
    text: str = ""


@dataclass(frozen=True, slots=True)
class StudyColumns:
    """The table, looked up by column name and by cell."""

    file: KnowledgeFile
    by_name: dict[str, StudyColumn]
    kept: dict[str, str]
    exceptions: dict[tuple[str, str], str]
    not_receptor_tests: frozenset[str]
    copy_number: dict[str, CopyNumberLevel]
    _words: dict[str, dict[str, str]] = field(repr=False)

    @classmethod
    def load(cls, path: Path) -> StudyColumns:
        """Read codes/study_columns.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "columns", "kept", "exceptions", "not_receptor_tests", "words", "copy_number")
        columns = entries(file, StudyColumn, "columns")
        by_name: dict[str, StudyColumn] = {}
        for index, column in enumerate(columns):
            if column.meaning not in MEANINGS:
                raise file.broken(f'unknown meaning "{column.meaning}"', "columns", index)
            for name in column.names:
                if by_name.setdefault(column_name(name), column) is not column:
                    raise file.broken(f"the column {name} stands at two meanings", "columns", index)
        kept: dict[str, str] = {}
        for index, group in enumerate(entries(file, KeptColumns, "kept")):
            for name in group.names:
                if column_name(name) in by_name:
                    raise file.broken(f"the column {name} is both read and kept", "kept", index)
                kept[column_name(name)] = group.why
        words: dict[str, dict[str, str]] = {}
        for index, entry in enumerate(entries(file, StudyWords, "words")):
            known = words.setdefault(entry.about, {})
            for word in entry.words:
                if known.setdefault(cell_word(word), entry.means) != entry.means:
                    raise file.broken(f'"{word}" means two things', "words", index)
        return cls(
            file,
            by_name,
            kept,
            {
                (exception.study, column_name(name)): exception.why
                for exception in entries(file, StudyException, "exceptions")
                for name in exception.names
            },
            _word_list(file, "not_receptor_tests"),
            {level.value: level for level in entries(file, CopyNumberLevel, "copy_number")},
            words,
        )

    def word(self, about: str, cell: str) -> str:
        """What a whole cell means for one thing ("sex", "receptor", ...); "" when it is no known word."""
        return self._words.get(about, {}).get(cell_word(cell), "")

    def is_missing(self, cell: str) -> bool:
        """Whether a cell says that there is no value."""
        return cell_word(cell) in self._words["missing"]


def column_name(name: str) -> str:
    """A column name as the table knows it: upper case, words joined by one underscore."""
    return re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")


def cell_word(cell: str) -> str:
    """A cell for comparison: case and runs of white space make no difference."""
    return " ".join(cell.casefold().split())


def _word_list(file: KnowledgeFile, key: str) -> frozenset[str]:
    found = file.body.get(key, [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise file.broken("expected a list of words", key)
    return frozenset(found)


@lru_cache(maxsize=1)
def study_columns() -> StudyColumns:
    """The table that comes with Onward."""
    return StudyColumns.load(DATA / "codes" / "study_columns.yaml")
