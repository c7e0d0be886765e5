"""Image archives, by DICOMweb and by DIMSE: find studies, fetch their objects, store objects in them (ADR 0018).

Only the archive that a person names is spoken to, and only for what was asked. The libraries are optional
(`onward[archive]`) and are imported when an archive is spoken to.
"""

from __future__ import annotations

from onward.intake.archive.address import ArchiveAddress, archive_address
from onward.intake.archive.archive import (
    Archive,
    ArchiveError,
    ArchiveQuery,
    Credentials,
    Sent,
    SeriesInArchive,
    StudyInArchive,
)
from onward.intake.archive.opening import open_archive

__all__ = [
    "Archive",
    "ArchiveAddress",
    "ArchiveError",
    "ArchiveQuery",
    "Credentials",
    "Sent",
    "SeriesInArchive",
    "StudyInArchive",
    "archive_address",
    "open_archive",
]
