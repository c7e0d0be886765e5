"""Therapy options of one person: the wiring of timeline, picture, rules, gates of safety and imported evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial

from onward.app.answers import Answer, answer
from onward.app.civic import literature
from onward.app.reference import criteria_reference
from onward.criteria import Subject, subject_of
from onward.engines.options import (
    OptionInputs,
    OptionsAnswer,
    PreparedOptions,
    PreparedSafety,
    Region,
    breast_gpa,
    options_for,
    prepare_options,
    prepare_safety,
    safety_gate,
)
from onward.intake import PersonRecord
from onward.knowledge import breast_gpa_rules, codes, disease_knowledge, option_knowledge, safety_rules


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionsFound:
    """The options of one person, with the picture that they rest on."""

    found: Answer
    options: OptionsAnswer


def options_of(record: PersonRecord, *, region: Region, as_of: date) -> OptionsFound:
    """The therapy options of one person as known on `as_of`. Raises KnowledgeError when a rule is broken."""
    found = answer(record, as_of=as_of)
    return OptionsFound(found=found, options=options_from(found, region=region, as_of=as_of))


def options_from(found: Answer, *, region: Region, as_of: date) -> OptionsAnswer:
    """The options of a person whose picture has been derived already."""
    return options_for(_subject(found, as_of), option_inputs(region), region=region)


def _subject(found: Answer, as_of: date) -> Subject:
    return subject_of(found.timeline, found.picture, criteria_reference(), as_of=as_of)


@lru_cache(maxsize=2)
def option_inputs(region: Region) -> OptionInputs:
    """Rules and gates, read once. Raises KnowledgeError."""
    return OptionInputs(
        prepared=_prepared(),
        disease=disease_knowledge(),
        safety=safety_gate(_gates(), region=region),
        literature=literature(),
        prognosis=partial(breast_gpa, rules=breast_gpa_rules()),
    )


@lru_cache(maxsize=1)
def _prepared() -> PreparedOptions:
    return prepare_options(option_knowledge(), codes().drugs.drugs)


@lru_cache(maxsize=1)
def _gates() -> PreparedSafety:
    """The gates of the drugs that a rule may give; those of four hundred others would only take time to read."""
    names = {name for rule in option_knowledge().rules for name in rule.all_drugs}
    return prepare_safety(safety_rules(), [drug for drug in codes().drugs.drugs if drug.name in names])
