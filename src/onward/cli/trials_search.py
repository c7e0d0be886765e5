"""`onward trials search`: trials by words and filters."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from onward.app.trial_search import SearchHit, SearchRequest, SearchResult, TrialSearch, subtypes_meant
from onward.app.trial_search_index import open_index
from onward.cli.printing import print_issues, print_json, print_line
from onward.cli.progress import progress_bar
from onward.cli.today import today
from onward.cli.trial_words import phase_filter, recruitment_filter
from onward.engines.search import TrialFilters
from onward.outputs.plain import issue_document, near_site_document, trial_document
from onward.registry import KM_PER_MILE, NearSite, Place, find_place, read_distance_km, recruitment_of
from onward.terms import Severity, UsageError

_LINES = {
    "first": "first",
    "1": "first",
    "1l": "first",
    "second": "second",
    "2": "second",
    "2l": "second",
    "third": "third",
    "3": "third",
    "3l": "third",
    "later": "later",
    "4": "later",
}


def run(arguments: argparse.Namespace) -> int:
    """Search, then print the hits with their reasons and what they have in common."""
    request = _request(arguments)
    with progress_bar("Indexing trials", quiet=arguments.quiet) as progress:
        opened = open_index(arguments.trials, store=arguments.store, progress=progress)
    result = TrialSearch(opened).search(request, as_of=arguments.as_of or today())
    if arguments.json:
        print_json(_document(result, opened.where, request))
    elif arguments.ndjson:
        for rank, hit in enumerate(result.hits, start=1):
            print_line(_hit(hit, rank))
        print_line({"kind": "facets", **_about(result, opened.where, request)})
    else:
        _show(result, request, opened.where)
        print_issues([issue_document(issue) for issue in result.issues if issue.severity is not Severity.NOTE])
    return 1 if any(issue.severity is Severity.ERROR for issue in result.issues) else 0


def _request(arguments: argparse.Namespace) -> SearchRequest:
    if arguments.within and not arguments.near:
        raise UsageError("--within needs a place to start from: --near ZIP or --near LAT,LON.")
    if arguments.limit < 0:
        raise UsageError("--limit counts trials; 0 shows all.")
    return SearchRequest(
        words=tuple(arguments.words),
        without=tuple(arguments.without or ()),
        filters=TrialFilters(
            states=recruitment_filter(arguments.status),
            phases=phase_filter(arguments.phase),
            subtypes=subtypes_meant(arguments.subtype or ()),
            lines=_lines(arguments.line),
            metastatic=arguments.metastatic,
            remote=arguments.remote,
            or_not_stated=arguments.or_not_stated,
        ),
        classes=tuple(arguments.intervention_class or ()),
        near=_place(arguments.near),
        within_km=read_distance_km(arguments.within) if arguments.within else None,
        site_states=recruitment_filter(arguments.site_status),
        limit=arguments.limit,
    )


def _lines(words: Sequence[str] | None) -> frozenset[str]:
    found: set[str] = set()
    for word in words or ():
        meant = _LINES.get(word.strip().lower().removesuffix("-line").removesuffix(" line"))
        if meant is None:
            raise UsageError(f"{word!r} is no line of therapy. Known: first, second, third, later.")
        found.add(meant)
    return frozenset(found)


def _place(text: str | None) -> Place | None:
    if text is None:
        return None
    from onward.knowledge import geography

    return find_place(text, geography())


def _document(result: SearchResult, where: str, request: SearchRequest) -> dict[str, object]:
    return {
        "schema": "onward.trials-search/1",
        **_about(result, where, request),
        "hits": [_hit(hit, rank) for rank, hit in enumerate(result.hits, start=1)],
    }


def _about(result: SearchResult, where: str, request: SearchRequest) -> dict[str, object]:
    return {
        "where": where,
        "near": None if request.near is None else request.near.label,
        "total": result.total,
        "shown": len(result.hits),
        "all_words": result.all_words,
        "looked_for": [
            {"word": term.shown, "also": [one.shown for one in term.alternatives[1:]]} for term in result.query.terms
        ],
        "suggestions": {word: list(near) for word, near in result.suggestions.items()},
        "facets": result.facets,
        "issues": [issue_document(issue) for issue in result.issues],
    }


def _hit(hit: SearchHit, rank: int) -> dict[str, object]:
    return {
        "rank": rank,
        "score": round(hit.score, 3),
        **trial_document(hit.trial),
        "states": {
            "subtypes": list(hit.facets.subtypes),
            "metastatic": hit.facets.metastatic,
            "lines": list(hit.facets.lines),
            "intervention_classes": list(hit.facets.classes),
            "remote": hit.facets.remote,
        },
        "why": [
            {
                "word": one.word,
                "found_as": one.found_as,
                "in": [part.value for part in one.fields],
                "line": one.line,
            }
            for one in hit.reasons
        ],
        "missing": list(hit.missing),
        "distance_km": None if hit.distance_km is None else round(hit.distance_km, 1),
        "nearest_sites": [near_site_document(site) for site in hit.sites],
    }


def _show(result: SearchResult, request: SearchRequest, where: str) -> None:
    for word, near in result.suggestions.items():
        meant = f" Did you mean {' or '.join(near)}?" if near else ""
        print(f"No trial has {word!r}.{meant}", file=sys.stderr)
    if not result.all_words:
        print("No trial has all of these words; those with most of them follow.", file=sys.stderr)
    for rank, hit in enumerate(result.hits, start=1):
        trial = hit.trial
        print(f"\n{rank}. {trial.id or trial.source.place}  {trial.title}")
        said = [
            recruitment_of(trial.status).value + (f" as of {trial.status_as_of}" if trial.status_as_of else ""),
            f"phase {'/'.join(phase.value for phase in hit.facets.phases)}" if hit.facets.phases else "",
            ", ".join(hit.facets.subtypes) or "subtype not stated",
            {"yes": "metastatic", "no": "not metastatic"}.get(hit.facets.metastatic, "setting not stated"),
            f"{', '.join(hit.facets.lines)} line" if hit.facets.lines else "",
        ]
        print("   " + " · ".join(part for part in said if part))
        for reason in hit.reasons:
            found_as = f" as {reason.found_as}" if reason.found_as != reason.word else ""
            print(f"   {reason.word}{found_as} in {', '.join(part.value for part in reason.fields)}: {reason.line}")
        if hit.missing:
            print(f"   without: {', '.join(hit.missing)}")
        if request.near is not None:
            print(f"   {_nearest(hit)}")
    print(f"\n{result.total:,} trials in {where}; {len(result.hits)} shown.")
    if result.total:
        for name, counts in result.facets.items():
            some = list(counts.items())[:6]
            print(f"  {name}: {', '.join(f'{value} {number}' for value, number in some)}")
    if request.near is not None:
        print("Distances are along the surface of the earth from " + request.near.label + "; roads are longer.")


def _nearest(hit: SearchHit) -> str:
    if not hit.trial.sites:
        return "no site is listed"
    first: NearSite = hit.sites[0]
    site = ", ".join(
        part for part in (first.site.facility, first.site.city, first.site.state, first.site.country) if part
    )
    how_far = (
        "distance not known"
        if first.distance_km is None
        else f"{first.distance_km:,.0f} km ({first.distance_km / KM_PER_MILE:,.0f} mi)"
    )
    doubts = f" — {'; '.join(first.doubts)}" if first.doubts else ""
    return f"nearest {first.recruitment.value} site: {site}, {how_far}{doubts}"
