"""Lesion books on the disk: opened, written whole or not at all, and what readers decide in them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from onward.imaging import (
    BookedMatch,
    BookedReference,
    BookedSeries,
    BookItem,
    Decision,
    LesionBook,
    add_series,
    decide,
    standing,
)
from onward.intake.lesion_book import read_lesion_book
from onward.outputs.lesion_book import book_bytes
from onward.terms import RecordsError, UsageError


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderWord:
    """What a reader decides of one or more items in one go.

    role, site, ...   as in onward.imaging.Decision
    """

    reader: str
    reader_role: str = "investigator"
    confirm: tuple[str, ...] = ()
    reject: tuple[str, ...] = ()
    take_back: tuple[int, ...] = ()
    confirm_clear: bool = False
    role: str = ""
    state: str = ""
    site: str = ""
    site_text: str = ""
    laterality: str = ""
    is_node: bool | None = None
    note: str = ""


def open_book(path: Path) -> LesionBook:
    """The book in a file. Raises UsageError when there is none, RecordsError when it cannot be read."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(
            f"There is no lesion book at {path}. `onward imaging lesions IMAGES --book {path}` makes one."
        ) from None
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror}.") from None
    found = read_lesion_book(raw, path.name, "")
    if found.book is None:
        raise RecordsError(f"{path}: {found.issues[0].what}; {found.issues[0].did}.")
    return found.book


def save_book(path: Path, book: LesionBook) -> None:
    """Write the whole book or nothing: a break in the middle leaves the old one. Raises UsageError."""
    draft = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as file:
            file.write(book_bytes(book))
        Path(draft).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(draft).unlink()
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None


def enter(path: Path, person: str, series: Iterable[BookedSeries]) -> LesionBook:
    """Enter series in the book at a path, which is made when it is not there; gives the book.

    Raises UsageError when the book is another person's.
    """
    book = open_book(path) if path.exists() else LesionBook(person=person)
    if book.person != person:
        raise UsageError(f"{path} is the lesion book of another person than these images show.")
    # Letters follow the order in time, as far as the series come together.
    for one in sorted(series, key=lambda one: (one.date, one.modality)):
        book = add_series(book, one)
    save_book(path, book)
    return book


def record_word(path: Path, word: ReaderWord, *, now: datetime) -> LesionBook:
    """Enter a reader's decisions and give the book. Nothing is written unless all of them can be entered.

    Raises UsageError for a name the book does not hold, and for taking back what is not hers.
    """
    book = open_book(path)
    if not word.reader.strip():
        raise UsageError("Name the reader who decides (--reader): no finding becomes a fact without one.")
    confirmed = list(word.confirm)
    if word.confirm_clear:
        settled = {*standing(book, word.reader.strip()), *confirmed, *word.reject}
        confirmed += [match.name for match in book.matches if match.is_clear and match.name not in settled]
    blank = Decision(
        number=0,
        at=now.replace(microsecond=0),
        reader=word.reader.strip(),
        verdict="confirm",
        of="",
        reader_role=word.reader_role,
        note=word.note,
    )
    said = replace(
        blank,
        role=word.role,
        state=word.state,
        site=word.site,
        site_text=word.site_text,
        laterality=word.laterality,
        is_node=word.is_node,
    )
    decisions = [
        *(replace(blank, verdict="take back", of=str(number)) for number in word.take_back),
        *(replace(said, of=name) for name in _expanded(book, confirmed)),
        *(replace(blank, verdict="reject", of=name) for name in _expanded(book, word.reject)),
    ]
    try:
        for one in decisions:
            book = decide(book, one)
    except ValueError as error:
        raise UsageError(f"{str(error)[0].upper()}{str(error)[1:]}. Nothing was entered.") from None
    if decisions:
        save_book(path, book)
    return book


def _expanded(book: LesionBook, names: Sequence[str]) -> list[str]:
    """Names as they are; "B" for all lesions of series B, "B1-B4" for a run of them."""
    letters = {one.letter: one for one in book.series}
    found: list[str] = []
    for name in names:
        first, dash, last = name.partition("-")
        if name in letters:
            found += [one.name for one in (*letters[name].lesions, *letters[name].references)]
        elif dash and first in book.items and last in book.items:
            every = list(book.items)
            start, stop = every.index(first), every.index(last)
            found += every[start : stop + 1]
        else:
            found.append(name)
    return list(dict.fromkeys(found))


def in_words(item: BookItem) -> str:
    """One item as a line for people."""
    if isinstance(item, BookedReference):
        return f"reference {item.tissue}: SUL {item.mean:.2f}, SD {item.deviation:.2f} ({item.how})"
    if isinstance(item, BookedMatch):
        sides = [" + ".join(one) for one in (item.earlier, item.later) if one]
        return f"{item.kind}: {' -> '.join(sides)} ({item.because})"
    parts = [item.label or "lesion", f"{item.volume_ml:.2f} mL"]
    if item.longest_diameter_mm is not None:
        parts.append(f"{item.longest_diameter_mm:.1f} x {item.perpendicular_diameter_mm:.1f} mm")
    if item.values:
        parts += [f"{name} {value:.2f}" for name, value in item.values.items() if name in ("SUVmax", "SULpeak")]
    if item.physiological:
        parts.append(f"may be healthy: {item.physiological}")
    return ", ".join(parts)
