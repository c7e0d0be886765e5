"""`onward trials match --since`: what became of a person's verdicts between two catalogues."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from datetime import date

from onward.app.answers import answer
from onward.app.records import LoadedRecords
from onward.app.trial_catalogue import load_trials
from onward.app.trial_verdict_changes import changed_verdicts, trials_as_of
from onward.cli.loading import status_of
from onward.cli.printing import print_issues, print_json, print_line
from onward.cli.progress import progress_bar
from onward.engines.trials import LineChange, Verdict, VerdictChange
from onward.outputs.plain import issue_document, verdict_change_document
from onward.registry import Trial, recruitment_of
from onward.terms import Issue, Severity, Truth

_WORDS = {Truth.YES: "yes", Truth.NO: "no", Truth.UNKNOWN: "unknown", None: "not there"}


def run_since(arguments: argparse.Namespace, loaded: LoadedRecords, as_of: date) -> int:
    """Print what changed for everybody in the records."""
    with progress_bar("Reading trials", quiet=arguments.quiet) as progress:
        now = load_trials(arguments.trials, store=arguments.store, progress=progress)
    before, issues = _before(arguments)
    found: list[tuple[str, tuple[VerdictChange, ...]]] = []
    for record in loaded.people:
        known = answer(record, as_of=as_of)
        with progress_bar("Reading criteria", quiet=arguments.quiet) as progress:
            changed = changed_verdicts(
                known.timeline,
                known.picture,
                before,
                now.trials,
                as_of=as_of,
                keep=not arguments.no_cache,
                workers=os.cpu_count() or 1,
                progress=progress,
            )
        found.append((record.person, changed))
    told = (*loaded.issues, *(issue for person in loaded.people for issue in person.issues), *now.issues, *issues)
    _print(arguments, found, as_of, told)
    return max(status_of(loaded), int(any(issue.severity is Severity.ERROR for issue in (*now.issues, *issues))))


def _before(arguments: argparse.Namespace) -> tuple[Sequence[Trial], Sequence[Issue]]:
    if arguments.since_trials:
        with progress_bar("Reading trials", quiet=arguments.quiet) as progress:
            old = load_trials([arguments.since_trials], progress=progress)
        return old.trials, old.issues
    return trials_as_of(arguments.since, store=arguments.store), ()


def _print(
    arguments: argparse.Namespace,
    found: Sequence[tuple[str, tuple[VerdictChange, ...]]],
    as_of: date,
    issues: Sequence[Issue],
) -> None:
    told = [issue_document(issue) for issue in dict.fromkeys(issues)]
    if arguments.ndjson:
        for person, changed in found:
            for one in changed:
                print_line({"person": person, **verdict_change_document(one)})
        if told:
            print_line({"kind": "issues", "issues": told, "skipped": []})
        return
    if arguments.json:
        documents: list[dict[str, object]] = [
            {
                "schema": "onward.trials-changed/1",
                "person": person,
                "as_of": as_of.isoformat(),
                "changes": [verdict_change_document(one) for one in changed],
            }
            for person, changed in found
        ]
        print_json({**documents[0], "issues": told} if len(documents) == 1 else {"people": documents, "issues": told})
        return
    for person, changed in found:
        print(f"\n{person}   as of {as_of}   {len(changed)} trial(s) changed")
        for one in changed:
            _show(one)
    print_issues(told)


def _show(one: VerdictChange) -> None:
    print(f"\n{one.trial.id}  {one.became.value}: {_verdict(one.before)} → {_verdict(one.after)}  {one.trial.title}")
    print(f"  {recruitment_of(one.trial.status).value}")
    for change in one.changes:
        print(f"  {change}")
    for line in one.lines:
        print(f"  {_line(line)}")


def _verdict(verdict: Verdict | None) -> str:
    return "not in the catalogue" if verdict is None else verdict.value.replace("_", " ")


def _line(line: LineChange) -> str:
    because = f" ({line.because})" if line.because else ""
    return f"{_WORDS[line.before]} → {_WORDS[line.after]}: {line.text}{because}"
