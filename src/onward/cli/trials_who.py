"""`onward trials who`: the people who may fit one trial."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence

from onward.app.answers import answer
from onward.app.records import load_people
from onward.app.reference import criteria_reference
from onward.app.trial_catalogue import load_trials
from onward.app.trial_reading import catalogue_issues, read_catalogue
from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.progress import progress_bar
from onward.cli.today import today
from onward.criteria import Subject, subject_of
from onward.engines.trials import Asking, TrialMatch, Verdict, decided_share, match_trial
from onward.outputs.plain import issue_document, match_document
from onward.registry import Trial
from onward.store import Store
from onward.terms import Severity, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Everybody for one trial, the nearest to fitting first."""
    with progress_bar("Reading trials", quiet=arguments.quiet) as progress:
        trials = load_trials(arguments.trials, store=arguments.store, progress=progress)
    trial = _wanted(trials.trials, arguments.trial, trials.where)
    catalogue = read_catalogue([trial], keep=not arguments.no_cache)
    day = today()
    as_of = arguments.as_of or day
    with progress_bar("Reading", quiet=arguments.quiet) as progress:
        loaded = load_people(_records(arguments), store=arguments.store, progress=progress, today=day)
    found: list[tuple[TrialMatch, Subject]] = []
    with progress_bar("Matching", quiet=arguments.quiet) as progress:
        for number, record in enumerate(loaded.people):
            if progress is not None:
                progress(number, len(loaded.people))
            known = answer(record, as_of=as_of)
            subject = subject_of(known.timeline, known.picture, criteria_reference(), as_of=as_of)
            found.append((match_trial(catalogue.trials[0], Asking(catalogue, subject)), subject))
    found.sort(key=_order)
    shown = [one for one in found if arguments.all or one[0].verdict is not Verdict.NOT_ELIGIBLE]
    issues = [
        issue_document(issue) for issue in dict.fromkeys((*trials.issues, *loaded.issues, *catalogue_issues(catalogue)))
    ]
    _print(arguments, trial, found, shown, issues)
    everything = (*loaded.issues, *(issue for person in loaded.people for issue in person.issues), *trials.issues)
    return 1 if any(issue.severity is Severity.ERROR for issue in everything) else 0


def _wanted(trials: tuple[Trial, ...], name: str, where: str) -> Trial:
    plain = name.strip().upper()
    for trial in trials:
        if plain in (trial.id.upper(), trial.protocol_no.upper(), *(one.upper() for one in trial.other_ids)):
            return trial
    raise UsageError(f"no trial in {where} has the id {name!r}. `onward trials list` shows the catalogue.")


def _records(arguments: argparse.Namespace) -> list[str]:
    if arguments.records:
        return list(arguments.records)
    if not Store.is_there(arguments.store):
        raise UsageError("there is no store with people yet. Name records with --records, or `onward import RECORDS`.")
    with Store.open(arguments.store, create=False) as store:
        people = list(store.people())
    if not people:
        raise UsageError("nobody is in the store yet. Name records with --records, or `onward import RECORDS`.")
    return people


def _order(one: tuple[TrialMatch, Subject]) -> tuple[int, float, str]:
    match, subject = one
    return (match.verdict.place, -decided_share(match, subject), subject.timeline.person)


def _print(
    arguments: argparse.Namespace,
    trial: Trial,
    found: list[tuple[TrialMatch, Subject]],
    shown: list[tuple[TrialMatch, Subject]],
    issues: Sequence[Mapping[str, object]],
) -> None:
    documents = (
        {"schema": "onward.trials-who/1", "person": subject.timeline.person, **match_document(match, subject)}
        for match, subject in shown
    )
    kept_out = len(found) - len(shown)
    if arguments.json:
        print_json(
            {
                "schema": "onward.trials-who/1",
                "nct_id": trial.id,
                "title": trial.title,
                "people": list(documents),
                "kept_out": kept_out,
                "issues": issues,
            }
        )
        return
    if arguments.ndjson:
        for document in documents:
            print_line(document)
        if issues:
            print_line({"kind": "issues", "issues": issues, "skipped": []})
        return
    print(f"\n{trial.id}  {trial.title}")
    print_table(
        ("person", "verdict", "decided", "why"),
        [
            (
                subject.timeline.person,
                match.verdict.value.replace("_", " "),
                f"{decided_share(match, subject):.0%}",
                match.because,
            )
            for match, subject in shown
        ],
    )
    print(f"{len(found)} people, {kept_out} kept out by a line that cannot change.")
    print_issues(issues)
