"""Which receptor results a study gives, and of which specimen they are."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from tests.unit.intake_cbioportal.studies import PATIENTS, breast, of, person, study, whats

from onward.intake.cbioportal import StudyRead
from onward.terms import Quantity
from onward.timeline import Marker, Method, ReceptorResult, SpecimenFact, SpecimenKind


def results(read: StudyRead, marker: Marker, specimen: str, name: str = "P1") -> list[ReceptorResult]:
    found = of(person(read, name), ReceptorResult)
    return [fact for fact in found if fact.marker is marker and fact.specimen == specimen]


def test_status_and_percentage_of_one_receptor_are_one_result(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | ER_STATUS | ER_PCT
        P1         | S1        | Metastasis  | Positive  | <5
        """),
    )
    (er,) = results(read, Marker.ER, "S1")
    assert (er.method, er.status) == (Method.IHC, "positive")
    assert (er.percent_low, er.percent_high, er.percent_text) == (Decimal(0), Decimal(5), "<5")
    assert er.specimen_kind is SpecimenKind.METASTASIS
    assert er.text == "ER_STATUS: Positive; ER_PCT: <5"
    assert (er.sources[0].place, er.sources[0].path) == ("row 2", "columns ER_STATUS, ER_PCT")
    assert er.sources[0].resource == "sample S1"


def test_her2_by_ihc_by_ish_and_overall_are_a_result_each(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | OVERALL_HER2_STATUS | HER2_IHC_STATUS | HER2_IHC_SCORE | HER2_FISH | HER2_FISH_RATIO
        P1         | S1        | Negative            | Equivocal       | 2+             | Negative  | 1.2 (CN 2.4)
        """),
    )
    ihc, ish, overall = results(read, Marker.HER2, "S1")
    assert (ihc.method, ihc.status, ihc.ihc_score) == (Method.IHC, "equivocal", "2+")
    assert (ish.method, ish.status, ish.ihc_score) == (Method.ISH, "negative", "")
    assert ish.ish_ratio == Quantity(Decimal("1.2"), "1")
    assert ish.her2_copies == Quantity(Decimal("2.4"), "1")
    assert (overall.method, overall.status) == (Method.UNSPECIFIED, "negative")


def test_fish_that_does_not_apply_was_not_done_and_gives_no_result(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | HER2_IHC_SCORE | HER2_FISH      | HER2_FISH_RATIO
        P1         | S1        | 0-1+           | Not Applicable | Not Applicable
        """),
    )
    (ihc,) = results(read, Marker.HER2, "S1")
    assert (ihc.method, ihc.ihc_score) == (Method.IHC, "0-1+")


def test_a_word_in_the_score_column_is_the_status(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | HER2_IHC_SCORE
        P1         | S1        | Negative
        """),
    )
    (ihc,) = results(read, Marker.HER2, "S1")
    assert (ihc.status, ihc.ihc_score) == ("negative", "")


def test_two_laboratories_that_disagree_are_two_results(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | HER2_STATUS                 | HER2_FISH_RATIO
        P1         | S1        | Negative (Outside Positive) | 1.7 (Outside: 2.4)
        """),
    )
    found = results(read, Marker.HER2, "S1")
    assert sorted(fact.status for fact in found if fact.method is Method.UNSPECIFIED) == ["negative", "positive"]
    ratios = [fact.ish_ratio.value for fact in found if fact.ish_ratio is not None]
    assert ratios == [Decimal("1.7"), Decimal("2.4")]


def test_the_sequenced_metastasis_and_the_primary_are_two_specimens(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | SAMPLE_SITE | ER_STATUS | ER_STATUS_PRIMARY | ER_PCT_PRIMARY
        P1         | S1        | Metastasis  | Liver       | Negative  | Positive          | 90
        """),
    )
    (of_sample,) = results(read, Marker.ER, "S1")
    (of_primary,) = results(read, Marker.ER, "primary")
    assert (of_sample.status, of_sample.specimen_kind, of_sample.specimen_site) == (
        "negative",
        SpecimenKind.METASTASIS,
        "liver",
    )
    assert (of_primary.status, of_primary.percent_low) == ("positive", Decimal(90))
    assert of_primary.specimen_kind is SpecimenKind.PRIMARY
    kinds = {fact.key: (fact.kind, fact.site) for fact in of(person(read), SpecimenFact)}
    assert kinds == {"S1": (SpecimenKind.METASTASIS, "liver"), "primary": (SpecimenKind.PRIMARY, "breast")}


def test_a_primary_that_two_rows_describe_alike_is_one_with_both_sources(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | PR_STATUS_PRIMARY
        P1         | S1        | Metastasis  | Positive
        P1         | S2        | Primary     | Positive
        """),
    )
    (pr,) = results(read, Marker.PR, "primary")
    assert [source.resource for source in pr.sources] == ["sample S1", "sample S2"]


def test_rows_that_describe_the_primary_differently_stay_apart(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | HER2_IHC_VALUE_PRIMARY
        P1         | S1        | Metastasis  | 0+
        P1         | S2        | Metastasis  | 3+
        P1         | S3        | Metastasis  | Not Available
        """),
    )
    scores = {fact.specimen: fact.ihc_score for fact in of(person(read), ReceptorResult)}
    assert scores == {"primary (S1)": "0+", "primary (S2)": "3+"}
    assert any("different results for the primary" in issue.what for issue in person(read).issues)


def test_what_the_patient_table_says_of_the_primary_joins_the_sample_table(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast(
            """
            PATIENT_ID | SAMPLE_ID | HER2_IHC_VALUE_PRIMARY
            P1         | S1        | 2+
            """,
            {
                PATIENTS: """
                PATIENT_ID | HER2_STATUS_PRIMARY
                P1         | Negative
                """
            },
        ),
    )
    found = results(read, Marker.HER2, "primary")
    assert {(fact.method, fact.status, fact.ihc_score) for fact in found} == {
        (Method.IHC, "", "2+"),
        (Method.UNSPECIFIED, "negative", ""),
    }
    assert [fact.key for fact in of(person(read), SpecimenFact)] == ["S1", "primary"]


def test_results_in_the_patient_table_name_no_specimen_and_stay_together(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast(
            """
            PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE
            P1         | S1        | Primary
            """,
            {
                PATIENTS: """
                PATIENT_ID | ER_STATUS_BY_IHC | IHC_HER2  | HER2_FISH_STATUS
                P1         | Positive         | Equivocal | Negative
                """
            },
        ),
    )
    found = of(person(read), ReceptorResult)
    assert {fact.specimen for fact in found} == {""}
    assert {fact.report for fact in found} == {"row 2 of data_clinical_patient.txt"}
    assert {(fact.marker, fact.method, fact.status) for fact in found} == {
        (Marker.ER, Method.IHC, "positive"),
        (Marker.HER2, Method.IHC, "equivocal"),
        (Marker.HER2, Method.ISH, "negative"),
    }


def test_the_display_name_tells_whose_result_a_column_holds(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        #Patient   | Sample    | HER2 FISH Status of Primary | HER2 FISH Status of Sequenced Sample
        PATIENT_ID | SAMPLE_ID | HER2_FISH_STATUS            | HER2_FISH
        P1         | S1        | Positive                    | Negative
        """),
    )
    assert [fact.status for fact in results(read, Marker.HER2, "primary")] == ["positive"]
    assert [fact.status for fact in results(read, Marker.HER2, "S1")] == ["negative"]


def test_without_display_names_two_fish_columns_are_told_apart_by_each_other(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | HER2_FISH_STATUS | HER2_FISH
        P1         | S1        | Positive         | Negative
        """),
    )
    assert [fact.status for fact in results(read, Marker.HER2, "primary")] == ["positive"]
    assert [fact.status for fact in results(read, Marker.HER2, "S1")] == ["negative"]


def test_summaries_and_subtypes_give_no_receptor_result(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | SUBTYPE        | CLAUDIN_SUBTYPE | HER2_SNP6 | OVERALL_HR_STATUS_PATIENT
        P1         | S1        | Triple Negative | Basal          | GAIN      | Positive
        """),
    )
    assert of(person(read), ReceptorResult) == []
    assert any("summary or surrogate" in what for what in whats(read))


def test_a_status_called_from_expression_is_no_receptor_test(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        #Patient   | Sample    | ER Status
        #Patient   | Sample    | ER status by gene expression
        PATIENT_ID | SAMPLE_ID | ER_STATUS
        P1         | S1        | Positive
        """),
    )
    assert of(person(read), ReceptorResult) == []
    assert any("no receptor test" in what for what in whats(read))


def test_words_that_nobody_knows_give_no_result_and_an_issue_without_the_words(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | ER_STATUS   | ER_PCT | HER2_FISH_RATIO
        P1         | S1        | rather blue | 140    | high
        """),
    )
    (er,) = of(person(read), ReceptorResult)
    assert (er.status, er.percent_low, er.percent_text) == ("", None, "140")
    issues = person(read).issues
    assert [issue.place for issue in issues] == [
        "row 2, column ER_STATUS",
        "row 2, column ER_PCT",
        "row 2, column HER2_FISH_RATIO",
    ]
    assert not any("rather blue" in issue.what + issue.did for issue in issues)


def test_a_percentage_alone_is_a_result(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast("""
        PATIENT_ID | SAMPLE_ID | ER_STATUS | ER_STATUS_IHC_PERCENT_POSITIVE
        P1         | S1        | Unk/ND    | 10-19%
        """),
    )
    (er,) = of(person(read), ReceptorResult)
    assert (er.status, er.percent_low, er.percent_high) == ("", Decimal(10), Decimal(19))
