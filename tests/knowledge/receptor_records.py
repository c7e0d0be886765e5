"""Cases of disease/receptors, read as records of one person."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

import yaml

from onward.disease.receptors import Receptors, call_receptors
from onward.knowledge import ReceptorRules
from onward.knowledge.files import DATA
from onward.terms import Quantity, at, parse_date
from onward.timeline import (
    AnyFact,
    Marker,
    Method,
    ReceptorResult,
    SpecimenKind,
    Timeline,
    Variant,
    VariantKind,
    build_timeline,
)

Case = Mapping[str, Any]
_METHODS = {"ihc": Method.IHC, "ish": Method.ISH, "unspecified": Method.UNSPECIFIED}
_STAINING = {"present": True, "absent": False}


@lru_cache(maxsize=1)
def cases() -> tuple[Case, ...]:
    """The cases, as text, lists and mappings."""
    return tuple(yaml.load((DATA / "disease" / "receptors.cases.yaml").read_bytes(), Loader=yaml.CBaseLoader)["cases"])


@lru_cache(maxsize=1)
def receptor_rules() -> ReceptorRules:
    """The rules that come with Onward."""
    return ReceptorRules.load(DATA / "disease" / "receptors.yaml")


def timeline_of(case: Case) -> Timeline:
    """The record that a case describes. Equal results stay two, as two laboratories would report them."""
    facts: list[AnyFact] = [_result(row, number) for number, row in enumerate(case.get("results") or ())]
    facts += [
        Variant(
            gene=row["gene"],
            kind=VariantKind(row["kind"]),
            present=row["present"] == "true",
            specimen=row["specimen"],
        )
        for row in case.get("variants") or ()
    ]
    return build_timeline("case", facts)


def receptors_of(case: Case) -> Receptors:
    """The calls that the rules give for a case."""
    return call_receptors(timeline_of(case), receptor_rules())


def _result(row: Mapping[str, str], number: int) -> ReceptorResult:
    return ReceptorResult(
        when=at(parse_date(row["date"]) if "date" in row else None),
        text=f"result {number}",
        marker=Marker(row["marker"]),
        method=_METHODS[row["method"]],
        status=row.get("status", ""),
        percent_text=row.get("percent", ""),
        ihc_score=row.get("ihc_score", ""),
        membrane_staining=_STAINING.get(row.get("membrane_staining", "")),
        ish_ratio=_number(row.get("ratio")),
        her2_copies=_number(row.get("copies")),
        cep17_copies=_number(row.get("cep17")),
        assay=row.get("assay", ""),
        specimen=row.get("specimen", ""),
        specimen_kind=SpecimenKind(row["specimen_kind"]),
        specimen_site=row.get("site", ""),
    )


def _number(text: str | None) -> Quantity | None:
    return None if text is None else Quantity(Decimal(text), "1")
