"""When an image was acquired, as far as its header says."""

from __future__ import annotations

from datetime import date, datetime, time

from pydicom import Dataset
from pydicom.valuerep import DA, DT, TM


def moment(header: Dataset) -> datetime | None:
    """AcquisitionDateTime, else AcquisitionDate (or that of series or study) with AcquisitionTime."""
    return date_time(header, "AcquisitionDateTime") or moment_at(header, "AcquisitionTime")


def moment_at(header: Dataset, time_keyword: str) -> datetime | None:
    """A time on the day of acquisition (else of content, series, study); None where time or all days are missing."""
    at = _time(header, time_keyword)
    if at is None:
        return None
    for keyword in ("AcquisitionDate", "ContentDate", "SeriesDate", "StudyDate"):
        day = _date(header, keyword)
        if day is not None:
            return datetime.combine(day, at)
    return None


def date_time(header: Dataset, keyword: str) -> datetime | None:
    """A moment without zone; a day alone is none."""
    text = str(header.get(keyword) or "").strip()
    if len(text) < 12:
        return None
    try:
        found = DT(text)
    except (ValueError, TypeError):
        return None
    if found is None:
        return None
    return datetime.combine(found.date(), found.time().replace(tzinfo=None))


def _date(header: Dataset, keyword: str) -> date | None:
    try:
        found = DA(str(header.get(keyword) or "").strip() or None)
    except (ValueError, TypeError):
        return None
    return None if found is None else date(found.year, found.month, found.day)


def _time(header: Dataset, keyword: str) -> time | None:
    try:
        found = TM(str(header.get(keyword) or "").strip() or None)
    except (ValueError, TypeError):
        return None
    return None if found is None else time(found.hour, found.minute, found.second, found.microsecond)
