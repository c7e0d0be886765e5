"""An illness that a trial names meets a FHIR record that says it in its own words, by its members and its spellings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.cli.records import breast_cancer, bundle, patient
from tests.unit.intake_molecular.reports import reading

from onward.criteria.condition_names import folded, names_in
from onward.knowledge import reading_lexicon
from onward.reading import reader_of
from onward.terms import Truth

YES, NO, UNKNOWN = Truth.YES, Truth.NO, Truth.UNKNOWN
_STATUS = "http://terminology.hl7.org/CodeSystem/condition-ver-status"


def _ill(words: str, *, verified: str = "confirmed", display: bool = False) -> dict[str, Any]:
    code = {"coding": [{"system": "http://example.org/local", "code": "x1", "display": words}]}
    return {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": "Patient/p1"},
        "verificationStatus": {"coding": [{"system": _STATUS, "code": verified}]},
        "code": code if display else {"text": words},
    }


@pytest.mark.parametrize(
    ("line", "words", "truth"),
    [
        # a name that no list holds, in the record's own words
        ("Catalase deficiency", "Catalase deficiency", YES),
        ("History of catalase deficiency", "Catalase Deficiency (disorder)", YES),
        ("Zorbic syndrome", "Catalase deficiency", UNKNOWN),
        # a name of the lexicon that no code of ours stands for; British, plural, turned round
        ("Haemochromatosis", "Hemochromatosis", YES),
        ("Cirrhosis of the liver", "Liver cirrhosis", YES),
        ("Autoimmune hepatitis", "Hepatitis, autoimmune", YES),
        ("Oesophageal varices", "Esophageal varices", YES),
        # a wider name holds its members, a narrower one does not hold the wider
        ("Retinal disease", "Macular degeneration", YES),
        ("Macular degeneration", "Retinal disease", UNKNOWN),
        ("Ventricular arrhythmia", "Ventricular fibrillation", YES),
        ("Ventricular fibrillation", "Ventricular tachycardia", UNKNOWN),
        ("History of peripheral neuropathy", "Peripheral sensory neuropathy", YES),
        ("Severe cutaneous adverse reaction", "Stevens-Johnson syndrome", YES),
        ("DRESS syndrome", "Stevens-Johnson syndrome", UNKNOWN),
        ("Hereditary cancer syndrome", "Lynch syndrome", YES),
        ("Lynch syndrome", "Li-Fraumeni syndrome", UNKNOWN),
        ("Abnormal renal function", "Chronic kidney disease", YES),
        ("Pancreatitis", "Chronic pancreatitis", YES),
        ("Chronic pancreatitis", "Acute pancreatitis", UNKNOWN),
        ("Cardiac disease", "Acute myocarditis", YES),
        # an exception is known by its own name, whatever wider group the record's code stands for
        ("Autoimmune disease except vitiligo", "Vitiligo", UNKNOWN),
        ("Autoimmune disease except vitiligo", "Rheumatoid arthritis", YES),
        # another illness that ends alike is another illness
        ("Hypertension", "Portal hypertension", UNKNOWN),
    ],
)
@pytest.mark.parametrize("display", [False, True])
def test_a_record_says_it_in_its_own_words(line: str, words: str, truth: Truth, display: bool, tmp_path: Path) -> None:
    question = reader_of(reading_lexicon()).read(line, "exclusion").reading
    assert question is not None
    record = json.dumps(bundle(patient("p1"), breast_cancer("p1"), _ill(words, display=display)))
    assert reading(tmp_path, {"record.json": record}).ask(question).truth is truth


def test_a_record_denies_it(tmp_path: Path) -> None:
    question = reader_of(reading_lexicon()).read("Catalase deficiency", "exclusion").reading
    assert question is not None
    record = json.dumps(bundle(patient("p1"), breast_cancer("p1"), _ill("Catalase deficiency", verified="refuted")))
    assert reading(tmp_path, {"record.json": record}).ask(question).truth is NO


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oedema", "edema"),
        ("Diarrhoea", "Diarrhea"),
        ("Ischaemic colitis", "ischemic colitis"),
        ("Coeliac disease", "celiac disease"),
        ("Crohn's disease", "Crohns disease"),
        ("Deep vein thromboses", "deep vein thrombosis"),
        ("Sjögren’s syndrome", "Sjogren syndrome"),
        ("Fracture of the hip", "hip fracture"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), [("History of stroke", "stroke"), ("No asthma", "asthma"), ("", "asthma")])
def test_another_name(one: str, other: str) -> None:
    assert folded(one) != folded(other)
    assert folded(other) not in names_in(one)
