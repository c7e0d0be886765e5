"""Laws of comparing two readers, on random reads of up to three lesions over two visits after the baseline."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from onward.engines.response.readings import Compared, Kind, Mark, ReaderMarks, compare_reads, lesions_of, pair_lesions
from onward.engines.response.readings.differences import _with
from onward.knowledge import response_rules

DAYS = {"Baseline": "2026-01-10", "Week 8": "2026-03-07", "Week 16": "2026-05-02"}
PLACES = [("liver", (0, 0, 0)), ("lung", (200, 0, 0)), ("bone", (0, 200, 0))]


@st.composite
def reads(draw: st.DrawFn, prefix: str) -> ReaderMarks:
    """A reader who may or may not see each place, as target, non-target or new."""
    marks: list[Mark] = []
    for number, (site, at) in enumerate(PLACES):
        role = draw(st.sampled_from(["target", "target", "non-target", "new", ""]))
        if not role:
            continue
        shift = draw(st.integers(-3, 3))
        for visit, day in DAYS.items():
            if role == "new" and visit == "Baseline":
                continue
            size = draw(st.integers(10, 40)) if role == "target" else None
            state = "" if role == "target" else draw(st.sampled_from(["present", "absent", "unequivocal progression"]))
            marks.append(
                Mark(
                    lesion=f"{prefix}{number}",
                    visit=visit,
                    date=day,
                    role=role,
                    site=site,
                    site_text=site,
                    is_node=False,
                    method="CT",
                    measure="longest diameter" if role == "target" else "state",
                    value=None if size is None else Decimal(size),
                    unit="" if size is None else "mm",
                    state="unequivocal" if role == "new" else state,
                    position_mm=(Decimal(at[0] + shift), Decimal(at[1]), Decimal(at[2])),
                    frame_of_reference="1.2.3",
                )
            )
    return ReaderMarks(reader=prefix, role="", marks=tuple(marks))


def compared(left: ReaderMarks, right: ReaderMarks) -> Compared:
    return compare_reads("P-1", left, right, criterion="recist-1.1", rules=response_rules("recist_1_1"))


LAWS = settings(max_examples=60, deadline=None)


@LAWS
@given(reads("a"))
def test_a_reader_agrees_with_himself(read: ReaderMarks) -> None:
    found = compared(read, replace(read, reader="b"))
    assert all(not visit.differs and not visit.differences for visit in found.visits)
    assert not found.pairing.left_only
    assert not found.pairing.right_only


@LAWS
@given(reads("a"), reads("b"))
def test_sides_change_and_nothing_else(left: ReaderMarks, right: ReaderMarks) -> None:
    one, other = compared(left, right), compared(right, left)
    by_visit = {visit.visit: visit for visit in other.visits}
    for visit in one.visits:
        mirrored = by_visit[visit.visit]
        assert (visit.left, visit.right) == (mirrored.right, mirrored.left)
        assert set(visit.decisive) == set(mirrored.decisive)
        assert {(d.kind, d.left, d.right) for d in visit.differences} == {
            (d.kind, d.right, d.left) for d in mirrored.differences
        }


@LAWS
@given(reads("a"), reads("b"))
def test_names_of_lesions_do_not_matter(left: ReaderMarks, right: ReaderMarks) -> None:
    called = replace(right, marks=tuple(replace(mark, lesion=f"other {mark.lesion}") for mark in right.marks))
    one, other = compared(left, right), compared(left, called)
    assert [(v.left, v.right, v.decisive, v.leaning) for v in one.visits] == [
        (v.left, v.right, v.decisive, v.leaning) for v in other.visits
    ]


@LAWS
@given(reads("a"), reads("b"))
def test_the_four_kinds_leave_nothing_out(left: ReaderMarks, right: ReaderMarks) -> None:
    """With the other's answer to all four questions one read is the other, but for the names of lesions: whatever makes
    two categories differ is a target, a measurement, a non-target or a new lesion."""
    pairing = pair_lesions(lesions_of(left.marks), lesions_of(right.marks))
    parts = [set(_with(left.marks, pairing, kind)) - set(left.marks) for kind in Kind]
    taken = set(left.marks).intersection(*(set(_with(left.marks, pairing, kind)) for kind in Kind))
    whole = [*taken, *chain.from_iterable(parts)]
    swapped = compared(replace(left, marks=tuple(whole)), right)
    assert all(visit.left == visit.right for visit in swapped.visits)
