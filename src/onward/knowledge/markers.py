"""Tumour markers by code or name, and the answers that laboratories give (data: codes/markers.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex, is_denied, words_of
from onward.terms import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerAspect:
    """One thing that can be reported of a marker.

    marker   ER, PR, HER2, Ki-67, PD-L1, MSI, ...
    aspect   interpretation, presence_ihc, percent, ihc_score, ish_status, ish_ratio, her2_copies, cep17_copies,
    score, ...
    """

    marker: str
    aspect: str
    source: tuple[str, ...]
    loinc: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWords:
    """One answer (positive, negative, 2+, not_done, ...) with the codes and words that mean it."""

    answer: str
    source: tuple[str, ...]
    loinc: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()
    ncit: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkerTable:
    """All markers, by code and by words."""

    file: KnowledgeFile
    markers: tuple[MarkerAspect, ...]
    by_code: dict[Code, MarkerAspect]
    names: NameIndex[MarkerAspect]
    long_names: NameIndex[MarkerAspect]

    @classmethod
    def of(cls, file: KnowledgeFile) -> MarkerTable:
        """Raises KnowledgeError."""
        markers = entries(file, MarkerAspect, "markers")
        by_code: dict[Code, MarkerAspect] = {}
        for index, marker in enumerate(markers):
            for code in _codes(marker.loinc, marker.snomed):
                if by_code.setdefault(code, marker) is not marker:
                    raise file.broken(f"{code.system.value} {code.value} stands at two markers", "markers", index)
        named = [(word, marker) for marker in markers for word in marker.words]
        return cls(
            file, markers, by_code, NameIndex.of(named), NameIndex.of(pair for pair in named if len(pair[0]) > 3)
        )

    def by_codes(self, codes: tuple[Code, ...]) -> tuple[MarkerAspect, ...]:
        """The aspects that the codes of one result name, each once, in order."""
        return tuple(dict.fromkeys(self.by_code[code] for code in codes if code in self.by_code))

    def by_words(self, text: str) -> MarkerAspect | None:
        """The aspect that a text names, the longest name first.

        Names of two or three letters (ER, PR, MSI) count only when they are the whole text: inside a longer one they
        may
        mean something else (emergency room, pulse rate).
        """
        whole = self.names.exactly(text)
        if whole is not None:
            return whole
        return self.long_names.find(text)


@dataclass(frozen=True, slots=True)
class AnswerTable:
    """All answers, by code and by words."""

    answers: tuple[AnswerWords, ...]
    by_code: dict[Code, str]
    names: NameIndex[str]

    @classmethod
    def of(cls, file: KnowledgeFile) -> AnswerTable:
        """Raises KnowledgeError."""
        answers = entries(file, AnswerWords, "answers")
        by_code: dict[Code, str] = {}
        for index, answer in enumerate(answers):
            for code in (
                *_codes(answer.loinc, answer.snomed),
                *(Code(CodeSystem.NCIT, value) for value in answer.ncit),
            ):
                if by_code.setdefault(code, answer.answer) != answer.answer:
                    raise file.broken(f"{code.system.value} {code.value} stands at two answers", "answers", index)
        return cls(answers, by_code, NameIndex.of((word, a.answer) for a in answers for word in a.words))

    def of_codes(self, codes: tuple[Code, ...]) -> str:
        """The answer that the first known code gives, "" when none does."""
        return next((self.by_code[code] for code in codes if code in self.by_code), "")

    def in_text(self, text: str) -> tuple[str, ...]:
        """The answers that a text holds, from left to right, the longest wording at each place.

        A denied answer counts as its opposite where it has one ("no HER2 amplification"), else not at all.
        """
        words = words_of(text)
        found: dict[str, None] = {}
        for at, answer in self.names.places(words):
            said = _OPPOSITES.get(answer, "") if is_denied(words, at, _SUBJECTS) else answer
            if said:
                found[said] = None
        return tuple(found)


_OPPOSITES = {
    "positive": "negative",
    "detected": "not_detected",
    "amplified": "not_amplified",
    "deficient": "proficient",
}
# What may stand between a denial and the answer that it denies: "no HER2 gene amplification".
_SUBJECTS = frozenset(
    """
    er pr pgr her her2 2 neu erbb2 c estrogen oestrogen progesterone receptor gene genes protein nuclear the significant
    """.split()  # noqa: SIM905 (words in a line)
)


def load_markers(path: Path) -> tuple[MarkerTable, AnswerTable]:
    """Read codes/markers.yaml. Raises KnowledgeError."""
    file = read_file(path)
    only_keys(file, "markers", "answers")
    return MarkerTable.of(file), AnswerTable.of(file)


def _codes(loinc: tuple[str, ...], snomed: tuple[str, ...]) -> list[Code]:
    return [Code(CodeSystem.LOINC, value) for value in loinc] + [Code(CodeSystem.SNOMED, value) for value in snomed]
