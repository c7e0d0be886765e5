"""Why two readers differ.

`onward reads compare`: lesions of two readers are paired, every difference is named, and the one that decides is found
by trying it. Criterion of the examples: RECIST 1.1."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.spec.manual import Section

from onward.engines.response.readings import (
    Compared,
    Kind,
    Mark,
    PairedBy,
    ReaderMarks,
    compare_reads,
    lesions_of,
    pair_lesions,
)
from onward.knowledge import response_rules

DAYS = {"Baseline": "2026-01-10", "Week 8": "2026-03-07"}


def lesion(
    name: str,
    site: str,
    *said: str | int,
    role: str = "target",
    at: tuple[int, int, int] | None = None,
    frame: str = "1.2.3",
    uid: str = "",
) -> list[Mark]:
    """A lesion at both visits (or at the last ones): diameters in mm, or states in words."""
    visits = list(DAYS)[-len(said) :]
    return [
        Mark(
            lesion=name,
            visit=visit,
            date=DAYS[visit],
            role=role,
            site=site,
            site_text=site,
            is_node=False,
            method="CT",
            measure="state" if isinstance(one, str) else "longest diameter",
            state=one if isinstance(one, str) else "",
            value=None if isinstance(one, str) else Decimal(one),
            unit="" if isinstance(one, str) else "mm",
            position_mm=None if at is None else (Decimal(at[0]), Decimal(at[1]), Decimal(at[2])),
            frame_of_reference=frame if at is not None else "",
            tracking_uid=uid,
        )
        for visit, one in zip(visits, said, strict=True)
    ]


def compared(left: list[list[Mark]], right: list[list[Mark]]) -> Compared:
    both = [
        ReaderMarks(reader=name, role=role, marks=tuple(mark for one in marks for mark in one))
        for name, role, marks in (("Amber", "local radiologist", left), ("Birch", "network specialist", right))
    ]
    found = compare_reads("P-17", *both, criterion="recist-1.1", rules=response_rules("recist_1_1"))
    mirrored = compare_reads("P-17", *reversed(both), criterion="recist-1.1", rules=response_rules("recist_1_1"))
    for visit, other in zip(found.visits, mirrored.visits, strict=True):
        assert (visit.left, visit.right, visit.decisive) == (other.right, other.left, other.decisive)
    return found


def shown(manual: Section, found: Compared, *, decides: tuple[Kind, ...], left: str, right: str) -> None:
    visit = found.visits[-1]
    assert (visit.left, visit.right) == (left, right)
    assert visit.decisive == decides
    manual.row(
        ("Amber", "Birch", "differences", "account"),
        (
            f"{visit.left} ({visit.left_sum_mm} mm)",
            f"{visit.right} ({visit.right_sum_mm} mm)",
            "; ".join(
                f"{'/'.join(filter(None, (one.left, one.right)))} {one.kind.value}: {one.says}"
                for one in visit.differences
            ),
            visit.account,
        ),
    )


LUNG = lesion("T02", "lung", 20, 21, at=(80, 10, 300))


def test_other_measurement_of_the_same_lesion(manual: Section) -> None:
    """62 to 71 mm is +14.5 %; 60 to 77 mm is +28.3 % and 17 mm. With Birch's liver lesion (40, 56) Amber has 60 to 77
    too."""
    found = compared(
        [lesion("T01", "liver", 42, 50, at=(-61, -20, 110)), LUNG],
        [lesion("L1", "liver", 40, 56, at=(-60, -22, 112)), lesion("L2", "lung", 20, 21, at=(82, 10, 300))],
    )
    shown(manual, found, decides=(Kind.MEASUREMENT,), left="SD", right="PD")
    assert [(pair.left.name, pair.right.name, pair.by) for pair in found.pairing.pairs] == [
        ("T01", "L1", PairedBy.POSITION),
        ("T02", "L2", PairedBy.POSITION),
    ]


def test_other_targets_chosen(manual: Section) -> None:
    """The liver lesion is a target for Amber (40 + 20 to 52 + 20 mm: exactly +20 % and 12 mm) and a non-target that
    persists for Birch (20 to 20 mm)."""
    found = compared(
        [lesion("T01", "liver", 40, 52, at=(-61, -20, 110)), lesion("T02", "lung", 20, 20, at=(80, 10, 300))],
        [
            lesion("N1", "liver", "present", "present", role="non-target", at=(-60, -22, 112)),
            lesion("L2", "lung", 20, 20, at=(80, 10, 300)),
        ],
    )
    shown(manual, found, decides=(Kind.TARGETS,), left="PD", right="SD")


def test_non_target_judgement(manual: Section) -> None:
    """The same bone lesion: it persists for Amber and has unequivocally progressed for Birch."""
    bone = lesion("N1", "bone", "present", "present", role="non-target", at=(0, 60, 50))
    grown = lesion("B1", "bone", "present", "unequivocal progression", role="non-target", at=(0, 61, 51))
    found = compared([LUNG, bone], [LUNG, grown])
    shown(manual, found, decides=(Kind.NON_TARGET,), left="SD", right="PD")


def test_new_lesion_seen(manual: Section) -> None:
    """Birch sees an unequivocal new liver lesion that Amber does not have."""
    new = lesion("X1", "liver", "unequivocal", role="new", at=(-50, 0, 100))
    found = compared([LUNG], [LUNG, new])
    shown(manual, found, decides=(Kind.NEW_LESION,), left="SD", right="PD")


def test_several_that_only_together_decide(manual: Section) -> None:
    """Amber: 60 to 65 mm. With Birch's measurement of the first lesion 60 to 69 (+15 %), with Birch's further target 90
    to 105 (+16.7 %): stable each time. Birch has both: 90 to 109 mm, +21.1 %."""
    found = compared(
        [lesion("T01", "liver", 40, 44, at=(-61, -20, 110)), LUNG],
        [
            lesion("L1", "liver", 40, 48, at=(-61, -20, 110)),
            lesion("L3", "liver", 30, 40, at=(-20, 40, 90)),
            LUNG,
        ],
    )
    shown(manual, found, decides=(), left="SD", right="PD")
    visit = found.visits[-1]
    assert visit.leaning == (Kind.TARGETS, Kind.MEASUREMENT)
    assert visit.account.startswith("no single difference decides; together")


def test_differences_that_do_not_matter(manual: Section) -> None:
    """Other numbers and the same category: said, and said to be without effect."""
    found = compared([lesion("T01", "liver", 42, 44)], [lesion("L1", "liver", 40, 44)])
    shown(manual, found, decides=(), left="SD", right="SD")
    assert found.pairing.pairs[0].by is PairedBy.SITE  # no positions: one liver lesion each


def test_lesions_are_paired_by_all_distances_together(manual: Section) -> None:
    """Taking the nearest pair first (4 mm) would leave 16 mm for the other; 6 and 6 mm together are nearer."""
    left = [*lesion("a", "liver", 20, 20, at=(0, 0, 0)), *lesion("b", "liver", 20, 20, at=(10, 0, 0))]
    right = [*lesion("c", "liver", 20, 20, at=(6, 0, 0)), *lesion("d", "liver", 20, 20, at=(16, 0, 0))]
    found = pair_lesions(lesions_of(left), lesions_of(right))
    assert [(pair.left.name, pair.right.name, pair.distance_mm) for pair in found.pairs] == [
        ("a", "c", Decimal("6.0")),
        ("b", "d", Decimal("6.0")),
    ]


@pytest.mark.parametrize(
    ("right", "by", "why"),
    [
        (
            lesion("c", "liver", 20, 20, at=(20, 0, 0)),
            PairedBy.POSITION,
            "20 mm apart, 20 mm each: the spheres just touch",
        ),
        (lesion("c", "liver", 20, 20, at=(21, 0, 0)), None, "21 mm apart, 20 mm each: two lesions"),
        (
            lesion("c", "liver", 20, 20, at=(0, 0, 0), frame="9.9"),
            PairedBy.SITE,
            "another frame: positions do not compare",
        ),
        (lesion("c", "lung", 20, 20, at=(300, 0, 0), uid="1.7"), PairedBy.IDENTITY, "the same tracking UID"),
        (lesion("c", "lung", 20, 20), None, "another site, no position"),
    ],
)
def test_what_pairs_two_lesions(manual: Section, right: list[Mark], by: PairedBy | None, why: str) -> None:
    """A tracking UID, else position, else the site where each reader has exactly one lesion there."""
    left = lesion("a", "liver", 20, 20, at=(0, 0, 0), uid="1.7" if by is PairedBy.IDENTITY else "")
    found = pair_lesions(lesions_of(left), lesions_of(right))
    assert [pair.by for pair in found.pairs] == ([by] if by else [])
    assert (len(found.left_only), len(found.right_only)) == ((0, 0) if by else (1, 1))
    manual.row(("two lesions of 20 mm", "paired by"), (why, by.value if by else "not paired"))
