"""What a sentence does with what was asked before it: it forbids, allows, excepts or explains; and whom it lets in."""

from __future__ import annotations

from onward.criteria import AllOf, Criterion, Not
from onward.reading.kin_words import share_a_word
from onward.reading.of_whom import speaks_of_some
from onward.reading.sought import sought

# It keeps out: "are excluded", "may not enroll".
FORBIDS = sought(
    r"\b(?:(?:is|are|will be|shall be|must be|should be) )?(?<!not )(?<!not be )(?:excluded|ineligible|prohibited|disqualified|(?:may|can|could|should|must|will|shall) ?not (?:participate|enroll|enter|be (?:enrolled|included|entered|admitted|eligible|allowed))|cannot (?:participate|enroll|enter|be \w+)|(?:(?:will|would|shall|should|must|may|can|could) )?not (?:be )?(?:eligible|allowed|permitted|acceptable|accepted|included|enrolled))\b"
)
# It lets in, or asks for nothing: "are allowed", "is not required". What forbids is taken out before.
ALLOWS = sought(
    r"\b(?:allowed|permitted|(?<!must be )(?<!should be )eligible|acceptable|accepted|may|(?:patient|subject|participant|woman|individual|they|who) (?:can|could)|exempt\w*|waived|exceptions?|optional|regardless|irrespective|included|"
    r"not (?:be )?(?:required|necessary|needed|mandatory|excluded|exclude|considered|count\w*|apply|exclusionary|an exclusion|exclusion)|no (?:need|limit|restriction|washout)|(?:does|do) not (?:\w+ )?(?:count|exclude|require|apply|need|have to|preclude))\b"
)
# It says what a word means, or what is done: "is defined as", "is recommended".
EXPLAINS = sought(
    r"\b(?:is|are|will be|will not be|not be) (?:considered|defined|regarded|sufficient|required|recommended|encouraged)\b|\btest(?:ing)? (?:is|are) not\b"
)
# "Prior taxane is acceptable but not required": it asks for nothing, and is no way in.
IS_FREE = sought(r"\b(?:allowed|permitted|acceptable|may have)\b[^.]*\bnot (?:be )?(?:required|mandatory|necessary)\b")
# It begins as an exception: "Except ...", "These are exceptions".
EXCEPTS = sought(
    r"^(?:following|these|those|this)? ?(?:is|are)? ?(?:an |the )?exception|^(?:\( )?(?:except\w*|unless|exclud\w+|other than|with exception|apart from|not including)\b"
)
# It begins as another way: "Or ...".
OTHER_WAY = sought(r"^(?:[-*] )?(?:or|alternatively)\b")


def is_let_in_still(first: Criterion, sentences: list[str], sentence: str) -> bool:
    """Whether who would be kept out for ever having had a treatment is let in by a sentence that names it.

    "No hormones before; tamoxifen for prevention is allowed, but must be stopped" lets in whoever had no other.
    """
    return isinstance(first, Not) and "Exposed(" in repr(first) and share_a_word(sentences[0], sentence)


# "The following tumour types are eligible: ..." says who alone is meant, and is no other way in.
_NAMES_WHO = sought(
    r"^(?:only )?following (?:\w+ ){0,3}?(?:types?|histolog\w+|subtypes?|malignanc\w+|cancers?|tumors?|diagnos\w+|patients?|subjects?|participants?|populations?|diseases?|indications?) (?:\w+ ){0,3}?(?:is|are|will be|may be) (?:eligible|included|allowed|permitted|acceptable|enrolled)\b"
)
# "Earlier radiation is permitted; however, two weeks must have elapsed": of whoever had it, that is asked.
_BUT_DEMANDS = sought(
    r"\b(?:allowed|permitted|acceptable|eligible)\b[^.]*\b(?:however|but)\b[^.]*\b(?:must|should|at least|required|need|needs)\b"
)


def lets_in_no_others(sentence: str) -> bool:
    """Whether a sentence that allows something narrows what was asked, and opens no way of its own."""
    if _NAMES_WHO.match(sentence) is not None:
        return True
    return _BUT_DEMANDS.search(sentence) is not None and not speaks_of_some(sentence)


_ADJUVANT = sought(r"\badjuvant\b")


def lets_in_instead(first: Criterion, sentence: str) -> bool:
    """Whether a treatment is demanded, and people with another one are let in without it."""
    parts = first.of if isinstance(first, AllOf) else (first,)
    demanded = any(repr(part).startswith(("Lines(", "Exposed(")) for part in parts)
    return demanded and _WHO_HAD.match(sentence) is not None


_WHO_HAD = sought(
    r"^(?:patient|participant|subject|those|individual|woman) (?:who|with|whose)\b.*\b(?:chemotherapy|therapy|regimen|progress\w*|relaps\w*|recurr\w*|adjuvant)\b.*\b(?:included|eligible|enrolled|enroll|participate|enter)\b"
)


def lets_in_elsewhere(first: Criterion, sentence: str) -> bool:
    """Whether adjuvant treatment is let in behind a limit that holds for metastatic disease only."""
    parts = first.of if isinstance(first, AllOf) else (first,)
    said = repr(tuple(part for part in parts if isinstance(part, Not)))
    # A line for metastatic disease that is demanded has another way in.
    demanded = any("settings=('metastatic',)" in repr(part) for part in parts if not isinstance(part, Not))
    return (
        not demanded
        and _ADJUVANT.search(sentence) is not None
        and "settings=('metastatic',)" in said
        and "'adjuvant'" not in said
        and "settings=()" not in said
    )
