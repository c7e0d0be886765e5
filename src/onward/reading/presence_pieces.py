"""Pieces of an exclusion that speak of what was named before, in their own words: by a pronoun, an amount, a need."""

from __future__ import annotations

from onward.reading.partial_cut import Tokens
from onward.reading.sought import sought
from onward.reading.word_set import word_set

# What parts a line into pieces of which each may name a way of its own.
_JOINTS = frozenset({",", ";", ".", ":", "or", "and", "and/or", "/", "(", ")", "plus", "+", "&"})
# Behind a thing these belong to its name, or go on about it.
OF_ITS_NAME = word_set(
    "disease disorder event condition syndrome infection illness therapy treatment agent drug medication use abuse positive positivity patient mellitus "
    "episode symptom dysfunction failure malignancy cancer tumor lesion inhibitor inducer and/or both there will need would could might can may then now today "
    "field portal port dose fraction boost volume workup margin thought scheduled unrelated"
)
_OF_A_MEDICINE = word_set("tolerance absorption metabolism excretion ingestion distribution tolerability swallowing")
NEEDING = word_set("requiring require requires needing need plan")
_TREATMENT = word_set("treatment therapy intervention measure management care procedure")
_OF_THEM = word_set("these them it this such those their")
_PRONOUN_FIRST = word_set("who which that has have had received")


def tells_of_the_same(piece: Tokens, joint: str, *, in_need: bool) -> bool:
    """Whether a piece behind an "or" speaks of what was named before: in its own words, by an amount, or as a need."""
    if joint not in ("or", "and", "and/or", "(", ","):
        return False
    if piece[0] in _PRONOUN_FIRST and not _OF_THEM.isdisjoint(piece[:4]):
        return True  # "or who have received these 4 weeks before"
    if piece[0] in ("site", "area", "lesion", "region") and piece[1:2] == ["that"]:
        return True  # "(sites that are followed for response)"
    if _BEYOND.match(piece[0]) is not None and _OTHER_THING.search(" ".join(piece)) is None:
        return True  # "or more than 40 Gy to the spinal cord"
    if joint in ("or", "and", "and/or") and piece[0] in _OF_A_MEDICINE and piece[1:2] == ["of"]:
        return True  # "limiting absorption or tolerance of oral medicines"
    return in_need and joint == "or" and piece[0] in ("other", "any") and piece[-1] in _TREATMENT


_BEYOND = sought(r"^R[\ue000-\uf8ff]$")
# Of an amount of these, something else is named.
_OTHER_THING = sought(
    r"(?:^| )(?:tumor|lesion|metastasis|node|mass|cancer|disease|episode|event|illness|drink|pack|cigarette|kg|weight|score|grade|tablet|time|line|regimen|drug|agent|[A-MO-QSVX-Z][\ue000-\uf8ff])(?= |$)"
)


def pieces_of(tokens: Tokens) -> list[tuple[str, Tokens]]:
    """The tokens between the joints, each with the joint before it."""
    pieces: list[tuple[str, Tokens]] = []
    joint: str = ""
    now: Tokens = []
    for word in tokens:
        if word in _JOINTS:
            if now:
                pieces.append((joint, now))
            joint, now = word, []
        else:
            now.append(word)
    if now:
        pieces.append((joint, now))
    return pieces
