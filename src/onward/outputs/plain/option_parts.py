"""Parts of the options document: conditions, reasons, cautions, evidence, sources."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onward.engines.options import ConditionAnswer, PartnerChoice, Reason, Warned, name_of
from onward.knowledge import AgencyDecision, KnowledgeSource
from onward.outputs.plain.facts import Plain, source_document
from onward.timeline import AnyFact, describe

if TYPE_CHECKING:
    from onward.engines.options.safety import Caution


def facts_document(facts: Iterable[AnyFact]) -> list[Plain]:
    """Facts in words, with when and where they are recorded."""
    return [
        {
            "says": describe(fact),
            "when": str(fact.when),
            "source": [source_document(source) for source in fact.sources],
        }
        for fact in facts
    ]


def source_of_knowledge(source: KnowledgeSource) -> dict[str, Plain]:
    """Where a value of a rule comes from, and whether somebody opened it."""
    return {
        "key": source.key,
        "title": source.title,
        "url": source.url or (f"https://doi.org/{source.doi}" if source.doi else ""),
        "checked": source.checked.isoformat(),
        "verified": source.verified,
        "note": source.note,
    }


def condition_document(one: ConditionAnswer, *, with_facts: bool) -> dict[str, Plain]:
    """One condition: what it needs, the answer and why."""
    document: dict[str, Plain] = {
        "id": one.asked.id,
        "needs": one.asked.says,
        "answer": one.answer.truth.value,
        "because": one.answer.because,
    }
    if with_facts:
        document["assumed"] = list(one.answer.assumed)
        document["rules"] = list(one.answer.rules)
        document["facts"] = facts_document(one.facts)
    return document


def reason_document(one: Reason) -> dict[str, Plain]:
    """One reason against, with its facts and the rule's source."""
    return {
        "by": one.by,
        "because": one.because,
        "facts": facts_document(one.facts),
        "source": [source_of_knowledge(source) for source in one.source],
        "can_change": one.can_change,
        "changes_on": one.on.isoformat() if one.on is not None else None,
    }


def warning_document(one: Warned) -> dict[str, Plain]:
    """A caution of the sequence, the present treatment, what was given before or what comes with it."""
    return {
        "kind": one.kind,
        "gate": "",
        "says": one.says,
        "because": "",
        "drug": "",
        "facts": facts_document(one.facts),
        "questions": [],
        "source": [source_of_knowledge(source) for source in one.source],
        "stale": False,
    }


def caution_document(one: Caution) -> dict[str, Plain]:
    """A gate of safety that speaks."""
    return {
        "kind": one.kind,
        "gate": one.gate,
        "says": one.text,
        "because": one.because,
        "drug": one.drug,
        "facts": facts_document(one.facts),
        "questions": list(one.questions),
        "source": [source_of_knowledge(source) for source in one.source],
        "stale": one.stale,
    }


def agency_document(one: AgencyDecision) -> dict[str, Plain]:
    """A decision of an agency or a guideline."""
    return {
        "agency": name_of(one),
        "status": one.status,
        "first": one.first.isoformat() if one.first is not None else None,
        "ended": one.ended.isoformat() if one.ended is not None else None,
        "note": one.note,
    }


def partner_document(one: PartnerChoice) -> dict[str, Plain]:
    """Drugs of which one is chosen."""
    return {
        "what": one.what,
        "one_of": list(one.left),
        "left_out": [{"drug": name, "because": why} for name, why in one.out],
    }
