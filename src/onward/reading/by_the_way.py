"""What a line names only by the way: it may not stand for a line that is not understood as a whole.

"Two tumours that one incision does not reach" is no line about wounds, and "an anti-inflammatory steroid" none about
inflammatory breast cancer. Such words are knowledge (`reading/conditions`); whether a thing is named in full, or only
by an adjective of the noun behind it, is seen here.
"""

from __future__ import annotations

from onward.knowledge import reading_words
from onward.reading.grammar import Draft
from onward.reading.sought import sought
from onward.reading.word_set import word_set

# Words before a thing that add nothing to its name.
_FRAME = word_set(
    "a an any the with has have had having is are of history prior previous presence current known active documented confirmed"
)

# "Cobimetinib is metabolised by CYP3A4": what a drug is, and not who was given it.
_WHAT_IT_IS = sought(
    r"^(?:[a-z0-9-]+ ){1,3}(?:is|are) (?:primarily |mainly |extensively |partly )?(?:metaboli[sz]ed|excreted|cleared|eliminated)\b"
)


def tells_what_it_is(said: str) -> bool:
    """Whether the words of a sentence only tell what becomes of a thing in the body."""
    return _WHAT_IT_IS.search(said) is not None


def is_by_the_way(token: str, draft: Draft) -> bool:
    """Whether a thing is told only by words that do not name it."""
    words = draft.spoken(token + " ").split()
    while words and words[0] in _FRAME:
        words = words[1:]
    return " ".join(words) in reading_words().by_the_way
