"""Measurement reports made for one test, in the shapes of several writers. Synthetic, and labelled so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydicom import Dataset, config
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ComprehensiveSRStorage, ExplicitVRLittleEndian, generate_uid

Code = tuple[str, str, str]
MM: Code = ("mm", "UCUM", "millimeter")


def code(value: Code) -> DicomSequence:
    item = Dataset()
    with config.disable_value_validation():  # viewers write values that are longer than allowed
        item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value
    return DicomSequence([item])


def content(kind: str, name: Code, *children: Dataset, how: str = "CONTAINS", **values: Any) -> Dataset:
    item = Dataset()
    item.RelationshipType, item.ValueType = how, kind
    item.ConceptNameCodeSequence = code(name)
    for keyword, value in values.items():
        setattr(item, keyword, value)
    if children:
        item.ContentSequence = DicomSequence(children)
    return item


def number(
    name: Code, value: str | None, unit: Code | None, *children: Dataset, derivation: Code | None = None
) -> Dataset:
    """A NUM item; no value at all for None, and a value without unit for a unit of None."""
    parts = list(children)
    if derivation is not None:
        parts.append(
            content(
                "CODE",
                ("121401", "DCM", "Derivation"),
                how="HAS CONCEPT MOD",
                ConceptCodeSequence=code(derivation),
            )
        )
    item = content("NUM", name, *parts)
    item.MeasuredValueSequence = DicomSequence()
    if value is not None:
        measured = Dataset()
        measured.NumericValue = value
        if unit is not None:
            measured.MeasurementUnitsCodeSequence = code(unit)
        item.MeasuredValueSequence.append(measured)
    return item


def line(*points: float) -> Dataset:
    """A line on an image, as viewers write what a length was measured along."""
    image = content("IMAGE", ("121324", "DCM", "Source Image"), how="SELECTED FROM")
    reference = Dataset()
    reference.ReferencedSOPClassUID, reference.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4"
    image.ReferencedSOPSequence = DicomSequence([reference])
    return content(
        "SCOORD", ("111030", "DCM", "Image Region"), image, how="INFERRED FROM",
        GraphicType="POLYLINE", GraphicData=list(points),
    )  # fmt: skip


def group(
    tracking_uid: str,
    *numbers: Dataset,
    tracking_id: str = "",
    finding: Code | None = ("52988006", "SCT", "Lesion"),
    site: Code | None = None,
    extra: Sequence[Dataset] = (),
) -> Dataset:
    """A measurement group."""
    parts: list[Dataset] = []
    if tracking_id:
        parts.append(
            content("TEXT", ("112039", "DCM", "Tracking Identifier"), how="HAS OBS CONTEXT", TextValue=tracking_id)
        )
    if tracking_uid:
        parts.append(
            content("UIDREF", ("112040", "DCM", "Tracking Unique Identifier"), how="HAS OBS CONTEXT", UID=tracking_uid)
        )
    if finding is not None:
        parts.append(content("CODE", ("121071", "DCM", "Finding"), ConceptCodeSequence=code(finding)))
    if site is not None:
        parts.append(
            content("CODE", ("363698007", "SCT", "Finding Site"), how="HAS CONCEPT MOD", ConceptCodeSequence=code(site))
        )
    return content("CONTAINER", ("125007", "DCM", "Measurement Group"), *parts, *extra, *numbers)


def write_report(
    folder: Path,
    name: str,
    groups: Sequence[Dataset],
    *,
    person: str = "PHANTOM",
    observer: str = "Reader^One",
    device: bool = False,
    study_date: str = "20260105",
    tags: Mapping[str, Any] | None = None,
) -> Path:
    """A report by TID 1500 with the given measurement groups; `observer` "" names no person."""
    folder.mkdir(parents=True, exist_ok=True)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = ComprehensiveSRStorage, generate_uid()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file = FileDataset("report", {}, file_meta=meta, preamble=b"\0" * 128)
    file.SOPClassUID, file.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
    file.PatientID, file.Modality = person, "SR"
    file.StudyInstanceUID, file.SeriesInstanceUID = generate_uid(), generate_uid()
    file.StudyDate, file.ContentDate, file.SeriesDescription = study_date, study_date, "Measurements"
    file.CompletionFlag, file.VerificationFlag = "PARTIAL", "UNVERIFIED"
    file.ValueType, file.ConceptNameCodeSequence = "CONTAINER", code(("126000", "DCM", "Imaging Measurement Report"))
    observed: list[Dataset] = []
    if observer:
        observed.append(
            content("PNAME", ("121008", "DCM", "Person Observer Name"), how="HAS OBS CONTEXT", PersonName=observer)
        )
    if device:
        observed.append(
            content("UIDREF", ("121012", "DCM", "Device Observer UID"), how="HAS OBS CONTEXT", UID="1.2.3.9")
        )
    measurements = content("CONTAINER", ("126010", "DCM", "Imaging Measurements"), *groups)
    file.ContentSequence = DicomSequence([*observed, measurements])
    for keyword, value in (tags or {}).items():
        setattr(file, keyword, value)
    path = folder / name
    file.save_as(path, enforce_file_format=True)
    return path
