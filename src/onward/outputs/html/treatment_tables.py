"""Treatment in tables: lines, classes so far, drugs, and the table twin of the chart."""

from __future__ import annotations

from onward.disease import Course, DiseasePicture, Line
from onward.outputs.html.chart_events import Event
from onward.outputs.html.context import Cell, Marks, Table
from onward.outputs.html.head import ended_words
from onward.outputs.html.phrases import (
    NOT_RECORDED,
    counted,
    day_text,
    listed,
    months_text,
    relative_text,
    sentence_case,
    span_text,
)
from onward.outputs.html.sources import SourceRegister
from onward.outputs.html.treatment_chart import shown_courses
from onward.terms import PartialDate
from onward.timeline import TreatmentBasis


def line_table(picture: DiseasePicture, register: SourceRegister) -> Table:
    """Lines of therapy, newest first."""
    return Table(
        caption="Lines of therapy, newest first",
        columns=("Line", "Drugs", "From, to", "Length", "Why it ended"),
        rows=tuple(_line(line, register) for line in reversed(picture.lines)),
        numeric=(2, 3),
        empty="No line of therapy can be told from the record.",
    )


def _line(line: Line, register: SourceRegister) -> tuple[Cell, ...]:
    ongoing = line.why_ended == "ongoing"
    return (
        Cell(text=str(line.n) if line.n is not None else "no number", notes=(_setting(line),)),
        Cell(
            text=line.regimen,
            notes=(listed(line.classes),) if line.classes else (),
            why=f"{line.because} Rules: {', '.join(line.rules)}." if line.because else "",
            tone="call",
            marks=register.cite([fact for course in line.courses for fact in course.facts]),
        ),
        Cell(text=span_text(line.start, line.end, ongoing=ongoing)),
        Cell(text=months_text(line.start, line.end) or ("ongoing" if ongoing else NOT_RECORDED)),
        Cell(
            text="ongoing" if ongoing else ended_words(line),
            tone="open" if line.why_ended == "unknown" else "",
        ),
    )


def _setting(line: Line) -> str:
    return line.setting if line.setting != "unknown" else "setting not recorded"


def exposure_table(picture: DiseasePicture, register: SourceRegister) -> Table:
    """What has been had, by class: the question that every option and trial asks."""
    facts = {course.drug: course.facts for course in picture.courses}
    rows = [
        (
            Cell(text=sentence_case(one.name)),
            Cell(
                text=listed(one.drugs),
                marks=register.cite([fact for drug in one.drugs for fact in facts.get(drug, ())]),
            ),
            Cell(text=one.setting if one.setting != "unknown" else "setting not recorded"),
            Cell(text=", ".join(str(n) for n in one.lines if n) or "none"),
            Cell(text=span_text(one.first, one.last, ongoing=one.ongoing)),
            Cell(text=counted(one.days, "day") if one.days is not None else "cannot be told"),
        )
        for one in picture.exposures
    ]
    return Table(
        caption="Drug classes so far",
        columns=("Class", "Drugs", "Setting", "Lines", "First, last", "Time on it"),
        rows=tuple(rows),
        numeric=(4, 5),
    )


def drug_table(picture: DiseasePicture, register: SourceRegister) -> Table:
    """Every course on the chart, and those that have no date, in order of time."""
    return Table(
        caption="Drugs against the cancer, ovarian suppression and bone agents",
        columns=("Drug", "From, to", "Length", "Why it stopped", "Known from"),
        rows=tuple(_course(course, register) for course in shown_courses(picture)),
        numeric=(1, 2),
        empty="No drug against the cancer is recorded.",
    )


def _course(course: Course, register: SourceRegister) -> tuple[Cell, ...]:
    given = sum(1 for fact in course.facts if fact.basis is TreatmentBasis.GIVEN)
    basis = [
        counted(given, "dose") + " given" if given else "",
        "statement" if any(fact.basis is TreatmentBasis.STATED for fact in course.facts) else "",
        "order" if any(fact.basis is TreatmentBasis.ORDERED for fact in course.facts) else "",
    ]
    doses = list(dict.fromkeys(fact.dose_text for fact in course.facts if fact.dose_text))
    notes = [course.drug_class if course.known else "drug not known to Onward"]
    if course.intent:
        notes.append(course.intent)
    return (
        Cell(
            text=sentence_case(course.drug),
            notes=(*notes, *doses[:2]),
            marks=register.cite(course.facts),
        ),
        Cell(text=span_text(course.start, course.end, ongoing=course.ongoing)),
        Cell(text=months_text(course.start, course.end) or ("ongoing" if course.ongoing else NOT_RECORDED)),
        Cell(text=course.why_stopped or ("ongoing" if course.ongoing else NOT_RECORDED)),
        Cell(
            text=listed(basis) or NOT_RECORDED,
            notes=("only ordered: nothing says that it was taken",) if course.only_ordered else (),
        ),
    )


def chart_twin(picture: DiseasePicture, events: tuple[Event, ...], register: SourceRegister) -> Table:
    """The chart as a table: every mark and every start and end of a drug, in order of time."""
    anchor = picture.onset.first_metastasis
    found = [
        (event.when.sort_key, _twin_row(event.when, event.words, anchor, register.cite(event.facts)))
        for event in events
    ]
    for course in shown_courses(picture):
        name = sentence_case(course.drug)
        marks = register.cite(course.facts)
        if course.start is not None:
            found.append((course.start.sort_key, _twin_row(course.start, f"{name} starts", anchor, marks)))
        if course.end is not None and not course.ongoing and course.end != course.start:
            why = f" ({course.why_stopped})" if course.why_stopped else ""
            found.append((course.end.sort_key, _twin_row(course.end, f"{name} ends{why}", anchor, marks)))
    found.sort(key=lambda one: one[0])
    columns = ("Date", "Month", "What") if anchor is not None else ("Date", "What")
    return Table(
        caption="The chart as a table",
        columns=columns,
        rows=tuple(row if anchor is not None else (row[0], row[2]) for _, row in found),
        numeric=(0, 1) if anchor is not None else (0,),
        empty="Nothing is dated.",
    )


def _twin_row(when: PartialDate, words: str, anchor: PartialDate | None, marks: Marks) -> tuple[Cell, Cell, Cell]:
    return (
        Cell(text=day_text(when)),
        Cell(text=relative_text(when, anchor)),
        Cell(text=words, marks=marks),
    )
