"""Gates of safety: what in the record speaks against a drug, and what the label wants known before it is started.

A gate that is met is a contraindication or a caution; one that the record leaves open becomes a check. What is not
recorded is never taken as fine, and never as a reason against.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from onward.criteria import Answer, Criterion, Subject, answer, facts_of, from_plain, leaves_of, shared
from onward.knowledge import Drug, KnowledgeSource, SafetyGate, SafetyRules
from onward.terms import Truth, UsageError
from onward.timeline import AnyFact

CautionKind = Literal["contraindication", "caution", "check"]
_ORDER: tuple[CautionKind, ...] = ("contraindication", "caution", "check")
_AGENCY = {"us": "fda", "eu": "ema"}
_LABELS = {"fda": "US label", "ema": "EU label"}
INTERACTIONS = "interactions"
NO_GATES = "no-gates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What is to be heeded before drugs are given.

    drug       generic name, several joined where one gate holds for all of them
    gate       id; "interactions" and "no-gates" are of the engine itself
    kind       contraindication: reject; caution: weigh; check: not recorded, to be known before the start
    text       the rule in a sentence; because: what the record says
    questions  what would settle it, where the record does not
    source     of the label; section: of the label; stale: the gate has expired
    answer     the tree of why; None for the engine's own
    """

    drug: str
    gate: str
    kind: CautionKind
    text: str
    because: str
    facts: tuple[AnyFact, ...] = ()
    questions: tuple[str, ...] = ()
    source: tuple[KnowledgeSource, ...] = ()
    section: str = ""
    stale: bool = False
    answer: Answer | None = None

    @property
    def can_change(self) -> bool:
        """Whether what speaks against it may become otherwise (a laboratory value may, a genotype may not)."""
        return self.answer is None or self.answer.can_change


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """A question with a number that equal ones share: what was answered once for a person is not asked again."""

    criterion: Criterion
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gate:
    gate: SafetyGate
    when: _Question
    applies: _Question | None
    source: tuple[KnowledgeSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSafety:
    """Every gate of every drug, its questions read; build it once with `prepare_safety`."""

    rules: SafetyRules
    by_drug: Mapping[str, tuple[_Gate, ...]]
    own: frozenset[str]


@dataclass(slots=True)
class _Asked:
    """Answers about one person, so that a question of twenty options is put once."""

    subject: Subject
    found: dict[int, Answer] = field(default_factory=dict[int, Answer])
    kept: dict[int, Answer] = field(default_factory=dict[int, Answer])
    by_drug: dict[str, list[Caution]] = field(default_factory=dict[str, "list[Caution]"])
    bars_of: dict[str, list[Caution]] = field(default_factory=dict[str, "list[Caution]"])

    def __call__(self, question: _Question) -> Answer:
        if question.number not in self.found:
            self.found[question.number] = answer(question.criterion, self.subject, kept=self.kept)
        return self.found[question.number]


def prepare_safety(rules: SafetyRules, drugs: Iterable[Drug]) -> PreparedSafety:
    """Read the questions of all gates. Raises KnowledgeError with file and line where one cannot be read."""
    by_drug: dict[str, tuple[_Gate, ...]] = {}
    own: set[str] = set()
    numbers: dict[Criterion, int] = {}
    pool: dict[Criterion, Criterion] = {}
    for drug in drugs:
        names = {drug.name, drug.drug_class, *drug.also, drug.role, drug.payload, drug.target} - {""}
        gates = [gate for gate in rules.gates if names & set(gate.drugs) and not names & set(gate.but_not)]
        by_drug[drug.name] = tuple(_read(gate, drug.name, rules, numbers, pool) for gate in gates)
        if any(_is_specific(gate, rules) for gate in gates):
            own.add(drug.name)
    return PreparedSafety(rules=rules, by_drug=by_drug, own=frozenset(own))


def _is_specific(gate: SafetyGate, rules: SafetyRules) -> bool:
    """Whether a gate is of some drugs, and not one that every drug has (allergy, pregnancy, live vaccines)."""
    return rules.place[gate.id][0].id != "safety/every_drug"


def _read(
    gate: SafetyGate,
    drug: str,
    rules: SafetyRules,
    numbers: dict[Criterion, int],
    pool: dict[Criterion, Criterion],
) -> _Gate:
    file, index = rules.place[gate.id]

    def question(plain: object) -> _Question:
        criterion = shared(from_plain(_named(plain, drug)), pool)
        return _Question(criterion=criterion, number=numbers.setdefault(criterion, len(numbers)))

    try:
        return _Gate(
            gate=gate,
            when=question(gate.when),
            applies=None if gate.applies is None else question(gate.applies),
            source=rules.sources_of(gate),
        )
    except UsageError as error:
        raise file.broken(f"{gate.id}: {error}", "gates", index) from None


def _named(plain: object, drug: str) -> object:
    """The plain form with the drug's name for "{drug}"."""
    if isinstance(plain, str):
        return drug if plain == "{drug}" else plain
    if isinstance(plain, list):
        return [_named(one, drug) for one in cast("list[object]", plain)]
    if isinstance(plain, dict):
        return {key: _named(value, drug) for key, value in cast("dict[str, object]", plain).items()}
    return plain


@dataclass(frozen=True, slots=True)
class Gates:
    """The gates of a region. The answers about the person asked last are kept: twenty options ask each question once.

    region   "us" or "eu": a contraindication of the other region's label alone counts as a caution; "": all count
    """

    prepared: PreparedSafety
    region: str
    _last: list[_Asked] = field(default_factory=list["_Asked"], repr=False, compare=False)

    def __call__(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        """What is to be heeded before drugs are given together: contraindications first, then cautions and checks."""
        return _cautions(drugs, self._asked(subject), self.prepared, self.region)

    def bars(self, drugs: Sequence[str], subject: Subject) -> tuple[Caution, ...]:
        """The contraindications alone, for what is withheld anyway."""
        ask = self._asked(subject)
        return tuple(one for drug in drugs for one in _bars(drug, ask, self.prepared, self.region))

    def _asked(self, subject: Subject) -> _Asked:
        if not self._last or self._last[0].subject is not subject:
            self._last[:] = [_Asked(subject)]
        return self._last[0]


def safety_gate(prepared: PreparedSafety, *, region: str = "") -> Gates:
    """The gates of a region, ready to be asked."""
    return Gates(prepared, region)


def _bars(drug: str, ask: _Asked, prepared: PreparedSafety, region: str) -> list[Caution]:
    found = ask.bars_of.get(drug)
    if found is None:
        found = ask.bars_of[drug] = []
        for one in prepared.by_drug.get(drug, ()):
            if one.gate.kind != "contraindication":
                continue
            if one.applies is not None and ask(one.applies).truth is Truth.NO:
                continue
            given = ask(one.when)
            if given.truth is Truth.YES:
                cautions = _one(drug, one, given, ask.subject, prepared, region)
                found += (caution for caution in cautions if caution.kind == "contraindication")
    return found


def _cautions(drugs: Sequence[str], ask: _Asked, prepared: PreparedSafety, region: str) -> tuple[Caution, ...]:
    found: list[Caution] = []
    for drug in dict.fromkeys(drugs):
        own = ask.by_drug.get(drug)
        if own is None:
            own = ask.by_drug[drug] = _of_drug(drug, ask, prepared, region)
        found += own
    return tuple(sorted(_merged(found), key=lambda one: _ORDER.index(one.kind)))


def _of_drug(drug: str, ask: _Asked, prepared: PreparedSafety, region: str) -> list[Caution]:
    found: list[Caution] = []
    open_interactions: list[tuple[_Gate, Answer]] = []
    for one in prepared.by_drug.get(drug, ()):
        if one.applies is not None and ask(one.applies).truth is Truth.NO:
            continue
        given = ask(one.when)
        if given.truth is Truth.UNKNOWN and one.gate.medicines:
            open_interactions.append((one, given))
        else:
            found += _one(drug, one, given, ask.subject, prepared, region)
    if open_interactions:
        found.append(_interactions(drug, open_interactions, ask.subject, prepared))
    if drug not in prepared.own:
        text = f"Onward holds no gates of safety for {drug} beyond pregnancy and allergy; its label has to be read"
        found.append(Caution(drug=drug, gate=NO_GATES, kind="check", text=text, because="no rules for this drug"))
    return found


def _one(
    drug: str, one: _Gate, given: Answer, subject: Subject, prepared: PreparedSafety, region: str
) -> tuple[Caution, ...]:
    gate = one.gate
    is_met = given.truth is Truth.YES and gate.kind != "check"
    is_open = given.truth is Truth.UNKNOWN and bool(gate.check)
    if not is_met and not is_open:
        return ()
    text = gate.text if is_met else f"{'' if given.why_unknown is None else given.why_unknown.value}: {gate.check}"
    kind: CautionKind = gate.kind if is_met else "check"
    if is_met and gate.agency and region and gate.agency != _AGENCY.get(region):
        kind, text = "caution", f"{text} ({_LABELS[gate.agency]}; not so in this region)"
    return (
        Caution(
            drug=drug,
            gate=gate.id,
            kind=kind,
            text=text.replace("{drug}", drug),
            because=given.because if is_met else _not_told(given),
            facts=facts_of(given),
            questions=() if is_met else _questions(given),
            source=one.source,
            section=gate.section,
            stale=_is_stale(gate, subject, prepared),
            answer=given,
        ),
    )


def _interactions(
    drug: str, open_ones: Sequence[tuple[_Gate, Answer]], subject: Subject, prepared: PreparedSafety
) -> Caution:
    """One check for all interactions that the record neither shows nor rules out."""
    medicines = "; ".join(dict.fromkeys(one.gate.medicines for one, _ in open_ones))
    sources = dict.fromkeys(source for one, _ in open_ones for source in one.source)
    doubtful = dict.fromkeys(id(fact) for _, given in open_ones for fact in facts_of(given))
    facts = {id(fact): fact for _, given in open_ones for fact in facts_of(given)}
    return Caution(
        drug=drug,
        gate=INTERACTIONS,
        kind="check",
        text=f"Compare the whole medication list with the label of {drug}: {medicines}",
        because="none of these is recorded as taken now, and none is ruled out"
        if not doubtful
        else "whether one of these is taken now the record does not tell",
        facts=tuple(facts.values()),
        questions=("Which medicines, herbs and supplements are taken now?",),
        source=tuple(sources),
        section="drug interactions",
        stale=any(_is_stale(one.gate, subject, prepared) for one, _ in open_ones),
    )


def _is_stale(gate: SafetyGate, subject: Subject, prepared: PreparedSafety) -> bool:
    return prepared.rules.place[gate.id][0].expires <= subject.as_of


def _not_told(given: Answer) -> str:
    """Why the record does not tell, from the leaves that leave it open."""
    reasons = dict.fromkeys(leaf.because for leaf in leaves_of(given) if leaf.truth is Truth.UNKNOWN)
    return "; ".join(reasons) or given.because


def _questions(given: Answer) -> tuple[str, ...]:
    asked = (leaf.question.text for leaf in leaves_of(given) if leaf.question is not None)
    return tuple(dict.fromkeys(asked))


def _merged(found: Iterable[Caution]) -> list[Caution]:
    """Cautions of several drugs by the same gate, with the same answer, as one that names them all."""
    merged: dict[tuple[str, str, str], Caution] = {}
    for one in found:
        key = (one.gate, one.kind, one.text) if one.gate not in (INTERACTIONS, NO_GATES) else (one.gate, one.drug, "")
        before = merged.get(key)
        merged[key] = one if before is None else replace(before, drug=f"{before.drug}, {one.drug}")
    return list(merged.values())
