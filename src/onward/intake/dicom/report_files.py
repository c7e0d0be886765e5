"""Measurement reports by their bytes: files of a folder, and files that the store has kept."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

from pydicom import dcmread

from onward.intake.dicom.folder import Instance
from onward.intake.dicom.mending import take_out_unreadable
from onward.intake.dicom.report_facts import facts_of_reports
from onward.intake.dicom.reports import Report, read_report
from onward.intake.result import FileRead, PersonRecord
from onward.knowledge import Codes, codes
from onward.terms import Issue, Severity

# A report is a few hundred kilobytes; what is larger by far is none that was measured.
_LARGEST_BYTES = 256 * 1024**2
FORMAT = "DICOM measurement report"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilesRead:
    """People with their measurements, the files with their hashes, and issues that belong to nobody."""

    people: tuple[PersonRecord, ...]
    files: tuple[FileRead, ...]
    issues: tuple[Issue, ...]


def read_report_files(held: Iterable[tuple[str, bytes]], *, tables: Codes | None = None) -> ReportFilesRead:
    """All reports that were given together, by (name, bytes): one that amends another takes its place.

    Raises nothing for what stands in the files.
    """
    reports: list[tuple[Report, str]] = []
    files: list[FileRead] = []
    issues: list[Issue] = []
    for name, content in held:
        sha256 = hashlib.sha256(content).hexdigest()
        files.append(FileRead(name=name, sha256=sha256, size=len(content), format=FORMAT))
        found = _report(name, content)
        if isinstance(found, Issue):
            issues.append(found)
        else:
            reports.append((found, sha256))
    read = facts_of_reports(reports, tables or codes())
    return ReportFilesRead(people=read.people, files=tuple(files), issues=(*issues, *read.issues))


def _report(name: str, content: bytes) -> Report | Issue:
    if len(content) > _LARGEST_BYTES:
        return _broken(name, "the report is larger than 256 MiB")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a maker writes against the standard is no news here
            header = dcmread(BytesIO(content), stop_before_pixels=True, force=True)
            broken = take_out_unreadable(header)
            return read_report(Instance(name=name, header=header, open=lambda: BytesIO(content), broken=broken))
    except RecursionError:
        return _broken(name, "sequences are nested too deep")
    except Exception as error:  # pydicom raises many kinds for broken elements; each is a broken file here
        return _broken(name, f"the report is broken ({type(error).__name__})")


def _broken(name: str, what: str) -> Issue:
    return Issue(file=name, place="", what=what, did="read nothing of it; export it again", severity=Severity.ERROR)
