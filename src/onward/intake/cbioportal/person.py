"""What clinical tables say of a person: demographics, diagnosis and stage, metastasis, menopause, death.

Study tables have no calendar: months count from a day that is not given. Facts are undated; the months stay in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from onward.intake.cbioportal.rows import Cell, Row, said
from onward.knowledge import codes
from onward.knowledge.study_columns import StudyColumns
from onward.terms import Issue, Severity
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    Death,
    Demographics,
    Laterality,
    MenopausalStatus,
    Metastasis,
    Sex,
    Source,
    StageFact,
    Standing,
)

Found = AnyFact | Issue

BREAST_KEY = "breast cancer"
_AXES = {"stage_group": "group", "t_category": "T", "n_category": "N", "m_category": "M"}
_SEXES = {"female": Sex.FEMALE, "male": Sex.MALE, "other": Sex.OTHER}
_AGE = re.compile(r"\d{1,3}(?:\.\d+)?")
_PREFIXED_STAGE = re.compile(r"stage\s+", re.IGNORECASE)
_GRADE = re.compile(r"(?:grade\s*|g)?(?P<grade>iii|ii|i|[123])(?:\.0)?(?![0-9a-z])", re.IGNORECASE)
_GRADES = {"i": 1, "ii": 2, "iii": 3, "1": 1, "2": 2, "3": 3}


def person_facts(rows: Sequence[Row], known: StudyColumns, *, study_cancer: str) -> Iterator[Found]:
    """All of it for one person; `rows` of the patient table first, `study_cancer` the study's type of cancer."""
    yield from _demographics(rows, known)
    yield from _diagnoses(rows, known, study_cancer)
    yield from _stages(rows, known, study_cancer)
    yield from _metastasis(rows, known)
    yield from _menopause(rows, known)
    yield from _life(rows, known)


def is_breast(row: Row, known: StudyColumns, study_cancer: str) -> bool | None:
    """Whether the cancer of a row is breast cancer, by its own columns, else by the study's type."""
    cells = row.of("cancer_type", "cancer_type_detailed", "tissue_of_origin", "histology")
    if any("breast" in cell.text.casefold() for cell in cells):
        return True
    code = row.first("oncotree_code")
    if code is not None and known.word("breast_oncotree", code.text):
        return True
    named = row.first("cancer_type", "cancer_type_detailed")
    if named is not None:
        return None if known.word("no_single_cancer", named.text) else False
    return True if known.word("breast_oncotree", study_cancer) else None


def _cells(rows: Iterable[Row], *meanings: str) -> list[tuple[Row, Cell]]:
    return [(row, cell) for row in rows for cell in row.of(*meanings)]


def _demographics(rows: Sequence[Row], known: StudyColumns) -> Iterator[Found]:
    sexes: dict[Sex, list[tuple[Row, Cell]]] = {}
    for row, cell in _cells(rows, "sex"):
        sex = _SEXES.get(known.word("sex", cell.text))
        if sex is None:
            yield row.issue(cell, "a sex that is none of the words known", "took nothing from the cell")
        else:
            sexes.setdefault(sex, []).append((row, cell))
    ages: dict[Decimal, list[tuple[Row, Cell]]] = {}
    for row, cell in _cells(rows, "age_at_diagnosis"):
        if _AGE.fullmatch(cell.text) and Decimal(cell.text) <= 120:
            ages.setdefault(Decimal(cell.text), []).append((row, cell))
        else:
            yield row.issue(cell, "an age at diagnosis that is no number of years", "took no age from it")
    if len(sexes) <= 1 and len(ages) <= 1:
        found = [pair for pairs in (*sexes.values(), *ages.values()) for pair in pairs]
        yield _person(rows, found, sex=next(iter(sexes), None), age=next(iter(ages), None))
        return
    # What contradicts stays apart, for the timeline to show.
    for sex, told in sexes.items():
        yield _person(rows, told, sex=sex, age=None)
    for age, told in ages.items():
        yield _person(rows, told, sex=None, age=age)


def _person(
    rows: Sequence[Row], found: Sequence[tuple[Row, Cell]], *, sex: Sex | None, age: Decimal | None
) -> Demographics:
    words = dict.fromkeys(cell.said for _, cell in found)
    return Demographics(
        sex=sex,
        age_years_at_diagnosis=age,
        text="; ".join(words),
        sources=_sources(found) or (rows[0].source(()),),
    )


def _sources(found: Sequence[tuple[Row, Cell]]) -> tuple[Source, ...]:
    """One source for each row, with the columns of its cells."""
    by_row: dict[int, tuple[Row, list[Cell]]] = {}
    for row, cell in found:
        by_row.setdefault(id(row), (row, []))[1].append(cell)
    return tuple(row.source(cells) for row, cells in by_row.values())


_DIAGNOSIS = (
    "histology",
    "cancer_type_detailed",
    "cancer_type",
    "oncotree_code",
    "tissue_of_origin",
    "grade",
    "laterality",
)


def _diagnoses(rows: Sequence[Row], known: StudyColumns, study_cancer: str) -> Iterator[Found]:
    """One diagnosis for the breast, one for each other cancer type."""
    shared = [row for row in rows if not row.sample]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if not row.sample and any(other.sample for other in rows):
            continue
        breast = is_breast(row, known, study_cancer)
        name = row.first("cancer_type", "cancer_type_detailed")
        key = BREAST_KEY if breast else name.text if name is not None else ""
        if breast or key:
            groups.setdefault(key, []).append(row)
    for key, mine in groups.items():
        own = [row for row in mine if row.sample] or mine
        yield from _diagnosis(key, [*(row for row in shared if row not in own), *own], known, study_cancer, own[0])


def _diagnosis(key: str, rows: Sequence[Row], known: StudyColumns, study_cancer: str, told_by: Row) -> Iterator[Found]:
    histologies: dict[str, None] = {}
    for row in rows:
        cell = row.first("histology", "cancer_type_detailed")
        name = codes().procedures.histology.names.find(cell.text) if cell is not None else None
        if name:
            histologies[name] = None
    if len(histologies) > 1:
        row, cell = _cells(rows, "histology", "cancer_type_detailed")[0]
        yield row.issue(
            cell,
            "the samples of this person name different histologies",
            "left the histology of the cancer open; both stand in its words",
        )
    grades: dict[int, None] = {}
    for row, cell in _cells(rows, "grade"):
        grade = _grade(cell.text)
        if grade is None:
            yield row.issue(cell, "a grade that is none of 1, 2 and 3", "took no grade from it", Severity.NOTE)
        else:
            grades[grade] = None
    if len(grades) > 1:
        row, cell = _cells(rows, "grade")[0]
        yield row.issue(
            cell, "the rows of this person give different grades", "left the grade open; both stand in its words"
        )
    sides = dict.fromkeys(side for _, cell in _cells(rows, "laterality") if (side := codes().sites.side_in(cell.text)))
    cells = _cells(rows, *_DIAGNOSIS, "diagnosis_note")
    words = dict.fromkeys(cell.said for _, cell in cells)
    histology = next(iter(histologies)) if len(histologies) == 1 else ""
    yield CancerDiagnosis(
        is_breast=is_breast(told_by, known, study_cancer),
        in_situ=bool(histologies) and all("in situ" in name for name in histologies),
        histology=histology,
        grade=next(iter(grades)) if len(grades) == 1 else None,
        laterality=_side(sides),
        key=key,
        text="; ".join(words),
        sources=_sources(cells) or (told_by.source(()),),
    )


def _side(sides: Iterable[str]) -> Laterality | None:
    found = set(sides)
    if not found:
        return None
    return Laterality(next(iter(found))) if len(found) == 1 else Laterality.BILATERAL


def _grade(text: str) -> int | None:
    """1 to 3 from "II  Intermediate Grade", "G2", "2" or "moderately differentiated"; None for anything else."""
    found = _GRADE.match(text.strip())
    if found is not None:
        return _GRADES[found["grade"].lower()]
    named = codes().procedures.grade.names.find(text)
    return int(named) if named else None


def _stages(rows: Sequence[Row], known: StudyColumns, study_cancer: str) -> Iterator[Found]:
    cancers = {BREAST_KEY for row in rows if is_breast(row, known, study_cancer)}
    of_cancer = next(iter(cancers), "")
    for row in rows:
        for meaning, axis in _AXES.items():
            for cell in row.of(meaning):
                value = _stage_value(cell.text, axis)
                if not value:
                    yield row.issue(
                        cell, "a stage that Onward does not understand", "kept its words, took no stage from it"
                    )
                yield StageFact(
                    axis=axis,
                    kind=cell.column.kind or codes().staging.kind_of((), cell.text),
                    value=value,
                    of_cancer=of_cancer,
                    text=cell.said,
                    sources=(row.source([cell]),),
                )


def _stage_value(text: str, axis: str) -> str:
    plain = _PREFIXED_STAGE.sub("", text.strip()).removesuffix(".0").replace(" (", "(")
    return codes().staging.value((), plain, axis) or codes().staging.value((), text, axis)


def _metastasis(rows: Sequence[Row], known: StudyColumns) -> Iterator[Found]:
    for row, cell in _cells(rows, "metastatic_status"):
        answer = known.word("metastatic", cell.text)
        if not answer:
            yield row.issue(cell, "a metastatic status that is neither yes nor no", "took nothing from the cell")
            continue
        notes = [cell, *row.of("metastasis_note")]
        fact = Metastasis(site="", basis="status", text=said(notes), sources=(row.source(notes),))
        yield fact if answer == "yes" else replace(fact, standing=Standing.REFUTED)


def _menopause(rows: Sequence[Row], known: StudyColumns) -> Iterator[Found]:
    for row, cell in _cells(rows, "menopause"):
        status = known.word("menopause", cell.text)
        if not status:
            yield row.issue(cell, "a menopausal status that Onward does not know", "took nothing from the cell")
        elif status != "no status":
            yield MenopausalStatus(status=status, text=cell.said, sources=(row.source([cell]),))


def _life(rows: Sequence[Row], known: StudyColumns) -> Iterator[Found]:
    """Death or "alive" as told: undated, the months of follow-up in its words. Two columns that disagree both stay."""
    for row in rows:
        told: dict[str, list[Cell]] = {}
        for cell in row.of("vital_status"):
            word = known.word("life", cell.text)
            if word:
                told.setdefault(word, []).append(cell)
            else:
                yield row.issue(cell, "a vital status that is neither alive nor dead", "took nothing from the cell")
        if len(told) > 1:
            cell = row.of("vital_status")[0]
            yield row.issue(cell, "one column says alive, another dead", "kept both; check the source")
        for word, cells in told.items():
            shown = [*cells, *row.of("survival_months")]
            fact = Death(text=said(shown), sources=(row.source(shown),))
            yield fact if word == "deceased" else replace(fact, standing=Standing.REFUTED)
