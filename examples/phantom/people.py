"""The three example people as they lie in the scanner: lesions with their sizes at three visits (stories/*.py), where
these lie in the phantom, and how far each visit's body lies from the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from phantom.body import Focus, Lattice, Vector

CHEST = Lattice(shape=(76, 200, 288), spacing_mm=(3.0, 1.5, 1.5), origin_mm=(-215.0, -150.0, 100.0))
ABDOMEN = Lattice(shape=(64, 200, 288), spacing_mm=(3.0, 1.5, 1.5), origin_mm=(-215.0, -150.0, -86.0))
WHOLE_BODY = Lattice(shape=(226, 76, 112), spacing_mm=(5.0, 4.0, 4.0), origin_mm=(-222.0, -150.0, -400.0))
HEAD = Lattice(shape=(76, 224, 192), spacing_mm=(3.0, 1.0, 1.0), origin_mm=(-96.0, -106.0, 508.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A lesion: where it is, and what of it each visit shows.

    sizes_mm   diameter at each visit, 0 where it is not there; suv, bone: uptake at each visit
    role       what the example's reader chose;  is_node measured by the short axis
    in_book    drawn on the images and entered in the lesion book
    """

    name: str
    text: str
    site: str
    centre_mm: Vector
    sizes_mm: tuple[float, float, float]
    suv: tuple[float, float, float] = (0, 0, 0)
    bone: tuple[float, float, float] = (0, 0, 0)
    role: str = ""
    is_node: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Imaged:
    """One person: days of the three visits, how far each lies from the first, what is scanned."""

    folder: str
    patient_id: str
    patient_name: str
    born: str
    days: tuple[str, str, str]
    shifts_mm: tuple[Vector, Vector, Vector]
    scans: tuple[str, ...]
    places: tuple[Place, ...]

    def foci(self, visit: int) -> Iterator[Focus]:
        """The lesions of one visit."""
        for one in self.places:
            if one.sizes_mm[visit]:
                yield Focus(
                    name=one.name,
                    centre_mm=one.centre_mm,
                    diameter_mm=one.sizes_mm[visit],
                    site=one.site,
                    suv=one.suv[visit],
                    bone=one.bone[visit],
                )


_SHIFTS: tuple[Vector, Vector, Vector] = ((0, 0, 0), (7, -4, 12), (-5, 3, -9))

PEOPLE: tuple[Imaged, ...] = (
    Imaged(
        folder="hr-positive",
        patient_id="hr-patient",
        patient_name="Quillfeather^Rowena",
        born="19640411",
        days=("20250612", "20260202", "20261019"),
        shifts_mm=_SHIFTS,
        scans=("abdomen", "pet", "bone scan"),
        places=(
            Place(
                name="L1",
                text="Liver metastasis, segment VII",
                site="liver",
                centre_mm=(-104, 32, 20),
                sizes_mm=(34, 19, 31),
                suv=(10.5, 5.0, 11.5),
                role="target",
            ),
            Place(
                name="L2",
                text="Liver metastasis, segment IVb",
                site="liver",
                centre_mm=(-36, -52, -8),
                sizes_mm=(19, 11, 18),
                suv=(9.0, 5.0, 10.0),
                role="target",
            ),
            Place(
                name="L3",
                text="Liver metastasis, segment V",
                site="liver",
                centre_mm=(-98, -40, -30),
                sizes_mm=(12, 6, 12),
                suv=(9.0, 4.0, 9.5),
                role="non-target",
            ),
            Place(
                name="L4",
                text="Liver metastasis, segment VIII",
                site="liver",
                centre_mm=(-70, -8, 50),
                sizes_mm=(0, 0, 14),
                suv=(0, 0, 9.5),
                role="new",
            ),
            Place(
                name="T9",
                text="T9",
                site="bone",
                centre_mm=(2, 60, 33),
                sizes_mm=(20, 20, 26),
                suv=(6.0, 3.6, 10.0),
                bone=(150, 130, 260),
            ),
            Place(
                name="L2v",
                text="L2 vertebra",
                site="bone",
                centre_mm=(-4, 66, -122),
                sizes_mm=(20, 20, 20),
                suv=(5.0, 3.2, 4.2),
                bone=(130, 110, 120),
            ),
            Place(
                name="IL",
                text="Left ilium",
                site="bone",
                centre_mm=(92, 40, -248),
                sizes_mm=(22, 22, 22),
                suv=(5.2, 3.2, 4.4),
                bone=(150, 120, 130),
            ),
            Place(
                name="R7",
                text="Left seventh rib",
                site="bone",
                centre_mm=(134, 8, 147),
                sizes_mm=(14, 14, 14),
                suv=(3.0, 2.6, 2.8),
                bone=(150, 120, 130),
            ),
            Place(
                name="R4",
                text="Right fourth rib",
                site="bone",
                centre_mm=(-106, 37, 249),
                sizes_mm=(14, 14, 14),
                suv=(3.0, 2.6, 2.8),
                bone=(140, 110, 120),
            ),
        ),
    ),
    Imaged(
        folder="her2-positive",
        patient_id="her2-patient",
        patient_name="Sprocketwell^Imani",
        born="19820306",
        days=("20250218", "20250513", "20250820"),
        shifts_mm=((0, 0, 0), (4, -3, 5), (-3, 4, -4)),
        scans=("head",),
        places=(
            Place(
                name="B1",
                text="Brain metastasis, right frontal",
                site="brain",
                centre_mm=(-36, -36, 655),
                sizes_mm=(18, 11, 9),
                role="target",
            ),
            Place(
                name="B2",
                text="Brain metastasis, left cerebellar",
                site="brain",
                centre_mm=(30, 58, 570),
                sizes_mm=(9, 5, 5),
                role="non-target",
            ),
            Place(
                name="B3",
                text="Brain metastasis, right parietal",
                site="brain",
                centre_mm=(-42, 48, 664),
                sizes_mm=(6, 0, 0),
                role="non-target",
            ),
            Place(
                name="B4",
                text="Brain metastasis, left occipital",
                site="brain",
                centre_mm=(26, 74, 622),
                sizes_mm=(0, 0, 7),
                role="new",
            ),
        ),
    ),
    Imaged(
        folder="triple-negative",
        patient_id="tn-patient",
        patient_name="Lanternby^Tuuli",
        born="19880519",
        days=("20250120", "20250714", "20260209"),
        shifts_mm=((0, 0, 0), (5, -3, -8), (-6, 2, 6)),
        scans=("chest",),
        places=(
            Place(
                name="P1",
                text="Lung metastasis, right upper lobe",
                site="lung",
                centre_mm=(-80, 8, 280),
                sizes_mm=(22, 9, 16),
                role="target",
            ),
            Place(
                name="P2",
                text="Lung metastasis, left lower lobe",
                site="lung",
                centre_mm=(88, 36, 130),
                sizes_mm=(16, 6, 11),
                role="target",
            ),
            Place(
                name="N1",
                text="Mediastinal node 4R",
                site="node",
                centre_mm=(-20, 12, 264),
                sizes_mm=(17, 8, 15),
                role="target",
                is_node=True,
            ),
            Place(
                name="P3",
                text="Lung metastasis, middle lobe",
                site="lung",
                centre_mm=(-72, -34, 168),
                sizes_mm=(0, 0, 8),
                role="new",
            ),
        ),
    ),
)
