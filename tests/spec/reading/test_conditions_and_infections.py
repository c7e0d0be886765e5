"""Reading: conditions and infections.

An illness by its names, now or ever, within a window, with what is said of its severity. Words like *uncontrolled* or
*clinically significant* are kept beside the illness: without it the answer is clear, with it somebody has to judge.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import (
    EXCLUSION,
    INCLUSION,
    either,
    finding,
    ill,
    leaves,
    no,
    reads,
)


def test_illnesses(manual: Section) -> None:
    """By name, with the time and the severity that the line gives."""
    reads(
        manual,
        EXCLUSION,
        ("History of interstitial lung disease", ill("interstitial lung disease"), "ever"),
        (
            "Uncontrolled hypertension",
            ill("hypertension", qualities=["uncontrolled"]),
            "with it, somebody judges the control",
        ),
        ("Stroke within 6 months before enrollment", ill("stroke", within_days=182), "a window in months"),
        (
            "Peripheral neuropathy grade ≥ 2",
            ill("peripheral neuropathy", status="now", at_least_grade=2),
            "CTCAE grade; as it is now",
        ),
        (
            "Active autoimmune disease",
            ill("autoimmune disease", status="now"),
            "active is now",
        ),
        ("Liver cirrhosis or stroke", either(ill("cirrhosis"), ill("stroke")), "either keeps out"),
    )


def test_infections(manual: Section) -> None:
    """Which infection, and whether it is active."""
    reads(
        manual,
        EXCLUSION,
        ("Known HIV infection", ill("HIV"), '"known" adds nothing to a record'),
        (
            "Active infection requiring systemic therapy",
            ill("infection", status="now", qualities=["requiring systemic therapy"]),
            "the need for therapy is asked beside",
        ),
        (
            "Active hepatitis B or hepatitis C",
            either(ill("hepatitis B", status="now"), ill("hepatitis C", status="now")),
            "active goes for both",
        ),
    )


def test_lists_and_what_goes_for_them(manual: Section) -> None:
    """A window, an adjective or a status that stands before or behind a list goes for its members; exceptions stay."""
    reads(
        manual,
        EXCLUSION,
        (
            "Stroke, transient ischemic attack or myocardial infarction within 6 months",
            either(
                ill("stroke", within_days=182),
                ill("transient ischaemic attack", within_days=182),
                ill("myocardial infarction", within_days=182),
            ),
            "the window behind goes for all three",
        ),
        (
            "Autoimmune disease, except vitiligo",
            ill("autoimmune disease", except_groups=["vitiligo"]),
            "who has only vitiligo is not kept out",
        ),
        (
            "Pneumonitis requiring steroids",
            ill("pneumonitis", qualities=["requiring steroid"]),
            "which pneumonitis is asked",
        ),
        ("Active tuberculosis", ill("tuberculosis", status="now"), "now"),
    )


def test_denied(manual: Section) -> None:
    """The same illnesses, denied in an inclusion: what must not be there."""
    reads(
        manual,
        INCLUSION,
        ("No history of interstitial lung disease", no(ill("interstitial lung disease")), "one denial"),
        ("No active infection", no(ill("infection", status="now")), "now"),
        (
            "No uncontrolled hypertension",
            no(ill("hypertension", qualities=["uncontrolled"])),
            "without hypertension the line is met",
        ),
    )


def test_a_denial_among_what_keeps_out(manual: Section) -> None:
    """ "No ..." under *Exclusion* is a habit of registries: nobody writes there what lets people in."""
    reads(manual, EXCLUSION, ("No known HIV infection", ill("HIV"), "the infection keeps out, not its absence"))


def test_allergies(manual: Section) -> None:
    """To a drug by name, or to what the trial gives."""
    reads(
        manual,
        EXCLUSION,
        ("Known allergy to trastuzumab", {"allergy_to": {"drugs": ["trastuzumab"]}}, "a named drug"),
        (
            "Hypersensitivity to any component of the study drug",
            finding("allergy to a trial drug"),
            "which drug, the trial tells",
        ),
    )


def test_what_is_left_to_a_human(manual: Section) -> None:
    """An illness that nobody names, or that the investigator weighs."""
    leaves(
        manual,
        EXCLUSION,
        (
            "Any condition that in the opinion of the investigator would compromise safety",
            "judgement",
            "no record tells",
        ),
        ("Serious concurrent medical illness", "judgement", "no illness is named"),
    )
