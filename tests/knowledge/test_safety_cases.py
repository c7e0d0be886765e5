"""Every gate of safety on records that meet it, that do not, and that leave it open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.knowledge.safety_records import prepared, subject

from onward.criteria import Condition, Criterion, Exposed, LabValue, LabWord, Subject, Takes, from_plain, parts_of
from onward.engines.options import Caution, safety_gate
from onward.knowledge import codes, safety_rules

DATA = Path(__file__).parents[2] / "src" / "onward" / "knowledge" / "data" / "safety"
CASES = yaml.load((DATA / "safety.cases.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["cases"]
GATES = {gate.id: gate for gate in safety_rules().gates}


def safety(drugs: tuple[str, ...], woman: Subject, region: str = "") -> tuple[Caution, ...]:
    return safety_gate(prepared(), region=region)(drugs, woman)


def cautions(case: Mapping[str, Any], record: str) -> tuple[Caution, ...]:
    return safety((case["drug"],), subject(record))


def of(gate: str, found: tuple[Caution, ...]) -> list[str]:
    return [one.kind for one in found if one.gate == gate]


def each(kind: str) -> list[Any]:
    return [
        pytest.param(case, record, id=f"{case['gate']} {record or 'nothing'}")
        for case in CASES
        for record in case.get(kind, [])
    ]


@pytest.mark.parametrize(("case", "record"), each("met"))
def test_a_gate_that_is_met_says_so_with_its_facts(case: Mapping[str, Any], record: str) -> None:
    found = cautions(case, record)
    assert of(case["gate"], found) == [GATES[case["gate"]].kind]
    one = next(one for one in found if one.gate == case["gate"])
    assert one.facts, "what a caution rests on is shown"
    assert one.source
    assert one.section
    assert "{drug}" not in one.text


@pytest.mark.parametrize(("case", "record"), each("not"))
def test_a_gate_that_is_not_met_is_silent(case: Mapping[str, Any], record: str) -> None:
    assert of(case["gate"], cautions(case, record)) == []


@pytest.mark.parametrize(("case", "record"), each("open"))
def test_what_the_record_leaves_open_is_a_check_never_a_contraindication(case: Mapping[str, Any], record: str) -> None:
    gate = GATES[case["gate"]]
    found = cautions(case, record)
    assert of(gate.id, found) == (["check"] if gate.check else [])
    if gate.medicines:
        listed = next(one for one in found if one.gate == "interactions")
        assert gate.medicines in listed.text
    if gate.check:
        one = next(one for one in found if one.gate == gate.id)
        assert one.questions, "a check says what would settle it"
        assert one.because


def test_every_gate_has_its_cases() -> None:
    """One that meets it, one that does not, one that leaves it open; what cannot be recorded yet is named here."""
    never_met = {"live-vaccine"}  # no source of vaccinations is read yet
    cannot_be_denied = {
        gate.id for gate in GATES.values() if not any(case["gate"] == gate.id and case.get("not") for case in CASES)
    }
    for gate in GATES.values():
        cases = [case for case in CASES if case["gate"] == gate.id]
        assert cases, f"{gate.id} has no case"
        if gate.kind != "check" and gate.id not in never_met:
            assert any(case.get("met") for case in cases), f"{gate.id}: no case meets it"
        assert any(case.get("open") for case in cases), f"{gate.id}: no case leaves it open"
    # A NO of several medicines needs each of them denied, a NO of a human question an answer; of a number it is easy.
    for gate_id in cannot_be_denied:
        leaves = list(_leaves(from_plain(_plain(GATES[gate_id].when))))
        assert not all(isinstance(leaf, LabValue) for leaf in leaves), f"{gate_id}: no case on the other side"


def test_every_limit_stands_in_a_case_itself() -> None:
    """The exact number of each limit is in a record of a case of the gate."""
    for gate in GATES.values():
        records = " ; ".join(
            record
            for case in CASES
            if case["gate"] == gate.id
            for kind in ("met", "not", "open")
            for record in case.get(kind, [])
        )
        for leaf in _leaves(from_plain(_plain(gate.when))):
            if isinstance(leaf, LabValue) and not leaf.times and gate.kind != "check":
                for bound in (leaf.limits.at_least, leaf.limits.above, leaf.limits.at_most, leaf.limits.below):
                    assert bound is None or f"{leaf.analyte} {bound}" in records, f"{gate.id}: {leaf.analyte} {bound}"


def test_its_words_are_those_of_the_code_tables() -> None:
    drugs = {
        name
        for drug in codes().drugs.drugs
        for name in (drug.name, drug.drug_class, *drug.also, drug.role, drug.payload, drug.target)
    }
    analytes = codes().analytes.by_name
    for gate in GATES.values():
        assert set(gate.drugs) <= drugs, gate.id
        assert set(gate.but_not) <= drugs, gate.id
        for leaf in _leaves(from_plain(_plain(gate.when))):
            match leaf:
                case LabValue(analyte=analyte) | LabWord(analyte=analyte):
                    assert analyte in analytes, f"{gate.id}: {analyte}"
                case Takes(drugs=asked) | Exposed(to=asked):
                    assert {*asked.drugs, *asked.classes, *asked.excluding} <= drugs, gate.id
                case Condition(groups=groups):
                    assert set(groups) <= _groups(), f"{gate.id}: {groups}"
                case _:
                    pass


def test_a_contraindication_of_the_other_region_is_a_caution_here() -> None:
    woman = subject("takes carbamazepine")
    assert of("neratinib-strong-inducer", safety(("neratinib",), woman, region="eu")) == ["contraindication"]
    here = safety(("neratinib",), woman, region="us")
    assert of("neratinib-strong-inducer", here) == ["caution"]
    assert "EU label" in next(one.text for one in here if one.gate == "neratinib-strong-inducer")


def test_one_gate_of_several_drugs_is_said_once() -> None:
    found = safety(("docetaxel", "pertuzumab", "trastuzumab"), subject("LVEF 35 %"))
    heart = [one for one in found if one.gate == "her2-antibody-lvef-40"]
    assert [one.drug for one in heart] == ["pertuzumab, trastuzumab"]
    assert found[0].kind == "contraindication"
    assert [one.kind for one in found] == sorted(
        (one.kind for one in found), key=("contraindication", "caution", "check").index
    )


def test_a_drug_without_gates_of_its_own_says_so() -> None:
    found = safety(("entinostat",), subject(""))
    assert [one.gate for one in found if one.gate == "no-gates"] == ["no-gates"]


def test_an_expired_gate_says_so() -> None:
    expired = [one for one in safety(("ribociclib",), subject("QTcF 470 ms")) if one.stale]
    assert expired == []


def test_two_results_of_one_day_that_contradict_leave_the_gate_open() -> None:
    """Neutrophils of 0.8 and 3.2 on one day: which of the two is right the record does not say."""
    found = safety(("palbociclib",), subject("neutrophils 0.8 10*9/L; neutrophils 3.2 10*9/L"))
    assert of("palbociclib-neutrophils", found) == ["check"]
    one = next(one for one in found if one.gate == "palbociclib-neutrophils")
    assert "two results of one day differ" in one.because
    assert len(one.facts) == 2


def _leaves(criterion: Criterion) -> Iterator[Criterion]:
    parts = parts_of(criterion)
    if not parts:
        yield criterion
    for part in parts:
        yield from _leaves(part)


def _plain(when: object) -> Any:
    """The question with any drug's name for the place of one."""
    if isinstance(when, str):
        return when.replace("{drug}", "letrozole")
    if isinstance(when, list):
        return [_plain(one) for one in when]
    if isinstance(when, dict):
        return {key: _plain(value) for key, value in when.items()}
    return when


def _groups() -> set[str]:
    content = yaml.load((DATA.parent / "codes" / "status.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return {one["condition"] for one in content["conditions"]}
