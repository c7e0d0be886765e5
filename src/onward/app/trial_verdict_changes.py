"""Which of a person's verdicts changed between two catalogues: of the store on two days, or of two files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from onward.app.reference import criteria_reference
from onward.app.trial_catalogue import catalogue
from onward.app.trial_reading import read_catalogue
from onward.criteria import subject_of
from onward.disease import DiseasePicture
from onward.engines.trials import Asking, VerdictChange, match_trial, verdict_changes
from onward.registry import Trial
from onward.store import Store
from onward.terms import Issue, UsageError
from onward.timeline import Timeline

Progress = Callable[[int, int], None]


def trials_as_of(day: date, *, store: str | None = None) -> tuple[Trial, ...]:
    """The catalogue of the store as it was at the end of a day. Raises UsageError when there was none."""
    if not Store.is_there(store):
        raise UsageError(
            "there is no catalogue of trials yet, so nothing can have changed in it. "
            "--since-trials compares with an older file."
        )
    found: list[Trial] = []
    with Store.open(store, create=False) as opened:
        for one in catalogue(opened):
            if isinstance(one, Issue):
                continue
            then = one.as_of(day)
            if then is not None:
                found.append(then.trial)
    if not found:
        raise UsageError(f"the catalogue held no trial on {day}. `onward trials changes` lists when trials came.")
    return tuple(found)


def changed_verdicts(
    timeline: Timeline,
    picture: DiseasePicture,
    before: Sequence[Trial],
    after: Sequence[Trial],
    *,
    as_of: date,
    keep: bool = True,
    workers: int = 1,
    progress: Progress | None = None,
) -> tuple[VerdictChange, ...]:
    """What changed for a person, whose record is the same for both: as known on `as_of`.

    Only trials that differ are read: the same record of a trial gives the same verdict.
    """
    olds = {trial.id: trial for trial in before if trial.id}
    news = {trial.id: trial for trial in after if trial.id}
    differ = [id_ for id_ in dict.fromkeys((*news, *olds)) if not _is_same(olds.get(id_), news.get(id_))]
    old_trials = [olds[id_] for id_ in differ if id_ in olds]
    new_trials = [news[id_] for id_ in differ if id_ in news]
    read = read_catalogue([*old_trials, *new_trials], keep=keep, workers=workers, progress=progress)
    asking = Asking(read, subject_of(timeline, picture, criteria_reference(), as_of=as_of))
    matches = [match_trial(prepared, asking) for prepared in read.trials]
    return verdict_changes(matches[: len(old_trials)], matches[len(old_trials) :])


def _is_same(old: Trial | None, new: Trial | None) -> bool:
    """Whether a record is the same wherever it was read."""
    return old is not None and new is not None and replace(old, source=new.source) == new
