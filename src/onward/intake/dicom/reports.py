"""SR by TID 1500 "Measurement Report" and what comes close to it: measurement groups with their numbers, as written.

The content tree is walked by codes and not by position, so that reports of several writers read alike: a container
"Measurement Group" wherever it stands, codes of the retired SNOMED style (SRT) as those of today.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import numpy as np
from pydicom import Dataset

from onward.intake.dicom.codes import DicomCoded, code_of, concept_of, items_of
from onward.intake.dicom.folder import Instance
from onward.intake.dicom.whole import ends_early
from onward.terms import Issue, Severity

# How deep a content tree may go; PS3.16 needs seven levels.
_DEEPEST = 40

_GROUP = ("DCM", "125007")
_PERSON_NAME = ("DCM", "121008")
_DEVICE = ("DCM", "121012")
_TRACKING_ID = ("DCM", "112039")
_TRACKING_UID = ("DCM", "112040")
_FINDING = ("DCM", "121071")
_CATEGORY = ("SCT", "276214006")
_SITE = ("SCT", "363698007")
_LATERALITY = ("SCT", "272741003")
_TOPOGRAPHY = ("SCT", "106233006")
_METHOD = ("SCT", "370129005")
_DERIVATION = ("DCM", "121401")
_MODALITY = ("DCM", "121139")
_PROCEDURE = ("DCM", "121058")
_TIME_POINTS = (("UMLS", "C2348792"), ("DCM", "126070"), ("DCM", "126071"))
_SEGMENT_SERIES = ("DCM", "121232")
_REPORT = ("DCM", "126000")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedNumber:
    """One NUM item.

    concept      its name; derivation: which statistic of it ("Mean"), None for the value itself
    value        None where nothing was measured; `why_none` then says why, as far as the report does
    unit         UCUM as written, "" when there is none
    place        where it stands in the object
    """

    concept: DicomCoded
    derivation: DicomCoded | None
    method: DicomCoded | None
    value: Decimal | None
    why_none: str
    unit: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedGroup:
    """One measurement group.

    tracking_uid, tracking_id   the lesion's identity and name; "" where the report gives none
    answers       its coded statements beside finding and site: (name, answer)
    segment       SOPInstanceUID and number of the segment that was measured; ("", 0) for none
    position_mm   middle of what was drawn in three dimensions (LPS); None where nothing was
    images        SOP classes of the images that it names
    """

    tracking_uid: str
    tracking_id: str
    time_point: str
    finding: DicomCoded | None
    category: DicomCoded | None
    sites: tuple[DicomCoded, ...]
    laterality: DicomCoded | None
    answers: tuple[tuple[DicomCoded, DicomCoded], ...]
    numbers: tuple[ReportedNumber, ...]
    segment: tuple[str, int]
    position_mm: tuple[float, float, float] | None
    frame_uid: str
    images: tuple[str, ...]
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report.

    readers       person observers and verifying observers, each once
    by_device     a device is named as observer
    procedure     what was reported on, in words
    modalities    of the images in its library, as DICOM's codes ("CT")
    replaces      SOPInstanceUIDs of the reports that this one amends
    """

    person: str
    file: str
    instance_uid: str
    study_uid: str
    study_date: str
    content_date: str
    readers: tuple[str, ...]
    by_device: bool
    is_verified: bool
    is_preliminary: bool
    is_synthetic: bool
    procedure: str
    modalities: tuple[str, ...]
    time_point: str
    replaces: tuple[str, ...]
    groups: tuple[ReportedGroup, ...]


def read_report(instance: Instance) -> Report | Issue:
    """The measurement groups of one structured report, or why there are none."""
    try:
        with instance.open() as file:
            if ends_early(file):
                what, did = "the file breaks off: measurements may be missing", "read nothing of it; copy it again"
                return _issue(instance, "", what, did, Severity.ERROR)
        if any(name.startswith("ContentSequence") for name in instance.broken):
            what, did = "an item of the content cannot be read: measurements may be missing", "read nothing of it"
            return _issue(instance, "ContentSequence", what, f"{did}; export it again", Severity.ERROR)
        return _read(instance)
    except RecursionError:
        return _issue(instance, "", "sequences are nested too deep", "read nothing of it", Severity.ERROR)
    except Exception as error:  # pydicom raises many kinds for broken elements; each is a broken report here
        what = f"the report is broken ({type(error).__name__})"
        return _issue(instance, "", what, "read nothing of it; export it again", Severity.ERROR)


def _read(instance: Instance) -> Report | Issue:
    header = instance.header
    if not header.get("ContentSequence"):
        return _issue(instance, "ContentSequence", "the report has no content", "read nothing of it")
    walked = list(_walk(header, "", 0))
    groups = [(item, place) for item, place in walked if _is_group(item)]
    if not groups:
        root = concept_of(header)
        kind = "" if root is None else root.meaning
        return _issue(
            instance,
            "ContentSequence",
            f"a report without measurement groups ({kind or 'no title'})",
            "read nothing of it; measurements are read from reports by TID 1500",
            Severity.NOTE if root is None or root.key != _REPORT else Severity.WARNING,
        )
    outside = list(_outside_groups(header, 0))
    return Report(
        person=instance.text("PatientID"),
        file=instance.name,
        instance_uid=instance.text("SOPInstanceUID"),
        study_uid=instance.text("StudyInstanceUID"),
        study_date=instance.text("StudyDate"),
        content_date=instance.text("ContentDate"),
        readers=_readers(header, outside),
        by_device=any(_key(item) == _DEVICE for item in outside),
        is_verified=instance.text("VerificationFlag").upper() == "VERIFIED",
        is_preliminary=instance.text("PreliminaryFlag").upper() == "PRELIMINARY",
        is_synthetic=instance.text("SyntheticData").upper() == "YES"
        or "SYNTHETIC" in instance.text("SeriesDescription").upper(),
        procedure=_first_meaning(outside, _PROCEDURE),
        modalities=tuple(
            dict.fromkeys(
                answer.value for item in outside if _key(item) == _MODALITY for answer in [_answer(item)] if answer
            )
        ),
        time_point=next((_text(item) for item in outside if _key(item) in _TIME_POINTS), ""),
        replaces=_replaced(header),
        groups=tuple(_group(item, place) for item, place in groups),
    )


def _is_group(item: Dataset) -> bool:
    return item.get("ValueType") == "CONTAINER" and _key(item) == _GROUP


def _walk(item: Dataset, place: str, depth: int) -> Iterator[tuple[Dataset, str]]:
    """Every content item below one, with its place ("1.4.2")."""
    if depth > _DEEPEST:
        return
    for number, child in enumerate(items_of(item, "ContentSequence"), start=1):
        at = f"{place}.{number}" if place else str(number)
        yield child, at
        yield from _walk(child, at, depth + 1)


def _outside_groups(item: Dataset, depth: int) -> Iterator[Dataset]:
    """The content items that hold for the whole report: everything that stands in no measurement group."""
    if depth > _DEEPEST:
        return
    for child in items_of(item, "ContentSequence"):
        if not _is_group(child):
            yield child
            yield from _outside_groups(child, depth + 1)


def _key(item: Dataset) -> tuple[str, str]:
    found = concept_of(item)
    return ("", "") if found is None else found.key


def _answer(item: Dataset) -> DicomCoded | None:
    return code_of(item, "ConceptCodeSequence")


def _text(item: Dataset) -> str:
    """The value of a TEXT, UIDREF, PNAME or CODE item as text."""
    for keyword in ("TextValue", "UID", "PersonName"):
        value = item.get(keyword)
        if value:
            return str(value).strip()
    answer = _answer(item)
    return "" if answer is None else answer.meaning


def _first_meaning(items: list[Dataset], key: tuple[str, str]) -> str:
    return next((_text(item) for item in items if _key(item) == key), "")


def _readers(header: Dataset, outside: list[Dataset]) -> tuple[str, ...]:
    named = [_text(item) for item in outside if _key(item) == _PERSON_NAME]
    if not named:
        named = [str(one.get("VerifyingObserverName") or "") for one in items_of(header, "VerifyingObserverSequence")]
    plain = (" ".join(name.replace("^", " ").split()) for name in named)
    # dcmjs writes this where nobody is signed in.
    return tuple(dict.fromkeys(name for name in plain if name and name.lower() != "unknown unknown"))


def _replaced(header: Dataset) -> tuple[str, ...]:
    return tuple(
        str(instance.get("ReferencedSOPInstanceUID") or "")
        for study in items_of(header, "PredecessorDocumentsSequence")
        for series in items_of(study, "ReferencedSeriesSequence")
        for instance in items_of(series, "ReferencedSOPSequence")
    )


def _group(group: Dataset, place: str) -> ReportedGroup:
    below = list(_walk(group, place, 0))
    own = items_of(group, "ContentSequence")
    sites, laterality = _sites(own)
    position, frame_uid = _position(below)
    return ReportedGroup(
        tracking_uid=next((_text(item) for item in own if _key(item) == _TRACKING_UID), ""),
        tracking_id=next((_text(item) for item in own if _key(item) == _TRACKING_ID), ""),
        time_point=next((_text(item) for item in own if _key(item) in _TIME_POINTS), ""),
        finding=next((_answer(item) for item in own if _key(item) == _FINDING), None),
        category=next((_answer(item) for item in own if _key(item) == _CATEGORY), None),
        sites=sites,
        laterality=laterality,
        answers=tuple(
            (name, answer)
            for item in own
            if item.get("ValueType") == "CODE" and _key(item) not in (_FINDING, _CATEGORY, _SITE, _METHOD)
            for name, answer in [(concept_of(item), _answer(item))]
            if name is not None and answer is not None
        ),
        numbers=tuple(
            _number(item, at)
            for item, at in below
            if item.get("ValueType") == "NUM" and at.count(".") == place.count(".") + 1
        ),
        segment=_segment(own),
        position_mm=position,
        frame_uid=frame_uid,
        images=tuple(
            dict.fromkeys(
                str(reference.get("ReferencedSOPClassUID") or "")
                for item, _ in below
                for reference in items_of(item, "ReferencedSOPSequence")
            )
        ),
        place=place,
    )


def _sites(own: list[Dataset]) -> tuple[tuple[DicomCoded, ...], DicomCoded | None]:
    found: list[DicomCoded] = []
    laterality: DicomCoded | None = None
    for item in own:
        if _key(item) != _SITE:
            continue
        answer = _answer(item)
        if answer is not None:
            found.append(answer)
        for child in items_of(item, "ContentSequence"):
            if _key(child) == _LATERALITY:
                laterality = laterality or _answer(child)
            elif _key(child) == _TOPOGRAPHY and (more := _answer(child)) is not None:
                found.append(more)
    return tuple(found), laterality


def _number(item: Dataset, place: str) -> ReportedNumber:
    measured = items_of(item, "MeasuredValueSequence")
    value: Decimal | None = None
    unit, why_none = "", ""
    if measured:
        units = code_of(measured[0], "MeasurementUnitsCodeSequence")
        unit = "" if units is None else units.value
        value = _decimal(measured[0].get("NumericValue"))
        if value is None:
            why_none = "the value is no number"
    else:
        qualifier = code_of(item, "NumericValueQualifierCodeSequence")
        why_none = "no value" if qualifier is None else qualifier.meaning.lower()
    below = items_of(item, "ContentSequence")
    return ReportedNumber(
        concept=concept_of(item) or DicomCoded("", "", ""),
        derivation=next((_answer(child) for child in below if _key(child) == _DERIVATION), None),
        method=next((_answer(child) for child in below if _key(child) == _METHOD), None),
        value=value,
        why_none=why_none,
        unit=unit,
        place=place,
    )


def _decimal(value: object) -> Decimal | None:
    if value is None or isinstance(value, list | tuple):
        return None
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _segment(own: list[Dataset]) -> tuple[str, int]:
    for item in own:
        if item.get("ValueType") != "IMAGE":
            continue
        for reference in items_of(item, "ReferencedSOPSequence"):
            numbers = reference.get("ReferencedSegmentNumber")
            if numbers is not None and numbers != "":
                first = numbers if isinstance(numbers, int) else next(iter(numbers))
                return str(reference.get("ReferencedSOPInstanceUID") or ""), int(first)
    return "", 0


def _position(below: list[tuple[Dataset, str]]) -> tuple[tuple[float, float, float] | None, str]:
    """Middle of the first thing that was drawn in three dimensions, and its frame of reference."""
    for item, _ in below:
        if item.get("ValueType") != "SCOORD3D":
            continue
        points = np.array(item.get("GraphicData") or [], dtype=float)
        if points.size and points.size % 3 == 0 and bool(np.isfinite(points).all()):
            x, y, z = points.reshape(-1, 3).mean(axis=0)
            return (float(x), float(y), float(z)), str(item.get("ReferencedFrameOfReferenceUID") or "")
    return None, ""


def _issue(instance: Instance, place: str, what: str, did: str, severity: Severity = Severity.WARNING) -> Issue:
    return Issue(file=instance.name, place=place, what=what, did=did, severity=severity)
