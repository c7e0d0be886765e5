"""How the PET of a visit was made, from rows of TR that name no lesion.

CDISC has no terms for it; the short names are Onward's own: UPTKTIME (minutes from injection to scan), INJDOSE (MBq),
GLUCOSE (mg/dL), WEIGHT (kg), HEIGHT (cm), CYCLES (of treatment before the scan), and words: TRACER, SCANNER, RECON,
LEANFORM (formula of the lean body mass), CENTER.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from onward.terms import PartialDate, Quantity, at, convert, ucum_of_spelling
from onward.timeline import PetAcquisition, Source

_UNITS = {"UPTKTIME": "min", "INJDOSE": "MBq", "GLUCOSE": "mg/dL", "WEIGHT": "kg", "HEIGHT": "cm", "CYCLES": "1"}
_WORDS = frozenset({"TRACER", "SCANNER", "RECON", "LEANFORM", "CENTER"})
SCAN_TESTS = _WORDS | _UNITS.keys()


class Scans:
    """The acquisitions of one person while tables are read, by reader and visit."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, Decimal | None], PetAcquisition] = {}

    def take(
        self,
        test: str,
        written: str,
        unit: str,
        *,
        reader: str,
        visit: str,
        visit_number: Decimal | None,
        date: PartialDate | None,
        source: Source,
    ) -> str:
        """Take in one row; "" or what is wrong with it."""
        key = (reader, visit, visit_number)
        before = self._found.get(key) or PetAcquisition(reader=reader, visit=visit, visit_number=visit_number)
        value: Decimal | None = None
        if test in _UNITS:
            value = _number(written, unit, _UNITS[test])
            if value is None:
                return f"{written} {unit}".strip() + f" is no number of {_UNITS[test]}"
        if not written:
            return "the row holds no value"
        self._found[key] = replace(
            _with(before, test, written, value),
            when=before.when if before.when.start is not None or date is None else at(date),
            sources=(*before.sources, source),
        )
        return ""

    def facts(self) -> tuple[PetAcquisition, ...]:
        """One fact for each reader and visit."""
        return tuple(self._found.values())


def _number(written: str, unit: str, wanted: str) -> Decimal | None:
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    if not number.is_finite() or number < 0:
        return None
    if wanted == "1":
        return number
    known = ucum_of_spelling(unit) if unit else None
    if known is None:
        return None
    found = convert(Quantity(number, known), wanted)
    return None if found is None else found.value


def _with(before: PetAcquisition, test: str, written: str, value: Decimal | None) -> PetAcquisition:
    match test:
        case "UPTKTIME":
            return replace(before, uptake_minutes=value)
        case "INJDOSE":
            return replace(before, dose_mbq=value)
        case "GLUCOSE":
            return replace(before, glucose_mg_dl=value)
        case "WEIGHT":
            return replace(before, weight_kg=value)
        case "HEIGHT":
            return replace(before, height_cm=value)
        case "CYCLES":
            return replace(before, cycles=value)
        case "TRACER":
            return replace(before, tracer=tracer_of(written))
        case "SCANNER":
            return replace(before, scanner=written)
        case "RECON":
            return replace(before, reconstruction=written)
        case "LEANFORM":
            return replace(before, lean_formula=written)
        case _:
            return replace(before, center=written)


_TRACERS: Mapping[str, str] = {
    "FDG": "FDG",
    "DEOXYGLUCOSE": "FDG",
    "FLUDEOXYGLUCOSE": "FDG",
    "FES": "FES",
    "FLUOROESTRADIOL": "FES",
    "FAPI": "FAPI",
    "SODIUM FLUORIDE": "NaF",
    "NAF": "NaF",
    "PSMA": "PSMA",
    "TRASTUZUMAB": "trastuzumab",
}


def tracer_of(written: str) -> str:
    """The tracer's short name ("FDG" for "F-18 Fludeoxyglucose"); the words themselves when it is not known."""
    upper = written.upper()
    return next((short for name, short in _TRACERS.items() if name in upper), written)
