"""TMB, MSI, mismatch repair, PD-L1 and HRD in a line of a report, each only with what makes it certain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from onward.terms import Comparator, Quantity

_NUMBER = r"(?P<sign><=|>=|[<>≤≥])?\s*(?P<value>\d+(?:\.\d+)?)"
_TMB = re.compile(r"\b(?:b?TMB|tumou?r mutation(?:al)? burden)\b(?P<rest>.*)", re.IGNORECASE)
_TMB_NUMBER = re.compile(
    rf"{_NUMBER}\s*(?P<unit>(?:non-?synonymous |somatic )?mut(?:ation)?s?\.?\s*(?:/|per)\s*(?:mb|megabases?)|m/mb)?",
    re.IGNORECASE,
)
_MSI = re.compile(r"\b(?:MSI|microsatellite(?: instability| status)?)\b(?P<rest>.*)", re.IGNORECASE)
_MSI_WORDS = (
    ("stable", re.compile(r"\bMSS\b|\bstable\b|MSI[- ]stable", re.IGNORECASE)),
    ("high", re.compile(r"\bMSI[- ]?H(?:igh)?\b|\binstability[- ]high\b|\bhigh\b|\bunstable\b", re.IGNORECASE)),
    ("low", re.compile(r"\bMSI[- ]?L(?:ow)?\b|\blow\b", re.IGNORECASE)),
)
_MMR = re.compile(r"\b(?:[dp]?MMR|mismatch repair)\b", re.IGNORECASE)
_MMR_WORDS = (
    ("deficient", re.compile(r"\bdMMR\b|\bdeficien(?:t|cy)\b|\bloss of (?:nuclear )?expression\b", re.IGNORECASE)),
    ("proficient", re.compile(r"\bpMMR\b|\bproficient\b|\bintact\b|\bretained\b", re.IGNORECASE)),
)
_PDL1 = re.compile(r"\bPD-?\s?L1\b", re.IGNORECASE)
_ASSAY = re.compile(r"\b(22C3|SP142|SP263|28-8|73-10|E1L3N)\b", re.IGNORECASE)
_MEASURE = re.compile(
    r"\b(?P<measure>CPS|combined positive score|TPS|tumou?r proportion score|IC|immune cells?|TC|tumou?r cells?)\b"
    rf"\s*(?:score)?\s*[:=(]?\s*(?:of\s*)?{_NUMBER}\s*(?P<percent>%)?",
    re.IGNORECASE,
)
_MEASURES = {"c": "CPS", "combined": "CPS", "tps": "TPS", "ic": "IC", "immune": "IC", "tc": "TC"}
_HRD = re.compile(
    r"\b(?:HRD|homologous recombination deficiency|genomic instability score|GIS)\b(?P<rest>.*)", re.IGNORECASE
)
_HRD_NUMBER = re.compile(rf"(?:score|GIS)?\s*[:=]?\s*(?:of\s*)?{_NUMBER}(?!\s*%)", re.IGNORECASE)
_SIGNS = {"<": Comparator.LESS, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
          ">": Comparator.MORE, ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST}  # fmt: skip
_UNCERTAIN = re.compile(
    r"cannot|could not|not (?:determined|evaluable|assessed|performed|tested|reported|available|done)|indeterminate|"
    r"insufficient|failed|pending|equivocal|unknown|borderline",
    re.IGNORECASE,
)
TMB_UNIT = "1/1000000{Base}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidScore:
    """One score of a line; `doubt` what is missing to it, in words for an issue."""

    name: str
    value: Quantity | None = None
    status: str = ""
    measure: str = ""
    assay: str = ""
    doubt: str = ""


def scores_in(line: str) -> Iterator[SaidScore]:
    """Every score that a line gives. A score that the line itself calls undetermined is none."""
    if _PDL1.search(line):
        yield from _pdl1(line)
    for read in (_tmb, _msi, _mmr, _hrd):
        found = read(line)
        if found is not None:
            yield found


def names_a_score(line: str) -> bool:
    """Whether a line speaks of one of these at all."""
    return any(pattern.search(line) for pattern in (_PDL1, _TMB, _MSI, _MMR, _HRD))


def is_undetermined(line: str) -> bool:
    """Whether a line says that there is no result."""
    return _UNCERTAIN.search(line) is not None


def _amount(found: re.Match[str], unit: str | None) -> Quantity:
    return Quantity(Decimal(found["value"]), unit, _SIGNS.get(found["sign"] or "", Comparator.EXACTLY))


def _tmb(line: str) -> SaidScore | None:
    about = _TMB.search(line)
    if about is None or is_undetermined(line):
        return None
    number = _TMB_NUMBER.search(about["rest"])
    if number is None:
        words = re.search(r"\b(high|low|intermediate)\b", about["rest"], re.IGNORECASE)
        return None if words is None else SaidScore(name="TMB", measure="", status=words[1].lower())
    if number["unit"] is None:
        doubt = "a tumour mutational burden without its unit (mutations per megabase)"
        return SaidScore(name="TMB", value=_amount(number, None), doubt=doubt)
    return SaidScore(name="TMB", measure="mutations per megabase", value=_amount(number, TMB_UNIT))


def _msi(line: str) -> SaidScore | None:
    about = _MSI.search(line) or re.search(r"\bMSI-H\b|\bMSS\b", line)
    if about is None or is_undetermined(line):
        return None
    rest = about.groupdict().get("rest", about[0]) or about[0]
    text = f"{about[0][:8]} {rest}"
    if re.search(r"\bnot\b|\bno\b|\bnegative\b", rest, re.IGNORECASE):
        # "MSI: not high" and "no microsatellite instability" are near, and not the laboratory's word.
        return SaidScore(name="MSI", doubt="a microsatellite status in a negation")
    found = [status for status, words in _MSI_WORDS if words.search(text)]
    return SaidScore(name="MSI", status=found[0]) if len(found) == 1 else None


def _mmr(line: str) -> SaidScore | None:
    if not _MMR.search(line) or is_undetermined(line):
        return None
    found = [status for status, words in _MMR_WORDS if words.search(line)]
    return SaidScore(name="MMR", status=found[0]) if len(found) == 1 else None


def _pdl1(line: str) -> Iterator[SaidScore]:
    if is_undetermined(line):
        return
    assays = {assay.upper() for assay in _ASSAY.findall(line)}
    assay = next(iter(assays)) if len(assays) == 1 else ""
    doubt = "" if assay else "a PD-L1 result without its assay (22C3, SP142, ...)"
    if len(assays) > 1:
        doubt = "PD-L1 by several assays in one line: which score is by which is not certain"
    plain = _ASSAY.sub(" ", line)
    found = list(_MEASURE.finditer(plain))
    for one in found:
        word = one["measure"].lower()
        measure = "CPS" if word.startswith(("cps", "combined")) else "TPS" if word.startswith(("tps",)) else ""
        if not measure:
            is_share = word.startswith(("tumor proportion", "tumour proportion"))
            measure = "TPS" if is_share else "IC" if word.startswith(("ic", "immune")) else "TC"
        unit = "1" if measure == "CPS" else "%" if one["percent"] else None
        yield SaidScore(name="PD-L1", measure=measure, assay=assay, value=_amount(one, unit), doubt=doubt)
    if not found:
        words = re.search(r"\b(positive|negative)\b", _PDL1.sub(" ", line), re.IGNORECASE)
        if words is not None:
            yield SaidScore(name="PD-L1", assay=assay, status=words[1].lower(), doubt=doubt)


def _hrd(line: str) -> SaidScore | None:
    about = _HRD.search(line)
    if about is None or is_undetermined(line):
        return None
    rest = about["rest"]
    words = re.search(r"\b(positive|negative|detected|not detected|high|low)\b", rest, re.IGNORECASE)
    status = (
        "" if words is None else words[1].lower().replace("not detected", "negative").replace("detected", "positive")
    )
    number = _HRD_NUMBER.search(rest)
    if number is None and not status:
        return None
    value = None if number is None else _amount(number, "1")
    return SaidScore(name="HRD", measure="score" if value is not None else "", value=value, status=status)
