"""What a reader's words about a lesion mean: CDISC's codelist TUMSTATE, and words that are written instead of it."""

from __future__ import annotations

from onward.engines.response.read import LesionRead

GONE = frozenset({"absent", "resolved", "disappeared", "not present", "gone"})
NOT_EVALUABLE = frozenset(
    {"not evaluable", "not assessed", "not done", "unknown", "ne", "inevaluable", "unable to assess"}
)
PROGRESSED = frozenset({"unequivocal progression", "progression", "progressive disease", "unequivocally progressed"})
GROWN = frozenset({"increased", "further increase", "increase", "worsened", "enlarged", "equivocal progression"})
PRESENT = frozenset(
    {"present", "persistent", "persisting", "stable", "unchanged", "decreased", "improved", "no change"}
)
TINY = frozenset({"too small to measure", "below measurable limit"})
EQUIVOCAL = frozenset({"equivocal", "suspected", "possible", "questionable", "indeterminate"})


def is_missing(lesion: LesionRead) -> bool:
    """Nothing was measured or judged of it at the visit."""
    return lesion.diameter_mm is None and (not lesion.state or lesion.state in NOT_EVALUABLE)
