"""`options_for`: every rule decided for one person on one day in one region, and what follows from all together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from onward.criteria import Subject
from onward.engines.options.decide import BESIDE, Circumstances, NoGate, OnlyBars, SafetyGate, decide
from onward.engines.options.immunotherapy import immunotherapy
from onward.engines.options.prepare import PreparedOptions
from onward.engines.options.present import as_failed, died, present_treatment
from onward.engines.options.result import (
    DecidedRule,
    OptionsAnswer,
    PresentTreatment,
    QuestionToAsk,
    Reason,
    Region,
    Verdict,
)
from onward.engines.options.testing import tests_and_questions
from onward.engines.options.together import notes_on
from onward.knowledge import DiseaseKnowledge
from onward.terms import Truth
from onward.timeline import AnyFact

if TYPE_CHECKING:
    from onward.engines.options.evidence import DrugEvidence
    from onward.engines.options.prognosis import BreastGpa

_RANKS = {"preferred": 0, "alternative": 1, "later": 2}
_VERDICTS = (Verdict.OPTION, Verdict.CONTINUING, Verdict.UNDECIDED, Verdict.REJECTED, Verdict.NOT_AVAILABLE)
# What a failure of the present treatment may make an option.
_MAY_OPEN = (Verdict.UNDECIDED, Verdict.REJECTED)
DIED = "died"
_GATES = ("breast-cancer", "metastatic")


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionInputs:
    """Everything that options are derived with, beside the person.

    safety      gates of a set of drugs;  literature: evidence for and against drugs, None when none was imported
    prognosis   the Breast-GPA of a person, None when it does not apply
    """

    prepared: PreparedOptions
    disease: DiseaseKnowledge
    safety: SafetyGate = field(default_factory=NoGate)
    literature: Callable[[Subject], Callable[[Sequence[str]], DrugEvidence | None]] | None = None
    prognosis: Callable[[Subject], BreastGpa | None] | None = None


def options_for(subject: Subject, inputs: OptionInputs, *, region: Region) -> OptionsAnswer:
    """The therapy options of one person as known on the subject's day.

    Where the disease has progressed on a treatment that the record still calls running, the rules are asked as if
    it had ended that day, and every answer that rests on it says so.
    """
    present = present_treatment(subject, margin_days=inputs.disease.lines.progression_days)
    here = _circumstances(subject, inputs, region, present)
    if present.state == "progression":
        here = _after_failure(here, inputs, region, present)
    dead = died(subject)
    decided = _all(here)
    if dead:
        decided = tuple(_for_nobody(one, dead) for one in decided)
    if inputs.literature is not None:
        find = inputs.literature(subject)
        decided = tuple(
            one if one.verdict is Verdict.REJECTED else replace(one, literature=find(one.rule.all_drugs))
            for one in decided
        )
    tests, questions = ((), ()) if dead else tests_and_questions(decided, here)
    nothing = _nothing(decided, dead)
    if nothing:
        # Until it is known that she has metastatic breast cancer, no test is one for a treatment of it.
        tests, questions = (), _of_gates(questions, decided)
    last = max((line.n for line in subject.picture.lines if line.n is not None), default=None)
    return OptionsAnswer(
        person=subject.timeline.person,
        as_of=subject.as_of,
        region=region,
        decided=tuple(sorted(decided, key=_as_read)),
        nothing_because=nothing,
        present=present,
        next_line=(last or 0) + 1 if subject.picture.metastatic is Truth.YES else None,
        at_progression=_preview(subject, inputs, region, present, decided),
        together=notes_on(decided, here),
        tests=tests,
        questions=questions,
        immunotherapy=immunotherapy(decided, here),
        prognosis=None if inputs.prognosis is None else inputs.prognosis(subject),
    )


def _circumstances(subject: Subject, inputs: OptionInputs, region: Region, present: PresentTreatment) -> Circumstances:
    knowledge = inputs.prepared.knowledge
    return Circumstances(
        subject=subject,
        prepared=inputs.prepared,
        region=region,
        present=present,
        safety=inputs.safety,
        warnings=tuple((one, knowledge.sources_of(one.id, one.source)) for one in knowledge.sequence),
    )


def _after_failure(
    here: Circumstances, inputs: OptionInputs, region: Region, present: PresentTreatment
) -> Circumstances:
    failed = as_failed(here.subject, inputs.disease, here.subject.reference, on=present.state_on)
    said = (
        f"{present.regimen} has failed: progression was recorded on {present.state_on}, "
        "though the record still calls it running"
    )
    gone = replace(present, drugs=(), line_drugs=())
    return replace(
        _circumstances(failed.subject, inputs, region, gone), assumption=said, as_recorded=failed.as_recorded
    )


def _preview(
    subject: Subject,
    inputs: OptionInputs,
    region: Region,
    present: PresentTreatment,
    decided: Sequence[DecidedRule],
) -> tuple[str, ...]:
    """Rules that would be options if the running treatment failed today, and are none now."""
    if not present.drugs or present.state == "progression" or died(subject):
        return ()
    failed = as_failed(subject, inputs.disease, subject.reference, on=None)
    gone = replace(present, drugs=(), line_drugs=())
    then = replace(_circumstances(failed.subject, inputs, region, gone), safety=OnlyBars(inputs.safety))
    may = {one.rule.id for one in decided if one.verdict in _MAY_OPEN and one.can_change}
    waiting = [one for one in inputs.prepared.rules if one.rule.id in may and one.rule.kind not in BESIDE]
    found = [decide(one, then) for one in waiting]
    return tuple(one.rule.id for one in sorted(found, key=_as_read) if one.verdict is Verdict.OPTION)


def _all(here: Circumstances) -> tuple[DecidedRule, ...]:
    return tuple(decide(one, here) for one in here.prepared.rules)


def _for_nobody(one: DecidedRule, dead: tuple[AnyFact, ...]) -> DecidedRule:
    if one.verdict is Verdict.NOT_AVAILABLE:
        return one
    reason = Reason(by=DIED, because="the record says that she has died", facts=dead, can_change=False)
    return replace(one, verdict=Verdict.REJECTED, reasons=(reason,), missing=(), warned=(), safety=())


def _nothing(decided: Sequence[DecidedRule], dead: tuple[AnyFact, ...]) -> str:
    """Why nothing at all may be offered, "" when something may be."""
    if dead:
        return "The record says that this person has died."
    if not decided:
        return "No rule of treatment is known."
    for gate in decided[0].conditions:
        if gate.asked.id not in _GATES:
            break
        if gate.answer.truth is not Truth.YES:
            return f"Options are given for {gate.asked.says} only: {gate.answer.because.rstrip('.')}."
    return ""


def _of_gates(questions: Sequence[QuestionToAsk], decided: Sequence[DecidedRule]) -> tuple[QuestionToAsk, ...]:
    asked = {text for one in decided for missing in one.missing if missing.by in _GATES for text in missing.questions}
    return tuple(one for one in questions if one.question in asked)


def _as_read(one: DecidedRule) -> tuple[int, bool, int, int, str]:
    """What may be given now first, in the order of the clinic; within that the newer decision first."""
    first = one.availability.decision.first if one.availability.decision is not None else None
    return (
        _VERDICTS.index(one.verdict),
        one.rule.kind in BESIDE,
        _RANKS[one.rank],
        -first.toordinal() if first is not None else 0,
        one.rule.id,
    )
