"""What a reader's words about a lesion mean: CDISC's codelist TUMSTATE, and words that are written instead of it."""

from __future__ import annotations

from onward.engines.response.read import LesionRead

GONE = frozenset({"absent", "resolved", "disappeared", "not present", "gone", "normalised", "normalized"})
NOT_EVALUABLE = frozenset(
    {"not evaluable", "not assessed", "not done", "unknown", "ne", "inevaluable", "unable to assess"}
)
PROGRESSED = frozenset({"unequivocal progression", "progression", "progressive disease", "unequivocally progressed"})
GROWN = frozenset(
    {
        "increased", "further increase", "increase", "worsened", "enlarged", "equivocal progression",
        "lytic growth", "blastic growth", "more blastic",
    }
)  # fmt: skip
# A lesion of bone that fills with sclerosis is still there for RECIST, healed or not.
PRESENT = frozenset(
    {
        "present", "persistent", "persisting", "stable", "unchanged", "decreased", "improved", "no change", "regressed",
        "sclerotic rim", "partial sclerotic fill-in", "partial fill-in", "complete sclerotic fill-in",
        "complete fill-in", "completely sclerotic", "newly sclerotic", "recalcified", "less blastic",
    }
)  # fmt: skip
TINY = frozenset({"too small to measure", "below measurable limit"})
EQUIVOCAL = frozenset({"equivocal", "suspected", "possible", "questionable", "indeterminate"})


def is_missing(lesion: LesionRead) -> bool:
    """Nothing was measured or judged of it at the visit."""
    return lesion.diameter_mm is None and (not lesion.state or lesion.state in NOT_EVALUABLE)
