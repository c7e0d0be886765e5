"""One rule for one person: its conditions, what is available, what failed before, what is unsafe; then its list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from onward.criteria import Answer, Subject, answer, facts_of
from onward.engines.options.availability import AGENCY_OF, availability
from onward.engines.options.open_leaves import open_leaves, question_of
from onward.engines.options.prepare import Asked, PreparedAddition, PreparedOptions, PreparedRule
from onward.engines.options.repeats import FAILED, failed_before, given_before, kin_failed, kin_given, not_tolerated
from onward.engines.options.result import (
    Availability,
    ConditionAnswer,
    DecidedRule,
    Missing,
    PartnerChoice,
    PresentTreatment,
    Reason,
    Region,
    Verdict,
    Warned,
)
from onward.knowledge import NEVER_IN_FORCE, KnowledgeSource, OptionRule, SequenceWarning
from onward.terms import Truth, all_of
from onward.timeline import AnyFact

if TYPE_CHECKING:
    from onward.engines.options.safety import Caution

AVAILABILITY = "availability"
PART_OF_PRESENT = "part of the present treatment"
# Given beside whatever is given against the tumour, so the present line is no reason to wait.
BESIDE = frozenset({"bone agent", "ovarian suppression"})


class SafetyGate(Protocol):
    """What speaks against drugs for a person; `safety_gate` makes one."""

    def __call__(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        """Everything that is to be heeded."""
        ...

    def bars(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        """The contraindications alone."""
        ...


@dataclass(frozen=True, slots=True)
class OnlyBars:
    """A gate that says no more than contraindications, where only the list matters."""

    gate: SafetyGate

    def __call__(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        return self.gate.bars(drugs, subject)

    def bars(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        return self.gate.bars(drugs, subject)


class NoGate:
    """A gate that knows nothing, for tests of the other parts."""

    def __call__(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        return ()

    def bars(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """One person on one day, with what the rules are decided by; answers are kept, so that no question is put twice.

    present       the treatment that runs
    assumption    what was taken for granted about the record before asking, "" for nothing
    as_recorded   from facts of a changed record to those of the real one
    """

    subject: Subject
    prepared: PreparedOptions
    region: Region
    present: PresentTreatment
    safety: SafetyGate = field(default_factory=NoGate)
    assumption: str = ""
    as_recorded: Callable[[tuple[AnyFact, ...]], tuple[AnyFact, ...]] = lambda facts: facts
    warnings: tuple[tuple[SequenceWarning, tuple[KnowledgeSource, ...]], ...] = ()
    _answered: dict[int, ConditionAnswer] = field(default_factory=dict[int, ConditionAnswer])
    _by_asked: dict[int, ConditionAnswer] = field(default_factory=dict[int, ConditionAnswer])
    _kept: dict[int, Answer] = field(default_factory=dict[int, Answer])
    _missing: dict[int, Missing] = field(default_factory=dict[int, Missing])
    _failed: dict[str, Reason | None] = field(default_factory=dict[str, "Reason | None"])

    @property
    def as_of(self) -> date:
        """The day of asking."""
        return self.subject.as_of

    def ask(self, asked: Asked) -> ConditionAnswer:
        """The answer to a condition, with its facts as the record holds them."""
        found = self._by_asked.get(id(asked))
        if found is not None:
            return found
        same = self._answered.get(asked.number)
        if same is None:
            given = answer(asked.criterion, self.subject, kept=self._kept)
            found = ConditionAnswer(asked=asked, answer=given, facts=self.as_recorded(facts_of(given)))
            self._answered[asked.number] = found
        else:
            found = ConditionAnswer(asked=asked, answer=same.answer, facts=same.facts)
        self._by_asked[id(asked)] = found
        return found

    def missing(self, one: ConditionAnswer) -> Missing:
        """What an open condition waits for, in words."""
        found = self._missing.get(one.asked.number)
        if found is None:
            questions = tuple(dict.fromkeys(question_of(leaf) for leaf in open_leaves(one.answer)))
            found = Missing(by=one.asked.id, what=one.asked.says, because=one.answer.because, questions=questions)
            self._missing[one.asked.number] = found
        return found if found.by == one.asked.id else replace(found, by=one.asked.id, what=one.asked.says)

    def available(self, rule: OptionRule) -> Availability:
        """What the agency of the region says on the day: the same for everybody."""
        key = (rule.id, self.region, self.as_of)
        found = self.prepared.available.get(key)
        if found is None:
            found = availability(rule, region=self.region, as_of=self.as_of)
            self.prepared.available[key] = found
        return found

    def failed(self, drug: str) -> Reason | None:
        """The reason not to give a drug again, None when there is none."""
        if drug not in self._failed:
            reason = failed_before(drug, self.subject)
            self._failed[drug] = reason and replace(reason, facts=self.as_recorded(reason.facts))
        return self._failed[drug]


def decide(prepared: PreparedRule, here: Circumstances) -> DecidedRule:
    """The list in which a rule stands for this person, with every reason."""
    rule = prepared.rule
    agency = AGENCY_OF[here.region]
    conditions = tuple(here.ask(one) for one in prepared.asked if one.only in ("", agency))
    partners = tuple(_left(one.what, one.one_of, rule, here) for one in rule.partners)
    draft = _Draft(
        prepared=prepared,
        here=here,
        conditions=conditions,
        additions=tuple(one for one in prepared.additions if one.when.only in ("", agency)),
        availability=here.available(rule),
        partners=partners,
    )
    if rule.kind in NEVER_IN_FORCE:
        return draft.stands(Verdict.NOT_AVAILABLE, missing=_missing(conditions, here))
    if is_running(rule, here):
        cautions = here.safety(_drugs(rule, partners), here.subject)
        return draft.stands(Verdict.CONTINUING, safety=cautions, assumed=_assumed(conditions, here))
    reasons = (*_failing(conditions), *_not_to_be_had(draft), *_not_again(rule, partners, here))
    if reasons:
        return draft.stands(Verdict.REJECTED, reasons=reasons)
    return _weighed(draft)


@dataclass(slots=True, kw_only=True)
class _Draft:
    """What is known of a rule before its list is."""

    prepared: PreparedRule
    here: Circumstances
    conditions: tuple[ConditionAnswer, ...]
    additions: tuple[PreparedAddition, ...]
    availability: Availability
    partners: tuple[PartnerChoice, ...]

    @property
    def expires(self) -> date:
        return self.here.prepared.knowledge.expires(self.prepared.rule)

    @property
    def timing(self) -> Literal["now", "at a change"]:
        waits = bool(self.here.present.drugs) and self.prepared.rule.kind not in BESIDE
        return "at a change" if waits else "now"

    def stands(
        self,
        verdict: Verdict,
        *,
        rank: str = "",
        missing: tuple[Missing, ...] = (),
        reasons: tuple[Reason, ...] = (),
        assumed: tuple[str, ...] = (),
        warned: tuple[Warned, ...] = (),
        safety: tuple[Caution, ...] = (),
    ) -> DecidedRule:
        """The rule in its list."""
        rule, here = self.prepared.rule, self.here
        return DecidedRule(
            rule=rule,
            verdict=verdict,
            rank=rank or rule.place.rank,
            fits=all_of(one.answer.truth for one in self.conditions),
            conditions=self.conditions,
            availability=self.availability,
            drugs=_drugs(rule, self.partners),
            partners=self.partners,
            additions=self._added(verdict),
            source=self.prepared.source,
            review=here.prepared.knowledge.file_of[rule.id].review,
            expires=self.expires,
            stale=self.expires <= here.as_of,
            timing="now" if verdict is Verdict.CONTINUING else self.timing,
            is_immunotherapy=self.prepared.is_immunotherapy,
            assumed=assumed,
            missing=missing,
            reasons=reasons,
            warned=warned,
            safety=safety,
        )

    def _added(self, verdict: Verdict) -> tuple[PreparedAddition, ...]:
        """What she would get with it; of what is not given nobody asks."""
        if verdict in (Verdict.REJECTED, Verdict.NOT_AVAILABLE):
            return ()
        return tuple(one for one in self.additions if self.here.ask(one.when).answer.truth is Truth.YES)


def _weighed(draft: _Draft) -> DecidedRule:
    """What the gates of safety make of a rule that nothing else speaks against."""
    rule, here = draft.prepared.rule, draft.here
    missing = _missing(draft.conditions, here)
    if draft.expires <= here.as_of:
        what = f"The rule expired on {draft.expires} and must be re-checked at its sources before it is used."
        missing = (*missing, Missing(by="expired", what="a rule in date", because=what, questions=()))
    names = tuple(dict.fromkeys((*rule.drugs, *(name for one in draft.partners for name in one.left))))
    # Of what is withheld anyway only a contraindication changes the list.
    cautions = here.safety.bars(names, here.subject) if missing else here.safety(names, here.subject)
    barred: dict[str, Caution] = {
        name: one for one in reversed(cautions) if one.kind == "contraindication" for name in _drugs_of(one)
    }
    if barred:
        draft.partners = tuple(_without(one, barred) for one in draft.partners)
        against = [_contraindicated(barred[name]) for name in rule.drugs if name in barred]
        against += [
            Reason(by="no partner left", because=f"{one.what}: {'; '.join(why for _, why in one.out)}")
            for one in draft.partners
            if not one.left
        ]
        if against:
            return draft.stands(Verdict.REJECTED, safety=cautions, reasons=tuple(against))
        left = {*rule.drugs, *(name for one in draft.partners for name in one.left)}
        cautions = tuple(one for one in cautions if left.intersection(_drugs_of(one)))
    return draft.stands(
        Verdict.UNDECIDED if missing else Verdict.OPTION,
        rank="later" if _is_for_later(rule, here) else "",
        missing=missing,
        assumed=(*_assumed(draft.conditions, here), *_never_failed(rule, here)),
        safety=cautions,
        warned=_warned(draft),
    )


def _is_for_later(rule: OptionRule, here: Circumstances) -> bool:
    """Whether what was given before leaves it the last of the options, though nothing speaks against it."""
    given = here.subject.given
    return bool(given) and (
        not_tolerated(rule.drugs, here.subject)
        or kin_failed(rule.drugs, here.subject, here.warnings, here.prepared.drugs)
    )


def _left(what: str, one_of: Sequence[str], rule: OptionRule, here: Circumstances) -> PartnerChoice:
    failed = [(name, here.failed(name)) for name in one_of if name not in rule.may_repeat]
    out = tuple((name, reason.because) for name, reason in failed if reason is not None)
    names = {name for name, _ in out}
    return PartnerChoice(what=what, left=tuple(name for name in one_of if name not in names), out=out)


def _without(choice: PartnerChoice, barred: Mapping[str, Caution]) -> PartnerChoice:
    out = [(name, f"{name}: {barred[name].text}") for name in choice.left if name in barred]
    names = {name for name, _ in out}
    return replace(choice, left=tuple(name for name in choice.left if name not in names), out=(*choice.out, *out))


def _drugs(rule: OptionRule, partners: Sequence[PartnerChoice]) -> tuple[str, ...]:
    """What is given in any case: the rule's drugs, and a partner of whom no choice is left."""
    alone = (one.left[0] for one in partners if len(one.left) == 1)
    return tuple(dict.fromkeys((*rule.drugs, *alone)))


def is_running(rule: OptionRule, here: Circumstances) -> bool:
    """Whether the rule is what she has now: all drugs of the running line, or a bone agent or suppression she takes."""
    if rule.kind in BESIDE:
        return any(given.course.ongoing and given.course.drug in rule.all_drugs for given in here.subject.given)
    present = here.present
    if not present.drugs:
        return False
    for together in (frozenset(present.drugs), frozenset(present.line_drugs)):
        chosen = [together.intersection(one.one_of) for one in rule.partners]
        if all(len(one) == 1 for one in chosen) and together == frozenset(rule.drugs).union(*chosen):
            return True
    return False


def _failing(conditions: Sequence[ConditionAnswer]) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            by=one.asked.id,
            because=f"needs {one.asked.says}: {one.answer.because}",
            facts=one.facts,
            source=one.asked.source,
            can_change=one.answer.can_change,
            on=one.answer.changes_on,
        )
        for one in conditions
        if one.answer.truth is Truth.NO
    )


def _not_to_be_had(draft: _Draft) -> tuple[Reason, ...]:
    available = draft.availability
    if available.in_force:
        return ()
    first = None if available.decision is None else available.decision.first
    return (Reason(by=AVAILABILITY, because=available.because, source=draft.prepared.source, on=first),)


def _not_again(rule: OptionRule, partners: Sequence[PartnerChoice], here: Circumstances) -> tuple[Reason, ...]:
    found = [here.failed(name) for name in rule.drugs if name not in rule.may_repeat]
    reasons = [reason for reason in found if reason is not None]
    reasons += [
        Reason(
            by=FAILED, because=f"every {one.what} has failed: {'; '.join(why for _, why in one.out)}", can_change=False
        )
        for one in partners
        if not one.left
    ]
    if not reasons and _is_part(rule, here.present):
        because = f"she has it now, as part of {here.present.regimen}"
        reasons.append(Reason(by=PART_OF_PRESENT, because=because, facts=here.present.facts))
    return tuple(reasons)


def _is_part(rule: OptionRule, present: PresentTreatment) -> bool:
    """Whether all of it is given now, among other drugs."""
    drugs = set(present.drugs)
    return (
        bool(drugs)
        and rule.kind not in BESIDE
        and drugs.issuperset(rule.drugs)
        and all(not drugs.isdisjoint(one.one_of) for one in rule.partners)
    )


def _contraindicated(caution: Caution) -> Reason:
    return Reason(
        by=caution.gate,
        because=f"{caution.text}: {caution.because}{' (this gate has expired: re-check it)' if caution.stale else ''}",
        facts=caution.facts,
        source=tuple(caution.source),
        can_change=caution.can_change,
    )


def _drugs_of(caution: Caution) -> tuple[str, ...]:
    """The drugs that a caution is about: one gate may hold for several."""
    return tuple(caution.drug.split(", "))


def _missing(conditions: Sequence[ConditionAnswer], here: Circumstances) -> tuple[Missing, ...]:
    return tuple(here.missing(one) for one in conditions if one.answer.truth is Truth.UNKNOWN)


def _assumed(conditions: Sequence[ConditionAnswer], here: Circumstances) -> tuple[str, ...]:
    said = [
        f"{one.asked.says}: {reason}"
        for one in conditions
        if one.answer.truth is Truth.YES
        for reason in one.answer.assumed
    ]
    return tuple(dict.fromkeys((*((here.assumption,) if here.assumption else ()), *said)))


def _never_failed(rule: OptionRule, here: Circumstances) -> tuple[str, ...]:
    """Where no treatment is recorded, nothing says that it has not been given and has not failed."""
    if here.subject.given or rule.kind in BESIDE:
        return ()
    return ("it has not been given before and has not failed: no treatment is recorded at all",)


def _warned(draft: _Draft) -> tuple[Warned, ...]:
    rule, here = draft.prepared.rule, draft.here
    found: list[Warned] = []
    if draft.timing == "at a change":
        found.append(_present_runs(here.present))
    for one in draft.additions:
        told = here.ask(one.when)
        if told.answer.truth is Truth.YES:
            found.append(Warned(kind="addition", says=one.says, facts=told.facts, source=one.source))
        elif told.answer.truth is Truth.UNKNOWN and one.add:
            says = f"Perhaps {one.says}: whether {told.asked.says or 'it is needed'} is open ({told.answer.because})"
            found.append(Warned(kind="addition", says=says, facts=told.facts, source=one.source))
    left = (*rule.drugs, *(name for one in draft.partners for name in one.left))
    if here.subject.given:
        earlier = (
            *given_before(left, here.subject),
            *kin_given(left, here.subject, here.warnings, here.prepared.drugs),
        )
        found += (replace(one, facts=here.as_recorded(one.facts)) for one in earlier)
    return tuple(found)


def _present_runs(present: PresentTreatment) -> Warned:
    since = f" since {present.since}" if present.since is not None else ""
    judged = (
        f"last judged {present.state_word} on {present.state_on}"
        if present.state == "no progression"
        else "how the disease does on it is not recorded"
    )
    says = f"{present.regimen} runs{since}, {judged}; this is for when a change is needed"
    return Warned(kind="present treatment", says=says, facts=present.facts)
