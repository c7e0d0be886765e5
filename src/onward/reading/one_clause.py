"""A line of which one clause is for a human: "heart failure, or unwilling to comply" keeps out by the heart all the same."""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import Criterion
from onward.reading.decides import can_decide, is_general
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of

# Behind "or" these begin a clause that a human answers, and that says nothing of what stands before.
_OR_ASIDE = sought(
    r"(?: ,)? (?:or|and/or) (?=(?:(?:is|are|who is|who are|has|have|being|currently|any|those|patient) )*"
    r"(?:(?:an? )?anticipat\w+|likely to|(?:potential|possible|expected) (?:need|requirement)|(?:currently |concurrently |simultaneously |already )+(?:enrolled|participating|involved)|for (?:which|whom) (?:the )?planned|planning|plan|plans|planned|unwilling\w*|unable to (?:comply|give|consent|understand|adhere)|inability (?:or unwillingness )?to (?:comply|give|consent|understand|adhere)|refus\w+|intend\w*|intention|scheduled|expect\w+|poor (?:compliance|adherence)|non ?compliance|noncompliant|not willing|not able to (?:comply|give|consent)|lack of (?:compliance|consent)) )"
)
_AND_ASIDE = sought(
    r"(?: ,)? (?:and|nor) (?=(?:(?:is|are|must be|must|should be|has|have|who is) )*(?:willing|agree\w*|able to (?:comply|give|consent|understand|adhere)|plan|plans|planning) )"
)
# "Takes tamoxifen and is unwilling to stop", among what keeps out: both of the same person.
_UNWILLING = sought(
    r"(?: ,)? (?:and |but |who (?:is|are) )?(?=(?:(?:is|are|who is|who are|be) )*(?:unwilling|not willing|unwillingness|refus\w+|unable or unwilling|unwilling or unable) )"
)
_WEIGHS = sought(
    r"\b(?:investigator|physician|opinion|judg\w+|interfer\w+|compromis\w+|preclud\w+|would|could|might|may|unless|except|if|provided)\b"
)


def beside_a_clause(line: str, *, denied: bool, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of a line whose last clause is for a human; None for any other.

    read   a clause -> its question where every word of it is understood
    """
    found = (_OR_ASIDE if denied else _AND_ASIDE).search(f"{line} ")
    both = not denied
    if denied and found is None and " or " not in line:
        found, both = _UNWILLING.search(f"{line} "), True
    if found is None or found.start() == 0:
        return None
    before, behind = f"{line[: found.start()].strip(' ,')} ", line[found.end() :].strip(" .,;:")
    if _is_weighed(line, before, behind, denied=denied) or (not denied and " or " in before):
        return None
    if _TIME.search(behind) is not None and _TIME.search(before) is None:
        return None  # "surgery or an anticipated need for it, or an injury, within 28 days": the surgery as well
    known = read(before)
    if known is None or is_general(known) or not can_decide(known):
        return None
    return all_of((known, asked(behind))) if both else any_of((known, asked(behind)))


_TIME = sought(
    r"\b(?:within|in|during|[<≤]|less than) (?:the )?(?:last |past |previous |preceding )?\d+ (?:hour|day|week|month|year)\b"
)


def _is_weighed(line: str, before: str, behind: str, *, denied: bool) -> bool:
    """Whether somebody weighs what stands before the clause: "..., which in the investigator's opinion could interfere"."""
    if not denied:
        return _WEIGHS.search(line) is not None
    weighed = _WEIGHS.search(behind) is not None and _OF_ALL.search(behind) is not None
    return weighed or _WEIGHS.search(before) is not None


# Behind a comma, what somebody weighs may be all that was named.
_OF_ALL = sought(r",|\b(?:unless|except|if|provided)\b")
