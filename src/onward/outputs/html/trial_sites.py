"""The sites of a trial as a table: open ones first, the nearest first, with whom to call and what is doubtful."""

from __future__ import annotations

from collections.abc import Sequence

from onward.outputs.html.context import Cell, Table
from onward.outputs.html.phrases import counted, sentence_case
from onward.registry import KM_PER_MILE, Contact, NearSite

# A person does not call more than these; the rest is folded away.
_SHOWN = 5


def site_table(sites: Sequence[NearSite], *, has_place: bool) -> Table:
    """Sites in their order; `has_place` whether distances were asked for."""
    rows = tuple(_row(site, has_place=has_place) for site in sites)
    return Table(
        caption="Sites, open ones first" + (", the nearest first" if has_place else ""),
        columns=("Site", "Distance", "Takes people?", "Whom to call"),
        rows=rows[:_SHOWN],
        more=rows[_SHOWN:],
        more_caption=f"{counted(len(rows) - _SHOWN, 'further site')}",
        empty="The registry record lists no site.",
    )


def _row(one: NearSite, *, has_place: bool) -> tuple[Cell, ...]:
    site = one.site
    town = ", ".join(part for part in (site.city, site.state, site.zip, site.country) if part)
    return (
        Cell(text=site.facility or town or "Without a name", notes=(town,) if site.facility and town else ()),
        Cell(text=distance_text(one, has_place=has_place), tone="" if one.distance_km is not None else "open"),
        Cell(
            text=sentence_case(one.recruitment.value),
            notes=(*((f"as of {one.as_of}",) if one.as_of else ()), *(sentence_case(doubt) for doubt in one.doubts)),
            tone="call" if one.is_open else "",
        ),
        Cell(text="; ".join(_contact(site.contacts)) or "Not listed"),
    )


def distance_text(one: NearSite, *, has_place: bool) -> str:
    """ "12 km (7 miles)", or why there is none."""
    if not has_place:
        return "No place was given"
    if one.distance_km is None:
        return "Distance not known"
    if one.distance_km < 1:
        return "less than 1 km"
    return f"{one.distance_km:,.0f} km ({one.distance_km / KM_PER_MILE:,.0f} miles)"


def _contact(contacts: Sequence[Contact]) -> list[str]:
    return [", ".join(part for part in (one.name, one.phone, one.email) if part) for one in contacts[:2]]
