"""Where a site is: its coordinates where nothing contradicts them, else its ZIP code or its town.

Registries copy coordinates from addresses, and a mistyped ZIP code moves a site by a whole state. So coordinates have
to agree with the state, and with the ZIP code where there is one; what contradicts is said.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from math import floor

from onward.knowledge import Geography, ZipPlace
from onward.registry.place import distance_km
from onward.registry.site import Site

_ZIP = re.compile(r"\s*(\d{5})(?:-?\d{4})?\s*")


class LocatedBy(Enum):
    """What a site's place was taken from."""

    COORDINATES = "coordinates"
    ZIP = "ZIP code"
    TOWN = "town"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Located:
    """A site's place in degrees, None where it cannot be told; `doubts` are sentences on what contradicts."""

    latitude: float | None
    longitude: float | None
    by: LocatedBy
    doubts: tuple[str, ...] = ()


def locate(site: Site, places: Geography) -> Located:
    """Where a site is."""
    latitude, longitude = site.latitude, site.longitude
    doubts: list[str] = []
    if latitude is not None and longitude is not None and latitude == 0 and longitude == 0:
        doubts.append("the coordinates 0, 0 lie in the sea and mean that there are none")
        latitude = longitude = None
    has_point = latitude is not None and longitude is not None
    if not _is_american(site, places):
        return Located(latitude, longitude, LocatedBy.COORDINATES if has_point else LocatedBy.NOTHING, tuple(doubts))
    state = places.state_code(site.state) or places.state_code(site.country)
    zip_place = _zip_place(site, places)
    zip_fits = zip_place is None or not state or zip_place.state == state
    if not zip_fits and zip_place is not None:
        doubts.append(f"its ZIP code lies in {zip_place.state}, not in {state}")
    if latitude is not None and longitude is not None:
        in_state = not state or _is_in_state(latitude, longitude, state, places)
        far = 0.0 if zip_place is None else distance_km(latitude, longitude, zip_place.latitude, zip_place.longitude)
        near_zip = far <= places.zip_far_km
        if in_state and (near_zip or not zip_fits):
            return Located(latitude, longitude, LocatedBy.COORDINATES, tuple(doubts))
        if not in_state:
            doubts.append(f"its coordinates ({latitude:.1f}, {longitude:.1f}) lie nowhere near {state}")
        if not near_zip:
            doubts.append(f"its coordinates lie {far:,.0f} km from its ZIP code")
    if zip_place is not None and zip_fits:
        return Located(zip_place.latitude, zip_place.longitude, LocatedBy.ZIP, _with(doubts, has_point, "its ZIP code"))
    town = _town(site, state, places)
    if town is not None:
        return Located(town.latitude, town.longitude, LocatedBy.TOWN, _with(doubts, has_point, "its town"))
    if doubts and has_point:
        doubts.append("no distance is given")
    return Located(None, None, LocatedBy.NOTHING, tuple(doubts))


def _with(doubts: list[str], has_point: bool, taken: str) -> tuple[str, ...]:
    return (*doubts, f"{taken} was taken instead") if doubts and has_point else tuple(doubts)


def _is_american(site: Site, places: Geography) -> bool:
    if site.country:
        return places.is_united_states(site.country)
    # Without a country: a state and a ZIP code that belong together.
    found = _zip_place(site, places)
    return found is not None and found.state == places.state_code(site.state)


def _zip_place(site: Site, places: Geography) -> ZipPlace | None:
    code = _ZIP.fullmatch(site.zip)
    return None if code is None else places.zips.get(code[1])


def _town(site: Site, state: str, places: Geography) -> ZipPlace | None:
    """The middle of a town's ZIP codes; None when there is no such town, or several of one name."""
    found = places.towns.get((state, " ".join(site.city.lower().split())), ())
    if not found:
        return None
    latitude = sum(one.latitude for one in found) / len(found)
    longitude = sum(one.longitude for one in found) / len(found)
    if any(distance_km(latitude, longitude, one.latitude, one.longitude) > places.town_wide_km for one in found):
        return None
    return ZipPlace(latitude, longitude, state)


def _is_in_state(latitude: float, longitude: float, state: str, places: Geography) -> bool:
    """Whether a ZIP code of the state lies in the same cell of the grid or beside it."""
    held = places.cells.get(state, frozenset())
    row, column = floor(latitude / places.cell_degrees), floor(longitude / places.cell_degrees)
    return any((row + up, column + right) in held for up in (-1, 0, 1) for right in (-1, 0, 1))
