"""`onward imaging compare|bonescan|enhance|diffusion`."""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onward.app.imaging import ImagingIndex, index_folder
from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.progress import progress_bar
from onward.imaging import PhaseChoice, SkeletonInvolved
from onward.outputs.plain import issue_document, skipped_document
from onward.outputs.plain.imaging import imaging_document
from onward.outputs.plain.imaging_measures import (
    change_document,
    choice_document,
    comparison_document,
    enhanced_document,
    involved_document,
    region_head,
    scan_document,
    statistics_document,
    view_document,
)
from onward.terms import Issue, Severity, UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from onward.app.imaging_resonance import DiffusionRead, DynamicRead
    from onward.intake.dicom import Stack
    from onward.outputs.dicom import MapKind


def compare(arguments: argparse.Namespace) -> int:
    """How two studies differ in the way they were made."""
    from onward.app.imaging_protocol import compare_protocols

    earlier, later = (_indexed([path], arguments) for path in (arguments.earlier, arguments.later))
    found = compare_protocols(earlier, later)
    pairs = [comparison_document(one) for one in found.pairs]
    alone = [{"study": study, **scan_document(one)} for study, one in found.alone]
    _print(arguments, "compare", {"pairs": pairs, "without_partner": alone}, found.issues, earlier, later)
    if not _for_machines(arguments):
        for one in found.pairs:
            print(f"\n{one.earlier.modality} {one.earlier.date}: {one.earlier.description}")
            print(f"{one.later.modality} {one.later.date}: {one.later.description}")
            print_table(
                ("", "earlier", "later", "unit", "change", "", "why it matters"),
                [
                    (
                        aspect.words,
                        _value(aspect.earlier),
                        _value(aspect.later),
                        aspect.unit,
                        "" if aspect.change is None else f"{aspect.change:+.4g}",
                        aspect.agreement + "".join(f", {which} outside" for which in aspect.outside),
                        aspect.says if aspect.agreement == "differs" or aspect.outside else "",
                    )
                    for aspect in one.aspects
                ],
            )
        for study, series in found.alone:
            print(f"\n{series.modality} {series.description}: only in the {study} study")
    return _status(found.issues)


def bonescan(arguments: argparse.Namespace) -> int:
    """Candidates of bone scans, and the share of the skeleton that readers confirmed."""
    from onward.app.imaging_bone_scan import read_bone_scans

    indexed = _indexed(arguments.images, arguments)
    found = read_bone_scans(
        indexed.planar,
        named=arguments.views,
        normal=arguments.normal,
        confirmed=None if arguments.confirmed is None else Path(arguments.confirmed),
        issues=indexed.issues,
    )
    scans = [
        {
            "person": one.person,
            "date": one.date or None,
            "study_instance_uid": one.study_instance_uid,
            "series_instance_uids": list(one.series_instance_uids),
            "views": [view_document(view, one.confirmed or ()) for view in one.views],
            **involved_document(one.confirmed, one.involved),
            "notes": list(one.notes),
        }
        for one in found.scans
    ]
    changes = [
        {"person": before.person, **change_document(before.date, after.date, change)}
        for before, after, change in found.changes
    ]
    _print(arguments, "bonescan", {"scans": scans, "changes": changes}, found.issues, indexed)
    if not _for_machines(arguments):
        for one in found.scans:
            print(f"\nbone scan {one.date or 'undated'}   {one.person}")
            for view in one.views:
                print(f"  {view.view}: uptake 1.0 is {view.reference.counts:.1f} counts, the {view.reference.how}")
            print_table(
                ("spot", "view", "side", "column", "row", "mm2", "uptake", "x compared", "with", "twin"),
                [
                    (
                        spot.name,
                        view.view,
                        spot.side,
                        str(spot.column),
                        str(spot.row),
                        f"{spot.area_mm2:.0f}",
                        f"{spot.uptake:.2f}",
                        f"{spot.ratio:.2f}",
                        spot.compared_with,
                        spot.twin,
                    )
                    for view in one.views
                    for spot in view.candidates
                ],
            )
            if isinstance(one.involved, SkeletonInvolved):
                bones = ", ".join(f"{bone.bone} {bone.involved_percent:g} %" for bone in one.involved.bones)
                print(f"  confirmed: {one.involved.index_percent:.2f} % of the skeleton ({bones or 'none'})")
            else:
                print("  none of these is confirmed; the share of the skeleton is not known")
            for note in (*one.notes, *(note for view in one.views for note in view.notes)):
                print(f"  {note}")
        for before, after, change in found.changes:
            print(f"\n{before.date} to {after.date}: {change.points:+.2f} points of the skeleton", end="")
            print("" if change.relative_percent is None else f" ({change.relative_percent:+.0f} %)")
    if arguments.sheet is not None:
        _write_sheet(Path(arguments.sheet), scans)
    return _status(found.issues)


def enhance(arguments: argparse.Namespace) -> int:
    """Percentage enhancement and signal enhancement ratio."""
    from onward.app.imaging_resonance import read_enhancement

    indexed = _indexed(arguments.images, arguments)
    with progress_bar("Measuring", quiet=arguments.quiet) as progress:
        found, issues = read_enhancement(
            indexed, named=arguments.volumes, enhancing_from=arguments.enhancing, progress=progress
        )
    if arguments.maps is not None:
        issues = (*issues, *_write_enhancement(found, Path(arguments.maps)))
    entries = [
        {
            "series_instance_uids": list(dict.fromkeys(stack.series.uid for stack in one.dynamic.stacks)),
            "description": one.dynamic.stacks[0].series.text("SeriesDescription"),
            "volumes": len(one.dynamic.stacks),
            "times_s": list(one.dynamic.times_s),
            "times_from": one.dynamic.times_from or None,
            "injected_s": one.dynamic.injected_s,
            **choice_document(one.choice),
            "regions": [enhanced_document(region, enhanced) for region, enhanced in one.regions],
        }
        for one in found
    ]
    _print(arguments, "enhance", {"dynamics": entries}, issues, indexed)
    if not _for_machines(arguments):
        for one in found:
            head = one.dynamic.stacks[0].series.text("SeriesDescription")
            print(f"\n{head}: {len(one.dynamic.stacks)} volumes", end="")
            print(f" ({one.choice.because})" if isinstance(one.choice, PhaseChoice) else "")
            print_table(
                ("region", "PE mean %", "PE max %", "SER mean", "SER max", "enhancing mL", "SER above mL"),
                [
                    (
                        f"{region.number} {region.label}",
                        "" if enhanced.early_percent is None else f"{enhanced.early_percent.mean:.0f}",
                        "" if enhanced.early_percent is None else f"{enhanced.early_percent.maximum:.0f}",
                        "" if enhanced.ratio is None else f"{enhanced.ratio.mean:.2f}",
                        "" if enhanced.ratio is None else f"{enhanced.ratio.maximum:.2f}",
                        f"{enhanced.enhancing_ml:.2f}",
                        f"{enhanced.above_ratio_ml:.2f}",
                    )
                    for region, enhanced in one.regions
                ],
            )
    return _status(issues)


def diffusion(arguments: argparse.Namespace) -> int:
    """Apparent diffusion coefficients."""
    from onward.app.imaging_resonance import read_diffusion

    indexed = _indexed(arguments.images, arguments)
    with progress_bar("Measuring", quiet=arguments.quiet) as progress:
        found, issues = read_diffusion(indexed, lowest_b=arguments.lowest_b, progress=progress)
    if arguments.maps is not None:
        fitted = [one for one in found if one.adc is not None and one.b_values]
        issues = (*issues, *_write_diffusion(fitted, Path(arguments.maps)))
    entries = [
        {
            "series_instance_uid": one.stack.series.uid,
            "description": one.stack.series.text("SeriesDescription"),
            "made": one.made,
            "unit": one.unit or None,
            "b_values": [{"b_s_mm2": b, "images": images} for b, images in one.b_values],
            "why_not": one.why_not or None,
            "notes": list(one.notes),
            "regions": [
                {**region_head(region), "adc": statistics_document(statistics), "without_signal": unmeasured}
                for region, statistics, unmeasured in one.regions
            ],
        }
        for one in found
    ]
    _print(arguments, "diffusion", {"diffusion": entries}, issues, indexed)
    if not _for_machines(arguments):
        for one in found:
            print(f"\n{one.stack.series.text('SeriesDescription')}: {one.made}, {one.unit or 'unit not written'}")
            for note in one.notes:
                print(f"  {note}")
            print_table(
                ("region", "voxels", "mean", "median", "min", "max"),
                [
                    (
                        f"{region.number} {region.label}",
                        str(statistics.voxels),
                        f"{statistics.mean:.3f}",
                        f"{statistics.median:.3f}",
                        f"{statistics.minimum:.3f}",
                        f"{statistics.maximum:.3f}",
                    )
                    for region, statistics, _ in one.regions
                    if statistics is not None
                ],
            )
    return _status(issues)


def _write_enhancement(found: Sequence[DynamicRead], folder: Path) -> list[Issue]:
    from onward.outputs.dicom import EARLY_ENHANCEMENT, ENHANCEMENT_RATIO, LATE_ENHANCEMENT

    issues: list[Issue] = []
    for number, one in enumerate(found, start=1):
        if one.maps is None:
            continue
        for kind, values in (
            (EARLY_ENHANCEMENT, one.maps.early_percent),
            (LATE_ENHANCEMENT, one.maps.late_percent),
            (ENHANCEMENT_RATIO, one.maps.ratio),
        ):
            issues += _write_map(kind, values, one.dynamic.stacks[0], folder, number)
    return issues


def _write_diffusion(found: Sequence[DiffusionRead], folder: Path) -> list[Issue]:
    from onward.outputs.dicom import DIFFUSION_COEFFICIENT

    issues: list[Issue] = []
    for number, one in enumerate(found, start=1):
        if one.adc is not None:
            issues += _write_map(DIFFUSION_COEFFICIENT, one.adc, one.stack, folder, number)
    return issues


def _write_map(
    kind: MapKind, values: NDArray[np.float32], stack: Stack, folder: Path, number: int
) -> tuple[Issue, ...]:
    """One map as a file; an issue where it cannot be written on these images. Raises UsageError for the disk."""
    from onward.outputs.dicom import write_map

    headers = [plane.instance.header for plane in stack.planes]
    try:
        made = write_map(values, kind, headers, written=datetime.now().astimezone())
    except ValueError as error:
        name = stack.planes[0].instance.name
        return (Issue(file=name, place="", what=str(error), did="wrote no map", severity=Severity.WARNING),)
    path = folder / f"{kind.label.lower()}-{number}.dcm"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        made.save_as(path, enforce_file_format=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    print(f"wrote {path}", file=sys.stderr)
    return ()


def _write_sheet(path: Path, scans: Sequence[Mapping[str, object]]) -> None:
    """A table of the candidates for the reader to fill in. Raises UsageError when it cannot be written."""
    if path.exists():
        raise UsageError(f"{path} is there already; a filled-in sheet is never written over. Name another file.")
    try:
        with path.open("w", newline="", encoding="utf-8") as opened:
            sheet = csv.writer(opened)
            sheet.writerow(("scan", "spot", "bone", "percent", "reader", "view", "side", "column", "row", "uptake"))
            for scan in scans:
                for view in scan["views"] if isinstance(scan["views"], list) else ():
                    for spot in view["candidates"]:
                        sheet.writerow(
                            (
                                scan["date"] or scan["study_instance_uid"],
                                spot["spot"],
                                "",
                                "",
                                "",
                                view["view"],
                                spot["side"],
                                spot["column"],
                                spot["row"],
                                f"{spot['uptake']:.2f}",
                            )
                        )
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    print(f"wrote {path}", file=sys.stderr)


def _value(value: float | str | None) -> str:
    return "not written" if value is None else value if isinstance(value, str) else f"{value:.4g}"


def _indexed(paths: Sequence[str], arguments: argparse.Namespace) -> ImagingIndex:
    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        return index_folder(paths, progress=progress)


def _for_machines(arguments: argparse.Namespace) -> bool:
    return bool(arguments.json or arguments.ndjson)


def _print(
    arguments: argparse.Namespace,
    kind: str,
    parts: Mapping[str, Sequence[Mapping[str, object]]],
    issues: Sequence[Issue],
    *indexed: ImagingIndex,
) -> None:
    documents = [issue_document(issue) for issue in issues]
    passed = [skipped_document(one.file, one.why) for found in indexed for one in found.skipped]
    if arguments.json:
        print_json(imaging_document(kind, parts, documents, passed))
    elif arguments.ndjson:
        for entries in parts.values():
            for entry in entries:
                print_line(entry)
        if documents or passed:
            print_line({"kind": "issues", "issues": documents, "skipped": passed})
    else:
        print_issues(documents)


def _status(issues: Sequence[Issue]) -> int:
    return 1 if any(issue.severity is Severity.ERROR for issue in issues) else 0
