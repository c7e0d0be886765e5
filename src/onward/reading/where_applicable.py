"""A demand that holds where it applies: "completed adjuvant radiotherapy, if indicated" is met by whoever had it; of the
others a human says whether it was indicated."""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import AskHuman, Criterion
from onward.reading.decides import can_decide
from onward.reading.sought import sought
from onward.reading.things import JUDGED, any_of

_WHERE = sought(
    r"(?: ,| \()? (?:if|when|where|as) (?:it is |they are |clinically |medically |was |were )*(?:applicable|indicated|needed|appropriate|necessary)(?: \))?(?= |$)"
)
# Who decides, or another way in, is no matter of whether it applies.
_MORE = sought(r"\b(?:unless|except|or|no|not|without|may|can|allowed|permitted|eligible|planned|will|if|when)\b")


def where_applicable(line: str, *, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of a demand that says "if applicable"; None for any other line.

    read   a line -> its question where every word of it is understood
    """
    found = _WHERE.search(line)
    if found is None:
        return None
    rest = f"{line[: found.start()]}{line[found.end() :]}"
    if _MORE.search(rest) is not None or rest.count("(") != rest.count(")"):
        return None
    known = read(rest)
    if known is None or not can_decide(known):
        return None
    return any_of((known, AskHuman(question=f"Does it not apply: {line.strip(' .,;:')}?", because=JUDGED)))
