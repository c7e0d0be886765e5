"""Reading: the heart.

Measured values (ejection fraction, QTcF, blood pressure) are limits like those of the laboratory; illnesses of the
heart are asked by name. How the heart failure is classed by NYHA is asked beside the illness.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import EXCLUSION, INCLUSION, either, ill, lab, leaves, reads


def test_measured(manual: Section) -> None:
    """Ejection fraction, QTcF, blood pressure."""
    reads(
        manual,
        INCLUSION,
        ("LVEF ≥ 50% by echocardiogram or MUGA", lab("LVEF", "%", at_least="50"), "how it was measured adds nothing"),
        ("Left ventricular ejection fraction (LVEF) at least 55 %", lab("LVEF", "%", at_least="55"), "spelled out"),
        ("QTcF ≤ 470 msec", lab("QTcF", "ms", at_most="470"), "by Fridericia: another correction is another value"),
    )
    reads(
        manual,
        EXCLUSION,
        (
            "QTc > 480 ms",
            lab("QTc, method not stated", "ms", above="480"),
            "the correction is not said, so it is not assumed",
        ),
        (
            "Systolic blood pressure > 160 mmHg or diastolic blood pressure > 100 mmHg",
            either(
                lab("systolic blood pressure", "mm[Hg]", above="160"),
                lab("diastolic blood pressure", "mm[Hg]", above="100"),
            ),
            "either keeps out",
        ),
    )


def test_illnesses_of_the_heart(manual: Section) -> None:
    """By name, with their window."""
    reads(
        manual,
        EXCLUSION,
        (
            "Myocardial infarction within 6 months prior to enrollment",
            ill("myocardial infarction", within_days=182),
            "a window in months",
        ),
        ("Congestive heart failure", ill("heart failure"), "ever"),
        ("Unstable angina pectoris", ill("unstable angina"), "an illness with a name of its own"),
        (
            "Myocardial infarction or stroke within 12 months",
            either(ill("myocardial infarction", within_days=365), ill("stroke", within_days=365)),
            "the window behind goes for both",
        ),
        (
            "Congestive heart failure, unstable angina or uncontrolled hypertension",
            either(
                ill("heart failure"),
                ill("unstable angina"),
                ill("hypertension", qualities=["uncontrolled"]),
            ),
            "uncontrolled goes for its own member",
        ),
        ("Congenital long QT syndrome", ill("congenital long QT syndrome"), "a name of its own"),
    )


def test_what_is_left_to_a_human(manual: Section) -> None:
    """Adequate function without a number is somebody's judgement."""
    leaves(manual, INCLUSION, ("Adequate cardiac function", "judgement", "no number is given"))
