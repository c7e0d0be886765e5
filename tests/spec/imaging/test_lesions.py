"""Lesions on images.

`onward imaging lesions`, `follow` and `confirm`: what the program proposes and what a reader makes of it. Nothing that
is found is a fact before a reader confirms it. How to: docs/how-to/follow-lesions.md.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest
from tests.spec.manual import Section

from onward.imaging import (
    SAME_PLACE,
    BookedLesion,
    BookedSeries,
    Decision,
    Grid,
    LesionBook,
    LesionMatch,
    LesionSpot,
    add_matches,
    add_series,
    decide,
    find_candidates,
    match_lesions,
    reference_at,
    sightings,
)
from onward.knowledge import organ_mask_words

SHAPE = (40, 60, 60)


def grid(shape: tuple[int, int, int] = SHAPE) -> Grid:
    return Grid(
        shape=shape,
        origin_mm=(0.0, 0.0, 0.0),
        along_slices=(0.0, 0.0, 1.0),
        along_rows=(0.0, 1.0, 0.0),
        along_columns=(1.0, 0.0, 0.0),
        spacing_mm=(3.0, 2.0, 2.0),
    )


@pytest.mark.parametrize(
    ("tissue", "mean", "deviation", "limit"),
    [
        ("liver", "2.0", "0.0", "3.0"),
        ("liver", "1.6", "0.2", "2.8"),
        ("blood", "1.5", "0.0", "3.0"),
        ("blood", "1.2", "0.1", "2.6"),
    ],
)
def test_where_percist_begins_to_measure(manual: Section, tissue: str, mean: str, deviation: str, limit: str) -> None:
    """Liver: 1.5 x mean + 2 SD of a sphere of 3 cm. Blood, where the liver is diseased: 2 x mean + 2 SD of a cylinder
    of 1 x 2 cm in the descending aorta (Wahl 2009; O 2016, PMC4976461). The voxels are the same in SUV and SUL."""
    manual.row(
        ("tissue", "mean", "SD", "measurable from"),
        (tissue, mean, deviation, limit),
    )
    # Half of the voxels lie one deviation above the mean, half below: their deviation is as told, but for n - 1.
    chance = np.random.default_rng(1).permutation(np.prod(SHAPE)).reshape(SHAPE) % 2
    values = float(mean) + float(deviation) * (2.0 * chance - 1.0)
    found = reference_at(values, grid(), "liver" if tissue == "liver" else "blood", (59.0, 59.0, 59.0))
    assert not isinstance(found, str)
    assert found.threshold == pytest.approx(float(limit), rel=0.06)


def test_candidates(manual: Section) -> None:
    """Voxels at or above the threshold that touch at a face, edge or corner are one candidate, the hottest first."""
    values = np.ones(SHAPE, dtype=np.float32)
    values[10:14, 20:24, 20:24] = 8
    values[14, 24, 24] = 5
    values[30, 40:42, 40:42] = 4
    found = find_candidates(values, grid(), above=4.0)
    manual.table(
        ("voxels", "mL", "SUVmax"), [(str(one.voxels), f"{one.volume_ml:.3f}", f"{one.maximum:g}") for one in found]
    )
    assert [(one.voxels, one.maximum) for one in found] == [(65, 8.0), (4, 4.0)]


@pytest.mark.parametrize(
    ("mask", "site", "why"),
    [
        ("liver", "liver", ""),
        ("vertebrae_L1", "bone", ""),
        ("hip_left", "bone", ""),
        ("lung_upper_lobe_right", "lung", ""),
        ("brain", "brain", "grey matter burns glucose: high uptake in health"),
        ("kidney_right", "other", "FDG leaves with the urine"),
        ("urinary_bladder", "other", "FDG leaves with the urine"),
        ("colon", "other", "bowel: mild to high uptake in health, with metformin more"),
    ],
)
def test_what_a_mask_of_an_organ_says(manual: Section, mask: str, site: str, why: str) -> None:
    """The place of a candidate, and whether FDG uptake there may be healthy. For another tracer nothing is said."""
    manual.row(("mask", "site", "healthy uptake"), (mask, site, why or "not marked"))
    words = organ_mask_words()
    assert (words.site(mask), words.physiological(mask, "Fluorodeoxyglucose")) == (site, why)
    assert words.physiological(mask, "Fluoroestradiol F^18^") == ""


def _spot(name: str, x: float, mm: float, organ: str = "") -> LesionSpot:
    return LesionSpot(name=name, centre_mm=(x, 0.0, 0.0), volume_ml=np.pi / 6 * mm**3 / 1000, organ=organ)


@pytest.mark.parametrize(
    ("earlier", "later", "proposed"),
    [
        ([(0, 20)], [(6, 14)], "same A1 -> B1"),
        ([(0, 20), (90, 20)], [(4, 20)], "same A1 -> B1; resolved A2"),
        ([(0, 20)], [(4, 20), (90, 8)], "same A1 -> B1; new B2"),
        ([(0, 40)], [(-10, 24), (15, 14)], "split A1 -> B1 + B2"),
        ([(-12, 24), (14, 14)], [(-4, 44)], "merged A1 + A2 -> B1"),
        ([(0, 10)], [(60, 10)], "resolved A1; new B1"),
    ],
)
def test_which_is_which(
    manual: Section, earlier: list[tuple[float, float]], later: list[tuple[float, float]], proposed: str
) -> None:
    """Balls on a line, as (place in mm, diameter in mm), after both studies were brought together."""
    manual.row(("earlier", "later", "proposed"), (str(earlier), str(later), proposed))
    found = match_lesions(
        [_spot(f"A{number}", x, mm) for number, (x, mm) in enumerate(earlier, start=1)],
        [_spot(f"B{number}", x, mm) for number, (x, mm) in enumerate(later, start=1)],
        SAME_PLACE,
    )
    told = [f"{one.kind} {' -> '.join(' + '.join(side) for side in (one.earlier, one.later) if side)}" for one in found]
    assert "; ".join(told) == proposed


def _book() -> LesionBook:
    book = LesionBook(person="P1")
    for letter, day, names in (("1", "2026-01-05", ("u1", "u2")), ("2", "2026-03-02", ("v1", "v2"))):
        lesions = tuple(
            BookedLesion(name="", tracking_uid=uid, origin="drawn", volume_ml=1.0, centre_mm=(0, 0, 0)) for uid in names
        )
        book = add_series(
            book,
            BookedSeries(
                letter="",
                series_instance_uid=letter,
                study_instance_uid=letter,
                frame_of_reference_uid="f",
                modality="CT",
                method="CT",
                date=day,
                lesions=lesions,
            ),
        )
    matches = [
        LesionMatch(kind=kind, earlier=one, later=other, distance_mm=1, is_clear=True, because="")
        for kind, one, other in (("same", ("A1",), ("B1",)), ("resolved", ("A2",), ()), ("new", (), ("B2",)))
    ]
    return add_matches(book, book.series[0], book.series[1], matches, SAME_PLACE.how)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("decided", "facts"),
    [
        ([], "none"),
        ([("confirm", "A1")], "A1 is u1"),
        ([("confirm", "A1"), ("confirm", "B1")], "A1 is u1; B1 is v1"),
        ([("confirm", "m1")], "A1 is u1; B1 is u1"),
        ([("confirm", "m1"), ("take back", "1")], "none"),
        ([("confirm", "m1"), ("reject", "B1")], "A1 is u1"),
        ([("confirm", "m2")], "A2 is u2; u2 absent on 2026-03-02"),
        ([("confirm", "m3")], "B2 is v2, new"),
    ],
)
def test_what_becomes_a_fact(manual: Section, decided: list[tuple[str, str]], facts: str) -> None:
    """A book with lesions A1 (TrackingUID u1) and A2 (u2) in January, B1 (v1) and B2 (v2) in March, and three
    proposals: m1 says that A1 is B1, m2 that A2 is gone, m3 that B2 is new."""
    book = _book()
    for verdict, of in decided:
        at = datetime(2026, 4, 1, tzinfo=UTC)
        decision = Decision(number=0, at=at, reader="R", verdict=verdict, of=of)  # pyright: ignore[reportArgumentType]
        book = decide(book, decision)
    told = [
        f"{one.lesion} absent on {one.series.date}"
        if one.state == "absent"
        else f"{one.found.name} is {one.lesion}" + (f", {one.role}" if one.role else "")
        for one in sightings(book)
    ]
    manual.row(
        ("the reader decides, in order", "facts"),
        (", ".join(f"{verdict} {of}" for verdict, of in decided) or "nothing", facts),
    )

    assert ("; ".join(told) or "none") == facts
