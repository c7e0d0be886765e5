"""A DICOMDIR: the files that it lists (DICOM PS3.10, PS3.3 annex F)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path

from pydicom import dcmread

from onward.intake.dicom.codes import items_of
from onward.intake.dicom.whole import ends_early
from onward.terms import Issue, Severity

_DIRECTORY = "1.2.840.10008.1.3.10"
_MARK = b"DICM"


def is_directory_file(path: Path) -> bool:
    """Whether a file is a DICOMDIR, whatever its name."""
    try:
        with path.open("rb") as file:
            head = file.read(512)
    except OSError:
        return False
    return head[128:132] == _MARK and _DIRECTORY.encode() in head


def listed_files(path: Path) -> Iterator[tuple[Path, str] | Issue]:
    """Each file that a DICOMDIR lists, with the name that messages call it by; those that are not there are issues.

    Only files below the DICOMDIR's own folder are taken: a medium cannot point outside of itself.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            records = items_of(dcmread(path), "DirectoryRecordSequence")
    except Exception as error:  # pydicom raises many kinds for broken elements; each is a broken directory here
        what = f"the directory is broken ({type(error).__name__})"
        yield _issue(path.name, "", what, "read nothing of it; give the folder that it lies in")
        return
    with path.open("rb") as file:
        if ends_early(file):
            yield _issue(path.name, "", "the directory breaks off", "read the files that it still lists; copy it again")
    folder = path.parent.resolve()
    seen: set[Path] = set()
    for number, record in enumerate(records):
        named = record.get("ReferencedFileID")
        if not named:
            continue  # patients, studies and series have no file of their own
        parts = [named] if isinstance(named, str) else [str(part) for part in named]
        place = f"DirectoryRecordSequence[{number}]"
        found = folder.joinpath(*parts).resolve()
        if not found.is_relative_to(folder):
            yield _issue(path.name, place, "it points outside of its own folder", "left this file out")
        elif found in seen:
            continue
        elif not found.is_file():
            yield _issue(path.name, place, f"the file {'/'.join(parts)} is not there", "read the others")
        else:
            seen.add(found)
            yield found, f"{path.name}/{'/'.join(parts)}"


def _issue(file: str, place: str, what: str, did: str) -> Issue:
    return Issue(file=file, place=place, what=what, did=did, severity=Severity.ERROR)
