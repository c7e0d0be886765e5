"""Pictures of several people as SVG that prints, each with its table as CSV: waterfall, swimmer plot, sums."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from onward.disease import Line
from onward.engines.response import ReaderResponse
from onward.outputs.html import ResponseDrawing, drawing_svg, people_swimmer, people_waterfall, sums_over_time
from onward.outputs.html.response_said import drawn_reader

# More rows than this do not fit on a page; the table holds all of them.
_MOST_ROWS = 60
_DRAWN = ("recist-1.1", "mda-bone", "percist-1.0", "eortc-1999", "rano-bm")


def write_pictures(
    responses: Sequence[ReaderResponse], lines: Mapping[str, Sequence[Line]], folder: Path
) -> tuple[Path, ...]:
    """waterfall.svg, swimmer.svg and spider.svg with their .csv; a picture without anything to draw is not written.

    lines   of therapy by person, as far as treatment is recorded
    Raises OSError when the folder cannot be written.
    """
    written: list[Path] = []
    for name, drawing in _drawings(responses, lines):
        if drawing is None:
            continue
        svg = folder / f"{name}.svg"
        svg.write_text(drawing_svg(drawing.drawing) + "\n", encoding="utf-8")
        written += [svg, _twin(drawing, folder / f"{name}.csv")]
    return tuple(written)


def _drawings(
    responses: Sequence[ReaderResponse], lines: Mapping[str, Sequence[Line]]
) -> Iterator[tuple[str, ResponseDrawing | None]]:
    by_person: dict[str, list[ReaderResponse]] = {}
    for one in responses:
        by_person.setdefault(one.person, []).append(one)
    counted = {person: drawn_reader(of, *_DRAWN) for person, of in by_person.items()}
    by_size = [found for of in by_person.values() if (found := drawn_reader(of, "recist-1.1")) is not None]
    yield "waterfall", people_waterfall(by_size)
    rows = [(person, lines.get(person, ()), one) for person, one in counted.items() if one is not None]
    yield "swimmer", people_swimmer(rows[:_MOST_ROWS])
    yield "spider", sums_over_time(by_size[:_MOST_ROWS], by_person=len(by_person) > 1)


def _twin(drawing: ResponseDrawing, path: Path) -> Path:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(drawing.twin.columns)
    writer.writerows([cell.text for cell in row] for row in drawing.twin.rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path
