"""The part of a PET header that uptake depends on, private tags of three makers included."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

from pydicom import Dataset
from pydicom.valuerep import DA, DT, TM

from onward.imaging import PetHeader, PetSlice
from onward.intake.dicom.folder import number, raw_value
from onward.intake.dicom.stacking import Plane, Stack
from onward.knowledge import Radionuclide, radionuclides

_PHILIPS_SUV = (0x7053, 0x1000)
_PHILIPS_ACTIVITY = (0x7053, 0x1009)
# Reference of decay correction in private tags (IBSI-SUV manual): GE; Siemens.
_DECAY_REFERENCES = ((0x0009, 0x100D), (0x0071, 0x1022))


def pet_headers(stack: Stack) -> tuple[PetHeader, ...]:
    """One header a plane, in the order of the stack; each holds the times of all its planes.

    They are equal but for a broken series: see `onward.imaging.agreeing`.
    """
    slices = tuple(_slice(plane) for plane in stack.planes)
    # The headers of a series say the same but for a broken one: each that stands in the same bytes is read once.
    seen: dict[tuple[object, ...], PetHeader] = {}
    found: list[PetHeader] = []
    for plane in stack.planes:
        header = plane.instance.header
        key = _written(header)
        if key not in seen:
            seen[key] = _header(header, slices)
        found.append(seen[key])
    return tuple(found)


_ON_HEADER = (
    "Units", "SUVType", "DecayCorrection", "CorrectedImage", "PatientWeight", "PatientSize", "PatientSex",
    "SeriesDate", "SeriesTime", "AcquisitionDate", "TimezoneOffsetFromUTC",
)  # fmt: skip
_ON_TRACER = (
    "RadionuclideTotalDose", "RadionuclideHalfLife", "RadiopharmaceuticalStartDateTime", "RadiopharmaceuticalStartTime",
)  # fmt: skip


def _written(header: Dataset) -> tuple[object, ...]:
    """All that `_header` reads, as it stands in the file."""
    tracers = header.get("RadiopharmaceuticalInformationSequence")
    tracer: Dataset = tracers[0] if tracers else Dataset()
    private = [header.get_item(tag) for tag in (_PHILIPS_SUV, _PHILIPS_ACTIVITY, *_DECAY_REFERENCES)]
    return (
        *(str(raw_value(header, keyword)) for keyword in _ON_HEADER),
        *(str(raw_value(tracer, keyword)) for keyword in _ON_TRACER),
        _nuclide_code(tracer),
        *("" if one is None else str(one.value) for one in private),
    )


def _header(header: Dataset, slices: tuple[PetSlice, ...]) -> PetHeader:
    tracers = header.get("RadiopharmaceuticalInformationSequence")
    tracer: Dataset = tracers[0] if tracers else Dataset()
    series_started = _moment(header, "SeriesDate", "SeriesTime")
    injected, time_only = _injected(tracer, header)
    corrected = header.get("CorrectedImage") or ()
    nuclide = _nuclide(tracer)
    return PetHeader(
        units=_word(header, "Units"),
        suv_type=_word(header, "SUVType"),
        decay_correction=_word(header, "DecayCorrection"),
        corrected=tuple(sorted(str(one) for one in ([corrected] if isinstance(corrected, str) else corrected))),
        weight_kg=number(header, "PatientWeight"),
        height_m=number(header, "PatientSize"),
        sex=_word(header, "PatientSex"),
        dose_bq=number(tracer, "RadionuclideTotalDose"),
        half_life_s=number(tracer, "RadionuclideHalfLife"),
        nuclide="" if nuclide is None else nuclide.nuclide,
        nuclide_half_life_s=None if nuclide is None else float(nuclide.half_life_s),
        injected=injected,
        injected_time_only=time_only,
        series_started=series_started,
        decay_reference=_private_reference(header),
        philips_suv_per_count=_private_number(header, _PHILIPS_SUV),
        philips_activity_per_count=_private_number(header, _PHILIPS_ACTIVITY),
        slices=slices,
    )


def _nuclide_code(tracer: Dataset) -> str:
    named = tracer.get("RadionuclideCodeSequence")
    return str(named[0].get("CodeValue") or "").strip() if named else ""


def _nuclide(tracer: Dataset) -> Radionuclide | None:
    """The radionuclide that the header names by a code of DICOM's context group 4020."""
    return radionuclides().by_code.get(_nuclide_code(tracer))


def _slice(plane: Plane) -> PetSlice:
    own, shared = plane.header, plane.instance.header
    reference_ms = number(own, "FrameReferenceTime")
    duration_ms = number(own, "ActualFrameDuration") or number(own, "FrameAcquisitionDuration")
    if reference_ms is None:
        reference_ms = number(shared, "FrameReferenceTime")
    if duration_ms is None:
        duration_ms = number(shared, "ActualFrameDuration")
    acquired = _date_time(own, "FrameAcquisitionDateTime") or _date_time(shared, "AcquisitionDateTime")
    return PetSlice(
        acquired=_moment(shared, "AcquisitionDate", "AcquisitionTime") or acquired,
        frame_reference_s=None if reference_ms is None else reference_ms / 1000,
        frame_duration_s=None if duration_ms is None else duration_ms / 1000,
    )


def _injected(tracer: Dataset, header: Dataset) -> tuple[datetime | None, bool]:
    whole = _date_time(tracer, "RadiopharmaceuticalStartDateTime", offset=_offset(header))
    if whole is not None:
        return whole, False
    at = _time(tracer, "RadiopharmaceuticalStartTime")
    # The day of the scan: the moment before midnight is found when the decay is reckoned.
    day = _date(header, "AcquisitionDate") or _date(header, "SeriesDate")
    return (None if at is None or day is None else datetime.combine(day, at)), True


def _private_reference(header: Dataset) -> datetime | None:
    for tag in _DECAY_REFERENCES:
        element = header.get(tag)
        if element is None:
            continue
        value = element.value
        text = value.decode("ascii", "replace") if isinstance(value, bytes) else str(value)
        found = _read_date_time(text.strip(" \0"))
        if found is not None:
            return found
    return None


def _private_number(header: Dataset, tag: tuple[int, int]) -> float | None:
    element = header.get(tag)
    if element is None:
        return None
    value = element.value
    text = value.decode("ascii", "replace").strip(" \0") if isinstance(value, bytes) else str(value)
    try:
        return float(text) or None
    except ValueError:
        return None


def _word(header: Dataset, keyword: str) -> str:
    value = header.get(keyword)
    return "" if value is None else str(value).strip()


def _moment(header: Dataset, date_keyword: str, time_keyword: str) -> datetime | None:
    day, at = _date(header, date_keyword), _time(header, time_keyword)
    return None if day is None or at is None else datetime.combine(day, at)


def _date(header: Dataset, keyword: str) -> date | None:
    try:
        found = DA(_word(header, keyword) or None)
    except (ValueError, TypeError):
        return None
    return None if found is None else date(found.year, found.month, found.day)


def _time(header: Dataset, keyword: str) -> time | None:
    try:
        found = TM(_word(header, keyword) or None)
    except (ValueError, TypeError):
        return None
    return None if found is None else time(found.hour, found.minute, found.second, found.microsecond)


def _date_time(header: Dataset, keyword: str, *, offset: timezone | None = None) -> datetime | None:
    return _read_date_time(_word(header, keyword), offset=offset)


def _read_date_time(text: str, *, offset: timezone | None = None) -> datetime | None:
    """A date and time without zone: one with a zone is brought to that of the images where they state theirs.

    A date alone gives None: a day is no moment.
    """
    if len(text) < 12:
        return None
    try:
        found = DT(text)
    except (ValueError, TypeError):
        return None
    if found is None:
        return None
    if found.tzinfo is not None and offset is not None:
        return found.astimezone(offset).replace(tzinfo=None)
    return datetime(found.year, found.month, found.day, found.hour, found.minute, found.second, found.microsecond)  # noqa: DTZ001 - DICOM times are local to the scanner


def _offset(header: Dataset) -> timezone | None:
    text = _word(header, "TimezoneOffsetFromUTC")
    if len(text) != 5 or text[0] not in "+-" or not text[1:].isdigit():
        return None
    minutes = int(text[1:3]) * 60 + int(text[3:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))
