"""One trial and one person: a verdict for each line, each cohort, and the trial.

A NO that cannot change makes `not_eligible`, else one that can makes `not_now`, else an UNKNOWN makes `possible`, else
`eligible`. Lines for a human decide nothing. A line that was not understood is UNKNOWN, so a trial is never `eligible`
while one is left. With cohorts the best cohort counts. Nobody without a record, and nobody for a trial without
criteria, is ever `eligible`; nor is anybody where no line that lets people in was met by a fact of her disease or its
treatment, because then nothing says that the trial is for her.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from onward.criteria import Answer, Prospect, facts_of, said
from onward.engines.trials.asking import Asking
from onward.engines.trials.prepared import Part, PreparedCohort, PreparedLine, PreparedTrial
from onward.terms import Truth
from onward.timeline import (
    BiomarkerScore,
    CancerDiagnosis,
    DiseaseStatus,
    DrugTreatment,
    ImagingFact,
    LesionMeasurement,
    Metastasis,
    ProcedureFact,
    Radiotherapy,
    ReceptorResult,
    ReportFact,
    StageFact,
    Variant,
)


class Verdict(Enum):
    """What a trial is for a person, best first."""

    ELIGIBLE = "eligible"
    POSSIBLE = "possible"
    NOT_NOW = "not_now"
    NOT_ELIGIBLE = "not_eligible"

    @property
    def place(self) -> int:
        """0 for the best."""
        return _PLACES[self]


_PLACES = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A line with its answer; `answer` None where there is nothing to ask of a record."""

    line: PreparedLine
    answer: Answer | None

    @property
    def truth(self) -> Truth:
        """YES it lets her in, NO it stands in the way."""
        return Truth.UNKNOWN if self.answer is None else self.answer.truth

    @property
    def decides(self) -> bool:
        """Whether the verdict rests on it."""
        return self.line.part is Part.DECIDES

    @property
    def says(self) -> Verdict:
        """The verdict if this were the only line."""
        match self.truth:
            case Truth.YES:
                return Verdict.ELIGIBLE
            case Truth.UNKNOWN:
                return Verdict.POSSIBLE
            case Truth.NO:
                fixed = self.answer is not None and self.answer.change.prospect is Prospect.FIXED
                return Verdict.NOT_ELIGIBLE if fixed else Verdict.NOT_NOW


@dataclass(frozen=True, slots=True)
class CohortMatch:
    """A way into the trial with its verdict."""

    cohort: PreparedCohort
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialMatch:
    """One trial for one person.

    lines      every line, in order
    deciding   the lines of the best cohort on which the verdict rests
    cohorts    every way in, in order; best the first of those with the best verdict
    because    why the verdict is not better than it is, in one sentence
    """

    prepared: PreparedTrial
    verdict: Verdict
    best: CohortMatch
    cohorts: tuple[CohortMatch, ...]
    lines: tuple[LineMatch, ...]
    deciding: tuple[LineMatch, ...]
    because: str

    @property
    def in_the_way(self) -> tuple[LineMatch, ...]:
        """Lines of the best cohort that stand in the way."""
        return tuple(line for line in self.deciding if line.truth is Truth.NO)

    @property
    def open(self) -> tuple[LineMatch, ...]:
        """Lines of the best cohort that are undecided."""
        return tuple(line for line in self.deciding if line.truth is Truth.UNKNOWN)


def match_trial(prepared: PreparedTrial, asking: Asking) -> TrialMatch:
    """Every line of a trial asked of one person."""
    lines = tuple(
        LineMatch(line, None if line.question is None else asking.answer(line.question)) for line in prepared.lines
    )
    cohorts = tuple(CohortMatch(cohort, _verdict(prepared, cohort, lines, asking)) for cohort in prepared.cohorts)
    best = min(cohorts, key=lambda one: one.verdict.place)
    deciding = _deciding(best.cohort, lines)
    return TrialMatch(
        prepared=prepared,
        verdict=best.verdict,
        best=best,
        cohorts=cohorts,
        lines=lines,
        deciding=deciding,
        because=_because(prepared, best, deciding, asking),
    )


def _deciding(cohort: PreparedCohort, lines: tuple[LineMatch, ...]) -> tuple[LineMatch, ...]:
    return tuple(lines[n] for n in cohort.lines if lines[n].decides)


def _verdict(prepared: PreparedTrial, cohort: PreparedCohort, lines: tuple[LineMatch, ...], asking: Asking) -> Verdict:
    worst = max(
        (line.says for line in _deciding(cohort, lines)), key=lambda verdict: verdict.place, default=Verdict.ELIGIBLE
    )
    if worst is Verdict.ELIGIBLE and never_eligible(prepared, cohort, asking) is not None:
        return Verdict.POSSIBLE
    return worst


NO_CRITERIA = "the trial's criteria are not in the file"
NO_RECORD = "nothing is recorded of this person"
NOTHING_ASKED = "no line of the trial asks anything that a record can answer"
NOTHING_OF_HER_DISEASE = (
    "no line that lets people in was met by a fact of the disease or its treatment, "
    "so whether the trial is for this person is open"
)

# What a trial for her has to be met by: her cancer, what is known of it, and what was done against it.
_OF_THE_DISEASE = (
    CancerDiagnosis,
    Metastasis,
    StageFact,
    ReceptorResult,
    BiomarkerScore,
    Variant,
    DrugTreatment,
    ProcedureFact,
    Radiotherapy,
    DiseaseStatus,
    ImagingFact,
    ReportFact,
    LesionMeasurement,
)


def never_eligible(prepared: PreparedTrial, cohort: PreparedCohort, asking: Asking) -> str | None:
    """Why nobody may be called eligible here, although no line is against it; None when there is no such reason."""
    if not prepared.has_text:
        return NO_CRITERIA
    if not asking.subject.timeline.facts:
        return NO_RECORD
    if not any(line.part is Part.DECIDES and line.question is not None for line in prepared.lines):
        return NOTHING_ASKED
    lets_in = (prepared.lines[n] for n in cohort.lines)
    if not any(is_met_by_disease(line, asking.answer(line.question)) for line in lets_in if line.question is not None):
        return NOTHING_OF_HER_DISEASE
    return None


def is_met_by_disease(line: PreparedLine, answer: Answer | None) -> bool:
    """Whether a line that lets people in was met by a fact of her disease or its treatment."""
    if line.section != "inclusion" or line.part is not Part.DECIDES or answer is None:
        return False
    return answer.truth is Truth.YES and any(isinstance(fact, _OF_THE_DISEASE) for fact in facts_of(answer))


def _because(prepared: PreparedTrial, best: CohortMatch, deciding: tuple[LineMatch, ...], asking: Asking) -> str:
    match best.verdict:
        case Verdict.ELIGIBLE:
            return f"all {len(deciding)} lines that a record can answer are met"
        case Verdict.POSSIBLE:
            undecided = sum(line.truth is Truth.UNKNOWN for line in deciding)
            if not undecided:
                return never_eligible(prepared, best.cohort, asking) or ""
            verb = "is" if undecided == 1 else "are"
            return f"{undecided} of {len(deciding)} lines {verb} undecided, none stands in the way"
        case Verdict.NOT_NOW | Verdict.NOT_ELIGIBLE:
            first = next(line for line in deciding if line.says is best.verdict)
            assert first.answer is not None, "a line without an answer is never a NO"
            return said(first.answer)
