"""`onward timeline`: every fact in order of time."""

from __future__ import annotations

import argparse
from dataclasses import replace

from onward.app.answers import timeline_of, with_issues
from onward.cli.loading import load, status_of
from onward.cli.printing import print_issues, print_people, print_table
from onward.outputs.plain import issue_document, skipped_document, timeline_document
from onward.terms import UsageError
from onward.timeline import FACT_KINDS, Timeline, describe, kind_of


def run(arguments: argparse.Namespace) -> int:
    """Print the facts of each person."""
    kinds = frozenset(arguments.kind or ())
    if unknown := kinds - FACT_KINDS:
        raise UsageError(f"no such kind of fact: {', '.join(sorted(unknown))}. Kinds: {', '.join(sorted(FACT_KINDS))}")
    loaded, as_of = load(arguments)
    people = loaded.people
    if len(people) == 1 and not arguments.ndjson:
        people = (with_issues(people[0], loaded.issues),)
    timelines = (_only(timeline_of(person, as_of=as_of), kinds) for person in people)
    issues = [issue_document(issue) for issue in loaded.issues]
    if arguments.json or arguments.ndjson:
        print_people(
            (timeline_document(timeline) for timeline in timelines),
            count=len(people),
            as_lines=arguments.ndjson,
            issues=issues,
            skipped=[skipped_document(skipped.file, skipped.why) for skipped in loaded.skipped],
        )
        return status_of(loaded)
    for timeline in timelines:
        print(f"\n{timeline.person}   as known on {timeline.as_of}   {len(timeline.facts)} facts")
        print_table(
            ("when", "kind", "says", "source"),
            [
                (
                    str(fact.when),
                    kind_of(fact),
                    describe(fact),
                    "; ".join(f"{source.file} {source.resource or source.place}" for source in fact.sources[:2]),
                )
                for fact in timeline.facts
            ],
        )
        for conflict in timeline.conflicts:
            print(f"  conflict: {conflict.what} To settle it: {conflict.settle}")
        print_issues([issue_document(issue) for issue in timeline.issues])
    if len(people) != 1:
        print_issues(issues)
    return status_of(loaded)


def _only(timeline: Timeline, kinds: frozenset[str]) -> Timeline:
    if not kinds:
        return timeline
    return replace(timeline, facts=tuple(fact for fact in timeline.facts if kind_of(fact) in kinds))
