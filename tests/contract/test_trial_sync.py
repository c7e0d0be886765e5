"""Fetching trials from a registry that answers, hesitates, breaks off and forgets; on every database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from tests.contract.registry_server import Registry, running_registry, study

from onward.app.trial_catalogue import CatalogueTrial, catalogue
from onward.app.trial_changes import ChangedTrial, changes_since_last_import
from onward.app.trial_sync import SyncReport, sync_trials
from onward.intake.registry import CtgovApi, StudyQuery
from onward.store import Store
from onward.terms import UsageError

NOVEMBER = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)
QUERY = StudyQuery(condition="breast cancer", page_size=2)


@pytest.fixture
def registry() -> Iterator[Registry]:
    """Five studies, on three pages of two."""
    studies = [study(f"NCT0000000{n}", updated=f"2026-10-0{n}") for n in range(1, 6)]
    with running_registry(studies) as running:
        yield running


def run(
    registry: Registry,
    store: Store,
    *,
    now: datetime = NOVEMBER,
    query: StudyQuery = QUERY,
    waited: list[float] | None = None,
    tries: int = 6,
    everything: bool = False,
    timeout_s: float = 5.0,
) -> SyncReport:
    """One run of sync; waiting is written down instead of done."""
    times = [] if waited is None else waited
    api = CtgovApi(registry.url, wait=times.append, clock=lambda: sum(times), tries=tries, timeout_s=timeout_s)
    return sync_trials(api, query, store, now=lambda: now, everything=everything)


def ids(store: Store) -> list[str]:
    return [one.current.trial.id for one in catalogue(store) if isinstance(one, CatalogueTrial)]


def test_all_pages_of_a_query_come_into_the_store(registry: Registry, store: Store) -> None:
    report = run(registry, store)
    assert ids(store) == [f"NCT0000000{n}" for n in range(1, 6)]
    assert (report.pages, report.imported.new, report.imported.unreadable, report.broken) == (3, 5, 0, "")
    assert [one.get("pageToken") for one in registry.asked] == [None, "t2", "t4"]
    assert [one.get("countTotal") for one in registry.asked] == ["true", None, None]
    assert {one["query.cond"] for one in registry.asked} == {"breast cancer"}
    assert {one["pageSize"] for one in registry.asked} == {"2"}


def test_the_pages_are_kept_as_they_came(registry: Registry, store: Store) -> None:
    run(registry, store)
    documents = store.documents()
    assert [one.name.rpartition(" 2026-11-20 ")[2] for one in documents] == ["page 1", "page 2", "page 3"]
    assert b'"nextPageToken": "t2"' in store.document_bytes(documents[0].sha256)
    assert store.check() == ()


def test_requests_keep_a_polite_distance(registry: Registry, store: Store) -> None:
    """Three pages: two pauses of 1.2 seconds between them."""
    waited: list[float] = []
    run(registry, store, waited=waited)
    assert waited == pytest.approx([1.2, 1.2])


def test_progress_grows_to_the_number_that_the_registry_gives(registry: Registry, store: Store) -> None:
    told: list[tuple[int, int]] = []
    api = CtgovApi(registry.url, wait=lambda seconds: None, clock=lambda: 0.0)
    sync_trials(api, QUERY, store, now=lambda: NOVEMBER, progress=lambda done, total: told.append((done, total)))
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_the_next_run_asks_only_for_what_was_updated_since(registry: Registry, store: Store) -> None:
    """The day before the last run is asked for again, because it may not have been over."""
    run(registry, store)
    registry.asked.clear()
    registry.studies[1] = study("NCT00000002", updated="2026-11-25", status="COMPLETED")
    registry.studies.append(study("NCT00000006", updated="2026-11-26"))
    report = run(registry, store, now=LATER)
    assert report.since is not None and report.since.isoformat() == "2026-11-18"
    assert registry.asked[0]["filter.advanced"] == "AREA[LastUpdatePostDate]RANGE[2026-11-18,MAX]"
    assert (report.imported.new, report.imported.changed, report.imported.known) == (1, 1, 0)
    changed = [one for one in changes_since_last_import(store) if isinstance(one, ChangedTrial)]
    assert [(one.trial.id, [str(change) for change in one.changes]) for one in changed] == [
        ("NCT00000002", ["status: RECRUITING → COMPLETED"]),
        ("NCT00000006", []),
    ]


def test_a_run_without_anything_new_changes_nothing(registry: Registry, store: Store) -> None:
    run(registry, store)
    report = run(registry, store, now=LATER)
    assert (report.pages, report.imported.seen) == (1, 0)
    assert len(ids(store)) == 5


def test_everything_can_be_fetched_again(registry: Registry, store: Store) -> None:
    run(registry, store)
    report = run(registry, store, now=LATER, everything=True)
    assert (report.since, report.imported.known, report.imported.new) == (None, 5, 0)


@pytest.mark.parametrize("failure", ["503", "half", "malformed", "html"])
def test_an_answer_that_fails_is_asked_for_again(registry: Registry, store: Store, failure: str) -> None:
    registry.failures = [None, failure, failure, None]
    waited: list[float] = []
    report = run(registry, store, waited=waited)
    assert report.broken == ""
    assert len(ids(store)) == 5
    assert [one for one in waited if one in (1.0, 2.0)] == [1.0, 2.0]


def test_a_server_that_does_not_answer_in_time_is_asked_again(registry: Registry, store: Store) -> None:
    registry.failures = ["silent"]
    report = run(registry, store, timeout_s=0.3)
    assert report.broken == "" and len(ids(store)) == 5


def test_when_the_server_asks_for_patience_it_gets_as_much_as_it_names(registry: Registry, store: Store) -> None:
    """429 with Retry-After: 7."""
    registry.failures = ["429"]
    waited: list[float] = []
    run(registry, store, waited=waited)
    assert waited[0] == 7.0
    assert len(ids(store)) == 5


def test_a_run_that_breaks_off_keeps_its_pages_and_goes_on_where_it_stopped(registry: Registry, store: Store) -> None:
    registry.failures = [None, None, "half", "half"]
    first = run(registry, store, tries=2)
    assert "broke in the middle" in first.broken
    assert (first.pages, len(ids(store))) == (2, 4)
    registry.asked.clear()
    second = run(registry, store, now=LATER)
    assert [one.get("pageToken") for one in registry.asked] == ["t4"]
    assert (second.resumed, second.pages, second.broken) == (2, 1, "")
    assert len(ids(store)) == 5


def test_a_page_that_the_registry_has_forgotten_is_fetched_from_the_start(registry: Registry, store: Store) -> None:
    registry.failures = [None, "html"]
    run(registry, store, tries=1)
    registry.tokens_forgotten = True
    registry.studies = registry.studies[:2]
    report = run(registry, store, now=LATER)
    assert (report.resumed, report.broken) == (0, "")
    assert ids(store) == ["NCT00000001", "NCT00000002"]


def test_a_registry_that_refuses_says_why_and_nothing_is_lost(registry: Registry, store: Store) -> None:
    registry.failures = ["refused"]
    report = run(registry, store)
    assert "refuses the request (400): page token is not valid" in report.broken
    assert ids(store) == []


def test_a_registry_that_has_moved_is_not_followed(registry: Registry, store: Store) -> None:
    """The query would go to an address that nobody named."""
    registry.failures = ["moved"]
    report = run(registry, store)
    assert "has moved (301). Nothing was sent elsewhere" in report.broken
    assert len(registry.asked) == 1


def test_different_queries_keep_their_own_progress(registry: Registry, store: Store) -> None:
    run(registry, store)
    registry.asked.clear()
    report = run(registry, store, now=LATER, query=StudyQuery(condition="lobular", page_size=2))
    assert report.since is None
    assert "filter.advanced" not in registry.asked[0]


def test_states_are_asked_for_in_the_registrys_words(registry: Registry, store: Store) -> None:
    registry.studies[0] = study("NCT00000001", updated="2026-10-01", status="COMPLETED")
    run(registry, store, query=StudyQuery(condition="x", statuses=("RECRUITING", "SUSPENDED")))
    assert registry.asked[0]["filter.overallStatus"] == "RECRUITING,SUSPENDED"
    assert len(ids(store)) == 4


def test_an_address_outside_this_machine_has_to_be_encrypted() -> None:
    with pytest.raises(UsageError, match="https"):
        CtgovApi("http://registry.example/api/v2")
    with pytest.raises(UsageError, match="no address"):
        CtgovApi("clinicaltrials.gov")


def test_a_page_size_that_the_registry_refuses_is_not_sent() -> None:
    with pytest.raises(UsageError, match="1 to 1000"):
        StudyQuery(page_size=1001).parameters()
