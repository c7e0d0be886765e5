"""`onward imaging fetch|send`: from and to an image archive that the person names."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from onward.app.archive import fetch_studies, find_studies, send_files
from onward.cli.printing import print_issues, print_json, print_table
from onward.cli.progress import progress_bar
from onward.intake.archive import (
    ArchiveAddress,
    ArchiveError,
    ArchiveQuery,
    Credentials,
    StudyInArchive,
    archive_address,
    open_archive,
)
from onward.outputs.plain import issue_document
from onward.outputs.plain.imaging import imaging_document
from onward.terms import Issue, Severity, UsageError


def fetch(arguments: argparse.Namespace) -> int:
    """List studies, or fetch them."""
    if not arguments.list and not arguments.out:
        raise UsageError("Say where the objects go (--out FOLDER), or ask only what is there (--list).")
    address = _address(arguments)
    query = ArchiveQuery(
        person=arguments.patient.strip(),
        studies=tuple(arguments.study),
        series=tuple(arguments.series),
        since=arguments.since,
        until=arguments.until,
        modalities=tuple(one.strip().upper() for one in arguments.modality.split(",") if one.strip()),
    )
    files: tuple[Path, ...] = ()
    issues: tuple[Issue, ...] = ()
    try:
        with (
            open_archive(
                address,
                credentials=_credentials(),
                own_title=arguments.title,
                move_port=arguments.move_port,
                timeout_s=arguments.timeout,
            ) as archive,
            progress_bar("Fetching", quiet=arguments.quiet) as progress,
        ):
            if arguments.list:
                studies = find_studies(archive, query)
            else:
                found = fetch_studies(archive, query, Path(arguments.out), progress=progress)
                studies, files, issues = found.studies, found.files, found.issues
    except ArchiveError as error:
        print(f"onward: {error}", file=sys.stderr)
        return 1
    shown = [issue_document(issue) for issue in issues]
    if arguments.json:
        parts = {"studies": [_study_document(one) for one in studies], "files": [{"file": str(one)} for one in files]}
        print_json(imaging_document("fetch", parts, shown, ()))
    else:
        print_issues(shown)
        _show(studies)
        if files:
            print(f"{len(files)} objects in {arguments.out}")
        if not studies:
            print("The archive has no such study.")
    return 1 if any(issue.severity is Severity.ERROR for issue in issues) else 0


def send(arguments: argparse.Namespace) -> int:
    """Send objects, and say which were not taken."""
    address = _address(arguments)
    try:
        with (
            open_archive(
                address, credentials=_credentials(), own_title=arguments.title, timeout_s=arguments.timeout
            ) as archive,
            progress_bar("Sending", quiet=arguments.quiet) as progress,
        ):
            done = send_files(archive, arguments.objects, progress=progress)
    except ArchiveError as error:
        print(f"onward: {error}", file=sys.stderr)
        return 1
    shown = [issue_document(issue) for issue in done.issues]
    taken = [one for one in done.sent if not one.refused]
    if arguments.json:
        parts = {"sent": [{"file": str(one.file), "refused": one.refused or None} for one in done.sent]}
        print_json(imaging_document("send", parts, shown, ()))
    else:
        print_issues(shown)
        print(f"{len(taken)} of {len(done.sent)} objects are in {address}")
    return 1 if any(issue.severity is Severity.ERROR for issue in done.issues) else 0


def _address(arguments: argparse.Namespace) -> ArchiveAddress:
    return archive_address(arguments.archive, unencrypted=arguments.unencrypted)


def _credentials() -> Credentials:
    return Credentials(
        user=os.environ.get("ONWARD_ARCHIVE_USER", ""),
        password=os.environ.get("ONWARD_ARCHIVE_PASSWORD", ""),
        token=os.environ.get("ONWARD_ARCHIVE_TOKEN", ""),
    )


def _study_document(study: StudyInArchive) -> dict[str, object]:
    return {
        "study_instance_uid": study.uid,
        "person": study.person,
        "date": study.date or None,
        "description": study.description or None,
        "series": [
            {
                "series_instance_uid": one.uid,
                "modality": one.modality,
                "description": one.description or None,
                "instances": one.instances,
            }
            for one in study.series
        ],
    }


def _show(studies: Sequence[StudyInArchive]) -> None:
    print_table(
        ("date", "study", "modality", "objects", "series", "description"),
        [
            (
                study.date,
                study.uid,
                one.modality,
                "" if one.instances is None else str(one.instances),
                one.uid,
                one.description or study.description,
            )
            for study in studies
            for one in study.series
        ],
    )
