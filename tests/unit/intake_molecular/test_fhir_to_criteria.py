"""What a FHIR record says of the tumour, from the resource to the answer: positive, negative and undetermined."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.records import breast_cancer, bundle, patient
from tests.unit.intake_molecular.reports import Reading, reading

from onward.criteria import (
    Criterion,
    DiseaseCourse,
    DrugSet,
    Exposed,
    GeneTested,
    HasVariant,
    Limits,
    Menopause,
    Receptor,
    ReceptorPercent,
    Score,
)
from onward.terms import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
LOINC, SNOMED, HGNC, UCUM = (
    "http://loinc.org",
    "http://snomed.info/sct",
    "http://www.genenames.org/geneId",
    "http://unitsofmeasure.org",
)
PRESENT, ABSENT, INDETERMINATE = ("LA9633-4", "Present"), ("LA9634-2", "Absent"), ("LA11884-6", "Indeterminate")
POSITIVE, NEGATIVE = ("10828004", "Positive"), ("260385009", "Negative")
_BODY = dict[str, Any]

CPS_10 = Score(name="PD-L1", measure="CPS", assay="22C3", limits=Limits(at_least=Decimal(10)))
TMB_10 = Score(name="TMB", limits=Limits(at_least=Decimal(10)), unit="1/1000000{Base}")
MSI_HIGH = Score(name="MSI", statuses=("high",))


def coded(system: str, code: str, display: str = "", text: str = "") -> _BODY:
    coding = {"system": system, "code": code, **({"display": display} if display else {})}
    return {"coding": [coding], **({"text": text} if text else {})}


def observation(name: str, code: str | _BODY, **more: Any) -> _BODY:
    return {
        "resourceType": "Observation",
        "id": name,
        "status": "final",
        "subject": {"reference": "Patient/p1"},
        "effectiveDateTime": "2026-03-01",
        "code": coded(LOINC, code) if isinstance(code, str) else code,
        **more,
    }


def quantity(value: float, unit: str | None, comparator: str = "") -> _BODY:
    said: _BODY = {"value": value, **({"comparator": comparator} if comparator else {})}
    return said if unit is None else {**said, "unit": unit, "system": UCUM, "code": unit}


def read(folder: Path, *resources: _BODY) -> Reading:
    return reading(folder, {"record.json": json.dumps(bundle(patient("p1"), breast_cancer("p1"), *resources))})


# --- variants: 69548-6 with gene 48018-6, protein 48005-3, coding 48004-6, origin 48002-0


def part(code: str, value: _BODY | str) -> _BODY:
    return {
        "code": coded(LOINC, code),
        **({"valueString": value} if isinstance(value, str) else {"valueCodeableConcept": value}),
    }


def variant(
    gene: str,
    protein: str = "",
    *,
    found: tuple[str, str] | None = PRESENT,
    coding: str = "",
    origin: str = "",
    number: str = "",
    **more: Any,
) -> _BODY:
    origins = {"germline": ("LA6683-2", "Germline"), "somatic": ("LA6684-0", "Somatic")}
    parts = [part("48018-6", coded(HGNC, f"HGNC:{number}", gene) if number else {"text": gene})]
    if protein:
        parts.append(part("48005-3", coded("http://varnomen.hgvs.org", protein)))
    if coding:
        parts.append(part("48004-6", coded("http://varnomen.hgvs.org", coding)))
    if origin:
        parts.append(part("48002-0", coded(LOINC, *origins[origin])))
    value = {} if found is None else {"valueCodeableConcept": coded(LOINC, *found)}
    return observation(f"v-{gene}-{protein or 'none'}-{origin}", "69548-6", component=parts, **value, **more)


HOTSPOT = HasVariant(genes=("PIK3CA",), proteins=("H1047R",))
LBD = HasVariant(genes=("ESR1",), codons=(310, 547))
GERMLINE = HasVariant(genes=("BRCA1", "BRCA2"), origin="germline", pathogenic=True)


@pytest.mark.parametrize(
    ("resource", "question", "truth"),
    [
        (variant("PIK3CA", "p.(His1047Arg)", number="8975"), HOTSPOT, YES),
        (variant("PIK3CA", "NP_006209.2:p.His1047Arg"), HOTSPOT, YES),
        (variant("PIK3CA", "H1047R"), HOTSPOT, YES),
        (variant("PIK3CA", "PIK3CA:p.H1047R"), HOTSPOT, YES),
        (variant("PIK3CA", "p.Glu545Lys"), HOTSPOT, UNKNOWN),
        (variant("PIK3CA", found=ABSENT), HOTSPOT, NO),
        (variant("PIK3CA", "p.His1047Arg", found=ABSENT), HOTSPOT, NO),
        (variant("PIK3CA", found=INDETERMINATE), HOTSPOT, UNKNOWN),
        (variant("PIK3CA", "p.His1047Arg", found=INDETERMINATE), HOTSPOT, UNKNOWN),
        (variant("PIK3CA", "something"), HOTSPOT, UNKNOWN),
        (variant("ESR1", "p.Asp538Gly"), LBD, YES),
        (variant("ESR1", "p.Tyr537Ser", coding="NM_000125.4:c.1610A>C"), LBD, YES),
        (variant("ESR1", "p.Asp422Gly", coding="NM_001328100.2:c.1265A>G"), LBD, UNKNOWN),
        (variant("BRCA2", "p.Ser1982fs", origin="germline"), GERMLINE, YES),
        (variant("BRCA1", "p.Gln1756fs", origin="germline"), GERMLINE, YES),
        (variant("BRCA2", "p.Ser1982fs"), GERMLINE, UNKNOWN),
        (variant("BRCA2", "p.Lys3326Ter", origin="germline"), GERMLINE, UNKNOWN),
        # A somatic change of the tumour is no inherited one, and no germline test is recorded.
        (variant("BRCA2", "p.Ser1982fs", origin="somatic"), GERMLINE, UNKNOWN),
        (variant("HER2", "p.Val777Leu"), HasVariant(genes=("ERBB2",)), YES),
        (variant("MLL2", "p.Gln5Ter"), HasVariant(genes=("KMT2D",)), YES),
        (variant("NEU", "p.Val777Leu"), HasVariant(genes=("ERBB2",)), UNKNOWN),
    ],
)
def test_a_variant(tmp_path: Path, resource: _BODY, question: HasVariant, truth: Truth) -> None:
    answer = read(tmp_path, resource).ask(question)
    assert answer.truth is truth, answer.because


def test_inherited_changes_that_were_looked_for(tmp_path: Path) -> None:
    """Both genes negative in a germline test is a NO; one of them alone leaves the question open."""
    both = read(
        tmp_path, variant("BRCA1", found=ABSENT, origin="germline"), variant("BRCA2", found=ABSENT, origin="germline")
    )
    assert both.ask(GERMLINE).truth is NO
    assert both.ask(GeneTested(genes=("BRCA1", "BRCA2"), origin="germline")).truth is YES


def test_one_of_two_genes_leaves_it_open(tmp_path: Path) -> None:
    assert read(tmp_path, variant("BRCA1", found=ABSENT, origin="germline")).ask(GERMLINE).truth is UNKNOWN


def test_regions_studied_make_a_negative(tmp_path: Path) -> None:
    """A report that names the genes that it looked at, on a liver biopsy, and none of their changes."""
    sample = {
        "resourceType": "Specimen",
        "id": "s1",
        "subject": {"reference": "Patient/p1"},
        "type": coded(SNOMED, "119376003", "Tissue specimen"),
        "collection": {"bodySite": coded(SNOMED, "10200004", "Liver structure")},
    }
    studied = observation(
        "region",
        "53041-0",
        specimen={"reference": "Specimen/s1"},
        component=[
            part("48018-6", coded(HGNC, "HGNC:8975", "PIK3CA")),
            part("48018-6", coded(HGNC, "HGNC:9588", "PTEN")),
        ],
    )
    found = read(tmp_path, sample, studied)
    assert found.ask(HasVariant(genes=("PIK3CA", "PTEN"))).truth is NO
    assert found.ask(HasVariant(genes=("AKT1",))).truth is UNKNOWN


# --- scores


def cps_component(label: str, value: _BODY) -> _BODY:
    return {"code": {"text": label}, **value}


@pytest.mark.parametrize(
    ("resource", "question", "truth"),
    [
        (observation("p", "85147-7", valueQuantity=quantity(10, "1")), CPS_10, YES),
        (observation("p", "85147-7", valueQuantity=quantity(9, "1")), CPS_10, NO),
        (observation("p", "85147-7", valueQuantity=quantity(10, None)), CPS_10, YES),
        (observation("p", "85147-7", valueInteger=12), CPS_10, YES),
        (observation("p", "85147-7", valueString="CPS 15"), CPS_10, YES),
        (observation("p", "85147-7", valueString="Combined positive score: 3; TPS 1 %"), CPS_10, NO),
        (
            observation(
                "p",
                "85147-7",
                valueCodeableConcept=coded(SNOMED, *POSITIVE),
                component=[cps_component("Combined Positive Score (CPS)", {"valueQuantity": quantity(22, "1")})],
            ),
            CPS_10,
            YES,
        ),
        # A share of tumour cells in percent is the proportion score, not the combined one.
        (observation("p", "85147-7", valueQuantity=quantity(40, "%")), CPS_10, UNKNOWN),
        (observation("p", "85147-7", valueCodeableConcept=coded(SNOMED, *POSITIVE)), CPS_10, UNKNOWN),
        (observation("p", {"text": "PD-L1 SP142 IC"}, valueQuantity=quantity(15, "%")), CPS_10, UNKNOWN),
        (observation("p", {"text": "PD-L1 (SP263)"}, valueString="CPS 30"), CPS_10, UNKNOWN),
        # Without its assay a score is none by 22C3: open, not a no.
        (observation("p", {"text": "PD-L1 CPS"}, valueQuantity=quantity(1, "1")), CPS_10, UNKNOWN),
        (observation("p", {"text": "PD-L1 CPS"}, valueQuantity=quantity(50, "1")), CPS_10, UNKNOWN),
        (observation("p", {"text": "PD-L1 22C3 CPS"}, valueQuantity=quantity(50, "1")), CPS_10, YES),
        (observation("t", "94076-7", valueQuantity=quantity(10, "{mutations}/Mb")), TMB_10, YES),
        (observation("t", "94076-7", valueQuantity=quantity(9.9, "1/1000000{Base}")), TMB_10, NO),
        (observation("t", "94076-7", valueQuantity=quantity(46, None)), TMB_10, UNKNOWN),
        (observation("t", "94076-7", valueString="12.5 mut/Mb"), TMB_10, YES),
        (observation("t", {"text": "Tumor mutational burden"}, valueString="12 mutations per megabase"), TMB_10, YES),
        (observation("t", "94076-7", valueCodeableConcept={"text": "High"}), TMB_10, UNKNOWN),
        (observation("m", "81695-9", valueCodeableConcept=coded(LOINC, "LA26203-2", "MSI-H")), MSI_HIGH, YES),
        (observation("m", "81695-9", valueCodeableConcept=coded(LOINC, "LA14122-8", "Stable")), MSI_HIGH, NO),
        (observation("m", "81695-9", valueString="MSS"), MSI_HIGH, NO),
        (observation("m", "81695-9", valueString="MSI-H"), MSI_HIGH, YES),
        (observation("m", "81695-9", valueCodeableConcept=coded(LOINC, *INDETERMINATE)), MSI_HIGH, UNKNOWN),
        (
            observation("h", {"text": "HRD score"}, valueQuantity=quantity(42, "1")),
            Score(name="HRD", limits=Limits(at_least=Decimal(42))),
            YES,
        ),
        (
            observation("h", {"text": "HRD status"}, valueCodeableConcept=coded(SNOMED, *NEGATIVE)),
            Score(name="HRD", statuses=("positive",)),
            NO,
        ),
    ],
)
def test_a_score(tmp_path: Path, resource: _BODY, question: Score, truth: Truth) -> None:
    answer = read(tmp_path, resource).ask(question)
    assert answer.truth is truth, answer.because


def test_scores_inside_a_genomics_report(tmp_path: Path) -> None:
    """TMB and MSI as members of a genomics report are read like tumour markers."""
    report = {
        "resourceType": "DiagnosticReport",
        "id": "r",
        "status": "final",
        "subject": {"reference": "Patient/p1"},
        "code": coded(LOINC, "81247-9", "Master HL7 genetic variant reporting panel"),
        "result": [{"reference": "Observation/t"}, {"reference": "Observation/m"}],
    }
    found = read(
        tmp_path,
        report,
        observation("t", "94076-7", valueQuantity=quantity(14, "1/1000000{Base}")),
        observation("m", "81695-9", valueCodeableConcept=coded(LOINC, "LA14122-8", "Stable")),
    )
    assert found.ask(TMB_10).truth is YES
    assert found.ask(MSI_HIGH).truth is NO


# --- receptors, course and treatment


@pytest.mark.parametrize(
    ("resources", "question", "truth"),
    [
        *[
            (
                (observation("h", code, valueCodeableConcept=coded(SNOMED, *POSITIVE)),),
                Receptor(marker="HER2", calls=("positive",)),
                YES,
            )
            for code in ("48676-1", "18474-7", "85318-4", "31150-6", "74885-5")
        ],
        *[
            (
                (observation("h", code, valueCodeableConcept=coded(SNOMED, *NEGATIVE)),),
                Receptor(marker="HER2", calls=("positive",)),
                NO,
            )
            for code in ("48676-1", "18474-7")
        ],
        ((observation("h", "85319-2", valueString="3+"),), Receptor(marker="HER2", calls=("positive",)), YES),
        ((observation("h", "85319-2", valueString="IHC 1+"),), Receptor(marker="HER2", calls=("low",)), YES),
        # IHC 2+ without ISH is equivocal: neither positive nor negative.
        ((observation("h", "85319-2", valueString="2+"),), Receptor(marker="HER2", calls=("positive",)), UNKNOWN),
        (
            (
                observation("h", "85319-2", valueString="2+"),
                observation("i", "85318-4", valueCodeableConcept=coded(SNOMED, *NEGATIVE)),
            ),
            Receptor(marker="HER2", calls=("low",)),
            YES,
        ),
        *[
            (
                (observation("e", code, valueCodeableConcept=coded(SNOMED, *POSITIVE)),),
                Receptor(marker="ER", calls=("positive", "low positive")),
                YES,
            )
            for code in ("16112-5", "40556-3", "85337-4")
        ],
        *[
            (
                (observation("e", code, valueCodeableConcept=coded(SNOMED, *NEGATIVE)),),
                Receptor(marker="PR", calls=("negative",)),
                YES,
            )
            for code in ("16113-3", "40557-1", "85339-0")
        ],
        (
            (observation("e", "14228-1", valueQuantity=quantity(90, "%")),),
            ReceptorPercent(marker="ER", limits=Limits(at_least=Decimal(10))),
            YES,
        ),
        (
            (observation("e", "14230-7", valueQuantity=quantity(0, "%")),),
            Receptor(marker="PR", calls=("negative",)),
            YES,
        ),
        # More than all nuclei is no percentage.
        (
            (observation("e", "14228-1", valueQuantity=quantity(120, "%")),),
            Receptor(marker="ER", calls=("positive",)),
            UNKNOWN,
        ),
        (
            (
                observation(
                    "d", "97509-4", valueCodeableConcept=coded(SNOMED, "271299001", "Patient's condition worsened")
                ),
            ),
            DiseaseCourse(values=("progression",)),
            YES,
        ),
    ],
)
def test_receptors_and_course(tmp_path: Path, resources: tuple[_BODY, ...], question: Criterion, truth: Truth) -> None:
    answer = read(tmp_path, *resources).ask(question)
    assert answer.truth is truth, answer.because


def test_menopause_as_a_condition(tmp_path: Path) -> None:
    state = {
        "resourceType": "Condition",
        "id": "meno",
        "subject": {"reference": "Patient/p1"},
        "code": coded(SNOMED, "76498008", "Postmenopausal state"),
        "recordedDate": "2026-01-05",
    }
    assert read(tmp_path, state).ask(Menopause(status=("post",))).truth is YES


def test_intent_and_reason_of_the_end_of_a_treatment(tmp_path: Path) -> None:
    """Letrozole with palliative intent, stopped on progression: mCODE's intent extension and statusReason."""
    statement = {
        "resourceType": "MedicationStatement",
        "id": "let",
        "status": "stopped",
        "statusReason": [coded(SNOMED, "182840001", "Drug treatment stopped - medical advice", "disease progression")],
        "subject": {"reference": "Patient/p1"},
        "medicationCodeableConcept": {"text": "letrozole"},
        "effectivePeriod": {"start": "2024-01-10", "end": "2025-06-01"},
        "extension": [
            {
                "url": "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-procedure-intent",
                "valueCodeableConcept": coded(SNOMED, "363676003", "Palliative - procedure intent"),
            }
        ],
    }
    found = read(tmp_path, statement)
    letrozole = DrugSet(drugs=("letrozole",))
    assert found.ask(Exposed(to=letrozole, settings=("metastatic",), ended_by=("progression",))).truth is YES
    assert found.ask(Exposed(to=letrozole, ended_by=("toxicity",))).truth is NO
