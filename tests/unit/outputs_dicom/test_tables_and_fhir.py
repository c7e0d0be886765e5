"""Measured lesions as CSV and FHIR: every number with its unit, who confirmed it, and the mark of synthetic images."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from io import StringIO

from onward.outputs.lesions import LesionEntry, Written, lesions_bundle, lesions_csv
from onward.terms import Code, CodeSystem

SNOMED = "http://snomed.info/sct"
LIVER = Code(CodeSystem.SNOMED, "10200004", SNOMED, "Liver")
MAXIMUM = Code(CodeSystem.SNOMED, "56851009", SNOMED, "Maximum")
SUV = Code(CodeSystem.OTHER, "126401", "http://dicom.nema.org/resources/ontology/DCM", "SUVbw")

ENTRY = LesionEntry(
    person="P-1",
    study_uid="1.2.3",
    study_date="2026-01-05",
    series_uid="1.2.3.1",
    modality="PT",
    instances=83,
    tracking_uid="1.2.3.9",
    tracking_id="L1",
    label="Liver 1",
    measures=(
        Written(name="longest diameter", value=Decimal("31.5"), unit="mm"),
        Written(name="perpendicular diameter", value=Decimal("18.25"), unit="mm"),
        Written(name="SUVmax", value=Decimal("10.38"), unit="{SUVbw}g/ml", concept=SUV, statistic=MAXIMUM),
        Written(name="SUVpeak", value=None, unit="", why_none="measurement failure"),
    ),
    finding=Code(CodeSystem.SNOMED, "52988006", SNOMED, "Lesion"),
    site=LIVER,
    is_lesion=True,
    reader="Reader 1",
)


def rows(*entries: LesionEntry) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(lesions_csv(entries))))


def of_kind(kind: str, *entries: LesionEntry) -> list[dict[str, object]]:
    bundle = lesions_bundle(entries)
    return [one["resource"] for one in bundle["entry"] if one["resource"]["resourceType"] == kind]


def test_one_row_a_number() -> None:
    found = rows(ENTRY)
    assert [(row["measure"], row["value"], row["unit"]) for row in found] == [
        ("longest diameter", "31.5", "mm"),
        ("perpendicular diameter", "18.25", "mm"),
        ("SUVmax", "10.38", "{SUVbw}g/ml"),
        ("SUVpeak", "", ""),
    ]
    assert found[3]["why_not_measured"] == "measurement failure"
    assert {row["site_snomed"] for row in found} == {"10200004"}
    assert {row["synthetic"] for row in found} == {""}


def test_labels_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    (first, *_) = rows(replace(ENTRY, label="=HYPERLINK(1)", tracking_id="-2+3"))
    assert (first["label"], first["tracking_id"]) == ("'=HYPERLINK(1)", "'-2+3")


def test_a_negative_number_stays_a_number() -> None:
    (row,) = rows(replace(ENTRY, measures=(Written(name="mean", value=Decimal("-119.07"), unit="[hnsf'U]"),)))
    assert row["value"] == "-119.07"


def test_sizes_become_one_tumour_size_with_two_components() -> None:
    (size, *others) = of_kind("Observation", ENTRY)
    assert size["code"]["coding"][0]["code"] == "21889-1"
    assert [
        (part["code"]["coding"][0]["code"], part["valueQuantity"]["value"], part["valueQuantity"]["code"])
        for part in size["component"]
    ] == [("33728-7", 31.5, "mm"), ("33729-5", 18.25, "mm")]
    assert size["meta"]["profile"] == ["http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-tumor-size"]
    assert (size["status"], size["effectiveDateTime"]) == ("final", "2026-01-05")
    assert [one["code"]["text"] for one in others] == ["SUVmax", "SUVpeak"]
    assert others[0]["method"]["coding"][0]["code"] == "56851009"
    assert others[1]["dataAbsentReason"] == {"text": "measurement failure"}


def test_every_reference_leads_to_a_resource_of_the_bundle() -> None:
    later = replace(ENTRY, study_uid="1.2.4", study_date="2026-04-05", series_uid="1.2.4.1")
    bundle = lesions_bundle([ENTRY, later])
    there = {f"{one['resource']['resourceType']}/{one['resource']['id']}" for one in bundle["entry"]}
    assert len(there) == len(bundle["entry"])
    for observation in of_kind("Observation", ENTRY, later):
        for reference in (*observation["focus"], *observation["derivedFrom"]):
            assert reference["reference"] in there
    # One lesion over two studies is one body structure, told by its TrackingUID.
    (structure,) = of_kind("BodyStructure", ENTRY, later)
    assert structure["identifier"] == [{"use": "official", "system": "urn:dicom:uid", "value": "urn:oid:1.2.3.9"}]
    assert structure["location"]["coding"][0]["code"] == "10200004"
    assert len(of_kind("ImagingStudy", ENTRY, later)) == 2


def test_what_nobody_confirmed_is_preliminary() -> None:
    for observation in of_kind("Observation", replace(ENTRY, reader="")):
        assert observation["status"] == "preliminary"
        assert {"text": "no reader has confirmed this"} in observation["note"]


def test_synthetic_images_are_marked_in_both() -> None:
    synthetic = replace(ENTRY, is_synthetic=True)
    assert {row["synthetic"] for row in rows(synthetic)} == {"SYNTHETIC"}
    for one in lesions_bundle([synthetic])["entry"]:
        assert one["resource"]["meta"]["tag"][0]["code"] == "HTEST"


def test_an_id_that_fhir_cannot_hold_becomes_an_identifier() -> None:
    (study,) = of_kind("ImagingStudy", replace(ENTRY, person="A B/1"))
    assert study["subject"] == {"identifier": {"value": "A B/1"}}
