"""`onward trials list`: the catalogue."""

from __future__ import annotations

import argparse

from onward.app.trial_catalogue import CatalogueTrial, catalogue
from onward.cli.printing import print_issues, print_json, print_line, print_table
from onward.cli.trial_words import recruitment_filter
from onward.outputs.plain import issue_document, trial_document
from onward.registry import recruitment_of
from onward.store import Store
from onward.terms import Issue


def run(arguments: argparse.Namespace) -> int:
    """Print the trials of the store, each with its versions."""
    wanted = recruitment_filter(arguments.status)
    found: list[CatalogueTrial] = []
    issues: list[Issue] = []
    with Store.open(arguments.store, create=False) as store:
        for one in catalogue(store):
            if isinstance(one, Issue):
                issues.append(one)
            elif wanted is None or recruitment_of(one.current.trial.status) in wanted:
                found.append(one)
        where = store.where
    documents = (_document(one) for one in found)
    if arguments.json:
        print_json(
            {
                "schema": "onward.trials/1",
                "store": where,
                "trials": list(documents),
                "issues": [issue_document(issue) for issue in issues],
            }
        )
    elif arguments.ndjson:
        for document in documents:
            print_line(document)
        if issues:
            print_line({"kind": "issues", "issues": [issue_document(issue) for issue in issues]})
    else:
        print_table(
            ("id", "status", "as of", "phase", "sites", "versions", "title"),
            [
                (
                    one.current.trial.id,
                    recruitment_of(one.current.trial.status).value,
                    str(one.current.trial.status_as_of or "not stated"),
                    ", ".join(one.current.trial.phases),
                    str(len(one.current.trial.sites)),
                    str(len(one.versions)),
                    one.current.trial.title,
                )
                for one in found
            ],
        )
        print(f"{len(found):,} trials in {where}")
        print_issues([issue_document(issue) for issue in issues])
    return 1 if issues else 0


def _document(one: CatalogueTrial) -> dict[str, object]:
    return {
        **trial_document(one.current.trial),
        "version": one.current.version,
        "versions": [
            {
                "version": version.version,
                "first_received": version.first_received.isoformat(),
                "last_received": version.received[-1].isoformat(),
                "last_update": None if version.trial.last_update is None else str(version.trial.last_update),
            }
            for version in one.versions
        ],
    }
