"""Fetching trials from a registry into the store: all at first, later what was updated; a run that broke goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from onward.app.trial_import import TrialArrivals, TrialImport
from onward.intake.registry import CtgovApi, PageForgottenError, RegistryError, StudyQuery
from onward.store import Store, TrialSync

# The registry posts once a day in its own time zone, and a day may end while pages are fetched.
_OVERLAP = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class SyncReport:
    """What a run fetched.

    since     only what was updated on or after that day was asked for; None for everything
    resumed   pages that an earlier run, which broke off, had fetched already
    pages     fetched by this run
    broken    why it stopped before its end, as a sentence; "" when it came to its end
    """

    imported: TrialImport
    request: str
    since: date | None
    resumed: int
    pages: int
    studies: int
    broken: str = ""


def sync_trials(
    api: CtgovApi,
    query: StudyQuery,
    store: Store,
    *,
    now: Callable[[], datetime],
    everything: bool = False,
    progress: Callable[[int, int], None] | None = None,
    said: Callable[[str], None] = lambda _: None,
) -> SyncReport:
    """Fetch the studies of a query, page by page; each page is in the store before the next is asked for.

    everything   fetch all, whatever was fetched before
    progress     called with (studies fetched, studies in all)

    A query without `since` asks for what was updated since its last run that came to its end.
    Raises UsageError for a query that the registry would refuse, StoreError when the store fails.
    """
    request = api.address_of(replace(query, since=None))
    run, query = _begin(store, request, query, now(), everything=everything)
    resumed = run.pages
    if resumed:
        said(f"Going on with a run that broke off after {resumed} pages.")
    arrivals = TrialArrivals(store)
    pages, total, broken = 0, 0, ""
    with store.importing(received_at=now()) as receiving:
        while True:
            try:
                for page in api.pages(query, next_page=run.next_page):
                    arrivals.take_page(page.data, _name(run), receiving)
                    pages += 1
                    run = store.note_sync(
                        replace(run, next_page=page.next_page, pages=run.pages + 1, studies=run.studies + page.studies)
                    )
                    total = max(total, page.total or 0)
                    if progress is not None:
                        progress(run.studies, max(total, run.studies))
                run = store.note_sync(run, finished_at=now())
            except PageForgottenError as error:
                if not run.next_page:
                    broken = str(error)
                else:
                    said(f"{error} Starting from the first page again.")
                    run = store.begin_sync(request, since=run.since, started_at=now())
                    resumed = 0
                    continue
            except RegistryError as error:
                broken = f"{error} What was fetched is kept; the same command goes on from there."
            break
        import_id = receiving.import_id
    return SyncReport(
        imported=arrivals.report(import_id),
        request=request,
        since=date.fromisoformat(run.since) if run.since else None,
        resumed=resumed,
        pages=pages,
        studies=run.studies,
        broken=broken,
    )


def _begin(
    store: Store, request: str, query: StudyQuery, now: datetime, *, everything: bool
) -> tuple[TrialSync, StudyQuery]:
    """The run to go on with, or a new one; and the query with the day from which it asks."""
    before = None if everything else store.unfinished_sync(request)
    if before is not None and (query.since is None or before.since == query.since.isoformat()):
        since = date.fromisoformat(before.since) if before.since else None
        return before, replace(query, since=since)
    since = query.since
    if since is None and not everything:
        last = store.last_sync(request)
        if last is not None:
            since = (datetime.fromisoformat(last.started_at).astimezone(UTC) - _OVERLAP).date()
    run = store.begin_sync(request, since="" if since is None else since.isoformat(), started_at=now)
    return run, replace(query, since=since)


def _name(run: TrialSync) -> str:
    """How the store calls a page: where it is from, when its run began, and its number."""
    host = run.request.partition("://")[2].partition("/")[0]
    return f"{host} {run.started_at[:10]} page {run.pages + 1}"
