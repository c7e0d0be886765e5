"""Lists of cancers: "anal cancer (squamous), thymic carcinoma, mesothelioma": the first alone is asked of nobody."""

from __future__ import annotations

from collections.abc import Iterable

from onward.criteria import BreastCancer, CancerType, Criterion, parts_of
from onward.reading.sought import sought

_CANCER = (
    r"(?:[a-z]*(?:carcinoma|sarcoma|blastoma|glioma)|cancer|lymphoma|leukemia|melanoma|mesothelioma|myeloma|malignancy|"
    r"nsclc|sclc|hnscc|scchn|tnbc|rcc|hcc|crc|gbm)"
)
# "No other cancer", "prior cancer", "cancer that cannot be removed" say something of the first, or of another time.
_NEXT = sought(
    rf"^(?:(?!(?:no|not|non|other|without|prior|previous|history|second|secondary|with|of|for|to|in|that|this|their|free)\b)[a-z0-9]+ ){{0,4}}{_CANCER}\b"
)


def goes_on_with_cancers(first: Criterion, others: Iterable[str]) -> bool:
    """Whether a list that begins with one kind of cancer names another one behind it."""
    return _is_a_kind(first) and any(_NEXT.match(words.strip()) is not None for words in others)


def _is_a_kind(criterion: Criterion) -> bool:
    return isinstance(criterion, (CancerType, BreastCancer)) or any(map(_is_a_kind, parts_of(criterion)))
