"""`onward reads masks`: one region of several readers' segmentations."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from onward.app.read_masks import Together, TogetherLesion, regions_together
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.progress import progress_bar
from onward.outputs.plain import issue_document
from onward.terms import Severity


def run(arguments: argparse.Namespace) -> int:
    """A consensus of every lesion that several readers drew."""
    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        found = regions_together(
            arguments.images,
            way=arguments.by,
            out=Path(arguments.out) if arguments.out else None,
            written=datetime.now().astimezone(),
            progress=progress,
        )
    issues = [issue_document(issue) for issue in found.issues]
    if arguments.json:
        print_json(
            {
                "schema": "onward.reads-masks/1",
                "by": arguments.by,
                "lesions": [_document(one) for one in found.lesions],
                "files": [str(path) for path in found.files],
                "issues": issues,
            }
        )
    else:
        _show(found)
        print_issues(issues)
    for path in found.files:
        print(f"wrote {path}: a proposal, confirmed by nobody", file=sys.stderr)
    return 1 if any(issue.severity is Severity.ERROR for issue in found.issues) else 0


def _document(one: TogetherLesion) -> dict[str, object]:
    return {
        "series_instance_uid": one.series_instance_uid,
        "label": one.label,
        "tracking_uid": one.tracking_uid,
        "readers": one.readers,
        "drawn_by": len(one.drawn),
        "volume_ml": one.volume_ml,
        "rounds": one.rounds,
        "drawn": [
            {
                "file": drawn.file,
                "region": drawn.number,
                "label": drawn.label,
                "volume_ml": drawn.volume_ml,
                "dice": drawn.dice,
                "sensitivity": drawn.sensitivity,
                "specificity": drawn.specificity,
            }
            for drawn in one.drawn
        ],
    }


def _show(found: Together) -> None:
    print_table(
        ("lesion", "drawn by", "together mL", "object", "mL", "Dice", "sensitivity", "specificity"),
        [
            (
                one.label if first else "",
                f"{len(one.drawn)} of {one.readers}" if first else "",
                ("none" if one.volume_ml is None else f"{one.volume_ml:.2f}") if first else "",
                drawn.file,
                f"{drawn.volume_ml:.2f}",
                "" if one.volume_ml is None else f"{drawn.dice:.3f}",
                "" if drawn.sensitivity is None else f"{drawn.sensitivity:.3f}",
                "" if drawn.specificity is None else f"{drawn.specificity:.3f}",
            )
            for one in found.lesions
            for first, drawn in zip((True, *[False] * len(one.drawn)), one.drawn, strict=False)
        ],
    )
