"""Trials read and made ready for matching: each eligibility text is read once."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from onward.app.kept_readings import KeptReadings
from onward.engines.trials import Catalogue, prepare
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityLine, EligibilityReading, read_eligibility, split_lines
from onward.registry import Trial

Progress = Callable[[int, int], None]

# How often a progress bar hears of it; more often costs more than it tells.
_EVERY = 20


@dataclass(frozen=True, slots=True)
class ReadTrial:
    """A trial with its criteria read."""

    trial: Trial
    reading: EligibilityReading


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
    except Exception:  # a defect on one text must not lose the other trials: its lines stay, and are not understood
        items = split_lines(trial.eligibility_text)
        return EligibilityReading(
            lines=tuple(
                EligibilityLine(section=item.section, index=index, text=item.text, depth=item.depth, cohort=item.cohort)
                for index, item in enumerate(items)
            )
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
