"""Questions about other conditions.

Comorbidity with its status and window, other cancers with exceptions, allergies. Silence of the record is UNKNOWN.
"""

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import cancer, condition

from onward.criteria import AllergyTo, Condition, OtherCancer, Recorded, Reference, none_recorded
from onward.timeline import Allergy, Standing

HEART = Reference(condition_groups={"cardiac disease": ("heart failure", "arrhythmia or long QT")})


def test_ever(ask: Ask) -> None:
    """Pneumonitis, now or in the past. Suspected is for a human, denied is NO, silence is neither."""
    ask(
        Condition(groups=("interstitial lung disease",)),
        row("YES for good", condition("interstitial lung disease", "resolved", "2023-04-01")),
        row("YES for good", condition("interstitial lung disease")),
        row("UNKNOWN: needs a human", condition("interstitial lung disease", standing=Standing.PROVISIONAL)),
        row("NO, can change", condition("interstitial lung disease", standing=Standing.REFUTED)),
        row("UNKNOWN: not recorded", condition("diabetes", "active")),
        row("UNKNOWN: not recorded"),
    )


def test_now(ask: Ask) -> None:
    """Active now; a condition without a status may or may not be."""
    ask(
        Condition(groups=("diabetes",), status="now"),
        row("YES", condition("diabetes", "active")),
        row("NO, can change", condition("diabetes", "resolved")),
        row("NO, can change", condition("diabetes", "", "2019-01-01 to 2020-01-01")),
        row("UNKNOWN: imprecise", condition("diabetes")),
    )


def test_within_a_window(ask: Ask) -> None:
    """A thrombosis in the last six months: its last day counts, and what is active is within every window."""
    ask(
        Condition(groups=("venous thromboembolism",), within_days=182),
        row("YES", condition("venous thromboembolism", "active", "2024-01-01")),
        row("YES until 2026-11-30", condition("venous thromboembolism", "resolved", "2026-01-01 to 2026-05-31")),
        row("NO, can change", condition("venous thromboembolism", "resolved", "2025-01-01 to 2025-05-31")),
        row("UNKNOWN: imprecise", condition("venous thromboembolism", "resolved", "2026-01-01")),
    )


def test_groups_and_exceptions(ask: Ask) -> None:
    """A group may hold others, and an exception takes one out."""
    ask(
        Condition(groups=("cardiac disease",)),
        row("YES for good", condition("heart failure", "active")),
        row(
            "NO, can change",
            condition("heart failure", standing=Standing.REFUTED),
            condition("arrhythmia or long QT", standing=Standing.REFUTED),
        ),
        row("UNKNOWN: not recorded", condition("heart failure", standing=Standing.REFUTED)),
        reference=HEART,
    )
    ask(
        Condition(groups=("cardiac disease",), except_groups=("arrhythmia or long QT",)),
        row("UNKNOWN: not recorded", condition("arrhythmia or long QT", "active")),
        reference=HEART,
    )


def test_absence_presumed(ask: Ask) -> None:
    """Where a problem list is on record, absence may be presumed; a suspicion is never presumed away."""
    ask(
        none_recorded(
            Condition(groups=("interstitial lung disease",)),
            because="the problem list was reviewed",
            provided=Recorded(what="conditions"),
        ),
        row("YES; presuming: the problem list was reviewed", condition("diabetes", "active")),
        row("UNKNOWN: not recorded"),
        row("NO for good", condition("interstitial lung disease", "resolved")),
        row("UNKNOWN: needs a human", condition("interstitial lung disease", standing=Standing.PROVISIONAL)),
    )


def test_another_cancer(ask: Ask) -> None:
    """Another cancer in the last three years; in situ does not count. With exceptions by kind, a person decides.

    An old diagnosis of which nobody says that it is over may still be active.
    """
    three_years = OtherCancer(within_days=1095, except_in_situ=True)
    ask(
        three_years,
        row("YES", cancer("colon cancer", "2010-01-01", is_breast=False, status="active")),
        row("YES until 2027-11-01", cancer("melanoma", "2024-10-31", is_breast=False, status="resolved")),
        row("NO, can change", cancer("melanoma", "2020-10-31", is_breast=False, status="resolved")),
        row("UNKNOWN: imprecise", cancer("prostate cancer", "2019-10-31", is_breast=False)),
        row("UNKNOWN: not recorded", cancer("cervical carcinoma in situ", "2025", is_breast=False, in_situ=True)),
        row("UNKNOWN: not recorded", cancer("breast cancer")),
        row("UNKNOWN: imprecise", cancer("carcinoma", "2025-01-01", is_breast=None)),
        row("YES", condition("other cancer", "active")),
        row("NO, can change", condition("other cancer", standing=Standing.REFUTED)),
    )
    ask(
        OtherCancer(except_groups=("basal or squamous skin cancer",)),
        row("UNKNOWN: needs a human", cancer("carcinoma of skin", "2025-01-01", is_breast=False)),
    )


def test_allergy(ask: Ask) -> None:
    """An allergy to one of the drugs."""
    ask(
        AllergyTo(drugs=("trastuzumab", "pertuzumab")),
        row("YES for good", Allergy(drug="trastuzumab", text="trastuzumab")),
        row("UNKNOWN: needs a human", Allergy(drug="trastuzumab", text="trastuzumab", standing=Standing.PROVISIONAL)),
        row("UNKNOWN: not recorded", Allergy(drug="penicillin", text="penicillin")),
        row(
            "NO, can change",
            Allergy(drug="trastuzumab", text="trastuzumab", standing=Standing.REFUTED),
            Allergy(drug="pertuzumab", text="pertuzumab", standing=Standing.REFUTED),
        ),
    )
