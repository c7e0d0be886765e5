"""The code tables that come with Onward: they load, agree with each other, and answer by code and by words."""

from __future__ import annotations

from pathlib import Path

import pytest

from onward.knowledge import Codes, codes, icd10_with_point
from onward.terms import Code, CodeSystem, KnowledgeError

RXNORM, SNOMED, ICD10, LOINC = CodeSystem.RXNORM, CodeSystem.SNOMED, CodeSystem.ICD10, CodeSystem.LOINC


def test_every_table_loads() -> None:
    tables = codes()
    assert len(tables.drugs.drugs) > 150
    assert len(tables.analytes.analytes) > 80
    assert tables.markers.markers
    assert tables.answers.answers
    assert tables.sites.sites
    assert tables.staging.observations
    assert tables.status.conditions.table
    assert tables.procedures.kinds.table
    assert len(tables.genes.by_number) > 50


def test_every_drug_is_found_by_each_of_its_names() -> None:
    table = codes().drugs
    for drug in table.drugs:
        for name in (drug.name, *drug.brands, *drug.synonyms):
            found = table.find((), name).drugs
            assert drug in found, f"{name} leads to {[other.name for other in found]}, not to {drug.name}"


def test_every_anticancer_drug_stands_in_one_group() -> None:
    groups = {"endocrine therapy", "chemotherapy", "targeted therapy", "anti-HER2", "immunotherapy"}
    # The group of a conjugate follows its target, which nobody told here.
    no_group = {"antibody-drug conjugate not named"}
    wrong = {
        drug.name: sorted(groups & set(drug.also))
        for drug in codes().drugs.drugs
        if drug.role == "anticancer" and drug.name not in no_group and not groups & set(drug.also)
    }
    assert wrong == {}


def test_a_code_before_words() -> None:
    match = codes().drugs.find((Code(RXNORM, "72965", display="letrozole"),), "")
    assert ([drug.name for drug in match.drugs], match.disagreement) == (["letrozole"], "")
    match = codes().drugs.find((Code(RXNORM, "72965"),), "exemestane")
    assert [drug.name for drug in match.drugs] == ["letrozole"]
    assert match.disagreement == "the code says letrozole, the words also exemestane"


def test_equal_codes_with_other_displays_are_looked_up_apart() -> None:
    plain, odd = Code(RXNORM, "0", display="letrozole"), Code(RXNORM, "0", display="anastrozole")
    assert plain == odd
    assert [drug.name for drug in codes().drugs.find((plain,), "").drugs] == ["letrozole"]
    assert [drug.name for drug in codes().drugs.find((odd,), "").drugs] == ["anastrozole"]


@pytest.mark.parametrize(
    ("written", "pointed"),
    [("C7951", "C79.51"), ("c50.9", "C50.9"), ("C50", "C50"), (" I50.32 ", "I50.32"), ("C50.9+", "C50.9")],
)
def test_icd_10_with_and_without_its_point(written: str, pointed: str) -> None:
    assert icd10_with_point(written) == pointed


def test_icd_10_falls_back_on_its_category() -> None:
    sites = codes().sites
    assert sites.metastasis((Code(ICD10, "C78.02"),)) == "lung"
    assert sites.metastasis((Code(ICD10, "C78.7"),)) == "liver"
    assert sites.metastasis((Code(ICD10, "C34.1"),)) is None
    assert sites.is_breast_primary((Code(ICD10, "C50.412"),))


def test_sites_in_words_without_denied_ones() -> None:
    assert codes().sites.in_words("Bone and liver metastases, no brain metastases") == ("bone", "liver")


def test_places_and_sides() -> None:
    sites = codes().sites
    assert sites.body_site((Code(SNOMED, "10200004"),), "") == "liver"
    assert sites.body_site((), "Left breast structure") == "breast"
    assert sites.laterality((Code(SNOMED, "7771000"),)) == "left"
    assert sites.side_in("right and left breast") == "bilateral"


@pytest.mark.parametrize(
    ("text", "axis", "value"),
    [
        ("stage IV", "group", "IV"),
        ("c4", "group", "IV"),
        ("IIIA", "group", "IIIA"),
        ("ypT1c", "T", "T1c"),
        ("pN0(i+)", "N", "N0(i+)"),
        ("cM0", "M", "M0"),
        ("TX", "T", "TX"),
        ("T2 or T3", "T", ""),
        ("MRI of 4 lesions", "M", ""),
    ],
)
def test_stage_spellings(text: str, axis: str, value: str) -> None:
    assert codes().staging.value((), text, axis) == value


def test_markers_by_short_names_only_when_alone() -> None:
    markers = codes().markers
    alone = markers.by_words("ER")
    assert alone is not None
    assert alone.marker == "ER"
    assert markers.by_words("ER visit for fever") is None
    interval = markers.by_words("PR interval")
    assert interval is not None
    assert interval.marker != "PR"


def test_analytes_by_whole_names_only() -> None:
    analytes = codes().analytes
    found = analytes.find((), "Absolute Neutrophil Count")
    assert found is not None
    assert found.name == "neutrophils"
    assert analytes.find((), "neutrophils and eosinophils in sputum") is None
    assert analytes.find((Code(LOINC, "751-8"),), "whatever") is found


def test_genes_by_number_and_older_names() -> None:
    genes = codes().genes
    assert genes.symbol(Code(CodeSystem.HGNC, "HGNC:8975")) == "PIK3CA"
    assert genes.symbol(Code(CodeSystem.HGNC, "8975")) == "PIK3CA"
    assert genes.symbol(Code(CodeSystem.HGNC, "1")) == ""
    assert genes.canonical("her2") == "ERBB2"
    assert genes.canonical("XYZ1") == "XYZ1"


def test_a_folder_of_one_s_own_tables(tmp_path: Path) -> None:
    (tmp_path / "drugs.yaml").write_text(
        """
id: codes/drugs
version: "1"
about: Two drugs.
sources: {S: {title: A book, checked: "2026-11-01", verified: "false"}}
review: none
expires: "2027-11-01"
drugs:
  - {name: one, class: other, role: other, rxnorm: ["7"], source: S}
  - {name: two, class: other, role: other, rxnorm: ["7"], source: S}
"""
    )
    with pytest.raises(KnowledgeError, match="the code rxnorm 7 stands at two drugs"):
        _ = Codes(tmp_path).drugs
    with pytest.raises(KnowledgeError, match=r"analytes.yaml: the file cannot be read"):
        _ = Codes(tmp_path).analytes
