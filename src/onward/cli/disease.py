"""`onward disease`: the derived picture of the disease."""

from __future__ import annotations

import argparse

from onward.app.answers import Answer, answer, with_issues
from onward.cli.loading import load, status_of
from onward.cli.printing import print_issues, print_people, print_table
from onward.outputs.plain import disease_document, issue_document, skipped_document


def run(arguments: argparse.Namespace) -> int:
    """Print the picture of each person."""
    loaded, as_of = load(arguments)
    issues = [issue_document(issue) for issue in loaded.issues]
    people = loaded.people
    if len(people) == 1 and not arguments.ndjson:
        people = (with_issues(people[0], loaded.issues),)
    answers = (answer(person, as_of=as_of) for person in people)
    if arguments.json or arguments.ndjson:
        print_people(
            (disease_document(one.picture, one.timeline) for one in answers),
            count=len(people),
            as_lines=arguments.ndjson,
            issues=issues,
            skipped=[skipped_document(skipped.file, skipped.why) for skipped in loaded.skipped],
        )
        return status_of(loaded)
    for one in answers:
        _show(one)
        print_issues([issue_document(issue) for issue in one.timeline.issues])
    if len(people) != 1:
        print_issues(issues)
    return status_of(loaded)


def _show(found: Answer) -> None:
    picture = found.picture
    print(f"\n{picture.person}   as of {found.timeline.as_of}")
    print(f"  subtype     {picture.subtype.plain} ({picture.subtype.code}): {picture.subtype.because}")
    print(f"  metastatic  {picture.metastatic.value}: {picture.metastatic_because}")
    print(f"  onset       {picture.onset.onset.replace('_', ' ')}: {picture.onset.because}")
    sites = ", ".join(f"{site.text or site.site} ({site.first or 'undated'})" for site in picture.sites)
    print(f"  sites       {sites or 'none recorded'}")
    print(f"  CNS         {picture.cns.status}: {picture.cns.because}")
    print(f"  endocrine   {picture.endocrine.status}: {picture.endocrine.because}")
    if picture.receptors:
        print_table(
            ("marker", "call", "specimen", "date", "because", "rule"),
            [
                (
                    call.marker.value,
                    call.call,
                    " ".join(part for part in (call.specimen, call.specimen_site) if part),
                    str(call.date or "undated"),
                    call.because,
                    call.rule,
                )
                for call in picture.receptors
            ],
        )
    if picture.lines:
        print_table(
            ("line", "setting", "regimen", "start", "end", "why ended"),
            [
                (
                    "?" if line.n is None else str(line.n),
                    line.setting,
                    line.regimen,
                    str(line.start or "?"),
                    str(line.end or ("ongoing" if line.why_ended == "ongoing" else "?")),
                    line.why_ended,
                )
                for line in picture.lines
            ],
        )
    for conflict in (*picture.conflicts, *found.timeline.conflicts):
        print(f"  conflict: {conflict.what} To settle it: {conflict.settle}")
