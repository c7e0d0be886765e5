"""ER, PR and HER2 as laboratories write them: what is read from which element, and what is left to a human."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.unit.intake.reading import (
    LOINC,
    OF_ANNA,
    SNOMED,
    amount,
    concept,
    extracted,
    facts,
    observation,
    only,
    whats,
)

from onward.terms import Comparator, Quantity
from onward.timeline import Marker, Method, ReceptorResult, SpecimenKind, Standing

ER = concept(LOINC, "85337-4", "Estrogen receptor Ag [Presence] in Breast cancer specimen by Immune stain")
ER_PERCENT = concept(LOINC, "14228-1")
PR = concept(LOINC, "16113-3")
HER2 = concept(LOINC, "48676-1")
HER2_IHC = concept(LOINC, "85319-2")
HER2_ISH = concept(LOINC, "85318-4")


def receptor(code: dict[str, Any], **elements: Any) -> ReceptorResult:
    return only(ReceptorResult, observation(code, **elements))


@pytest.mark.parametrize(
    ("code", "marker", "method"),
    [
        ("16112-5", Marker.ER, Method.UNSPECIFIED),
        ("40556-3", Marker.ER, Method.IHC),
        ("85337-4", Marker.ER, Method.IHC),
        ("16113-3", Marker.PR, Method.UNSPECIFIED),
        ("40557-1", Marker.PR, Method.IHC),
        ("85339-0", Marker.PR, Method.IHC),
        ("48676-1", Marker.HER2, Method.UNSPECIFIED),
        ("18474-7", Marker.HER2, Method.IHC),
        ("85319-2", Marker.HER2, Method.IHC),
        ("85318-4", Marker.HER2, Method.ISH),
        ("31150-6", Marker.HER2, Method.ISH),
        ("74885-5", Marker.HER2, Method.ISH),
    ],
)
def test_the_codes_that_every_reader_must_know(code: str, marker: Marker, method: Method) -> None:
    result = receptor(concept(LOINC, code), valueCodeableConcept=concept(SNOMED, "10828004"))
    assert (result.marker, result.method, result.status) == (marker, method, "positive")


@pytest.mark.parametrize(
    ("value", "status"),
    [
        (concept(LOINC, "LA6576-8", "Positive"), "positive"),
        (concept(LOINC, "LA6577-6", "Negative"), "negative"),
        (concept(SNOMED, "260385009", "Negative (qualifier value)"), "negative"),
        (concept(SNOMED, "42425007", "Equivocal"), "equivocal"),
        (concept(SNOMED, "82334004", "Indeterminate"), "indeterminate"),
        (concept(SNOMED, "385660001", "Not done"), "not done"),
        (concept(text="Positive"), "positive"),
        (concept("urn:local", "N", "NEGATIVE"), "negative"),
        (concept(text="low positive"), "low positive"),
    ],
)
def test_a_coded_or_worded_answer_is_the_laboratory_s_status(value: dict[str, Any], status: str) -> None:
    assert receptor(ER, valueCodeableConcept=value).status == status


@pytest.mark.parametrize(
    ("text", "status", "low", "high", "written"),
    [
        ("95%", "", "95", "95", "95%"),
        ("positive (95%)", "positive", "95", "95", "95%"),
        ("Positive, >90 % of nuclei, strong", "positive", "90", "100", ">90 %"),
        ("<1%", "", "0", "1", "<1%"),
        ("negative (< 1 %)", "negative", "0", "1", "< 1 %"),
        ("60-70%", "", "60", "70", "60-70%"),
        ("5% - 10% weak", "", "5", "10", "5% - 10%"),
        ("0 %", "", "0", "0", "0 %"),
        ("2.5 percent", "", "2.5", "2.5", "2.5 percent"),
    ],
)
def test_percentages_in_words_are_intervals(text: str, status: str, low: str, high: str, written: str) -> None:
    result = receptor(ER, valueString=text)
    assert result.status == status
    assert (result.percent_low, result.percent_high) == (Decimal(low), Decimal(high))
    assert result.percent_text == written


def test_a_quantity_in_percent() -> None:
    result = receptor(ER_PERCENT, valueQuantity=amount(1, "%"))
    assert (result.percent_low, result.percent_high, result.percent_text) == (1, 1, "1%")


def test_a_quantity_below_one_percent() -> None:
    result = receptor(ER_PERCENT, valueQuantity={**amount(1, "%"), "comparator": "<"})
    assert (result.percent_low, result.percent_high, result.percent_text) == (0, 1, "<1%")


def test_a_range_in_percent() -> None:
    value = {"low": amount(1, "%"), "high": amount(10, "%")}
    result = receptor(ER_PERCENT, valueRange=value)
    assert (result.percent_low, result.percent_high) == (1, 10)


def test_a_fraction_code_without_unit_above_one_can_only_be_percent() -> None:
    assert receptor(ER_PERCENT, valueQuantity={"value": 80}).percent_low == 80


def test_a_fraction_code_without_unit_up_to_one_is_not_guessed() -> None:
    found = extracted(observation(ER_PERCENT, valueQuantity={"value": 0.9}))
    assert found.facts == ()
    assert [issue.what for issue in found.issues] == [
        "Observation: a number for ER that does not tell what it counts (unit missing)"
    ]


def test_more_than_100_percent_keeps_its_words_and_gives_no_number() -> None:
    result = receptor(ER, valueString="120%")
    assert (result.percent_low, result.percent_high, result.percent_text) == (None, None, "120%")


# --- HER2


@pytest.mark.parametrize(
    ("text", "score", "status"),
    [
        ("3+", "3+", ""),
        ("IHC 1+", "1+", ""),
        ("2+ (equivocal)", "2+", "equivocal"),
        ("0", "0", ""),
        ("1", "1+", ""),
        ("score 0", "0", ""),
        ("0-1+", "0-1+", ""),
        ("IHC 0-1+", "0-1+", ""),
        ("HER2 IHC score 0/1+", "0/1+", ""),
        ("IHC 1+ - 2+", "1+-2+", ""),
        ("0+", "0+", ""),
        ("1+ to 2+", "1+-2+", ""),
        ("Negative (1+)", "1+", "negative"),
        ("negative, IHC score: 2", "2+", "negative"),
    ],
)
def test_ihc_scores_in_words(text: str, score: str, status: str) -> None:
    result = receptor(HER2_IHC, valueString=text)
    assert (result.ihc_score, result.status, result.method) == (score, status, Method.IHC)


@pytest.mark.parametrize(
    ("text", "staining"),
    [
        ("0", None),
        ("0, no membrane staining", False),
        ("IHC 0 (no staining observed)", False),
        ("0 with faint membrane staining in 5% of cells", True),
        ("0 (ultralow)", True),
    ],
)
def test_whether_a_score_of_0_has_membrane_staining(text: str, staining: bool | None) -> None:
    result = receptor(HER2_IHC, valueString=text)
    assert (result.ihc_score, result.membrane_staining) == ("0", staining)


def test_a_score_as_a_number_of_an_ihc_code() -> None:
    assert receptor(HER2_IHC, valueInteger=2).ihc_score == "2+"
    assert receptor(HER2_IHC, valueQuantity={"value": 0, "unit": "{score}", "code": "{score}"}).ihc_score == "0"


def test_a_bare_number_for_the_overall_interpretation_is_not_guessed() -> None:
    # 3 may be a score, a ratio or copies.
    assert whats(observation(HER2, valueInteger=3)) == [
        "Observation: a number for HER2 that does not tell what it counts (unit missing)"
    ]


def test_ratio_and_copies_in_words() -> None:
    result = receptor(
        HER2_ISH,
        valueString="Not amplified. HER2/CEP17 ratio 1.3, average HER2 copy number 3.2, average CEP17 copy number 2.4",
    )
    assert result.status == "negative"
    assert result.ish_ratio == Quantity(Decimal("1.3"), "1")
    assert result.her2_copies == Quantity(Decimal("3.2"), "1")
    assert result.cep17_copies == Quantity(Decimal("2.4"), "1")
    assert result.ihc_score == ""


def test_a_panel_of_components_is_one_result() -> None:
    result = receptor(
        HER2_ISH,
        component=[
            {"code": concept(LOINC, "49683-6"), "valueQuantity": amount(2.1, "{ratio}")},
            {"code": concept(LOINC, "74860-8"), "valueQuantity": amount(4.4, "1")},
            {"code": concept(text="CEP17 copies"), "valueQuantity": amount(2.1, "1")},
        ],
    )
    assert result.method is Method.ISH
    assert (result.ish_ratio, result.her2_copies, result.cep17_copies) == (
        Quantity(Decimal("2.1"), "1"),
        Quantity(Decimal("4.4"), "1"),
        Quantity(Decimal("2.1"), "1"),
    )


def test_a_ratio_as_a_fhir_ratio() -> None:
    value = {"numerator": {"value": 4.2}, "denominator": {"value": 2}}
    assert receptor(HER2_ISH, valueRatio=value).ish_ratio == Quantity(Decimal("2.1"), "1")


def test_two_methods_with_different_answers_are_two_results() -> None:
    found = facts(observation(HER2, valueString="IHC 2+ (equivocal), FISH not amplified (ratio 1.2)"))
    assert [(f.method, f.status, f.ihc_score, f.ish_ratio) for f in found if isinstance(f, ReceptorResult)] == [
        (Method.IHC, "equivocal", "2+", None),
        (Method.ISH, "negative", "", Quantity(Decimal("1.2"), "1")),
    ]


def test_a_text_that_contradicts_itself_gives_no_status() -> None:
    found = extracted(observation(HER2, valueString="positive / negative, see comment"))
    (result,) = found.facts
    assert isinstance(result, ReceptorResult)
    assert result.status == ""
    assert [issue.what for issue in found.issues] == [
        "Observation: the text of this HER2 result names more than one status"
    ]


def test_clauses_about_other_receptors_are_left_alone() -> None:
    result = receptor(ER, valueString="ER positive 90%; PR negative 0%; HER2 negative")
    assert (result.status, result.percent_low) == ("positive", 90)


@pytest.mark.parametrize(
    ("text", "status", "score"),
    [
        ("HER2-low (IHC 1+), negative", "low", "1+"),
        ("negative, ultralow (IHC 0 with faint staining)", "ultralow", "0"),
        ("IHC 1+, negative", "negative", "1+"),
    ],
)
def test_the_narrower_word_stands(text: str, status: str, score: str) -> None:
    result = receptor(HER2_IHC, valueString=text)
    assert (result.status, result.ihc_score) == (status, score)


def test_words_that_are_not_understood_stay_a_result_for_a_human() -> None:
    found = extracted(observation(ER, valueString="Allred 8/8"))
    (result,) = found.facts
    assert isinstance(result, ReceptorResult)
    assert (result.status, result.percent_low, result.text) == ("", None, "Allred 8/8")
    assert [issue.what for issue in found.issues] == ["Observation: words of a ER result that are not understood"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("no HER2 amplification", "negative"),
        ("No evidence of HER2 gene amplification", "negative"),
        ("negative for HER2 overexpression", "negative"),
        ("HER2 not overexpressed", "negative"),
        ("HER2+", "positive"),
        ("HER2 -", "negative"),
        ("HER2-positive", "positive"),
    ],
)
def test_denials_and_signs(text: str, status: str) -> None:
    assert receptor(HER2, valueString=text).status == status


@pytest.mark.parametrize(
    ("text", "score", "status"),
    [
        ("2+/FISH-", "2+", "negative"),
        ("2+, ISH -", "2+", "negative"),
        ("HER2 2+ by IHC; FISH negative", "2+", "negative"),
        ("IHC 2+, FISH amplified", "2+", "positive"),
    ],
)
def test_score_and_hybridisation_in_one_text(text: str, score: str, status: str) -> None:
    result = receptor(HER2, valueString=text)
    assert (result.ihc_score, result.status, result.method) == (score, status, Method.UNSPECIFIED)


def test_two_scores_in_one_text_are_left_to_the_call() -> None:
    assert receptor(HER2_IHC, valueString="HER2 1+ (previously 3+)").ihc_score == "1+ (previously 3+)"


@pytest.mark.parametrize(("text", "score"), [("+++", "3+"), ("++", "2+"), ("0 / no staining", "0"), ("3 +", "3+")])
def test_other_spellings_of_a_score(text: str, score: str) -> None:
    assert receptor(HER2, valueString=text).ihc_score == score


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("amplified, ratio > 10", Quantity(Decimal(10), "1", Comparator.MORE)),
        ("not amplified, ratio <2.0", Quantity(Decimal("2.0"), "1", Comparator.LESS)),
        ("not amplified, HER2/CEP17 0.9", Quantity(Decimal("0.9"), "1")),
    ],
)
def test_bounds_of_a_ratio(text: str, ratio: Quantity) -> None:
    assert receptor(HER2_ISH, valueString=text).ish_ratio == ratio


# --- where else an answer may stand


def test_interpretation_stands_in_for_a_missing_status() -> None:
    codes = concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "POS")
    result = receptor(ER, valueQuantity=amount(70, "%"), interpretation=[codes])
    assert (result.status, result.percent_low) == ("positive", 70)


def test_value_and_interpretation_that_differ_are_named() -> None:
    codes = concept("http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", "NEG")
    found = extracted(observation(ER, valueCodeableConcept=concept(SNOMED, "10828004"), interpretation=[codes]))
    (result,) = found.facts
    assert isinstance(result, ReceptorResult)
    assert result.status == "positive"
    assert [issue.what for issue in found.issues] == [
        "Observation: value and interpretation of this ER result say different things"
    ]


def test_a_test_that_was_not_performed() -> None:
    absent = concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "not-performed")
    assert receptor(HER2_ISH, dataAbsentReason=absent).status == "not done"


def test_a_result_that_is_merely_missing_is_no_fact() -> None:
    absent = concept("http://terminology.hl7.org/CodeSystem/data-absent-reason", "unknown")
    assert facts(observation(HER2_ISH, dataAbsentReason=absent)) == ()


def test_the_note_adds_a_score_that_the_value_lacks() -> None:
    result = receptor(HER2, valueCodeableConcept=concept(LOINC, "LA6577-6"), note=[{"text": "IHC score 1+"}])
    assert (result.status, result.ihc_score) == ("negative", "1+")


def test_a_note_about_an_earlier_sample_adds_nothing() -> None:
    result = receptor(HER2, valueCodeableConcept=concept(LOINC, "LA6577-6"), note=[{"text": "Prior biopsy: IHC 3+"}])
    assert (result.status, result.ihc_score) == ("negative", "")


def test_results_known_by_their_words_alone() -> None:
    result = receptor(concept(text="HER2 IHC"), valueString="1+")
    assert (result.marker, result.method, result.ihc_score) == (Marker.HER2, Method.IHC, "1+")


def test_a_pulse_rate_called_pr_is_no_receptor() -> None:
    vital = observation(
        concept(LOINC, "8867-4", "PR"),
        category=[concept("http://terminology.hl7.org/CodeSystem/observation-category", "vital-signs")],
        valueQuantity=amount(72, "/min"),
    )
    assert not any(isinstance(fact, ReceptorResult) for fact in facts(vital))


def test_all_receptors_as_components_of_one_panel() -> None:
    panel = observation(
        concept(text="Breast biomarker panel"),
        component=[
            {"code": ER, "valueCodeableConcept": concept(SNOMED, "10828004")},
            {"code": PR, "valueCodeableConcept": concept(SNOMED, "260385009")},
            {"code": HER2_IHC, "valueString": "2+"},
        ],
    )
    assert [(f.marker, f.status, f.ihc_score) for f in facts(panel) if isinstance(f, ReceptorResult)] == [
        (Marker.ER, "positive", ""),
        (Marker.PR, "negative", ""),
        (Marker.HER2, "", "2+"),
    ]


# --- standing, specimen, report


@pytest.mark.parametrize("status", ["entered-in-error", "cancelled"])
def test_void_results_are_no_facts(status: str) -> None:
    assert facts(observation(ER, status=status, valueCodeableConcept=concept(SNOMED, "10828004"))) == ()


def test_a_preliminary_result_is_provisional() -> None:
    result = receptor(ER, status="preliminary", valueCodeableConcept=concept(SNOMED, "10828004"))
    assert result.standing is Standing.PROVISIONAL


def liver_sample(**elements: Any) -> dict[str, Any]:
    return {
        "resourceType": "Specimen",
        "id": "s7",
        **OF_ANNA,
        "collection": {"bodySite": concept(SNOMED, "10200004", "Liver structure")},
        **elements,
    }


def test_the_specimen_of_a_result() -> None:
    result = only(
        ReceptorResult,
        observation(ER, valueCodeableConcept=concept(SNOMED, "10828004"), specimen={"reference": "Specimen/s7"}),
        liver_sample(),
    )
    assert (result.specimen, result.specimen_kind, result.specimen_site) == ("s7", SpecimenKind.METASTASIS, "liver")


def test_a_report_lends_its_specimen_to_its_results() -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        **OF_ANNA,
        "specimen": [{"reference": "Specimen/s7"}],
        "result": [{"reference": "Observation/o1"}],
    }
    result = only(
        ReceptorResult, observation(ER, valueCodeableConcept=concept(SNOMED, "10828004")), report, liver_sample()
    )
    assert (result.specimen, result.specimen_site, result.report) == ("s7", "liver", "DiagnosticReport/r1")


def test_a_report_of_two_specimens_lends_none() -> None:
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r1",
        **OF_ANNA,
        "specimen": [{"reference": "Specimen/s7"}, {"reference": "Specimen/s8"}],
        "result": [{"reference": "Observation/o1"}],
    }
    result = only(ReceptorResult, observation(ER, valueCodeableConcept=concept(SNOMED, "10828004")), report)
    assert (result.specimen, result.specimen_kind) == ("", SpecimenKind.UNKNOWN)


def test_the_body_site_tells_where_no_specimen_does() -> None:
    result = receptor(
        ER,
        valueCodeableConcept=concept(SNOMED, "10828004"),
        bodySite=concept(SNOMED, "80248007", "Left breast structure"),
    )
    assert (result.specimen_kind, result.specimen_site) == (SpecimenKind.PRIMARY, "breast")


def test_a_local_recurrence_by_its_words() -> None:
    sample = liver_sample(
        collection={"bodySite": concept(SNOMED, "80248007", "Left breast structure")},
        condition=[concept(text="Local recurrence after mastectomy")],
    )
    result = only(
        ReceptorResult,
        observation(ER, valueCodeableConcept=concept(SNOMED, "10828004"), specimen={"reference": "Specimen/s7"}),
        sample,
    )
    assert result.specimen_kind is SpecimenKind.LOCAL_RECURRENCE
