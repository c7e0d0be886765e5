"""Where a lesion lies, in SNOMED CT: what DICOM objects and FHIR resources call the places of codes/sites.

The codes are those of DICOM's context groups (PS3.16, CID 7151 and 8134) with the meanings that DICOM gives them;
reading them back through codes/sites gives the same site (a test does).
"""

from __future__ import annotations

from onward.terms import Code, CodeSystem

_SNOMED_URI = "http://snomed.info/sct"

# Places by the words of whoever said where: the first whose word stands in the text.
_IN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("axill", "68171009", "Axillary lymph node"),
    ("supraclavicular", "76838003", "Supraclavicular lymph node"),
    ("mediastinal", "62683002", "Mediastinal lymph node"),
    ("hilar", "53074004", "Hilar lymph node"),
    ("cervical lymph", "81105003", "Cervical lymph node"),
    ("cervical node", "81105003", "Cervical lymph node"),
    ("inguinal", "8928004", "Inguinal lymph node"),
    ("rib", "113197003", "Rib"),
    ("sternum", "56873002", "Sternum"),
    ("sacrum", "54735007", "Sacrum"),
    ("femur", "71341001", "Femur"),
    ("humerus", "85050009", "Humerus"),
    ("scapula", "79601000", "Scapula"),
    ("clavicle", "51299004", "Clavicle"),
    ("skull", "89546000", "Skull"),
    ("vertebra", "51282000", "Vertebra"),
    ("spine", "421060004", "Spine"),
    ("mediastinum", "72410000", "Mediastinum"),
    ("chest wall", "78904004", "Chest wall"),
    ("lymph node", "59441001", "Lymph node"),
    ("pericard", "76848001", "Pericardium"),
    ("stomach", "69695003", "Stomach"),
    ("pancreas", "15776009", "Pancreas"),
    ("kidney", "64033007", "Kidney"),
    ("spleen", "78961009", "Spleen"),
    ("thyroid", "69748006", "Thyroid"),
)
# Words that name a node only where the site says that it is one ("cervical" and "hilar" are also parts of organs).
_NODES = frozenset(("68171009", "76838003", "62683002", "53074004", "81105003", "8928004", "59441001"))
_OF_SITE = {
    "bone": ("272673000", "Bone"),
    "bone_marrow": ("14016003", "Bone marrow"),
    "liver": ("10200004", "Liver"),
    "lung": ("39607008", "Lung"),
    "pleura": ("3120008", "Pleura"),
    "brain": ("12738006", "Brain"),
    "leptomeninges": ("1231004", "Meninges"),
    "node_regional": ("59441001", "Lymph node"),
    "node_distant": ("59441001", "Lymph node"),
    "skin": ("39937001", "Skin"),
    "soft_tissue": ("87784001", "Soft tissue"),
    "peritoneum": ("15425007", "Peritoneum"),
    "adrenal": ("23451007", "Adrenal gland"),
    "ovary": ("15497006", "Ovary"),
    "breast": ("76752008", "Breast"),
}
_SIDES = {"left": ("7771000", "Left"), "right": ("24028007", "Right"), "bilateral": ("51440002", "Bilateral")}


def body_structure(site: str, text: str = "") -> Code | None:
    """The body structure of a site of codes/sites; a text that names a part of it gives the part. None: no code known.

    site   "bone", "liver", ...; text   the words of whoever said where ("fourth left rib")
    """
    words = text.lower()
    for word, value, name in _IN_WORDS:
        fits = site in ("node_regional", "node_distant", "other", "") if value in _NODES else _part_of(value, site)
        if fits and word in words:
            return _snomed(value, name)
    found = _OF_SITE.get(site)
    return None if found is None else _snomed(*found)


def side(laterality: str) -> Code | None:
    """ "left", "right" or "bilateral" in SNOMED CT; None for anything else."""
    found = _SIDES.get(laterality)
    return None if found is None else _snomed(*found)


_BONES = frozenset(
    (
        "113197003", "56873002", "54735007", "71341001", "85050009", "79601000", "51299004", "89546000", "51282000",
        "421060004",
    )
)  # fmt: skip


def _part_of(value: str, site: str) -> bool:
    return site == "bone" if value in _BONES else site == "other"


def _snomed(value: str, name: str) -> Code:
    return Code(CodeSystem.SNOMED, value, _SNOMED_URI, name)
