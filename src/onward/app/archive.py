"""Use cases of image archives: what is there, fetch it into a folder, send objects to it."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydicom import Dataset

from onward.intake.archive import Archive, ArchiveQuery, Sent, StudyInArchive
from onward.intake.dicom import read_folder
from onward.terms import Issue, Severity, UsageError

Progress = Callable[[int, int], None]

# Identifiers become names of folders and files: nothing else than digits and dots may.
_UID = re.compile(r"^[0-9][0-9.]{0,63}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came: the studies that were found, the files that were written, and every issue."""

    studies: tuple[StudyInArchive, ...]
    files: tuple[Path, ...]
    issues: tuple[Issue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SentAll:
    """What was sent, what was not, and why."""

    sent: tuple[Sent, ...]
    issues: tuple[Issue, ...]


def find_studies(archive: Archive, query: ArchiveQuery) -> tuple[StudyInArchive, ...]:
    """The studies of a person, or those that are named.

    Raises UsageError for a query that names neither: an archive is never listed as a whole. ArchiveError when it fails.
    """
    if not query.person and not query.studies:
        raise UsageError(
            "Say whose studies (--patient ID) or which one (--study UID): an archive is not copied as a whole."
        )
    for uid in (*query.studies, *query.series):
        if not _UID.match(uid):
            raise UsageError("A study or series is named by its UID: digits and dots, 64 at most.")
    return archive.find(query)


def fetch_studies(archive: Archive, query: ArchiveQuery, out: Path, *, progress: Progress | None = None) -> Fetched:
    """Fetch every series of a query into OUT/study/series/instance.dcm; a file of that name is replaced.

    Raises ArchiveError when the archive breaks off (what came before is kept), UsageError when a file cannot be
    written.
    """
    studies = find_studies(archive, query)
    total = sum(series.instances or 0 for study in studies for series in study.series)
    files: list[Path] = []
    issues: list[Issue] = []
    for study in studies:
        for series in study.series:
            before = len(files)
            for dataset in archive.fetch(study.uid, series):
                saved = _save(dataset, out)
                if isinstance(saved, Issue):
                    issues.append(saved)
                    continue
                files.append(saved)
                if progress is not None:
                    progress(len(files), max(total, len(files)))
            came = len(files) - before
            if series.instances is not None and came != series.instances:
                issues.append(
                    Issue(
                        file=str(out),
                        place=f"series {series.uid}",
                        what=f"the archive lists {series.instances} objects and gave {came}",
                        did="kept what came; fetch it again",
                        severity=Severity.ERROR,
                    )
                )
    return Fetched(studies=studies, files=tuple(files), issues=tuple(issues))


def _save(dataset: Dataset, out: Path) -> Path | Issue:
    uids = [str(dataset.get(name) or "") for name in ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")]
    if not all(_UID.match(uid) for uid in uids):
        return Issue(
            file=str(out),
            place="SOPInstanceUID",
            what="an object came whose identifiers are none",
            did="did not write it",
            severity=Severity.ERROR,
        )
    path = out / uids[0] / uids[1] / f"{uids[2]}.dcm"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset.save_as(part, enforce_file_format=True)
        part.replace(path)
    except OSError as error:
        raise UsageError(f"--out {out}: cannot be written ({error.strerror}).") from error
    return path


def send_files(archive: Archive, paths: Sequence[str | Path], *, progress: Progress | None = None) -> SentAll:
    """Send every DICOM object of files and folders. Raises ArchiveError when the archive breaks off."""
    issues: list[Issue] = []
    files: list[Path] = []
    for path in map(Path, paths):
        found = read_folder([path])
        issues += found.issues
        for series in found.series:
            for instance in series.instances:
                where = _on_disk(path, instance.name)
                if where is None:
                    issues.append(_packed(instance.name))
                else:
                    files.append(where)
    if not files:
        issues.append(
            Issue(
                file=", ".join(Path(path).name for path in paths),
                place="",
                what="no DICOM object to send",
                did="sent nothing",
                severity=Severity.ERROR,
            )
        )
        return SentAll(sent=(), issues=tuple(issues))
    sent = archive.send(files, progress=progress)
    issues += [
        Issue(
            file=one.file.name,
            place="",
            what=f"the archive did not take it: {one.refused}",
            did="sent the others",
            severity=Severity.ERROR,
        )
        for one in sent
        if one.refused
    ]
    return SentAll(sent=sent, issues=tuple(issues))


def _on_disk(given: Path, name: str) -> Path | None:
    """Where an instance lies, by the name that messages call it: it starts with the given file's or folder's name."""
    found = given / name.partition("/")[2] if given.is_dir() else given
    return found if found.is_file() and (given.is_dir() or name == given.name) else None


def _packed(name: str) -> Issue:
    return Issue(
        file=name,
        place="",
        what="it lies in an archive file",
        did="did not send it; unpack the ZIP first",
        severity=Severity.WARNING,
    )
