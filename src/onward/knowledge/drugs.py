"""Drugs by code or name: what a medication of a record is, and to which class it belongs (data: codes/drugs.yaml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex
from onward.terms import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """One drug.

    name        generic name, lower case, as the clinic says it
    drug_class  one pharmacological class ("aromatase inhibitor", "antibody-drug conjugate"); also: further groups
    role        anticancer, ovarian suppression, bone agent, supportive or other; only anticancer drugs open a line
    payload, target   of antibody-drug conjugates
    half_life_hours   None where no source was opened
    """

    name: str
    drug_class: str
    role: str
    source: tuple[str, ...]
    also: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    rxnorm: tuple[str, ...] = ()
    ncit: tuple[str, ...] = ()
    payload: str = ""
    target: str = ""
    half_life_hours: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Combination:
    """One product with several drugs."""

    name: str
    drugs: tuple[str, ...]
    source: tuple[str, ...]
    brands: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    rxnorm: tuple[str, ...] = ()
    ncit: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugMatch:
    """The drugs that a medication names; `disagreement` says in words when its codes and its text name different
    ones.
    """

    drugs: tuple[Drug, ...]
    disagreement: str = ""


_NONE = DrugMatch(drugs=())


@dataclass(frozen=True, slots=True)
class DrugTable:
    """All drugs, by name, by code and by words."""

    file: KnowledgeFile
    drugs: tuple[Drug, ...]
    by_name: dict[str, Drug]
    by_code: dict[Code, tuple[Drug, ...]]
    names: NameIndex[tuple[Drug, ...]]
    _found: dict[tuple[object, ...], DrugMatch] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls, path: Path) -> DrugTable:
        """Read codes/drugs.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "drugs", "combinations")
        drugs = entries(file, Drug, "drugs", renamed={"class": "drug_class"})
        combinations = entries(file, Combination, "combinations")
        by_name: dict[str, Drug] = {}
        for index, drug in enumerate(drugs):
            if drug.name in by_name:
                raise file.broken(f'the drug "{drug.name}" stands here twice', "drugs", index)
            by_name[drug.name] = drug
        named: list[tuple[str, tuple[Drug, ...]]] = []
        coded: list[tuple[Code, tuple[Drug, ...]]] = []
        for index, product in enumerate(combinations):
            for name in product.drugs:
                if name not in by_name:
                    raise file.broken(f'unknown drug "{name}"', "combinations", index, "drugs")
            parts = tuple(by_name[name] for name in product.drugs)
            named += [(name, parts) for name in (product.name, *product.brands, *product.synonyms)]
            coded += [(code, parts) for code in _codes(product)]
        for drug in drugs:
            named += [(name, (drug,)) for name in (drug.name, *drug.brands, *drug.synonyms)]
            coded += [(code, (drug,)) for code in _codes(drug)]
        by_code: dict[Code, tuple[Drug, ...]] = {}
        for code, parts in coded:
            if by_code.setdefault(code, parts) != parts:
                raise file.broken(f"the code {code.system.value} {code.value} stands at two drugs", "drugs")
        return cls(file, drugs, by_name, by_code, NameIndex.of(named))

    def find(self, codes: tuple[Code, ...], text: str) -> DrugMatch:
        """The drugs of a medication: by code first, else by the whole words of its text and displays.

        Where both name drugs and they differ, the code's are taken and `disagreement` says so.
        """
        key = (text, *((code.value, code.display) for code in codes))
        match = self._found.get(key)
        if match is None:
            if len(self._found) > 50_000:
                self._found.clear()
            match = self._found[key] = self._find(codes, text)
        return match

    def _find(self, codes: tuple[Code, ...], text: str) -> DrugMatch:
        by_code = [self.by_code[code] for code in codes if code in self.by_code]
        by_words = self._by_words(text, *(code.display for code in codes))
        if not by_code:
            return DrugMatch(drugs=by_words) if by_words else _NONE
        drugs = by_code[0]
        others = {drug.name for parts in (*by_code[1:], by_words) for drug in parts} - {drug.name for drug in drugs}
        if not others:
            return DrugMatch(drugs=drugs)
        return DrugMatch(
            drugs=drugs,
            disagreement=f"the code says {_listed(drug.name for drug in drugs)},"
            f" the words also {_listed(sorted(others))}",
        )

    def _by_words(self, *texts: str) -> tuple[Drug, ...]:
        found: dict[str, Drug] = {}
        for text in dict.fromkeys(texts):
            for parts in self.names.find_all(text):
                found.update((drug.name, drug) for drug in parts)
        return tuple(found.values())


def _codes(product: Drug | Combination) -> list[Code]:
    return [Code(CodeSystem.RXNORM, value) for value in product.rxnorm] + [
        Code(CodeSystem.NCIT, value) for value in product.ncit
    ]


def _listed(names: Iterable[str]) -> str:
    return " and ".join(names)
