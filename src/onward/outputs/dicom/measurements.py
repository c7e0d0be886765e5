"""Lesions and their numbers to an SR by TID 1500 "Measurement Report" (DICOM PS3.16), by highdicom.

One measurement group a lesion, with its tracking identifier, its finding and place, every number with its unit, the
segment that it was measured on where there is a SEG, and the long axis as a line in the patient.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import numpy as np
from pydicom import Dataset
from pydicom.sr.coding import Code as DicomCode

from onward.imaging import ReportedLesion, ReportedMeasure
from onward.outputs.anatomy import side
from onward.outputs.dicom.concepts import PRIVATE_SCHEME, concept_of, private_scheme, unit_code
from onward.outputs.dicom.origin import (
    DEVICE_UID,
    MANUFACTURER,
    MODEL,
    identifiers,
    mark,
    settle,
    short_text,
    software_version,
    sources_of,
)
from onward.outputs.dicom.segmentation import finding_of, person_name, site_of, tracking_id

_DESIGNATOR = "CodingSchemeDesignator"
_PROCEDURES = {
    "PT": DicomCode("44139-4", "LN", "PET whole body"),
    "CT": DicomCode("25045-6", "LN", "CT unspecified body region"),
    "MR": DicomCode("25056-3", "LN", "MRI unspecified body region"),
    "NM": DicomCode("25031-6", "LN", "NM Bone Views"),
}
_ROLE = DicomCode("ROLE", PRIVATE_SCHEME, "Role of the lesion in response assessment")
_ROLES = {
    "target": DicomCode("112074", "DCM", "Target Lesion at Baseline"),
    "non-target": DicomCode("112075", "DCM", "Non-Target Lesion at Baseline"),
    "new": DicomCode("NEWLESION", PRIVATE_SCHEME, "New lesion"),
}
_ANY_PROCEDURE = DicomCode("18748-4", "LN", "Diagnostic imaging study")


def write_measurements(
    lesions: Sequence[ReportedLesion],
    headers: Sequence[Dataset],
    *,
    written: datetime,
    segmentation: Dataset | None = None,
    reader: str = "",
    description: str = "Measurements of lesions",
) -> Dataset:
    """One report on lesions of one series of images.

    headers        of the planes of the image series
    segmentation   the SEG that holds the lesions under the same numbers; None where none is kept
    reader         who confirmed the measurements; "" makes a report of a device alone, unverified, which is no finding

    Raises ValueError for no lesion, and for a lesion without TrackingUID: a report is about lesions that have one.
    """
    import highdicom.sr as sr

    if not lesions:
        raise ValueError("a report holds at least one lesion")
    for one in lesions:
        if not one.lesion.tracking_uid:
            raise ValueError(f"lesion {one.number} has no TrackingUID")
    sources = sources_of(headers)
    modality = str(sources[0].get("Modality") or "")
    about = "" if segmentation is None else str(segmentation.SOPInstanceUID)
    series_uid, instance_uid = identifiers("SR", lesions, sources, reader, about)
    person = None
    if reader:
        person = sr.ObserverContext(
            observer_type=sr.CodedConcept("121006", "DCM", "Person"),
            observer_identifying_attributes=sr.PersonObserverIdentifyingAttributes(name=person_name(reader)),
        )
    device = sr.ObserverContext(
        observer_type=sr.CodedConcept("121007", "DCM", "Device"),
        observer_identifying_attributes=sr.DeviceObserverIdentifyingAttributes(
            uid=DEVICE_UID, name="Onward", manufacturer_name=MANUFACTURER, model_name=MODEL
        ),
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        touched = _touched(lesions, sources)
        report = sr.MeasurementReport(
            observation_context=sr.ObservationContext(observer_person_context=person, observer_device_context=device),
            procedure_reported=_PROCEDURES.get(modality, _ANY_PROCEDURE),
            imaging_measurements=[group for one in lesions for group in _groups(one, sources, segmentation, modality)],
            title=DicomCode("126000", "DCM", "Imaging Measurement Report"),
            referenced_images=touched,
        )
        uses_own = PRIVATE_SCHEME in {str(one.value) for one in report[0].iterall() if one.keyword == _DESIGNATOR}
        made = sr.Comprehensive3DSR(
            evidence=[*touched, *([] if segmentation is None else [segmentation])],
            content=report[0],
            series_instance_uid=series_uid,
            series_number=950,
            sop_instance_uid=instance_uid,
            instance_number=1,
            manufacturer=MANUFACTURER,
            manufacturer_model_name=MODEL,
            software_versions=software_version(),
            is_complete=True,
            is_verified=bool(reader),
            verifying_observer_name=person_name(reader) if reader else None,
            verifying_organization="not stated" if reader else None,
            coding_schemes=[private_scheme()] if uses_own else None,
            specific_character_set="ISO_IR 192",
        )
    mark(made, sources, description)
    for observer in made.get("VerifyingObserverSequence") or ():
        observer.VerificationDateTime = f"{written:%Y%m%d%H%M%S}"
    return settle(made, written)


# Lengths are measured on one image and carry their line; TID 1411 has no place for it, TID 1501 has.
_LENGTHS = ("longest diameter", "perpendicular diameter", "short axis")


def _groups(one: ReportedLesion, sources: Sequence[Dataset], segmentation: Dataset | None, modality: str) -> list[Any]:
    """The measurement groups of one lesion, all under its tracking identifier.

    With a segment: what was measured in it (TID 1411), and the lengths (TID 1501). Without one: everything together.
    """
    import highdicom.sr as sr

    images = _near(one, sources)
    source = [_source(image, sr.SourceImageForMeasurementGroup) for image in images]

    def coded(measures: Sequence[ReportedMeasure]) -> list[Any] | None:
        return [_measurement(measure, one, images, modality) for measure in measures] or None

    if segmentation is None:
        return [
            sr.MeasurementsAndQualitativeEvaluations(
                **_shared(one), measurements=coded(one.measures), source_images=source
            )
        ]
    lengths = [measure for measure in one.measures if measure.name in _LENGTHS]
    made: list[Any] = [
        sr.VolumetricROIMeasurementsAndQualitativeEvaluations(
            **_shared(one),
            measurements=coded([measure for measure in one.measures if measure.name not in _LENGTHS]),
            referenced_segment=sr.ReferencedSegment(
                sop_class_uid=segmentation.SOPClassUID,
                sop_instance_uid=segmentation.SOPInstanceUID,
                segment_number=one.number,
                source_series=sr.SourceSeriesForSegmentation(
                    referenced_series_instance_uid=sources[0].SeriesInstanceUID
                ),
            ),
        )
    ]
    if lengths:
        made.append(
            sr.MeasurementsAndQualitativeEvaluations(**_shared(one), measurements=coded(lengths), source_images=source)
        )
    return made


def _shared(one: ReportedLesion) -> dict[str, Any]:
    """What every group of a lesion says of it."""
    import highdicom.sr as sr

    lesion = one.lesion
    finding, category = finding_of(one)
    place, turned = site_of(one), side(lesion.laterality)
    turn = None if turned is None else DicomCode(turned.value, "SCT", turned.display)
    return {
        "tracking_identifier": sr.TrackingIdentifier(uid=lesion.tracking_uid, identifier=tracking_id(one)),
        "finding_type": finding,
        "finding_category": category,
        "finding_sites": None if place is None else [sr.FindingSite(anatomic_location=place, laterality=turn)],
        "qualitative_evaluations": None
        if one.role not in _ROLES
        else [sr.QualitativeEvaluation(name=_ROLE, value=_ROLES[one.role])],
        "algorithm_id": None
        if not lesion.algorithm
        else sr.AlgorithmIdentification(name=short_text(lesion.algorithm), version=software_version()),
    }


def _measurement(measure: ReportedMeasure, one: ReportedLesion, images: Sequence[Dataset], modality: str) -> Any:
    import highdicom.sr as sr

    concept = concept_of(measure.name, measure.unit, modality)
    frame_uid = str(images[0].get("FrameOfReferenceUID") or "")
    line = None
    if measure.name == "longest diameter" and one.ends_mm is not None and frame_uid:
        line = [
            sr.CoordinatesForMeasurement3D(
                graphic_type="POLYLINE",
                graphic_data=np.array(one.ends_mm, dtype=np.float64),
                frame_of_reference_uid=frame_uid,
            )
        ]
    return sr.Measurement(
        name=concept.name,
        value=measure.value,
        unit=unit_code(measure.unit),
        derivation=concept.derivation,
        method=concept.method,
        referenced_coordinates=line,
    )


def _near(one: ReportedLesion, sources: Sequence[Dataset]) -> Sequence[Dataset]:
    """The image that the long axis lies in, else the one next to the lesion's middle; the whole multi-frame image."""
    if len(sources) == 1 or "ImagePositionPatient" not in sources[0]:
        return sources[:1]
    middle = np.mean(one.ends_mm, axis=0) if one.ends_mm is not None else one.centre_mm
    if middle is None:
        return sources[:1]
    across, down = np.array(sources[0].ImageOrientationPatient, dtype=float).reshape(2, 3)
    normal = np.cross(across, down)
    apart = [abs(float((np.array(source.ImagePositionPatient, dtype=float) - middle) @ normal)) for source in sources]
    return [sources[int(np.argmin(apart))]]


def _touched(lesions: Sequence[ReportedLesion], sources: Sequence[Dataset]) -> list[Dataset]:
    """The images that the groups name, each once, in the order of the series."""
    named = {str(image.SOPInstanceUID) for one in lesions for image in _near(one, sources)}
    return [source for source in sources if str(source.SOPInstanceUID) in named]


def _source(image: Dataset, kind: Any) -> Any:
    return kind(referenced_sop_class_uid=image.SOPClassUID, referenced_sop_instance_uid=image.SOPInstanceUID)
