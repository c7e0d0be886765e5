"""Lesions in pictures: key images over time at one scale, PET from the front and the left, bone scans, and a table."""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Sequence

from onward.imaging import LesionAt, LesionPictures, LesionSeen, Picture, ScanPair
from onward.outputs.html.context import Cell, PicturesPart, Table
from onward.outputs.html.lesion_drawing import LesionFigure, LesionRow, PictureView, ScaleBar, ScanFigure

_GAP = 10
_TITLE = 16


def pictures_part(found: LesionPictures) -> PicturesPart:
    """The part of the page."""
    lesions = tuple(_row(one) for one in found.lesions)
    pairs = tuple(
        (heading, tuple(_pair(one) for one in scans))
        for heading, scans in (
            ("PET, highest uptake along each line of sight", found.pets),
            ("Bone scans", found.bone_scans),
        )
        if scans
    )
    return PicturesPart(
        lesions=lesions,
        pairs=pairs,
        tables=tuple(one for one in (_table(found), _uptake_table(found)) if one.rows),
        notes=_notes(found),
        is_synthetic=found.is_synthetic,
    )


def _notes(found: LesionPictures) -> tuple[str, ...]:
    notes = [f"Lesions as confirmed by {', '.join(found.readers)}; the outline is what was measured."]
    if found.lesions:
        notes.append("Each lesion keeps its scale; of each visit the slice with most of it is shown.")
    if found.pets:
        notes.append("Rings on PET: confirmed lesions. Black is the same SUV in all of them.")
    if found.bone_scans:
        notes.append("Bone scans are shown as they are: nobody has marked a spot on them.")
    return tuple(notes)


def _row(one: LesionSeen) -> LesionRow:
    return LesionRow(
        name=one.name,
        words=one.words,
        role=one.role,
        figures=tuple(_figure(one, at) for at in one.visits),
    )


def _figure(one: LesionSeen, at: LesionAt) -> LesionFigure:
    what = f"{one.words}, {at.method} of {at.date}: {at.words}"
    if at.picture is None:
        return LesionFigure(view=None, date=at.date, method=at.method, words=at.words, alt=what)
    picture = at.picture
    alt = f"{what}. Square of {one.side_mm:.0f} mm, window {picture.window}, the lesion outlined."
    return LesionFigure(view=_view(picture, bar_mm=10), date=at.date, method=at.method, words=at.words, alt=alt)


def _pair(one: ScanPair) -> ScanFigure:
    (first_words, first), (second_words, second) = one.first, one.second
    one_view = _view(first, bar_mm=100, title=first_words)
    other = _view(second, bar_mm=100, title=second_words, x=first.pixels.shape[1] + _GAP)
    count = len(first.marks)
    marked = f", {count} confirmed {'lesion' if count == 1 else 'lesions'} ringed" if count else ""
    return ScanFigure(
        views=(one_view, other),
        width=one_view.width + _GAP + other.width,
        height=max(one_view.height, other.height) + _TITLE,
        date=one.date,
        words=first.window,
        alt=f"{one.kind} of {one.date}, {first_words} and {second_words}, window {first.window}{marked}.",
    )


def _view(picture: Picture, *, bar_mm: float, title: str = "", x: float = 0.0) -> PictureView:
    height, width = picture.pixels.shape
    length = bar_mm / picture.mm_per_pixel if picture.mm_per_pixel else 0.0
    return PictureView(
        href=f"data:image/png;base64,{base64.b64encode(_png(picture)).decode()}",
        x=x,
        width=width,
        height=height,
        left=picture.left,
        right=picture.right,
        paths=tuple("M" + " L".join(f"{at:g},{down:g}" for at, down in line) + " Z" for line in picture.outline),
        rings=tuple((at, down, radius) for at, down, radius, _ in picture.marks),
        bar=ScaleBar(
            x=round(width - length - 8, 1),
            y=height - 8,
            length=round(length, 1),
            words=f"{bar_mm / 10:g} cm" if length else "",
        ),
        title=title,
    )


def _png(picture: Picture) -> bytes:
    """Grey values as a PNG; the same values give the same bytes."""
    height, width = picture.pixels.shape
    # Each row begins with its filter: 2, the difference to the row above, which suits smooth pictures.
    values = picture.pixels.astype("int16")
    values[1:] -= picture.pixels[:-1]
    rows = b"".join(b"\x02" + row.astype("uint8").tobytes() for row in values)
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )


def _table(found: LesionPictures) -> Table:
    """The twin of the pictures: each lesion at each visit in words."""
    visits = found.lesions[0].visits if found.lesions else ()
    return Table(
        caption="The lesions of the pictures",
        columns=("Lesion", "Chosen as", *(f"{at.method} {at.date}" for at in visits)),
        rows=tuple(
            (Cell(text=one.words, notes=(one.name,)), Cell(text=one.role or "not chosen"), *_cells(one.visits))
            for one in found.lesions
        ),
    )


def _uptake_table(found: LesionPictures) -> Table:
    """The twin of the PET pictures: uptake and metabolic volume of the ringed lesions."""
    dates = sorted({date for _, told in found.uptake for date, _ in told})
    return Table(
        caption="The lesions ringed on PET: SULpeak and SUVmax in g/mL, metabolic volume",
        columns=("Lesion", *(f"PET {date}" for date in dates)),
        rows=tuple(
            (Cell(text=words), *(_told(dict(told).get(date, "")) for date in dates)) for words, told in found.uptake
        ),
    )


def _told(words: str) -> Cell:
    return Cell(text=words or "not read at this visit", tone="" if words else "open")


def _cells(visits: Sequence[LesionAt]) -> tuple[Cell, ...]:
    return tuple(Cell(text=at.words or "seen", tone="" if at.picture is not None else "open") for at in visits)
