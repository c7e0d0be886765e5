"""One region of several readers': their segmentations of one series, lesion by lesion, and a consensus of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from onward.app.imaging import belongs, index_folder, region_mask, values_of
from onward.imaging import (
    DrawnLesion,
    ReportedLesion,
    Staple,
    dice,
    majority,
    measure_region,
    reported,
    same_lesions,
    staple,
)
from onward.imaging.together import Mask
from onward.intake.dicom import Stack, TracedRegion
from onward.terms import Issue, Severity, UsageError

Progress = Callable[[int, int], None]
WAYS = ("staple", "majority")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnBy:
    """One reader's region of a lesion: the object it stands in, and how it did against the consensus."""

    file: str
    number: int
    label: str
    volume_ml: float
    dice: float
    sensitivity: float | None
    specificity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherLesion:
    """One lesion: who drew it, out of how many readers, and the region that they have together.

    volume_ml   of the consensus; None where no more than half of the readers drew the lesion
    """

    series_instance_uid: str
    label: str
    tracking_uid: str
    drawn: tuple[DrawnBy, ...]
    readers: int
    volume_ml: float | None
    rounds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """All lesions, the objects that were written, and every issue on the way."""

    lesions: tuple[TogetherLesion, ...]
    files: tuple[Path, ...]
    issues: tuple[Issue, ...]


def regions_together(
    paths: Iterable[str | Path],
    *,
    way: str,
    out: Path | None = None,
    written: datetime,
    progress: Progress | None = None,
) -> Together:
    """A consensus of every lesion that several segmentations of one series hold; each object is one reader's.

    way   "staple" or "majority"
    out   folder into which one SEG for each series is written; None for none
    Raises UsageError for another way, and when the folder cannot be written.
    """
    if way not in WAYS:
        raise UsageError(f"There is no way {way!r} to a consensus. Known: {', '.join(WAYS)}.")
    found = index_folder(paths, progress=progress)
    issues = list(found.issues)
    lesions: list[TogetherLesion] = []
    files: list[Path] = []
    for n, stack in enumerate(found.stacks):
        if stack.phase:
            continue
        regions = [one for one in found.regions if belongs(one, stack, found.stacks)]
        if len({region.file for region in regions}) < 2:
            continue
        of_series, consensus = _of_series(regions, stack, way, issues)
        lesions += of_series
        if out is not None and consensus:
            files.append(_write(consensus, stack, out / f"consensus_{n + 1:02}.dcm", way, written, issues))
    if not lesions:
        issues.append(
            Issue(
                file=", ".join(Path(path).name for path in paths),
                place="",
                what="no series has segmentations of two readers beside it",
                did="made nothing; give the images and an object (SEG or RTSTRUCT) of each reader",
                severity=Severity.ERROR,
            )
        )
    return Together(lesions=tuple(lesions), files=tuple(files), issues=tuple(issues))


def _of_series(
    regions: Sequence[TracedRegion], stack: Stack, way: str, issues: list[Issue]
) -> tuple[list[TogetherLesion], list[tuple[TogetherLesion, Mask]]]:
    drawn: list[tuple[TracedRegion, Mask]] = []
    for region in sorted(regions, key=lambda one: (one.file, one.number)):
        mask, _, _ = region_mask(region, stack, issues)
        if mask.any():
            drawn.append((region, mask))
    readers = len({region.file for region, _ in drawn})
    lesions: list[TogetherLesion] = []
    consensus: list[tuple[TogetherLesion, Mask]] = []
    for group in same_lesions([(region.file, mask) for region, mask in drawn]):
        some = [drawn[at] for at in group]
        lesion, mask = _lesion(some, readers, stack, way)
        lesions.append(lesion)
        if mask is not None and mask.any():
            consensus.append((lesion, mask))
    return lesions, consensus


def _lesion(
    some: Sequence[tuple[TracedRegion, Mask]], readers: int, stack: Stack, way: str
) -> tuple[TogetherLesion, Mask | None]:
    masks = [mask for _, mask in some]
    # A lesion that no more than half of the readers drew is no lesion of theirs together.
    estimated: Staple | None = staple(masks) if len(some) * 2 > readers and way == "staple" else None
    mask: Mask | None = None
    if len(some) * 2 > readers:
        mask = estimated.mask if estimated is not None else majority(masks, people=readers)
    millilitres = stack.grid.voxel_ml
    first = some[0][0]
    uids = sorted({region.tracking_uid for region, _ in some if region.tracking_uid})
    return TogetherLesion(
        series_instance_uid=stack.series.uid,
        label=first.label,
        # The readers' own lesions keep their names; one name for all only where all say the same.
        tracking_uid=uids[0] if len(uids) == 1 else _made_uid(some, stack),
        drawn=tuple(
            DrawnBy(
                file=region.file,
                number=region.number,
                label=region.label,
                volume_ml=float(own.sum()) * millilitres,
                dice=0.0 if mask is None else dice(own, mask),
                sensitivity=None if estimated is None else estimated.sensitivity[at],
                specificity=None if estimated is None else estimated.specificity[at],
            )
            for at, (region, own) in enumerate(some)
        ),
        readers=readers,
        volume_ml=None if mask is None else float(mask.sum()) * millilitres,
        rounds=0 if estimated is None else estimated.rounds,
    ), mask


def _made_uid(some: Sequence[tuple[TracedRegion, Mask]], stack: Stack) -> str:
    """A UID for the lesion that all have together, the same whenever it is made of the same regions."""
    text = "|".join(
        (stack.series.uid, *sorted(f"{region.instance_uid or region.file}#{region.number}" for region, _ in some))
    )
    return f"2.25.{int(sha256(text.encode()).hexdigest()[:32], 16)}"


def _write(
    consensus: Sequence[tuple[TogetherLesion, Mask]],
    stack: Stack,
    path: Path,
    way: str,
    written: datetime,
    issues: list[Issue],
) -> Path:
    from onward.outputs.dicom import overlap, write_segmentation  # heavy, and only those who write pay for it

    values, unit, trouble = values_of(stack)
    issues += trouble
    lesions: list[ReportedLesion] = []
    for number, (lesion, mask) in enumerate(consensus, start=1):
        drawn = DrawnLesion(
            tracking_uid=lesion.tracking_uid,
            tracking_id=lesion.label or f"Lesion {number}",
            label=lesion.label or f"Lesion {number}",
            grid=stack.grid,
            mask=mask,
            series_instance_uid=stack.series.uid,
            algorithm=f"{way} of {len(lesion.drawn)} readers",
        )
        lesions.append(
            ReportedLesion(lesion=drawn, number=number, measures=())
            if values is None
            else reported(
                drawn, measure_region(values, stack.grid, mask, uptake=unit == "SUVbw"), number=number, unit=unit
            )
        )
    made = write_segmentation(
        lesions,
        [plane.instance.header for plane in stack.planes],
        written=written,
        kind="binary" if overlap(lesions) else "labelmap",
        description=f"Consensus of readers ({way})",
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        made.save_as(path, enforce_file_format=True)
    except OSError as error:
        raise UsageError(f"{path} cannot be written: {error.strerror}.") from None
    return path
