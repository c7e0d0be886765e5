"""Trials read and made ready for matching: each eligibility text is read once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from onward.app.kept_readings import KeptReadings
from onward.engines.trials import Catalogue, prepare
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, EligibilityReading, read_eligibility, split_lines, structured_fields
from onward.registry import Trial
from onward.terms import Issue

Progress = Callable[[int, int], None]

# How often a progress bar hears of it; more often costs more than it tells.
_EVERY = 20


@dataclass(frozen=True, slots=True)
class ReadTrial:
    """A trial with its criteria read."""

    trial: Trial
    reading: EligibilityReading

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Lines on which the reader failed."""
        return defects_of(self.trial, ((line.index, line.why_unreadable) for line in self.reading.lines))


def catalogue_issues(catalogue: Catalogue) -> tuple[Issue, ...]:
    """Lines of all trials on which the reader failed."""
    return tuple(
        issue
        for one in catalogue.trials
        for issue in defects_of(one.trial, ((line.index or 0, line.why) for line in one.lines))
    )


def read_each(trials: Sequence[Trial], *, workers: int = 1, progress: Progress | None = None) -> Iterator[ReadTrial]:
    """The trials with their criteria, in their order; many of them are shared out among processes.

    workers   processes to use; few trials are read in this one, because starting others would take longer
    """
    if workers > 1 and len(trials) >= _WORTH_SHARING:
        from concurrent.futures import ProcessPoolExecutor

        reading_lexicon()  # what was parsed is kept on disk, so that the others find it ready
        with ProcessPoolExecutor(workers) as pool:
            texts = pool.map(_read_one, trials, chunksize=_EVERY)
            for number, (trial, reading) in enumerate(zip(trials, texts, strict=True)):
                _tell(progress, number, len(trials))
                yield ReadTrial(trial, reading)
        return
    for number, trial in enumerate(trials):
        _tell(progress, number, len(trials))
        yield ReadTrial(trial, _read_one(trial))


# Fewer trials than these are read sooner than a second process has compiled its grammar.
_WORTH_SHARING = 150


def _read_one(trial: Trial) -> EligibilityReading:
    try:
        return read_eligibility(trial, reading_lexicon())
    except Exception:  # a defect outside of a single line: the lines stay open, and the registry's own limits hold
        return EligibilityReading(lines=_lines_as_they_stand(trial), structured=structured_fields(trial))


def _lines_as_they_stand(trial: Trial) -> tuple[EligibilityLine, ...]:
    try:
        items = split_lines(trial.eligibility_text)
    except Exception:  # not even its lines: the text is one
        return (EligibilityLine(section="unknown", index=0, text=trial.eligibility_text, why_unreadable="defect"),)
    return tuple(
        EligibilityLine(
            section=item.section, index=index, text=item.text, depth=item.depth, cohort=item.cohort,
            why_unreadable="heading" if item.opens is not None else "defect",
        )
        for index, item in enumerate(items)
    )  # fmt: skip


def defects_of(trial: Trial, whys: Iterable[tuple[int, str]]) -> tuple[Issue, ...]:
    """What the reader failed on, as issues for the person who asked.

    whys   index and `why_unreadable` of the trial's lines
    """
    failed = [index for index, why in whys if why == "defect"]
    if not failed:
        return ()
    places = ", ".join(str(index) for index in failed[:5]) + (", ..." if len(failed) > 5 else "")
    return (
        Issue(
            file=trial.source.file,
            place=f"{trial.id}, line{'s' if len(failed) > 1 else ''} {places} of its criteria",
            what="the reader of criteria has a defect on these words",
            did="they are listed and left open, the rest of the trial is read. Please report the trial's number.",
        ),
    )


def _tell(progress: Progress | None, number: int, total: int) -> None:
    if progress is not None and number % _EVERY == 0:
        progress(number, total)


def read_catalogue(
    trials: Sequence[Trial], *, keep: bool = True, workers: int = 1, progress: Progress | None = None
) -> Catalogue:
    """The trials with their criteria as questions, in their order.

    keep      whether readings kept from an earlier run are used, and new ones kept for the next
    workers   processes to read in, where many trials are new
    """
    with KeptReadings() if keep else contextlib.nullcontext() as kept:
        found = {} if kept is None else kept.find(trials)
        missing = [trial for place, trial in enumerate(trials) if place not in found]
        fresh = [(one.trial, one.reading) for one in read_each(missing, workers=workers, progress=progress)]
        if kept is not None and fresh:
            kept.keep(fresh)
    new = iter(fresh)
    return prepare((trial, found[place]) if place in found else next(new) for place, trial in enumerate(trials))
