"""Lists that are part of the line above them: its exceptions, and the conditions under which it lets in.

"Another malignancy, except:" above "basal cell carcinoma": the carcinoma keeps nobody out by itself. "Patients with brain
metastases may take part if they:" above "need no steroids": nobody is asked for that who has no brain metastases. Such
lines decide nothing by themselves; the line above them asks for them, in the words of the record or of a human.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onward.criteria import AllOf, AskHuman, Criterion, Washout
from onward.reading.announced import denies, is_exception, lets_in_only_if, without_exception, without_permission
from onward.reading.decides import can_decide, says_something
from onward.reading.eligibility import EligibilityLine
from onward.reading.forbids_or_allows import lets_in_elsewhere
from onward.reading.line import Reader
from onward.reading.partial_part import asked
from onward.reading.sought import sought
from onward.reading.things import all_of, any_of, negated

_ENDS = sought(r"[,;]?\s+(?:and|or|and/or)\W*$|[\s.;,:]+$", re.IGNORECASE)
_LONGEST = 900


def with_its_exceptions(head: EligibilityLine, listed: Sequence[EligibilityLine], reader: Reader) -> Criterion | None:
    """What a line says that names exceptions in the lines below it; None where that is not understood."""
    words = [_ENDS.sub("", line.text) for line in listed]
    before = without_exception(head.text).rstrip(" .;,")
    if not before:
        return None
    together = f"{before}, except for {_in_a_row(words)}"
    all_of_them = _ALL_OF.search(head.text) is not None
    if len(together) <= _LONGEST and _UNLESS.search(head.text) is None and not all_of_them:
        whole = reader.read(together, head.section)
        if whole.reading is not None:
            return whole.reading
    kept_out = reader.read(before, head.section).reading
    if kept_out is None:
        return None
    return excepted(kept_out, words, is_exclusion=head.section == "exclusion", together=all_of_them)


# "... unless all of the following are met:"
_ALL_OF = sought(
    r"\b(?:all|both|each)(?: of)?(?: the| these)? (?:following|below|criteria|conditions)\b", re.IGNORECASE
)
_UNLESS = sought(r"\bunless\b[^.:]{0,90}:?\W*$", re.IGNORECASE)


def excepted(reading: Criterion, words: Sequence[str], *, is_exclusion: bool, together: bool = False) -> Criterion:
    """A reading with exceptions that a human looks for; of a demand they are another way in.

    together  the exceptions must all be so
    """
    found = tuple(asked(one) for one in words)
    exceptions = all_of(found) if together else any_of(found)
    return all_of((reading, negated(exceptions))) if is_exclusion else any_of((reading, exceptions))


def with_its_conditions(head: EligibilityLine, listed: Sequence[EligibilityLine], reader: Reader) -> Criterion | None:
    """What a line says that lets somebody in under the conditions below it; None where that is not understood."""
    stated, who = without_permission(head.text)
    conditions = all_of(tuple(asked(_ENDS.sub("", line.text)) for line in listed))
    kept_out = reader.read(stated, head.section).reading if stated else None
    if stated:
        # "Active brain metastases. Patients with treated ones may take part if they:"
        if kept_out is None:
            return None
        told = all_of((asked(who), conditions))
        if head.section == "exclusion":
            return all_of((kept_out, negated(told)))
        return any_of((kept_out, told)) if denies(stated) else None
    those = reader.read(who, "exclusion").reading if who else None
    if those is None or not says_something(those):
        return None
    # "Asymptomatic brain metastases are permitted if": those with symptoms are not.
    those, narrowed = _without_what_narrows(those)
    if head.section == "exclusion":
        return all_of((those, negated(all_of((*narrowed, conditions)))))
    read = [line.reading if line.reading is not None else asked(_ENDS.sub("", line.text)) for line in listed]
    found = any_of((negated(those), all_of((*narrowed, *read))))
    return found if can_decide(found) else None


def _without_what_narrows(those: Criterion) -> tuple[Criterion, tuple[Criterion, ...]]:
    """An illness whatever it is like, and what the words ask beside it."""
    parts = those.of if isinstance(those, AllOf) else (those,)
    narrowed = tuple(_asked_of_who_may_enter(part) for part in parts if isinstance(part, AskHuman))
    known = tuple(part for part in parts if not isinstance(part, AskHuman))
    return (all_of(known), narrowed) if known else (those, ())


def _asked_of_who_may_enter(question: AskHuman) -> AskHuman:
    """What was asked of somebody to be kept out, asked of somebody who may enter."""
    words = question.question.removeprefix("Does it keep out: ")
    return question if words == question.question else asked(words.removesuffix("?"))


_LETS_IN = sought(
    r"\b(?:allowed|permitted|eligible(?! (?:to (?:\w+ )?(?:receive|undergo)|for (?!this|the (?:study|trial)|enrol|study|participation)))|acceptable|accepted|not excluded|exempt|(?:may|can) (?:be (?:included|enrol+ed|eligible)|participate|enrol+|enter))\b",
    re.IGNORECASE,
)
_KEEPS_OUT = sought(
    r"\b(?:not|no|never|cannot|only|must|should|ineligible|unless)\b(?!.{0,12}\bexcluded)", re.IGNORECASE
)


def _only_lets_in(text: str) -> bool:
    """Whether a line is nothing but a permission: one in brackets behind something else is not."""
    plain = _BRACKETS.sub(" ", text).strip()
    if _OWN_EXCEPTION.search(plain) is not None:
        # "Radiotherapy within 4 weeks, with the exception of one palliative dose, which is permitted": the rest is not.
        return False
    return (
        _LETS_IN.search(plain) is not None
        and _KEEPS_OUT.search(plain) is None
        and len(plain) <= _LONGEST_PERMISSION
        and "NOTE" not in plain[6:]
        and re.search(r"[a-z]\.\s+[A-Z]", plain) is None
    )


_OWN_EXCEPTION = sought(
    r"^.{12,}?,? (?:with (?:the )?exception of|except(?:ing)?(?: for)?|other than)\b.*\b(?:which|that) (?:is|are) (?:permitted|allowed|acceptable)\W*$",
    re.IGNORECASE,
)
_LONGEST_PERMISSION = 250
_BRACKETS = sought(r"\([^()]*\)|\[[^\[\]]*\]")


def exceptions_among(head: EligibilityLine, listed: Sequence[EligibilityLine], *, is_choice: bool) -> list[int]:
    """Which of the lines below another are exceptions to it: "Exception: ...", and "3 weeks are allowed if ..."."""
    return [
        n
        for n, line in enumerate(listed)
        if (is_exception(line.text) and not lets_in_only_if(line.text))
        or (
            line.depth > head.depth
            and head.reading is not None
            and _only_lets_in(line.text)
            and not _of_another_time(head.reading, line.text)
        )
    ]


def _of_another_time(above: Criterion, text: str) -> bool:
    """Whether a line below a demand lets in what was given at another time: no exception to the demand.

    "No hormones for metastatic disease" above "prior adjuvant tamoxifen allowed", "at least 2 weeks since prior X" above
    "prior X allowed".
    """
    if isinstance(above, Washout):
        return _GIVEN_BEFORE.search(text) is not None and _GOING_ON.search(text) is None
    return lets_in_elsewhere(above, text.lower())


_GIVEN_BEFORE = sought(r"\b(?:prior|previous|setting)\b", re.IGNORECASE)
_GOING_ON = sought(
    r"\b(?:continu\w+|concurrent\w*|concomitant\w*|current\w*|ongoing|during|within|stable|palliative|dose|weeks?|days?|months?)\b",
    re.IGNORECASE,
)


def _in_a_row(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} or {words[-1]}"
