"""Rules made ready to be asked: every criterion read once, equal conditions shared, drugs beside their names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from onward.criteria import AllOf, Criterion, from_plain, shared
from onward.knowledge import Condition, Drug, KnowledgeSource, OptionKnowledge, OptionRule, Together
from onward.knowledge import TestToOrder as TestRule
from onward.terms import KnowledgeError, UsageError

if TYPE_CHECKING:
    from onward.engines.options.result import Availability

CHECKPOINT = "immune checkpoint inhibitor"


@dataclass(frozen=True, slots=True)
class Asked:
    """A condition with its criterion. `number` tells equal criteria apart: what was answered once is not asked again.

    id     in the rule, or of the shared condition;  only: asked where this agency decides, "" everywhere
    """

    id: str
    says: str
    criterion: Criterion
    number: int
    source: tuple[KnowledgeSource, ...]
    only: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedAddition:
    """What some people get with it."""

    when: Asked
    says: str
    add: tuple[str, ...]
    source: tuple[KnowledgeSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedRule:
    """A rule with its conditions in the order in which they are asked, the gates first."""

    rule: OptionRule
    asked: tuple[Asked, ...]
    additions: tuple[PreparedAddition, ...]
    source: tuple[KnowledgeSource, ...]
    is_immunotherapy: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedTest:
    """A test, and the condition under which it is one to think of."""

    test: TestRule
    when: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedTogether:
    """A note on several options, and the condition under which it holds."""

    note: Together
    when: Asked | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedOptions:
    """Everything that `options_for` asks with; build it once with `prepare_options`.

    available   decisions of agencies by rule, region and day, once they have been looked up
    """

    knowledge: OptionKnowledge
    rules: tuple[PreparedRule, ...]
    tests: tuple[PreparedTest, ...]
    together: tuple[PreparedTogether, ...]
    drugs: Mapping[str, Drug]
    available: dict[tuple[str, str, date], Availability] = field(
        default_factory=dict[tuple[str, str, date], "Availability"], repr=False, compare=False
    )


def prepare_options(knowledge: OptionKnowledge, drugs: Iterable[Drug]) -> PreparedOptions:
    """Read every criterion of the rules.

    Raises KnowledgeError with file and line where one cannot be read.
    """
    reader = _Reader(knowledge)
    by_name = {drug.name: drug for drug in drugs}
    gates = tuple(reader.shared(id_) for id_ in knowledge.gates)
    return PreparedOptions(
        knowledge=knowledge,
        rules=tuple(_rule(rule, gates, reader, by_name) for rule in knowledge.rules),
        tests=tuple(
            PreparedTest(test=one, when=None if one.when is None else reader.read(one.when, one.id, "when"))
            for one in knowledge.tests
        ),
        together=tuple(
            PreparedTogether(note=one, when=None if one.when is None else reader.read(one.when, one.id, "when"))
            for one in knowledge.together
        ),
        drugs=by_name,
    )


def criterion_of(rule: PreparedRule) -> Criterion:
    """The whole rule as one question, gates included."""
    return AllOf(of=tuple(one.criterion for one in rule.asked))


def _rule(rule: OptionRule, gates: tuple[Asked, ...], reader: _Reader, drugs: Mapping[str, Drug]) -> PreparedRule:
    return PreparedRule(
        rule=rule,
        asked=(*gates, *(reader.read(one, rule.id, "when", index) for index, one in enumerate(rule.when))),
        additions=tuple(
            PreparedAddition(
                when=reader.read(one.when, rule.id, "additions", index, "when"),
                says=one.says,
                add=one.add,
                source=reader.knowledge.sources_of(rule.id, one.source),
            )
            for index, one in enumerate(rule.additions)
        ),
        source=_sources(rule, reader.knowledge),
        is_immunotherapy=any(drugs[name].drug_class == CHECKPOINT for name in rule.drugs if name in drugs),
    )


def _sources(rule: OptionRule, knowledge: OptionKnowledge) -> tuple[KnowledgeSource, ...]:
    """Every source of the rule, once: of the rule itself, its agencies, trials, grades, targets and place."""
    parts = (*rule.agencies, *rule.trials, *rule.grades, *rule.targets, rule.place)
    keys = dict.fromkeys((*rule.source, *(key for part in parts for key in part.source)))
    return knowledge.sources_of(rule.id, tuple(keys))


class _Reader:
    """Reads conditions; equal criteria get the same number."""

    def __init__(self, knowledge: OptionKnowledge) -> None:
        self.knowledge = knowledge
        self._numbers: dict[Criterion, int] = {}
        self._pool: dict[Criterion, Criterion] = {}
        self._shared: dict[str, Asked] = {}

    def shared(self, id_: str) -> Asked:
        found = self._shared.get(id_)
        if found is None:
            one = self.knowledge.shared[id_]
            found = self._shared[id_] = self._asked(one, id_, id_)
        return found

    def read(self, one: Condition, owner: str, *steps: str | int) -> Asked:
        if not one.use:
            return self._asked(one, one.id or f"{owner}#when", owner, *steps)
        found = self.shared(one.use)
        if not one.only:
            return found
        return Asked(found.id, found.says, found.criterion, found.number, found.source, one.only)

    def _asked(self, one: Condition, id_: str, owner: str, *steps: str | int) -> Asked:
        try:
            criterion = shared(from_plain(one.ask), self._pool)
        except UsageError as error:
            raise self._broken(owner, steps, str(error)) from None
        number = self._numbers.setdefault(criterion, len(self._numbers))
        source = self.knowledge.sources_of(owner, one.source)
        return Asked(id_, one.says, criterion, number, source, one.only)

    def _broken(self, owner: str, steps: tuple[str | int, ...], what: str) -> KnowledgeError:
        file = self.knowledge.file_of[owner]
        return file.broken(what, *self.knowledge.places[owner], *steps, "ask")
