"""Trial criteria from real life: safety.

Washouts, organ function and other conditions, for the same invented person as on the page of trial criteria.
"""

from tests.spec.criteria.test_trial_criteria import CHEMOTHERAPY, CYP3A, d, page
from tests.spec.manual import Section

from onward.criteria import (
    AllergyTo,
    AnyOf,
    AskHuman,
    Condition,
    DrugSet,
    Had,
    LabValue,
    LabWord,
    Limits,
    MetastaticSites,
    Not,
    OtherCancer,
    PresumeNo,
    Recorded,
    Takes,
    Washout,
    When,
)


def test_washouts(manual: Section) -> None:
    """Times since treatment. A washout that is not over says the day on which it will be."""
    page(
        manual,
        ("21 days since chemotherapy", Washout(drugs=CHEMOTHERAPY, days=21), "NO until 2026-11-02"),
        (
            "the longer of 14 days and 5 half-lives since the last drug against the tumour",
            Washout(drugs=DrugSet(drugs=("capecitabine",)), days=14, half_lives=d("5")),
            "YES",
        ),
        ("14 days since a strong CYP3A inhibitor", Washout(drugs=CYP3A, days=14), "NO until 2026-11-03"),
        ("no strong CYP3A inhibitor now", Not(of=Takes(drugs=CYP3A)), "YES"),
        (
            "no QT-prolonging drug now",
            Not(of=Takes(drugs=DrugSet(classes=("QT-prolonging",)))),
            "UNKNOWN: not recorded",
        ),
        ("no radiotherapy within 14 days", Not(of=Had(event="radiotherapy", within_days=14)), "YES"),
        (
            "28 days since major surgery",
            Had(event="procedure", kinds=("mastectomy",), at_least_days_ago=28),
            "YES",
        ),
        (
            "bone agents only if begun before",
            Takes(drugs=DrugSet(roles=("bone agent",))),
            "YES",
        ),
    )


def test_organ_function(manual: Section) -> None:
    """Laboratory values in their window and unit; limits that depend on liver metastases."""
    liver = MetastaticSites(sites=("liver",))
    page(
        manual,
        (
            "neutrophils at least 1.5 x 10^9/L within 28 days",
            LabValue(analyte="neutrophils", limits=Limits(at_least=d("1.5")), unit="10*9/L", within_days=28),
            "NO, can change",
        ),
        (
            "platelets at least 100 000 per mm3",
            LabValue(analyte="platelets", limits=Limits(at_least=d("100000")), unit="/uL", within_days=28),
            "YES",
        ),
        (
            "haemoglobin at least 90 g/L",
            LabValue(analyte="hemoglobin", limits=Limits(at_least=d("90")), unit="g/L", within_days=28),
            "YES",
        ),
        (
            "AST up to 3 times the upper limit, up to 5 times with liver metastases",
            When(
                condition=liver,
                then=LabValue(analyte="AST", limits=Limits(at_most=d("5")), times="ULN", within_days=28),
                otherwise=LabValue(analyte="AST", limits=Limits(at_most=d("3")), times="ULN", within_days=28),
            ),
            "YES",
        ),
        (
            "bilirubin up to 1.5 times the upper limit, up to 3 times with Gilbert's syndrome",
            When(
                condition=Condition(groups=("Gilbert's syndrome",)),
                then=LabValue(analyte="bilirubin", limits=Limits(at_most=d("3")), times="ULN", within_days=28),
                otherwise=LabValue(analyte="bilirubin", limits=Limits(at_most=d("1.5")), times="ULN", within_days=28),
            ),
            "YES",
        ),
        (
            "creatinine up to 1.5 times the upper limit, or clearance at least 60 mL/min",
            AnyOf(
                of=(
                    LabValue(analyte="creatinine", limits=Limits(at_most=d("1.5")), times="ULN", within_days=28),
                    LabValue(
                        analyte="creatinine clearance", limits=Limits(at_least=d("60")), unit="mL/min", within_days=28
                    ),
                )
            ),
            "YES",
        ),
        (
            "creatinine up to 110 umol/L",
            LabValue(analyte="creatinine", limits=Limits(at_most=d("110")), unit="umol/L", within_days=28),
            "YES",
        ),
        (
            "INR up to 1.5",
            LabValue(analyte="INR", limits=Limits(at_most=d("1.5")), unit="1", within_days=28),
            "UNKNOWN: not recorded",
        ),
        (
            "potassium at least 3.5 mmol/L",
            LabValue(analyte="potassium", limits=Limits(at_least=d("3.5")), unit="mmol/L", within_days=28),
            "UNKNOWN: unreadable",
        ),
        (
            "HbA1c below 8 % within 28 days",
            LabValue(analyte="HbA1c", limits=Limits(below=d("8")), unit="%", within_days=28),
            "UNKNOWN: too old",
        ),
        (
            "LVEF at least 50 % within 12 weeks",
            LabValue(analyte="LVEF", limits=Limits(at_least=d("50")), unit="%", within_days=84),
            "YES",
        ),
        (
            "QTcF below 450 ms",
            LabValue(analyte="QTcF", limits=Limits(below=d("450")), unit="ms", within_days=28),
            "YES",
        ),
    )


def test_other_conditions(manual: Section) -> None:
    """Comorbidity, other cancers, infections, allergies."""
    page(
        manual,
        (
            "no interstitial lung disease or pneumonitis, ever",
            Not(of=Condition(groups=("interstitial lung disease",))),
            "UNKNOWN: not recorded",
        ),
        (
            "the same, presumed where a problem list is on record",
            Not(
                of=PresumeNo(
                    of=Condition(groups=("interstitial lung disease",)),
                    because="the problem list was reviewed",
                    provided=Recorded(what="conditions"),
                )
            ),
            "YES; presuming: the problem list was reviewed",
        ),
        (
            "no thromboembolism within 6 months",
            Not(of=Condition(groups=("venous thromboembolism",), within_days=182)),
            "YES",
        ),
        (
            "no heart disease but treated atrial fibrillation within 6 months",
            Not(of=Condition(groups=("cardiac disease",), within_days=182, except_groups=("arrhythmia or long QT",))),
            "UNKNOWN: not recorded",
        ),
        (
            "no other cancer within 3 years, but in situ",
            Not(of=OtherCancer(within_days=1095, except_in_situ=True)),
            "UNKNOWN: not recorded",
        ),
        (
            "hepatitis B surface antigen negative within 6 months",
            LabWord(analyte="hepatitis B surface antigen", words=("negative",), within_days=182),
            "UNKNOWN: too old",
        ),
        (
            "no diabetes needing treatment",
            Not(of=Condition(groups=("diabetes",), status="now")),
            "UNKNOWN: not recorded",
        ),
        ("no allergy to the drug", Not(of=AllergyTo(drugs=("datopotamab deruxtecan",))), "UNKNOWN: not recorded"),
        ("imaging on record", Recorded(what="imaging"), "YES for good"),
        (
            "toxicity of earlier treatment recovered to grade 1",
            AskHuman(question="Has toxicity recovered to grade 1?", because="grades are not in the record"),
            "UNKNOWN: needs a human",
        ),
        (
            "able to swallow tablets",
            AskHuman(question="Can she swallow tablets?", because="not in the record"),
            "UNKNOWN: needs a human",
        ),
    )
