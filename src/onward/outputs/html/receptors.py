"""Receptors of every specimen, newest first: the call, what was reported, the rule and the reason."""

from __future__ import annotations

from onward.disease import DiseasePicture, ReceptorCall
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import NOT_RECORDED, day_text, relative_text, sentence_case
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.specimens import specimen_words
from onward.terms import PartialDate
from onward.timeline import Marker, ReceptorResult, describe

_OPEN = ("cannot be told", "zero-or-ultralow", "zero-to-low", "positive-or-low")
_INPUTS = 4


def receptor_table(picture: DiseasePicture, register: SourceRegister) -> Table:
    """One row for each specimen and day."""
    rows: dict[tuple[str, str], list[ReceptorCall]] = {}
    for call in picture.receptors:
        rows.setdefault((call.specimen, str(call.date)), []).append(call)
    ordered = sorted(rows.values(), key=_newest_first)
    anchor = picture.onset.first_metastasis
    return Table(
        caption="Receptors of each specimen, newest first",
        columns=("Specimen", "ER", "PR", "HER2"),
        rows=tuple(_row(calls, anchor, register) for calls in ordered),
        even=True,
        empty="No receptor result is recorded. A pathology report of the primary or of a metastasis would settle it.",
    )


def _newest_first(calls: list[ReceptorCall]) -> tuple[int, str]:
    dates = [call.date for call in calls if call.date is not None]
    return (-max(when.earliest.toordinal() for when in dates) if dates else 0, calls[0].specimen)


def _row(calls: list[ReceptorCall], anchor: PartialDate | None, register: SourceRegister) -> tuple[Cell, ...]:
    first = calls[0]
    words = specimen_words(first.specimen_kind, first.specimen_site)
    month = relative_text(first.date, anchor)
    notes = [day_text(first.date) + (f" (month {month})" if month else "")]
    if first.specimen and first.specimen != words:
        notes.append(f"sample {first.specimen}" if first.specimen != "not stated" else "sample not stated")
    return (
        Cell(text=sentence_case(words) or "Kind of specimen not recorded", notes=tuple(notes)),
        *(_call([call for call in calls if call.marker is marker], register) for marker in Marker),
    )


def _call(calls: list[ReceptorCall], register: SourceRegister) -> Cell:
    if not calls:
        return Cell(text=NOT_RECORDED, tone="open")
    words = [call.call.replace("-", " ") if call.call in _OPEN else call.call for call in calls]
    inputs = [result for call in calls for result in call.inputs]
    notes = list(dict.fromkeys(_raw(result) for result in inputs))
    if len(notes) > _INPUTS:
        notes = [*notes[:_INPUTS], f"and {len(notes) - _INPUTS} more"]
    settle = dict.fromkeys(call.settle for call in calls if call.settle)
    return Cell(
        text="; ".join(dict.fromkeys(words)),
        notes=tuple(notes),
        settle=" ".join(settle),
        why=" ".join(f"{call.because} Rule: {call.rule}." for call in calls),
        tone="open" if any(call.call in _OPEN for call in calls) else "call",
        marks=register.cite(inputs),
    )


def _raw(result: ReceptorResult) -> str:
    words = describe(result).removeprefix(result.marker.value).strip(", ")
    # An assay often begins with the method that is said already ("IHC, clone SP1").
    words = ", ".join(dict.fromkeys(part.strip() for part in words.split(",")))
    return words or result.text or "result without a value"


def unused_table(picture: DiseasePicture, register: SourceRegister) -> Table:
    """Results that no call rests on, with the reason: blood, impossible numbers, words that are not understood."""
    rows = [
        (
            Cell(
                text=sentence_case(describe(unused.fact)),
                notes=(day_text(unused.fact.when.start),),
                marks=register.cite((unused.fact,)),
            ),
            Cell(text=sentence_case(unused.what)),
            Cell(text=sentence_case(unused.did)),
        )
        for unused in picture.unused_results
    ]
    return Table(
        caption="Receptor results that could not be used", columns=("Result", "Why", "What was done"), rows=tuple(rows)
    )
