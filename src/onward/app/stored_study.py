"""One person of the study folders in the store, read again from their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from onward.app.importing_loose import is_loose, read_stored_loose
from onward.app.importing_tables import is_tables, read_stored_tables
from onward.app.stored import Names
from onward.intake import FileRead, Format, Intake
from onward.intake.cbioportal import read_study_person
from onward.store import Store, StoredStudy


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredStudyRecord:
    """What one study says of a person.

    read    her facts and the study's files
    files   the bytes of each file, by the name that sources use
    """

    read: Intake
    files: Mapping[str, bytes]


def read_stored_studies(store: Store, person: str, *, names: Names) -> Iterator[StoredStudyRecord]:
    """The record of a person from each study that holds her, in its newest version that does.

    names   the names of files that are read beside, with their hashes; this adds its own
    """
    for study in store.studies_of(person):
        if is_loose(study.name):
            yield _loose(store, study, person, names)
            continue
        if is_tables(store, study):
            yield _tables(store, study, person, names)
            continue
        name = _own_name(study, names)
        content = {path: store.document_bytes(sha256) for path, sha256 in study.files}
        record = read_study_person(content, name, person, sha256=dict(study.files))
        files = tuple(
            FileRead(name=f"{name}/{path}", sha256=sha256, size=len(content[path]), format=Format.STUDY_FOLDER.value)
            for path, sha256 in study.files
        )
        names.update({file.name: file.sha256 for file in files})
        yield StoredStudyRecord(
            read=Intake(people=() if record is None else (record,), files=files, skipped=(), issues=(), counts={}),
            files={f"{name}/{path}": held for path, held in content.items()},
        )


def _loose(store: Store, study: StoredStudy, person: str, names: Names) -> StoredStudyRecord:
    """A file that names samples: a study of one file."""
    ((_, sha256),) = study.files
    file, held, record = read_stored_loose(store, study.name, sha256, person, names)
    names[file.name] = file.sha256
    people = () if record is None else (record,)
    return StoredStudyRecord(
        read=Intake(people=people, files=(file,), skipped=(), issues=(), counts={}), files={file.name: held}
    )


def _tables(store: Store, study: StoredStudy, person: str, names: Names) -> StoredStudyRecord:
    """Tumour tables of a folder: a study of its own kind."""
    files, held, record = read_stored_tables(store, study, _own_name(study, names), person)
    names.update({file.name: file.sha256 for file in files})
    people = () if record is None else (record,)
    return StoredStudyRecord(read=Intake(people=people, files=files, skipped=(), issues=(), counts={}), files=held)


def _own_name(study: StoredStudy, names: Names) -> str:
    """The study's name; with its version where files of other content stand beside it under the same names."""
    is_free = all(names.get(f"{study.name}/{path}", sha256) == sha256 for path, sha256 in study.files)
    return study.name if is_free else f"{study.name} (version {study.version})"
