"""Operations, procedures and radiotherapy; judged status; imaging and other reports. Newest first."""

from __future__ import annotations

from collections.abc import Sequence

from onward.outputs.html.chart_events import radiotherapy_words, status_words
from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import counted, day_text, listed, period_text, relative_text, sentence_case, spoken
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
    """Operations and radiotherapy; what was repeated is one row with its first and last date."""
    groups: dict[tuple[str, str], list[ProcedureFact | Radiotherapy]] = {}
    for fact in (*timeline.of(ProcedureFact), *timeline.of(Radiotherapy)):
        words = _what(fact)
        groups.setdefault((words, fact.status), []).append(fact)
    known = sorted(groups.items(), key=lambda one: (_is_minor(one[1][0]), newest_first(one[1][-1])))
    rows = []
    for (words, status), facts in known:
        last = facts[-1]
        when = period_text(last.when)
        if len(facts) > 1:
            days = [fact.when.start for fact in facts if fact.when.start is not None]
            when = f"{days[0]} to {days[-1]}" if days else "undated"
        notes = [
            *([counted(len(facts), "time")] if len(facts) > 1 else []),
            *([status] if status and status != "completed" else []),
            *([last.intent] if last.intent else []),
        ]
        rows.append((Cell(text=when), Cell(text=sentence_case(words), notes=tuple(notes), marks=register.cite(facts))))
    return shortened(
        "Operations, procedures and radiotherapy",
        ("Date", "What"),
        rows,
        numeric=(0,),
        empty="No operation, procedure or radiotherapy is recorded.",
    )


def _what(fact: ProcedureFact | Radiotherapy) -> str:
    if isinstance(fact, Radiotherapy):
        technique = f", {spoken(fact.modality)}" if fact.modality else ""
        return f"radiotherapy: {radiotherapy_words(fact)}{technique}"
    side = f", {fact.laterality.value}" if fact.laterality is not None else ""
    words = spoken(fact.text) or fact.kind.replace("_", " ") or "procedure not named"
    return words + (side if side and side[2:] not in words.lower() else "")


def _is_minor(fact: ProcedureFact | Radiotherapy) -> bool:
    """A procedure of no known kind stands after those that decide something."""
    return isinstance(fact, ProcedureFact) and not fact.kind


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
