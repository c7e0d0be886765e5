"""What reading files of trials gives."""

from __future__ import annotations

from dataclasses import dataclass

from onward.intake.files import Skipped
from onward.intake.result import FileRead
from onward.registry import Trial
from onward.terms import Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialTally:
    """What became of every trial that stood in the files; the three parts add up to `seen`.

    trials      read, each id once
    duplicates  the same id was read elsewhere: the same content again, or another version that was not kept
    unreadable  broken records, each with an issue
    """

    trials: int = 0
    duplicates: int = 0
    unreadable: int = 0

    @property
    def seen(self) -> int:
        return self.trials + self.duplicates + self.unreadable


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialsRead:
    """The whole of one reading; trials in the order of the input, an id once."""

    trials: tuple[Trial, ...]
    issues: tuple[Issue, ...] = ()
    files: tuple[FileRead, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    tally: TrialTally = TrialTally()
