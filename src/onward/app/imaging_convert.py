"""Regions and measurements of a folder of images into other forms: SEG, SR, RTSTRUCT, CSV, FHIR.

Every region is measured on the series that it was drawn on; reports that lie beside it give their numbers as they
stand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from pydicom import Dataset
from pydicom.uid import generate_uid
from pydicom.valuerep import format_number_as_ds

from onward.app.imaging import ImagingIndex, belongs, index_folder, region_mask, values_of
from onward.imaging import DrawnLesion, ReportedLesion, measure_region, reported, same_grid
from onward.intake.dicom import DicomCoded, Report, ReportedGroup, Stack, TracedRegion, measure_of
from onward.knowledge import codes
from onward.outputs.dicom import is_synthetic, overlap, write_measurements, write_segmentation, write_structures
from onward.outputs.dicom.concepts import concept_of
from onward.outputs.lesions import LesionEntry, Written, lesions_bundle, lesions_csv
from onward.terms import Code, CodeSystem, Issue, Severity, UsageError

Progress = Callable[[int, int], None]
FORMS = ("seg", "sr", "rtstruct", "csv", "fhir")
_DCM = "http://dicom.nema.org/resources/ontology/DCM"
_ROI = Code(CodeSystem.NCIT, "C85402", display="Imaging Region of Interest")
_SPATIAL = Code(CodeSystem.SNOMED, "309825002", "http://snomed.info/sct", "Spatial and Relational Concept")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is to be written.

    forms       of FORMS
    segments    "labelmap" or "binary"
    reader      who confirms the regions; "" when nobody does
    lesions     every region is a lesion, whatever its object says
    written     day and time that the objects are to bear
    """

    forms: tuple[str, ...]
    segments: str = "labelmap"
    reader: str = ""
    lesions: bool = False
    written: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """The files that were written, what they hold, and every issue on the way."""

    files: tuple[Path, ...]
    entries: tuple[LesionEntry, ...]
    index: ImagingIndex
    issues: tuple[Issue, ...]


def forms_named(text: str) -> tuple[str, ...]:
    """ "seg,sr" to names, each once. Raises UsageError for one that is not known."""
    names = tuple(dict.fromkeys(name.strip().lower() for name in text.split(",") if name.strip()))
    for name in names:
        if name not in FORMS:
            raise UsageError(f"There is no form {name!r}. Known: {', '.join(FORMS)}.")
    if not names:
        raise UsageError(f"Name at least one form: {', '.join(FORMS)}.")
    return names


def convert(
    paths: Iterable[str | Path],
    out: Path,
    asked: Asked,
    *,
    reading: Progress | None = None,
    measuring: Progress | None = None,
) -> Converted:
    """Measure every region and write it in the forms asked for, into the folder `out`.

    Raises UsageError when the folder cannot be written.
    """
    found = index_folder(paths, progress=reading)
    issues = list(found.issues)
    entries: list[LesionEntry] = []
    objects: list[tuple[str, Dataset]] = []
    sets = 0
    for number, stack in enumerate(found.stacks):
        lesions = _lesions(found, stack, asked, issues)
        if lesions:
            entries += [_entry(one, stack) for one in lesions]
            sets += 1
            objects += _objects([one.reported for one in lesions], stack, sets, asked, issues)
        if measuring is not None:
            measuring(number + 1, len(found.stacks))
    issues += _homeless(found)
    for report in found.reports:
        entries += _of_report(report)
    if not entries:
        issues.append(_nothing(paths))
    return Converted(
        files=_write(out, objects, entries, asked) if entries else (),
        entries=tuple(entries),
        index=found,
        issues=tuple(issues),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    region: TracedRegion
    reported: ReportedLesion
    notes: tuple[str, ...]


def _lesions(found: ImagingIndex, stack: Stack, asked: Asked, issues: list[Issue]) -> list[_Measured]:
    """The regions of one volume, measured and numbered from 1."""
    ours = [region for region in found.regions if belongs(region, stack, found.stacks)]
    if not ours or stack.phase:
        # Phases of one series share their place: a region is written on the first of them.
        return []
    values, unit, trouble = values_of(stack)
    issues += trouble
    if values is None:
        return []
    made: list[_Measured] = []
    for region in ours:
        mask, drawn, notes = region_mask(region, stack, issues)
        if not mask.any():
            continue
        if not region.tracking_uid:
            issues.append(
                Issue(
                    file=region.file,
                    place=f"region {region.number}",
                    what="the region has no TrackingUID",
                    did="made one from its object and number; `onward imaging follow` gives one for life",
                    severity=Severity.NOTE,
                )
            )
        grid, own = (stack.grid, mask) if drawn is None else drawn
        is_lesion = True if asked.lesions else region.is_lesion
        site = None if region.site is None else codes().sites.place((region.site,), "")
        lesion = DrawnLesion(
            tracking_uid=region.tracking_uid or _tracking_uid(region),
            tracking_id=region.tracking_id or region.label or f"region {region.number}",
            label=region.label,
            site="" if site is None else site.site,
            laterality="" if region.laterality is None else codes().sites.laterality((region.laterality,)),
            grid=grid,
            mask=own,
            series_instance_uid=stack.series.uid,
            study_instance_uid=stack.series.text("StudyInstanceUID"),
            frame_of_reference_uid=stack.series.text("FrameOfReferenceUID"),
            algorithm=region.algorithm,
            reader=asked.reader,
        )
        finding, category = region.finding, region.category
        if finding is None and not is_lesion:
            finding, category = _ROI, _SPATIAL
        made.append(
            _Measured(
                region=replace(region, is_lesion=is_lesion),
                reported=reported(
                    lesion,
                    measure_region(values, stack.grid, mask, uptake=unit == "SUVbw", drawn=drawn),
                    number=len(made) + 1,
                    unit=unit,
                    is_node=site is not None and (site.site.startswith("node_") or "lymph node" in site.name),
                    finding=None if asked.lesions and not region.is_lesion else finding,
                    category=None if asked.lesions and not region.is_lesion else category,
                    site_code=region.site,
                ),
                notes=(*stack.notes, *region.notes, *notes),
            )
        )
    return made


def _tracking_uid(region: TracedRegion) -> str:
    """An identity that the same region of the same object gets each time."""
    return generate_uid(entropy_srcs=[region.instance_uid, region.series_uid, region.frame_uid, str(region.number)])


def _objects(
    lesions: Sequence[ReportedLesion], stack: Stack, number: int, asked: Asked, issues: list[Issue]
) -> list[tuple[str, Dataset]]:
    """The DICOM objects of one volume by file name. Regions of several grids make several segmentations."""
    if not {"seg", "sr", "rtstruct"} & set(asked.forms):
        return []
    headers = _headers(stack)
    made: list[tuple[str, Dataset]] = []
    name = f"{stack.series.modality.lower() or 'series'}-{number:02d}"
    for part, group in enumerate(_by_grid(lesions)):
        numbered = [replace(one, number=place) for place, one in enumerate(group, start=1)]
        suffix = "" if part == 0 else f"-grid{part + 1}"
        segmentation: Dataset | None = None
        if {"seg", "sr"} & set(asked.forms):
            kind = "binary" if asked.segments == "binary" or overlap(numbered) else "labelmap"
            if kind != asked.segments:
                issues.append(
                    Issue(
                        file=stack.series.instances[0].name,
                        place="",
                        what="regions overlap, and a label map holds one region a voxel",
                        did="wrote this segmentation as binary",
                        severity=Severity.NOTE,
                    )
                )
            segmentation = write_segmentation(numbered, headers, kind=kind, written=asked.written)
            if "seg" in asked.forms:
                made.append((f"{name}{suffix}-seg.dcm", segmentation))
        if "sr" in asked.forms:
            report = write_measurements(
                numbered,
                headers,
                # A report points only at what goes along with it.
                segmentation=segmentation if "seg" in asked.forms else None,
                reader=asked.reader,
                written=asked.written,
            )
            made.append((f"{name}{suffix}-sr.dcm", report))
        if "rtstruct" in asked.forms:
            made.append((f"{name}{suffix}-rtstruct.dcm", write_structures(numbered, headers, written=asked.written)))
    return made


def _headers(stack: Stack) -> list[Dataset]:
    """Headers of the images in the order of the slices; the one of a multi-frame image."""
    return list({id(plane.instance): plane.instance.header for plane in stack.planes}.values())


def _by_grid(lesions: Sequence[ReportedLesion]) -> list[list[ReportedLesion]]:
    groups: list[list[ReportedLesion]] = []
    for one in lesions:
        for group in groups:
            if same_grid(group[0].lesion.grid, one.lesion.grid):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _entry(one: _Measured, stack: Stack) -> LesionEntry:
    lesion, header = one.reported.lesion, stack.series.instances[0].header
    return LesionEntry(
        person=stack.series.text("PatientID"),
        study_uid=stack.series.text("StudyInstanceUID"),
        study_date=_day(stack.series.text("StudyDate") or stack.series.text("SeriesDate")),
        series_uid=stack.series.uid,
        modality=stack.series.modality,
        instances=len(stack.series.instances),
        tracking_uid=lesion.tracking_uid,
        tracking_id=lesion.tracking_id,
        label=lesion.label,
        measures=tuple(
            Written(
                name=measure.name,
                # As the report writes it: one number must not read as two, by the sixteenth digit.
                value=Decimal(format_number_as_ds(float(measure.value))),
                unit=measure.unit,
                concept=_code(concept.name.scheme_designator, concept.name.value, concept.name.meaning),
                statistic=None
                if concept.derivation is None
                else _code(concept.derivation.scheme_designator, concept.derivation.value, concept.derivation.meaning),
            )
            for measure in one.reported.measures
            for concept in [concept_of(measure.name, measure.unit, stack.series.modality)]
        ),
        finding=one.reported.finding,
        site=one.reported.site_code,
        laterality=one.region.laterality,
        is_lesion=one.region.is_lesion,
        reader=lesion.reader,
        algorithm=lesion.algorithm,
        file=one.region.file,
        is_synthetic=is_synthetic(header),
        notes=one.notes,
    )


def _code(scheme: str, value: str, meaning: str) -> Code:
    return DicomCoded(scheme, value, meaning).code


def _of_report(report: Report) -> list[LesionEntry]:
    """What a report that lies beside the images says, number for number."""
    return [
        LesionEntry(
            person=report.person,
            study_uid=report.study_uid,
            study_date=_day(report.study_date),
            series_uid="",
            modality=report.modalities[0] if len(report.modalities) == 1 else "",
            instances=0,
            tracking_uid=group.tracking_uid,
            tracking_id=group.tracking_id,
            label=group.tracking_id,
            measures=tuple(_numbers(group)),
            finding=None if group.finding is None else group.finding.code,
            site=group.sites[0].code if group.sites else None,
            laterality=None if group.laterality is None else group.laterality.code,
            is_lesion=None,
            reader=" and ".join(report.readers),
            file=report.file,
            is_synthetic=report.is_synthetic,
        )
        for group in report.groups
        if group.numbers
    ]


def _numbers(group: ReportedGroup) -> Iterable[Written]:
    words = " ".join(site.meaning for site in group.sites).lower()
    for number in group.numbers:
        derived = "" if number.derivation is None else f", {number.derivation.meaning.lower()}"
        yield Written(
            name=measure_of(number, is_node="node" in words) or f"{number.concept.meaning}{derived}",
            value=number.value,
            unit=number.unit,
            concept=number.concept.code,
            statistic=None if number.derivation is None else number.derivation.code,
            why_none=number.why_none,
        )


def _homeless(found: ImagingIndex) -> list[Issue]:
    """Regions whose images are not here."""
    return [
        Issue(
            file=region.file,
            place=f"region {region.number}",
            what="the images that it was drawn on are not here: neither series nor frame of reference fits",
            did="wrote nothing of it; add the images",
            severity=Severity.ERROR,
        )
        for region in found.regions
        if not any(belongs(region, stack, found.stacks) for stack in found.stacks)
    ]


def _nothing(paths: Iterable[str | Path]) -> Issue:
    return Issue(
        file=", ".join(Path(path).name for path in paths),
        place="",
        what="no region with its images, and no measurement report",
        did="wrote nothing; give SEG or RTSTRUCT together with the images that they were drawn on, or an SR",
        severity=Severity.ERROR,
    )


def _day(text: str) -> str:
    return f"{text[:4]}-{text[4:6]}-{text[6:8]}" if len(text) >= 8 and text[:8].isdigit() else ""


def _write(
    out: Path, objects: Sequence[tuple[str, Dataset]], entries: Sequence[LesionEntry], asked: Asked
) -> tuple[Path, ...]:
    written: list[Path] = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, made in objects:
            made.save_as(out / name, enforce_file_format=True)
            written.append(out / name)
        if "csv" in asked.forms:
            (out / "lesions.csv").write_text(lesions_csv(entries), encoding="utf-8")
            written.append(out / "lesions.csv")
        if "fhir" in asked.forms:
            bundle = json.dumps(lesions_bundle(entries), indent=1, ensure_ascii=False)
            (out / "lesions.fhir.json").write_text(bundle + "\n", encoding="utf-8")
            written.append(out / "lesions.fhir.json")
    except OSError as error:
        raise UsageError(f"--out {out}: cannot be written ({error.strerror}).") from error
    return tuple(written)
