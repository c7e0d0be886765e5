"""SDTM tumour tables into the store: the tables of a folder as they came, and who is in them.

A lesion is named in one table and measured in another, so the tables of a folder are kept as one, as a study folder is;
a person is read again from all of them, with the readers of today.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onward.app.bytes_on_disk import original_of, stamp
from onward.app.importing_study import StudyImport
from onward.app.tallies import Outcome, Tally
from onward.intake import FileRead, Format, FoundFile, PersonRecord
from onward.intake.sdtm import read_sdtm_bytes
from onward.store import Arrival, Receiving, Store, StoredStudy

_KIND = "tumour table row"


def import_tables(files: Sequence[FoundFile], receiving: Receiving, store: Store) -> StudyImport:
    """Import the tumour tables of one folder. Raises OSError when one cannot be read."""
    before = [stamp(file.path) for file in files]
    held = [(file.name, file.path.read_bytes()) for file in files]
    read = read_sdtm_bytes(held)
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
            tally.add(_KIND, Outcome.DUPLICATE if arrival is Arrival.DUPLICATE else Outcome.FACTS)
    issues = (*read.issues, *(issue for record in read.people for issue in record.issues))
    return StudyImport(files=read.files, issues=tuple(dict.fromkeys(issues)), tally=tally)


def _name(files: Sequence[FoundFile]) -> str:
    return files[0].name.rpartition("/")[0]


def is_tables(store: Store, study: StoredStudy) -> bool:
    """Whether a study of the store is such a set of tables."""
    documents = [store.document(sha256) for _, sha256 in study.files]
    return all(document is not None and document.format == Format.SDTM_TABLE.value for document in documents)


def read_stored_tables(
    store: Store, study: StoredStudy, name: str, person: str
) -> tuple[tuple[FileRead, ...], Mapping[str, bytes], PersonRecord | None]:
    """What stored tables say of a person: the files, their original bytes, and her record where it still has one.

    name   what the folder is called beside other files that are read
    """
    held = [(f"{name}/{path}" if name else path, store.document_bytes(sha256)) for path, sha256 in study.files]
    read = read_sdtm_bytes(held)
    return read.files, dict(held), next((one for one in read.people if one.person == person), None)
