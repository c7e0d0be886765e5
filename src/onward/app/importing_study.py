"""A cBioPortal study folder into the store: its files as they came, and who is in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from onward.app.bytes_on_disk import original_of
from onward.app.tallies import Outcome, Tally
from onward.intake import FileRead, FoundFile
from onward.intake.cbioportal import read_study
from onward.store import Arrival, Receiving, StoredDocument
from onward.terms import Issue

_GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyImport:
    """What came of one study folder; `changed` names a file that was changed while it was read ("" for none)."""

    files: tuple[FileRead, ...]
    issues: tuple[Issue, ...]
    tally: Tally
    changed: str = ""


def import_study(folder: FoundFile, receiving: Receiving, known: Callable[[str], StoredDocument | None]) -> StudyImport:
    """Import a study folder. A person is re-read from the whole of it, so its files come as one.

    Raises OSError when a file cannot be read.
    """
    study = read_study(folder.path, folder.name)
    tally = Tally()
    for file in study.files:
        document = known(file.sha256)
        if document is not None and document.complete:
            continue
        if not _keep(folder.path / _inside(file, folder), file, receiving):
            return StudyImport(files=(), issues=(), tally=tally, changed=file.name)
    listed = [(_inside(file, folder), file.sha256) for file in study.files]
    arrival = receiving.add_study(folder.name, listed, (record.person for record in study.people))
    for kind, counted in study.counts.items():
        if arrival is Arrival.DUPLICATE:
            tally.add(kind, Outcome.DUPLICATE, counted.seen)
        else:
            tally.add_counted(kind, counted)
    issues = (*study.issues, *(issue for record in study.people for issue in record.issues))
    return StudyImport(files=study.files, issues=tuple(dict.fromkeys(issues)), tally=tally)


def _keep(path: Path, file: FileRead, receiving: Receiving) -> bool:
    with path.open("rb") as opened:
        is_packed = opened.read(2) == _GZIP
    kept = receiving.keep(
        sha256=file.sha256,
        name=file.name,
        format=file.format,
        size=file.size,
        original=original_of(path),
        packable=not is_packed,
    )
    if kept:
        receiving.complete(file.sha256)
    return kept


def _inside(file: FileRead, folder: FoundFile) -> str:
    """The path of a study's file inside its folder."""
    return file.name.removeprefix(f"{folder.name}/")
