"""What an archive is asked and what it answers, by whichever protocol."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Protocol

from pydicom import Dataset

from onward.terms import OnwardError


class ArchiveError(OnwardError):
    """The archive cannot be reached, refused, or broke off: one sentence with the cure, and no patient data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """For DICOMweb: a user with a password, or a bearer token. Never shown."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveQuery:
    """Which studies: at least a person or a study must be named; an archive is never copied as a whole.

    person       PatientID, exactly
    since, until   days of the study, both included
    modalities   of series that the study holds ("PT", "CT"); () for any
    series       SeriesInstanceUIDs to fetch; () for all of the studies
    """

    person: str = ""
    studies: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    modalities: tuple[str, ...] = ()
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesInArchive:
    """One series as the archive lists it; instances None where it does not count them."""

    uid: str
    modality: str
    description: str
    instances: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyInArchive:
    """One study as the archive lists it."""

    uid: str
    person: str
    date: str
    description: str
    series: tuple[SeriesInArchive, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """One object that was offered to the archive; `refused` says why it was not taken, "" when it was."""

    file: Path
    refused: str = ""


class Archive(Protocol):
    """An open connection. Every method raises ArchiveError."""

    def find(self, query: ArchiveQuery) -> tuple[StudyInArchive, ...]:
        """The studies of a query with their series, narrowed to the modalities and series asked for."""
        ...

    def fetch(self, study_uid: str, series: SeriesInArchive) -> Iterator[Dataset]:
        """The objects of one series, one after the other, with their file meta information."""
        ...

    def send(self, files: Sequence[Path], *, progress: Callable[[int, int], None] | None = None) -> tuple[Sent, ...]:
        """Offer DICOM files; says of each whether the archive took it."""
        ...


def wanted(series: SeriesInArchive, query: ArchiveQuery) -> bool:
    """Whether a series is one of those asked for."""
    return (not query.series or series.uid in query.series) and (
        not query.modalities or series.modality in query.modalities
    )


def day_range(query: ArchiveQuery) -> str:
    """The days as DICOM writes a range; "" for any day."""
    if query.since is None and query.until is None:
        return ""
    first = "" if query.since is None else f"{query.since:%Y%m%d}"
    last = "" if query.until is None else f"{query.until:%Y%m%d}"
    return f"{first}-{last}"
