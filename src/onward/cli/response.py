"""`onward response`: is the treatment working, by the criteria asked for, reader by reader."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from onward.app.records import LoadedRecords
from onward.app.response import criteria_named, laid_side_by_side, lines_of, response_of, synthetic_files
from onward.cli.loading import load, status_of
from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.progress import progress_bar
from onward.engines.response import ReaderResponse, SideBySide
from onward.outputs.plain import issue_document, skipped_document
from onward.outputs.plain.response import response_document, side_by_side_document
from onward.terms import Issue, UsageError

# Numbers are shown to a thousandth; they are reckoned with in full.
_THOUSANDTH = Decimal("0.001")


def run(arguments: argparse.Namespace) -> int:
    """Print the response of each person, reader and criterion."""
    criteria = criteria_named(arguments.criteria)
    loaded, as_of = load(arguments)
    found = [one for person in loaded.people for one in response_of(person, criteria, as_of=as_of)]
    beside = laid_side_by_side(found)
    written = _write(found, loaded, as_of, arguments)
    issues = [issue_document(issue) for issue in _all_issues(loaded)]
    skipped = [skipped_document(one.file, one.why) for one in loaded.skipped]
    if arguments.json:
        people = [_person(person.person, found, beside) for person in loaded.people]
        answers = {"people": people} if len(people) > 1 else _answers(found, beside)
        print_json({**answers, "issues": issues, "skipped": skipped})
    elif arguments.ndjson:
        for one in found:
            print_line(response_document(one))
        for one in beside:
            print_line(side_by_side_document(one))
        if issues or skipped:
            print_line({"kind": "issues", "issues": issues, "skipped": skipped})
    else:
        for one in found:
            _show(one)
        for one in beside:
            _show_beside(one)
        if not found:
            print("Nobody's lesions are measured in these records. `onward response --help` says what is read.")
        print_issues(issues)
    reports = [path for path in written if path.suffix == ".dcm"]
    for path in written:
        if path.suffix != ".dcm":
            print(f"wrote {path}", file=sys.stderr)
    if reports:
        print(f"wrote {len(reports)} reports (DICOM SR) into {reports[0].parent}", file=sys.stderr)
    return status_of(loaded)


def _answers(found: Sequence[ReaderResponse], beside: Sequence[SideBySide]) -> dict[str, object]:
    return {
        "responses": [response_document(one) for one in found],
        "side_by_side": [side_by_side_document(one) for one in beside],
    }


def _person(person: str, found: Sequence[ReaderResponse], beside: Sequence[SideBySide]) -> dict[str, object]:
    own = _answers([one for one in found if one.person == person], [one for one in beside if one.person == person])
    return {"person": person, **own}


def _all_issues(loaded: LoadedRecords) -> tuple[Issue, ...]:
    return (*loaded.issues, *(issue for person in loaded.people for issue in person.issues))


def _write(
    found: Sequence[ReaderResponse], loaded: LoadedRecords, as_of: date, arguments: argparse.Namespace
) -> tuple[Path, ...]:
    """The forms for others and the pictures, where a folder is named. Raises UsageError when it cannot be written."""
    folder: str | None = arguments.out
    if folder is None:
        return ()
    # Only those who write pay for it.
    from onward.outputs.response import write_pictures, write_reports, write_responses

    synthetic = synthetic_files(_all_issues(loaded))
    try:
        written = write_responses(found, Path(folder))
        reports: tuple[Path, ...] = ()
        if not arguments.no_dicom:
            with progress_bar("Reports", quiet=arguments.quiet) as progress:
                reports = write_reports(found, Path(folder), as_of=as_of, synthetic_files=synthetic, progress=progress)
        lines = {person.person: lines_of(person, as_of=as_of) for person in loaded.people}
        return (*written, *reports, *write_pictures(found, lines, Path(folder)))
    except OSError as error:
        raise UsageError(f"--out {folder}: cannot be written ({error.strerror}).") from error


def _show_beside(found: SideBySide) -> None:
    print(f"\n{found.person}   side by side")
    print_table(
        ("visit", "date", "verdict", "answers"),
        [
            (
                row.visit,
                str(row.date or "undated"),
                row.verdict,
                ", ".join(
                    f"{one.criterion} {one.category or 'none'} ({one.reader or 'reader'})" for one in row.answers
                ),
            )
            for row in found.rows
        ],
    )
    for row in found.rows:
        for why in row.why:
            print(f"  {row.visit}: {why.kind}: {why.says}; what settles it: {why.settles}")


def _show(found: ReaderResponse) -> None:
    reader = f", read by {found.reader}" if found.reader else ""
    print(f"\n{found.person}   {found.criterion}{reader}   [{found.rule}, review: {found.review}]")
    print(f"  best response  {found.best_overall or 'none'}: {found.best_overall_because}")
    print(f"  confirmed      {found.best_confirmed or 'none'}: {found.best_confirmed_because}")
    print_table(
        ("visit", "date", "sum mm", "nadir mm", "target", "non-target", "new", "overall", "because"),
        [
            (
                visit.visit,
                str(visit.date or "undated"),
                "" if visit.sum_mm is None else f"{visit.sum_mm.normalize():f}",
                "" if visit.nadir_mm is None else f"{visit.nadir_mm.normalize():f}",
                visit.target,
                visit.non_target,
                visit.new_lesion,
                visit.overall or ("baseline" if visit.is_baseline else ""),
                "; ".join(reason.says for reason in visit.because),
            )
            for visit in found.visits
        ],
    )
    for visit in found.visits:
        for number in visit.numbers:
            value = number.value.quantize(_THOUSANDTH).normalize()
            print(f"  {visit.visit}: {number.says}: {value:f} {number.unit}".rstrip())
        for said in (*visit.would_change, *visit.doubts):
            print(f"  {visit.visit}: {said}")
    for flag in found.flags:
        where = f"{flag.visit}, {flag.lesion}" if flag.lesion else flag.visit
        print(f"  does not fit   {where}: {flag.what}; {flag.did}")
