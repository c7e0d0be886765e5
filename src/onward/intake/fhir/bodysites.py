"""Body sites: to the site of codes/sites, and the side (hl7.org/fhir/R4/valueset-body-site.html; mCODE laterality
qualifier).
"""

from __future__ import annotations

from onward.intake.fhir.values import Json, codes_of, extensions, text_of, words_of_concept
from onward.knowledge import Codes
from onward.timeline import Laterality


def site_of(concept: object, codes: Codes) -> str:
    """The site that a CodeableConcept names ("bone", "liver", "breast", ...), "" when it is none that Onward knows."""
    if not concept:
        return ""
    return codes.sites.body_site(codes_of(concept), words_of_concept(concept))


def place_named(concept: object, codes: Codes) -> str:
    """The site where the interface has a word for it, else the place's own name ("chest wall"), else the source's
    words.
    """
    found = codes.sites.place(codes_of(concept), words_of_concept(concept))
    if found is None:
        return text_of(concept)
    return found.name if found.site == "other" else found.site


def laterality_of(concept: object, codes: Codes) -> Laterality | None:
    """The side from the laterality extension, a sided code, or a word of the concept; None when it is not said."""
    if not isinstance(concept, dict):
        return None
    for extension in extensions(concept, "laterality-qualifier"):
        side = side_of(extension.get("valueCodeableConcept"), codes)
        if side is not None:
            return side
    return side_of(concept, codes)


_SIDES = {side.value: side for side in Laterality}


def side_of(concept: object, codes: Codes) -> Laterality | None:
    """The side that the codes of a concept stand for, else the one that its words say."""
    return _SIDES.get(codes.sites.laterality(codes_of(concept))) or side_in(words_of_concept(concept), codes)


def side_in(text: str, codes: Codes) -> Laterality | None:
    """The side that a text names; bilateral when it names both."""
    return _SIDES.get(codes.sites.side_in(text)) if text else None


def bodies(value: object) -> list[Json]:
    """bodySite as one concept or an array of them."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
