"""Codes: identity is system and value, and system URIs are read as records write them."""

import pytest

from onward.terms import Code, CodeSystem, code_system


@pytest.mark.parametrize(
    ("uri", "system"),
    [
        ("http://www.nlm.nih.gov/research/umls/rxnorm", CodeSystem.RXNORM),
        ("https://www.nlm.nih.gov/research/umls/rxnorm", CodeSystem.RXNORM),
        ("http://snomed.info/sct", CodeSystem.SNOMED),
        ("http://loinc.org/", CodeSystem.LOINC),
        ("http://hl7.org/fhir/sid/icd-10-cm", CodeSystem.ICD10),
        ("urn:oid:2.16.840.1.113883.6.96", CodeSystem.SNOMED),
        ("http://example.com/local", CodeSystem.OTHER),
        ("", CodeSystem.OTHER),
    ],
)
def test_system(uri: str, system: CodeSystem) -> None:
    assert code_system(uri) is system


def test_the_display_is_no_part_of_identity() -> None:
    assert Code(CodeSystem.SNOMED, "94222008", display="Bone") == Code(CodeSystem.SNOMED, "94222008")
    assert Code(CodeSystem.SNOMED, "94222008") != Code(CodeSystem.LOINC, "94222008")
    assert len({Code(CodeSystem.SNOMED, "1", display="a"), Code(CodeSystem.SNOMED, "1", display="b")}) == 1
