"""Use case: planar bone scans, their candidates, what readers confirmed, and what became of it from scan to scan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from onward.imaging import (
    BoneScanLimits,
    ConfirmedSpot,
    NormalRegion,
    ScanReference,
    ScanView,
    SkeletonChange,
    SkeletonInvolved,
    ViewRead,
    normal_reference,
    read_view,
    skeleton_change,
    skeleton_involved,
    skeleton_reference,
    with_twins,
)
from onward.intake.confirmed_spots import ConfirmedLine, read_confirmed_spots
from onward.intake.dicom import PlanarView, Series, planar_views, read_planar
from onward.knowledge import bone_scan_numbers, skeletal_weights
from onward.terms import Issue, Severity

ViewName = Literal["anterior", "posterior"]
_NAMES: tuple[ViewName, ViewName] = ("anterior", "posterior")
# Images of a gamma camera that are no planar views of the body.
_OTHER_KINDS = {"TOMO", "RECON TOMO", "GATED", "GATED TOMO", "RECON GATED TOMO", "DYNAMIC"}
_WHOLE_BODY = "WHOLE BODY"
# Tracers of bone, as headers name them.
_BONE_TRACERS = ("mdp", "hdp", "dpd", "medronate", "oxidronate", "diphosphonate", "phosphonate", "bone", "fluoride")
# A spot of the back view is that of the front view when they lie no farther apart.
_TWINS_MM = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneScanRead:
    """One scan.

    views       front and back, those that are there
    confirmed   what readers confirmed of it; None where nobody did
    involved    share of the skeleton; None where nobody confirmed anything, or why it cannot be reckoned
    """

    person: str
    date: str
    study_instance_uid: str
    series_instance_uids: tuple[str, ...]
    views: tuple[ViewRead, ...]
    confirmed: tuple[ConfirmedSpot, ...] | None
    involved: SkeletonInvolved | str | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneScans:
    """Scans in order of their days, and the change from each with a share to the next one of the person."""

    scans: tuple[BoneScanRead, ...]
    changes: tuple[tuple[BoneScanRead, BoneScanRead, SkeletonChange], ...]
    issues: tuple[Issue, ...]


def read_bone_scans(
    planar: Iterable[Series],
    *,
    named: Sequence[ViewName] = (),
    normal: Sequence[NormalRegion] = (),
    confirmed: Path | None = None,
    issues: Sequence[Issue] = (),
) -> BoneScans:
    """Bone scans among planar series.

    named       which view each frame shows, in order, where the headers do not say it
    normal      circles that the reader takes for normal, for every scan alike: meant for one scan at a time
    confirmed   table of what readers confirmed
    """
    troubles = list(issues)
    lines: tuple[ConfirmedLine, ...] = ()
    if confirmed is not None:
        weights = skeletal_weights()
        lines, more = read_confirmed_spots(confirmed, weights.bone, weights.nearest)
        troubles += more
    used: set[int] = set()
    scans: list[BoneScanRead] = []
    groups = _studies(planar)
    lines = _without_doubt(lines, groups, confirmed, used, troubles)
    for group in groups:
        scan = _scan(group, named, normal, lines, used, troubles)
        if scan is not None:
            scans.append(scan)
    scans.sort(key=lambda one: (one.person, one.date))
    if not scans:
        troubles.append(_trouble("", "Modality", "no planar bone scan with a usable view lies there", "read nothing"))
    for one in lines:
        if one.line not in used:
            what = "no scan of this day or UID lies there"
            troubles.append(
                _trouble(confirmed.name if confirmed else "", f"line {one.line}", what, "left the line out")
            )
    return BoneScans(scans=tuple(scans), changes=_changes(scans), issues=tuple(troubles))


def _studies(planar: Iterable[Series]) -> list[list[Series]]:
    """Series of one person and study together: front and back may be two series.

    Tomography and dynamic series are left out; where a study has whole-body images, its single spot views are, too.
    """
    found: dict[tuple[str, str], list[Series]] = {}
    for series in planar:
        if series.modality == "NM" and not _OTHER_KINDS & _kinds(series):
            key = (series.text("PatientID"), series.text("StudyInstanceUID") or series.uid)
            found.setdefault(key, []).append(series)
    return [[one for one in group if _WHOLE_BODY in _kinds(one)] or group for group in found.values()]


def _kinds(series: Series) -> set[str]:
    return {str(kind).upper() for kind in series.instances[0].header.get("ImageType") or ()}


def _without_doubt(
    lines: Sequence[ConfirmedLine],
    groups: Sequence[Sequence[Series]],
    confirmed: Path | None,
    used: set[int],
    troubles: list[Issue],
) -> tuple[ConfirmedLine, ...]:
    """The lines that mean one scan: a day on which several scans were made does not say which."""
    clear: list[ConfirmedLine] = []
    for one in lines:
        if sum(_is_meant(one.scan, group) for group in groups) > 1:
            used.add(one.line)
            what = "several scans were made on this day"
            did = "left the line out; write the StudyInstanceUID in place of the day"
            troubles.append(_trouble(confirmed.name if confirmed else "", f"line {one.line}", what, did))
        else:
            clear.append(one)
    return tuple(clear)


def _is_meant(scan: str, group: Sequence[Series]) -> bool:
    """Whether a reader's word for a scan (day, UID of study or series) means this one."""
    day = _day_of(group[0])
    names = {day, day.replace("-", ""), group[0].text("StudyInstanceUID"), *(series.uid for series in group)}
    return scan in names - {""}


def _day_of(series: Series) -> str:
    date = series.text("AcquisitionDate") or series.text("SeriesDate") or series.text("StudyDate")
    return f"{date[:4]}-{date[4:6]}-{date[6:]}" if len(date) == 8 else date


def _other_tracer(series: Series) -> tuple[str, ...]:
    """Told where the header names a tracer that is none of bone."""
    for item in series.instances[0].header.get("RadiopharmaceuticalInformationSequence") or ():
        tracer = str(item.get("Radiopharmaceutical") or "").strip()
        if tracer and not any(one in tracer.casefold() for one in _BONE_TRACERS):
            return ("the header names a tracer that is not known as one of bone: is this a bone scan?",)
    return ()


def _scan(
    group: Sequence[Series],
    named: Sequence[ViewName],
    normal: Sequence[NormalRegion],
    lines: Sequence[ConfirmedLine],
    used: set[int],
    troubles: list[Issue],
) -> BoneScanRead | None:
    first = group[0]
    notes: list[str] = list(_other_tracer(first))
    views = _views(group, named, troubles)
    if not views:
        return None
    scans: dict[ViewName, ScanView] = {}
    for name, view in views.items():
        scan = _view(name, view, notes, troubles)
        if scan is not None:
            scans[name] = scan
    reads: dict[ViewName, ViewRead] = {}
    for name, scan in scans.items():
        read = _read(scan, _reference(scan, scans, normal), views[name], troubles)
        if read is not None:
            reads[name] = read
    if not reads:
        return None
    if len(reads) == 2:
        front, back = with_twins(
            reads["anterior"],
            reads["posterior"],
            front_scan=scans["anterior"],
            back_scan=scans["posterior"],
            within_mm=_TWINS_MM,
        )
        reads = {"anterior": front, "posterior": back}
    else:
        (only,) = reads
        missing = "posterior" if only == "anterior" else "anterior"
        notes.append(f"the {missing} view is missing: half of the skeleton is seen badly or not at all")
    date = _day_of(first)
    ours = [one for one in lines if _is_meant(one.scan, group)]
    used |= {one.line for one in ours}
    confirmed = tuple(one.spot for one in ours if one.spot.bone)
    _unknown_spots(ours, reads, notes)
    return BoneScanRead(
        person=first.text("PatientID"),
        date=date,
        study_instance_uid=first.text("StudyInstanceUID"),
        series_instance_uids=tuple(series.uid for series in group),
        views=tuple(reads[name] for name in _NAMES if name in reads),
        confirmed=confirmed if ours else None,
        involved=_involved(confirmed, first, troubles) if ours else None,
        notes=tuple(notes),
    )


def _views(group: Sequence[Series], named: Sequence[ViewName], troubles: list[Issue]) -> dict[ViewName, PlanarView]:
    """Which frame is which view; {} where it cannot be told."""
    frames = [view for series in group for view in planar_views(series)]
    file = frames[0].instance.name if frames else group[0].instances[0].name
    if named:
        if len(named) != len(frames):
            what = f"{len(named)} views were named, and there are {len(frames)} frames"
            troubles.append(_trouble(file, "--views", what, "left the scan out"))
            return {}
        told: list[tuple[ViewName, PlanarView]] = list(zip(named, frames, strict=True))
    else:
        told = [(cast("ViewName", one.view), one) for one in frames if one.view in _NAMES]
        if not told:
            what = "nothing says which view is from the front and which from the back"
            did = "left the scan out; name the views in order, like --views anterior,posterior"
            troubles.append(_trouble(file, "ViewCodeSequence", what, did))
            return {}
        if len(told) < len(frames):
            what = f"{len(frames) - len(told)} of {len(frames)} frames do not say their view"
            troubles.append(_trouble(file, "ViewCodeSequence", what, "left these frames out", Severity.WARNING))
    found: dict[ViewName, PlanarView] = {}
    for name, view in told:
        if name in found:
            what = f"there are several {name} views"
            did = "took the first; give the folder of one scan, or name the views"
            troubles.append(_trouble(view.instance.name, "ViewCodeSequence", what, did, Severity.WARNING))
        else:
            found[name] = view
    return found


def _view(name: ViewName, view: PlanarView, notes: list[str], troubles: list[Issue]) -> ScanView | None:
    counts = read_planar(view)
    if isinstance(counts, Issue):
        troubles.append(counts)
        return None
    if view.mm_per_pixel <= 0:
        what = "the size of a pixel is missing, or pixels are no squares"
        troubles.append(_trouble(view.instance.name, "PixelSpacing", what, f"left the {name} view out"))
        return None
    if not (counts > 0).any():
        troubles.append(_trouble(view.instance.name, "PixelData", "the view has no counts", "left it out"))
        return None
    towards = view.columns_towards
    if not towards:
        towards = "left" if name == "anterior" else "right"
        notes.append(f"{name}: which side is left is not written; taken as it is usually shown")
    return ScanView(
        view=name,
        counts=counts,
        mm_per_pixel=view.mm_per_pixel,
        columns_towards="left" if towards == "left" else "right",
    )


def _reference(
    scan: ScanView, scans: Mapping[ViewName, ScanView], normal: Sequence[NormalRegion]
) -> ScanReference | str:
    """The reader's normal region of this view, else of the other one, else the median of the skeleton."""
    own = [one for one in normal if one.view == scan.view]
    if own:
        return normal_reference(scan, own[0])
    others = [one for one in normal if one.view in scans]
    if others:
        found = normal_reference(scans[others[0].view], others[0])
        if isinstance(found, str):
            return found
        return ScanReference(counts=found.counts, how=f"{found.how} on the {others[0].view} view")
    return skeleton_reference(scan.counts, scan.mm_per_pixel, bone_scan_numbers().of("smoothing"))


def _read(scan: ScanView, reference: ScanReference | str, view: PlanarView, troubles: list[Issue]) -> ViewRead | None:
    if isinstance(reference, str):
        troubles.append(_trouble(view.instance.name, f"{scan.view} view", reference, "left the view out"))
        return None
    return read_view(scan, reference, _limits())


def _limits() -> BoneScanLimits:
    numbers = bone_scan_numbers()
    return BoneScanLimits(
        ratio=numbers.of("ratio-to-other-side"),
        lowest=numbers.of("lowest-uptake"),
        smallest_mm2=numbers.of("smallest-area"),
        around_mm=numbers.of("search-around"),
        midline_mm=numbers.of("midline-width"),
        along_mm=numbers.of("along-midline"),
        smoothing_mm=numbers.of("smoothing"),
    )


def _involved(confirmed: Sequence[ConfirmedSpot], series: Series, troubles: list[Issue]) -> SkeletonInvolved | str:
    found = skeleton_involved(confirmed, skeletal_weights().percents)
    if isinstance(found, str):
        troubles.append(_trouble(series.instances[0].name, "", found, "reckoned no share of the skeleton"))
    return found


def _unknown_spots(ours: Sequence[ConfirmedLine], reads: Mapping[ViewName, ViewRead], notes: list[str]) -> None:
    names = {one.name for read in reads.values() for one in read.candidates}
    unknown = [one.spot.spot for one in ours if one.spot.spot and one.spot.spot not in names]
    if unknown:
        notes.append(f"confirmed, but not in the list of candidates of this scan: {', '.join(unknown)}")


def _changes(
    scans: Sequence[BoneScanRead],
) -> tuple[tuple[BoneScanRead, BoneScanRead, SkeletonChange], ...]:
    found: list[tuple[BoneScanRead, BoneScanRead, SkeletonChange]] = []
    for person in dict.fromkeys(one.person for one in scans):
        counted = [
            (one, one.involved) for one in scans if one.person == person and isinstance(one.involved, SkeletonInvolved)
        ]
        for (before, share), (after, later_share) in zip(counted, counted[1:], strict=False):  # noqa: RUF007 - typed pairs
            found.append((before, after, skeleton_change(share, later_share)))
    return tuple(found)


def _trouble(file: str, place: str, what: str, did: str, severity: Severity = Severity.ERROR) -> Issue:
    return Issue(file=file, place=place, what=what, did=did, severity=severity)
