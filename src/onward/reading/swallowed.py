"""A quality of an illness that has swallowed what stood beside it: then the illness is no longer what the line says.

"Sleep apnoea of any origin, or patients with severe impairment of breathing": the second is no quality of the first.
"""

from __future__ import annotations

from onward.criteria import Condition, Criterion
from onward.reading.comes_back import leaves_of
from onward.reading.sought import sought

_BRACKET = sought(r"\([^()]*\)?")
_ANOTHER = sought(
    r"(?:,|;|\bor|\band|\band/or) (?:(?:with|the|a) )?(?:patient|subject|participant|individual|those|history of|prior|previous|ongoing|presence of|diagnosis of|any history)\b"
    r"|^(?:patient|subject|participant|individual|predisposing)s?\b|\bof following$"
)


def swallows_another(reading: Criterion) -> bool:
    """Whether words of an illness's quality begin something of their own."""
    return any(
        _ANOTHER.search(_BRACKET.sub("", quality)) is not None
        for leaf in leaves_of(reading)
        if isinstance(leaf, Condition)
        for quality in leaf.qualities
    )
