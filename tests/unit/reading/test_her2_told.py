"""A call of HER2 told with its tests in unforeseen words: the call is asked, and the whole line of a human."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

NEGATIVE = [
    "HER2-negative patients by local testing (IHC 0 or 1+ staining, IHC 2+ staining but in situ hybridization negative)",
    "HER2-negative cancer defined as a negative in situ hybridization test or an IHC status of 0, 1+ or 2+. If IHC is 2+, a negative FISH test is required by a local laboratory.",
]
POSITIVE = [
    "HER2-positive disease confirmed by the sponsor-designated central laboratory and defined as 3+ score by IHC in > 10 percent (%) of immunoreactive cells or HER2 gene amplification by FISH (ratio > 2.2)",
    "Positive HER2 status (overexpression or amplification in the primary tumor), as defined by IHC 3+ or FISH positive (ratio > 2.0) testing",
]
# Another call may be meant as well, or a score that nobody counts to it; or something else is asked besides.
OPEN = [
    "HER2-positive or HER2-negative by an IHC assay of the primary tumor tissue",
    "HER2 overexpression by IHC of 2+ or 3+ staining in the primary tumor, scored by membranous intensity",
    "HER2-negative by local testing (IHC 0 or 1+ staining), adequately excised",
]


@pytest.mark.parametrize("text", NEGATIVE)
def test_a_negative_call_is_asked_beside_its_tests(text: str) -> None:
    found = said(text)
    assert found.startswith("HER2 negative") and "for a human: Is it so: " in found


@pytest.mark.parametrize("text", POSITIVE)
def test_a_positive_call_is_asked_beside_its_tests(text: str) -> None:
    found = said(text)
    assert found.startswith("HER2 positive") and "for a human: Is it so: " in found


@pytest.mark.parametrize("text", OPEN)
def test_what_may_mean_another_call_is_left(text: str) -> None:
    assert "HER2 positive and" not in said(text)
    assert "HER2 negative and" not in said(text)
