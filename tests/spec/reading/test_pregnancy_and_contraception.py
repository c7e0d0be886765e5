"""Reading: pregnancy and contraception.

Pregnant or breastfeeding is a state on record. A negative test has an age. Contraception is a finding that
a clinician states.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import EXCLUSION, INCLUSION, finding, no, reads


def pregnant(*states: str) -> dict[str, object]:
    return {"pregnancy": {"states": list(states)}}


def test_that_keep_out(manual: Section) -> None:
    """Pregnant, breastfeeding, or both words."""
    reads(
        manual,
        EXCLUSION,
        ("Pregnant or breastfeeding women", pregnant("pregnant", "breastfeeding"), "either keeps out"),
        ("Pregnancy or lactation", pregnant("pregnant", "breastfeeding"), "the same in nouns"),
        ("Pregnant women", pregnant("pregnant"), "breastfeeding does not keep out here"),
    )


def test_denied(manual: Section) -> None:
    """As a demand."""
    reads(
        manual,
        INCLUSION,
        ("Not pregnant or nursing", no(pregnant("pregnant", "breastfeeding")), "neither: the denial goes for both"),
        ("Not pregnant", no(pregnant("pregnant")), "one denial"),
    )


def test_contraception(manual: Section) -> None:
    """A finding that a clinician states; it is asked where nothing tells."""
    reads(
        manual,
        INCLUSION,
        (
            "Willing to use effective contraception during the study",
            finding("effective contraception"),
            "that she uses it, or will",
        ),
    )
