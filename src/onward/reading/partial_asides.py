"""What an inclusion asks for behind sentences that ask for nothing of a record: a permission, consent, an adequate function.

"Earlier hormones are allowed. They must have been stopped 3 weeks before" asks for that. A permission behind the first
demand may be an exception to it, and leaves the line alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onward.criteria import Criterion
from onward.reading.decides import can_decide
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import all_of

_ASKS_NOTHING = frozenset({"permission", "note", "heading"})
_OF_A_HUMAN = frozenset({"consent", "logistics", "judgement"})
# What follows tells when it is adequate.
_OF_FUNCTION = sought(
    r"\b(?:adequate|normal|acceptable|sufficient|satisfactory) (?:[\w,/]+ ){0,6}(?:function|reserve)\b"
)
# Said of a part of the trial, or of who may bear or beget a child.
_OF_SOME = sought(r"\b(?:cohort|arm|phase|part|stratum|group|module|step)\b|contracepti|reproductive|childbearing")
# Said of what the sentence before named.
_LEANS = sought(
    r"^(?:this|these|those|such|they|it|if|however|otherwise|but|or|and|when|in case|for|note|except|unless|also|alternatively)\b"
)
_LETS_IN = sought(r"\b(?:allowed|permitted|acceptable|eligible|accepted|may|can|could|exempt\w*)\b")
_NONE_IS = sought(
    r"^no [^.;]*\b(?:is|are|be) (?:allowed|permitted|acceptable)\b|\bnot (?:be )?(?:allowed|permitted|acceptable|eligible)\b"
)
# "Radiation is allowed; patients must have recovered from it": asked of whoever had it.
_OVER = sought(r"\b(?:recovered|completed|finished|resolved|healed)\b")


def behind_asides(
    sentences: Sequence[str],
    *,
    read: Callable[[str], tuple[Criterion | None, bool]],
    why: Callable[[str], str],
) -> Criterion | None:
    """The question of sentences of which the first ask for nothing of a record; None where one of them is in doubt.

    read  a sentence -> its question, and whether every word of it is understood
    why   why a sentence is for a human, "not understood" for none of the reasons
    """
    first = why(sentences[0])
    if first not in _OF_A_HUMAN and first != "permission":
        return None
    if any(map(_OF_SOME.search, sentences)):
        return None
    demanded: list[Criterion] = []
    beside: list[str] = []
    for sentence in sentences:
        told = why(sentence)
        if told in _OF_A_HUMAN:
            if _OF_FUNCTION.search(sentence) is None:
                beside.append(sentence)
        elif told in _ASKS_NOTHING or (demanded and tells_conduct(sentence)):
            if demanded and told == "permission":
                return None
        else:
            found, _ = read(sentence)
            lets_in = _LETS_IN.search(sentence) is not None and _NONE_IS.search(sentence) is None
            if found is None or lets_in or _LEANS.search(sentence) is not None:
                return None
            of_some = first == "permission" and _OVER.search(sentence) is not None
            (beside.append(sentence) if of_some else demanded.append(found))
    if not demanded:
        return None
    made = all_of((*demanded, *(asked(one.strip(" .;,:")) for one in beside)))
    return made if can_decide(made) else None
