"""Sentences behind a limit that tell how a test is made or watched, or who else may enter."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

HUMAN = " (the words leave it to a human)"
LVEF = "LVEF at least 50 %"
INR = "INR at most 1.5"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("LVEF ≥ 50%. The same modality must be used throughout the study.", LVEF),
        ("LVEF ≥ 50%. In case of doubt, a stress echocardiogram will be performed.", LVEF),
        ("LVEF ≥ 50%. Scans should be performed using the same method at each visit.", LVEF),
        ("INR ≤ 1.5. Close monitoring of these patients will be performed until the INR is stable.", INR),
        ("Ejection fraction at or above the lower limit of normal of 50%", LVEF),
        ("Live vaccine within 30 days. Close contact with those who received live vaccines should be avoided during treatment.", "live vaccine, within 30 days"),
        ("Creatinine clearance ≥ 30 mL/min. Patients with a calculated clearance < 30 mL/min can be enrolled if glimmering is fine.", "creatinine clearance at least 30 mL/min or for a human: Is it so: patient with calculated clearance < 30 ml / minute can be enrolled if glimmering is fine?"),
    ],
)  # fmt: skip
def test_what_is_done_asks_for_nothing(text: str, says: str) -> None:
    section = "exclusion" if text.startswith("Live") else "inclusion"
    assert said(text, section).replace(HUMAN, "").replace("ml / min can", "ml / minute can") == says


@pytest.mark.parametrize(
    "text",
    [
        # a limit of another test stands behind who is let in
        "Bilirubin ≤ 1.5 x ULN. Participants with zorblax of the liver are eligible: AST ≤ 2.5 x ULN",
        # stricter for some
        "Bilirubin ≤ 3 x ULN. Only patients with a bilirubin < 1 x ULN and zorblax may enter",
    ],
)
def test_more_than_an_exception_is_left(text: str) -> None:
    assert "or for a human" not in said(text, "inclusion")


def test_an_exception_to_one_of_several_limits_is_of_that_one() -> None:
    read = said(
        "Hemoglobin ≥ 9 g/dL and AST ≤ 2.5 x ULN. In the case of known (biopsy-documented) glimmers of the liver, AST of 5 times ULN is acceptable.",
        "inclusion",
    )
    assert read.startswith(
        "hemoglobin at least 9 g/dL and (AST at most 2.5 times the upper limit of normal or (for a human"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Participants with advanced, symptomatic visceral spread who are at risk of life-threatening complications in the short term, including massive uncontrolled effusions (pleural, pericardial)",
        "Patients with advanced symptomatic visceral spread, that are at risk of life-threatening complications in the near term",
    ],
)
def test_spread_that_may_threaten_life_is_weighed(text: str) -> None:
    assert said(text, "exclusion").replace(HUMAN, "") == (
        "rapidly progressive or life-threatening disease and for a human: Is it so: at risk of rapidly evolving into life threatening complication?"
    )
