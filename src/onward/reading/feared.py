"""What is only feared: "high risk of colorectal cancer" is no colorectal cancer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from onward.reading.grammar import Draft

_FEARED: Final = ("risk", "predisposition", "suspicion", "screening")
_OF: Final = ("of", "for")


def is_only_feared(before: Sequence[str], draft: Draft) -> bool:
    """Whether the words in front of a thing speak of its risk."""
    if len(before) < 2 or before[-1] not in _OF:
        return False
    words = draft.spoken(" ".join(before[-3:]) + " ").split()
    return len(words) > 1 and words[-2] in _FEARED


def speaks_of_risk(tokens: Sequence[str], draft: Draft) -> bool:
    """Whether one of the things that a reduced sentence names is only feared."""
    return any(word in _OF and is_only_feared(tokens[: at + 1], draft) for at, word in enumerate(tokens))
