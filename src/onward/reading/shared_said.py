"""What the words of one member of a list say of its neighbour: "history of ascites or pleural effusion".

"History of" and "signs of" stand before the first and are meant for both where one "or" joins two of a kind; a place that
stands behind the second belongs to the first as well where the first is no more than a kind ("inflammatory or infectious
conditions in either eye").
"""

from __future__ import annotations

from dataclasses import replace

from onward.criteria import AskHuman, Had
from onward.reading.grammar import Draft
from onward.reading.passing import is_passing
from onward.reading.shared_window import ANY_INFECTION, MOMENTS
from onward.reading.sought import sought
from onward.reading.things import Fixed, Happened, Ill, Several, Thing, any_of, with_quality, with_status
from onward.reading.things_asked import question_of

# Fluids that come and go, and are told as a history. Of an infection or a fever nobody means that it was once.
_ONCE_AS_WELL = frozenset(
    {"pleural effusion", "pericardial effusion", "ascites", "effusion", "malignant pleural effusion", "malignant pericardial effusion", "malignant ascites", "bleeding", "wound", "ulcer", "skin ulcer", "oedema", "thrombocytopenia", "neutropenia", "cytopenia", "hypercalcaemia"}
)  # fmt: skip
SIGNS = sought(r"\bsymptom (?:(?:and|or|and/or|/) sign )?of\b")
# A sign of these is there today; "any sign of parkinsonism" is parkinsonism.
_SEEN_TODAY = frozenset({"bowel obstruction", "infection", "bleeding"})
_HISTORY = sought(r"^(?:[a-z]+ ){0,3}history of\b")
_PLACE = sought(
    r"^(?:in|of|at|on|involving|affecting) (?:either|both|one or both|any|left|right|at least one|affected|ipsilateral|contralateral) "
)
# Kinds so wide that a place behind the next of them is theirs as well.
_KINDS = frozenset({"inflammatory disorder", "infection", "bacterial infection", "viral infection", "fungal infection"})


# Told in pairs, by one adjective.
_OF_ONE_KIND = (
    frozenset({"constipation", "diarrhoea"}),
    frozenset({"nausea", "vomiting"}),
    frozenset({"pleural effusion", "pericardial effusion", "ascites", "effusion"}),
)
_HOW_LONG_OR_MUCH = frozenset(
    {"chronic", "extensive", "large", "massive", "persistent", "recurrent", "significant", "severe"}
)
_ACTIVE = sought(
    r"^(?:(?:has|have|had|with|known|any|evidence of|presence of) )*(?:active|current|currently active|ongoing)\b"
)
# What nobody calls active, or what is there for good.
_NEVER_SO = frozenset({"bleeding disorder", "thrombophilia", "HIV", "AIDS", "infection", "bleeding"})


def said_of_both(one: Thing, other: Thing, *, first: str, joint: str) -> tuple[Thing, Thing]:
    """Two members that one "or" joins, with what is said of both.

    first  the words of the first;  joint  the words between them
    """
    if joint.strip() not in ("or", "and/or", "/", "and") or not isinstance(other, Ill):
        return one, other
    unsaid = not other.status and other.window is None
    if (
        isinstance(one, Ill)
        and not other.qualities
        and any({*one.groups, *other.groups} <= pair for pair in _OF_ONE_KIND)
    ):
        # "Chronic constipation or diarrhoea", "extensive pleural effusion or ascites".
        adjectives = tuple(words for words in one.qualities if words in _HOW_LONG_OR_MUCH)
        other = replace(other, qualities=adjectives)
    if unsaid and joint.strip() in ("or", "and/or", "/") and isinstance(one, Ill) and one.status == "now":
        lasting = MOMENTS.isdisjoint({*one.groups, *other.groups}) and _NEVER_SO.isdisjoint(
            {*one.groups, *other.groups}
        )
        if lasting and _ACTIVE.match(first) is not None:
            # "Active keratitis or corneal ulcer": either of them active.
            return one, with_status(other, "now")
    if unsaid and isinstance(one, Ill) and one.status == "ever" and _HISTORY.match(first) is not None:
        once = is_passing(other.groups) and (
            _ONCE_AS_WELL.issuperset(other.groups)
            or any({*one.groups, *other.groups} <= pair for pair in _OF_ONE_KIND)
            or ANY_INFECTION.issuperset((*one.groups, *other.groups))
        )
        if once and ANY_INFECTION.issuperset(other.groups) and not other.qualities:
            other = replace(other, qualities=one.qualities)
        other = with_status(other, "ever") if once else other
    elif unsaid and isinstance(one, Ill) and one.status == "now" and SIGNS.search(first) is not None:
        other = with_status(other, "now")
    places = [words for words in other.qualities if _PLACE.match(words)] if isinstance(other, Ill) else []
    if places and isinstance(one, Ill) and not one.qualities and _KINDS.issuperset(one.groups):
        one = with_quality(one, places[0])
    return one, other


def without_any_operation(head: Thing, named: Thing) -> Thing:
    """ "Treatment for breast cancer, including chemotherapy or surgery": no operation but one of that cancer."""
    if "Was there other treatment" not in repr(head) or not isinstance(named, Several):
        return named
    kept = tuple(
        part for part in named.parts if not (isinstance(part, Happened) and part.event == Had(event="procedure"))
    )
    return replace(named, parts=kept) if kept else named


def if_suspected(thing: Ill, words: str, draft: Draft) -> Fixed | None:
    """ "Suspected hepatitis" among what keeps out: who has it, and who is suspected of it; no record settles a suspicion."""
    if not draft.denied or not words.startswith(("suspected ", "suspicion ", "clinical suspicion ")):
        return None
    named = draft.spoken(words[-3:]).strip()
    feared = AskHuman(question=f"Is {named} suspected?", because="no record settles a suspicion")
    return Fixed(criterion=any_of((question_of(thing, denied=True), feared)))


def with_signs(thing: Thing, words: str) -> Thing:
    """ "Signs or symptoms of heart failure": of one that is there now."""
    if not isinstance(thing, Ill) or thing.status or thing.window is not None:
        return thing
    if SIGNS.search(words) is not None or (_SEEN_TODAY.issuperset(thing.groups) and "sign of" in words):
        return replace(thing, status="now")
    return thing
