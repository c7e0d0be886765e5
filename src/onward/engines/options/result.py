"""The options of one person as values: each rule in exactly one list, with the tree of why down to the facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Literal

from onward.criteria import Answer
from onward.engines.options.prepare import Asked, PreparedAddition
from onward.knowledge import AgencyDecision, KnowledgeSource, OptionRule, Together
from onward.terms import PartialDate, Truth
from onward.timeline import AnyFact

if TYPE_CHECKING:
    from onward.engines.options.evidence import DrugEvidence
    from onward.engines.options.prognosis import BreastGpa
    from onward.engines.options.safety import Caution

Region = Literal["us", "eu"]
State = Literal["progression", "no progression", "not recorded", "none running"]


class Verdict(Enum):
    """In which list a rule stands."""

    OPTION = "option"
    UNDECIDED = "undecided"
    REJECTED = "rejected"
    CONTINUING = "continuing"
    NOT_AVAILABLE = "not available"  # pending, negative and withdrawn decisions, which can never fire


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionAnswer:
    """One condition of a rule with its answer; `facts` as the record holds them."""

    asked: Asked
    answer: Answer
    facts: tuple[AnyFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a rule is rejected: by what (a condition, "availability", "failed before", a gate of safety), and the facts.

    can_change   whether this may become otherwise as life goes on; on: the day on which it does by dates alone
    """

    by: str
    because: str
    facts: tuple[AnyFact, ...] = ()
    source: tuple[KnowledgeSource, ...] = ()
    can_change: bool = True
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """What is not recorded, why the record does not say, and the questions that would settle it."""

    by: str
    what: str
    because: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerChoice:
    """Drugs of which one is chosen, those that are left, and those left out with the reason."""

    what: str
    left: tuple[str, ...]
    out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned:
    """A caution that is no gate of safety: the sequence, the present treatment, an addition, what was given before."""

    kind: Literal["sequence", "given before", "present treatment", "addition"]
    says: str
    facts: tuple[AnyFact, ...] = ()
    source: tuple[KnowledgeSource, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """Whether the treatment may be had for this indication in the region on the day, and by whose decision.

    decision   the one that counts; None when the rule knows none for the region
    """

    in_force: bool
    decision: AgencyDecision | None
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidedRule:
    """One rule decided for one person.

    fits        YES, NO or UNKNOWN of all conditions together, whatever is available and safe
    drugs       generic names; where one of several is chosen and only one is left, that one; choices in `partners`
    assumed     what the verdict rests on without being recorded
    timing      "now", or "at a change" while another treatment runs without recorded progression
    rank        its place among the options: that of the rule, or "later" where a drug of it was not tolerated before
                or the disease progressed on its kin
    stale       the rule has expired: it is shown and not used
    """

    rule: OptionRule
    verdict: Verdict
    rank: str
    fits: Truth
    conditions: tuple[ConditionAnswer, ...]
    availability: Availability
    drugs: tuple[str, ...]
    partners: tuple[PartnerChoice, ...]
    additions: tuple[PreparedAddition, ...]
    source: tuple[KnowledgeSource, ...]
    review: str
    expires: date
    stale: bool
    timing: Literal["now", "at a change"]
    is_immunotherapy: bool
    assumed: tuple[str, ...] = ()
    missing: tuple[Missing, ...] = ()
    reasons: tuple[Reason, ...] = ()
    warned: tuple[Warned, ...] = ()
    safety: tuple[Caution, ...] = ()
    literature: DrugEvidence | None = None

    @property
    def unverified(self) -> tuple[KnowledgeSource, ...]:
        """Sources of the rule that nobody opened."""
        return tuple(source for source in self.source if not source.verified)

    @property
    def can_change(self) -> bool:
        """Of a rejected rule: whether every reason against it may become otherwise."""
        return all(reason.can_change for reason in self.reasons)


@dataclass(frozen=True, slots=True, kw_only=True)
class PresentTreatment:
    """The line that runs now, and how the disease does on it.

    drugs   those that run; line_drugs all of the line;  since: first day of the line;  number: of the line
    state   as last recorded on this line;  state_on: its day;  facts: what it rests on
    """

    regimen: str
    drugs: tuple[str, ...]
    line_drugs: tuple[str, ...]
    number: int | None
    since: PartialDate | None
    state: State
    state_word: str
    state_on: PartialDate | None
    facts: tuple[AnyFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """What one result of a test would do: rules that it would open or close by itself, and those it would help."""

    result: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    helps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestToConsider:
    """A test that would change the picture. `opens` and `closes` are rule ids, those that need nothing else first.

    alone   of `opens`: rules that the best result opens by itself
    renews  it has been answered before, and a new sample may answer otherwise
    question   what the record leaves open, in words
    """

    id: str
    test: str
    gene: str
    specimen: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]
    alone: tuple[str, ...]
    results: tuple[TestResult, ...]
    question: str
    source: tuple[KnowledgeSource, ...]
    renews: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionToAsk:
    """A question of the history or the person that would open or close options."""

    question: str
    opens: tuple[str, ...]
    closes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherNote:
    """Several options that are open at once, and what is known of the choice between them."""

    note: Together
    of: tuple[str, ...]
    source: tuple[KnowledgeSource, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeaksFor:
    """A finding that matters for immunotherapy, in words."""

    says: str
    facts: tuple[AnyFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Immunotherapy:
    """Immunotherapy by itself: findings by assay, what speaks against it, and its rules in whichever list they are."""

    findings: tuple[SpeaksFor, ...]
    against: tuple[Caution, ...]
    rules: tuple[str, ...]
    not_tested: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsAnswer:
    """All rules decided for one person on one day in one region.

    decided      every rule, sorted as a clinician reads them
    nothing_because   why nothing is offered at all ("" when something may be): no breast cancer, not metastatic, died
    at_progression    ids of rules that would be options if the present treatment failed today
    """

    person: str
    as_of: date
    region: Region
    decided: tuple[DecidedRule, ...]
    nothing_because: str
    present: PresentTreatment
    next_line: int | None
    at_progression: tuple[str, ...]
    together: tuple[TogetherNote, ...]
    tests: tuple[TestToConsider, ...]
    questions: tuple[QuestionToAsk, ...]
    immunotherapy: Immunotherapy
    prognosis: BreastGpa | None = None

    def of(self, verdict: Verdict) -> tuple[DecidedRule, ...]:
        """The rules of one list, in order."""
        return tuple(one for one in self.decided if one.verdict is verdict)
