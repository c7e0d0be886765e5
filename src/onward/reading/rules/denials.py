"""Exceptions and denials."""

from __future__ import annotations

from onward.criteria import AskHuman
from onward.reading.grammar import Found, Stage
from onward.reading.rules.illness import with_exception
from onward.reading.rules.values import criterion_of, same_letter, thing_of
from onward.reading.things import (
    JUDGED,
    Fixed,
    Happened,
    SecondCancer,
    Several,
    Thing,
    Treated,
    Unless,
    negated,
    with_status,
)

LOGIC = Stage("logic")
logic_rule = LOGIC.rule

# --- exceptions

_EXCEPT = "{except [for|in case of|if due to|when due to]|other than|with exception of|excluding|apart from|with exception for|but not|not including|aside from|exception :|exception of|exclusive of|unless due to|excepting|not counting|unless it is|with exclusion of}"


@logic_rule(
    f"<CFO:thing> [,|;] [(] {_EXCEPT} [patient with|history of|those with|any|known|following|stable|prior] <CFO:apart> [)]",
    gives="",
)
def exception(found: Found) -> object:
    """ "toxicity of grade 2 or more except alopecia"."""
    thing, apart = thing_of(found.any("thing")), thing_of(found.any("apart"))
    if isinstance(thing, (SecondCancer, Fixed)):
        return None
    if ("(" in found.words) != (")" in found.words):
        return None
    made = with_exception(thing, apart)
    if isinstance(made, Unless) and _of_events(thing):
        # "Surgery other than a biopsy": whoever had both is meant all the same.
        words = found.draft.spoken(f"C{found.sign('apart')} ").strip(" ()")
        made = Unless(thing=thing, exception=AskHuman(question=f"Was it only: {words}?", because=JUDGED))
    return None if made is None else same_letter(found, "thing", made)


def _of_events(thing: Thing) -> bool:
    match thing:
        case Happened() | Treated():
            return True
        case Several():
            return any(map(_of_events, thing.parts))
        case _:
            return False


# --- denials

_NOT = (
    "{no|not|without|absence of|free of|free from|lack of|never|none|must not have|must not be|should not have|should not be|may not have|may not be|cannot have|cannot be|can not have|can not be|does not have|do not have|did not have|has not|have not|must not|should not|has no|have no|"
    "must have no|must be without|must be free of|is not|are not|has not had|have not had|no known|no evidence of|not have|without evidence of|without any|no clinical evidence of|with no|who have not|who has not|who are not|who do not have|having no|must not have had|must never have|shall not have|shall not be|will not have|should have no|and no|but no|but not yet|not yet|neither|are free of|no current or|no current|may not|cannot|must not currently be|not currently|not be|not been|never been|must not have been|have never|has never|had no|have had no|not known to be|there is no|no active|no clinical|no radiographic evidence of|no radiological evidence of|no clinically|not previously|no previously|ruled out|no sign of|no documented|no other|negative for|not to have|no signs or symptoms of|must have not|does not|do not|no need for|no requirement for|tested negative for|must test negative for|must be negative for|test negative for|negative test for|is negative for|are negative for|negative result for|no suspected|no obvious|no definitive|no definite|without known|must have had no|should not have had|no past|not otherwise|will not be|have not yet initiated|has not yet initiated|not yet initiated|not yet started|have not started|have not yet started|have not yet received|have not begun|have not yet begun|no personal|no positive}"
)
_BETWEEN = "[any|known|evidence of|had|have|been|be|other|current|clinical evidence of|history of|prior|active|received|presence of|currently|any other|sign of|a|symptom of|diagnosis of|previous|concurrent|documented|more|clinical|receiving|personal history of|receive|take|taking|use|using|used|undergo|undergone|taken]"


@logic_rule(
    f"{_NOT} {_BETWEEN} {_BETWEEN} <CDFOX:thing>",
    "<CDFO:thing> {is not allowed|are not allowed|not allowed|is not permitted|are not permitted|not permitted|is prohibited|are prohibited|prohibited|is excluded|are excluded|will be excluded|are not eligible|is not eligible|not eligible|are ineligible|ineligible|excluded|is an exclusion|must be excluded|should be excluded|will not be eligible|must be ruled out|has been ruled out|is exclusionary|are exclusionary|is excluded from study|are excluded from study|are excluded from this study|are not permitted to enroll|are not eligible for study|is not acceptable|are not eligible for this study|will be ineligible|are not eligible for participation|are not eligible for inclusion|shall be excluded|is forbidden|is ineligible|should not be enrolled|must not be enrolled|cannot be enrolled|will not be enrolled|may not be enrolled|may not participate|cannot participate|are to be excluded|is contraindicated|not acceptable|will not be allowed|should not be included|will be not eligible|is disallowed|are excluded from participation|should be avoided|must be avoided|are to be avoided|is to be avoided|are forbidden|shall be avoided|should not be used|must not be used|may not be used|should not be taken|must not be taken|cannot be used} [for this study|from this study|from this clinical trial|from clinical trial|from this trial|from study|for study|in this study|for trial|from trial|for participation|on study|during study|while on study|in this trial|for this trial|at any time]",
    gives="",
)
def denied(found: Found) -> object:
    """ "no brain metastases", "HIV infection is excluded"."""
    value = found.any("thing")
    first = found.words.split()[0]
    behind = len(first) == 2 and first[1] >= "\ue000"
    words = found.words
    between = words.split(found.match["thing"])[0] if found.match["thing"] else ""
    earlier = {"history", "prior", "previous", "received", "had"}.intersection(between.split())
    if (
        behind
        and isinstance(value, Happened)
        and not found.draft.denied
        and _TISSUE.issuperset(value.event.kinds or ("",))
    ):
        # "Bone biopsies are not allowed": not as the tissue that the trial wants.
        return None
    if isinstance(value, Treated) and not value.when and not behind and earlier:
        value = with_status(value, "ever")
    if "history of" in between:
        value = with_status(thing_of(value), "ever")
    if {"active", "current", "currently", "concurrent", "concomitant", "ongoing"}.intersection(between.split()):
        value = with_status(thing_of(value), "now")
    criterion = criterion_of(value, denied=True)
    if found.draft.denied and (behind or (first in _FORBIDDING and "not" in found.words) or first in ("cannot",)):
        # In a list of what keeps out, "may not be pregnant" says what keeps out.
        return found.draft.put("X", criterion)
    return found.draft.put("X", negated(criterion))


_TISSUE = frozenset({"biopsy", "fine needle aspiration"})
_FORBIDDING = frozenset({"must", "should", "may", "can", "shall", "will"})
