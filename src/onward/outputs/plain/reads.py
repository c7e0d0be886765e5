"""Cases, reads, comparisons and quality as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields
from decimal import Decimal
from enum import Enum

from onward.engines.response.readings import (
    CaseState,
    Compared,
    Interval,
    Intraclass,
    Kappa,
    Lesion,
    Limits,
    Pair,
    Quality,
    Read,
    Share,
    TwoReaders,
)
from onward.outputs.plain.facts import Plain, number


def case_document(case: CaseState, reads: Mapping[str, Read], hidden: frozenset[str] = frozenset()) -> dict[str, Plain]:
    """`onward reads worklist` and `show`: one case.

    reads    all of the case, by id
    hidden   ids that whoever asks must not see
    """
    asked = case.case
    shown = {key: read for key, read in reads.items() if key not in hidden}
    return {
        "case": case.id,
        "person": case.person,
        "state": case.state.value,
        "workflow": asked.workflow.value if asked else None,
        "visits": list(asked.visits) if asked else [],
        "criteria": list(asked.criteria) if asked else [],
        "blinded_to": list(asked.blinded_to) if asked else [],
        "asked_by": asked.by if asked else None,
        "asked_at": asked.at if asked else None,
        "comment": asked.comment if asked else "",
        "seats": [
            {
                "reader": seat.reader,
                "role": seat.role.value,
                "state": seat.state.value,
                "reads": [key for key in seat.reads if key not in hidden],
            }
            for seat in case.seats
        ],
        "hidden": len(reads) - len(shown),
        "reads": [read_document(key, read, case) for key, read in sorted(shown.items(), key=lambda one: one[1].at)],
        "conflicts": [] if hidden else [{"reader": reader, "reads": list(keys)} for reader, keys in case.conflicts],
        "differing": []
        if hidden
        else [
            {"visit": one.visit, "said": [{"reader": reader, "overall": category} for reader, category in one.said]}
            for one in case.differing
        ],
        "settled_by": case.settled_by or None,
    }


def read_document(key: str, read: Read, case: CaseState) -> dict[str, Plain]:
    """One version of a read; `holds` when no other version amends it."""
    heads = {one for seat in case.seats for one in seat.reads}
    return {
        "read": key,
        "reader": read.reader,
        "site": read.site,
        "role": read.role.value,
        "signed_at": read.at,
        "holds": key in heads or key == case.settled_by,
        "counts": key in case.counted,
        "blinded_to": list(read.blinded_to),
        "replaces": list(read.replaces),
        "judged": list(read.judged),
        "upheld": read.upheld or None,
        "because": read.because,
        "marks": [_flat(mark) for mark in read.marks],
        "images": [_flat(image) for image in read.images],
        "categories": [_flat(category) for category in read.categories],
        "software": read.software,
    }


def _flat(value: object) -> dict[str, Plain]:
    """A small frozen value as an object; empty fields left out."""
    found: dict[str, Plain] = {}
    for field in fields(value):  # pyright: ignore[reportArgumentType]  (marks, images and categories are dataclasses)
        held = getattr(value, field.name)
        match held:
            case None | "":
                continue
            case Decimal():
                found[field.name] = number(held)
            case Enum():
                found[field.name] = str(held.value)
            case tuple():
                found[field.name] = [number(part) for part in held]
            case _:
                found[field.name] = held
    return found


def comparison_document(compared: Compared) -> dict[str, Plain]:
    """`onward reads compare`: two readers of one person."""
    return {
        "person": compared.person,
        "criterion": compared.criterion,
        "left": {"reader": compared.left.reader, "role": compared.left.role, "best": compared.best[0]},
        "right": {"reader": compared.right.reader, "role": compared.right.role, "best": compared.best[1]},
        "lesions": [
            *(_pair(pair) for pair in compared.pairing.pairs),
            *({"left": _lesion(one), "right": None, "paired_by": None} for one in compared.pairing.left_only),
            *({"left": None, "right": _lesion(one), "paired_by": None} for one in compared.pairing.right_only),
        ],
        "visits": [
            {
                "visit": visit.visit,
                "date": str(visit.date) if visit.date is not None else None,
                "left": visit.left,
                "right": visit.right,
                "left_sum_mm": None if visit.left_sum_mm is None else number(visit.left_sum_mm),
                "right_sum_mm": None if visit.right_sum_mm is None else number(visit.right_sum_mm),
                "differs": visit.differs,
                "decisive": [kind.value for kind in visit.decisive],
                "leaning": [kind.value for kind in visit.leaning],
                "account": visit.account,
                "differences": [
                    {"kind": one.kind.value, "left": one.left or None, "right": one.right or None, "says": one.says}
                    for one in visit.differences
                ],
            }
            for visit in compared.visits
        ],
    }


def _lesion(lesion: Lesion) -> Plain:
    return {"lesion": lesion.name, "role": lesion.role, "site": lesion.site, "tracking_uid": lesion.tracking_uid}


def _pair(pair: Pair) -> Plain:
    return {
        "left": _lesion(pair.left),
        "right": _lesion(pair.right),
        "paired_by": pair.by.value,
        "distance_mm": None if pair.distance_mm is None else number(pair.distance_mm),
    }


def agreement_document(found: TwoReaders) -> dict[str, Plain]:
    """Agreement of two readers."""
    return {
        "readers": list(found.who),
        "visits": found.visits,
        "kappa": kappa_document(found.kappa),
        "weighted_kappa": kappa_document(found.weighted),
        "not_in_an_order": found.not_ordered,
        "intraclass": [] if found.intraclass is None else [_intraclass(one) for one in found.intraclass],
        "limits": limits_document(found.limits),
    }


def kappa_document(kappa: Kappa | None) -> Plain:
    """Kappa with its table."""
    if kappa is None:
        return None
    return {
        "weights": kappa.weights.value,
        "n": kappa.n,
        "categories": list(kappa.categories),
        "table": [list(row) for row in kappa.table],
        "observed": kappa.observed,
        "expected": kappa.expected,
        "value": kappa.value,
        "low": kappa.low,
        "high": kappa.high,
    }


def _intraclass(one: Intraclass) -> Plain:
    return {
        "kind": one.kind,
        "value": one.value,
        "low": one.low,
        "high": one.high,
        "visits": one.targets,
        "readers": one.readers,
    }


def limits_document(limits: Limits | None) -> Plain:
    """Bland-Altman limits in mm, first reader minus second."""
    if limits is None:
        return None
    return {
        "n": limits.n,
        "bias_mm": _interval(limits.bias),
        "deviation_mm": limits.deviation,
        "lower_mm": _interval(limits.lower),
        "upper_mm": _interval(limits.upper),
        "slope": _interval(limits.slope),
        "points": [[mean, difference] for mean, difference in limits.points],
    }


def _interval(found: Interval | None) -> Plain:
    return None if found is None else {"value": found.value, "low": found.low, "high": found.high}


def _share(found: Share) -> Plain:
    return {"k": found.k, "n": found.n, "low": found.low, "high": found.high}


def quality_document(found: Quality) -> dict[str, Plain]:
    """`onward reads quality`: one reader or site."""
    return {
        "who": found.who,
        "visits": found.visits,
        "differing": _share(found.differing),
        "upheld": _share(found.upheld),
        "bias_mm": _interval(found.bias_mm),
        "drift_pct_a_year": _interval(found.drift_pct_a_year),
        "drifts": found.drifts,
        "periods": [
            {
                "period": period.period,
                "visits": period.visits,
                "differing": _share(period.differing),
                "bias_mm": period.bias_mm,
            }
            for period in found.periods
        ],
    }


def quality_documents(found: Sequence[Quality]) -> list[Plain]:
    """Several."""
    return [quality_document(one) for one in found]
