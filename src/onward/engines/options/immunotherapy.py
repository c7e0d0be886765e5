"""Immunotherapy by itself: what the tumour says by each assay, what speaks against it, and where the rules stand."""

from __future__ import annotations

from collections.abc import Sequence

from onward.criteria import Subject
from onward.engines.options.decide import Circumstances
from onward.engines.options.prepare import CHECKPOINT
from onward.engines.options.result import DecidedRule, Immunotherapy, SpeaksFor
from onward.timeline import BiomarkerScore, Standing

# Scores and states on which labels of checkpoint inhibitors rest.
_PER_MEGABASE = "1/1000000{Base}"  # UCUM, mutations per million bases
_MARKERS = ("PD-L1", "MSI", "MMR", "TMB")


def immunotherapy(decided: Sequence[DecidedRule], here: Circumstances) -> Immunotherapy:
    """The part on immunotherapy; every finding keeps its assay, and one never stands for another."""
    rules = tuple(one for one in decided if one.is_immunotherapy)
    drugs = tuple(
        dict.fromkeys(
            name
            for one in rules
            for name in one.rule.drugs
            if name in here.prepared.drugs and here.prepared.drugs[name].drug_class == CHECKPOINT
        )
    )
    told = _findings(here.subject)
    names = {fact.name.casefold() for one in told for fact in one.facts if isinstance(fact, BiomarkerScore)}
    told_against = here.safety(drugs, here.subject) if drugs else ()
    against = {caution.gate: caution for caution in reversed(told_against)}
    return Immunotherapy(
        findings=told,
        against=tuple(reversed(against.values())),
        rules=tuple(one.rule.id for one in rules),
        not_tested=tuple(name for name in _MARKERS if name.casefold() not in names),
    )


def _findings(subject: Subject) -> tuple[SpeaksFor, ...]:
    return tuple(
        SpeaksFor(says=_words(fact), facts=(fact,))
        for fact in subject.of(BiomarkerScore)
        if fact.name in _MARKERS and fact.standing is not Standing.REFUTED
    )


def _words(fact: BiomarkerScore) -> str:
    by = f" by {fact.assay}" if fact.assay else ", assay not stated" if fact.name == "PD-L1" else ""
    measure = f" {fact.measure}" if fact.measure and fact.name == "PD-L1" else ""
    said = " ".join(word for word in (_number(fact), fact.status) if word)
    when = fact.when.start
    return f"{fact.name}{measure}{by}: {said or 'no value'}{f' ({when})' if when is not None else ''}"


def _number(fact: BiomarkerScore) -> str:
    if fact.value is None:
        return ""
    return f"{fact.value.value:f} per megabase" if fact.value.unit == _PER_MEGABASE else str(fact.value)
