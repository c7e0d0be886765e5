"""`onward imaging index|suv|measure`: what lies in a folder of images, uptake values, regions measured."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.progress import progress_bar
from onward.intake import Skipped
from onward.outputs.plain import issue_document, skipped_document
from onward.outputs.plain.imaging import (
    imaging_document,
    line_document,
    region_document,
    series_document,
    uptake_document,
)
from onward.terms import Issue, Severity

if TYPE_CHECKING:
    from onward.app.image_index import StoredIndex
    from onward.app.imaging import ImagingIndex


def index(arguments: argparse.Namespace) -> int:
    """List every series; from the store's index where there is one to use."""
    found = _from_store(arguments) if _uses_store(arguments) else _indexed(arguments)
    entries = [series_document(series) for series in found.series]
    _print(arguments, "index", "series", entries, found.issues, found.skipped)
    if not _for_machines(arguments):
        print_table(
            ("modality", "date", "instances", "volumes", "geometry", "description", "series"),
            [
                (
                    one.modality,
                    one.date,
                    str(one.instances),
                    str(len(one.grids)),
                    " x ".join(map(str, one.grids[0].shape)) if one.grids else one.why_no_volume,
                    one.description,
                    one.series_instance_uid,
                )
                for one in found.series
            ],
        )
    return _status(found.issues)


def suv(arguments: argparse.Namespace) -> int:
    """Uptake of every PET series."""
    from onward.app.imaging import uptake_of  # slow to load: an index that is at hand does without

    found = _indexed(arguments)
    with progress_bar("Measuring", quiet=arguments.quiet) as progress:
        measured = uptake_of(found, progress=progress)
    entries = [uptake_document(one) for one in measured.uptake]
    _print(arguments, "suv", "series", entries, measured.issues, measured.skipped)
    if not _for_machines(arguments):
        print_table(
            ("series", "factor", "min", "median", "max", "because"),
            [
                (str(one["series_instance_uid"]), "refused", "", "", "", f"{refused['tag']}: {refused['why']}")
                if isinstance(refused := one.get("refused"), dict)
                else (
                    str(one["series_instance_uid"]),
                    f"{one['factor']:.6g}",
                    f"{one['min']:.2f}",
                    f"{one['median']:.2f}",
                    f"{one['max']:.2f}",
                    str(one["because"]),
                )
                for one in entries
            ],
        )
    return _status(measured.issues)


def measure(arguments: argparse.Namespace) -> int:
    """Every region drawn on the images."""
    from onward.app.imaging import measure_regions

    found = _indexed(arguments)
    with progress_bar("Measuring", quiet=arguments.quiet) as progress:
        measured = measure_regions(found, progress=progress)
    entries = [region_document(one) for one in measured.regions]
    lines = [line_document(one) for one in found.lines]
    _print(arguments, "measure", "regions", entries, measured.issues, measured.skipped, lines=lines)
    if not _for_machines(arguments):
        print_table(
            ("region", "on", "volume mL", "long x short mm", "slice", "mean", "max", "peak", "unit"),
            [
                (
                    f"{one.region.number} {one.region.label}",
                    one.modality,
                    f"{one.measured.volume_ml:.2f}",
                    "" if axes is None else f"{axes.long_axis_mm:.1f} x {axes.short_axis_mm:.1f}",
                    "" if axes is None else str(axes.slice),
                    "" if statistics is None else f"{statistics.mean:.2f}",
                    "" if statistics is None else f"{statistics.maximum:.2f}",
                    "" if one.measured.peak is None else f"{one.measured.peak.value:.2f}",
                    one.unit,
                )
                for one in measured.regions
                for axes, statistics in [(one.measured.axes, one.measured.statistics)]
            ],
        )
        if found.lines:
            print_table(
                ("line", "on", "length mm", "file"),
                [
                    (
                        one.label,
                        one.modality,
                        one.why_no_length if one.length_mm is None else f"{one.length_mm:.1f}",
                        one.file,
                    )
                    for one in found.lines
                ],
            )
    return _status(measured.issues)


def _uses_store(arguments: argparse.Namespace) -> bool:
    """Where --store names one, or Onward's own folder was chosen and holds one."""
    if arguments.store is not None:
        return True
    if not os.environ.get("ONWARD_HOME"):
        return False
    from onward.store import Store

    return Store.is_there(None)


def _from_store(arguments: argparse.Namespace) -> StoredIndex:
    from onward.app.image_index import index_in_store
    from onward.store import Store

    with Store.open(arguments.store) as store, progress_bar("Indexing", quiet=arguments.quiet) as progress:
        found = index_in_store(arguments.images, store, progress=progress)
    if not arguments.quiet and not _for_machines(arguments):
        print(f"{found.files} files, {found.read} of them new or changed", file=sys.stderr)
    return found


def _indexed(arguments: argparse.Namespace) -> ImagingIndex:
    from onward.app.imaging import index_folder

    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        return index_folder(arguments.images, progress=progress)


def _for_machines(arguments: argparse.Namespace) -> bool:
    return bool(arguments.json or arguments.ndjson)


def _print(
    arguments: argparse.Namespace,
    kind: str,
    name: str,
    entries: Sequence[Mapping[str, object]],
    issues: Sequence[Issue],
    skipped: Sequence[Skipped],
    *,
    lines: Sequence[Mapping[str, object]] | None = None,
) -> None:
    """JSON or lines where asked for; else the issues to standard error, the table follows."""
    documents = [issue_document(issue) for issue in issues]
    passed = [skipped_document(one.file, one.why) for one in skipped]
    if arguments.json:
        parts = {name: entries} if lines is None else {name: entries, "lines": lines}
        print_json(imaging_document(kind, parts, documents, passed))
    elif arguments.ndjson:
        for entry in (*entries, *({"kind": "line", **line} for line in lines or ())):
            print_line(entry)
        if documents or passed:
            print_line({"kind": "issues", "issues": documents, "skipped": passed})
    else:
        print_issues(documents)


def _status(issues: Sequence[Issue]) -> int:
    return 1 if any(issue.severity is Severity.ERROR for issue in issues) else 0
