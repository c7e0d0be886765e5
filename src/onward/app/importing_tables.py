"""SDTM tumour tables, DICOM measurement reports and lesion books into the store, as they came, and who is in them.

A lesion is named in one table and measured in another, and a report may amend another one, so what lies in a folder is
kept as one, as a study folder is; a person is read again from all of it, with the readers of today.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from onward.app.bytes_on_disk import original_of, stamp
from onward.app.importing_study import StudyImport
from onward.app.tallies import Outcome, Tally
from onward.intake import FileRead, Format, FoundFile, PersonRecord
from onward.intake.sdtm import read_sdtm_bytes
from onward.store import Arrival, Receiving, Store, StoredStudy
from onward.terms import Issue


class _Read(Protocol):
    """What a reader of such files gives."""

    @property
    def people(self) -> tuple[PersonRecord, ...]: ...
    @property
    def files(self) -> tuple[FileRead, ...]: ...
    @property
    def issues(self) -> tuple[Issue, ...]: ...


_KINDS = {
    Format.SDTM_TABLE: "tumour table row",
    Format.DICOM_REPORT: "measurement group",
    Format.LESION_BOOK: "decision",
}


def _read_held(format_: Format, held: Iterable[tuple[str, bytes]]) -> _Read:
    if format_ is Format.DICOM_REPORT:
        from onward.intake.dicom import read_report_files  # most imports hold none, and pydicom takes its time

        return read_report_files(held)
    if format_ is Format.LESION_BOOK:
        from onward.intake.lesion_book import read_lesion_books  # loads numerics

        return read_lesion_books(held)
    return read_sdtm_bytes(held)


def import_tables(files: Sequence[FoundFile], receiving: Receiving, store: Store) -> StudyImport:
    """Import the files of one folder and one format. Raises OSError when one cannot be read."""
    kind = files[0].format
    before = [stamp(file.path) for file in files]
    held = [(file.name, file.path.read_bytes()) for file in files]
    read = _read_held(kind, held)
    tally = Tally()
    for file, was in zip(files, before, strict=True):
        if stamp(file.path) != was:
            return StudyImport(files=(), issues=(), tally=tally, changed=file.name)
    for found, file in zip(files, read.files, strict=True):
        document = store.document(file.sha256)
        if document is not None and document.complete:
            continue
        receiving.keep(
            sha256=file.sha256,
            name=file.name,
            format=file.format,
            size=file.size,
            original=original_of(found.path),
            packable=True,
        )
        receiving.complete(file.sha256)
    listed = [(file.name.rpartition("/")[2], file.sha256) for file in read.files]
    arrival = receiving.add_study(_name(files), listed, [record.person for record in read.people])
    for record in read.people:
        for _ in range(record.resources):
            tally.add(_KINDS[kind], Outcome.DUPLICATE if arrival is Arrival.DUPLICATE else Outcome.FACTS)
    issues = (*read.issues, *(issue for record in read.people for issue in record.issues))
    return StudyImport(files=read.files, issues=tuple(dict.fromkeys(issues)), tally=tally)


def _name(files: Sequence[FoundFile]) -> str:
    folder = files[0].name.rpartition("/")[0]
    if files[0].format is Format.LESION_BOOK:
        return f"{files[0].name} (lesion book)"
    # Tables and reports of one folder are two studies: one must not count as a new version of the other.
    return f"{folder} (reports)".strip() if files[0].format is Format.DICOM_REPORT else folder


def is_tables(store: Store, study: StoredStudy) -> bool:
    """Whether a study of the store is such a set of tables or reports."""
    return _format_of(store, study) is not None


def _format_of(store: Store, study: StoredStudy) -> Format | None:
    documents = [store.document(sha256) for _, sha256 in study.files]
    formats = {"" if document is None else document.format for document in documents}
    return next((one for one in _KINDS if formats == {one.value}), None)


def read_stored_tables(
    store: Store, study: StoredStudy, name: str, person: str
) -> tuple[tuple[FileRead, ...], Mapping[str, bytes], PersonRecord | None]:
    """What stored tables say of a person: the files, their original bytes, and her record where it still has one.

    name   what the folder is called beside other files that are read
    """
    held = [(f"{name}/{path}" if name else path, store.document_bytes(sha256)) for path, sha256 in study.files]
    read = _read_held(_format_of(store, study) or Format.SDTM_TABLE, held)
    return read.files, dict(held), next((one for one in read.people if one.person == person), None)
