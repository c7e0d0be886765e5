"""Use case: pictures of the lesions that readers confirmed, for the board page."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onward.app.imaging import ImagingIndex, belongs, index_folder, region_mask, values_of
from onward.imaging import (
    BookedLesion,
    BookedSeries,
    LesionAt,
    LesionBook,
    LesionPictures,
    LesionSeen,
    Picture,
    ScanPair,
    Sighting,
    ball,
    key_picture,
    planar,
    projection,
    sightings,
)
from onward.imaging.pictures import BLACK_SUV, BONE, LUNG, SOFT_TISSUE
from onward.intake import Format, FoundFile, find_files
from onward.intake.dicom import PlanarView, Series, Stack, planar_views, read_planar
from onward.intake.lesion_book import read_lesion_book
from onward.terms import Issue

Progress = Callable[[int, int], None]

_PIXELS = 200
# The smallest square that a lesion is shown in, and how much of it a lesion fills at its largest.
_SMALLEST_MM = 80.0
_TIMES_LARGEST = 2.6
_LARGEST_MM = 220.0
_PET_MM_PER_PIXEL = 3.0
# More lesions than these make no page that anybody reads; the book has all.
_MOST_LESIONS = 12
_MOST_SCANS = 4


def lesion_books(records: Iterable[str | Path]) -> tuple[LesionBook, ...]:
    """The lesion books among files and folders of records."""
    books: list[LesionBook] = []
    for item in find_files([Path(one) for one in records if Path(one).exists()]):
        if isinstance(item, FoundFile) and item.format is Format.LESION_BOOK:
            found = read_lesion_book(item.path.read_bytes(), item.name, "")
            if found.book is not None:
                books.append(found.book)
    return tuple(books)


def pictures_of(
    book: LesionBook, images: Sequence[str | Path], *, as_of: str, progress: Progress | None = None
) -> tuple[LesionPictures | None, tuple[Issue, ...]]:
    """Pictures of the confirmed lesions of a book; None where nothing is confirmed or no image of it is here.

    as_of   ISO day: later images are not shown
    """
    seen = [one for one in sightings(book) if one.series.date <= as_of]
    if not seen:
        return None, ()
    found = index_folder(images, progress=progress)
    issues: list[Issue] = []
    drawer = _Drawer(found, issues)
    lesions = _lesions(seen, drawer)
    pets = _pets(seen, drawer)
    scans = _bone_scans(found, book.person, as_of)
    if not any(at.picture is not None for one in lesions for at in one.visits) and not pets and not scans:
        return None, tuple(issues)
    shown = [at.picture for one in lesions for at in one.visits if at.picture is not None]
    shown += [picture for pair in (*pets, *scans) for _, picture in (pair.first, pair.second)]
    used = {stack.series.uid for stack in drawer.used} | {pair.kind + pair.date for pair in scans}
    return (
        LesionPictures(
            lesions=tuple(lesions),
            pets=pets,
            bone_scans=scans,
            uptake=_uptake(seen),
            readers=tuple(dict.fromkeys(one.reader for one in seen)),
            is_synthetic=any(one.series.is_synthetic for one in seen),
            sources=f"{len(used)} image series",
            digest=_digest(shown),
        ),
        tuple(issues),
    )


def _digest(shown: Iterable[Picture]) -> str:
    found = hashlib.sha256()
    for one in shown:
        found.update(repr((one.pixels.shape, one.mm_per_pixel, one.left, one.outline, one.marks)).encode())
        found.update(one.pixels.tobytes())
    return found.hexdigest()


class _Drawer:
    """Volumes of the folder, each read once."""

    def __init__(self, found: ImagingIndex, issues: list[Issue]) -> None:
        self.found = found
        self.issues = issues
        self.used: list[Stack] = []
        self._values: dict[str, tuple[NDArray[np.float32] | None, str]] = {}

    def stack(self, series: BookedSeries) -> Stack | None:
        """The images of a series of the book."""
        return next((one for one in self.found.stacks if one.series.uid == series.series_instance_uid), None)

    def values(self, stack: Stack) -> tuple[NDArray[np.float32] | None, str]:
        """Values and unit; None where they cannot be read."""
        key = f"{stack.series.uid}/{stack.phase}"
        if key not in self._values:
            values, unit, trouble = values_of(stack)
            self.issues += trouble
            self._values[key] = (values, unit)
            self.used.append(stack)
        return self._values[key]

    def mask(self, stack: Stack, lesion: BookedLesion) -> NDArray[np.bool_]:
        """The lesion as drawn; a ball of its volume where the drawing is not here."""
        for region in self.found.regions:
            same = region.tracking_uid == lesion.tracking_uid or (
                not region.tracking_uid and region.number == lesion.segment and region.file.endswith(lesion.file)
            )
            if same and belongs(region, stack, self.found.stacks):
                return region_mask(region, stack, self.issues)[0]
        return ball(stack.grid, lesion.centre_mm, (3000 * lesion.volume_ml / (4 * np.pi)) ** (1 / 3))


def _lesions(seen: Sequence[Sighting], drawer: _Drawer) -> list[LesionSeen]:
    """Lesions of form (CT, MR) by identity: targets first, then non-targets, new ones, the others."""
    by_lesion: dict[str, list[Sighting]] = {}
    for one in seen:
        if one.series.method in ("CT", "MR"):
            by_lesion.setdefault(one.lesion, []).append(one)
    order = {"target": 0, "non-target": 1, "new": 2}
    chosen = sorted(by_lesion.values(), key=lambda held: (order.get(held[0].role, 3), held[0].found.name))
    visits = sorted({(one.series.date, one.series.method) for held in by_lesion.values() for one in held})
    result: list[LesionSeen] = []
    for number, held in enumerate(chosen[:_MOST_LESIONS], start=1):
        first = held[0]
        largest = max(one.found.longest_diameter_mm or 0.0 for one in held)
        side = min(max(_SMALLEST_MM, _TIMES_LARGEST * largest), _LARGEST_MM)
        by_visit = {(one.series.date, one.series.method): one for one in held if one.reader == first.reader}
        result.append(
            LesionSeen(
                lesion=first.lesion,
                name=_name(first, number),
                words=first.site_text or first.site or "Lesion",
                role=first.role,
                side_mm=round(side, 1),
                visits=tuple(_visit(visit, by_visit.get(visit), held, side, drawer) for visit in visits),
            )
        )
    return result


def _name(one: Sighting, number: int) -> str:
    return one.found.tracking_id if 0 < len(one.found.tracking_id) <= 6 else f"L{number}"


def _visit(
    visit: tuple[str, str], one: Sighting | None, held: Sequence[Sighting], side_mm: float, drawer: _Drawer
) -> LesionAt:
    date, method = visit
    if one is None:
        first = min(at.series.date for at in held)
        is_new = held[0].role == "new" and date < first
        words = f"not there: new on {first}" if is_new else "not read at this visit"
        return LesionAt(date=date, method=method, picture=None, words=words)
    if one.state == "absent":
        return LesionAt(date=date, method=method, picture=None, words="gone, as the reader confirmed")
    size = one.found
    words = (
        ""
        if size.longest_diameter_mm is None
        else f"{size.longest_diameter_mm:.0f} x {size.perpendicular_diameter_mm:.0f} mm"
    )
    stack = drawer.stack(one.series)
    if stack is None:
        return LesionAt(date=date, method=method, picture=None, words=f"{words}; the images are not here")
    values, unit = drawer.values(stack)
    if values is None:
        return LesionAt(date=date, method=method, picture=None, words=f"{words}; the images cannot be read")
    mask = drawer.mask(stack, size)
    low, high, shown = _window(values, unit, one, mask)
    picture = key_picture(
        values,
        stack.grid,
        mask,
        centre_mm=size.centre_mm,
        side_mm=side_mm,
        pixels=_PIXELS,
        window=(low, high),
        words=shown,
    )
    return LesionAt(date=date, method=method, picture=picture, words=words)


def _window(values: NDArray[np.float32], unit: str, one: Sighting, mask: NDArray[np.bool_]) -> tuple[float, float, str]:
    """Lowest and highest value that are told apart: by tissue for CT, by what is there for MR."""
    if unit == "HU":
        centre, width = {"lung": LUNG, "bone": BONE}.get(one.site, SOFT_TISSUE)
        return centre - width / 2, centre + width / 2, f"{centre:g} ± {width / 2:g} HU"
    held = values[values > 0]
    if not held.size:
        return 0.0, 1.0, ""
    low, high = (float(level) for level in np.percentile(held[:: max(1, held.size // 100_000)], [1, 99.7]))
    return low, max(high, low + 1), "1st to 99.7th percentile"


def _pets(seen: Sequence[Sighting], drawer: _Drawer) -> tuple[ScanPair, ...]:
    """Each PET from the front and from the left, with the lesions that were confirmed on it."""
    by_series: dict[str, list[Sighting]] = {}
    for one in seen:
        if one.series.method == "PET" and one.state != "absent":
            by_series.setdefault(one.series.series_instance_uid, []).append(one)
    pairs: list[ScanPair] = []
    for held in sorted(by_series.values(), key=lambda held: held[0].series.date)[-_MOST_SCANS:]:
        stack = drawer.stack(held[0].series)
        if stack is None:
            continue
        values, unit = drawer.values(stack)
        if values is None or unit != "SUVbw":
            continue
        marks = tuple(
            (one.found.centre_mm, max(10.0, (one.found.longest_diameter_mm or 0.0) / 2 + 4), "") for one in held
        )
        views = [
            (
                words,
                projection(values, stack.grid, view=view, mm_per_pixel=_PET_MM_PER_PIXEL, black=BLACK_SUV, marks=marks),
            )
            for words, view in (("from the front", "anterior"), ("from the left", "lateral"))
        ]
        pairs.append(ScanPair(date=held[0].series.date, kind="PET", first=views[0], second=views[1]))
    return tuple(pairs)


def _uptake(seen: Sequence[Sighting]) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """What was measured of each lesion on each PET, hottest first."""
    by_lesion: dict[str, list[Sighting]] = {}
    for one in seen:
        if one.series.method == "PET":
            by_lesion.setdefault(one.lesion, []).append(one)
    rows: list[tuple[float, str, tuple[tuple[str, str], ...]]] = []
    for held in by_lesion.values():
        told: list[tuple[str, str]] = []
        for one in held:
            values = one.found.values or {}
            parts = [f"{name} {values[name]:.1f}" for name in ("SULpeak", "SUVmax") if name in values]
            words = "gone" if one.state == "absent" else ", ".join([*parts, f"{one.found.volume_ml:.1f} mL"])
            told.append((one.series.date, words))
        hottest = max((one.found.values or {}).get("SUVmax", 0.0) for one in held)
        rows.append((-hottest, held[0].site_text or held[0].site or "Lesion", tuple(told)))
    return tuple((words, told) for _, words, told in sorted(rows))


def _bone_scans(found: ImagingIndex, person: str, as_of: str) -> tuple[ScanPair, ...]:
    """Whole-body bone scans of the person with both views, each pair at one grey scale."""
    pairs: list[ScanPair] = []
    for series in found.planar:
        if series.modality != "NM" or series.text("PatientID") != person:
            continue
        pair = _pair(series, as_of)
        if pair is not None:
            pairs.append(pair)
    return tuple(sorted(pairs, key=lambda one: one.date))[-_MOST_SCANS:]


def _pair(series: Series, as_of: str) -> ScanPair | None:
    date = series.text("AcquisitionDate") or series.text("SeriesDate") or series.text("StudyDate")
    day = f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else ""
    views: Mapping[str, PlanarView] = {one.view: one for one in planar_views(series) if one.view}
    if day > as_of or not {"anterior", "posterior"} <= views.keys():
        return None
    counts: dict[str, NDArray[np.float32]] = {}
    for name in ("anterior", "posterior"):
        read = read_planar(views[name])
        if isinstance(read, Issue):
            return None
        counts[name] = read
    # The bladder outshines all bones: black is what one pixel in a hundred of the body exceeds.
    held = np.concatenate([one[one > 0].ravel() for one in counts.values()])
    black = float(np.percentile(held, 99)) if held.size else 1.0
    pictures = {
        name: planar(
            counts[name],
            mm_per_pixel=views[name].mm_per_pixel,
            left="R" if name == "anterior" else "L",
            right="L" if name == "anterior" else "R",
            black=black,
        )
        for name in counts
    }
    return ScanPair(
        date=day,
        kind="bone scan",
        first=("from the front", pictures["anterior"]),
        second=("from the back", pictures["posterior"]),
    )
