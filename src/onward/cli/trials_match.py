"""`onward trials match`: trials for the people of some records."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onward.app.answers import answer
from onward.app.trial_catalogue import LoadedTrials, load_trials
from onward.app.trial_matching import match_person
from onward.app.trial_reading import catalogue_issues, read_catalogue
from onward.cli.loading import load, status_of
from onward.cli.printing import print_issues, print_json, print_line
from onward.cli.progress import progress_bar
from onward.cli.trial_match_show import request_of, show_explained, show_matched
from onward.engines.trials import Catalogue, Matched
from onward.outputs.plain import (
    explained_document,
    issue_document,
    overall_document,
    ranked_document,
)
from onward.terms import Issue, RecordsError, Severity, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Match everybody in the records and print the trials in order."""
    place = request_of(arguments)
    loaded, as_of = load(arguments)
    if not loaded.people:
        print_issues([issue_document(issue) for issue in loaded.issues])
        raise RecordsError("nobody is in these records, so there is nobody to match.")
    if arguments.since or arguments.since_trials:
        from onward.cli.trials_match_since import run_since

        return run_since(arguments, loaded, as_of)
    trials, catalogue = load_catalogue(arguments)
    request = replace(place, where=trials.in_words)
    people: list[Matched] = []
    with progress_bar("Matching", quiet=arguments.quiet) as progress:
        for record in loaded.people:
            found = answer(record, as_of=as_of)
            people.append(
                match_person(found.timeline, found.picture, catalogue, request, as_of=as_of, progress=progress)
            )
    issues = (*loaded.issues, *(issue for person in loaded.people for issue in person.issues), *trials.issues)
    print_matched(arguments, people, trials, issues)
    if arguments.out:
        from onward.cli.trial_match_pages import write_pages

        write_pages(arguments, [(person, loaded.originals(person.subject.timeline)) for person in people])
    return max(status_of(loaded), status_of_trials(trials))


def load_catalogue(arguments: argparse.Namespace) -> tuple[LoadedTrials, Catalogue]:
    """The trials of --trials or of the store, read and ready."""
    with progress_bar("Reading trials", quiet=arguments.quiet) as progress:
        trials = load_trials(arguments.trials, store=arguments.store, progress=progress)
    with progress_bar("Reading criteria", quiet=arguments.quiet) as progress:
        catalogue = read_catalogue(
            trials.trials, keep=not arguments.no_cache, workers=os.cpu_count() or 1, progress=progress
        )
    return replace(trials, issues=(*trials.issues, *catalogue_issues(catalogue))), catalogue


def status_of_trials(trials: LoadedTrials) -> int:
    """1 when some trials could not be used, else 0."""
    return 1 if any(issue.severity is Severity.ERROR for issue in trials.issues) else 0


def print_matched(
    arguments: argparse.Namespace,
    people: list[Matched],
    trials: LoadedTrials,
    issues: tuple[Issue, ...],
    *,
    head: list[dict[str, object]] | None = None,
) -> None:
    """What was found, in the form that was asked for.

    head   for each person what comes before her trials (a description and what was understood of it)
    """
    told = [issue_document(issue) for issue in dict.fromkeys(issues)]
    if arguments.explain:
        _print_explained(arguments, people, told)
        return
    heads = head or [{} for _ in people]
    if arguments.json:
        documents = [{**before, **_document(one, trials)} for before, one in zip(heads, people, strict=True)]
        if len(documents) == 1:
            print_json({**documents[0], "issues": told})
        else:
            print_json({"people": documents, "issues": told})
        return
    if arguments.ndjson:
        for before, one in zip(heads, people, strict=True):
            if before:
                print_line({"kind": "person", **before, **overall_document(one)})
            for ranked in one.ranked:
                print_line(ranked_document(ranked, one.subject, one.sites_of(ranked)))
        if told:
            print_line({"kind": "issues", "issues": told, "skipped": []})
        return
    for one in people:
        show_matched(one, limit=arguments.limit, where=trials.where)
    print_issues(told)


def _document(found: Matched, trials: LoadedTrials) -> dict[str, object]:
    return {
        "schema": "onward.trials-match/1",
        "person": found.person,
        "as_of": found.subject.as_of.isoformat(),
        "where": trials.where,
        **overall_document(found),
        "trials": list(_ranked(found)),
        "left_out": [prepared.trial.id for prepared in found.left_out],
    }


def _ranked(found: Matched) -> Iterator[dict[str, object]]:
    for ranked in found.ranked:
        yield dict(ranked_document(ranked, found.subject, found.sites_of(ranked)))


def _print_explained(arguments: argparse.Namespace, people: list[Matched], told: Sequence[object]) -> None:
    wanted = arguments.explain.strip().upper()
    found = [
        (person, ranked)
        for person in people
        for ranked in person.ranked
        if wanted in (ranked.match.prepared.trial.id.upper(), ranked.match.prepared.trial.protocol_no.upper())
    ]
    if not found:
        raise UsageError(f"no trial here has the id {arguments.explain!r}. Without --explain all of them are listed.")
    if arguments.json or arguments.ndjson:
        documents = [explained_document(ranked.match, person.subject) for person, ranked in found]
        if len(documents) == 1:
            print_json({**documents[0], "person": found[0][0].person, "rank": found[0][1].rank, "issues": told})
        else:
            print_json({"people": documents, "issues": told})
        return
    for person, ranked in found:
        print(f"\n{person.person}   as of {person.subject.as_of}   rank {ranked.rank} of {len(person.ranked)}")
        show_explained(ranked.match, person.sites_of(ranked))
