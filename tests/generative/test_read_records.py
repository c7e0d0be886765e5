"""Laws of signed records: one form as bytes, and nothing else is read as a record."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onward.engines.response.readings import (
    Agreement,
    Assignment,
    Case,
    Category,
    Image,
    Mark,
    NoRecordError,
    Read,
    Record,
    Role,
    Withdrawal,
    Workflow,
    record_bytes,
    record_id,
    record_of,
)
from onward.timeline import Laterality

# Any text but what a terminal would obey and what no encoding can write: records hold neither.
signs = st.characters(exclude_categories=("Cc", "Cs"))
text = st.text(signs, max_size=8)
named = st.text(signs, min_size=1, max_size=8)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-10_000, max_value=10_000)
moments = st.datetimes().map(lambda when: f"{when:%Y}".rjust(4, "0") + f"{when:-%m-%dT%H:%M:%SZ}")

marks = st.builds(
    Mark,
    lesion=named,
    visit=named,
    measure=named,
    tracking_uid=text,
    role=text,
    site=text,
    laterality=st.none() | st.sampled_from(Laterality),
    is_node=st.none() | st.booleans(),
    visit_number=st.none() | numbers,
    value=st.none() | numbers | st.sampled_from([Decimal("30"), Decimal("30.0"), Decimal("1E+2"), Decimal("-0")]),
    unit=text,
    state=text,
    position_mm=st.none() | st.tuples(numbers, numbers, numbers),
)
reads = st.builds(
    Read,
    case=named,
    person=named,
    reader=named,
    role=st.sampled_from(Role),
    at=moments,
    marks=st.lists(marks, min_size=1, max_size=3).map(tuple),
    images=st.lists(st.builds(Image, series_uid=text, digest=text), max_size=2).map(tuple),
    categories=st.lists(
        st.builds(Category, criterion=text, rule=text, visit=text, sum_mm=st.none() | numbers).filter(
            lambda one: bool(one.criterion and one.rule and one.visit)
        ),
        max_size=2,
    ).map(tuple),
    replaces=st.lists(text, max_size=2).map(tuple),
    because=text,
)
records = st.one_of(
    reads,
    st.builds(
        Case,
        person=named,
        visits=st.lists(named, min_size=1, max_size=3).map(tuple),
        workflow=st.sampled_from(Workflow),
        criteria=st.lists(named, min_size=1, max_size=2).map(tuple),
        by=named,
        at=moments,
        comment=text,
    ),
    st.builds(Assignment, case=named, person=named, reader=named, role=st.sampled_from(Role), by=named, at=moments),
    st.builds(Withdrawal, case=named, person=named, assignment=named, by=named, at=moments, because=text),
    st.builds(Agreement, case=named, person=named, read=named, reader=named, at=moments),
)


def test_a_read_of_a_print_without_a_series_is_read_back() -> None:
    mark = Mark(lesion="1", visit="1", measure="size")
    record = Read(
        case="1", person="p", reader="r", role=Role.LOCAL, at="2026-01-05T10:00:00Z", marks=(mark,), images=(Image(),)
    )
    assert record_of(record_bytes(record)) == record


@settings(max_examples=200, deadline=None)
@given(records)
def test_a_record_is_read_back_as_it_was_written(record: Record) -> None:
    raw = record_bytes(record)
    assert record_of(raw) == record
    assert record_bytes(record_of(raw)) == raw


@settings(max_examples=200, deadline=None)
@given(records, records)
def test_records_are_equal_exactly_when_their_ids_are(one: Record, other: Record) -> None:
    assert (record_id(one) == record_id(other)) == (record_bytes(one) == record_bytes(other))


@settings(max_examples=100, deadline=None)
@given(reads)
def test_any_change_of_a_read_changes_its_id(read: Read) -> None:
    for changed in (
        replace(read, because=read.because + "x"),
        replace(read, marks=(*read.marks, read.marks[0])),
        replace(read, marks=(replace(read.marks[0], value=Decimal("0.5")), *read.marks[1:], read.marks[0])),
    ):
        assert record_id(changed) != record_id(read)


@settings(max_examples=300, deadline=None)
@given(records, st.data())
def test_damaged_bytes_are_no_record_or_the_same_kind_of_value(record: Record, data: st.DataObject) -> None:
    """Whatever is done to the bytes: refused, or read as exactly what they now say."""
    raw = bytearray(record_bytes(record))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at] = data.draw(st.integers(0, 255))
    try:
        found = record_of(bytes(raw))
    except NoRecordError:
        return
    assert record_bytes(found) == bytes(raw)


@given(reads, st.sampled_from(["\x1b[2J", "\n", "\x00", "\ud800"]))
def test_text_that_a_terminal_would_obey_is_in_no_record(read: Read, sign: str) -> None:
    with pytest.raises(NoRecordError, match="control characters"):
        record_of(record_bytes(replace(read, because=sign)))


@given(st.binary(max_size=60) | st.sampled_from([b"[" * 5_000, b"{}", b"null", b'{"schema":1}', b"\xff"]))
def test_anything_else_is_no_record(raw: bytes) -> None:
    with pytest.raises(NoRecordError):
        record_of(raw)
