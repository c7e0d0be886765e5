"""Trials of the catalogue as plain values."""

from __future__ import annotations

from collections.abc import Sequence

from onward.registry import KM_PER_MILE, Change, NearSite, Site, Trial, phases_of, recruitment_of

Plain = None | bool | int | float | str | list["Plain"] | dict[str, "Plain"]


def trial_document(trial: Trial) -> dict[str, Plain]:
    """What a list shows of a trial: ids, title, state, phase, conditions, interventions, where it was read."""
    return {
        "nct_id": trial.id,
        "protocol_no": trial.protocol_no or None,
        "title": trial.title,
        "status": trial.status or None,
        "recruitment": recruitment_of(trial.status).value,
        "status_as_of": None if trial.status_as_of is None else str(trial.status_as_of),
        "last_update": None if trial.last_update is None else str(trial.last_update),
        "phases": [phase.value for phase in phases_of(trial.phases)],
        "study_type": trial.study_type or None,
        "conditions": list(trial.conditions),
        "interventions": [one.name for one in trial.interventions],
        "sponsor": trial.sponsor or None,
        "sites": len(trial.sites),
        "has_eligibility_text": bool(trial.eligibility_text) or trial.match is not None or bool(trial.cohorts),
        "source": {
            "file": trial.source.file,
            "place": trial.source.place,
            "sha256": trial.source.sha256,
            "format": trial.source.format,
        },
    }


def site_document(site: Site) -> dict[str, Plain]:
    """A site as its registry lists it."""
    return {
        "facility": site.facility or None,
        "city": site.city or None,
        "state": site.state or None,
        "zip": site.zip or None,
        "country": site.country or None,
        "status": site.status or None,
        "recruitment": recruitment_of(site.status).value,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "contacts": [
            {"name": one.name or None, "role": one.role or None, "phone": one.phone or None, "email": one.email or None}
            for one in site.contacts
        ],
    }


def near_site_document(one: NearSite) -> dict[str, Plain]:
    """A site as somebody at a place sees it. `recruitment` and `open` are held against the state of the trial."""
    return {
        **site_document(one.site),
        "recruitment": one.recruitment.value,
        "open": one.is_open,
        "distance_km": None if one.distance_km is None else round(one.distance_km, 1),
        "distance_mi": None if one.distance_km is None else round(one.distance_km / KM_PER_MILE, 1),
        "located_by": one.located_by.value,
        "status_as_of": None if one.as_of is None else str(one.as_of),
        "doubts": list(one.doubts),
    }


def change_documents(found: Sequence[Change]) -> list[Plain]:
    """Changes between two versions of a trial."""
    return [
        {
            "kind": one.kind.value,
            "where": one.where or None,
            "before": one.before or None,
            "after": one.after or None,
            "says": str(one),
        }
        for one in found
    ]
