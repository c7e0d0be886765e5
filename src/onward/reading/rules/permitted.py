"""What is allowed only within bounds: "no prior chemotherapy is allowed", "no more than two lines are allowed"."""

from __future__ import annotations

from onward.criteria import AllOf, Not
from onward.reading.grammar import Found, Stage
from onward.reading.rules.washouts import is_washed_out

PERMITTED = Stage("allowed within bounds")
rule = PERMITTED.rule


@rule(
    "<X> [is|are|will be|were|shall be|be] {allowed|permitted|acceptable} [on study|in study|for enrollment|in this study|on this study|while on study|during study]",
    gives="X",
)
def no_more_is_allowed(found: Found) -> object:
    """ "no prior chemotherapy is allowed" denies it."""
    value = found.any("X")
    if found.match.string[found.match.end() :].startswith(
        ("if ", "provided ", ", if", ", provided", "unless ", "as ", "but ", ", but ", "with ", "only ")
    ):
        return None
    return value if _bounds(value) else None


def _bounds(value: object) -> bool:
    """Whether it only denies something, or asks that it lie far enough back."""
    match value:
        case Not():
            return True
        case AllOf():
            return all(_bounds(part) for part in value.of)
        case _:
            return is_washed_out(value)


@rule(
    "<CDFO:thing> {will not be included|were excluded|are not included|cannot be included|is not included|will not be enrolled|will not be entered|were not eligible}",
    gives="",
)
def not_included(found: Found) -> object:
    """ "patients who have received chemotherapy will not be included"."""
    if not found.draft.denied:
        return None
    return f"{found.match.string[found.match.start('thing') - 1]}{found.match['thing']} "


@rule("[prior|previous] <DO:topic> : <X>", gives="X", whole=True)
def topic_before(found: Found) -> object:
    """ "Radiotherapy: no prior radiotherapy to the breast": what stands before the colon only names the topic."""
    return found.any("X") if _bounds(found.any("X")) else None
