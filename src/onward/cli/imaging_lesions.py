"""`onward imaging lesions|follow|confirm`: candidates, the same lesion over time, and what a reader decides."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from onward.app.imaging import ImagingIndex, index_folder
from onward.app.lesion_books import ReaderWord, enter, in_words, open_book, record_word, save_book
from onward.app.lesion_following import follow_lesions
from onward.app.lesions import LesionsOfSeries, LesionWish, find_lesions, one_person
from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.progress import progress_bar
from onward.imaging import BookedMatch, LesionBook, burden, open_items, reported, sightings
from onward.outputs.plain import issue_document, skipped_document
from onward.outputs.plain.imaging import imaging_document
from onward.outputs.plain.lesions import (
    book_item_document,
    decision_document,
    lesion_series_document,
    match_document,
    sighting_document,
)
from onward.terms import Issue, Severity, UsageError


def lesions(arguments: argparse.Namespace) -> int:
    """Find lesions, list them, and enter them in a book where one is named."""
    organs = [Path(one) for one in arguments.organs]
    indexed = _indexed([*organs, *(Path(one) for one in arguments.images)], arguments)
    wish = LesionWish(
        above=arguments.threshold,
        tissue=arguments.percist or "",
        share=None if arguments.isocontour is None else arguments.isocontour / 100,
        smallest_ml=arguments.smallest,
        liver_mm=arguments.liver,
        aorta_mm=arguments.aorta,
        seeds_mm=tuple(arguments.seed),
        window=arguments.window,
        organ_files=_organ_names(organs, indexed),
        only_drawn=arguments.drawn_only,
    )
    with progress_bar("Looking", quiet=arguments.quiet) as progress:
        found = find_lesions(indexed, wish, progress=progress)
    shown = found.series
    if arguments.book is not None and shown:
        book = enter(Path(arguments.book), arguments.person or one_person(shown), [one.series for one in shown])
        shown = tuple(_in_book(one, book) for one in shown)
    if arguments.save_seg is not None:
        _save(shown, Path(arguments.save_seg))
    documents = [_series_document(one) for one in shown]
    _print(arguments, "lesions", {"series": documents}, found.issues, indexed)
    if not _for_machines(arguments):
        _show(shown)
        if arguments.book is not None:
            print(f"Entered in {arguments.book}. Nothing is a fact before a reader confirms it: onward imaging confirm")
    return _status(found.issues)


def follow(arguments: argparse.Namespace) -> int:
    """Propose which lesion is which over time."""
    path = Path(arguments.book)
    indexed = _indexed([Path(one) for one in arguments.images], arguments)
    issues = list(indexed.issues)
    drawn = find_lesions(indexed, LesionWish(only_drawn=True))
    issues += drawn.issues
    if drawn.series:
        book = enter(path, arguments.person or one_person(drawn.series), [one.series for one in drawn.series])
    else:
        book = open_book(path)
    with progress_bar("Following", quiet=arguments.quiet) as progress:
        followed = follow_lesions(book, indexed, progress=progress)
    save_book(path, followed.book)
    issues = list(dict.fromkeys((*issues, *followed.issues)))
    matches = [match_document(one) for one in followed.book.matches]
    _print(arguments, "follow", {"matches": matches}, issues, indexed)
    if not _for_machines(arguments):
        _show_matches(followed.book.matches)
        print(f"{followed.added} new proposals in {path}. A reader confirms them: onward imaging confirm {path}")
    return _status(issues)


def confirm(arguments: argparse.Namespace) -> int:
    """Enter a reader's decisions, or list what is open."""
    path = Path(arguments.book)
    word = ReaderWord(
        reader=arguments.reader,
        reader_role=arguments.reader_role,
        confirm=tuple(arguments.accept),
        reject=tuple(arguments.reject),
        take_back=tuple(arguments.undo),
        confirm_clear=arguments.clear,
        role=arguments.role or "",
        state=arguments.state or "",
        site=arguments.site or "",
        site_text=arguments.place or "",
        laterality=arguments.side or "",
        is_node=True if arguments.node else None,
        note=arguments.note or "",
    )
    _check_site(word.site)
    before = open_book(path)
    book = record_word(path, word, now=datetime.now().astimezone())
    added = book.decisions[len(before.decisions) :]
    left = open_items(book, word.reader.strip())
    held = [one for one in sightings(book) if one.reader == word.reader.strip()]
    if _for_machines(arguments):
        document = {
            "schema": "onward.imaging-confirm/1",
            "person": book.person,
            "decisions": [decision_document(one) for one in added],
            "confirmed": [sighting_document(one) for one in held],
            "open": [book_item_document(one) for one in left],
        }
        print_json(document) if arguments.json else print_line(document)
        return 0
    for one in added:
        print(f"{one.number:>4}  {one.verdict} {one.of}")
    print_table(
        ("lesion", "visit", "by", "mm", "mL", "SULpeak", "role", "place"),
        [
            (
                one.found.name,
                one.series.date,
                one.series.method,
                one.state or ("" if one.found.longest_diameter_mm is None else f"{one.found.longest_diameter_mm:.1f}"),
                "" if one.state else f"{one.found.volume_ml:.2f}",
                ""
                if one.state or not one.found.values or "SULpeak" not in one.found.values
                else f"{one.found.values['SULpeak']:.2f}",
                one.role,
                one.site_text or one.site,
            )
            for one in held
        ],
    )
    if left:
        print(f"\nStill open for {word.reader.strip()}:")
        for item in left:
            print(f"  {item.name:<5} {in_words(item)}")
    print("\nTake one back with --undo NUMBER. Response from what is confirmed: onward response " + str(path))
    return 0


def _check_site(site: str) -> None:
    if not site:
        return
    from onward.knowledge import codes

    known = sorted({one.site for one in codes().sites.sites})
    if site not in known:
        raise UsageError(f"There is no site {site!r}. Known: {', '.join(known)}. In your own words: --place.")


def _indexed(paths: Sequence[Path], arguments: argparse.Namespace) -> ImagingIndex:
    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        return index_folder(paths, progress=progress)


def _organ_names(organs: Sequence[Path], indexed: ImagingIndex) -> tuple[str, ...]:
    """The files of the organ masks as the index calls them. Raises UsageError when a path holds no region."""
    names: set[str] = set()
    for path in organs:
        ours = {
            region.file
            for region in indexed.regions
            if region.file == path.name or region.file.startswith(f"{path.name}/")
        }
        if not ours:
            raise UsageError(f"{path} holds no region that can be read as an organ mask (SEG or RTSTRUCT).")
        names |= ours
    return tuple(sorted(names))


def _in_book(one: LesionsOfSeries, book: LesionBook) -> LesionsOfSeries:
    from dataclasses import replace

    held = next(
        (series for series in book.series if series.series_instance_uid == one.series.series_instance_uid), one.series
    )
    return replace(one, series=held)


def _series_document(one: LesionsOfSeries) -> dict[str, object]:
    counted = [lesion for lesion in one.lesions if not lesion.booked.physiological and lesion.unit == "SUVbw"]
    total = None
    if counted:
        total = burden(
            [lesion.measured.volume_ml for lesion in counted],
            [(lesion.booked.values or {}).get("TLG", 0.0) for lesion in counted],
        )
    return dict(
        lesion_series_document(
            one.series,
            person=one.person,
            threshold=one.threshold,
            reference=one.reference,
            total=None if total is None else dict(total),
        )
    )


def _show(shown: Sequence[LesionsOfSeries]) -> None:
    for one in shown:
        print(f"\n{one.series.method} {one.series.date or 'undated'}   {one.series.description}")
        if one.series.how:
            print(f"  {one.series.how}")
        print_table(
            ("lesion", "mL", "long x short mm", "SUVmax", "SULpeak", "place", "note"),
            [
                (
                    lesion.name or str(number),
                    f"{lesion.volume_ml:.2f}",
                    ""
                    if lesion.longest_diameter_mm is None
                    else f"{lesion.longest_diameter_mm:.1f} x {lesion.perpendicular_diameter_mm:.1f}",
                    _shown(lesion.values, "SUVmax"),
                    _shown(lesion.values, "SULpeak"),
                    lesion.organ or lesion.label,
                    f"may be healthy: {lesion.physiological}" if lesion.physiological else "",
                )
                for number, lesion in enumerate(one.series.lesions, start=1)
            ],
        )


def _show_matches(matches: Sequence[BookedMatch]) -> None:
    print_table(
        ("match", "kind", "earlier", "later", "mm apart", "", "because"),
        [
            (
                one.name,
                one.kind,
                " ".join(one.earlier),
                " ".join(one.later),
                "" if one.distance_mm is None else f"{one.distance_mm:.1f}",
                "clear" if one.is_clear else "look",
                one.because,
            )
            for one in matches
        ],
    )


def _shown(values: Mapping[str, float] | None, name: str) -> str:
    return f"{values[name]:.2f}" if values and name in values else ""


def _save(shown: Sequence[LesionsOfSeries], path: Path) -> None:
    """The lesions of one series as a SEG. Raises UsageError for several series, and where it cannot be written."""
    from onward.outputs.dicom import write_segmentation

    with_lesions = [one for one in shown if one.lesions]
    if len(with_lesions) != 1:
        raise UsageError(f"--save-seg writes the lesions of one series; there are {len(with_lesions)} with lesions.")
    (one,) = with_lesions
    headers = [plane.instance.header for plane in one.stack.planes]
    lesions = [
        reported(lesion.drawn, lesion.measured, number=number, unit=lesion.unit)
        for number, lesion in enumerate(one.lesions, start=1)
    ]
    # A label map holds one lesion a voxel; what was drawn and found again overlaps.
    written = write_segmentation(lesions, headers, written=datetime.now().astimezone(), kind="binary")
    try:
        written.save_as(path, enforce_file_format=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    print(f"wrote {path}", file=sys.stderr)


def _for_machines(arguments: argparse.Namespace) -> bool:
    return bool(arguments.json or arguments.ndjson)


def _print(
    arguments: argparse.Namespace,
    kind: str,
    parts: Mapping[str, Sequence[Mapping[str, object]]],
    issues: Sequence[Issue],
    indexed: ImagingIndex,
) -> None:
    documents = [issue_document(issue) for issue in issues]
    passed = [skipped_document(one.file, one.why) for one in indexed.skipped]
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
