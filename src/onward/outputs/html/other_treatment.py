"""Operations, procedures and radiotherapy; judged status; imaging and other reports. Newest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onward.outputs.html.chart_events import is_examination, procedure_words, radiotherapy_words, status_words
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import (
    counted,
    day_text,
    listed,
    period_text,
    relative_text,
    sentence_case,
    span_text,
    spoken,
)
from onward.outputs.html.sources import SourceRegister
from onward.terms import PartialDate
from onward.timeline import (
    AnyFact,
    DiseaseStatus,
    ImagingFact,
    ProcedureFact,
    Radiotherapy,
    ReportFact,
    Standing,
    Timeline,
)

# Long lists show this many rows; the rest is one click away.
_ROWS = 12


def newest_first(fact: AnyFact) -> tuple[int, str]:
    """Sorting key: newest first, undated last."""
    start = fact.when.start or fact.when.end
    return (-start.earliest.toordinal() if start is not None else 0, fact.text)


def shortened(
    caption: str,
    columns: tuple[str, ...],
    rows: Sequence[tuple[Cell, ...]],
    *,
    numeric: tuple[int, ...] = (),
    empty: str = "",
) -> Table:
    """A table that folds away what goes beyond its first rows."""
    cut = _ROWS if len(rows) > _ROWS + 3 else len(rows)
    return Table(
        caption=caption,
        columns=columns,
        rows=tuple(rows[:cut]),
        numeric=numeric,
        empty=empty,
        more=tuple(rows[cut:]),
        more_caption=f"{len(rows) - cut} more, older" if cut < len(rows) else "",
    )


def local_treatment_table(timeline: Timeline, register: SourceRegister) -> Table:
    """Operations, biopsies and radiotherapy."""
    found = [fact for fact in timeline.of(ProcedureFact) if fact.kind and not is_examination(fact)]
    return shortened(
        "Operations, biopsies and radiotherapy",
        ("Date", "What"),
        _repeated((*found, *timeline.of(Radiotherapy)), register),
        numeric=(0,),
        empty="No operation, biopsy or radiotherapy is recorded.",
    )


def procedure_table(timeline: Timeline, register: SourceRegister) -> Table:
    """Examinations, and procedures of no kind that Onward knows."""
    found = [fact for fact in timeline.of(ProcedureFact) if not fact.kind or is_examination(fact)]
    return shortened("Examinations and other procedures", ("Date", "What"), _repeated(found, register), numeric=(0,))


def _repeated(facts: Iterable[ProcedureFact | Radiotherapy], register: SourceRegister) -> list[tuple[Cell, ...]]:
    """What was repeated is one row with its first and last date, newest first."""
    groups: dict[tuple[str, str], list[ProcedureFact | Radiotherapy]] = {}
    for fact in facts:
        groups.setdefault((_what(fact), fact.status), []).append(fact)
    rows = []
    for (words, status), same in sorted(groups.items(), key=lambda one: newest_first(one[1][-1])):
        last = same[-1]
        when = period_text(last.when)
        if len(same) > 1:
            days = [fact.when.start for fact in same if fact.when.start is not None]
            when = span_text(days[0], days[-1]) if days else "undated"
        notes = [
            *([counted(len(same), "time")] if len(same) > 1 else []),
            *([status] if status and status != "completed" else []),
            *([last.intent] if last.intent else []),
        ]
        rows.append((Cell(text=when), Cell(text=sentence_case(words), notes=tuple(notes), marks=register.cite(same))))
    return rows


def _what(fact: ProcedureFact | Radiotherapy) -> str:
    if isinstance(fact, Radiotherapy):
        technique = f", {spoken(fact.modality)}" if fact.modality else ""
        return f"radiotherapy: {radiotherapy_words(fact)}{technique}"
    words = procedure_words(fact)
    side = fact.laterality.value if fact.laterality is not None else ""
    return f"{words}, {side}" if side and side not in words.lower() else words


def status_table(timeline: Timeline, register: SourceRegister, *, anchor: PartialDate | None) -> Table:
    """How the cancer does, as somebody judged it."""
    rows = [
        (
            Cell(text=day_text(fact.when.start)),
            *((Cell(text=relative_text(fact.when.start, anchor)),) if anchor is not None else ()),
            Cell(
                text=sentence_case(status_words(fact)),
                notes=(fact.text,) if fact.text and fact.text.casefold() != status_words(fact).casefold() else (),
                marks=register.cite((fact,)),
            ),
            Cell(text=listed(kind.replace("_", " ") for kind in fact.evidence) or "not recorded"),
        )
        for fact in sorted(timeline.of(DiseaseStatus), key=newest_first)
    ]
    return shortened(
        "Status as judged, newest first",
        ("Date", "Month", "Status", "By") if anchor is not None else ("Date", "Status", "By"),
        rows,
        numeric=(0, 1) if anchor is not None else (0,),
        empty="No judged status (progression, response) is recorded.",
    )


def imaging_table(timeline: Timeline, register: SourceRegister) -> Table:
    """Imaging with its conclusion in the report's own words; study and report of one day are one row."""
    groups: dict[tuple[str, str], list[ImagingFact]] = {}
    for fact in sorted(timeline.of(ImagingFact), key=newest_first):
        groups.setdefault((day_text(fact.when.start), fact.modality), []).append(fact)
    rows = []
    for (day, modality), facts in groups.items():
        conclusions = list(dict.fromkeys(fact.conclusion for fact in facts if fact.conclusion))
        what = list(dict.fromkeys(fact.description or fact.text for fact in facts if fact.description or fact.text))
        where = list(dict.fromkeys(fact.body_site for fact in facts if fact.body_site))
        provisional = any(fact.standing is Standing.PROVISIONAL for fact in facts)
        notes = [*what[1:2], *where[:2], *(["provisional"] if provisional else [])]
        rows.append(
            (
                Cell(text=day),
                Cell(text=what[0] if what else modality or "imaging", notes=tuple(notes)),
                Cell(
                    text=" ".join(conclusions) or "no conclusion recorded",
                    tone="" if conclusions else "open",
                    marks=register.cite(facts),
                ),
            )
        )
    return shortened(
        "Imaging, newest first",
        ("Date", "Study", "Conclusion, in the report's words"),
        rows,
        numeric=(0,),
        empty="No imaging is recorded.",
    )


def report_table(timeline: Timeline, register: SourceRegister) -> Table:
    """Pathology, genomics and other reports with a conclusion."""
    rows = [
        (
            Cell(text=day_text(fact.when.start)),
            Cell(text=sentence_case(fact.category or fact.text or "report"), notes=_title(fact)),
            Cell(text=fact.conclusion or "no conclusion recorded", marks=register.cite((fact,))),
        )
        for fact in sorted(timeline.of(ReportFact), key=newest_first)
    ]
    return shortened(
        "Pathology, genomics and other reports, newest first",
        ("Date", "Report", "Conclusion, in the report's words"),
        rows,
        numeric=(0,),
        empty="No report is recorded.",
    )


def _title(fact: ReportFact) -> tuple[str, ...]:
    return (fact.text,) if fact.text and fact.category and fact.text.casefold() != fact.category.casefold() else ()
