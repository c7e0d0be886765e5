"""Use cases of lesions: candidates on PET, regions that the site drew, and their entry in the person's lesion book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from onward.app.imaging import ImagingIndex, belongs, region_mask, values_of
from onward.app.lesion_values import booked_lesion, booked_series, drawn_lesion, measured_near
from onward.imaging import (
    BookedLesion,
    BookedSeries,
    Candidate,
    DrawnLesion,
    OrganMask,
    ReferenceUptake,
    RegionMeasured,
    find_candidates,
    grow_region,
    isocontour,
    measure_region,
    reference_at,
    reference_in,
    seeds_of,
)
from onward.intake.dicom import Stack, TracedRegion
from onward.knowledge import organ_mask_words
from onward.terms import Issue, Severity, UsageError

Progress = Callable[[int, int], None]
Vector = tuple[float, float, float]

# Without a reference region and without a wish: SUV 4.0 by body weight, which finds most of the burden and little else.
_FIXED_SUV = 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionWish:
    """What to look for.

    above          a fixed threshold in SUV by body weight; None: by reference region where there is one
    tissue         "liver" or "blood": PERCIST's threshold from this tissue; "" for liver where there is a mask or place
    share          0.41: each candidate is drawn again at this share of its own maximum
    smallest_ml    smaller candidates are left out
    liver_mm, aorta_mm   where the reader puts the reference region, patient coordinates
    seeds_mm       places around which lesions are grown; with them nothing else is looked for
    window         of values for growing (HU for CT), in place of a share of the maximum
    organ_files    names of the files (as the index calls them) whose regions are organs
    only_drawn     True: no candidates, only what was drawn on the images
    """

    above: float | None = None
    tissue: str = ""
    share: float | None = None
    smallest_ml: float = 0.5
    liver_mm: Vector | None = None
    aorta_mm: Vector | None = None
    seeds_mm: tuple[Vector, ...] = ()
    window: tuple[float, float] | None = None
    organ_files: tuple[str, ...] = ()
    only_drawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLesion:
    """One lesion with everything measured of it; `unit` of its values."""

    drawn: DrawnLesion
    booked: BookedLesion
    measured: RegionMeasured
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionsOfSeries:
    """What was found on one volume.

    threshold, how   what was asked of a voxel, None and "" where nothing was looked for
    reference        the reference region, None without one
    total            sums over candidates whose uptake is not marked physiological: {"mtv_ml", "tlg"}
    """

    person: str
    series: BookedSeries
    stack: Stack
    lesions: tuple[FoundLesion, ...]
    threshold: float | None = None
    reference: ReferenceUptake | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LesionsFound:
    """All series with lesions on them, and what is wrong."""

    series: tuple[LesionsOfSeries, ...]
    issues: tuple[Issue, ...]


def find_lesions(found: ImagingIndex, wish: LesionWish, *, progress: Progress | None = None) -> LesionsFound:
    """Drawn regions of every series, and candidates of every PET."""
    issues = list(found.issues)
    organs = [region for region in found.regions if region.file in wish.organ_files]
    drawn = [region for region in found.regions if region.file not in wish.organ_files]
    results: list[LesionsOfSeries] = []
    for number, stack in enumerate(found.stacks):
        ours = [region for region in drawn if belongs(region, stack, found.stacks)]
        looked_for = bool(wish.seeds_mm) or (stack.series.modality == "PT" and not wish.only_drawn)
        if ours or looked_for:
            one = _on_stack(stack, ours, organs, wish, issues)
            if one is not None:
                results.append(one)
        if progress is not None:
            progress(number + 1, len(found.stacks))
    return LesionsFound(series=tuple(results), issues=tuple(dict.fromkeys(issues)))


def _on_stack(
    stack: Stack,
    drawn: Sequence[TracedRegion],
    organs: Sequence[TracedRegion],
    wish: LesionWish,
    issues: list[Issue],
) -> LesionsOfSeries | None:
    values, unit, trouble = values_of(stack)
    issues += trouble
    if values is None:
        return None
    lesions = [lesion for region in drawn if (lesion := _of_region(region, stack, values, unit, issues)) is not None]
    threshold: float | None = None
    reference: ReferenceUptake | None = None
    how = ""
    measured: tuple[ReferenceUptake, ...] = ()
    masks: tuple[OrganMask, ...] = ()
    if stack.series.modality == "PT" and unit == "SUVbw" and not wish.seeds_mm:
        masks = _organ_masks(organs, stack, issues)
        measured = _references(values, stack, masks, wish)
    if wish.seeds_mm:
        grown, how = _grown(stack, values, unit, wish, issues)
        lesions += grown
    elif stack.series.modality == "PT" and not wish.only_drawn and unit == "SUVbw":
        chosen = _threshold(values, stack, masks, wish)
        if isinstance(chosen, str):
            issues.append(_no_threshold(stack, chosen))
        else:
            threshold, reference, how = chosen
            if wish.share is not None:
                how += f", each drawn again at {100 * wish.share:g} % of its maximum"
            candidates = find_candidates(
                values,
                stack.grid,
                above=threshold,
                smallest_ml=wish.smallest_ml,
                share_of_maximum=wish.share,
                organs=masks,
            )
            lesions += [
                _of_candidate(one, stack, values, unit, how)
                for one in candidates
                if not _is_drawn(one, lesions, stack, issues)
            ]
    if not lesions and not how:
        return None
    return LesionsOfSeries(
        person=stack.series.text("PatientID"),
        series=booked_series(stack, [one.booked for one in lesions], how, measured),
        stack=stack,
        lesions=tuple(lesions),
        threshold=threshold,
        reference=reference,
    )


def _threshold(
    values: NDArray[np.float32], stack: Stack, organs: Sequence[OrganMask], wish: LesionWish
) -> tuple[float, ReferenceUptake | None, str] | str:
    """The threshold, its reference and its words; or why there is none."""
    if wish.above is not None:
        return wish.above, None, f"SUV by body weight of {wish.above:g} or more"
    liver = next((one for one in organs if one.site == "liver"), None)
    aorta = next((one for one in organs if "aorta" in one.name.casefold()), None)
    if wish.tissue == "liver" or (not wish.tissue and (wish.liver_mm is not None or liver is not None)):
        if wish.liver_mm is not None:
            found = reference_at(values, stack.grid, "liver", wish.liver_mm)
        elif liver is not None:
            found = reference_in(values, stack.grid, "liver", liver.mask)
        else:
            return "there is no liver mask, and no place for the liver region was given (--liver X,Y,Z)"
    elif wish.tissue == "blood" or wish.aorta_mm is not None:
        if wish.aorta_mm is not None:
            found = reference_at(values, stack.grid, "blood", wish.aorta_mm)
        elif aorta is not None:
            found = reference_in(values, stack.grid, "blood", aorta.mask)
        else:
            return "there is no aorta mask, and no place for the blood region was given (--aorta X,Y,Z)"
    else:
        return _FIXED_SUV, None, f"SUV by body weight of {_FIXED_SUV:g} or more, for want of a reference region"
    if isinstance(found, str):
        return found
    return found.threshold, found, f"PERCIST: {found.formula}, {found.how}"


def _references(
    values: NDArray[np.float32], stack: Stack, organs: Sequence[OrganMask], wish: LesionWish
) -> tuple[ReferenceUptake, ...]:
    """Liver and blood, each where a place or a mask allows it."""
    found: list[ReferenceUptake | str] = []
    liver = next((one for one in organs if one.site == "liver"), None)
    aorta = next((one for one in organs if "aorta" in one.name.casefold()), None)
    if wish.liver_mm is not None:
        found.append(reference_at(values, stack.grid, "liver", wish.liver_mm))
    elif liver is not None:
        found.append(reference_in(values, stack.grid, "liver", liver.mask))
    if wish.aorta_mm is not None:
        found.append(reference_at(values, stack.grid, "blood", wish.aorta_mm))
    elif aorta is not None:
        found.append(reference_in(values, stack.grid, "blood", aorta.mask))
    return tuple(one for one in found if not isinstance(one, str))


def _organ_masks(organs: Sequence[TracedRegion], stack: Stack, issues: list[Issue]) -> tuple[OrganMask, ...]:
    words = organ_mask_words()
    tracer = _tracer(stack)
    masks: list[OrganMask] = []
    for region in organs:
        if region.frame_uid and region.frame_uid != stack.series.text("FrameOfReferenceUID"):
            issues.append(
                Issue(
                    file=region.file,
                    place=f"region {region.number}",
                    what="organs in another frame of reference than the PET",
                    did="left this organ out",
                    severity=Severity.WARNING,
                )
            )
            continue
        mask = region_mask(region, stack, issues)[0]
        masks.append(
            OrganMask(
                name=region.label,
                mask=mask,
                site=words.site(region.label),
                laterality=words.side(region.label),
                physiological=words.physiological(region.label, tracer),
            )
        )
    return tuple(masks)


def _tracer(stack: Stack) -> str:
    for item in stack.series.instances[0].header.get("RadiopharmaceuticalInformationSequence") or ():
        return str(item.get("Radiopharmaceutical") or "")
    return ""


def _of_region(
    region: TracedRegion, stack: Stack, values: NDArray[np.float32], unit: str, issues: list[Issue]
) -> FoundLesion | None:
    mask, drawn, _ = region_mask(region, stack, issues)
    if not mask.any():
        return None
    words = organ_mask_words()
    measured = measure_region(values, stack.grid, mask, uptake=unit == "SUVbw", drawn=drawn)
    lesion = drawn_lesion(
        stack,
        mask,
        label=region.label,
        tracking_uid=region.tracking_uid,
        site=words.site(region.label),
        laterality=words.side(region.label),
    )
    booked = replace(
        booked_lesion(lesion, measured, unit, stack), origin="drawn", file=region.file, segment=region.number
    )
    return FoundLesion(drawn=lesion, booked=booked, measured=measured, unit=unit)


def _is_drawn(candidate: Candidate, drawn: Sequence[FoundLesion], stack: Stack, issues: list[Issue]) -> bool:
    """Whether a candidate is a lesion that somebody drew: half of the one lies in the other. That is told."""
    for lesion in drawn:
        both = int(lesion.drawn.mask[candidate.box][candidate.mask].sum())
        if both and 2 * both >= min(candidate.voxels, int(lesion.drawn.mask.sum())):
            x, y, z = (f"{one:.0f}" for one in candidate.centre_mm)
            issues.append(
                Issue(
                    file=stack.series.instances[0].name,
                    place=f"at {x}, {y}, {z}",
                    what="what stands out here was drawn by somebody already",
                    did="listed it once, as it was drawn",
                    severity=Severity.NOTE,
                )
            )
            return True
    return False


def _of_candidate(candidate: Candidate, stack: Stack, values: NDArray[np.float32], unit: str, how: str) -> FoundLesion:
    lesion = drawn_lesion(
        stack,
        candidate.whole(stack.grid.shape),
        label=f"candidate in {candidate.organ}" if candidate.organ else "candidate",
        site=candidate.site,
        laterality=candidate.laterality,
        algorithm=how,
    )
    measured = measured_near(values, stack.grid, candidate)
    booked = replace(
        booked_lesion(lesion, measured, unit, stack), organ=candidate.organ, physiological=candidate.physiological
    )
    return FoundLesion(drawn=lesion, booked=booked, measured=measured, unit=unit)


def _grown(
    stack: Stack, values: NDArray[np.float32], unit: str, wish: LesionWish, issues: list[Issue]
) -> tuple[list[FoundLesion], str]:
    how = (
        f"grown from a place over values from {wish.window[0]:g} to {wish.window[1]:g}"
        if wish.window is not None
        else f"isocontour at {100 * (wish.share or 0.41):g} % of the maximum around a place"
    )
    lesions: list[FoundLesion] = []
    for place, seed in zip(wish.seeds_mm, seeds_of(wish.seeds_mm, stack.grid), strict=True):
        said = f"at {', '.join(f'{one:g}' for one in place)}"
        try:
            if wish.window is not None:
                grown = grow_region(values, stack.grid, seed, low=wish.window[0], high=wish.window[1])
            else:
                grown = isocontour(values, stack.grid, seed, wish.share or 0.41)
        except ValueError as error:
            issues.append(_trouble(stack, said, str(error), "grew nothing there; give another place"))
            continue
        if grown.runs_out:
            issues.append(
                _trouble(
                    stack, said, "the region runs out of the lesion", "kept it for the reader to look at and reject"
                )
            )
        lesion = drawn_lesion(stack, grown.mask, label="grown by a reader", algorithm=how)
        measured = measure_region(values, stack.grid, grown.mask, uptake=unit == "SUVbw")
        lesions.append(
            FoundLesion(drawn=lesion, booked=booked_lesion(lesion, measured, unit, stack), measured=measured, unit=unit)
        )
    return lesions, how


def one_person(found: Iterable[LesionsOfSeries]) -> str:
    """The PatientID of all series. Raises UsageError when they are of several people, because a book is of one."""
    people = {one.person for one in found}
    if len(people) > 1:
        raise UsageError(
            f"These images are of {len(people)} patients, and a lesion book is of one. Give one patient's images."
        )
    return next(iter(people), "")


def _no_threshold(stack: Stack, why: str) -> Issue:
    return _trouble(stack, "", why, "looked for no candidates on this series")


def _trouble(stack: Stack, place: str, what: str, did: str) -> Issue:
    name = stack.series.instances[0].name
    return Issue(file=name, place=place, what=what, did=did, severity=Severity.WARNING)
