"""Where ZIP codes, towns and states of the USA are (package zipcodes, offline); the limits of trials/places.yaml."""

from __future__ import annotations

import contextlib
import gc
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib.metadata import distribution
from math import floor

import orjson

from onward.knowledge.files import DATA, KnowledgeFile, entries, entry, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLimit:
    """One limit of trials/places.yaml with its source."""

    value: Decimal
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    code: str
    names: tuple[str, ...]
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ZipPlace:
    """The middle of a ZIP code, in degrees, and its state by its two letters."""

    latitude: float
    longitude: float
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """What is known of places in the USA; of the rest of the world nothing.

    zips      five digits to place; military codes and those without coordinates are left out
    towns     (state, town in lower case) to the places of its ZIP codes
    cells     state to the cells of a grid of `cell_degrees` that hold a ZIP code of it
    states    name or code in lower case to code
    """

    file: KnowledgeFile
    zips: Mapping[str, ZipPlace]
    towns: Mapping[tuple[str, str], tuple[ZipPlace, ...]]
    cells: Mapping[str, frozenset[tuple[int, int]]]
    states: Mapping[str, str]
    state_names: Mapping[str, str]
    countries: frozenset[str]
    zip_far_km: float
    cell_degrees: float
    town_wide_km: float
    status_old_months: int

    def state_code(self, written: str) -> str:
        """Two letters for a state in either spelling; "" for anything else."""
        return self.states.get(" ".join(written.lower().split()), "")

    def is_united_states(self, country: str) -> bool:
        """Whether a country's name is that of the USA or of one of its territories."""
        plain = " ".join(country.lower().split())
        return plain in self.countries or plain in self.states


@lru_cache(maxsize=1)
def geography() -> Geography:
    """The table of places, read when first asked for. Raises KnowledgeError when places.yaml is broken."""
    # A hundred thousand small objects and no cycles among them: looking for cycles takes half of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        return _geography()
    finally:
        if was_on:
            gc.enable()


def _geography() -> Geography:
    file = read_file(DATA / "trials" / "places.yaml")
    only_keys(file, "limits", "united_states", "states")
    states = entries(file, _State, "states")
    known = {state.code for state in states}
    limits = {
        name: entry(file, PlaceLimit, "limits", name).value
        for name in ("zip_far_km", "state_cell_degrees", "town_wide_km", "status_old_months")
    }
    countries = file.body.get("united_states")
    if not isinstance(countries, list):
        raise file.broken("expected a list of names", "united_states")
    cell = float(limits["state_cell_degrees"])
    zips: dict[str, ZipPlace] = {}
    towns: dict[tuple[str, str], list[ZipPlace]] = {}
    cells: dict[str, set[tuple[int, int]]] = {}
    for code, place, names in _zip_rows(known):
        zips[code] = place
        cells.setdefault(place.state, set()).add((floor(place.latitude / cell), floor(place.longitude / cell)))
        for name in names:
            towns.setdefault((place.state, name.lower()), []).append(place)
    return Geography(
        file=file,
        zips=zips,
        towns={key: tuple(places) for key, places in towns.items()},
        cells={state: frozenset(held) for state, held in cells.items()},
        states={name.lower(): state.code for state in states for name in (state.code, *state.names)},
        state_names={state.code: state.names[0] for state in states},
        countries=frozenset(str(name).lower() for name in countries),
        zip_far_km=float(limits["zip_far_km"]),
        cell_degrees=cell,
        town_wide_km=float(limits["town_wide_km"]),
        status_old_months=int(limits["status_old_months"]),
    )


def _zip_rows(states: set[str]) -> Iterable[tuple[str, ZipPlace, list[str]]]:
    """(ZIP, place, towns) of every code of the package that lies in a known state and has coordinates."""
    for code, latitude, longitude, state, names in _kept_rows():
        if state in states:
            yield code, ZipPlace(latitude, longitude, state), names


_Row = tuple[str, float, float, str, list[str]]


def _kept_rows() -> list[_Row]:
    """The rows of the package that have coordinates and are not military, in a form that is read ten times faster.

    They are kept beside places.yaml in `__pycache__`, under the version of the package, where that folder can be
    written.
    """
    version = distribution("zipcodes").version
    kept = DATA / "trials" / "__pycache__" / "zips.json"
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = orjson.loads(kept.read_bytes())
        if found["version"] == version:
            return found["rows"]
    rows = _read_rows()
    with contextlib.suppress(OSError):
        kept.parent.mkdir(exist_ok=True)
        part = kept.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(orjson.dumps({"version": version, "rows": rows}))
        part.replace(kept)
    return rows


def _read_rows() -> list[_Row]:
    import zipcodes

    found: list[_Row] = []
    for row in zipcodes.list_all():
        latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
        if row["zip_code_type"] == "MILITARY" or (latitude == 0 and longitude == 0):
            continue
        # Codes of one office or firm say little about where their town is.
        names = [] if row["zip_code_type"] == "UNIQUE" else [row["city"], *row["acceptable_cities"]]
        found.append((row["zip_code"], latitude, longitude, row["state"], names))
    return found
