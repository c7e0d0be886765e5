"""Use case: which lesion of one study is which of the next, proposed for a reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onward.app.imaging import ImagingIndex, values_of
from onward.imaging import (
    SAME_PLACE,
    BookedLesion,
    BookedSeries,
    LesionBook,
    LesionSpot,
    RigidMap,
    add_matches,
    match_lesions,
    register_rigid,
)
from onward.intake.dicom import Stack
from onward.terms import Issue, Severity

Progress = Callable[[int, int], None]

# Registration that moved a person further than this brought nothing together.
_TOO_FAR_MM = 400.0
_TOO_FAR_DEGREES = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """The book with its proposals, how many are new, and what stood in the way."""

    book: LesionBook
    added: int
    issues: tuple[Issue, ...]


def follow_lesions(book: LesionBook, found: ImagingIndex, *, progress: Progress | None = None) -> Followed:
    """Propose matches between each series of the book and the one before it.

    Series follow those of their own modality; two modalities of one visit are tied to each other. Decisions stay.
    """
    issues: list[Issue] = []
    before = len(book.matches)
    known: dict[tuple[str, str], RigidMap] = {}
    pairs = _pairs(book.series)
    for number, (earlier, later, in_time) in enumerate(pairs):
        between = _between(earlier, later, found, issues, known)
        if between is not None:
            matches = match_lesions(
                [_spot(one) for one in earlier.lesions],
                [_spot(one) for one in later.lesions],
                between,
                in_time=in_time,
            )
            book = add_matches(book, earlier, later, matches, _how(between))
        if progress is not None:
            progress(number + 1, len(pairs))
    return Followed(book=book, added=len(book.matches) - before, issues=tuple(issues))


def _pairs(series: Sequence[BookedSeries]) -> list[tuple[BookedSeries, BookedSeries, bool]]:
    """(earlier, later, whether time passed): by modality in order of date, and modalities of one visit."""
    ordered = sorted(series, key=lambda one: (one.date, one.letter))
    pairs: list[tuple[BookedSeries, BookedSeries, bool]] = []
    for number, later in enumerate(ordered):
        same_kind = [one for one in ordered[:number] if one.method == later.method and one.date != later.date]
        if same_kind:
            pairs.append((same_kind[-1], later, True))
        beside = [one for one in ordered[:number] if one.date == later.date and one.method != later.method]
        if beside:
            pairs.append((beside[0], later, False))
        elif not same_kind and number:
            earlier = [one for one in ordered[:number] if one.date != later.date]
            if earlier:
                pairs.append((earlier[-1], later, False))
    return pairs


def _spot(one: BookedLesion) -> LesionSpot:
    values = one.values or {}
    return LesionSpot(
        name=one.name,
        centre_mm=one.centre_mm,
        volume_ml=one.volume_ml,
        tracking_uid=one.tracking_uid if one.origin == "drawn" else "",
        uptake=values.get("SUVmax"),
        organ=one.organ or one.site,
        laterality=one.laterality,
    )


def _between(
    earlier: BookedSeries,
    later: BookedSeries,
    found: ImagingIndex,
    issues: list[Issue],
    known: dict[tuple[str, str], RigidMap],
) -> RigidMap | None:
    if earlier.frame_of_reference_uid and earlier.frame_of_reference_uid == later.frame_of_reference_uid:
        return SAME_PLACE
    images = [_image_of(one, found) for one in (earlier, later)]
    first, other = images
    name = f"series {earlier.letter} and {later.letter}"
    if first is None or other is None:
        issues.append(
            _trouble(name, "the images to bring both studies together are not here", "proposed nothing; add them")
        )
        return None
    pair = (first.series.uid, other.series.uid)
    if pair in known:
        return known[pair]
    volumes = [values_of(stack) for stack in (first, other)]
    for values, _, trouble in volumes:
        issues += [one for one in trouble if values is None]
    (one_values, _, _), (other_values, _, _) = volumes
    if one_values is None or other_values is None:
        return None
    is_ct = first.series.modality == other.series.modality == "CT"
    try:
        map_ = register_rigid((one_values, first.grid), (other_values, other.grid), ct=is_ct)
    except RuntimeError:
        issues.append(_trouble(name, "the two studies could not be registered", "proposed nothing for this pair"))
        return None
    moved = max(abs(one) for one in map_.translation_mm)
    if map_.turned_degrees > _TOO_FAR_DEGREES:
        issues.append(
            _trouble(
                name,
                f"registration turned the person by {map_.turned_degrees:.0f} degrees: it went wrong",
                "proposed nothing for this pair; check that both are of one person and one part of the body",
            )
        )
        return None
    if moved > _TOO_FAR_MM:
        issues.append(_trouble(name, "the two studies lie far apart in the scanner", "check the proposals with care"))
    known[pair] = map_
    return map_


def _image_of(series: BookedSeries, found: ImagingIndex) -> Stack | None:
    """The images to register by: a CT of the same frame of reference, which shows form best, else the series itself."""
    frame = series.frame_of_reference_uid
    same = [one for one in found.stacks if frame and one.series.text("FrameOfReferenceUID") == frame]
    of_form = [one for one in same if one.series.modality == "CT"]
    own = [one for one in found.stacks if one.series.uid == series.series_instance_uid]
    return next(iter((*of_form, *own)), None)


def _how(between: RigidMap) -> str:
    if between is SAME_PLACE:
        return between.how
    x, y, z = between.translation_mm
    return f"{between.how}: moved {x:.0f}, {y:.0f}, {z:.0f} mm, turned {between.turned_degrees:.1f} degrees"


def _trouble(place: str, what: str, did: str) -> Issue:
    return Issue(file="lesion book", place=place, what=what, did=did, severity=Severity.WARNING)
