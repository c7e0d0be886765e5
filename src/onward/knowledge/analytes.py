"""Laboratory values, tumour markers, vital signs and scores by LOINC code or name (data: codes/analytes.yaml)."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex
from onward.terms import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class Analyte:
    """What is measured.

    kind   laboratory, tumour marker, vital sign or score
    unit   UCUM code in which Onward shows it
    molar_mass_g_per_mol   to go between mass and amount of substance; None where nobody needs it
    """

    name: str
    kind: str
    unit: str
    source: tuple[str, ...]
    loinc: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    molar_mass_g_per_mol: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AnalyteTable:
    """All analytes, by name, by LOINC code and by words."""

    file: KnowledgeFile
    analytes: tuple[Analyte, ...]
    by_name: dict[str, Analyte]
    by_loinc: dict[str, Analyte]
    names: NameIndex[Analyte]
    _found: dict[tuple[object, ...], Analyte | None] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> AnalyteTable:
        """Read codes/analytes.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "analytes")
        analytes = entries(file, Analyte, "analytes")
        by_name: dict[str, Analyte] = {}
        by_loinc: dict[str, Analyte] = {}
        for index, analyte in enumerate(analytes):
            if by_name.setdefault(analyte.name, analyte) is not analyte:
                raise file.broken(f'the analyte "{analyte.name}" stands here twice', "analytes", index)
            for code in analyte.loinc:
                if by_loinc.setdefault(code, analyte) is not analyte:
                    raise file.broken(f"LOINC {code} stands at two analytes", "analytes", index, "loinc")
        names = NameIndex.of((name, a) for a in analytes for name in (a.name, *a.aliases))
        return cls(file, analytes, by_name, by_loinc, names)

    def find(self, codes: tuple[Code, ...], text: str) -> Analyte | None:
        """The analyte of a result: by LOINC code, else when the whole text (or a display) is one of its names."""
        for code in codes:
            if code.system is CodeSystem.LOINC and (found := self.by_loinc.get(code.value)) is not None:
                return found
        key = (text, *(code.display for code in codes))
        if key not in self._found:
            if len(self._found) > 50_000:
                self._found.clear()
            named = (self.names.exactly(words) for words in key if words)
            self._found[key] = next((found for found in named if found is not None), None)
        return self._found[key]
