"""`onward board`: the tumour-board page."""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from onward.app.boards import TrialsAsked, board_of
from onward.cli.loading import load, status_of
from onward.cli.printing import print_issues, print_people
from onward.cli.progress import progress_bar
from onward.outputs.plain import issue_document, packet_document, skipped_document
from onward.terms import RecordsError, Severity, UsageError

if TYPE_CHECKING:
    from onward.imaging import LesionPictures


def run(arguments: argparse.Namespace) -> int:
    """Write the pages and say where they are."""
    loaded, as_of = load(arguments)
    machine = arguments.json or arguments.ndjson
    trials = _trials(arguments)
    pictures = _pictures(arguments, as_of)
    boards = [
        board_of(
            person,
            loaded,
            as_of=as_of,
            region=arguments.region,
            trials=trials,
            pictures=pictures.get(person.person),
        )
        for person in loaded.people
    ]
    if machine:
        print_people(
            (packet_document(board.packet) for board in boards),
            count=len(boards),
            as_lines=arguments.ndjson,
            issues=[issue_document(issue) for issue in loaded.issues],
            skipped=[skipped_document(skipped.file, skipped.why) for skipped in loaded.skipped],
        )
    if machine and arguments.out is None and not arguments.pdf:
        return status_of(loaded)
    if not boards:
        for issue in loaded.issues:
            print(f"{issue.severity.value}: {issue.file}: {issue.what} {issue.did}", file=sys.stderr)
        raise RecordsError("no person was found in these records, so there is no page. What was wrong stands above.")
    pages = _pages(Path(arguments.out or ("board.html" if len(boards) == 1 else "boards")), [b.person for b in boards])
    for board, page in zip(boards, pages, strict=True):
        try:
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text(board.html(), encoding="utf-8")
            if arguments.pdf:
                page.with_suffix(".pdf").write_bytes(board.pdf())
        except OSError as error:
            raise UsageError(f"cannot write {page}: {error.strerror}. Name another place with --out.") from error
    if not machine:
        _say(pages, pdf=arguments.pdf)
    if issues := sum(len(board.packet.issues) for board in boards):
        print(f"{issues} issue(s) are listed at the end of the page.", file=sys.stderr)
    return status_of(loaded)


def _trials(arguments: argparse.Namespace) -> TrialsAsked | None:
    """The trials to show on the page, where --trials names files or --near asks for those of the catalogue."""
    if not arguments.trials and not arguments.near:
        return None
    from onward.cli.trial_match_show import request_of
    from onward.cli.trials_match import load_catalogue

    request = request_of(arguments)
    loaded, catalogue = load_catalogue(arguments)
    print_issues([issue_document(issue) for issue in loaded.issues if issue.severity is not Severity.NOTE])
    return TrialsAsked(catalogue, replace(request, where=loaded.in_words))


def _pictures(arguments: argparse.Namespace, as_of: date) -> dict[str, LesionPictures]:
    """Pictures of each person's lesions, where --images names folders with the images."""
    if not arguments.images:
        return {}
    from onward.app.lesion_pictures import lesion_books, pictures_of

    missing = [one for one in arguments.images if not Path(one).exists()]
    if missing:
        raise UsageError(f"--images {missing[0]}: there is no such folder or file.")
    books = lesion_books(arguments.records)
    if not books:
        raise UsageError(
            "--images needs the lesion book among the RECORDS: it says which lesions a reader confirmed. "
            "`onward imaging follow IMAGES --book lesions.json` makes one."
        )
    found: dict[str, LesionPictures] = {}
    for book in books:
        with progress_bar("Images", quiet=arguments.quiet) as progress:
            made, issues = pictures_of(book, arguments.images, as_of=as_of.isoformat(), progress=progress)
        print_issues([issue_document(issue) for issue in issues if issue.severity is not Severity.NOTE])
        if made is None:
            print("No picture: no lesion of the book is confirmed, or its images are not here.", file=sys.stderr)
        else:
            found[book.person] = made
    return found


def _pages(out: Path, people: list[str]) -> list[Path]:
    """One file for one person; a folder with one file each, named by a hash of the person's id, for several."""
    if len(people) == 1 and not out.is_dir():
        return [out]
    if out.is_file():
        raise UsageError(f"{len(people)} people need a folder, and {out} is a file. Name a folder with --out.")
    return [out / f"{hashlib.sha256(person.encode()).hexdigest()[:16]}.html" for person in people]


def _say(pages: list[Path], *, pdf: bool) -> None:
    if len(pages) == 1:
        print(pages[0])
        if pdf:
            print(pages[0].with_suffix(".pdf"))
        return
    print(f"{len(pages)} pages in {pages[0].parent}")
