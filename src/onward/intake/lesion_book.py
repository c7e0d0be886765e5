"""A lesion book in: what readers confirmed of a person's lesions becomes measurements; proposals become nothing.

Of a PET come uptake and volume; diameters come from CT, MRI and other images of form, because the edge of a PET lesion
is a threshold and no anatomy.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

import msgspec

from onward.imaging import LesionBook, PetScan, Sighting, references, sightings
from onward.intake.files import Format
from onward.intake.result import FileRead, PersonRecord
from onward.terms import Issue, Quantity, Severity, at, parse_date
from onward.timeline import AnyFact, Laterality, LesionMeasurement, PetAcquisition, Source

_READ = "onward.lesions/1"
# What a reader says of a lesion by confirming it in this role: it is there.
_STATE_OF_ROLE = {"non-target": "present", "new": "unequivocal"}
_WITHOUT_SIZE = frozenset({"absent", "not evaluable"})
_SIDES = {"left": Laterality.LEFT, "right": Laterality.RIGHT, "bilateral": Laterality.BILATERAL}
# Of values on PET: the measure's unit and how many decimals mean something.
_UPTAKE = {"SULpeak": ("g/mL", 3), "SUVmax": ("g/mL", 3), "SUVpeak": ("g/mL", 3), "TLG": ("g", 2)}


@dataclass(frozen=True, slots=True, kw_only=True)
class BookRead:
    """One book: None, with an issue, where the file is none that can be read."""

    book: LesionBook | None
    record: PersonRecord | None
    issues: tuple[Issue, ...]


class _Head(msgspec.Struct):
    schema: str = ""


def read_lesion_book(raw: bytes, name: str, sha256: str) -> BookRead:
    """The book and the measurements that readers confirmed."""
    try:
        schema = msgspec.json.decode(raw, type=_Head).schema
        if schema != _READ:
            return _unread(name, f"a lesion book of another format than {_READ}", "read nothing; use its own Onward")
        book = msgspec.json.decode(raw, type=LesionBook)
        facts = tuple(_facts(book, name, sha256))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError, KeyError, ValueError) as error:
        # The decoder's message names the path in the file and quotes no value.
        where = str(error) if isinstance(error, msgspec.ValidationError) else type(error).__name__
        return _unread(name, f"the lesion book is damaged ({where})", "read nothing of it; restore a copy")
    issues = tuple(_doubts(book, name))
    return BookRead(
        book=book,
        record=PersonRecord(person=book.person, facts=facts, issues=issues, resources=len(book.decisions)),
        issues=(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BooksRead:
    """Several books: who is in them, the files, and what is wrong."""

    people: tuple[PersonRecord, ...]
    files: tuple[FileRead, ...]
    issues: tuple[Issue, ...]


def read_lesion_books(held: Iterable[tuple[str, bytes]]) -> BooksRead:
    """Books that are at hand already, each as (name, bytes)."""
    people: list[PersonRecord] = []
    files: list[FileRead] = []
    issues: list[Issue] = []
    for name, raw in held:
        digest = hashlib.sha256(raw).hexdigest()
        files.append(FileRead(name=name, sha256=digest, size=len(raw), format=Format.LESION_BOOK.value))
        found = read_lesion_book(raw, name, digest)
        issues += found.issues
        if found.record is not None:
            people.append(found.record)
    return BooksRead(people=tuple(people), files=tuple(files), issues=tuple(issues))


def _unread(name: str, what: str, did: str) -> BookRead:
    return BookRead(
        book=None, record=None, issues=(Issue(file=name, place="", what=what, did=did, severity=Severity.ERROR),)
    )


def _doubts(book: LesionBook, name: str) -> Iterator[Issue]:
    if any(one.is_synthetic for one in book.series):
        yield Issue(
            file=name,
            place="",
            what="the images are synthetic: made by a program, of nobody",
            did="read the measurements; they show how Onward works and say nothing of a person",
            severity=Severity.NOTE,
        )
    undated = [one.letter for one in book.series if parse_date(one.date) is None]
    if undated and book.decisions:
        yield Issue(
            file=name,
            place=f"series {', '.join(undated)}",
            what="the images have no date",
            did="kept its lesions undated; response needs dates",
            severity=Severity.WARNING,
        )


def _facts(book: LesionBook, file: str, sha256: str) -> Iterator[AnyFact]:
    yield from _lesion_facts(book, file, sha256)
    yield from _reference_facts(book, file, sha256)
    used = {one.series.letter for one in sightings(book)}
    for series in book.series:
        # How a scan was made matters where something on it was confirmed.
        if series.scan is not None and series.letter in used:
            yield _acquisition(series.scan, series.date, series.study_instance_uid, series.letter, file, sha256)


def _reference_facts(book: LesionBook, file: str, sha256: str) -> Iterator[AnyFact]:
    for one in references(book):
        for measure, value in (("SULmean", one.found.mean), ("SUL SD", one.found.deviation)):
            yield LesionMeasurement(
                when=at(parse_date(one.series.date) if one.series.date else None),
                text="",
                sources=(
                    Source(
                        file,
                        sha256,
                        f"reference {one.found.name}",
                        f"{one.series.method} {one.series.date}, reference {one.found.name}",
                        f"decision {one.decision.number}",
                    ),
                ),
                lesion={"liver": "LIVER", "blood": "AORTA"}[one.found.tissue],
                reader=one.decision.reader,
                reader_role=one.decision.reader_role,
                role="reference",
                visit=one.series.date,
                site="liver" if one.found.tissue == "liver" else "",
                site_text="liver" if one.found.tissue == "liver" else "blood pool of the aorta",
                measure=measure,
                value=_quantity(value, "g/mL", 3),
                method=one.series.method,
                position_mm=_position(one.found.centre_mm),
                frame_of_reference=one.series.frame_of_reference_uid,
            )


def _acquisition(scan: PetScan, date: str, study: str, letter: str, file: str, sha256: str) -> PetAcquisition:
    return PetAcquisition(
        when=at(parse_date(date) if date else None),
        text="",
        sources=(Source(file, sha256, f"series {letter}", f"PET {date}", "scan"),),
        visit=date,
        study_uid=study,
        tracer=scan.tracer,
        dose_mbq=_decimal(scan.dose_mbq, 1),
        uptake_minutes=_decimal(scan.uptake_minutes, 0),
        weight_kg=_decimal(scan.weight_kg, 1),
        height_cm=_decimal(scan.height_cm, 0),
        scanner=scan.scanner,
        reconstruction=scan.reconstruction,
        lean_formula="Janmahasatian",
    )


def _lesion_facts(book: LesionBook, file: str, sha256: str) -> Iterator[AnyFact]:
    for one in sightings(book):
        for path, measure, value, state in _measures(one):
            yield LesionMeasurement(
                when=at(parse_date(one.series.date) if one.series.date else None),
                text="",
                sources=(
                    Source(
                        file,
                        sha256,
                        f"lesion {one.found.name}",
                        f"{one.series.method} {one.series.date}, lesion {one.found.name}",
                        f"{path}; decision {', '.join(map(str, one.decided))}",
                    ),
                ),
                lesion=one.lesion,
                reader=one.reader,
                reader_role=one.reader_role,
                role=one.role,
                visit=one.series.date,
                site=one.site,
                site_text=one.site_text,
                laterality=_SIDES.get(one.laterality),
                is_node=one.is_node,
                measure=measure,
                value=value,
                state=state,
                method=one.series.method,
                slice_thickness_mm=_decimal(one.series.slice_thickness_mm, 2),
                position_mm=_position(one.found.centre_mm),
                frame_of_reference=one.series.frame_of_reference_uid,
            )


def _measures(one: Sighting) -> Iterator[tuple[str, str, Quantity | None, str]]:
    """(field in the book, measure, value, state)."""
    state = one.state or _STATE_OF_ROLE.get(one.role, "")
    if state and (one.state or one.series.method != "PET"):
        yield "state", "state", None, state
    if state in _WITHOUT_SIZE:
        return
    found = one.found
    if one.series.method == "PET":
        values: Mapping[str, float] = found.values or {}
        for name, (unit, digits) in _UPTAKE.items():
            if name in values:
                yield f"values.{name}", name, _quantity(values[name], unit, digits), ""
        yield "volume_ml", "MTV", _quantity(found.volume_ml, "mL", 2), ""
        return
    if found.longest_diameter_mm is not None:
        yield "longest_diameter_mm", "longest diameter", _quantity(found.longest_diameter_mm, "mm", 1), ""
    if found.perpendicular_diameter_mm is not None:
        measure = "short axis" if one.is_node else "perpendicular diameter"
        yield "perpendicular_diameter_mm", measure, _quantity(found.perpendicular_diameter_mm, "mm", 1), ""
    yield "volume_ml", "volume", _quantity(found.volume_ml, "mL", 2), ""


def _quantity(value: float, unit: str, digits: int) -> Quantity:
    return Quantity(Decimal(f"{value:.{digits}f}"), unit)


def _decimal(value: float | None, digits: int) -> Decimal | None:
    return None if value is None else Decimal(f"{value:.{digits}f}")


def _position(centre_mm: tuple[float, float, float]) -> tuple[Decimal, Decimal, Decimal]:
    x, y, z = (Decimal(f"{one:.1f}") for one in centre_mm)
    return x, y, z
