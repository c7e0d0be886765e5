"""Where ZIP codes, towns and states of the USA are (package zipcodes, offline); the limits of trials/places.yaml."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from math import floor

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
    """The table of places, read when first asked for (0.4 s). Raises KnowledgeError when places.yaml is broken."""
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


def _zip_rows(states: set[str]) -> Iterable[tuple[str, ZipPlace, tuple[str, ...]]]:
    """(ZIP, place, towns) of every code of the package that lies in a known state and has coordinates."""
    import zipcodes

    # Half a million short-lived objects and no cycles among them: looking for cycles takes half of the time.
    was_on = gc.isenabled()
    gc.disable()
    try:
        rows = zipcodes.list_all()
    finally:
        if was_on:
            gc.enable()
    for row in rows:
        if row["zip_code_type"] == "MILITARY" or row["state"] not in states:
            continue
        latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
        if latitude == 0 and longitude == 0:
            continue
        names = (row["city"], *row["acceptable_cities"]) if row["zip_code_type"] != "UNIQUE" else ()
        yield row["zip_code"], ZipPlace(latitude, longitude, row["state"]), names
