"""Sentences that ask by themselves, among others that are not understood."""

from __future__ import annotations

from collections.abc import Callable

from onward.criteria import Criterion
from onward.reading.decides import can_decide
from onward.reading.forbids_or_allows import ALLOWS, EXCEPTS, EXPLAINS, FORBIDS, IS_FREE, OTHER_WAY
from onward.reading.kin_words import share_a_word
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import all_of

# Sentences of a line that is meant for some of the trial's people, or tells of two ways in.
_OF_SOME = sought(
    r"\b(?:cohort|arm|part|phase|stratum|strata|group|module|step|portion|any of|following|also|qualify)\b|\*|: |\b(?:either|alternatively|one of)\b|^note\b|\bor :|: or\b"
)
_LEANS = sought(
    r"^(?:this|these|those|such|they|it|he|she|if|however|otherwise|when|where|all|both|either|then|also|thus|therefore|in case|for (?:example|instance)|eg|ie|note|nb|and|but|except|unless|excluding|other than)\b"
)


def demands_apart(sentences: list[str], *, read: Callable[[str], tuple[Criterion | None, bool]]) -> Criterion | None:
    """What some sentences of an inclusion ask for by themselves, where the others are not understood.

    A later sentence that lets in, or excepts, and speaks of the same takes a demand back into doubt.
    """
    if any(OTHER_WAY.match(one) or _OF_SOME.search(one) for one in sentences) or sentences[0].rstrip().endswith(" or"):
        return None
    if any(map(_STAGE.match, sentences[1:])):
        # "Stage I, IIA; IIB, IIIA": each is one of several.
        return None
    demanded: list[Criterion] = []
    rest: list[str] = []
    for n, sentence in enumerate(sentences):
        if n and (tells_conduct(sentence) or IS_FREE.search(sentence) is not None):
            continue
        words = sentence.strip(" .;,:")
        doubted = any(
            IS_FREE.search(later) is None
            and (ALLOWS.search(FORBIDS.sub(" ", later)) or EXCEPTS.match(later) or _CAN.search(later))
            and (share_a_word(sentence, later) or n == 0)
            for later in sentences[n + 1 :]
        )
        let_in = any(_LET_IN.search(earlier) for earlier in sentences[:n])
        if let_in and _OVER.search(sentence) is not None:
            # "Radiotherapy is allowed; subjects must have recovered from it": of whoever had it.
            doubted = True
        if n == 0 and _LETS_ALL_IN.search(words) is not None:
            continue  # "Prior hormones are allowed; ..." asks for nothing
        stands = not doubted and _LEANS.match(sentence) is None and EXPLAINS.search(sentence) is None
        found = read(sentence)[0] if stands and ALLOWS.search(FORBIDS.sub(" ", sentence)) is None else None
        if found is None or _has_only_people(found):
            rest.append(words)
        else:
            demanded.append(found)
    if not demanded:
        return None
    made = all_of((*demanded, *(asked(words) for words in rest)))
    return made if can_decide(made) else None


_LETS_ALL_IN = sought(
    r"^(?!.*\b(?:if|provided|unless|only|but|except|excluding|until|after|within|at least|must|should|no|not|up to|when|who|whose|with)\b)[^,;:(]* (?:is|are) (?:allowed|permitted|acceptable)$"
)
_STAGE = sought(
    r"^(?:or |and )?(?:stage |clinical |pathological )*(?:i{1,3}|iv|[0-4])[abc]?[12]?(?= |$)(?! ?[a-z]{3,})|^(?:[cp]?t[0-4]|stage)\b"
)
_LET_IN = sought(r"\b(?:(?:is|are|be|will be) (?:allowed|permitted|acceptable|eligible)|may (?!not\b))")
_OVER = sought(r"\b(?:recovered|completed|finished|stopped|discontinued|off|washed out|elapsed)\b")
_CAN = sought(r"\bcan\b|\bif\b|\bunless\b|\brequired?\b")
_MEASURED = sought(r"LabValue\(|LabWord\(|Performance\(|Menopause\(|Score\(")


def _has_only_people(criterion: Criterion) -> bool:
    said = repr(criterion)
    of_women = "HasSex(" in said and "Pregnancy(" in said
    return of_women or said.startswith(("HasSex(", "Age(", "AskHuman(")) or _MEASURED.search(said) is not None
