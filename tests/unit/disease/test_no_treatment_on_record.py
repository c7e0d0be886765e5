"""A record without any treatment does not say that none was given."""

from datetime import date

from onward.disease import derive_picture
from onward.knowledge import disease_knowledge
from onward.terms import Period, parse_date
from onward.timeline import AnyFact, CancerDiagnosis, DrugTreatment, TreatmentBasis, build_timeline


def endocrine(*facts: AnyFact) -> tuple[str, str]:
    timeline = build_timeline("p", [CancerDiagnosis(is_breast=True, text="breast cancer"), *facts])
    found = derive_picture(timeline, disease_knowledge(), as_of=date(2026, 11, 23)).endocrine
    return found.status, found.settle


def drug(name: str) -> DrugTreatment:
    return DrugTreatment(
        drug=name,
        drug_text=name,
        basis=TreatmentBasis.STATED,
        status="completed",
        when=Period(parse_date("2024-01-01"), parse_date("2024-06-01")),
    )


def test_no_treatment_recorded_is_unknown() -> None:
    status, settle = endocrine()
    assert (status, settle.startswith("The treatment summary")) == ("unknown", True)


def test_a_bone_agent_alone_tells_no_more() -> None:
    assert endocrine(drug("denosumab"))[0] == "unknown"


def test_chemotherapy_without_endocrine_therapy_is_not_exposed() -> None:
    assert endocrine(drug("paclitaxel")) == ("not exposed", "")
