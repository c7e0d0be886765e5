"""What changed in the catalogue since a day or since its last import, or between two files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from onward.app.trial_catalogue import catalogue
from onward.intake import read_trials
from onward.registry import Change, Trial, changes
from onward.store import Store
from onward.terms import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedTrial:
    """A trial that is new, gone or changed.

    old, new   the two versions; `old` None for a trial that is new, `new` None for one that the newer file lacks
    """

    old: Trial | None
    new: Trial | None
    changes: tuple[Change, ...]

    @property
    def trial(self) -> Trial:
        """The newer of the two."""
        found = self.new or self.old
        assert found is not None, "a change has at least one version"
        return found


def changes_since_last_import(store: Store) -> Iterator[ChangedTrial | Issue]:
    """What the newest import that brought trials changed."""
    known = [one for one in catalogue(store) if not isinstance(one, Issue)]
    last = max((run for one in known for version in one.versions for run in version.imports), default=0)
    for one in known:
        before = one.before_import(last)
        if before is not one.current:
            found = _compared(None if before is None else before.trial, one.current.trial)
            if found is not None:
                yield found


def changes_since(store: Store, day: date) -> Iterator[ChangedTrial | Issue]:
    """What changed after a day."""
    for one in catalogue(store):
        if isinstance(one, Issue):
            yield one
            continue
        before = one.as_of(day)
        if before is not one.current:
            found = _compared(None if before is None else before.trial, one.current.trial)
            if found is not None:
                yield found


def history_of(store: Store, ids: Iterable[str]) -> Iterator[ChangedTrial | Issue]:
    """Every change of some trials, from version to version."""
    for one in catalogue(store, ids):
        if isinstance(one, Issue):
            yield one
            continue
        before: Trial | None = None
        for version in one.versions:
            found = _compared(before, version.trial)
            if found is not None:
                yield found
            before = version.trial


def changes_between(old: str, new: str) -> Iterator[ChangedTrial | Issue]:
    """What changed from one file to another; what is in one only is told too."""
    before, after = read_trials(old), read_trials(new)
    yield from before.issues
    yield from after.issues
    olds = {trial.id: trial for trial in before.trials if trial.id}
    news = {trial.id: trial for trial in after.trials if trial.id}
    for key in dict.fromkeys((*news, *olds)):
        found = _compared(olds.get(key), news.get(key))
        if found is not None:
            yield found


def _compared(old: Trial | None, new: Trial | None) -> ChangedTrial | None:
    found = changes(old, new) if old is not None and new is not None else ()
    if not found and old is not None and new is not None:
        return None
    return ChangedTrial(old=old, new=new, changes=found)
