"""Where cancer is: metastatic sites, the breast itself, and sides (data: codes/sites.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onward.knowledge.coded import Vocabulary, look_up, table_of
from onward.knowledge.files import KnowledgeFile, entries, entry, only_keys, read_file
from onward.knowledge.words import NameIndex
from onward.terms import Code, CodeSystem


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One place.

    site    one of the words of the interface (bone, liver, ..., other); name tells which place, also under "other"
    snomed_metastasis   "secondary malignant neoplasm of ..." codes; snomed_body codes of the place itself
    icd10   C77 to C79 codes of metastases; icdo3 topography
    """

    site: str
    name: str
    source: tuple[str, ...]
    snomed_metastasis: tuple[str, ...] = ()
    snomed_body: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    icdo3: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BreastCodes:
    """Codes of primary breast cancer and of the breast."""

    source: tuple[str, ...]
    snomed_primary: tuple[str, ...] = ()
    snomed_in_situ: tuple[str, ...] = ()
    snomed_body: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    icd10_in_situ: tuple[str, ...] = ()
    icdo3: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SideCodes:
    """Codes and words of one side."""

    side: str
    source: tuple[str, ...]
    snomed: tuple[str, ...] = ()
    icd10: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the body: its site, and its own name ("chest wall" is "other")."""

    site: str
    name: str


BREAST = Place("breast", "breast")
# The entry of codes/sites for metastatic cancer without a place.
_NO_PLACE = "place not stated"


@dataclass(frozen=True, slots=True)
class SiteTable:
    """Sites by the codes of metastases, by the codes of body structures, and by words."""

    file: KnowledgeFile
    sites: tuple[Site, ...]
    by_metastasis: dict[Code, Site]
    by_body: dict[Code, Place]
    names: NameIndex[Site]
    places: NameIndex[Place]
    primaries: dict[Code, bool]
    in_situ: dict[Code, bool]
    sides: Vocabulary[str]

    @classmethod
    def load(cls, path: Path) -> SiteTable:
        """Read codes/sites.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "sites", "breast", "male_breast", "laterality")
        sites = entries(file, Site, "sites")
        breast, male = _breast(file, "breast"), _breast(file, "male_breast")
        sides = entries(file, SideCodes, "laterality")
        snomed, icd10, icdo3 = CodeSystem.SNOMED, CodeSystem.ICD10, CodeSystem.ICDO3
        by_body = table_of(
            file,
            (
                *((snomed, site.snomed_body, Place(site.site, site.name)) for site in sites),
                *((icdo3, site.icdo3, Place(site.site, site.name)) for site in sites),
                *((snomed, part.snomed_body, BREAST) for part in (breast, male)),
                *((icdo3, part.icdo3, BREAST) for part in (breast, male)),
            ),
            "sites",
        )
        primaries = {
            Code(system, value): True
            for part in (breast, male)
            for system, values in (
                (snomed, part.snomed_primary),
                (snomed, part.snomed_in_situ),
                (icd10, part.icd10),
                (icd10, part.icd10_in_situ),
            )
            for value in values
        }
        in_situ = {
            Code(system, value): True
            for part in (breast, male)
            for system, values in ((snomed, part.snomed_in_situ), (icd10, part.icd10_in_situ))
            for value in values
        }
        worded = [(word, Place(site.site, site.name)) for site in sites for word in site.words]
        return cls(
            file,
            sites,
            table_of(
                file,
                (
                    *((snomed, site.snomed_metastasis, site) for site in sites),
                    *((icd10, site.icd10, site) for site in sites),
                ),
                "sites",
            ),
            by_body,
            NameIndex.of((word, site) for site in sites for word in site.words),
            NameIndex.of([*worded, *((word, BREAST) for word in breast.words)]),
            primaries,
            in_situ,
            Vocabulary(
                table_of(
                    file,
                    (
                        *((snomed, side.snomed, side.side) for side in sides),
                        *((icd10, side.icd10, side.side) for side in sides),
                    ),
                    "laterality",
                ),
                NameIndex.of((word, side.side) for side in sides for word in side.words),
            ),
        )

    # --- metastases

    def metastasis(self, codes: tuple[Code, ...]) -> str | None:
        """The site of a code for metastatic disease, "" for one without a place; None when no code is one."""
        found = look_up(self.by_metastasis, codes)
        if found is None:
            return None
        return "" if found.name == _NO_PLACE else found.site

    def metastasis_name(self, codes: tuple[Code, ...]) -> str:
        """The place in words that a code for metastatic disease names, for records without a display."""
        found = look_up(self.by_metastasis, codes)
        return "" if found is None else found.name

    def in_words(self, text: str) -> tuple[str, ...]:
        """The sites that a text affirms, each once: "bone and liver, no brain metastases" gives bone and liver."""
        return tuple(dict.fromkeys(site.site for site in self.names.find_affirmed(text)))

    # --- body structures

    def place(self, codes: tuple[Code, ...], text: str) -> Place | None:
        """The place that a body structure is, the breast included: by code, else by the longest name in the text."""
        found = look_up(self.by_body, codes)
        return found if found is not None or not text else self.places.find(text)

    def body_site(self, codes: tuple[Code, ...], text: str) -> str:
        """The site of a body structure, "breast" included; "" when it is none that the table knows."""
        found = self.place(codes, text)
        return "" if found is None else found.site

    # --- primary breast cancer

    def is_breast_primary(self, codes: tuple[Code, ...]) -> bool:
        return look_up(self.primaries, codes) is not None

    def is_in_situ(self, codes: tuple[Code, ...]) -> bool:
        """Whether a code means carcinoma in situ of the breast, or a morphology with behaviour 2 (ICD-O-3)."""
        return look_up(self.in_situ, codes) is not None or any(
            code.system is CodeSystem.ICDO3 and code.value.endswith("/2") for code in codes
        )

    # --- sides

    def laterality(self, codes: tuple[Code, ...]) -> str:
        """left, right or bilateral by code; "" when no code tells."""
        return self.sides.of_codes(codes) or ""

    def side_in(self, text: str) -> str:
        """left, right or bilateral by words; "" when none is named."""
        found = set(self.sides.names.find_all(text))
        if "bilateral" in found or {"left", "right"} <= found:
            return "bilateral"
        return next(iter(found)) if len(found) == 1 else ""


def _breast(file: KnowledgeFile, key: str) -> BreastCodes:
    return entry(file, BreastCodes, key)
