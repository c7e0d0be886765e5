"""`onward trials changes`: what changed in the catalogue."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from onward.app.trial_changes import (
    ChangedTrial,
    changes_between,
    changes_since,
    changes_since_last_import,
    history_of,
)
from onward.cli.printing import print_issues, print_json, print_line
from onward.outputs.plain import change_documents, issue_document
from onward.store import Store
from onward.terms import Issue, Severity, UsageError


def run(arguments: argparse.Namespace) -> int:
    """Print each trial that is new, changed or gone."""
    if arguments.between and (arguments.ids or arguments.since):
        raise UsageError("--between compares two files; it goes with neither ids nor --since.")
    if arguments.between:
        found = list(changes_between(*arguments.between))
    else:
        with Store.open(arguments.store, create=False) as store:
            found = list(_of_store(store, arguments))
    changed = [one for one in found if not isinstance(one, Issue)]
    issues = [one for one in found if isinstance(one, Issue)]
    if arguments.ids and not found:
        raise UsageError("no trial of the catalogue has any of these ids. `onward trials list` shows them.")
    if arguments.json:
        print_json(
            {
                "schema": "onward.trials-changes/1",
                "trials": [_document(one) for one in changed],
                "issues": [issue_document(issue) for issue in issues],
            }
        )
    elif arguments.ndjson:
        for one in changed:
            print_line(_document(one))
        if issues:
            print_line({"kind": "issues", "issues": [issue_document(issue) for issue in issues]})
    else:
        _show(changed)
        print_issues([issue_document(issue) for issue in issues if issue.severity is not Severity.NOTE])
    return 1 if any(issue.severity is Severity.ERROR for issue in issues) else 0


def _of_store(store: Store, arguments: argparse.Namespace) -> Iterator[ChangedTrial | Issue]:
    if arguments.ids:
        return history_of(store, arguments.ids)
    if arguments.since:
        return changes_since(store, arguments.since)
    return changes_since_last_import(store)


def _state(one: ChangedTrial) -> str:
    if one.old is None:
        return "new"
    return "gone" if one.new is None else "changed"


def _document(one: ChangedTrial) -> dict[str, object]:
    return {
        "nct_id": one.trial.id,
        "title": one.trial.title,
        "state": _state(one),
        "before": None if one.old is None or one.old.last_update is None else str(one.old.last_update),
        "after": None if one.new is None or one.new.last_update is None else str(one.new.last_update),
        "changes": change_documents(one.changes),
    }


_NEW_SHOWN = 20


def _show(changed: list[ChangedTrial]) -> None:
    new = [one for one in changed if one.old is None]
    for one in changed:
        if one.old is not None:
            print(f"\n{one.trial.id}  {one.trial.title}" + ("   (not in the newer file)" if one.new is None else ""))
            for change in one.changes:
                print(f"  {change}")
    if new:
        print(f"\n{len(new):,} new:")
        for one in new[:_NEW_SHOWN]:
            print(f"  {one.trial.id}  {one.trial.title}")
        if len(new) > _NEW_SHOWN:
            print(f"  and {len(new) - _NEW_SHOWN:,} more (--ndjson lists all)")
    print(f"\n{len(changed) - len(new):,} changed, {len(new):,} new.")
