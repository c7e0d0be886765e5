"""Responses as DICOM SR into a folder: one file for each person, visit, criterion and reader."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Sequence
from datetime import date, datetime, time
from pathlib import Path

from onward.engines.response import ReaderResponse, VisitResponse
from onward.outputs.response.tables import NO_RESPONSE


def write_reports(
    responses: Sequence[ReaderResponse],
    folder: Path,
    *,
    as_of: date,
    synthetic_files: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Path, ...]:
    """dicom/PERSON-CRITERION-VISIT-....dcm; gives the files. Trends of markers and recorded statuses are no response.

    as_of             the day of asking, which stands as the day of writing: the same answers give the same bytes
    synthetic_files   records that say that they were made on synthetic images
    progress          called with the number of answers that are written, and of all
    Raises OSError when the folder cannot be written.
    """
    from onward.outputs.dicom import write_response  # slow to import, and only those who write responses need it

    written: list[Path] = []
    for number, one in enumerate(responses):
        if progress is not None:
            progress(number, len(responses))
        if one.criterion in NO_RESPONSE:
            continue
        for visit in one.visits:
            if visit.is_baseline or not visit.overall:
                continue
            report = write_response(
                one,
                visit,
                written=datetime.combine(as_of, time()),
                is_synthetic=_is_synthetic(one, synthetic_files),
            )
            path = folder / "dicom" / f"{_name(one, visit)}.dcm"
            path.parent.mkdir(exist_ok=True)
            report.save_as(path, enforce_file_format=True)
            written.append(path)
    return tuple(written)


def _is_synthetic(response: ReaderResponse, synthetic_files: Collection[str]) -> bool:
    """Any visit: a change from a synthetic baseline is synthetic."""
    return bool(synthetic_files) and any(
        source.file in synthetic_files
        for visit in response.visits
        for lesion in visit.lesions
        for fact in lesion.facts
        for source in fact.sources
    )


def _name(response: ReaderResponse, visit: VisitResponse) -> str:
    """Two people, readers or visits whose names hold other signs than letters and digits stay apart by the end."""
    parts = (response.person, response.criterion, visit.visit)
    told = hashlib.sha256("\0".join((*parts, response.reader, str(visit.date))).encode()).hexdigest()[:8]
    return "-".join([*("".join(_sign(sign) for sign in part)[:40] for part in parts), told])


def _sign(sign: str) -> str:
    return sign if sign.isascii() and (sign.isalnum() or sign == ".") else "_"
