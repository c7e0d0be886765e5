"""A signed read as DICOM SR (TID 1500), for sites that share by their archives: one report for each visit and series.

The report carries what TID 1500 has a place for: lesions with tracking UID, role, place and measurements, and the
reader who signed. Judgements in words ("present", "unequivocal progression"), categories and the signature stay in the
read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import numpy as np

from onward.app.imaging import index_folder
from onward.engines.response.readings import Mark, Read, lesions_of
from onward.imaging import DrawnLesion, ReportedLesion, ReportedMeasure
from onward.intake.dicom import Stack
from onward.terms import Issue, Severity, UsageError

# DICOM modalities of a mark's method, where a visit has several series.
_MODALITIES = {
    "PET": ("PT",),
    "CT": ("CT",),
    "MR": ("MR",),
    "bone scan": ("NM",),
    "X-ray": ("DX", "CR"),
    "ultrasound": ("US",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportsWritten:
    """The files, and what of the read has no place in them."""

    files: tuple[Path, ...]
    issues: tuple[Issue, ...]


def write_reports(key: str, read: Read, folders: Mapping[str, str], out: Path) -> ReportsWritten:
    """The SRs of one read.

    folders   by visit, where its images lie: a report belongs to the images that were read
    Raises UsageError when the folder `out` cannot be written.
    """
    from onward.outputs.dicom import write_measurements  # heavy, and only those who write pay for it

    files: list[Path] = []
    issues: list[Issue] = []
    written = datetime.strptime(read.at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    for visit in dict.fromkeys(mark.visit for mark in read.marks):
        if visit not in folders:
            issues.append(_issue(key, visit, "no images were named for this visit", "wrote no report of it"))
            continue
        stacks = [stack for stack in index_folder([folders[visit]]).stacks if not stack.phase]
        for stack, marks in _by_series(key, visit, read, stacks, issues):
            lesions = _lesions(key, visit, read, stack, marks, issues)
            if not lesions:
                continue
            made = write_measurements(
                lesions,
                [plane.instance.header for plane in stack.planes],
                written=written,
                reader=read.reader,
                description=f"Read {key[:12]}, {read.role.value}",
            )
            path = out / f"read_{key[:12]}_{len(files) + 1:02}.dcm"
            try:
                out.mkdir(parents=True, exist_ok=True)
                made.save_as(path, enforce_file_format=True)
            except OSError as error:
                raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
            files.append(path)
    return ReportsWritten(files=tuple(files), issues=tuple(issues))


def _by_series(
    key: str, visit: str, read: Read, stacks: Sequence[Stack], issues: list[Issue]
) -> list[tuple[Stack, list[Mark]]]:
    """The marks of a visit with the series that each was set on: as it names it, by its frame, or the only one."""
    found: dict[str, tuple[Stack, list[Mark]]] = {}
    homeless = 0
    for mark in read.marks:
        if mark.visit != visit or mark.role == "reference":
            continue
        fitting = [stack for stack in stacks if mark.series_uid and stack.series.uid == mark.series_uid]
        fitting = fitting or [
            stack
            for stack in stacks
            if mark.frame_of_reference and stack.series.text("FrameOfReferenceUID") == mark.frame_of_reference
        ]
        fitting = fitting or (list(stacks) if not mark.series_uid else [])
        if len(fitting) > 1:
            fitting = [stack for stack in fitting if stack.series.modality in _MODALITIES.get(mark.method, ())]
        if len(fitting) != 1:
            homeless += 1
            continue
        found.setdefault(fitting[0].series.uid, (fitting[0], []))[1].append(mark)
    if homeless:
        issues.append(
            _issue(
                key,
                visit,
                f"{homeless} marks do not say on which of the {len(stacks)} series they were set",
                "left them out of the reports; name the series in the marks (series_uid)",
            )
        )
    return list(found.values())


def _lesions(
    key: str, visit: str, read: Read, stack: Stack, marks: Sequence[Mark], issues: list[Issue]
) -> list[ReportedLesion]:
    made: list[ReportedLesion] = []
    judged = sum(1 for mark in marks if mark.state)
    for number, lesion in enumerate(lesions_of(marks), start=1):
        first = lesion.marks[0]
        position = next((mark.position_mm for mark in lesion.marks if mark.position_mm is not None), None)
        made.append(
            ReportedLesion(
                lesion=DrawnLesion(
                    tracking_uid=lesion.tracking_uid or _uid(read, lesion.name),
                    tracking_id=lesion.called,
                    label=lesion.called,
                    grid=stack.grid,
                    mask=np.zeros(stack.grid.shape, dtype=bool),
                    site=first.site,
                    site_text=first.site_text,
                    laterality=lesion.side if lesion.side in ("left", "right") else "",
                    series_instance_uid=stack.series.uid,
                    reader=read.reader,
                ),
                number=number,
                measures=tuple(
                    ReportedMeasure(name=mark.measure, value=float(mark.value), unit=mark.unit)
                    for mark in lesion.marks
                    if mark.value is not None and mark.unit
                ),
                is_node=any(mark.is_node for mark in lesion.marks),
                role=lesion.role,
                centre_mm=None if position is None else (float(position[0]), float(position[1]), float(position[2])),
            )
        )
    if judged:
        issues.append(
            _issue(
                key,
                visit,
                f"{judged} judgements in words have no place in a measurement report",
                "left them in the signed read; send its bundle too",
                Severity.NOTE,
            )
        )
    return made


def _uid(read: Read, lesion: str) -> str:
    """A tracking UID for a lesion that has none: the same in every read of this reader and person."""
    digest = sha256("|".join((read.person, read.reader, lesion)).encode()).hexdigest()
    return f"2.25.{int(digest[:32], 16)}"


def _issue(key: str, visit: str, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(file=f"read {key[:12]}", place=visit, what=what, did=did, severity=severity)
