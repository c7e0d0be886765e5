"""The response of one visit, by one criterion and one reader, as a DICOM SR ("Response Evaluation").

Response is often judged from tables, without images at hand: the report names no image and stands in a study of its
own, one for each person and visit. It is not verified: a reader measured, a program applied the rule. What was measured
on images goes out as reports by TID 1500 (`write_measurements`), and lesions carry the same tracking identifiers here.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

from pydicom import Dataset
from pydicom.sr.coding import Code as DicomCode
from pydicom.uid import generate_uid

from onward.engines.response import CRITERIA, ReaderResponse, TargetAt, VisitResponse
from onward.outputs.dicom import response_codes as codes
from onward.outputs.dicom.concepts import LESION, private_scheme, unit_code
from onward.outputs.dicom.origin import (
    DEVICE_UID,
    MANUFACTURER,
    MODEL,
    SYNTHETIC,
    settle,
    short_text,
    software_version,
)
from onward.outputs.dicom.segmentation import person_name

_CONTAINS, _FROM, _PROPERTY = "CONTAINS", "INFERRED FROM", "HAS PROPERTIES"
_UID = re.compile(r"(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+")
# Numbers of DICOM text hold 16 signs; more than this nobody measures.
_PLACES = Decimal("0.0001")


def write_response(
    response: ReaderResponse, visit: VisitResponse, *, written: datetime, is_synthetic: bool = False
) -> Dataset:
    """One report.

    visit          of `response`, after the baseline
    is_synthetic   what was measured was made by a program, of nobody: the report says so

    The best response stands in the report of the last visit: earlier ones tell what was known at them.
    The same content gives the same identifiers; `written` alone changes with the day of writing.
    Raises ValueError for a baseline and for a visit without a category: there is no response to report.
    """
    import highdicom.sr as sr

    if visit.is_baseline or not visit.overall:
        raise ValueError(f"no response at {visit.visit}: nothing to report")
    called = CRITERIA[response.criterion].called
    root = sr.ContainerContentItem(name=codes.TITLE, template_id=None)
    root.ContentSequence = sr.ContentSequence([*_context(response, visit), *_items(response, visit, called)])
    about = _study(response, visit)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made = sr.ComprehensiveSR(
            evidence=[about],
            content=root,
            series_instance_uid=_uid(response.person, visit.visit, response.criterion, response.reader, "series"),
            series_number=960,
            sop_instance_uid=_uid(response.person, str(visit.date), root.to_json(), "instance"),
            instance_number=1,
            manufacturer=MANUFACTURER,
            manufacturer_model_name=MODEL,
            software_versions=software_version(),
            is_complete=True,
            is_verified=False,
            record_evidence=False,
            coding_schemes=[private_scheme()],
            specific_character_set="ISO_IR 192",
        )
    # The study was made for this report: there is no evidence in it to name.
    made.pop("CurrentRequestedProcedureEvidenceSequence", None)
    made.StudyDescription = "Response evaluation"
    description = f"Response by {called}, {short_text(visit.visit)}"
    if is_synthetic:
        made.SyntheticData = "YES"
        description = f"{SYNTHETIC} {description}"
    made.SeriesDescription = description[:64]
    return settle(made, written)


def _study(response: ReaderResponse, visit: VisitResponse) -> Dataset:
    """What the report needs of a study: the person and the day, nothing that was not told."""
    about = Dataset()
    about.StudyInstanceUID = _uid(response.person, visit.visit, str(visit.date), "study")
    about.SeriesInstanceUID = _uid(response.person, visit.visit, str(visit.date), "none")
    about.SOPInstanceUID = _uid(response.person, visit.visit, str(visit.date), "nothing")
    about.SOPClassUID = "1.2.840.10008.5.1.4.1.1.88.33"
    about.PatientID = short_text(response.person)
    day = visit.date
    about.StudyDate = f"{day.earliest:%Y%m%d}" if day is not None and day.is_exact else ""
    for keyword in ("PatientName", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID", "StudyTime"):
        setattr(about, keyword, "")
    about.ReferringPhysicianName = ""
    return about


def _context(response: ReaderResponse, visit: VisitResponse) -> Iterator[Any]:
    import highdicom.sr as sr

    yield from sr.LanguageOfContentItemAndDescendants(sr.CodedConcept("en", "RFC5646", "English"))
    if response.reader:
        yield from sr.ObserverContext(
            observer_type=sr.CodedConcept("121006", "DCM", "Person"),
            observer_identifying_attributes=sr.PersonObserverIdentifyingAttributes(name=person_name(response.reader)),
        )
    yield from sr.ObserverContext(
        observer_type=sr.CodedConcept("121007", "DCM", "Device"),
        observer_identifying_attributes=sr.DeviceObserverIdentifyingAttributes(
            uid=DEVICE_UID, name="Onward", manufacturer_name=MANUFACTURER, model_name=MODEL
        ),
    )
    if response.reader_role:
        yield _text(codes.ROLE, response.reader_role, "HAS OBS CONTEXT")
    yield from sr.TimePointContext(
        time_point=short_text(visit.visit) or "visit without a name",
        time_point_order=int(visit.number) if visit.number is not None and visit.number == int(visit.number) else None,
    )


def _items(response: ReaderResponse, visit: VisitResponse, called: str) -> Iterator[Any]:
    yield _code(codes.METHOD, codes.method_of(response.criterion, called))
    yield _text(codes.RULE, f"{response.rule} {response.rule_version}, review: {response.review}")
    yield _text(codes.NOT_MADE, "Onward applied the rule to what was measured; whether to go on is for the team.")
    yield _text(codes.ON, str(visit.date or "not known"))
    yield _response(visit)
    if visit.new_lesion:
        yield _new(visit)
    yield from _numbers(visit)
    for target in visit.targets:
        yield _target(target)
    yield from (_text(codes.BECAUSE, f"{reason.says} [{called}, {reason.section}]") for reason in visit.because)
    yield from (_text(codes.WOULD_CHANGE, said) for said in visit.would_change)
    yield from (_text(codes.DOUBT, said) for said in visit.doubts)
    for flag in response.flags:
        if flag.visit in ("", visit.visit):
            where = f"{flag.lesion}: " if flag.lesion else ""
            yield _text(codes.DOES_NOT_FIT, f"{where}{flag.what}; {flag.did}")
    if visit is response.visits[-1] and response.best_overall:
        yield _best(codes.BEST, response.best_overall, response.best_overall_because)
        if response.best_confirmed:
            yield _best(codes.CONFIRMED, response.best_confirmed, response.best_confirmed_because)


def _response(visit: VisitResponse) -> Any:
    """The category of the person, inferred from those of targets and of other lesions."""
    parts = [
        _code(codes.CURRENT, code, _FROM)
        for category, code in (
            (visit.target, codes.target_code(visit.target)),
            (visit.non_target, codes.other_code(visit.non_target)),
        )
        if category
    ]
    return _with(_code(codes.CURRENT, codes.person_code(visit.overall)), parts)


def _best(name: DicomCode, category: str, because: str) -> Any:
    return _with(_code(name, codes.person_code(category)), [_text(codes.BEST_BECAUSE, because, _FROM)])


def _new(visit: VisitResponse) -> Any:
    named = [_text(codes.NEW_NAMED, name, _PROPERTY) for name in (*visit.new_certain, *visit.new_doubtful)]
    return _with(_code(codes.NEW, codes.new_code(visit.new_lesion)), named)


def _numbers(visit: VisitResponse) -> Iterator[Any]:
    for name, value, unit in (
        (codes.MEASURED, visit.change_from_baseline_pct, "%"),
        (codes.FROM_NADIR, visit.change_from_nadir_pct, "%"),
        (codes.SUM, visit.sum_mm, "mm"),
        (codes.NADIR, visit.nadir_mm, "mm"),
        (codes.NEW_SUM, visit.new_sum_mm, "mm"),
    ):
        if value is not None:
            yield _number(name, value, unit)
    for number in visit.numbers:
        told = hashlib.sha256(number.id.encode()).hexdigest()[:8].upper()
        short = number.id if len(number.id) <= 16 else f"{number.id[:7]}-{told}"
        yield _number(codes.own(short, number.says), number.value, number.unit or "1")


def _target(target: TargetAt) -> Any:
    import highdicom.sr as sr

    held = [_text(codes.TRACKING_ID, target.lesion)]
    if len(target.lesion) <= 64 and _UID.fullmatch(target.lesion):
        held.append(sr.UIDRefContentItem(name=codes.TRACKING_UID, value=target.lesion, relationship_type=_CONTAINS))
    if target.measured_mm is not None:
        axis = codes.SHORT_AXIS if target.is_node else codes.LONG_AXIS
        held.append(_number(axis, target.measured_mm, "mm"))
    if target.counted_mm is not None:
        held.append(_number(codes.COUNTED, target.counted_mm, "mm"))
    if target.note:
        held.append(_text(codes.BECAUSE, target.note))
    return _with(sr.ContainerContentItem(name=LESION, relationship_type=_CONTAINS), held)


def _with(item: Any, held: list[Any]) -> Any:
    import highdicom.sr as sr

    if held:
        item.ContentSequence = sr.ContentSequence(held)
    return item


def _code(name: DicomCode, value: DicomCode, relation: str = _CONTAINS) -> Any:
    import highdicom.sr as sr

    return sr.CodeContentItem(name=name, value=value, relationship_type=relation)


def _text(name: DicomCode, text: str, relation: str = _CONTAINS) -> Any:
    import highdicom.sr as sr

    return sr.TextContentItem(name=name, value=short_text(text, 4096), relationship_type=relation)


def _number(name: DicomCode, value: Decimal, unit: str) -> Any:
    import highdicom.sr as sr

    return sr.NumContentItem(
        name=name, value=float(value.quantize(_PLACES)), unit=unit_code(unit), relationship_type=_CONTAINS
    )


def _uid(*parts: str) -> str:
    return generate_uid(entropy_srcs=["response", *parts])
