"""What the name of an organ mask means: the place, and whether healthy tissue there takes the tracer up
(data: imaging/physiological_uptake.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from onward.knowledge.codes import codes
from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.words import NameIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class HotOrgan:
    """An organ with uptake in health; why in words."""

    organ: str
    words: tuple[str, ...]
    why: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """Words of mask names for a site of codes/sites."""

    site: str
    words: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganMaskWords:
    """The meaning of mask names ("vertebrae_L1", "kidney_right", "liver")."""

    file: KnowledgeFile
    tracers: tuple[str, ...]
    hot: NameIndex[HotOrgan]
    places: NameIndex[NamedPlace]

    @classmethod
    def load(cls, path: Path) -> OrganMaskWords:
        """Read imaging/physiological_uptake.yaml. Raises KnowledgeError."""
        file = read_file(path)
        only_keys(file, "tracers", "organs", "places")
        tracers = file.body.get("tracers", [])
        if not isinstance(tracers, list) or not all(isinstance(one, str) for one in tracers):
            raise file.broken("expected a list of names of tracers", "tracers")
        hot = entries(file, HotOrgan, "organs")
        places = entries(file, NamedPlace, "places")
        return cls(
            file,
            tuple(str(one) for one in tracers),
            NameIndex.of((word, one) for one in hot for word in one.words),
            NameIndex.of((word, one) for one in places for word in one.words),
        )

    def physiological(self, name: str, tracer: str) -> str:
        """Why healthy tissue of this organ takes the tracer up; "" when nothing says so, or for another tracer.

        tracer   as the header names it; "" counts as FDG, which nearly every PET of this disease is made with
        """
        if tracer and not any(one in tracer.casefold() for one in self.tracers):
            return ""
        found = self.hot.find(_spaced(name))
        return "" if found is None else found.why

    def site(self, name: str) -> str:
        """The site of codes/sites that a mask's name means; "" when it means none of them."""
        found = self.places.find(_spaced(name))
        return found.site if found is not None else codes().sites.body_site((), _spaced(name))

    def side(self, name: str) -> str:
        """ "left" or "right" by the name, else ""."""
        found = codes().sites.side_in(_spaced(name))
        return found if found in ("left", "right") else ""


def _spaced(name: str) -> str:
    return name.replace("_", " ").casefold()


@lru_cache(maxsize=1)
def organ_mask_words() -> OrganMaskWords:
    """The words that come with Onward."""
    return OrganMaskWords.load(DATA / "imaging" / "physiological_uptake.yaml")
