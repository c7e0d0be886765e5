"""Places on the earth and the distance between them, along the surface of a sphere; roads are longer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from onward.knowledge import Geography
from onward.terms import UsageError

# Mean radius (IUGG); the sphere is within 0.6 % of the ellipsoid.
_EARTH_KM = 6371.0088
KM_PER_MILE = 1.609344

_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?")
_DEGREES = re.compile(r"([+-]?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d{1,3}(?:\.\d+)?)")
_DISTANCE = re.compile(r"(\d+(?:\.\d+)?)\s*(km|kilometers?|kilometres?|mi|miles?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """A place to start from; degrees, WGS 84. `label` says in words what it is."""

    latitude: float
    longitude: float
    label: str


def find_place(text: str, places: Geography) -> Place:
    """A US ZIP code ("02115", "02115-5450") or degrees ("42.34,-71.10").

    Raises UsageError when it is neither, or a ZIP code whose place is not known.
    """
    plain = text.strip()
    degrees = _DEGREES.fullmatch(plain)
    if degrees is not None:
        latitude, longitude = float(degrees[1]), float(degrees[2])
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise UsageError(f"{plain!r} is no place on the earth; write latitude, then longitude: 42.34,-71.10")
        return Place(latitude, longitude, f"{latitude:g}, {longitude:g}")
    code = _ZIP.fullmatch(plain)
    if code is None:
        raise UsageError(
            f"{plain!r} is neither a US ZIP code nor degrees. Write 02115, or latitude and longitude: 42.34,-71.10"
        )
    found = places.zips.get(code[1])
    if found is None:
        raise UsageError(f"{code[1]} is no ZIP code whose place is known. Give one near by, or degrees: 42.34,-71.10")
    return Place(found.latitude, found.longitude, f"ZIP {code[1]}, {found.state}")


def read_distance_km(text: str) -> float:
    """A distance with its unit ("80km", "50 mi") in kilometres. Raises UsageError without a unit: it is not guessed."""
    found = _DISTANCE.fullmatch(text.strip())
    if found is None:
        raise UsageError(f"{text!r} is no distance; write the unit too: 80km, '50 mi'")
    value = float(found[1])
    return value if found[2].lower().startswith("k") else value * KM_PER_MILE


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance between two points in degrees (haversine formula)."""
    a, b = radians(latitude), radians(other_latitude)
    half = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(other_longitude - longitude) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(min(1.0, half)))
