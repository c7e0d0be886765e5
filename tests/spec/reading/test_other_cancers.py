"""Reading: other cancers.

Another cancer than that of the breast, the window in which it counts, and the exceptions that nearly every trial makes.
That an exception was adequately treated is not compared: a record rarely tells.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import EXCLUSION, INCLUSION, no, other_cancer, reads


def test_that_keep_out(manual: Section) -> None:
    """With a window and exceptions."""
    reads(
        manual,
        EXCLUSION,
        ("Other malignancy within 5 years", other_cancer(within_days=1825), "older ones do not count"),
        (
            "Other malignancy within 3 years, except carcinoma in situ of the cervix",
            other_cancer(within_days=1095, except_groups=["cervical carcinoma in situ"]),
            "an exception does not keep out",
        ),
        (
            "Other malignancy within 5 years, except non-melanoma skin cancer or carcinoma in situ of the cervix",
            other_cancer(within_days=1825, except_groups=["non-melanoma skin cancer", "cervical carcinoma in situ"]),
            "two exceptions",
        ),
        ("History of another primary malignancy", other_cancer(), "ever"),
    )


def test_denied(manual: Section) -> None:
    """The same, as a demand."""
    reads(
        manual, INCLUSION, ("No other malignancy within the past 5 years", no(other_cancer(within_days=1825)), "denied")
    )
