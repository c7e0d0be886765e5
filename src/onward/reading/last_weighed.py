"""Lists of what keeps out, of which the last alone is weighed: "HIV infection, hepatitis B, or any illness that, in the
investigator's opinion, could interfere with the study".

What stands before it keeps out by itself, and the last stays for a human beside it.
"""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import AskHuman, Criterion
from onward.reading.decides import can_decide, keeps_out_everybody
from onward.reading.sought import sought
from onward.reading.things import JUDGED, any_of

# The last of a list, with what somebody says of it.
_LAST = sought(
    r"(?: ?,| ?;)? or (?=(?:any |other |another )+(?:[a-z-]+(?: (?:or|/|and))? ){1,7}?(?:that|which) (?:[a-z-]+ ){0,3}?(?:, )?(?:in|could|would|may|might|can|will|make|render|preclude|interfere|limit|is|are|by|per)\b)"
    r"[^;,.:]*(?:, (?:in|as|by|at) [^;,.:]*(?:, [^;,.:]*)?)?\.? ?$"
)
_WEIGHED = sought(
    r"\b(?:investigator|physician|opinion|judg\w+|interfer\w+|compromis\w+|jeopardi\w+|preclud\w+|prevent\w*|confound\w*|complian\w+|unsuitable|suitable|appropriate|situation|plan\w*|scheduled|contraindicat\w*|candidate|risk|limit\w*|affect\w*|impair\w*|hinder\w*|ineligible|expected|intend\w*|will|would|could|might)\b"
)
# Names that the last may be one of, or examples: then all of it is said of them together.
_GENERAL = sought(
    r"\b(?:such as|including|includes?|eg|ie|like|whether|either|neither|unless|except\w*|other than|apart from)\b|[:(]|\b(?:condition|circumstance|situation|reason|factor|finding|abnormality|problem|psychiatric|psychological|addict\w*|mental|social|medical|surgical|serious|severe|underlying|systemic|organ|emotional|cognitive|dysfunction|instability)\b"
)


def last_weighed(line: str, *, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of such a line among what keeps out; None for any other.

    read  how what stands before the last is read
    """
    last = _LAST.search(line)
    if last is None or _WEIGHED.search(last[0]) is None:
        return None
    head = line[: last.start()].strip(" ,;")
    if not head or _WEIGHED.search(head) is not None or _GENERAL.search(head) is not None:
        return None
    found = read(head)
    if found is None or not can_decide(found) or keeps_out_everybody(found):
        return None
    words = last[0].strip(" ,;.").removeprefix("or ")
    return any_of((found, AskHuman(question=f"Is it so: {words}?", because=JUDGED)))
