"""A lesion with its numbers as the document that `onward imaging convert` prints."""

from __future__ import annotations

from onward.outputs.lesions import LesionEntry
from onward.outputs.plain.facts import Plain
from onward.terms import Code


def lesion_entry_document(one: LesionEntry) -> dict[str, Plain]:
    """One entry of `imaging convert`."""
    return {
        "tracking_uid": one.tracking_uid or None,
        "tracking_id": one.tracking_id or None,
        "label": one.label or None,
        "person": one.person,
        "study_instance_uid": one.study_uid,
        "study_date": one.study_date or None,
        "series_instance_uid": one.series_uid or None,
        "modality": one.modality or None,
        "finding": _code(one.finding),
        "site": _code(one.site),
        "laterality": _code(one.laterality),
        "is_lesion": one.is_lesion,
        "measures": [
            {
                "name": measure.name,
                "value": None if measure.value is None else float(measure.value),
                "unit": measure.unit or None,
                "why_not_measured": measure.why_none or None,
            }
            for measure in one.measures
        ],
        "reader": one.reader or None,
        "algorithm": one.algorithm or None,
        "file": one.file,
        "synthetic": one.is_synthetic,
        "notes": list(one.notes),
    }


def _code(code: Code | None) -> Plain:
    return None if code is None else {"code": code.value, "system": code.system.value, "display": code.display}
