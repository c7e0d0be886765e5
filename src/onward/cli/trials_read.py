"""`onward trials read`: the criteria of trials, line by line."""

from __future__ import annotations

import argparse
import os

from onward.app.trial_catalogue import load_trials
from onward.app.trial_reading import ReadTrial, read_each
from onward.cli.printing import print_issues, print_json, print_line
from onward.cli.progress import progress_bar
from onward.criteria import describe_criterion
from onward.outputs.plain import issue_document, reading_document
from onward.terms import Severity, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Read the trials and print every line with what it says, or why it says nothing that can be computed."""
    with progress_bar("Trials", quiet=arguments.quiet) as progress:
        loaded = load_trials(arguments.files, store=arguments.store, progress=progress)
    trials = [trial for trial in loaded.trials if not arguments.trial or trial.id in arguments.trial]
    missing = set(arguments.trial or ()) - {trial.id for trial in trials}
    if missing:
        raise UsageError(
            f"No trial here is called {', '.join(sorted(missing))}. `onward trials list` shows those kept."
        )
    documents: list[dict[str, object]] = []
    found = list(loaded.issues)
    with progress_bar("Reading criteria", quiet=arguments.quiet) as progress:
        for read in read_each(trials, workers=os.cpu_count() or 1, progress=progress):
            found.extend(read.issues)
            if arguments.ndjson:
                print_line(reading_document(read.trial, read.reading))
            elif arguments.json:
                documents.append(reading_document(read.trial, read.reading))
            else:
                _show(read, only_unread=arguments.unread)
    issues = [issue_document(issue) for issue in found]
    if arguments.json:
        print_json({"schema": "onward.readings/1", "trials": documents, "issues": issues})
    elif arguments.ndjson and issues:
        print_line({"kind": "issues", "issues": issues})
    elif not arguments.ndjson:
        print_issues([issue_document(issue) for issue in found if issue.severity is not Severity.NOTE])
    return 1 if any(issue.severity is Severity.ERROR for issue in loaded.issues) else 0


def _show(read: ReadTrial, *, only_unread: bool) -> None:
    print(f"{read.trial.id}  {read.trial.title}")
    for field in read.reading.structured:
        if not only_unread:
            print(f"  {field.text}  ->  {describe_criterion(field.criterion)}")
    section = ""
    for line in read.reading.lines:
        if only_unread and not line.is_open:
            continue
        if line.section != section:
            section = line.section
            print(f"  -- {section}")
        print(f"  {'  ' * line.depth}{line.index}. {line.text}")
        said = describe_criterion(line.reading) if line.reading is not None else f"({line.why_unreadable})"
        taken = f"  [{'; '.join(line.assumed)}]" if line.assumed else ""
        print(f"  {'  ' * line.depth}     {said}{taken}")
    print(f"  coverage {read.reading.coverage:.0%}\n")
