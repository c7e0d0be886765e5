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
    r"(?: ,)? (?:and|nor) (?=(?:(?:is|are|must be|must|should be|has|have|who is) )*(?:willing|agree\w*|able to (?:comply|give|consent|understand|adhere)|plan|plans|planning) "
    r"|(?:patient |subject |participant |who )?(?:is |are )?(?:no longer |not )?(?:a |considered |medically )?(?:candidates?|suitable|appropriate|eligible) (?:for|to receive) |for whom (?:further|additional) )"
    r"|(?: ,)? and (?=(?:patient |subject |participant )?(?:must|should) not be planning )"
    r"| , (?=(?:and )?amenable (?:for|to) (?:treatment|therapy|chemotherapy) )"
)
_HOW_IT_WAS_SEEN = sought(r"\b(?:histo|cyto|patho)logic\w* (?:or|and/or) (?:histo|cyto|patho)logic\w*")
# What begins anew with a verb of its own is said of the person, whatever stands before.
_BEGINS_ANEW = sought(r"^(?:patient |subject |participant )?(?:must|should) ")
# "Takes tamoxifen and is unwilling to stop", among what keeps out: both of the same person.
_UNWILLING = sought(
    r"(?: ,)? (?:and |but |who (?:is|are) )?(?=(?:(?:is|are|who is|who are|be) )*(?:unwilling|not willing|unwillingness|refus\w+|unable or unwilling|unwilling or unable) )"
)
_WEIGHS = sought(
    r"\b(?:investigator|physician|opinion|judg\w+|interfer\w+|compromis\w+|preclud\w+|would|could|might|may|unless|except|if|provided)\b"
)


def beside_a_clause(
    line: str,
    *,
    denied: bool,
    read: Callable[[str], Criterion | None],
    part: Callable[[str], Criterion | None] | None = None,
) -> Criterion | None:
    """The question of a line whose last clause is for a human; None for any other.

    read   a clause -> its question where every word of it is understood
    part   a clause -> its question of which parts are understood
    """
    to_come = _now_or_to_come(line, read=read) if denied else None
    if to_come is not None:
        return to_come
    found = (_OR_ASIDE if denied else _AND_ASIDE).search(f"{line} ")
    both = not denied
    if denied and found is None and " or " in line:
        return _either_clause(line, read)
    if denied and found is None:
        found, both = _UNWILLING.search(f"{line} "), True
    if found is None or found.start() == 0:
        return None
    before, behind = f"{line[: found.start()].strip(' ,')} ", line[found.end() :].strip(" .,;:")
    either = not denied and " or " in _HOW_IT_WAS_SEEN.sub(" ", before) and _BEGINS_ANEW.match(behind) is None
    if either or _is_weighed(line, before, behind, denied=denied):
        return None
    if denied and _EXCEPTED.search(behind) is not None:
        return None  # "... or an anticipated need; inhaled steroids are allowed": an exception to what stands before
    if _TIME.search(behind) is not None and _TIME.search(before) is None:
        return None  # "surgery or an anticipated need for it, or an injury, within 28 days": the surgery as well
    known = read(before) or (part(before) if part is not None and _BEGINS_ANEW.match(behind) is not None else None)
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


_EXCEPTED = sought(
    r"\b(?:allowed|permitted|acceptable|eligible|exempt\w*|exceptions?|except\w*|unless|other than|not (?:be )?(?:considered|excluded|exclusionary)|excluded from (?:this|these))\b"
)
# Behind a comma, what somebody weighs may be all that was named.
_OF_ALL = sought(r",|\b(?:unless|except|if|provided)\b")


# A clause with a verb of its own, or another reason against a drug: it keeps out by itself.
_OR_CLAUSE = sought(
    r"(?: ,| ;)? (?:or|and/or) (?="
    r"(?:(?:is|are|was|were|has|have|had|being|be|who|currently|concurrently|recently|previously) )*(?:taking|taken|received|receiving|participat\w+|enrolled|involved|undergone|undergoing|used|using|treated) "
    r"|(?:(?:any|other|another|known|medical|further) )*contra ?indications? (?:to|for|against) )"
)
# Said at the end, these may be meant of both clauses.
_OF_BOTH = sought(
    r"\b(?:within|during|(?:in|for) (?:last|past|previous)|prior to|before|since|ago|requiring|that require|which|whose|despite|due to|because|for treatment|with)\b"
)
_EXCEPTS = sought(r"\b(?:unless|except\w*|if|provided|allowed|permitted|eligible|acceptable|may)\b")
# "Is now undergoing or has undergone a therapy": what is undergone stands behind both.
_WITHOUT_OBJECT = sought(
    r"\b(?:[a-z]+ing|undergone|received|taken|treated|enrolled|requires?|needs?|used)(?: with| in)?$"
)
_ONE_OF_A_LIST = sought(r"\b(?:such as|including|includes?|eg|ie|either|neither|both|whether|like)\b|[:(]")


def _either_clause(line: str, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of an exclusion of two clauses, of which one is understood and the other is for a human."""
    if _EXCEPTS.search(line) is not None or " . " in line.strip(" ."):
        return None
    for found in _OR_CLAUSE.finditer(f"{line} "):
        before, behind = line[: found.start()].strip(" ,;."), line[found.end() :].strip(" ,;.")
        if not before or not behind or before.count("(") != before.count(")"):
            continue
        first, second = read(f"{before} "), read(f"{behind} ")
        if (first is None) == (second is None):
            continue
        known, other = (second, before) if first is None else (first, behind)
        if known is None or is_general(known) or not can_decide(known):
            continue
        if first is not None and (
            _WEIGHS.search(behind) or (_OF_BOTH.search(behind) is not None and _OF_BOTH.search(before) is None)
        ):
            continue
        if first is None and (_ONE_OF_A_LIST.search(before) or _WITHOUT_OBJECT.search(before)):
            continue
        return any_of((known, asked(other)))
    return None


# "Current or planned use of A": that it is used now; what is planned is asked of a human.
_NOW_OR_PLANNED = sought(
    r"^(?P<who>(?:(?:patient|subject|participant|who|is|are|on|receiving|any) )*)(?P<now>current|concurrent|ongoing|concomitant|currently|prior|previous)(?: ,)? (?:or|and/or|/) (?P<later>planned|anticipated|scheduled|intended) (?P<rest>.+)$"
)


def _now_or_to_come(line: str, *, read: Callable[[str], Criterion | None]) -> Criterion | None:
    found = _NOW_OR_PLANNED.match(line.strip(" ."))
    if found is None or _WEIGHS.search(line) is not None or " . " in line:
        return None
    rest = found["rest"]
    known = read(f"{found['now']} {rest} ")
    if known is None or is_general(known) or not can_decide(known):
        return None
    return any_of((known, asked(f"{found['later']} {rest}")))
