"""ER, PR and HER2 of a sample, and of the primary tumour where the sample table gives those beside it.

Status and percentage of one receptor are one result; HER2 by IHC, HER2 by ISH and HER2 overall are a result each.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import zip_longest

from onward.intake.cbioportal.cells import RatioCell, read_percent, read_ratio, read_score, read_status
from onward.intake.cbioportal.rows import Cell, Row, said
from onward.terms import Issue, Quantity, Severity
from onward.timeline import Marker, Method, ReceptorResult, SpecimenKind

Found = ReceptorResult | Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """What was tested: key and kind of the specimen, site where known; `report` ties results without a specimen."""

    specimen: str
    kind: SpecimenKind
    site: str = ""
    report: str = ""


_ISH = ("her2_ish_status", "her2_ish_ratio", "her2_copies", "cep17_copies")


def receptors_of(row: Row, of: str, tested: Tested) -> Iterator[Found]:
    """The results of a row that speak of `of` ("sample" or "primary")."""
    for marker, name in ((Marker.ER, "er"), (Marker.PR, "pr")):
        yield from _hormone_receptor(row, of, tested, marker, name)
    yield from _her2_ihc(row, of, tested)
    yield from _her2_ish(row, of, tested)
    for cell in _cells(row, of, "her2_status"):
        yield from _stated(row, tested, Marker.HER2, Method.UNSPECIFIED, cell)


def _cells(row: Row, of: str, *meanings: str) -> list[Cell]:
    return [cell for cell in row.of(*meanings) if cell.of == of]


def _result(row: Row, tested: Tested, marker: Marker, method: Method, cells: Sequence[Cell]) -> ReceptorResult:
    return ReceptorResult(
        marker=marker,
        method=method,
        text=said(cells),
        sources=(row.source(cells),),
        specimen=tested.specimen,
        specimen_kind=tested.kind,
        specimen_site=tested.site,
        report=tested.report,
    )


def _stated(row: Row, tested: Tested, marker: Marker, method: Method, cell: Cell) -> Iterator[Found]:
    """A result that is nothing but a word; two words of two laboratories are two results."""
    read = read_status(cell.text)
    if not read.understood:
        yield _not_understood(row, cell)
        return
    result = _result(row, tested, marker, method, [cell])
    yield replace(result, status=read.status)
    if read.outside:
        yield replace(result, status=read.outside, assay="outside laboratory")


def _not_understood(row: Row, cell: Cell) -> Issue:
    return row.issue(
        cell,
        "a receptor result in words that Onward does not know",
        "took nothing from the cell; a human has to read it",
    )


def _hormone_receptor(row: Row, of: str, tested: Tested, marker: Marker, name: str) -> Iterator[Found]:
    statuses = _cells(row, of, f"{name}_status")
    percents = _cells(row, of, f"{name}_percent")
    for status, percent in zip_longest(statuses, percents):
        cells = [cell for cell in (status, percent) if cell is not None]
        read = read_status(status.text) if status is not None else None
        if status is not None and read is not None and not read.understood:
            yield _not_understood(row, status)
            read = None
        if read is None and percent is None:
            continue
        is_ihc = percent is not None or (status is not None and status.column.method == Method.IHC.value)
        result = _result(row, tested, marker, Method.IHC if is_ihc else Method.UNSPECIFIED, cells)
        if read is not None:
            result = replace(result, status=read.status)
        if percent is not None:
            stained = read_percent(percent.text)
            result = replace(result, percent_low=stained.low, percent_high=stained.high, percent_text=stained.text)
            if stained.low is None:
                yield row.issue(
                    percent,
                    "a percentage of stained nuclei that is no number or range from 0 to 100",
                    "kept its words, took no number from it",
                )
        yield result
        if read is not None and read.outside:
            yield replace(
                _result(row, tested, marker, Method.UNSPECIFIED, cells[:1]),
                status=read.outside,
                assay="outside laboratory",
            )


def _her2_ihc(row: Row, of: str, tested: Tested) -> Iterator[Found]:
    statuses = _cells(row, of, "her2_ihc_status")
    scores = _cells(row, of, "her2_ihc_score")
    for status, score in zip_longest(statuses, scores):
        cells = [cell for cell in (status, score) if cell is not None]
        word = outside = value = ""
        for cell in cells:
            found = read_score(cell.text)
            read = read_status(cell.text)
            if found:
                value = value or found
            elif read.understood:
                word, outside = word or read.status, outside or read.outside
            else:
                yield _not_understood(row, cell)
        if not (word or value):
            continue
        result = _result(row, tested, Marker.HER2, Method.IHC, cells)
        yield replace(result, status=word, ihc_score=value)
        if outside:
            yield replace(result, status=outside, assay="outside laboratory")


def _her2_ish(row: Row, of: str, tested: Tested) -> Iterator[Found]:
    status, ratio, copies, cep17 = (next(iter(_cells(row, of, meaning)), None) for meaning in _ISH)
    cells = [cell for cell in (status, ratio, copies, cep17) if cell is not None]
    if not cells:
        return
    read = read_status(status.text) if status is not None else None
    if status is not None and read is not None and not read.understood:
        yield _not_understood(row, status)
        read = None
    measured = read_ratio(ratio.text) if ratio is not None else RatioCell()
    if ratio is not None and not measured.understood:
        yield row.issue(ratio, "an ISH ratio that is no number", "kept its words, took no number from it")
    if ratio is not None and measured.left:
        yield row.issue(
            ratio,
            "a number beside the ISH ratio of which it is not certain whether it belongs to it",
            "kept it in words only; look at the report of the other laboratory",
        )
    counts: list[Quantity | None] = []
    for cell in (copies, cep17):
        value = _number(cell.text) if cell is not None else None
        if cell is not None and value is None:
            yield row.issue(cell, "a number of gene copies that is no number", "kept its words, took no number from it")
        counts.append(value)
    result = _result(row, tested, Marker.HER2, Method.ISH, cells)
    main = replace(
        result,
        status=read.status if read is not None else "",
        ish_ratio=measured.ratio,
        her2_copies=counts[0] or measured.copies,
        cep17_copies=counts[1],
    )
    if main.status or main.ish_ratio or main.her2_copies or main.cep17_copies:
        yield main
    for other in measured.others:
        yield replace(result, ish_ratio=other)
    if read is not None and read.outside:
        yield replace(result, status=read.outside, assay="outside laboratory")
    for cell in _cells(row, of, *_ISH):
        if cell not in cells:
            yield row.issue(
                cell,
                "a second column for a value of HER2 in situ hybridisation",
                "took the first column and left this one; look at both",
                Severity.WARNING,
            )


def _number(text: str) -> Quantity | None:
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return Quantity(value, "1") if value.is_finite() else None
