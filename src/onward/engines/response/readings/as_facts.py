"""Marks of a read as facts of the timeline, and measured lesions of any record as marks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from onward.engines.response.readings.records import Mark, Read, Record, Role
from onward.engines.response.readings.survey import Survey
from onward.terms import Quantity, at, convert, parse_date
from onward.timeline import LesionMeasurement, Source


def facts_of_reads(
    found: Survey, records: Mapping[str, Record], person: str, sources: Mapping[str, Source]
) -> tuple[LesionMeasurement, ...]:
    """Every mark of the reads that count, earlier versions included: `as_known_on` leaves amended ones out.

    sources   where each read stands, by its id
    """
    facts: list[LesionMeasurement] = []
    for case in found.cases:
        if case.person != person:
            continue
        for key in case.counted:
            read = records[key]
            if isinstance(read, Read):
                facts += facts_of_read(key, read, sources[key], in_lineage=set(case.counted), records=records)
    return tuple(facts)


def facts_of_read(
    key: str, read: Read, source: Source, *, in_lineage: set[str], records: Mapping[str, Record]
) -> list[LesionMeasurement]:
    """The marks of one read; known from the day of its signature."""
    signed = parse_date(read.at[:10])
    replaces = tuple(old for old in read.replaces if old in in_lineage and _is_hers(records[old], read))
    return [
        LesionMeasurement(
            when=at(parse_date(mark.date) if mark.date else None),
            recorded_on=signed,
            sources=(replace(source, path=f"marks[{n}]"),),
            lesion=mark.lesion,
            reader=called(read),
            reader_role=read.role.value,
            role=mark.role,
            visit=mark.visit,
            visit_number=mark.visit_number,
            site=mark.site,
            site_text=mark.site_text,
            laterality=mark.laterality,
            is_node=mark.is_node,
            measure=mark.measure,
            value=None if mark.value is None else Quantity(mark.value, mark.unit or None),
            state=mark.state,
            not_done=mark.not_done,
            method=mark.method,
            slice_thickness_mm=mark.slice_thickness_mm,
            position_mm=mark.position_mm,
            frame_of_reference=mark.frame_of_reference,
            read=key,
            replaces=replaces,
        )
        for n, mark in enumerate(read.marks)
    ]


def called(read: Read) -> str:
    """The reader as the timeline names her: what she judged of others stands beside what she read herself."""
    match read.role:
        case Role.LOCAL | Role.SPECIALIST:
            return read.reader
        case Role.ADJUDICATOR:
            return f"{read.reader}, adjudicator"
        case Role.CONSENSUS:
            return "consensus"


def _is_hers(former: Record, read: Read) -> bool:
    return isinstance(former, Read) and (former.reader, former.role) == (read.reader, read.role)


def marks_of(facts: Iterable[LesionMeasurement], series: Mapping[str, str] | None = None) -> tuple[Mark, ...]:
    """Measured lesions as the marks of a read, in a fixed order.

    series   series UID by visit, where it is known on what was measured
    """
    found = [_mark(fact, (series or {}).get(fact.visit, "")) for fact in facts]
    return tuple(sorted(dict.fromkeys(found), key=_order))


def _mark(fact: LesionMeasurement, series: str) -> Mark:
    return Mark(
        lesion=fact.lesion,
        # A TrackingUID names the lesion itself; a link id of a table is a name for people.
        tracking_uid=fact.lesion if is_uid(fact.lesion) else "",
        visit=fact.visit or (str(fact.when.start) if fact.when.start is not None else ""),
        measure=fact.measure,
        role=fact.role,
        site=fact.site,
        site_text=fact.site_text,
        laterality=fact.laterality,
        is_node=fact.is_node,
        visit_number=fact.visit_number,
        date=str(fact.when.start) if fact.when.start is not None else "",
        value=None if fact.value is None else fact.value.value,
        unit="" if fact.value is None or fact.value.unit is None else fact.value.unit,
        state=fact.state,
        not_done=fact.not_done,
        method=fact.method,
        slice_thickness_mm=fact.slice_thickness_mm,
        position_mm=fact.position_mm,
        frame_of_reference=fact.frame_of_reference,
        series_uid=series,
    )


def _order(mark: Mark) -> tuple[object, ...]:
    return (
        mark.visit_number is None,
        mark.visit_number or Decimal(0),
        mark.date,
        mark.visit,
        mark.lesion,
        mark.measure,
        repr(mark),
    )


def is_uid(text: str) -> bool:
    """A DICOM UID: digits and points (PS3.5, 9.1)."""
    return "." in text and len(text) <= 64 and all(part.isdecimal() for part in text.split("."))


def length_mm(marks: Sequence[Mark]) -> Decimal | None:
    """The diameter of a lesion at one visit that its marks give: of a node the short axis; None when it has none."""
    wanted = "short axis" if any(mark.is_node for mark in marks) else "longest diameter"
    for mark in marks:
        if mark.measure == wanted and mark.value is not None and mark.unit:
            found = convert(Quantity(mark.value, mark.unit), "mm")
            if found is not None:
                return found.value
    return None
