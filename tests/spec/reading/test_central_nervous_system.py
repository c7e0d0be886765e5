"""Reading: brain metastases.

Disease of the central nervous system by its state: none known, treated and stable, active (which is also what was
never treated), leptomeningeal. Plain "brain metastases" are a site of disease. How long they have been stable and the
dose of steroids are asked beside it.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import EXCLUSION, INCLUSION, no, reads

BRAIN: dict[str, object] = {"metastatic_sites": {"sites": ["brain"]}}


def cns(*states: str, **more: int) -> dict[str, object]:
    return {"cns_disease": {"states": list(states), **more}}


def test_that_keep_out(manual: Section) -> None:
    """Any brain metastasis, or only some states of it."""
    reads(
        manual,
        EXCLUSION,
        ("Brain metastases", BRAIN, "a site of disease, whatever its state"),
        (
            "Known active central nervous system metastases",
            cns("active"),
            "treated and stable disease does not keep out",
        ),
        (
            "Brain metastases, unless treated and stable for at least 4 weeks",
            {"all_of": [BRAIN, no(cns("treated stable", for_at_least_days=28))]},
            "treated and stable for 28 days does not keep out",
        ),
        ("Leptomeningeal disease", cns("leptomeningeal"), "asked apart from lesions of the brain"),
        (
            "Untreated brain metastases",
            cns("active"),
            "what was not treated is active; treated and stable disease does not keep out",
        ),
    )


def test_that_are_let_in(manual: Section) -> None:
    """Stable for so many days."""
    reads(
        manual,
        INCLUSION,
        ("No known brain metastases", no(BRAIN), "denied, whatever the state"),
        ("No leptomeningeal disease", no(cns("leptomeningeal")), "denied"),
    )
