"""Lesions found, matches proposed and readings confirmed, as the documents that `onward imaging` prints."""

from __future__ import annotations

from onward.imaging import (
    BookedLesion,
    BookedMatch,
    BookedReference,
    BookedSeries,
    BookItem,
    Decision,
    ReferenceUptake,
    Sighting,
)
from onward.outputs.plain.facts import Plain


def booked_lesion_document(lesion: BookedLesion) -> dict[str, Plain]:
    """One lesion of a book; lengths in mm, volumes in mL, SUV and SUL in g/mL."""
    return {
        "name": lesion.name or None,
        "tracking_uid": lesion.tracking_uid,
        "tracking_id": lesion.tracking_id or None,
        "label": lesion.label,
        "origin": lesion.origin,
        "is_confirmed": False,
        "site": lesion.site or None,
        "laterality": lesion.laterality or None,
        "organ": lesion.organ or None,
        "physiological": lesion.physiological or None,
        "file": lesion.file or None,
        "segment_number": lesion.segment or None,
        "volume_ml": lesion.volume_ml,
        "centre_mm": list(lesion.centre_mm),
        "slice": lesion.slice,
        "long_axis_mm": lesion.longest_diameter_mm,
        "short_axis_mm": lesion.perpendicular_diameter_mm,
        "values": dict(lesion.values or {}),
    }


def lesion_series_document(
    series: BookedSeries,
    *,
    person: str,
    threshold: float | None,
    reference: ReferenceUptake | None,
    total: dict[str, float] | None,
) -> dict[str, Plain]:
    """One series with what was found on it; nothing of it is confirmed."""
    return {
        "person": person,
        "letter": series.letter or None,
        "series_instance_uid": series.series_instance_uid,
        "study_instance_uid": series.study_instance_uid,
        "modality": series.modality,
        "date": series.date or None,
        "description": series.description,
        "how": series.how or None,
        "is_synthetic": series.is_synthetic,
        "threshold": threshold,
        "reference": None
        if reference is None
        else {
            "tissue": reference.tissue,
            "mean": reference.mean,
            "sd": reference.deviation,
            "voxels": reference.voxels,
            "centre_mm": list(reference.centre_mm),
            "how": reference.how,
            "threshold": reference.threshold,
        },
        "total": None if total is None else dict(total),
        "lesions": [booked_lesion_document(one) for one in series.lesions],
        "references": [book_item_document(one) for one in series.references],
    }


def book_item_document(item: BookItem) -> dict[str, Plain]:
    """A lesion, reference or match that a reader may decide on."""
    match item:
        case BookedLesion():
            return booked_lesion_document(item)
        case BookedMatch():
            return match_document(item)
        case BookedReference():
            return {
                "name": item.name,
                "tissue": item.tissue,
                "sul_mean": item.mean,
                "sul_sd": item.deviation,
                "centre_mm": list(item.centre_mm),
                "how": item.how,
                "is_confirmed": False,
            }


def match_document(match: BookedMatch) -> dict[str, Plain]:
    """One proposed match."""
    return {
        "name": match.name,
        "kind": match.kind,
        "earlier_series": match.earlier_series,
        "later_series": match.later_series,
        "earlier": list(match.earlier),
        "later": list(match.later),
        "distance_mm": match.distance_mm,
        "is_clear": match.is_clear,
        "is_confirmed": False,
        "because": match.because,
        "how": match.how,
    }


def decision_document(decision: Decision) -> dict[str, Plain]:
    """One decision of a reader."""
    return {
        "number": decision.number,
        "at": decision.at.isoformat(),
        "reader": decision.reader,
        "reader_role": decision.reader_role,
        "verdict": decision.verdict,
        "of": decision.of,
        "role": decision.role or None,
        "state": decision.state or None,
        "site": decision.site or None,
        "site_text": decision.site_text or None,
        "laterality": decision.laterality or None,
        "is_node": decision.is_node,
        "note": decision.note or None,
    }


def sighting_document(one: Sighting) -> dict[str, Plain]:
    """One confirmed lesion at one visit."""
    return {
        "lesion": one.lesion,
        "name": one.found.name,
        "date": one.series.date or None,
        "method": one.series.method,
        "reader": one.reader,
        "reader_role": one.reader_role,
        "role": one.role or None,
        "site": one.site or None,
        "site_text": one.site_text or None,
        "is_node": one.is_node,
        "state": one.state or None,
        "volume_ml": None if one.state == "absent" else one.found.volume_ml,
        "long_axis_mm": None if one.state == "absent" else one.found.longest_diameter_mm,
        "short_axis_mm": None if one.state == "absent" else one.found.perpendicular_diameter_mm,
        "values": {} if one.state == "absent" else dict(one.found.values or {}),
        "decided": list(one.decided),
    }
