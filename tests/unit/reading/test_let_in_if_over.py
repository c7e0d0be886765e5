"""Treatment that is let in once it is over: whoever never had it is asked for nothing, the rest is seen by a human."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

HUMAN = " (the words leave it to a human)"


def told(text: str, section: str = "inclusion") -> str:
    return said(text, section).replace(HUMAN, "")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "Prior radiation is allowed. Patients must have recovered from it.",
        "Radiotherapy is permitted, however, subjects must have completed radiation 3 weeks before entry and recovered from its toxicity.",
        "Radiotherapy is allowed except to the pelvis. Lesions that have been irradiated cannot be measured.",
    ],
)
def test_nothing_is_asked_of_whoever_never_had_it(text: str) -> None:
    assert told(text).startswith("not radiotherapy or for a human: Is it so: ")


def test_what_may_be_asked_of_everybody_is_asked_beside() -> None:
    # "All toxicity" need not be that of radiation
    assert not told("Radiotherapy is allowed. Subjects must have recovered from all toxicity.").startswith(
        "not radioth"
    )


@pytest.mark.parametrize(
    "text",
    [
        # a demand of everybody stands behind it
        "Radiotherapy is allowed. Patients must have completed it and have measurable disease.",
        "Radiotherapy is not allowed. Patients must have recovered from it.",
    ],
)
def test_a_demand_of_everybody_is_not_set_aside(text: str) -> None:
    assert not told(text).startswith("not radiotherapy or")
