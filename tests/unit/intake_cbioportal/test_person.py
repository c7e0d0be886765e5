"""Who a person of a study is, her diagnosis, stage, metastasis and fate; all of it undated."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from tests.unit.intake_cbioportal.studies import PATIENTS, breast, of, person, study, the

from onward.terms import UNDATED
from onward.timeline import (
    BiomarkerScore,
    CancerDiagnosis,
    Death,
    Demographics,
    Laterality,
    MenopausalStatus,
    Metastasis,
    Sex,
    SpecimenFact,
    SpecimenKind,
    StageFact,
    Standing,
)

ONE_SAMPLE = """
    PATIENT_ID | SAMPLE_ID
    P1         | S1
    """


def with_patient(header: str, row: str) -> dict[str, str | bytes]:
    return breast(ONE_SAMPLE, {PATIENTS: f"PATIENT_ID | {header}\nP1 | {row}"})


def test_sex_and_age_at_diagnosis(tmp_path: Path) -> None:
    who = the(person(study(tmp_path, with_patient("GENDER | AGE", "Female | 61.5"))), Demographics)
    assert (who.sex, who.age_years_at_diagnosis, who.birth) == (Sex.FEMALE, Decimal("61.5"), None)
    assert who.sources[0].path == "columns GENDER, AGE"


def test_an_age_that_is_a_bound_gives_no_number(tmp_path: Path) -> None:
    record = person(study(tmp_path, with_patient("SEX | AGE", "Male | >89")))
    who = the(record, Demographics)
    assert (who.sex, who.age_years_at_diagnosis) == (Sex.MALE, None)
    assert [issue.place for issue in record.issues] == ["row 2, column AGE"]


def test_diagnosis_with_histology_grade_and_side(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast(
            """
            PATIENT_ID | SAMPLE_ID | CANCER_TYPE   | CANCER_TYPE_DETAILED              | OVERALL_TUMOR_GRADE
            P1         | S1        | Breast Cancer | Breast Invasive Lobular Carcinoma | II  Intermediate Grade
            """,
            {PATIENTS: "PATIENT_ID | LATERALITY\nP1 | Left"},
        ),
    )
    cancer = the(person(read), CancerDiagnosis)
    assert (cancer.is_breast, cancer.in_situ, cancer.histology, cancer.grade) == (True, False, "lobular", 2)
    assert cancer.laterality is Laterality.LEFT
    assert cancer.when == UNDATED
    assert [source.resource for source in cancer.sources] == ["patient P1", "sample S1"]


def test_the_study_says_the_cancer_when_the_tables_do_not(tmp_path: Path) -> None:
    assert the(person(study(tmp_path, breast(ONE_SAMPLE))), CancerDiagnosis).is_breast is True


def test_a_study_of_many_cancers_says_nothing_of_a_person_without_cancer_type(tmp_path: Path) -> None:
    meta = b"cancer_study_identifier: all\ntype_of_cancer: mixed\n"
    read = study(tmp_path, breast(ONE_SAMPLE, {"meta_study.txt": meta}))
    assert of(person(read), CancerDiagnosis) == []


def test_another_cancer_is_another_diagnosis(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | CANCER_TYPE
        P1         | S1        | Breast Cancer
        P1         | S2        | Colorectal Cancer
        """),
    )
    assert {(cancer.key, cancer.is_breast) for cancer in of(person(read), CancerDiagnosis)} == {
        ("breast cancer", True),
        ("Colorectal Cancer", False),
    }


def test_samples_of_different_histology_are_no_two_cancers(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | HISTOLOGY
        P1         | S1        | Breast Invasive Ductal Carcinoma
        P1         | S2        | Breast Invasive Lobular Carcinoma
        """),
    )
    cancer = the(person(read), CancerDiagnosis)
    assert cancer.histology == ""
    assert "Ductal" in cancer.text
    assert "Lobular" in cancer.text
    assert ["different histologies" in issue.what for issue in person(read).issues] == [True]


@pytest.mark.parametrize(
    ("column", "cell", "axis", "kind", "value"),
    [
        ("STAGE_AT_DIAGNOSIS", "IIIC", "group", "", "IIIC"),
        ("AJCC_PATHOLOGIC_TUMOR_STAGE", "Stage IIA", "group", "pathologic", "IIA"),
        ("TUMOR_STAGE", "2.0", "group", "", "II"),
        ("T_STAGE", "T1C", "T", "", "T1c"),
        ("PATH_T_STAGE", "T2", "T", "pathologic", "T2"),
        ("N_STAGE", "N0(i+)", "N", "", "N0(i+)"),
        ("AJCC_NODES_PATHOLOGIC_PN", "N0 (i+)", "N", "pathologic", "N0(i+)"),
        ("M_STAGE", "M1", "M", "", "M1"),
        ("CLIN_M_STAGE", "cM0", "M", "clinical", "M0"),
    ],
)
def test_stage(tmp_path: Path, column: str, cell: str, axis: str, kind: str, value: str) -> None:
    stage = the(person(study(tmp_path, with_patient(column, cell))), StageFact)
    assert (stage.axis, stage.kind, stage.value) == (axis, kind, value)
    assert stage.text == f"{column}: {cell}"
    assert stage.of_cancer == "breast cancer"
    assert stage.when == UNDATED


def test_a_stage_that_is_none_keeps_its_words(tmp_path: Path) -> None:
    record = person(study(tmp_path, with_patient("STAGE", "localised")))
    stage = the(record, StageFact)
    assert (stage.value, stage.text) == ("", "STAGE: localised")
    assert len(record.issues) == 1


def test_metastatic_disease_keeps_its_months_in_words(tmp_path: Path) -> None:
    read = study(tmp_path, with_patient("METASTATIC_DZ_FUP | DFS_MONTHS | DFS_EVENT", "Yes | 15.8 | 1"))
    metastasis = the(person(read), Metastasis)
    assert (metastasis.site, metastasis.basis, metastasis.standing) == ("", "status", Standing.CONFIRMED)
    assert metastasis.text == "METASTATIC_DZ_FUP: Yes; DFS_MONTHS: 15.8; DFS_EVENT: 1"
    assert metastasis.when == UNDATED


def test_no_metastatic_disease_at_follow_up_is_a_denial(tmp_path: Path) -> None:
    metastasis = the(person(study(tmp_path, with_patient("METASTATIC_DZ_FUP", "No"))), Metastasis)
    assert metastasis.standing is Standing.REFUTED


@pytest.mark.parametrize(
    ("cell", "standing"),
    [
        ("1:DECEASED", Standing.CONFIRMED),
        ("0:LIVING", Standing.REFUTED),
        ("Died of Disease", Standing.CONFIRMED),
        ("Alive", Standing.REFUTED),
    ],
)
def test_dead_or_alive(tmp_path: Path, cell: str, standing: Standing) -> None:
    death = the(person(study(tmp_path, with_patient("OS_STATUS | OS_MONTHS", f"{cell} | 17.9"))), Death)
    assert (death.standing, death.when) == (standing, UNDATED)
    assert death.text == f"OS_STATUS: {cell}; OS_MONTHS: 17.9"


def test_two_columns_that_disagree_on_death_both_stay(tmp_path: Path) -> None:
    record = person(study(tmp_path, with_patient("OS_STATUS | VITAL_STATUS", "0:LIVING | Deceased")))
    assert {death.standing for death in of(record, Death)} == {Standing.CONFIRMED, Standing.REFUTED}
    assert [issue.what for issue in record.issues] == ["one column says alive, another dead"]


def test_menopausal_status(tmp_path: Path) -> None:
    record = person(study(tmp_path, with_patient("MENOPAUSAL_STATUS_AT_DIAGNOSIS", "Pre")))
    assert the(record, MenopausalStatus).status == "pre"


def test_a_man_has_no_menopausal_status_and_no_issue(tmp_path: Path) -> None:
    record = person(study(tmp_path, with_patient("SEX | MENOPAUSAL_STATUS_AT_DIAGNOSIS", "Male | Male")))
    assert of(record, MenopausalStatus) == []
    assert record.issues == ()


@pytest.mark.parametrize("cell", ["NA", "Unknown", "unk", "Unk/ND", "[Not Available]", "Not Applicable", "~"])
def test_missing_values_give_no_fact_and_no_issue(tmp_path: Path, cell: str) -> None:
    header = "SEX | AGE | OS_STATUS | METASTATIC_DZ_FUP | T_STAGE | MENOPAUSAL_STATUS | LATERALITY"
    record = person(study(tmp_path, with_patient(header, " | ".join([cell] * 7))))
    assert {type(fact) for fact in record.facts} == {Demographics, CancerDiagnosis, SpecimenFact}
    assert the(record, Demographics).sex is None
    assert record.issues == ()


@pytest.mark.parametrize(
    ("kind", "site", "expected", "place"),
    [
        ("Metastasis", "Liver", SpecimenKind.METASTASIS, "liver"),
        ("Metastatic", "Lymph Node", SpecimenKind.METASTASIS, "other"),
        ("Primary", "Treatment Naive Primary", SpecimenKind.PRIMARY, "breast"),
        ("Metastasis", "Local Recurrence/Breast", SpecimenKind.LOCAL_RECURRENCE, "breast"),
        ("Local Recurrence", "Chest Wall", SpecimenKind.LOCAL_RECURRENCE, "other"),
        ("cfDNA", "NA", SpecimenKind.BLOOD, ""),
        ("Recurrence", "NA", SpecimenKind.UNKNOWN, ""),
        ("NA", "Brain", SpecimenKind.METASTASIS, "brain"),
        ("NA", "Lymph Node", SpecimenKind.UNKNOWN, "other"),
        ("NA", "NA", SpecimenKind.UNKNOWN, ""),
    ],
)
def test_what_a_sample_is_of(tmp_path: Path, kind: str, site: str, expected: SpecimenKind, place: str) -> None:
    read = study(
        tmp_path,
        breast(f"""
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | SAMPLE_SITE
        P1         | S1        | {kind}      | {site}
        """),
    )
    sample = the(person(read), SpecimenFact)
    assert (sample.key, sample.kind, sample.site) == ("S1", expected, place)


def test_a_metastasis_whose_site_nobody_knows_is_another_site_in_its_own_words(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | SAMPLE_SITE
        P1         | S1        | Metastasis  | Tip of the nose
        """),
    )
    sample = the(person(read), SpecimenFact)
    assert (sample.site, "Tip of the nose" in sample.text) == ("other", True)
    assert [issue.place for issue in person(read).issues] == ["row 2, column SAMPLE_SITE"]


def test_the_mutation_rate_of_a_study_is_no_tmb(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | TMB_NONSYNONYMOUS
        P1         | S1        | 12.5
        """),
    )
    score = the(person(read), BiomarkerScore)
    assert (score.name, score.measure) == ("mutation rate of this study", "study-specific")
    assert score.value is not None
    assert (score.value.value, score.value.unit) == (Decimal("12.5"), None)


def test_microsatellite_status(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | MSI_TYPE
        P1         | S1        | Instable
        P2         | S2        | Do not report
        """),
    )
    assert the(person(read), BiomarkerScore).status == "high"
    assert of(person(read, "P2"), BiomarkerScore) == []


def test_status_columns_of_metabric_come_from_expression(tmp_path: Path) -> None:
    meta = b"cancer_study_identifier: brca_metabric\ntype_of_cancer: brca\n"
    rows = """
        PATIENT_ID | SAMPLE_ID | ER_STATUS
        P1         | S1        | Positive
        """
    read = study(tmp_path, breast(rows, {"meta_study.txt": meta}))
    assert [issue.what for issue in read.issues] == ["1 column: called from gene expression"]
