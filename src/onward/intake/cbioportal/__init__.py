"""cBioPortal study folders: clinical tables, mutations, copy number, fusions, gene panels.

Formats: docs.cbioportal.org/file-formats
"""

from __future__ import annotations

from onward.intake.cbioportal.files import StudyFile, files_in, study_file, study_paths
from onward.intake.cbioportal.study import StudyRead, read_study, read_study_files, read_study_person

__all__ = [
    "StudyFile",
    "StudyRead",
    "files_in",
    "read_study",
    "read_study_files",
    "read_study_person",
    "study_file",
    "study_paths",
]
