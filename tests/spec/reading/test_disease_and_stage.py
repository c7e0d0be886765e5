"""Reading: disease and stage.

The cancer itself, how far it has spread, and what a clinician finds of it. "Stage IV" and "metastatic" are kept as the
line says them. Locally advanced, unresectable and measurable are findings that somebody has stated. "Histologically
confirmed" adds nothing to a diagnosis on record.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import (
    BREAST,
    EXCLUSION,
    INCLUSION,
    MEASURABLE,
    METASTATIC,
    age,
    either,
    every,
    finding,
    leaves,
    reads,
    stage,
)


def test_the_cancer(manual: Section) -> None:
    """Which cancer, and whether it has spread."""
    reads(
        manual,
        INCLUSION,
        ("Histologically confirmed invasive breast cancer", BREAST, "confirmation adds nothing to the diagnosis"),
        (
            "Histologically or cytologically confirmed metastatic breast cancer",
            every(METASTATIC, BREAST),
            "both are demanded",
        ),
        (
            "Locally advanced or metastatic breast cancer",
            every(either(finding("locally advanced disease"), METASTATIC), BREAST),
            "one of two extents, of one cancer",
        ),
        ("Invasive lobular breast cancer", {"breast_cancer": {"histologies": ["lobular"]}}, "only this histology"),
        (
            "Metastatic or unresectable solid tumor",
            every(
                either(METASTATIC, finding("locally advanced unresectable disease")),
                {"cancer_type": {"kinds": ["solid tumour"]}},
            ),
            "any solid tumour; one of two extents",
        ),
    )


def test_stage(manual: Section) -> None:
    """A group without a letter means all of its letters."""
    reads(
        manual,
        INCLUSION,
        ("Stage IV breast cancer", every(stage("IV"), BREAST), "the group as written"),
        (
            "Stage IIIB, IIIC or IV breast cancer",
            every(stage("IIIB", "IIIC", "IV"), BREAST),
            "a list of groups is a choice",
        ),
        ("Stage II-III disease", stage("II", "III"), "a range of groups"),
    )


def test_t_and_n(manual: Section) -> None:
    """T and N are asked of the categories on record, M of metastatic disease. No group is made of them.

    A prefix is kept: c is clinical, p pathologic, yp after neoadjuvant treatment; without one either counts.
    """

    def category(*names: str, **more: str) -> dict[str, object]:
        return {"tnm_category": {"axis": names[0][0], "categories": list(names), **more}}

    reads(
        manual,
        INCLUSION,
        (
            "cT1c-T3, cN0-1",
            every(category("T1c", "T2", "T3", staged="clinical"), category("N0", "N1", staged="clinical")),
            "a range of categories of each, as examined",
        ),
        (
            "T2N0M0 or T3N0M0",
            either(
                every(category("T2"), category("N0"), {"not": METASTATIC}),
                every(category("T3"), category("N0"), {"not": METASTATIC}),
            ),
            "two ways in",
        ),
        ("N0 or N1mi", category("N0", "N1mi"), "of N1 the micrometastasis only"),
        ("Node-positive disease", finding("node-positive disease"), "a finding; N1 to N3 on record settle it"),
        (
            "Primary tumor larger than 2 cm",
            {"lab_value": {"analyte": "tumour size", "limits": {"above": "2"}, "unit": "cm"}},
            "the size itself, and no category",
        ),
    )


def test_measurable_and_evaluable(manual: Section) -> None:
    """What can be measured is a finding of the reader of images."""
    reads(
        manual,
        INCLUSION,
        (
            "Measurable disease per RECIST v1.1",
            MEASURABLE,
            "the edition of the criteria adds nothing that a record tells",
        ),
        (
            "Measurable or evaluable disease",
            either(MEASURABLE, finding("evaluable disease")),
            "either is enough",
        ),
        (
            "Measurable disease or bone-only disease",
            either(MEASURABLE, {"spread": {"pattern": "bone only"}}),
            "bone only is asked of the sites of disease",
        ),
    )


def test_the_person(manual: Section) -> None:
    """Age in completed years, sex, menopause, fitness."""
    reads(
        manual,
        INCLUSION,
        ("Age ≥ 18 years", age(at_least_years=18), "a limit that includes its number"),
        ("Aged 18 to 70 years, inclusive", age(at_least_years=18, at_most_years=70), "both ends are let in"),
        ("Women aged 18 years or older", every({"has_sex": {"sex": "female"}}, age(at_least_years=18)), "sex and age"),
        ("Postmenopausal women", {"menopause": {"status": ["post"]}}, "only women have a menopause"),
        (
            "ECOG performance status 0 or 1",
            {"performance": {"scale": "ECOG", "at_most": 1}},
            "no state is better than 0",
        ),
        (
            "Karnofsky performance status ≥ 70%",
            {"performance": {"scale": "Karnofsky", "at_least": 70}},
            "here more is better",
        ),
        (
            "Life expectancy of at least 3 months",
            {"lab_value": {"analyte": "life expectancy", "limits": {"at_least": "3"}, "unit": "mo"}},
            "an estimate that a clinician has to state",
        ),
    )


def test_disease_that_keeps_out(manual: Section) -> None:
    """What keeps out stands as it is written."""
    reads(
        manual,
        EXCLUSION,
        (
            "Inflammatory breast cancer",
            finding("inflammatory breast cancer"),
            "a finding of the clinic, not of the histology",
        ),
        ("Evidence of metastatic disease", METASTATIC, '"evidence of" adds nothing'),
        ("Visceral crisis", finding("visceral crisis"), "a clinician's finding"),
    )


def test_what_is_not_read(manual: Section) -> None:
    """A number without its sign may be either side of the limit, and age at diagnosis is not age today."""
    leaves(
        manual,
        INCLUSION,
        ("Age 50 years", "not understood", "at least, or at most? The sign is missing"),
        ("Age at diagnosis below 50 years", "not understood", "not her age today"),
        (
            "T4 or T2N1",
            "not understood",
            "whether the node is asked of both tumours nobody can tell",
        ),
    )
