"""Cases of disease/lines and disease/resistance, read as records and as pictures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from onward.disease.courses import build_courses
from onward.disease.endocrine import judge_resistance
from onward.disease.endocrine_exposure import EndocrineExposure
from onward.disease.lines import Lines, find_lines
from onward.disease.picture import OnsetOfMetastasis
from onward.knowledge import LineRules, ResistanceRules, codes
from onward.knowledge.files import DATA
from onward.terms import PartialDate, Period, Truth, add_months, at, is_on_or_before, parse_date
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    Death,
    DiseaseStatus,
    DrugTreatment,
    Metastasis,
    ProcedureFact,
    Radiotherapy,
    Timeline,
    Told,
    TreatmentBasis,
    as_known_on,
    build_timeline,
)

Row = tuple[str, str, tuple[str, ...], str, str, str]


@lru_cache(maxsize=1)
def line_rules() -> LineRules:
    """The rules of lines."""
    return LineRules.load(DATA / "disease" / "lines.yaml")


@lru_cache(maxsize=1)
def resistance_rules() -> ResistanceRules:
    """The rules of endocrine resistance."""
    return ResistanceRules.load(DATA / "disease" / "resistance.yaml")


@lru_cache(maxsize=4)
def cases_file(name: str) -> Mapping[str, Any]:
    """A cases file as text, lists and mappings."""
    return yaml.load((DATA / "disease" / name).read_bytes(), Loader=yaml.CBaseLoader)


@dataclass(frozen=True, slots=True, kw_only=True)
class LineAnswer:
    """What a case expects, or what the rules gave: rows of the table of lines, conflicts and unknowns, each sorted."""

    lines: tuple[Row, ...]
    conflicts: tuple[str, ...]
    unknown: tuple[str, ...]


def expected_lines(case: Mapping[str, Any]) -> LineAnswer:
    """The hand-derived table of a case."""
    expected = case["expected"]
    return LineAnswer(
        lines=tuple(
            (row["n"], row["setting"], tuple(row["drugs"]), row["start"], row["end"], row["why_ended"])
            for row in expected["lines"]
        ),
        conflicts=tuple(sorted(expected["conflicts"])),
        unknown=tuple(sorted(expected["unknown"])),
    )


def found_lines(case: Mapping[str, Any]) -> LineAnswer:
    """The table that the rules give for a case."""
    found = lines_of_case(case)
    return LineAnswer(
        lines=tuple(
            (
                "null" if line.n is None else str(line.n),
                line.setting,
                line.drugs,
                str(line.start),
                "null" if line.end is None else str(line.end),
                line.why_ended,
            )
            for line in found.lines
        ),
        conflicts=tuple(sorted(conflict.key for conflict in found.conflicts)),
        unknown=tuple(sorted(question.key for question in found.questions)),
    )


def lines_of_case(case: Mapping[str, Any]) -> Lines:
    """Lines of a case, with the conflicts and questions of its courses."""
    as_of = date.fromisoformat(case["as_of"])
    return lines_of_facts(facts_of_case(case), onset_of_case(case), as_of)


def lines_of_facts(facts: Iterable[AnyFact], onset: OnsetOfMetastasis, as_of: date) -> Lines:
    """Lines of a person's facts."""
    timeline = as_known_on(build_timeline("case", facts), as_of)
    return lines_of_timeline(timeline, onset, as_of)


def lines_of_timeline(timeline: Timeline, onset: OnsetOfMetastasis, as_of: date) -> Lines:
    """Lines of a timeline, courses and all."""
    rules = line_rules()
    treatments = build_courses(timeline, codes().drugs, rules, as_of=as_of)
    metastatic = Truth.YES if onset.first_metastasis is not None else Truth.UNKNOWN
    found = find_lines(treatments.courses, timeline, onset, rules, metastatic=metastatic, as_of=as_of)
    return Lines(
        lines=found.lines,
        conflicts=(*treatments.conflicts, *found.conflicts),
        questions=(*treatments.questions, *found.questions),
    )


def onset_of_case(case: Mapping[str, Any]) -> OnsetOfMetastasis:
    """De novo or recurrent by the window of four calendar months (rule de-novo)."""
    diagnosis, metastasis = _date(case.get("diagnosis")), _date(case.get("metastasis"))
    onset = "unknown"
    if diagnosis is not None and metastasis is not None:
        months = line_rules().de_novo_months
        window = PartialDate(add_months(diagnosis.earliest, months), add_months(diagnosis.latest, months), "")
        onset = {Truth.YES: "de_novo", Truth.NO: "recurrent", Truth.UNKNOWN: "unknown"}[
            is_on_or_before(metastasis, window)
        ]
    return OnsetOfMetastasis(
        onset=onset, rule="de-novo", because="", first_diagnosis=diagnosis, first_metastasis=metastasis
    )


def facts_of_case(case: Mapping[str, Any]) -> tuple[AnyFact, ...]:
    """The record that a case describes."""
    facts: list[AnyFact] = [
        CancerDiagnosis(when=at(_date(case.get("diagnosis"))), is_breast=True, key="Condition/breast"),
        CancerDiagnosis(is_breast=False, key="Condition/other"),
    ]
    if _date(case.get("metastasis")) is not None:
        facts.append(
            Metastasis(when=at(_date(case["metastasis"])), site="bone", basis="condition", of_cancer="Condition/breast")
        )
    if _date(case.get("surgery")) is not None:
        facts.append(ProcedureFact(when=at(_date(case["surgery"])), kind="mastectomy"))
    if _date(case.get("death")) is not None:
        facts.append(Death(when=at(_date(case["death"]))))
    facts.extend(_treatment(row) for row in _rows(case, "treatments"))
    facts.extend(dose for row in _rows(case, "administrations") for dose in _doses(row))
    facts.extend(
        DiseaseStatus(when=at(_date(row["date"])), value=row["value"]) for row in _rows(case, "status_reports")
    )
    facts.extend(Radiotherapy(when=at(_date(row["date"])), sites=(row["site"],)) for row in _rows(case, "radiotherapy"))
    return tuple(facts)


def found_resistance(case: Mapping[str, Any]) -> dict[str, str]:
    """The call of a case of disease/resistance, in the keys of its `expected`."""
    exposures = [
        EndocrineExposure(
            drugs=tuple(row["drugs"]),
            metastatic=row["setting"] == "metastatic",
            start=_date(row.get("start")),
            end=_date(row.get("end")),
            ongoing=row.get("status") in ("active", "on-hold") and row.get("end") is None,
            stopped_for_progression=row.get("why_stopped") == "progression",
            partner=row.get("partner", ""),
        )
        for row in case["exposures"]
    ]
    growth = [day for text in case.get("progressions", ()) if (day := _date(text)) is not None]
    found = judge_resistance(
        exposures,
        _date(case.get("relapse")),
        growth,
        resistance_rules(),
        line_rules(),
        as_of=date.fromisoformat(case["as_of"]),
    )
    answer = {"call": found.call, "rule": found.rule}
    about = found.about
    if about is not None:
        known = [(one.drugs, one.metastatic, one.start) for one in exposures]
        answer["about"] = str(known.index((about.drugs, about.metastatic, about.start)) + 1)
        if about.partner:
            answer["partner"] = about.partner
    return answer


def _rows(case: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    return case.get(key) or []


def _treatment(row: Mapping[str, Any]) -> DrugTreatment:
    name = row["drug"]
    return DrugTreatment(
        when=Period(_date(row.get("start")), _date(row.get("end"))),
        drug=name if name in codes().drugs.by_name else "",
        drug_text=name,
        basis=TreatmentBasis(row.get("basis", "given")),
        status=row.get("status", ""),
        intent=row.get("intent", ""),
        stop_reason=row.get("why_stopped", ""),
        for_cancer="Condition/other" if row.get("reason_for_use") == "other cancer" else "",
        told=_told(row.get("told")),
    )


def _told(row: Mapping[str, Any] | None) -> Told | None:
    if row is None:
        return None
    days = row.get("days")
    return Told(
        line=int(row["line"]) if "line" in row else None,
        setting=row.get("setting", ""),
        days=None if days is None else (int(days[0]), int(days[1])),
    )


def _doses(row: Mapping[str, Any]) -> list[DrugTreatment]:
    return [
        DrugTreatment(
            when=at(_date(day)), drug=row["drug"], drug_text=row["drug"], basis=TreatmentBasis.GIVEN, status="completed"
        )
        for day in row["dates"]
    ]


def _date(text: str | None) -> PartialDate | None:
    if not text or text == "null":
        return None
    found = parse_date(text)
    assert found is not None, f"the case has a date that cannot be read: {text}"
    return found
