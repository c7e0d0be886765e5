"""Targets of drugs by their long names, as eligibility texts write them."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

HUMAN = " (the words leave it to a human)"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Prior treatment with an anti-programmed cell death protein-1 (anti-PD-1) antibody", "treated with PD-1 inhibitor"),
        ("Prior therapy with an anti-programmed cell death (PD)-1 or anti-PD-ligand-1 (anti-PD-L1) agent", "treated with PD-1 inhibitor or treated with PD-L1 inhibitor"),
        ("Prior therapy with an anti-programmed death-ligand 1 (anti-PD-L1) antibody", "treated with PD-L1 inhibitor"),
        ("Prior treatment with anti-cytotoxic T-lymphocyte-associated antigen-4 (anti-CTLA-4)", "treated with CTLA-4 inhibitor"),
        ("Prior therapy with a mechanistic target of rapamycin (mTOR) inhibitor", "treated with mTOR inhibitor"),
        ("Prior therapy with phosphatidylinositol 3-kinase (PI3K) inhibitors", "treated with PI3K inhibitor"),
        ("Prior fulvestrant or participation in a zorblax study", "treated with fulvestrant or for a human: Is it so: participation in zorblax study?"),
    ],
)  # fmt: skip
def test_a_target_spelled_out_is_the_same(text: str, says: str) -> None:
    assert said(text, "exclusion").replace(HUMAN, "") == says


@pytest.mark.parametrize(
    "text",
    [
        # what is measured in the tumour is no drug
        "Programmed cell death ligand 1 (PD-L1) expression of at least 1%",
        "Tumor positive for programmed death-ligand 1",
    ],
)
def test_the_target_alone_is_no_treatment(text: str) -> None:
    assert "treated with" not in said(text, "inclusion")
