"""Stage groups and T, N and M categories by code or spelling (data: codes/staging.yaml)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from onward.knowledge.coded import look_up, table_of
from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex, words_of
from onward.terms import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class StageValue:
    """One stage group or category; `axis` is "group", "T", "N" or "M"."""

    value: str
    source: tuple[str, ...]
    axis: str = "group"
    snomed: tuple[str, ...] = ()
    ajcc: tuple[str, ...] = ()
    ncit: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StageObservation:
    """Which code of a result says which axis; `kind` is "clinical", "pathologic" or ""."""

    axis: str
    kind: str
    source: tuple[str, ...]
    loinc: tuple[str, ...] = ()
    snomed: tuple[str, ...] = ()


# cT2, ypN1a, pN0(i+), M1: the prefix says how it was staged, the rest what was found.
_CATEGORY = re.compile(
    r"(?<![A-Za-z0-9])(?P<prefix>yp|yc|[cpra])?(?P<axis>[TNM])\s?"
    r"(?P<grade>X|x|is|[0-4](?:mi|[a-d])?)(?P<mark>\((?:i[+-]|mol[+-]|sn)\))?(?![A-Za-z0-9])"
)
_KINDS = {"c": "clinical", "yc": "clinical", "p": "pathologic", "yp": "pathologic"}


@dataclass(frozen=True, slots=True)
class StagingTable:
    """Stage values and what says them."""

    file: KnowledgeFile
    by_code: dict[Code, StageValue]
    by_spelling: dict[str, StageValue]
    names: NameIndex[StageValue]
    observations: dict[Code, StageObservation]

    @classmethod
    def load(cls, path: Path) -> StagingTable:
        """Read codes/staging.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "groups", "categories", "observations")
        values = (*entries(file, StageValue, "groups"), *entries(file, StageValue, "categories"))
        observations = entries(file, StageObservation, "observations")
        by_code = table_of(
            file,
            (
                (system, getattr(value, system.value), value)
                for value in values
                for system in (CodeSystem.SNOMED, CodeSystem.AJCC, CodeSystem.NCIT)
            ),
        )
        return cls(
            file,
            by_code,
            {spelling.casefold(): value for value in values for spelling in value.ajcc},
            NameIndex.of((word, value) for value in values for word in value.words),
            table_of(
                file,
                (
                    (system, getattr(item, system.value), item)
                    for item in observations
                    for system in (CodeSystem.LOINC, CodeSystem.SNOMED)
                ),
                "observations",
            ),
        )

    def observed(self, codes: tuple[Code, ...]) -> StageObservation | None:
        """Which axis the codes of a result are about; None when they are not about the stage."""
        return look_up(self.observations, codes)

    def value(self, codes: tuple[Code, ...], text: str, axis: str) -> str:
        """The normalised value on `axis`: by code, by a local code that is spelled like AJCC's, by words; "" when
        unclear.
        """
        found = look_up(self.by_code, codes)
        if found is not None and found.axis == axis:
            return found.value
        for code in codes:
            if code.system in (CodeSystem.OTHER, CodeSystem.AJCC) and (value := self._spelled(code.value, axis)):
                return value
        for words in (text, *(code.display for code in codes)):
            if value := self._worded(words, axis):
                return value
        return ""

    def _spelled(self, text: str, axis: str) -> str:
        found = self.by_spelling.get(text.strip().casefold())
        return found.value if found is not None and found.axis == axis else ""

    def _worded(self, text: str, axis: str) -> str:
        if not text:
            return ""
        if value := self._spelled(text, axis):
            return value
        if axis == "group":
            found = {v.value for v in self.names.find_all(text) if v.axis == axis}
            return next(iter(found)) if len(found) == 1 else ""
        categories = {m["grade"] + (m["mark"] or "") for m in _CATEGORY.finditer(text) if m["axis"] == axis}
        return f"{axis}{next(iter(categories)).replace('x', 'X')}" if len(categories) == 1 else ""

    def kind_of(self, codes: tuple[Code, ...], text: str) -> str:
        """Clinical or pathologic as the value itself says it (cT2, "pathologic stage"), "" when it does not."""
        kinds = {
            _KINDS[m["prefix"]]
            for words in (text, *(code.value for code in codes), *(code.display for code in codes))
            for m in _CATEGORY.finditer(words)
            if m["prefix"] in _KINDS
        }
        words = {word for part in (text, *(code.display for code in codes)) for word in words_of(part)}
        if "clinical" in words:
            kinds.add("clinical")
        if words & {"pathologic", "pathological"}:
            kinds.add("pathologic")
        kinds |= {
            _KINDS[code.value[:1]] for code in codes if code.system is CodeSystem.AJCC and code.value[:1] in ("c", "p")
        }
        return next(iter(kinds)) if len(kinds) == 1 else ""
