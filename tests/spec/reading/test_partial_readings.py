"""Reading: partial readings.

What the reader understands of a line is asked of the record, and the rest is asked of a human beside it, in the line's
own words. The rest never lets anybody in or keeps anybody out by itself: a demand beside it is still a demand, an
alternative beside it still an alternative. Where it is in doubt whether the rest joins or restricts, the whole line
stays open.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import (
    ASKED,
    BREAST,
    EXCLUSION,
    INCLUSION,
    METASTATIC,
    age,
    either,
    every,
    ill,
    leaves,
    no,
    reads,
)


def test_a_demand_beside_what_is_not_read(manual: Section) -> None:
    """ "And": the read part is demanded, the other is asked."""
    reads(
        manual,
        INCLUSION,
        (
            "Metastatic breast cancer and a favorable zorblax signature",
            every(METASTATIC, BREAST, ASKED),
            "who has no metastatic breast cancer does not fit, whatever the signature",
        ),
        (
            "Age 18 years or older and a zorblax index of 3",
            every(age(at_least_years=18), ASKED),
            "the age decides where it says no",
        ),
    )


def test_an_alternative_that_is_not_read(manual: Section) -> None:
    """ "Or" in an exclusion: either keeps out, one of them is asked."""
    reads(
        manual,
        EXCLUSION,
        (
            "Interstitial lung disease or a positive zorblax test",
            either(ill("interstitial lung disease"), ASKED),
            "the illness keeps out by itself; the test is asked",
        ),
    )


def test_an_exception_that_is_not_read(manual: Section) -> None:
    """The thing keeps out unless somebody finds the exception."""
    reads(
        manual,
        EXCLUSION,
        (
            "Interstitial lung disease, except where the zorblax is complete",
            every(ill("interstitial lung disease"), no(ASKED)),
            "without the illness nobody is kept out; with it the exception is asked",
        ),
    )


def test_a_restriction_that_is_not_read(manual: Section) -> None:
    """A qualifier makes the thing narrower: with the thing, somebody looks."""
    reads(
        manual,
        EXCLUSION,
        (
            "Severe interstitial lung disease",
            ill("interstitial lung disease", qualities=["severe"]),
            "a milder one may be let in",
        ),
    )


def test_a_list_with_a_hidden_member(manual: Section) -> None:
    """A member of a list that is not read does not take the others with it."""
    reads(
        manual,
        EXCLUSION,
        (
            "Stroke, interstitial lung disease or a positive zorblax test",
            either(ill("stroke"), ill("interstitial lung disease"), ASKED),
            "either illness keeps out by itself; the test is asked",
        ),
    )


def test_what_is_not_taken_apart(manual: Section) -> None:
    """A partial reading holds at least one real question; a line with none stays open whole."""
    leaves(
        manual,
        EXCLUSION,
        ("A zorblax index of 3 or a complete frobnication", "not understood", "nothing in it is known"),
    )
