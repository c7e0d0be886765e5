"""What is said of a lesion in bone, as a category of the MD Anderson criteria, and which lesions are in bone."""

from __future__ import annotations

from onward.engines.response.read import LesionRead

SCAN = "bone scan"
# Words by category. CDISC's TUMSTATE has none for the healing of bone; these are those of the criteria.
COMPLETE = frozenset(
    {
        "complete sclerotic fill-in", "complete fill-in", "completely sclerotic", "normalised", "normalized", "absent",
        "resolved", "disappeared", "not present", "gone",
    }
)  # fmt: skip
PARTIAL = frozenset(
    {
        "sclerotic rim", "partial sclerotic fill-in", "partial fill-in", "newly sclerotic", "recalcified", "decreased",
        "improved", "regressed", "less blastic",
    }
)  # fmt: skip
SAME = frozenset({"present", "stable", "unchanged", "no change", "persistent", "persisting"})
WORSE = frozenset(
    {
        "increased", "increase", "further increase", "lytic growth", "blastic growth", "more blastic", "worsened",
        "enlarged", "unequivocal progression", "progression", "progressive disease",
    }
)  # fmt: skip
SCLEROTIC = frozenset({"sclerotic", "newly sclerotic", "new sclerotic lesion", "blastic"})
_ELSEWHERE = ("liver", "lung", "brain", "node", "lymph", "skin", "breast", "pleura", "spinal cord", "marrow")
_BONES = (
    "bone", "vertebra", "rib", "pelvi", "femur", "femoral", "sacr", "sternum", "skull", "scapula", "humerus", "spine",
    "ilia", "ilium", "clavicle", "acetabul", "ischi", "pubi", "tibia", "mandib",
)  # fmt: skip


def is_in_bone(lesion: LesionRead) -> bool:
    """By its coded site, else by the words for its place."""
    if lesion.site:
        return lesion.site == "bone"
    place = lesion.site_text.lower()
    return any(word in place for word in _BONES) and not any(word in place for word in _ELSEWHERE)


def category_of(state: str) -> str:
    """CR, PR, SD or PD of a finding in words; "" when it says nothing of change."""
    for category, words in (("CR", COMPLETE), ("PR", PARTIAL), ("SD", SAME), ("PD", WORSE)):
        if state in words:
            return category
    return ""
