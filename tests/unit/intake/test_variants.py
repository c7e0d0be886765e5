"""Gene findings: present, absent, inherited or not, fusions, copy numbers, and which genes were looked at."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from tests.unit.intake.reading import HGNC, LOINC, OF_ANNA, amount, concept, extracted, facts, observation, only, whats

from onward.timeline import GenesStudied, Origin, Variant, VariantKind

PRESENT = concept(LOINC, "LA9633-4", "Present")
ABSENT = concept(LOINC, "LA9634-2", "Absent")
VARIANT = concept(LOINC, "69548-6")
HGVS = "http://varnomen.hgvs.org"


def part(code: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"code": concept(LOINC, code), "valueCodeableConcept": value}


def gene(symbol: str, number: str = "") -> dict[str, Any]:
    return part("48018-6", concept(HGNC, f"HGNC:{number}", symbol) if number else concept(text=symbol))


def variant(*components: dict[str, Any], value: dict[str, Any] | None = PRESENT, **elements: Any) -> dict[str, Any]:
    return observation(
        VARIANT, **({"valueCodeableConcept": value} if value else {}), component=list(components), **elements
    )


def test_a_somatic_mutation() -> None:
    found = only(
        Variant,
        variant(
            gene("PIK3CA", "8975"),
            part("48005-3", concept(HGVS, "NP_006209.2:p.(His1047Arg)")),
            part("48004-6", concept(HGVS, "NM_006218.4:c.3140A>G")),
            part("81290-9", concept(HGVS, "NC_000003.12:g.179234297A>G")),
            part("48002-0", concept(LOINC, "LA6684-0", "Somatic")),
            {"code": concept(LOINC, "81258-6"), "valueQuantity": amount(0.31, "1")},
            part("53037-8", concept(LOINC, "LA6668-3", "Pathogenic")),
        ),
    )
    assert (found.gene, found.present, found.kind) == ("PIK3CA", True, VariantKind.SMALL)
    assert found.protein == "NP_006209.2:p.(His1047Arg)"
    assert found.coding == "NM_006218.4:c.3140A>G"
    assert found.genomic == "NC_000003.12:g.179234297A>G"
    assert found.origin is Origin.SOMATIC
    assert found.allele_percent == Decimal(31)
    assert found.significance == "pathogenic"


def test_an_inherited_mutation() -> None:
    found = only(Variant, variant(gene("BRCA2", "1101"), part("48002-0", concept(LOINC, "LA6683-2", "Germline"))))
    assert (found.gene, found.origin) == ("BRCA2", Origin.GERMLINE)


def test_without_an_origin_it_stays_unknown() -> None:
    assert only(Variant, variant(gene("BRCA2", "1101"))).origin is Origin.UNKNOWN


def test_each_gene_of_an_absent_finding_is_a_tested_negative() -> None:
    found = facts(variant(gene("ESR1", "3467"), gene("PIK3CA", "8975"), value=ABSENT))
    assert [(f.gene, f.present, f.partner) for f in found if isinstance(f, Variant)] == [
        ("ESR1", False, ""),
        ("PIK3CA", False, ""),
    ]


def test_an_indeterminate_finding_is_neither() -> None:
    value = concept(LOINC, "LA11884-6", "Indeterminate")
    assert only(Variant, variant(gene("ESR1", "3467"), value=value)).present is None


def test_a_fusion_of_two_genes() -> None:
    kind = part("48019-4", concept("http://www.sequenceontology.org", "SO:0001565", "gene_fusion"))
    found = only(Variant, variant(gene("ETV6", "3495"), gene("NTRK3", "8033"), kind))
    assert (found.gene, found.partner, found.kind) == ("ETV6", "NTRK3", VariantKind.FUSION)


def test_an_amplification_by_its_words() -> None:
    found = only(Variant, variant(gene("ERBB2", "3430"), part("48019-4", concept(text="Amplification"))))
    assert found.kind is VariantKind.AMPLIFICATION


def test_a_loss_of_unknown_depth_is_not_called_shallow() -> None:
    loss = {
        "code": concept("urn:tbd", "molecular-consequence"),
        "valueCodeableConcept": concept("http://www.sequenceontology.org", "SO:0001743", "copy_number_loss"),
    }
    found = only(Variant, variant(gene("CDKN2A", "1787"), loss))
    assert (found.kind, found.consequence) == (VariantKind.OTHER, "copy_number_loss")


def test_the_old_name_of_a_gene_becomes_its_symbol() -> None:
    assert only(Variant, variant(gene("HER2"))).gene == "ERBB2"


def test_a_gene_whose_number_and_name_differ_is_named() -> None:
    found = extracted(variant(gene("KIT", "7989")))  # 7989 is NRAS
    assert [fact.gene for fact in found.facts if isinstance(fact, Variant)] == ["KIT"]
    assert [issue.what for issue in found.issues] == [
        "Observation: a gene whose HGNC id is that of NRAS and whose name is another"
    ]


def test_a_variant_in_words_alone() -> None:
    found = only(Variant, observation(VARIANT, valueString="PIK3CA p.H1047R detected"))
    assert (found.gene, found.protein, found.present) == ("PIK3CA", "p.H1047R", True)
    assert only(Variant, observation(VARIANT, valueString="ESR1: no mutation, not detected")).present is False


def test_a_variant_without_a_gene_is_named() -> None:
    assert whats(variant(part("48005-3", concept(HGVS, "p.(His1047Arg)")))) == [
        "Observation: a variant that names no gene (component 48018-6)"
    ]


@pytest.mark.parametrize(
    ("value", "percent"),
    [(amount(31.4, "%"), Decimal("31.4")), (amount(0.05, "1"), Decimal("5")), ({"value": 31}, Decimal(31))],
)
def test_allele_frequencies(value: dict[str, Any], percent: Decimal) -> None:
    found = only(Variant, variant(gene("ESR1", "3467"), {"code": concept(LOINC, "81258-6"), "valueQuantity": value}))
    assert found.allele_percent == percent


def test_a_small_frequency_without_unit_is_not_guessed() -> None:
    # 0.4 may be 40 % or 0.4 %.
    component = {"code": concept(LOINC, "81258-6"), "valueQuantity": {"value": 0.4}}
    found = extracted(variant(gene("ESR1", "3467"), component))
    assert [fact.allele_percent for fact in found.facts if isinstance(fact, Variant)] == [None]
    assert [issue.what for issue in found.issues] == ["Observation: an allele frequency without unit"]


def plasma() -> dict[str, Any]:
    kind = concept("http://terminology.hl7.org/CodeSystem/v2-0487", "PLAS", "Plasma")
    return {"resourceType": "Specimen", "id": "s1", **OF_ANNA, "type": kind}


def test_somatic_in_plasma_is_circulating_tumour_dna() -> None:
    somatic = part("48002-0", concept(LOINC, "LA6684-0", "Somatic"))
    found = only(Variant, variant(gene("ESR1", "3467"), somatic, specimen={"reference": "Specimen/s1"}), plasma())
    assert (found.tissue, found.specimen) == ("ctDNA", "s1")


def test_whole_blood_without_an_origin_tells_neither() -> None:
    kind = concept("http://terminology.hl7.org/CodeSystem/v2-0487", "BLD", "Whole blood")
    blood = {**plasma(), "type": kind}
    found = only(Variant, variant(gene("BRCA1", "1100"), specimen={"reference": "Specimen/s1"}), blood)
    assert found.tissue == ""


def test_a_panel_on_cell_free_dna_looked_at_circulating_tumour_dna() -> None:
    sample = {**plasma(), "type": concept(text="Plasma, cell-free DNA")}
    studied = observation(concept(LOINC, "51968-6"), valueString="ESR1, PIK3CA", specimen={"reference": "Specimen/s1"})
    assert only(GenesStudied, studied, sample).tissue == "ctDNA"


def test_an_implication_gives_the_variant_its_significance() -> None:
    implication = {
        "resourceType": "Observation",
        "id": "o2",
        "status": "final",
        **OF_ANNA,
        "code": concept("urn:tbd", "diagnostic-implication"),
        "derivedFrom": [{"reference": "Observation/o1"}],
        "component": [part("53037-8", concept(LOINC, "LA26332-9", "Likely pathogenic"))],
    }
    assert only(Variant, variant(gene("PALB2", "26144")), implication).significance == "likely pathogenic"
    assert facts(implication, variant(gene("PALB2", "26144"))) == ()


def test_which_genes_were_looked_at() -> None:
    studied = observation(
        concept(LOINC, "53041-0", "DNA region of interest panel"),
        component=[
            {
                "code": concept(LOINC, "48018-6"),
                "valueCodeableConcept": {
                    "coding": [
                        {"system": HGNC, "code": "1100", "display": "BRCA1"},
                        {"system": HGNC, "code": "1101", "display": "BRCA2"},
                    ]
                },
            }
        ],
    )
    found = only(GenesStudied, studied)
    assert (found.genes, found.panel) == (("BRCA1", "BRCA2"), "DNA region of interest panel")


def test_genes_studied_as_a_list_in_words() -> None:
    found = only(GenesStudied, observation(concept(LOINC, "51968-6"), valueString="ESR1, PIK3CA and AKT1"))
    assert found.genes == ("ESR1", "PIK3CA", "AKT1")


@pytest.mark.parametrize(
    ("code", "value", "gene_found", "present"),
    [
        ("BRCA1 gene mutations found [Identifier]", "c.68_69delAG", "BRCA1", True),
        ("BRCA2 gene mutation analysis", "None detected", "BRCA2", False),
        ("PIK3CA mutation", "Detected, p.E545K", "PIK3CA", True),
    ],
)
def test_tests_of_one_gene_known_by_their_words(code: str, value: str, gene_found: str, present: bool) -> None:
    found = only(Variant, observation(concept(text=code), valueString=value))
    assert (found.gene, found.present) == (gene_found, present)
