"""Numbers of imaging that have a source: weights of bones, limits of bone scan candidates, enhancement and diffusion,
what may differ between two scans, half-lives (data: imaging/skeletal_weights, bone_scan, magnetic_resonance, protocol,
radionuclides)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class BoneWeight:
    """A bone's share of the weight of the skeleton, in percent."""

    bone: str
    words: tuple[str, ...]
    percent: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SkeletalWeights:
    """All bones that carry a weight, and the words that a reader may write for them."""

    file: KnowledgeFile
    bones: tuple[BoneWeight, ...]
    by_word: Mapping[str, str]

    @classmethod
    def load(cls, path: Path) -> SkeletalWeights:
        """Read imaging/skeletal_weights.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "bones")
        bones = entries(file, BoneWeight, "bones")
        words = {word.casefold(): one.bone for one in bones for word in (one.bone, *one.words)}
        if len(words) != sum(1 + len(one.words) for one in bones):
            raise file.broken("a bone's name stands twice", "bones")
        return cls(file, bones, words)

    @property
    def percents(self) -> dict[str, float]:
        """Weight in percent by bone."""
        return {one.bone: float(one.percent) for one in self.bones}

    def bone(self, written: str) -> str | None:
        """The bone that a reader's words mean; None for words of no bone here."""
        return self.by_word.get(" ".join(written.replace("_", " ").casefold().split()))

    def nearest(self, written: str) -> tuple[str, ...]:
        """Bones whose names are written alike."""
        found = difflib.get_close_matches(written.casefold(), list(self.by_word), n=3, cutoff=0.4)
        return tuple(dict.fromkeys(self.by_word[one] for one in found))


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagingNumber:
    """One limit."""

    id: str
    value: Decimal
    unit: str
    says: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImagingNumbers:
    """The limits of one file by their id."""

    file: KnowledgeFile
    numbers: Mapping[str, ImagingNumber]

    @classmethod
    def load(cls, path: Path) -> ImagingNumbers:
        """Read a file of numbers. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "numbers")
        found = entries(file, ImagingNumber, "numbers")
        by_id = {one.id: one for one in found}
        if len(by_id) != len(found):
            raise file.broken("an id stands twice", "numbers")
        return cls(file, by_id)

    def of(self, name: str) -> float:
        """The value of a limit. Raises KnowledgeError when the file has none of this name."""
        if name not in self.numbers:
            raise self.file.broken(f'the number "{name}" is missing', "numbers")
        return float(self.numbers[name].value)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProtocolAspect:
    """One thing that may differ between two scans.

    apart      the two may differ by so much; percent: by so much of the earlier one
    lowest, highest   between which each has to lie
    """

    aspect: str
    words: str
    modality: tuple[str, ...]
    says: str
    source: tuple[str, ...]
    unit: str = ""
    apart: Decimal | None = None
    percent: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProtocolLimits:
    """All aspects in the order in which they are listed."""

    file: KnowledgeFile
    aspects: tuple[ProtocolAspect, ...]

    @classmethod
    def load(cls, path: Path) -> ProtocolLimits:
        """Read imaging/protocol.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "aspects")
        return cls(file, entries(file, ProtocolAspect, "aspects", renamed={"from": "lowest", "until": "highest"}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Radionuclide:
    """A radionuclide of PET with the codes that DICOM has for it."""

    nuclide: str
    codes: tuple[str, ...]
    half_life_s: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Radionuclides:
    """All radionuclides by their codes."""

    file: KnowledgeFile
    by_code: Mapping[str, Radionuclide]

    @classmethod
    def load(cls, path: Path) -> Radionuclides:
        """Read imaging/radionuclides.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "nuclides")
        found = entries(file, Radionuclide, "nuclides")
        by_code = {code: one for one in found for code in one.codes}
        if len(by_code) != sum(len(one.codes) for one in found):
            raise file.broken("a code stands twice", "nuclides")
        return cls(file, by_code)


@lru_cache(maxsize=1)
def skeletal_weights() -> SkeletalWeights:
    """The weights that come with Onward."""
    return SkeletalWeights.load(DATA / "imaging" / "skeletal_weights.yaml")


@lru_cache(maxsize=1)
def bone_scan_numbers() -> ImagingNumbers:
    """Limits of candidates on a bone scan."""
    return ImagingNumbers.load(DATA / "imaging" / "bone_scan.yaml")


@lru_cache(maxsize=1)
def magnetic_resonance_numbers() -> ImagingNumbers:
    """Limits of enhancement and diffusion."""
    return ImagingNumbers.load(DATA / "imaging" / "magnetic_resonance.yaml")


@lru_cache(maxsize=1)
def protocol_limits() -> ProtocolLimits:
    """What may differ between two scans."""
    return ProtocolLimits.load(DATA / "imaging" / "protocol.yaml")


@lru_cache(maxsize=1)
def radionuclides() -> Radionuclides:
    """Half-lives of the radionuclides of PET."""
    return Radionuclides.load(DATA / "imaging" / "radionuclides.yaml")
