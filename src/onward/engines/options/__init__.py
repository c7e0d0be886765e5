"""Systemic therapy options of a person, from dated rules: what may be given now, what is withheld, what is ruled out.

`prepare_options` reads the rules' criteria once; `options_for` decides every rule for one person. Each rule stands in
exactly one list, with the tree of why down to the facts.
"""

from __future__ import annotations

from onward.engines.options.availability import name_of
from onward.engines.options.options import OptionInputs, options_for
from onward.engines.options.prepare import Asked, PreparedOptions, PreparedRule, criterion_of, prepare_options
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

__all__ = [
    "Asked",
    "Availability",
    "ConditionAnswer",
    "DecidedRule",
    "Immunotherapy",
    "Missing",
    "OptionInputs",
    "OptionsAnswer",
    "PartnerChoice",
    "PreparedOptions",
    "PreparedRule",
    "PresentTreatment",
    "QuestionToAsk",
    "Reason",
    "Region",
    "TestResult",
    "TestToConsider",
    "TogetherNote",
    "Verdict",
    "Warned",
    "criterion_of",
    "name_of",
    "options_for",
    "prepare_options",
]
