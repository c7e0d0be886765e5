"""What a question says without naming it: words of a line that come back with another (data: reading/unsaid.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onward.knowledge.files import DATA, entries, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class ComesWith:
    """Words that come back with something else that a question says.

    said     names, classes of drugs, or kinds of questions ("question other_cancer"): one of them is in the question
    words    what a line may name beside it, and all that these words make up together
    kinds    kinds of things that come back with it, whatever they are called ("drug", "event")
    because  why nothing is lost
    """

    said: tuple[str, ...]
    because: str
    source: tuple[str, ...]
    words: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamesNothing:
    """Words that name nothing of the person where they stand so, though they hold the name of something."""

    words: tuple[str, ...]
    because: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsaidWords:
    """The file, typed."""

    comes_with: tuple[ComesWith, ...]
    names_nothing: tuple[NamesNothing, ...]


@lru_cache(maxsize=1)
def unsaid_words(path: Path = DATA / "reading" / "unsaid.yaml") -> UnsaidWords:
    """Read the file. Raises KnowledgeError."""
    file = read_file(path)
    only_keys(file, "comes_with", "names_nothing")
    return UnsaidWords(
        comes_with=entries(file, ComesWith, "comes_with"), names_nothing=entries(file, NamesNothing, "names_nothing")
    )
