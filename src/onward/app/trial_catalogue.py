"""The catalogue: trials of the store, each with the versions that were received, read with the readers of today."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from onward.intake import read_trials
from onward.intake.registry import held_trial, is_newer
from onward.registry import Trial
from onward.store import TRIAL_KIND, Store, StoredResource
from onward.terms import Issue, UsageError

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialVersion:
    """One content of a trial and its bytes; `received` is when each import brought it, in order."""

    trial: Trial
    raw: bytes
    version: int
    received: tuple[datetime, ...]
    imports: tuple[int, ...]

    @property
    def first_received(self) -> datetime:
        return self.received[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTrial:
    """A trial with all of its versions in the order in which they came; `current` is the one that holds now."""

    current: TrialVersion
    versions: tuple[TrialVersion, ...]

    def as_of(self, day: date) -> TrialVersion | None:
        """The version that held at the end of a day; None when the trial was not known then."""
        return _current(self.versions, lambda when, _: when.astimezone().date() <= day)

    def before_import(self, import_id: int) -> TrialVersion | None:
        """The version that held before a run of import; None when that run brought the trial."""
        return _current(self.versions, lambda _, run: run < import_id)


def catalogue(store: Store, ids: Iterable[str] | None = None) -> Iterator[CatalogueTrial | Issue]:
    """The trials of the store in the order in which they came, one at a time.

    ids   only these; None for all
    """
    for versions in store.resources_of_kind(TRIAL_KIND, ids):
        read: list[TrialVersion] = []
        for one in versions:
            understood = _read(one)
            if isinstance(understood, Issue):
                yield understood
            else:
                read.append(understood)
        current = _current(read, lambda _when, _run: True)
        if current is not None:
            yield CatalogueTrial(current=current, versions=tuple(read))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedTrials:
    """Trials to search or to match, and where they are from: `where` as messages may show it, `in_words` for pages."""

    trials: tuple[Trial, ...]
    issues: tuple[Issue, ...]
    where: str
    in_words: str


def load_trials(
    files: Sequence[str] | None, *, store: str | None = None, progress: Progress | None = None
) -> LoadedTrials:
    """Trials from files, or the current ones of the catalogue when no file is named.

    Raises UsageError when there is neither, StoreError when the store cannot be read.
    """
    if files:
        read = read_trials(files, progress=progress)
        names = ", ".join(Path(file).name for file in files)
        return LoadedTrials(trials=read.trials, issues=read.issues, where=", ".join(files), in_words=names)
    if not Store.is_there(store):
        raise UsageError(
            "there is no catalogue of trials yet. Name files with --trials, or fill it: `onward trials import FILES` "
            "or `onward trials sync`."
        )
    trials: list[Trial] = []
    issues: list[Issue] = []
    with Store.open(store, create=False) as opened:
        for one in catalogue(opened):
            if isinstance(one, Issue):
                issues.append(one)
            else:
                trials.append(one.current.trial)
        where = opened.where
    if not trials and not issues:
        raise UsageError(
            f"the catalogue in {where} is empty. Fill it: `onward trials import FILES` or `onward trials sync`."
        )
    return LoadedTrials(trials=tuple(trials), issues=tuple(issues), where=where, in_words="the catalogue")


def _read(one: StoredResource) -> TrialVersion | Issue:
    first = one.appearances[0]
    understood = held_trial(one.raw, file=first.file, sha256=first.sha256, place=first.place)
    if isinstance(understood, Issue):
        return understood
    return TrialVersion(
        trial=understood.trial,
        raw=one.raw,
        version=one.version,
        received=tuple(datetime.fromisoformat(where.received_at) for where in one.appearances),
        imports=tuple(where.import_id for where in one.appearances),
    )


def _current(versions: Sequence[TrialVersion], is_known: Callable[[datetime, int], bool]) -> TrialVersion | None:
    """By the dates of last update; where one is missing, what the latest import brought.

    is_known   whether an arrival (when, number of the import) counts
    """
    arrivals = sorted(
        (
            (run, one.version, one)
            for one in versions
            for when, run in zip(one.received, one.imports, strict=True)
            if is_known(when, run)
        ),
        key=lambda arrival: arrival[:2],
    )
    current: TrialVersion | None = None
    for _, _, one in arrivals:
        if current is None or (one is not current and is_newer(one.trial, current.trial)):
            current = one
    return current
