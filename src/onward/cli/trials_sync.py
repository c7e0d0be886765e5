"""`onward trials sync`: trials from ClinicalTrials.gov into the store."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from onward.app.trial_sync import SyncReport, sync_trials
from onward.cli.printing import print_issues, print_json
from onward.cli.trials_import import import_document
from onward.intake.registry import DEFAULT_URL, CtgovApi, StudyQuery
from onward.outputs.plain import issue_document
from onward.store import Store
from onward.terms import Severity

DEFAULT_CONDITION = "breast cancer"


def run(arguments: argparse.Namespace) -> int:
    """Fetch, then say what came."""
    query = StudyQuery(
        condition=arguments.condition if arguments.condition is not None else DEFAULT_CONDITION,
        term=arguments.query or "",
        statuses=tuple(
            one.strip().upper().replace("-", "_").replace(" ", "_")
            for given in arguments.status or ()
            for one in given.split(",")
        ),
        since=arguments.since,
        page_size=arguments.page_size,
        results=arguments.results,
    )
    url = arguments.url or os.environ.get("ONWARD_TRIALS_URL") or DEFAULT_URL
    api = CtgovApi(url, said=lambda sentence: print(sentence, file=sys.stderr))
    address = api.address_of(query)
    if arguments.dry_run:
        print(address)
        return 0
    if not arguments.quiet:
        print(f"Asking {api.url} for the trials of this query; nothing else is sent: {address}", file=sys.stderr)
    with Store.open(arguments.store) as store, _bar(quiet=arguments.quiet) as progress:
        report = sync_trials(
            api,
            query,
            store,
            now=lambda: datetime.now(UTC),
            everything=arguments.all,
            progress=progress,
            said=lambda sentence: print(sentence, file=sys.stderr),
        )
        where = store.where
    if arguments.json:
        print_json(_document(report, where))
    else:
        _show(report, where)
    if report.broken:
        print(f"onward: {report.broken}", file=sys.stderr)
    failed = any(issue.severity is Severity.ERROR for issue in report.imported.issues)
    return 1 if report.broken or failed else 0


def _document(report: SyncReport, where: str) -> dict[str, object]:
    return {
        **import_document(report.imported, where),
        "schema": "onward.trials-sync/1",
        "request": report.request,
        "since": None if report.since is None else report.since.isoformat(),
        "pages": report.pages,
        "pages_before": report.resumed,
        "complete": not report.broken,
        "broken": report.broken or None,
    }


def _show(report: SyncReport, where: str) -> None:
    done = report.imported
    since = f", updated since {report.since}" if report.since else ""
    print(
        f"{done.seen:,} trials on {report.pages} page(s){since}: {done.new:,} new, {done.changed:,} changed, "
        f"{done.known:,} known already, {done.unreadable:,} unreadable.\nKept in {where}. `onward trials changes` says "
        "what changed."
    )
    print_issues([issue_document(issue) for issue in done.issues if issue.severity is not Severity.NOTE])


@contextmanager
def _bar(*, quiet: bool) -> Iterator[Callable[[int, int], None] | None]:
    """A bar of studies fetched on standard error, where a person is looking."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("Fetching trials"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
