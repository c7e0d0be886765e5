"""Systemic therapy options of a person, from dated rules: what may be given now, what is withheld, what is ruled out.

`prepare_options` reads the rules' criteria once; `options_for` decides every rule for one person. Each rule stands in
exactly one list, with the tree of why down to the facts.
"""

from __future__ import annotations

from onward.engines.options.availability import name_of
from onward.engines.options.options import OptionInputs, options_for
from onward.engines.options.prepare import Asked, PreparedOptions, PreparedRule, criterion_of, prepare_options
from onward.engines.options.prognosis import BreastGpa, GpaItem, breast_gpa
from onward.engines.options.result import (
    Availability,
    ConditionAnswer,
    DecidedRule,
    Immunotherapy,
    Missing,
    OptionsAnswer,
    PartnerChoice,
    PresentTreatment,
    QuestionToAsk,
    Reason,
    Region,
    TestResult,
    TestToConsider,
    TogetherNote,
    Verdict,
    Warned,
)
from onward.engines.options.safety import Caution, PreparedSafety, prepare_safety, safety_gate
from onward.engines.options.words import (
    GATES,
    because,
    caution_words,
    cautions_in_words,
    cautions_of,
    evidence_words,
    grouped,
    missing_words,
    regimen_words,
    said,
    why_here,
    why_rejected,
    without_stop,
)

__all__ = [
    "GATES",
    "Asked",
    "Availability",
    "BreastGpa",
    "Caution",
    "ConditionAnswer",
    "DecidedRule",
    "GpaItem",
    "Immunotherapy",
    "Missing",
    "OptionInputs",
    "OptionsAnswer",
    "PartnerChoice",
    "PreparedOptions",
    "PreparedRule",
    "PreparedSafety",
    "PresentTreatment",
    "QuestionToAsk",
    "Reason",
    "Region",
    "TestResult",
    "TestToConsider",
    "TogetherNote",
    "Verdict",
    "Warned",
    "because",
    "breast_gpa",
    "caution_words",
    "cautions_in_words",
    "cautions_of",
    "criterion_of",
    "evidence_words",
    "grouped",
    "missing_words",
    "name_of",
    "options_for",
    "prepare_options",
    "prepare_safety",
    "regimen_words",
    "safety_gate",
    "said",
    "why_here",
    "why_rejected",
    "without_stop",
]
