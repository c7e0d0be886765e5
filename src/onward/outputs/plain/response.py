"""Response by one criterion and reader as the document that `onward response` prints (schema onward.response/1)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from onward.engines.response import Flag, ReaderResponse, SideBySide, TargetAt, VisitResponse, lesion_labels
from onward.outputs.plain.facts import Plain


def response_document(response: ReaderResponse) -> dict[str, Plain]:
    """Fields of the interface first; the rest adds to them. Lengths in mm, changes in percent."""
    labels = lesion_labels(response)
    return {
        "schema": "onward.response/1",
        "person": response.person,
        "reader": response.reader,
        "reader_role": response.reader_role or None,
        "criterion": response.criterion,
        "visits": [_visit(visit, labels) for visit in response.visits],
        "best_overall": response.best_overall or None,
        "best_overall_because": response.best_overall_because,
        "best_confirmed": response.best_confirmed or None,
        "best_confirmed_because": response.best_confirmed_because,
        "progressed_on": None if response.progressed_on is None else str(response.progressed_on),
        "responded_on": None if response.responded_on is None else str(response.responded_on),
        "flags": [_flag(flag) for flag in response.flags],
        "rule": response.rule,
        "rule_version": response.rule_version,
        "review": response.review,
    }


def _visit(visit: VisitResponse, labels: Mapping[str, str]) -> dict[str, Plain]:
    return {
        "visit": visit.visit,
        "date": None if visit.date is None else str(visit.date),
        "baseline": visit.is_baseline,
        "targets": [_target(target, labels) for target in visit.targets],
        "sum_mm": _number(visit.sum_mm),
        "nadir_mm": _number(visit.nadir_mm),
        "change_from_baseline_pct": _number(visit.change_from_baseline_pct),
        "change_from_nadir_pct": _number(visit.change_from_nadir_pct),
        "to_progression_mm": _number(visit.to_progression_mm),
        "to_response_mm": _number(visit.to_response_mm),
        "new_sum_mm": _number(visit.new_sum_mm),
        "numbers": {one.id: {"says": one.says, "value": float(one.value), "unit": one.unit} for one in visit.numbers},
        "target": visit.target or None,
        "non_target": visit.non_target or None,
        "new_lesion": visit.new_lesion,
        "overall": visit.overall or None,
        "because": [f"{reason.says} [{reason.section}]" for reason in visit.because],
        "would_change": list(visit.would_change),
        "doubts": list(visit.doubts),
    }


def _target(target: TargetAt, labels: Mapping[str, str]) -> dict[str, Plain]:
    return {
        "lesion": target.lesion,
        "called": labels.get(target.lesion, target.lesion),
        "site": target.site,
        "node": target.is_node,
        "measured_mm": _number(target.measured_mm),
        "counted_mm": _number(target.counted_mm),
        "note": target.note or None,
    }


def _flag(flag: Flag) -> dict[str, Plain]:
    return {"visit": flag.visit, "lesion": flag.lesion or None, "what": flag.what, "did": flag.did}


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def side_by_side_document(found: SideBySide) -> dict[str, Plain]:
    """All criteria of one person visit by visit, where they disagree, and why (schema onward.side-by-side/1)."""
    return {
        "schema": "onward.side-by-side/1",
        "kind": "side_by_side",
        "person": found.person,
        "visits": [
            {
                "visit": row.visit,
                "date": None if row.date is None else str(row.date),
                "verdict": row.verdict,
                "answers": [
                    {"criterion": one.criterion, "reader": one.reader, "overall": one.category or None, "way": one.way}
                    for one in row.answers
                ],
                "why": [
                    {"kind": why.kind, "says": why.says, "settles": why.settles, "lesions": list(why.lesions)}
                    for why in row.why
                ],
            }
            for row in found.rows
        ],
    }
