"""People and trials: which may fit, in which order, what to ask next. Pure rooms are called here; nothing is judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from onward.app.reference import criteria_reference
from onward.criteria import subject_of
from onward.disease import DiseasePicture, derive_picture
from onward.engines.trials import (
    Asking,
    Catalogue,
    Matched,
    PreparedTrial,
    Reach,
    match_trial,
    near_misses,
    questions_over,
    rank,
)
from onward.knowledge import codes, description_words, disease_knowledge, geography
from onward.reading import Description, read_description
from onward.registry import NearSite, Place, Recruitment, nearest_sites
from onward.terms import UsageError
from onward.timeline import Timeline, as_known_on, build_timeline

Progress = Callable[[int, int], None]

# Who is described has no id.
DESCRIBED = "described"
_EVERY = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRequest:
    """What is asked.

    near         where from, None when nobody says
    where        the catalogue in a reader's words
    within_km    trials whose every known site is farther are left out; None for no limit
    """

    near: Place | None = None
    within_km: float | None = None
    where: str = ""


def match_person(
    timeline: Timeline,
    picture: DiseasePicture,
    catalogue: Catalogue,
    request: MatchRequest,
    *,
    as_of: date,
    progress: Progress | None = None,
) -> Matched:
    """Every trial of a catalogue for one person, as known on `as_of`."""
    subject = subject_of(timeline, picture, criteria_reference(), as_of=as_of)
    asking = Asking(catalogue, subject)
    matches = []
    sites: dict[int, tuple[NearSite, ...]] = {}
    left_out: list[PreparedTrial] = []
    for number, prepared in enumerate(catalogue.trials):
        if progress is not None and number % _EVERY == 0:
            progress(number, len(catalogue.trials))
        near = nearest_sites(prepared.trial, request.near, geography(), as_of=as_of) if prepared.trial.sites else ()
        if _is_too_far(near, request):
            left_out.append(prepared)
            continue
        sites[id(prepared)] = near
        matches.append((match_trial(prepared, asking), reach_of(near)))
    ranked = rank(matches, subject)
    return Matched(
        subject=subject,
        ranked=ranked,
        sites={one.rank: sites[id(one.match.prepared)] for one in ranked},
        near_misses=near_misses(ranked, as_of),
        questions=questions_over(one.match for one in ranked),
        left_out=tuple(left_out),
        near=request.near,
        where=request.where,
    )


def reach_of(sites: Sequence[NearSite]) -> Reach:
    """How the sites of a trial lie: the nearest that takes people or does not say, and how many take people."""
    may_enter = [one for one in sites if one.is_open or one.recruitment is Recruitment.UNKNOWN]
    distances = [one.distance_km for one in may_enter if one.distance_km is not None]
    return Reach(nearest_km=min(distances, default=None), open_sites=sum(one.is_open for one in sites))


def _is_too_far(sites: Sequence[NearSite], request: MatchRequest) -> bool:
    """A trial is left out only when it is known of every site that it is farther."""
    if request.within_km is None or not sites:
        return False
    return all(one.distance_km is not None and one.distance_km > request.within_km for one in sites)


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """A description with the timeline and the picture that follow from it."""

    description: Description
    timeline: Timeline
    picture: DiseasePicture


def understand(text: str, *, as_of: date) -> Understood:
    """Read a description in plain clinical English, written on `as_of`. Raises UsageError when it is empty."""
    if not text.strip():
        raise UsageError(
            "the description is empty. Say who she is in your own words, for example: "
            '"58-year-old, ER+ HER2-low, bone and liver metastases, progressed on letrozole/palbociclib, ECOG 1".'
        )
    description = read_description(text, codes(), description_words(), as_of=as_of)
    timeline = as_known_on(build_timeline(DESCRIBED, description.facts), as_of)
    return Understood(
        description=description,
        timeline=timeline,
        picture=derive_picture(timeline, disease_knowledge(), as_of=as_of),
    )
