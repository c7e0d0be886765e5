"""The lesion book: nothing is a fact before a reader says so, identities last, and decisions can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from onward.app.lesion_books import ReaderWord, enter, open_book, record_word, save_book
from onward.imaging import (
    SAME_PLACE,
    BookedLesion,
    BookedReference,
    BookedSeries,
    Decision,
    LesionBook,
    LesionMatch,
    PetScan,
    add_matches,
    add_series,
    decide,
    open_items,
    sightings,
)
from onward.intake import read
from onward.intake.lesion_book import read_lesion_book
from onward.outputs.lesion_book import book_bytes
from onward.terms import RecordsError, UsageError
from onward.timeline import LesionMeasurement, PetAcquisition

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)


def lesion(uid: str, mm: float = 20.0, **more: object) -> BookedLesion:
    made = BookedLesion(
        name="",
        tracking_uid=uid,
        origin="drawn",
        volume_ml=4.2,
        centre_mm=(1.0, 2.0, 3.0),
        label="liver",
        site="liver",
        longest_diameter_mm=mm,
        perpendicular_diameter_mm=mm - 4,
        values={"SUVmax": 8.0, "SULpeak": 4.5, "TLG": 20.0},
    )
    return replace(made, **more)  # pyright: ignore[reportArgumentType]  (the test's own names)


def series(uid: str, date: str, *lesions: BookedLesion, method: str = "CT") -> BookedSeries:
    return BookedSeries(
        letter="",
        series_instance_uid=uid,
        study_instance_uid=f"{uid}.1",
        frame_of_reference_uid=f"{uid}.2",
        modality={"PET": "PT"}.get(method, method),
        method=method,
        date=date,
        slice_thickness_mm=3.0,
        lesions=lesions,
    )


def two_visits() -> LesionBook:
    """A1 and A2 in January; in March B1 where A1 was, B2 and B3 where A2 was."""
    book = add_series(LesionBook(person="P1"), series("1", "2026-01-05", lesion("u1", 40), lesion("u2", 30)))
    return add_series(book, series("2", "2026-03-02", lesion("v1", 20), lesion("v2", 12), lesion("v3", 9)))


def match(book: LesionBook, *told: tuple[str, tuple[str, ...], tuple[str, ...]]) -> LesionBook:
    found = [
        LesionMatch(
            kind=kind,  # pyright: ignore[reportArgumentType]  (the test's own words)
            earlier=earlier,
            later=later,
            distance_mm=1.0,
            is_clear=True,
            because="test",
        )
        for kind, earlier, later in told
    ]
    return add_matches(book, book.series[0], book.series[1], found, SAME_PLACE.how)


def says(of: str, *, reader: str = "R1", verdict: str = "confirm", **more: object) -> Decision:
    made = Decision(number=0, at=NOW, reader=reader, verdict=verdict, of=of)  # pyright: ignore[reportArgumentType]
    return replace(made, **more)  # pyright: ignore[reportArgumentType]


def seen(book: LesionBook) -> list[tuple[str, str, str]]:
    return [(one.found.name, one.lesion, one.role) for one in sightings(book)]


def test_what_nobody_confirmed_is_no_fact() -> None:
    book = match(two_visits(), ("same", ("A1",), ("B1",)))
    assert sightings(book) == ()
    assert [one.name for one in open_items(book, "R1")] == ["A1", "A2", "B1", "B2", "B3", "m1"]


def test_a_confirmed_match_confirms_its_lesions_and_carries_the_first_name_on() -> None:
    book = decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("m1"))
    assert seen(book) == [("A1", "u1", ""), ("B1", "u1", "")]


def test_without_a_confirmed_match_two_sightings_are_two_lesions() -> None:
    book = decide(decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("A1")), says("B1"))
    assert seen(book) == [("A1", "u1", ""), ("B1", "v1", "")]


def test_a_rejected_lesion_stays_out_whatever_a_match_says() -> None:
    book = decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("m1"))
    assert seen(decide(book, says("B1", verdict="reject"))) == [("A1", "u1", "")]


def test_a_decision_is_taken_back_by_another_and_both_stay() -> None:
    book = decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("m1"))
    undone = decide(book, says("1", verdict="take back"))
    assert seen(undone) == []
    assert [(one.number, one.verdict) for one in undone.decisions] == [(1, "confirm"), (2, "take back")]
    assert seen(decide(undone, says("m1"))) == [("A1", "u1", ""), ("B1", "u1", "")]


def test_only_the_reader_takes_back_what_she_decided() -> None:
    book = decide(two_visits(), says("A1"))
    with pytest.raises(ValueError, match="another reader"):
        decide(book, says("1", verdict="take back", reader="R2"))
    with pytest.raises(ValueError, match="no decision number 9"):
        decide(book, says("9", verdict="take back"))
    with pytest.raises(ValueError, match="holds no lesion or match 'Z9'"):
        decide(book, says("Z9"))


def test_two_readers_have_two_readings() -> None:
    book = decide(decide(two_visits(), says("A1")), says("A2", reader="R2"))
    assert [(one.found.name, one.reader) for one in sightings(book)] == [("A1", "R1"), ("A2", "R2")]


def test_pieces_of_a_lesion_carry_its_name_with_a_number() -> None:
    book = decide(match(two_visits(), ("split", ("A2",), ("B2", "B3"))), says("m1"))
    assert seen(book) == [("A2", "u2", ""), ("B2", "u2.1", ""), ("B3", "u2.2", "")]


def test_lesions_that_merged_carry_both_names() -> None:
    book = decide(match(two_visits(), ("merged", ("A1", "A2"), ("B1",))), says("m1"))
    assert seen(book) == [("A1", "u1", ""), ("A2", "u2", ""), ("B1", "u1/u2", "")]


def test_a_confirmed_new_lesion_is_new_and_a_resolved_one_absent_at_the_later_visit() -> None:
    book = match(two_visits(), ("new", (), ("B3",)), ("resolved", ("A2",), ()))
    book = decide(decide(book, says("m1")), says("m2"))
    assert ("B3", "v3", "new") in seen(book)
    gone = next(one for one in sightings(book) if one.state == "absent")
    assert (gone.lesion, gone.series.date) == ("u2", "2026-03-02")


def test_a_role_once_chosen_stays_with_the_lesion() -> None:
    book = decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("m1"))
    assert seen(decide(book, says("A1", role="target"))) == [("A1", "u1", "target"), ("B1", "u1", "target")]


def test_a_series_that_nobody_decided_on_is_replaced_and_a_decided_one_stays() -> None:
    book = two_visits()
    again = series("1", "2026-01-05", lesion("u9", 50))
    assert [one.tracking_uid for one in add_series(book, again).series[0].lesions] == ["u9"]
    decided = decide(book, says("A1"))
    assert add_series(decided, again) == decided


def test_the_file_of_a_book_is_the_book(tmp_path: Path) -> None:
    book = decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("m1", role="target", site="liver"))
    save_book(tmp_path / "b.json", book)
    assert open_book(tmp_path / "b.json") == book
    assert book_bytes(book) == (tmp_path / "b.json").read_bytes()


def test_confirmed_lesions_are_measurements_with_reader_method_and_source(tmp_path: Path) -> None:
    book = decide(match(two_visits(), ("same", ("A1",), ("B1",))), says("m1", role="target"))
    save_book(tmp_path / "b.json", decide(book, says("A1", role="target", site_text="segment VII")))
    (person,) = read(tmp_path / "b.json").people
    facts = [fact for fact in person.facts if isinstance(fact, LesionMeasurement)]
    told = {(fact.visit, fact.measure): fact for fact in facts}
    longest = told["2026-01-05", "longest diameter"]
    assert (str(longest.value), longest.lesion, longest.reader, longest.role) == ("40.0 mm", "u1", "R1", "target")
    assert (longest.method, longest.slice_thickness_mm, longest.site, longest.site_text) == (
        "CT", Decimal("3.00"), "liver", "segment VII",
    )  # fmt: skip
    assert longest.position_mm == (Decimal("1.0"), Decimal("2.0"), Decimal("3.0"))
    assert str(told["2026-03-02", "longest diameter"].value) == "20.0 mm"
    assert longest.sources[0].place == "lesion A1" and len(longest.sources[0].sha256) == 64
    assert person.person == "P1"


def test_a_node_is_measured_by_its_short_axis() -> None:
    book = decide(two_visits(), says("A1", is_node=True))
    found = read_lesion_book(book_bytes(book), "b.json", "00")
    assert found.record is not None
    measures = {fact.measure for fact in found.record.facts if isinstance(fact, LesionMeasurement)}
    assert measures == {"longest diameter", "short axis", "volume"}


def test_pet_gives_uptake_and_metabolic_volume_and_no_diameter_and_says_how_it_was_made() -> None:
    scan = PetScan(tracer="FDG", dose_mbq=320.0, uptake_minutes=61.0)
    region = BookedReference(
        name="", tissue="liver", mean=1.5, deviation=0.12, voxels=1180, centre_mm=(0, 0, 0), how="test"
    )
    pet = replace(series("3", "2026-01-05", lesion("u1"), method="PET"), scan=scan, references=(region,))
    book = decide(decide(add_series(LesionBook(person="P1"), pet), says("A1")), says("Ar1"))
    found = read_lesion_book(book_bytes(book), "b.json", "00")
    assert found.record is not None
    facts = [fact for fact in found.record.facts if isinstance(fact, LesionMeasurement)]
    assert {fact.measure: str(fact.value) for fact in facts if fact.role != "reference"} == {
        "SULpeak": "4.500 g/mL",
        "SUVmax": "8.000 g/mL",
        "TLG": "20.00 g",
        "MTV": "4.20 mL",
    }
    reference = {fact.measure: str(fact.value) for fact in facts if fact.role == "reference"}
    assert reference == {"SULmean": "1.500 g/mL", "SUL SD": "0.120 g/mL"}
    (made,) = [fact for fact in found.record.facts if isinstance(fact, PetAcquisition)]
    assert (made.tracer, made.uptake_minutes, made.lean_formula) == ("FDG", Decimal("61"), "Janmahasatian")


def test_an_unconfirmed_reference_region_is_no_fact_either() -> None:
    region = BookedReference(
        name="", tissue="liver", mean=1.5, deviation=0.12, voxels=1180, centre_mm=(0, 0, 0), how="test"
    )
    pet = replace(series("3", "2026-01-05", lesion("u1"), method="PET"), references=(region,))
    found = read_lesion_book(book_bytes(add_series(LesionBook(person="P1"), pet)), "b.json", "00")
    assert found.record is not None and found.record.facts == ()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b'{"schema": "onward.lesions/2"}',
        b'{"schema": "onward.lesions/1"}',
        b'{"schema":"onward.lesions/1","person":7}',
    ],
)
def test_a_damaged_book_is_an_issue_and_no_facts(damage: bytes, tmp_path: Path) -> None:
    found = read_lesion_book(damage, "b.json", "00")
    assert found.record is None and found.issues
    (tmp_path / "b.json").write_bytes(damage)
    with pytest.raises(RecordsError):
        open_book(tmp_path / "b.json")


def test_decisions_that_name_what_is_not_there_damage_the_book_and_break_nothing() -> None:
    book = decide(two_visits(), says("A1"))
    broken = replace(book, decisions=(replace(book.decisions[0], of="Z7"),))
    found = read_lesion_book(book_bytes(broken), "b.json", "00")
    assert found.record is None and "damaged" in found.issues[0].what


def test_a_reader_without_a_name_decides_nothing_and_a_typing_error_enters_nothing(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    save_book(path, two_visits())
    with pytest.raises(UsageError, match="--reader"):
        record_word(path, ReaderWord(reader=" ", confirm=("A1",)), now=NOW)
    with pytest.raises(UsageError, match="Nothing was entered"):
        record_word(path, ReaderWord(reader="R1", confirm=("A1", "A7")), now=NOW)
    assert open_book(path).decisions == ()


def test_a_letter_stands_for_its_lesions_and_a_dash_for_a_run(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    save_book(path, two_visits())
    book = record_word(path, ReaderWord(reader="R1", confirm=("A", "B1-B2")), now=NOW)
    assert [one.of for one in book.decisions] == ["A1", "A2", "B1", "B2"]


def test_clear_matches_in_one_go_but_none_that_was_decided_on(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    save_book(path, match(two_visits(), ("same", ("A1",), ("B1",)), ("same", ("A2",), ("B2",))))
    record_word(path, ReaderWord(reader="R1", reject=("m1",)), now=NOW)
    book = record_word(path, ReaderWord(reader="R1", confirm_clear=True), now=NOW)
    assert [(one.of, one.verdict) for one in book.decisions] == [("m1", "reject"), ("m2", "confirm")]


def test_a_book_is_of_one_person(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    save_book(path, two_visits())
    with pytest.raises(UsageError, match="another person"):
        enter(path, "P2", [])
