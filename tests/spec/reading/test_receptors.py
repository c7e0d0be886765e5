"""Reading: receptors.

A receptor is read as the call that the trial names: positive, negative, low, ultralow. Where the trial gives a cut-off
or an assay of its own, that is read instead of the call: 10 % of nuclei is another question than ER-positive. "Hormone
receptor" means ER or PR. What a trial leaves to its laboratory ("by local guidelines") adds nothing.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import (
    BREAST,
    ER,
    EXCLUSION,
    HER2,
    INCLUSION,
    METASTATIC,
    NOT_HER2,
    PR,
    either,
    every,
    leaves,
    percent,
    reads,
    receptor,
)

_NO_ER, _NO_PR = receptor("ER", "negative"), receptor("PR", "negative")


def test_oestrogen_and_progesterone_receptors(manual: Section) -> None:
    """ER-positive includes low positive (1 to 10 %), unless the trial gives a cut-off."""
    reads(
        manual,
        INCLUSION,
        ("ER-positive tumor", ER, "1 % and more; no cut-off is given"),
        ("Hormone receptor positive breast cancer", every(either(ER, PR), BREAST), "either receptor is enough"),
        ("ER and/or PR positive disease", either(ER, PR), "and/or: one is enough"),
        ("ER ≥ 10%", percent("ER", at_least="10"), "the trial's own cut-off takes the place of the call"),
        (
            "Known hormone receptor status",
            every(receptor("ER", "positive", "low positive", "negative"), receptor("PR", "positive", "negative")),
            "a result of either kind is enough, of both receptors",
        ),
        ("Both ER and PR negative", every(_NO_ER, _NO_PR), "both are demanded"),
    )


def test_her2(manual: Section) -> None:
    """A call, or the score and the ISH result that a trial names."""
    reads(
        manual,
        INCLUSION,
        ("HER2-negative breast cancer", every(NOT_HER2, BREAST), "negative holds 0, 1+ and 2+ without amplification"),
        ("HER2-positive metastatic breast cancer", every(HER2, METASTATIC, BREAST), "three demands in three words"),
        ("HER2 overexpression, defined as IHC 3+ or ISH positive", HER2, "what ASCO/CAP call positive"),
        ("HER2-low (IHC 1+ or IHC 2+/ISH-negative)", receptor("HER2", "low"), "the bracket is the definition of low"),
    )


def test_her2_with_the_trials_own_definition(manual: Section) -> None:
    """What stands in the trial's bracket is the definition that counts."""
    reads(
        manual,
        INCLUSION,
        ("HER2 IHC 0 or 1+", {"her2_score": {"scores": ["0", "1+"]}}, "scores, not the call"),
        ("HER2-low or HER2-ultralow breast cancer", every(receptor("HER2", "low", "ultralow"), BREAST), "two calls"),
    )


def test_triple_negative(manual: Section) -> None:
    """All three receptors are negative."""
    triple = every(_NO_ER, _NO_PR, NOT_HER2)
    reads(
        manual,
        INCLUSION,
        ("Triple-negative breast cancer", every(triple, BREAST), "ER, PR and HER2"),
        ("ER-negative, PR-negative and HER2-negative tumor", triple, "the same, spelled out"),
    )


def test_receptors_that_keep_out(manual: Section) -> None:
    """In an exclusion the receptor keeps out: the question stands as written."""
    reads(
        manual,
        EXCLUSION,
        ("HER2-positive disease", HER2, "YES keeps her out"),
        ("Known HER2 positive tumor", HER2, '"known" adds nothing to a record'),
    )


def test_what_is_not_read(manual: Section) -> None:
    """Where the words do not tell which call is meant, the line stays open."""
    leaves(
        manual,
        INCLUSION,
        ("ER- and HER2-positive tumor", "not understood", "a suspended hyphen, or ER negative? Nobody can tell"),
    )
