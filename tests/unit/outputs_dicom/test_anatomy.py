"""Places in SNOMED CT: each code means what it says, and reads back as the site that it was written for."""

from __future__ import annotations

import pytest
from pydicom.sr._concepts_dict import concepts

from onward.knowledge import codes
from onward.outputs.anatomy import body_structure, side
from onward.terms import CodeSystem

MEANINGS: dict[str, set[str]] = {}
for words in concepts["SCT"].values():
    for number, (meaning, _) in words.items():
        MEANINGS.setdefault(number, set()).add(meaning.lower())


@pytest.mark.parametrize(
    ("site", "text", "value", "meaning"),
    [
        ("liver", "segment VII", "10200004", "liver"),
        ("bone", "", "272673000", "bone"),
        ("bone", "fourth left rib", "113197003", "rib"),
        ("bone", "vertebra T11", "51282000", "vertebra"),
        ("node_regional", "left axilla", "68171009", "axillary lymph node"),
        ("node_distant", "mediastinal lymph node", "62683002", "mediastinal lymph node"),
        ("node_distant", "", "59441001", "lymph node"),
        ("lung", "right hilar mass", "39607008", "lung"),
        ("other", "chest wall", "78904004", "chest wall"),
        ("breast", "", "76752008", "breast"),
    ],
)
def test_the_most_telling_code(site: str, text: str, value: str, meaning: str) -> None:
    found = body_structure(site, text)
    assert found is not None
    assert (found.system, found.value) == (CodeSystem.SNOMED, value)
    assert meaning in MEANINGS[value]


@pytest.mark.parametrize(
    "site",
    ["bone", "bone_marrow", "liver", "lung", "pleura", "brain", "leptomeninges", "skin", "soft_tissue", "peritoneum",
     "adrenal", "ovary", "breast"],
)  # fmt: skip
def test_the_code_reads_back_as_the_site(site: str) -> None:
    found = body_structure(site)
    assert found is not None
    assert codes().sites.body_site((found,), "") == site


@pytest.mark.parametrize(
    "text", ["rib", "sternum", "femur", "humerus", "scapula", "clavicle", "skull", "vertebra", "spine"]
)
def test_bones_read_back_as_bone(text: str) -> None:
    found = body_structure("bone", text)
    assert found is not None
    assert codes().sites.body_site((found,), "") == "bone"


def test_a_place_without_a_code_has_none() -> None:
    assert body_structure("other", "left upper quadrant") is None
    assert body_structure("") is None
    assert side("") is None


def test_sides() -> None:
    left = side("left")
    assert left is not None
    assert codes().sites.laterality((left,)) == "left"
