"""Every other measured value: the newest of each kind with those before it."""

from __future__ import annotations

from onward.outputs.html.context import Cell, Table
from onward.outputs.html.curves import judged, reference_text, shown_name
from onward.outputs.html.phrases import counted, day_text, quantity_text, sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.timeline import LabResult, PerformanceStatus, Standing, Timeline

_EARLIER = 3


def measurements(timeline: Timeline, register: SourceRegister) -> Table:
    """One row for each kind of result that has no curve; newest first within a row."""
    groups: dict[str, list[LabResult]] = {}
    for result in timeline.of(LabResult):
        if not shown_name(result) and result.standing is not Standing.REFUTED:
            groups.setdefault(result.analyte or result.text or "result without a name", []).append(result)
    rows = [
        _row(name, results, register) for name, results in sorted(groups.items(), key=lambda one: one[0].casefold())
    ]
    ecog = timeline.of(PerformanceStatus)
    if ecog:
        rows.insert(0, _performance(ecog, register))
    return Table(
        caption="Other measured values, the newest of each",
        columns=("What", "Newest", "Date", "Before"),
        rows=tuple(rows),
        empty="No other measured value is recorded.",
    )


def _value(result: LabResult) -> str:
    return quantity_text(result.value) if result.value is not None else result.word or "no value"


def _row(name: str, results: list[LabResult], register: SourceRegister) -> tuple[Cell, ...]:
    dated = [result for result in results if result.when.start is not None]
    newest = dated[-1] if dated else results[-1]
    others = [result for result in reversed(results) if result is not newest]
    # A result without a unit or a date is never lost among the many that have both.
    others.sort(key=lambda result: not _is_odd(result))
    shown = max(_EARLIER, sum(1 for result in others if _is_odd(result)))
    shape = judged(newest)
    reference = reference_text(newest)
    notes = [f"reference {reference}"] if reference else []
    if newest.value is not None and newest.value.unit is None:
        notes.append("without a unit: not comparable")
    before = [f"{_value(result)} ({day_text(result.when.start)})" for result in others[:shown]]
    if len(others) > shown:
        before.append(f"and {len(others) - shown} more")
    return (
        Cell(text=sentence_case(name)),
        Cell(
            text=_value(newest) + (f", {shape} reference" if shape in ("above", "below") else ""),
            notes=tuple(notes),
            tone=shape if shape in ("above", "below") else "",
            marks=register.cite((newest,)),
        ),
        Cell(text=day_text(newest.when.start)),
        Cell(text="; ".join(before) or "none", marks=register.cite(others[:shown])),
    )


def _is_odd(result: LabResult) -> bool:
    """A number without a unit, or a result without a date."""
    return result.when.start is None or (result.value is not None and result.value.unit is None)


def _performance(found: tuple[PerformanceStatus, ...], register: SourceRegister) -> tuple[Cell, ...]:
    newest = found[-1]
    others = tuple(reversed(found[:-1]))
    before = [f"{fact.scale} {fact.value} ({day_text(fact.when.start)})" for fact in others[:_EARLIER]]
    if len(others) > _EARLIER:
        before.append(f"and {counted(len(others) - _EARLIER, 'more', 'more')}")
    return (
        Cell(text="Performance status"),
        Cell(text=f"{newest.scale} {newest.value}", marks=register.cite((newest,))),
        Cell(text=day_text(newest.when.start)),
        Cell(text="; ".join(before) or "none", marks=register.cite(others[:_EARLIER])),
    )
