"""A partial response that the sum no longer reaches, without progression: two readings, and both are told.

The paper judges each visit against the baseline and knows "PR, then SD" (table 3); the RECIST working group takes a
partial response as continuing until the criteria of progression are met (recist.eortc.org, "The definition of SD" and
"Managing PR when TP measurements change slightly over time"). The category is the paper's; the other is a doubt.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onward.engines.response.result import VisitResponse

_PARTIAL = frozenset({"PR", "iPR"})
_STABLE = frozenset({"SD", "iSD"})
_NOTHING_SAID = frozenset({"NE", ""})


def with_continuing(visits: Sequence[VisitResponse]) -> tuple[VisitResponse, ...]:
    """The visits; stable ones after a partial response have the other reading as a doubt until something progresses."""
    found: list[VisitResponse] = []
    since = ""
    for visit in visits:
        if visit.overall in _PARTIAL:
            since = since or visit.visit
        elif visit.overall in _STABLE and since:
            says = (
                f"partial response at {since} and no progression since: the RECIST working group takes it as "
                f"continuing, {_partial_of(visit.overall)}"
            )
            visit = replace(visit, doubts=(*visit.doubts, says))
        elif visit.overall not in _NOTHING_SAID and visit.overall not in _STABLE:
            since = ""
        found.append(visit)
    return tuple(found)


def _partial_of(stable: str) -> str:
    return "iPR" if stable == "iSD" else "PR"
