"""Where sites are, how far, and what is said when their coordinates contradict their address."""

from __future__ import annotations

from datetime import date

import pytest
from tests.unit.trials.files import trial

from onward.knowledge import geography
from onward.registry import (
    LocatedBy,
    Recruitment,
    Site,
    distance_km,
    find_place,
    locate,
    nearest_sites,
    read_distance_km,
    status_doubts,
)
from onward.terms import PartialDate, UsageError, parse_date

US = "United States"
DAY = date(2026, 11, 28)


def dated(text: str) -> PartialDate:
    found = parse_date(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("start", "end", "km"),
    [
        # Distances between airports as flight planners give them (great circle).
        ((40.6398, -73.7789), (51.4706, -0.4619), 5540),  # New York JFK to London LHR
        ((42.3643, -71.0052), (42.3643, -71.0052), 0),
        ((0.0, 0.0), (0.0, 180.0), 20015),  # half around the equator: pi times 6371 km
        ((90.0, 0.0), (-90.0, 0.0), 20015),
    ],
)
def test_distances_are_great_circles(start: tuple[float, float], end: tuple[float, float], km: float) -> None:
    assert distance_km(*start, *end) == pytest.approx(km, abs=15)


def test_a_place_is_a_zip_code_or_degrees() -> None:
    boston = find_place("02115", geography())
    assert (boston.latitude, boston.longitude) == pytest.approx((42.34, -71.10), abs=0.05)
    assert boston.label == "ZIP 02115, MA"
    assert find_place("02115-5450", geography()).latitude == boston.latitude
    assert find_place(" -33.9, 18.4 ", geography()).label == "-33.9, 18.4"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Boston", "neither a US ZIP code nor degrees"),
        ("2115", "neither a US ZIP code nor degrees"),
        ("00000", "no ZIP code whose place is known"),
        ("95,10", "no place on the earth"),
        ("", "neither"),
    ],
)
def test_what_is_no_place_says_what_would_be(text: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        find_place(text, geography())


@pytest.mark.parametrize(("text", "km"), [("80km", 80), ("50 mi", 80.467), ("10 Miles", 16.093), ("0.5 km", 0.5)])
def test_distances_have_a_unit(text: str, km: float) -> None:
    assert read_distance_km(text) == pytest.approx(km, abs=0.001)


def test_a_distance_without_a_unit_is_not_guessed() -> None:
    with pytest.raises(UsageError, match="unit"):
        read_distance_km("50")


def site(**fields: object) -> Site:
    return Site(**{"facility": "Hospital", "country": US, **fields})  # type: ignore[arg-type]  (fields of a site)


def test_coordinates_that_fit_are_taken() -> None:
    found = locate(site(city="Boston", state="MA", zip="02115", latitude=42.34, longitude=-71.1), geography())
    assert (found.by, found.doubts) == (LocatedBy.COORDINATES, ())


@pytest.mark.parametrize("state", ["MA", "Massachusetts", "massachusetts", "ma"])
def test_states_are_known_by_letters_and_by_name(state: str) -> None:
    found = locate(site(city="Boston", state=state, latitude=47.0, longitude=-122.9), geography())
    assert "lie nowhere near MA" in found.doubts[0]


def test_coordinates_in_another_state_give_way_to_the_zip_code() -> None:
    """The ZIP code lies in the state that the address names."""
    found = locate(site(city="Boston", state="MA", zip="02115", latitude=47.0, longitude=-122.9), geography())
    assert found.by is LocatedBy.ZIP
    assert found.latitude == pytest.approx(42.34, abs=0.05)
    assert found.doubts[-1] == "its ZIP code was taken instead"


def test_a_mistyped_zip_code_with_its_coordinates_gives_way_to_the_town() -> None:
    """98508 lies in Washington, 99508 in Anchorage; the coordinates were made from the ZIP code."""
    found = locate(site(city="Anchorage", state="AK", zip="98508", latitude=47.0, longitude=-122.9), geography())
    assert found.by is LocatedBy.TOWN
    assert found.latitude == pytest.approx(61.2, abs=0.2)
    assert found.doubts[0] == "its ZIP code lies in WA, not in AK"


def test_a_town_that_is_not_known_gets_no_distance_rather_than_a_wrong_one() -> None:
    found = locate(site(city="Nowhere at all", state="AK", latitude=47.0, longitude=-122.9), geography())
    assert (found.latitude, found.by) == (None, LocatedBy.NOTHING)
    assert found.doubts[-1] == "no distance is given"


def test_coordinates_win_over_a_zip_code_of_another_state() -> None:
    """They lie where the address says."""
    found = locate(site(city="Boston", state="MA", zip="98508", latitude=42.34, longitude=-71.1), geography())
    assert (found.by, found.latitude) == (LocatedBy.COORDINATES, 42.34)
    assert found.doubts == ("its ZIP code lies in WA, not in MA",)


def test_coordinates_at_zero_are_none() -> None:
    found = locate(site(city="Boston", state="MA", zip="02115", latitude=0.0, longitude=0.0), geography())
    assert found.by is LocatedBy.ZIP


def test_a_zip_code_or_a_town_places_a_site_without_coordinates() -> None:
    assert locate(site(state="MA", zip="02115"), geography()).by is LocatedBy.ZIP
    assert locate(site(city="Boston", state="Massachusetts"), geography()).by is LocatedBy.TOWN
    assert locate(site(state="MA"), geography()).by is LocatedBy.NOTHING


def test_elsewhere_only_coordinates_count() -> None:
    """A postal code of five digits in Germany is no ZIP code."""
    munich = locate(site(country="Germany", city="Munich", zip="80336", latitude=48.1, longitude=11.6), geography())
    assert (munich.by, munich.doubts) == (LocatedBy.COORDINATES, ())
    assert locate(site(country="Germany", city="Munich", zip="80336"), geography()).by is LocatedBy.NOTHING
    assert locate(Site(country="France"), geography()).by is LocatedBy.NOTHING


def test_territories_are_states_under_their_own_name() -> None:
    found = locate(site(country="Puerto Rico", city="San Juan", latitude=18.4, longitude=-66.1), geography())
    assert (found.by, found.doubts) == (LocatedBy.COORDINATES, ())


def near(status: str, *sites: Site, verified: str | None = "2026-10") -> list[tuple[str, str, tuple[str, ...]]]:
    """Facility, state and doubts of each site, in the order in which they are shown to somebody in Boston."""
    one = trial(status=status, sites=sites, status_verified=None if verified is None else dated(verified))
    found = nearest_sites(one, find_place("02115", geography()), geography(), as_of=DAY)
    return [(seen.site.facility, seen.recruitment.value, seen.doubts) for seen in found]


NEW_YORK = Site(facility="NY", country=US, state="NY", latitude=40.75, longitude=-74.0, status="RECRUITING")
PROVIDENCE = Site(facility="RI", country=US, state="RI", latitude=41.82, longitude=-71.41, status="COMPLETED")


def test_open_sites_come_first_then_the_nearest() -> None:
    """Providence is nearer, but takes nobody."""
    assert near("RECRUITING", PROVIDENCE, NEW_YORK) == [("NY", "recruiting", ()), ("RI", "completed", ())]


def test_a_site_without_a_state_has_that_of_the_trial_and_says_so() -> None:
    anon = Site(facility="X", country=US, state="MA", city="Boston")
    ((_, state, doubts),) = near("RECRUITING", anon)
    assert (state, doubts) == ("recruiting", ("the site states no status; that of the trial is given",))


def test_a_site_cannot_be_open_where_the_trial_is_over() -> None:
    ((_, state, doubts),) = near("COMPLETED", NEW_YORK)
    assert (state, doubts) == ("completed", ("the site is listed as recruiting, the trial as completed",))


@pytest.mark.parametrize(
    ("verified", "doubts"),
    [
        ("2025-11-28", ()),  # exactly twelve months
        ("2025-11-27", ("the states of recruitment are as of 2025-11-27, over 12 months ago",)),
        ("2025-11", ()),  # it may have been the 30th
        (None, ("the registry record does not say when its states of recruitment were true",)),
    ],
)
def test_an_old_state_of_recruitment_is_said(verified: str | None, doubts: tuple[str, ...]) -> None:
    one = trial(status="RECRUITING", status_verified=None if verified is None else dated(verified))
    assert status_doubts(one, geography(), as_of=DAY) == doubts


def test_what_is_over_does_not_grow_old() -> None:
    one = trial(status="TERMINATED", status_verified=dated("2012-01-01"))
    assert status_doubts(one, geography(), as_of=DAY) == ()


def test_a_site_of_which_only_the_country_is_known_has_no_distance() -> None:
    (seen,) = nearest_sites(
        trial(status="RECRUITING", sites=(Site(country="France"),)),
        find_place("48.85,2.35", geography()),
        geography(),
        as_of=DAY,
    )
    assert (seen.distance_km, seen.located_by, seen.recruitment) == (None, LocatedBy.NOTHING, Recruitment.RECRUITING)
