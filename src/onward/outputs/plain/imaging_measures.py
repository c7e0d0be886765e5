"""Compared protocols, bone scans, enhancement and diffusion as the documents that `onward imaging` prints."""

from __future__ import annotations

from collections.abc import Sequence

from onward.imaging import (
    BoneShare,
    ConfirmedSpot,
    PhaseChoice,
    ProtocolComparison,
    RegionEnhanced,
    RegionFound,
    ScanProtocol,
    SkeletonChange,
    SkeletonInvolved,
    SpotCandidate,
    Statistics,
    ViewRead,
)
from onward.outputs.plain.facts import Plain


def comparison_document(one: ProtocolComparison) -> dict[str, Plain]:
    """One pair of series of `imaging compare`."""
    return {
        "modality": one.earlier.modality,
        "earlier": scan_document(one.earlier),
        "later": scan_document(one.later),
        "differs": [difference.aspect for difference in one.differing],
        "aspects": [
            {
                "aspect": difference.aspect,
                "words": difference.words,
                "unit": difference.unit or None,
                "earlier": difference.earlier,
                "later": difference.later,
                "change": difference.change,
                "change_percent": difference.change_percent,
                "agreement": difference.agreement,
                "outside": list(difference.outside),
                "says": difference.says,
            }
            for difference in one.aspects
        ],
    }


def scan_document(one: ScanProtocol) -> dict[str, Plain]:
    """Which series."""
    return {
        "series_instance_uid": one.series_instance_uid,
        "study_instance_uid": one.study_instance_uid,
        "description": one.description,
        "date": one.date or None,
        "modality": one.modality,
    }


def view_document(one: ViewRead, confirmed: Sequence[ConfirmedSpot] = ()) -> dict[str, Plain]:
    """One view of a bone scan with its candidates, and which of them a reader confirmed."""
    names = {spot.spot for spot in confirmed}
    return {
        "view": one.view,
        "midline_column": one.midline_column,
        "reference_counts": one.reference.counts,
        "normalised_by": one.reference.how,
        "candidates": [_spot(candidate, is_confirmed=candidate.name in names) for candidate in one.candidates],
        "notes": list(one.notes),
    }


def _spot(one: SpotCandidate, *, is_confirmed: bool) -> dict[str, Plain]:
    return {
        "spot": one.name,
        "side": one.side,
        "column": one.column,
        "row": one.row,
        "area_mm2": one.area_mm2,
        "uptake": one.uptake,
        "mean_uptake": one.mean_uptake,
        "compared_with": one.compared_with,
        "compared_uptake": one.compared,
        "ratio": one.ratio,
        "twin": one.twin or None,
        "is_confirmed": is_confirmed,
    }


def involved_document(
    confirmed: Sequence[ConfirmedSpot] | None, involved: SkeletonInvolved | str | None
) -> dict[str, Plain]:
    """What readers confirmed, and the share of the skeleton."""
    share = involved if isinstance(involved, SkeletonInvolved) else None
    return {
        "confirmed": None
        if confirmed is None
        else [
            {"spot": one.spot or None, "bone": one.bone, "percent": one.percent, "reader": one.reader}
            for one in confirmed
        ],
        "bone_scan_index_percent": None if share is None else share.index_percent,
        "why_no_index": "nobody confirmed anything of this scan"
        if involved is None
        else involved
        if isinstance(involved, str)
        else None,
        "bones": [] if share is None else [_share(one) for one in share.bones],
    }


def _share(one: BoneShare) -> dict[str, Plain]:
    return {
        "bone": one.bone,
        "involved_percent": one.involved_percent,
        "weight_percent": one.weight_percent,
        "adds_percent": one.adds_percent,
    }


def change_document(earlier: str, later: str, one: SkeletonChange) -> dict[str, Plain]:
    """From one scan to the next."""
    return {
        "earlier": earlier,
        "later": later,
        "points": one.points,
        "relative_percent": one.relative_percent,
        "newly": list(one.newly),
        "no_longer": list(one.no_longer),
        "more": list(one.more),
        "less": list(one.less),
    }


def choice_document(choice: PhaseChoice | str) -> dict[str, Plain]:
    """Which volumes were taken, or why none."""
    if isinstance(choice, str):
        return {"before": None, "early": None, "late": None, "because": None, "why_not": choice}
    return {
        "before": choice.before,
        "early": choice.early,
        "late": choice.late,
        "because": choice.because,
        "why_not": None,
    }


def enhanced_document(region: RegionFound, one: RegionEnhanced) -> dict[str, Plain]:
    """One region of `imaging enhance`; percentages of the signal before contrast, volumes in mL."""
    return {
        **region_head(region),
        "early_percent": statistics_document(one.early_percent),
        "late_percent": statistics_document(one.late_percent),
        "signal_enhancement_ratio": statistics_document(one.ratio),
        "enhancing_from_percent": one.enhancing_from,
        "enhancing_voxels": one.enhancing_voxels,
        "enhancing_ml": one.enhancing_ml,
        "ratio_from": one.ratio_from,
        "above_ratio_ml": one.above_ratio_ml,
        "below_before": one.below_before,
        "without_signal": one.without_signal,
    }


def region_head(region: RegionFound) -> dict[str, Plain]:
    """Which region."""
    return {
        "region": {
            "segment_number": region.number,
            "label": region.label,
            "tracking_uid": region.tracking_uid or None,
        },
        "file": region.file,
    }


def statistics_document(found: Statistics | None) -> dict[str, Plain] | None:
    """Statistics by name; None for a region without a measurable voxel."""
    if found is None:
        return None
    return {
        "voxels": found.voxels,
        "min": found.minimum,
        "mean": found.mean,
        "median": found.median,
        "max": found.maximum,
        "sd": found.deviation,
    }
