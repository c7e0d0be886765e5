"""Trials read and made ready for matching: each eligibility text is read once a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onward.engines.trials import Catalogue, prepare
from onward.knowledge import reading_lexicon
from onward.reading import EligibilityReading, read_eligibility
from onward.registry import Trial

Progress = Callable[[int, int], None]

# How often a progress bar hears of it; more often costs more than it tells.
_EVERY = 20


def read_catalogue(trials: Sequence[Trial], *, progress: Progress | None = None) -> Catalogue:
    """The trials with their criteria as questions, in their order."""
    lexicon = reading_lexicon()
    read: list[tuple[Trial, EligibilityReading]] = []
    for number, trial in enumerate(trials):
        if progress is not None and number % _EVERY == 0:
            progress(number, len(trials))
        read.append((trial, read_eligibility(trial, lexicon)))
    return prepare(read)
