"""Trials made ready for matching: each line as a question seen from the person, equal questions kept once.

A reading states what a line says. In an exclusion section YES to it keeps the person out, so the question turns it
round: YES always means "this line lets her in".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import product
from math import prod

from onward.criteria import Criterion, Not, shared
from onward.engines.trials.requirements import reads_like_a_requirement
from onward.reading import FOR_A_HUMAN, EligibilityLine, EligibilityReading, holds_in, is_lettered, kind_of
from onward.registry import Trial


class Part(Enum):
    """What a line does in the verdict."""

    DECIDES = "decides"
    FOR_A_HUMAN = "for a human"  # consent, logistics, judgement: listed, decides nothing
    ASKS_NOTHING = "asks nothing"  # headings, permissions, notes
    IN_ANOTHER = "in another line"  # a bullet that its parent's reading already holds


# Of the reader's words for lines that ask nothing of a record, those that nobody has to look at either.
_NOTHING_TO_DO = frozenset({"heading", "permission", "note"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedLine:
    """One line of a trial.

    section    inclusion, exclusion or unknown, as the text has it; "registry" for age and sex fields
    index      number of the line in the trial; None for a field of the registry
    cohort     code of the cohort whose line it is, "" for the whole trial
    question   number of its question in the catalogue's `questions`; None when there is none to ask
    why        the reader's word for a line without a reading, or why its reading is not asked; "" otherwise
    part_of    index of the line that holds this one
    assumed    what the reader took where the text lacks a sign or a unit
    """

    section: str
    index: int | None
    text: str
    cohort: str
    part: Part
    question: int | None
    why: str = ""
    part_of: int | None = None
    assumed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedCohort:
    """One way into a trial; `code` "" is the trial itself, where it has no cohorts. `lines` are places in its lines."""

    code: str
    label: str
    suspended: bool
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedTrial:
    """A trial with its lines in order and its cohorts, at least one."""

    trial: Trial
    lines: tuple[PreparedLine, ...]
    cohorts: tuple[PreparedCohort, ...]

    @property
    def has_text(self) -> bool:
        """Whether its criteria are given at all, in words or as a tree."""
        return any(line.index is not None for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Trials made ready, and every question that they ask, each once."""

    trials: tuple[PreparedTrial, ...]
    questions: tuple[Criterion, ...]


def prepare(read: Iterable[tuple[Trial, EligibilityReading]]) -> Catalogue:
    """Make trials ready for matching, in the order in which they come."""
    numbers = _Numbers()
    trials = tuple(_prepared(trial, reading, numbers) for trial, reading in read)
    return Catalogue(trials=trials, questions=tuple(numbers.questions))


class _Numbers:
    """The questions in the order in which they come first, equal parts of them kept as one object."""

    __slots__ = ("_places", "_pool", "questions")

    def __init__(self) -> None:
        self._pool: dict[Criterion, Criterion] = {}
        self._places: dict[int, int] = {}
        self.questions: list[Criterion] = []

    def of(self, criterion: Criterion) -> int:
        one = shared(criterion, self._pool)
        found = self._places.get(id(one))
        if found is None:
            found = self._places[id(one)] = len(self.questions)
            self.questions.append(one)
        return found


def _prepared(trial: Trial, reading: EligibilityReading, numbers: _Numbers) -> PreparedTrial:
    fields = [
        PreparedLine(
            section="registry",
            index=None,
            text=field.text,
            cohort="",
            part=Part.DECIDES,
            question=numbers.of(field.criterion),
        )
        for field in reading.structured
    ]
    lines = (*fields, *(_line(line, numbers) for line in reading.lines))
    return PreparedTrial(trial=trial, lines=lines, cohorts=_cohorts(trial, lines))


def _line(line: EligibilityLine, numbers: _Numbers) -> PreparedLine:
    question, why = None, line.why_unreadable
    if line.reading is not None:
        match line.section:
            case "inclusion":
                question = numbers.of(line.reading)
            case "exclusion" if reads_like_a_requirement(line.reading):
                why = "reads like a requirement under an exclusion heading"
            case "exclusion":
                question = numbers.of(_turned(line.reading))
            case "unknown":
                why = "whether it lets in or keeps out is not said"
    return PreparedLine(
        section=line.section,
        index=line.index,
        text=line.text,
        cohort=line.cohort,
        part=_part(line),
        question=question,
        why=why,
        part_of=line.part_of,
        assumed=line.assumed,
    )


def _turned(reading: Criterion) -> Criterion:
    """What has to hold for her to enter, when `reading` keeps people out."""
    return reading.of if isinstance(reading, Not) else Not(of=reading)


def _part(line: EligibilityLine) -> Part:
    if line.part_of is not None:
        return Part.IN_ANOTHER
    if line.reading is None and line.why_unreadable in _NOTHING_TO_DO:
        return Part.ASKS_NOTHING
    if line.reading is None and line.why_unreadable in FOR_A_HUMAN:
        return Part.FOR_A_HUMAN
    return Part.DECIDES


def _cohorts(trial: Trial, lines: Sequence[PreparedLine]) -> tuple[PreparedCohort, ...]:
    """The ways into the trial: its cohorts with the lines of all above them, else the trial itself."""
    shared = tuple(n for n, line in enumerate(lines) if not line.cohort)
    ways = [_cohort(trial, at, lines, shared) for at in _enrolling(trial)]
    coded = {cohort.code for cohort in trial.cohorts}
    named = _named(lines, coded)
    if not named:
        return tuple(ways) or (PreparedCohort(code="", label="", suspended=False, lines=shared),)
    if ways:
        # Coded cohorts are the ways in; a part that only the text knows is one more.
        return (*ways, *(_in_text((code,), lines, coded) for code in named))
    return tuple(_in_text(codes, lines, coded) for codes in _combined(named))


def _named(lines: Sequence[PreparedLine], coded: Collection[str]) -> tuple[str, ...]:
    """The parts that only the text knows ("Cohort A:"), in the order in which they come; a part that is told in smaller
    parts ("Phase 1" beside "Phase 1a" and "Phase 1b") is none of its own.
    """
    codes = dict.fromkeys(
        code for line in lines if line.cohort and line.cohort not in coded for code in line.cohort.split(", ")
    )
    return tuple(code for code in codes if not any(other != code and is_lettered(code, other) for other in codes))


# More ways than this are not told apart: each part is then a way by itself.
_MOST_WAYS = 48


def _combined(named: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Every way through parts of several kinds ("Phase 2" and "Cohort B"). Where the text names but one of a kind there
    are others, of which it says nothing.
    """
    kinds: dict[str, list[str]] = {}
    for code in named:
        kinds.setdefault(kind_of(code), []).append(code)
    options = [(*codes, "") if len(codes) == 1 else tuple(codes) for codes in kinds.values()]
    if prod(map(len, options)) > _MOST_WAYS:
        return [(code,) for code in named]
    return [tuple(code for code in way if code) for way in product(*options)]


def _in_text(codes: tuple[str, ...], lines: Sequence[PreparedLine], coded: Collection[str]) -> PreparedCohort:
    def is_asked(line: PreparedLine) -> bool:
        if not line.cohort:
            return True
        if line.cohort in coded:
            return False
        return any(holds_in(part, way) for part in line.cohort.split(", ") for way in codes)

    own = tuple(n for n, line in enumerate(lines) if is_asked(line))
    return PreparedCohort(code=" + ".join(codes), label="", suspended=False, lines=own)


def _enrolling(trial: Trial) -> list[int]:
    parents = {cohort.parent for cohort in trial.cohorts}
    return [at for at in range(len(trial.cohorts)) if at not in parents]


def _cohort(trial: Trial, at: int, lines: Sequence[PreparedLine], shared: tuple[int, ...]) -> PreparedCohort:
    codes: list[str] = []
    suspended = False
    step: int | None = at
    while step is not None:
        codes.append(trial.cohorts[step].code)
        suspended = suspended or bool(trial.cohorts[step].suspended)
        step = trial.cohorts[step].parent
    own = tuple(n for n, line in enumerate(lines) if line.cohort and line.cohort in codes)
    return PreparedCohort(
        code=trial.cohorts[at].code,
        label=trial.cohorts[at].label,
        suspended=suspended,
        lines=tuple(sorted((*shared, *own))),
    )
