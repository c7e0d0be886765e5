"""What keeps out only whoever has both: "has a germline BRCA mutation and has received a PARP inhibitor".

Two clauses of one person, joined by "and" with a verb of its own. Whoever has not the one, or not the other, is let in.
"""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import Criterion
from onward.reading.decides import can_decide
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of, negated

_AND = sought(
    r"(?:(?: ,)? and|(?= without)) (?P<verb>(?:has|have|had|is|are|was|were|did|does|do) (?:not |never )?(?:previously |already |currently |yet |ever )*(?:received|taken|taking|receiving|been treated|had|undergone|exposed|on)|(?:not|never) (?:received|taken|been treated|had|undergone)|without (?:any )?(?:prior|previous|earlier) (?:treatment|therapy|exposure)|(?:is |are |who are |who is )?(?:planning to|scheduled (?:to|for)|intending to|candidates? for|unwilling to|unable to)|(?:who )?cannot be|(?:images?|scans?|samples?|therapy|treatment|it|they) (?:[a-z]+ ){0,4}?cannot) "
)
_NOT = sought(
    r"^without (?:any )?|^(?:(?:has|have|had|is|are|was|were|did|does|do) )?(?:not|never) (?:yet |ever |previously )*"
)
# More than two clauses, or something said of one of them alone.
_MORE = sought(r"[;:]| \. |\b(?:or|unless|except|if|either|who are|who is)\b| , ")


def both_of_one(line: str, *, read: Callable[[str], Criterion | None]) -> Criterion | None:
    """The question of such a line among what keeps out; None for any other.

    read  a clause -> its question where every word of it is understood
    """
    plain = line.strip(" .")
    found = _AND.search(plain)
    if found is None or _AND.search(plain, found.end()) is not None:
        return None
    before, behind = plain[: found.start()], f"{found['verb']} {plain[found.end() :]}"
    if (
        _MORE.search(_IN_BRACKETS.sub("", before)) is not None
        or _ANOTHER.search(_IN_BRACKETS.sub("", behind)) is not None
    ):
        return None
    denied = _NOT.match(behind)
    said = f"{'received ' if denied and not behind[denied.end() :].startswith('received') else ''}{behind[denied.end() :] if denied else behind} "
    one, other = read(f"{before} "), read(said)
    if one is None:
        return None
    told = asked(behind) if other is None else negated(other) if denied else other
    made = all_of((one, told))
    return made if can_decide(made) else None


_ANOTHER = sought(
    r"[;:]| \. |\b(?:unless|except|if)\b|\bor (?:is|are|has|have|had|who|any|history|active|known|current|prior|pregnan\w*|unable|unwilling|planned)\b"
)
_IN_BRACKETS = sought(r"\( [^()]*\) ?")
