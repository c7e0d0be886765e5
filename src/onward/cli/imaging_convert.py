"""`onward imaging convert`: regions and measurements into other forms."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from onward.app.imaging_convert import Asked, forms_named
from onward.app.imaging_convert import convert as convert_images
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.progress import progress_bar
from onward.outputs.plain import issue_document, skipped_document
from onward.outputs.plain.imaging import imaging_document
from onward.outputs.plain.imaging_lesions import lesion_entry_document
from onward.terms import Severity


def convert(arguments: argparse.Namespace) -> int:
    """Write the forms that were asked for, and say what went into them."""
    asked = Asked(
        forms=forms_named(arguments.to),
        segments=arguments.segments,
        reader=arguments.reader.strip(),
        lesions=arguments.lesions,
        written=datetime.now().astimezone().replace(microsecond=0),
    )
    with (
        progress_bar("Reading", quiet=arguments.quiet) as reading,
        progress_bar("Measuring and writing", quiet=arguments.quiet) as measuring,
    ):
        done = convert_images(arguments.images, Path(arguments.out), asked, reading=reading, measuring=measuring)
    issues = [issue_document(issue) for issue in done.issues]
    if arguments.json:
        skipped = [skipped_document(one.file, one.why) for one in done.index.skipped]
        parts = {
            "files": [{"file": str(path)} for path in done.files],
            "lesions": [lesion_entry_document(one) for one in done.entries],
        }
        print_json(imaging_document("convert", parts, issues, skipped))
    else:
        print_issues(issues)
        print_table(
            ("lesion", "on", "date", "measures", "reader"),
            [
                (
                    one.label or one.tracking_id,
                    one.modality,
                    one.study_date,
                    str(len(one.measures)),
                    one.reader or "not confirmed",
                )
                for one in done.entries
            ],
        )
        for path in done.files:
            print(path)
    return 1 if any(issue.severity is Severity.ERROR for issue in done.issues) else 0
