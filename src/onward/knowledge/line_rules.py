"""Rules of lines of therapy and of endocrine resistance (data: disease/lines.yaml, disease/resistance.yaml)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onward.knowledge.files import KnowledgeFile, entries, only_keys, read_file


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleNumber:
    """A further number of a rule that has more than one; `unit` is d (days) or mo (calendar months)."""

    name: str
    value: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentRule:
    """One rule as a clinician would sign it.

    statement    what it says; value, unit, further   its numbers
    source       keys of the sources it rests on, () where it is a convention (then `rationale` says why)
    """

    id: str
    name: str
    statement: str
    source: tuple[str, ...] = ()
    value: int | None = None
    unit: str = ""
    further: tuple[RuleNumber, ...] = ()
    convention: bool = False
    rationale: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRules:
    """The numbers of disease/lines, in days or calendar months; each is explained by the rule that it is read from."""

    file: KnowledgeFile
    rules: tuple[TreatmentRule, ...]
    before_diagnosis_days: int
    order_near_days: int
    course_gap_days: int
    beyond_progression_days: int
    running_days: int
    de_novo_months: int
    palliative_before_days: int
    metastatic_lead_days: int
    adjuvant_start_days: int
    adjuvant_extended_days: int
    early_split_days: int
    across_surgery_days: int
    continued_days: int
    same_line_days: int
    progression_days: int
    treatment_gap_days: int
    toxicity_swap_days: int
    planned_days: int
    planned_overlap_days: int
    maintenance_days: int
    maintenance_overlap_days: int
    together_days: int
    carried_on_days: int
    why_ended_progression_days: int
    why_ended_near_days: int
    why_ended_metastasis_days: int

    @classmethod
    def load(cls, path: Path) -> LineRules:
        """Read disease/lines.yaml. Raises KnowledgeError."""
        numbers = _Numbers.read(path)
        return cls(
            file=numbers.file,
            rules=numbers.rules,
            before_diagnosis_days=numbers.days("before-diagnosis"),
            order_near_days=numbers.days("order-only"),
            course_gap_days=numbers.days("course-gap"),
            beyond_progression_days=numbers.days("beyond-progression"),
            running_days=numbers.days("running"),
            de_novo_months=numbers.months("de-novo"),
            palliative_before_days=numbers.days("palliative-before-metastasis"),
            metastatic_lead_days=numbers.days("metastatic-lead"),
            adjuvant_start_days=numbers.days("early-by-date"),
            adjuvant_extended_days=numbers.days("early-by-date", "extended"),
            early_split_days=numbers.days("early-split"),
            across_surgery_days=numbers.days("across-surgery"),
            continued_days=numbers.days("continued-past-metastasis"),
            same_line_days=numbers.days("same-line-window"),
            progression_days=numbers.days("progression-date"),
            treatment_gap_days=numbers.days("treatment-gap"),
            toxicity_swap_days=numbers.days("endocrine-toxicity-swap"),
            planned_days=numbers.days("planned-sequence"),
            planned_overlap_days=numbers.days("planned-sequence", "overlap"),
            maintenance_days=numbers.days("maintenance"),
            maintenance_overlap_days=numbers.days("maintenance", "overlap"),
            together_days=numbers.days("judged-together"),
            carried_on_days=numbers.days("carried-on"),
            why_ended_progression_days=numbers.days("why-ended"),
            why_ended_near_days=numbers.days("why-ended", "near-end"),
            why_ended_metastasis_days=numbers.days("why-ended", "metastasis"),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ResistanceRules:
    """The numbers of disease/resistance."""

    file: KnowledgeFile
    rules: tuple[TreatmentRule, ...]
    on_therapy_days: int
    adjuvant_primary_months: int
    adjuvant_after_months: int
    metastatic_primary_months: int
    without_progression_months: int

    @classmethod
    def load(cls, path: Path) -> ResistanceRules:
        """Read disease/resistance.yaml. Raises KnowledgeError."""
        numbers = _Numbers.read(path)
        return cls(
            file=numbers.file,
            rules=numbers.rules,
            on_therapy_days=numbers.days("on-therapy"),
            adjuvant_primary_months=numbers.months("adjuvant-first-two-years"),
            adjuvant_after_months=numbers.months("adjuvant-within-year-after"),
            metastatic_primary_months=numbers.months("metastatic-first-six-months"),
            without_progression_months=numbers.months("no-event"),
        )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The rules of one file by id."""

    file: KnowledgeFile
    rules: tuple[TreatmentRule, ...]
    places: dict[str, int]

    @classmethod
    def read(cls, path: Path) -> _Numbers:
        file = read_file(path)
        only_keys(file, "rules")
        rules = entries(file, TreatmentRule, "rules")
        places: dict[str, int] = {}
        for index, rule in enumerate(rules):
            if places.setdefault(rule.id, index) != index:
                raise file.broken(f'the rule "{rule.id}" stands here twice', "rules", index)
            if not rule.source and not rule.convention:
                raise file.broken(f'the rule "{rule.id}" has no source and is not called a convention', "rules", index)
        return cls(file, rules, places)

    def days(self, rule: str, name: str = "") -> int:
        return self._number(rule, name, "d")

    def months(self, rule: str, name: str = "") -> int:
        return self._number(rule, name, "mo")

    def _number(self, rule_id: str, name: str, unit: str) -> int:
        index = self.places.get(rule_id)
        if index is None:
            raise self.file.broken(f'the rule "{rule_id}" is missing', "rules")
        rule = self.rules[index]
        value, found_unit = rule.value, rule.unit
        if name:
            value, found_unit = next(((n.value, n.unit) for n in rule.further if n.name == name), (None, ""))
        if value is None or found_unit != unit:
            what = f'further number "{name}"' if name else "value"
            raise self.file.broken(f'the rule "{rule_id}" needs a {what} in {unit}', "rules", index)
        return value
