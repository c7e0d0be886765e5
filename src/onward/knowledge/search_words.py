"""What people call the same thing when they look for a trial, and how a trial's text states what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onward.knowledge.files import DATA, KnowledgeFile, entries, entry, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """Ways to write one word; `meant` is the one they are read as."""

    words: tuple[str, ...]
    meant: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSynonyms:
    """Names of one thing; `narrower` are found with it, but do not find it."""

    names: tuple[str, ...]
    source: tuple[str, ...]
    narrower: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedBy:
    """Words by which a text states something."""

    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """trials/search.yaml."""

    file: KnowledgeFile
    spellings: tuple[Spelling, ...]
    synonyms: tuple[SearchSynonyms, ...]
    subtypes: Mapping[str, StatedBy]
    metastatic: Mapping[str, StatedBy]
    lines: Mapping[str, StatedBy]
    remote: StatedBy

    @classmethod
    def load(cls, path: Path) -> SearchWords:
        """Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "spellings", "synonyms", "subtypes", "metastatic", "lines", "remote")
        return cls(
            file=file,
            spellings=entries(file, Spelling, "spellings", renamed={"as": "meant"}),
            synonyms=entries(file, SearchSynonyms, "synonyms"),
            subtypes=_stated(file, "subtypes", _SUBTYPES),
            metastatic=_stated(file, "metastatic", ("says", "not_after", "excludes", "excludes_only")),
            lines=_stated(file, "lines", ("first", "second", "third", "later")),
            remote=entry(file, StatedBy, "remote"),
        )


_SUBTYPES = (
    "hr_positive",
    "hr_negative",
    "er_negative",
    "pr_negative",
    "her2_positive",
    "her2_negative",
    "her2_low",
    "her2_ultralow",
    "triple_negative",
)


def _stated(file: KnowledgeFile, key: str, names: tuple[str, ...]) -> Mapping[str, StatedBy]:
    found = file.body.get(key)
    if isinstance(found, dict):
        for name in found:
            if name not in names:
                raise file.broken(f'unknown key "{name}". Known: {", ".join(names)}.', key, name)
    return {name: entry(file, StatedBy, key, name) for name in names}


@lru_cache(maxsize=1)
def search_words() -> SearchWords:
    """The words that come with Onward. Raises KnowledgeError."""
    return SearchWords.load(DATA / "trials" / "search.yaml")
