"""What a reader marked, from a table of marks or from any record that holds measured lesions, for one case."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from onward.app.bytes_on_disk import hash_of
from onward.app.records import load_people
from onward.engines.response.readings import Case, Image, Mark, marks_of
from onward.intake.reads import read_marks_table
from onward.knowledge import codes
from onward.terms import Issue, UsageError
from onward.timeline import LesionMeasurement


@dataclass(frozen=True, slots=True, kw_only=True)
class MarksGiven:
    """The marks, and everything of their sources that could not be used."""

    marks: tuple[Mark, ...]
    issues: tuple[Issue, ...]


def marks_given(paths: Sequence[str], case: Case, *, as_reader: str = "", store: str | None, today: date) -> MarksGiven:
    """The marks of a case's person and visits.

    as_reader   of records with several readers, whose to take
    Raises UsageError when there are none, when they are another person's, or of visits that the case does not ask for.
    """
    marks: list[Mark] = []
    issues: list[Issue] = []
    others: list[str] = []
    for path in paths:
        table = read_marks_table(Path(path).read_bytes(), Path(path).name, codes()) if _is_csv(path) else None
        if table is None:
            others.append(path)
            continue
        if any(person and person != case.person for person in table.persons):
            raise UsageError(f"{path}: the marks name another person than the case. Nothing was taken.")
        marks += table.marks
        issues += table.issues
    if others:
        loaded = load_people(others, store=store, today=today)
        issues += loaded.issues
        mine = [one for one in loaded.people if one.person == case.person]
        if not mine and any(_lesions(one.facts) for one in loaded.people):
            raise UsageError(
                "The records hold lesions of other people only, none of the case's person. Nothing was taken."
            )
        found = [fact for one in mine for fact in _lesions(one.facts)]
        issues += [issue for one in mine for issue in one.issues]
        marks += marks_of(_of_reader(found, as_reader))
    if not marks:
        raise UsageError("No marks were found. `onward reads draft --help` says what can be given.")
    foreign = sorted({mark.visit for mark in marks} - set(case.visits))
    if foreign:
        raise UsageError(
            f"The case asks for {', '.join(case.visits)}; the marks are also of {', '.join(foreign)}. Name the visits "
            "as the case does, or give the marks of these visits only."
        )
    return MarksGiven(marks=tuple(dict.fromkeys(marks)), issues=tuple(dict.fromkeys(issues)))


def _is_csv(path: str) -> bool:
    return path.lower().endswith(".csv") and Path(path).is_file()


def _lesions(facts: Iterable[object]) -> list[LesionMeasurement]:
    return [fact for fact in facts if isinstance(fact, LesionMeasurement)]


def _of_reader(facts: Sequence[LesionMeasurement], reader: str) -> list[LesionMeasurement]:
    names = sorted({fact.reader for fact in facts if fact.reader and fact.measure != "identified"})
    if reader:
        if reader not in names:
            raise UsageError(
                f"No reader is called {reader!r} in these records; there are: {', '.join(names) or 'none'}."
            )
        return [fact for fact in facts if fact.reader in ("", reader)]
    if len(names) > 1:
        raise UsageError(
            f"These records hold several readers ({', '.join(names)}); say whose marks with --from-reader."
        )
    return list(facts)


def images_in(folder: str, visit: str) -> tuple[Image, ...]:
    """The series of a folder that were looked at, each with the digest of its instances as they lie there.

    Raises UsageError when the folder holds none.
    """
    from pydicom import dcmread  # heavy, and most reads name no folder
    from pydicom.errors import InvalidDicomError

    found: dict[str, tuple[str, str, list[str]]] = {}
    for path in sorted(Path(folder).rglob("*")) if Path(folder).is_dir() else []:
        if not path.is_file():
            continue
        try:
            header = dcmread(
                path,
                stop_before_pixels=True,
                specific_tags=["SeriesInstanceUID", "StudyInstanceUID", "Modality"],
            )
        except (InvalidDicomError, OSError, ValueError):
            continue
        series = str(header.get("SeriesInstanceUID", ""))
        if series:
            held = found.setdefault(
                series, (str(header.get("StudyInstanceUID", "")), str(header.get("Modality", "")), [])
            )
            held[2].append(hash_of(path)[0])
    if not found:
        raise UsageError(f"{folder} holds no DICOM series.")
    return tuple(
        Image(
            series_uid=series,
            study_uid=study,
            modality=modality,
            visit=visit,
            digest=sha256("".join(sorted(hashes)).encode()).hexdigest(),
        )
        for series, (study, modality, hashes) in sorted(found.items())
    )
