"""The sites of a trial from a place: how far, whether they take people, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onward.knowledge import Geography
from onward.registry.locating import LocatedBy, locate
from onward.registry.place import Place, distance_km
from onward.registry.site import Site
from onward.registry.status import Recruitment, recruitment_of
from onward.registry.trial import Trial
from onward.terms import PartialDate, add_months


@dataclass(frozen=True, slots=True, kw_only=True)
class NearSite:
    """A site as somebody at a place sees it.

    distance_km   great-circle distance; None when no place was given or the site's place cannot be told
    located_by    what the site's place was taken from
    recruitment   of the site; where its registry states none, of the trial (`doubts` says so)
    as_of         the day for which the registry vouches; None when it does not say
    doubts        sentences: what contradicts, what is old, what is not stated
    """

    site: Site
    distance_km: float | None
    located_by: LocatedBy
    recruitment: Recruitment
    as_of: PartialDate | None
    doubts: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        return self.recruitment.is_open


# Sites that somebody may enter come first, then those that may open, then those that do not say.
_ORDER = {
    Recruitment.RECRUITING: 0,
    Recruitment.EXPANDED_ACCESS: 0,
    Recruitment.BY_INVITATION: 1,
    Recruitment.NOT_YET: 2,
    Recruitment.SUSPENDED: 3,
    Recruitment.UNKNOWN: 4,
}
_LAST = 5


def nearest_sites(trial: Trial, place: Place | None, places: Geography, *, as_of: date) -> tuple[NearSite, ...]:
    """All sites of a trial: open ones first, within each state the nearest first; without a place as listed.

    as_of   the day on which the age of the states of recruitment is judged
    """
    of_trial = recruitment_of(trial.status)
    about_age = status_doubts(trial, places, as_of=as_of)
    found = [_seen(site, trial, of_trial, place, places, about_age) for site in trial.sites]
    return tuple(sorted(found, key=_rank))


def status_doubts(trial: Trial, places: Geography, *, as_of: date) -> tuple[str, ...]:
    """What makes the trial's states of recruitment uncertain: no date, or one long ago. Closed for good is certain."""
    if recruitment_of(trial.status) in (Recruitment.COMPLETED, Recruitment.TERMINATED, Recruitment.WITHDRAWN):
        return ()
    since = trial.status_as_of
    if since is None:
        return ("the registry record does not say when its states of recruitment were true",)
    if add_months(since.latest, places.status_old_months) < as_of:
        return (f"the states of recruitment are as of {since}, over {places.status_old_months} months ago",)
    return ()


def _seen(
    site: Site,
    trial: Trial,
    of_trial: Recruitment,
    place: Place | None,
    places: Geography,
    about_age: tuple[str, ...],
) -> NearSite:
    located = locate(site, places)
    distance = None
    if place is not None and located.latitude is not None and located.longitude is not None:
        distance = distance_km(place.latitude, place.longitude, located.latitude, located.longitude)
    recruitment, about_status = _recruitment(site, of_trial)
    return NearSite(
        site=site,
        distance_km=distance,
        located_by=located.by,
        recruitment=recruitment,
        as_of=trial.status_as_of,
        doubts=(*located.doubts, *about_status, *about_age),
    )


def _recruitment(site: Site, of_trial: Recruitment) -> tuple[Recruitment, tuple[str, ...]]:
    """A site's state: its own, held against the trial's."""
    own = recruitment_of(site.status)
    if own is Recruitment.UNKNOWN:
        if of_trial is Recruitment.UNKNOWN:
            return own, ("neither the site nor the trial states whether it takes people",)
        return of_trial, ("the site states no status; that of the trial is given",)
    if own.may_open and not of_trial.may_open and of_trial is not Recruitment.UNKNOWN:
        return of_trial, (f"the site is listed as {own.value}, the trial as {of_trial.value}",)
    if own.is_open and of_trial is Recruitment.SUSPENDED:
        return of_trial, (f"the site is listed as {own.value}, the trial as {of_trial.value}",)
    return own, ()


def _rank(one: NearSite) -> tuple[int, float]:
    return (
        recruitment_rank(one.recruitment),
        float("inf") if one.distance_km is None else one.distance_km,
    )


def recruitment_rank(state: Recruitment) -> int:
    """The place of a state in the order in which sites are shown: 0 for those that take people."""
    return _ORDER.get(state, _LAST)


def site_recruitment(site: Site, trial: Trial) -> Recruitment:
    """A site's state of recruitment as `nearest_sites` tells it: its own, held against the trial's."""
    return _recruitment(site, recruitment_of(trial.status))[0]
